# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Logs of a board that nobody thought of: random operations by several people, as the server
takes or refuses them, in the shape of the stories in `operations/`."""

import random
from collections.abc import Callable
from typing import Any

PEOPLE = (1, 2, 3)
TEXTS = (
    "",
    "Affiches",
    "affiche",
    "Affiches in de bib",
    "a b c",
    "x\ny",
    "Ünïcødé – “ja”",
    "<b>",
    "0",
)
COLUMNS = {"visibility": "what", "expertise": "where", "successes": "why"}
STAGE = {
    "session": "s",
    "is_live": True,
    "voting_zones": ["visibility", "expertise"],
    "vote_budget": 5,
    "round": 2,
}
Json = dict[str, Any]


class Writer:
    """Thinks up one operation after another, mostly about cards that are there."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.cards: list[str] = []
        self.count = 0

    def id(self, start: str) -> str:
        self.count += 1
        return f"{start}{self.count}".ljust(22, "_")

    def card(self) -> str:
        """A card that may be there; now and then one that is not."""
        if self.cards and self.chance.random() < 0.95:
            return self.chance.choice(self.cards)
        return self.id("nergens")

    def operation(self) -> Json:
        kinds: dict[Callable[[], Json], int] = {
            self.add: 6,
            self.edit: 6,
            self.choose: 1,
            self.fields: 3,
            self.private: 2,
            self.move: 4,
            self.remove: 3,
            self.restore: 2,
            self.link: 4,
            self.unlink: 2,
            self.vote: 4,
            self.clear: 1,
            self.rename: 1,
        }
        (make,) = self.chance.choices(list(kinds), list(kinds.values()))
        return {"op_id": self.id("op"), **make()}

    def add(self) -> Json:
        zone = self.chance.choice(list(COLUMNS))
        made = {
            "type": "add_card",
            "card": self.id("kaart") if self.chance.random() < 0.95 else self.card(),
            "zone": zone,
            "card_type": "item" if self.chance.random() < 0.97 else "anders",
            "text": self.chance.choice(TEXTS),
            "fields": {"theme": zone, "column": COLUMNS[zone]},
        }
        if self.chance.random() < 0.2:
            made |= {"private": self.chance.random() < 0.5, "table": self.chance.randint(1, 9)}
        if self.chance.random() < 0.2:
            made["position"] = self.chance.choice(["1", "5V", "a1", "zz9"])
        self.cards.append(made["card"])
        return made

    def edit(self) -> Json:
        based_on = self.chance.choice([0, self.count // 3, self.count, 2**31 - 1])
        text = self.chance.choice(TEXTS) + self.chance.choice(["", " en meer", " niet"])
        return {"type": "edit_text", "card": self.card(), "text": text, "based_on": based_on}

    def choose(self) -> Json:
        return {"type": "choose_text", "card": self.card(), "text": self.chance.choice(TEXTS)}

    def fields(self) -> Json:
        given = self.chance.choice(
            [{"role": "leraar"}, {"role": None}, {"place": "41002"}, {"onbekend": "x"}, {"role": 7}]
        )
        return {"type": "set_fields", "card": self.card(), "fields": given}

    def private(self) -> Json:
        return {"type": "set_private", "card": self.card(), "private": self.chance.random() < 0.5}

    def move(self) -> Json:
        moved: Json = {"type": "move_card", "card": self.card()}
        if self.chance.random() < 0.7:
            moved["position"] = self.chance.choice(["1", "3", "5V", "a1", "zz9"])
        if self.chance.random() < 0.4:
            moved["zone"] = self.chance.choice([*COLUMNS, "synthesis", "nergens"])
        if self.chance.random() < 0.2:
            moved["parent"] = self.card()
        return moved

    def remove(self) -> Json:
        return {"type": "remove_card", "card": self.card()}

    def restore(self) -> Json:
        return {"type": "restore_card", "card": self.card()}

    def link(self, type_: str = "link_cards") -> Json:
        kind = self.chance.choice(["alike", "alike", "source", "member"])
        return {"type": type_, "kind": kind, "card": self.card(), "to": self.card()}

    def unlink(self) -> Json:
        return self.link("unlink_cards")

    def vote(self) -> Json:
        return {"type": "cast_vote", "card": self.card(), "dots": self.chance.randint(0, 4)}

    def clear(self) -> Json:
        return {"type": "clear_votes", "of": self.chance.choice(PEOPLE)}

    def rename(self) -> Json:
        return {"type": "set_board", "title": self.chance.choice(["Van ons", "Nog een"])}


def random_log(seed: int, length: int = 40) -> Json:
    """What people sent, without the answers; the same seed gives the same log."""
    writer = Writer(seed)
    steps = [
        {"by": writer.chance.choice(PEOPLE), "operation": writer.operation()} for _ in range(length)
    ]
    method = {"slug": "kennisestafette", "version": 1}
    return {"about": f"random, seed {seed}", "method": method, "stage": STAGE, "steps": steps}
