# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Links that let someone in: their tokens, and what we keep of them.

Of a token we keep a keyed digest alone: who reads the database cannot make a link of it.
"""

import secrets

from django.utils.crypto import salted_hmac

BYTES = 16  # 128 bit
LONGEST = 60  # characters of a token that anyone may offer
MARK = 8  # characters of a digest in a cookie
SALT = "netwerkbouwer.organisations.curation.token"


def new() -> str:
    """A token for a link: 22 letters, digits, dashes and underscores."""
    return secrets.token_urlsafe(BYTES)


def digest(token: str) -> str:
    """What we keep of it: 64 hexadecimal digits, by the secret key of this installation."""
    return salted_hmac(SALT, token[:LONGEST], algorithm="sha256").hexdigest()


def mark(stored: str) -> str:
    """The part of a digest in a cookie, so that a new link makes old cookies worthless."""
    return stored[:MARK]
