# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What organisations ask and offer now: their own words first, then what sources say of them.

Of each the newest first, with what of others may meet it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Count, F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from netwerkbouwer.common import dutch
from netwerkbouwer.matching.market import two_sided, wording
from netwerkbouwer.matching.market.forms import Asked
from netwerkbouwer.matching.market.two_sided import OFFER, QUESTION, Published, Reply
from netwerkbouwer.organisations import index_files, index_reader
from netwerkbouwer.organisations import queries as organisations
from netwerkbouwer.organisations.facts import OrganisationFacts
from netwerkbouwer.organisations.models import Offering, OrganisationSector

PAGE_SIZE, MOST_PAGES = 20, 100
REPLIES = 2  # of others, under each text on the page
OLD_AFTER = timedelta(days=365)  # then we ask whether it still stands
MOST_ORGANISATIONS = 2_000  # whose texts are read for a word
MOST_READ = 5_000  # texts that are laid beside words; more would take too long
MOST_EXPORTED = 5_000
COLUMNS = ("pk", "organisation", "kind", "text", "published_on", "organisation__confirmed_on",
           "organisation__parent", "is_own", "source")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """One published text as it stands on a page.

    `is_old`: nobody said in the last twelve months that this question still stands. `is_own`: the
    organisation says it itself, since `published_on`. Else it is the reading of `source` on that
    day, or, without one, what a curator wrote.
    """

    pk: int
    kind: str
    text: str
    owner: OrganisationFacts
    published_on: date | None
    is_old: bool
    parent: int | None = None
    is_own: bool = False
    source: str = ""
    replies: tuple[Reply, ...] = ()

    @property
    def is_question(self) -> bool:
        return self.kind == QUESTION


@dataclass(frozen=True, slots=True)
class Card:
    """Texts of one organisation that follow each other."""

    owner: OrganisationFacts
    items: tuple[Listed, ...]

    @property
    def is_old(self) -> bool:
        """Whether nothing on it is sure to stand."""
        return all(one.is_old for one in self.items)

    @property
    def has_replies(self) -> bool:
        return any(one.replies for one in self.items)


@dataclass(frozen=True, slots=True)
class Found:
    """One page of them; `counts` say how many questions and offers there are in all."""

    items: tuple[Listed, ...]
    counts: dict[str, int]
    page: int
    pages: int
    notice: str = ""

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def cards(self) -> list[Card]:
        """The texts, those in a row of one organisation together; old questions apart."""
        grouped = groupby(self.items, key=lambda one: (one.owner.pk, one.is_old))
        rows = [tuple(items) for _key, items in grouped]
        return [Card(items[0].owner, items) for items in rows]


