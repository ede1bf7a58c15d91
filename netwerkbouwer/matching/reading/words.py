# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads a Dutch text as words that remember their place and what stands before them. Pure.

The analyser drops small words, but 'geen zaal' and 'zaal' are not the same need. Here words of
lacking and of seeking stay, each as one sign, so that a phrase of the thesaurus can ask for them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import overload

from netwerkbouwer.common import dutch, texts

LONGEST_TEXT = 20_000  # characters; a need fits in a sentence, what comes after adds nothing
MOST_WORDS = 400
LONGEST_WORD = 80
OWN_WORDS = 2  # 'ons jaarlijks evenement': as far as 'ons' reaches, without small words between

LACK, NOT, SEEK = "<lack>", "<not>", "<seek>"
_SIGNS = {
    LACK: "geen weinig zonder tekort gebrek onvoldoende nauwelijks amper mist missen ontbreekt "
    "ontbreken minder",
    NOT: "niet nooit nergens",
    SEEK: "zoek zoeken zoekt gezocht nodig vinden vindt willen wil graag",
}
_SIGN_OF = {word: sign for sign, words in _SIGNS.items() for word in words.split()}
SIGNS = frozenset(_SIGNS)
_OWN = frozenset("ons onze mijn als".split())
# Words that everyone uses about themselves or about any plan: they join nothing.
GENERIC = frozenset(
    stem
    for word in """
    organisatie vereniging stichting vzw groep groepen werking aanbod activiteit activiteiten
    project projecten plek plekken plaats plaatsen mensen mens jaar dag dagen week weken tijd
    stad gemeente gemeenten dorp regio streek vlaanderen vlaams nederland nederlands belgië
    brussel provincie landelijk lokaal lokale partner partners samenwerking samenwerken
    krijgen raken bestaan staan vraag vragen kwaliteit manier leuk mooi sterk veel breed deel
    onderdeel vorm vormen hele ieder sector sectoren dienst diensten medewerkers team ervaring
    actief open vrij kennis zaak zaken huis werk werken nieuwe bereiken bereik weten doel
    eerste tweede drie twee dinsdag maandag woensdag donderdag vrijdag zaterdag zondag brengen
    zetten houden bezig soort centrum algemeen nationaal regionaal seizoen maat bereikt
    ondersteunt ondersteunen steun geven organiseert organiseren verschillend interessant oude
    jonge jong
    """.split()
    for stem in dutch.stems(word)
)
_WORD = re.compile(r"[^\W_](?:[^\W_]|['’\u0300-\u036f])*")
_SENTENCE_END = re.compile(r"[.!?;:\n]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word that counts, or one sign; `text[start:end]` is where it stands.

    `parts` are the stems of the parts of a compound. `own` says that 'onze', 'mijn' or 'als'
    comes just before: the writer tells about themselves. `sentence` numbers sentences. `place`
    counts all words, small ones too.
    """

    stem: str
    parts: tuple[str, ...]
    start: int
    end: int
    sentence: int
    own: bool
    place: int

    @property
    def is_sign(self) -> bool:
        return self.stem in SIGNS


@dataclass(frozen=True, slots=True)
class Reading(Sequence[Word]):
    """The words of a text that count, and all its words, folded, with their places."""

    words: tuple[Word, ...]
    all: tuple[tuple[str, int, int], ...]

    @overload
    def __getitem__(self, place: int) -> Word: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Word, ...]: ...
    def __getitem__(self, place: int | slice) -> Word | tuple[Word, ...]:
        return self.words[place]

    def __len__(self) -> int:
        return len(self.words)

    def literal(self, word: Word, phrase: tuple[str, ...]) -> tuple[int, int] | None:
        """Where these folded words stand in a row around a word: start and end in the text."""
        for start in range(max(0, word.place - len(phrase) + 1), word.place + 1):
            piece = self.all[start : start + len(phrase)]
            if tuple(folded for folded, _, _ in piece) == phrase:
                return piece[0][1], piece[-1][2]
        return None


def fold_words(text: str) -> tuple[str, ...]:
    """All words of a text, folded."""
    return tuple(texts.fold(match.group()) for match in _WORD.finditer(text))


def read(text: str) -> Reading:
    """Read the first 20,000 characters; at most 400 words that count."""
    found: list[Word] = []
    raw: list[tuple[str, int, int]] = []
    sentence, last, own = 0, 0, 0
    for match in _WORD.finditer(text[:LONGEST_TEXT]):
        if _SENTENCE_END.search(text, last, match.start()):
            sentence += 1
            own = 0
        last = match.end()
        stem, parts = _meaning(match.group())
        folded = texts.fold(match.group()[:LONGEST_WORD])
        raw.append((folded, match.start(), match.end()))
        if stem:
            where = (match.start(), match.end())
            found.append(Word(stem, parts, *where, sentence, own > 0, len(raw) - 1))
            if len(found) >= MOST_WORDS:
                break
        if folded in _OWN:
            own = OWN_WORDS
        else:
            own = own - 1 if stem and stem not in SIGNS else 0
    return Reading(tuple(found), tuple(raw))


def main_stems(words: Sequence[Word]) -> list[str]:
    """Give the stems without signs and parts, in order."""
    return [word.stem for word in words if not word.is_sign]


@lru_cache(maxsize=65_536)
def _meaning(word: str) -> tuple[str, tuple[str, ...]]:
    word = word[:LONGEST_WORD]
    sign = _SIGN_OF.get(texts.fold(word))
    if sign:
        return sign, ()
    tokens = dutch.analyse(word)
    stems = tuple(token.stem for token in tokens if token.is_part)
    main = next((token.stem for token in tokens if not token.is_part), "")
    return main, stems if main else ()
