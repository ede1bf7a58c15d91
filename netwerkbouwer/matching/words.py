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

from netwerkbouwer.common import dutch, texts

LONGEST_TEXT = 20_000  # characters; a need fits in a sentence, what comes after adds nothing
MOST_WORDS = 400

LACK = "<lack>"
SEEK = "<seek>"
_SIGNS = {
    LACK: "geen niet weinig zonder tekort gebrek onvoldoende nauwelijks amper nooit mist missen "
    "ontbreekt ontbreken minder",
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
    project projecten plek plekken plaats plaatsen mensen mens jaar dag dagen week weken tijd stad
    gemeente gemeenten dorp regio streek vlaanderen vlaams nederland nederlands belgië brussel
    provincie landelijk lokaal lokale partner partners samenwerking samenwerken krijgen raken
    bestaan staan vraag vragen kwaliteit manier leuk mooi sterk veel breed deel onderdeel vorm
    vormen hele ieder sector sectoren dienst diensten medewerkers team ervaring actief open vrij
    kennis zaak zaken huis werk werken nieuwe bereiken bereik weten doel eerste tweede drie twee
    dinsdag maandag woensdag donderdag vrijdag zaterdag zondag brengen zetten houden bezig soort
    bereikt ondersteunt ondersteunen steun geven organiseert organiseren verschillend interessant
    """.split()
    for stem in dutch.stems(word)
)
_WORD = re.compile(r"[^\W_](?:[^\W_]|['’\u0300-\u036f])*")
_SENTENCE_END = re.compile(r"[.!?;:\n]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word that counts, or one sign; `text[start:end]` is where it stands.

    `parts` are the stems of the parts of a compound. `own` says that 'onze', 'mijn' or 'als'
    comes just before: the writer tells about themselves. `sentence` numbers sentences.
    """

    stem: str
    parts: tuple[str, ...]
    start: int
    end: int
    sentence: int
    own: bool

    @property
    def is_sign(self) -> bool:
        return self.stem in SIGNS


def read(text: str) -> tuple[Word, ...]:
    """Give the words of the first 20,000 characters, at most 400."""
    found: list[Word] = []
    sentence, last, own = 0, 0, False
    for match in _WORD.finditer(text[:LONGEST_TEXT]):
        if _SENTENCE_END.search(text, last, match.start()):
            sentence += 1
            own = False
        last = match.end()
        stem, parts = _meaning(match.group())
        if stem:
            found.append(Word(stem, parts, match.start(), match.end(), sentence, own))
            if len(found) >= MOST_WORDS:
                break
        own = texts.fold(match.group()) in _OWN
    return tuple(found)


def main_stems(words: Sequence[Word]) -> list[str]:
    """Give the stems without signs and parts, in order."""
    return [word.stem for word in words if not word.is_sign]


@lru_cache(maxsize=65_536)
def _meaning(word: str) -> tuple[str, tuple[str, ...]]:
    sign = _SIGN_OF.get(texts.fold(word))
    if sign:
        return sign, ()
    tokens = dutch.analyse(word)
    stems = tuple(token.stem for token in tokens if token.is_part)
    main = next((token.stem for token in tokens if not token.is_part), "")
    return main, stems if main else ()
