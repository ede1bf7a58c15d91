# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""People who look after the directory, and what the listed ask of them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from netwerkbouwer.common.labels import Labels, members, personal, public, secret
from netwerkbouwer.organisations.models.directory import Organisation
from netwerkbouwer.organisations.models.provenance import SourceRecord


class Curator(models.Model):
    """Someone who may look after the directory, by a link of their own."""

    name = models.CharField(max_length=80)
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    labels: ClassVar[Labels] = (
        members("id made_at ended_at") | personal("name") | secret("token_digest")
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """A person at an organisation. Kept only when someone asked for it and said why."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="contacts")
    record = models.ForeignKey(SourceRecord, models.CASCADE, null=True, related_name="contacts")
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=120, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    purpose = models.CharField(max_length=200)
    added_at = models.DateTimeField()

    labels: ClassVar[Labels] = members("id organisation record purpose added_at") | personal(
        "name role email phone"
    )

    class Meta:
        ordering = ["organisation", "name", "pk"]

    def __str__(self) -> str:
        return self.name


class Claim(models.Model):
    """An organisation that wants to look after its own page; proven by a mail to its own domain."""

    class State(models.TextChoices):
        ASKED = "asked", "mail verstuurd"
        PROVEN = "proven", "wacht op een beheerder"
        APPROVED = "approved", "goedgekeurd"
        REFUSED = "refused", "geweigerd"
        ENDED = "ended", "beëindigd"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="claims")
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=80)
    role = models.CharField(max_length=80, blank=True)
    # Of the link in the mail: first to prove the address, after approval to edit.
    token_digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)

    labels: ClassVar[Labels] = (
        members("id organisation state asked_at proven_at decided_at")
        | personal("email name role decided_by")
        | secret("token_digest")
    )

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(state="approved"),
                name="org_one_approved_claim",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.state}"


class Notice(models.Model):
    """What someone without an account tells: a mistake, or that they do not want to be listed."""

    class Kind(models.TextChoices):
        MISTAKE = "mistake", _("er klopt iets niet")
        CLOSED = "closed", _("bestaat niet meer")
        OBJECTION = "objection", _("wij willen hier niet in staan")

    class State(models.TextChoices):
        OPEN = "open", _("nog te bekijken")
        DONE = "done", _("verwerkt")
        REFUSED = "refused", _("niet verwerkt")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    text = models.TextField(max_length=2_000, blank=True)
    email = models.EmailField(max_length=254, blank=True)  # to answer to; theirs to leave out
    sent_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)
    answer = models.CharField(max_length=500, blank=True)

    labels: ClassVar[Labels] = members(
        "id organisation kind state sent_at decided_at answer"
    ) | personal("text email decided_by")

    class Meta:
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["state", "sent_at"], name="org_notice_state")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.kind} {self.state}"


class Suppression(models.Model):
    """A mark by which we know what may not come back, and nothing else of it.

    `digest` is a keyed hash of a source's key, or of a name in a municipality.
    """

    digest = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()

    labels: ClassVar[Labels] = secret("id digest") | public("made_on")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.made_on)


class SentMail(models.Model):
    """That someone got a mail, kept for a week so that nobody gets too many; never who it was."""

    recipient = models.CharField(max_length=64)  # a keyed digest of the address
    sent_at = models.DateTimeField(db_index=True)

    labels: ClassVar[Labels] = secret("id recipient") | members("sent_at")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["recipient", "sent_at"], name="org_mail_recipient")]

    def __str__(self) -> str:
        return f"{self.recipient[:8]} {self.sent_at:%Y-%m-%d}"
