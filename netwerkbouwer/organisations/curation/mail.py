# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The few mails of the directory: fixed texts, one recipient each, never many.

Without `NB_MAIL_HOST` nothing is sent; every page that would mail then says what to do instead,
and a curator hands over the link. Nobody's text goes into a mail but a curator's short plain note.
"""

import logging
import re
import smtplib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from netwerkbouwer.common import texts
from netwerkbouwer.organisations.models import SentMail

logger = logging.getLogger(__name__)
SALT = "netwerkbouwer.organisations.curation.mail"
DAY = timedelta(days=1)
KEPT = timedelta(days=7)
PER_RECIPIENT = 3  # a day
TOGETHER = 200  # a day
LONGEST_NOTE = 300
LONGEST_NAME = 100
_LINKISH = re.compile(r"://|www\.|@|\b[\w-]+\.[a-z]{2,}\b", re.IGNORECASE)


class Purpose(StrEnum):
    """Why a mail is sent; each has a text of its own, and a subject that never changes."""

    PROVE = "prove"
    APPROVED = "approved"
    REFUSED = "refused"
    CONFIRM = "confirm"
    HIDDEN = "hidden"


class Outcome(StrEnum):
    """What became of a mail."""

    SENT = "sent"
    OFF = "off"  # this installation sends no mail
    TOO_MANY = "too_many"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says: to whom, about which organisation, with which link and note."""

    purpose: Purpose
    to: str
    organisation: str
    link: str
    note: str = ""
    out: str = ""
    """The page to get out of the directory."""


class WrongNote(Exception):
    """A note that may not go into a mail; the text says why."""


def is_on() -> bool:
    """Whether this installation sends mail."""
    return bool(settings.EMAIL_HOST)


def subject(purpose: Purpose) -> str:
    """The first line of a mail."""
    return {
        Purpose.PROVE: _("Bevestig je mailadres voor de gids"),
        Purpose.APPROVED: _("Je kunt jullie pagina in de gids nu aanpassen"),
        Purpose.REFUSED: _("Over je aanvraag voor een pagina in de gids"),
        Purpose.CONFIRM: _("Klopt jullie pagina in de gids nog?"),
        Purpose.HIDDEN: _("Jullie pagina in de gids is verborgen"),
    }[purpose]


def body(letter: Letter) -> str:
    """The text of a mail; the same text a curator can copy when nothing is sent."""
    context = {
        "letter": letter,
        "name": texts.clean_line(letter.organisation)[:LONGEST_NAME],
        "note": read_note(letter.note),
        "contact": settings.CONTACT,
    }
    return render_to_string(f"organisations/curation/mail/{letter.purpose}.txt", context)


def read_note(typed: str) -> str:
    """A short note of one line. Raises WrongNote with a sentence."""
    note = texts.clean_line(typed)
    if len(note) > LONGEST_NOTE:
        raise WrongNote(_("Houd je bericht op %(most)d tekens.") % {"most": LONGEST_NOTE})
    if _LINKISH.search(note):
        raise WrongNote(_("Laat webadressen en mailadressen weg uit je bericht."))
    return note


def send(letter: Letter) -> Outcome:
    """Send one mail to one person, unless they or all together had enough today."""
    if not is_on():
        return Outcome.OFF
    if not _count(letter.to):
        return Outcome.TOO_MANY
    headers = {"Auto-Submitted": "auto-generated"}
    if letter.out:
        headers["List-Unsubscribe"] = f"<{letter.out}>"
    message = EmailMessage(
        subject=subject(letter.purpose), body=body(letter), to=[letter.to], headers=headers
    )
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        logger.warning("Mail not sent: %s", type(error).__name__)  # never to whom
        return Outcome.FAILED
    return Outcome.SENT


def _count(address: str) -> bool:
    """Note one more mail to this address; False when it or all together had enough."""
    now = timezone.now()
    SentMail.objects.filter(sent_at__lt=now - KEPT).delete()
    today = SentMail.objects.filter(sent_at__gt=now - DAY).order_by()
    recipient = salted_hmac(SALT, address.casefold(), algorithm="sha256").hexdigest()
    if today.count() >= TOGETHER or today.filter(recipient=recipient).count() >= PER_RECIPIENT:
        return False
    SentMail.objects.create(recipient=recipient, sent_at=now)
    return True
