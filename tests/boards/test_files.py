# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A board as a file: our own comes back the same; anything else is refused with a sentence."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netwerkbouwer.boards import files, models, queries, stage, transfer, writer
from netwerkbouwer.boards import operations as ops
from netwerkbouwer.methods import queries as methods
from tests.reports import stories

METHOD = "bouw-je-netwerk-uit"


def id_of(number: int) -> str:
    return f"{number:022d}"


def a_card(number: int = 1, **changes: Any) -> dict[str, Any]:
    card: dict[str, Any] = {
        "id": id_of(number), "zone": "strengths", "type": "strength", "parent": None,
        "position": "1", "text": "Een podium", "other_text": "", "fields": {}, "private": False,
    }  # fmt: skip
    return card | changes


def a_file(*cards: dict[str, Any], **changes: Any) -> bytes:
    board: dict[str, Any] = {
        "format": "netwerkbouwer-bord", "version": 1, "method": METHOD, "method_version": 1,
        "title": "Bord", "variant": "vl", "cards": list(cards), "links": [],
    }  # fmt: skip
    return json.dumps(board | changes).encode()


def essence(board: files.BoardFile) -> dict[str, Any]:
    """What a board is, whatever the ids of its cards: ids become places in the order."""
    cards = sorted(board.cards, key=lambda card: (card.zone, card.position))
    names = {card.id: index for index, card in enumerate(cards)}
    return {
        "title": board.title,
        "variant": board.variant,
        "method": (board.method, board.method_version),
        "cards": [
            card.model_dump(exclude={"id", "parent", "fields"})
            | {"parent": names.get(card.parent or "")}
            | {"fields": {k: names.get(str(v), v) for k, v in card.fields.items()}}
            for card in cards
        ],
        "links": sorted((link.kind, names[link.card], names[link.to]) for link in board.links),
    }


def as_file(board: models.Board) -> files.BoardFile:
    view = queries.board_view(board, viewer=stage.EVERYTHING)
    return files.read(transfer.dump(view, with_private=True))


def test_a_file_saved_again_in_an_editor_still_opens() -> None:
    assert files.read(b"\xef\xbb\xbf" + a_file(a_card())) == files.read(a_file(a_card()))


def test_a_file_says_what_the_board_says(db: None) -> None:
    by = stories.cultural_centre()

    found = as_file(by.board)

    assert found.title == by.board.title
    assert {card.text for card in found.cards} >= {"Harmonie De Ware Vrienden", stories.SECRET}
    assert any(card.fields.get("contact_person") == stories.CONTACT for card in found.cards)
    assert sum(link.kind == "member" for link in found.links) == 3


def test_opening_our_own_file_gives_the_same_board(db: None) -> None:
    before = as_file(stories.cultural_centre().board)

    maker = transfer.open_board(files.write(before))

    assert essence(as_file(maker.board)) == essence(before)
    assert maker.is_maker


def test_a_file_opened_twice_is_two_boards(db: None) -> None:
    raw = files.write(as_file(stories.cultural_centre().board))

    first, second = transfer.open_board(raw), transfer.open_board(raw)

    ids = [set(maker.board.cards.values_list("pk", flat=True)) for maker in (first, second)]
    assert not ids[0] & ids[1]


def test_a_card_with_two_texts_keeps_both(db: None) -> None:
    raw = a_file(
        a_card(text="de ene", other_text="de andere"),
        a_card(2, zone="who", type="text", text="", other_text="nog een versie"),
    )

    board = transfer.open_board(raw).board

    assert board.cards.get(zone="strengths").other_text == "de andere"
    assert board.cards.get(zone="strengths").text == "de ene"
    assert board.cards.get(zone="who").other_text == "nog een versie"


def test_without_asking_a_file_holds_no_private_card_and_no_contact_person(db: None) -> None:
    by = stories.cultural_centre()

    raw = transfer.dump(queries.board_view(by.board, viewer=stage.OPEN), with_private=False)

    assert stories.SECRET.encode() not in raw
    assert stories.CONTACT.encode() not in raw


