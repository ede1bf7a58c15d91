# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The index while it changes: made anew, added to, interrupted, and read by others meanwhile."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from netwerkbouwer.common import dutch, locks
from netwerkbouwer.organisations import (
    actions,
    index_files,
    index_notes,
    index_reader,
    numbers,
    search_index,
    tasks,
    writing,
)
from netwerkbouwer.organisations.curation import edit_actions, hiding
from netwerkbouwer.organisations.merging import actions as merging
from netwerkbouwer.organisations.models import Organisation
from netwerkbouwer.organisations.search_index import IndexDocument
from tests.organisations import searching, telling
from tests.organisations.searching import ROWS
from tests.organisations.test_search_index import document, every

Commit = Callable[..., Any]
READERS = 3
WRITERS = (searching.rebuild, searching.update)
PATIENCE = 120.0  # seconds for a process to answer


def test_processes_go_on_searching_while_the_index_is_made_anew_and_changes(
    tmp_path: Path,
) -> None:
    search_index.build(tmp_path, searching.fetch(range(1, ROWS + 1)))
    ways = multiprocessing.get_context("spawn")
    stop, results = ways.Event(), ways.Queue()
    begun = [ways.Event() for _ in range(READERS)]
    readers = [
        ways.Process(target=searching.read, args=(tmp_path, event, stop, results), daemon=True)
        for event in begun
    ]
    for reader in readers:
        reader.start()
    assert all(event.wait(PATIENCE) for event in begun)

    writers = [ways.Process(target=do, args=(tmp_path,), daemon=True) for do in WRITERS]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(PATIENCE)
    stop.set()
    gathered = [results.get(timeout=PATIENCE) for _ in readers]

    assert [writer.exitcode for writer in writers] == [0, 0]
    assert [wrong for _, wrong in gathered] == [[]] * READERS
    assert all(count > 1 for count, _ in gathered)
    pks = set(index_reader.snapshot(tmp_path).numbers.pk.tolist())
    assert set(range(1, ROWS + 1)) <= pks


def test_what_changes_while_an_index_is_made_is_in_the_new_one(tmp_path: Path) -> None:
    search_index.build(tmp_path, [document(1), document(2)])
    rows = {1: document(1), 2: document(2), 3: document(3)}

    def fetch(pks: Sequence[int]) -> list[IndexDocument]:
        return [rows[pk] for pk in pks if pk in rows]

    def reading() -> Iterator[IndexDocument]:
        yield rows[1]
        yield rows.pop(2)
        rows[1], rows[9] = document(1, "Nieuwe naam"), document(9)
        search_index.update(tmp_path, [1, 2, 9], fetch)
        assert every(tmp_path) == [1, 9]
        yield rows[3]

    version = search_index.build(tmp_path, reading(), fetch=fetch)

    assert every(tmp_path) == [1, 3, 9]
    assert index_reader.snapshot(tmp_path).by_name("nieuwe naam", None).pks == [1]
    assert (version.count, version.high_water) == (3, 9)
    assert not index_notes.waiting(tmp_path).files


def test_changes_that_wait_are_written_in_one_go(tmp_path: Path) -> None:
    search_index.build(tmp_path, [document(1)])
    for pk in (2, 3, 4):
        index_notes.leave(tmp_path, [pk])

    version = search_index.update(tmp_path, [5], searching.fetch)

    assert every(tmp_path) == [1, 2, 3, 4, 5]
    assert version.revision == 1
    assert search_index.update(tmp_path, [], searching.fetch).revision == 1


def test_an_update_that_had_no_turn_is_done_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    search_index.build(tmp_path, [document(1)])
    monkeypatch.setattr(index_files, "LOCK_SECONDS", 0.0)
    with (
        locks.hold(tmp_path / "writing.lock", seconds=0),
        pytest.raises(index_files.IndexUnavailable, match="bijgewerkt"),
    ):
        search_index.update(tmp_path, [2], searching.fetch)

    search_index.update(tmp_path, [3], searching.fetch)

    assert every(tmp_path) == [1, 2, 3]


