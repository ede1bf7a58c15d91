# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the rest of the product asks of the directory."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Max, Q, QuerySet
from django.utils.translation import gettext as _

from netwerkbouwer.common import texts
from netwerkbouwer.organisations import (
    finding,
    golden,
    index_files,
    index_reader,
    kind_pack,
    lists,
    sectors,
    standing,
    told,
)
from netwerkbouwer.organisations.facts import (
    LONGEST_QUERY,
    MOST_TERMS,
    PAGE_SIZE,
    ExportRow,
    Facet,
    Filters,
    HiddenOrganisation,
    MapPoint,
    OrganisationFacts,
    OrganisationPage,
    SearchPage,
    SearchRequest,
    SectorCount,
    SourceCount,
    UnknownOrganisation,
    slug_of,
)
from netwerkbouwer.organisations.models import (
    ID_ALPHABET,
    Offering,
    Organisation,
    OrganisationSector,
)
from netwerkbouwer.places import gazetteer

MOST_EXPORTED = 10_000
EXPORTED_AT_ONCE = 5_000  # keys in one query; SQLite takes 32,766 at most
MOST_PARTS = 50  # shown of an organisation's parts
MOST_MERGES = 20  # followed; more means a circle


def search(request: SearchRequest) -> SearchPage:
    """Find organisations by name and by subject; one query, three without an index.

    `within_km` needs a municipality; an unknown code raises places.gazetteer.UnknownCode.
    """
    asked, request = request, finding.bounded(request)
    notices = [_shortened()] if finding.is_shortened(asked) else []
    try:
        found = finding.find(settings.SEARCH_INDEX_DIR, request)
    except index_files.IndexUnavailable as error:
        found = _find_in_database(request)
        notices.append(str(error))
    return SearchPage(
        results=tuple(facts_of(found.pks, request.origin or request.filters.municipality)),
        total=found.total,
        page=found.page,
        pages=found.pages,
        by_name=found.by_name,
        facets=_facets(found.sector_counts),
        notice=" ".join(notices),
    )


def _shortened() -> str:
    most = {"words": MOST_TERMS, "letters": LONGEST_QUERY}
    return _("We zoeken met de eerste %(words)d woorden en %(letters)d tekens van je tekst.") % most


def _facets(counts: dict[str, int]) -> tuple[Facet, ...]:
    return tuple(
        Facet(sector.slug, sector.label, counts[sector.slug])
        for sector in sectors.SECTORS
        if counts.get(sector.slug)
    )


def _standing() -> QuerySet[Organisation]:
    """Organisations that people find."""
    return Organisation.objects.shown()


def _find_in_database(request: SearchRequest) -> finding.Found:
    """The answer without an index: names that start with the text."""
    rows = _rows_in_database(request)
    total = rows.count()
    page = min(request.page, finding.pages_of(total))
    start = (page - 1) * PAGE_SIZE
    ordered = rows.order_by("name_folded", "pk").values_list("pk", flat=True)
    pks = list(ordered[start : start + PAGE_SIZE])
    return finding.Found(pks, total, 0, page, finding.pages_of(total), {})


def _rows_in_database(request: SearchRequest) -> QuerySet[Organisation]:
    rows = _filtered(_standing(), request.filters)
    if not request.text:
        return rows
    folded = texts.fold(request.text)
    return rows.filter(name_folded__startswith=folded) if folded else rows.none()


def _filtered(rows: QuerySet[Organisation], filters: Filters) -> QuerySet[Organisation]:
    """The same filters as the index has, in the database."""
    if filters.sectors:
        # Not a join: an organisation with two of the sectors counts once.
        chosen = OrganisationSector.objects.filter(sector__in=filters.sectors)
        rows = rows.filter(pk__in=chosen.values("organisation_id"))
    if filters.municipality:
        rows = rows.filter(municipality__in=index_reader.codes_of(filters))
    wanted = {
        "municipality__province": filters.province,
        "municipality__region": filters.region,
        "municipality__reference_region": filters.reference_region,
        "municipality__country": filters.country,
        "kind": filters.kind,
    }
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if filters.half:
        own = Q(half_override="", half=filters.half)
        rows = rows.filter(own | Q(half_override=filters.half))
    return rows


def facts_of(
    pks: Sequence[int], origin: str = "", *, with_gone: bool = False
) -> list[OrganisationFacts]:
    """Give the facts of these organisations in this order; one query.

    `origin` is the code of a municipality to measure from. What people do not find is left out,
    `with_gone` only what is hidden or merged into another.
    """
    if not pks:
        return []
    standing = Organisation.objects.filter(merged_into=None) if with_gone else _standing()
    found = standing.filter(pk__in=pks, hidden_on=None).order_by("sectors__pk")
    rows: dict[int, Organisation] = {}
    others: dict[int, list[str]] = defaultdict(list)
    for row in found.annotate(one_sector=F("sectors__sector")):  # a row for each of its sectors
        rows[row.pk] = row
        others[row.pk] += [row.one_sector] if row.one_sector else []
    return [_facts(rows[pk], others[pk], origin) for pk in pks if pk in rows]


