# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every sample gives the rows that we read in it by hand."""

import os
from pathlib import Path

import pytest

from netwerkbouwer.importing import sources
from netwerkbouwer.organisations import records
from tests.importing.sources import expected
from tests.importing.sources.expected import IN_REPOSITORY, OUTSIDE, SAMPLES, Delivery

FORMATS = os.environ.get("NB_TEST_FORMATS", "")
outside = pytest.mark.skipif(not FORMATS, reason="NB_TEST_FORMATS names no folder")


def check(path: Path, delivery: Delivery) -> None:
    rows, errors = expected.read(path, delivery.slug)
    assert (len(rows), len(errors)) == (delivery.rows, delivery.errors), errors
    by_name = {row.values["name"]: row.values for row in rows}
    for name, told in delivery.records.items():
        assert told == {column: by_name[name].get(column) for column in told}


@pytest.mark.parametrize("delivery", IN_REPOSITORY, ids=lambda each: each.path)
def test_a_sample_gives_what_stands_in_it(delivery: Delivery) -> None:
    check(SAMPLES / delivery.path, delivery)


@outside
@pytest.mark.parametrize("delivery", OUTSIDE, ids=lambda each: each.path)
def test_a_real_delivery_gives_what_stands_in_it(delivery: Delivery) -> None:
    check(Path(FORMATS) / delivery.path, delivery)


@pytest.mark.parametrize("delivery", IN_REPOSITORY, ids=lambda each: each.path)
def test_the_right_reader_is_guessed(delivery: Delivery) -> None:
    found = sources.guess(SAMPLES / delivery.path)
    assert found is not None
    assert found.slug == delivery.slug


@pytest.mark.parametrize("delivery", IN_REPOSITORY, ids=lambda each: each.path)
def test_rows_pass_the_check_that_follows(delivery: Delivery) -> None:
    """Once a sector and a country are known, nothing that a source tells is refused."""
    rows, _ = expected.read(SAMPLES / delivery.path, delivery.slug)
    for row in rows:
        told = {"sector": "andere", "country": "BE", **row.values}
        record = records.parse(told, row.line, delivery.slug)
        assert isinstance(record, records.OrganisationRecord), record
        assert record.source_id == (row.key or record.source_id)


def test_every_reader_tells_its_terms_and_has_a_page_in_the_docs() -> None:
    docs = Path(__file__).parents[3] / "docs" / "bronnen"
    for reader in sources.READERS:
        assert reader.name
        assert reader.how_often
        assert 0 < reader.priority < 100
        if reader.slug != "sheet":
            assert (docs / f"{reader.slug}.md").is_file(), reader.slug
            assert any(each.slug == reader.slug for each in IN_REPOSITORY), reader.slug


def test_readers_are_known_by_their_slug() -> None:
    assert sources.by_slug("kbo").name == "Kruispuntbank van Ondernemingen"
    with pytest.raises(KeyError):
        sources.by_slug("onbekend")


def test_an_unknown_file_has_no_reader(tmp_path: Path) -> None:
    unknown = tmp_path / "foto.jpg"
    unknown.write_bytes(b"\xff\xd8\xff\xe0 geen gegevens")
    assert sources.guess(unknown) is None
