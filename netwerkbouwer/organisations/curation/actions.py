# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who looks after the directory: giving links and ending them."""

from django.utils import timezone

from netwerkbouwer.organisations.curation import tokens
from netwerkbouwer.organisations.models import Curator


def add_curator(name: str) -> tuple[Curator, str]:
    """Make a link for someone, or a new one: the old link of that name stops. Gives the token."""
    token = tokens.new()
    made = {"token_digest": tokens.digest(token), "made_at": timezone.now(), "ended_at": None}
    curator = Curator.objects.filter(name=name).first() or Curator(name=name)
    for field, value in made.items():
        setattr(curator, field, value)
    curator.save()
    return curator, token


def end_curator(name: str) -> bool:
    """Stop someone's link. False when nobody of that name has one."""
    standing = Curator.objects.filter(name=name, ended_at=None)
    return bool(standing.update(ended_at=timezone.now()))
