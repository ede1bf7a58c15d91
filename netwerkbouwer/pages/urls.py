# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from netwerkbouwer.pages import views

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("taal", views.choose_language, name="choose_language"),
]
