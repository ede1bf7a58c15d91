# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses are read forgivingly and made in one way."""

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.common import addresses


@pytest.mark.parametrize(
    ("text", "page"),
    [("", 1), ("3", 3), (" 4 ", 4), ("0", 1), ("-2", 1), ("²", 1), ("٣", 1), ("99", 9), ("1e3", 1)],
)
def test_what_is_no_page_is_the_first(text: str, page: int) -> None:
    assert addresses.page_number(text, 9) == page


@pytest.mark.parametrize(
    ("text", "key"),
    [("12", 12), (" 7 ", 7), ("", None), (None, None), ("٣", None), ("-1", None), ("9" * 16, None)],
)
def test_what_can_be_no_key_names_no_row(text: str | None, key: int | None) -> None:
    assert addresses.row_key(text) == key


@given(st.text(), st.integers(min_value=1, max_value=200))
def test_a_page_always_exists(text: str, most: int) -> None:
    assert 1 <= addresses.page_number(text, most) <= most


@pytest.mark.parametrize(
    ("here", "last", "shown"),
    [(1, 1, []), (1, 2, [1, 2]), (5, 9, [1, 0, 3, 4, 5, 6, 7, 0, 9]), (9, 9, [1, 0, 7, 8, 9])],
)
def test_a_long_list_offers_the_pages_nearby(here: int, last: int, shown: list[int]) -> None:
    assert addresses.near_pages(here, last) == shown


def test_the_site_is_where_the_settings_or_else_the_visitor_say(settings, rf: RequestFactory):
    settings.SITE_ADDRESS = ""
    assert addresses.site_address(rf.get("/x?y=z")) == "http://testserver"

    settings.SITE_ADDRESS = "https://netwerk.example"
    assert addresses.site_address(rf.get("/x")) == "https://netwerk.example"
