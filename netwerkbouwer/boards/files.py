# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A board as a file: to keep, to send, to bring back. Pure.

The file says what the board is, not how it came to be; bringing it back makes operations, like
everything that changes a board. All ids become new, so that a file opened twice is two boards.
Whatever is in a file from outside is hostile until read.
"""

import codecs
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards import state as states
from netwerkbouwer.boards.operations import AnyOperation
from netwerkbouwer.methods.template import Method

FORMAT = "netwerkbouwer-bord"
VERSION = 1
MOST_BYTES = 8 * 1024 * 1024  # a full board of long texts; reading it stays below 300 MB
MOST_LINKS = 20_000
LATEST = 2**31 - 1  # later than any revision: an edit that is never stale

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,40}$")]


class NotABoardFile(Exception):
    """The file cannot become a board; the message says why and what to do."""


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FileCard(Strict):
    id: ops.Id
    zone: ops.Key
    type: ops.Key
    parent: ops.Id | None = None
    position: ops.Position
    text: ops.Text = ""
    other_text: ops.Text = ""
    fields: dict[ops.Key, Any] = Field(default_factory=dict, max_length=40)
    private: bool = False
    table: int | None = Field(default=None, ge=1, le=ops.TABLES)
    round: int | None = Field(default=None, ge=1, le=ops.TABLES)


class FileLink(Strict):
    kind: Literal["member", "source", "alike"]
    card: ops.Id
    to: ops.Id


class BoardFile(Strict):
    """Everything on a board that its reader may see, without its history."""

    format: Literal["netwerkbouwer-bord"] = "netwerkbouwer-bord"
    version: Literal[1] = 1
    method: Slug
    method_version: int = Field(ge=1, le=100_000)
    title: ops.Line
    variant: Literal["vl", "nl"]
    cards: list[FileCard] = Field(max_length=ops.CARDS_PER_BOARD)
    links: list[FileLink] = Field(default_factory=list, max_length=MOST_LINKS)


class _Head(BaseModel):
    """What tells whether we can read the rest."""

    format: str = ""
    version: int = 0


def write(board: BoardFile) -> bytes:
    """The file: JSON that a person can look into."""
    text = json.dumps(board.model_dump(mode="json"), ensure_ascii=False, indent=1)
    return (text + "\n").encode()


def is_of_format(raw: bytes, format_: str) -> bool:
    """Whether a file says it is of this format; false for what cannot be read."""
    try:
        return _Head.model_validate_json(raw.removeprefix(codecs.BOM_UTF8)).format == format_
    except ValidationError:
        return False


def read(raw: bytes) -> BoardFile:
    """Read a file from outside. Raises NotABoardFile with a sentence."""
    if len(raw) > MOST_BYTES:
        raise NotABoardFile(
            f"Dit bestand is te groot: een bord past in {MOST_BYTES // 1024**2} MB. "
            "Kies het bestand dat je bij 'Meenemen' van een bord haalde."
        )
    raw = raw.removeprefix(codecs.BOM_UTF8)  # put there by an editor in which someone looked
    _refuse_head(raw)
    try:
        found = BoardFile.model_validate_json(raw)
    except ValidationError as error:
        raise NotABoardFile(explain(error)) from None
    refuse_loose_ends(found)
    return found


def _refuse_head(raw: bytes) -> None:
    try:
        head = _Head.model_validate_json(raw)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise NotABoardFile(NO_JSON if first["type"] == "json_invalid" else NO_BOARD) from None
    if head.format != FORMAT:
        raise NotABoardFile(NO_BOARD)
    if head.version > VERSION:
        raise NotABoardFile(
            "Dit bestand komt uit een nieuwere versie van Netwerkbouwer. Werk deze versie bij, of "
            "vraag of iemand het bord daar voor je openhoudt."
        )


NO_JSON = (
    "Dit bestand kunnen we niet lezen: het is beschadigd of niet helemaal binnengekomen. "
    "Haal het opnieuw op en probeer het nog eens."
)
NO_BOARD = (
    "Dit is geen bord van Netwerkbouwer. Kies het bestand dat je bij 'Meenemen' van een bord "
    "haalde; de naam eindigt op .json."
)
SENTENCES = {
    "missing": "ontbreekt",
    "extra_forbidden": "kennen we niet",
    "string_too_long": "is te lang: het mag {limit} tekens zijn",
    "too_long": "is te lang: het mag er {limit} hebben",
}


def explain(error: ValidationError) -> str:
    """The first mistake in words: which card, which field, what is wrong."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = first["loc"]
    number = where[1] if where[:1] == ("cards",) and len(where) > 1 else None
    card = f" van kaart {number + 1}" if isinstance(number, int) else ""
    names = [str(part) for part in where if isinstance(part, str)]
    limit = first.get("ctx", {}).get("max_length", "")
    said = SENTENCES.get(first["type"], "heeft een waarde die we niet kunnen lezen")
    return (
        f"Het veld '{names[-1] if names else 'format'}'{card} {said.format(limit=limit)}. "
        "Er is niets geopend. Haal het bestand opnieuw op."
    )


def refuse_loose_ends(board: BoardFile) -> None:
    """Cards must be there once, hang under cards that are there, and not under themselves."""
    parents: dict[str, str | None] = {}
    for number, card in enumerate(board.cards, start=1):
        if card.id in parents:
            raise NotABoardFile(f"Kaart {number} staat er twee keer in. Er is niets geopend.")
        parents[card.id] = card.parent
    for number, card in enumerate(board.cards, start=1):
        if card.parent is not None and card.parent not in parents:
            raise NotABoardFile(
                f"Kaart {number} hangt onder een kaart die er niet is. Er is niets geopend."
            )
    for link in board.links:
        if link.card not in parents or link.to not in parents:
            raise NotABoardFile(
                "Er is een verbinding met een kaart die er niet is. Er is niets geopend."
            )
    _refuse_circles(parents)


