# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers of the directory as tables to take along, with source and licence on every row."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from netwerkbouwer.common import csv_text
from netwerkbouwer.organisations import facts, linked_data, matrices, sectors


def organisations_csv(found: Iterable[facts.ExportRow], base: str) -> str:
    """One line per organisation; `base` is the address of this site without a slash at the end."""
    header = (
        _("naam"),
        _("gemeente"),
        _("gemeentecode"),
        _("sector"),
        _("alle sectoren"),
        _("deel"),
        _("omschrijving"),
        _("website"),
        _("straat"),
        _("postcode"),
        _("breedtegraad"),
        _("lengtegraad"),
        _("bron"),
        _("bronadres"),
        _("licentie"),
        _("nagekeken op"),
        _("pagina"),
    )
    return csv_text.to_csv(header, (_line(row, base) for row in found))


def _line(row: facts.ExportRow, base: str) -> tuple[csv_text.Value, ...]:
    here = row.facts
    return (
        here.name,
        here.municipality,
        here.municipality_code,
        here.sector_label,
        ", ".join(sectors.label(slug) for slug in here.sectors),
        _("cultuur") if here.half == "culture" else _("niet-cultuur"),
        here.description,
        here.website,
        row.street,
        row.postcode,
        here.lat,
        here.lon,
        row.source,
        row.source_url,
        row.licence,
        row.checked_on.isoformat() if row.checked_on else "",
        linked_data.address_of(here, base),
    )


def matrix_csv(table: matrices.Table) -> str:
    """Places against sectors, as on the page."""
    place = _("provincie") if table.by_province else _("gemeente")
    header = (place, *(column.label for column in table.columns), _("samen"))
    rows = [_matrix_line(row) for row in table.rows]
    return csv_text.to_csv(header, rows)


def _matrix_line(row: matrices.Row) -> list[csv_text.Value]:
    return [row.name, *(cell.count for cell in row.cells), row.total]
