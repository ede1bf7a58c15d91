# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page about the files names the sources of what is in them, and no other."""

import pytest
from django.test import Client

from tests.factories.organisations import OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]


def test_only_sources_whose_rows_are_in_the_files_are_listed(client: Client) -> None:
    OrganisationFactory(name="Bib", source="Bibregister", licence="CC0")
    OrganisationFactory(name="Eigen", source="Onze gesprekken", licence="")
    OrganisationFactory(name="Zaal", source="OpenStreetMap-uittreksel", licence="ODbL 1.0")
    OrganisationFactory(name="Jan", source="Zelfstandigen", licence="CC0", is_person=True)

    page = client.get("/open-data").content.decode()

    assert "Bibregister" in page
    assert not [s for s in ("Onze gesprekken", "uittreksel", "Zelfstandigen") if s in page]
