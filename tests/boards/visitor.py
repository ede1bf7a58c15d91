# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Someone at a board with a browser that has no scripts: only links and forms."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from netwerkbouwer.boards import models


class Forms(HTMLParser):
    """The forms of a page with their fields as a browser would send them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[dict[str, list[str]]] = []
        self.buttons: list[list[tuple[str, str]]] = []
        self.actions: list[str] = []
        self._open = False
        self._area: str | None = None
        self._select: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "form":
            assert not self._open, "a form in a form"
            self._open = True
            self.found.append({})
            self.buttons.append([])
            self.actions.append(given.get("action", ""))
        if not self._open:
            return
        fields, name = self.found[-1], given.get("name", "")
        if tag == "input" and name:
            ticked = given.get("type") not in ("checkbox", "radio") or "checked" in given
            if ticked:
                fields.setdefault(name, []).append(given.get("value", ""))
        elif tag == "textarea":
            self._area = name
            fields.setdefault(name, []).append("")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if "selected" in given or self._select not in fields:
                fields[self._select] = [given.get("value", "")]
        elif tag == "button" and name:
            self.buttons[-1].append((name, given.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.found[-1][self._area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = False
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None


class Visitor:
    """Someone with a browser that only follows links and sends forms."""

    def __init__(self) -> None:
        self.client = Client()
        self.html = ""
        self.board = ""
        self.status = 0
        self.address = ""

    def start(self) -> None:
        response = self.client.post("/werkvormen/bouw-je-netwerk-uit/start", {"title": "Ons bord"})
        self.address = response["Location"]
        self.board = self.address.split("/")[2]
        self.go(self.address)

    def step(self, slug: str, query: str = "") -> None:
        self.go(f"/borden/{self.board}/stap/{slug}{query}")

    def go(self, address: str) -> None:
        response = self.client.get(address.split("#")[0], follow=True)
        self.status, self.html = response.status_code, response.content.decode()
        self.address = response.redirect_chain[-1][0] if response.redirect_chain else address
        assert self.status == 200, self.address

    def form(self, **wanted: str) -> dict[str, list[str]]:
        """The form with these fields. Fails when there is none."""
        for fields in Forms(self.html).found:
            if all(fields.get(key, [""])[-1] == value for key, value in wanted.items()):
                return fields
        pytest.fail(f"no form with {wanted}")

    def buttons(self, **wanted: str) -> list[tuple[str, str]]:
        """What the buttons of the form with these fields send along."""
        forms = Forms(self.html)
        for fields, buttons in zip(forms.found, forms.buttons, strict=True):
            if buttons and all(fields.get(k, [""])[-1] == v for k, v in wanted.items()):
                return buttons
        pytest.fail(f"no form with {wanted}")

    def send(self, wanted: dict[str, str], **typed: Any) -> None:
        fields: dict[str, Any] = {**self.form(**wanted), **typed}
        self.post(fields)

    def post(self, fields: dict[str, Any]) -> None:
        response = self.client.post(f"/borden/{self.board}/doen", fields)
        self.status = response.status_code
        if response.status_code == 302:
            self.go(response["Location"])
            self.status = 302
            self.address = response["Location"]
        else:
            self.html = response.content.decode()

    def undo(self) -> None:
        fields = next(
            found
            for action, found in zip(Forms(self.html).actions, Forms(self.html).found, strict=True)
            if action.endswith("/terug")
        )
        response = self.client.post(f"/borden/{self.board}/terug", fields)
        assert response.status_code == 302
        self.go(response["Location"])

    @property
    def text(self) -> str:
        return unescape(" ".join(re.sub(r"<[^>]+>", " ", self.html).split()))

    def card(self, **which: Any) -> models.Card:
        return models.Card.objects.get(board=self.board, **which)


def add_typed(visitor: Visitor, name: str, place: str, **typed: Any) -> models.Card:
    visitor.step("denkoefeningen", "?manier=zelf")
    visitor.send({"do": "add", "card_type": "candidate"}, text=name, place=place, **typed)
    assert visitor.status == 302, visitor.text
    return visitor.card(type="candidate", text=name)