def _refuse_circles(parents: Mapping[str, str | None]) -> None:
    fine: set[str] = set()
    for start in parents:
        line: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in fine:
            if at in line:
                raise NotABoardFile("Er hangt een kaart onder zichzelf. Er is niets geopend.")
            line[at] = None
            at = parents[at]
        fine.update(line)


NewId = Callable[[], str]


def new_ids(board: BoardFile, singles: Mapping[str, str], new_id: NewId) -> dict[str, str]:
    """For each card of the file the id it gets on the new board.

    `singles`: zone → the card that zones with one answer have from the start.
    """
    # Cards on the same spot lie in the order of their ids: new ids in the order of the file.
    fresh = sorted(new_id() for _ in board.cards)
    return {
        card.id: singles.get(card.zone) or new for card, new in zip(board.cards, fresh, strict=True)
    }


def operations(
    board: BoardFile,
    method: Method,
    singles: Mapping[str, str],
    new_id: NewId,
    ids: Mapping[str, str] | None = None,
) -> list[AnyOperation]:
    """What makes a fresh board the same as the file, with ids of its own.

    Raises NotABoardFile when the board would refuse one of them: then nothing has happened yet.
    """
    _refuse_second_answers(board, singles)
    ids = ids or new_ids(board, singles, new_id)
    made: list[AnyOperation] = [
        ops.SetBoard(op_id=new_id(), title=board.title or None, variant=board.variant)
    ]
    for card in _parents_first(board.cards):
        made += _card_operations(card, ids, singles, new_id)
    made += [
        ops.LinkCards(op_id=new_id(), kind=link.kind, card=ids[link.card], to=ids[link.to])
        for link in board.links
    ]
    _rehearse(made, board, method, singles)
    return made


def _refuse_second_answers(board: BoardFile, singles: Mapping[str, str]) -> None:
    zones = [card.zone for card in board.cards if card.zone in singles]
    twice = next((zone for zone in zones if zones.count(zone) > 1), None)
    if twice is not None:
        raise NotABoardFile(
            f"In het vak '{twice}' past één antwoord, en er staan er twee. Er is niets geopend."
        )


def _parents_first(cards: Sequence[FileCard]) -> Iterator[FileCard]:
    by_id = {card.id: card for card in cards}
    done: set[str] = set()
    for card in cards:
        line = [card]
        while (above := line[-1].parent) is not None and above not in done:
            line.append(by_id[above])
        for one in reversed(line):
            if one.id not in done:
                done.add(one.id)
                yield one


def _card_operations(
    card: FileCard, ids: Mapping[str, str], singles: Mapping[str, str], new_id: NewId
) -> Iterator[AnyOperation]:
    here = ids[card.id]
    text = card.text or ("-" if card.other_text else "")
    fields = {key: _renamed(value, ids) for key, value in card.fields.items()}
    if here in singles.values():
        yield from _fill_single(card, here, text, fields, new_id)
    else:
        yield ops.AddCard(
            op_id=new_id(),
            card=here,
            zone=card.zone,
            card_type=card.type,
            parent=ids[card.parent] if card.parent else None,
            position=card.position,
            text=text,
            fields=fields,
            private=card.private,
            table=card.table,
            round=card.round,
        )
    if card.other_text:
        # An edit of the empty beginning conflicts with what is there: both texts are kept.
        yield ops.EditText(op_id=new_id(), card=here, text=card.other_text, based_on=0)
        yield ops.EditText(op_id=new_id(), card=here, text=card.text, based_on=LATEST)


def _fill_single(
    card: FileCard, here: str, text: str, fields: dict[str, Any], new_id: NewId
) -> Iterator[AnyOperation]:
    if text:
        yield ops.EditText(op_id=new_id(), card=here, text=text, based_on=LATEST)
    if fields:
        yield ops.SetFields(op_id=new_id(), card=here, fields=fields)
    if card.private:
        yield ops.SetPrivate(op_id=new_id(), card=here, private=True)


def _renamed(value: Any, ids: Mapping[str, str]) -> Any:
    """A field that points at a card, such as the row of a matrix, points at the new one."""
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, list):
        return [_renamed(one, ids) if isinstance(one, str) else one for one in value]
    return value


def _rehearse(
    made: Sequence[AnyOperation], board: BoardFile, method: Method, singles: Mapping[str, str]
) -> None:
    """Do it all in memory first, so that a refusal leaves nothing behind."""
    state = states.State(
        method=method,
        title=method.title,
        variant=board.variant,
        cards={
            card: states.Card(id=card, zone=zone, type=str(method.zones[zone].kind), parent=None,
                              position="1")
            for zone, card in singles.items()
        },
        links=set(),
        last_position={},
        zone_count=dict.fromkeys(singles, 1),
        card_count=len(singles),
        per_participant=None,
    )  # fmt: skip
    for revision, op in enumerate(made, start=1):
        try:
            states.perform(state, op, by=None, revision=revision)
        except states.Refused as refusal:
            words = getattr(op, "text", "")[:40]
            where = f" (kaart '{words}')" if words else ""
            raise NotABoardFile(f"{refusal}{where} Er is niets geopend.") from None
