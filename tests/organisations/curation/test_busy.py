# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A database that cannot write now costs nobody what they typed."""

from unittest import mock

import pytest
from django.db import OperationalError
from django.test import Client

from netwerkbouwer.organisations.curation import claim_actions, edit_actions, notice_actions
from tests.organisations.curation import people
from tests.organisations.curation.people import address

pytestmark = pytest.mark.django_db
LOCKED = OperationalError("database is locked")


def test_an_edit_stays_on_the_page(client: Client) -> None:
    row = people.told()
    people.curator(client)

    with mock.patch.object(edit_actions, "edit", side_effect=LOCKED):
        answer = client.post(address(row, "edit"), people.form(row, street="Mijn straat 1"))

    page = answer.content.decode()
    assert answer.status_code == 503
    assert "Nog niet bewaard" in page
    assert 'value="Mijn straat 1"' in page


def test_a_notice_and_a_claim_stay_on_the_page(client: Client) -> None:
    row = people.told()

    with mock.patch.object(notice_actions, "receive", side_effect=LOCKED):
        notice = client.post(address(row, "report"), {"soort": "fout", "tekst": "Lang verhaal"})
    with mock.patch.object(claim_actions, "ask", side_effect=LOCKED):
        claim = client.post(address(row, "claim"), {"naam": "Jan", "mail": "jan@jeugdhuis-x.be"})

    assert (notice.status_code, claim.status_code) == (503, 503)
    assert "Lang verhaal" in notice.content.decode()
    assert "jan@jeugdhuis-x.be" in claim.content.decode()
