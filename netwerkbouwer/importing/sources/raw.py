# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Loose values of a source as texts for `records.parse`: nothing here trusts their type. Pure."""

import html
import re
from collections.abc import Iterable, Mapping
from typing import Any

from netwerkbouwer.importing.rows import ContactRow, LinkRow, SourceRow
from netwerkbouwer.organisations import contact_points, records

_TAG = re.compile(r"<[^<>]{0,2000}>")
_BREAK = re.compile(r"<(br|/p|/li|/h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)
_SOCIAL = re.compile(r"\b(facebook|fb|instagram|twitter|x|youtube|linkedin|tiktok)\.com\b", re.I)
_BIGGEST = 10**18
Values = dict[str, str]


def text(value: object) -> str:
    """A text or number as text; anything else is nothing."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return str(value) if abs(value) < _BIGGEST else ""
    return ""


def mapping(value: object) -> Mapping[str, Any]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def listed(value: object) -> list[Any]:
    """A list as it is, a single value in a list, nothing as an empty one."""
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def mappings(value: object) -> list[Mapping[str, Any]]:
    """The objects in a list."""
    return [item for item in listed(value) if isinstance(item, dict)]


def texts(value: object) -> list[str]:
    """The texts in a list that say something."""
    return [found for item in listed(value) if (found := text(item))]


def language(value: object, order: Iterable[str] = ("nl", "fr", "de", "en")) -> str:
    """Of a text in several languages the first one there is; a plain text as it is."""
    if isinstance(value, dict):
        for code in order:
            if found := text(value.get(code)):
                return found
        return next((found for each in value.values() if (found := text(each))), "")
    return text(value)


def joined(values: Iterable[str], longest: int = records.LONGEST_NAME) -> str:
    """Texts as one cell of a list column, without doubles and what does not fit."""
    clean = (" ".join(value.replace("|", "/").split()) for value in values)
    found = dict.fromkeys(value for value in clean if value and len(value) <= longest)
    return "|".join(list(found)[: records.MOST_IN_LIST])


def clipped(value: str, longest: int) -> str:
    """A text that fits, cut at a word."""
    if len(value) <= longest:
        return value
    return value[: longest - 1].rsplit(" ", 1)[0][: longest - 1] + "…"


def plain(value: str) -> str:
    """A description without the mark-up it was stored with."""
    if "<" in value:
        value = _TAG.sub(" ", _BREAK.sub("\n", value))
    lines = html.unescape(value).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def best_mail(addresses: Iterable[str], website: str = "") -> str:
    """Of several addresses the first that is the organisation's own."""
    found = [address for address in addresses if address]
    own = (each for each in found if contact_points.is_functional(each, website))
    return next(own, found[0] if found else "")


def best_website(addresses: Iterable[str]) -> str:
    """Of several addresses the first that is not a page on a social network."""
    found = [address for address in addresses if address]
    own = (each for each in found if not _SOCIAL.search(each))
    return next(own, found[0] if found else "")


def row(
    key: str,
    line: int,
    values: Mapping[str, str],
    classes: Iterable[tuple[str, str]] = (),
    people: tuple[tuple[ContactRow, ...], tuple[LinkRow, ...]] = ((), ()),
) -> SourceRow:
    """A row without empty values; texts that may be long are cut to what fits."""
    told = {column: value for column, value in values.items() if value}
    for column in ("description", "street", "classification"):
        if column in told:
            told[column] = clipped(told[column], records.LONGEST[column])
    if key:
        told["id"] = key
    return SourceRow(key, told, line, tuple(dict.fromkeys(classes)), *people)
