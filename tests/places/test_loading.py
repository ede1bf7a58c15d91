# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rows other tables join with."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netwerkbouwer.places import actions, gazetteer, models, queries

pytestmark = pytest.mark.django_db


def test_loading_fills_all_tables() -> None:
    loaded = actions.load_places()

    assert loaded.changed
    assert models.Municipality.objects.filter(valid_to=None).count() == 907
    assert models.Municipality.objects.exclude(valid_to=None).count() == 29
    assert models.Postcode.objects.count() == loaded.postcodes == len(gazetteer.load().postcodes)
    assert models.MunicipalityName.objects.count() == loaded.names
    assert models.Neighbour.objects.count() == loaded.neighbours == 2 * 2576


def test_rows_say_what_the_gazetteer_says() -> None:
    actions.load_places()

    row = models.Municipality.objects.get(code="13040")

    here = gazetteer.by_code("13040")
    assert (row.name_nl, row.slug, row.reference_region) == ("Turnhout", "turnhout", "Kempen")
    assert (row.lat, row.lon, row.population) == (here.lat, here.lon, here.population)


def test_a_merged_municipality_points_at_its_successor() -> None:
    actions.load_places()

    borsbeek = models.Municipality.objects.get(code="11007")

    assert borsbeek.successor_id == "11002"
    assert borsbeek.valid_to == date(2025, 1, 1)
    assert models.Municipality.objects.get(code="11056").slug == "zwijndrecht-11056"


def test_loading_twice_writes_nothing_the_second_time() -> None:
    actions.load_places()
    before = list(models.Neighbour.objects.values_list("pk", flat=True))

    with CaptureQueriesContext(
        connection,
    ) as captured:
        again = actions.load_places()

    assert not again.changed
    assert before == list(models.Neighbour.objects.values_list("pk", flat=True))
    statements = [query["sql"].split()[0] for query in captured]
    assert statements.count("SELECT") == 4
    assert not {"INSERT", "UPDATE", "DELETE"} & set(statements)


def test_loading_repairs_rows_that_drifted() -> None:
    actions.load_places()
    models.Municipality.objects.filter(code="13040").update(name_nl="Ergens")
    models.Postcode.objects.filter(postcode="2300").delete()
    stray = models.MunicipalityName.objects.create(
        municipality_id="13040", name="Nergens", name_folded="nergens", kind="other"
    )

    loaded = actions.load_places()

    assert loaded.changed
    assert models.Municipality.objects.get(code="13040").name_nl == "Turnhout"
    assert models.Postcode.objects.filter(postcode="2300").exists()
    assert not models.MunicipalityName.objects.filter(pk=stray.pk).exists()


def test_every_value_fits_its_column() -> None:
    actions.load_places()

    for model in (models.Municipality, models.Postcode, models.MunicipalityName):
        for field in model._meta.concrete_fields:
            if field.max_length:
                values = model._default_manager.values_list(field.attname, flat=True)
                assert max(map(len, values)) <= field.max_length, field


def test_questions_about_places_need_no_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        queries.resolve("Turnhout")
        queries.nearest_names("Turnhuot")
        queries.search_municipalities("tu")
        queries.neighbours_of("13040")
        queries.municipalities_within("13040", 30)


def test_the_command_tells_what_it_did_and_then_that_there_is_nothing_to_do() -> None:
    first, second = StringIO(), StringIO()

    call_command("load_places", stdout=first)
    call_command("load_places", stdout=second)

    assert "936 gemeenten" in first.getvalue()
    assert "niets te doen" not in first.getvalue()
    assert "niets te doen" in second.getvalue()


def test_every_field_is_labelled_public() -> None:
    for model in (
        models.Municipality,
        models.Postcode,
        models.MunicipalityName,
        models.Neighbour,
    ):
        assert set(model.labels) == {field.name for field in model._meta.concrete_fields}
