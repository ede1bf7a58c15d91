# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two organisations laid side by side: what is the same, what differs, in words too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from netwerkbouwer.common import texts
from netwerkbouwer.organisations import facts
from netwerkbouwer.places import gazetteer

ONE_KM = 1_000  # metres
LONGEST_MARKED = 120  # characters; in a longer text marks only distract


@dataclass(frozen=True, slots=True)
class Word:
    """Some words of a value; `differs` when the other side does not have them."""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of both. `verdict` says in words how they compare; `is_same` when they agree."""

    label: str
    one: tuple[Word, ...]
    other: tuple[Word, ...]
    verdict: str
    is_same: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A source that tells of an organisation, and as of when."""

    name: str
    on: date
    matched_by: str = ""
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, with what hangs on it.

    `facts` map a label to a text, the same labels in the same order on both sides. `point` is
    latitude and longitude of its address in degrees. `partners` names some it has a link with.
    """

    pk: int
    public_id: str
    name: str
    facts: Mapping[str, str]
    point: tuple[float, float] | None
    told: tuple[Told, ...]
    partners: tuple[str, ...]
    more_partners: int
    boards: int
    merged: tuple[str, ...]

    @property
    def address(self) -> str:
        return f"{self.public_id}-{facts.slug_of(self.name)}"

    @property
    def weight(self) -> tuple[int, int, int]:
        """Which of two to keep: whom most sources know, then on whom most hangs, then the first."""
        there = sum(not told.is_gone for told in self.told)
        return there, len(self.partners) + self.more_partners + self.boards, -self.pk


def compare(one: Side, other: Side) -> Iterator[Row]:
    """The facts in the order of the sides; what neither has is left out."""
    for label, ours in one.facts.items():
        theirs = other.facts[label]
        if ours or theirs:
            yield _row(label, ours, theirs)


def _row(label: str, ours: str, theirs: str) -> Row:
    if not (ours and theirs):
        return Row(label, _words(ours), _words(theirs), _("alleen hier"))
    if ours == theirs:
        return Row(label, _words(ours), _words(theirs), _("gelijk"), is_same=True)
    if texts.fold(ours) == texts.fold(theirs):
        verdict = _("gelijk, anders geschreven")
        return Row(label, _words(ours), _words(theirs), verdict, is_same=True)
    if max(len(ours), len(theirs)) > LONGEST_MARKED:
        return Row(label, _words(ours), _words(theirs), _("verschilt"))
    return Row(label, _words(ours, theirs), _words(theirs, ours), _("verschilt"))


def _words(text: str, beside: str | None = None) -> tuple[Word, ...]:
    """A text in runs of words that the other has, and that it has not."""
    if beside is None:
        return (Word(text),) if text else ()
    there = set(texts.fold(beside).split())
    words: list[Word] = []
    for word in text.split():
        differs = any(part not in there for part in texts.fold(word).split())
        if words and words[-1].differs == differs:
            words[-1] = Word(f"{words[-1].text} {word}", differs)
        else:
            words.append(Word(word, differs))
    return tuple(words)


def distance(one: Side, other: Side) -> str:
    """How far their addresses lie from each other, in words; empty when we do not know both."""
    if one.point is None or other.point is None:
        return ""
    metres = ONE_KM * gazetteer.haversine_km(*one.point, *other.point)
    if metres < ONE_KM:
        return _("%(metres)d meter van elkaar") % {"metres": round(metres, -1)}
    kilometres = f"{metres / ONE_KM:.1f}".replace(".", ",")
    return _("%(kilometres)s kilometer van elkaar") % {"kilometres": kilometres}
