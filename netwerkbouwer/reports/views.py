# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people take with them from a board."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from netwerkbouwer.boards import access


@require_safe
def export_board(request: HttpRequest, board_id: str) -> HttpResponse:
    """Everything this board can become: on paper, as a table, as a file."""
    visit = access.get_board_to_view(request, board_id)
    return render(request, "reports/export_board.html", {"visit": visit, "board": visit.board})
