# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The network of an organisation on its page: a few partners, and the way to all."""

from dataclasses import dataclass

from netwerkbouwer.network import queries
from netwerkbouwer.organisations.facts import OrganisationFacts, OrganisationPage
from netwerkbouwer.organisations.panels import Panel

MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Partners:
    """Some of the partners, and how many there are."""

    here: OrganisationFacts
    some: list[queries.Partner]
    total: int


def partners(page: OrganisationPage) -> Panel:
    """With whom it works, or that we do not know of anyone yet."""
    found = queries.partners_of(page.facts.pk, page.group)
    content = Partners(page.facts, found[:MOST_SHOWN], len(found))
    return Panel("network/_partners.html", content)
