# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A board in memory as its rows are, and what each viewer may see of it. Pure.

There are two groups: who leads, and all others. What a group sees is encoded once. Next to that
someone sees the own cards that the group may not see, and the own contact persons.

A card is sent to who may see it and all cards it hangs under. When one of those is only taken off
the board the card is still sent: clients show a card when the whole line above it is there.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from netwerkbouwer.boards.live import protocol
from netwerkbouwer.boards.stage import NO_SESSION, Role, Stage, Viewer
from netwerkbouwer.boards.state import Card

LEADS, OTHERS = "leads", "others"
EVERYONE, NO_ONE = -1, 0
Sight = int
"""EVERYONE of a group, NO_ONE, or the participant who alone sees a card."""
LINE = 20  # cards in a line of parents; more is not shown, here and in queries.board_view
Links = Sequence[tuple[str, str]]


@dataclass(slots=True)
class Group:
    """What everyone of a group sees, as far as it was asked."""

    viewer: Viewer
    look: protocol.Look
    sights: dict[str, Sight] = field(default_factory=dict)
    encoded: dict[str, str] = field(default_factory=dict)
    owners: dict[str, int] = field(default_factory=dict)
    """For cards that one participant sees otherwise than the group: that participant."""
    by_person: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    snapshot: bytes | None = None


@dataclass(frozen=True, slots=True)
class Delta:
    """What a flush tells a group: the same to all, but otherwise to a few."""

    shared: bytes
    personal: Mapping[int | None, bytes]

    def for_person(self, participant: int | None) -> bytes:
        return self.shared if participant is None else self.personal.get(participant, self.shared)


