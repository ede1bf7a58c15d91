# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every test may use."""

from netwerkbouwer.common import installation, messages


def pytest_configure() -> None:
    """Make the English catalogue, so that pages in English can be tested from a fresh clone."""
    messages.compile_all(installation.CHECKOUT / "netwerkbouwer" / "locale")
