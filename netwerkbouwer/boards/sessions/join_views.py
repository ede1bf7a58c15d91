# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Coming in: by a code typed over from the screen, or by the link behind the QR code."""

import random
from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from netwerkbouwer.boards import access, models
from netwerkbouwer.boards.sessions import codes, forms, names, once, people_actions
from netwerkbouwer.boards.stage import Role, Sheets
from netwerkbouwer.boards.views import tells_when_not_saved

DOOR_SALT = "netwerkbouwer.boards.sessions.door"
DOOR_AGE = 12 * 3600  # seconds in which who scanned the QR code may fill in a name

WRONG = codes.FailedTries()
"""Wrong codes of the last minute, in the memory of this process."""
TRIES = 8  # names drawn before one that is taken is offered
JOINED = once.Once()
"""Who came in by which form, so that a double click is one person."""


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Type the code that is on the screen."""
    if request.method != "POST":
        return _ask_code(request)
    found = _open(request, request.POST.get("code", ""))
    if found is None:
        return _refuse_code(request, request.POST.get("code", ""))
    return redirect("boards:join_by_code", found.code)


def _ask_code(request: HttpRequest, **context: Any) -> HttpResponse:
    status = context.pop("status", 200)
    return render(request, "boards/sessions/join.html", context, status=status)


def _refuse_code(request: HttpRequest, typed: str) -> HttpResponse:
    """The same answer for every code that opens nothing, whatever the reason."""
    sentence = _(
        "Deze code kennen we niet, of ze is niet meer geldig. Kijk nog eens op het scherm."
    )
    try:
        codes.read(typed)
    except codes.NotACode as mistake:
        sentence = str(mistake)
    wait = WRONG.wait(_address(request))
    if wait > 0:
        sentence = _("Dat ging te vaak mis. Wacht een minuut, of scan de QR-code op het scherm.")
    return _ask_code(request, typed=typed[:20], sentence=sentence, status=429 if wait else 422)


def _open(request: HttpRequest, typed: str) -> models.Session | None:
    """The live session that this code opens; None for every other code, for whatever reason.

    Only wrong codes count. A right one always opens, because a whole school has one address;
    unless so many wrong ones came from everywhere that no code opens anything for a moment.
    """
    if WRONG.wait("") > 0:
        return None
    found = _live().filter(code=code).first() if (code := _code(typed)) else None
    if found is None:
        WRONG.failed(_address(request))
    return found


def _code(typed: str) -> str:
    """As it is stored; empty for what cannot be one."""
    try:
        return codes.read(typed)
    except codes.NotACode:
        return ""


def _live() -> QuerySet[models.Session]:
    sessions = models.Session.objects.select_related("board")
    return sessions.filter(state=models.SessionState.LIVE)


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


@require_safe
def enter_session(request: HttpRequest, session_id: str, token: str) -> HttpResponse:
    """Swap the link behind the QR code for a cookie, and ask for a name."""
    session = models.Session.objects.select_related("board").filter(pk=session_id).first()
    if session is None or not session.is_token(token):
        sentence = _(
            "Deze QR-code werkt niet meer. Vraag naar de nieuwe, of typ de code hieronder."
        )
        return _ask_code(request, sentence=sentence, status=404)
    response = redirect("boards:join_by_code", session.code)
    response.set_cookie(
        _door_cookie(),
        signing.dumps([session.pk, session.code], salt=DOOR_SALT),
        max_age=DOOR_AGE,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def _door_cookie() -> str:
    return f"{settings.COOKIE_PREFIX}-{settings.INSTALLATION.id}-deur"


def _scanned(request: HttpRequest, typed: str) -> models.Session | None:
    """The session whose QR code this browser scanned, as long as that code lives."""
    raw = request.COOKIES.get(_door_cookie(), "")
    try:
        session_id, code = signing.loads(raw, salt=DOOR_SALT, max_age=DOOR_AGE) if raw else ("", "")
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if not code or _code(typed) != code:
        return None
    return _live().filter(pk=session_id, code=code).first()


@require_http_methods(["GET", "HEAD", "POST"])
@tells_when_not_saved
def join_by_code(request: HttpRequest, code: str) -> HttpResponse:
    """Say how you want to be called and where you sit; then you are in."""
    session = _scanned(request, code) or _open(request, code)
    if session is None:
        return _refuse_code(request, code)
    known = access.known_participant(request, session.board)
    if access.was_sent_out(request, session.board_id):
        return render(request, "boards/sessions/sent_out.html", status=403)
    if known is not None and (known.may_edit or _is_in(known, session)):
        return redirect("boards:show_session", session.pk)
    if request.method != "POST":
        return _ask_name(request, session)
    return _let_in(request, session, known)


def _is_in(person: models.Participant, session: models.Session) -> bool:
    return person.session_id == session.pk and person.role != Role.READER


def _let_in(
    request: HttpRequest, session: models.Session, known: models.Participant | None
) -> HttpResponse:
    once_key = request.POST.get("once", "")[:40]
    try:
        newcomer = people_actions.Newcomer(
            name=request.POST.get("pseudonym") or request.POST.get("name", ""),
            table=forms.number(request.POST.get("table", ""), most=1_000),
            known=known,
        )
        person = JOINED.do(
            f"{session.pk}:{once_key}" if once_key else "",
            lambda: people_actions.join(session=session, newcomer=newcomer).pk,
        )
    except people_actions.NotLetIn as refused:
        return _ask_name(request, session, sentence=str(refused), status=422)
    joined = models.Participant.objects.select_related("board").get(pk=person)
    return access.remember(request, redirect("boards:show_session", session.pk), joined)


def _ask_name(request: HttpRequest, session: models.Session, **context: Any) -> HttpResponse:
    status = context.pop("status", 200)
    with_tables = session.usual_sheets in (Sheets.PLENARY, Sheets.TABLE)
    context |= {
        "session": session,
        "code": codes.shown(session.code),
        "tables": list(session.tables.order_by("number")) if with_tables else [],
        "typed": request.POST,
        "pseudonym": _pseudonym(session),
        "once": request.POST.get("once") or models.new_id(),
    }
    return render(request, "boards/sessions/join_name.html", context, status=status)


def _pseudonym(session: models.Session) -> str:
    """A name for who would rather not give one, drawn by lot; joining tells doubles apart."""
    taken = set(session.participants.values_list("name", flat=True))
    drawn = random.choices(names.all_suggestions(), k=TRIES)
    return next((name for name in drawn if name not in taken), drawn[0])


def unknown_session(request: HttpRequest) -> HttpResponse:
    """What strangers get, whether the session exists or not."""
    return render(request, "boards/sessions/unknown.html", status=404)
