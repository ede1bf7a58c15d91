# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a source told, kept as text: the same record gives the same bytes."""

import json

from hypothesis import given

from netwerkbouwer.organisations import payloads
from tests.organisations import telling


@given(telling.rows)
def test_a_record_comes_back_as_it_was_told(row: dict[str, str]) -> None:
    record = telling.record(**row)

    again = payloads.load(payloads.dump(record))

    for name in payloads.KEPT:
        assert getattr(again, name) == getattr(record, name), name
    assert payloads.dump(again) == payloads.dump(record)


def test_lines_remarks_and_empty_fields_are_not_kept() -> None:
    told = json.loads(payloads.dump(telling.record(website="javascript:x")))

    assert set(told) == {
        "country", "lat", "lon", "municipality_code", "name", "precision", "sector", "sectors",
        "source", "source_id",
    }  # fmt: skip
    assert list(told) == sorted(told)


def test_a_certainty_of_zero_is_kept() -> None:
    record = telling.record(sector_certainty="0")

    assert payloads.load(payloads.dump(record)).sector_certainty == 0.0


def test_unknown_fields_are_left_out_and_missing_ones_empty() -> None:
    found = payloads.load('{"name": "Huis", "later": 1}')

    assert (found.name, found.sectors, found.checked_on) == ("Huis", (), None)


def test_the_digest_follows_the_text() -> None:
    one, other = payloads.dump(telling.record()), payloads.dump(telling.record(street="Kaai 1"))

    assert len(payloads.digest(one)) == 32
    assert payloads.digest(one) == payloads.digest(payloads.dump(telling.record()))
    assert payloads.digest(one) != payloads.digest(other)
