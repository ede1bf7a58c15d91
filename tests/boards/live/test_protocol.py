# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What comes in over a socket is read, or refused with a reason; nothing else happens."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.boards.live import protocol

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
FIELDS = st.sampled_from(["t", "v", "n", "ops", "ticket", "rev", "sight", "card", "zone", "typing"])
MESSAGES = st.dictionaries(FIELDS, JSON).flatmap(
    lambda m: st.sampled_from(["hello", "ops", "here", "ping"]).map(lambda t: {**m, "t": t})
)


def read(message: Any) -> protocol.Frame:
    return protocol.parse(json.dumps(message))


@given(st.text() | st.binary())
def test_whatever_arrives_is_a_frame_or_refused(raw: str | bytes) -> None:
    refusal = ""
    try:
        protocol.parse(raw)
    except protocol.Malformed as error:
        refusal = str(error)
    assert refusal == "" or refusal.endswith(".")


@given(MESSAGES)
def test_a_message_with_any_contents_is_a_frame_or_refused(message: dict[str, Any]) -> None:
    try:
        frame = read(message)
    except protocol.Malformed:
        return
    if isinstance(frame, protocol.Operations):
        assert 1 <= len(frame.payloads) <= 100
        assert frame.number >= 0
    if isinstance(frame, protocol.Hello):
        assert frame.rev is None or frame.rev >= 0


def test_a_hello_says_what_the_client_has() -> None:
    message = {"t": "hello", "v": 1, "ticket": "abc", "rev": 12, "sight": "s"}
    assert read(message) == protocol.Hello("abc", 12, "s")


@pytest.mark.parametrize(
    "message",
    [
        {"t": "hello", "v": 2, "ticket": "abc", "rev": None},
        {"t": "hello", "v": 1, "rev": None},
        {"t": "hello", "v": 1, "ticket": "é", "rev": None},
        {"t": "hello", "v": 1, "ticket": "abc", "rev": True},
        {"t": "hello", "v": 1, "ticket": "abc", "rev": -1},
        {"t": "hello", "v": 1, "ticket": "abc", "rev": 2**31},
        {"t": "hello", "v": 1, "ticket": "abc", "rev": 1.5},
        {"t": "ops", "n": 1, "ops": []},
        {"t": "ops", "n": 1, "ops": {}},
        {"t": "ops", "n": "1", "ops": [{}]},
        {"t": "ops", "ops": [{}]},
        {"t": "ops", "n": 1, "ops": [{}] * 101},
        {"t": "here", "card": "x" * 23},
        {"t": "here", "card": 5},
        {"t": "here", "typing": "yes"},
        {"t": "here", "card": None, "rest": "x" * 1024},
        {"t": ["ops"]},
        {"t": "boom"},
        {},
        [],
        None,
    ],
)
def test_what_does_not_fit_is_refused_in_words(message: Any) -> None:
    with pytest.raises(protocol.Malformed) as refusal:
        read(message)
    assert str(refusal.value).endswith(".")


def test_the_size_is_looked_at_before_the_json() -> None:
    with pytest.raises(protocol.TooLarge):
        protocol.parse("x" * (protocol.FRAME_LIMIT + 1))
    with pytest.raises(protocol.TooLarge):
        protocol.parse("é" * (protocol.FRAME_LIMIT // 2 + 1))
    with pytest.raises(protocol.Malformed, match="JSON"):
        protocol.parse("x" * protocol.FRAME_LIMIT)


@pytest.mark.parametrize("levels", [7, 500, 30_000])
def test_what_is_too_deep_is_refused(levels: int) -> None:
    with pytest.raises(protocol.Malformed):
        protocol.parse('{"t":"ops","n":1,"ops":' + "[" * levels + "]" * levels + "}")


def test_an_operation_with_fields_is_not_too_deep() -> None:
    op = {"type": "set_fields", "fields": {"tags": [{"a": 1}]}}
    assert isinstance(read({"t": "ops", "n": 1, "ops": [op]}), protocol.Operations)


def test_a_state_is_json_whatever_is_in_the_cards() -> None:
    cards = [protocol.encode({"id": "a", "text": 'é"\u2028\x00\ud800'})]
    span = protocol.Span(5, 3, is_reset=False, title='"', variant="vl", sight="s")
    state = json.loads(protocol.state(span, cards, ["b"]))
    assert (state["rev"], state["from"], state["reset"]) == (5, 3, False)
    assert (state["cards"][0]["id"], state["gone"]) == ("a", ["b"])


def test_a_refusal_that_may_pass_says_when_to_try_again() -> None:
    assert protocol.refused("x", "paused", "Even wachten.")["again"] == protocol.AGAIN
    assert protocol.refused("x", "not_yours", "Van een ander.")["again"] is None
