# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command `suggest`: its JSON, and what it says when something is wrong."""

import io
import json
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from netwerkbouwer.organisations import sectors, tasks
from netwerkbouwer.organisations.models import Organisation
from tests.factories.organisations import OrganisationFactory

pytestmark = pytest.mark.django_db
GOOD = {"gemeente": "24001", "sector": "jeugd", "beperking": "geen repetitieruimte"}


@pytest.fixture(autouse=True)
def index() -> Iterator[None]:
    OrganisationFactory(
        name="Jeugdhuis De Klinker", kind="youth-centre", code="24062", sector="jeugd"
    )
    tasks.build_index()
    yield
    shutil.rmtree(settings.SEARCH_INDEX_DIR, ignore_errors=True)


def run(**options: Any) -> str:
    out = io.StringIO()
    call_command("suggest", stdout=out, **options)
    return out.getvalue()


def refusal(**options: Any) -> str:
    with pytest.raises(CommandError) as caught:
        run(**options)
    assert caught.value.returncode == 2
    return str(caught.value)


def test_json_has_exactly_the_promised_shape() -> None:
    (found,) = json.loads(run(**GOOD, json=True))
    assert found.keys() == {
        "rank", "score", "is_far", "is_known", "organisation", "reasons",
    }  # fmt: skip
    assert (found["is_far"], found["is_known"]) == (False, False)
    assert found["rank"] == 1
    assert 0 < found["score"] <= 1
    assert found["organisation"].pop("id")
    assert found["organisation"] == {
        "name": "Jeugdhuis De Klinker",
        "municipality_code": "24062",
        "municipality": "Leuven",
        "sector": "jeugd",
        "half": "other",
    }
    assert all(isinstance(reason, str) and reason for reason in found["reasons"])


def test_text_tells_the_same_for_people() -> None:
    found = run(**GOOD)
    assert "1. Jeugdhuis De Klinker (Leuven, Jeugd)" in found
    assert "   - andere gemeente: Leuven" in found


@pytest.mark.parametrize("place", ["24001", "Aarschot", "aarschot", "3200 Aarschot"])
def test_a_code_or_a_name_will_do(place: str) -> None:
    assert json.loads(run(**{**GOOD, "gemeente": place}, json=True))


@pytest.mark.parametrize("sector", ["jeugd", "Jeugd", "Cultureel erfgoed", "onroerend_erfgoed"])
def test_a_sector_may_be_its_slug_or_its_name(sector: str) -> None:
    assert json.loads(run(**{**GOOD, "sector": sector}, json=True))


def test_an_unknown_municipality_gives_the_nearest_names() -> None:
    assert "Aarschot" in refusal(**{**GOOD, "gemeente": "Aarschoot"})


def test_an_unknown_sector_gives_the_list() -> None:
    sentence = refusal(**{**GOOD, "sector": "koken"})
    assert "‘koken’" in sentence
    assert all(sector.slug in sentence for sector in sectors.SECTORS)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"gemeente": ""}, "gemeente"),
        ({"sector": ""}, "sector"),
        ({"beperking": ""}, "leeg"),
        ({"beperking": " \x00\u200b "}, "leeg"),
        ({"beperking": None}, "één tekst"),
        ({"sterkte": "een zaal"}, "niet allebei"),
        ({"straal": "ver"}, "--straal"),
        ({"straal": "-3"}, "--straal"),
        ({"straal": "nan"}, "--straal"),
        ({"top": "0"}, "--top"),
        ({"top": "²"}, "--top"),
        ({"top": "veel"}, "--top"),
        ({"surprise": "2"}, "--surprise"),
        ({"surprise": "ver"}, "--surprise"),
        ({"surprise": "nan"}, "--surprise"),
    ],
)
def test_what_is_missing_or_wrong_is_named(changes: dict[str, Any], word: str) -> None:
    assert word in refusal(**{**GOOD, **changes})


def test_a_strength_a_radius_and_a_number_are_understood() -> None:
    asked = {"gemeente": "24001", "sector": "jeugd", "sterkte": "jong talent begeleiden"}
    assert json.loads(run(**asked, straal="30,5", top="3", json=True))
    assert json.loads(run(**asked, straal="0.5", json=True)) == []


def test_far_ones_are_marked() -> None:
    OrganisationFactory(name="Jeugdhuis Ver", kind="youth-centre", code="35013", sector="jeugd")
    tasks.build_index()
    assert "2. Jeugdhuis Ver (Oostende, Jeugd; verder weg)" in run(**GOOD, surprise="1")


def test_why_not_takes_a_name_or_an_id() -> None:
    (row,) = Organisation.objects.all()
    for asked in ("klinker", row.public_id):
        found = run(**GOOD, why_not=asked)
        assert found.startswith("Jeugdhuis De Klinker:")
        assert "   - Deze organisatie staat in de lijst, op plaats 1." in found
    data = json.loads(run(**GOOD, why_not="klinker", json=True))
    assert data.keys() == {"name", "rank", "score", "limit_score", "reasons"}


@pytest.mark.parametrize("asked", ["xqzt brrp", "", "\x00"])
def test_why_not_of_nobody_says_so(asked: str) -> None:
    assert "We kennen deze organisatie niet" in run(**GOOD, why_not=asked)
