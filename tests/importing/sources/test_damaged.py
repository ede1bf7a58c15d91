# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever the bytes: rows, errors of a row, or one sentence about the file; never a crash."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from netwerkbouwer.importing.options import Options
from netwerkbouwer.importing.rows import SourceRow
from netwerkbouwer.importing.sources import READERS, Reader
from netwerkbouwer.organisations.files import UnreadableFile
from netwerkbouwer.organisations.records import RowError
from tests.importing.sources.expected import IN_REPOSITORY, SAMPLES, Delivery

TIMES = 12
NONSENSE = (b"\x00", b'"', b"{", b"]", b"\xff\xfe", b"<", b"\n", b",")


def damaged(content: bytes, seed: int) -> bytes:
    """The bytes with something wrong: flipped, cut, doubled, left out, or strewn with nonsense."""
    chance = random.Random(seed)
    data = bytearray(content)
    start, length = chance.randrange(len(data)), chance.randrange(1, 60)
    kind = seed % 6
    if kind == 0:
        data[start:] = b""
    elif kind == 1:
        data[start : start + length] = b""
    elif kind == 2:
        data[start:start] = bytes(chance.randrange(256) for _ in range(length))
    elif kind == 3:
        data[start:start] = data[start : start + length]
    elif kind == 4:
        data[start:start] = chance.choice(NONSENSE)
    else:
        for _ in range(1 + length // 10):
            data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def check(reader: Reader, path: Path) -> None:
    sentence = "."
    try:
        for item in reader.read(path, Options.model_validate({})):
            assert isinstance(item, SourceRow | RowError)
            if isinstance(item, SourceRow):
                assert all(isinstance(each, str) for each in item.values.values())
                assert all(isinstance(each, str) for pair in item.classes for each in pair)
    except UnreadableFile as refusal:
        sentence = str(refusal)
    assert sentence[-1] in ".?"


def broken(delivery: Delivery, folder: Path) -> Iterator[Path]:
    """Damaged copies of a delivery, one after the other in the same place."""
    sample = SAMPLES / delivery.path
    for seed in range(TIMES):
        target = folder / sample.name
        if sample.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(sample, target)
            files = sorted(target.glob("*.csv"))
            file = files[seed % len(files)]
        else:
            file = Path(shutil.copy(sample, target))
        file.write_bytes(damaged(file.read_bytes(), seed + len(delivery.path)))
        yield target


@pytest.mark.slow
@pytest.mark.parametrize("delivery", IN_REPOSITORY, ids=lambda each: each.path)
def test_a_damaged_file_never_breaks_its_reader(delivery: Delivery, tmp_path: Path) -> None:
    reader = next(each for each in READERS if each.slug == delivery.slug)
    for path in broken(delivery, tmp_path):
        check(reader, path)


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS, ids=lambda each: each.slug)
def test_a_reader_survives_the_files_of_the_others(reader: Reader) -> None:
    for delivery in IN_REPOSITORY:
        path = SAMPLES / delivery.path
        if path.is_file() or reader.slug != "sheet":  # a sheet is never a folder
            check(reader, path)


@pytest.mark.parametrize("reader", READERS, ids=lambda each: each.slug)
@pytest.mark.parametrize("suffix", [".json", ".csv", ".zip", ".ttl", ".xml", ".osm.pbf", ".jsonld"])
def test_a_reader_survives_an_empty_file_and_noise(
    reader: Reader, suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"leeg{suffix}"
    for content in (b"", b"\n", bytes(range(256)) * 4, b"PK\x03\x04" + bytes(60), b"\x1f\x8b\x08"):
        path.write_bytes(content)
        check(reader, path)
