# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often each organisation was suggested: gathered, written rarely, fading."""

import threading
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netwerkbouwer.matching.models import Turn
from netwerkbouwer.matching.ranking import turns
from netwerkbouwer.organisations.numbers import Numbers

TODAY = date(2026, 11, 20)


def on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Europe/Brussels"))
    monkeypatch.setattr(timezone, "now", lambda: noon)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, TODAY)


def numbers_of(*pks: int) -> Numbers:
    none: Any = np.full(len(pks), -1)
    columns = dict.fromkeys(
        "lat lon municipality sector half kind checked known parts".split(), none
    )
    return Numbers(np.array(pks, dtype=np.int64), **columns, municipalities=(), kinds=())


def read_again(numbers: Numbers) -> list[float]:
    """What another process would read now."""
    turns._read.until = 0.0
    return [round(float(count), 3) for count in turns.counts(numbers)]


@pytest.mark.django_db
def test_showing_a_list_writes_nothing_until_it_is_flushed() -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        turns.shown([3, 5], asker="bord 1", text="geen zaal")
    assert len(queries) == 0
    assert not Turn.objects.exists()

    turns.flush()

    assert read_again(numbers_of(1, 3, 5, 9)) == [0, 1, 1, 0]


@pytest.mark.django_db
def test_one_statement_writes_all_that_was_gathered() -> None:
    for place in range(20):
        turns.shown([1, 2, 100 + place], asker=f"bord {place}", text="geen zaal")
    turns._gathered.tidied_on = TODAY

    with CaptureQueriesContext(connection) as queries:
        turns.flush()
        turns.flush()

    assert len(queries) == 1
    assert read_again(numbers_of(1, 2, 100)) == [20, 20, 1]


@pytest.mark.django_db
def test_many_counts_are_written_at_once() -> None:
    for place in range(turns.FLUSH_AT // 10):
        turns.shown(range(10), asker=f"bord {place}")

    assert Turn.objects.count() == 10
    assert not turns._gathered.counts


@pytest.mark.django_db
def test_the_same_list_counts_once_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    for _again in range(5):
        turns.shown([3], asker="bord 1", text="geen zaal")
    turns.shown([3], asker="bord 1", text="geen volk")
    turns.flush()
    assert read_again(numbers_of(3)) == [2]

    on(monkeypatch, date(2026, 11, 21))
    turns.shown([3], asker="bord 1", text="geen zaal")
    turns.flush()

    assert read_again(numbers_of(3))[0] == pytest.approx(1 + 2 * 2 ** (-1 / 30), abs=0.001)


@pytest.mark.django_db
def test_an_asker_that_goes_on_all_day_stops_counting() -> None:
    for place in range(3 * turns.MOST_LISTS):
        turns.shown([3], asker="een machine", text=f"vraag {place}")
    turns.flush()

    assert read_again(numbers_of(3)) == [turns.MOST_LISTS]


@pytest.mark.django_db
def test_memory_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "MOST_REMEMBERED", 10)
    for place in range(30):
        turns.shown([3], asker=f"bord {place}")

    assert len(turns._gathered.lists) == len(turns._gathered.askers) == 10
    assert turns._gathered.counts[3] == 10


@pytest.mark.django_db
def test_a_count_is_worth_half_after_thirty_days(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in range(8):
        turns.shown([3], asker=f"bord {place}")
    turns.flush()

    worth = []
    for day in (date(2026, 12, 20), date(2027, 1, 19)):
        on(monkeypatch, day)
        worth += read_again(numbers_of(3))

    assert worth == [4, 2]


@pytest.mark.django_db
def test_what_faded_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    turns.shown([3], asker="bord 1")
    turns.flush()
    on(monkeypatch, date(2027, 11, 20))

    assert read_again(numbers_of(3)) == [0]
    turns.shown([4], asker="bord 1")
    turns.flush()

    assert list(Turn.objects.values_list("organisation", flat=True)) == [4]


@pytest.mark.django_db
def test_counts_of_some_rows_are_those_of_all_rows() -> None:
    turns.shown([2, 7, 90], asker="bord 1")
    turns.flush()
    numbers = numbers_of(*range(1, 51))
    everything = turns.counts(numbers)
    rows = np.array([40, 6, 1, 0])

    assert turns.counts(numbers, rows).tolist() == everything[rows].tolist() == [0, 1, 1, 0]
    assert everything.dtype == turns.counts(numbers, rows).dtype == np.float32
    assert everything.sum() == 2


@pytest.mark.django_db
def test_a_key_without_end_costs_no_memory() -> None:
    turns.shown([3, turns.LARGEST_KEY + 1, 10**18], asker="bord 1")
    turns.flush()

    assert read_again(numbers_of(3, 4, turns.LARGEST_KEY + 1, 10**18)) == [1, 0, 0, 0]
    assert len(turns._read.by_key) == 4


@pytest.mark.django_db
def test_reading_costs_one_query_a_minute() -> None:
    with CaptureQueriesContext(connection) as queries:
        for _again in range(10):
            turns.counts(numbers_of(1))

    assert len(queries) == 1


@pytest.mark.django_db
def test_a_database_that_is_away_costs_only_the_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise DatabaseError("bezig")

    monkeypatch.setattr(turns, "_write", refuse)
    turns.shown([3], asker="bord 1")
    turns.flush()

    assert not turns._gathered.counts


@pytest.mark.django_db(transaction=True)
def test_in_use_a_thread_writes_and_ends(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.WRITE_IN_CALLER = False
    monkeypatch.setattr(turns, "FLUSH_EVERY", 0.01)
    turns.shown([3], asker="bord 1")
    for thread in threading.enumerate():
        if thread.name == "turns":
            thread.join(10)

    assert turns._gathered.thread is None
    assert Turn.objects.get().organisation == 3


@pytest.mark.django_db
def test_nothing_of_the_text_or_the_asker_is_kept() -> None:
    turns.shown([3], asker="bord 1", text="onze penningmeester is ziek")
    turns.flush()

    assert {field.name for field in Turn._meta.get_fields()} == {"organisation", "weight"}
    kept = repr((turns._gathered.lists, turns._gathered.askers))
    assert "penningmeester" not in kept
    assert "bord" not in kept
