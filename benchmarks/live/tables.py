# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What live runs gave, as tables for docs/quality.md. Pure."""

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f}" if seconds < 0.01 else f"{seconds * 1000:.0f}"


def steady(outcomes: Sequence[Json], titles: dict[str, str]) -> str:
    """One line per scenario and server. Times in ms."""
    rows = []
    for one in outcomes:
        seen, acked = one["seen"], one.get("acked") or {}
        per_client = (one["memory_joined"] - one["memory_idle"]) / max(one["joined"], 1) / 1000
        rows.append(
            [
                titles[one["scenario"]],
                one["who"],
                f"{one['joined']} in {one['join']['max']:.2f} s"
                + (f", {one['join']['missing']} not" if one["join"]["missing"] else ""),
                f"{ms(seen['p50'])} / {ms(seen['p95'])} / {ms(seen['p99'])} / {ms(seen['max'])}",
                str(seen["missing"]),
                _acked(acked),
                f"{one['cpu']:.0%} ({one['load_cpu']:.0%})",
                f"{one['memory_idle'] / 1e6:.0f} → {one['memory_end'] / 1e6:.0f} MB, "
                f"{per_client:.0f} kB",
            ]
        )
    heads = [
        "scenario",
        "server",
        "joined",
        "seen by all, ms: p50 / p95 / p99 / max",
        "missing",
        "acknowledged, ms: p50 / p95 / p99",
        "CPU of its core (of the load's)",
        "memory, and per client",
    ]
    return table(heads, rows)


def _acked(acked: Json) -> str:
    if not acked.get("count"):
        return "–"
    return f"{ms(acked['p50'])} / {ms(acked['p95'])} / {ms(acked['p99'])}"


def ladder(outcomes: Sequence[Json], titles: dict[str, str]) -> str:
    rows = [
        [
            titles[one["scenario"]],
            one["who"],
            f"{one['most']:,}/s" if one["most"] else "none",
            f"{ms(one['most_p95'])} ms" if one["most"] else "–",
            f"{one['most_cpu']:.0%} ({one['most_load_cpu']:.0%})" if one["most"] else "–",
            one["ladder_ended"],
        ]
        for one in outcomes
    ]
    heads = ["people", "server", "most edits", "p95 there", "CPU (load's)", "what ended it"]
    return table(heads, rows)


def losses(rows: Sequence[tuple[str, str, str]]) -> str:
    return table(["server", "acknowledges", "killed with all its clients at once"], rows)


def lines(rows: Sequence[tuple[str, str]], goal: Sequence[str] = ()) -> str:
    """What was done, and what it gave."""
    goals = list(goal) or [""] * len(rows)
    if any(goals):
        shown = [[*row, aim or "–"] for row, aim in zip(rows, goals, strict=True)]
        return table(["what", "measured", "goal"], shown)
    return table(["what", "measured"], [list(row) for row in rows])
