# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which column meant what, last time a sheet with these headings came."""

from collections.abc import Iterable, Mapping

from django.utils import timezone

from netwerkbouwer.importing import columns
from netwerkbouwer.importing.models import SavedMapping


def keep(labels: Iterable[str], mapping: Mapping[str, str]) -> None:
    """Remember a mapping for the next sheet with the same headings."""
    SavedMapping.objects.update_or_create(
        headings_digest=columns.digest(labels),
        defaults={"mapping": dict(mapping), "used_at": timezone.now()},
    )


def recall(labels: Iterable[str]) -> dict[str, str] | None:
    """The mapping of last time by the labels of today; None when there was none."""
    labels = list(labels)
    saved = SavedMapping.objects.filter(headings_digest=columns.digest(labels)).first()
    if saved is None or not isinstance(saved.mapping, dict):
        return None
    known = {columns.digest([label]): means for label, means in saved.mapping.items()}
    found = {label: known.get(columns.digest([label]), "") for label in labels}
    return {label: means for label, means in found.items() if means in columns.MEANINGS}
