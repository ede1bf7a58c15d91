# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The curator's link, its cookie, and everyone else."""

import re
from io import StringIO

import pytest
from django.conf import settings
from django.core import management
from django.test import Client
from django.urls import reverse

from netwerkbouwer.organisations.curation import actions, tokens
from netwerkbouwer.organisations.models import Curator

pytestmark = pytest.mark.django_db
HOME = "/beheer"


def come_in(client: Client, name: str = "Mia") -> str:
    """Let this client in as a curator; gives the token."""
    _curator, token = actions.add_curator(name)
    client.get(reverse("curation:enter", args=[token]))
    return token


def test_the_link_is_swapped_for_a_cookie_that_scripts_cannot_read(client: Client) -> None:
    _curator, token = actions.add_curator("Mia")

    answer = client.get(f"/beheer/met/{token}")

    cookie = answer.cookies[settings.CURATION_COOKIE]
    assert (answer.status_code, answer["Location"]) == (302, HOME)
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert token not in cookie.value
    assert client.get(HOME).status_code == 200


def test_strangers_do_not_see_that_the_page_exists(client: Client) -> None:
    assert client.get(HOME).status_code == 404
    assert client.get("/beheer/met/abc").status_code == 404
    assert client.get("/beheer/met/%00").status_code == 404


def test_pages_of_curators_are_not_indexed_and_not_kept(client: Client) -> None:
    come_in(client)

    answer = client.get(HOME)

    assert answer["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer["Cache-Control"]


def test_an_ended_link_is_refused_at_once_in_every_browser(client: Client) -> None:
    token = come_in(client)

    assert actions.end_curator("Mia")

    assert client.get(HOME).status_code == 404
    assert client.get(f"/beheer/met/{token}").status_code == 404


def test_a_new_link_makes_the_old_link_and_its_cookies_worthless(client: Client) -> None:
    old = come_in(client)

    _curator, new = actions.add_curator("Mia")

    assert client.get(HOME).status_code == 404
    assert client.get(f"/beheer/met/{old}").status_code == 404
    assert client.get(f"/beheer/met/{new}").status_code == 302
    assert Curator.objects.count() == 1


def test_a_cookie_of_one_curator_is_not_good_for_another(client: Client) -> None:
    come_in(client, "Mia")
    actions.end_curator("Mia")
    actions.add_curator("Noor")

    assert client.get(HOME).status_code == 404


@pytest.mark.parametrize("value", ["", "x", "eyJjdXJhdG9yIjpbMSwieCJdfQ:1abc:xyz", "é" * 10])
def test_a_made_up_cookie_opens_nothing(client: Client, value: str) -> None:
    actions.add_curator("Mia")
    client.cookies[settings.CURATION_COOKIE] = value

    assert client.get(HOME).status_code == 404


def test_a_token_has_128_bits_and_only_its_digest_is_kept() -> None:
    curator, token = actions.add_curator("Mia")

    assert re.fullmatch(r"[\w-]{22}", token)
    assert curator.token_digest == tokens.digest(token)
    assert token not in curator.token_digest


def test_leaving_takes_the_cookie_away(client: Client) -> None:
    come_in(client)

    client.post("/beheer/uit")

    assert client.get(HOME).status_code == 404


def run(*arguments: str) -> str:
    out = StringIO()
    management.call_command("curator", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_gives_a_link_that_works(client: Client) -> None:
    link = re.search(r"http://127\.0\.0\.1:8000(/beheer/met/\S+)", run("Mia  van Dam"))

    assert link is not None
    assert client.get(link[1]).status_code == 302
    assert "Mia van Dam: sinds" in run("--list")


def test_the_command_ends_a_link_and_says_when_there_is_none(client: Client) -> None:
    run("Mia")

    assert "werkt niet meer" in run("--end", "Mia")
    assert "gestopt op" in run("--list")
    with pytest.raises(management.CommandError, match="Niemand met de naam 'Mia'"):
        run("--end", "Mia")


@pytest.mark.parametrize("arguments", [[], ["Mia", "--list"], ["x" * 81], [" "]])
def test_the_command_says_what_it_needs(arguments: list[str]) -> None:
    with pytest.raises(management.CommandError, match="Geef een naam"):
        run(*arguments)
