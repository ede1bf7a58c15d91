# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where to look when the directory knows too few: kinds of partners, cards, and what others did.

Everything here comes from the library, and speaks of kinds, never of one organisation. Counts are
counted when they are asked for.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from netwerkbouwer.library import queries as library
from netwerkbouwer.library.schema import Item
from netwerkbouwer.matching.reading import kinds, need
from netwerkbouwer.matching.reading.profile import Kind
from netwerkbouwer.matching.suggestions import SuggestRequest
from netwerkbouwer.organisations import sectors

MOST_KINDS, MOST_CARDS, MOST_PRACTISED = 4, 3, 3
LEAST = 0.08  # less of an answer is chance
OF_ONE_SECTOR = 2
WITHIN_KM = 30  # of the search in the directory that goes with a kind


@dataclass(frozen=True, slots=True)
class KindIdea:
    """A kind of organisation that usually answers; `phrases` are our assumptions about it.

    `search` is the address that looks for this kind in the directory, around the asker.
    """

    id: str
    label: str
    sector: str
    phrases: tuple[str, ...]
    search: str


@dataclass(frozen=True, slots=True)
class CardIdea:
    """A partner card: a corner to look in, whom to ask for there and a question to begin with."""

    id: str
    label: str
    sector: str
    actors: tuple[str, ...]
    question: str
    search: str


@dataclass(frozen=True, slots=True)
class Practised:
    """In how many of our examples two sectors worked together, and which."""

    sector: str
    label: str
    count: int
    total: int
    practices: tuple[tuple[str, str], ...]
    """(id, name) of each."""


@dataclass(frozen=True, slots=True)
class Inspiration:
    """What the library has for one need or strength."""

    kinds: tuple[KindIdea, ...]
    cards: tuple[CardIdea, ...]
    practised: tuple[Practised, ...]
    own_sector: str = ""
    practice_kind: str = ""
    """The kind of library item that an example is, as in its address."""
    km: int = WITHIN_KM

    def __bool__(self) -> bool:
        return bool(self.kinds or self.cards or self.practised)


def inspire(
    asked: SuggestRequest, place: str, *, variant: str = "vl", without: Collection[str] = ()
) -> Inspiration:
    """Kinds that may answer, cards to look further, and examples from the asker's sector.

    `place` is the name of the asker's municipality, `without` are kinds the reader sees already.
    With a text that says nothing there are no kinds; the cards then come from the sectors that
    worked together with the asker's before.
    """
    told = practised(asked.sector)
    look = _Look(place, variant)
    ideas = tuple(_kinds(asked, look, without))
    wanted = [*dict.fromkeys([*(one.sector for one in told), *(one.sector for one in ideas)])]
    own = sectors.BY_SLUG.get(asked.sector)
    return Inspiration(
        ideas,
        tuple(_cards(wanted, asked.sector, look)),
        told,
        own_sector=own.label if own else "",
        practice_kind=library.pack("practices").kind,
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """Where the reader is, and how it says things there."""

    place: str
    variant: str

    def search(self, **filters: str) -> str:
        """The address of the directory around this place."""
        return "/organisaties?" + urlencode(
            {"gemeente": self.place, "straal": WITHIN_KM, **filters}
        )


def practised(sector: str) -> tuple[Practised, ...]:
    """With which sectors ours works together in the examples of the library; most often first."""
    examples = library.items("practices")
    ours = [item for item in examples if sector in _sectors(item)]
    others = dict.fromkeys(slug for item in ours for slug in _sectors(item) if slug != sector)
    found = [_with(other, ours, len(examples)) for other in others]
    return tuple(sorted(found, key=lambda one: -one.count)[:MOST_PRACTISED])


def _with(other: str, ours: list[Item], total: int) -> Practised:
    both = [(item.id, item.label) for item in ours if other in _sectors(item)]
    return Practised(other, sectors.label(other), len(both), total, tuple(both))


def _sectors(item: Item) -> list[str]:
    return [str(slug) for slug in item.data.get("sectors") or []]


def _kinds(asked: SuggestRequest, look: _Look, without: Collection[str]) -> Iterator[KindIdea]:
    """The kinds that answer best, not more than two of one sector."""
    table = kinds.table()
    read = need.read(asked.text, asked.direction, kinds.thesaurus(), table)
    matches = need.kind_matches(read, table)
    order = sorted(range(len(matches)), key=lambda place: (-matches[place].value, place))
    taken: list[str] = []
    for place in order:
        kind, match = table.kinds[place], matches[place]
        sector = str(library.item("organisation_kinds", kind.id).data["sector"])
        if match.value < LEAST or len(taken) == MOST_KINDS:
            return
        if kind.id in without or taken.count(sector) == OF_ONE_SECTOR:
            continue
        taken.append(sector)
        label, search = _label(kind, look.variant), look.search(soort=kind.id)
        yield KindIdea(kind.id, label, sector, match.phrases, search)


def _label(kind: Kind, variant: str) -> str:
    return kind.label_nl if variant == "nl" else kind.label


def _cards(wanted: list[str], own: str, look: _Look) -> Iterator[CardIdea]:
    """Cards of these sectors first, then of the other half, then the rest; none of our own."""
    own_half = _half(own)
    cards = [item for item in library.items("partner_cards") if item.data.get("sector")]
    cards = [item for item in cards if item.data["sector"] != own]

    def rank(item: Item) -> tuple[int, bool, int]:
        sector = item.data["sector"]
        place = wanted.index(sector) if sector in wanted else len(wanted)
        return (place, item.data.get("half") == own_half, int(item.data.get("number") or 0))

    for item in sorted(cards, key=rank)[:MOST_CARDS]:
        yield _card(item, look)


def _card(item: Item, look: _Look) -> CardIdea:
    actors = item.data.get("actors_nl" if look.variant == "nl" else "actors") or ()
    questions = item.data.get("questions") or [""]
    return CardIdea(
        id=item.id,
        label=item.label_in(look.variant),
        sector=str(item.data["sector"]),
        actors=tuple(str(actor) for actor in actors[:4]),
        question=str(questions[0]),
        search=look.search(sector=str(item.data["sector"])),
    )


def _half(sector: str) -> str:
    known = sectors.BY_SLUG.get(sector)
    return known.half if known else ""
