# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which cards we propose to put together, and which never."""

import random
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from netwerkbouwer.boards import alike, likeness
from netwerkbouwer.boards.alike import Note

PAIRS = yaml.safe_load((Path(__file__).parent / "alike_pairs.yaml").read_text())
WORDS = "school scholen museum bezoek geen tijd vrijwilligers vrijwiligers wijk 3 drie Genk".split()
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
boards = st.lists(st.tuples(sentences, st.sampled_from(["a", "b"])), max_size=25).map(
    lambda rows: [Note(f"c{n}", text, place) for n, (text, place) in enumerate(rows)]
)


def together(*texts: str) -> list[alike.Group]:
    return alike.propose([Note(f"c{number}", text) for number, text in enumerate(texts)])


def found(pairs: list[list[str]]) -> int:
    return sum(bool(together(one, other)) for one, other in pairs)


@pytest.mark.parametrize(("half", "recall"), [(0, 0.85), (1, 0.85)], ids=["fitted", "held out"])
def test_most_alike_pairs_are_found_and_hardly_any_other(half: int, recall: float) -> None:
    right, wrong = found(PAIRS["alike"][half::2]), found(PAIRS["different"][half::2])

    assert right / len(PAIRS["alike"][half::2]) >= recall
    assert right / (right + wrong) >= 0.95


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wel vrijwilligers", "Geen vrijwilligers"),
        ("3 scholen doen mee", "5 scholen doen mee"),
        ("Bibliotheek en scholen samen in Genk", "Bibliotheek en scholen samen in Hasselt"),
        ("Samen een zaal voor muziek huren in Genk en de wijk", "Samen een zaal voor muziek huren "
         "in Aalst en de wijk"),
        ("Alleen werken", "Samen werken"),
        ("Cursus muziek, dans en toneel voor leraren", "Cursus muziek, dans en toneel voor buren"),
        ("Ouders betrekken", "Ouderen betrekken"),
    ],
)  # fmt: skip
def test_nearly_the_same_words_that_say_something_else_stay_apart(one: str, other: str) -> None:
    assert together(one, other) == []


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Geen tijd", "geen tijd!", "precies dezelfde woorden"),
        ("Mond-tot-mondreclame", "Mond tot mond reclame", "alleen anders gespeld"),
        ("Scholen bezoeken musea", "Musea bezoeken scholen", "zelfde woorden in andere volgorde"),
        ("Ruimte om te repeteren", "Repetitieruimte", "zelfde woorden in een andere vorm"),
        ("Zomerkamp voor kinderen in het park", "Zomerkamp kinderen", "bijna dezelfde woorden"),
    ],
)
def test_the_reason_says_in_what_cards_are_alike(one: str, other: str, reason: str) -> None:
    (group,) = together(one, other)

    assert group.reason == reason
    assert 0 < group.score <= 1


def test_a_group_takes_no_card_that_is_only_like_a_member() -> None:
    groups = together("a1 koor dans toneel", "koor dans toneel film", "dans toneel film circus")

    assert all(len(group.members) < 2 for group in groups)


def test_a_card_joins_the_group_that_someone_made_and_its_head_stays() -> None:
    notes = [Note("new", "Te weinig tijd"), Note("old", "Vergaderdruk"), Note("in", "Geen tijd")]

    (group,) = alike.propose(notes, grouped={"in": "old"})

    assert (group.head, group.members) == ("old", ("new",))


def test_two_groups_that_people_made_are_not_joined() -> None:
    notes = [Note(card, "Geen tijd") for card in ("h1", "m1", "h2", "m2")]

    assert alike.propose(notes, grouped={"m1": "h1", "m2": "h2"}) == []


def test_a_card_under_a_head_that_is_gone_is_left_alone() -> None:
    notes = [Note("left", "Geen tijd"), Note("other", "Geen tijd")]

    assert alike.propose(notes, grouped={"left": "gone"}) == []


@given(boards, st.data())
@settings(max_examples=150, deadline=None)
def test_groups_never_share_a_card_cross_a_place_or_hold_a_refused_pair(
    notes: list[Note], data: st.DataObject
) -> None:
    ids = [note.id for note in notes] or ["c0"]
    card = st.sampled_from(ids)
    refused = data.draw(st.sets(st.frozensets(card, min_size=1, max_size=2), max_size=8))
    groups = alike.propose(notes, refused=refused)
    place = {note.id: note.place for note in notes}
    cards = [card for group in groups for card in (group.head, *group.members)]

    assert len(cards) == len(set(cards))
    for group in groups:
        whole = {group.head, *group.members}
        assert group.members
        assert len({place[card] for card in whole}) == 1
        assert not any(len(pair) == 2 and pair <= whole for pair in refused)


@given(boards, st.data())
@settings(max_examples=100, deadline=None)
def test_cards_that_lie_in_a_group_are_never_moved(notes: list[Note], data: st.DataObject) -> None:
    heads = [note for note in notes if int(note.id[1:]) % 3 == 0]
    grouped = {
        note.id: data.draw(st.sampled_from(same)).id
        for note in notes
        if note not in heads and (same := [head for head in heads if head.place == note.place])
    }
    groups = alike.propose(notes, grouped=grouped)

    for group in groups:
        assert group.head not in grouped
        assert not set(group.members) & (set(grouped) | set(grouped.values()))


@given(boards)
@settings(max_examples=60, deadline=None)
def test_equal_texts_in_one_place_always_end_up_together(notes: list[Note]) -> None:
    group_of = {
        card: group.head for group in alike.propose(notes) for card in (group.head, *group.members)
    }

    for one in notes:
        for other in notes:
            if one.id < other.id and (one.text, one.place) == (other.text, other.place):
                assert group_of[one.id] == group_of[other.id]


@given(st.lists(st.text(max_size=60), max_size=12))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_and_the_same_cards_give_the_same_groups(raw: list[str]) -> None:
    notes = [Note(f"c{number}", text) for number, text in enumerate(raw)]

    assert alike.propose(notes) == alike.propose(list(notes))


@pytest.mark.parametrize("other", ["Geen drie zalen vrij", "4 zalen vrij", "Zalen vrij"])
def test_texts_with_another_number_or_a_denial_are_not_compared(other: str) -> None:
    left, right = likeness.read(["Drie zalen vrij", other])

    assert likeness.compare(left, right) is None


@given(sentences, sentences)
def test_likeness_does_not_depend_on_which_comes_first(one: str, other: str) -> None:
    left, right = likeness.read([one, other])

    assert likeness.compare(left, right) == likeness.compare(right, left)


def test_crafted_texts_cannot_make_us_compare_every_card_with_every_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = []
    monkeypatch.setattr(alike, "MOST_COMPARED", 500)
    monkeypatch.setattr(likeness, "compare", lambda one, other: compared.append(1))
    chance = random.Random(3)
    words = "eend hond kat paard koe geit kip gans vis muis".split()

    alike.propose([Note(str(n), " ".join(chance.sample(words, 5))) for n in range(200)])

    assert len(compared) == 500
