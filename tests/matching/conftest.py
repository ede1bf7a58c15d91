# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from netwerkbouwer.library import queries as library
from netwerkbouwer.organisations import tasks
from tests.matching.directory import AROUND, make


@pytest.fixture
def directory(no_index: None) -> None:
    """One organisation of each kind, in turn in three municipalities around."""
    for place, item in enumerate(library.items("organisation_kinds")):
        make(item.id, AROUND[place % 3])
    tasks.build_index()
