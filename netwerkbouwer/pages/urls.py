# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from netwerkbouwer.pages.views import choices, finding, machines, sectors, site

app_name = "pages"
urlpatterns = [
    path("", site.home, name="home"),
    path("over", site.about, name="about"),
    path("bronnen", site.sources, name="sources"),
    path("partners-zoeken", finding.find_partners, name="find_partners"),
    path("sectoren", sectors.list_sectors, name="list_sectors"),
    path("sectoren/<str:slug>", sectors.show_sector, name="show_sector"),
    path("gids/cijfers", sectors.show_counts, name="show_counts"),
    path("privacy", site.privacy, name="privacy"),
    path("toegankelijkheid", site.accessibility, name="accessibility"),
    path("stijl", site.style, name="style"),
    path("taal", choices.choose_language, name="choose_language"),
    path("weergave", choices.choose_theme, name="choose_theme"),
    path("robots.txt", machines.robots, name="robots"),
    path("sw.js", machines.service_worker, name="service_worker"),
    path("site.webmanifest", machines.manifest, name="manifest"),
    path(".well-known/security.txt", machines.security, name="security"),
]
