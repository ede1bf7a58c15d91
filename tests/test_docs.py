# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The documents tell the truth about the code."""

import re
from pathlib import Path

import pytest

from netwerkbouwer.config import cli
from tools import entry

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "netwerkbouwer"
OPERATIONS = ROOT / "docs" / "operations.md"
# Documents that name files; each named file must exist.
MAPS = ["docs/architecture.md", "docs/requirements.md", "CONTRIBUTING.md"]
REQUIRED = [
    *("README.md", "README.nl.md", "LICENSE", "NOTICE", "CHANGELOG.md", "CONTRIBUTING.md"),
    *("SECURITY.md", "publiccode.yml", "REUSE.toml", "docs/operations.md", "docs/glossary.md"),
    *("docs/architecture.md", "docs/requirements.md", "docs/quality.md"),
]
FILE = re.compile(r"\.(py|pyi|ts|css|html|svg|yaml|yml|md|toml|lock|json|csv|typ|po|svelte|txt)$")


def named_paths(text: str) -> list[str]:
    """What stands between backticks and looks like a file or folder of the repository."""
    found = []
    for token in re.findall(r"`([^`\n]+)`", text):
        path = token.split(":")[0].split("#")[0]
        strange = re.search(r"[\s<>{}…()\"'$]", path)
        if strange or path.startswith(("/", "http", "./nb", "-")):
            continue
        if FILE.search(path) or (path.endswith("/") and len(path) > 1):
            found.append(path)
    return found


def exists(path: str) -> bool:
    """From the root or from the package; a bare name may lie anywhere; `*` is any name."""
    if any(any(folder.glob(path.rstrip("/"))) for folder in (ROOT, PACKAGE)):
        return True
    return "/" not in path and any(any((ROOT / f).rglob(path)) for f in (PACKAGE, "tests"))


def variables(text: str) -> set[str]:
    return set(re.findall(r"\bNB_[A-Z][A-Z_]*[A-Z]\b", text))


def code_variables() -> set[str]:
    files = [*PACKAGE.rglob("*.py"), *(ROOT / "tools").rglob("*.py"), ROOT / "nb"]
    files += [ROOT / "tests" / "settings.py"]
    files += [
        path for part in ("e2e", "importing") for path in (ROOT / "tests" / part).rglob("*.py")
    ]
    return set().union(*(variables(path.read_text(encoding="utf-8")) for path in files))


@pytest.mark.parametrize("name", REQUIRED)
def test_the_document_exists(name: str) -> None:
    assert (ROOT / name).is_file()


@pytest.mark.parametrize("name", MAPS)
def test_every_path_that_a_document_names_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")

    missing = [path for path in named_paths(text) if not exists(path)]

    assert missing == []


def test_a_path_that_does_not_exist_is_found() -> None:
    paths = named_paths("See `boards/nothing.py:apply`, `config/cli.py` and `./nb start`.")

    assert [path for path in paths if not exists(path)] == ["boards/nothing.py"]


def test_every_setting_is_described_and_every_described_setting_exists() -> None:
    described = variables(OPERATIONS.read_text(encoding="utf-8"))
    used = code_variables()
    from_files = {name for name in described if name.removesuffix("_FILE") in used}

    assert used - described == set()
    assert described - used - from_files == set()


def commands_named_in(text: str) -> set[str]:
    return set(re.findall(r"(?:\./nb|(?<![\w/.-])netwerkbouwer) ([a-z]+)\b", _code(text)))


def _code(text: str) -> str:
    """Only what stands in code blocks and between backticks."""
    blocks = re.findall(r"```.*?```", text, re.DOTALL)
    rest = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    return "\n".join([*blocks, *re.findall(r"`[^`\n]+`", rest)])


def test_every_command_that_a_document_names_exists() -> None:
    known = {*cli.described_commands(), *entry.own_commands(), "check", *cli.django_commands()}
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]

    named = {name: commands_named_in(name.read_text(encoding="utf-8")) for name in documents}

    assert {str(name): found - known for name, found in named.items() if found - known} == {}


def test_decision_records_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "adr").glob("*.md"))]

    assert numbers == list(range(1, len(numbers) + 1))


def test_every_decision_record_that_is_named_exists() -> None:
    files = [ROOT / "pyproject.toml", *ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    named = {
        found
        for path in [*files, *PACKAGE.rglob("*.py")]
        for found in re.findall(r"docs/adr/[\w-]+\.md", path.read_text(encoding="utf-8"))
    }

    assert [path for path in sorted(named) if not (ROOT / path).is_file()] == []
