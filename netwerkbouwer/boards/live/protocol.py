# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The messages between a board's server and a browser: reading frames, writing states. Pure.

Everything a client sends is hostile until it went through `parse`.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from netwerkbouwer.boards.rights import MAY_PASS
from netwerkbouwer.boards.state import Card

VERSION = 1
FRAME_LIMIT = 64 * 1024  # bytes
HERE_LIMIT = 1024  # bytes
OPERATIONS_IN_FRAME = 100
DEPTH = 6
LAST_REVISION = 2**31 - 1
TICKET_LIMIT = 500  # characters
Json = dict[str, Any]


class Malformed(Exception):
    """A frame that cannot be read; the message says why, in Dutch."""


class TooLarge(Malformed):
    """A frame over the limit."""


@dataclass(frozen=True, slots=True)
class Hello:
    """The first frame of a connection."""

    ticket: str
    rev: int | None
    """What the client has already; None for nothing."""
    sight: str = ""
    """What the client could see when it got that, as the server called it."""


@dataclass(frozen=True, slots=True)
class Operations:
    """Operations, not yet parsed one by one."""

    number: int
    payloads: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Here:
    """Where someone is on the board, and whether they type."""

    card: str | None
    zone: str | None
    is_typing: bool


@dataclass(frozen=True, slots=True)
class Ping:
    """Asks whether the server is still there."""


Frame = Hello | Operations | Here | Ping


def parse(raw: str | bytes) -> Frame:
    """Read one frame. Raises Malformed with a sentence, TooLarge above the limit."""
    message = load(raw)
    kind = message.get("t")
    reader = READERS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        raise Malformed("Dit soort bericht kennen we niet.")
    if kind == "here" and size(raw) > HERE_LIMIT:
        raise Malformed("Dit bericht is te lang.")
    return reader(message)


def load(raw: str | bytes) -> Json:
    """JSON within our limits of size and depth. Raises Malformed or TooLarge."""
    if size(raw) > FRAME_LIMIT:
        raise TooLarge("Dit bericht is te groot: hooguit 64 kB.")
    try:
        message = json.loads(raw)
    except (ValueError, RecursionError):
        raise Malformed("Dit bericht is geen geldige JSON.") from None
    if not isinstance(message, dict):
        raise Malformed("Een bericht is een object.")
    _refuse_deep(message)
    return message


def size(raw: str | bytes) -> int:
    """Bytes on the wire; text that is certainly too long is not encoded to count them."""
    if isinstance(raw, bytes) or len(raw) > FRAME_LIMIT or raw.isascii():
        return len(raw)
    return len(raw.encode("utf-8", "replace"))


def _refuse_deep(message: Json) -> None:
    level: list[Any] = [message]
    for _ in range(DEPTH):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise Malformed("Dit bericht zit te diep in elkaar.")


def _whole(message: Json, key: str, highest: int = LAST_REVISION) -> int:
    value = message.get(key)
    if type(value) is not int or not 0 <= value <= highest:
        raise Malformed(f"Het veld '{key}' is geen geldig getal.")
    return value


def _short(message: Json, key: str, limit: int) -> str | None:
    value = message.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > limit or not value.isascii():
        raise Malformed(f"Het veld '{key}' is geen korte tekst.")
    return value


def _hello(message: Json) -> Hello:
    if message.get("v") != VERSION:
        raise Malformed("Deze pagina is verouderd. Laad ze opnieuw.")
    ticket = _short(message, "ticket", TICKET_LIMIT)
    if ticket is None:
        raise Malformed("Het veld 'ticket' ontbreekt.")
    rev = None if message.get("rev") is None else _whole(message, "rev")
    return Hello(ticket, rev, _short(message, "sight", 40) or "")


def operations(message: Json) -> Operations:
    """The list of operations in a message. Raises Malformed."""
    payloads = message.get("ops")
    if not isinstance(payloads, list) or not 1 <= len(payloads) <= OPERATIONS_IN_FRAME:
        raise Malformed(f"Het veld 'ops' is een lijst van 1 tot {OPERATIONS_IN_FRAME} opdrachten.")
    return Operations(_whole(message, "n"), tuple(payloads))


def _here(message: Json) -> Here:
    is_typing = message.get("typing", False)
    if not isinstance(is_typing, bool):
        raise Malformed("Het veld 'typing' is waar of onwaar.")
    return Here(_short(message, "card", 22), _short(message, "zone", 41), is_typing)


def _ping(message: Json) -> Ping:
    return Ping()


READERS: dict[str, Callable[[Json], Frame]] = {
    "hello": _hello,
    "ops": operations,
    "here": _here,
    "ping": _ping,
}


# What the server says


def encode(message: object) -> str:
    return json.dumps(message, separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Look:
    """What of a card a group of viewers sees besides its text."""

    has_author: bool
    has_contact: bool
    has_votes: bool


def card(held: Card, links: Sequence[tuple[str, str]], votes: int, look: Look) -> Json:
    """A card as it goes over the wire."""
    fields = held.fields
    if not look.has_contact and "contact_person" in fields:
        fields = {key: value for key, value in fields.items() if key != "contact_person"}
    made: Json = {
        "id": held.id,
        "zone": held.zone,
        "type": held.type,
        "parent": held.parent,
        "position": held.position,
        "text": held.text,
        "other_text": held.other_text,
        "fields": fields,
        "private": held.is_private,
        "rev": held.changed_revision,
        "table": held.table,
        "round": held.round,
        "links": links,
        "votes": votes if look.has_votes else None,
    }
    if look.has_author:
        made["by"] = held.created_by
    return made


@dataclass(frozen=True, slots=True)
class Span:
    """From which revision to which a state leads, and what the board is called then."""

    rev: int
    since: int
    is_reset: bool
    title: str
    variant: str
    sight: str


def state(span: Span, cards: Iterable[str], gone: Iterable[str]) -> bytes:
    """A state message, put together from cards that are encoded already."""
    head = encode(
        {
            "t": "state",
            "rev": span.rev,
            "from": span.since,
            "reset": span.is_reset,
            "sight": span.sight,
            "board": {"title": span.title, "variant": span.variant},
            "gone": list(gone),
        }
    )
    return f'{head[:-1]},"cards":[{",".join(cards)}]}}'.encode("utf-8", "replace")


def done(op_id: str, rev: int, outcome: Mapping[str, Any]) -> Json:
    return {"op_id": op_id, "rev": rev, "outcome": outcome}


def refused(op_id: str, code: str, sentence: str, again: float | None = None) -> Json:
    """A refusal; what may pass later says after how many seconds it is worth trying."""
    if again is None and code in MAY_PASS:
        again = AGAIN
    return {"op_id": op_id, "refused": code, "sentence": sentence, "again": again}


AGAIN = 5  # seconds before what was refused for now is tried again


def acks(number: int, answers: Sequence[Json]) -> bytes:
    return encode({"t": "acks", "n": number, "answers": answers}).encode("utf-8", "replace")


def bye(code: str, sentence: str) -> bytes:
    return encode({"t": "bye", "code": code, "sentence": sentence}).encode()


PONG = b'{"t":"pong"}'
