# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What may not come back is known without keeping who it was."""

import pytest

from netwerkbouwer.organisations.curation import suppression
from netwerkbouwer.organisations.models import Suppression

pytestmark = pytest.mark.django_db
WHO = ("kbo", "0123", "Atelier Zoë", "44021")


def test_a_suppressed_record_is_known_by_its_key_and_by_its_name_in_its_place() -> None:
    suppression.add(suppression.digests(*WHO))

    assert suppression.is_suppressed(*WHO)
    assert suppression.is_suppressed("kbo", "0123", "Heet nu anders", "11002")
    assert suppression.is_suppressed("osm", "n/9", "ATELIER ZOE", "44021")


def test_another_place_another_key_and_another_source_are_let_in() -> None:
    suppression.add(suppression.digests(*WHO))

    assert not suppression.is_suppressed("osm", "0123", "Atelier Zoë", "11002")
    assert not suppression.is_suppressed("kbo", "01234", "Atelier Zo", "44021")


def test_a_name_without_a_place_says_too_little() -> None:
    suppression.add(suppression.digests("kbo", "1", "Jeugdhuis", ""))

    assert not suppression.is_suppressed("kbo", "2", "Jeugdhuis", "")


def test_many_records_are_asked_without_a_query_each(
    django_assert_num_queries: object,
) -> None:
    suppression.add(suppression.digests(*WHO))
    among = suppression.known()

    with django_assert_num_queries(0):  # type: ignore[operator]
        assert suppression.is_suppressed(*WHO, among=among)
        assert not suppression.is_suppressed("kbo", "7", "Een ander", "44021", among=among)


def test_nothing_readable_is_kept_and_twice_is_once() -> None:
    marks = suppression.digests(*WHO)
    suppression.add(marks)
    suppression.add(marks)

    assert Suppression.objects.count() == 2
    assert all(len(row.digest) == 64 for row in Suppression.objects.all())


def test_who_is_let_in_again_comes_back() -> None:
    suppression.add(suppression.digests(*WHO))

    suppression.remove(suppression.digests(*WHO))

    assert not suppression.is_suppressed(*WHO)


def test_parts_that_run_into_each_other_differ() -> None:
    assert suppression.digests("ab", "c", "", "") != suppression.digests("a", "bc", "", "")
