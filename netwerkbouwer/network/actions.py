# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Changes to the network: links added from sources or by people, and taken away again."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from netwerkbouwer.common import bulk
from netwerkbouwer.network.models import Link
from netwerkbouwer.organisations import actions as organisations
from netwerkbouwer.organisations import standing
from netwerkbouwer.organisations.models import Delivery, Source

BATCH = 1_000  # links per transaction
COLUMNS = (
    "one_id", "other_id", "kind", "started_on", "ended_on", "evidence", "evidence_url",
    "source_id", "delivery_id", "told_on", "added_at", "added_by", "removed_at",
)  # fmt: skip


Key = tuple[int, int, str]
"""Lower key, higher key, kind."""


class NoLink(Exception):
    """This link cannot be made; the text is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class NewLink:
    """Two organisations by key, in either order, that do something together."""

    one: int
    other: int
    kind: str = Link.Kind.WORKS_WITH.value
    started_on: date | None = None
    ended_on: date | None = None
    evidence: str = ""
    evidence_url: str = ""

    @property
    def key(self) -> Key:
        return min(self.one, self.other), max(self.one, self.other), self.kind


def add_links(links: Iterable[NewLink], delivery: Delivery, *, by: str = "") -> int:
    """Write what one delivery tells of the network; give how many links are new.

    Again changes nothing. A link of an organisation with itself is left out; what was removed by
    hand stays removed.
    """
    unique = {link.key: link for link in links if link.one != link.other}
    keys, new = list(unique), 0
    for start in range(0, len(keys), BATCH):
        some = [unique[key] for key in keys[start : start + BATCH]]
        with transaction.atomic():
            new += _write(some, delivery.source, delivery.data_on, delivery, by)
    _tell_index({pk for link in unique.values() for pk in link.key[:2]})
    return new


def _write(
    links: Sequence[NewLink], source: Source, told_on: date, delivery: Delivery | None, by: str
) -> int:
    stored = _stored(links, source)
    now = timezone.now()
    new = [
        (*link.key, link.started_on, link.ended_on, link.evidence[:500], link.evidence_url[:600],
         source.pk, delivery.pk if delivery else None, told_on, now, by, None)
        for link in links
        if link.key not in stored
    ]  # fmt: skip
    bulk.insert(Link, COLUMNS, new)
    for link in links:
        row = stored.get(link.key)
        if row is not None and _renew(row, link, told_on):
            row.save()
    return len(new)


def _stored(links: Sequence[NewLink], source: Source) -> dict[Key, Link]:
    rows = Link.objects.filter(source=source, one__in={link.key[0] for link in links}).order_by()
    wanted = {link.key for link in links}
    found = {(row.one_id, row.other_id, row.kind): row for row in rows}
    return {key: row for key, row in found.items() if key in wanted}


def _renew(row: Link, link: NewLink, told_on: date) -> bool:
    """Whether the link is told differently now; a younger fact wins, an earlier start stays."""
    before = (row.started_on, row.ended_on, row.evidence, row.evidence_url, row.told_on)
    starts = [day for day in (row.started_on, link.started_on) if day]
    row.started_on = min(starts, default=None)
    if told_on >= row.told_on:
        row.ended_on, row.told_on = link.ended_on, told_on
        row.evidence = link.evidence[:500] or row.evidence
        row.evidence_url = link.evidence_url[:600] or row.evidence_url
    if row.started_on and row.ended_on and row.ended_on < row.started_on:
        row.ended_on = None
    return before != (row.started_on, row.ended_on, row.evidence, row.evidence_url, row.told_on)


@transaction.atomic
def add_link(link: NewLink, *, source: Source, by: str) -> Link:
    """Add one link by hand, or bring a removed one back. Raises NoLink."""
    if link.other in standing.members([link.one])[link.one]:
        raise NoLink(_("Kies een andere organisatie: een band met zichzelf telt niet."))
    if link.started_on and link.ended_on and link.ended_on < link.started_on:
        raise NoLink(_("De einddatum ligt voor het begin."))
    if not link.evidence.strip():
        raise NoLink(_("Schrijf erbij waaraan je dat weet."))
    _write([link], source, timezone.localdate(), None, by)
    one, other, kind = link.key
    stored = Link.objects.get(one_id=one, other_id=other, kind=kind, source=source)
    restore_link(stored)
    return stored


def remove_link(link: Link) -> None:
    """Take a link away; it can come back, and no source brings it back by itself."""
    Link.objects.filter(pk=link.pk, removed_at=None).update(removed_at=timezone.now())
    _tell_index({link.one_id, link.other_id})


def restore_link(link: Link) -> None:
    Link.objects.filter(pk=link.pk).update(removed_at=None)
    _tell_index({link.one_id, link.other_id})


def undo_delivery(delivery: Delivery) -> int:
    """Forget the links that this delivery brought; give how many."""
    links = Link.objects.filter(delivery=delivery).order_by()
    ends = {pk for pair in links.values_list("one_id", "other_id") for pk in pair}
    count, _ = links.delete()
    _tell_index(ends)
    return count


def _tell_index(pks: Collection[int]) -> None:
    """Suggestions know who is linked with whom from the numbers beside the search index."""
    found = sorted(set(standing.kept(pks).values()))
    transaction.on_commit(lambda: organisations.index_changes(found), robust=True)
