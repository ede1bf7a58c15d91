# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the page of an organisation says to the organisation itself, and to who may change it."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from netwerkbouwer.organisations.curation import access, queries
from netwerkbouwer.organisations.facts import OrganisationPage


@dataclass(frozen=True, slots=True)
class Listing:
    """When someone last said it is right, whether it can be claimed, and who looks at it."""

    confirmed_on: date | None
    can_be_claimed: bool
    may_edit: bool


def of(request: HttpRequest, page: OrganisationPage) -> Listing:
    """No query for strangers, a few for who has a cookie of curators or claims."""
    return Listing(
        confirmed_on=page.confirmed_on,
        can_be_claimed=queries.can_be_claimed(page.facts.website, is_person=page.is_person),
        may_edit=access.may_edit(request, page.group),
    )
