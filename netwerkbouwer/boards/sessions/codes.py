# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The short code people type to join: making one, showing it, reading it back; and few tries. Pure.

Codes are stored in lower case and shown as 'KZ7 F3M'. The alphabet has no 0, O, 1, I or L. What
someone reads as a zero or an O is then a D or a Q; codes have no Q, so it is a D. What looks like a
1 may be a J or a 7: there we say so and do not guess.
"""

import secrets
import threading
import time
import unicodedata
from collections import deque
from collections.abc import Callable

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # as in all public ids
CHOSEN = ALPHABET.replace("q", "")
LENGTH = 6
LONGEST = 40  # characters that anyone types for a code
MISREAD = {"0": "d", "o": "d"}
UNREADABLE = frozenset("1il")
# Codes stand on a wall in front of children and aldermen. Digits read as the letters they look
# like; words with an i, l or o cannot occur.
READ_AS = str.maketrans("23456789", "zeasgtbg")
OFFENSIVE = frozenset(
    """
    aars anus aap bef cunt drek fck fuck gek hufter kak kanker kech kkk kut kwak naakt naz neger
    neuk nsb pest perv pff pssy rape reet sado scheet seks sex shag shet spast sperm stfu teef
    teter trut tyf tyfus wtf zak zeik zwar
    """.split()
)


class NotACode(Exception):
    """What was typed cannot be a code; the message says what to do."""


def new_code(choose: Callable[[str], str] = secrets.choice) -> str:
    """A code as it is stored: six letters and digits, lower case, without an offensive word."""
    while True:
        code = "".join(choose(CHOSEN) for _ in range(LENGTH))
        if not is_offensive(code):
            return code


def is_offensive(code: str) -> bool:
    """Whether a word that hurts can be read in it."""
    readings = (code, code.translate(READ_AS))
    return any(word in reading for word in OFFENSIVE for reading in readings)


def shown(code: str) -> str:
    """How a stored code is shown: 'KZ7 F3M'. Empty stays empty."""
    half = LENGTH // 2
    return f"{code[:half]} {code[half:]}".strip().upper()


def read(typed: str) -> str:
    """The code someone meant, as it is stored. Raises NotACode with a sentence.

    Case, spaces, dashes and dots do not matter.
    """
    letters = unicodedata.normalize("NFKC", typed[:LONGEST]).casefold()
    letters = "".join(c for c in letters if c.isalnum())
    if not letters:
        raise NotACode("Typ de code die op het scherm staat, zoals KZ7 F3M.")
    if UNREADABLE & set(letters):
        raise NotACode(
            "In een code staat nooit een 1, I of L. Kijk nog eens: is het een 7 of een J?"
        )
    code = "".join(MISREAD.get(letter, letter) for letter in letters)
    if strange := [letter for letter in code if letter not in ALPHABET]:
        raise NotACode(f"Het teken '{strange[0].upper()}' hoort niet in een code. Kijk het na.")
    if len(code) != LENGTH or len(typed) > LONGEST:
        raise NotACode(f"Een code heeft {LENGTH} letters en cijfers. Jij typte er {len(letters)}.")
    return code


class FailedTries:
    """Who tried a wrong code too often must wait; a right code never counts.

    A sliding window per address and over all addresses together, in one process. One thread at a
    time. It never holds more than `together` tries.
    """

    def __init__(
        self,
        *,
        per_address: int = 5,
        together: int = 100,
        window: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._per_address = per_address
        self._together = together
        self._window = window
        self._clock = clock
        self._tries: deque[tuple[float, str]] = deque(maxlen=together)
        self._lock = threading.Lock()

    def wait(self, address: str) -> float:
        """Seconds before this address may try (again); zero when it may now."""
        with self._lock:
            now = self._tidy()
            return max(self._until(address) - now, 0.0)

    def failed(self, address: str) -> None:
        """Remember a wrong code from this address."""
        with self._lock:
            self._tries.append((self._tidy(), address))

    def _until(self, address: str) -> float:
        """The moment from which a try is allowed: when enough old tries have left the window."""
        own = [at for at, who in self._tries if who == address]
        until = 0.0
        if len(own) >= self._per_address:
            until = own[-self._per_address] + self._window
        if len(self._tries) >= self._together:
            until = max(until, self._tries[0][0] + self._window)
        return until

    def _tidy(self) -> float:
        now = self._clock()
        while self._tries and self._tries[0][0] + self._window <= now:
            self._tries.popleft()
        return now
