# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Days as people write them in a list of their own. Pure."""

import re
from datetime import date

from netwerkbouwer.common import texts

_MONTHS = "jan feb maa mrt apr mei jun jul aug sep okt nov dec".split()
_NUMERIC_DATE = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4}|[0-9]{2})")
_WORDY_DATE = re.compile(r"([0-9]{1,2})\s+([a-z]{3})[a-z.]*\s+([0-9]{4})")


def iso_date(typed: str, *, with_year: bool = False) -> str:
    """A date as people write it, as 2026-01-31; '' when it is none. With `with_year` a year alone
    is its first day."""
    text = texts.bare(texts.clean_line(typed))
    if with_year and re.fullmatch(r"(19|20)[0-9]{2}", text):
        return f"{text}-01-01"
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text).isoformat()
        if met := _NUMERIC_DATE.fullmatch(text):
            day, month, year = (int(part) for part in met.groups())
            return date(year + 2000 if year < 100 else year, month, day).isoformat()
        if met := _WORDY_DATE.search(text):
            return date(int(met[3]), _month(met[2]), int(met[1])).isoformat()
    except ValueError:
        pass
    return ""


def _month(word: str) -> int:
    """1 to 12; 'maa' and 'mrt' are both March. Raises ValueError."""
    place = _MONTHS.index(word)
    return place + 1 if place < 3 else place


def spoken(iso: str) -> str:
    """2026-01-31 as people say it: 31-1-2026."""
    year, month, day = iso.split("-")
    return f"{int(day)}-{int(month)}-{year}"
