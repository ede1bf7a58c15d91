# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import include, path

from netwerkbouwer.boards import drawing_views, publish_views, upload_views, views

app_name = "boards"
urlpatterns = [
    path("", include("netwerkbouwer.boards.sessions.urls")),
    path("", include("netwerkbouwer.boards.paper.urls")),
    path("borden", views.list_boards, name="list_boards"),
    path("werkvormen/<slug:slug>/start", views.start_board, name="start_board"),
    path("borden/openen", upload_views.open_file, name="open_file"),
    path("borden/<slug:board_id>", views.show_board, name="show_board"),
    path("borden/<slug:board_id>/met/<str:token>", views.enter_board, name="enter_board"),
    path("borden/<slug:board_id>/stap/<slug:step>", views.show_step, name="show_step"),
    path("borden/<slug:board_id>/geschiedenis", views.show_history, name="show_history"),
    path("borden/<slug:board_id>/terug", views.undo_operation, name="undo_operation"),
    path("borden/<slug:board_id>/delen", views.share_board, name="share_board"),
    path("borden/<slug:board_id>/bollen.svg", views.draw_bubbles, name="draw_bubbles"),
    path("borden/<slug:board_id>/tekening", drawing_views.show_drawing, name="show_drawing"),
    path("borden/<slug:board_id>/schema", drawing_views.send_diagram, name="send_diagram"),
    path("borden/<slug:board_id>/lijst", upload_views.import_list, name="import_list"),
    path(
        "borden/<slug:board_id>/publiceren/<str:card_id>",
        publish_views.publish_card,
        name="publish_card",
    ),
    path("borden/<slug:board_id>/doen", views.change_board, name="change_board"),
    path("", include("netwerkbouwer.boards.live.urls")),
]
