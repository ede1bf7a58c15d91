# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads which organisations a cell names: 'De Brug (sinds 2019), koor Cantabile en bibliotheek'.

Pure. People who are named, groups ('alle scholen') and remarks are told apart from organisations
and left out. A name with 'en' in it stays whole, unless both sides are clearly organisations.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from netwerkbouwer.common import texts

MOST_IN_CELL = 60
SHORTEST, LONGEST = 2, 150  # letters of a name
LONGEST_SENTENCE = 12  # words; more is a remark, not a name

_LINES = re.compile(r"[\n\r;|•·●▪]+|\s+\+\s+|\s+//?\s+|\t+")
_COMMAS = re.compile(
    r",\s*(?![^()]*\))(?!\s*(?:afd|afdeling|vestiging|locatie|team|vzw|asbl|bv|nv)\b)",
    re.IGNORECASE,
)
_SLASH = re.compile(r"(?<=[A-Za-zÀ-ž'’)]{3})/(?=[A-Za-zÀ-ž'’]{3})")
_AND = re.compile(r"\s+(?:en|&|alsook|evenals)\s+")
_BULLET = re.compile(r"^(?:[-–*>?~]+\s*|[0-9]{1,2}[.)]\s+)+")
_LEAD = re.compile(
    r"^(?:o\.?a\.?|bijv\.?|bv\.?|b\.v\.|bijvoorbeeld|evt\.?|ook|soms|vooral|onder andere|met|en"
    r"|vaak|af en toe)[:\s]\s*(?=\S)",
    re.IGNORECASE,
)
_PARENTHESES = re.compile(r"\(([^()]*)\)?")
_SINCE = re.compile(r"\b(?:sinds|vanaf|sedert|start)\s*:?\s*((?:19|20)[0-9]{2})\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NOTE = re.compile(r"\s+[-–—:=>]+\s+(?=[a-z0-9?!]).*$|\s*(?:\.\.\.|…|\?+|!+)\s*$")
_GROUP_OF = re.compile(
    r"^(?:(?:basis|sport|muziek|zang)?(?:scholen|kerken|verenigingen|clubs|koren|organisaties"
    r"|instellingen))\s*(?::|\()\s*(?P<rest>.+?)\)?$",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"^(?:(?:alle|de|div\.?|diverse|verschillende|andere|plaatselijke|lokale|enkele|veel|meerdere"
    r"|overige|beide|de meeste|een paar|onze)\s+)*"
    r"(?:[a-z]*scholen|kerken|[a-z]*verenigingen|[a-z]*clubs|koren|ouderen|vrijwilligers|bewoners"
    r"|ondernemers|winkeliers|huisartsen|[a-z]*instellingen|bedrijven|buren|leden|ouders"
    r"|organisaties|sponsors|stichtingen|partijen|inwoners|kinderen|jongeren|gemeenten)"
    r"(?:\s+(?:in|uit|van|rond)\b.*|\s+in de buurt)?$",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"^(?:dhr|mevr?|mw|dhr\.|mevr?\.|mw\.|de heer|mevrouw|meneer|juf|meester|pastoor|ds\.?|pater)"
    r"\s+\S",
    re.IGNORECASE,
)
NOTHING = frozenset(
    "geen nvt x xx oa nee neen niet onbekend niemand niets ja div diverse etc enz enzovoort "
    "enzovoorts navragen volgt tbd".split()
) | {
    "n v t", "o a", "zie boven", "zie hierboven", "nog navragen", "weet niet", "niet bekend", "e a",
    "geen samenwerking", "nog geen", "nog onbekend", "te bepalen", "idem", "zie mail", "en meer",
    "anderen", "en anderen", "vele anderen",
}  # fmt: skip
_DEPARTMENT = re.compile(
    r"\s*[,(]\s*(?P<part>(?:afd\b\.?|afdeling|team|werkgroep|commissie)\s+[^,()]+)\)?$",
    re.IGNORECASE,
)
# Folded words that people shorten; only what means one thing in Dutch.
SHORT = {
    "ver": "vereniging", "stg": "stichting", "bs": "basisschool", "obs": "basisschool",
    "cbs": "basisschool", "rkbs": "basisschool", "pcb": "basisschool", "psz": "peuterspeelzaal",
    "kdv": "kinderdagverblijf", "vv": "voetbalvereniging", "tv": "tennisvereniging",
    "mv": "muziekvereniging", "hist": "historische", "herv": "hervormde", "geref": "gereformeerde",
    "gem": "gemengd", "kon": "koningin", "bibl": "bibliotheek", "bieb": "bibliotheek",
    "bib": "bibliotheek", "afd": "afdeling", "chr": "christelijke", "ned": "nederlandse",
    "vver": "voetbalvereniging", "zorgcentr": "zorgcentrum",
}  # fmt: skip
_CUT = re.compile(r"(?<=[a-z]{4})ver$")  # 'muziekver.' is muziekvereniging
_LEGAL = re.compile(
    r"\b(?:vzw|v z w|asbl|bv|b v|nv|n v|bvba|stichting|stg|st(?= [a-z])|ver|vereniging)\b"
)
_ARTICLE = re.compile(r"^(?:de|het|t|den|onze|s)\s+")

# Words that name what every village has one of: said alone they mean the one nearby.
GENERIC = frozenset(
    "bibliotheek bieb bib kerk school basisschool peuterspeelzaal kinderopvang voetbalclub "
    "voetbalvereniging tennisclub tennisvereniging gymvereniging gymclub oranjevereniging ijsclub "
    "ijsvereniging dorpshuis dorpsraad speeltuin speeltuinvereniging zwembad sporthal scouting "
    "brandweer politie huisarts huisartsenpraktijk apotheek museum harmonie fanfare koor "
    "muziekvereniging toneelvereniging toneelclub wijkteam buurthuis verzorgingshuis "
    "woonzorgcentrum zonnebloem ehbo supermarkt ouderenvereniging winkeliersvereniging jeugdhuis "
    "ondernemersvereniging volkstuinvereniging schaakclub biljartclub vrouwenvereniging "
    "kinderboerderij korfbalvereniging korfbalclub handbalvereniging atletiekvereniging "
    "parochie diaconie".split()
)
GENERIC_PAIRS = (
    "historische vereniging", "hervormde gemeente", "hervormde kerk", "gereformeerde kerk",
    "protestantse gemeente", "protestantse kerk", "katholieke kerk", "vrouwen van nu",
    "zonnebloem afdeling", "rode kruis", "ehbo vereniging", "sociaal wijkteam", "volkstuinen",
    "schaakvereniging", "gymnastiekvereniging", "biljartvereniging", "tuinvereniging",
    "wandelvereniging", "handbalvereniging", "kerkelijke gemeente", "sociaal team",
)  # fmt: skip
MUNICIPAL = frozenset(
    "gemeente gemeentebestuur stadsbestuur stad gemeentehuis stadhuis ocmw".split()
)

IsName = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Mention:
    """One organisation as a cell names it; `place` is only what stands with the name."""

    name: str
    place: str = ""
    since: date | None = None
    other_name: str = ""
    part: str = ""
    """The department that was named; the mention counts for the whole."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell names, and what in it is no organisation: (text, why)."""

    mentions: tuple[Mention, ...]
    left_out: tuple[tuple[str, str], ...]


def core(name: str) -> str:
    """A name without what people write one time and leave out the next: two spellings that differ
    in case, accents, spaces, articles or legal form give the same text."""
    whole = written_out(name)
    bare = " ".join(_LEGAL.sub(" ", whole).split())
    return (_ARTICLE.sub("", bare) or bare or whole).replace(" ", "")


def written_out(name: str) -> str:
    """A folded name with its shortened words in full: 'Muziekver. Lek' → 'muziekvereniging lek'."""
    words = (SHORT.get(word, _CUT.sub("vereniging", word)) for word in texts.fold(name).split())
    return " ".join(words)


_GENERIC_CORES = GENERIC | {core(name) for name in (*GENERIC, *GENERIC_PAIRS)}


def is_generic(name: str) -> bool:
    """Whether a name is only a kind of organisation, such as 'de bibliotheek'."""
    return core(name) in _GENERIC_CORES or is_municipal(name)


def is_municipal(name: str) -> bool:
    """Whether a name means the municipality itself, without saying which."""
    return core(name) in MUNICIPAL


def read(
    cell: str,
    *,
    is_place: IsName,
    is_kind: IsName = lambda text: False,
    known: Collection[str] = frozenset(),
) -> Read:
    """Take a cell apart. `known` are cores of names that stay whole; `is_kind` says whether a text
    names a kind of organisation ('voetbalclub'), `is_place` whether it is a municipality."""
    found: dict[str, Mention] = {}
    left_out: list[tuple[str, str]] = []
    for part in _parts(cell, is_kind, known)[:MOST_IN_CELL]:
        read_part = _mention(part, is_place)
        if isinstance(read_part, Mention):
            found.setdefault(f"{core(read_part.name)} {texts.fold(read_part.place)}", read_part)
        elif read_part:
            left_out.append((part[:80], read_part))
    return Read(tuple(found.values()), tuple(left_out))


def _parts(cell: str, is_kind: IsName, known: Collection[str]) -> list[str]:
    parts = []
    for line in _LINES.split(texts.clean(cell)):
        if grouped := _GROUP_OF.match(line.strip()):
            line = grouped["rest"]
        pieces = [piece for piece in _COMMAS.split(line) if piece.strip()]
        for piece in pieces:
            parts += _apart(piece.strip(), is_kind, known, is_list=len(pieces) > 1)
    return [part for part in parts if part]


def _apart(text: str, is_kind: IsName, known: Collection[str], *, is_list: bool) -> list[str]:
    """Split at a slash and at 'en', where that joins organisations and not the words of a name."""
    if core(text) in known:
        return [text]
    slashed = [part.strip() for part in _SLASH.split(text)]
    if len(slashed) > 1 and all(len(part) > 3 for part in slashed):
        return [name for part in slashed for name in _apart(part, is_kind, known, is_list=is_list)]
    for joint in _AND.finditer(text):
        left, right = text[: joint.start()], text[joint.end() :]
        if _are_two(left, right, is_kind, known, is_list=is_list):
            return [left, *_apart(right, is_kind, known, is_list=True)]
    return [text]


def _are_two(
    left: str, right: str, is_kind: IsName, known: Collection[str], *, is_list: bool
) -> bool:
    if left.endswith("-") or right.startswith("-"):
        return False
    if core(left) in known or core(right) in known:
        return True
    kinds = is_kind(left), is_kind(right)
    return all(kinds) or (is_list and any(kinds))


def _mention(part: str, is_place: IsName) -> Mention | str:
    """The organisation, or why it is none; an empty text where nothing was said."""
    text = _LEAD.sub("", _BULLET.sub("", part.strip(" \t+&")).strip()).strip()
    text, department = _without_department(text)
    since = _SINCE.search(text)
    started = int(since[1]) if since else 0
    place = other = ""
    for inside in _PARENTHESES.findall(text):
        inside = inside.strip()
        if _YEAR.fullmatch(inside):
            started = int(inside)
        elif is_place(inside):
            place = inside
        elif re.fullmatch(r"[A-Z][A-Za-z.&0-9]{1,9}", inside) and sum(map(str.isupper, inside)) > 1:
            other = inside
    name = _SINCE.sub("", _PARENTHESES.sub(" ", text))
    name = texts.clean_line(_NOTE.sub("", name.rstrip(" .,:-–"))).strip(' "“”,.:')
    name, part_of_name = _without_department(name)
    why = _refusal(name)
    if why is not None:
        return why
    began = date(started, 1, 1) if 1900 <= started <= 2100 else None
    return Mention(name, place, began, other, department or part_of_name)


def _without_department(text: str) -> tuple[str, str]:
    found = _DEPARTMENT.search(text)
    return (text[: found.start()], found["part"].strip(" .")) if found else (text, "")


def _refusal(name: str) -> str | None:
    folded = texts.fold(name)
    if not folded or folded in NOTHING or folded.startswith(("geen ", "zie ", "nog geen ")):
        return ""
    if _PERSON.match(name):
        return "dit is een persoon"
    if _GROUP.match(name):
        return "dit is een groep, geen organisatie"
    letters = sum(map(str.isalpha, name))
    if letters < SHORTEST or len(name) > LONGEST or len(name.split()) > LONGEST_SENTENCE:
        return "dit lijkt een opmerking, geen naam"
    return None
