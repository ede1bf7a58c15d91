# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Damaged files give rows, refused rows or one sentence; never a crash, never half an import.

The same generator makes 10,000 of them in `./nb prove directory`.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks.directory import damage, damaged
from netwerkbouwer.importing import actions, pipeline, plan, sources, staging
from netwerkbouwer.importing.models import ImportRun
from netwerkbouwer.organisations.models import Organisation, SourceRecord
from netwerkbouwer.places import actions as places

FILES, SEED, WHOLE_WAY = 300, 4, 14


@pytest.mark.slow
def test_no_damaged_file_breaks_a_reader() -> None:
    tally = damaged.run(FILES, SEED)
    assert tally.crashes == []
    assert tally.files == FILES
    assert set(tally.by_reader) == {reader.slug for reader in sources.READERS}
    assert min(tally.taken, tally.refused) > FILES // 10  # some of everything


def test_harm_is_the_same_for_the_same_seed_and_harms() -> None:
    raw = b"name;sector\nHarmonie;kunsten\n" * 5
    assert [damage.harm(raw, ".csv", seed) for seed in range(50)] == [
        damage.harm(raw, ".csv", seed) for seed in range(50)
    ]
    assert sum(damage.harm(raw, ".csv", seed) != raw for seed in range(50)) > 45


def test_every_sample_is_read_when_nothing_is_wrong(tmp_path: Path) -> None:
    for number, (reader, path) in enumerate([*damaged.samples(), *damaged.write_sheets(tmp_path)]):
        folder = tmp_path / str(number)
        folder.mkdir()
        told = damaged.read(path, reader, folder)
        assert told.get("rows", 0) > told.get("errors", 0), (path, told)


def test_a_reader_that_breaks_counts_as_a_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path, options: object) -> Iterator[object]:
        yield {}["missing"]

    monkeypatch.setattr(sources, "by_slug", lambda slug: SimpleNamespace(read=broken))
    (_, sample), *_ = damaged.write_sheets(tmp_path)
    told = [damaged._one(sample, "sheet", seed) for seed in range(20)]
    assert any("KeyError" in each.get("crash", "") for each in told)


def test_a_process_that_dies_counts_as_a_crash_and_the_rest_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(damaged.sys, "executable", "/bin/false")
    told = list(damaged._told(1, 0, 3))
    assert len(told) == 3
    assert all("died" in each["crash"] for each in told)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("no_index")
def test_a_damaged_file_is_taken_in_whole_or_not_at_all(tmp_path: Path) -> None:
    places.load_places()
    known = [*damaged.samples(), *damaged.write_sheets(tmp_path)]
    ends = set()
    for seed in range(WHOLE_WAY):
        reader, sample = known[seed * 3 % len(known)]
        place = tmp_path / f"run-{seed}"
        place.mkdir()
        ends.add(_whole_way(reader, damaged.damaged(sample, place, seed), Organisation))
        shutil.rmtree(place)
    assert len(ends) > 1  # taken and refused


def _whole_way(reader: str, path: Path, organisations: type[Organisation]) -> str:
    before = SourceRecord.objects.count(), organisations.objects.count()
    try:
        run = actions.receive(path, path.name, reader=reader)
        pipeline.read(run)
    except (actions.Unwelcome, pipeline.Refused):
        refused = ImportRun.objects.first()
        assert (SourceRecord.objects.count(), organisations.objects.count()) == before
        assert refused is None or not (plan.folder_of(refused) / staging.FILE_NAME).exists()
        return "refused"
    counts = run.counts
    assert (SourceRecord.objects.count(), organisations.objects.count()) == before
    run.options = {**run.options, "force": True}
    pipeline.apply(run)
    run.refresh_from_db()
    assert run.state == ImportRun.State.APPLIED
    came = counts["new"] + counts["doubtful"]
    assert organisations.objects.count() == before[1] + came
    assert SourceRecord.objects.count() == before[0] + came + counts["joined"]
    pipeline.undo(run)
    assert SourceRecord.objects.count() == before[0]
    return "applied"
