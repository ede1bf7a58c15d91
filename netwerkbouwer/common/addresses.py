# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What addresses say: where this site is, which row or page is asked for, which pages are near."""

from django.conf import settings
from django.http import HttpRequest

PAGES_BESIDE = 2  # shown on either side of this one
LONGEST_NUMBER = 7  # digits; more is no page of any list
LONGEST_KEY = 15  # digits; databases take a little more


def site_address(request: HttpRequest) -> str:
    """The address of this site as others reach it, without a slash at the end."""
    told: str = settings.SITE_ADDRESS
    return told or request.build_absolute_uri("/").rstrip("/")


def page_number(text: str, most: int) -> int:
    """The page that an address asks for, from 1 to `most`; what is no number asks for the first."""
    text = text.strip()
    is_number = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    return min(max(int(text) if is_number else 1, 1), most)


def row_key(text: str | None) -> int | None:
    """The key of a row that an address or a form names; None for what can be no key."""
    text = (text or "").strip()
    is_key = text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY
    return int(text) if is_key else None


def near_pages(here: int, last: int) -> list[int]:
    """The pages to offer beside this one, the first and the last among them; 0 stands for a gap.

    None when there is only one page.
    """
    near = {1, last, *range(here - PAGES_BESIDE, here + PAGES_BESIDE + 1)}
    shown: list[int] = []
    for number in sorted(one for one in near if 1 <= one <= last):
        if shown and shown[-1] != number - 1:
            shown.append(0)
        shown.append(number)
    return shown if last > 1 else []
