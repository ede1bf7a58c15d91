# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The proposals under a municipality field."""

from typing import Any

import pytest
from django.test import Client

from netwerkbouwer.places import queries


def proposals(client: Client, typed: str) -> list[dict[str, Any]]:
    response = client.get("/gemeenten/zoek", {"q": typed})
    assert response.status_code == 200
    found: list[dict[str, Any]] = response.json()
    return found


def test_what_was_typed_gives_codes_and_labels_of_both_countries(client: Client) -> None:
    found = proposals(client, "aal")

    assert {"code": "41002", "label": "Aalst"} in found
    assert "GM0197" in [place["code"] for place in found]
    assert len(found) <= 8


@pytest.mark.parametrize("typed", ["", " ", "zzzzzz", "\0", "‮", "%", "a" * 100_000])
def test_nothing_is_proposed_for_what_is_no_name(client: Client, typed: str) -> None:
    assert proposals(client, typed) == []


@pytest.mark.parametrize("typed", ["a", "ber", "sint", "9300", "13", "wil", "st. n", "luik"])
def test_a_proposal_that_is_sent_back_is_understood(client: Client, typed: str) -> None:
    found = proposals(client, typed)

    assert found
    assert [queries.resolve(place["label"]).code for place in found] == [p["code"] for p in found]
