# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""One organisation as someone tells it, and each of its fields in a form that compares. Pure."""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from netwerkbouwer.common import texts
from netwerkbouwer.places import gazetteer, lookup

PHONE_DIGITS = 8
# Sites on which everyone has a page: there the first part of the path tells whose.
_SHARED_SITES = frozenset(
    "facebook.com instagram.com linkedin.com twitter.com x.com youtube.com sites.google.com "
    "uitinvlaanderen.be wordpress.com blogspot.com".split()
)
_STREETS = (("straat", ("str",)), ("steenweg", ("stwg", "stw")), ("laan", ("ln",)),
            ("plein", ("pln",)), ("weg", ("wg",)))  # fmt: skip
_STREET_ENDS = {short: long for long, shorts in _STREETS for short in shorts}
_ONE_OF_MANY = -1


@dataclass(frozen=True, slots=True)
class Entry:
    """One organisation as one source, or the directory, tells it. Unknown is empty or None.

    `municipality` is a code of today. `street` may hold the house number when `number` is empty.
    `lat` and `lon` (degrees) only when they point at a building, not at the middle of a town.
    `host` may be any web address. `numbers` are (scheme, value) such as ("KBO", "0123456749").
    `village` is the part of it where a list says it is: told to people, no part of the chance.
    `source` is who tells it: within one source every organisation is supposed to occur once.
    """

    key: int
    source: str
    name: str
    municipality: str = ""
    street: str = ""
    number: str = ""
    postcode: str = ""
    lat: float | None = None
    lon: float | None = None
    host: str = ""
    phone: str = ""
    email: str = ""
    numbers: frozenset[tuple[str, str]] = frozenset()
    sector: str = ""
    other_names: tuple[str, ...] = ()
    village: str = ""


def code(text: str) -> int:
    """A text as 64 bits, the same on every machine; 0 only for nothing."""
    if not text:
        return 0
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little") or 1


@lru_cache(maxsize=65_536)
def site(address: str) -> str:
    """Whose site an address is: `https://www.bib.be/x` → `bib.be`."""
    address = address.strip().lower()
    if not address:
        return ""
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return ""
    if host not in _SHARED_SITES:
        return host if "." in host else ""
    path = parts.path.strip("/").split("/", 1)[0]
    return f"{host}/{path}" if path else ""


def phone(text: str) -> str:
    """The last eight digits, which no way of writing changes; empty when there are fewer."""
    digits = re.sub(r"[^0-9]", "", text.replace("(0)", ""))
    return digits[-PHONE_DIGITS:] if len(digits) >= PHONE_DIGITS else ""


@lru_cache(maxsize=65_536)
def address(street: str, number: str = "") -> tuple[str, str]:
    """Street and house number, comparable: `98, Kerkstr.` and `Kerkstraat 98 bus 2` are one."""
    words = texts.fold(street).split()
    figures = re.search(r"[0-9]+", number)
    at = next((place for place, word in enumerate(words) if word[0].isdigit()), _ONE_OF_MANY)
    house = figures[0] if figures else ""
    if at >= 0:
        house = house or re.match(r"[0-9]+", words[at])[0]  # type: ignore[index]
        words = words[1:] if at == 0 else words[:at]
    return "".join(_long_street(word) for word in words), house.lstrip("0")


def _long_street(word: str) -> str:
    for short, long in _STREET_ENDS.items():
        if word.endswith(short):
            return word[: -len(short)] + long
    return "sint" if word == "st" else word


@lru_cache(maxsize=8_192)
def town_at(postcode: str) -> str:
    """The code of the one municipality a postcode can lie in; empty when there are more."""
    text = postcode_of(postcode)
    if len(text) < 4:
        return ""
    countries: tuple[gazetteer.Country, ...] = ("NL",) if len(text) > 4 else ("BE", "NL")
    found = {here.code for country in countries for here in lookup.at_postcode(country, text[:4])}
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=65_536)
def postcode_of(text: str) -> str:
    """`B-9300` → `9300`, `2804 AB` → `2804AB`."""
    return re.sub(r"^(?:BE?|NL)?-|[^0-9A-Z]", "", text.strip().upper())[:6]
