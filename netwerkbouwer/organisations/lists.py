# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The lists that belong to one organisation, read in one query."""

from django.db.models import Value

from netwerkbouwer.organisations.models import Organisation


def of(row: Organisation) -> tuple[list[str], list[tuple[str, str]], list[tuple[str, str]]]:
    """Other names by name, identifiers by scheme, (kind, text) of offerings in order."""
    told = (
        row.other_names.values_list(Value(0), "pk", Value(""), "name"),
        row.identifiers.values_list(Value(1), "pk", "scheme", "value"),
        row.offerings.values_list(Value(2), "pk", "kind", "text"),
    )
    first, *rest = (rows.order_by() for rows in told)
    found: tuple[list[tuple[int, str, str]], ...] = ([], [], [])
    for which, pk, kind, text in first.union(*rest, all=True):
        found[which].append((pk, kind, text))
    names, identifiers, offerings = found
    return (
        [name for name, _pk in sorted((text, pk) for pk, _kind, text in names)],
        sorted((scheme, value) for _pk, scheme, value in identifiers),
        [(kind, text) for _pk, kind, text in sorted(offerings)],
    )
