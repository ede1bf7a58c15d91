# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Licences: a header in every source file, and no dependency that we may not ship."""

import os
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
SOURCES = {".py", ".ts", ".css", ".html", ".svelte", ".mjs", ".js", ".typ", ".sh"}
CONTENT = {".yaml"}
SKIPPED = {".git", ".venv", "node_modules", "dist", "var", "migrations", "test-results"}
HEADER = re.compile(r"SPDX-License-Identifier: (EUPL-1\.2|CC-BY-4\.0)\b")
# May be shipped with a work under EUPL-1.2. LGPL and MPL stay their own files, unchanged.
ALLOWED = re.compile(
    r"MIT|BSD|Apache|ISC|0BSD|Zlib|PSF|Python Software Foundation|MPL|Mozilla Public|LGPL"
    r"|Lesser General Public|Unlicense|CC0|EUPL|HPND",
    re.IGNORECASE,
)


def source_files(suffixes: set[str]) -> Iterator[Path]:
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [f for f in folders if f not in SKIPPED and not f.startswith(".")]
        yield from (Path(folder) / name for name in names if Path(name).suffix in suffixes)


def without_header(paths: Iterator[Path]) -> list[str]:
    return [
        str(path.relative_to(ROOT))
        for path in paths
        if not HEADER.search(path.read_text(encoding="utf-8")[:400])
    ]


def product_packages() -> list[str]:
    """The names in the product's lock file that belong on this machine."""
    lines = (ROOT / "requirements" / "product.lock").read_text(encoding="utf-8").splitlines()
    wanted = [Requirement(line.rstrip("\\ ")) for line in lines if line[:1].isalnum()]
    return [r.name for r in wanted if r.marker is None or r.marker.evaluate()]


def licence(name: str) -> str:
    """What a package says of its own licence: the expression, else classifiers and text."""
    told = metadata.metadata(name)
    if expression := told.get("License-Expression"):
        return expression
    classified = [c for c in told.get_all("Classifier") or [] if c.startswith("License ::")]
    return " ".join(classified) or (told.get("License") or "").split("\n")[0]


def test_every_source_file_names_its_licence() -> None:
    assert without_header(source_files(SOURCES)) == []


def test_every_content_pack_names_its_licence() -> None:
    packs = (path for path in source_files(CONTENT) if "packs" in path.parts)

    assert without_header(packs) == []


def test_a_file_without_header_is_found(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("tests.test_licences.ROOT", tmp_path)
    (tmp_path / "bare.py").write_text("print('hello')\n", encoding="utf-8")

    assert without_header(source_files(SOURCES)) == ["bare.py"]


def test_every_package_we_ship_has_a_licence_that_goes_with_ours() -> None:
    packages = product_packages()
    refused = {name: licence(name) for name in packages if not ALLOWED.search(licence(name))}

    assert len(packages) > 10
    assert refused == {}


def test_the_licence_texts_are_whole() -> None:
    eupl = (ROOT / "LICENSES" / "EUPL-1.2.txt").read_text(encoding="utf-8")
    ccby = (ROOT / "LICENSES" / "CC-BY-4.0.txt").read_text(encoding="utf-8")

    assert (ROOT / "LICENSE").read_text(encoding="utf-8") == eupl
    for heading in ("1.Definitions", "5.Obligations of the Licensee", "15.Applicable Law"):
        assert heading in eupl
    assert "Section 8" in ccby
