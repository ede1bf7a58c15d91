# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Short codes: easy to read and type, and few tries for who guesses."""

import contextlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.boards import models
from netwerkbouwer.boards.sessions import codes

made = st.integers(0, 10**9).map(lambda seed: codes.new_code(random.Random(seed).choice))


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_the_alphabet_is_that_of_all_public_ids() -> None:
    assert codes.ALPHABET == models.ID_ALPHABET


@given(made)
def test_a_code_has_six_signs_that_nobody_mixes_up(code: str) -> None:
    assert len(code) == codes.LENGTH
    assert not set(code) & set("01ilq")
    assert set(code) <= set(models.ID_ALPHABET)


@given(made, st.sampled_from(["{}", " {} ", "{} ."]), st.booleans())
def test_a_code_is_read_back_however_it_is_typed(code: str, around: str, upper: bool) -> None:
    shown = codes.shown(code)
    typed = around.format(shown if upper else shown.lower().replace(" ", "-"))

    assert shown == f"{code[:3]} {code[3:]}".upper()
    assert codes.read(typed) == code


@pytest.mark.parametrize("typed", ["KO7-F3M", "k07f3m", "K.O7 F3M", "\uff2b\uff2f7F3M"])
def test_a_zero_and_an_o_are_read_as_the_only_round_letter(typed: str) -> None:
    assert codes.read(typed) == "kd7f3m"


@pytest.mark.parametrize("typed", ["K17F3M", "KL7F3M", "ki7f3m"])
def test_what_looks_like_a_one_is_not_guessed(typed: str) -> None:
    with pytest.raises(codes.NotACode, match="7 of een J"):
        codes.read(typed)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "staat"),
        (" - ", "staat"),
        ("KZ7F3", "Jij typte er 5"),
        ("KZ7 F3M 2", "Jij typte er 7"),
        ("KZ7 F3é", "'É' hoort niet"),
        ("ЖЖЖЖЖЖ", "'Ж' hoort niet"),
        ("a" * 500, "6 letters"),
    ],
)
def test_what_is_no_code_is_refused_with_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(codes.NotACode, match=sentence):
        codes.read(typed)


@given(st.text(max_size=80))
def test_any_text_gives_a_code_or_a_sentence(typed: str) -> None:
    with contextlib.suppress(codes.NotACode):
        code = codes.read(typed)
        assert len(code) == codes.LENGTH
        assert set(code) <= set(codes.ALPHABET)


@pytest.mark.parametrize("code", ["2kut34", "a5ex22", "n3uk77", "hnegr3", "xnegrx", "22neg3r"])
def test_an_offensive_word_is_seen_through_digits(code: str) -> None:
    assert codes.is_offensive(code) == ("negr" not in code)


def test_an_offensive_code_is_never_given_out() -> None:
    letters = iter("kut234" + "kz7f3m")

    assert codes.new_code(lambda alphabet: next(letters)) == "kz7f3m"


def test_after_five_wrong_codes_an_address_waits_and_others_do_not() -> None:
    clock = Clock()
    tries = codes.FailedTries(clock=clock)
    for _ in range(5):
        assert tries.wait("a") == 0
        tries.failed("a")
        clock.now += 1

    assert tries.wait("a") == 55
    assert tries.wait("b") == 0
    clock.now += 55
    assert tries.wait("a") == 0
    tries.failed("a")
    assert tries.wait("a") == 1


def test_a_hundred_wrong_codes_in_a_minute_make_everyone_wait() -> None:
    clock = Clock()
    tries = codes.FailedTries(clock=clock)
    for number in range(100):
        assert tries.wait(f"{number}") == 0
        tries.failed(f"{number}")

    assert tries.wait("new") == 60
    clock.now += 60
    assert tries.wait("new") == 0


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 30)), max_size=80))
def test_no_address_ever_gets_a_sixth_wrong_code_within_a_minute(
    asked: list[tuple[str, float]],
) -> None:
    clock = Clock()
    tries = codes.FailedTries(clock=clock, together=12)
    failed: list[tuple[float, str]] = []
    for address, later in asked:
        clock.now += later
        if tries.wait(address) == 0:
            tries.failed(address)
            failed.append((clock.now, address))
        recent = [who for at, who in failed if at > clock.now - 60]
        assert len(recent) <= 12
        assert recent.count(address) <= 5


@given(st.lists(st.floats(0, 20), min_size=5, max_size=30))
def test_waiting_as_long_as_it_says_is_enough(pauses: list[float]) -> None:
    clock = Clock()
    tries = codes.FailedTries(clock=clock)
    for pause in pauses:
        clock.now += pause
        tries.failed("a")
    clock.now += tries.wait("a") + 1e-6

    assert tries.wait("a") == 0
