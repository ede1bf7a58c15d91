# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Brings the worksheets of all tables together on the plenary board, as a plan of operations. Pure.

Organisations with one id in the directory become one card; what seems to be typed twice is proposed
as one, and a person decides. Ids of cards and operations follow from what they are made of, so a
plan made again, after more was written, only adds what is new. What people changed or took away on
the plenary board stays so. Private cards and data about contacts are not brought along.
"""

import base64
import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from netwerkbouwer.boards.operations import TEXT_LIMIT
from netwerkbouwer.boards.sessions import duplicates
from netwerkbouwer.boards.sessions.duplicates import Twins
from netwerkbouwer.boards.state import Card

Link = tuple[str, str, str]
Pair = frozenset[str]
# What says which organisation it is; what a table thought of it stays on its own worksheet.
ABOUT = ("organisation", "municipality", "place_text", "sectors", "half", "website", "partner_card",
         "found")  # fmt: skip
SCENARIO = ("status", "idea", "possibilities", "next")


@dataclass(frozen=True)
class Sheet:
    """The worksheet of one table: its cards by id, and its links (kind, card, to)."""

    board: str
    cards: Mapping[str, Card]
    links: Collection[Link] = ()
    table: int | None = None


@dataclass(frozen=True)
class Plenary:
    """The board where all comes together, removed cards too.

    `done` holds the op_ids that its log has, as far as they are known: those are not planned again.
    """

    board: str
    revision: int = 0
    cards: Mapping[str, Card] = field(default_factory=dict)
    links: Collection[Link] = ()
    done: Collection[str] = ()


@dataclass(frozen=True)
class Decisions:
    """What people said about pairs of candidates, by their ids on the worksheets."""

    same: Collection[Pair] = ()
    different: Collection[Pair] = ()


@dataclass(frozen=True, slots=True)
class Partner:
    """One organisation of the region, and the worksheets that named it.

    `card` is its card on the plenary board; empty when someone took it off there.
    """

    card: str
    name: str
    sources: tuple[str, ...]
    named_by: tuple[str, ...]
    """Boards of the worksheets, in their order, each once."""


@dataclass(frozen=True)
class Plan:
    """`operations` are payloads in the order in which they must be done.

    `proposals` name candidates by their ids on the worksheets, as Decisions does.
    """

    operations: tuple[dict[str, Any], ...]
    partners: tuple[Partner, ...]
    proposals: tuple[Twins, ...]


def copy_id(board: str, card: str) -> str:
    """The id that a card of a worksheet has on the plenary board."""
    return _digest("card", board, card)


def _digest(*parts: object) -> str:
    """128 bits of a hash as 22 url-safe characters."""
    text = "\x00".join(str(part) for part in ("plenary", *parts))
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()[:16]).decode()[:22]


@dataclass(frozen=True, slots=True)
class _Source:
    sheet: Sheet
    card: Card

    @property
    def id(self) -> str:
        return self.card.id


def plan(plenary: Plenary, sheets: Sequence[Sheet], decisions: Decisions | None = None) -> Plan:
    """What to do so that the plenary board has all that the worksheets have."""
    sources = [source for sheet in sheets for source in _candidates(sheet)]
    decisions = decisions or Decisions()
    groups = _groups(sources, plenary, decisions)
    apart = _told_apart(groups, decisions)
    making = _Making(plenary, groups, apart)
    for group in groups:
        making.bring_candidate(group)
    for sheet in sheets:
        making.bring_ideas(sheet)
        making.bring_combinations(sheet)
    partners = tuple(_partner(group, making, plenary) for group in groups)
    return Plan(tuple(making.operations()), partners, _proposals(groups, apart))


def _candidates(sheet: Sheet) -> Iterator[_Source]:
    cards = sorted(sheet.cards.values(), key=lambda card: (card.position, card.id))
    for card in cards:
        is_named = card.type == "candidate" and card.text
        is_aside = card.fields.get("not_for_us") or card.fields.get("later")
        if is_named and not is_aside and _is_shared(card, sheet):
            yield _Source(sheet, card)


def _is_shared(card: Card, sheet: Sheet) -> bool:
    """Whether the card and all it hangs under may be seen by everyone."""
    above: Card | None = card
    for _ in range(20):
        if above is None or above.is_private or above.is_removed:
            return False
        if above.parent is None:
            return True
        above = sheet.cards.get(above.parent)
    return False


def _groups(
    sources: Sequence[_Source], plenary: Plenary, decisions: Decisions
) -> list[list[_Source]]:
    """Sources that are one organisation, each group and all groups in the order of the sheets."""
    ids = [source.id for source in sources]
    joining = duplicates.Joining(ids, _sorted(decisions.different))
    first: dict[str, str] = {}
    for source in sources:
        directory_id = source.card.fields.get("organisation")
        if directory_id:
            joining.join(first.setdefault(directory_id, source.id), source.id, even_if_apart=True)
    copies = {copy_id(plenary.board, source.id): source.id for source in sources}
    piles = [
        frozenset((copies[card], copies[to]))
        for kind, card, to in plenary.links
        if kind == "alike" and card in copies and to in copies
    ]
    for pair in (*_sorted(decisions.same), *_sorted(piles)):
        joining.join(*pair)
    grouped: dict[str, list[_Source]] = {}
    for source in sources:
        grouped.setdefault(joining.root(source.id), []).append(source)
    return list(grouped.values())


def _sorted(pairs: Collection[Pair]) -> list[tuple[str, str]]:
    return sorted((min(pair), max(pair)) for pair in pairs if len(pair) == 2)


def _partner(group: Sequence[_Source], making: "_Making", plenary: Plenary) -> Partner:
    card = making.head.get(group[0].id) or ""
    name = plenary.cards.get(card, group[0].card).text
    named_by = tuple(dict.fromkeys(source.sheet.board for source in group))
    return Partner(card, name, tuple(source.id for source in group), named_by)


def _proposals(
    groups: Sequence[Sequence[_Source]], apart: Collection[frozenset[int]]
) -> tuple[Twins, ...]:
    """Pairs of groups that may be one, by their likest sources; without those told apart."""
    group_of = {source.id: number for number, group in enumerate(groups) for source in group}
    best: dict[frozenset[int], Twins] = {}
    for twins in duplicates.find([_named(source) for group in groups for source in group]):
        pair = frozenset((group_of[twins.one], group_of[twins.other]))
        if len(pair) == 2 and pair not in apart:
            best.setdefault(pair, twins)
    return tuple(best.values())


def _told_apart(groups: Sequence[Sequence[_Source]], decisions: Decisions) -> set[frozenset[int]]:
    """Pairs of groups, by number, that hold a pair which someone told apart."""
    group_of = {source.id: number for number, group in enumerate(groups) for source in group}
    return {
        frozenset(group_of[card] for card in pair)
        for pair in decisions.different
        if all(card in group_of for card in pair)
    }


def _named(source: _Source) -> duplicates.Named:
    fields = source.card.fields
    return duplicates.Named(
        id=source.id,
        name=source.card.text,
        municipality=str(fields.get("municipality") or ""),
        place=str(fields.get("place_text") or ""),
        organisation=str(fields.get("organisation") or ""),
    )


class _Making:
    """Collects operations; knows which plenary card stands for each candidate."""

    def __init__(
        self,
        plenary: Plenary,
        groups: Sequence[Sequence[_Source]],
        apart: Collection[frozenset[int]],
    ) -> None:
        self.plenary = plenary
        self.apart = apart
        self.head: dict[str, str | None] = {}
        self.changed: set[str] = set()
        """Heads of which the pile changes in this plan."""
        self.added: list[dict[str, Any]] = []
        self.loosened: list[dict[str, Any]] = []
        self.tied: list[dict[str, Any]] = []
        self.lies_on = {card: to for kind, card, to in plenary.links if kind == "alike"}
        self.group_of = {
            copy_id(plenary.board, source.id): number
            for number, group in enumerate(groups)
            for source in group
        }
        self._split()

    def operations(self) -> Iterator[dict[str, Any]]:
        for payload in (*self.added, *self.loosened, *self.tied):
            if payload["op_id"] not in self.plenary.done:
                yield payload

    def _op(self, type_: str, *salt: object, **values: Any) -> dict[str, Any]:
        """A payload whose op_id follows from what it does, and from `salt`."""
        what = sorted((key, repr(value)) for key, value in values.items() if key != "fields")
        return {"type": type_, "op_id": _digest(type_, self.plenary.board, what, *salt), **values}

    def _split(self) -> None:
        for card, to in sorted(self.lies_on.items()):
            both = card in self.group_of and to in self.group_of
            if both and self.group_of[card] != self.group_of[to]:
                self._loosen("alike", card, to)
                self.changed |= {card, to}

    def _loosen(self, kind: str, card: str, to: str) -> None:
        self.loosened.append(
            self._op("unlink_cards", self.plenary.revision, kind=kind, card=card, to=to)
        )
        if kind == "alike":
            del self.lies_on[card]

    def bring_candidate(self, group: Sequence[_Source]) -> None:
        """One card for the group: a new one, or the one there is with later copies on it."""
        board = self.plenary.board
        copies = [copy_id(board, source.id) for source in group]
        known = [copy for copy in copies if copy in self.plenary.cards]
        live = [copy for copy in known if not self.plenary.cards[copy].is_removed]
        head: str | None = None
        if live:
            head = self._top(live)
            self._pile(live, head)
            self._fill(head, group)
        elif not known:
            head = copies[0]
            self._add(group[0], head, None, _about(group))
        self.head |= {source.id: head for source in group}

    def _top(self, live: Sequence[str]) -> str:
        """The copy that others lie on already, else the first that lies on none."""
        carrying = [self.lies_on[copy] for copy in live if self.lies_on.get(copy) in live]
        loose = [copy for copy in live if copy not in self.lies_on]
        return next(iter((*carrying, *loose, *live)))

    def _pile(self, live: Sequence[str], head: str) -> None:
        top = self.lies_on.get(head, head)
        for copy in live:
            if copy in (head, top) or self.lies_on.get(copy) == top:
                continue
            under = [card for card, to in self.lies_on.items() if to == copy]
            for card, to in [(copy, self.lies_on.get(copy)), *((card, copy) for card in under)]:
                if to is not None:
                    self._loosen("alike", card, to)
            for card in (copy, *(card for card in under if card not in live)):
                self._tie("alike", card, top, self.plenary.revision)
            self.changed.add(head)

    def _tie(self, kind: str, card: str, to: str, *salt: object) -> None:
        self.tied.append(self._op("link_cards", *salt, kind=kind, card=card, to=to))
        if kind == "alike":
            self.lies_on[card] = to

    def _fill(self, head: str, group: Sequence[_Source]) -> None:
        """Add what the card does not say and a worksheet does; each value once, ever."""
        known = self.plenary.cards[head].fields
        for key, value in _about(group).items():
            is_doubled = key == "place_text" and known.get("municipality")
            if key != "found" and not known.get(key) and not is_doubled:
                fields = {key: value}
                self.added.append(
                    self._op("set_fields", key, repr(value), card=head, fields=fields)
                )

    def _add(self, source: _Source, copy: str, parent: str | None, fields: dict[str, Any]) -> None:
        card = source.card
        payload = self._op(
            "add_card",
            card=copy,
            zone=card.zone,
            card_type=card.type,
            text=_whole_text(card),
            fields=fields,
            private=False,
        )
        # What a card is follows from its id; text and table may differ the next time.
        payload["op_id"] = _digest("add", self.plenary.board, copy)
        numbers = {"parent": parent, "table": source.sheet.table, "round": card.round}
        payload |= {key: value for key, value in numbers.items() if value is not None}
        self.added.append(payload)

    def bring_ideas(self, sheet: Sheet) -> None:
        """Each idea under the card of its candidate; with it when that one joins another."""
        for card in sorted(sheet.cards.values(), key=lambda card: (card.position, card.id)):
            head = self.head.get(card.parent or "")
            if card.type != "idea" or head is None or not _is_shared(card, sheet):
                continue
            copy = copy_id(self.plenary.board, card.id)
            known = self.plenary.cards.get(copy)
            if known is None:
                self._add(_Source(sheet, card), copy, head, {})
            elif not known.is_removed and self._must_follow(known, head):
                self.tied.append(
                    self._op("move_card", self.plenary.revision, card=copy, parent=head)
                )

    def _must_follow(self, idea: Card, head: str) -> bool:
        """Whether its candidate came to lie on another, or was told apart from one."""
        parent = idea.parent or ""
        if parent == head or parent not in self.group_of:
            return False
        if self.lies_on.get(parent) == head:
            return True
        groups = frozenset((self.group_of[parent], self.group_of[head]))
        is_new = head not in self.plenary.cards or head in self.changed
        return len(groups) == 2 and (is_new or groups in self.apart)

    def bring_combinations(self, sheet: Sheet) -> None:
        """Each combination with its members; links that people took away are not made again."""
        for card in sorted(sheet.cards.values(), key=lambda card: (card.position, card.id)):
            if card.type != "combination" or not _is_shared(card, sheet):
                continue
            copy = copy_id(self.plenary.board, card.id)
            known = self.plenary.cards.get(copy)
            if known is None:
                fields = {key: card.fields[key] for key in SCENARIO if card.fields.get(key)}
                self._add(_Source(sheet, card), copy, None, fields)
            if known is None or not known.is_removed:
                self._bring_members(sheet, card.id, copy)

    def _bring_members(self, sheet: Sheet, combination: str, copy: str) -> None:
        tied = {to for kind, card, to in self.plenary.links if (kind, card) == ("member", copy)}
        ends = sorted(
            to for kind, card, to in sheet.links if (kind, card) == ("member", combination)
        )
        heads = [head for to in ends if (head := self.head.get(to))]
        for head in dict.fromkeys(heads):
            if head not in tied:
                self._tie("member", copy, head)
        for to in sorted(tied - set(heads)):
            if self.lies_on.get(to) in heads:
                self._loosen("member", copy, to)


def _about(group: Sequence[_Source]) -> dict[str, Any]:
    """What the worksheets say of the organisation; one from the directory first."""
    ranked = sorted(group, key=lambda source: not source.card.fields.get("organisation"))
    found: dict[str, Any] = {}
    for key in ABOUT:
        value = next((v for source in ranked if (v := source.card.fields.get(key))), None)
        if value and not (key == "place_text" and "municipality" in found):
            found[key] = value
    return found


def _whole_text(card: Card) -> str:
    """Both texts when two people clashed and nobody chose yet; of a name only the first."""
    both = card.other_text and card.type != "candidate"
    whole = f"{card.text}\n\n{card.other_text}" if both else card.text
    return whole if len(whole) <= TEXT_LIMIT else card.text
