# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""One function per document on paper: which template, and the words around the content."""

from collections.abc import Sequence
from typing import Any, Literal

from netwerkbouwer.library import queries as library
from netwerkbouwer.library.schema import Item
from netwerkbouwer.methods.template import Method, Zone, ZoneKind
from netwerkbouwer.reports import lettering, pdf
from netwerkbouwer.reports.diagrams import Sheet
from netwerkbouwer.reports.report import Report, Source

PNG_PPI = 150.0  # an A3 of 2480 × 1754 points: sharp on a screen and in a mail
PER_SHEET = 8  # cards on an A4
INK_OF = {
    "lokaal_cultuurbeleid": "#0e5a5c",
    "sociaal_cultureel": "#0e5a5c",
    "andere": "#0e5a5c",
    "kunsten": "#6a3b73",
    "amateurkunsten": "#6a3b73",
    "circus": "#6a3b73",
    "erfgoed": "#8a5200",
    "onroerend_erfgoed": "#8a5200",
    "ruimtelijke_ordening": "#8a5200",
    "onderwijs": "#1f4e8c",
    "jeugd": "#1f4e8c",
    "werk": "#1f4e8c",
    "sport": "#a3341f",
    "toerisme": "#a3341f",
    "lokale_economie": "#a3341f",
    "welzijn": "#a02c5d",
    "gezondheid": "#a02c5d",
    "integratie": "#a02c5d",
    "leefmilieu": "#4b6320",
    "duurzaamheid": "#4b6320",
    "mobiliteit": "#4b6320",
}


def workbook(report: Report) -> bytes:
    """The whole board on A4. Raises pdf.NotMade."""
    return pdf.document("workbook", workbook_data(report))


def workbook_data(report: Report) -> dict[str, Any]:
    data = report.as_data()
    for kind in ("credits", "sources"):
        data[kind] = [_source(source) for source in getattr(report, kind)]
    words = {
        "summary_title": "In het kort",
        "contents_title": "Inhoud",
        "sources_title": "Bronnen",
        "credit_note": "De werkvorm steunt op het werk van anderen; de woorden zijn van ons.",
        "privacy_note": privacy_note(report),
        "missing_note": "",
    }
    if lettering.MISSING in str(lettering.printable_data(data)):
        words["missing_note"] = "Op de plaats van een □ stond een teken dat we niet kunnen drukken."
    return data | words


def _source(source: Source) -> dict[str, str]:
    link = source.url if source.url.startswith(("https://", "http://")) else ""
    return {"text": source.text, "url": source.url, "link": link}


def privacy_note(report: Report) -> str:
    """What the reader must know; that something was left out is not the reader's business."""
    if report.with_private:
        return "Let op: hier staan ook privékaarten en contactpersonen in. Deel dit niet zomaar."
    return ""


def bubble_sheet(
    report: Report, sheets: Sequence[Sheet], *, kind: Literal["pdf", "png"] = "pdf"
) -> bytes:
    """Diagrams on A3, each with a list of everyone in it on the next sheet. Raises pdf.NotMade.

    As a picture only the first drawing is made.
    """
    data = {
        "title": report.title,
        "by": report.by,
        "door": report.door,
        "code": report.code,
        "address": report.address,
        "made_on": report.made_on,
        "sheets": [
            {
                "caption": sheet.figure.caption,
                "svg": sheet.figure.svg,
                "alt": sheet.figure.alt,
                "twin": sheet.places,
            }
            for sheet in sheets
        ],
    }
    if kind == "png":
        data["sheets"] = data["sheets"][:1]
    return pdf.document("bubbles", data | {"picture": kind == "png"}, kind=kind, ppi=PNG_PPI)


def print_pack(method: Method, *, variant: str, address: str) -> bytes:
    """Everything to work on paper without a screen. Raises pdf.NotMade."""
    return pdf.document("printpack", print_pack_data(method, variant=variant, address=address))


