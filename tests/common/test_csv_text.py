# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tables that a spreadsheet opens as text."""

import csv
import io

import pytest
from defusedcsv.csv import _escape  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.common import csv_text


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", " =1", "\t=1", "\u200b=1", "＝1", "\r=1", "%x"]
)
def test_what_could_be_a_formula_starts_with_an_apostrophe(text: str) -> None:
    assert str(csv_text.safe_cell(text)).startswith("'")


def test_plain_text_and_numbers_stay_as_they_are() -> None:
    assert [csv_text.safe_cell(value) for value in ("Aalst = stad", -1, 2.5, None, "")] == [
        "Aalst = stad",
        -1,
        2.5,
        "",
        "",
    ]


@given(rows=st.lists(st.lists(st.text(), min_size=2, max_size=2)))
def test_every_text_comes_back_as_one_cell_that_is_safe(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(csv_text.to_csv(["a", "b"], rows)[1:]), delimiter=";"))

    assert len(read) == len(rows) + 1
    for cell in (cell for row in read for cell in row):
        assert "\n" not in cell
        assert cell[:1] not in csv_text.FORMULA_STARTS or not cell
        # A second opinion; a bar only does something inside a formula.
        plain = cell.replace("|", "")
        assert _escape(plain) == plain
