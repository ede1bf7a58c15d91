# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cleans text from outside: one way, at the edge, before it is stored or compared."""

import re
import unicodedata
import zlib

# Format characters that change what a reader sees without being seen: zero-width, bidi controls,
# byte-order mark, tag characters. Zero-width joiner stays out too: card texts need no ligatures.
INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NOT_PLAIN = re.compile("[^a-z0-9]+")
# Letters that Unicode does not take apart into a plain one and a mark.
_UNDIVIDED = str.maketrans(
    {"ø": "o", "ı": "i", "đ": "d", "ł": "l", "œ": "oe", "æ": "ae", "ĳ": "ij"}
)


def clean(text: str) -> str:
    """Text as a person meant it: NFC, unix line ends, no control or invisible characters."""
    if text.isascii() and text.isprintable():  # mostly; then there is nothing to clean
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n")
    text = text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates become '?'
    return unicodedata.normalize("NFC", INVISIBLE.sub("", CONTROL.sub("", text)))


def clean_line(text: str) -> str:
    """The same on one line, with single spaces: for names and titles."""
    if not (text.isascii() and text.isprintable()):
        text = clean(text)
    return " ".join(text.split())


def bare(text: str) -> str:
    """Lower case without accents, all else as it stands: `Œuvre d'été` → `oeuvre d'ete`."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_UNDIVIDED))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def fold(text: str) -> str:
    """Words of plain letters and digits, without accents and punctuation, for comparing names."""
    return _NOT_PLAIN.sub(" ", bare(clean(text))).strip()


def slugify(text: str, *, limit: int = 60, otherwise: str = "") -> str:
    """The readable part of an address: `Bibliotheek 't Kasteel` → `bibliotheek-t-kasteel`.

    A text without Latin letters or digits gives `otherwise`; without that `x`, with a number when
    it has other letters, so that two such texts stay apart.
    """
    made = fold(text).replace(" ", "-")[:limit].strip("-") or otherwise
    if made:
        return made
    told = "".join(c for c in bare(clean(text)) if c.isalnum())
    return f"x{zlib.crc32(told.encode()):08x}" if told else "x"
