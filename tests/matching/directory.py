# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A small directory for tests of suggestions, with links between its organisations."""

from datetime import date
from typing import Any

from django.utils import timezone

from netwerkbouwer.library import queries as library
from netwerkbouwer.network.models import Link
from netwerkbouwer.organisations.models import Organisation, Source
from tests.factories.organisations import OrganisationFactory

HERE, LEUVEN, DIEST, OSTEND, UTRECHT = "24001", "24062", "24020", "35013", "GM0344"
AROUND = ("24135", "24094", "24007")  # Tielt-Winge, Rotselaar, Begijnendijk


def make(kind: str, code: str, **fields: Any) -> Organisation:
    """An organisation of this kind, with the sector and half of its kind."""
    data = library.item("organisation_kinds", kind).data
    facts = {"name": f"{kind} {code}", "sector": data["sector"], "half": data["half"], **fields}
    return OrganisationFactory(kind=kind, code=code, **facts)


def link(one: Organisation, other: Organisation, source: str = "Projectenlijst") -> Link:
    first, second = sorted((one.pk, other.pk))
    told, _ = Source.objects.get_or_create(slug=source.lower(), defaults={"name": source})
    return Link.objects.create(
        one_id=first,
        other_id=second,
        source=told,
        evidence="samen een project",
        told_on=date(2026, 1, 1),
        added_at=timezone.now(),
    )
