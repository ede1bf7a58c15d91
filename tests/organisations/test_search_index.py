# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The index on disk: made, changed, swapped under a reader, lost and broken."""

import json
import shutil
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.common import locks
from netwerkbouwer.organisations import (
    index_files,
    index_reader,
    likeness,
    numbers,
    search_index,
)
from netwerkbouwer.organisations.search_index import IndexDocument

GHENT, AALST = "44021", "41002"


def document(pk: int, name: str = "Huis", **values: object) -> IndexDocument:
    defaults: dict[str, object] = {
        "municipality": GHENT,
        "country": "BE",
        "sectors": ("welzijn",),
        "main_sector": "welzijn",
        "half": "other",
    }
    return IndexDocument(pk=pk, name=name, **{**defaults, **values})  # type: ignore[arg-type]


def these(*documents: IndexDocument) -> search_index.Fetch:
    """What the rows would give now: of the keys that are asked for, these."""
    return lambda pks: [one for one in documents if one.pk in pks]


def every(root: Path) -> list[int]:
    index = index_reader.snapshot(root)
    return sorted(index.best(index.both(None, None), 1_000).pks)


def test_an_index_holds_what_was_given(tmp_path: Path) -> None:
    told: list[int] = []
    version = search_index.build(tmp_path, [document(3), document(1)], progress=told.append)

    assert every(tmp_path) == [1, 3]
    assert (version.count, version.high_water, told) == (2, 3, [2])


def test_an_empty_index_answers_with_nothing(tmp_path: Path) -> None:
    search_index.build(tmp_path, [])

    assert every(tmp_path) == []
    assert index_reader.snapshot(tmp_path).numbers.rows_of([1]).tolist() == [-1]


def test_an_update_replaces_adds_and_removes(tmp_path: Path) -> None:
    search_index.build(
        tmp_path, [document(1), document(2), document(3)], search_index.Ranges(("library",))
    )

    search_index.update(
        tmp_path,
        [2, 3, 9],
        these(document(2, "Nieuwe naam", kind="museum"), document(9, lat=51.0, lon=3.0)),
    )

    index = index_reader.snapshot(tmp_path)
    assert every(tmp_path) == [1, 2, 9]
    assert index.by_name("nieuwe naam", None).pks == [2]
    assert index.by_name("huis", None).pks == [1, 9]
    assert index.numbers.pk.tolist() == [1, 2, 9]
    assert index.numbers.kinds == ("library", "museum")
    assert index.numbers.kind.tolist() == [-1, 1, -1]
    assert np.isnan(index.numbers.lat[0])
    assert index.numbers.lat[2] == 51.0


def test_a_reader_keeps_its_index_while_a_new_one_takes_its_place(tmp_path: Path) -> None:
    search_index.build(tmp_path, [document(1)])
    before = index_reader.snapshot(tmp_path)
    for pk in (2, 3, 4):
        search_index.build(tmp_path, [document(pk)])

    assert before.best(before.both(None, None), 9).pks == [1]
    assert before.numbers.pk.tolist() == [1]
    assert every(tmp_path) == [4]
    assert len(list(tmp_path.glob("i-*"))) == index_files.KEPT_FOLDERS


def test_the_same_version_is_opened_once(tmp_path: Path) -> None:
    search_index.build(tmp_path, [document(1)])

    assert index_reader.snapshot(tmp_path) is index_reader.snapshot(tmp_path)


def test_rows_are_read_only_when_no_one_else_writes(tmp_path: Path) -> None:
    search_index.build(tmp_path, [document(1)])

    def rows(pks: Sequence[int]) -> Iterator[IndexDocument]:
        with pytest.raises(locks.StillHeld), locks.hold(tmp_path / "writing.lock", seconds=0):
            pass
        yield document(2)

    search_index.update(tmp_path, [2], rows)

    assert every(tmp_path) == [1, 2]


