# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looking through the sectors that we guessed, and deciding once for all that are alike."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from netwerkbouwer.importing import sector_rules
from netwerkbouwer.importing.models import ImportRun, SectorRule
from tests.importing.test_pages import HERE, curator, do, html, latest

__all__ = ["curator"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_index")]
PLACE = {"lat": 51.98, "lon": 4.77}  # Stolwijk, in Krimpenerwaard


def node(number: int, name: str, **tags: str) -> dict[str, Any]:
    return {"type": "node", "id": number, **PLACE, "tags": {"name": name, **tags}}


def bring(client: Client, folder: Path) -> ImportRun:
    """Three studios and a thing that is only called an association, as Overpass gives them."""
    elements = [
        node(1, "De Werf", amenity="studio"),
        node(2, "De Loods", amenity="studio"),
        node(3, "De Kade", amenity="studio"),
        node(4, "Fanfare Excelsior", office="association"),
    ]
    about = {"version": 0.6, "generator": "Overpass API"}
    content = json.dumps({**about, "elements": elements}).encode()
    file = SimpleUploadedFile("plekken.json", content)
    client.post(HERE, {"file": file, "source_name": "Kaart"}, follow=True)
    return latest()


def page(client: Client) -> Any:
    return client.get(f"{HERE}/{latest().public_id}/sectoren")


def decide(client: Client, **sent: Any) -> Any:
    return client.post(f"{HERE}/{latest().public_id}/sectoren", sent, follow=True)


def sectors_of(run: ImportRun) -> dict[str, str]:
    return {name: one.sector for one in sector_rules.groups(run) for name in one.examples}


def test_what_is_least_sure_comes_first_with_names_to_judge_by(
    curator: Client, tmp_path: Path
) -> None:
    run = bring(curator, tmp_path)

    found = sector_rules.groups(run)

    assert [group.certainty for group in found] == sorted(group.certainty for group in found)
    studios = next(group for group in found if "amenity=studio" in group.basis)
    assert (studios.count, studios.sector) == (3, "kunsten")
    assert studios.examples == ("De Werf", "De Loods", "De Kade")
    assert "De Werf, De Loods, De Kade" in html(page(curator))


def test_one_decision_changes_all_that_are_alike_when_the_file_is_read_again(
    curator: Client, tmp_path: Path
) -> None:
    run = bring(curator, tmp_path)
    basis = "OpenStreetMap amenity=studio"

    answer = decide(curator, basis=basis, **{"sector-0": "amateurkunsten", "doe": "lees"})

    assert "Dit gaat er gebeuren" in html(answer)
    assert sectors_of(run)["De Werf"] == "amateurkunsten"
    assert SectorRule.objects.get().by == "Mia"
    do(curator, "apply")


def test_a_word_in_a_name_can_decide(curator: Client, tmp_path: Path) -> None:
    run = bring(curator, tmp_path)

    decide(curator, woord="Fanfare", sector="circus", doe="woord")
    do(curator, "read")

    assert sectors_of(run)["Fanfare Excelsior"] == "circus"


def test_a_rule_can_be_forgotten(curator: Client, tmp_path: Path) -> None:
    bring(curator, tmp_path)
    decide(curator, woord="Fanfare", sector="circus", doe="woord")
    assert "fanfare" in html(page(curator))

    decide(curator, weg=str(SectorRule.objects.get().pk))

    assert not SectorRule.objects.exists()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"woord": "", "sector": "sport", "doe": "woord"}, "Vul een woord in"),
        ({"woord": "x" * 61, "sector": "sport", "doe": "woord"}, "Vul een woord in"),
        ({"woord": "koor", "sector": "nergens", "doe": "woord"}, "Kies een sector uit de lijst"),
        ({"basis": "de maan", "sector-0": "sport"}, "Kies een sector bij een van de rijen"),
        ({"basis": "OpenStreetMap x=y", "sector-0": "nergens"}, "Kies een sector uit de lijst"),
    ],
)
def test_what_cannot_be_a_rule_is_refused_with_a_sentence(
    curator: Client, tmp_path: Path, sent: dict[str, str], sentence: str
) -> None:
    bring(curator, tmp_path)

    answer = decide(curator, **sent)

    assert answer.status_code == 422
    assert sentence in html(answer)
    assert not SectorRule.objects.exists()


def test_without_a_run_or_a_curator_there_is_no_page(client: Client) -> None:
    assert client.get(f"{HERE}/abc/sectoren").status_code == 404
