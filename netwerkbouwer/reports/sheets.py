# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sheets for tables as a document: the cells of `boards/paper` as the typesetter needs them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from netwerkbouwer.boards.paper.cells import Block, Cell, Layout, Sheet
from netwerkbouwer.methods.template import Method
from netwerkbouwer.reports import pdf

Format = Literal["a3", "a4"]
MOST_PAGES = 200  # in one document; more is asked for in two goes


@dataclass(frozen=True, slots=True)
class Seat:
    """A table as it stands on its sheets; without a number people write it down."""

    number: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Stack:
    """What is printed together."""

    title: str
    method: Method
    sheets: Sequence[Sheet]
    seats: Sequence[Seat]
    format: Format
    address: str
    """Where the board, or the method, lives; no secrets."""
    codes: Mapping[str, str]
    """Per cell; none for a method without a board: then nothing is typed in by code."""


class TooMany(pdf.NotMade):
    """More sheets were asked for than we print at once; the text says how to ask for fewer."""


def table_sheets(stack: Stack) -> bytes:
    """Every sheet for every table. Raises pdf.NotMade."""
    pages = len(stack.sheets) * len(stack.seats)
    if pages > MOST_PAGES:
        raise TooMany(
            f"Dat zijn {pages} vellen. Kies minder vellen of minder tafels: "
            f"hooguit {MOST_PAGES} per keer."
        )
    return pdf.document("sheets", sheets_data(stack))


def sheets_data(stack: Stack) -> dict[str, Any]:
    steps = {step.slug: step.title for step in stack.method.steps}
    return {
        "title": stack.title,
        "method": stack.method.title,
        "door": stack.method.door,
        "format": stack.format,
        "address": stack.address,
        "tables": [{"number": seat.number, "name": seat.name} for seat in stack.seats],
        "sheets": [
            {
                "code": stack.codes.get(sheet.code_key, ""),
                "step": steps[sheet.step],
                "title": sheet.title,
                "prompt": sheet.prompt,
                "note": sheet.note,
                "blocks": [_block(block, stack.codes) for block in sheet.blocks],
            }
            for sheet in stack.sheets
        ],
    }


def _block(block: Block, codes: Mapping[str, str]) -> dict[str, Any]:
    """A block without what not everyone may see: of a matrix the lines that are private."""
    shown = [i for i, row in enumerate(block.cells) if not all(cell.is_private for cell in row)]
    across = range(max(map(len, block.cells), default=0))
    if block.layout == Layout.MATRIX:
        across_shown = [j for j in across if not all(row[j].is_private for row in block.cells)]
    else:
        across_shown = list(across)
    return {
        "layout": block.layout.value,
        "title": block.title,
        "heads": [
            {"label": head.label, "prompt": head.prompt}
            for j, head in enumerate(block.heads)
            if block.layout != Layout.MATRIX or j in across_shown
        ],
        "row_heads": [label for i, label in enumerate(block.row_heads) if i in shown],
        "cells": [
            [_cell(block.cells[i][j], codes) for j in across_shown if j < len(block.cells[i])]
            for i in shown
        ],
    }


def _cell(cell: Cell, codes: Mapping[str, str]) -> dict[str, Any]:
    return {
        "code": codes.get(cell.key, ""),
        "label": cell.label,
        "explain": cell.explain,
        "inputs": [
            {
                "ask": one.ask.value,
                "label": one.label,
                "choices": [choice.label for choice in one.choices] if _is_ticked(one.ask) else [],
            }
            for one in cell.inputs
        ],
    }


def _is_ticked(ask: str) -> bool:
    """Whether the choices stand on paper; a row, a column or a sector is written down."""
    return ask in ("choice", "choices", "type")
