# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A server that starts reads what suggestions need, with or without an index."""

from dataclasses import replace

import pytest

from netwerkbouwer.matching import asking
from netwerkbouwer.matching.reading import kinds, words
from netwerkbouwer.matching.suggestions import SuggestRequest
from netwerkbouwer.organisations import tasks
from tests.factories.organisations import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_preparing_sorts_the_rows_of_the_index_there_is(no_index: None) -> None:
    asking.prepare()
    OrganisationFactory(kind="choir")
    tasks.build_index()
    asking.prepare()
    assert len(asking._kept[0].postings.numbers.pk) == 1


def test_texts_are_kept_as_read_no_longer_than_we_read_them(no_index: None) -> None:
    OrganisationFactory(kind="choir")
    tasks.build_index()
    request = SuggestRequest("geen zaal " * 100_000, "limitation", "24001", "jeugd")
    first = asking.question(request)
    again = asking.question(replace(request, text=request.text[: words.LONGEST_TEXT]))
    assert again.asked is first.asked


def test_another_thesaurus_reads_the_text_anew(
    no_index: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    OrganisationFactory(kind="choir")
    tasks.build_index()
    request = SuggestRequest("geen zaal", "limitation", "24001", "jeugd")
    first = asking.question(request)
    other = replace(kinds.known(), stamp=(1, 2, 3))
    monkeypatch.setattr(kinds, "known", lambda: other)
    assert asking.question(request).asked.known is other
    assert first.asked.known is not other
