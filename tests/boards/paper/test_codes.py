# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Codes of cells: unique on a board, always the same, and a slip of the finger is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.boards.paper import codes, sheets
from netwerkbouwer.boards.paper.cells import Line
from netwerkbouwer.methods import queries as methods

bodies = st.text(codes.ALPHABET, min_size=codes.BODY, max_size=codes.BODY)
LOOK_ALIKE = ("0OQ", "1IL", "5S", "8B", "6G", "2Z", "UV")


def code(body: str) -> str:
    return body + codes.check_sign(body)


def test_no_two_signs_look_alike() -> None:
    for group in LOOK_ALIKE:
        assert sum(sign in codes.ALPHABET for sign in group) <= 1
    assert len(set(codes.ALPHABET)) == codes.PRIME == 23


@given(bodies)
def test_every_single_wrong_sign_is_noticed(body: str) -> None:
    right = code(body)
    assert codes.is_code(right)
    for place in range(codes.LENGTH):
        for sign in set(codes.ALPHABET) - {right[place]}:
            assert not codes.is_code(right[:place] + sign + right[place + 1 :])


@given(bodies)
def test_every_swap_of_two_signs_is_noticed(body: str) -> None:
    right = code(body)
    for i in range(codes.LENGTH):
        for j in range(i):
            signs = list(right)
            signs[i], signs[j] = signs[j], signs[i]
            if signs != list(right):
                assert not codes.is_code("".join(signs))


@given(st.text(max_size=12), st.lists(st.text(max_size=20), unique=True, max_size=60))
def test_codes_are_unique_and_always_the_same(board: str, cells: list[str]) -> None:
    made = codes.codes_for(board, cells)

    assert set(made) == set(cells)
    assert len(set(made.values())) == len(cells)
    assert all(map(codes.is_code, made.values()))
    assert made == codes.codes_for(board, cells)


@given(
    st.lists(st.integers(), unique=True, max_size=300),
    st.lists(st.integers(), unique=True, max_size=300),
)
def test_cells_that_come_later_change_no_code(first: list[int], later: list[int]) -> None:
    before = codes.codes_for("bord", map(str, first))
    after = codes.codes_for("bord", [*map(str, first), *map(str, later)])

    assert {cell: after[cell] for cell in before} == before


def test_a_full_board_has_a_code_for_every_cell_and_no_more() -> None:
    made = codes.codes_for("bord", map(str, range(codes.ROOM)))

    assert len(set(made.values())) == codes.ROOM
    with pytest.raises(codes.NoRoom):
        codes.codes_for("bord", map(str, range(codes.ROOM + 1)))


@pytest.mark.parametrize("slug", [method.slug for method in methods.published()])
def test_every_cell_of_every_method_has_a_code_of_its_own(slug: str) -> None:
    method = methods.newest(slug)
    lines = {zone: [Line(f"{zone}{n}", str(n), age=n) for n in range(12)] for zone in method.zones}
    made = sheets.sheets_of(method, "vl", lines)

    found = codes.codes_for("bord", sheets.keys(method, made, lines))

    wanted = [sheet.code_key for sheet in made] + [c.key for s in made for c in s.cells()]
    assert len(wanted) == len(set(wanted)) == len({found[key] for key in wanted})


def test_rows_that_are_added_or_taken_away_change_no_code_of_a_matrix() -> None:
    method = methods.newest("beleid-verbinden")

    def printed(rows: list[Line]) -> dict[str, str]:
        lines = {"culture_goals": rows, "social_goals": [Line("kolom", "Kolom", age=1)]}
        made = sheets.sheets_of(method, "vl", lines)
        return codes.codes_for("bord", sheets.keys(method, made, lines))

    first = [Line(f"rij{n}", "Rij", age=n) for n in range(2, 40)]
    before = printed(first)
    gone = [Line(line.card, "Rij", line.age, is_removed=line.age % 3 == 0) for line in first]
    later = [Line(f"nieuw{n}", "Nieuw", age=100 + n) for n in range(40)]

    after = printed([*later, *gone])

    assert {key: after[key] for key in before} == before


def test_a_matrix_larger_than_there_are_codes_still_prints() -> None:
    method = methods.newest("beleid-verbinden")
    many = {
        zone: [Line(f"{zone}{n}", str(n), age=n, is_removed=n % 2 == 0) for n in range(400)]
        for zone in ("culture_goals", "social_goals")
    }
    made = sheets.sheets_of(method, "vl", many)

    found = codes.codes_for("bord", sheets.keys(method, made, many))

    assert all(cell.key in found for sheet in made for cell in sheet.cells())
    assert all(sheet.code_key in found for sheet in made)


@pytest.mark.parametrize(
    ("typed", "table", "found"),
    [
        ("K7M4", None, "K7M4"),
        (" k7 m4 ", None, "K7M4"),
        ("3-k7m4", 3, "K7M4"),
        ("12 K7M4", 12, "K7M4"),
        ("3–K7M4", 3, "K7M4"),
        ("uz6g", None, "V266"),
        ("1000-K7M4", None, None),
        ("", None, None),
        ("onzin!", None, "ONZIN"),
    ],
)
def test_people_type_codes_in_their_own_way(typed: str, table: int | None, found: str) -> None:
    read = codes.read(typed)

    assert (read.table if read else None, read.code if read else None) == (
        table,
        found.translate(codes.MEANT) if found else None,
    )


@given(bodies, st.integers(1, 999))
def test_a_code_with_its_table_reads_back_with_and_without_the_dash(body: str, table: int) -> None:
    right = code(body)
    written = codes.written(right, table)

    assert codes.read(written) == codes.Typed(table, right)
    assert codes.read(written.lower().replace("-", " ")) == codes.Typed(table, right)


@given(st.text(max_size=30))
def test_no_text_is_too_strange_to_read(text: str) -> None:
    read = codes.read(text)

    assert read is None or read.table is None or 1 <= read.table <= 999
    assert codes.nearest(read.code if read else "", ["K7M4"]) in ([], ["K7M4"])


def test_a_wrong_code_gives_the_nearest_first() -> None:
    known = codes.codes_for("bord", map(str, range(300))).values()
    right = sorted(known)[10]
    wrong = right[:2] + next(s for s in codes.ALPHABET if s != right[2]) + right[3]

    near = codes.nearest(wrong, list(known))

    assert near[0] == right or sum(a != b for a, b in zip(near[0], wrong, strict=True)) == 1
    assert right in near
    assert len(near) <= codes.NEAREST
    assert right in codes.nearest(right[1] + right[0] + right[2:], list(known))
