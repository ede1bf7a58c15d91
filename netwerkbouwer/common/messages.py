# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads interface texts (.po) and writes the binary catalogue (.mo) that Python loads.

Django's own command needs GNU gettext on the machine; a fresh machine has none.
Formats: GNU gettext manual, "The Format of PO Files" and "The Format of GNU MO Files".
"""

import ast
import os
import struct
from dataclasses import dataclass, field
from pathlib import Path

MAGIC = 0x950412DE
CONTEXT_END = "\x04"


class WrongCatalogue(Exception):
    """A .po file has a line we cannot read; the text names file and line."""


@dataclass
class Message:
    """One text: what the code says, and what it becomes; plural forms by number."""

    id: str = ""
    plural: str = ""
    context: str | None = None
    texts: dict[int, str] = field(default_factory=dict)
    is_fuzzy: bool = False

    @property
    def key(self) -> str:
        """How the binary catalogue names it."""
        start = "" if self.context is None else self.context + CONTEXT_END
        return start + self.id + (f"\0{self.plural}" if self.plural else "")

    @property
    def value(self) -> str:
        return "\0".join(self.texts[number] for number in sorted(self.texts))


def parse(text: str, *, name: str = "") -> list[Message]:
    """The messages of a .po file, header first. Raises WrongCatalogue."""
    found: list[Message] = []
    current, target, fuzzy = Message(), "", False
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        keyword, _, rest = line.partition('"')
        keyword = keyword.strip()
        try:
            value = ast.literal_eval(f'"{rest}')
            if keyword in {"msgctxt", "msgid"} and target.startswith("msgstr"):
                found.append(current)
                current, fuzzy = Message(is_fuzzy=fuzzy), False
            elif keyword in {"msgctxt", "msgid"} and fuzzy:
                current.is_fuzzy, fuzzy = True, False
            target = keyword or target
            _add(current, target, value)
        except (ValueError, SyntaxError, KeyError):
            raise WrongCatalogue(f"{name}, line {number}: cannot read {line!r}.") from None
    if target.startswith("msgstr"):
        found.append(current)
    return found


def _add(message: Message, keyword: str, value: str) -> None:
    if keyword == "msgid":
        message.id += value
    elif keyword == "msgid_plural":
        message.plural += value
    elif keyword == "msgctxt":
        message.context = (message.context or "") + value
    elif keyword.startswith("msgstr"):
        number = int(keyword.removeprefix("msgstr").strip("[]") or 0)
        message.texts[number] = message.texts.get(number, "") + value
    else:
        raise KeyError(keyword)


def binary(messages: list[Message]) -> bytes:
    """The .mo file of these messages; empty and unsure ones are left out."""
    pairs = sorted(
        (message.key.encode(), message.value.encode())
        for message in messages
        if message.value.strip("\0") and not message.is_fuzzy
    )
    count = len(pairs)
    table, body = 28, b""
    start = table + 16 * count
    originals = translations = b""
    for column in (0, 1):
        entries = b""
        for pair in pairs:
            entries += struct.pack("<II", len(pair[column]), start + len(body))
            body += pair[column] + b"\0"
        if column == 0:
            originals = entries
        else:
            translations = entries
    header = struct.pack("<7I", MAGIC, 0, count, table, table + 8 * count, 0, start)
    return header + originals + translations + body


def compile_all(folder: Path) -> list[Path]:
    """Write the .mo beside each .po of a locale folder that is newer; return what was written."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        content = binary(parse(source.read_text(encoding="utf-8"), name=source.name))
        draft = target.with_suffix(f".{os.getpid()}.tmp")
        draft.write_bytes(content)
        draft.replace(target)
        written.append(target)
    return written
