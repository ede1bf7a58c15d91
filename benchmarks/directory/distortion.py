# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How sources write one organisation differently: each way adds its name to `kinds`."""

import random
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from netwerkbouwer.common import texts
from netwerkbouwer.places import gazetteer

if TYPE_CHECKING:
    from benchmarks.directory.corruption import Truth

Distort = Callable[[str, random.Random, set[str]], str]

# Both ways: one source writes it short, another in full.
SHORT = {
    "gemeenschapscentrum": "GC", "cultuurcentrum": "CC", "cultureel centrum": "CC",
    "openbare bibliotheek": "bib", "bibliotheek": "bib", "woonzorgcentrum": "WZC",
    "jeugdhuis": "JH", "basisschool": "BS", "openbare basisschool": "OBS",
    "christelijke basisschool": "CBS", "rooms katholieke": "RK", "scholengemeenschap": "SG",
    "kindcentrum": "KC", "kinderdagverblijf": "KDV", "lyceum": "Lyc.", "christelijke": "Chr.",
    "protestants": "Prot.", "katholieke": "Kath.", "koninklijke": "Kon.", "vereniging": "Ver.",
    "sint": "St.", "gemeente": "Gem.", "autonoom gemeentebedrijf": "AGB", "harmonie": "Harm.",
    "buitenschoolse opvang": "BSO", "peuterspeelzaal": "PSZ", "politiezone": "PZ",
    "theater": "Teater", "stedelijke": "Sted.", "provinciaal": "Prov.", "gymnasium": "Gym.",
    "openbaar centrum voor maatschappelijk welzijn": "OCMW", "centrum": "Ctr.",
    "stichting": "St.", "nederlandse": "Ned.", "vlaamse": "Vl.",
}  # fmt: skip
LONG = {short.lower().rstrip("."): long for long, short in SHORT.items() if short[:2] != "St"}
LEGAL = {
    "BE": ("vzw", "VZW", "v.z.w.", "asbl", "ivzw"),
    "NL": ("Stichting", "B.V.", "bv", "vereniging"),
}
_LEGAL = re.compile(
    r"(?i)\b(v\.?z\.?w\.?|asbl|a\.s\.b\.l\.|stichting|b\.?v\.?|n\.v\.|nv|bvba)(?=\s|$)"
)
SPELLING, ABBREVIATED, LEGAL_FORM, MOVED = 0.13, 0.4, 0.25, 0.06


@cache
def predecessors() -> dict[str, tuple[str, ...]]:
    """Names of merged municipalities, by the code of today."""
    found: dict[str, set[str]] = {}
    for old in gazetteer.load().predecessors.values():
        found.setdefault(old.successor, set()).add(old.name)
    return {code: tuple(sorted(names)) for code, names in found.items()}


def moved(truth: "Truth", rng: random.Random, kinds: set[str]) -> "Truth":
    """One in sixteen sources has another address: the old one, or that of the seat."""
    if rng.random() > MOVED:
        return truth
    kinds.add("moved")
    town = truth.municipality
    if rng.random() < 0.15 and (near := gazetteer.neighbours_of(town)):
        town = rng.choice(near).code
    street = rng.choice(("Kerkstraat", "Stationsstraat", "Nieuwstraat", "Molenweg", "Schoolstraat"))
    postcode = truth.postcode if town == truth.municipality else ""
    return replace(truth, municipality=town, street=street, house=str(rng.randint(1, 180)),
                   postcode=postcode, lat=truth.lat + rng.gauss(0, 0.01),
                   lon=truth.lon + rng.gauss(0, 0.015))  # fmt: skip


def name(truth: "Truth", source: str, rng: random.Random, kinds: set[str]) -> str:
    """A name as this source would write it; of a department the words that say so stay."""
    text, here = truth.name, gazetteer.by_code(truth.municipality)
    is_part = truth.relation == "department"
    if rng.random() < 0.008 and not is_part and len(texts.fold(text).split()) > 2:
        return _initials(text, rng, kinds)
    if rng.random() < ABBREVIATED:
        text = _abbreviated(text, rng, kinds)
    if rng.random() < (0.8 if source == "register" else LEGAL_FORM):
        text = _legal_form(text, here.country, rng, kinds)
    text = _with_town(text, here, rng, kinds)
    if rng.random() < 0.06 and not is_part:
        text = _left_out(text, rng, kinds)
    if rng.random() < (2 * SPELLING if source == "sheet" else SPELLING):
        text = _misspelt(text, rng, kinds)
    if source == "register" and rng.random() < 0.5:
        text = texts.bare(text).upper()
    return text


