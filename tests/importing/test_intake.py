# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A file is looked over before anyone reads it: bombs are refused, honest files come through."""

import contextlib
import dataclasses
import gzip
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.directory import bomb_files, bomb_parts
from netwerkbouwer.importing import blobs, intake, looks, zips
from netwerkbouwer.importing.limits import GB, LIMITS, MB

UPLOAD = LIMITS["upload"]
CSV = b"name;sector\nHarmonie;kunsten\n"
DOCUMENT = Path(__file__).parents[2] / "docs" / "operations.md"
# Made in less than a second; the others are in `./nb prove directory`.
QUICK = [
    name
    for name in bomb_files.BOMBS
    if not re.search("zeros|says_it_is|million_rows|swelling|larger|open_quote", name)
]
# Nothing in their bytes is wrong: a reader, or the limits of its process, must refuse them.
FOR_READERS = {
    "xlsx_with_two_far_corners",
    "xlsx_that_repeats_one_long_text",
    "ods_that_repeats_a_cell",
    "ods_that_repeats_a_cell_in_rows",
    "xls_whose_sectors_go_round",
    "pbf_of_noise",
    "json_cut_off",
    "jsonld_with_a_foreign_context",
}


def _unpack(folder: Path, name: str, content: bytes) -> list[Path]:
    given, target = folder / name, folder / "out"
    given.write_bytes(content)
    target.mkdir(exist_ok=True)
    return intake.unpack(given, target, UPLOAD)


def test_the_corpus_is_large() -> None:
    assert len(bomb_files.BOMBS) >= 80


@pytest.mark.parametrize("name", QUICK)
def test_a_bomb_is_refused_before_it_is_unpacked(name: str, tmp_path: Path) -> None:
    file_name, make = bomb_files.BOMBS[name]
    if name in FOR_READERS:
        assert len(_unpack(tmp_path, file_name, make())) == 1
        return
    with pytest.raises(intake.Refused) as refused:
        _unpack(tmp_path, file_name, make())
    assert str(refused.value).endswith((".", "name."))
    assert {file.name for file in tmp_path.iterdir()} == {file_name, "out"}


def test_a_part_that_swells_is_refused_at_the_limit(tmp_path: Path) -> None:
    packed, crc = bomb_parts.deflated_zeros(5 * MB)
    lie = bomb_parts.archive([bomb_parts.Part(b"a.csv", packed=packed, size=100, crc=crc)])
    with pytest.raises(intake.Refused):
        _unpack(tmp_path, "a.zip", lie)
    assert sum(file.stat().st_size for file in (tmp_path / "out").iterdir()) <= zips.CHUNK


def test_parts_that_lie_over_each_other_are_seen_by_their_headers_alone() -> None:
    _, make = bomb_files.BOMBS["zip_of_parts_that_quote_each_other"]
    with pytest.raises(zips.Sneaky):
        zips.entries(io.BytesIO(make()), UPLOAD.entries)


def test_a_zip_comes_out_flat_and_without_what_systems_add(tmp_path: Path) -> None:
    files = {"kbo/a.csv": CSV, "kbo/b.csv": CSV, "__MACOSX/kbo/._a.csv": b"x", ".DS_Store": b"x"}
    out = _unpack(tmp_path, "a.zip", bomb_parts.plain_zip({**files}))
    assert [path.name for path in out] == ["a.csv", "b.csv"]
    assert all(path.parent == tmp_path / "out" and path.read_bytes() == CSV for path in out)


def test_files_of_one_name_in_two_folders_keep_their_folders(tmp_path: Path) -> None:
    files = {"kbo/1/a.csv": CSV, "kbo/2/a.csv": CSV}
    out = _unpack(tmp_path, "a.zip", bomb_parts.plain_zip({**files}))
    assert [str(path.relative_to(tmp_path / "out")) for path in out] == ["1/a.csv", "2/a.csv"]


@pytest.mark.parametrize("name", ["xlsx_that_laughs", "gz_in_gz", "gz_in_zip", "pdf_named_csv"])
def test_a_look_refuses_what_unpacking_would(name: str, tmp_path: Path) -> None:
    file_name, make = bomb_files.BOMBS[name]
    (tmp_path / file_name).write_bytes(make())
    with pytest.raises(intake.Refused):
        intake.look(tmp_path / file_name, UPLOAD)


