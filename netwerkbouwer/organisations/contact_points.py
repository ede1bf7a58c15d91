# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tells the address and number of an organisation apart from those of a person. Pure.

When in doubt it is a person's, and it stays out.
"""

import re
from urllib.parse import urlsplit

from netwerkbouwer.common import texts

LONGEST_EMAIL = 254
# A box that people of an organisation share, whoever they are. Folded.
FUNCTIONS = frozenset(
    "info informatie contact hallo hello welkom onthaal receptie secretariaat secretary "
    "administratie admin office kantoor mail post postbus algemeen inlichtingen vragen "
    "reservatie reservaties reserveren tickets ticketing boekingen booking verhuur zaalverhuur "
    "communicatie pers redactie webmaster website bestuur directie klantenservice "
    "helpdesk service team steunpunt loket meldpunt "
    "bib bibliotheek cultuur cultuurdienst cultuurcentrum gemeenschapscentrum "
    "jeugd jeugddienst jeugdhuis sport sportdienst sporthal vrijetijd "
    "welzijn ocmw gemeente stad museum archief erfgoed toerisme theater academie school "
    "onderwijs kunst kunsten evenementen programmatie vrijwilligers leden ledenadministratie "
    "buurthuis wijkcentrum dienstencentrum onthaalpunt".split()
)
# What even an association at a free provider means as a shared box.
PLAINEST = frozenset("info contact secretariaat bestuur".split())
FREE_MAIL = frozenset(
    "gmail.com googlemail.com hotmail.com hotmail.be hotmail.nl outlook.com outlook.be outlook.nl "
    "live.be live.nl live.com msn.com yahoo.com yahoo.be yahoo.fr icloud.com me.com mac.com "
    "proton.me protonmail.com telenet.be skynet.be proximus.be pandora.be scarlet.be belgacom.net "
    "ziggo.nl kpnmail.nl kpnplanet.nl planet.nl hetnet.nl home.nl xs4all.nl upcmail.nl casema.nl "
    "chello.nl quicknet.nl gmx.net gmx.com zonnet.nl online.nl".split()
)
_EMAIL = re.compile(r"[a-z0-9][a-z0-9._%+\-]{0,63}@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+"
                    r"[a-z]{2,24})")  # fmt: skip
_NOT_DIGITS = re.compile(r"[\s./()\-–]")
CALLING_CODES = {"BE": "32", "NL": "31"}
# Lengths without the calling code and the zero in front.
_LENGTHS = {"32": (8, 9), "31": (9, 9)}
_SERVICE = re.compile(r"(?:800|900|90[1-9]|70|78|88|85)[0-9]{4,8}")


def email(text: str) -> str:
    """A well-formed address in lower case, or an empty text."""
    text = text.strip().removeprefix("mailto:").casefold()
    fits = len(text) <= LONGEST_EMAIL and ".." not in text
    return text if fits and _EMAIL.fullmatch(text) else ""


def is_functional(address: str, website: str = "") -> bool:
    """Whether mail to this address reaches an organisation and not one person.

    A shared box by its name (info@…), or the organisation's own name at its own domain.
    """
    local, _, domain = address.partition("@")
    words = re.split(r"[._+\-]+", texts.bare(local))
    if domain in FREE_MAIL:
        return words[0] in PLAINEST
    if words[0] in FUNCTIONS and len(words) <= 3:
        return True
    own = domain.rpartition(".")[0].rpartition(".")[2]
    return "".join(words) == own.replace("-", "") and is_own_domain(domain, website)


def is_own_domain(domain: str, website: str) -> bool:
    """Whether a mail domain is that of the website; without a website there is no telling."""
    host = _host(website)
    return bool(host) and (host == domain or host.endswith(f".{domain}"))


def _host(website: str) -> str:
    try:
        return (urlsplit(website).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def phone(text: str, country: str) -> str:
    """A number of Belgium or the Netherlands as `+3292345678`, or an empty text.

    `country` (BE, NL) is for numbers without a calling code.
    """
    bare = _NOT_DIGITS.sub("", text.strip().removeprefix("tel:").replace("(0)", ""))
    if bare.startswith("00"):
        bare = f"+{bare[2:]}"
    if not bare.startswith("+"):
        code = CALLING_CODES.get(country, "")
        if not code or not bare.startswith("0"):
            return ""
        bare = f"+{code}{bare[1:]}"
    code, rest = bare[1:3], bare[3:].removeprefix("0")
    if code not in _LENGTHS or not (rest.isascii() and rest.isdigit()):
        return ""
    shortest, longest = _LENGTHS[code]
    fits = shortest <= len(rest) <= longest or _SERVICE.fullmatch(rest)
    return f"+{code}{rest}" if fits else ""


def is_landline_like(number: str) -> bool:
    """Whether a number of `phone` rings in a building: mobile ones are mostly a person's."""
    if number.startswith("+32"):
        return not (number.startswith("+324") and len(number) == 12)
    return not number.startswith("+316")