def _abbreviated(text: str, rng: random.Random, kinds: set[str]) -> str:
    lower = text.lower()
    for long, short in SHORT.items():
        if re.search(rf"\b{long}\b", lower):
            kinds.add("abbreviation")
            return re.sub(rf"\b{long}\b", short, text, count=1, flags=re.IGNORECASE)
    words = text.split()
    for place, word in enumerate(words):
        full = LONG.get(word.lower().rstrip("."))
        if full:
            kinds.add("abbreviation")
            return " ".join((*words[:place], full.capitalize(), *words[place + 1 :]))
    return text


def _legal_form(text: str, country: str, rng: random.Random, kinds: set[str]) -> str:
    if _LEGAL.search(text):
        without = " ".join(_LEGAL.sub("", text).split())
        if texts.fold(without):
            kinds.add("legal form")
            return without
    kinds.add("legal form")
    form = rng.choice(LEGAL[country])
    return f"{form} {text}" if form in {"Stichting", "asbl"} else f"{text} {form}"


def _with_town(text: str, here: gazetteer.Municipality, rng: random.Random, kinds: set[str]) -> str:
    if here.name_nl in text and rng.random() < 0.1 and len(text) > len(here.name_nl) + 6:
        kinds.add("town in name")
        return " ".join(text.replace(here.name_nl, "").split()).strip(" -,")
    if here.name_nl not in text and rng.random() < 0.08:
        kinds.add("town in name")
        return rng.choice(
            (f"{text} {here.name_nl}", f"{text} ({here.name_nl})", f"{text}, {here.name_nl}")
        )
    return text


def _left_out(text: str, rng: random.Random, kinds: set[str]) -> str:
    words = text.split()
    if len(words) < 3:
        return text
    kinds.add("word left out")
    del words[rng.randrange(len(words))]
    return " ".join(words)


def _misspelt(text: str, rng: random.Random, kinds: set[str]) -> str:
    """One slip, sometimes two: swapped, dropped, doubled, wrong, joined or without accents."""
    kinds.add("spelling")
    for _ in range(1 if rng.random() < 0.75 else 2):
        places = [at for at in range(1, len(text) - 1) if text[at].isalpha()]
        if not places:
            return text
        at = rng.choice(places)
        way = rng.randrange(6)
        if way == 0:
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        elif way == 1:
            text = text[:at] + text[at + 1 :]
        elif way == 2:
            text = text[:at] + text[at] + text[at:]
        elif way == 3:
            text = text[:at] + rng.choice("aeiourstnl") + text[at + 1 :]
        elif way == 4 and " " in text:
            spaces = [place for place, letter in enumerate(text) if letter == " "]
            space = rng.choice(spaces)
            text = text[:space] + rng.choice(("", "-")) + text[space + 1 :]
        else:
            text = texts.bare(text).title()
    return text


def _initials(text: str, rng: random.Random, kinds: set[str]) -> str:
    kinds.add("initials")
    return "".join(word[0] for word in texts.fold(_LEGAL.sub("", text)).split()).upper()


def street(text: str, house: str, rng: random.Random) -> str:
    """Abbreviated, with a box, or without its number."""
    if rng.random() < 0.2:
        text = re.sub(r"straat\b", "str.", text)
    if rng.random() < 0.06:
        text = _misspelt(text, rng, set()) if len(text) > 4 else text
    if rng.random() < 0.07:
        return text
    box = f" bus {rng.randint(1, 9)}" if rng.random() < 0.06 else ""
    return f"{text} {house}{box}".strip()


def host(text: str, rng: random.Random, kinds: set[str]) -> str:
    """Other forms of one address; one in twelve has another site."""
    if rng.random() < 0.08:
        kinds.add("other site")
        stem = text.split(".")[0]
        return rng.choice((f"https://www.facebook.com/{stem}/", f"http://{stem}-online.com"))
    return rng.choice((text, f"www.{text}", f"https://www.{text}/", f"http://{text}/contact"))


def phone(text: str, rng: random.Random, kinds: set[str]) -> str:
    """Other forms of one number; one in eleven has another number."""
    if rng.random() < 0.09:
        kinds.add("other phone")
        text = text[:3] + "".join(rng.choices("123456789", k=len(text) - 3))
    country, rest = text[1:3], text[3:]
    return rng.choice((
        text, f"0{rest}", f"00{country} {rest}", f"0{rest[:2]}/{rest[2:4]}.{rest[4:6]}.{rest[6:]}",
        f"+{country} (0){rest[:2]} {rest[2:]}",
    ))  # fmt: skip


def email(text: str, rng: random.Random, kinds: set[str]) -> str:
    """One in ten uses another box of the same domain."""
    box, domain = text.split("@", 1)
    if rng.random() < 0.1:
        kinds.add("other mail")
        box = rng.choice(("contact", "secretariaat", "onthaal"))
    return f"{box}@{domain}"
