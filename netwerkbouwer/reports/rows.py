# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A partner in words, as the table, the report and the network file all need it. Pure."""

from dataclasses import dataclass

from netwerkbouwer.boards.layout import Half

HALVES = {"culture": "cultuur", "other": "niet-cultuur"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the two hints of the selection table, with the reason in words."""

    word: str
    """What the board says, such as 'ja, dat kan'; 'ja' or 'nee' when a person decided."""
    reason: str

    @property
    def sentence(self) -> str:
        return f"{self.word.capitalize()}. {self.reason}".strip()


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate in words."""

    card: str
    identity: tuple[str, str]
    """What makes two cards the same organisation."""
    name: str
    code: str
    place: str
    sectors: tuple[str, ...]
    sector_labels: tuple[str, ...]
    half: Half
    ideas: tuple[str, ...]
    exercise: str
    supralocal: Answer
    crossing: Answer
    chosen: bool
    dropped: bool
    not_for_us: bool
    doubtful: bool
    status: str
    since: str
    next_step: str
    next_on: str
    website: str
    contact_role: str
    contact_person: str
    notes: str

    @property
    def place_key(self) -> str:
        return self.code or self.place
