# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A user's text read once, and how well a kind or an organisation answers it. Pure.

A limitation is met by what others offer; a strength by what others seek.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from netwerkbouwer.common import texts
from netwerkbouwer.matching.ranking import features, scoring
from netwerkbouwer.matching.reading import profile, told, usual, words
from netwerkbouwer.matching.reading.concepts import PROBLEM, TARGET_GROUP, Hit, Thesaurus, Want
from netwerkbouwer.matching.reasons import Assumption, Bond, Direction, Meeting, excerpt

CROWD = 3.0  # from so much wanted at once each want counts for less
NAMED_KIND = 0.9  # the text names this kind itself
LEAST_MEETING = 0.4  # weaker likeness between two texts is chance
MOST_TERMS = 50
SENTENCE_ENDS = ".!?;\n"
SHORT_SENTENCE = 60  # characters
SURE = 0.5  # a problem at least this sure owns its words


@dataclass(frozen=True, slots=True)
class Need:
    """What a text asks (limitation) or offers (strength).

    `wants` are the concepts another must have or seek; `stems` the other words that may meet, with
    the place in the text of each.
    """

    text: str
    direction: Direction
    wants: tuple[Want, ...]
    stems: dict[str, tuple[float, int, int]]
    named: dict[int, tuple[int, int]]

    def quote(self, start: int, end: int) -> str:
        return self.text[start:end]


@dataclass(frozen=True, slots=True)
class KindMatch:
    """How well a kind answers (0..1), and with which of our phrases about it."""

    value: float
    phrases: tuple[str, ...]
    mine: tuple[int, int]
    names_kind: bool
    concept: str = ""  # what answers best


NOTHING = KindMatch(0.0, (), (0, 0), names_kind=False)


@dataclass(frozen=True, slots=True)
class TextMatch:
    """How well an organisation's own words answer (0..1), and where the texts met."""

    value: float
    meetings: tuple[Meeting, ...]


def read(text: str, direction: Direction, thesaurus: Thesaurus, table: profile.KindTable) -> Need:
    """Read a text in one direction. Any text is fine, also one that says nothing."""
    text = texts.clean(text[: words.LONGEST_TEXT])
    found = words.read(text)
    if direction == "strength":
        wants = thesaurus.offered(thesaurus.hits(found, problems=False))
        return Need(text, direction, wants, _stems(found, (), own=True), {})
    hits = thesaurus.hits(found)
    problems = [h for h in hits if thesaurus.type_of(h.concept) == PROBLEM and h.strength >= SURE]
    named = table.named([w for w in found if not _inside(w, problems)])
    return Need(text, direction, thesaurus.wanted(hits), _stems(found, problems, own=False), named)


def _inside(word: words.Word, hits: Iterable[Hit]) -> bool:
    return any(hit.start <= word.start and word.end <= hit.end for hit in hits)


def _stems(
    found: Sequence[words.Word], problems: Sequence[Hit], *, own: bool
) -> dict[str, tuple[float, int, int]]:
    """Words that may meet as they are; not those of a problem or of the writer themselves."""
    stems: dict[str, tuple[float, int, int]] = {}
    for word in found:
        if word.is_sign or (word.own and not own) or _inside(word, problems):
            continue
        for stem, weight in [(word.stem, 1.0), *((part, told.PART_WORD) for part in word.parts)]:
            if stem not in words.GENERIC and weight > stems.get(stem, (0.0,))[0]:
                stems[stem] = (weight, word.start, word.end)
    return stems


def kind_matches(need: Need, table: profile.KindTable) -> list[KindMatch]:
    """Give for each kind how well its assumed profile answers."""
    limitation = need.direction == "limitation"
    rows = table.offers if limitation else table.needs
    doubts = scoring.weights().assumption
    having = table.offering if limitation else table.needing
    rarity = table.rarity_of_offer if limitation else table.rarity_of_need
    total = sum(want.weight for want in need.wants)
    crowd = (max(1.0, total / CROWD)) ** 0.5
    often = usual.factors(need.direction)
    found = [NOTHING] * len(rows)
    for kind in {*need.named, *(k for want in need.wants for k in having.get(want.concept, ()))}:
        name = table.kinds[kind].id
        price = crowd / (doubts.get(name, 1.0) * often.get(name, 1.0))
        found[kind] = _kind_match(need, rows[kind], rarity, price, need.named.get(kind))
    return found


def _kind_match(
    need: Need,
    row: dict[str, tuple[float, str]],
    rarity: dict[str, float],
    crowd: float,
    named: tuple[int, int] | None,
) -> KindMatch:
    met = sorted(
        (
            (want.weight * row[want.concept][0] * rarity[want.concept] / crowd, want)
            for want in need.wants
            if want.concept in row
        ),
        key=lambda pair: (-pair[0], pair[1].concept),
    )
    values = [value for value, _ in met]
    told = dict.fromkeys(row[want.concept][1] for _, want in met)
    phrases = tuple(phrase for phrase in told if phrase)[:2]
    spot = named if named is not None else (met[0][1].hit.start, met[0][1].hit.end)
    best = met[0][1].concept if met else ""
    value = max(features.profile_met(values), NAMED_KIND if named is not None else 0.0)
    return KindMatch(value, phrases, spot, named is not None, best)


