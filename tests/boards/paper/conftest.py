# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Someone with a stack of written sheets beside the keyboard."""

import json
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from netwerkbouwer.boards import models
from netwerkbouwer.boards.paper import queries
from netwerkbouwer.boards.stage import EVERYTHING, Role
from tests.boards.visitor import Forms
from tests.factories import boards


class Typist:
    """Types sheets in with a browser without scripts, or as the script does."""

    def __init__(self, slug: str, role: Role = Role.EDITOR) -> None:
        self.board = boards.make_board(slug).board
        self.client = self.visitor(role)
        self.html = ""
        self.status = 0
        self.address = ""

    def visitor(self, role: Role | None) -> Client:
        """A browser that came in by a link, or one that never did."""
        client = Client()
        if role is not None:
            link = reverse("boards:enter_board", args=[self.board.pk, self.board.token(role)])
            assert client.get(link).status_code == 302
        return client

    @property
    def paper(self) -> queries.Paper:
        return queries.paper_of(models.Board.objects.get(pk=self.board.pk), EVERYTHING)

    def code(self, key: str) -> str:
        return self.paper.codes[key]

    def go(self, address: str) -> None:
        response = self.client.get(address, follow=True)
        self.status, self.html = response.status_code, response.content.decode()
        self.address = response.redirect_chain[-1][0] if response.redirect_chain else address

    def open(self, sheet: str, table: int | str = "", **query: str) -> None:
        asked = "".join(f"&{key}={value}" for key, value in query.items())
        self.go(f"/borden/{self.board.pk}/vellen/invoeren?blad={sheet}&tafel={table}{asked}")
        assert self.status == 200

    def find(self, code: str, table: int | str = "") -> None:
        self.go(f"/borden/{self.board.pk}/vellen/invoeren?code={code}&tafel={table}")

    def form(self) -> dict[str, list[str]]:
        return next(found for found in Forms(self.html).found if "based_on" in found)

    def send(self, **typed: str) -> None:
        """Type in some fields of the open sheet and press Enter. Names as `key__part__field`."""
        fields: dict[str, Any] = self.form()
        for name, value in typed.items():
            fields[name] = value
        self.post(fields)

    def type(self, cell: str, text: str, part: int = 0, key: str = "text") -> None:
        self.send(**{f"v.{self.code(cell)}.{part}.{key}": text})

    def post(self, fields: dict[str, Any]) -> None:
        address = reverse("boards:type_in", args=[self.board.pk])
        response = self.client.post(address, fields)
        self.status, self.html = response.status_code, response.content.decode()
        if response.status_code == 302:
            self.go(response["Location"])
            self.status = 302

    def save(self, fields: dict[str, Any]) -> dict[str, Any]:
        """What the script sends and gets."""
        address = reverse("boards:type_in", args=[self.board.pk])
        response = self.client.post(address, fields, headers={"Accept": "application/json"})
        self.status = response.status_code
        told: dict[str, Any] = json.loads(response.content)
        return told

    def cards(self, **which: Any) -> list[models.Card]:
        found = models.Card.objects.filter(board=self.board, is_removed=False, **which)
        return list(found.order_by("position", "pk"))

    @property
    def text(self) -> str:
        return unescape(" ".join(self.html.split()))


@pytest.fixture
def relay() -> Typist:
    return Typist("kennisestafette")


@pytest.fixture
def workbook() -> Typist:
    return Typist("bouw-je-netwerk-uit")
