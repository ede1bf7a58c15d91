# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What other parts of the product have to say on the page of an organisation.

`settings.ORGANISATION_PANELS` names functions that give a panel for its page, or nothing; so parts
above this one can add theirs without being imported from here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from netwerkbouwer.organisations.facts import OrganisationPage


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a page: a template, and what it gets under the name `panel`."""

    template: str
    content: Any


def panels(page: OrganisationPage) -> list[Panel]:
    """Those that have something to say of this organisation."""
    found = []
    for name in settings.ORGANISATION_PANELS:
        give: Callable[[OrganisationPage], Panel | None] = import_string(name)
        found.append(give(page))
    return [panel for panel in found if panel is not None]