def facts_of_ids(public_ids: Sequence[str], origin: str = "") -> list[OrganisationFacts]:
    """Give the facts of these organisations in this order; two queries."""
    rows = Organisation.objects.shown().filter(public_id__in=public_ids).order_by()
    keys = dict(rows.values_list("public_id", "pk"))
    return facts_of([keys[one] for one in public_ids if one in keys], origin)


def export(request: SearchRequest, limit: int = MOST_EXPORTED) -> list[ExportRow]:
    """Give all that `search` finds, in its order, with where it is from; two queries per 5,000.

    Without an index: what `search` finds without one, by name.
    """
    request = finding.bounded(request)
    try:
        pks = finding.all_pks(settings.SEARCH_INDEX_DIR, request, limit)
    except index_files.IndexUnavailable:
        rows = _rows_in_database(request).order_by("name_folded", "pk")
        pks = list(rows.values_list("pk", flat=True)[:limit])
    origin = request.origin or request.filters.municipality
    found: list[ExportRow] = []
    for start in range(0, len(pks), EXPORTED_AT_ONCE):
        found += _export_rows(pks[start : start + EXPORTED_AT_ONCE], origin)
    return found


def _export_rows(pks: Sequence[int], origin: str) -> list[ExportRow]:
    wanted = ("pk", "street", "postcode", "source", "source_url", "licence", "checked_on")
    named = Organisation.objects.filter(pk__in=pks, is_person=False)  # a person goes in no list
    rows = named.order_by().values_list(*wanted)
    more = {row[0]: row[1:] for row in rows}
    return [ExportRow(one, *more[one.pk]) for one in facts_of(pks, origin) if one.pk in more]


def _facts(row: Organisation, others: Sequence[str], origin: str) -> OrganisationFacts:
    place = gazetteer.load().municipalities.get(row.municipality_id or "")
    kind = kind_pack.load().get(row.kind)
    return OrganisationFacts(
        pk=row.pk,
        public_id=row.public_id,
        name=row.name,
        slug=slug_of(row.name),
        municipality_code=place.code if place else "",
        municipality=place.label if place else "",
        sector=row.main_sector,
        sector_label=sectors.label(row.main_sector),
        sectors=tuple(dict.fromkeys((row.main_sector, *others))),
        half=row.half_override or row.half,
        kind=row.kind,
        kind_label=kind.label if kind else "",
        description=row.description,
        km=_km(place, origin),
        **_reach(row, place),
    )


def _reach(row: Organisation, place: gazetteer.Municipality | None) -> dict[str, Any]:
    """Where it is and its website; of a one-person business only in which municipality."""
    if not row.is_person:
        return {
            "website": row.website,
            "lat": row.lat,
            "lon": row.lon,
            "precision": row.precision,
        }
    return {
        "website": "",
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "precision": "municipality" if place else "",
    }


def _km(place: gazetteer.Municipality | None, origin: str) -> float | None:
    """Estimated kilometres by road between the centres of two municipalities."""
    if place is None or not origin:
        return None
    return gazetteer.road_km(origin, place.code)


def organisation(public_id: str) -> OrganisationPage:
    """Give one organisation, after merges; at most a dozen queries.

    Also one that is gone. Raises UnknownOrganisation, and HiddenOrganisation for one that does not
    want to be found.
    """
    if not set(public_id) <= set(ID_ALPHABET):  # PostgreSQL would not even compare a null byte
        raise UnknownOrganisation(public_id)
    row = Organisation.objects.filter(public_id=public_id).first()
    for _step in range(MOST_MERGES):
        if row is None or row.merged_into_id is None:
            break
        row = Organisation.objects.filter(pk=row.merged_into_id).first()
    if row is None or row.merged_into_id is not None:
        raise UnknownOrganisation(public_id)
    if row.hidden_on is not None:
        raise HiddenOrganisation(public_id)
    return _page(row, moved=row.public_id != public_id)


def _page(row: Organisation, *, moved: bool) -> OrganisationPage:
    group = standing.members([row.pk])[row.pk]
    below = _standing().filter(parent__in=group).order_by("name_folded", "pk")
    parts = list(below.values_list("pk", flat=True)[:MOST_PARTS])
    above = [pk for pk in (row.parent_id, row.culture_core_id) if pk]
    origin = row.municipality_id or ""
    found = facts_of([row.pk, *above, *parts], origin, with_gone=True)
    facts = {each.pk: each for each in found}
    facts |= _standing_for([pk for pk in above if pk not in facts], origin)
    parent, core = (facts.get(pk or 0) for pk in (row.parent_id, row.culture_core_id))
    names, identifiers, offerings = lists.of(row)
    kind = kind_pack.load().get(row.kind)
    is_closed = row.is_person  # then nothing by which to reach or recognise someone
    return OrganisationPage(
        facts=replace(facts[row.pk], km=None),
        other_names=tuple(names),
        identifiers=() if is_closed else tuple(identifiers),
        offers=tuple(text for which, text in offerings if which == Offering.Kind.OFFER),
        questions=tuple(text for which, text in offerings if which == Offering.Kind.QUESTION),
        usually_offers=kind.offers if kind else (),
        usually_seeks=kind.needs if kind else (),
        street="" if is_closed else row.street,
        postcode="" if is_closed else row.postcode,
        parent=parent,
        parts=tuple(facts[pk] for pk in parts if pk in facts),
        culture_core=core,
        source=row.source,
        source_url=row.source_url,
        licence=row.licence,
        checked_on=row.checked_on,
        moved=moved,
        email="" if is_closed else row.email,
        phone="" if is_closed else row.phone,
        is_person=row.is_person,
        gone_on=row.gone_on,
        confirmed_on=row.confirmed_on,
        group=tuple(group),
    )


