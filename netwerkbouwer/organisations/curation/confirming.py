# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""'Is this still right?', asked of an organisation: a signed link that works without an account."""

from datetime import timedelta

from django.core import signing
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from netwerkbouwer.organisations.curation import fields, mail, queries
from netwerkbouwer.organisations.models import Organisation

SALT = "netwerkbouwer.organisations.curation.confirm"
WORKS = timedelta(days=60)
LONGEST = 200  # characters of a signed text
BY = "de organisatie, met een link"
SHOWN = ("name", "municipality", "street", "website", "email", "phone", "main_sector",
         "description")  # fmt: skip


def sign(row: Organisation) -> str:
    """What a link says: of which organisation, and since when; nothing else."""
    return signing.dumps(row.public_id, salt=SALT)


def read(signed: str) -> Organisation | None:
    """The organisation a link is about; None when it is too old, made up, or out of sight."""
    try:
        public_id = signing.loads(signed[:LONGEST], salt=SALT, max_age=WORKS)
        return queries.organisation(str(public_id))
    except (signing.BadSignature, ValueError, Http404):
        return None


def letter(row: Organisation, site: str) -> mail.Letter:
    """The question, to the organisation's own address; to nobody when we know none."""
    out = reverse("curation:report", args=[queries.address_of(row)])
    return mail.Letter(
        purpose=mail.Purpose.CONFIRM,
        to="" if row.is_person else row.email,
        organisation=row.name,
        link=site + reverse("curation:confirm_by_link", args=[sign(row)]),
        out=f"{site}{out}?soort=eruit",
    )


def facts(row: Organisation) -> list[tuple[str, str]]:
    """What to look at: label and text, with what is missing said so."""
    values = fields.current(row)
    return [
        (str(fields.BY_NAME[name].label), fields.readable(name, values[name]) or _("onbekend"))
        for name in SHOWN
    ]
