# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from netwerkbouwer.library import views

app_name = "library"
urlpatterns = [
    path("bibliotheek", views.list_packs, name="list_packs"),
    path("bibliotheek/<slug:kind>", views.show_pack, name="show_pack"),
    path("bibliotheek/<slug:kind>/<slug:item_id>", views.show_item, name="show_item"),
]
