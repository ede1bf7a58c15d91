# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sliding map gets what the list finds: as points, or as counts where it is too much."""

import gzip
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netwerkbouwer.organisations import map_points
from netwerkbouwer.places import gazetteer
from tests.organisations import directory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]


def asked(client: Client, query: str = "") -> dict[str, Any]:
    response = client.get(f"/organisaties/kaart.json{query}")
    assert response.status_code == 200
    answer: dict[str, Any] = response.json()
    return answer


def test_the_map_shows_what_the_list_finds(client: Client) -> None:
    rows = directory.make_directory()

    found = asked(client, "?gebied=nederland")

    assert [one[2] for one in found["points"]] == [rows["dutch"].public_id]
    assert asked(client, "?q=zzzzzz")["points"] == []


def test_a_point_lies_where_the_organisation_is(client: Client) -> None:
    rows = directory.make_directory()

    ((x, y, _id),) = asked(client, "?gebied=nederland")["points"]

    assert x / map_points.SCALE == pytest.approx(rows["dutch"].lon, abs=0.001)
    assert y / map_points.SCALE == pytest.approx(rows["dutch"].lat, abs=0.001)


def test_too_many_points_become_counts_per_municipality(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory.make_many(12)
    monkeypatch.setattr(map_points, "MOST_POINTS", 10)

    found = asked(client)

    assert found["points"] == []
    assert sum(place[2] for place in found["places"]) == 12


def test_points_take_few_queries(client: Client) -> None:
    directory.make_many(30)

    with CaptureQueriesContext(connection) as seen:
        asked(client)

    assert len(seen) <= 1


def test_without_an_index_the_drawn_map_stays(client: Client) -> None:
    response = client.get("/organisaties/kaart.json")

    assert response.status_code == 503
    assert response.json()["sentence"]


def test_cards_come_in_the_order_asked_for_and_escaped(client: Client) -> None:
    rows = directory.make_directory()
    ids = [rows[name].public_id for name in ("hostile", "choir", "bib")]
    query = "&".join(f"id={one}" for one in (*ids, "zzzzzzzz", "\x00", "Ω"))

    html = directory.page(client, f"/organisaties/kaart/kaartjes?{query}")

    assert html.count("nb-card__name") == 3
    assert directory.HOSTILE not in html
    assert html.index("Koor Zang") < html.index("De Krook")


def test_a_merged_organisation_is_not_on_a_card(client: Client) -> None:
    rows = directory.make_directory()
    rows["choir"].merged_into = rows["bib"]
    rows["choir"].save()

    html = directory.page(client, f"/organisaties/kaart/kaartjes?id={rows['choir'].public_id}")

    assert "nb-card__name" not in html


def test_every_municipality_has_an_outline_and_a_name(client: Client) -> None:
    plain = client.get("/gemeenten/grenzen.json")
    small = client.get("/gemeenten/grenzen.json", headers={"Accept-Encoding": "gzip"})

    answer = json.loads(plain.content)
    assert json.loads(gzip.decompress(small.content)) == answer
    assert set(answer["names"]) == set(answer["municipalities"])
    assert set(answer["names"]) == set(gazetteer.load().municipalities)
