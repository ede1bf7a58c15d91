# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ways in which files go wrong: bytes, letters, values, structure. The same seed, the same harm."""

import csv
import gzip
import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from benchmarks.directory import bomb_parts

NONSENSE = (
    b"\0", b'"', b"{", b"}", b"[", b"]", b"\xff\xfe", b"\xef\xbb\xbf", b"<", b"\n", b"\r", b",",
    b";", b"\\", b"\\u0000", b"\\ud800", b"&#0;", b"\x1a", b"\xc3", b"\xed\xa0\x80", b"NaN",
)  # fmt: skip
HOSTILE: tuple[Any, ...] = (
    None, True, False, 0, -1, 1e308, -1e308, 10**30, 0.1, "", " ", [], {}, [[]], [None], {"": None},
    {"a": {"b": {"c": []}}}, "0", "0,0", "NaN", "Infinity", "-inf", "1e400", "9" * 5_000,
    "\0", "\ud800", "\u202e\u200b\ufeff", "a" * 50_000, "|" * 500, ";" * 300,
    "<script>alert(1)</script>", "<b>Harmonie</b><br>", "&lt;i&gt;", "=cmd|' /C calc'!A0",
    "@SUM(1)", "+32", "{{7*7}}", "${7*7}", "../../etc/passwd", "http://[::1", "https://a@b:99999/",
    "javascript:alert(1)", "2026-02-30", "31/12/99999", "0000-00-00", "BE0000.000.000", "é" * 200,
    "V0000000", "nl", {"nl": 1}, {"nl": ["x"]}, ["x"] * 60, [1, [2, [3, [4, [5, [6]]]]]],
    {"@id": 1}, {"@value": None}, {"type": "Point", "coordinates": "x"}, [0, 0], [None, None],
    [1e999, 1e999], ["a", "b"], [181, 91], [5.0], [],
)  # fmt: skip

Harm = Callable[[bytes, random.Random], bytes]


def _flip(raw: bytes, chance: random.Random) -> bytes:
    data = bytearray(raw)
    for _ in range(chance.choice((1, 1, 3, 20))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def _cut(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randrange(len(raw))]


def _lose(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + raw[at + chance.randrange(1, 200) :]


def _double(raw: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(raw)), chance.randrange(1, 400)
    return raw[:at] + raw[at : at + length] * chance.choice((2, 3, 50)) + raw[at + length :]


def _strew(raw: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 2, 10))):
        at = chance.randrange(len(raw) + 1)
        raw = raw[:at] + chance.choice(NONSENSE) * chance.choice((1, 1, 2, 100)) + raw[at:]
    return raw


def _reencode(raw: bytes, chance: random.Random) -> bytes:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _strew(raw, chance)
    codec = chance.choice(
        ("utf-16", "utf-16-le", "utf-32", "cp1252", "cp437", "utf-8-sig", "utf-7")
    )
    return text.encode(codec, "replace")


def _break_lines(raw: bytes, chance: random.Random) -> bytes:
    breaks = (b"\r\n", b"\r", b"\n\r", b"\n\n", b"\x0b", b"\xe2\x80\xa8", b"\x85", b"\0\n")
    return b"".join(line + chance.choice(breaks) for line in raw.split(b"\n"))


def _swap_text(raw: bytes, chance: random.Random) -> bytes:
    """Other signs where the structure has meaning."""
    pairs = ((b";", b","), (b",", b";"), (b'"', b"'"), (b":", b"="), (b"0", b"O"), (b".", b","),
             (b"{", b"["), (b"<", b"&lt;"), (b"51.", b"0."), (b"4.", b"NaN"))  # fmt: skip
    return raw.replace(*chance.choice(pairs))


def _empty(raw: bytes, chance: random.Random) -> bytes:
    return chance.choice((b"\n", b" ", b"{}", b"[]", b"null", b"0", b'""', b"\xef\xbb\xbf", b"\0"))


def _replaced(node: Any, chance: random.Random) -> Any:
    """The document with one of its values replaced, one of its names changed or one lost."""
    if isinstance(node, dict) and node and chance.random() < 0.85:
        key = chance.choice(list(node))
        if chance.random() < 0.12:
            value = node.pop(key)
            if chance.random() < 0.5:
                node[chance.choice(("", "@id", "name", "\0", key.upper(), key + key))] = value
        else:
            node[key] = _replaced(node[key], chance)
        return node
    if isinstance(node, list) and node and chance.random() < 0.85:
        at = chance.randrange(len(node))
        node[at] = _replaced(node[at], chance)
        return node
    return chance.choice(HOSTILE)


