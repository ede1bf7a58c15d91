# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Runs inside an installation's own data folder, in a process of its own, and prints JSON.

python -m benchmarks.live.people make BOARDS PEOPLE      boards with a live session, and cookies
python -m benchmarks.live.people audit BOARD             what is on disk
"""

import json
import os
import sys
from typing import Any

Json = dict[str, Any]
METHOD = "bouw-je-netwerk-uit"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerkbouwer.config.settings")
    import django

    django.setup()
    command, *rest = sys.argv[1:]
    if command == "make":
        print(json.dumps(make(int(rest[0]), int(rest[1]))))
    else:
        print(json.dumps(audit(rest[0])))


def make(boards: int, people: int) -> Json:
    """Boards with a live session each; per board the maker's cookies and those of the people."""
    from django.conf import settings
    from django.db import transaction

    with transaction.atomic():
        made = [_board(number, people) for number in range(boards)]
    return {"csrf_cookie": settings.CSRF_COOKIE_NAME, "boards": made}


def _board(number: int, people: int) -> Json:
    from netwerkbouwer.boards import actions, models
    from netwerkbouwer.methods import queries as methods

    maker = actions.create_board(method=methods.newest(METHOD), title="Meting", variant="vl")
    board = maker.board
    session = models.Session.objects.create(board=board, title="Meting", code=_code(number))
    board.session = session
    board.save(update_fields=["session"])
    guests = [
        models.Participant.objects.create(
            board=board, session=session, role="participant", name=f"Deelnemer {n}"
        )
        for n in range(people)
    ]
    return {
        "board": board.pk,
        "session": session.pk,
        "code": session.code,
        "maker": _cookies(maker),
        "people": [_cookies(guest) for guest in guests],
        "ids": [guest.pk for guest in guests],
    }


def _code(number: int) -> str:
    from netwerkbouwer.boards import models

    letters = models.ID_ALPHABET
    stem = models.new_board_id()[:3]
    return stem + "".join(letters[number // 31**place % 31] for place in range(3))


def _cookies(participant: Any) -> dict[str, str]:
    """What the browser of this participant holds, made by the product itself."""
    from django.http import HttpResponse
    from django.test import RequestFactory

    from netwerkbouwer.boards import access

    answer = access.remember(RequestFactory().get("/"), HttpResponse(), participant)
    return {name: morsel.value for name, morsel in answer.cookies.items()}


def audit(board_id: str) -> Json:
    """The log and the cards of a board, straight from the database."""
    from django.db import connection

    from netwerkbouwer.boards import models

    log = models.LoggedOperation.objects.filter(board_id=board_id).order_by("revision")
    revisions = list(log.values_list("revision", flat=True))
    cards = {
        card.pk: {
            "text": card.text,
            "other_text": card.other_text,
            "fields": card.fields,
            "removed": card.is_removed,
        }
        for card in models.Card.objects.filter(board_id=board_id)
    }
    sound = True
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            sound = cursor.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    return {
        "op_ids": list(log.values_list("op_id", flat=True)),
        "cards": cards,
        "gaps": revisions != list(range(1, len(revisions) + 1)),
        "revision": models.Board.objects.get(pk=board_id).revision,
        "sound": sound,
    }


if __name__ == "__main__":
    main()