def test_readers_never_see_half_an_update(tmp_path: Path) -> None:
    search_index.build(tmp_path, [document(pk) for pk in range(1, 20)])
    seen: list[tuple[int, int]] = []
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            index = index_reader.snapshot(tmp_path)
            seen.append((len(index.numbers.pk), index.best(index.both(None, None), 1).total))

    reader = threading.Thread(target=look)
    reader.start()
    for pk in range(20, 40):
        search_index.update(tmp_path, [pk], these(document(pk)))
    stop.set()
    reader.join()

    assert seen
    assert {count - total for count, total in seen} == {0}
    assert every(tmp_path) == list(range(1, 40))


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    search_index.build(tmp_path, [])
    rows = [document(pk) for pk in range(1, 6)]
    writers = [
        threading.Thread(target=search_index.update, args=(tmp_path, [pk], these(*rows)))
        for pk in range(1, 6)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert every(tmp_path) == [1, 2, 3, 4, 5]


def break_version(root: Path) -> None:
    (root / "version.json").write_text("{", encoding="utf-8")


def break_folder_name(root: Path) -> None:
    stored = json.loads((root / "version.json").read_text(encoding="utf-8"))
    stored["folder"] = "../elders"
    (root / "version.json").write_text(json.dumps(stored), encoding="utf-8")


def lose_folder(root: Path) -> None:
    shutil.rmtree(next(root.glob("i-*")))


def lose_numbers(root: Path) -> None:
    shutil.rmtree(next(root.glob("i-*/numbers")))


def break_numbers(root: Path) -> None:
    next(root.glob("i-*/numbers/0/pk.npy")).write_bytes(b"\x93NUMPY")


def break_index(root: Path) -> None:
    next(root.glob("i-*/meta.json")).write_text("{", encoding="utf-8")


def another_layout(root: Path) -> None:
    stored = json.loads((root / "version.json").read_text(encoding="utf-8"))
    stored["layout"] = 0
    (root / "version.json").write_text(json.dumps(stored), encoding="utf-8")


@pytest.mark.parametrize(
    "damage",
    [
        shutil.rmtree,
        break_version,
        break_folder_name,
        lose_folder,
        lose_numbers,
        break_numbers,
        break_index,
        another_layout,
    ],
)
def test_a_lost_or_broken_index_is_told_and_can_be_made_again(
    damage: object, tmp_path: Path
) -> None:
    root = tmp_path / "search"
    search_index.build(root, [document(1)])
    assert callable(damage)
    damage(root)

    with pytest.raises(index_files.IndexUnavailable, match="build_search_index"):
        index_reader.snapshot(root)

    search_index.build(root, [document(2)])
    assert every(root) == [2]


def test_parts_of_compounds_count_once() -> None:
    found = search_index.topic_tokens([("muziekschool", 2), ("muziekschool en zaal", 1)])

    assert sorted(found) == ["muziek", "muziekschool", "muziekschool", "muziekschool", "school"] + [
        "zaal"
    ]


@given(st.lists(st.integers(min_value=1, max_value=50), unique=True, max_size=20))
def test_rows_are_found_by_key(pks: list[int]) -> None:
    columns = {name: np.zeros(len(pks), dtype=dtype) for name, dtype in numbers.COLUMNS.items()}
    columns["pk"] = np.array(sorted(pks), dtype=np.int64)
    known = numbers.Numbers(**columns, municipalities=(), kinds=())

    found = known.rows_of(range(1, 51)).tolist()

    for pk, row in enumerate(found, start=1):
        assert (row >= 0) == (pk in pks)
        assert row < 0 or known.pk[row] == pk


@given(st.text(alphabet="abcdefgh", min_size=1, max_size=12))
def test_every_word_has_the_grams_of_its_start(word: str) -> None:
    found = search_index.grams(word)

    assert found[0] == f"^{word[0]}"
    assert all(1 < len(gram) <= 3 for gram in found)


@pytest.mark.parametrize(
    ("typed", "name", "is_like"),
    [
        ("kaaitheater", "kaaitheater foyer", True),
        ("kaaiteater", "kaaitheater", True),
        ("kaai", "kaaitheater", True),
        ("vzx de linde", "vzw de linde", True),
        ("vzwdde linde", "vzw de linde", True),
        ("kleine zaal", "circusatelier kleinigheid", False),
        ("zaal", "zaad", True),
        ("koor", "agentschap voor natuur", False),
        ("het koor", "agentschap voor het bos", False),
        ("kaor", "koor van de wijk", True),
        ("jkaaitheater", "kaaitheater", True),
        ("bib", "bal", False),
        ("goede contacten", "best contact", False),
    ],
)
def test_what_counts_as_the_same_name(typed: str, name: str, is_like: bool) -> None:
    assert bool(likeness.likeness(typed.split(), [name])) == is_like


@given(st.lists(st.text(max_size=8), max_size=5), st.lists(st.text(max_size=20), max_size=3))
def test_likeness_is_a_share_of_a_hundred(words: list[str], names: list[str]) -> None:
    assert 0.0 <= likeness.likeness(words, names) <= 100.0
