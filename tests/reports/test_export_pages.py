# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page 'Meenemen' and its files: who gets what, and what never leaves without asking."""

import pytest
from django.test import Client
from django.urls import reverse

from netwerkbouwer.boards import models, stage
from netwerkbouwer.reports import exports, pdf, views
from tests.factories import boards
from tests.reports import papers, stories

pytestmark = pytest.mark.django_db
NAMES = list(exports.EXPORTS)
HIDDEN = [papers.joined(stories.SECRET), papers.joined(stories.CONTACT)]


def browser(board: models.Board, role: stage.Role) -> Client:
    """A browser that came in by the link for this role."""
    client = Client()
    client.get(reverse("boards:enter_board", args=[board.pk, board.token(role)]))
    return client


def address(board: models.Board, name: str, query: str = "") -> str:
    return reverse("reports:download_board", args=[board.pk, name]) + query


def test_nothing_private_leaves_without_asking() -> None:
    by = stories.cultural_centre()

    leaks = [
        (name, word)
        for name, text in papers.everything(by, with_private=False).items()
        for word in HIDDEN
        if word in text
    ]

    assert leaks == []


def test_partners_found_from_a_private_point_come_along_without_it() -> None:
    by = boards.make_board()
    worry = boards.add_card(by, "limitations", "weakness", stories.SECRET)
    exercise = boards.add_card(by, "exercises", "exercise", kind="from_limitation")
    stories.link(by, "source", exercise, worry)
    stories.candidate(by, exercise, "Harmonie", "Samen spelen", municipality=stories.GENT)

    found = papers.everything(by, with_private=False)

    assert [name for name, text in found.items() if HIDDEN[0] in text] == []
    assert papers.joined("Harmonie") in found["werkboek.pdf"]
    assert papers.joined("Samen spelen") in found["partners.csv"]


def test_asked_for_private_things_come_along() -> None:
    found = papers.everything(stories.cultural_centre(), with_private=True)

    for name in ("werkboek.pdf", "bord.json"):
        assert all(word in found[name] for word in HIDDEN)
    assert HIDDEN[1] in found["partners.csv"]
    assert HIDDEN[1] in found["partners.xlsx"]
    assert papers.joined("Deel dit niet zomaar") in found["werkboek.pdf"]


@pytest.mark.parametrize("name", NAMES)
def test_who_reads_gets_files_but_never_private_ones(name: str) -> None:
    board = stories.cultural_centre().board
    client = browser(board, stage.Role.READER)

    open_one = client.get(address(board, name))
    private_one = client.get(address(board, name, "?prive=ja"))

    assert open_one.status_code == 200
    assert not [w for w in HIDDEN if w in papers.readable(name, open_one.content)]
    assert private_one.status_code == 403


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_gets_nothing(name: str) -> None:
    board = stories.cultural_centre().board

    assert Client().get(address(board, name)).status_code == 404
    assert Client().get(reverse("reports:export_board", args=[board.pk])).status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_files_come_as_downloads_that_nobody_keeps(name: str) -> None:
    board = stories.cultural_centre().board

    response = browser(board, stage.Role.EDITOR).get(address(board, name))

    assert response["Content-Type"] == exports.EXPORTS[name].content_type
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert name in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    assert board.link_secret not in str(response.headers)


def test_the_page_tells_what_stays_behind() -> None:
    board = stories.cultural_centre().board

    page = browser(board, stage.Role.EDITOR).get(reverse("reports:export_board", args=[board.pk]))

    assert page.context["preview"].private == 1
    assert page.context["preview"].contact_persons == 1
    html = page.content.decode()
    assert "1, blijft hier" in html
    assert "?prive=ja" not in html


def test_the_page_warns_when_private_things_go_along() -> None:
    board = stories.cultural_centre().board
    here = reverse("reports:export_board", args=[board.pk]) + "?prive=ja"

    html = browser(board, stage.Role.EDITOR).get(here).content.decode()

    assert "nb-message--warn" in html
    assert address(board, "werkboek.pdf", "?prive=ja") in html


def test_who_reads_is_not_told_about_private_cards() -> None:
    board = stories.cultural_centre().board

    html = (
        browser(board, stage.Role.READER)
        .get(reverse("reports:export_board", args=[board.pk]))
        .content.decode()
    )

    assert 'name="prive"' not in html
    assert "blijft hier" not in html


def test_a_method_without_partners_offers_no_partner_table() -> None:
    board = boards.make_board("kennisestafette").board
    client = browser(board, stage.Role.EDITOR)

    assert client.get(address(board, "partners.csv")).status_code == 404
    html = client.get(reverse("reports:export_board", args=[board.pk])).content.decode()
    assert "partners.csv" not in html
    assert "werkboek.pdf" in html


def test_an_unknown_file_is_not_found() -> None:
    board = stories.cultural_centre().board

    assert browser(board, stage.Role.EDITOR).get(address(board, "x.exe")).status_code == 404


def test_a_document_that_fails_gives_a_page_with_a_way_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    board = stories.cultural_centre().board
    monkeypatch.setattr(pdf, "PATIENCE", 0.001)

    response = browser(board, stage.Role.EDITOR).get(address(board, "werkboek.pdf"))

    assert response.status_code == 503
    assert "te lang" in response.content.decode()
    assert reverse("reports:export_board", args=[board.pk]) in response.content.decode()


def test_everyone_can_print_a_method() -> None:
    response = Client().get(reverse("reports:print_pack", args=["bouw-je-netwerk-uit"]))

    assert response.status_code == 200
    assert response.content.startswith(b"%PDF-")
    assert Client().get(reverse("reports:print_pack", args=["bestaat-niet"])).status_code == 404


def test_a_print_pack_that_fails_gives_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "PATIENCE", 0.001)
    views._print_pack.cache_clear()

    response = Client().get(reverse("reports:print_pack", args=["bouw-je-netwerk-uit"]))

    assert response.status_code == 503
    assert "/werkvormen/bouw-je-netwerk-uit" in response.content.decode()
