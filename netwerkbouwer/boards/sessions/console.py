# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the buttons of the console do, and the sentence that comes back."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from netwerkbouwer.boards import models
from netwerkbouwer.boards.sessions import (
    actions,
    forms,
    merge_actions,
    people_actions,
    table_actions,
)
from netwerkbouwer.boards.sessions.access import Seat
from netwerkbouwer.boards.stage import Role
from netwerkbouwer.boards.typed import CARD_ID

MOST_MEMBERS = 200  # cards put together at once


@dataclass(frozen=True)
class Told:
    """What a button did: the key of a sentence, and what is filled in there."""

    key: str
    count: int | None = None
    anchor: str = ""

    @property
    def asked(self) -> dict[str, str]:
        """As it stands in an address."""
        asked = {"gedaan": self.key, "bij": self.anchor, "aantal": self.count}
        return {key: str(value) for key, value in asked.items() if value not in (None, "")}


Button = Callable[[Seat, QueryDict], Told]


def do(seat: Seat, data: QueryDict) -> Told:
    """Do what a button asks. Raises Http404 for a button we do not have."""
    button = BUTTONS.get(data.get("do", ""))
    if button is None:
        raise Http404
    return button(seat, data)


@dataclass(frozen=True)
class Sentence:
    """What a button did in words, and in which part of the console it stood."""

    sentence: str
    anchor: str
    in_history: bool
    """Whether it can be seen and taken back in the history of the board."""


PARTS = {"nu", "mensen", "tafels", "samenvoegen", "afsluiten"}


def told(data: QueryDict) -> Sentence:
    """What was just done; an empty sentence for anything else in the address."""
    count = forms.number(data.get("aantal", ""), most=1_000_000) or 0
    key, anchor = data.get("gedaan", ""), data.get("bij", "")
    sentence = str(_sentences(count).get(key, ""))
    return Sentence(
        sentence, anchor if anchor in PARTS else "", key in ("ongedaan", "samen") and count > 0
    )


def _sentences(n: int) -> dict[str, str]:
    return {
        "stap": _("Iedereen ziet nu deze stap."),
        "vrij": _("Iedereen kiest nu zelf een stap."),
        "klok": _("De klok loopt."),
        "minuut": _("Er is een minuut bij."),
        "klok-stop": _("De klok staat stil."),
        "verborgen": _("Iedereen ziet nu alleen de eigen kaarten."),
        "getoond": _("Iedereen ziet nu alle kaarten."),
        "stemmen": _("Iedereen kan nu stippen geven."),
        "stemmen-dicht": _("Er kan niet meer gestemd worden."),
        "uitslag": _("Iedereen ziet nu de stippen."),
        "uitslag-weg": _("De stippen zijn weer verborgen."),
        "pauze": _("De sessie staat stil. Niemand kan schrijven."),
        "verder": _("De sessie gaat verder."),
        "lezen": _("Iedereen kan nu alleen lezen."),
        "schrijven": _("Iedereen kan weer schrijven."),
        "dicht": _("Er kan niemand meer bij. Wie binnen is, merkt er niets van."),
        "open": _("Er kunnen weer mensen bij."),
        "vragen": _("Wie nieuw is, wacht nu tot jij ja zegt."),
        "niet-vragen": _("Wie de code heeft, komt er meteen in."),
        "binnen": _("Toegelaten."),
        "allen-binnen": _("Iedereen die wachtte, is binnen."),
        "buiten": _("Deze persoon doet niet meer mee. Wat er lag, ligt er nog."),
        "terug": _("Deze persoon mag er weer in."),
        "rol": _("De rol is veranderd."),
        "plaats": _("De plaats is veranderd."),
        "tafels": _("De tafels staan klaar."),
        "vol": _("Meer tafels passen er niet in."),
        "ronde": _("De volgende ronde is begonnen. Iedereen blijft zitten."),
        "wissel": _("De volgende ronde is begonnen. Iedereen ziet aan welke tafel die nu zit."),
        "te-veel": _("Zoveel mensen of tafels kunnen we niet verdelen. Zet ze zelf aan een tafel."),
        "samen": _("Er kwamen %(n)s kaarten op het bord.") % {"n": n},
        "bijeen": _("Iedereen schrijft en stemt nu op het gezamenlijke bord."),
        "uiteen": _("Iedereen is terug bij het eigen werkblad."),
        "gelegd": _("De kaarten liggen nu op elkaar."),
        "apart": _("Die blijven apart. We stellen ze niet meer voor."),
        "los": _("De kaart ligt weer los."),
        "ongedaan": _("We draaiden %(n)s dingen terug.") % {"n": n},
        "code": _("Er is een nieuwe code. De oude en de oude QR-code werken niet meer."),
        "gesloten": _("De sessie is gesloten. Alles blijft te lezen."),
        "heropend": _("De sessie is weer open, met een nieuwe code."),
        "andere": _("Er loopt al een andere sessie op dit bord. Sluit die eerst."),
    }


