# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a board to a report: content once, then paper, page and file say the same.

Reads only the `BoardView` it is given. Whoever makes the view decides what is in it: build it
with `with_private=False` and private cards cannot leak, because they are not there.
"""

import datetime
from collections.abc import Iterator

from netwerkbouwer.boards.queries import BoardView
from netwerkbouwer.library import queries as library
from netwerkbouwer.library.schema import Source as LibrarySource
from netwerkbouwer.methods.template import Step
from netwerkbouwer.reports import partner_rows, sections
from netwerkbouwer.reports.glossary import Glossary
from netwerkbouwer.reports.report import Block, Paragraph, Report, Section, Source
from netwerkbouwer.reports.rows import Row
from netwerkbouwer.reports.writing import Writing


def build(
    view: BoardView,
    *,
    with_private: bool,
    made_on: datetime.date,
    address: str = "",
) -> Report:
    """Everything a board says, in the order of its method.

    `address`: where the board lives, without any secret.
    """
    rows = partner_rows.rows(view, with_private=with_private)
    writing = Writing(view, rows, with_private, Glossary(view))
    written = tuple(
        section for step in view.method.steps if (section := _section(writing, step)) is not None
    )
    return Report(
        title=view.board.title,
        method=view.method.title,
        door=view.method.door,
        by=_by(view),
        summary=tuple(_summary(view, rows)),
        sections=written,
        credits=tuple(
            Source(f"{credit.maker}, {credit.title}", credit.url or "")
            for credit in view.method.credit
        ),
        sources=tuple(dict.fromkeys([*_library_sources(writing), *_directory_sources(view)])),
        address=address,
        code=view.board.pk,
        made_on=partner_rows.date_words(made_on.isoformat()),
        revision=view.board.revision,
        with_private=with_private,
    )


def _section(writing: Writing, step: Step) -> Section | None:
    """A step on paper; None for one that only repeats others or has nothing to say yet."""
    blocks: list[Block] = []
    for zone in step.zones:
        blocks += sections.zone_blocks(writing, zone)
    if not blocks:
        return None
    asked = Paragraph(writing.glossary.explain(step.ask), "prompt")
    return Section(step.title, (asked, *blocks))


def _by(view: BoardView) -> str:
    """Who made it and where, as far as the profile says."""
    card = view.single("who")
    lines = card.text.strip().splitlines() if card else []
    name = lines[0][:120].rstrip(".") if lines else ""
    place = partner_rows.own_place(view)[1]
    return ", ".join(part for part in (name, place) if part)


def _summary(view: BoardView, rows: list[Row]) -> Iterator[str]:
    """The outcome in a few lines, for who reads one page only."""
    wanted = [row for row in rows if not row.not_for_us]
    actors = {row.identity: row for row in wanted}
    if actors:
        towns = {row.place for row in wanted} - {partner_rows.UNKNOWN_PLACE}
        sectors = {slug for row in wanted for slug in row.sectors[:1]}
        yield (
            f"{_count(len(actors), 'mogelijke partner', 'mogelijke partners')} "
            f"in {_count(len(towns), 'gemeente', 'gemeenten')} "
            f"en {_count(len(sectors), 'sector', 'sectoren')}."
        )
    chosen = list(dict.fromkeys(row.name for row in wanted if row.chosen))
    if chosen:
        yield f"Hiermee gaan we verder: {_list(chosen)}."
    plans = [card.text for card in view.of_type("combination") if card.text]
    if plans:
        yield f"{_count(len(plans), 'combinatie', 'combinaties')}: {_list(plans)}."
    actions = len(view.of_type("action"))
    if actions:
        yield f"{_count(actions, 'eerste stap', 'eerste stappen')} afgesproken."


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _list(words: list[str], most: int = 6) -> str:
    shown = words[:most]
    if len(words) > most:
        return f"{', '.join(shown)} en nog {len(words) - most}"
    return " en ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]


def _library_sources(writing: Writing) -> Iterator[Source]:
    for pack_name, item_id in writing.items:
        try:
            pack, item = library.pack(pack_name), library.item(pack_name, item_id)
        except library.UnknownItem:
            continue
        for source in pack.sources_of(item):
            yield _source(source)


def _source(source: LibrarySource) -> Source:
    return Source(f"{source.maker}, {source.title}", source.url or "")


def _directory_sources(view: BoardView) -> Iterator[Source]:
    """Where facts about organisations from the directory come from, each source once."""
    found: dict[str, datetime.date | None] = {}
    for card in view.of_type("candidate"):
        organisation = card.row.organisation
        if organisation is not None:
            newest = found.get(organisation.source)
            checked = organisation.checked_on
            found[organisation.source] = max(filter(None, (newest, checked)), default=None)
    for source, checked in sorted(found.items()):
        date = f", nagekeken op {partner_rows.date_words(checked.isoformat())}" if checked else ""
        yield Source(f"Gids van organisaties: {source}{date}")
