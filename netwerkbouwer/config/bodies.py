# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Refuses a request whose body is larger than anything we take, before it fills the disk.

Django writes the whole body of a request to a temporary file before any view may look at it.
"""

from collections.abc import Awaitable, Callable
from typing import Any

MOST = 40 * 1024 * 1024  # bytes; the largest thing people send is the file of a whole session
REFUSAL = "Dit bestand is te groot. Hooguit 40 MB kan in één keer."

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Any], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class TooLarge(Exception):
    """More came than the limit."""


async def limited(
    pages: Application, scope: Scope, receive: Receive, send: Send, *, most: int = MOST
) -> None:
    """Hand a request on, unless its body says it is, or turns out to be, too large: then 413."""
    if _announced(scope) > most:
        return await _refuse(send)
    taken = 0
    answering = False

    async def receive_some() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise TooLarge
        return message

    async def send_on(message: Message) -> None:
        nonlocal answering
        answering = True
        await send(message)

    try:
        await pages(scope, receive_some, send_on)
    except TooLarge:
        if not answering:
            await _refuse(send)


def _announced(scope: Scope) -> int:
    """The length that the request says its body has; 0 when it says nothing we can read."""
    told = dict(scope["headers"]).get(b"content-length", b"0")
    return int(told) if told.isdigit() and len(told) < 20 else 0


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": REFUSAL.encode()})