def assumption(need: Need, match: KindMatch, label: str, thesaurus: Thesaurus) -> Assumption:
    """The same, ready to be worded; of what answers a problem one thing is enough."""
    mine = need.quote(*match.mine)
    want = next((want for want in need.wants if want.concept == match.concept), None)
    if match.names_kind or not match.phrases or want is None or _bond(want, thesaurus) != "answer":
        return Assumption(label, match.phrases, mine, match.names_kind)
    answer = thesaurus.concepts[want.concept].label
    return Assumption(label, match.phrases[:1], _sentence(need.text, match.mine), answer=answer)


def text_match(
    need: Need,
    organisation: profile.Profile,
    thesaurus: Thesaurus,
    table: profile.KindTable,
    concepts: int | None = None,
) -> TextMatch:
    """Lay the user's words beside what an organisation published about itself.

    `concepts` says how many it tells in all, where that is known; else we count them.
    """
    met: list[_Met] = []
    rarity = table.rarity_of_offer if need.direction == "limitation" else table.rarity_of_need
    wants = {want.concept: want for want in need.wants}
    doubt = told.doubt(organisation.description)
    count = _concepts(organisation, thesaurus) if concepts is None else concepts
    breadth = float(told.breadth(np.array(count)))
    for piece, kind in _pieces(need.direction, organisation):
        stems, hits = told.read_piece(piece, thesaurus, is_question=kind is _Piece.ASKED)
        for concept, strength, at in hits:
            want = wants.get(concept)
            if want is None or (
                kind is _Piece.SERVES and thesaurus.type_of(concept) != TARGET_GROUP
            ):
                continue
            spot = (want.hit.start, want.hit.end)
            value = breadth * told.rounded(strength * doubt) * want.weight
            value *= rarity.get(concept, 1.0)
            theme = thesaurus.concepts[concept].label
            is_asked, bond = kind is _Piece.ASKED, _bond(want, thesaurus)
            met.append(_Met(value, spot, piece, at, is_asked, theme, bond))
        if kind is _Piece.SERVES:
            continue
        for stem in stems.keys() & need.stems.keys():
            weight, start, end = need.stems[stem]
            theirs, at = stems[stem]
            value = breadth * told.rounded(theirs * doubt) * weight
            met.append(_Met(value, (start, end), piece, at, kind is _Piece.ASKED, ""))
    return _text_match(need, [entry for entry in met if entry.value >= LEAST_MEETING])


def _concepts(organisation: profile.Profile, thesaurus: Thesaurus) -> int:
    texts = (organisation.description, organisation.offers, organisation.questions)
    codes = told.codes(np.array(told.numbers_of(*texts, thesaurus), dtype=np.int64))
    return int(told.are_concepts(codes).sum())


class _Piece(Enum):
    """What a piece of published text says: what they have, whom they serve, what they seek."""

    HAS, SERVES, ASKED = range(3)


@dataclass(frozen=True, slots=True, order=True)
class _Met:
    value: float
    spot: tuple[int, int]
    piece: str
    at: tuple[int, int]  # in the piece
    is_question: bool
    theme: str
    bond: Bond = "same"


def _text_match(need: Need, met: list[_Met]) -> TextMatch:
    """Words of the user count once, by their best meeting, however often the other says it."""
    met.sort(key=lambda entry: (-entry.value, entry.spot, entry.piece))
    best: dict[tuple[int, int], _Met] = {}
    for entry in met:
        best.setdefault(entry.spot, entry)
    meetings = tuple(_meeting(need, entry) for entry in best.values())
    total = np.array(sum(entry.value for entry in best.values()))
    return TextMatch(float(features.words_met(total)), meetings)


def _meeting(need: Need, entry: _Met) -> Meeting:
    mine, theirs = need.quote(*entry.spot), excerpt(entry.piece, *entry.at)
    if texts.fold(mine) in texts.fold(theirs):  # a reader sees what joins them
        return Meeting(mine, theirs, is_question=entry.is_question)
    if entry.bond == "answer":
        mine = _sentence(need.text, entry.spot)
    return Meeting(mine, theirs, entry.theme, entry.is_question, entry.bond)


def _bond(want: Want, thesaurus: Thesaurus) -> Bond:
    """How a concept that would help hangs together with what the user wrote."""
    if want.hit.concept == want.concept:
        return "same"
    return "answer" if thesaurus.type_of(want.hit.concept) == PROBLEM else "related"


def _sentence(text: str, spot: tuple[int, int]) -> str:
    """The sentence around a piece of a text when it is short, else the piece."""
    start = max(text.rfind(mark, 0, spot[0]) for mark in SENTENCE_ENDS) + 1
    ends = [at for mark in SENTENCE_ENDS if (at := text.find(mark, spot[1])) >= 0]
    sentence = text[start : min(ends, default=len(text))].strip()
    return sentence if len(sentence) <= SHORT_SENTENCE else text[slice(*spot)]


def _pieces(direction: Direction, organisation: profile.Profile) -> list[tuple[str, _Piece]]:
    about = profile.sentences(organisation.description)
    if direction == "limitation":
        return [(piece, _Piece.HAS) for piece in (*organisation.offers, *about)]
    asked = [(piece, _Piece.ASKED) for piece in organisation.questions]
    return [*asked, *((piece, _Piece.SERVES) for piece in about)]


def search_stems(need: Need, thesaurus: Thesaurus) -> list[str]:
    """Stems to look for in published texts: the user's own first, then terms of the concepts."""
    stems = dict.fromkeys(need.stems)
    for want in sorted(need.wants, key=lambda want: (-want.weight, want.concept)):
        stems |= dict.fromkeys(thesaurus.words_of[want.concept])
    return list(stems)[:MOST_TERMS]
