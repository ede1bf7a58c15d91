# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who told what about an organisation, and when; and every change since."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from netwerkbouwer.common.labels import Labels, members, personal, public
from netwerkbouwer.organisations.models.directory import Organisation


class Source(models.Model):
    """Where facts come from: a register, a map, a spreadsheet someone brought."""

    slug = models.SlugField(max_length=60, primary_key=True)
    name = models.CharField(max_length=120)
    url = models.CharField(max_length=600, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    licence_url = models.CharField(max_length=600, blank=True)
    attribution = models.CharField(max_length=300, blank=True)
    # The higher one wins where two sources tell a field differently; see `golden.py`.
    priority = models.PositiveSmallIntegerField(default=50)

    labels: ClassVar[Labels] = public("slug name url licence licence_url attribution priority")

    class Meta:
        ordering = ["name", "slug"]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One time that a source was taken in: which file, when, how much."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="deliveries")
    at = models.DateTimeField()
    data_on = models.DateField()  # the day of which these facts are
    file_name = models.CharField(max_length=200, blank=True)
    checksum = models.CharField(max_length=64, blank=True)
    is_whole = models.BooleanField(default=False)  # what is not in it, is gone
    undone_at = models.DateTimeField(null=True)

    labels: ClassVar[Labels] = public("id source at data_on checksum is_whole undone_at") | members(
        "file_name"
    )  # as a person called it

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.source_id} {self.data_on}"


class SourceRecord(models.Model):
    """What one source tells of one organisation: the latest text of it, in our own schema.

    `payload` is canonical JSON of a `records.OrganisationRecord` (`payloads.py`), `digest` its
    fingerprint, so that what is unchanged is seen without reading it.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="source_records")
    source = models.ForeignKey(Source, models.PROTECT, db_index=False, related_name="records")
    key = models.CharField(max_length=160)
    payload = models.TextField()
    digest = models.CharField(max_length=32)
    # The deliveries that brought it and that last changed it.
    first_delivery = models.ForeignKey(Delivery, models.PROTECT, db_index=False, related_name="+")
    last_delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="records")
    matched_by = models.CharField(max_length=200, blank=True)  # why it is this organisation
    gone_on = models.DateField(null=True)

    labels: ClassVar[Labels] = public("id organisation source key digest first_delivery "
        "last_delivery matched_by gone_on") | members("payload")  # fmt: skip

    class Meta:
        ordering = ["source", "key"]
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="record_once")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.key}"


class RecordVersion(models.Model):
    """What a record held before a delivery changed it, so that the delivery can be undone."""

    record = models.ForeignKey(SourceRecord, models.CASCADE, related_name="versions")
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="replaced")
    payload = models.TextField()
    digest = models.CharField(max_length=32)
    last_delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="+")
    gone_on = models.DateField(null=True)

    labels: ClassVar[Labels] = public("id record delivery digest last_delivery gone_on") | members(
        "payload"
    )

    class Meta:
        ordering = ["record", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["record", "delivery"], name="record_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.record_id} before {self.delivery_id}"


class FieldEdit(models.Model):
    """What a person says a field is; it wins from every source until someone takes it back."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="edits")
    field = models.CharField(max_length=30)
    value = models.JSONField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    labels: ClassVar[Labels] = public("id organisation field value at") | personal("by")

    class Meta:
        ordering = ["organisation", "field"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "field"], name="org_field_edit_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.field}"


class Change(models.Model):
    """One line in the history of an organisation."""

    class Kind(models.TextChoices):
        TAKEN_IN = "taken_in", _("vernieuwd uit een bron")
        EDITED = "edited", _("aangepast")
        REVERTED = "reverted", _("teruggedraaid")
        MERGED = "merged", _("samengevoegd")
        PARTED = "parted", _("weer losgemaakt")
        CONFIRMED = "confirmed", _("nagekeken")
        GONE = "gone", _("niet meer in een bron")
        BACK = "back", _("weer in een bron")
        HIDDEN = "hidden", _("op eigen vraag verborgen")
        SHOWN = "shown", _("weer getoond")
        CLAIMED = "claimed", _("beheer door de organisatie zelf")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()
    by = models.CharField(max_length=80, blank=True)
    delivery = models.ForeignKey(Delivery, models.SET_NULL, null=True, related_name="changes")
    differences = models.JSONField(default=dict)  # {field: [before, after]}
    note = models.CharField(max_length=300, blank=True)

    labels: ClassVar[Labels] = public(
        "id organisation kind at delivery differences note"
    ) | personal("by")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.kind} {self.at:%Y-%m-%d}"


class Pair(models.Model):
    """Two organisations that may be one, and what a person said of it.

    `one` has the lower key. A refusal stays, so nobody is asked twice.
    """

    class State(models.TextChoices):
        OPEN = "open", "nog te bekijken"
        SAME = "same", "dezelfde"
        APART = "apart", "niet dezelfde"

    one = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    other = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    state = models.CharField(max_length=5, choices=State.choices, default=State.OPEN)
    chance = models.FloatField(null=True)  # that they are one, from 0 to 1
    reasons = models.JSONField(default=list)
    model = models.CharField(max_length=30, blank=True)  # which version of the scoring
    delivery = models.ForeignKey(Delivery, models.SET_NULL, null=True, related_name="pairs")
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)
    kept = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")

    labels: ClassVar[Labels] = members(
        "id one other state chance reasons model delivery found_at decided_at kept"
    ) | personal("decided_by")

    class Meta:
        ordering = ["-chance", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="org_pair_once"),
            models.CheckConstraint(name="org_pair_in_order", condition=Q(one__lt=F("other"))),
        ]
        indexes = [models.Index(fields=["state", "chance"], name="org_pair_state")]

    def __str__(self) -> str:
        return f"{self.one_id} {self.state} {self.other_id}"
