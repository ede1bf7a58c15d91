# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A session in browsers that only follow links and send forms."""

import pytest

from netwerkbouwer.boards import models
from tests.boards.visitor import Visitor

pytestmark = pytest.mark.django_db


class Someone(Visitor):
    """A browser in a session."""

    session = ""

    def lead(self, slug: str = "kennisestafette", **filled: str) -> models.Session:
        """Make a board and start a session on it."""
        response = self.client.post(f"/werkvormen/{slug}/start", {"title": "Ons bord"})
        self.board = response["Location"].split("/")[2]
        typed = {"title": "Avond", "sheets": "plenary", "step": "in-beeld", **filled}
        response = self.client.post("/sessies/nieuw", {"bord": self.board, **typed})
        assert response.status_code == 302, response.content.decode()
        self.session = response["Location"].split("/")[2]
        self.go(f"/sessies/{self.session}/leiden")
        return self.now

    @property
    def now(self) -> models.Session:
        return models.Session.objects.select_related("board").get(pk=self.session)

    def join(self, session: models.Session, name: str = "Fatma", **typed: str) -> None:
        self.session, self.board = session.pk, session.board_id
        self.go(f"/meedoen/{session.code}")
        response = self.client.post(
            f"/meedoen/{session.code}", {**self.form(), "name": name, **typed}
        )
        assert response.status_code == 302, response.content.decode()
        self.go(f"/sessies/{session.pk}")

    def press(self, do: str, **typed: str) -> None:
        """A button of the console."""
        response = self.client.post(f"/sessies/{self.session}/leiden", {"do": do, **typed})
        assert response.status_code == 302, response.content.decode()
        self.go(response["Location"])

    def open(self, query: str = "") -> None:
        self.go(f"/sessies/{self.session}{query}")

    def lay(self, text: str) -> None:
        fields = {**self.form(do="add"), "text": text}
        response = self.client.post(f"/sessies/{self.session}/doen", fields)
        self.status, self.html = response.status_code, response.content.decode()
        if response.status_code == 302:
            self.go(response["Location"])
            self.status = 302


@pytest.fixture
def leader() -> Someone:
    someone = Someone()
    someone.lead()
    return someone


@pytest.fixture
def fatma(leader: Someone) -> Someone:
    someone = Someone()
    someone.join(leader.now)
    return someone


def test_who_joins_lays_a_card_that_others_see(leader: Someone, fatma: Someone) -> None:
    fatma.lay("Een praalwagen op de markt")

    other = Someone()
    other.join(leader.now, "Jan")

    assert fatma.status == 302
    assert "Een praalwagen op de markt" in other.text
    card = models.Card.objects.get(text="Een praalwagen op de markt")
    assert (card.zone, card.fields["column"]) == ("visibility", "what")


def test_the_screen_shows_cards(leader: Someone, fatma: Someone) -> None:
    fatma.lay("Een praalwagen op de markt")

    leader.go(f"/sessies/{leader.session}/scherm")

    assert "Een praalwagen op de markt" in leader.text
    assert "Fatma" not in leader.text
