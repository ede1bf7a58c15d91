# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which sector a row belongs to that tells none: by its classes, else by its name. Pure.

`data/source_classes.csv` maps classes of sources to sectors, with how sure that is from 0 to 1;
rules of people come before it. Every answer says what it rests on, so that it can be corrected.
"""

import csv
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from netwerkbouwer.common import texts
from netwerkbouwer.importing import name_sectors, sector_words
from netwerkbouwer.importing.rows import SourceRow
from netwerkbouwer.importing.sector_words import Told
from netwerkbouwer.organisations import sectors

CLASSES = Path(__file__).parent / "data" / "source_classes.csv"
Rules = Mapping[str, str]
"""Scheme and code, with a space between, to sector: what people decided."""

# Classifications whose codes go from general to particular: the start of a code counts too.
STEPPED = ("nace_bel_2025", "nace_bel_2008", "nace_bel_2003", "sbi_2008")
BY_LENGTH = {2: 0.5, 3: 0.7}  # how sure the first digits alone make; longer ones as listed
NAMES = {
    "osm": "OpenStreetMap",
    "nace_bel_2025": "NACE-BEL 2025",
    "nace_bel_2008": "NACE-BEL 2008",
    "nace_bel_2003": "NACE-BEL 2003",
    "sbi_2008": "SBI 2008",
    "uitdatabank_placetype": "UiTdatabank",
    "abb_classificatie": "Organisatieportaal",
    "verenigingsregister": "Verenigingsregister",
}
BY_WORD = "naam"  # the scheme of rules about a word in a name
MOST_SECTORS = 3
BY_PERSON = 0.99
ENOUGH = 0.55  # what the classes must make sure before the name is left alone


@cache
def _listed() -> dict[str, dict[str, tuple[str, float]]]:
    found: dict[str, dict[str, tuple[str, float]]] = {}
    with CLASSES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = _digits(row["code"]) if row["scheme"] in STEPPED else row["code"]
            known = found.setdefault(row["scheme"], {})
            known.setdefault(code, (row["sector"], float(row["certainty"])))
    return found


def _digits(code: str) -> str:
    return "".join(letter for letter in code if letter.isdigit())


def of_row(row: SourceRow, rules: Rules | None = None) -> Told:
    """The likeliest sectors of a row, how sure that is, and what it rests on."""
    if rules and (decided := _by_word(row.values.get("name", ""), rules)):
        return decided
    told = of_classes(row.classes, rules) if rules else _of_classes(row.classes)
    if told is not None and told.certainty >= ENOUGH:
        return told
    by_name = of_name(row.values.get("name", ""), row.values.get("classification", ""))
    if told is None or by_name.certainty > told.certainty:
        return by_name
    return told


def _by_word(name: str, rules: Rules) -> Told | None:
    """What people decided about a word in this name; the longest word says most."""
    words = {key.partition(" ")[2]: slug for key, slug in rules.items() if _is_word(key, slug)}
    spaced = f" {texts.fold(name)} "
    for word in sorted(words, key=len, reverse=True):
        if word and f" {word} " in spaced:
            return Told((words[word],), BY_PERSON, f"‘{word}’ in de naam")
    return None


def _is_word(key: str, slug: str) -> bool:
    return key.startswith(f"{BY_WORD} ") and slug in sectors.BY_SLUG


def of_classes(classes: Sequence[tuple[str, str]], rules: Rules) -> Told | None:
    """What the classes say, the surest first; None when we know none of them."""
    found: dict[str, tuple[float, str]] = {}
    for scheme, code in classes:
        known = _known(scheme, code, rules)
        if known and known[1] > found.get(known[0], (0.0, ""))[0]:
            found[known[0]] = (known[1], f"{NAMES.get(scheme, scheme)} {code}")
    if not found:
        return None
    order = sorted(found, key=lambda slug: -found[slug][0])[:MOST_SECTORS]
    certainty, basis = found[order[0]]
    return Told(tuple(order), certainty, basis)


@lru_cache(maxsize=16_384)
def _of_classes(classes: tuple[tuple[str, str], ...]) -> Told | None:
    """Kept, as in a register many do the same."""
    return of_classes(classes, {})


def _known(scheme: str, code: str, rules: Rules) -> tuple[str, float] | None:
    if (decided := rules.get(f"{scheme} {code}")) in sectors.BY_SLUG:
        return str(decided), BY_PERSON
    if scheme not in STEPPED:
        return _listed().get(scheme, {}).get(code)
    # NACE-BEL 2003 has no list of its own; its first digits meant much the same.
    listed = _listed().get(scheme) or _listed()["nace_bel_2008"]
    digits = _digits(code)
    for length in range(len(digits), 1, -1):
        if digits[:length] in listed:
            sector, certainty = listed[digits[:length]]
            return sector, min(certainty, BY_LENGTH.get(length, certainty))
    return None


def of_name(name: str, classification: str = "") -> Told:
    """What the name says: its letters, and a kind of organisation that we know in it."""
    kinds = sector_words.known_kinds()
    kind = kinds.get(kinds.classify(name, sectors.OTHER, classification=classification))
    guess = name_sectors.guess(name, hint=kind.sector if kind else "")
    if kind is not None and (guess is None or guess[0] == kind.sector):
        certainty = max(sector_words.BY_NAME, guess[1] if guess else 0.0)
        return Told((kind.sector,), certainty, f"de naam lijkt op ‘{kind.label.lower()}’")
    if guess is None:
        return Told((sectors.OTHER,), sector_words.UNKNOWN, "niets: de naam zegt het niet")
    return Told((guess[0],), guess[1], "woorden in de naam")


def class_of(basis: str) -> tuple[str, str] | None:
    """The scheme and code that a basis names; None when it rests on a name."""
    for scheme, shown in NAMES.items():
        if basis.startswith(f"{shown} "):
            return scheme, basis.removeprefix(f"{shown} ")
    return None
