# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Order of cards as text keys: between any two keys there is always room for another.

Fractional indexing as in Figma's list ordering: keys compare as plain text, a move changes one
row, and two people who move at once do not renumber each other's cards. Ties are broken by the
card's id.
"""

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
LONGEST = 120  # characters; a longer key means thousands of moves into one gap


def is_position(key: str) -> bool:
    """Whether a key from outside may be stored: known digits, no closing zero (no room before)."""
    return 0 < len(key) <= LONGEST and all(c in DIGITS for c in key) and not key.endswith("0")


def between(low: str, high: str) -> str:
    """A key after `low` and before `high`; empty text means the open end on that side.

    Raises ValueError when `low` does not come before `high`.
    """
    if high and low >= high:
        raise ValueError("low must come before high")
    prefix = ""
    index = 0
    while True:
        left = DIGITS.index(low[index]) if index < len(low) else 0
        right = DIGITS.index(high[index]) if high and index < len(high) else len(DIGITS)
        if right - left > 1:
            return prefix + DIGITS[(left + right) // 2]
        prefix += DIGITS[left]
        if right != left:
            high = ""  # from here on only the low side bounds
        index += 1


def after(low: str) -> str:
    """A key behind `low`, made short: cards are mostly added at the end."""
    for index, digit in enumerate(low):
        if digit != DIGITS[-1]:
            return low[:index] + DIGITS[DIGITS.index(digit) + 1]
    return low + DIGITS[1]
