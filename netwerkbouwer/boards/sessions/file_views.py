# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking a whole session along as a file."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from netwerkbouwer.boards.sessions import access, transfer
from netwerkbouwer.boards.sessions.views import for_people_inside
from netwerkbouwer.common import texts


@require_safe
@for_people_inside
def take_session_along(request: HttpRequest, session_id: str) -> HttpResponse:
    """The file that another installation opens at 'Open een bord uit een bestand'."""
    seat = access.get_session_to_lead(request, session_id)
    viewer = seat.participant.viewer(seat.session.board.stage())
    name = f"sessie-{texts.slugify(seat.session.title)}.json"
    return HttpResponse(
        transfer.dump(seat.session, viewer),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
