# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Strangers can make us write a line in the log, not a page."""

import logging
import sys

import pytest
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.test import Client

from netwerkbouwer.common import logs


def test_a_request_for_another_host_is_one_short_line(caplog: pytest.LogCaptureFixture) -> None:
    Client().get("/", headers={"host": "x" * 5_000})

    refusals = [one for one in caplog.records if one.name == "django.security.DisallowedHost"]
    assert len(refusals) == 1
    said = logs.Lines().format(refusals[0])
    assert "DisallowedHost" in said
    assert "xxx" in said
    assert len(said.splitlines()) == 1
    assert len(said) < 400


def test_a_fault_of_our_own_keeps_its_stack() -> None:
    try:
        raise DisallowedHost("binnen")
    except DisallowedHost:
        record = logging.LogRecord("ons", logging.ERROR, "", 1, "stuk", None, sys.exc_info())

    assert "Traceback" in logs.Lines().format(record)


def test_the_product_writes_its_log_like_this() -> None:
    formatters = settings.LOGGING["formatters"]

    assert isinstance(formatters, dict)
    assert formatters["line"]["()"] is logs.Lines
