# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from netwerkbouwer.organisations.curation.views import door

app_name = "curation"
urlpatterns = [
    path("beheer", door.show_home, name="home"),
    path("beheer/met/<str:token>", door.enter, name="enter"),
    path("beheer/uit", door.leave, name="leave"),
]
