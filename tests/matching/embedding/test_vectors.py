# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Vectors on disk: made once, taken up again, only those of texts that are there."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from netwerkbouwer.matching.embedding import vectors


class Encoder:
    """Gives each text its length and first letter; remembers what it was asked."""

    def __init__(self, until: int = 10**9) -> None:
        self.asked: list[str] = []
        self.until = until

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if len(self.asked) >= self.until:
            raise KeyboardInterrupt
        self.asked += texts
        return np.array([[len(text), ord(text[0])] for text in texts], dtype=np.float32)


def stored(folder: Path) -> dict[int, list[float]]:
    found = vectors.read(folder, vectors.newest(folder))
    assert found is not None
    return {int(mark): row.tolist() for mark, row in zip(found.marks, found.values, strict=True)}


def test_every_text_has_its_vector_under_its_mark(tmp_path: Path) -> None:
    texts = ["koor", "zaal", "voetbal", "koor"]

    assert vectors.make(tmp_path, texts, Encoder()) == 3

    assert stored(tmp_path) == {vectors.mark(text): [len(text), ord(text[0])] for text in texts}


def test_a_second_making_asks_only_what_is_new(tmp_path: Path) -> None:
    vectors.make(tmp_path, ["koor", "zaal"], Encoder())
    again = Encoder()

    vectors.make(tmp_path, ["zaal", "fanfare"], again)

    assert again.asked == ["fanfare"]
    assert stored(tmp_path).keys() == {vectors.mark("zaal"), vectors.mark("fanfare")}


def test_a_cut_making_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "BATCH", 2)
    texts = [f"tekst {number}" for number in range(9)]
    with pytest.raises(KeyboardInterrupt):
        vectors.make(tmp_path, texts, Encoder(until=4))
    assert vectors.newest(tmp_path) == 0
    (tmp_path / "drafts" / "000000.npz").write_bytes(b"half")
    again = Encoder()

    vectors.make(tmp_path, texts, again)

    assert again.asked == [*texts[:2], *texts[4:]]
    assert len(stored(tmp_path)) == 9
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1"]


def test_who_has_the_old_vectors_open_keeps_them(tmp_path: Path) -> None:
    vectors.make(tmp_path, ["koor"], Encoder())
    old = vectors.read(tmp_path, 1)
    assert old is not None
    vectors.make(tmp_path, ["zaal"], Encoder())
    vectors.make(tmp_path, ["plein"], Encoder())

    assert old.values[0].tolist() == [4, ord("k")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2", "3"]


def test_no_texts_make_an_empty_store(tmp_path: Path) -> None:
    vectors.make(tmp_path, ["koor"], Encoder())

    assert vectors.make(tmp_path, [], Encoder()) == 0
    assert stored(tmp_path) == {}


def test_what_is_damaged_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    vectors.make(tmp_path, ["koor"], Encoder())
    (tmp_path / "1" / "values.npy").write_bytes(b"")

    assert vectors.read(tmp_path, 1) is None


@given(st.lists(st.text(min_size=1, max_size=5), max_size=30))
def test_places_finds_each_mark_and_no_other(texts: list[str]) -> None:
    marks = np.unique(np.array([vectors.mark(text) for text in texts], dtype=np.int64))
    found = vectors.Stored(marks, np.zeros((len(marks), 1)))
    asked = np.array([*marks, vectors.mark("iets heel anders")], dtype=np.int64)

    assert found.places(asked).tolist() == [*range(len(marks)), vectors.NOWHERE]
