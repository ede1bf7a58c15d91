# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shape of a method (werkvorm): steps, zones, decks and prompts, as data.

A method is a YAML file; this module says what may be in it and checks it. It knows neither
Django nor the library: which packs exist is passed in. A new kind of zone is added here once,
for all methods. In every text `[[term]]` stands for a word of the library that differs between
Flanders and the Netherlands; `wording.py` fills it in.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from netwerkbouwer.common.yaml_files import Misplaced

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,40}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,40}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2_000, strip_whitespace=True)]
Place = tuple[int | str, ...]
"""A path in the file: ("steps", 0, "zones", 2, "deck")."""


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ZoneKind(StrEnum):
    """What a zone holds. Each kind has one form, one view and one place in the report."""

    TEXT = "text"
    """One text."""
    PLACE = "place"
    """One municipality."""
    CHOICE = "choice"
    """One or more of a few fixed answers."""
    CARDS = "cards"
    """Free cards, possibly of several types."""
    DECK = "deck"
    """Cards picked from a pack of the library, and own ones."""
    EXERCISES = "exercises"
    """Thinking exercises, each starting from a card of another zone."""
    CANDIDATES = "candidates"
    """Organisations, each found in an exercise, with ideas."""
    BUBBLES = "bubbles"
    """The bubble diagram of candidates; holds nothing itself."""
    SELECTION = "selection"
    """The table of candidates with both hints; holds nothing itself."""
    COMBINATIONS = "combinations"
    """Sets of candidates with a plan."""
    ACTIONS = "actions"
    """Who does what, when."""
    MATRIX = "matrix"
    """Cards in the cells of rows and columns."""
    COLUMNS = "columns"
    """Cards under the columns of a theme."""
    SUMMARY = "summary"
    """What other zones say, together; holds nothing itself."""


VIEWS = {ZoneKind.BUBBLES, ZoneKind.SELECTION, ZoneKind.SUMMARY}
SINGLE = {ZoneKind.TEXT, ZoneKind.PLACE, ZoneKind.CHOICE}


class Choice(Strict):
    key: Key
    label: Line
    explain: str = ""


class CardType(Choice):
    private: bool = False
    """Whether a new card of this type is seen only by those with the edit link."""


class Column(Strict):
    key: Key
    label: Line
    prompt: str = ""


class Theme(Column):
    columns: list[Column] = Field(default_factory=list, max_length=8)


class FieldKind(StrEnum):
    LINE = "line"
    LONG = "long"
    DATE = "date"
    YEAR = "year"
    CHOICE = "choice"
    CHOICES = "choices"
    MUNICIPALITY = "municipality"


class FieldSpec(Strict):
    """One extra field of the cards in a zone."""

    key: Key
    label: Line
    kind: FieldKind = FieldKind.LINE
    help: str = ""
    choices: list[Choice] = Field(default_factory=list, max_length=40)
    choices_from: Key | None = None
    """A pack of the library whose items are the choices."""
    cards_from: list[Key] = Field(default_factory=list, max_length=12)
    """Zones whose cards are the choices."""
    variant: Literal["vl", "nl"] | None = None
    """Asked only on boards in this variant."""
    nudge: str = ""
    """Said on the card as long as the field is empty."""

    @model_validator(mode="after")
    def choices_when_choosing(self) -> Self:
        choosing = self.kind in {FieldKind.CHOICE, FieldKind.CHOICES}
        if choosing != bool(self.choices or self.choices_from or self.cards_from):
            raise ValueError(
                f"veld '{self.key}': keuzes horen bij 'choice' en 'choices', en daar alleen"
            )
        return self


class Zone(Strict):
    key: Key
    kind: ZoneKind
    title: Line
    prompt: str = ""
    """The question on screen and on paper."""
    help: str = ""
    examples: list[Line] = Field(default_factory=list, max_length=12)
    limit: int = Field(default=500, ge=1, le=5_000)
    private: bool = False
    types: list[CardType] = Field(default_factory=list, max_length=12)
    fields: list[FieldSpec] = Field(default_factory=list, max_length=12)
    statuses: list[Choice] = Field(default_factory=list, max_length=12)
    choices: list[Choice] = Field(default_factory=list, max_length=40)
    many: bool = False
    """For `choice`: more than one answer."""
    deck: Key | None = None
    deck_group: str | None = None
    """Only the items of this group of the pack; 'visibility' takes in 'visibility-what'."""
    own_cards: bool = True
    reveal: Literal["always", "after_own"] = "always"
    """`after_own`: the deck stays closed until there is an own card, here or in `source`."""
    suggest_from: list[Key] = Field(default_factory=list, max_length=12)
    """For `deck`: zones whose chosen items link to items here, which then come first."""
    source: list[Key] = Field(default_factory=list, max_length=30)
    """Zones this one starts from or shows; for `actions`, decks whose items bring an action."""
    themes: list[Theme] = Field(default_factory=list, max_length=8)
    rows: list[Column] = Field(default_factory=list, max_length=40)
    columns: list[Column] = Field(default_factory=list, max_length=40)
    rows_from: Key | None = None
    """Zone whose cards are the rows of a matrix."""
    columns_from: Key | None = None

    @model_validator(mode="after")
    def parts_fit_the_kind(self) -> Self:
        needs: dict[ZoneKind, tuple[bool, str]] = {
            ZoneKind.DECK: (bool(self.deck), "een 'deck'"),
            ZoneKind.CHOICE: (bool(self.choices), "'choices'"),
            ZoneKind.EXERCISES: (bool(self.source), "een 'source'"),
            ZoneKind.CANDIDATES: (bool(self.source), "een 'source'"),
            ZoneKind.BUBBLES: (bool(self.source), "een 'source'"),
            ZoneKind.SELECTION: (bool(self.source), "een 'source'"),
            ZoneKind.COMBINATIONS: (bool(self.source), "een 'source'"),
            ZoneKind.SUMMARY: (bool(self.source), "een 'source'"),
            ZoneKind.COLUMNS: (bool(self.themes), "'themes'"),
            ZoneKind.MATRIX: (
                bool(self.rows or self.rows_from) and bool(self.columns or self.columns_from),
                "rijen en kolommen",
            ),
        }
        if self.deck_group and not self.deck:
            raise ValueError(f"zone '{self.key}' noemt een 'deck_group' maar geen 'deck'")
        has, what = needs.get(self.kind, (True, ""))
        if not has:
            raise ValueError(f"zone '{self.key}' van soort '{self.kind}' heeft {what} nodig")
        return self

    @property
    def is_view(self) -> bool:
        return self.kind in VIEWS

    @property
    def is_single(self) -> bool:
        return self.kind in SINGLE

    def is_private(self, card_type: str) -> bool:
        """Whether a new card starts private."""
        return self.private or any(t.private for t in self.types if t.key == card_type)


