# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sets to combine: from who is on the board and from the directory, and who is still absent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from netwerkbouwer.boards import combinations as sets
from netwerkbouwer.boards import partners
from netwerkbouwer.boards.look import Look
from netwerkbouwer.boards.partners import Partner
from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.boards.zones import exercises
from netwerkbouwer.boards.zones.page import title
from netwerkbouwer.matching.reasons import Direction
from netwerkbouwer.matching.sets import combinations as directory
from netwerkbouwer.matching.sets import completing
from netwerkbouwer.matching.sets.values import (
    CombineRequest,
    Missing,
    MissingRequest,
    PresentMember,
)
from netwerkbouwer.network import queries as network
from netwerkbouwer.organisations import kind_pack
from netwerkbouwer.organisations.facts import HALVES
from netwerkbouwer.places import queries as places

FROM_DIRECTORY = 2  # sets from the directory on one page
ABSENT = 3


@dataclass(frozen=True)
class Line:
    """Someone in a proposed set: a card of the board, or an organisation of the directory."""

    name: str
    place: str
    half: str
    role: str = ""
    card: str = ""
    public_id: str = ""


@dataclass(frozen=True)
class Proposed:
    """A set to take over with one press; `sources` are the notes it starts from.

    `brings` is what the partners bring each other, `reasons` the rest of why.
    """

    lines: tuple[Line, ...]
    reasons: tuple[str, ...]
    brings: tuple[str, ...]
    sources: tuple[CardView, ...]
    exercise: str = ""

    @property
    def name(self) -> str:
        return " + ".join(line.name for line in self.lines)[:200]


@dataclass(frozen=True)
class Sought:
    """What the directory gives for one exercise; `trouble` says why it gives nothing."""

    exercise: CardView
    title: str
    proposals: tuple[Proposed, ...] = ()
    trouble: str = ""


@dataclass(frozen=True)
class Absent:
    """Who is absent from a combination; `parent` is the exercise a new candidate goes under."""

    lines: tuple[Missing, ...]
    parent: str = ""


def on_board(
    view: BoardView, everyone: Sequence[Partner], used: Sequence[Sequence[Partner]]
) -> list[Proposed]:
    """Sets of candidates that are on the board already; `used` are those of the combinations."""
    by_id = {one.id: one for one in partners.merged(everyone)}
    twins = {partners.identity(one): one.id for one in by_id.values()}
    existing = {
        frozenset(twins[partners.identity(m)] for m in members if partners.identity(m) in twins)
        for members in used
    }
    found = sets.propose(
        [_option(one) for one in by_id.values()],
        existing=sorted(existing, key=sorted),
        unmet=[need for need in unmet(view, everyone, used) if _has_candidates(need, everyone)],
        linked=_linked(list(by_id.values())),
    )
    return [
        Proposed(
            tuple(_line(by_id[member]) for member in proposal.members),
            proposal.reasons,
            (),
            tuple(view.cards[proposal.exercise].sources) if proposal.exercise else (),
            proposal.exercise,
        )
        for proposal in found
    ]


def from_directory(
    view: BoardView, look: Look, everyone: Sequence[Partner], used: Sequence[Sequence[Partner]]
) -> Sought | None:
    """Sets for the exercise that was asked for, else for the first limitation that is unmet."""
    own, exercise = partners.own(view), _sought(view, look, everyone, used)
    if exercise is None or not own.code:
        return None
    request = CombineRequest(
        text=" ".join(source.text for source in exercise.sources) or exercise.text,
        direction=_direction([exercise]),
        municipality_code=own.code,
        sector=own.sector,
        organisation=_asker(view),
        known=frozenset(map(_public_id, everyone)) - {""},
        exclude=frozenset(map(partners.directory_id, partners.aside(view))) - {""},
        existing=tuple(frozenset(map(_public_id, members)) - {""} for members in used),
        limit=FROM_DIRECTORY,
    )
    try:
        found = directory.combined(request)
    except (directory.IndexUnavailable, places.UnknownMunicipality) as error:
        return Sought(exercise, title(view, exercise), trouble=str(error))
    cards = {_public_id(one): one.id for one in everyone if _public_id(one)}
    proposals = tuple(_proposed(one, exercise, cards) for one in found.sets)
    return Sought(exercise, title(view, exercise), proposals, found.why_none)


