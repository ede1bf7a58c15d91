# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeps out what may not come back: who objected is known by keyed digests alone.

Of a record two digests are kept: of the key its source knows it by, and of its name in its
municipality, so that another source does not bring it back either. Nobody can read a name from
them; the secret key of the installation is needed to make them.
"""

import hashlib
import hmac
from collections.abc import Collection, Iterable
from functools import cache

from django.conf import settings
from django.utils import timezone

from netwerkbouwer.common import texts
from netwerkbouwer.organisations.models import Suppression

PURPOSE = b"netwerkbouwer.organisations.suppression"
MOST_IN_QUERY = 500


def digests(source: str, key: str, name: str, municipality: str) -> list[str]:
    """The marks of one record, 64 hexadecimal digits each.

    `source` is the slug of a source, `key` what that source calls the record, `municipality` a
    code of today. Without a municipality a name says too little: then the key alone counts.
    """
    marks = [_mark("key", source, key)] if key else []
    folded = texts.fold(name)
    if folded and municipality:
        marks.append(_mark("name", folded, municipality))
    return marks


def is_suppressed(
    source: str, key: str, name: str, municipality: str, *, among: Collection[str] | None = None
) -> bool:
    """Whether this record must stay out. One query, or none with `among`, from `known`."""
    if among is not None:
        return bool(among) and any(
            mark in among for mark in digests(source, key, name, municipality)
        )
    marks = digests(source, key, name, municipality)
    return Suppression.objects.filter(digest__in=marks).exists()


def known() -> frozenset[str]:
    """All marks, for whoever asks about many records; usually few or none."""
    return frozenset(Suppression.objects.order_by().values_list("digest", flat=True))


def add(marks: Iterable[str]) -> None:
    """Keep these out from now on."""
    today = timezone.localdate()
    rows = [Suppression(digest=mark, made_on=today) for mark in dict.fromkeys(marks)]
    Suppression.objects.bulk_create(rows, ignore_conflicts=True, batch_size=MOST_IN_QUERY)


def remove(marks: Iterable[str]) -> None:
    """Let these in again."""
    Suppression.objects.filter(digest__in=list(marks)).delete()


def _mark(*parts: str) -> str:
    # A length before each part: ('ab', 'c') is not ('a', 'bc').
    told = "".join(f"{len(part)}:{part}" for part in parts)
    return hmac.digest(_key(settings.SECRET_KEY), told.encode(), "sha256").hex()


@cache
def _key(secret: str) -> bytes:
    return hashlib.sha256(PURPOSE + secret.encode()).digest()
