# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Organisations and people for the tests of looking after the directory."""

from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from netwerkbouwer.organisations import actions as directory
from netwerkbouwer.organisations import records, writing
from netwerkbouwer.organisations.curation import actions, claim_actions, fields, queries
from netwerkbouwer.organisations.models import Claim, Organisation
from tests.factories import places

GHENT = "44021"
SITE = "https://www.jeugdhuis-x.be"


def told(**more: str) -> Organisation:
    """An organisation that a source tells of; `key`, `source` and `on` say how."""
    source, key = more.pop("source", "Lijst"), more.pop("key", "1")
    on = date.fromisoformat(more.pop("on", "2026-01-31"))
    places.municipality(more.get("municipality_code", GHENT))
    row = {
        "id": key,
        "name": "Jeugdhuis X",
        "sector": "jeugd",
        "municipality_code": GHENT,
        "website": SITE,
        **more,
    }
    record = records.parse(row, 1, source)
    assert isinstance(record, records.OrganisationRecord)
    delivery = directory.open_delivery(source=directory.source_for(source), data_on=on)
    writing.take_in([writing.Incoming(record)], delivery)
    found = Organisation.objects.filter(source_records__key=key).first()
    assert found is not None
    return found


def curator(client: Client, name: str = "Mia") -> str:
    """Let this client in as a curator; gives the token."""
    _curator, token = actions.add_curator(name)
    client.get(reverse("curation:enter", args=[token]))
    return token


def claimed(row: Organisation, email: str = "info@jeugdhuis-x.be") -> tuple[Claim, str]:
    """An approved claim, and the token of its link."""
    claim, _token = claim_actions.ask(row, claim_actions.Asker("Jan", "voorzitter", email))
    assert claim_actions.prove(claim)
    token = claim_actions.approve(claim, "Mia")
    claim.refresh_from_db()
    return claim, token


def form(row: Organisation, **changed: Any) -> dict[str, Any]:
    """The edit form as a browser sends it, with some fields changed."""
    given: dict[str, Any] = {}
    for name, value in fields.current(row).items():
        text = fields.typed(name, value)
        given[name] = text.split("\n") if name == "sectors" else text
        given[f"was-{name}"] = text
    return {**given, **changed}


def address(row: Organisation, route: str) -> str:
    """A page of an organisation."""
    return reverse(f"curation:{route}", args=[queries.address_of(row)])
