# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who meets an organisation, on its page: a few, and the way to all."""

from dataclasses import dataclass

from netwerkbouwer.matching.market import two_sided
from netwerkbouwer.matching.market.two_sided import Match
from netwerkbouwer.organisations.facts import OrganisationFacts, OrganisationPage
from netwerkbouwer.organisations.panels import Panel

MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Market:
    """Some of those that meet, and whether there are more."""

    here: OrganisationFacts
    some: list[Match]
    has_more: bool


def market(page: OrganisationPage) -> Panel | None:
    """Whose texts meet; nothing for who publishes nothing or is out of sight."""
    if page.gone_on or not (page.offers or page.questions):
        return None
    try:
        found = two_sided.matches(page, MOST_SHOWN + 1)
    except two_sided.IndexUnavailable:
        found = []
    content = Market(page.facts, found[:MOST_SHOWN], len(found) > MOST_SHOWN)
    return Panel("matching/market/_panel.html", content)
