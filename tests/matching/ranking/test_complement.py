# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The table of what sectors add to each other."""

import pytest

from netwerkbouwer.common import yaml_files
from netwerkbouwer.matching.ranking import complement

TEXT = complement.TABLE.read_text(encoding="utf-8")


def test_ones_own_sector_adds_least_in_the_packaged_table() -> None:
    for place, own in enumerate(complement.SLUGS):
        gains = complement.gains(own)
        assert all(0 <= gain <= 1 for gain in gains)
        assert gains[place] == min(gains)


def test_a_sector_we_do_not_know_gains_the_same_everywhere() -> None:
    assert set(complement.gains("bestaat-niet")) == {complement.UNKNOWN}


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("sector,with,value", "a,b,c", "kolommen"),
        ("kunsten,kunsten,0.2", "kunsten,kunsten,veel", "getal"),
        ("kunsten,kunsten,0.2", "kunsten,kunsten,1.2", "getal"),
        ("kunsten,kunsten,0.2", "kunsten,koken,0.2", "sectoren"),
        ("kunsten,kunsten,0.2", "kunsten,kunsten", "sectoren"),
        ("kunsten,kunsten,0.2\n", "", "ontbreekt"),
        ("kunsten,kunsten,0.2\n", "kunsten,kunsten,0.2\nkunsten,kunsten,0.2\n", "al"),
    ],
)
def test_a_table_with_a_mistake_is_refused_with_its_line(old: str, new: str, word: str) -> None:
    assert old in TEXT
    with pytest.raises(yaml_files.Mistake, match=rf"regel \d+: .*{word}"):
        complement.parse(TEXT.replace(old, new, 1))