def test_a_look_takes_a_sheet(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(bomb_parts.xlsx(""))
    intake.look(tmp_path / "a.xlsx", UPLOAD)


def test_a_zip_made_as_a_stream_comes_through(tmp_path: Path) -> None:
    """Its local headers say no sizes: they come behind the bytes."""

    class Pipe:
        def __init__(self) -> None:
            self.made = bytearray()

        def write(self, raw: bytes) -> int:
            self.made += raw
            return len(raw)

        def flush(self) -> None:
            pass

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as packed:  # type: ignore[call-overload]
        packed.writestr("é.csv", CSV * 999)
    (out,) = _unpack(tmp_path, "a.zip", bytes(pipe.made))
    assert out.read_bytes() == CSV * 999


def test_gzip_comes_out_under_its_own_name(tmp_path: Path) -> None:
    (out,) = _unpack(tmp_path, "a.csv.gz", gzip.compress(CSV) + gzip.compress(CSV))
    assert (out.name, out.read_bytes()) == ("a.csv", CSV + CSV)


def test_sheets_and_texts_stay_where_they_are(tmp_path: Path) -> None:
    rows = f'<row r="1">{bomb_parts.cell("A1", "naam")}</row>'
    for name, content in {
        "a.xlsx": bomb_parts.xlsx(rows),
        "a.ods": bomb_parts.ods("<table:table-row></table:table-row>"),
        "a.csv": CSV,
        "wide.csv": CSV.decode().encode("utf-16"),
        "a.json": json.dumps([{"a": [[[1]]], 'b"\\': "]]["}] * 99).encode(),
        "a.osm.pbf": bomb_parts.pbf(bomb_parts.blob(b"OSMData", b"x" * 99)),
    }.items():
        assert _unpack(tmp_path, name, content) == [tmp_path / name]
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(("depth", "is_taken"), [(60, True), (200, False)])
@pytest.mark.parametrize("pair", [(b"[", b"]"), (b'{"a":[', b"]}")])
def test_depth_is_counted_across_pieces(
    depth: int, is_taken: bool, pair: tuple[bytes, bytes], tmp_path: Path
) -> None:
    depth //= pair[0].count(b"[") + pair[0].count(b"{")
    deep = pair[0] * depth + b'"' + b"a\\\\" * 100_000 + b'"' + pair[1] * depth
    content = b"[" + b",".join([deep] * 3) + b"]"
    if is_taken:
        assert _unpack(tmp_path, "a.json", content)
        return
    with pytest.raises(intake.Refused, match="te diep"):
        _unpack(tmp_path, "a.json", content)


_JSON = st.recursive(
    st.text(alphabet='"\\[]{}a\n') | st.integers() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=30,
)


@given(_JSON, st.integers(1, 40))
def test_json_of_any_shape_within_the_depth_is_taken(document: object, size: int) -> None:
    raw = json.dumps([document]).encode()
    look = looks.not_deep()
    for at in range(0, len(raw), size):
        look(raw[at : at + size])


def test_a_doctype_is_seen_where_two_pieces_meet() -> None:
    for at in range(1, 12):
        look = looks.no_entities()
        look((b"<x>" + b"<!DOCTYPE y>")[:at])
        with pytest.raises(looks.Refused):
            look((b"<x>" + b"<!DOCTYPE y>")[at:])


def test_brackets_in_a_text_count_for_nothing_where_pieces_meet() -> None:
    look = looks.not_deep()
    for piece in (b'["', b"[" * 500, b"\\", b'"' + b"{" * 500, b'", 1]'):
        look(piece)
    look(b'["text"')
    with pytest.raises(looks.Refused):
        look(b"," + b"[" * 500)


def test_a_blob_is_never_read_or_unpacked_beyond_what_it_may_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []

    class File(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            asked.append(size or 0)
            return super().read(size)

    class Unpacker:
        unconsumed_tail, eof, made = b"x", False, 0

        def decompress(self, raw: bytes, most: int) -> bytes:
            self.made += most
            assert self.made <= 2 * blobs.CHUNK
            return bytes(most)

    huge = bomb_parts.blob(b"OSMData", b"x", data_size=2**32)
    with pytest.raises(blobs.Damaged):
        list(blobs.sizes(File(huge)))
    assert max(asked) <= blobs.LARGEST_BLOB
    monkeypatch.setattr(blobs.zlib, "decompressobj", Unpacker)
    with pytest.raises(blobs.Damaged):
        list(blobs.sizes(File(bomb_parts.blob(b"OSMData", b"x"))))


@given(st.binary(max_size=400))
def test_any_bytes_have_a_kind(raw: bytes) -> None:
    assert isinstance(intake.kind(raw), str)


@pytest.mark.parametrize("mark", [b"PK\x03\x04", b"\x1f\x8b", b"\0\0\0\x0e\n\x09OSMHeader", b"{"])
@given(raw=st.binary(max_size=300))
def test_any_bytes_are_taken_or_refused(
    mark: bytes, raw: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _damaged(tmp_path_factory.mktemp("any"), mark + raw)


def _damaged(folder: Path, content: bytes) -> None:
    """Taken or refused, and nothing else."""
    with contextlib.suppress(intake.Refused):
        _unpack(folder, "a", content)


@given(
    at=st.integers(0, 10_000),
    by=st.integers(1, 255),
    kind=st.sampled_from(["zip", "xlsx", "pbf", "gz"]),
)
def test_a_changed_byte_never_breaks_the_look(
    at: int, by: int, kind: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = {
        "zip": bomb_parts.plain_zip({"a.csv": CSV, "b/c.csv": CSV * 9}),
        "xlsx": bomb_parts.xlsx(""),
        "pbf": bomb_parts.pbf(bomb_parts.blob(b"OSMData", b"x" * 99)),
        "gz": gzip.compress(CSV),
    }[kind]
    changed = bytearray(whole)
    changed[at % len(whole)] ^= by
    _damaged(tmp_path_factory.mktemp("any"), bytes(changed))
    _damaged(tmp_path_factory.mktemp("any"), whole[: at % len(whole)])


def test_the_limits_in_the_document_are_those_of_the_code() -> None:
    told = dict(re.findall(r"^\| `limits\.(\w+)` \|(.*)\|$", DOCUMENT.read_text("utf-8"), re.M))
    assert set(told) == {field.name for field in dataclasses.fields(UPLOAD)}
    for name, cells in told.items():
        _, *values = [cell.strip() for cell in cells.split("|")]
        for size, value in zip(("upload", "register"), values, strict=True):
            assert _number(value) == getattr(LIMITS[size], name), (name, size)


def _number(words: str) -> int:
    number, _, unit = words.replace(",", "").partition(" ")
    return int(float(number) * {"": 1, "MB": MB, "GB": GB, "s": 1}[unit])