def _json_value(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.splitlines()
    try:
        documents = [json.loads(raw)]
    except (ValueError, RecursionError):
        try:
            documents = [json.loads(line) for line in lines if line.strip()]
        except ValueError:
            return _strew(raw, chance)
    for _ in range(chance.choice((1, 1, 2, 8))):
        at = chance.randrange(len(documents))
        documents[at] = _replaced(documents[at], chance)
    return b"\n".join(json.dumps(each).encode() for each in documents)


def _json_twins(raw: bytes, chance: random.Random) -> bytes:
    """A name twice in an object, with another value."""
    at = raw.find(b"{", chance.randrange(len(raw)))
    other = json.dumps(chance.choice(HOSTILE)).encode()
    name = chance.choice((b"name", b"@id", b"id", b"properties", b"geometry", b"tags", b"type"))
    return raw[: at + 1] + b'"' + name + b'":' + other + b"," + raw[at + 1 :]


def _json_deep(raw: bytes, chance: random.Random) -> bytes:
    depth, at = chance.choice((10, 50, 2_000)), raw.find(b":", chance.randrange(len(raw))) + 1
    return raw[:at] + b"[" * depth + b"1" + b"]" * depth + b"," * (at > 0) + raw[at:]


def _csv_cell(raw: bytes, chance: random.Random) -> bytes:
    text = raw.decode("utf-8", "replace")
    mark = max(",;\t", key=text.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    for _ in range(chance.choice((1, 1, 3, 10))):
        row = rows[chance.choice((0, chance.randrange(len(rows))))]
        what = chance.randrange(6)
        if what < 3 and row:
            row[chance.randrange(len(row))] = str(chance.choice(HOSTILE))
        elif what == 3 and row:
            row.pop(chance.randrange(len(row)))
        elif what == 4:
            row.extend(chance.choice((["x"], [""] * 300, list(row))))
        else:
            rows.insert(chance.randrange(len(rows)), list(chance.choice(rows)))
    made = io.StringIO()
    csv.writer(made, delimiter=mark).writerows(rows)
    return made.getvalue().encode("utf-8", "replace")


def _in_zip(raw: bytes, chance: random.Random) -> bytes:
    """Damage one part of a sheet, and pack it again with the right checksums."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            parts = {name: packed.read(name) for name in packed.namelist()}
    except zipfile.BadZipFile:
        return _strew(raw, chance)
    name = chance.choice([name for name in parts if parts[name]])
    parts[name] = chance.choice(_BYTES)(parts[name], chance)
    return bomb_parts.plain_zip({**parts})


def _in_pbf(raw: bytes, chance: random.Random) -> bytes:
    """Damage the unpacked bytes of a blob, and pack it again with the right sizes."""
    made, at = b"", 0
    while at < len(raw):
        length = int.from_bytes(raw[at : at + 4], "big")
        head, at = raw[at + 4 : at + 4 + length], at + 4 + length
        kind = b"OSMHeader" if b"OSMHeader" in head else b"OSMData"
        size = _last_varint(head)
        body, at = raw[at : at + size], at + size
        content = zlib.decompress(body[body.index(b"\x78") :]) if b"\x78" in body else body
        if chance.random() < (0.9 if kind == b"OSMData" else 0.1) and content:
            content = chance.choice((_flip, _flip, _lose, _double, _cut))(content, chance)
        made += bomb_parts.blob(kind, content)
    return made


def _last_varint(head: bytes) -> int:
    value, raw = 0, head[head.rindex(b"\x18") + 1 :]
    for place, byte in enumerate(raw):
        value |= (byte & 127) << 7 * place
    return value


def _gzipped(raw: bytes, chance: random.Random) -> bytes:
    return gzip.compress(chance.choice(_BYTES)(raw, chance))


_BYTES: tuple[Harm, ...] = (
    _flip, _cut, _lose, _double, _strew, _reencode, _break_lines, _swap_text, _empty,
)  # fmt: skip
_BY_KIND: dict[str, tuple[Harm, ...]] = {
    "json": (_json_value,) * 9 + (_json_twins, _json_deep),
    "csv": (_csv_cell,) * 6,
    "zip": (_in_zip,) * 12,
    "pbf": (_in_pbf,) * 12,
}
_KINDS = {
    ".json": "json", ".jsonld": "json", ".ndjson": "json", ".geojson": "json", ".csv": "csv",
    ".xlsx": "zip", ".ods": "zip", ".pbf": "pbf",
}  # fmt: skip


def harm(raw: bytes, suffix: str, seed: int) -> bytes:
    """The bytes of a file with this ending, with something wrong; sometimes with more than one."""
    chance = random.Random(seed)
    ways = _BYTES + _BY_KIND.get(_KINDS.get(suffix, ""), ()) + (_gzipped,) * (chance.random() < 0.1)
    for _ in range(chance.choice((1, 1, 1, 2))):
        try:
            raw = chance.choice(ways)(raw or b" ", chance)
        except (ValueError, LookupError, RecursionError, csv.Error, zlib.error):
            raw = _strew(raw, chance)  # harmed too much already to be harmed cleverly
    return raw