def _is_on(data: QueryDict) -> bool:
    return data.get("on") == "ja"


def _person(seat: Seat, data: QueryDict) -> models.Participant:
    """The person a button is about. Raises Http404 for someone of another session."""
    number = forms.number(data.get("person", ""), most=2**53)
    person = seat.session.participants.filter(pk=number or 0).first()
    if person is None:
        raise Http404
    return person


def _lead(seat: Seat, data: QueryDict) -> Told:
    step = data.get("step", "")
    actions.lead(session=seat.session, step=step, prompt=data.get("prompt", "")[:2_000])
    return Told("stap" if step else "vrij", anchor="nu")


def _timer(seat: Seat, data: QueryDict) -> Told:
    minutes = forms.number(data.get("minutes", ""), most=480)
    actions.start_timer(session=seat.session, minutes=minutes or 5)
    return Told("klok", anchor="nu")


def _minute(seat: Seat, data: QueryDict) -> Told:
    actions.add_minute(session=seat.session, ends_at=_moment(data.get("ends", "")))
    return Told("minuut", anchor="nu")


def _moment(text: str) -> datetime.datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def _stop(seat: Seat, data: QueryDict) -> Told:
    actions.stop_timer(session=seat.session)
    return Told("klok-stop", anchor="nu")


def _hide(seat: Seat, data: QueryDict) -> Told:
    zones = data.getlist("zone")
    actions.hide_zones(session=seat.session, zones=zones)
    return Told("verborgen" if zones else "getoond", anchor="nu")


def _vote(seat: Seat, data: QueryDict) -> Told:
    zones = data.getlist("zone")
    if not zones:
        actions.close_voting(session=seat.session)
        return Told("stemmen-dicht", anchor="nu")
    budget = forms.number(data.get("budget", ""), most=actions.MOST_DOTS) or 3
    actions.open_voting(session=seat.session, zones=zones, budget=budget)
    return Told("stemmen", anchor="nu")


def _show_votes(seat: Seat, data: QueryDict) -> Told:
    actions.show_votes(session=seat.session, shown=_is_on(data))
    return Told("uitslag" if _is_on(data) else "uitslag-weg", anchor="nu")


def _pause(seat: Seat, data: QueryDict) -> Told:
    actions.pause(session=seat.session, on=_is_on(data))
    return Told("pauze" if _is_on(data) else "verder", anchor="nu")


def _read_only(seat: Seat, data: QueryDict) -> Told:
    actions.make_read_only(session=seat.session, on=_is_on(data))
    return Told("lezen" if _is_on(data) else "schrijven", anchor="afsluiten")


def _lock(seat: Seat, data: QueryDict) -> Told:
    actions.lock(session=seat.session, on=_is_on(data))
    return Told("dicht" if _is_on(data) else "open", anchor="mensen")


def _approval(seat: Seat, data: QueryDict) -> Told:
    actions.ask_approval(session=seat.session, on=_is_on(data))
    return Told("vragen" if _is_on(data) else "niet-vragen", anchor="mensen")


def _approve(seat: Seat, data: QueryDict) -> Told:
    people_actions.approve(session=seat.session, person=_person(seat, data))
    return Told("binnen", anchor="mensen")


def _approve_all(seat: Seat, data: QueryDict) -> Told:
    people_actions.approve_all(session=seat.session)
    return Told("allen-binnen", anchor="mensen")


def _send_out(seat: Seat, data: QueryDict) -> Told:
    people_actions.send_out(session=seat.session, person=_person(seat, data))
    return Told("buiten", anchor="mensen")


def _let_back(seat: Seat, data: QueryDict) -> Told:
    people_actions.let_back(session=seat.session, person=_person(seat, data))
    return Told("terug", anchor="mensen")


def _role(seat: Seat, data: QueryDict) -> Told:
    role = data.get("role", "")
    if role not in (Role.PARTICIPANT, Role.HOST, Role.EDITOR):
        raise Http404
    people_actions.change_role(session=seat.session, person=_person(seat, data), role=Role(role))
    return Told("rol", anchor="mensen")


