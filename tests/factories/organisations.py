# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Organisations for tests; their municipality is a real one."""

from typing import Any

import factory

from netwerkbouwer.common import texts
from netwerkbouwer.organisations import models
from tests.factories import places

GHENT, ANTWERP, AALST, EINDHOVEN = "44021", "11002", "41002", "GM0772"


class OrganisationFactory(factory.django.DjangoModelFactory[models.Organisation]):
    """`OrganisationFactory(name="…", code="44021", offers=("…",), sector="sport")`."""

    class Meta:
        model = models.Organisation
        skip_postgeneration_save = True

    class Params:
        code = GHENT
        sector = "welzijn"

    name = factory.Sequence(lambda n: f"Vereniging {n}")
    name_folded = factory.LazyAttribute(lambda row: texts.fold(row.name))
    municipality = factory.LazyAttribute(
        lambda row: places.municipality(row.code) if row.code else None
    )
    lat = factory.LazyAttribute(lambda row: row.municipality.lat if row.municipality else None)
    lon = factory.LazyAttribute(lambda row: row.municipality.lon if row.municipality else None)
    precision = "municipality"
    main_sector = factory.SelfAttribute("sector")
    half = "other"
    source = "test"
    source_id = factory.Sequence(lambda n: f"test:{n}")

    @factory.post_generation
    def sectors(self, create: bool, extracted: tuple[str, ...] | None, **_: Any) -> None:
        assert isinstance(self, models.Organisation)
        for sector in dict.fromkeys((self.main_sector, *(extracted or ()))):
            models.OrganisationSector.objects.create(organisation=self, sector=sector)

    @factory.post_generation
    def other_names(self, create: bool, extracted: tuple[str, ...] | None, **_: Any) -> None:
        assert isinstance(self, models.Organisation)
        for name in extracted or ():
            models.OtherName.objects.create(organisation=self, name=name)

    @factory.post_generation
    def offers(self, create: bool, extracted: tuple[str, ...] | None, **_: Any) -> None:
        _offerings(self, models.Offering.Kind.OFFER, extracted)

    @factory.post_generation
    def questions(self, create: bool, extracted: tuple[str, ...] | None, **_: Any) -> None:
        _offerings(self, models.Offering.Kind.QUESTION, extracted)


def _offerings(row: object, kind: models.Offering.Kind, found: tuple[str, ...] | None) -> None:
    assert isinstance(row, models.Organisation)
    for text in found or ():
        models.Offering.objects.create(organisation=row, kind=kind, text=text, source=row.source)
