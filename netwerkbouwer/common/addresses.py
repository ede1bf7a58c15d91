# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What addresses say: where this site is, and which page of a list is asked for."""

from django.conf import settings
from django.http import HttpRequest

LONGEST_NUMBER = 7  # digits; more is no page of any list


def site_address(request: HttpRequest) -> str:
    """The address of this site as others reach it, without a slash at the end."""
    told: str = settings.SITE_ADDRESS
    return told or request.build_absolute_uri("/").rstrip("/")


def page_number(text: str, most: int) -> int:
    """The page that an address asks for, from 1 to `most`; what is no number asks for the first."""
    text = text.strip()
    is_number = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    return min(max(int(text) if is_number else 1, 1), most)
