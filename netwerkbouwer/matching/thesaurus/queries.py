# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Concepts as people read them: with their words, what answers them, and who has or seeks them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _

from netwerkbouwer.common import texts
from netwerkbouwer.library import queries as library
from netwerkbouwer.library.schema import Item, Source
from netwerkbouwer.matching.models import ThesaurusEdit
from netwerkbouwer.matching.reading import kinds, words
from netwerkbouwer.matching.reading.concepts import PROBLEM, Concept, Thesaurus
from netwerkbouwer.matching.thesaurus import overlay
from netwerkbouwer.organisations.curation.waiting import Box

MOST_KINDS = 14
LEAST_STRENGTH = 0.3  # a kind of organisation that only touches a concept is left out
Row = dict[str, tuple[float, str]]
"""By concept how sure it is of a kind of organisation, and the phrase it comes from."""
MOST_LINES = 300  # of the history on one page


@dataclass(frozen=True, slots=True)
class Shelf:
    """Concepts of one type under its heading."""

    type: str
    label: str
    concepts: list[Concept]


@dataclass(frozen=True, slots=True)
class Term:
    """A word people use: where, when only one country does, and who else has it."""

    text: str
    where: str
    also: list[Concept]


@dataclass(frozen=True, slots=True)
class KindLine:
    """A kind of organisation with the phrase by which we assume this of it."""

    item: Item
    label: str
    phrase: str


@dataclass(frozen=True)
class ConceptPage:
    """Everything about one concept."""

    concept: Concept
    type_label: str
    text: str
    terms: list[Term]
    answers: list[Concept]
    helps: list[Concept]
    """Problems that it answers."""
    beside: list[Concept]
    """Concepts that have this one come along."""
    have: list[KindLine]
    seek: list[KindLine]
    item: Item | None
    """As the library has it; None for one that was added here."""
    sources: list[Source]
    edits: list[ThesaurusEdit]

    @property
    def is_problem(self) -> bool:
        return self.concept.type == PROBLEM


def type_label(name: str) -> str:
    return library.pack("concepts").group_label(name)


def shelves(concepts: Iterable[Concept]) -> list[Shelf]:
    """Concepts by type in the order of the library, by label."""
    found = {name: Shelf(name, type_label(name), []) for name in overlay.TYPES}
    for concept in sorted(concepts, key=lambda one: texts.fold(one.label)):
        found[concept.type].concepts.append(concept)
    return [shelf for shelf in found.values() if shelf.concepts]


def page(name: str) -> ConceptPage | None:
    """One concept; None when there is none with this id."""
    known = kinds.known()
    thesaurus = known.thesaurus
    here = thesaurus.concepts.get(name)
    if here is None:
        return None
    item = _items().get(name)
    everyone, is_problem = thesaurus.concepts.values(), here.type == PROBLEM
    return ConceptPage(
        concept=here,
        type_label=type_label(here.type),
        text=item.text if item else _text_of(name),
        terms=_terms(here, thesaurus),
        answers=_named(overlay.answers(here), thesaurus),
        helps=[one for one in everyone if name in one.answered_by],
        beside=[one for one in everyone if name in one.related],
        have=_kinds(known, known.table.offers, name),
        seek=_kinds(known, _problems(thesaurus) if is_problem else known.table.needs, name),
        item=item,
        sources=library.pack("concepts").sources_of(item) if item else [],
        edits=list(ThesaurusEdit.objects.filter(concept=name, undone_at=None)),
    )


def _items() -> dict[str, Item]:
    return {item.id: item for item in library.items("concepts")}


def _text_of(name: str) -> str:
    """What a concept that was added here is about."""
    new = (one for one in kinds.known().edits if one.kind == overlay.Kind.NEW)
    return next((str(one.more.get("text") or "") for one in new if one.concept == name), "")


def _named(ids: Iterable[str], thesaurus: Thesaurus) -> list[Concept]:
    return [thesaurus.concepts[name] for name in ids if name in thesaurus.concepts]


def _terms(here: Concept, thesaurus: Thesaurus) -> list[Term]:
    wanted = {texts.fold(term) for term in here.terms}
    owners: dict[str, list[Concept]] = {}
    for other in thesaurus.concepts.values():
        for term in other.terms if other.id != here.id else ():
            if (folded := texts.fold(term)) in wanted:
                owners.setdefault(folded, []).append(other)
    return [
        Term(term, _countries().get(texts.fold(term), ""), owners.get(texts.fold(term), []))
        for term in here.terms
    ]


@cache
def _countries() -> dict[str, str]:
    """Words that only Flanders or only the Netherlands uses, as far as the library tells."""
    found: dict[str, str] = {}
    for pack in ("terms", "organisation_kinds"):
        for item in library.items(pack):
            here, there = texts.fold(item.label_in("vl")), texts.fold(item.label_in("nl"))
            if here != there:
                found |= {here: "Vlaanderen", there: "Nederland"}
    return found


def _kinds(known: kinds.Known, rows: list[Row], name: str) -> list[KindLine]:
    """Kinds of organisations that have or seek it, the surest first."""
    met = [(row[name], place) for place, row in enumerate(rows) if name in row]
    met = [entry for entry in met if entry[0][0] >= LEAST_STRENGTH]
    met.sort(key=lambda entry: (-entry[0][0], known.table.kinds[entry[1]].label))
    lines = []
    for (_strength, phrase), place in met[:MOST_KINDS]:
        kind = known.table.kinds[place]
        label = " / ".join(dict.fromkeys((kind.label, kind.label_nl)))
        lines.append(KindLine(library.item("organisation_kinds", kind.id), label, phrase))
    return lines


@lru_cache(maxsize=2)
def _problems(thesaurus: Thesaurus) -> list[Row]:
    """Which problems each kind of organisation knows, by what we assume that it seeks."""
    found: list[Row] = []
    for item in library.items("organisation_kinds"):
        row: Row = {}
        for phrase in item.data["needs"]:
            for hit in thesaurus.hits(words.read(phrase)):
                if thesaurus.type_of(hit.concept) == PROBLEM:
                    row[hit.concept] = max(row.get(hit.concept, (0.0, "")), (hit.strength, phrase))
        found.append(row)
    return found


def answers_for(here: Concept) -> list[Shelf]:
    """What may still be added to a concept: everything that is no problem, by type."""
    taken = {here.id, *overlay.answers(here)}
    everyone = kinds.thesaurus().concepts.values()
    return shelves(one for one in everyone if one.type != PROBLEM and one.id not in taken)


def history() -> list[ThesaurusEdit]:
    """What curators changed, the newest first, with what was taken back."""
    return list(ThesaurusEdit.objects.order_by("-pk")[:MOST_LINES])


def label_of(name: str) -> str:
    """What a concept is called; its id when it is gone."""
    found = kinds.thesaurus().concepts.get(name)
    return found.label if found else name


def boxes() -> list[Box]:
    """For settings.CURATION_BOXES: nothing waits here, but this is where it is done."""
    return [
        Box(
            title=_("Begrippen"),
            count=0,
            address=reverse("thesaurus:list_concepts"),
            waits="",
            quiet=_("De woorden waarmee een vraag en een aanbod elkaar vinden. Ontbreekt er een?"),
            button=_("Bekijk begrippen"),
        )
    ]
