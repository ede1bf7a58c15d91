# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Organisations: their facts of today, in columns that search, pages and reports read.

These facts follow from what sources and people told (`provenance.py`); `golden.py` says how.
"""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from netwerkbouwer.common.labels import Labels, public
from netwerkbouwer.places.models import Municipality

ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
ID_LENGTH = 8


def new_public_id() -> str:
    """A short id for addresses and links; it never changes and says nothing."""
    return "".join(secrets.choice(ID_ALPHABET) for _ in range(ID_LENGTH))


class Half(models.TextChoices):
    """Which half of a bubble: culture above the line, the rest below."""

    CULTURE = "culture", "cultuur"
    OTHER = "other", "niet-cultuur"


class Precision(models.TextChoices):
    """How exactly we know where it is."""

    ADDRESS = "address", "adres"
    POSTCODE = "postcode", "postcode"
    MUNICIPALITY = "municipality", "gemeente"


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def shown(self) -> "OrganisationQuerySet":
        """Those that people find: not merged into another, not gone, not hidden."""
        return self.filter(merged_into=None, gone_on=None, hidden_on=None)


class Organisation(models.Model):
    """One real organisation. A merged one keeps its row and points at the one that stays."""

    public_id = models.CharField(
        max_length=ID_LENGTH, unique=True, default=new_public_id, editable=False
    )
    name = models.CharField(max_length=250)
    name_folded = models.CharField(max_length=250, db_index=True)
    # The indexes of these four are below: one that others begin with, and of the rows that have it.
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, db_index=False, related_name="organisations"
    )
    street = models.CharField(max_length=150, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    precision = models.CharField(max_length=12, choices=Precision.choices, blank=True)
    main_sector = models.CharField(max_length=40)
    half = models.CharField(max_length=7, choices=Half.choices)
    half_override = models.CharField(max_length=7, choices=Half.choices, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    description = models.TextField(blank=True, max_length=2_000)
    website = models.URLField(max_length=400, blank=True)
    # Of the organisation itself (info@, a switchboard), never of a person: see `contact_points.py`.
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    # A one-person business: then everything about it is about a person too.
    is_person = models.BooleanField(default=False)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, db_index=False, related_name="parts"
    )
    culture_core = models.ForeignKey(
        "self", models.SET_NULL, null=True, db_index=False, related_name="culture_core_members"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, db_index=False, related_name="merged"
    )
    source = models.CharField(max_length=120)
    source_id = models.CharField(max_length=120, unique=True)
    source_url = models.CharField(max_length=600, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    checked_on = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)  # someone said: this is still right
    gone_on = models.DateField(null=True)  # no source knows it any more
    hidden_on = models.DateField(null=True)  # at its own request: nobody finds it

    labels: ClassVar[Labels] = public(
        "id public_id name name_folded municipality street postcode lat lon precision main_sector "
        "half half_override kind description website email phone is_person parent culture_core "
        "merged_into source source_id source_url licence checked_on confirmed_on gone_on hidden_on"
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name_folded", "pk"]
        indexes = [
            models.Index(fields=["municipality", "main_sector"], name="org_place_sector"),
            models.Index(fields=["main_sector", "name_folded"], name="org_sector_name"),
            models.Index(fields=["parent"], condition=Q(parent__isnull=False), name="org_parent"),
            models.Index(
                fields=["culture_core"], condition=Q(culture_core__isnull=False), name="org_core"
            ),
            models.Index(
                fields=["merged_into"], condition=Q(merged_into__isnull=False), name="org_merged"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="org_not_own_parent", condition=Q(parent=None) | ~Q(parent=F("pk"))
            ),
            models.CheckConstraint(
                name="org_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OtherName(models.Model):
    """A name people also use: an abbreviation, the old name, the French one."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, db_index=False, related_name="other_names"
    )
    name = models.CharField(max_length=250)

    labels: ClassVar[Labels] = public("id organisation name")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="org_other_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationSector(models.Model):
    """A sector an organisation works in; the main one is also on its row."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, db_index=False, related_name="sectors"
    )
    sector = models.CharField(max_length=40, db_index=True)

    labels: ClassVar[Labels] = public("id organisation sector")

    class Meta:
        ordering = ["organisation", "sector"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "sector"], name="org_sector_once")
        ]

    def __str__(self) -> str:
        return self.sector


class Identifier(models.Model):
    """A number by which a register knows an organisation: KBO, KVK, vCode, OSM."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, db_index=False, related_name="identifiers"
    )
    scheme = models.CharField(max_length=12)
    value = models.CharField(max_length=60)

    labels: ClassVar[Labels] = public("id organisation scheme value")

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "scheme", "value"], name="org_identifier_once"
            )
        ]
        indexes = [models.Index(fields=["scheme", "value"], name="org_by_identifier")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class Offering(models.Model):
    """A strength that an organisation offers or a question it has, by its own word or a source."""

    class Kind(models.TextChoices):
        OFFER = "offer", "heeft te bieden"
        QUESTION = "question", "zoekt"

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, db_index=False, related_name="offerings"
    )
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.CharField(max_length=300)
    # Since when it stands there; it stays when the list is written anew. See `refreshing.py`.
    published_on = models.DateField(null=True)
    # Who says it: the organisation itself, else the source of this name, else (empty) a curator.
    is_own = models.BooleanField(default=False)
    source = models.CharField(max_length=120, blank=True)

    labels: ClassVar[Labels] = public("id organisation kind text published_on is_own source")

    class Meta:
        ordering = ["organisation", "kind", "pk"]
        indexes = [models.Index(fields=["kind", "published_on"], name="org_offering_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "text"], name="org_offering_once"
            )
        ]

    def __str__(self) -> str:
        return self.text


class LoadedFile(models.Model):
    """Which packaged file was loaded, so that a second start skips it."""

    name = models.CharField(max_length=120, primary_key=True)
    checksum = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()

    labels: ClassVar[Labels] = public("name checksum rows")

    def __str__(self) -> str:
        return self.name
