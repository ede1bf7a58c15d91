# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""People in a session, each in a browser of their own that only follows links and sends forms."""

from typing import Any

from netwerkbouwer.boards import models
from tests.boards.visitor import Visitor


class Someone(Visitor):
    """A browser in a session."""

    session = ""

    def lead(self, slug: str = "kennisestafette", **filled: str) -> None:
        """Make a board and start a session on it."""
        response = self.client.post(f"/werkvormen/{slug}/start", {"title": "Ons bord"})
        self.board = response["Location"].split("/")[2]
        typed = {"title": "Avond", "sheets": "plenary", "step": "in-beeld", **filled}
        response = self.client.post("/sessies/nieuw", {"bord": self.board, **typed})
        assert response.status_code == 302, response.content.decode()
        self.session = response["Location"].split("/")[2]
        self.go(f"/sessies/{self.session}/leiden")

    @property
    def now(self) -> models.Session:
        """The session as the database has it."""
        return models.Session.objects.select_related("board").get(pk=self.session)

    @property
    def row(self) -> models.Participant:
        """Who this browser is in the session."""
        return models.Participant.objects.select_related("table").get(pk=self.pk)

    def join(self, session: models.Session, name: str = "Fatma", **typed: str) -> None:
        self.session, self.board = session.pk, session.board_id
        self.go(f"/meedoen/{session.code}")
        fields = {**self.form(), "name": name, **typed}
        response = self.client.post(f"/meedoen/{session.code}", fields)
        assert response.status_code == 302, response.content.decode()
        self.pk = models.Participant.objects.latest("pk").pk
        self.open()

    def press(self, do: str, **typed: Any) -> None:
        """A button of the console."""
        response = self.client.post(f"/sessies/{self.session}/leiden", {"do": do, **typed})
        assert response.status_code == 302, response.content.decode()
        self.go(response["Location"])

    def open(self, query: str = "") -> None:
        self.go(f"/sessies/{self.session}{query}")

    def lay(self, text: str, **typed: str) -> None:
        """Lay a card with the form that is open."""
        self.do({**self.form(do="add"), "text": text, **typed})

    def do(self, fields: dict[str, Any]) -> None:
        """Send a form of the page of who takes part."""
        response = self.client.post(f"/sessies/{self.session}/doen", fields)
        self.status, self.html = response.status_code, response.content.decode()
        if response.status_code == 302:
            self.go(response["Location"])
            self.status = 302

    def meet(self, address: str) -> int:
        """Go somewhere and say how that ended, without following."""
        response = self.client.get(address.format(session=self.session, board=self.board))
        self.html = response.content.decode() if not response.streaming else ""
        return response.status_code


def joined(session: models.Session, name: str, **typed: str) -> Someone:
    someone = Someone()
    someone.join(session, name, **typed)
    return someone
