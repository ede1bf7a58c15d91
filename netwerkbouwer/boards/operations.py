# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The commands that change a board: the only way in, for forms, sockets, files and the API.

An operation says what someone meant, not what the rows become; `state.py` decides that. Its
`op_id` is 128 random bits made by the client: sent twice, it counts once. Everything here is
hostile until parsed. Python and TypeScript share the samples in tests/boards/operations/.
"""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from netwerkbouwer.boards import positions
from netwerkbouwer.common import texts

TEXT_LIMIT = 20_000  # characters in one card: the text of a council note, not of a book
LINE_LIMIT = 200
CARDS_PER_BOARD = 5_000
CARDS_PER_PARTICIPANT = 500
OPERATIONS_AT_ONCE = 1_000
TABLES = 999  # in one session, as a number on paper has three digits
DOTS = 20  # on one card by one person: more is a slip of the finger
LAST_REVISION = 2**31 - 1  # what every database can count to


def _position(value: str) -> str:
    if not positions.is_position(value):
        raise ValueError("geen geldige plaats")
    return value


# 22 url-safe characters hold 128 bits.
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{22}$")]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,40}$")]
Text = Annotated[str, AfterValidator(texts.clean), Field(max_length=TEXT_LIMIT)]
Line = Annotated[str, AfterValidator(texts.clean_line), Field(max_length=LINE_LIMIT)]
Position = Annotated[str, AfterValidator(_position)]


class Operation(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    op_id: Id


class AddCard(Operation):
    """Put a new card in a zone, at the end unless a position is given."""

    type: Literal["add_card"] = "add_card"
    card: Id
    zone: Key
    card_type: Key
    parent: Id | None = None
    position: Position | None = None
    text: Text = ""
    fields: dict[Key, Any] = Field(default_factory=dict, max_length=40)
    private: bool | None = None
    """None: as the method says."""
    table: int | None = Field(default=None, ge=1, le=TABLES)
    """The table it was written at, for who types in what others wrote; None: the own table."""
    round: int | None = Field(default=None, ge=1, le=TABLES)


class EditText(Operation):
    """Change a card's text; `based_on` is the board revision the writer was looking at."""

    type: Literal["edit_text"] = "edit_text"
    card: Id
    text: Text
    based_on: int = Field(ge=0, le=LAST_REVISION)


class ChooseText(Operation):
    """Settle a text conflict: this becomes the text, the other one goes to the history."""

    type: Literal["choose_text"] = "choose_text"
    card: Id
    text: Text


class SetFields(Operation):
    """Change fields of a card; a field set to null goes back to empty."""

    type: Literal["set_fields"] = "set_fields"
    card: Id
    fields: dict[Key, Any] = Field(min_length=1, max_length=40)


class SetPrivate(Operation):
    """Show a card to readers, print and export, or keep it with those who edit."""

    type: Literal["set_private"] = "set_private"
    card: Id
    private: bool


class MoveCard(Operation):
    """Give a card another place: position, and if wanted another zone or parent."""

    type: Literal["move_card"] = "move_card"
    card: Id
    position: Position | None = None
    zone: Key | None = None
    parent: Id | None = None


class RemoveCard(Operation):
    """Take a card off the board; it stays in the history and can come back."""

    type: Literal["remove_card"] = "remove_card"
    card: Id


class RestoreCard(Operation):
    type: Literal["restore_card"] = "restore_card"
    card: Id


class LinkCards(Operation):
    """Tie a card to another: a combination to its member, or a look-alike to its first."""

    type: Literal["link_cards"] = "link_cards"
    kind: Literal["member", "source", "alike"]
    card: Id
    to: Id


class UnlinkCards(Operation):
    type: Literal["unlink_cards"] = "unlink_cards"
    kind: Literal["member", "source", "alike"]
    card: Id
    to: Id


class CastVote(Operation):
    """Say how many of my dots lie on a card, whatever it was before; none takes them back."""

    type: Literal["cast_vote"] = "cast_vote"
    card: Id
    dots: int = Field(ge=0, le=DOTS)


class ClearVotes(Operation):
    """Take all dots of one participant off the board."""

    type: Literal["clear_votes"] = "clear_votes"
    of: int = Field(ge=1, le=2**53)


class SetBoard(Operation):
    """Rename the board, or switch between Flemish and Dutch words."""

    type: Literal["set_board"] = "set_board"
    title: Line | None = None
    variant: Literal["vl", "nl"] | None = None


AnyOperation = (
    AddCard
    | EditText
    | ChooseText
    | SetFields
    | SetPrivate
    | MoveCard
    | RemoveCard
    | RestoreCard
    | LinkCards
    | UnlinkCards
    | CastVote
    | ClearVotes
    | SetBoard
)
OPERATION: TypeAdapter[AnyOperation] = TypeAdapter(
    Annotated[AnyOperation, Field(discriminator="type")]
)


class NotAnOperation(Exception):
    """What arrived cannot be read as an operation; says where and why in words."""


def parse(payload: object) -> AnyOperation:
    """Read one operation from outside. Raises NotAnOperation with a Dutch sentence."""
    try:
        return OPERATION.validate_python(payload)
    except ValidationError as error:
        raise NotAnOperation(explain(error)) from None


def explain(error: ValidationError) -> str:
    """The first mistake in words: which field, and what to do."""
    first = error.errors(include_url=False, include_input=False)[0]
    names = [str(part) for part in first["loc"] if str(part) not in TYPES]
    field = FIELDS.get(names[-1], names[-1]) if names else "type"
    sentence = SENTENCES.get(first["type"], "heeft een waarde die we niet kunnen lezen")
    limit = first.get("ctx", {}).get("max_length", "")
    return f"Het veld '{field}' {sentence.format(limit=limit)}."


TYPES = {
    "add_card",
    "edit_text",
    "choose_text",
    "set_fields",
    "set_private",
    "move_card",
    "remove_card",
    "restore_card",
    "link_cards",
    "unlink_cards",
    "cast_vote",
    "clear_votes",
    "set_board",
}
FIELDS = {
    "text": "tekst",
    "title": "titel",
    "card": "kaart",
    "position": "plaats",
    "dots": "stippen",
}
SENTENCES = {
    "missing": "ontbreekt",
    "extra_forbidden": "kennen we niet",
    "string_too_long": "is te lang: het mag {limit} tekens zijn",
    "too_long": "is te lang: hooguit {limit} tekens of onderdelen",
    "union_tag_invalid": "noemt een opdracht die we niet kennen",
    "union_tag_not_found": "ontbreekt: zeg welke opdracht het is",
}
