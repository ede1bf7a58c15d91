# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dated links between organisations, with the evidence for each."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from netwerkbouwer.common.labels import Labels, personal, public
from netwerkbouwer.organisations.models import Delivery, Organisation, Source


class Link(models.Model):
    """Two organisations that do something together. It has no direction: `one` has the lower key.

    A merged organisation keeps its links; reading follows `merged_into`.
    """

    class Kind(models.TextChoices):
        WORKS_WITH = "works_with", _("werkt samen")
        PROJECT = "project", _("samen in een project")
        SUPPORTS = "supports", _("ondersteunt of betaalt mee")
        SHARES_ROOF = "shares_roof", _("deelt een gebouw")

    one = models.ForeignKey(Organisation, models.PROTECT, related_name="links_as_one")
    other = models.ForeignKey(Organisation, models.PROTECT, related_name="links_as_other")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.WORKS_WITH)
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    evidence = models.CharField(max_length=500)
    evidence_url = models.CharField(max_length=600, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="links")
    delivery = models.ForeignKey(Delivery, models.SET_NULL, null=True, related_name="links")
    told_on = models.DateField()  # the day of which this is known
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80, blank=True)
    removed_at = models.DateTimeField(null=True)

    labels: ClassVar[Labels] = public(
        "id one other kind started_on ended_on evidence evidence_url source delivery told_on "
        "added_at removed_at"
    ) | personal("added_by")

    class Meta:
        ordering = ["one", "other", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other", "kind", "source"], name="network_link_once"
            ),
            models.CheckConstraint(name="network_link_in_order", condition=Q(one__lt=F("other"))),
            models.CheckConstraint(
                name="network_link_ends_after_start",
                condition=Q(started_on=None) | Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} – {self.other_id}"
