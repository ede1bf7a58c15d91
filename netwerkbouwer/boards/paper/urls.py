# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of paper, part of those of boards."""

from django.urls import path

from netwerkbouwer.boards.paper import photo_views, views

urlpatterns = [
    path("borden/<slug:board_id>/vellen", views.choose_sheets, name="choose_sheets"),
    path("borden/<slug:board_id>/vellen/invoeren", views.type_in, name="type_in"),
    path("borden/<slug:board_id>/vellen/terug", views.undo_typed, name="undo_typed"),
    path("borden/<slug:board_id>/fotos", photo_views.add_photo, name="add_photo"),
    path(
        "borden/<slug:board_id>/fotos/<str:photo_id>",
        photo_views.change_photo,
        name="change_photo",
    ),
    path(
        "borden/<slug:board_id>/fotos/<str:photo_id>/<str:kind>.jpg",
        photo_views.show_photo,
        name="show_photo",
    ),
]
