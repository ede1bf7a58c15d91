# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A file is read in a process of its own: all of it or nothing, whatever the reader does."""

import dataclasses
import os
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from netwerkbouwer.importing import confined, intake, limits, reading
from netwerkbouwer.importing.options import Options

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def odd(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SOURCES", "tests.importing.odd_readers")


def _bound(monkeypatch: pytest.MonkeyPatch, **changed: int) -> None:
    small = dataclasses.replace(limits.LIMITS["upload"], **changed)
    monkeypatch.setattr(reading, "LIMITS", {"upload": small})


def _read(folder: Path, reader: str, content: bytes = b"x", **more: object) -> reading.Read:
    given = folder / "given.txt"
    given.write_bytes(content)
    run = folder / "run"
    run.mkdir(exist_ok=True)
    return reading.read(given, reader, "Proef", Options(), run / "staging.sqlite3", **more)  # type: ignore[arg-type]


def _names(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "run" / "staging.sqlite3")) as base:
        return [row[0] for row in base.execute("SELECT payload FROM rows ORDER BY n")]


def _nothing_kept(folder: Path) -> bool:
    return list((folder / "run").iterdir()) == []


def test_rows_and_refused_rows_come_in_the_staging_file(tmp_path: Path) -> None:
    assert _read(tmp_path, "good", b"Harmonie fout Fanfare") == reading.Read(3, 1)
    assert [name for name in _names(tmp_path) if "Fanfare" in name]
    assert [file.name for file in (tmp_path / "run").iterdir()] == ["staging.sqlite3"]


def test_a_reader_that_breaks_leaves_nothing_and_gives_one_sentence(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(reading.Unreadable, match="beschadigd"):
        _read(tmp_path, "breaking")
    assert _nothing_kept(tmp_path)
    assert "ZeroDivisionError" in caplog.text
    assert "Peeters" not in caplog.text


def test_a_process_that_dies_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(reading.Unreadable):
        _read(tmp_path, "dying")
    assert _nothing_kept(tmp_path)


def test_the_sentence_of_a_reader_reaches_the_person(tmp_path: Path) -> None:
    with pytest.raises(reading.Unreadable, match="Hier staat niets in"):
        _read(tmp_path, "refusing")
    assert _nothing_kept(tmp_path)


def test_too_much_memory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(reading.Unreadable, match="geheugen"):
        _read(tmp_path, "hungry")
    assert _nothing_kept(tmp_path)


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _bound(monkeypatch, rows=1_500)
    with pytest.raises(reading.Unreadable, match=r"meer dan 1\.500 rijen"):
        _read(tmp_path, "many")
    assert _nothing_kept(tmp_path)


def test_too_much_on_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _bound(monkeypatch, staged=500_000)
    with pytest.raises(reading.Unreadable):
        _read(tmp_path, "many")
    assert _nothing_kept(tmp_path)


def test_patience_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _bound(monkeypatch, patience=1)
    with pytest.raises(reading.Unreadable, match="duurde te lang"):
        _read(tmp_path, "sleepy")
    assert _nothing_kept(tmp_path)


def test_processor_time_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _bound(monkeypatch, processor=1)
    with pytest.raises(reading.Unreadable, match="duurde te lang"):
        _read(tmp_path, "many")
    assert _nothing_kept(tmp_path)


def test_who_watches_can_stop_it(tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        _read(tmp_path, "sleepy", progress=stop)
    assert _nothing_kept(tmp_path)


def test_an_earlier_staging_file_stays_until_a_new_one_is_whole(tmp_path: Path) -> None:
    _read(tmp_path, "good", b"Harmonie")
    with pytest.raises(reading.Unreadable):
        _read(tmp_path, "breaking")
    assert "Harmonie" in _names(tmp_path)[0]


def test_what_a_killed_watcher_left_is_swept_up(tmp_path: Path) -> None:
    left = tmp_path / "run" / f"{reading.PREFIX}abc"
    left.mkdir(parents=True)
    (left / "half.sqlite3").write_bytes(b"x")
    _read(tmp_path, "good", b"Harmonie")
    assert not left.exists()


def test_the_process_knows_no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NB_SECRET_KEY", "geheim")
    monkeypatch.setenv("NB_DATABASE_URL", "postgresql://geheim")
    _read(tmp_path, "environment")
    assert "NB_" not in _names(tmp_path)[0]


@contextmanager
def _canary() -> Iterator[tuple[int, list[str]]]:
    """A server that notes who knocks."""
    knocks: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, address = server.accept()
                except OSError:
                    return
                knocks.append(str(address))
                connection.close()

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1], knocks


def test_a_reader_reaches_no_network_and_no_programs(tmp_path: Path) -> None:
    with _canary() as (port, knocks):
        assert _read(tmp_path, "reaching", b"%d" % port).rows == 6
    assert not [name for name in _names(tmp_path) if "gelukt" in name]
    assert knocks == []


def test_a_reader_opens_no_files_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("geheim")
    _read(tmp_path, "prying")
    done = [name for name in _names(tmp_path) if "gelukt" in name]
    assert len(done) == 1  # installed code may still be imported
    assert "module" in done[0]
    assert (tmp_path / "given.txt").exists()


@pytest.mark.skipif(not os.path.exists("/proc/self/ns/net"), reason="only Linux has them")
def test_the_network_is_left_where_the_system_allows_it(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        before = os.readlink("/proc/self/ns/net")
        apart = confined.leave_network(os.getppid())
        os._exit(0 if apart == (os.readlink("/proc/self/ns/net") != before) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_progress_tells_bytes(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    _read(tmp_path, "good", b"Harmonie " * 5_000, progress=lambda *at: told.append(at))
    assert told
    assert all(0 <= done <= total for done, total in told)
    assert told[-1][1] == 45_000


def test_the_day_of_a_file_is_asked_there_too(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text('{"osm3s": {"timestamp_osm_base": "2026-01-31T00:00:00Z"}}')
    assert reading.day_of(file, "osm") == date(2026, 1, 31)
    file.write_text("[]")
    assert reading.day_of(file, "osm") is None
    assert reading.day_of(tmp_path / "none.pbf", "osm") is None


def test_a_damaged_zip_is_refused_before_a_reader_sees_it(tmp_path: Path) -> None:
    with pytest.raises(reading.Unreadable) as refused:
        _read(tmp_path, "good", b"PK\x03\x04" + b"x" * 100)
    assert str(refused.value) == intake.DAMAGED
