# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A body that is too large is refused before it is kept."""

import asyncio
from typing import Any

import pytest

from netwerkbouwer.config import bodies

MOST = 100


def ask(chunks: list[bytes], announced: bytes | None = None) -> tuple[int, int]:
    """The status that came back and how many bytes the pages behind it got to see."""
    waiting = [{"type": "http.request", "body": c, "more_body": True} for c in chunks]
    waiting.append({"type": "http.request", "body": b"", "more_body": False})
    sent: list[dict[str, Any]] = []
    seen = 0

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def pages(scope: Any, receive: Any, send: Any) -> None:
        nonlocal seen
        more = True
        while more:
            message = await receive()
            seen += len(message["body"])
            more = message["more_body"]
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    headers = [(b"content-length", announced)] if announced is not None else []
    scope = {"type": "http", "headers": headers}
    asyncio.run(bodies.limited(pages, scope, receive, send, most=MOST))
    return sent[0]["status"], seen


def test_what_fits_goes_through() -> None:
    assert ask([b"x" * MOST], b"100") == (200, MOST)


@pytest.mark.parametrize("announced", [b"101", b"999999999999"])
def test_a_body_that_says_it_is_too_large_is_not_read(announced: bytes) -> None:
    assert ask([b"x"], announced) == (413, 0)


@pytest.mark.parametrize("announced", [None, b"5", b"-1", b"veel", b"9" * 40])
def test_a_body_that_turns_out_too_large_is_stopped(announced: bytes | None) -> None:
    status, seen = ask([b"x" * 60] * 1000, announced)

    assert status == 413
    assert seen <= MOST