def absent(view: BoardView, card: CardView, members: Sequence[Partner]) -> Absent | None:
    """Who is absent from a combination that is open; None when nothing can be said."""
    own = partners.own(view)
    parents = [member.card.parent for member in members if member.card.parent]
    sources = card.sources or [source for parent in parents for source in parent.sources]
    text = " ".join(
        [str(card.fields.get("idea") or ""), *dict.fromkeys(source.text for source in sources)]
    )
    if not own.code or not members:
        return None
    request = MissingRequest(
        text=text,
        direction=_direction(parents),
        members=tuple(map(_present, members)),
        municipality_code=own.code,
        sector=own.sector,
        organisation=_asker(view),
        exclude=frozenset(map(partners.directory_id, partners.aside(view))) - {""},
        limit=ABSENT,
    )
    try:
        found = completing.missing(request)
    except (directory.IndexUnavailable, places.UnknownMunicipality):
        return None
    return Absent(tuple(found), parents[0].id if parents else "")


def unmet(
    view: BoardView, everyone: Sequence[Partner], used: Sequence[Sequence[Partner]]
) -> list[sets.Need]:
    """Limitations of whose candidates none is in a combination yet."""
    inside = {member.id for members in used for member in members}
    met = {one.card.parent.id for one in everyone if one.id in inside and one.card.parent}
    return [
        sets.Need(card.id, title(view, card)[:80])
        for card in exercises.all_of(view)
        if card.fields.get("kind") != "from_strength" and card.id not in met
    ]


def _linked(everyone: Sequence[Partner]) -> set[frozenset[str]]:
    """Pairs of candidates that work together already, as far as the directory knows."""
    listed = {one.card.row.organisation_id: one.id for one in everyone}
    keys = [key for key in listed if key is not None]
    if len(keys) < 2:
        return set()
    return {frozenset((listed[one], listed[other])) for one, other in network.pairs(keys)}


def _has_candidates(need: sets.Need, everyone: Sequence[Partner]) -> bool:
    return any(one.card.parent and one.card.parent.id == need.exercise for one in everyone)


def _sought(
    view: BoardView, look: Look, everyone: Sequence[Partner], used: Sequence[Sequence[Partner]]
) -> CardView | None:
    asked = next((one for one in exercises.all_of(view) if one.id == look.get("punt")), None)
    first = next(iter(unmet(view, everyone, used)), None)
    return asked or (view.cards[first.exercise] if first else None)


def _direction(found: Sequence[CardView]) -> Direction:
    strengths = [card.fields.get("kind") == "from_strength" for card in found]
    return "strength" if strengths and all(strengths) else "limitation"


def _asker(view: BoardView) -> str:
    return next(filter(None, map(partners.directory_id, view.of_type("place"))), "")


def _public_id(one: Partner) -> str:
    return partners.directory_id(one.card)


def _option(one: Partner) -> sets.Option:
    return sets.Option(
        id=one.id,
        party=one.party,
        chosen=one.is_chosen,
        has_idea=bool(one.card.ideas),
        exercise=one.card.parent.id if one.card.parent else "",
    )


def _line(one: Partner) -> Line:
    return Line(one.name, one.place, one.half, card=one.id)


def _proposed(found: directory.Combination, exercise: CardView, cards: dict[str, str]) -> Proposed:
    """A set of the directory; who is on the board already keeps the card it has."""
    lines = [
        Line(
            facts.name,
            facts.place,
            facts.half,
            member.role,
            cards.get(facts.public_id, ""),
            "" if facts.public_id in cards else facts.public_id,
        )
        for member in found.members
        for facts in [member.organisation]
    ]
    between = tuple(bring.text for bring in found.brings if not bring.of_text)
    reasons = (*(bring.text for bring in found.brings if bring.of_text), *found.reasons)
    return Proposed(tuple(lines), reasons, between, tuple(exercise.sources), exercise.id)


def _present(one: Partner) -> PresentMember:
    """A member as the rules see it; a typed one is guessed by its name."""
    guessed = "" if _public_id(one) else kind_pack.load().classify(one.name, one.sector)
    half = one.known_half if one.known_half in HALVES else ""
    return PresentMember(one.name, guessed, one.sectors, half, one.code, _public_id(one))


def choices(view: BoardView) -> list[dict[str, Any]]:
    """The exercises for which sets can be sought."""
    return [{"id": card.id, "title": title(view, card)} for card in exercises.all_of(view)]
