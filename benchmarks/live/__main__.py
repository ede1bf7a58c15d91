# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Prove the live layer: load beside other servers, faults, hostile frames, and a soak.

    python -m benchmarks.live [--short] [--part load] [--write docs/quality.md]

Every part is bounded, stops by itself and ends only what it started. A fault with a wrong count
gives exit status 1; times are for reading.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from benchmarks import figures
from benchmarks.live import faults, hostile, load, rivals, soak, tables

LOSE_RATE = 60  # edits per second before everything is killed


def main() -> int:
    parser = argparse.ArgumentParser(prog="./nb prove live", description=__doc__)
    parser.add_argument("--part", action="append", choices=sorted(PARTS), help="only this part")
    parser.add_argument("--only", action="append", help="of the faults, only this one")
    parser.add_argument("--short", action="store_true", help="the same, fewer and shorter")
    parser.add_argument("--seed", type=int, default=20261120)
    parser.add_argument("--minutes", type=float, default=30.0, help="how long the soak lasts")
    parser.add_argument("--write", type=Path, help="write the figures into this document")
    options = parser.parse_args()
    is_good = True
    for name in options.part or PARTS:
        tell(f"{name} …")
        began = time.monotonic()
        text, good = PARTS[name](options)
        is_good = is_good and good
        whole = f"{heading(options, time.monotonic() - began)}\n\n{text}"
        print(f"\n{whole}\n", flush=True)
        if options.write:
            figures.put(options.write, f"live:{name}", whole)
    return 0 if is_good else 1


def tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def heading(options: argparse.Namespace, taken: float) -> str:
    kind = "short form" if options.short else "whole"
    busy = os.getloadavg()[2] if hasattr(os, "getloadavg") else 0.0
    return (
        f"{figures.surroundings()} {os.cpu_count()} cores; seed {options.seed}, {kind}, "
        f"{taken / 60:.0f} minutes, load of the machine over its last quarter {busy:.1f}."
    )


# Load


def prove_load(options: argparse.Namespace) -> tuple[str, bool]:
    """Ours and the peers, scenario by scenario, so that they meet the same machine."""
    scenarios = load.SCENARIOS[:1] if options.short else load.SCENARIOS
    folder, missing = _peers()
    steady, climbed = [], []
    for one in scenarios:
        tell(f"  {one.title()}")
        steady.append(asdict(load.run(one, options.seed)))
        climbing = one.has_ladder and not options.short
        if climbing:
            climbed.append(asdict(load.run(one, options.seed, is_unlimited=True)))
        for rival in rivals.RIVALS:
            if folder is None:
                break
            tell(f"  {one.title()}: {rival.name}")
            steady.append(rivals.run(folder, rival, one, options.seed, ladder=False))
            if climbing:
                climbed.append(rivals.run(folder, rival, one, options.seed, ladder=True))
    titles = {one.key: one.title() for one in load.SCENARIOS}
    people = {one.key: f"{one.boards} × {one.people}" for one in load.SCENARIOS}
    parts = [EXPLAINED, tables.steady(steady, titles)]
    if climbed:
        parts += [LADDER, tables.ladder(climbed, people)]
    parts += [_losses(folder, options), f"Not in the run: {rivals.LEFT_OUT}. {missing}".strip()]
    parts += [f"{one['who']}, {titles[one['scenario']]}: {one['remark']}." for one in steady
              if one.get("remark")]  # fmt: skip
    return "\n\n".join(parts), all(not one["seen"]["missing"] for one in steady)


EXPLAINED = (
    "Server on one core, clients on another, loopback, edits of about 100 bytes in an open loop: "
    "lateness counts from the moment an edit was due. 'Seen by all' is the last of the others. "
    "Ours keeps each edit on disk before it acknowledges and before others see it."
)
LADDER = (
    f"Most edits per second, over all, with p95 under {load.LIMIT * 1000:.0f} ms and nothing "
    f"missing; steps up to {load.LADDER[-1]:,}/s, each tried twice. For ours the limit per person "
    "was lifted, as the peers have none."
)


def _peers() -> tuple[Path | None, str]:
    try:
        return rivals.installed(), ""
    except rivals.NoNode as error:
        return None, f"No peers: {error}."


def _losses(folder: Path | None, options: argparse.Namespace) -> str:
    ours = faults.all_gone(1 if options.short else 5, 6, options.seed).verdict
    rows = [
        (
            "Netwerkbouwer",
            "after the commit on disk",
            f"{ours.lost} of {ours.acknowledged} acknowledged edits lost",
        )
    ]
    for rival in rivals.RIVALS if folder else ():
        assert folder is not None
        gave = rivals.lose(folder, rival, options.seed, LOSE_RATE, 5)
        lost = gave["written"] - gave["left"]
        text = f"{lost} of {gave['written']} edits that everyone had seen lost"
        rows.append((rival.name, rival.acknowledges, text))
    return tables.losses(rows)


# Faults


def prove_faults(options: argparse.Namespace) -> tuple[str, bool]:
    rows, good = [], True
    every = faults.every(is_short=options.short, seed=options.seed)
    for name, harm in every.items():
        if options.only and name not in options.only:
            continue
        run = harm()
        good = good and (run.is_good or bool(run.skipped))
        tell(f"  {'good' if run.is_good else 'WRONG'}  {run.what}: {run.line()}")
        for wrong in run.verdict.wrong[:3]:
            tell(f"         {wrong[:500]}")
        rows.append((run.what, run.line()))
    return tables.lines(rows), good


# Hostile


def prove_hostile(options: argparse.Namespace) -> tuple[str, bool]:
    seed, short = options.seed, options.short
    attacks: list[Callable[[], hostile.Damage]] = [
        lambda: hostile.crafted(),
        lambda: hostile.mutated(20_000 if short else 1_000_000, seed),
        lambda: hostile.flood(3 if short else 20),
        lambda: hostile.rush(30 if short else 150, 2 if short else 10),
    ]
    rows, good = [], True
    for attack in attacks:
        damage = attack()
        good = good and damage.is_good
        tell(f"  {'good' if damage.is_good else 'WRONG'}  {damage.what}: {damage.line()}")
        rows.append((damage.what, damage.line()))
    goals = ["0 dead, 0 × 5xx", "0 dead, 0 × 5xx", "others' p95 < 200 ms", "all in within 5 s"]
    return tables.lines(rows, goals), good


# Soak


def prove_soak(options: argparse.Namespace) -> tuple[str, bool]:
    minutes = 1.0 if options.short else options.minutes
    gave = soak.run(minutes, options.seed)
    what = f"{soak.PEOPLE} clients at {soak.RATE} edits/s each, {minutes:.0f} minutes"
    some = slice(None, None, max(len(gave.memory) // 20, 1))
    tell(json.dumps({"memory": gave.memory[some], "own": gave.own[some]}))
    return tables.lines([(what, gave.line())], ["memory growth < 5 %"]), gave.verdict.is_good


Part = Callable[[argparse.Namespace], tuple[str, bool]]
PARTS: dict[str, Part] = {
    "load": prove_load,
    "faults": prove_faults,
    "hostile": prove_hostile,
    "soak": prove_soak,
}


if __name__ == "__main__":
    sys.exit(main())
