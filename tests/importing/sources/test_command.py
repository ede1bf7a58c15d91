# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command that fetches from a source: keys, addresses, and what it says."""

import io
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from netwerkbouwer.importing import fetching
from tests.importing.sources.expected import SAMPLES


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("fetch_source", *words, stdout=out)
    return out.getvalue()


def test_without_a_key_it_says_which_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NB_KEY_UITDATABANK", raising=False)
    with pytest.raises(CommandError, match="NB_KEY_UITDATABANK"):
        run("uitdatabank", str(tmp_path))


def test_a_map_service_needs_its_address(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--url"):
        run("wfs", str(tmp_path), "--where", "laag")


def test_nothing_is_fetched_from_a_host_that_is_not_listed(tmp_path: Path, settings: Any) -> None:
    settings.IMPORT_HOSTS = []
    with pytest.raises(CommandError):
        run("osm", str(tmp_path), "--where", "Gent")
    assert list(tmp_path.iterdir()) == []


def test_what_was_fetched_is_there_with_the_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.IMPORT_HOSTS = ["overpass-api.de"]
    asked: list[tuple[str, Collection[str]]] = []

    def fetch(
        url: str, target: Path, *, headers: Mapping[str, str], hosts: Collection[str], **_: object
    ) -> None:
        assert not target.exists()
        asked.append((url, hosts))
        shutil.copy(SAMPLES / "osm/overpass.json", target)

    monkeypatch.setattr(fetching, "fetch", fetch)
    said = run("osm", str(tmp_path), "--where", "Sint-Katelijne-Waver")
    assert f"import osm {tmp_path / 'overpass.json'}" in said
    assert asked[0][1] == ["overpass-api.de"]
    assert len(asked[0][0]) < fetching.LONGEST
