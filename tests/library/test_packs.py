# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the library ships: complete, with sources, in plain Dutch."""

import contextlib
import datetime
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.common import yaml_files
from netwerkbouwer.library import facts, queries, schema

PACKS = {pack.pack: pack for pack in queries.packs()}
COUNTS = {
    "partner_cards": 22 + 1,
    "relay_items": 163,
    "relay_themes": 3,
    "policy_categories": 5,
    "blueprints": 4,
    "practices": 3,
    "obstacles": 16,
    "sectors": 21,
    "positive_health": 6,
    "delegated_roles": 5,
    "stages": 9,
    "iv3": 21,
}
RELAY = {
    ("visibility", "what"): 14,
    ("visibility", "where"): 19,
    ("visibility", "why"): 21,
    ("expertise", "what"): 27,
    ("expertise", "where"): 15,
    ("expertise", "why"): 13,
    ("successes", "what"): 14,
    ("successes", "where"): 16,
    ("successes", "why"): 24,
}
AVERAGE = 15  # words in a sentence, over a pack: B1
LONGEST = 34  # words in any one sentence
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z'€0-9‘])")


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_a_pack_has_all_its_items(name: str, count: int) -> None:
    assert len(PACKS[name].items) == count


def test_the_relay_has_its_nine_lists() -> None:
    items = PACKS["relay_items"].items

    assert Counter((i.data["theme"], i.data["question"]) for i in items) == RELAY


def test_the_policy_blocks_lie_in_five_categories() -> None:
    groups = Counter(item.group for item in PACKS["policy_blocks"].items)

    assert set(groups) == {item.id.replace("-", "_") for item in PACKS["policy_categories"].items}
    assert groups["partners"] == len(PACKS["partner_types"].items)


def test_every_blueprint_has_blocks_of_every_category() -> None:
    blocks = {item.id: item.group for item in PACKS["policy_blocks"].items}
    groups = set(blocks.values())

    for blueprint in PACKS["blueprints"].items:
        found = {blocks[block] for block in blueprint.links["policy_blocks"]}
        assert groups - found <= {"policy_fields"}, blueprint.id


def test_every_obstacle_knows_what_helps() -> None:
    assert [i.id for i in PACKS["obstacles"].items if not i.links.get("approaches")] == []


def test_every_approach_brings_a_first_action() -> None:
    assert [i.id for i in PACKS["approaches"].items if not i.data["action"]] == []


def test_no_scheme_passes_a_verdict() -> None:
    conditions = [c for item in PACKS["schemes"].items for c in facts.conditions(item)]

    assert conditions
    assert [c.text for c in conditions if "?" not in c.text] == []


def test_kinds_in_addresses_are_unique() -> None:
    assert len({pack.kind for pack in PACKS.values()}) == len(PACKS)


@pytest.mark.parametrize("pack", PACKS.values(), ids=lambda pack: pack.pack)
def test_every_source_can_be_found(pack: schema.Pack) -> None:
    for source in pack.sources:
        assert len(source.maker) > 2
        assert len(source.title) > 5
        if source.url:
            parts = urlsplit(source.url)
            assert parts.scheme == "https"
            assert re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,}", parts.hostname or "")
    used = {name for item in pack.items for name in item.sources}
    assert {source.id for source in pack.sources} - used == set()


@pytest.mark.parametrize("pack", PACKS.values(), ids=lambda pack: pack.pack)
def test_every_item_was_checked_on_a_day_that_has_been(pack: schema.Pack) -> None:
    days = {item.checked_on for item in pack.items}

    assert min(days) >= datetime.date(2026, 1, 1)
    assert max(days) <= datetime.date.today()


def texts_of(pack: schema.Pack) -> Iterator[str]:
    yield pack.about
    for item in pack.items:
        yield item.text
        yield from (wording.text for wording in item.variants.values() if wording.text)


def sentences(text: str) -> list[str]:
    return [part for part in SENTENCE.split(text.strip()) if part]


@pytest.mark.parametrize("pack", PACKS.values(), ids=lambda pack: pack.pack)
def test_sentences_are_short(pack: schema.Pack) -> None:
    lengths = {s: len(s.split()) for text in texts_of(pack) for s in sentences(text)}

    assert sum(lengths.values()) / len(lengths) <= AVERAGE
    assert [s for s, length in lengths.items() if length > LONGEST] == []


def test_a_long_sentence_is_seen() -> None:
    assert [len(s.split()) for s in sentences("Een twee drie. Vier vijf! Zes? 7 acht")] == [
        3,
        2,
        1,
        2,
    ]


@pytest.mark.parametrize("pack", PACKS.values(), ids=lambda pack: pack.pack)
def test_every_group_has_a_name_for_people(pack: schema.Pack) -> None:
    for name in {item.subgroup for item in pack.items if item.subgroup}:
        label = pack.group_label(name)
        assert label[0].isupper()
        assert "_" not in label


@pytest.mark.parametrize("pack", PACKS.values(), ids=lambda pack: pack.pack)
def test_facts_are_said_in_words(pack: schema.Pack) -> None:
    for item in pack.items:
        said = [*facts.facts(item)]
        lines = [line for fact in said for line in [fact.text, *fact.many]]
        assert not any(re.fullmatch(r"[a-z]+(_[a-z]+)+|None|True|False|\{.*", s) for s in lines)


ITEM = {"id": "een", "label": "Een", "own": True, "checked_on": "2026-11-01"}
GOOD: dict[str, object] = {
    "pack": "proef",
    "kind": "proef",
    "version": 1,
    "title": "Proef",
    "about": "Om te proberen.",
    "licence": "CC-BY-4.0",
    "sources": [{"id": "s1", "maker": "Wij", "title": "Ons boek"}],
    "items": [ITEM],
}


def refusal(pack: dict[str, object]) -> yaml_files.Mistake:
    with pytest.raises(yaml_files.Mistake) as caught:
        yaml_files.parse(yaml.safe_dump(pack, sort_keys=False), schema.Pack, "proef.yaml")
    return caught.value


def with_item(**changes: object) -> dict[str, object]:
    return GOOD | {"items": [ITEM | changes]}


@pytest.mark.parametrize(
    ("pack", "words"),
    [
        (with_item(own=False), "noemt geen bron"),
        (with_item(sources=["s2"]), "bron die niet bovenaan staat: 's2'"),
        (with_item(checked_on="gisteren"), "'items.0.checked_on'"),
        (with_item(tekst="x"), "kennen we niet"),
        (GOOD | {"items": [{**ITEM}, {**ITEM}]}, "'een' staat er twee keer in"),
        (GOOD | {"items": []}, "'items' is leeg"),
        (GOOD | {"groups": {"weg": "Weg"}}, "niets in de groep 'weg'"),
        (GOOD | {"kind": "Een soort"}, "tekens die hier niet mogen"),
    ],
)
def test_a_pack_with_a_mistake_is_refused_in_words(pack: dict[str, object], words: str) -> None:
    assert words in refusal(pack).reason


def test_the_line_of_the_second_of_two_items_is_told() -> None:
    assert refusal(GOOD | {"items": [{**ITEM}, {**ITEM}]}).line == 16


def test_a_link_to_nothing_is_found() -> None:
    pack = schema.Pack.model_validate(with_item(links={"proef": ["een", "twee"]}))

    assert [target for _pack, _item, target in schema.broken_links([pack])] == ["proef/twee"]


@given(st.text(max_size=300))
def test_any_text_gives_a_pack_or_a_mistake(text: str) -> None:
    with contextlib.suppress(yaml_files.Mistake):
        assert yaml_files.parse(text, schema.Pack, "x.yaml").items
