# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tickets that open a socket: signed, short-lived, used once.

A browser cannot add headers to a socket, and a cookie goes along with a request from any page; so
a page of ours asks for a ticket first, with a token against forgery.
"""

import secrets
import threading
import time
from dataclasses import dataclass

from django.core import signing

SALT = "netwerkbouwer.boards.live.ticket"
SECONDS = 30


class WrongTicket(Exception):
    """Forged, too old, or used before."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """Who may connect to which board, and whether as the projector."""

    board: str
    participant: int
    is_screen: bool


def issue(ticket: Ticket) -> str:
    number = secrets.token_urlsafe(9)
    facts = [ticket.board, ticket.participant, int(ticket.is_screen), number]
    return signing.dumps(facts, salt=SALT)


class Used:
    """The tickets that were used in this process, for as long as they are valid."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._lock = threading.Lock()

    def take(self, text: str) -> Ticket:
        """Read a ticket and use it. Raises WrongTicket."""
        try:
            facts = signing.loads(text, salt=SALT, max_age=SECONDS)
            board, participant, is_screen, number = facts
            ticket = Ticket(str(board), int(participant), bool(is_screen))
        except (signing.BadSignature, ValueError, TypeError):
            raise WrongTicket from None
        self._use(str(number))
        return ticket

    def _use(self, number: str) -> None:
        now = time.monotonic()
        with self._lock:
            if self._until.get(number, 0.0) > now:
                raise WrongTicket
            if len(self._until) > 1000:
                self._until = {key: at for key, at in self._until.items() if at > now}
            # Twice as long: the signature looks at another clock, which may be set back.
            self._until[number] = now + 2 * SECONDS


USED = Used()
