# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people fill in to start or join a session, read with care."""

import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from netwerkbouwer.boards.sessions.actions import MOST_TABLES, Start
from netwerkbouwer.boards.stage import Sheets
from netwerkbouwer.boards.typed import WrongForm
from netwerkbouwer.common import texts

LONGEST_NUMBER = 18  # digits; more is no number of ours


def number(text: str, *, most: int) -> int | None:
    """A count typed by someone, held between 0 and `most`; None for what is no number."""
    text = text.strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER):
        return None
    return min(int(text), most)


def read_start(data: QueryDict) -> Start:
    """Raises WrongForm with the field and what to do."""
    sheets = data.get("sheets", "")
    if sheets not in {*Sheets}:
        raise WrongForm(_("Kies waarop iedereen schrijft."), "sheets")
    return Start(
        title=data.get("title", ""),
        place=data.get("place", ""),
        starts_on=_day(data.get("starts_on", "")),
        sheets=Sheets(sheets),
        tables=_tables(data, Sheets(sheets)),
        step=data.get("step", ""),
        asks_approval=data.get("asks_approval") == "on",
    )


def _day(text: str) -> datetime.date | None:
    if not text.strip():
        return None
    try:
        return datetime.date.fromisoformat(text.strip())
    except ValueError:
        raise WrongForm(
            _("De datum kunnen we niet lezen. Schrijf hem als 2027-03-15, of laat hem leeg."),
            "starts_on",
        ) from None


def _tables(data: QueryDict, sheets: Sheets) -> list[str]:
    """The names of the tables, in the order of the lines; more tables than names may be asked."""
    if sheets in (Sheets.DUO, Sheets.INDIVIDUAL):
        return []
    lines = [texts.clean_line(line) for line in data.get("names", "")[:10_000].splitlines()]
    names = [line for line in lines if line]
    count = number(data.get("tables") or "0", most=1_000_000)
    if count is None or count > MOST_TABLES:
        raise WrongForm(
            _("Hoeveel tafels zijn er? Vul een getal in van 0 tot %(most)s.")
            % {"most": MOST_TABLES},
            "tables",
        )
    if sheets == Sheets.TABLE and not (names or count):
        raise WrongForm(_("Voor een werkblad per tafel zijn er tafels nodig. Hoeveel?"), "tables")
    return (names + [""] * max(count - len(names), 0))[:MOST_TABLES]