def _standing_for(merged: Sequence[int], origin: str) -> dict[int, OrganisationFacts]:
    """By the key of a merged one the facts of the organisation that stands for it."""
    kept = standing.kept(merged) if merged else {}
    facts = {one.pk: one for one in facts_of(list(kept.values()), origin, with_gone=True)}
    return {pk: facts[now] for pk, now in kept.items() if now in facts}


def provenance(pk: int, group: Sequence[int] = ()) -> golden.Golden:
    """What is shown of an organisation, with per field where it comes from; five queries.

    `group` is that of its page, which saves one. One that no source told of in records says the
    source on its row. Raises UnknownOrganisation.
    """
    gathered = told.gather([pk], {pk: list(group)} if group else None)[pk]
    if gathered.told:
        return golden.resolve(gathered.told, gathered.edits, kind_pack.load())
    row = Organisation.objects.filter(pk=pk).first()
    if row is None:
        raise UnknownOrganisation(str(pk))
    values = {column: getattr(row, column) for column in golden.COLUMNS}
    found = golden.Golden(values, {})
    if row.checked_on is not None:
        basis = golden.Basis(
            "", row.source, row.checked_on, url=row.source_url, licence=row.licence
        )
        found.basis = {column: basis for column, value in values.items() if value}
    return found


def counts_by_sector_and_country() -> list[SectorCount]:
    """Count organisations per main sector in the order of the sectors; one query.

    One without a municipality counts for no country, so for neither.
    """
    rows = _standing().order_by().values_list("main_sector", "municipality__country")
    counts = {(sector, country): n for sector, country, n in rows.annotate(n=Count("pk"))}
    return [
        SectorCount(
            sector.slug,
            sector.label,
            belgium=counts.get((sector.slug, "BE"), 0),
            netherlands=counts.get((sector.slug, "NL"), 0),
        )
        for sector in sectors.SECTORS
    ]


def counts_by_source() -> list[SourceCount]:
    """Count organisations per source and licence, the largest first; one query."""
    rows = _standing().order_by().values_list("source", "licence")
    counted = rows.annotate(n=Count("pk"), last=Max("checked_on")).order_by("-n", "source")
    return [SourceCount(*row) for row in counted]


def organisations_in(code: str, page: int = 1) -> SearchPage:
    """Give the organisations of one municipality by name."""
    return search(SearchRequest(filters=Filters(municipality=code), page=page))


def sectors_in(code: str) -> dict[str, int]:
    """Give per sector how many organisations a municipality has; from rows, index or not."""
    rows = OrganisationSector.objects.filter(organisation__in=_standing().filter(municipality=code))
    return dict(rows.values_list("sector").annotate(count=Count("pk")).order_by("sector"))


def map_points(request: SearchRequest, limit: int = 1_000) -> list[MapPoint]:
    """Give what `search` finds, all pages, counted per municipality; the fullest first.

    Organisations without a municipality are not on the map. No query; one without an index.
    """
    request = finding.bounded(request)
    try:
        counts = finding.counts_per_municipality(settings.SEARCH_INDEX_DIR, request)
    except index_files.IndexUnavailable:
        counts = _counts_in_database(request)
    known = gazetteer.load().municipalities
    points = [
        MapPoint(
            code=code,
            name=known[code].label,
            lat=known[code].lat,
            lon=known[code].lon,
            count=total,
            sectors=tuple(sorted(per_sector.items(), key=lambda pair: (-pair[1], pair[0]))),
        )
        for code, (total, per_sector) in counts.items()
        if code in known
    ]
    return sorted(points, key=lambda point: (-point.count, point.name))[:limit]


def _counts_in_database(request: SearchRequest) -> dict[str, tuple[int, dict[str, int]]]:
    """Per municipality how many, and how many per sector."""
    rows = _rows_in_database(request).exclude(municipality=None).order_by()
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    pairs = OrganisationSector.objects.filter(organisation__in=rows).order_by()
    counted = pairs.values_list("organisation__municipality_id", "sector").annotate(n=Count("pk"))
    for code, sector, n in counted:
        if code is not None:
            counts[code][sector] = n
    totals = rows.values_list("municipality_id").annotate(n=Count("pk"))
    return {code: (n, counts[code]) for code, n in totals if code is not None}
