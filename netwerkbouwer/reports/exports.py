# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every file a board can become: its address, what it is in words, and how it is made."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from netwerkbouwer.boards import transfer
from netwerkbouwer.boards.queries import BoardView
from netwerkbouwer.methods.template import ZoneKind
from netwerkbouwer.reports import (
    content,
    diagrams,
    documents,
    network_files,
    partner_rows,
    pdf,
    tables,
)
from netwerkbouwer.reports.report import Report
from netwerkbouwer.reports.rows import Row


@dataclass(frozen=True, slots=True)
class Taken:
    """A board as someone takes it along."""

    view: BoardView
    with_private: bool
    made_on: datetime.date
    address: str

    @property
    def rows(self) -> list[Row]:
        return partner_rows.rows(self.view, with_private=self.with_private)

    @property
    def report(self) -> Report:
        return content.build(
            self.view,
            with_private=self.with_private,
            made_on=self.made_on,
            address=self.address,
        )


@dataclass(frozen=True, slots=True)
class Export:
    """A kind of file. `make` raises pdf.NotMade."""

    name: str
    content_type: str
    make: Callable[[Taken], bytes]
    needs: ZoneKind | None = None
    """Only for methods with such a zone."""

    def fits(self, view: BoardView) -> bool:
        return self.needs is None or bool(view.method.zones_of_kind(self.needs))


def _workbook(taken: Taken) -> bytes:
    return documents.workbook(taken.report)


def _bubbles(taken: Taken) -> bytes:
    return documents.bubble_sheet(taken.report, _sheets(taken))


def _picture(taken: Taken) -> bytes:
    return documents.bubble_sheet(taken.report, _sheets(taken), kind="png")


def _sheets(taken: Taken) -> list[diagrams.Sheet]:
    sheets = diagrams.sheets(taken.view)
    if not sheets:
        raise pdf.NotMade(
            "Er is nog niets te tekenen: vul je gemeente in of voeg een organisatie toe."
        )
    return sheets


def _csv(taken: Taken) -> bytes:
    return tables.as_csv(taken.rows, with_private=taken.with_private)


def _xlsx(taken: Taken) -> bytes:
    return tables.as_xlsx(taken.rows, with_private=taken.with_private)


def _network(taken: Taken) -> network_files.Network:
    combinations = [
        network_files.Combination(
            card=card.id,
            name=card.text,
            status=partner_rows.scenario_status(card),
            members=tuple(member.id for member in card.members),
        )
        for card in taken.view.of_type("combination")
    ]
    return network_files.build(taken.rows, combinations)


def _graphml(taken: Taken) -> bytes:
    return network_files.as_graphml(_network(taken))


def _gexf(taken: Taken) -> bytes:
    return network_files.as_gexf(_network(taken))


def _board(taken: Taken) -> bytes:
    return transfer.dump(taken.view, with_private=taken.with_private)


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CANDIDATES = ZoneKind.CANDIDATES
EXPORTS = {
    export.name: export
    for export in (
        Export("werkboek.pdf", "application/pdf", _workbook),
        Export("bollen.pdf", "application/pdf", _bubbles, ZoneKind.BUBBLES),
        Export("bollen.png", "image/png", _picture, ZoneKind.BUBBLES),
        Export("partners.xlsx", XLSX, _xlsx, CANDIDATES),
        Export("partners.csv", "text/csv; charset=utf-8", _csv, CANDIDATES),
        Export("netwerk.graphml", "application/graphml+xml", _graphml, CANDIDATES),
        Export("netwerk.gexf", "application/gexf+xml", _gexf, CANDIDATES),
        Export("bord.json", "application/json", _board),
    )
}
