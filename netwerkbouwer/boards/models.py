# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Boards: filled-in methods. Rows are the truth, the log of operations is their history."""

import base64
import hashlib
import hmac
import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from netwerkbouwer.common.labels import Labels, members, personal, public, secret
from netwerkbouwer.organisations.models import Organisation
from netwerkbouwer.places.models import Municipality

ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that looks like something else


def new_board_id() -> str:
    """A short public id; knowing it gives no right to anything."""
    return "".join(secrets.choice(ID_ALPHABET) for _ in range(10))


def new_id() -> str:
    """128 random bits as 22 url-safe characters, as clients make them too."""
    return secrets.token_urlsafe(16)


def new_link_secret() -> str:
    return secrets.token_urlsafe(24)


class Variant(models.TextChoices):
    FLEMISH = "vl", "Vlaams"
    DUTCH = "nl", "Nederlands"


class Role(models.TextChoices):
    EDITOR = "editor", "meewerken"
    READER = "reader", "lezen"


class Board(models.Model):
    """One filled-in method."""

    id = models.CharField(primary_key=True, max_length=12, default=new_board_id, editable=False)
    title = models.CharField(max_length=200)
    method = models.CharField(max_length=60)
    method_version = models.PositiveIntegerField()
    variant = models.CharField(max_length=2, choices=Variant.choices, default=Variant.FLEMISH)
    revision = models.PositiveIntegerField(default=0)
    link_secret = models.CharField(max_length=44, default=new_link_secret)
    created_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)

    labels: ClassVar[Labels] = {
        **public("id method method_version"),
        **members("title variant revision created_at touched_at"),
        **secret("link_secret"),
    }

    def __str__(self) -> str:
        return self.title

    def token(self, role: Role) -> str:
        """The secret part of the link for this role: 256 bits, made from the board's own secret.

        Nothing to steal from a copy of the database alone: the installation's key is needed too.
        """
        key = f"{settings.SECRET_KEY}:board-link".encode()
        text = f"{self.id}:{role}:{self.link_secret}".encode()
        digest = hmac.new(key, text, hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def role_for(self, token: str) -> Role | None:
        """Which role a link gives, in constant time; None for a wrong or old link."""
        given = token.encode()
        found = None
        for role in Role:
            if hmac.compare_digest(self.token(role).encode(), given):
                found = role
        return found


class Participant(models.Model):
    """Someone at a board, by a link on one device; a name is theirs to choose."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="participants")
    name = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=10, choices=Role.choices)
    is_maker = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    labels: ClassVar[Labels] = {
        **members("id board role is_maker joined_at"),
        **personal("name"),
    }

    def __str__(self) -> str:
        return self.name or f"Deelnemer {self.pk}"

    @property
    def may_edit(self) -> bool:
        return self.role == Role.EDITOR


class Card(models.Model):
    """A thought, an organisation, a chosen block, a combination or an action on a board."""

    id = models.CharField(primary_key=True, max_length=22, default=new_id, editable=False)
    board = models.ForeignKey(Board, models.CASCADE, related_name="cards")
    zone = models.CharField(max_length=41)
    type = models.CharField(max_length=41)
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    position = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    other_text = models.TextField(blank=True)
    fields = models.JSONField(default=dict)
    contact_person = models.CharField(max_length=300, blank=True)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")
    municipality = models.ForeignKey(Municipality, models.SET_NULL, null=True, related_name="+")
    is_private = models.BooleanField(default=False)
    is_removed = models.BooleanField(default=False)
    created_by = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="cards")
    changed_revision = models.PositiveIntegerField(default=0)

    labels: ClassVar[Labels] = {
        **members(
            "id board zone type parent position text other_text fields organisation municipality "
            "is_private is_removed created_by changed_revision"
        ),
        **personal("contact_person"),
    }

    class Meta:
        indexes = [
            models.Index(fields=["board", "zone", "position"], name="card_in_zone"),
        ]

    def __str__(self) -> str:
        return self.text[:60] or self.id


class CardLink(models.Model):
    """A tie between two cards, such as a combination and its member."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=10)
    card = models.ForeignKey(Card, models.CASCADE, related_name="links_from")
    to = models.ForeignKey(Card, models.CASCADE, related_name="links_to")

    labels: ClassVar[Labels] = members("id board kind card to")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "card", "to"], name="link_once"),
            models.CheckConstraint(condition=~Q(card=F("to")), name="link_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.kind} {self.to_id}"


class LoggedOperation(models.Model):
    """One operation as it came, what it did, and how to take it back."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="operations")
    revision = models.PositiveIntegerField()
    op_id = models.CharField(max_length=22)
    type = models.CharField(max_length=20)
    card = models.CharField(max_length=22, blank=True)
    payload = models.JSONField()
    outcome = models.JSONField(default=dict)
    inverse = models.JSONField(default=list)
    undoes = models.PositiveIntegerField(null=True)
    by = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="operations")
    at = models.DateTimeField(default=timezone.now)

    labels: ClassVar[Labels] = {
        **members("id board revision op_id type card undoes by at"),
        **personal("payload outcome inverse"),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "revision"], name="one_op_per_revision"),
            models.UniqueConstraint(fields=["board", "op_id"], name="op_counts_once"),
        ]
        indexes = [models.Index(fields=["card", "revision"], name="ops_of_card")]

    def __str__(self) -> str:
        return f"{self.board_id}@{self.revision} {self.type}"
