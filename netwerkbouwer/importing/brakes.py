# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a plan does not go on by itself: it would change surprisingly much. Pure."""

from typing import Protocol

# Shares above which someone must look first, and below how many it is never a surprise.
GONE, CHANGED, FEWER, REFUSED, REFUSED_AT_FIRST = 0.2, 0.5, 0.5, 0.1, 0.5
FEW = 5


class Counted(Protocol):
    """What a brake looks at, of `plan.Counts`."""

    @property
    def rows(self) -> int: ...
    @property
    def changed(self) -> int: ...
    @property
    def gone(self) -> int: ...
    @property
    def known(self) -> int: ...
    @property
    def refused(self) -> int: ...


def brakes(counts: Counted, rows_last_time: int = 0) -> list[str]:
    """Sentences that say what is surprising and what to look at; none when all is as expected.

    The first file of a source can only surprise by rows that we cannot read.
    """
    found = []
    share = REFUSED if counts.known else REFUSED_AT_FIRST
    if _is_many(counts.refused, counts.rows, share):
        found.append(
            f"{counts.refused} van de {counts.rows} rijen kunnen we niet lezen. Kijk bij de "
            "geweigerde rijen wat er mis is."
        )
    if not counts.known:
        return found
    if _is_many(counts.gone, counts.known, GONE):
        found.append(
            f"{counts.gone} van de {counts.known} organisaties staan niet meer in dit bestand. "
            "Kijk of het bestand volledig is."
        )
    if _is_many(counts.changed, counts.known, CHANGED):
        found.append(
            f"{counts.changed} van de {counts.known} organisaties veranderen. Kijk bij de "
            "verschillen of dat klopt."
        )
    if _is_many(rows_last_time - counts.rows, rows_last_time, FEWER):
        found.append(
            f"Dit bestand heeft {counts.rows} rijen, het vorige had er {rows_last_time}. Kijk of "
            "het bestand volledig is."
        )
    return found


def _is_many(number: int, of: int, share: float) -> bool:
    return number >= FEW and number > share * of
