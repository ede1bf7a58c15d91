# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Runs of taking in a file: what was asked, what was planned, how far it is."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from netwerkbouwer.common.labels import Labels, members, personal
from netwerkbouwer.organisations.models import Delivery, Source, new_public_id


class ImportRun(models.Model):
    """One file on its way into the directory. Its rows wait in a staging file (`staging.py`)."""

    class State(models.TextChoices):
        STORED = "stored", _("bestand ontvangen")
        MAPPED = "mapped", _("kolommen gekozen")
        READING = "reading", _("wordt gelezen")
        PLANNED = "planned", _("plan klaar")
        APPLYING = "applying", _("wordt verwerkt")
        APPLIED = "applied", _("verwerkt")
        STOPPED = "stopped", _("gestopt")
        REFUSED = "refused", _("niet te lezen")
        UNDOING = "undoing", _("wordt teruggedraaid")
        UNDONE = "undone", _("teruggedraaid")

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.STORED)
    reader = models.CharField(max_length=40)  # which of `sources` reads it
    source = models.ForeignKey(Source, models.PROTECT, related_name="runs")
    file_name = models.CharField(max_length=200)  # as the person called it; for showing only
    checksum = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()  # bytes
    data_on = models.DateField()
    is_whole = models.BooleanField(default=False)
    options = models.JSONField(default=dict)  # an `options.Options`: mapping, contacts, force
    progress_done = models.PositiveBigIntegerField(default=0)
    progress_total = models.PositiveBigIntegerField(default=0)
    counts = models.JSONField(default=dict)  # of the plan: `plan.Counts`
    brakes = models.JSONField(default=list)  # sentences: why it does not go on by itself
    refusals = models.JSONField(default=list)  # [line, sentence], the first 200
    message = models.CharField(max_length=500, blank=True)
    planned_at = models.DateTimeField(null=True)
    stop_asked = models.BooleanField(default=False)
    applied_rows = models.PositiveBigIntegerField(default=0)  # all before it are in the directory
    delivery = models.OneToOneField(Delivery, models.PROTECT, null=True, related_name="run")
    started_at = models.DateTimeField()
    touched_at = models.DateTimeField()  # last sign of life of whoever works on it
    finished_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=80, blank=True)

    labels: ClassVar[Labels] = members(
        "id public_id state reader source file_name checksum size data_on is_whole options "
        "progress_done progress_total counts brakes refusals message planned_at stop_asked "
        "applied_rows delivery started_at touched_at finished_at"
    ) | personal("by")

    class Meta:
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.state})"


class SavedMapping(models.Model):
    """Which column means what, remembered by the headings of the sheet."""

    headings_digest = models.CharField(max_length=64, unique=True)
    mapping = models.JSONField()
    used_at = models.DateTimeField()

    labels: ClassVar[Labels] = members("id headings_digest mapping used_at")

    class Meta:
        ordering = ["-used_at", "-pk"]

    def __str__(self) -> str:
        return self.headings_digest[:8]


class SectorRule(models.Model):
    """What a person decided that a class of a source, or a word in a name, says of the sector."""

    scheme = models.CharField(max_length=60)  # `sector_mapping.BY_WORD` for a word in a name
    code = models.CharField(max_length=120)
    sector = models.CharField(max_length=40)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    labels: ClassVar[Labels] = members("id scheme code sector at") | personal("by")

    class Meta:
        ordering = ["scheme", "code"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="importing_sector_rule_once")
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}: {self.sector}"