def print_pack_data(method: Method, *, variant: str, address: str) -> dict[str, Any]:
    cards = _partner_cards(method, variant)
    return {
        "title": method.title,
        "summary": method.summary,
        "door": method.door,
        "address": address,
        "people": method.people,
        "minutes": list(method.minutes),
        "steps": [
            {
                "title": step.title,
                "ask": step.ask,
                "explain": step.explain,
                "zones": [_blank(zone) for zone in step.zones if _on_paper(zone)],
            }
            for step in method.steps
        ],
        "cards": cards,
        "blank_cards": PER_SHEET if cards else 0,
        "bubble_sheets": 2 if method.zones_of_kind(ZoneKind.BUBBLES) else 0,
        "decks": [_deck(zone, variant) for zone in method.zones_of_kind(ZoneKind.DECK)],
        "credits": [
            {"text": f"{credit.maker}, {credit.title}", "url": credit.url or ""}
            for credit in method.credit
        ],
    }


# What a sheet of paper offers per kind of zone: lines to write on, a table, or nothing. Decks come
# as lists to tick, diagrams as sheets of their own.
SHEETS = {
    ZoneKind.TEXT: "lines",
    ZoneKind.PLACE: "line",
    ZoneKind.CHOICE: "choices",
    ZoneKind.CARDS: "box",
    ZoneKind.EXERCISES: "exercise",
    ZoneKind.SELECTION: "selection",
    ZoneKind.COMBINATIONS: "scenario",
    ZoneKind.ACTIONS: "actions",
    ZoneKind.MATRIX: "matrix",
    ZoneKind.COLUMNS: "columns",
}


def _on_paper(zone: Zone) -> bool:
    return zone.kind in SHEETS


def _blank(zone: Zone) -> dict[str, Any]:
    """An empty zone as the template needs it: its title, its question, and room to write."""
    return {
        "title": zone.title,
        "prompt": zone.prompt,
        "sheet": SHEETS[zone.kind],
        "choices": [choice.label for choice in zone.choices],
        "examples": list(zone.examples),
        "rows": [row.label for row in zone.rows],
        "columns": [column.label for column in zone.columns],
        "themes": [
            {
                "label": theme.label,
                "columns": [column.label for column in theme.columns or zone.columns],
            }
            for theme in zone.themes
        ],
    }


def _partner_cards(method: Method, variant: str) -> list[dict[str, Any]]:
    """The sector cards of the deck that candidates are found with; without the blank one."""
    decks = {zone.deck for zone in method.zones_of_kind(ZoneKind.CANDIDATES) if zone.deck}
    return [
        _card(item, variant)
        for deck in sorted(decks)
        for item in library.items(deck)
        if item.data.get("sector")
    ]


def _card(item: Item, variant: str) -> dict[str, Any]:
    dutch = item.data.get("actors_nl") if variant == "nl" else None
    actors = dutch or item.data.get("actors") or []
    questions = item.data.get("questions") or []
    return {
        "label": item.label_in(variant),
        "number": str(item.data.get("number") or ""),
        "half": item.data.get("half") or "culture",
        "ink": INK_OF.get(str(item.data.get("sector")), "#1b1a22"),
        "actors": ", ".join(map(str, actors)),
        "question": str(questions[0]) if questions else item.text_in(variant),
    }


def _deck(zone: Zone, variant: str) -> dict[str, Any]:
    """A deck as a list to tick, in the groups of its pack."""
    pack = library.pack(zone.deck or "")
    groups: dict[str, list[dict[str, str]]] = {}
    for item in library.items(pack.pack, zone.deck_group):
        group = item.subgroup or ""
        line = {"label": item.label_in(variant), "text": item.text_in(variant)}
        groups.setdefault(pack.group_label(group) if group else "", []).append(line)
    return {
        "title": zone.title,
        "prompt": zone.prompt,
        "groups": [{"label": label, "items": items} for label, items in groups.items()],
    }