def find(asked: Asked) -> Found:
    """One page of what was asked for, each text with replies of others; at most eight queries."""
    rows, counts, notice = _answer(asked)
    shown = {kind: n for kind, n in counts.items() if asked.kind in ("", kind)}
    pages = min(MOST_PAGES, max(1, -(-sum(shown.values()) // PAGE_SIZE)))
    page = min(asked.page, pages)
    part = list(rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    items, missing = _with_replies(listed(part, asked.filters.municipality))
    return Found(tuple(items), counts, page, pages, notice or missing)


def export(asked: Asked) -> list[Listed]:
    """All that was asked for, but nothing of one-person businesses; without replies."""
    rows, _counts, _notice = _answer(asked, with_people=False)
    return listed(list(rows[:MOST_EXPORTED]), asked.filters.municipality)


def _answer(asked: Asked, *, with_people: bool = True) -> tuple[Any, dict[str, int], str]:
    """All rows of COLUMNS in order (to be sliced), how many of each kind, and a sentence."""
    texts = _filtered(asked, with_people=with_people)
    if not asked.question.text:
        counted = texts.order_by().values_list("kind").annotate(n=Count("pk"))
        return _newest(texts, asked.kind).values_list(*COLUMNS), dict(counted), ""
    pks, notice = _speaking_of(asked.question.text)
    near = texts.filter(organisation__in=pks or [])
    found = _worded(near, asked.question.text) or _worded(texts, asked.question.text)
    counts = {kind: sum(row[2] == kind for row in found) for kind in (OFFER, QUESTION)}
    return [row for row in found if asked.kind in ("", row[2])], counts, notice


def _worded(texts: "QuerySet[Offering]", wanted: str) -> list[Any]:
    """Rows of COLUMNS that speak of these words, of the newest that are read."""
    rows = _newest(texts, "").values_list(*COLUMNS)[:MOST_READ]
    return wording.best(wanted, rows, lambda row: row[3])


def _filtered(asked: Asked, *, with_people: bool) -> "QuerySet[Offering]":
    texts: QuerySet[Offering] = two_sided.shown_texts()
    filters = asked.filters
    if asked.own:
        texts = texts.filter(is_own=True)
    if not with_people:
        texts = texts.filter(organisation__is_person=False)
    if filters.municipality:
        codes = index_reader.codes_of(filters)
        texts = texts.filter(organisation__municipality__in=codes)
    if filters.sectors:
        chosen = OrganisationSector.objects.filter(sector__in=filters.sectors)
        texts = texts.filter(organisation__in=chosen.values("organisation_id"))
    return texts


def _newest(texts: "QuerySet[Offering]", kind: str) -> "QuerySet[Offering]":
    texts = texts.filter(kind=kind) if kind else texts
    newest = F("published_on").desc(nulls_last=True)
    return texts.order_by("-is_own", newest, "-organisation", "pk")


def _speaking_of(text: str) -> tuple[list[int] | None, str]:
    """Organisations that told something with these words, also when they are spelled wrong."""
    try:
        snapshot = index_reader.snapshot(settings.SEARCH_INDEX_DIR)
        pks = two_sided.speaking_of(text, MOST_ORGANISATIONS)
    except index_files.IndexUnavailable as error:
        return None, str(error)
    query = snapshot.topic_query(dutch.analyse(text), "told")
    return list(
        dict.fromkeys([*pks, *snapshot.top(query, MOST_ORGANISATIONS)])
    ) if query else pks, ""


def listed(rows: Sequence[tuple[Any, ...]], origin: str = "") -> list[Listed]:
    """Rows of COLUMNS with the organisation whose they are; two queries."""
    owners = list(dict.fromkeys(row[1] for row in rows))
    facts = {one.pk: one for one in organisations.facts_of(owners, origin)}
    return [
        Listed(pk, kind, text, facts[owner], day, is_old(kind, day, confirmed), *more)
        for pk, owner, kind, text, day, confirmed, *more in rows
        if owner in facts
    ]


def is_old(kind: str, published_on: date | None, confirmed_on: date | None) -> bool:
    """Whether a question waits so long that it may be answered; None is a day nobody knows."""
    days = [day for day in (published_on, confirmed_on) if day is not None]
    return kind == QUESTION and bool(days) and max(days) < timezone.localdate() - OLD_AFTER


def published_by(facts: OrganisationFacts) -> list[Listed]:
    """What one organisation publishes now, questions first; one query."""
    rows = Offering.objects.filter(organisation=facts.pk).order_by("-kind", "-is_own", "pk")
    return [
        Listed(pk, kind, text, facts, day, is_old(kind, day, confirmed), *more)
        for pk, _owner, kind, text, day, confirmed, *more in rows.values_list(*COLUMNS)
    ]


def _with_replies(items: list[Listed]) -> tuple[list[Listed], str]:
    published = [Published(one.pk, one.kind, one.text, one.owner, one.parent) for one in items]
    try:
        found = two_sided.replies(published, REPLIES) if published else {}
    except index_files.IndexUnavailable:
        return items, _("We zoeken nu niet wat bij elkaar past: de zoekindex ontbreekt.")
    return [replace(one, replies=tuple(found[one.pk])) for one in items], ""
