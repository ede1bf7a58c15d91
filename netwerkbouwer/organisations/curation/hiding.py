# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking organisations out of sight at their own request, and keeping them out.

An organisation that objects is hidden and can be shown again. What is known of a one-person
business is about a person: it is hidden and erased, and only keyed digests remain of it. Nobody
proves who they are to object, so it is hidden at once and erased some days later.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.apps import apps
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from netwerkbouwer.common import jobs
from netwerkbouwer.organisations import payloads, sectors, standing, tasks
from netwerkbouwer.organisations.curation import suppression
from netwerkbouwer.organisations.models import (
    Change,
    Claim,
    Contact,
    FieldEdit,
    Identifier,
    Notice,
    Offering,
    Organisation,
    OrganisationSector,
    OtherName,
    Pair,
    SourceRecord,
)
from netwerkbouwer.organisations.open_data import files

ERASED_NAME = "Verborgen op eigen vraag"
ERASED_ID = "erased:"
SALT = "netwerkbouwer.organisations.curation.hiding"
ERASED_AFTER = timedelta(days=7)  # in which whoever it is about can still object to this
# Rows of an organisation that go with it; records take their versions and contacts along.
ERASED = (SourceRecord, FieldEdit, Contact, OtherName, OrganisationSector, Identifier, Offering,
          Claim)  # fmt: skip


def hide(organisation: Organisation, by: str, *, keep_out: bool = True) -> None:
    """Nobody finds it any more; with `keep_out` no import brings it back under another key."""
    with transaction.atomic():
        pks = _hide(organisation, by)
        if keep_out:
            suppression.add(_marks(pks))
    _after(pks)


def erase(organisation: Organisation, by: str) -> None:
    """Hide it and erase what it was: for who is a person. This cannot be undone."""
    with transaction.atomic():
        pks = _hide(organisation, by)
        suppression.add(_marks(pks))
        _tell_others(pks)
        _scrub(pks)
    _after(pks)


def erase_later(organisation: Organisation, by: str) -> date:
    """Hide it now and erase it in ERASED_AFTER, unless someone shows it again; gives the day."""
    with transaction.atomic():
        hide(organisation, by)
        jobs.enqueue(erase_waiting, organisation.public_id, after=ERASED_AFTER)
    return timezone.localdate() + ERASED_AFTER


def erase_waiting(running: jobs.Running, public_id: str) -> None:
    """The job of `erase_later`; nothing when it is shown again or erased by now."""
    rows = Organisation.objects.filter(public_id=public_id).exclude(hidden_on=None)
    row = rows.first()
    if row is not None and not is_erased(row):
        erase(row, "")


def erased_on(organisation: Organisation) -> date | None:
    """The day on which it will be erased; None when that is not so."""
    job = jobs.latest(erase_waiting, organisation.public_id)
    waits = job is not None and job.state == job.State.WAITING
    return timezone.localdate(job.queued_at) if job is not None and waits else None


def show(organisation: Organisation, by: str) -> bool:
    """Let people find it again. False when it was erased: then there is nothing to show."""
    if is_erased(organisation):
        return False
    pks = standing.members([organisation.pk])[organisation.pk]
    with transaction.atomic():
        jobs.ask_to_stop(erase_waiting, organisation.public_id)
        suppression.remove(_marks(pks))
        Organisation.objects.filter(pk__in=pks).update(hidden_on=None)
        _tell(organisation.pk, Change.Kind.SHOWN, by)
    _after(pks)
    return True


def is_erased(organisation: Organisation) -> bool:
    """Whether nothing is known of it any more."""
    return organisation.source_id.startswith(ERASED_ID)


def _hide(organisation: Organisation, by: str) -> list[int]:
    pks = standing.members([organisation.pk])[organisation.pk]
    Organisation.objects.filter(pk__in=pks).update(hidden_on=timezone.localdate())
    _tell(organisation.pk, Change.Kind.HIDDEN, by)
    return pks


def _tell(pk: int, kind: Change.Kind, by: str) -> None:
    Change.objects.create(organisation_id=pk, kind=kind, at=timezone.now(), by=by)


def _after(pks: Iterable[int]) -> None:
    found = list(pks)
    transaction.on_commit(lambda: tasks.update_index(found))
    files.renew_later()


def _marks(pks: Iterable[int]) -> list[str]:
    """Digests of every record of these organisations, by what the source and we call it."""
    marks: list[str] = []
    for row in Organisation.objects.filter(pk__in=list(pks)):
        marks += suppression.digests(row.source, row.source_id, row.name, row.municipality_id or "")
    records = SourceRecord.objects.filter(organisation__in=list(pks)).order_by("pk")
    for source, key, payload in records.values_list("source_id", "key", "payload"):
        told = payloads.load(payload)
        marks += suppression.digests(source, key, told.name, told.municipality_code)
    return marks


def sign(organisation: Organisation) -> str:
    """For the address of the page that calls an erasure off."""
    return signing.dumps(organisation.public_id, salt=SALT)


def by_link(signed: str) -> Organisation | None:
    """Whose erasure a link calls off; None when it is a wrong link or nothing waits."""
    try:
        public_id = signing.loads(signed, salt=SALT, max_age=ERASED_AFTER)
    except signing.BadSignature:
        return None
    row = Organisation.objects.filter(public_id=public_id).exclude(hidden_on=None).first()
    return row if row is not None and erased_on(row) else None


def _tell_others(pks: list[int]) -> None:
    """Let parts above this one forget what they keep of these records: settings.ON_ERASURE."""
    rows = SourceRecord.objects.filter(organisation__in=pks).order_by("pk")
    records = list(rows.values_list("source_id", "key"))
    for name in settings.ON_ERASURE:
        import_string(name)(records)


def _scrub(pks: list[int]) -> None:
    for model in ERASED:
        model._default_manager.filter(organisation__in=pks).delete()
    # Links stand above the directory; their evidence may name the person.
    for between in (Pair, apps.get_model("network", "Link")):
        between._default_manager.filter(Q(one__in=pks) | Q(other__in=pks)).delete()
    Change.objects.filter(organisation__in=pks).update(differences={}, note="", by="")
    Notice.objects.filter(organisation__in=pks).update(text="", email="", answer="")
    for pk, public_id in Organisation.objects.filter(pk__in=pks).values_list("pk", "public_id"):
        Organisation.objects.filter(pk=pk).update(**_blank(public_id))


def _blank(public_id: str) -> dict[str, object]:
    """The columns of a row of which nothing may be known."""
    texts = "street postcode precision kind description website email phone source_url licence"
    return {
        **dict.fromkeys(texts.split(), ""),
        **dict.fromkeys(("lat", "lon", "municipality", "parent", "culture_core"), None),
        **dict.fromkeys(("checked_on", "confirmed_on"), None),
        "name": ERASED_NAME,
        "name_folded": "",
        "main_sector": sectors.OTHER,
        "half_override": "",
        "is_person": True,
        "source": "",
        "source_id": f"{ERASED_ID}{public_id}",
    }
