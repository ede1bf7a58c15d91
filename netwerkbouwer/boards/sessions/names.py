# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pseudonyms and names of tables: clean, one of each in a session, no false facilitator. Pure.

Names are compared by what they look like, with the idea of a skeleton from UTS #39 (Unicode
Security Mechanisms) and a small map: Cyrillic and Greek letters that pass for Latin ones. Two
names that look the same to us get a number; a wrong guess costs nobody more than a '2'.
"""

import unicodedata
from collections.abc import Collection, Iterable, Iterator

from rapidfuzz.distance import OSA

from netwerkbouwer.common import texts

LONGEST = 40
LONGEST_RAW = 400  # characters that are looked at
MOST_MARKS = 2  # accents on one letter; more is decoration that runs over other lines
# Letters that show nothing though Unicode calls them letters or symbols.
BLANKS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# Format characters, controls, lone surrogates, private use, unassigned; lines and paragraphs.
HIDDEN = frozenset({"Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp"})


def _pairs(*lines: str) -> dict[int, str]:
    return {ord(pair[0]): pair[1] for line in lines for pair in line.split()}


# Strange letters and the Latin one they pass for, capitals first: a Greek capital looks like one
# letter and its small form like another.
CAPITALS = _pairs(
    "АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS ӀI ԌG Ԁd ԚQ ԜW",
    "ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϹC",
)
SMALL = _pairs(
    "аa еe оo рp сc уy хx іi јj ѕs ԁd һh ӏi ԛq ԝw вb кk нh тt мm гr пn иu",
    "αa βb γy εe ηn ιi κk νv οo ρp τt υu χx ϲc ωw",
    "ɑa ɡg ıi ȷj ſs |i !i 0o 1i 3e 5s @a $s",
)
# Who leads a session; the short ones only as a word of their own.
LEADING = """
    begeleider facilitator moderator beheerder administrator tafelhost organisator sessieleider
    netwerkbouwer beheer admin host helpdesk
""".split()
GUEST = "deelnemer"
LONG = 6  # letters from which one slip still makes a name look like another

# Calm, kind, and all words with 'de', so that they fit together. No first names of people.
ADJECTIVES = """
    blauwe groene gele gouden zilveren kalme rustige stille zachte heldere vrolijke wijze lenige
    frisse warme vroege zonnige moedige nieuwsgierige vriendelijke dappere bonte lichte speelse
""".split()
NOUNS = """
    reiger zwaluw specht kievit otter egel eekhoorn libel vlinder hommel beuk eik wilg berk varen
    klaproos zonnebloem kastanje lijster uil ooievaar zwaan kikker salamander bever leeuwerik
    koolmees waterlelie korenbloem zeester
""".split()


class WrongName(Exception):
    """The name cannot be used; the message says what to do."""


def choose(typed: str, *, taken: Iterable[str], leaders: Collection[str] = ()) -> str:
    """The name someone gets: clean, told apart from the facilitators', and not taken yet.

    Raises WrongName with a sentence. `taken` are all other names in the session.
    """
    name = clean(typed)
    if claims_to_lead(name) or any(resembles(name, leader) for leader in leaders):
        name = _with(name, f" ({GUEST})")
    return unique(name, [*taken, *leaders])


def clean(typed: str) -> str:
    """A name as it is stored and shown: NFKC, nothing hidden, single spaces, 1 to 40 characters.

    Raises WrongName with a sentence.
    """
    shown = "".join(" " if c.isspace() else c for c in typed[:LONGEST_RAW] if not _is_hidden(c))
    shown = unicodedata.normalize("NFKC", shown)
    shown = "".join(c for c in shown if not _is_hidden(c))  # NFKC may bring new ones
    name = unicodedata.normalize("NFKC", " ".join("".join(_with_few_marks(shown)).split()))
    if not any(c.isalnum() for c in name):
        raise WrongName("Kies een naam met minstens één letter of cijfer.")
    if len(name) > LONGEST or len(typed) > LONGEST_RAW:
        raise WrongName(f"Deze naam is te lang: hij mag {LONGEST} tekens hebben.")
    return name


def _is_hidden(c: str) -> bool:
    return c in BLANKS or (unicodedata.category(c) in HIDDEN and not c.isspace())


def _with_few_marks(text: str) -> Iterator[str]:
    marks = 0
    for c in text:
        marks = marks + 1 if unicodedata.category(c).startswith("M") else 0
        if marks <= MOST_MARKS:
            yield c


def look(name: str) -> str:
    """What a name looks like, for comparing: letters and digits of any script, without spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    letters = texts.bare(plain.translate(CAPITALS)).translate(SMALL)
    letters = letters.replace("rn", "m").replace("vv", "w").replace("l", "i")
    kept = "".join(c for c in letters if c.isalnum() or unicodedata.category(c).startswith("M"))
    return kept or name


def unique(name: str, taken: Iterable[str]) -> str:
    """The name itself, or with the first number that makes it look like none of the taken ones."""
    looks = {look(other) for other in taken}
    found, number = name, 1
    while look(found) in looks:
        number += 1
        found = _with(name, f" {number}")
    return found


def _with(name: str, ending: str) -> str:
    return name[: LONGEST - len(ending)].rstrip() + ending


def resembles(name: str, leader: str) -> bool:
    """Whether someone could take the name for that of a facilitator."""
    own, other = look(name), look(leader)
    if len(other) < LONG:
        return own == other or other in _words(name)
    return other in own or OSA.distance(own, other, score_cutoff=1) <= 1


def claims_to_lead(name: str) -> bool:
    """Whether a name says, or seems to say, that its bearer leads the session."""
    whole, words = look(name), _words(name)
    claims = [look(word) for word in LEADING]
    return any(claim in words or (len(claim) > LONG and claim in whole) for claim in claims)


def _words(name: str) -> set[str]:
    spaced = "".join(c if c.isalnum() or unicodedata.combining(c) else " " for c in name)
    return {look(word) for word in spaced.split()}


def all_suggestions() -> list[str]:
    """Names to choose from, such as 'Blauwe reiger'."""
    return [f"{adjective} {noun}".capitalize() for adjective in ADJECTIVES for noun in NOUNS]
