# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sources we can read, one module each, and which of them a file is of.

Add a source: a module with a READER, its name in READERS below, a page in docs/bronnen/, and a
sample with counts in tests/importing/.
"""

from pathlib import Path

from netwerkbouwer.importing import zips
from netwerkbouwer.importing.sources import (
    duo,
    hsds,
    kbo,
    oslo,
    osm,
    sheet,
    uitdatabank,
    verenigingsregister,
    wfs,
)
from netwerkbouwer.importing.sources.reader import Reader

__all__ = ["BY_SLUG", "READERS", "Reader", "by_slug", "guess", "names"]
# In the order in which a file is offered to them: the choosy ones first.
READERS: tuple[Reader, ...] = (
    kbo.READER,
    verenigingsregister.READER,
    uitdatabank.READER,
    osm.READER,
    hsds.READER,
    oslo.READER,
    wfs.READER,
    duo.READER,
    sheet.READER,
)
BY_SLUG = {each.slug: each for each in READERS}
_HEAD = 16_384
_MOST_NAMES = 2_000


def by_slug(slug: str) -> Reader:
    """The reader of this name. Raises KeyError."""
    return BY_SLUG[slug]


def names() -> list[str]:
    """What people call the sources; a sheet is nobody's."""
    return [reader.name for reader in READERS if reader is not sheet.READER]


def guess(path: Path, name: str = "") -> Reader | None:
    """The reader that knows this file or folder, by what is in it; None when none does."""
    name = name or path.name
    head = _head(path)
    return next((each for each in READERS if each.recognises(head, name)), None)


def _head(path: Path) -> bytes:
    """The first bytes of a file; for a folder or archive also the names in it, a line each."""
    if path.is_dir():
        names = (str(each.relative_to(path)) for each in sorted(path.rglob("*")) if each.is_file())
        inside = [name for name, _ in zip(names, range(_MOST_NAMES), strict=False)]
        return "\n".join(["", *inside]).encode("utf-8", "replace")
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head[:2] == b"PK":
        try:
            with path.open("rb") as file:
                inside = [entry.name for entry in zips.entries(file, _MOST_NAMES)]
        except zips.Odd:
            inside = []  # `intake.py` will say what is wrong with it
        return b"PK\n" + "\n".join(inside).encode("utf-8", "replace")
    return head