class Step(Strict):
    slug: Slug
    title: Line
    ask: Line
    """What this step asks, in one sentence."""
    explain: str = ""
    example: str = ""
    """An example, shown on request."""
    words: list[Slug] = Field(default_factory=list, max_length=8)
    """Items of the glossary explained on this step."""
    minutes: int | None = Field(default=None, ge=1, le=240)
    zones: list[Zone] = Field(min_length=1, max_length=12)


class Credit(Strict):
    """Who thought of this method; facts and steps are theirs, the words are ours."""

    maker: Line
    title: Line
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S{4,300}$")] | None = None


LAST_VERSION = 100_000  # the last one that a board file may name


class Method(Strict):
    """One version of a method. A published version never changes: boards refer to it."""

    slug: Slug
    version: int = Field(ge=1, le=LAST_VERSION)
    status: Literal["draft", "published", "deprecated"]
    title: Line
    door: Literal["netwerk", "beleid", "muurtje", "verbinden", "estafette"]
    summary: Text
    purpose: Text
    outcome: Text
    minutes: tuple[int, int]
    people: Line
    credit: list[Credit] = Field(min_length=1)
    steps: list[Step] = Field(min_length=1, max_length=15)

    @property
    def zones(self) -> dict[str, Zone]:
        return {zone.key: zone for step in self.steps for zone in step.zones}

    def zone(self, key: str) -> Zone | None:
        return self.zones.get(key)

    def step(self, slug: str) -> Step | None:
        return next((step for step in self.steps if step.slug == slug), None)

    def step_of(self, zone_key: str) -> Step:
        """The step that holds a zone. Raises KeyError for an unknown zone."""
        for step in self.steps:
            if any(zone.key == zone_key for zone in step.zones):
                return step
        raise KeyError(zone_key)

    def zones_of_kind(self, kind: ZoneKind) -> list[Zone]:
        return [zone for zone in self.zones.values() if zone.kind == kind]

    @model_validator(mode="after")
    def names_are_unique_and_known(self) -> Self:
        steps: set[str] = set()
        keys: set[str] = set()
        for i, step in enumerate(self.steps):
            if step.slug in steps:
                raise Misplaced(
                    ("steps", i, "slug"), f"de stap '{step.slug}' staat er twee keer in"
                )
            steps.add(step.slug)
            for number, zone in enumerate(step.zones):
                if zone.key in keys:
                    place = ("steps", i, "zones", number, "key")
                    raise Misplaced(place, f"de zone '{zone.key}' staat er twee keer in")
                keys.add(zone.key)
        for where, zone, named in self._named_zones():
            if named not in keys:
                reason = f"zone '{zone.key}' verwijst naar onbekende zone '{named}'"
                raise Misplaced(where, reason)
        return self

    def _named_zones(self) -> Iterator[tuple[Place, Zone, str]]:
        """Every mention of another zone: where it stands, in which zone, and which is meant."""
        for i, j, zone in self._numbered_zones():
            place = ("steps", i, "zones", j)
            for part in ("source", "suggest_from"):
                for number, named in enumerate(getattr(zone, part)):
                    yield (*place, part, number), zone, named
            for part in ("rows_from", "columns_from"):
                if getattr(zone, part) is not None:
                    yield (*place, part), zone, getattr(zone, part)
            for number, spec in enumerate(zone.fields):
                for nth, named in enumerate(spec.cards_from):
                    yield (*place, "fields", number, "cards_from", nth), zone, named

    def _numbered_zones(self) -> Iterator[tuple[int, int, Zone]]:
        for i, step in enumerate(self.steps):
            for j, zone in enumerate(step.zones):
                yield i, j, zone

    def mentions(self) -> Iterator[tuple[Place, str, str]]:
        """Everything the library must have: where it is named, the pack, and the group or item.

        The third is empty for a whole pack, 'group:x' for a group, else the id of an item.
        """
        for i, step in enumerate(self.steps):
            for number, word in enumerate(step.words):
                yield ("steps", i, "words", number), "glossary", word
        for i, j, zone in self._numbered_zones():
            place: Place = ("steps", i, "zones", j)
            if zone.deck:
                yield (*place, "deck"), zone.deck, ""
            if zone.deck and zone.deck_group:
                yield (*place, "deck_group"), zone.deck, f"group:{zone.deck_group}"
            for number, spec in enumerate(zone.fields):
                if spec.choices_from:
                    yield (*place, "fields", number, "choices_from"), spec.choices_from, ""
