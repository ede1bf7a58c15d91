# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from netwerkbouwer.matching.market import views

app_name = "market"
urlpatterns = [
    path("vraag-en-aanbod", views.list_texts, name="list_texts"),
    path("vraag-en-aanbod.csv", views.export_texts, name="export_texts"),
    path("organisaties/<str:address>/vraag-en-aanbod", views.show_matches, name="show_matches"),
    path(
        "organisaties/<str:address>/vraag-en-aanbod.csv",
        views.export_matches,
        name="export_matches",
    ),
    path("organisaties/<str:address>/vraag-en-aanbod/doen", views.change, name="change"),
]
