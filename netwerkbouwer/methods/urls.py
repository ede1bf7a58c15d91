# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from netwerkbouwer.methods import views

app_name = "methods"
urlpatterns = [
    path("werkvormen", views.list_methods, name="list_methods"),
    path("werkvormen/<slug:slug>", views.show_method, name="show_method"),
]
