# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A small directory with an index, for tests of pages."""

import re
from typing import Any

from django.test import Client

from netwerkbouwer.common import texts
from netwerkbouwer.organisations import models, tasks
from tests.factories.organisations import AALST, EINDHOVEN, GHENT, OrganisationFactory

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def make_directory() -> dict[str, models.Organisation]:
    """Five organisations, among them one with a hostile name; all in the index."""
    rows = {
        "bib": OrganisationFactory(
            name="Bibliotheek De Krook",
            kind="library",
            sector="lokaal_cultuurbeleid",
            half="culture",
            offers=("stille zaal overdag",),
            questions=("voorlezers",),
            website="https://bib.example/",
            source_url="https://bron.example/1",
            licence="CC0",
        ),
        "choir": OrganisationFactory(
            name="Koor Zang en Vriendschap", code=AALST, sector="amateurkunsten", half="culture"
        ),
        "care": OrganisationFactory(name="Woonzorgcentrum Ten Rozen", code=AALST, kind="care-home"),
        "dutch": OrganisationFactory(name="Muziekgebouw", code=EINDHOVEN, sector="kunsten"),
        "hostile": OrganisationFactory(
            name=HOSTILE,
            code=GHENT,
            description=HOSTILE,
            sector="sport",
            website="https://x.example/",
            source_url="javascript:alert(1)",
            offers=(HOSTILE,),
            other_names=(HOSTILE,),
        ),
    }
    tasks.build_index()
    return rows


def make_many(number: int) -> None:
    """So many organisations in a few municipalities and sectors; all in the index."""
    sectors = ("sport", "welzijn", "kunsten", "jeugd")
    for place in range(number):
        OrganisationFactory(
            code=(GHENT, AALST)[place % 2], sector=sectors[place % 4], sectors=("erfgoed",)
        )
    tasks.build_index()


def address(row: models.Organisation) -> str:
    return f"/organisaties/{row.public_id}-{texts.slugify(row.name)}"


def page(client: Client, where: str, **headers: Any) -> str:
    """The text of a page that must answer 200."""
    response = client.get(where, headers=headers)
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


def names(html: str) -> list[str]:
    """The names on the cards of a page, in order."""
    return re.findall(r'nb-card__name"><a href="[^"]*">([^<]*)</a>', html)
