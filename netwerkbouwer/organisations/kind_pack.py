# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The kinds of organisations of this installation, read once per process."""

from functools import cache
from pathlib import Path

from django.conf import settings

from netwerkbouwer.organisations import kinds


def load() -> kinds.Kinds:
    """All kinds. Raises yaml_files.Mistake when the pack is wrong."""
    return _read(settings.ORGANISATION_KINDS_FILE)


@cache
def _read(path: Path) -> kinds.Kinds:
    return kinds.read(path)
