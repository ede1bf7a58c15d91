# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of municipalities, to join other tables with. Facts are read from `gazetteer`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from netwerkbouwer.common import labels


class Country(models.TextChoices):
    BE = "BE", _("België")
    NL = "NL", _("Nederland")


class Municipality(models.Model):
    """A municipality of today, or one that merged: then with `valid_to` and `successor`."""

    code = models.CharField(max_length=6, primary_key=True)
    country = models.CharField(max_length=2, choices=Country.choices)
    name_nl = models.CharField(max_length=80)
    name_fr = models.CharField(max_length=80)
    name_de = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    region = models.CharField(max_length=40, db_index=True)
    province = models.CharField(max_length=40, blank=True, db_index=True)
    reference_region = models.CharField(max_length=40, blank=True, db_index=True)
    population = models.PositiveIntegerField(null=True)
    population_year = models.PositiveSmallIntegerField(null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="predecessors"
    )

    labels = labels.public(
        "code country name_nl name_fr name_de slug region province reference_region population"
        " population_year lat lon valid_from valid_to successor"
    )

    class Meta:
        ordering = ["name_nl", "code"]
        constraints = [
            models.CheckConstraint(
                name="places_merged_has_successor",
                condition=models.Q(valid_to__isnull=True, successor__isnull=True)
                | models.Q(valid_to__isnull=False, successor__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name_nl


class Postcode(models.Model):
    """A postcode and a municipality it lies in: n to m."""

    country = models.CharField(max_length=2, choices=Country.choices)
    postcode = models.CharField(max_length=4)
    locality = models.CharField(max_length=80, blank=True)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="postcodes"
    )

    labels = labels.public("id country postcode locality municipality")

    class Meta:
        ordering = ["country", "postcode", "locality", "id"]
        constraints = [
            models.UniqueConstraint(
                name="places_postcode_once",
                fields=["country", "postcode", "locality", "municipality"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.postcode} {self.locality}".strip()


class MunicipalityName(models.Model):
    """A name by which a municipality or a part of it is known."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("officiële naam")
        PART = "part", _("deelgemeente of plaats")
        PREDECESSOR = "predecessor", _("vroegere gemeente")
        OTHER = "other", _("andere naam")

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=80)
    name_folded = models.CharField(max_length=80, db_index=True)
    kind = models.CharField(max_length=11, choices=Kind.choices)

    labels = labels.public("id municipality name name_folded kind")

    class Meta:
        ordering = ["name_folded", "id"]
        constraints = [
            models.UniqueConstraint(
                name="places_name_once", fields=["municipality", "name", "kind"]
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Neighbour(models.Model):
    """Two municipalities that adjoin, stored in both directions so that a join needs one column."""

    a = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="neighbours_from")
    b = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="neighbours_to")

    labels = labels.public("id a b")

    class Meta:
        ordering = ["a", "b"]
        constraints = [
            models.UniqueConstraint(name="places_neighbours_once", fields=["a", "b"]),
            models.CheckConstraint(
                name="places_not_own_neighbour", condition=~models.Q(a=models.F("b"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.a_id} – {self.b_id}"
