# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tags for the pages of a session."""

import datetime
from collections.abc import Mapping

from django import template

from netwerkbouwer.boards.sessions import queries

register = template.Library()


@register.filter
def minutes(left: datetime.timedelta) -> str:
    """'7:05', as on a kitchen timer."""
    return queries.in_minutes(left)


@register.filter
def of_card(dots: Mapping[str, int], card: str) -> int:
    """How many dots lie on a card."""
    return dots.get(card, 0)