# Boards made by Hypothesis: texts, fields and ties of every kind that a workbook has.
words = st.text(st.characters(codec="utf-8"), max_size=60)
positions = st.text(st.sampled_from("123ABCabc"), min_size=1, max_size=6)


@st.composite
def boards(draw: st.DrawFn) -> files.BoardFile:
    cards: list[dict[str, Any]] = []

    def add(zone: str, type_: str, **more: Any) -> str:
        number = len(cards) + 1
        card = a_card(number, zone=zone, type=type_, text=draw(words), position=draw(positions))
        cards.append(card | {"private": draw(st.booleans())} | more)
        return id_of(number)

    notes = [add("strengths", "strength") for _ in range(draw(st.integers(0, 3)))]
    notes += [
        add("limitations", kind, other_text=draw(words.map("anders ".__add__)))
        for kind in draw(st.lists(st.sampled_from(["limitation", "search_question"]), max_size=3))
    ]
    exercises = [add("exercises", "exercise") for _ in range(draw(st.integers(0, 2)))]
    candidates = []
    for _ in range(draw(st.integers(0, 5))):
        parent = draw(st.sampled_from([None, *exercises]))
        fields = draw(st.sampled_from([{}, {"municipality": "41002"}, {"chosen": True}]))
        person = {"contact_person": "Iemand"} if draw(st.booleans()) else {}
        card = add("candidates", "candidate", parent=parent, fields={**fields, **person})
        candidates.append(card)
        if draw(st.booleans()):
            add("candidates", "idea", parent=card)
    plans = [add("combinations", "combination") for _ in range(draw(st.integers(0, 2)))]
    links = [("member", a, b) for a in plans for b in candidates if draw(st.booleans())]
    links += [("source", a, b) for a in [*plans, *exercises] for b in notes if draw(st.booleans())]
    draw(st.randoms(use_true_random=False)).shuffle(cards)
    return files.read(
        a_file(
            *cards,
            title=draw(words.filter(str.strip)),
            variant=draw(st.sampled_from(["vl", "nl"])),
            links=[{"kind": k, "card": a, "to": b} for k, a, b in links],
        )
    )


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(boards())
def test_any_board_comes_back_the_same(board: files.BoardFile) -> None:
    opened = as_file(transfer.open_board(files.write(board)).board)

    answered = [c for c in opened.cards if c.zone not in SINGLES]
    again = opened.model_copy(update={"cards": answered})
    wanted = board.model_copy(update={"title": board.title or opened.title})
    assert essence(again) == essence(wanted)


SINGLES = {"who", "where", "what", "purpose", "audience", "outsider"}


def a_circle() -> bytes:
    return a_file(a_card(1, parent=id_of(2)), a_card(2, parent=id_of(1)))


