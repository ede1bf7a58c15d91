# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The doors on the home page: one sentence for each kind of work, in the order people meet them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from netwerkbouwer.methods import queries as methods
from netwerkbouwer.methods.template import Method

SENTENCES: dict[str, Promise] = {
    "netwerk": _(
        "Vertrek van wat je kunt of waar je tegenaan loopt. "
        "Vind partners in een andere gemeente of sector."
    ),
    "beleid": _("Leg bouwstenen samen tot beleid: wat wil je, voor wie, met wie en waarmee?"),
    "muurtje": _(
        "Leer de mensen aan de andere kant kennen. Ontdek wat jullie tegenhoudt en wat helpt."
    ),
    "verbinden": _("Zoek waar twee beleidsdomeinen hetzelfde willen, en maak er een plan van."),
    "estafette": _("Geef vragen door van tafel tot tafel en verzamel wat iedereen al weet."),
}


@dataclass(frozen=True)
class Door:
    """A door opens on one method."""

    method: Method
    sentence: Promise

    @property
    def name(self) -> str:
        return self.method.door

    @property
    def drawing(self) -> str:
        """The template that draws its shape."""
        return f"pages/doors/{self.method.door}.html"


def doors() -> Iterator[Door]:
    """One door for each method that is ready."""
    for method in methods.published():
        yield Door(method, SENTENCES[method.door])
