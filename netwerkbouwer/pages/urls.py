# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from netwerkbouwer.pages import machines, sectors, views

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("over", views.about, name="about"),
    path("bronnen", views.sources, name="sources"),
    path("sectoren", sectors.list_sectors, name="list_sectors"),
    path("sectoren/<str:slug>", sectors.show_sector, name="show_sector"),
    path("gids/cijfers", sectors.show_counts, name="show_counts"),
    path("privacy", views.privacy, name="privacy"),
    path("toegankelijkheid", views.accessibility, name="accessibility"),
    path("stijl", views.style, name="style"),
    path("taal", views.choose_language, name="choose_language"),
    path("weergave", views.choose_theme, name="choose_theme"),
    path("robots.txt", machines.robots, name="robots"),
    path("site.webmanifest", machines.manifest, name="manifest"),
    path(".well-known/security.txt", machines.security, name="security"),
]
