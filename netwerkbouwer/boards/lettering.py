# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes names fit into a drawing: how wide a text is, where it breaks, how it becomes shorter.

Pure. Widths are estimates on the safe side: the bold face of Atkinson Hyperlegible Next plus four
per cent, so that the regular face and common fallback fonts fit as well.
"""

import math
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

ELLIPSIS = "…"
LINE_HEIGHT = 1.16
"""Distance between two baselines, in font sizes."""

_LONGEST_NAME = 160
_SAFETY = 1.04
_EM_WIDTHS = {
    0.27: "ijl.,:;!|'’",
    0.36: 'frt()[]{}-/ "`',
    0.44: "1I\\*_",
    0.53: "csvyzJL2?$^~<>",
    0.60: "abdeghknopqu03456789EFPSTxX+=#–",
    0.69: "ABCDGHKNRUVYZ&",
    0.76: "OQw@…",
    0.89: "mMW%",
}
_WIDTHS = {character: width for width, group in _EM_WIDTHS.items() for character in group}

# Parts that often close a Dutch compound: a good place to break it.
_COMPOUND_TAILS = (
    "academie", "atelier", "bibliotheek", "bond", "centrum", "club", "college", "dienst",
    "gezelschap", "groep", "huis", "instelling", "kamer", "koepel", "kring", "museum", "netwerk",
    "onderwijs", "onderneming", "opvang", "organisatie", "plaats", "platform", "punt", "raad",
    "school", "schouwburg", "stichting", "theater", "vereniging", "voorziening", "werking",
    "winkel", "ziekenhuis", "zorg",
)  # fmt: skip

_SHORT_FORMS = {
    "cultuurcentrum": "CC",
    "gemeenschapscentrum": "GC",
    "jeugdhuis": "JH",
    "openbare bibliotheek": "bib",
    "lokaal dienstencentrum": "LDC",
    "woonzorgcentrum": "WZC",
}
_LEGAL_FORMS = {"vzw", "v.z.w.", "asbl", "bv", "b.v.", "nv", "n.v.", "cv", "cvba"}


def clean(text: str) -> str:
    """One line of visible text: no control, format, surrogate or private characters.

    Runs of white space become one space. Text directions and zero-width characters go too, because
    they can make a name look like another one.
    """
    visible = "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", text)
        if character.isspace() or unicodedata.category(character)[0] != "C"
    )
    return " ".join(visible.split())


@lru_cache(maxsize=8192)
def width(text: str) -> float:
    """Estimated width of a line, in font sizes (em)."""
    return sum(_character_width(character) for character in text) * _SAFETY


def _character_width(character: str) -> float:
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character):
        return 0.0
    base = unicodedata.normalize("NFD", character)[0]
    if base != character:
        return _WIDTHS.get(base, 0.76)
    # Other scripts come from a fallback font of unknown width: count a full square or more.
    return 0.76 if ord(character) < 0x250 else 1.3


def fit_line(text: str, space: float) -> str:
    """The text, or as much of its beginning as fits in `space` em, with an ellipsis."""
    text = clean(text)[:_LONGEST_NAME]
    if width(text) <= space:
        return text
    while text and width(text.rstrip(" -–/,.(") + ELLIPSIS) > space:
        text = text[:-1]
    return text.rstrip(" -–/,.(") + ELLIPSIS


def fill_lines(text: str, space: float, most_lines: int) -> tuple[str, ...]:
    """The text over the fewest lines of `space` em, at most `most_lines`; the last may be cut."""
    words = clean(text)
    for count in range(1, most_lines + 1):
        for room in (space * part for part in (0.55, 0.7, 0.85, 1.0)):
            lines = _wrap(words, [room] * count, split=False)
            if lines:
                return lines
    return (fit_line(words, space),)


@lru_cache(maxsize=8192)
def fit_circle(name: str, radius: float, most_lines: int = 4) -> tuple[str, ...]:
    """Lines that fit in a circle of `radius` em: the name, a shorter form, or its beginning."""
    for form in shorter_forms(name):
        for split in (False, True):
            lines = _lines_in_circle(form, radius, most_lines, split)
            if lines:
                return lines
    return _beginning_in_circle(clean(name)[:_LONGEST_NAME], radius, most_lines)


def fits_whole(name: str, radius: float, most_lines: int = 4) -> bool:
    """Whether the unshortened name fits in a circle of `radius` em without splitting a word."""
    whole = clean(name)
    return len(whole) <= _LONGEST_NAME and bool(_lines_in_circle(whole, radius, most_lines, False))


def shorter_forms(name: str) -> Iterator[str]:
    """The name and shorter forms: without legal form, usual abbreviation, without addition."""
    text = clean(name)[:_LONGEST_NAME]
    yield text
    text = " ".join(word for word in text.split() if word.lower() not in _LEGAL_FORMS) or text
    yield text
    lowered = text.lower()
    for long, short in _SHORT_FORMS.items():
        if lowered.startswith(long + " "):
            text = short + text[len(long) :]
            yield text
            break
    for mark in (" (", " - ", " – ", ", ", ": "):
        head = text.partition(mark)[0].strip()
        if len(head) >= 3:
            text = head
    yield text


def _lines_in_circle(text: str, radius: float, most_lines: int, split: bool) -> tuple[str, ...]:
    # Air at both ends first: two short lines read better than one that touches the edge.
    for part in (0.82, 1.0):
        for count in range(1, most_lines + 1):
            room = [chord * part for chord in _chords(radius, count)]
            lines = _wrap(text, room, split)
            if lines:
                return lines
    return ()


def _beginning_in_circle(text: str, radius: float, most_lines: int) -> tuple[str, ...]:
    counts = [n for n in range(1, most_lines + 1) if min(_chords(radius, n)) > width(ELLIPSIS) * 2]
    for count in reversed(counts[-2:]):
        for end in range(len(text), 0, -1):
            head = text[:end].rstrip(" -–/,.(") + ELLIPSIS
            lines = _wrap(head, _chords(radius, count), split=True)
            if lines:
                return lines
    return (fit_line(text, max(2 * radius - 0.6, 0.0)),)


def _chords(radius: float, count: int) -> list[float]:
    """Room for each of `count` lines centred in a circle, in em, with a little air at the ends."""
    room = []
    for index in range(count):
        middle = (index - (count - 1) / 2) * LINE_HEIGHT
        reach = abs(middle) + 0.42
        room.append(2 * math.sqrt(max(radius**2 - reach**2, 0.0)) - 0.35)
    return room


def _wrap(text: str, room: list[float], split: bool) -> tuple[str, ...]:
    """The words over exactly these lines, or nothing when they do not fit; `split` cuts words."""
    lines: list[str] = []
    rest = text
    for space in room:
        if not rest:
            return ()
        line, rest = _take_line(rest, space, split)
        if not line:
            return ()
        lines.append(line)
    return () if rest else tuple(lines)


def _take_line(text: str, space: float, split: bool) -> tuple[str, str]:
    if width(text) <= space:
        return text, ""
    best = ("", text)
    for end, head in _breaks(text, split):
        if width(head) > space:
            break
        best = (head, text[end:].lstrip())
    return best


def _breaks(text: str, split: bool) -> Iterator[tuple[int, str]]:
    """Every place where a line may end: (where the rest begins, the line so far)."""
    start = 0
    for word in text.split(" "):
        for at in sorted(_inner_breaks(word)) if split else ():
            glue = "" if word[at - 1] in "-/" else "-"
            yield start + at, text[: start + at] + glue
        yield start + len(word), text[: start + len(word)]
        start += len(word) + 1


def _inner_breaks(word: str) -> set[int]:
    lowered = word.lower()
    tails = {lowered.find(tail, 4) for tail in _COMPOUND_TAILS} - {-1}
    return tails | {at for at in range(3, len(word)) if word[at - 1] in "-/"}
