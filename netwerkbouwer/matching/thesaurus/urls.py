# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from netwerkbouwer.matching.thesaurus import views

app_name = "thesaurus"
urlpatterns = [
    path("begrippen", views.list_concepts, name="list_concepts"),
    path("begrippen/nieuw", views.add_concept, name="add_concept"),
    path("begrippen/geschiedenis", views.show_history, name="show_history"),
    path("begrippen/geschiedenis/<int:edit>", views.undo, name="undo"),
    path("begrippen/aanvulling.yaml", views.export, name="export"),
    path("begrippen/<slug:concept>", views.show_concept, name="show_concept"),
    path("begrippen/<slug:concept>/aanpassen", views.change, name="change"),
]
