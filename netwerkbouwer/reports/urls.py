# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from netwerkbouwer.reports import sheet_views, views

app_name = "reports"
urlpatterns = [
    path("borden/<slug:board_id>/uitvoer", views.export_board, name="export_board"),
    path("borden/<slug:board_id>/uitvoer/<str:name>", views.download_board, name="download_board"),
    path("borden/<slug:board_id>/fotos.zip", views.download_photos, name="download_photos"),
    path("borden/<slug:board_id>/vellen.pdf", sheet_views.print_sheets, name="print_sheets"),
    path("werkvormen/<slug:slug>/vellen.pdf", sheet_views.print_blank, name="print_blank"),
    path("werkvormen/<slug:slug>/printpakket.pdf", views.print_pack, name="print_pack"),
]
