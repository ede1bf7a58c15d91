# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each member of a set brings to whom, in Dutch that a reader can check. Pure.

Quotes are of what organisations published, or of our profile of their kind: then it says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from netwerkbouwer.matching.reading import profile, told
from netwerkbouwer.matching.reading.concepts import Thesaurus
from netwerkbouwer.matching.reading.profile import KindTable, Profile
from netwerkbouwer.matching.reasons import Direction, excerpt

ASSUMED = "aanname"


@dataclass(frozen=True, slots=True)
class Brings:
    """`giver` has something that `taker` can use; public ids, empty for who asks.

    `of_text` says that it is about a point of the text, else about what two of them have and seek.
    """

    giver: str
    taker: str
    text: str
    is_assumption: bool
    of_text: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """A member as sentences name it, with what it published."""

    name: str
    profile: Profile
    kind_label: str


class Said(Enum):
    """Where words are from: its offers or questions, its description, our profile of its kind."""

    ASKED_OR_OFFERED, ABOUT, PROFILE = range(3)


@dataclass(frozen=True, slots=True)
class Words:
    """Words for what someone has or seeks."""

    text: str
    said: Said

    @property
    def quote(self) -> str:
        return f"‘{self.text.strip('‘’.,;: ')}’"

    @property
    def is_assumption(self) -> bool:
        return self.said is Said.PROFILE


def has(party: Party, concept: str, table: KindTable, thesaurus: Thesaurus) -> Words | None:
    """Where a party says that it has this, else the phrase about its kind; None without words."""
    about = profile.sentences(party.profile.description)
    for texts, said in ((party.profile.offers, Said.ASKED_OR_OFFERED), (about, Said.ABOUT)):
        own = _piece(texts, concept, thesaurus, is_question=False)
        if own:
            return Words(own, said)
    return _phrase(party, concept, table, table.offers)


def seeks(party: Party, concept: str, table: KindTable, thesaurus: Thesaurus) -> Words | None:
    """The same for what it seeks."""
    own = _piece(party.profile.questions, concept, thesaurus, is_question=True)
    return Words(own, Said.ASKED_OR_OFFERED) if own else _phrase(party, concept, table, table.needs)


def _piece(texts: Sequence[str], concept: str, thesaurus: Thesaurus, *, is_question: bool) -> str:
    best: tuple[float, str] = (0.0, "")
    for piece in texts:
        _, hits = told.read_piece(piece, thesaurus, is_question=is_question)
        for name, strength, at in hits:
            if name == concept and strength > best[0]:
                best = (strength, excerpt(piece, *at))
    return best[1]


def _phrase(
    party: Party,
    concept: str,
    table: KindTable,
    rows: Sequence[dict[str, tuple[float, str]]],
) -> Words | None:
    place = table.index.get(party.profile.kind)
    _, phrase = rows[place].get(concept, (0.0, "")) if place is not None else (0.0, "")
    return Words(phrase, Said.PROFILE) if phrase else None


def to_asker(party: Party, words: Words | None, mine: str, direction: Direction) -> Brings:
    """What a member does for the asker's text, or has from it.

    Without words it is the kind itself that meets the text.
    """
    verb = "biedt" if direction == "limitation" else "zoekt"
    if words is None:
        kind = _inside(party.kind_label) or "organisatie"
        start = f"{party.name} is zo te zien een {kind}: dat past"
    elif words.said is Said.ABOUT:
        start = f"{party.name} ({words.quote}) past"
    else:
        often = "meestal " if words.is_assumption else ""
        start = f"{party.name} {verb} {often}{words.quote}: dat past"
    assumed = words is None or words.is_assumption
    text = f"{start} bij ‘{mine}’ in jouw tekst{f' ({ASSUMED})' if assumed else ''}."
    ends = (party.profile.public_id, "")
    giver, taker = ends if direction == "limitation" else ends[::-1]
    return Brings(giver, taker, text, assumed, of_text=True)


def between(giver: Party, given: Words, taker: Party, taken: Words) -> Brings:
    """What one member has and another seeks."""
    wants = f"zoekt {'meestal ' if taken.is_assumption else ''}{taken.quote}"
    if given.said is Said.ABOUT:
        start = f"{taker.name} {wants}; dat past bij {giver.name} ({given.quote})"
    else:
        often = "meestal " if given.is_assumption else ""
        start = f"{giver.name} biedt {often}{given.quote}; {taker.name} {wants}"
    assumed = given.is_assumption or taken.is_assumption
    text = f"{start} ({ASSUMED})." if assumed else f"{start}."
    return Brings(giver.profile.public_id, taker.profile.public_id, text, assumed)


def from_asker(given: Words, taker: Party, taken: Words) -> Brings:
    """What the asker, by its own page in the directory, has and a member seeks."""
    if given.said is Said.ABOUT:
        start = f"Over jou staat in de gids {given.quote}"
    else:
        start = f"Jij biedt {'meestal ' if given.is_assumption else ''}{given.quote}"
    assumed = given.is_assumption or taken.is_assumption
    wants = f"{taker.name} zoekt {'meestal ' if taken.is_assumption else ''}{taken.quote}"
    text = f"{start}; {wants}{f' ({ASSUMED})' if assumed else ''}."
    return Brings("", taker.profile.public_id, text, assumed)


def _inside(label: str) -> str:
    """A label within a sentence: without its capital, unless it is an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
