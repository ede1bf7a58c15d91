# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What clients did and heard, held against what is on disk. Pure.

Every operation ends as ok (acknowledged with a revision), fail (refused for good) or unknown (no
answer came). Acknowledged and not on disk is lost; on disk more than once is a duplicate; unknown
may be there once or not at all.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
MARK = re.compile(r"~(\d+)\.(\d+)~")


def mark(author: int, number: int) -> str:
    """A word that only this operation writes, and that no cleaning touches."""
    return f"~{author}.{number}~"


@dataclass(slots=True)
class Record:
    """One operation in the life of a client. Times are of one monotonic clock, in seconds."""

    op: Json
    mark: str = ""
    """The text only this operation writes, when it writes one."""
    made: float = 0.0
    sent: float | None = None
    times_sent: int = 0
    acked: float | None = None
    rev: int | None = None
    refused: str = ""
    seen: float | None = None

    @property
    def outcome(self) -> str:
        if self.rev is not None:
            return "ok"
        return "fail" if self.refused else "unknown"


@dataclass(frozen=True, slots=True)
class Disk:
    """What a board holds on disk: logged operations, and cards with all their text."""

    op_ids: tuple[str, ...]
    cards: dict[str, Json]
    """By id: {"text", "fields", "removed"}."""


@dataclass(slots=True)
class Verdict:
    """Counts of one run; `wrong` names the first findings."""

    acknowledged: int = 0
    refused: int = 0
    unknown: int = 0
    unknown_on_disk: int = 0
    lost: int = 0
    duplicated: int = 0
    clients: int = 0
    unequal: int = 0
    resent: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.duplicated or self.unequal)

    def __add__(self, other: "Verdict") -> "Verdict":
        names = [name for name in Verdict.__slots__ if name != "wrong"]
        sums = {name: getattr(self, name) + getattr(other, name) for name in names}
        return Verdict(**sums, wrong=(self.wrong + other.wrong)[:20])

    def line(self) -> str:
        text = (
            f"{self.acknowledged} acknowledged, {self.lost} lost, {self.duplicated} duplicated, "
            f"{self.clients - self.unequal} of {self.clients} clients equal"
        )
        if self.refused or self.unknown:
            text += f"; {self.refused} refused, {self.unknown} without answer"
        return text + (f"; {self.resent} sent again" if self.resent else "")


def check(records: Iterable[Record], disk: Disk) -> Verdict:
    """Hold every operation against the disk."""
    verdict, counted = Verdict(), Counter(disk.op_ids)
    wholes = [_whole(card) for card in disk.cards.values()]
    newest: dict[str, Record] = {}
    for record in records:
        _count(verdict, record)
        times = counted[record.op["op_id"]]
        if record.outcome == "unknown" and times:
            verdict.unknown_on_disk += 1
        if record.outcome == "ok" and not times:
            _lost(verdict, record, "is acknowledged and not in the log")
        if times > 1:
            _doubled(verdict, record, f"is {times} times in the log")
        if record.outcome == "ok" and times:
            _remember(newest, record)
    for record in newest.values():
        _check_effect(verdict, record, disk)
    for word, times in _marks(newest.values(), wholes).items():
        if times > 1:
            verdict.duplicated += 1
            verdict.wrong.append(f"'{word}' is on {times} cards")
    return verdict


def _count(verdict: Verdict, record: Record) -> None:
    verdict.acknowledged += record.outcome == "ok"
    verdict.refused += record.outcome == "fail"
    verdict.unknown += record.outcome == "unknown"
    verdict.resent += max(record.times_sent - 1, 0)


def _lost(verdict: Verdict, record: Record, why: str) -> None:
    verdict.lost += 1
    verdict.wrong.append(f"{record.op['type']} {record.op['op_id']} {why}")


def _doubled(verdict: Verdict, record: Record, why: str) -> None:
    verdict.duplicated += 1
    verdict.wrong.append(f"{record.op['type']} {record.op['op_id']} {why}")


def _remember(newest: dict[str, Record], record: Record) -> None:
    """Per card the acknowledged operation with the highest revision: its words must be there."""
    card = record.op.get("card")
    known = newest.get(card) if card else None
    if card and record.mark and (known is None or (record.rev or 0) > (known.rev or 0)):
        newest[card] = record


def _check_effect(verdict: Verdict, record: Record, disk: Disk) -> None:
    card = disk.cards.get(record.op["card"])
    if card is None:
        _lost(verdict, record, "wrote a card that is not there")
    elif not _holds(_whole(card), record.mark):
        _lost(verdict, record, f"wrote '{record.mark}', which is not on its card")


def _holds(text: str, mark: str) -> bool:
    """The mark, or a later one of the same author: an operation without answer came after it."""
    author, number = MARK.findall(mark)[0]
    return any(a == author and int(n) >= int(number) for a, n in MARK.findall(text))


def _whole(card: Json) -> str:
    return f"{card['text']} {card.get('other_text', '')} {card['fields']}"


def _marks(records: Iterable[Record], wholes: list[str]) -> dict[str, int]:
    """On how many cards each mark stands."""
    times = Counter(word.group() for whole in wholes for word in MARK.finditer(whole))
    return {record.mark: times[record.mark] for record in records}
