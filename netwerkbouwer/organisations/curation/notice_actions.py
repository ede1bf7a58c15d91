# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people without an account tell us: a mistake, that it closed, that they want to be out."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from netwerkbouwer.organisations.curation import hiding
from netwerkbouwer.organisations.models import Notice, Organisation

BY_ITSELF = ""  # nobody decided it: it went by itself
KEPT = timedelta(days=365)  # after it was handled; promised on the page for the listed


class AlreadyDecided(Exception):
    """Someone else handled this notice."""


@dataclass(frozen=True, slots=True)
class Message:
    """What someone sends, as typed and cleaned. `email` is theirs to leave out."""

    kind: Notice.Kind
    text: str = ""
    email: str = ""


def receive(organisation: Organisation, message: Message) -> Notice:
    """Keep a notice for the curators.

    A one-person business that objects is hidden at once and erased later; nothing of the message
    is kept then.
    """
    goes_by_itself = message.kind == Notice.Kind.OBJECTION and organisation.is_person
    now = timezone.now()
    with transaction.atomic():
        Notice.objects.filter(decided_at__lt=now - KEPT).delete()
        if not goes_by_itself:
            return Notice.objects.create(
                organisation=organisation,
                kind=message.kind,
                text=message.text,
                email=message.email,
                sent_at=now,
            )
        notice = Notice.objects.create(
            organisation=organisation,
            kind=message.kind,
            state=Notice.State.DONE,
            sent_at=now,
            decided_at=now,
        )
        hiding.erase_later(organisation, BY_ITSELF)
    return notice


def settle(notice: Notice, by: str, *, answer: str = "", hide: bool = False) -> None:
    """Close a notice as done; with `hide` the organisation goes out of sight.

    One that objected stays out at later imports; one that closed comes back when a source brings
    it under another key. Raises AlreadyDecided.
    """
    with transaction.atomic():
        _close(notice, Notice.State.DONE, by, answer)
        if hide:
            keep_out = notice.kind == Notice.Kind.OBJECTION
            hiding.hide(notice.organisation, by, keep_out=keep_out)


def refuse(notice: Notice, by: str, *, answer: str = "") -> None:
    """Close a notice without doing what it asks. Raises AlreadyDecided."""
    _close(notice, Notice.State.REFUSED, by, answer)


def _close(notice: Notice, state: Notice.State, by: str, answer: str) -> None:
    waiting = Notice.objects.filter(pk=notice.pk, state=Notice.State.OPEN)
    now = timezone.now()
    if not waiting.update(state=state, decided_at=now, decided_by=by, answer=answer):
        raise AlreadyDecided(_("Iemand anders handelde deze melding al af."))
