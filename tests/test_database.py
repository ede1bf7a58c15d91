# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rules that every database connection keeps."""

import pytest
from django.conf import settings
from django.db import connection, connections

from netwerkbouwer.common import database
from netwerkbouwer.common.env import WrongSetting

on_sqlite = pytest.mark.skipif(
    "sqlite" not in settings.DATABASES["default"]["ENGINE"], reason="pragmas belong to SQLite"
)


@on_sqlite
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)]
)
def test_a_new_connection_keeps_the_pragma(pragma: str, value: object) -> None:
    fresh = connections["default"].copy()
    try:
        with fresh.cursor() as cursor:
            cursor.execute(f"PRAGMA {pragma}")
            assert cursor.fetchone() == (value,)
    finally:
        fresh.close()


@on_sqlite
@pytest.mark.django_db
def test_a_writer_waits_at_least_five_seconds_for_the_one_before_it() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone()[0] >= 5_000


def test_a_transaction_on_sqlite_takes_the_write_lock_at_once(tmp_path) -> None:
    options = database.database_settings("", tmp_path)["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"


def test_an_address_of_postgresql_becomes_settings(tmp_path) -> None:
    found = database.database_settings("postgresql://ann:p%40ss@db.local:5433/nb", tmp_path)

    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"], found["NAME"]) == ("ann", "p@ss", "nb")
    assert (found["HOST"], found["PORT"]) == ("db.local", "5433")


def test_an_address_may_name_a_socket(tmp_path) -> None:
    found = database.database_settings("postgresql://nb@/work?host=/run/pg", tmp_path)

    assert (found["HOST"], found["NAME"]) == ("/run/pg", "work")


def test_an_address_of_another_database_is_refused(tmp_path) -> None:
    with pytest.raises(WrongSetting, match="postgresql://"):
        database.database_settings("mysql://localhost/nb", tmp_path)
