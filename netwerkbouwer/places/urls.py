# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from netwerkbouwer.places import views

app_name = "places"
urlpatterns = [
    path("gemeenten/grenzen.json", views.outlines, name="outlines"),
    path("gemeenten/zoek", views.search, name="search"),
]
