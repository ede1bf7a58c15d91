# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a session changes: locked, counted and told; and what of a method it may name."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction

from netwerkbouwer.boards import models
from netwerkbouwer.boards.live import announce
from netwerkbouwer.boards.sessions import codes
from netwerkbouwer.methods import queries as methods


@contextmanager
def changing(session: models.Session) -> Iterator[models.Session]:
    """The session as it is now, locked. What is done to it is saved as its next version and told.

    Raises models.Session.DoesNotExist when it was deleted.
    """
    with transaction.atomic():
        row = models.Session.objects.select_for_update().get(pk=session.pk)
        yield row
        row.version += 1
        row.save()
        tell(row)


def tell(session: models.Session) -> None:
    """Let everyone in the session know, once what changed is on disk."""
    announce.session_changed(session.pk)


def new_code() -> str:
    """A code that no session has now."""
    while True:
        code = codes.new_code()
        if not models.Session.objects.filter(code=code).exists():
            return code


def known_step(board: models.Board, slug: str) -> str:
    """The step if the board's method has it, else empty."""
    method = methods.method(board.method, board.method_version)
    return slug if method.step(slug) is not None else ""


def known_zones(board: models.Board, keys: Iterable[str]) -> list[str]:
    """Those of the keys that are zones in which people lay cards, in the order of the method."""
    method = methods.method(board.method, board.method_version)
    wanted = set(keys)
    return [zone.key for zone in method.zones.values() if zone.key in wanted and not zone.is_view]
