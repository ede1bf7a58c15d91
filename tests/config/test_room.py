# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A laptop in the room: its address, its QR code, and what it answers to."""

import os

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.config import cli, room

LINK = "http://192.168.7.20:8000"


@pytest.mark.parametrize(
    ("address", "good"),
    [("192.168.7.20", True), ("10.1.2.3", True), ("127.0.0.1", False), ("0.0.0.0", False)],
)
def test_an_address_that_only_this_laptop_knows_is_no_use(address: str, good: bool) -> None:
    assert room.is_for_a_room(address) is good


def test_this_laptop_names_no_address_that_phones_cannot_reach() -> None:
    assert all(room.is_for_a_room(address) for address in room.addresses())


def test_the_product_answers_to_the_address_in_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NB_ALLOWED_HOSTS", "NB_SITE_ADDRESS"):
        monkeypatch.setenv(name, "x")
        monkeypatch.delenv(name)

    link = room.open_room("192.168.7.20", 8000, ["10.0.0.4"])

    assert link == LINK == os.environ["NB_SITE_ADDRESS"]
    assert {"192.168.7.20", "10.0.0.4", "127.0.0.1"} <= set(
        os.environ["NB_ALLOWED_HOSTS"].split(",")
    )


def test_what_the_operator_chose_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NB_SITE_ADDRESS", "https://netwerk.example")
    monkeypatch.setenv("NB_ALLOWED_HOSTS", "netwerk.example")

    room.open_room("192.168.7.20", 8000, [])

    assert os.environ["NB_SITE_ADDRESS"] == "https://netwerk.example"


@given(st.integers(1, 65_535), st.ip_addresses(v=4))
def test_the_blocks_are_the_modules_of_the_code(port: int, address: object) -> None:
    link = f"http://{address}:{port}"
    halves = {" ": (1, 1), "▄": (1, 0), "▀": (0, 1), "█": (0, 0)}

    drawn: list[list[int]] = []
    for line in room.blocks(link).splitlines():
        drawn += [[halves[sign][row] for sign in line] for row in (0, 1)]

    expected = [list(row) for row in segno.make(link, error="m").matrix_iter(border=2)]
    assert drawn[: len(expected)] == expected


def test_the_poster_tells_the_link_and_the_other_addresses() -> None:
    told = room.poster(LINK, ["10.0.0.4"])

    assert LINK in told
    assert "10.0.0.4" in told
    assert "█" in told
    assert "█" not in room.poster(LINK, [], can_show_blocks=False)


def test_a_laptop_without_any_network_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(room, "addresses", lambda: [])

    with pytest.raises(SystemExit):
        cli.start_room(cli.start_parser().parse_args(["--room"]))

    assert "hotspot" in capsys.readouterr().err
