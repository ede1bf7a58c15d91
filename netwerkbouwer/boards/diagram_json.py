# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A laid-out bubble diagram as JSON, for the screen where people move things in it.

Pure. The layout itself is `layout.py`, as for the page, print and PDF; measures are its units.
Threads come as SVG path data, everything else as numbers and texts.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from netwerkbouwer.boards import layout


def to_json(
    diagram: layout.Diagram, *, codes: Mapping[str, str], cards: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """The diagram as lists and numbers.

    `codes`: per bubble key the code of its municipality, empty when we do not know it.
    `cards`: per actor key the cards it stands for: the same organisation may be found twice.
    """
    return {
        "width": diagram.width,
        "height": diagram.height,
        "labels": diagram.labels,
        "bubbles": [_bubble(bubble, codes.get(bubble.key, "")) for bubble in diagram.bubbles],
        "actors": [
            _actor(actor, bubble.key, cards.get(actor.key, (actor.key,)))
            for bubble in diagram.bubbles
            for actor in bubble.actors
        ],
        "threads": [_thread(thread) for thread in diagram.threads],
    }


def _bubble(bubble: layout.Bubble, code: str) -> dict[str, Any]:
    title = bubble.title
    return {
        "key": bubble.key,
        "code": code,
        "name": bubble.name,
        "x": bubble.x,
        "y": bubble.y,
        "r": bubble.r,
        "own": bubble.own,
        "doubtful": bubble.doubtful,
        "title": {"text": title.text, "size": title.size, "width": title.width},
        "empty": [hint.half for hint in bubble.hints],
    }


def _actor(actor: layout.PlacedActor, bubble: str, cards: Sequence[str]) -> dict[str, Any]:
    return {
        "key": actor.key,
        "cards": list(cards),
        "bubble": bubble,
        "half": actor.half,
        "sector": actor.sector,
        "x": actor.x,
        "y": actor.y,
        "r": actor.r,
        "lines": list(actor.label_lines),
        "size": actor.label_size,
        "number": actor.number,
        "chosen": actor.chosen,
        "doubtful": actor.doubtful,
    }


def _thread(thread: layout.DrawnThread) -> dict[str, Any]:
    start = thread.segments[0].start
    curves = "".join(
        f"C{s.first[0]:.1f} {s.first[1]:.1f} {s.second[0]:.1f} {s.second[1]:.1f} "
        f"{s.end[0]:.1f} {s.end[1]:.1f}"
        for s in thread.segments
    )
    return {
        "key": thread.key,
        "name": thread.name,
        "members": list(thread.members),
        "path": f"M{start[0]:.1f} {start[1]:.1f}{curves}",
        "knots": [[round(x, 1), round(y, 1)] for x, y in thread.knots],
        "letter": thread.letter,
        "x": thread.letter_x,
        "y": thread.letter_y,
        "r": thread.letter_r,
    }
