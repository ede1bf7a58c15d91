# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A server that starts reads what suggestions need, with or without an index."""

import pytest

from netwerkbouwer.matching import asking
from netwerkbouwer.organisations import tasks
from tests.factories.organisations import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_preparing_sorts_the_rows_of_the_index_there_is(no_index: None) -> None:
    asking.prepare()
    OrganisationFactory(kind="choir")
    tasks.build_index()
    asking.prepare()
    assert len(asking._kept[0].postings.numbers.pk) == 1
