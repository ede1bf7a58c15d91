# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The five methods we ship: whole, in plain Dutch, and what their pages say about them."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from netwerkbouwer.methods import queries
from netwerkbouwer.methods.template import Method, ZoneKind
from tests.library.test_packs import sentences
from tests.methods.pages import forms_in, words

METHODS = queries.published()
AVERAGE = 12  # words in a sentence, over a method: B1
LONGEST = 30
STIFF = re.compile(
    r"\b(middels|teneinde|dient te|indien|worden gedefinieerd|stakeholders?|u|uw|implementeren)\b",
    re.IGNORECASE,
)
by_slug = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.slug)


def texts_of(method: Method) -> Iterator[str]:
    yield from (method.summary, method.purpose, method.outcome)
    for step in method.steps:
        yield from (step.ask, step.explain, step.example)
        for zone in step.zones:
            yield from (zone.prompt, zone.help, *zone.examples)
            yield from (part for spec in zone.fields for part in (spec.help, spec.nudge))
            yield from (choice.label for choice in zone.choices)


def test_there_are_five_in_the_order_of_the_doors() -> None:
    assert [method.slug for method in METHODS] == [
        "bouw-je-netwerk-uit",
        "beleid-bouwen",
        "over-het-muurtje",
        "beleid-verbinden",
        "kennisestafette",
    ]


@by_slug
def test_sentences_are_short_and_plain(method: Method) -> None:
    lengths = {s: len(s.split()) for text in texts_of(method) for s in sentences(text)}

    assert sum(lengths.values()) / len(lengths) <= AVERAGE
    assert [s for s, length in lengths.items() if length > LONGEST] == []
    assert [s for s in lengths if STIFF.search(s)] == []


@by_slug
def test_every_zone_asks_something_and_every_step_says_what_it_asks(method: Method) -> None:
    for step in method.steps:
        assert step.ask[-1] in ".?"
        for zone in step.zones:
            assert zone.title
    assert sum(step.minutes or 0 for step in method.steps) <= method.minutes[1]


@by_slug
def test_the_last_step_sums_up(method: Method) -> None:
    assert method.steps[-1].zones[-1].kind == ZoneKind.SUMMARY


@by_slug
def test_what_may_be_dropped_is_dropped_under_one_name(method: Method) -> None:
    for zone in method.zones.values():
        assert [s.key for s in zone.statuses[:-1] if s.key == "dropped"] == []


@by_slug
def test_its_page_tells_all_and_starts_a_board(method: Method, client: Client) -> None:
    html = client.get(reverse("methods:show_method", args=[method.slug])).content.decode()
    page = words(html)

    for text in (method.title, method.purpose, method.outcome, method.people):
        assert text in page
    assert f"{method.minutes[0]} tot {method.minutes[1]} minuten" in page
    for step in method.steps:
        assert f"{step.title} {step.ask}" in page
    for credit in method.credit:
        assert f"{credit.maker}: {credit.title}" in page
        assert credit.url is None or f'href="{credit.url}"' in html
    (form,) = [form for form in forms_in(html, "") if form.action.endswith("/start")]
    assert form.options["variant"] == ["vl", "nl"]


def test_the_list_links_to_every_method(client: Client) -> None:
    page = client.get("/werkvormen").content.decode()

    for method in METHODS:
        assert f'href="/werkvormen/{method.slug}"' in page
        assert method.summary in words(page)


def test_an_unknown_method_is_not_found(client: Client) -> None:
    assert client.get("/werkvormen/bestaat-niet").status_code == 404
    assert client.post("/werkvormen/bestaat-niet/start").status_code == 404


def test_the_pages_are_light(client: Client) -> None:
    for address in ("/werkvormen", "/bibliotheek", "/bibliotheek/inspiratie"):
        assert len(client.get(address).content) < 40_000
