# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from netwerkbouwer.organisations.merging import relation_views, views

app_name = "merging"
urlpatterns = [
    path("beheer/dubbels", views.show_bench, name="show_bench"),
    path("beheer/dubbels/besluiten", views.list_decisions, name="list_decisions"),
    path("beheer/dubbels/<int:pk>", views.decide, name="decide"),
    path("beheer/dubbels/<int:pk>/terug", views.undo, name="undo"),
    path("beheer/dubbels/<int:pk>/los", views.part, name="part"),
    path(
        "beheer/organisaties/<str:public_id>/afdeling",
        relation_views.set_parent,
        name="set_parent",
    ),
    path(
        "beheer/organisaties/<str:public_id>/dubbel",
        relation_views.name_double,
        name="name_double",
    ),
]
