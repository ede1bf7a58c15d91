# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A file from outside: headers, encodings, sizes, and that no bytes break it."""

import gzip
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netwerkbouwer.organisations import files
from netwerkbouwer.organisations.records import OrganisationRecord, RowError

HEADER = "id,name,country,municipality_code,sector\n"
ROW = "b:1,Buurthuis,BE,44021,welzijn\n"


def read(content: str | bytes, tmp_path: Path) -> list[OrganisationRecord | RowError]:
    path = tmp_path / "lijst.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(files.read(path))


def errors(content: str | bytes, tmp_path: Path) -> list[RowError]:
    return [row for row in read(content, tmp_path) if isinstance(row, RowError)]


def test_good_rows_are_read_and_bad_ones_told_by_line(tmp_path: Path) -> None:
    found = read(
        HEADER + ROW + "b:2,Huis,BE,44021,onzin\n\n" + "b:3,Huis,BE,44021,sport\n", tmp_path
    )

    assert [type(row) for row in found] == [OrganisationRecord, RowError, OrganisationRecord]
    assert [row.line for row in found] == [2, 3, 5]


def test_the_line_is_where_a_row_starts(tmp_path: Path) -> None:
    found = read(
        HEADER + 'b:1,"Huis\nDe Brug",BE,44021,sport\n' + "b:2,x,BE,44021,onzin\n", tmp_path
    )

    assert [row.line for row in found] == [2, 4]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_follows_the_header(delimiter: str, tmp_path: Path) -> None:
    (found,) = read((HEADER + ROW).replace(",", delimiter), tmp_path)

    assert isinstance(found, OrganisationRecord)


def test_a_byte_order_mark_and_a_gzipped_file_make_no_difference(tmp_path: Path) -> None:
    (found,) = read(b"\xef\xbb\xbf" + (HEADER + ROW).encode(), tmp_path)
    path = tmp_path / "lijst.csv.gz"
    path.write_bytes(gzip.compress((HEADER + ROW).encode()))

    assert list(files.read(path)) == [found]


@pytest.mark.parametrize(
    "content",
    [
        (HEADER + ROW).encode("utf-16"),
        HEADER.encode() + "b:1,Café,BE,44021,sport\n".encode("cp1252"),
    ],
)
def test_another_encoding_is_refused_with_what_to_do(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(files.UnreadableFile, match="UTF-8"):
        read(content, tmp_path)


def test_missing_columns_are_named_with_what_looks_like_them(tmp_path: Path) -> None:
    with pytest.raises(files.UnreadableFile, match=r"'sector' \(je hebt wel 'sectoor'\)"):
        read("name,sectoor,country\n", tmp_path)
    with pytest.raises(files.UnreadableFile, match="municipality_code"):
        read("name,sector\n", tmp_path)
    with pytest.raises(files.UnreadableFile, match="leeg"):
        read("", tmp_path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(files.UnreadableFile, match="gaat niet open"):
        list(files.read(tmp_path / "weg.csv"))
    broken = tmp_path / "stuk.csv.gz"
    broken.write_bytes(gzip.compress((HEADER + ROW * 99).encode())[:-20])
    with pytest.raises(files.UnreadableFile, match="gaat niet open"):
        list(files.read(broken))


def test_a_cell_of_ten_megabytes_costs_that_row_only(tmp_path: Path) -> None:
    huge = f"b:2,{'x' * 10_000_000},BE,44021,sport\n"

    found = read(HEADER + ROW + huge + "b:3,Huis,BE,44021,sport\n", tmp_path)

    assert [type(row) for row in found] == [OrganisationRecord, RowError, OrganisationRecord]


def test_a_cell_too_long_for_csv_costs_that_row_only(tmp_path: Path) -> None:
    long = f"b:2,{'x' * 200_000},BE,44021,sport\n"

    assert len(errors(HEADER + ROW + long + ROW, tmp_path)) == 1


def test_too_many_cells_are_refused(tmp_path: Path) -> None:
    assert "komma te veel" in errors(HEADER + "b:1,Huis,BE,44021,sport,x\n", tmp_path)[0].reason


@given(st.binary(max_size=400))
@example(b'"')
@example(b"\x00\xff\xfe")
@example(HEADER.encode() + b'b:1,"' + b"\n" * 50)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "lijst.csv"
        path.write_bytes(HEADER.encode() + content)
        with suppress(files.UnreadableFile):
            assert all(row.line > 1 for row in files.read(path))
