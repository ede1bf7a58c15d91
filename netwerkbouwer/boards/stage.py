# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who someone is at a board, what a session allows at this moment, and who may see a card.

One place decides what is sent: pages, sockets, print and export all ask `Viewer.sees`.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What someone may do at a board; in a session an editor leads."""

    EDITOR = "editor"
    HOST = "host"
    PARTICIPANT = "participant"
    READER = "reader"


class Sheets(StrEnum):
    """On what people write in a session: one board for all, or a worksheet each."""

    PLENARY = "plenary"
    TABLE = "table"
    DUO = "duo"
    INDIVIDUAL = "individual"


@dataclass(frozen=True, slots=True)
class Stage:
    """What a session allows on one board at one moment. Without a session nothing is limited."""

    session: str | None = None
    is_live: bool = False
    is_paused: bool = False
    is_read_only: bool = False
    is_worksheet: bool = False
    """The board belongs to one table of the session: who sits there works on all of it."""
    hidden_zones: frozenset[str] = frozenset()
    """Zones in which participants see only their own cards, until the facilitator reveals them."""
    voting_zones: frozenset[str] = frozenset()
    vote_budget: int = 0
    """Dots that each person may divide over the cards of the voting zones."""
    votes_shown: bool = True
    round: int | None = None

    @property
    def is_closed(self) -> bool:
        """There was a session and it is over: what was made can be read."""
        return self.session is not None and not self.is_live


NO_SESSION = Stage()


@dataclass(frozen=True, slots=True)
class Viewer:
    """Someone who looks at a board, from a certain place in the room."""

    participant: int | None
    role: Role
    stage: Stage = NO_SESSION
    is_screen: bool = False
    """The projector: seen by everyone, so it shows no more than a reader may see."""
    with_private: bool = True
    """False for what someone hands on to others: without private cards, the own ones too."""

    @property
    def leads(self) -> bool:
        return self.role == Role.EDITOR and not self.is_screen

    def sees(self, *, zone: str, is_private: bool, author: int | None) -> bool:
        """Whether this viewer may see a card that lies in a zone and was made by someone.

        Private means: for those with the edit link, and in a live session for the author alone.
        """
        if is_private and not self.with_private:
            return False
        if author is not None and author == self.participant and not self.is_screen:
            return True
        if is_private:
            return self.leads and not self.stage.is_live
        return self.leads or not (self.stage.is_live and zone in self.stage.hidden_zones)

    def sees_contacts(self, author: int | None) -> bool:
        """Contact persons are for who wrote them down and for editors, never for the projector."""
        own = author is not None and author == self.participant
        return not self.is_screen and (own or self.role == Role.EDITOR)

    @property
    def sees_votes(self) -> bool:
        return self.stage.votes_shown or self.leads


EVERYTHING = Viewer(None, Role.EDITOR)
"""What the maker takes along in a file: private cards too."""
OPEN = Viewer(None, Role.READER)
"""What anyone with a reading link may see."""
