# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keys that order cards: always room between two, never a renumbering."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.boards import positions

keys = st.text(positions.DIGITS, min_size=1, max_size=12).filter(lambda k: not k.endswith("0"))


@given(keys, keys)
def test_there_is_room_between_any_two_keys(one: str, other: str) -> None:
    low, high = sorted((one, other))
    if low == high:
        return

    key = positions.between(low, high)

    assert low < key < high
    assert positions.is_position(key)


@given(keys)
def test_there_is_room_at_both_ends(key: str) -> None:
    assert "" < positions.between("", key) < key < positions.between(key, "")
    assert positions.after(key) > key


def test_a_full_board_of_cards_in_a_row_keeps_short_keys() -> None:
    key, seen = "", []
    for _ in range(5_000):
        key = positions.after(key)
        seen.append(key)

    assert seen == sorted(set(seen))
    assert all(map(positions.is_position, seen))


@pytest.mark.parametrize("wrong", ["", "a0", "é", " ", "a" * 121, "a-b"])
def test_a_wrong_key_from_outside_is_refused(wrong: str) -> None:
    assert not positions.is_position(wrong)


def test_keys_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="low must come before high"):
        positions.between("b", "a")
