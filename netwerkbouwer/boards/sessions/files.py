# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A whole session as a file: from a laptop in the room to the server at home. Pure.

It holds the boards as `boards/files.py` writes them, and beside them who wrote which card, who sat
where and who gave which dots. People are numbers with the name they chose; no link or code goes
along.
"""

import codecs
import datetime
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from netwerkbouwer.boards import files
from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards.files import NotABoardFile, Strict
from netwerkbouwer.boards.stage import Role, Sheets

FORMAT = "netwerkbouwer-sessie"
MOST_BYTES = 32 * 1024 * 1024
MOST_PEOPLE = 2_000
MOST_SHEETS = 300

Person = Annotated[int, Field(ge=0, lt=MOST_PEOPLE)]
"""A place in the list of people."""


class FileTable(Strict):
    number: int = Field(ge=1, le=ops.TABLES)
    name: Annotated[ops.Line, Field(max_length=80)] = ""


class FilePerson(Strict):
    name: Annotated[ops.Line, Field(max_length=80)] = ""
    role: Role
    table: int | None = Field(default=None, ge=1, le=ops.TABLES)


class FileVote(Strict):
    card: ops.Id
    by: Person
    dots: int = Field(ge=1, le=ops.DOTS)


class FileSheet(Strict):
    """One board of the session: the one that all share, or the worksheet of a table."""

    table: int | None = Field(default=None, ge=1, le=ops.TABLES)
    board: files.BoardFile
    authors: dict[ops.Id, Person] = Field(default_factory=dict, max_length=ops.CARDS_PER_BOARD)
    votes: list[FileVote] = Field(default_factory=list, max_length=50_000)


class SessionFile(Strict):
    format: Literal["netwerkbouwer-sessie"] = "netwerkbouwer-sessie"
    version: Literal[1] = 1
    title: ops.Line
    place: ops.Line = ""
    starts_on: datetime.date | None = None
    sheets: Sheets = Sheets.PLENARY
    vote_budget: int = Field(default=3, ge=0, le=1_000)
    tables: list[FileTable] = Field(default_factory=list, max_length=MOST_SHEETS)
    people: list[FilePerson] = Field(default_factory=list, max_length=MOST_PEOPLE)
    boards: list[FileSheet] = Field(min_length=1, max_length=MOST_SHEETS)


def write(session: SessionFile) -> bytes:
    """The file: JSON that a person can look into."""
    return (session.model_dump_json(indent=1) + "\n").encode()


def is_session_file(raw: bytes) -> bool:
    return files.is_of_format(raw, FORMAT)


def read(raw: bytes) -> SessionFile:
    """Read a file from outside. Raises NotABoardFile with a sentence."""
    if len(raw) > MOST_BYTES:
        raise NotABoardFile(f"Dit bestand is te groot: een sessie past in {MOST_BYTES >> 20} MB.")
    try:
        found = SessionFile.model_validate_json(raw.removeprefix(codecs.BOM_UTF8))
    except ValidationError as error:
        raise NotABoardFile(files.explain(error)) from None
    for sheet in found.boards:
        files.refuse_loose_ends(sheet.board)
    for sentence in _mistakes(found):
        raise NotABoardFile(f"{sentence} Er is niets geopend.")
    return found


def _mistakes(found: SessionFile) -> Iterator[str]:
    """What does not fit together between the parts of a file, each as a sentence."""
    numbers = [table.number for table in found.tables]
    if len(set(numbers)) < len(numbers):
        yield "Een tafel staat er twee keer in."
    mains = [sheet for sheet in found.boards if sheet.table is None]
    if len(mains) != 1:
        yield "Er hoort precies één gezamenlijk bord in te zitten."
    used = [sheet.table for sheet in found.boards if sheet.table is not None]
    if len(set(used)) < len(used) or not set(used) <= set(numbers):
        yield "Een werkblad hoort bij een tafel die er niet is, of die er al een heeft."
    if any(person.table not in {None, *numbers} for person in found.people):
        yield "Iemand zit aan een tafel die er niet is."
    for sheet in found.boards:
        cards = {card.id for card in sheet.board.cards}
        people = {*sheet.authors.values(), *(vote.by for vote in sheet.votes)}
        if not {*sheet.authors, *(vote.card for vote in sheet.votes)} <= cards:
            yield "Er staat een maker of stem bij een kaart die er niet is."
        if any(person >= len(found.people) for person in people):
            yield "Er staat een maker of stem van iemand die er niet is."
