# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How evenly contributions are spread over the people in a room, without names. Pure.

Numbers of cards per person come in, sentences and a small histogram come out. Nothing that comes
out tells of one or two people how much they wrote: small counts are given as 'een of twee', and
below FEWEST people there are no figures at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 5  # people; below that every figure points at someone
SMALL = 2  # so many people or fewer are not counted exactly
BUSIEST = 3
BARS = ((0, 0), (1, 2), (3, 5), (6, 10), (11, None))  # cards, from and up to
EVEN, UNEVEN = 0.25, 0.5  # Gini below which everyone takes part alike, above which a few do most
TOO_FEW = (
    f"Met minder dan {FEWEST} mensen tonen we geen verdeling: dan wijst een cijfer iemand aan."
)


@dataclass(frozen=True, slots=True)
class Bar:
    """How many people wrote so many cards. `people` is at most this many when `is_rounded`."""

    label: str
    people: int
    is_rounded: bool


@dataclass(frozen=True, slots=True)
class Spread:
    """The spread in words, as bars and as figures; without figures when there are too few people.

    `top_share` is the share of all cards by the three busiest, from 0 to 1; None when so few wrote
    that it would tell of one or two. `gini` goes from 0 (all wrote as much) to 1 (one wrote all).
    """

    people: int
    sentences: tuple[str, ...]
    bars: tuple[Bar, ...] = ()
    top_share: float | None = None
    gini: float | None = None


def spread(counts: Sequence[int]) -> Spread:
    """How cards are spread; one number per person in the room, zero for who wrote nothing.

    Raises ValueError for a negative number.
    """
    if any(count < 0 for count in counts):
        raise ValueError("nobody writes fewer than no cards")
    people = len(counts)
    if people < FEWEST:
        return Spread(people, (TOO_FEW,))
    if not any(counts):
        return Spread(people, ("Nog niemand schreef iets.",))
    top = _top_share(counts)
    evenness = round(gini(counts), 2)
    words = (_silence(counts), _balance(evenness), _busiest(top))
    return Spread(people, tuple(filter(None, words)), _bars(counts), top, evenness)


def gini(counts: Sequence[int]) -> float:
    """Gini's coefficient, corrected for small groups.

    The mean difference between two people over twice the mean (Gini 1912), times n / (n - 1), so
    that it is 1 when one person does everything (Deltas 2003). Zero for nobody or nothing.
    """
    total, people = sum(counts), len(counts)
    if total == 0 or people < 2:
        return 0.0
    weighted = sum(rank * count for rank, count in enumerate(sorted(counts), start=1))
    return (2 * weighted - (people + 1) * total) / ((people - 1) * total)


def _silence(counts: Sequence[int]) -> str:
    silent = sum(count == 0 for count in counts)
    if silent == 0:
        return "Iedereen schreef al iets."
    if silent <= SMALL:
        return "Een of twee mensen schreven nog niets."
    return f"{silent} mensen schreven nog niets."


def _balance(value: float) -> str:
    if value < EVEN:
        return "Iedereen doet ongeveer evenveel mee."
    if value < UNEVEN:
        return "Sommige mensen schrijven meer dan andere."
    return "Een klein deel van de groep schrijft het meeste."


def _busiest(share: float | None) -> str:
    if share is None:
        return ""
    return f"De drie die het meest schreven, maakten samen {share:.0%} van de kaarten."


def _top_share(counts: Sequence[int]) -> float | None:
    """In steps of five percent, so that one more card does not tell who wrote it."""
    if sum(count > 0 for count in counts) <= BUSIEST:
        return None
    share = sum(sorted(counts, reverse=True)[:BUSIEST]) / sum(counts)
    return round(share * 20) / 20


def _bars(counts: Sequence[int]) -> tuple[Bar, ...]:
    bars = []
    for low, high in BARS:
        people = sum(low <= count and (high is None or count <= high) for count in counts)
        is_rounded = 0 < people <= SMALL
        bars.append(Bar(_label(low, high), SMALL if is_rounded else people, is_rounded))
    return tuple(bars)


def _label(low: int, high: int | None) -> str:
    if high is None:
        return f"{low} of meer"
    return f"{low}" if low == high else f"{low} tot {high}"
