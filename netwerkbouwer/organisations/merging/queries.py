# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pairs that wait for a decision, in the order that teaches most, and the decisions so far."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Abs, Coalesce
from django.utils.translation import gettext as _

from netwerkbouwer.organisations import facts, kind_pack, sectors, standing, villages
from netwerkbouwer.organisations.merging import sides
from netwerkbouwer.organisations.merging.sides import Row, Side, Told
from netwerkbouwer.organisations.models import Organisation, Pair, Source, SourceRecord
from netwerkbouwer.places import gazetteer

EVEN = 0.5  # as likely one as two: what nobody can guess is asked first
MOST_PASSED = 50  # pairs that need no answer any more, in a row
AT_ONCE = 50  # pairs looked at in one query
EXACT = 5_000  # pairs counted one by one; of more nobody needs the precise number
PAGE = 50  # decisions on one page
MOST_NAMED = 4  # partners named; the rest is counted
LONGEST = 280  # characters of a description
# What hangs on an organisation in packages above this one, which may not be imported here.
LINK, CARD = ("network", "Link"), ("boards", "Card")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pairs someone wants to decide about; an empty value does not limit.

    `municipality` is a code of today, `source` a slug; one of the two organisations is enough.
    """

    municipality: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Laid:
    """A pair as it is shown. `keeps` is the public id whose name we propose to keep."""

    pair: Pair
    sides: tuple[Side, Side]
    rows: tuple[Row, ...]
    distance: str
    reasons: tuple[str, ...]
    keeps: str

    @property
    def mark(self) -> str:
        """What tells whether a browser shows this pair as it stands."""
        return ":".join((str(self.pair.pk), *(side.public_id for side in self.sides)))


def waiting(wanted: Wanted) -> QuerySet[Pair]:
    """Open pairs of organisations that people find, the least certain first."""
    there = Q()
    for side in ("one", "other"):
        there &= Q(**{f"{side}__hidden_on": None, f"{side}__gone_on": None})
    return _open(wanted).filter(there)


def _open(wanted: Wanted) -> QuerySet[Pair]:
    """The same, with those of organisations that people no longer find."""
    rows = Pair.objects.filter(state=Pair.State.OPEN)
    if code := wanted.municipality:
        rows = rows.filter(Q(one__municipality=code) | Q(other__municipality=code))
    if wanted.source:
        told = SourceRecord.objects.filter(source=wanted.source)
        sides = [Exists(told.filter(organisation=OuterRef(side))) for side in ("one", "other")]
        rows = rows.filter(sides[0] | sides[1])
    doubt = Abs(Coalesce(F("chance"), Value(EVEN)) - Value(EVEN))
    return rows.annotate(doubt=doubt).order_by("doubt", "pk")


def count(wanted: Wanted) -> int:
    """How many pairs still wait; of very many also those of organisations that are gone."""
    if wanted == Wanted() and (every := _open(wanted).order_by().count()) > EXACT:
        return every
    return waiting(wanted).order_by().count()


def following(wanted: Wanted, after: int | None = None) -> Pair | None:
    """The pair to decide next: the first, or the first that comes after the pair of that key.

    Looks at the organisations of a few pairs at a time: joined to all of them, a hundred thousand
    pairs would take seconds.
    """
    rows = _open(wanted)
    before = Pair.objects.filter(pk=after).first() if after is not None else None
    if before is not None:
        doubt = abs((EVEN if before.chance is None else before.chance) - EVEN)
        rows = rows.filter(Q(doubt__gt=doubt) | Q(doubt=doubt, pk__gt=before.pk))
    pks, start = rows.values_list("pk", flat=True), 0
    while part := list(pks[start : start + AT_ONCE]):
        found = Pair.objects.select_related("one", "other").in_bulk(part)
        shown = (found[pk] for pk in part if pk in found and _is_shown(found[pk]))
        if (first := next(shown, None)) is not None:
            return first
        start += AT_ONCE
    return None


def _is_shown(pair: Pair) -> bool:
    sides = (pair.one, pair.other)
    return all(side.hidden_on is None and side.gone_on is None for side in sides)


def next_laid(wanted: Wanted, after: int | None = None) -> Laid | None:
    """The pair to decide next, laid side by side; see `following`."""
    for _try in range(MOST_PASSED):
        found = following(wanted, after)
        if found is None or (laid := lay(found)) is not None:
            return laid if found else None
        after = found.pk
    return None


def pair(pk: int) -> Pair | None:
    """One pair, in whatever state."""
    return Pair.objects.select_related("one", "other").filter(pk=pk).first()


def between(one: Organisation, other: Organisation) -> Pair | None:
    """The pair of these two, when anything ever asked about them."""
    low, high = sorted((one.pk, other.pk))
    return Pair.objects.filter(one=low, other=high).first()


def decisions(page: int = 1) -> tuple[list[Pair], int]:
    """One page of what people decided, the newest first, and how many pages there are."""
    rows = _decided().select_related("one", "other", "kept")
    pages = max(1, -(-rows.count() // PAGE))
    page = min(max(1, page), pages)
    return list(rows[(page - 1) * PAGE : page * PAGE]), pages


def latest(by: str) -> Pair | None:
    """The last decision of someone that still stands."""
    rows = _decided().filter(decided_by=by)
    return rows.select_related("one", "other", "kept").first()


def _decided() -> QuerySet[Pair]:
    made: dict[str, Any] = {"state__in": (Pair.State.SAME, Pair.State.APART)}
    rows = Pair.objects.filter(**made).exclude(decided_at=None)
    return rows.order_by("-decided_at", "-pk")


def sources() -> list[tuple[str, str]]:
    """Sources to choose from: slug and name."""
    return list(Source.objects.order_by("name", "slug").values_list("slug", "name"))


def lay(pair: Pair) -> Laid | None:
    """Lay the two that stand for a pair beside each other. None when they became one, or when one
    of them is not shown to anyone.

    So many queries for any pair, whatever hangs on it.
    """
    stand = standing.kept((pair.one_id, pair.other_id))
    pks = [stand[pair.one_id], stand[pair.other_id]]
    if pks[0] == pks[1]:
        return None
    wanted = Organisation.objects.filter(pk__in=pks).select_related("parent")
    wanted = wanted.prefetch_related("other_names", "sectors", "identifiers")
    rows = {row.pk: row for row in wanted.filter(hidden_on=None)}
    if len(rows) < 2:
        return None
    groups = standing.members(pks)
    one, other = (_side(rows[pk], groups[pk]) for pk in pks)
    return Laid(
        pair=pair,
        sides=(one, other),
        rows=tuple(sides.compare(one, other)),
        distance=sides.distance(one, other),
        reasons=tuple(str(reason) for reason in pair.reasons),
        keeps=max(one, other, key=lambda side: side.weight).public_id,
    )


def _side(row: Organisation, group: Sequence[int]) -> Side:
    partners = _partners(group)
    named = Organisation.objects.filter(pk__in=partners[:MOST_NAMED]).order_by("name_folded")
    merged = Organisation.objects.filter(pk__in=[pk for pk in group if pk != row.pk])
    exact = row.precision == "address" and row.lat is not None and row.lon is not None
    return Side(
        pk=row.pk,
        public_id=row.public_id,
        name=row.name,
        facts=_facts(row),
        point=(row.lat or 0.0, row.lon or 0.0) if exact else None,
        told=_told(group),
        partners=tuple(named.values_list("name", flat=True)),
        more_partners=max(0, len(partners) - MOST_NAMED),
        boards=_boards(group),
        merged=tuple(merged.values_list("name", flat=True)),
    )


def _facts(row: Organisation) -> dict[str, str]:
    """What people compare, in the order in which they do."""
    kind = kind_pack.load().get(row.kind)
    place = gazetteer.load().municipalities.get(row.municipality_id or "")
    numbers = [f"{facts.register(o.scheme)} {o.value}" for o in row.identifiers.all()]
    slugs = dict.fromkeys((row.main_sector, *(one.sector for one in row.sectors.all())))
    description = villages.without(row.description)
    if len(description) > LONGEST:
        description = description[: LONGEST - 1] + "…"
    return {
        _("Naam"): row.name,
        _("Ook bekend als"): " · ".join(one.name for one in row.other_names.all()),
        _("Dorp of wijk"): villages.of(row.description),
        _("Gemeente"): place.label if place else "",
        _("Adres"): ", ".join(filter(None, (row.street, row.postcode))),
        _("Nummers"): " · ".join(numbers),
        _("Website"): _site(row.website),
        _("E-mail"): row.email,
        _("Telefoon"): row.phone,
        _("Sector"): ", ".join(sectors.label(slug) for slug in slugs),
        _("Soort"): kind.label if kind else "",
        _("Afdeling van"): row.parent.name if row.parent else "",
        _("Beschrijving"): description,
    }


def _site(address: str) -> str:
    """A web address as people compare it."""
    bare = address.partition("://")[2] or address
    return bare.removeprefix("www.").rstrip("/")


def _told(group: Sequence[int]) -> tuple[Told, ...]:
    records = SourceRecord.objects.filter(organisation__in=group)
    return tuple(
        Told(one.source.name, one.last_delivery.data_on, one.matched_by, one.gone_on is not None)
        for one in records.select_related("source", "last_delivery").order_by("source", "key")
    )


def _partners(group: Sequence[int]) -> list[int]:
    """Whom they have a link with, most links first."""
    links = apps.get_model(*LINK)._default_manager.filter(removed_at=None).order_by("pk")
    here = links.filter(Q(one__in=group) | Q(other__in=group))
    ends = [end for ends in here.values_list("one", "other") for end in ends if end not in group]
    stand = standing.kept(ends)
    return [pk for pk, _times in Counter(stand[end] for end in ends).most_common()]


def _boards(group: Sequence[int]) -> int:
    """On how many boards they lie; on which is nobody's business here."""
    cards = apps.get_model(*CARD)._default_manager.filter(organisation__in=group, is_removed=False)
    return int(cards.order_by().values("board").distinct().count())
