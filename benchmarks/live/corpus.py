# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Frames that no honest client sends: a list made by hand, and mutations of good frames. Pure."""

import json
import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks.live.client import new_id
from benchmarks.live.frames import BINARY, CLOSE, PING, PONG, TEXT, frame

Json = dict[str, Any]
CARD = "AAAAAAAAAAAAAAAAAAAAAA"


@dataclass(frozen=True, slots=True)
class Case:
    """One attack: what goes over the wire, and whether it comes instead of the first frame."""

    name: str
    raw: bytes
    is_first: bool = False


def text(message: object) -> bytes:
    return frame(message if isinstance(message, bytes) else json.dumps(message).encode())


def op(**changes: object) -> bytes:
    """One add_card with some of it replaced; `...` leaves a field out."""
    good: Json = {
        "op_id": new_id(),
        "type": "add_card",
        "card": new_id(),
        "zone": "strengths",
        "card_type": "strength",
        "text": "goed",
    }
    good |= changes
    return ops([{key: value for key, value in good.items() if value is not ...}])


def on_card(what: str, **changes: object) -> bytes:
    """One operation on a card that is not there."""
    return op(**{"type": what, "card": CARD, "zone": ..., "card_type": ..., "text": ..., **changes})


def ops(payloads: object, number: object = 1) -> bytes:
    return text({"t": "ops", "n": number, "ops": payloads})


def corpus() -> list[Case]:
    """Every case made by hand."""
    cases = [*_frames(), *_sizes(), *_json(), *_messages(), *_operations(), *_hellos()]
    return [Case(name, raw, name.startswith("hello")) for name, raw in cases]


