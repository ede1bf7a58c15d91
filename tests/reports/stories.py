# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A filled-in workbook for tests: a cultural centre, one frustration, partners over the border."""

from typing import Any

from netwerkbouwer.boards import models
from tests.factories import boards

AALST, NINOVE, GENT, DENDERLEEUW = "41002", "41048", "44021", "41011"
SECRET = "Onze directeur wil niet samenwerken met de gemeente"
CONTACT = "Mevrouw Proefpersoon"


def fill_single(by: models.Participant, zone: str, text: str = "", **fields: Any) -> None:
    """Answer a zone that has one card from the start."""
    card = by.board.cards.get(zone=zone)
    operations = []
    if text:
        operations.append(boards.op("edit_text", card=card.pk, text=text, based_on=0))
    if fields:
        operations.append(boards.op("set_fields", card=card.pk, fields=fields))
    for answer in boards.apply(by, *operations):
        assert answer.is_done, answer.sentence


def link(by: models.Participant, kind: str, card: str, to: str) -> None:
    (answer,) = boards.apply(by, boards.op("link_cards", kind=kind, card=card, to=to))
    assert answer.is_done, answer.sentence


def candidate(by: models.Participant, exercise: str, name: str, idea: str, **fields: Any) -> str:
    card = boards.add_card(by, "candidates", "candidate", name, parent=exercise, **fields)
    if idea:
        boards.add_card(by, "candidates", "idea", idea, parent=card)
    return card


def cultural_centre() -> models.Participant:
    """The acceptance story as a board; gives its maker."""
    by = boards.make_board(title="Partners voor weekdagen in de grote zaal")
    fill_single(by, "who", "Cultuurcentrum De Proef")
    fill_single(by, "where", municipality=AALST, sector="lokaal_cultuurbeleid")
    fill_single(
        by,
        "what",
        "We tonen theater, dans en muziek, verhuren drie zalen en begeleiden verenigingen.\n"
        "In het weekend is het druk; op weekdagen staat de grote zaal vaak leeg.",
    )
    fill_single(
        by, "purpose", "Iedereen in de streek kan dicht bij huis cultuur meemaken en maken."
    )
    fill_single(
        by, "audience", "Vooral gezinnen en vaste abonnees. Jongeren bereiken we te weinig."
    )
    strength = boards.add_card(by, "strengths", "strength", "Een groot podium met techniek")
    boards.add_card(by, "strengths", "strength", "Vrijwilligers die de streek kennen")
    frustration = boards.add_card(
        by, "limitations", "frustration", "Op weekdagen staat onze zaal leeg"
    )
    boards.add_card(by, "limitations", "limitation", SECRET)
    boards.apply(by, boards.op("set_private", card=frustration, private=False))
    first = boards.add_card(by, "exercises", "exercise", kind="from_limitation")
    link(by, "source", first, frustration)
    harmonie = candidate(
        by, first, "Harmonie De Ware Vrienden", "Open repetities op woensdagavond in onze zaal",
        municipality=NINOVE, sectors=["amateurkunsten"], half="culture", found="typed",
        chosen=True, status="contacted", since="2026-11-20", next_step="Bellen over data",
        next_on="2026-12-04", contact_person=CONTACT, contact_role="Voorzitter",
    )  # fmt: skip
    care = candidate(
        by, first, "Woonzorgcentrum Sint-Proef", "Luisternamiddagen voor bewoners en buren",
        municipality=DENDERLEEUW, sectors=["welzijn"], half="other", chosen=True,
        website="https://www.voorbeeld.be/een/lang/adres/dat/niet/op/een/regel/past/van/de/kaart",
    )  # fmt: skip
    candidate(
        by, first, "Circusatelier Proefring", "", municipality=GENT, sectors=["circus"],
        half="culture", doubtful=True, notes="Nog uitzoeken of ze overdag lessen geven.",
    )  # fmt: skip
    second = boards.add_card(by, "exercises", "exercise", kind="from_strength")
    link(by, "source", second, strength)
    school = candidate(
        by, second, "Kunsthumaniora Voorbeeld", "Toonmomenten van leerlingen op ons podium",
        municipality=AALST, sectors=["onderwijs"], half="other", chosen=True,
        crossing="yes", crossing_why="Leerlingen komen uit de hele streek.",
    )  # fmt: skip
    candidate(by, second, "Toneelkring zonder plaats", "", place_text="ergens aan de Dender",
              sectors=["amateurkunsten"], half="culture")  # fmt: skip
    plan = boards.add_card(
        by, "combinations", "combination", "Luisteren op woensdag", status="explore",
        idea="De harmonie repeteert, bewoners luisteren mee, leerlingen presenteren.",
        possibilities="Een reeks van zes namiddagen in het voorjaar.",
        next="In januari samen aan tafel.",
    )  # fmt: skip
    for member in (harmonie, care, school):
        link(by, "member", plan, member)
    link(by, "source", plan, frustration)
    boards.add_card(by, "actions", "action", "De harmonie bellen", owner="Programmator",
                    due="2026-12-04", status="open")  # fmt: skip
    return by
