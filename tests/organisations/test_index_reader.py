# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Searching the index: starts of names, places that lift, counts per sector."""

from pathlib import Path

import pytest
from tantivy import Query

from netwerkbouwer.organisations import index_reader, name_queries, search_index
from netwerkbouwer.organisations.search_index import IndexDocument

GHENT, AALST = "44021", "41002"


def snapshot(root: Path, *rows: IndexDocument) -> index_reader.Snapshot:
    search_index.build(root, rows)
    return index_reader.snapshot(root)


def named(pk: int, name: str, place: str = GHENT, *, about: str = "") -> IndexDocument:
    return IndexDocument(pk=pk, name=name, municipality=place, country="BE", description=about)


def test_one_letter_after_a_word_finds_names_that_go_on_with_it(tmp_path: Path) -> None:
    index = snapshot(tmp_path, *(named(pk, f"Huis {word}") for pk, word in
                                 enumerate(("Merel", "Mus", "Vink"), 1)))  # fmt: skip

    def called(*words: str) -> list[int]:
        return sorted(index.top(name_queries.all_words(index.schema, words), 9))

    assert called("huis", "m") == [1, 2]
    assert called("huis", "me") == called("huis", "mere") == [1]
    assert called("m") == called("huis", "m", "v") == []
    assert sorted(index.by_name("huis m", None).pks) == [1, 2]


def test_names_with_all_words_are_found_among_many_that_share_their_pieces(tmp_path: Path) -> None:
    many = [named(pk, f"Basisschool De Wegwijzer van {pk} en meer") for pk in range(1, 121)]
    index = snapshot(tmp_path, *many, named(999, "De grote en de kleine basisschool de wegwijzers"))

    assert 999 in index.by_name("grote basisschool wegwijzers", None).pks


@pytest.mark.parametrize("share", [0.0, 1.5])
def test_a_slip_is_forgiven_when_all_pieces_are_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    monkeypatch.setattr(index_reader, "FEW_WEIGHED", 0)
    monkeypatch.setattr(index_reader, "WEIGHED_SHARE", share)
    index = snapshot(tmp_path, *(named(pk, "Basisschool De Brug") for pk in range(1, 300)))

    assert len(index.by_name("basischool de brug", None).pks) == index_reader.RERANKED


def test_a_named_municipality_lifts_what_lies_there_above_better_answers(tmp_path: Path) -> None:
    rows = [named(pk, f"Een {pk}", AALST, about="toneel toneel") for pk in range(1, 61)]
    here = [named(pk, f"Twee {pk}", about="toneel en nog veel meer over van alles") for pk in
            range(61, 64)]  # fmt: skip
    index = snapshot(tmp_path, *rows, *here)
    query = index.text_query("toneel gent")
    assert query is not None

    lifted = index.top_near(query, "toneel gent", 5)
    second = index.top_near(query, "toneel gent", 5, 5)
    without = index.top_near(query, "toneel gent", 5, without=[61, lifted[3]])

    assert sorted(lifted[:3]) == [61, 62, 63]
    assert not set(lifted) & set(second)
    assert sorted(without[:2]) == [62, 63]
    assert without[2:] == [lifted[4], *second[:2]]
    assert not set(index.top_near(query, "toneel", 5)) & {61, 62, 63}
    assert index.top_near(query, "toneel gent", 0) == []


def test_several_sectors_count_in_each_and_none_in_the_total(tmp_path: Path) -> None:
    of = (("erfgoed",), ("erfgoed", "welzijn"), ("welzijn", "erfgoed"), ("welzijn",), ())
    rows = [
        IndexDocument(pk=pk, name=f"Huis {pk}", sectors=slugs) for pk, slugs in enumerate(of, 1)
    ]
    counts = snapshot(tmp_path, *rows).counts(Query.all_query(), "all")

    assert counts.total == len(of)
    assert counts.sectors == {"erfgoed": 3, "welzijn": 3}


def test_a_set_of_sectors_is_one_value_whatever_the_order() -> None:
    assert search_index.sector_set(("b", "a", "b")) == search_index.sector_set(("a", "b"))
    assert search_index.sectors_in(search_index.sector_set(("b", "a"))) == ["a", "b"]
    assert search_index.sectors_in(search_index.sector_set(())) == []


def test_who_is_named_and_does_not_answer_counts_once(tmp_path: Path) -> None:
    rows = [
        IndexDocument(pk=pk, name=f"Huis {pk}", sectors=("welzijn",), description=about)
        for pk, about in enumerate(("toneel", "toneel", "", ""), 1)
    ]
    index = snapshot(tmp_path, *rows)
    query = index.text_query("toneel")
    assert query is not None

    counts = index.counts(query, "toneel", also=[1, 3])

    assert (counts.total, counts.sectors) == (3, {"welzijn": 3})
