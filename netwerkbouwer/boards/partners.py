# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The candidates on a board with what counts for diagrams, tables and hints, defaults filled in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from netwerkbouwer.boards import hints
from netwerkbouwer.boards.layout import Half
from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.common import texts
from netwerkbouwer.library import queries as library
from netwerkbouwer.library.schema import Item
from netwerkbouwer.methods.template import ZoneKind
from netwerkbouwer.organisations import kind_pack
from netwerkbouwer.organisations import sectors as sector_names
from netwerkbouwer.places import gazetteer

DECK = "partner_cards"
KnownHalf = Literal["culture", "other", ""]


@dataclass(frozen=True, slots=True)
class Partner:
    """A candidate as others see it; `code` is empty while we do not know the municipality."""

    card: CardView
    name: str
    code: str
    place: str
    sectors: tuple[str, ...]
    known_half: KnownHalf

    @property
    def half(self) -> Half:
        """Where it is drawn: below the line while nobody knows."""
        return "culture" if self.known_half == "culture" else "other"

    @property
    def id(self) -> str:
        return self.card.id

    @property
    def place_key(self) -> str:
        """The same for everyone in one bubble."""
        return self.code or f"x-{texts.slugify(self.place)}"

    @property
    def is_chosen(self) -> bool:
        return self.card.fields.get("chosen") is True

    @property
    def is_dropped(self) -> bool:
        return self.card.fields.get("chosen") is False

    @property
    def sector_labels(self) -> tuple[str, ...]:
        return tuple(sector_names.label(slug) for slug in self.sectors)

    @property
    def sector(self) -> str:
        return self.sectors[0] if self.sectors else ""

    @property
    def party(self) -> hints.Party:
        return hints.Party(self.name, self.code, self.sector_labels, self.known_half)


@dataclass(frozen=True, slots=True)
class Own:
    """The organisation that fills in the board."""

    code: str
    place: str
    sector: str

    @property
    def party(self) -> hints.Party:
        sectors = (sector_names.label(self.sector),) if self.sector else ()
        return hints.Party("jullie zelf", self.code, sectors, half_of_sector(self.sector))


def own(view: BoardView) -> Own:
    """Who and where, from the first place that is filled in."""
    for zone in view.method.zones_of_kind(ZoneKind.PLACE):
        card = view.single(zone.key)
        if card is not None and (card.fields.get("municipality") or card.fields.get("sector")):
            here = municipality(str(card.fields.get("municipality", "")))
            sector = str(card.fields.get("sector", ""))
            return Own(here.code if here else "", here.label if here else "", sector)
    return Own("", "", "")


def shown(view: BoardView) -> list[CardView]:
    """The candidates without those set aside or kept for later, and each organisation once.

    A card that lies on another, because it names the same one, is not shown beside it.
    """
    candidates = (card for card in view.of_type("candidate") if card.lies_on is None)
    return [card for card in candidates if not is_aside(card)]


def is_aside(card: CardView) -> bool:
    """Whether the board only remembers this candidate: 'not for us', or for later."""
    return bool(card.fields.get("not_for_us") or card.fields.get("later"))


def aside(view: BoardView) -> list[CardView]:
    """Whom the board only remembers, over all exercises; never suggested again."""
    return [card for card in view.of_type("candidate") if is_aside(card)]


def directory_id(card: CardView) -> str:
    """The public id of an organisation from the directory; empty for a typed one."""
    return str(card.fields.get("organisation") or "")


def partners(view: BoardView, exercise: str = "") -> list[Partner]:
    """The candidates of one exercise, or all."""
    return [
        partner(card)
        for card in shown(view)
        if not exercise or (card.parent is not None and card.parent.id == exercise)
    ]


def partner(card: CardView) -> Partner:
    """One candidate with defaults for what nobody filled in."""
    here = municipality(str(card.fields.get("municipality", "")))
    place = here.label if here else str(card.fields.get("place_text", ""))
    return Partner(
        card=card,
        name=card.text,
        code=here.code if here else "",
        place=place,
        sectors=_sectors(card),
        known_half=_half(card),
    )


def merged(found: Sequence[Partner]) -> list[Partner]:
    """Each organisation once: the same in the directory, or the same name in the same place."""
    first: dict[tuple[str, str], Partner] = {}
    for one in found:
        known = first.get(identity(one))
        if known is None or (one.is_chosen and not known.is_chosen):
            first[identity(one)] = one
    return list(first.values())


def identity(one: Partner) -> tuple[str, str]:
    """What makes two candidates the same organisation."""
    public_id = str(one.card.fields.get("organisation", ""))
    return ("gids", public_id) if public_id else (texts.fold(one.name), one.place_key)


def municipality(code: str) -> gazetteer.Municipality | None:
    """The municipality of today behind a stored code; None for a code we do not know."""
    try:
        return gazetteer.by_code(code) if code else None
    except gazetteer.UnknownCode:
        return None


def partner_card(card_id: str) -> Item | None:
    """A sector card of the deck; None for the blank one and for an unknown id."""
    try:
        item = library.item(DECK, card_id) if card_id else None
    except library.UnknownItem:
        return None
    return item if item and item.data.get("sector") else None


NAME_SAYS_NOTHING = "sociocultural-association"  # whose name only says 'vzw' or 'stichting'


def half_of_sector(slug: str) -> KnownHalf:
    """The usual half of a sector; empty when there is none."""
    known = sector_names.BY_SLUG.get(slug)
    return known.half if known else ""


def usual_half(name: str, sectors: Sequence[str], card_id: str) -> KnownHalf:
    """The half without anyone's choice; empty when nothing tells.

    A rule by name goes first (an academy of arts is education but culture), then the sector card,
    then the first sector.
    """
    sector = sectors[0] if sectors else ""
    kind = kind_pack.load().get(kind_pack.load().classify(name, sector))
    if kind is not None and kind.id != NAME_SAYS_NOTHING and sector in ("", kind.sector):
        return kind.half
    item = partner_card(card_id)
    if item is not None:
        return "culture" if item.data.get("half") == "culture" else "other"
    return half_of_sector(sector)


def _sectors(card: CardView) -> tuple[str, ...]:
    stored = card.fields.get("sectors")
    if isinstance(stored, list) and stored:
        return tuple(str(slug) for slug in stored)
    item = partner_card(str(card.fields.get("partner_card", "")))
    return (str(item.data["sector"]),) if item else ()


def _half(card: CardView) -> KnownHalf:
    stored = card.fields.get("half")
    if stored in ("culture", "other"):
        return "culture" if stored == "culture" else "other"
    organisation = card.row.organisation
    if organisation is not None:
        half = organisation.half_override or organisation.half
        return "culture" if half == "culture" else "other"
    return usual_half(card.text, _sectors(card), str(card.fields.get("partner_card", "")))