class Mirror:
    """The cards of one board, removed ones too."""

    def __init__(self, board: str, stage: Stage = NO_SESSION) -> None:
        self.board = board
        self.rev = 0
        self.title = ""
        self.variant = ""
        self.stage = stage
        self.cards: dict[str, Card] = {}
        self.links: dict[str, Links] = {}
        self.votes: dict[str, int] = {}
        self.children: dict[str, set[str]] = defaultdict(set)
        self._groups: dict[str, Group] = {}
        self._torn: set[str] = set()

    # What changes

    def rename(self, title: str, variant: str) -> None:
        if (title, variant) != (self.title, self.variant):
            self.title, self.variant = title, variant
            self._forget_snapshots()

    def set_stage(self, stage: Stage) -> bool:
        """Take over what the session allows; True when other cards may be seen now."""
        before, self.stage = self.sight(), stage
        if self.sight() == before:
            return False
        self._groups.clear()
        return True

    def take(
        self,
        cards: Iterable[Card],
        links: Mapping[str, Links],
        votes: Mapping[str, int],
    ) -> set[str]:
        """Take over cards that are newer than what is here, with their ties and dots; their ids.

        A tie or a dot counts up the revision of its card, so what comes late changes nothing.
        """
        changed = {card.id for card in cards if self._take(card)}
        self.links |= {card_id: links[card_id] for card_id in changed & links.keys()}
        self.votes |= {card_id: votes[card_id] for card_id in changed & votes.keys()}
        for name, group in list(self._groups.items()):
            if self._look_at(group, changed):
                self._torn.add(name)
                del self._groups[name]
        return changed

    def _look_at(self, group: Group, changed: Collection[str]) -> bool:
        """Look again at changed cards; True when cards that hang under them change hands too."""
        group.snapshot = None
        is_wide = False
        for card_id in changed:
            group.encoded.pop(card_id, None)
            flipped = self._look_again(group, self.cards[card_id])
            is_wide |= flipped and bool(self.children.get(card_id))
        return is_wide

    def torn(self) -> set[str]:
        """Groups that must get all anew since this was last asked."""
        torn, self._torn = self._torn, set()
        return torn

    def advance(self, rev: int) -> None:
        if rev > self.rev:
            self.rev = rev
            self._forget_snapshots()

    def _take(self, card: Card) -> bool:
        known = self.cards.get(card.id)
        if known is not None:
            if known.changed_revision >= card.changed_revision:
                return False
            if known.parent is not None and known.parent != card.parent:
                self.children[known.parent].discard(card.id)
        self.cards[card.id] = card
        if card.parent is not None:
            self.children[card.parent].add(card.id)
        return True

    def _forget_snapshots(self) -> None:
        for group in self._groups.values():
            group.snapshot = None

    # What may be seen

    def sight(self) -> str:
        """A short name for what the session lets people see: another one, and all is sent anew."""
        stage = self.stage
        parts = (stage.session, stage.is_live, sorted(stage.hidden_zones), stage.votes_shown)
        return blake2b(repr(parts).encode(), digest_size=6).hexdigest()

    def _group(self, name: str) -> Group:
        group = self._groups.get(name)
        if group is None:
            role = Role.EDITOR if name == LEADS else Role.READER
            viewer = Viewer(None, role, self.stage)
            look = protocol.Look(
                has_author=viewer.leads,
                has_contact=viewer.sees_contacts(None),
                has_votes=viewer.sees_votes,
            )
            group = self._groups[name] = Group(viewer, look)
            for card in self.cards.values():
                self._look_again(group, card)
        return group

    def _look_again(self, group: Group, card: Card) -> bool:
        """Work out who sees a card; True when that is another than before."""
        before, now = group.sights.get(card.id), self._sight(group.viewer, card)
        group.sights[card.id] = now
        owner = now if now != EVERYONE else self._with_contact(group, card)
        if (former := group.owners.pop(card.id, NO_ONE)) != NO_ONE:
            group.by_person[former].discard(card.id)
        if owner != NO_ONE:
            group.owners[card.id] = owner
            group.by_person[owner].add(card.id)
        return before is not None and before != now

    def _with_contact(self, group: Group, card: Card) -> int:
        """The author who sees a contact person on a card where the group does not."""
        is_own = not group.look.has_contact and "contact_person" in card.fields
        return (card.created_by or NO_ONE) if is_own else NO_ONE

    def _sight(self, viewer: Viewer, card: Card) -> Sight:
        """Who of a group sees the card and all it hangs under."""
        only, above = EVERYONE, card
        for _ in range(LINE):
            if not viewer.sees(zone=above.zone, is_private=above.is_private, author=None):
                author = above.created_by or NO_ONE
                if author == NO_ONE or only not in (EVERYONE, author):
                    return NO_ONE
                only = author
            if above.parent is None:
                return only
            if above.parent not in self.cards:
                return NO_ONE
            above = self.cards[above.parent]
        return NO_ONE

    # What is sent

    def delta(self, name: str, changed: Collection[str], since: int) -> Delta:
        """What a group must be told of changed cards."""
        group = self._group(name)
        cards: list[str] = []
        gone: list[str] = []
        special: dict[int, dict[str, str]] = defaultdict(dict)
        for card_id in changed:
            card, sight = self.cards[card_id], group.sights[card_id]
            if card.is_removed or sight != EVERYONE:
                gone.append(card_id)
            else:
                cards.append(self._encoded(group, card))
            if not card.is_removed and (who := group.owners.get(card_id)):
                special[who][card_id] = self._own(group, card, who)
        shared = protocol.state(self._span(since, is_reset=False), cards, gone)
        personal: dict[int | None, bytes] = {
            who: self._personal(group, changed, since, own) for who, own in special.items()
        }
        return Delta(shared, personal)

    def _personal(
        self, group: Group, changed: Collection[str], since: int, own: Mapping[str, str]
    ) -> bytes:
        cards: list[str] = []
        gone: list[str] = []
        for card_id in changed:
            card = self.cards[card_id]
            if card_id in own:
                cards.append(own[card_id])
            elif card.is_removed or group.sights[card_id] != EVERYONE:
                gone.append(card_id)
            else:
                cards.append(self._encoded(group, card))
        return protocol.state(self._span(since, is_reset=False), cards, gone)

    def reset(self, name: str, participant: int | None) -> bytes:
        """All that someone may see."""
        group = self._group(name)
        own = {
            card_id
            for card_id in group.by_person.get(participant or NO_ONE, ())
            if not self.cards[card_id].is_removed
        }
        if own:
            return self._snapshot(group, own, participant or NO_ONE)
        if group.snapshot is None:
            group.snapshot = self._snapshot(group, frozenset(), NO_ONE)
        return group.snapshot

    def _snapshot(self, group: Group, own: Collection[str], who: int) -> bytes:
        cards = [
            self._encoded(group, card)
            for card_id, card in self.cards.items()
            if not card.is_removed and group.sights[card_id] == EVERYONE and card_id not in own
        ]
        cards += [self._own(group, self.cards[card_id], who) for card_id in own]
        return protocol.state(self._span(0, is_reset=True), cards, ())

    def catch_up(self, name: str, participant: int | None, since: int | None, sight: str) -> bytes:
        """What someone needs who has revision `since` and could see what `sight` says.

        All of it when that cannot be told apart safely.
        """
        if since is None or since > self.rev or sight != self.sight():
            return self.reset(name, participant)
        changed = [card.id for card in self.cards.values() if card.changed_revision > since]
        if any(self.children.get(card_id) for card_id in changed):
            return self.reset(name, participant)
        return self.delta(name, changed, since).for_person(participant)

    def closed(self) -> bytes:
        """A state without any card, for who may not look yet; with the sight of nobody else, so
        that who is let in gets everything."""
        span = protocol.Span(self.rev, 0, True, self.title, self.variant, "")
        return protocol.state(span, (), ())

    def mine(self, participant: int) -> list[str]:
        """The cards someone made that are on the board."""
        return [
            card.id
            for card in self.cards.values()
            if card.created_by == participant and not card.is_removed
        ]

    def _span(self, since: int, *, is_reset: bool) -> protocol.Span:
        return protocol.Span(self.rev, since, is_reset, self.title, self.variant, self.sight())

    def _encoded(self, group: Group, card: Card) -> str:
        made = group.encoded.get(card.id)
        if made is None:
            made = group.encoded[card.id] = self._encode(card, group.look)
        return made

    def _own(self, group: Group, card: Card, who: int) -> str:
        """The card as someone sees it who sees it otherwise than the group."""
        has_contact = group.look.has_contact or card.created_by == who
        look = protocol.Look(group.look.has_author, has_contact, group.look.has_votes)
        return self._encode(card, look)

    def _encode(self, card: Card, look: protocol.Look) -> str:
        links = self.links.get(card.id, ())
        return protocol.encode(protocol.card(card, links, self.votes.get(card.id, 0), look))
