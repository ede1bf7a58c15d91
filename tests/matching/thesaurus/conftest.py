# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The file with edits does not roll back: it is gone before and after every test."""

from collections.abc import Iterator

import pytest
from django.conf import settings

from netwerkbouwer.matching.reading import kinds


@pytest.fixture(autouse=True)
def no_edits() -> Iterator[None]:
    settings.THESAURUS_FILE.unlink(missing_ok=True)
    kinds.forget()
    yield
    settings.THESAURUS_FILE.unlink(missing_ok=True)
    kinds.forget()
