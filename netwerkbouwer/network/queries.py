# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the rest of the product asks of the network; merged organisations count as one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from netwerkbouwer.network.models import Link
from netwerkbouwer.organisations import queries as organisations
from netwerkbouwer.organisations import standing
from netwerkbouwer.organisations.facts import OrganisationFacts
from netwerkbouwer.organisations.search_index import IndexDocument


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason why we know that two organisations do something together."""

    pk: int
    kind: str
    kind_label: str
    started_on: date | None
    ended_on: date | None
    text: str
    url: str
    source: str
    told_on: date


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation that this one is linked with, and why we know; the youngest reason first."""

    facts: OrganisationFacts
    reasons: tuple[Evidence, ...]

    @property
    def is_over(self) -> bool:
        return all(reason.ended_on is not None for reason in self.reasons)


def partners_of(pk: int, group: Sequence[int] = ()) -> list[Partner]:
    """Those an organisation is linked with, by name, ended links last; two queries.

    `group` is that of its page, which saves a query; merged partners cost two more.
    """
    own = set(group or standing.members([pk])[pk])
    links = list(_between(own, None).select_related("source"))
    if not links:
        return []
    there = {link.pk: link.other_id if link.one_id in own else link.one_id for link in links}
    facts = {one.pk: one for one in organisations.facts_of(sorted(set(there.values()) - own))}
    kept = {pk: pk for pk in there.values()}
    if unseen := set(kept) - set(facts) - own:  # merged, or out of sight
        kept |= standing.kept(unseen)
        now = {kept[pk] for pk in unseen} - set(facts) - own - unseen
        facts |= {one.pk: one for one in organisations.facts_of(sorted(now))}
    reasons: dict[int, list[Evidence]] = {}
    for link in sorted(links, key=lambda one: one.told_on, reverse=True):
        reasons.setdefault(kept[there[link.pk]], []).append(_evidence(link))
    partners = [Partner(facts[one], tuple(told)) for one, told in reasons.items() if one in facts]
    return sorted(partners, key=lambda one: (one.is_over, one.facts.name.casefold()))


def pairs(pks: Iterable[int]) -> set[tuple[int, int]]:
    """Which of these organisations are linked now, as (lower key, higher key)."""
    members = standing.members(pks)
    head = {pk: one for one, group in members.items() for pk in group}
    rows = _between(set(head), set(head)).filter(ended_on=None).order_by()
    ends = ((head[one], head[other]) for one, other in rows.values_list("one_id", "other_id"))
    return {(min(pair), max(pair)) for pair in ends if pair[0] != pair[1]}


def partner_keys(documents: Sequence[IndexDocument]) -> list[list[int]]:
    """Keys of those each is linked with now, for the numbers beside the search index."""
    members = standing.members(document.pk for document in documents)
    head = {pk: one for one, group in members.items() for pk in group}
    rows = _between(set(head), None).filter(ended_on=None).order_by()
    ends = list(rows.values_list("one_id", "other_id"))
    kept = standing.kept({pk for pair in ends for pk in pair})
    found: dict[int, set[int]] = {document.pk: set() for document in documents}
    for one, other in ends:
        for mine, theirs in ((kept[one], kept[other]), (kept[other], kept[one])):
            if mine in found and mine != theirs:
                found[mine].add(theirs)
    return [sorted(found[document.pk]) for document in documents]


def _between(some: set[int], others: set[int] | None) -> QuerySet[Link]:
    """Links that stand with an end in `some`, and the other in `others` when given."""
    rows = Link.objects.filter(removed_at=None)
    if others is not None:
        return rows.filter(one__in=some, other__in=others)
    return rows.filter(Q(one__among=some) | Q(other__among=some)).order_by("pk")


def _evidence(link: Link) -> Evidence:
    return Evidence(
        pk=link.pk,
        kind=link.kind,
        kind_label=str(Link.Kind(link.kind).label),
        started_on=link.started_on,
        ended_on=link.ended_on,
        text=link.evidence,
        url=link.evidence_url if link.evidence_url.startswith("https://") else "",
        source=link.source.name,
        told_on=link.told_on,
    )


def link_between(pk: int, own: int) -> Link | None:
    """A link of this organisation by its key; None when it is not one of its links."""
    group = standing.members([own])[own]
    return Link.objects.filter(Q(one__in=group) | Q(other__in=group), pk=pk).first()