def _undo_all(seat: Seat, data: QueryDict) -> Told:
    person = _person(seat, data)
    if data.get("sure") != "ja":
        raise Http404
    undone = people_actions.undo_everything(
        session=seat.session, person=person, by=seat.participant
    )
    return Told("ongedaan", undone, anchor="mensen")


def _seat(seat: Seat, data: QueryDict) -> Told:
    number = forms.number(data.get("table", ""), most=1_000)
    table_actions.seat(session=seat.session, person=_person(seat, data), number=number)
    return Told("plaats", anchor="mensen")


def _tables(seat: Seat, data: QueryDict) -> Told:
    count = forms.number(data.get("count", ""), most=1_000) or 0
    try:
        table_actions.make_tables(session=seat.session, count=count)
    except table_actions.NoRoom:
        return Told("vol", anchor="tafels")
    return Told("tafels", anchor="tafels")


def _next_round(seat: Seat, data: QueryDict) -> Told:
    after = forms.number(data.get("round", ""), most=1_000)
    rotate = data.get("rotate") == "ja"
    try:
        table_actions.next_round(session=seat.session, after=after, rotate=rotate)
    except (table_actions.NoRoom, ValueError):
        return Told("te-veel", anchor="tafels")
    return Told("wissel" if rotate else "ronde", anchor="tafels")


def _merge(seat: Seat, data: QueryDict) -> Told:
    came = merge_actions.merge_worksheets(session=seat.session, by=seat.participant)
    return Told("samen", came, anchor="samenvoegen")


def _gather(seat: Seat, data: QueryDict) -> Told:
    if _is_on(data):
        table_actions.gather(session=seat.session)
        return Told("bijeen", anchor="samenvoegen")
    table_actions.spread_out(session=seat.session)
    return Told("uiteen", anchor="samenvoegen")


def _together(seat: Seat, data: QueryDict) -> Told:
    merge_actions.put_together(
        board=seat.session.board,
        head=_card(data.get("head")),
        members=_members(data),
        by=seat.participant,
    )
    return Told("gelegd", anchor="samenvoegen")


def _apart(seat: Seat, data: QueryDict) -> Told:
    merge_actions.keep_apart(
        board=seat.session.board,
        head=_card(data.get("head")),
        members=_members(data, "offered"),
        by=seat.participant,
    )
    return Told("apart", anchor="samenvoegen")


def _loose(seat: Seat, data: QueryDict) -> Told:
    card = _card(data.get("card"))
    merge_actions.take_apart(board=seat.session.board, card=card, by=seat.participant)
    return Told("los", anchor="samenvoegen")


def _card(text: str | None) -> str:
    """The id of a card. Raises Http404 for anything else."""
    if not CARD_ID.fullmatch(text or ""):
        raise Http404
    return str(text)


def _members(data: QueryDict, name: str = "member") -> list[str]:
    return [_card(text) for text in data.getlist(name)[:MOST_MEMBERS]]


def _rotate_code(seat: Seat, data: QueryDict) -> Told:
    actions.rotate_code(session=seat.session, code=data.get("code", ""))
    return Told("code", anchor="mensen")


def _close(seat: Seat, data: QueryDict) -> Told:
    actions.close(session=seat.session)
    return Told("gesloten", anchor="afsluiten")


def _reopen(seat: Seat, data: QueryDict) -> Told:
    try:
        actions.reopen(session=seat.session)
    except actions.AlreadyLive:
        return Told("andere", anchor="afsluiten")
    return Told("heropend", anchor="mensen")


BUTTONS: dict[str, Button] = {
    "lead": _lead,
    "timer": _timer,
    "minute": _minute,
    "stop": _stop,
    "hide": _hide,
    "vote": _vote,
    "show_votes": _show_votes,
    "pause": _pause,
    "read_only": _read_only,
    "lock": _lock,
    "approval": _approval,
    "approve": _approve,
    "approve_all": _approve_all,
    "send_out": _send_out,
    "let_back": _let_back,
    "role": _role,
    "undo_all": _undo_all,
    "seat": _seat,
    "tables": _tables,
    "next_round": _next_round,
    "merge": _merge,
    "gather": _gather,
    "together": _together,
    "apart": _apart,
    "loose": _loose,
    "rotate_code": _rotate_code,
    "close": _close,
    "reopen": _reopen,
}