def a_long_circle() -> bytes:
    cards = [a_card(n, parent=id_of(n % 900 + 1)) for n in range(1, 901)]
    return a_file(*cards)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "niet lezen"),
    "no json": (lambda: b"\x00\x01PDF", "niet lezen"),
    "truncated": (lambda: a_file(a_card())[:-40], "niet lezen"),
    "not utf-8": (lambda: b'{"format": "\xff\xfe"}', "niet lezen"),
    "a list": (lambda: b"[]", "geen bord"),
    "a number": (lambda: b"1", "geen bord"),
    "something else": (lambda: b'{"type": "FeatureCollection"}', "geen bord"),
    "newer": (lambda: a_file(version=2), "nieuwere versie"),
    "much newer": (lambda: a_file(version=10**12), "nieuwere versie"),
    "version in words": (lambda: a_file(version="twee"), "geen bord"),
    "deep": (lambda: b"[" * 100_000, "niet lezen"),
    "deep field": (
        lambda: a_file().replace(b'"cards": []', b'"cards": ' + b'{"a":' * 5_000),
        "niet lezen",
    ),
    "50 MB": (lambda: b" " * 50_000_000, "te groot"),
    "unknown field": (lambda: a_file(extra=1), "'extra'"),
    "unknown method": (lambda: a_file(method="bestaat-niet"), "bestaat-niet"),
    "unknown version": (lambda: a_file(method_version=99), "versie 99"),
    "unknown zone": (lambda: a_file(a_card(zone="nergens")), "vak"),
    "unknown type": (lambda: a_file(a_card(type="candidate")), "soort kaart"),
    "wrong field": (lambda: a_file(a_card(fields={"zomaar": "x"})), "zomaar"),
    "deep value": (lambda: a_file(a_card(fields={"a": {"b": {"c": []}}})), "'a'"),
    "twice the same": (lambda: a_file(a_card(), a_card()), "twee keer"),
    "no parent": (lambda: a_file(a_card(parent=id_of(9))), "er niet is"),
    "circle": (a_circle, "onder zichzelf"),
    "long circle": (a_long_circle, "onder zichzelf"),
    "own parent": (lambda: a_file(a_card(parent=id_of(1))), "onder zichzelf"),
    "loose link": (
        lambda: a_file(a_card(), links=[{"kind": "member", "card": id_of(1), "to": id_of(7)}]),
        "er niet is",
    ),
    "link to itself": (
        lambda: a_file(a_card(), links=[{"kind": "source", "card": id_of(1), "to": id_of(1)}]),
        "niet verbinden",
    ),
    "two answers in one place": (
        lambda: a_file(*(a_card(n, zone="who", type="text") for n in (1, 2))),
        "twee",
    ),
    "too many cards": (
        lambda: a_file(*(a_card(n, text="") for n in range(ops.CARDS_PER_BOARD + 1))),
        "5000",
    ),
    "long text": (lambda: a_file(a_card(text="x" * 20_001)), "20000"),
    "bad id": (lambda: a_file(a_card() | {"id": "../../etc/passwd"}), "'id' van kaart 1"),
    "bad position": (lambda: a_file(a_card(position="0")), "'position' van kaart 1"),
    "lone surrogate": (lambda: a_file(a_card()).replace(b"podium", b"\\ud800"), "niet lezen"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_wrong_file_gives_a_sentence_and_no_board(name: str, client: Client, db: None) -> None:
    make, words_of_it = HOSTILE[name]
    upload = SimpleUploadedFile("bord.json", make())

    response = client.post(reverse("boards:open_file"), {"file": upload})

    assert response.status_code == 422
    assert words_of_it in response.context["error"]
    assert models.Board.objects.count() == 0


def test_a_form_without_a_file_gives_a_sentence(client: Client, db: None) -> None:
    response = client.post(reverse("boards:open_file"), {"file": "geen bestand"})

    assert response.status_code == 422


def test_saving_that_fails_half_way_leaves_no_board(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: Any) -> None:
        raise writer.NotSaved("te laat")

    monkeypatch.setattr(writer, "apply", fail)
    upload = SimpleUploadedFile("bord.json", a_file(a_card()))

    response = client.post(reverse("boards:open_file"), {"file": upload})

    assert response.status_code == 503
    assert models.Board.objects.count() == 0


def test_opening_lets_this_browser_in(client: Client, db: None) -> None:
    upload = SimpleUploadedFile("bord.json", a_file(a_card()))

    response = client.post(reverse("boards:open_file"), {"file": upload}, follow=True)

    assert response.status_code == 200
    assert models.Card.objects.filter(text="Een podium").count() == 1


@given(st.binary(max_size=400) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["format", "version", "cards", "id", "fields", "links", "title"]) | words,
        inner, max_size=5),
    max_leaves=12,
).map(lambda value: json.dumps(value).encode()))  # fmt: skip
def test_any_bytes_are_a_board_or_a_sentence(raw: bytes) -> None:
    sentence = refusal(raw)

    assert sentence == "" or sentence.endswith(".")


def refusal(raw: bytes) -> str:
    """Why a file is refused; empty when it is a board."""
    try:
        files.read(raw)
    except files.NotABoardFile as error:
        return str(error)
    return ""


def test_a_full_board_comes_back(db: None) -> None:
    cards = [a_card(n, zone="inspiration", type="pick", text=f"kaart {n}") for n in range(400)]

    maker = transfer.open_board(a_file(*cards))

    assert maker.board.cards.filter(zone="inspiration").count() == 400
    assert methods.method(METHOD, 1).zone("inspiration") is not None
