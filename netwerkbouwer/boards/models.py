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

from netwerkbouwer.boards.stage import NO_SESSION, Role, Sheets, Stage, Viewer
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


LINK_ROLES = (Role.EDITOR, Role.READER)
"""What a link of the board itself gives; the other roles come by joining a session."""


class Variant(models.TextChoices):
    FLEMISH = "vl", "Vlaams"
    DUTCH = "nl", "Nederlands"


class Board(models.Model):
    """One filled-in method."""

    id = models.CharField(primary_key=True, max_length=12, default=new_board_id, editable=False)
    title = models.CharField(max_length=200)
    method = models.CharField(max_length=60)
    method_version = models.PositiveIntegerField()
    variant = models.CharField(max_length=2, choices=Variant.choices, default=Variant.FLEMISH)
    revision = models.PositiveIntegerField(default=0)
    link_secret = models.CharField(max_length=44, default=new_link_secret)
    session = models.ForeignKey("Session", models.SET_NULL, null=True, related_name="boards")
    """The meeting it is used in, or was used in last; also on each worksheet of that meeting."""
    created_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)

    labels: ClassVar[Labels] = {
        **public("id method method_version"),
        **members("title variant revision session created_at touched_at"),
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
        for role in LINK_ROLES:
            if hmac.compare_digest(self.token(role).encode(), given):
                found = role
        return found

    def stage(self) -> Stage:
        """What its session allows on this board now."""
        session = self.session
        return NO_SESSION if session is None else session.stage(self)


class SessionState(models.TextChoices):
    LIVE = "live", "bezig"
    CLOSED = "closed", "gesloten"


class Session(models.Model):
    """A meeting in which people work on a board, led by a facilitator.

    Its state is small and is sent whole to everyone whenever `version` counts up.
    """

    id = models.CharField(primary_key=True, max_length=12, default=new_board_id, editable=False)
    board = models.ForeignKey(Board, models.CASCADE, related_name="sessions")
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True)
    sheets = models.CharField(max_length=10, default=Sheets.PLENARY.value)
    sheets_apart = models.CharField(max_length=10, blank=True)
    """What people wrote on before they were gathered at the common board; empty when they were
    not."""
    state = models.CharField(max_length=10, choices=SessionState.choices, default=SessionState.LIVE)
    code = models.CharField(max_length=8, blank=True)
    link_secret = models.CharField(max_length=44, default=new_link_secret)
    is_locked = models.BooleanField(default=False)
    is_paused = models.BooleanField(default=False)
    is_read_only = models.BooleanField(default=False)
    asks_approval = models.BooleanField(default=False)
    step = models.CharField(max_length=41, blank=True)
    prompt = models.CharField(max_length=300, blank=True)
    timer_ends_at = models.DateTimeField(null=True)
    hidden_zones = models.JSONField(default=list)
    voting_zones = models.JSONField(default=list)
    vote_budget = models.PositiveSmallIntegerField(default=3)
    votes_shown = models.BooleanField(default=False)
    round = models.PositiveSmallIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    labels: ClassVar[Labels] = {
        **members(
            "id board title place starts_on sheets sheets_apart state is_locked is_paused "
            "is_read_only asks_approval step prompt timer_ends_at hidden_zones voting_zones "
            "vote_budget votes_shown round version started_at closed_at"
        ),
        **secret("code link_secret"),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board"], condition=Q(state="live"), name="one_live_session"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="code_opens_one_session"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_live(self) -> bool:
        return self.state == SessionState.LIVE

    @property
    def usual_sheets(self) -> Sheets:
        """What people write on, also while they are gathered at the common board."""
        return Sheets(self.sheets_apart or self.sheets)

    def stage(self, board: Board) -> Stage:
        """What it allows on one of its boards now."""
        return Stage(
            session=self.pk,
            is_live=self.is_live,
            is_paused=self.is_paused,
            is_read_only=self.is_read_only,
            is_worksheet=board.pk != self.board_id,
            hidden_zones=frozenset(self.hidden_zones),
            voting_zones=frozenset(self.voting_zones),
            vote_budget=self.vote_budget,
            votes_shown=self.votes_shown or not self.is_live,
            round=self.round if self.is_live else None,
        )

    def token(self) -> str:
        """The secret part of the link behind the QR code: 256 bits, new when the code changes."""
        key = f"{settings.SECRET_KEY}:session-link".encode()
        text = f"{self.pk}:{self.code}:{self.link_secret}".encode()
        digest = hmac.new(key, text, hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def is_token(self, given: str) -> bool:
        """Whether a link lets people in now, in constant time."""
        same = hmac.compare_digest(self.token().encode(), given.encode())
        return same and self.is_live and bool(self.code)


class Table(models.Model):
    """A table, a duo or a single seat in a session; with its own worksheet unless all share one."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80, blank=True)
    board = models.ForeignKey(Board, models.CASCADE, null=True, related_name="tables")

    labels: ClassVar[Labels] = members("id session number name board")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="one_table_per_number"),
        ]

    def __str__(self) -> str:
        return self.name or f"Tafel {self.number}"


class Participant(models.Model):
    """Someone at a board, by a link or a code on one device; a name is theirs to choose."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="participants")
    name = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=12)
    is_maker = models.BooleanField(default=False)
    session = models.ForeignKey(Session, models.SET_NULL, null=True, related_name="participants")
    table = models.ForeignKey(Table, models.SET_NULL, null=True, related_name="participants")
    is_waiting = models.BooleanField(default=False)
    is_blocked = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    labels: ClassVar[Labels] = {
        **members("id board role is_maker session table is_waiting is_blocked joined_at"),
        **personal("name"),
    }

    def __str__(self) -> str:
        return self.name or f"Deelnemer {self.pk}"

    @property
    def may_edit(self) -> bool:
        """May change all of the board and its links, and lead its session."""
        return self.role == Role.EDITOR and not self.is_blocked

    @property
    def may_write(self) -> bool:
        """May lay cards; which ones and when is for `rights.py`."""
        return self.role != Role.READER and not self.is_blocked

    def viewer(self, stage: Stage, *, is_screen: bool = False) -> Viewer:
        return Viewer(self.pk, Role(self.role), stage, is_screen)


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
    table = models.PositiveSmallIntegerField(null=True)
    round = models.PositiveSmallIntegerField(null=True)
    changed_revision = models.PositiveIntegerField(default=0)

    labels: ClassVar[Labels] = {
        **members(
            "id board zone type parent position text other_text fields organisation municipality "
            "is_private is_removed created_by table round changed_revision"
        ),
        **personal("contact_person"),
    }

    class Meta:
        indexes = [
            models.Index(fields=["board", "zone", "position"], name="card_in_zone"),
            models.Index(fields=["board", "changed_revision"], name="cards_changed_since"),
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


class Vote(models.Model):
    """The dots of one person on one card."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="votes")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="votes")
    dots = models.PositiveSmallIntegerField()

    labels: ClassVar[Labels] = {**members("id card dots"), **personal("participant")}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card", "participant"], name="one_vote_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.dots} op {self.card_id}"


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


class Photo(models.Model):
    """A photo of a sheet of paper, at a zone. The picture itself is a file: see paper/photos.py."""

    id = models.CharField(primary_key=True, max_length=22, default=new_id, editable=False)
    board = models.ForeignKey(Board, models.CASCADE, related_name="photos")
    zone = models.CharField(max_length=41)
    table = models.PositiveSmallIntegerField(null=True)
    file = models.CharField(max_length=32, unique=True)
    """The name of the file, random; only the server sees it."""
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    """Bytes of the picture and its small copy together."""
    alt = models.CharField(max_length=500, blank=True)
    """What is on it, in words, for who cannot see it."""
    is_agreed = models.BooleanField(default=False)
    """Whether everyone on it is fine with it."""
    is_scanned = models.BooleanField(default=False)
    """Whether a scanner of the installation looked at what was sent."""
    is_published = models.BooleanField(default=False)
    """Whether readers and exports get it; until then it is for editors."""
    created_by = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="photos")
    created_at = models.DateTimeField(default=timezone.now)

    labels: ClassVar[Labels] = {
        **members("id board zone table width height size alt is_published created_by created_at"),
        **members("is_agreed is_scanned"),
        **secret("file"),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_published=False) | (~Q(alt="") & Q(is_agreed=True)),
                name="published_photo_is_described",
            ),
        ]

    def __str__(self) -> str:
        return self.alt or f"Foto bij {self.zone}"
