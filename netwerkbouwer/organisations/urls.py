# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from netwerkbouwer.organisations.views import catalogue, map, organisation, places, search

app_name = "organisations"
urlpatterns = [
    path("organisaties", search.search_organisations, name="search_organisations"),
    path("organisaties.csv", search.export_organisations, name="export_organisations"),
    path("open-data", catalogue.show_catalogue, name="show_catalogue"),
    path("open-data/catalogus.jsonld", catalogue.describe_catalogue, name="describe_catalogue"),
    path("open-data/<str:name>", catalogue.download_file, name="download_file"),
    path("organisaties/kaart.json", map.list_points, name="list_points"),
    path("organisaties/kaart/kaartjes", map.show_cards, name="show_cards"),
    path(
        "organisaties/<slug:address>.jsonld",
        organisation.describe_organisation,
        name="describe_organisation",
    ),
    path("organisaties/<str:address>", organisation.show_organisation, name="show_organisation"),
    path("gemeenten", places.list_municipalities, name="list_municipalities"),
    path("gemeenten/<str:code>", places.show_municipality, name="show_municipality"),
]
