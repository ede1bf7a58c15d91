# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Suggestions on a small directory: who comes, why, and who stays out."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netwerkbouwer.matching import queries
from netwerkbouwer.matching.suggestions import Suggestion, SuggestRequest
from netwerkbouwer.organisations import tasks
from netwerkbouwer.organisations.models import Organisation
from netwerkbouwer.places import queries as places
from tests.matching.directory import DIEST, HERE, LEUVEN, OSTEND, make

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("no_index")]

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))["cases"]
REQUEST = SuggestRequest("geen repetitieruimte", "limitation", HERE, "lokaal_cultuurbeleid")


def kinds_of(found: list[Suggestion]) -> list[str]:
    return [suggestion.organisation.kind for suggestion in found]


def texts(suggestion: Suggestion) -> str:
    return " | ".join(reason.text for reason in suggestion.reasons)


def test_each_case_brings_the_kinds_that_belong_in_the_first_ten(directory: None) -> None:
    missing = {}
    for case in CASES:
        asked = replace(
            REQUEST, text=case["text"], direction=case["direction"], sector=case["sector"]
        )
        found = kinds_of(queries.suggest(asked))
        if absent := set(case["kinds"]) - set(found):
            missing[case["text"]] = (sorted(absent), found)
    assert not missing, "\n".join(f"{text}: {row}" for text, row in missing.items())


def test_a_suggestion_has_a_rank_a_score_and_reasons(directory: None) -> None:
    found = queries.suggest(REQUEST)
    assert [suggestion.rank for suggestion in found] == list(range(1, 11))
    for suggestion in found:
        assert 0 <= suggestion.score <= 1
        assert "‘geen repetitieruimte’" in texts(suggestion)
        assert "km over de weg" in texts(suggestion)
        assert "andere gemeente:" in texts(suggestion)
        assert "sector:" in texts(suggestion)


def test_published_words_are_quoted_with_the_words_of_the_user() -> None:
    row = make("wind-band", LEUVEN, offers=("repetitieruimte met piano",))
    tasks.build_index()
    found = queries.suggest(replace(REQUEST, text="Wie heeft een repetitieruimte voor ons?"))
    assert found[0].organisation.public_id == row.public_id
    assert found[0].reasons[0].text == (
        "Jij schrijft ‘repetitieruimte’, zij schrijven ‘repetitieruimte met piano’"
    )


def test_what_is_assumed_is_told_apart_from_what_was_published(directory: None) -> None:
    for suggestion in queries.suggest(REQUEST):
        assert {"assumption"} == {
            r.kind for r in suggestion.reasons if r.kind in {"words", "assumption"}
        }


def test_the_own_municipality_stays_out_unless_asked_for() -> None:
    own = make("youth-centre", HERE)
    tasks.build_index()
    assert queries.suggest(REQUEST) == []
    (found,) = queries.suggest(replace(REQUEST, only_other_municipalities=False))
    assert found.organisation.public_id == own.public_id
    assert "in je eigen gemeente" in texts(found)


def test_who_is_excluded_does_not_come_back(directory: None) -> None:
    first, second, *_ = queries.suggest(REQUEST)
    source_id = Organisation.objects.get(public_id=second.organisation.public_id).source_id
    without = replace(
        REQUEST,
        exclude=frozenset({first.organisation.public_id}),
        exclude_source_ids=frozenset({source_id}),
    )
    left = {suggestion.organisation.public_id for suggestion in queries.suggest(without)}
    assert not left & {first.organisation.public_id, second.organisation.public_id}


def test_filters_limit_radius_half_and_sector(directory: None) -> None:
    near = queries.suggest(replace(REQUEST, radius_km=9))
    assert near
    assert all((suggestion.organisation.km or 0) <= 9 for suggestion in near)
    culture = queries.suggest(replace(REQUEST, halves=frozenset({"culture"})))
    assert {suggestion.organisation.half for suggestion in culture} == {"culture"}
    youth = queries.suggest(replace(REQUEST, sectors=frozenset({"jeugd"})))
    assert {suggestion.organisation.sector for suggestion in youth} == {"jeugd"}
    assert queries.suggest(replace(REQUEST, sectors=frozenset({"bestaat-niet"}))) == []


def test_near_comes_before_far_and_a_far_local_one_only_when_there_is_no_other() -> None:
    far = make("youth-centre", OSTEND)
    near = make("youth-centre", LEUVEN)
    tasks.build_index()
    found = [suggestion.organisation.public_id for suggestion in queries.suggest(REQUEST)]
    assert found == [near.public_id, far.public_id]


def test_many_of_one_kind_do_not_fill_the_list(directory: None) -> None:
    for number in range(30):
        make("primary-school", LEUVEN, name=f"School {number}")
    tasks.build_index()
    found = kinds_of(queries.suggest(replace(REQUEST, text="We zoeken leerkrachten en klassen")))
    assert found.count("primary-school") <= 3


@pytest.mark.parametrize(
    "text", ["", "   ", "🎪🎺🥁", "xqzt brrrp", "\x00\x00", "\u202eabc\u200b", "de het een"]
)
def test_a_text_that_says_nothing_still_gives_variety_and_says_so(
    directory: None, text: str
) -> None:
    found = queries.suggest(replace(REQUEST, text=text))
    assert len(found) == 10
    assert len(set(kinds_of(found))) == 10
    assert all("We vonden geen woorden die passen" in texts(suggestion) for suggestion in found)


def test_a_paste_of_two_megabytes_is_answered(directory: None) -> None:
    assert queries.suggest(replace(REQUEST, text="geen repetitieruimte \x00" * 100_000))


def test_the_same_question_gives_the_same_list(directory: None) -> None:
    assert queries.suggest(REQUEST) == queries.suggest(REQUEST)


def test_a_suggestion_takes_at_most_six_queries(directory: None) -> None:
    make("choir", DIEST, offers=("repetitieruimte",), description="Koor met een repetitieruimte.")
    tasks.build_index()
    asked = replace(REQUEST, exclude=frozenset({"abc"}), limit=50)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        queries.suggest(asked)
    assert len(captured) <= 6


def test_an_old_code_means_the_municipality_of_today(directory: None) -> None:
    assert queries.suggest(replace(REQUEST, municipality_code="24001")) == queries.suggest(
        replace(REQUEST, municipality_code="Aarschot")
    )
    with pytest.raises(places.UnknownMunicipality):
        queries.suggest(replace(REQUEST, municipality_code="99999"))


def test_without_an_index_a_sentence_says_what_to_do() -> None:
    with pytest.raises(queries.IndexUnavailable, match="zoekindex"):
        queries.suggest(REQUEST)


def test_who_was_merged_away_since_the_index_was_made_stays_out(directory: None) -> None:
    first = queries.suggest(REQUEST)[0].organisation
    other = Organisation.objects.exclude(pk=first.pk).first()
    Organisation.objects.filter(pk=first.pk).update(merged_into=other)
    found = [suggestion.organisation.pk for suggestion in queries.suggest(REQUEST)]
    assert first.pk not in found
