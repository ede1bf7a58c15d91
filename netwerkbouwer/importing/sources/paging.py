# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fetches an answer that comes in pages, and goes on where it stopped. Pure.

Each page is a file of its own in a folder; the folder is what a reader reads.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from netwerkbouwer.importing.sources import json_files
from netwerkbouwer.importing.sources.reader import Request
from netwerkbouwer.organisations.files import UnreadableFile

MOST_PAGES = 10_000


def fetch(
    request: Request,
    address: Callable[[int], str | None],
    headers: Mapping[str, str],
    lists: tuple[str, ...],
) -> Path:
    """Fetch pages until one is empty or there is no further address; give their folder.

    `address` gives the address of a page, from 0. A page that is there already is not fetched
    again. `lists` are the names of the list in a page, as `json_files` takes them.
    """
    folder = request.folder / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(MOST_PAGES):
        url = address(number)
        if url is None:
            break
        page = folder / f"{number:05d}.json"
        if not page.exists():
            part = page.with_suffix(".part")
            part.unlink(missing_ok=True)  # of a time that was broken off
            request.get(url, part, headers=headers)
            part.replace(page)
        if not _holds_something(page, lists):
            if number:
                page.unlink()
            break
    return folder


def _holds_something(page: Path, lists: tuple[str, ...]) -> bool:
    if not json_files.has_list(page, lists):
        page.unlink()
        raise UnreadableFile(
            f"{page.name}: de dienst gaf geen lijst van organisaties. Klopt de sleutel?"
        )
    return next(json_files.documents(page, lists), None) is not None
