# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every test may use."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck, settings

from netwerkbouwer.common import installation, messages

# Time says something of the machine, not of the code. In CI the same examples come each time, so
# that a red run is about the change; elsewhere every run looks for new ones.
settings.register_profile(
    "netwerkbouwer",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("netwerkbouwer")


def pytest_configure() -> None:
    """Make the English catalogue, so that pages in English can be tested from a fresh clone."""
    messages.compile_all(installation.CHECKOUT / "netwerkbouwer" / "locale")


@pytest.fixture
def no_index() -> Iterator[None]:
    """Start and end without a search index: a folder beside the database does not roll back."""
    shutil.rmtree(django_settings.SEARCH_INDEX_DIR, ignore_errors=True)
    yield
    shutil.rmtree(django_settings.SEARCH_INDEX_DIR, ignore_errors=True)


@pytest.fixture(autouse=True)
def no_turns() -> None:
    """What a process counted and read of whose turn it was does not roll back either."""
    from netwerkbouwer.matching.ranking import turns  # its model needs Django to be ready

    turns.forget()