def _frames() -> list[tuple[str, bytes]]:
    """Below JSON: the WebSocket itself."""
    bomb = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = bomb.compress(b" " * 50_000_000) + bomb.flush(zlib.Z_SYNC_FLUSH)
    unmasked = b"\x81\x0e" + b'{"t": "ping"}\n'
    return [
        ("binary frame", frame(b"\x00\x01\x02", BINARY)),
        ("binary frame with JSON", frame(b'{"t":"ping"}', BINARY)),
        ("empty frame", frame(b"")),
        ("invalid UTF-8", frame(b'{"t":"ping","x":"\xff\xfe"}')),
        ("overlong UTF-8", frame(b'{"t":"\xc0\xaf"}')),
        ("encoded lone surrogate", frame(b'{"t":"ping","x":"\xed\xa0\x80"}')),
        ("half a frame", frame(b'{"t":"ping"}' * 20)[:50]),
        ("head only", b"\x81"),
        (
            "length that never comes",
            b"\x81\xff" + b"\x00\x00\x00\x00\x00\x0f\xff\xff" + b"\x00" * 4,
        ),
        ("length of 2^63", b"\x81\xff" + b"\x7f" + b"\xff" * 7 + b"\x00" * 4),
        ("length with the highest bit", b"\x81\xff" + b"\xff" * 8 + b"\x00" * 4),
        ("unmasked", unmasked),
        ("unknown opcode", frame(b"x", 5)),
        ("reserved bit 2", frame(b'{"t":"ping"}', TEXT, reserved=2)),
        ("compressed, not agreed", frame(packed[:60_000], TEXT, reserved=4)),
        ("compressed bomb of 50 MB", frame(packed, TEXT, reserved=4)),
        ("continuation without a start", frame(b"x", 0)),
        ("message in a message", frame(b"a", TEXT, final=False) + frame(b"b", TEXT)),
        ("never finished", frame(b"a", TEXT, final=False) * 1000),
        ("fragments of one byte", _in_pieces(b'{"t":"ping"}')),
        ("ping of 125 bytes", frame(b"p" * 125, PING)),
        ("ping too long", frame(b"p" * 126, PING)),
        ("ping in pieces", frame(b"p", PING, final=False)),
        ("flood of pings", frame(b"p" * 100, PING) * 5000),
        ("flood of pongs", frame(b"p" * 100, PONG) * 5000),
        ("flood of pings as messages", text({"t": "ping"}) * 2000),
        ("close with a wrong code", frame(b"\x03\xed", CLOSE)),
        ("close with one byte", frame(b"\x03", CLOSE)),
        ("close with invalid UTF-8", frame(b"\x03\xe8\xff\xfe", CLOSE)),
        ("frames after close", frame(b"\x03\xe8", CLOSE) + text({"t": "ping"})),
        ("HTTP in a socket", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
        ("TLS in a socket", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200),
        ("noise", bytes(range(256)) * 8),
    ]


def _in_pieces(whole: bytes) -> bytes:
    last = len(whole) - 1
    return b"".join(
        frame(whole[at : at + 1], TEXT if at == 0 else 0, final=at == last)
        for at in range(len(whole))
    )


def _sizes() -> list[tuple[str, bytes]]:
    return [
        ("just over 64 kB", op(text="x" * 65_536)),
        ("1 MB", op(text="x" * 1_000_000)),
        ("17 MB", frame(b"x" * 17_000_000)),
        ("1 MB of spaces", text(b" " * 1_000_000 + b'{"t":"ping"}')),
        ("101 operations", ops([{}] * 101)),
        ("10,000 empty operations", ops([{}] * 10_000)),
        ("text at the limit", op(text="é" * 20_000)),
        ("text over the limit", op(text="x" * 20_001)),
        ("here of 2 kB", text({"t": "here", "card": "x" * 2000})),
    ]


def _json() -> list[tuple[str, bytes]]:
    """Below messages: JSON itself."""
    return [
        ("not JSON", text(b"hallo")),
        ("half JSON", text(b'{"t":"ping"')),
        ("a list", text([])),
        ("a number", text(1)),
        ("null", text(None)),
        ("a long number", text(b'{"t":"ops","n":' + b"9" * 5000 + b',"ops":[]}')),
        ("a huge exponent", text(b'{"t":"ops","n":1e999999,"ops":[{}]}')),
        ("NaN", text(b'{"t":"ops","n":NaN,"ops":[{}]}')),
        ("Infinity", text(b'{"t":"ops","n":-Infinity,"ops":[{}]}')),
        ("lists 20,000 deep", text(b"[" * 20_000)),
        ("closed lists 20,000 deep", text(b"[" * 20_000 + b"]" * 20_000)),
        ("objects 10,000 deep", text(b'{"a":' * 10_000 + b"1" + b"}" * 10_000)),
        ("duplicate keys", text(b'{"t":"ping","t":"ops","n":1,"ops":[{}]}')),
        ("__proto__", text(b'{"__proto__":{"t":"ops"},"constructor":{},"t":"ping"}')),
        ("escaped lone surrogate", text(b'{"t":"here","card":"\\ud800","zone":null}')),
        ("escaped NUL", text(b'{"t":"here","card":"\\u0000","zone":null}')),
        ("byte order mark", text(b'\xef\xbb\xbf{"t":"ping"}')),
        ("UTF-16", frame('{"t":"ping"}'.encode("utf-16"))),
        ("a million keys", text(b'{"t":"ping",' + b'"a":1,' * 9000 + b'"b":2}')),
    ]


def _messages() -> list[tuple[str, bytes]]:
    return [
        ("unknown message", text({"t": "drop_tables"})),
        ("message without kind", text({"n": 1})),
        ("kind is a list", text({"t": ["ops"]})),
        ("kind is an object", text({"t": {"t": "ops"}})),
        ("a server's message", text({"t": "state", "rev": 1, "cards": []})),
        ("a second hello", text({"t": "hello", "v": 1, "ticket": "x", "rev": None})),
        ("n is text", ops([{}], "1")),
        ("n is negative", ops([{}], -1)),
        ("n is 2^70", ops([{}], 2**70)),
        ("n is true", ops([{}], True)),
        ("ops is an object", ops({})),
        ("ops is empty", ops([])),
        ("ops of text", ops(["add_card"])),
        ("ops of null", ops([None])),
        ("ops of lists", ops([[[[[]]]]])),
        ("here with wrong types", text({"t": "here", "card": 1, "zone": {}, "typing": "yes"})),
        ("here in another world", text({"t": "here", "card": CARD, "zone": "x" * 41})),
        ("here 200 times", text({"t": "here", "card": None, "zone": "strengths"}) * 200),
    ]


def _operations() -> list[tuple[str, bytes]]:
    deep: Any = "x"
    for _ in range(50):
        deep = [deep]
    return [
        ("unknown operation", op(type="delete_everything")),
        ("operation without type", op(type=...)),
        ("operation without id", op(op_id=...)),
        ("op_id too short", op(op_id="x")),
        ("op_id is a number", op(op_id=7)),
        ("op_id with a quote", op(op_id="' OR 1=1; --xxxxxxxxxx")),
        ("card is null", op(card=None)),
        ("an extra field", op(is_admin=True)),
        ("by someone else", op(by=1)),
        ("text is an object", op(text={"a": 1})),
        ("text is a script", op(text="<script>alert(1)</script><img src=x onerror=alert(1)>")),
        ("text with controls", op(text="\x00\x01\x1b[31m\u202e\u200b\ufeff")),
        ("text with a lone surrogate", op(text="\ud800\udfff\udfff")),
        ("text of combining marks", op(text="e" + "\u0301" * 15_000)),
        ("fields is a list", op(fields=[1, 2])),
        ("fields 50 deep", op(fields={"notes": deep})),
        ("41 fields", op(fields={f"f{n}": 1 for n in range(41)})),
        ("field named __proto__", op(fields={"__proto__": "x"})),
        ("field value NaN", op(fields={"notes": float("nan")})),
        ("zone unknown", op(zone="nowhere")),
        ("zone is SQL", op(zone="x'; drop table boards_card; --")),
        ("card type of another zone", op(card_type="candidate")),
        ("position of 10,000 letters", op(position="z" * 10_000)),
        ("position empty", op(position="")),
        ("parent is itself", op(card=CARD, parent=CARD)),
        ("edit of nothing", on_card("edit_text", text="x", based_on=0)),
        ("based on 2^31", on_card("edit_text", text="x", based_on=2**31)),
        ("based on -1", on_card("edit_text", text="x", based_on=-1)),
        ("a million dots", on_card("cast_vote", dots=10**6)),
        ("negative dots", on_card("cast_vote", dots=-5)),
        ("link to itself", on_card("link_cards", kind="member", to=CARD)),
        (
            "the same id 100 times",
            ops([{"op_id": CARD, "type": "remove_card", "card": CARD}] * 100),
        ),
        ("rename the board", on_card("set_board", title="Overgenomen", card=...)),
    ]


def _hellos() -> list[tuple[str, bytes]]:
    return [
        ("hello without ticket", text({"t": "hello", "v": 1})),
        ("hello with a wrong ticket", text({"t": "hello", "v": 1, "ticket": "x", "rev": None})),
        ("hello with a long ticket", text({"t": "hello", "v": 1, "ticket": "x" * 60_000})),
        ("hello with an object", text({"t": "hello", "v": 1, "ticket": {}, "rev": None})),
        ("hello of version 99", text({"t": "hello", "v": 99, "ticket": "x", "rev": None})),
        ("hello is ops", ops([{}])),
        ("hello is a bomb", frame(b"[" * 60_000)),
    ]


# Mutations


def seeds() -> list[bytes]:
    """Good messages to start from."""
    good: list[object] = [
        {"t": "ping"},
        {"t": "here", "card": CARD, "zone": "strengths", "typing": True},
        {"t": "hello", "v": 1, "ticket": "abc", "rev": 3},
    ]
    kinds: list[Json] = [
        {"type": "add_card", "zone": "strengths", "card_type": "strength", "text": "Een zaal"},
        {"type": "edit_text", "text": "Een podium", "based_on": 4},
        {"type": "set_fields", "fields": {"notes": "bellen", "sectors": ["welzijn"]}},
        {"type": "move_card", "position": "b", "zone": "strengths"},
        {"type": "cast_vote", "dots": 2},
        {"type": "link_cards", "kind": "alike", "to": CARD},
        {"type": "remove_card"},
    ]
    for kind in kinds:
        good.append({"t": "ops", "n": 1, "ops": [{"op_id": new_id(), "card": CARD, **kind}]})
    return [json.dumps(message).encode() for message in good]


ODD = (
    *(b"null", b"true", b"-1", b"1e400", b"NaN", b"[]", b"{}", b'""', b"[[[[[[[[]]]]]]]]"),
    *(b'"\\ud800"', b'"\\u0000"', b'{"__proto__":1}', b"99999999999999999999"),
    b'"' + b"A" * 22 + b'"',
)


def mutate(good: bytes, chance: random.Random) -> bytes:
    """A message with one to four changes; text that can be decoded, nearly always."""
    raw = bytearray(good)
    for _ in range(chance.randint(1, 4)):
        CHANGES[chance.randrange(len(CHANGES))](raw, chance)
    if chance.random() < 0.002:
        raw.insert(chance.randint(0, len(raw)), chance.randint(0x80, 0xFF))
    return bytes(raw)


def _spot(raw: bytearray, chance: random.Random) -> int:
    return chance.randrange(max(len(raw), 1))


def _flip(raw: bytearray, chance: random.Random) -> None:
    if raw:
        raw[_spot(raw, chance)] = chance.randint(0x20, 0x7E)


def _drop(raw: bytearray, chance: random.Random) -> None:
    at = _spot(raw, chance)
    del raw[at : at + chance.randint(1, 8)]


def _repeat(raw: bytearray, chance: random.Random) -> None:
    at = _spot(raw, chance)
    raw[at:at] = raw[at : at + chance.randint(1, 30)] * chance.randint(1, 4)


def _odd(raw: bytearray, chance: random.Random) -> None:
    """Another value behind some colon."""
    colons = [at for at, byte in enumerate(raw) if byte == 0x3A]
    if colons:
        at = chance.choice(colons) + 1
        end = next((n for n in range(at, len(raw)) if raw[n] in b",}]"), len(raw))
        raw[at:end] = chance.choice(ODD)


def _swap_key(raw: bytearray, chance: random.Random) -> None:
    """A key or text becomes another word of the protocol."""
    words = (b"type", b"card", b"ops", b"n", b"t", b"text", b"fields", b"zone", b"rev", b"op_id")
    old, new = chance.choice(words), chance.choice(words)
    at = raw.find(b'"' + old + b'"')
    if at >= 0:
        raw[at + 1 : at + 1 + len(old)] = new


CHANGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip,
    _drop,
    _repeat,
    _odd,
    _odd,
    _swap_key,
)
