# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same over plain HTTP: a ticket for the socket, and polling where sockets are blocked."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from netwerkbouwer.boards import access, actions, typed, writer
from netwerkbouwer.boards.live import batch, polling, protocol, reading, tickets
from netwerkbouwer.boards.live import hub as hubs
from netwerkbouwer.common import addresses

View = Callable[..., HttpResponse]


def answers_in_json(view: View) -> View:
    """Whatever is refused is said in a sentence, as JSON."""

    @wraps(view)
    def handle(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Http404, reading.Gone):
            return _refusal("unknown", _("Dit bord is hier niet open."), 404)
        except protocol.TooLarge as error:
            return _refusal("too_large", str(error), 413)
        except protocol.Malformed as error:
            return _refusal("malformed", str(error), 400)
        except actions.BoardIsGone as error:
            return _refusal("unknown", str(error), 404)
        except actions.ReadOnly as error:
            return _refusal("not_allowed", str(error), 403)
        except (writer.NotSaved, DatabaseError):
            return _refusal("not_saved", str(batch.NOT_SAVED), 503)

    return handle


def _refusal(code: str, sentence: str, status: int) -> HttpResponse:
    return JsonResponse({"code": code, "sentence": sentence}, status=status)


def _body(request: HttpRequest) -> protocol.Json:
    """The JSON that came along; nothing is an empty object. Raises Malformed."""
    try:
        raw = request.body
    except (RequestDataTooBig, OSError):
        raise protocol.TooLarge(_("Dit bericht is te groot: hooguit 64 kB.")) from None
    return protocol.load(raw) if raw else {}


@require_POST
@answers_in_json
def give_ticket(request: HttpRequest, board_id: str) -> HttpResponse:
    """A ticket for the socket of a board, for who may see it; the projector's for who leads."""
    visit = access.get_board_or_door(request, board_id)
    is_screen = _body(request).get("screen") is True
    if is_screen and not visit.may_edit:
        return _refusal("not_allowed", _("Het scherm opent wie de sessie leidt."), 403)
    ticket = tickets.Ticket(board_id, visit.participant.pk, is_screen)
    return JsonResponse(
        {
            "ticket": tickets.issue(ticket),
            "seconds": tickets.SECONDS,
            "address": f"/borden/{board_id}/live",
        }
    )


@require_safe
@answers_in_json
def show_state(request: HttpRequest, board_id: str) -> HttpResponse:
    """The board as this browser may see it, or what changed since a revision."""
    visit = access.get_board_or_door(request, board_id)
    is_screen = request.GET.get("scherm") == "ja" and visit.may_edit
    asked = polling.Asked(
        since=typed.number(request.GET.get("sinds", "")),
        sight=request.GET.get("zicht", "")[:40],
        is_screen=is_screen,
        site=addresses.site_address(request),
    )
    return HttpResponse(polling.stand(visit, asked), content_type="application/json")


@require_POST
@answers_in_json
def take_operations(request: HttpRequest, board_id: str) -> HttpResponse:
    """Operations as the socket takes them, with the answers and what changed since."""
    visit = access.get_board_or_door(request, board_id)
    body = _body(request)
    frame = protocol.operations({"n": 0, **body})
    since = body.get("rev")
    asked = polling.Asked(
        since=since if type(since) is int and 0 <= since <= protocol.LAST_REVISION else None,
        sight=str(body.get("sight", ""))[:40],
        is_screen=False,
        site=addresses.site_address(request),
    )
    passage = hubs.GATE.admit(visit.participant.pk, len(frame.payloads))
    wanted = batch.Batch(frame, passage.allowed, passage.again)
    acks = wanted.wait(visit.board, visit.participant)
    content = polling.acknowledged(acks, visit, asked)
    return HttpResponse(content, content_type="application/json")
