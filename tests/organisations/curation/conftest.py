# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Limits begin anew for every test, and a mail server is there for who asks."""

from collections.abc import Iterator
from typing import Any

import pytest

from netwerkbouwer.organisations.curation.views import claims, notices
from tests.organisations.curation import sink as sinks


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    claims.ASKED.forget()
    notices.SENT.forget()


@pytest.fixture
def sink(settings: Any) -> Iterator[sinks.Sink]:
    """A real mail server; the installation mails through it."""
    with sinks.running() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.DEFAULT_FROM_EMAIL = "gids@example.org"
        yield server
