# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from netwerkbouwer.boards.sessions import console_views, file_views, join_views, views

urlpatterns = [
    path("meedoen", join_views.join, name="join"),
    path("meedoen/<slug:code>", join_views.join_by_code, name="join_by_code"),
    path("sessies/nieuw", console_views.start_session, name="start_session"),
    path("sessies/<slug:session_id>", views.show_session, name="show_session"),
    path(
        "sessies/<slug:session_id>/met/<str:token>", join_views.enter_session, name="enter_session"
    ),
    path("sessies/<slug:session_id>/doen", views.change_session, name="change_session"),
    path("sessies/<slug:session_id>/leiden", console_views.lead_session, name="lead_session"),
    path("sessies/<slug:session_id>/scherm", views.show_screen, name="show_screen"),
    path("sessies/<slug:session_id>/bestand", file_views.take_session_along, name="take_session"),
    path("sessies/<slug:session_id>/bollen.svg", views.draw_wall, name="draw_wall"),
    path("sessies/<slug:session_id>/qr.svg", views.draw_code, name="draw_code"),
]