def test_a_writer_that_died_between_text_and_numbers_is_made_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    search_index.build(tmp_path, [document(1)])
    before = index_reader.snapshot(tmp_path)
    with monkeypatch.context() as broken:
        broken.setattr(numbers, "write", lambda *values: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            search_index.update(tmp_path, [2], searching.fetch)

    assert index_reader.snapshot(tmp_path) is before
    search_index.update(tmp_path, [3], searching.fetch)

    after = index_reader.snapshot(tmp_path)
    assert after.numbers.pk.tolist() == every(tmp_path) == [1, 2, 3]


def test_who_reads_keeps_what_it_has_while_text_and_numbers_differ(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = search_index.build(tmp_path, [document(1)])
    before = index_reader.snapshot(tmp_path)
    search_index._replace(tmp_path / version.folder, [2], searching.fetch, (numbers.Table(), {}))
    index_files.write_version(tmp_path, version)

    assert index_reader.snapshot(tmp_path) is before


def test_without_an_index_nothing_is_noted_for_ever(tmp_path: Path) -> None:
    with pytest.raises(index_files.IndexUnavailable):
        search_index.update(tmp_path, [1], searching.fetch)

    assert not index_notes.waiting(tmp_path).files


def test_a_note_that_was_cut_short_counts_for_what_it_says(tmp_path: Path) -> None:
    index_notes.leave(tmp_path, [12, 34])
    (tmp_path / "changed" / "5-half").write_text("56\n7x\n", encoding="ascii")

    assert index_notes.waiting(tmp_path).pks == [12, 34, 56]


def test_a_word_that_everyone_has_only_orders_when_another_gives_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_reader, "COMMON_AT_LEAST", 4)
    rows = [document(pk, description="zaal") for pk in range(1, 21)]
    rows += [document(21, description="toneel"), document(22, description="toneel zaal")]
    search_index.build(tmp_path, rows)
    index = index_reader.snapshot(tmp_path)

    def asked(enough: int) -> list[int]:
        query = index.topic_query(dutch.analyse("zaal toneel"), enough=enough)
        assert query is not None
        return index.top(query, 50)

    assert sorted(asked(2)) == [21, 22]
    assert len(asked(3)) == 22


def test_a_long_name_is_found_by_its_rarest_letters(tmp_path: Path) -> None:
    same = [document(pk, f"Vrije Basisschool voor iedereen {pk}") for pk in range(1, 301)]
    search_index.build(tmp_path, [*same, document(999, "Vrije Basisschool De Driespan")])

    found = index_reader.snapshot(tmp_path).by_name("vrije bassischool de driepsan", None)

    assert found.pks[0] == 999


@pytest.fixture
def listed(db: None, no_index: None) -> dict[str, Organisation]:
    """Five organisations of one source, in the index."""
    telling.municipalities()
    names = {"edited": "Kwartel", "kept": "Lijster", "merged": "Merel", "gone": "Nachtegaal"}
    names["hidden"] = "Ooievaar"
    delivery = telling.delivery()
    records = [telling.record(key, name=name) for key, name in names.items()]
    writing.take_in([writing.Incoming(one) for one in records], delivery)
    tasks.build_index()
    return {key: Organisation.objects.get(source_records__key=key) for key in names}


def found_by(client: Client, name: str) -> bool:
    page = client.get("/organisaties", {"q": name})
    assert page.status_code == 200
    return f">{name}<" in page.content.decode()


def test_what_changes_is_found_as_it_is_after_the_commit(
    listed: dict[str, Organisation],
    client: Client,
    django_capture_on_commit_callbacks: Commit,
) -> None:
    assert all(found_by(client, row.name) for row in listed.values())

    with django_capture_on_commit_callbacks(execute=True):
        changed = edit_actions.Edit({"name": "Patrijs"}, {"name": "Kwartel"})
        edit_actions.edit(listed["edited"], changed, "An")
        pair = merging.merge(listed["kept"], listed["merged"], by="An")
        hiding.hide(listed["hidden"], "An")
        gone = writing.mark_gone("een-bron", ["gone"], telling.delivery())
        actions.index_changes(gone)

    assert found_by(client, "Patrijs")
    assert found_by(client, "Lijster")
    assert not any(found_by(client, name) for name in ("Kwartel", "Nachtegaal", "Ooievaar"))
    assert listed["merged"].pk not in index_reader.snapshot(root()).numbers.pk

    with django_capture_on_commit_callbacks(execute=True):
        merging.undo(pair, "An")
        hiding.show(Organisation.objects.get(pk=listed["hidden"].pk), "An")

    assert found_by(client, "Merel")
    assert found_by(client, "Ooievaar")
    assert tasks.indexed() == 4


def root() -> Path:
    from django.conf import settings

    return Path(settings.SEARCH_INDEX_DIR)


def test_many_changes_are_updates_as_long_as_they_are_few_of_all(
    listed: dict[str, Organisation], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_UPDATED", 1)
    monkeypatch.setattr(actions, "MOST_UPDATED_SHARE", 0.5)
    folder = index_files.read_version(root()).folder
    pks = [row.pk for row in listed.values()]

    actions.index_changes(pks[:2])
    assert index_files.read_version(root()).folder == folder
    actions.index_changes(pks[:3])
    assert index_files.read_version(root()).folder != folder
