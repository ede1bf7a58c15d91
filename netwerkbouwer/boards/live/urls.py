# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from netwerkbouwer.boards.live import views

urlpatterns = [
    path("borden/<slug:board_id>/toegang", views.give_ticket, name="give_ticket"),
    path("borden/<slug:board_id>/stand", views.show_state, name="show_state"),
    path("borden/<slug:board_id>/operaties", views.take_operations, name="take_operations"),
]
