# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages about everything: what they say, where they lead, what they keep."""

import re
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse

from netwerkbouwer.library import queries as library
from netwerkbouwer.methods import queries as methods
from netwerkbouwer.organisations import sectors
from netwerkbouwer.organisations.models import Organisation
from netwerkbouwer.pages import doors
from netwerkbouwer.pages.views import refusals
from netwerkbouwer.places.models import Municipality

pytestmark = pytest.mark.django_db
HEADINGS = {
    "/": "Wat wil je doen?",
    "/over": "Over Netwerkbouwer",
    "/bronnen": "Bronnen",
    "/privacy": "Privacy",
    "/toegankelijkheid": "Toegankelijkheid",
    "/stijl": "Stijl",
}


def text_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def headings(html: str) -> list[int]:
    return [int(level) for level in re.findall(r"<h([1-6])", html)]


@pytest.mark.parametrize(("address", "heading"), HEADINGS.items())
def test_every_page_has_one_heading_that_names_it(
    client: Client, address: str, heading: str
) -> None:
    html = text_of(client, address)

    assert re.findall(r"<h1[^>]*>([^<]+)</h1>", html) == [heading]
    assert f"<title>{heading} – Netwerkbouwer</title>" in html
    assert '<html lang="nl">' in html


@pytest.mark.parametrize("address", HEADINGS)
def test_headings_skip_no_level(client: Client, address: str) -> None:
    levels = headings(text_of(client, address))

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


@pytest.mark.parametrize("address", HEADINGS)
def test_the_first_link_leads_past_the_menu(client: Client, address: str) -> None:
    html = text_of(client, address)

    first = re.search(r'<a [^>]*href="([^"]+)"', html)
    assert first is not None
    assert first[1] == "#inhoud"
    assert '<main id="inhoud" tabindex="-1">' in html


def test_home_has_a_door_for_every_method_that_is_ready(client: Client) -> None:
    html = text_of(client, "/")

    for method in methods.published():
        assert f'href="/werkvormen/{method.slug}"' in html
        assert method.title in html
    assert html.count('class="nb-door__mark"') == len(methods.published())


def test_every_kind_of_method_has_a_sentence_of_its_own() -> None:
    kinds = ["netwerk", "beleid", "muurtje", "verbinden", "estafette"]

    assert list(doors.SENTENCES) == kinds
    assert len({str(sentence) for sentence in doors.SENTENCES.values()}) == 5


def test_home_shows_where_you_were_and_nothing_of_others(client: Client) -> None:
    start = reverse("boards:start_board", args=["bouw-je-netwerk-uit"])
    client.post(start, {"title": "Ons bord"})

    assert "Ons bord" in text_of(client, "/")
    stranger = text_of(Client(), "/")
    assert "Ons bord" not in stranger
    assert "Ga verder waar je was" not in stranger


def test_home_asks_little_of_the_database(
    client: Client, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    client.post(reverse("boards:start_board", args=["bouw-je-netwerk-uit"]), {"title": "Bord"})
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        text_of(client, "/")


def test_sources_name_every_source_of_the_library(client: Client) -> None:
    html = text_of(client, "/bronnen")

    addresses = {s.url for pack in library.packs() for s in pack.sources if s.url}
    assert len(addresses) > 10
    assert [url for url in addresses if url.replace("&", "&amp;") not in html] == []


def test_sources_count_organisations_per_sector_and_country(client: Client) -> None:
    be = Municipality.objects.create(code="41002", country="BE", name_nl="Aalst", slug="aalst")
    nl = Municipality.objects.create(code="GM0197", country="NL", name_nl="Aalten", slug="aalten")
    for number, place in enumerate([be, be, nl]):
        Organisation.objects.create(
            name=f"Koor {number}",
            name_folded=f"koor {number}",
            municipality=place,
            main_sector="amateurkunsten",
            half="culture",
            source="Bron",
            source_id=f"bron:{number}",
            checked_on=date(2026, 11, 2),
        )
    rows = re.findall(r"<tr>(.*?)</tr>", text_of(client, "/bronnen"), re.DOTALL)
    told = [re.findall(r">([^<>]+)(?:</a>)?</t[hd]>", row) for row in rows]

    assert ["Amateurkunsten", "2", "1", "3"] in told
    assert ["Samen", "2", "1", "3"] in told
    assert ["Bron", "–", "3", "2 november 2026"] in told


def test_the_style_page_shows_every_sector(client: Client) -> None:
    html = text_of(client, "/stijl")

    assert [s.slug for s in sectors.SECTORS if f'data-sector="{s.slug}"' not in html] == []


def test_a_page_can_be_made_for_an_address_without_a_path(rf: RequestFactory) -> None:
    request = rf.options("/")
    request.path = request.path_info = "*"  # as `OPTIONS * HTTP/1.1` arrives

    assert "Netwerkbouwer" in refusals.not_found(request).content.decode()


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (refusals.bad_request, 400),
        (refusals.forbidden, 403),
        (refusals.not_found, 404),
        (refusals.server_error, 500),
        (refusals.refuse_forged_form, 403),
    ],
)
def test_an_error_page_offers_a_way_on(view: object, status: int, rf: RequestFactory) -> None:
    response = view(rf.get("/waar-dan-ook"))  # type: ignore[operator]
    html = response.content.decode()

    assert response.status_code == status
    assert headings(html) == [1]
    assert 'class="nb-button"' in html
    assert 'href="/"' in html


