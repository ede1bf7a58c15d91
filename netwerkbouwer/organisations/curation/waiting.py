# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What waits for a curator: each part of the product tells it for itself.

`settings.CURATION_BOXES` names functions that give boxes, so that parts above this one can add
theirs without being imported from here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Box:
    """One kind of work: how much waits, where it is done, and what to say when nothing waits."""

    title: str
    count: int
    address: str
    waits: str
    """What the work is, in a sentence, when there is some."""
    quiet: str
    """What to know when there is none."""
    button: str


def boxes() -> list[Box]:
    """All kinds of work, what waits first."""
    found: list[Box] = []
    for name in settings.CURATION_BOXES:
        give: Callable[[], list[Box]] = import_string(name)
        found += give()
    return sorted(found, key=lambda box: box.count == 0)