def test_more_contrast_is_kept_and_can_be_undone(client: Client) -> None:
    answer = client.post("/weergave", {"weergave": "contrast", "terug": "/over?x=1"})
    assert answer.headers["Location"] == "/over?x=1"
    assert 'data-theme="contrast"' in text_of(client, "/over")

    client.post("/weergave", {"weergave": "plain", "terug": "/over"})
    assert 'data-theme="plain"' in text_of(client, "/over")


@pytest.mark.parametrize("chosen", ["", "neon", "contrast;", "\0"])
def test_unknown_looks_are_not_kept(client: Client, chosen: str) -> None:
    answer = client.post("/weergave", {"weergave": chosen})

    assert answer.status_code == 302
    assert settings.THEME_COOKIE_NAME not in answer.cookies


@pytest.mark.parametrize(
    "target", ["https://elders.example/", "//elders.example", "javascript:alert(1)", "\\\\x", ""]
)
@pytest.mark.parametrize("address", ["/taal", "/weergave"])
def test_a_choice_leads_nowhere_else(client: Client, address: str, target: str) -> None:
    answer = client.post(address, {"terug": target})

    assert answer.headers["Location"] == "/"


def test_a_cookie_with_unknown_looks_changes_nothing(client: Client) -> None:
    client.cookies[settings.THEME_COOKIE_NAME] = '"><script>'

    assert "data-theme" not in text_of(client, "/")


def test_robots_stay_away_from_boards(client: Client) -> None:
    assert "Disallow: /borden\n" in text_of(client, "/robots.txt")


def test_the_contact_for_weaknesses_is_told_when_there_is_one(client: Client, settings) -> None:
    settings.CONTACT = ""
    text_of(client, "/.well-known/security.txt", status=404)

    settings.CONTACT, settings.SITE_ADDRESS = "wacht@voorbeeld.example", "https://nb.example"
    lines = dict(
        line.split(": ", 1)
        for line in text_of(client, "/.well-known/security.txt").strip().splitlines()
    )
    assert lines["Contact"] == "mailto:wacht@voorbeeld.example"
    assert lines["Canonical"] == "https://nb.example/.well-known/security.txt"
    assert datetime.fromisoformat(lines["Expires"]) > datetime.now(UTC)
    assert "wacht@voorbeeld.example" in text_of(client, "/toegankelijkheid")


def test_the_manifest_is_one_that_browsers_read(client: Client) -> None:
    response = client.get("/site.webmanifest")

    assert response.headers["Content-Type"] == "application/manifest+json"
    assert response.json()["start_url"] == "/"
    icon = response.json()["icons"][0]["src"]
    assert client.get(icon).status_code == 200


def test_the_service_worker_is_one_script_that_reaches_the_whole_site(client: Client) -> None:
    response = client.get("/sw.js")
    script = response.content.decode()

    assert response.headers["Service-Worker-Allowed"] == "/"
    assert response.headers["Cache-Control"] == "no-cache"
    # Some browsers cannot run a worker that imports: the build may not share its parts.
    assert "addEventListener" in script
    assert not re.search(r"\b(import|export)\b\s*[\w{*\"'(]", script)
