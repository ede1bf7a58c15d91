# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""For every route how it is visited in tests; `test_routes.py` asks for a line when one is new."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from PIL import Image

from netwerkbouwer.boards.models import Board, Role, Session
from netwerkbouwer.boards.paper import photos
from netwerkbouwer.boards.sessions import actions
from netwerkbouwer.common import texts
from netwerkbouwer.methods import queries as methods
from netwerkbouwer.organisations.models import Organisation
from tests.factories import boards, organisations

Arguments = dict[str, Any]


@dataclass(frozen=True)
class World:
    """One of everything that an address can speak of."""

    board: Board
    link: str
    organisation: Organisation


def make_world(method: str = "bouw-je-netwerk-uit") -> World:
    board = boards.make_board(method).board
    token = board.token(Role.EDITOR)
    link = reverse("boards:enter_board", kwargs={"board_id": board.pk, "token": token})
    there = organisations.OrganisationFactory(
        name="Huis <b>van</b> Alles", kind="library", offers=("een zaal",), website="https://h.be/"
    )
    return World(board=board, link=link, organisation=there)


@dataclass(frozen=True)
class Sample:
    """What a route is given, what stands behind it, and the status it answers a visit with."""

    given: Callable[[World], Arguments] = lambda world: {}
    query: str = ""
    status: int = 200

    def address(self, name: str, world: World) -> str:
        return reverse(name, kwargs=self.given(world)) + self.query


def board(world: World) -> Arguments:
    return {"board_id": world.board.pk}


def organisation(world: World) -> Arguments:
    there = world.organisation
    return {"address": f"{there.public_id}-{texts.slugify(there.name)}"}


def listed(world: World) -> Arguments:
    return {"public_id": world.organisation.public_id}


def first_step(world: World) -> Arguments:
    return {**board(world), "step": methods.newest(world.board.method).steps[0].slug}


def photo(world: World) -> Arguments:
    """A photo of a sheet, made for the visit."""
    made = io.BytesIO()
    Image.new("RGB", (30, 20), "white").save(made, "JPEG")
    by = world.board.participants.earliest("pk")
    place = photos.Place(world.board, "who", 3)
    return {**board(world), "photo_id": photos.add(place=place, raw=made.getvalue(), by=by).pk}


def strength(world: World) -> Arguments:
    """A card with a strength, made for the visit."""
    by = world.board.participants.earliest("pk")
    return {**board(world), "card_id": boards.add_card(by, "strengths", "strength", "Een zaal")}


def session(world: World) -> Arguments:
    """A session on the board, begun for the visit."""
    leader = world.board.participants.earliest("pk")
    begun = actions.start_session(board=world.board, start=actions.Start(title="Avond"), by=leader)
    return {"session_id": begun.pk}


def door(world: World) -> Arguments:
    """What stands behind the QR code of that session."""
    given = session(world)
    return {**given, "token": Session.objects.get(pk=given["session_id"]).token()}


def code(world: World) -> Arguments:
    return {"code": Session.objects.get(pk=session(world)["session_id"]).code}


POST_ONLY = 405
SAMPLES: dict[str, list[Sample]] = {
    "pages:home": [Sample()],
    "pages:about": [Sample()],
    "pages:sources": [Sample()],
    "pages:privacy": [Sample()],
    "pages:accessibility": [Sample()],
    "pages:style": [Sample()],
    "pages:choose_language": [Sample(status=POST_ONLY)],
    "pages:choose_theme": [Sample(status=POST_ONLY)],
    "pages:robots": [Sample()],
    "pages:manifest": [Sample()],
    "pages:service_worker": [Sample()],
    "pages:security": [Sample()],
    "methods:list_methods": [Sample()],
    "methods:show_method": [Sample(lambda w: {"slug": w.board.method})],
    "library:list_packs": [Sample(), Sample(query="?q=oudern"), Sample(query="?q=qqqqqq")],
    "library:show_pack": [
        Sample(lambda w: {"kind": "inspiratie"}),
        Sample(lambda w: {"kind": "bouwsteen"}, query="?q=school&groep=partners"),
    ],
    "library:show_item": [
        Sample(lambda w: {"kind": "regeling", "item_id": "be-groot-bovenlokaal"}),
        Sample(lambda w: {"kind": "partnerkaart", "item_id": "arts"}),
    ],
    "thesaurus:list_concepts": [
        Sample(),
        Sample(query="?q=onze+zaal+raakt+niet+vol"),
        Sample(query="?q=oudern&soort=target_group"),
        Sample(query="?q=qqqqqqqq"),
    ],
    "thesaurus:show_concept": [
        Sample(lambda w: {"concept": "half-empty-hall"}),
        Sample(lambda w: {"concept": "schools"}),
        Sample(lambda w: {"concept": "nergens"}, status=404),
    ],
    "thesaurus:change": [Sample(lambda w: {"concept": "schools"}, status=POST_ONLY)],
    "thesaurus:add_concept": [Sample(status=404)],
    "thesaurus:show_history": [Sample(status=404)],
    "thesaurus:undo": [Sample(lambda w: {"edit": 1}, status=POST_ONLY)],
    "thesaurus:export": [Sample(status=404)],
    "places:outlines": [Sample()],
    "places:search": [Sample(query="?q=aal")],
    "pages:list_sectors": [Sample()],
    "pages:show_sector": [Sample(lambda w: {"slug": "kunsten"})],
    "pages:show_counts": [Sample()],
    "pages:find_partners": [
        Sample(),
        Sample(query="?tekst=De+zaal+staat+leeg&gemeente=Aalst&sector=kunsten"),
        Sample(query="?tekst=x&gemeente=Aals&straal=ver&verrassing=veel&wie=o%00"),
    ],
    "organisations:search_organisations": [
        Sample(),
        Sample(query="?q=koor&gemeente=Aals&sector=muziek&straal=ver"),
        Sample(query="?toon=kaart"),
        Sample(query="?toon=kaart&gebied=oost-vlaanderen"),
        Sample(query="?toon=matrix&gemeente=Aalst"),
    ],
    "organisations:export_organisations": [Sample(), Sample(query="?toon=matrix")],
    "organisations:show_catalogue": [Sample()],
    "organisations:describe_catalogue": [Sample()],
    "organisations:download_file": [Sample(lambda w: {"name": "geen.csv"}, status=404)],
    "market:list_texts": [Sample(), Sample(query="?q=zaal&gemeente=Aals&wat=vraag&sector=sport")],
    "market:export_texts": [Sample()],
    "market:show_matches": [Sample(organisation)],
    "market:export_matches": [Sample(organisation, status=302)],
    "market:change": [Sample(organisation, status=POST_ONLY)],
    "network:show_network": [Sample(organisation)],
    "network:add_link": [Sample(organisation, status=POST_ONLY)],
    "network:change_link": [Sample(lambda w: {**organisation(w), "pk": 1}, status=POST_ONLY)],
    "organisations:list_points": [Sample(status=503)],
    "organisations:show_cards": [Sample(), Sample(query="?id=abc")],
    "organisations:show_organisation": [Sample(organisation)],
    "organisations:describe_organisation": [Sample(organisation)],
    "organisations:list_municipalities": [Sample(), Sample(query="?naam=Aals")],
    "organisations:show_municipality": [
        Sample(lambda w: {"code": "41002"}),
        Sample(lambda w: {"code": "nergens"}, status=404),
    ],
    "importing:list_runs": [Sample(status=404)],
    "importing:choose_columns": [Sample(lambda w: {"public_id": "abc"}, status=404)],
    "importing:show_run": [Sample(lambda w: {"public_id": "abc"}, status=404)],
    "importing:change_run": [Sample(lambda w: {"public_id": "abc"}, status=POST_ONLY)],
    "importing:check_sectors": [Sample(lambda w: {"public_id": "abc"}, status=404)],
    "importing:show_progress": [Sample(lambda w: {"public_id": "abc"}, status=404)],
    "importing:export_refusals": [Sample(lambda w: {"public_id": "abc"}, status=404)],
    "curation:home": [Sample(status=404)],
    "merging:show_bench": [Sample(status=404)],
    "merging:list_decisions": [Sample(status=404)],
    "merging:decide": [Sample(lambda w: {"pk": 1}, status=POST_ONLY)],
    "merging:undo": [Sample(lambda w: {"pk": 1}, status=POST_ONLY)],
    "merging:part": [Sample(lambda w: {"pk": 1}, status=POST_ONLY)],
    "merging:set_parent": [Sample(listed, status=404)],
    "merging:name_double": [Sample(listed, status=404)],
    "curation:enter": [Sample(lambda w: {"token": "onbekend"}, status=404)],
    "curation:leave": [Sample(status=POST_ONLY)],
    "curation:notices": [Sample(status=404)],
    "curation:decide_notice": [Sample(status=POST_ONLY)],
    "curation:claims": [Sample(status=404)],
    "curation:decide_claim": [Sample(status=POST_ONLY)],
    "curation:show_again": [Sample(organisation, status=POST_ONLY)],
    "curation:hide": [Sample(organisation, status=POST_ONLY)],
    "curation:edit": [Sample(organisation, status=404)],
    "curation:history": [Sample(organisation, status=404)],
    "curation:put_back": [Sample(lambda w: {**organisation(w), "change": 1}, status=POST_ONLY)],
    "curation:confirm": [Sample(organisation, status=POST_ONLY)],
    "curation:claim": [Sample(organisation)],
    "curation:report": [Sample(organisation), Sample(organisation, query="?soort=eruit")],
    "curation:claim_link": [Sample(lambda w: {"token": "onbekend"}, status=404)],
    "curation:confirm_by_link": [Sample(lambda w: {"signed": "onbekend"}, status=410)],
    "curation:call_off": [Sample(lambda w: {"signed": "onbekend"}, status=410)],
    "curation:listing": [Sample()],
    "boards:list_boards": [Sample()],
    "boards:start_board": [Sample(lambda w: {"slug": w.board.method}, status=POST_ONLY)],
    "boards:show_board": [Sample(board, status=302)],
    "boards:enter_board": [
        Sample(lambda w: {**board(w), "token": w.board.token(Role.READER)}, status=302)
    ],
    "boards:show_step": [Sample(first_step)],
    "boards:show_history": [Sample(board)],
    "boards:draw_bubbles": [Sample(board)],
    "boards:show_drawing": [Sample(board)],
    "boards:send_diagram": [Sample(board)],
    "boards:undo_operation": [Sample(board, status=POST_ONLY)],
    "boards:give_ticket": [Sample(board, status=POST_ONLY)],
    "boards:show_state": [Sample(board)],
    "boards:take_operations": [Sample(board, status=POST_ONLY)],
    "boards:share_board": [Sample(board)],
    "boards:publish_card": [
        Sample(strength),
        Sample(lambda w: {**board(w), "card_id": "geen"}, status=404),
    ],
    "boards:change_board": [Sample(board, status=302)],
    "boards:join": [Sample()],
    "boards:join_by_code": [
        Sample(code, status=302),
        Sample(lambda w: {"code": "nergens"}, status=422),
    ],
    "boards:start_session": [Sample(status=404)],
    "boards:show_session": [
        Sample(session, status=302),
        Sample(session, query="?mee=ja"),
        Sample(lambda w: {"session_id": "nergens"}, status=404),
    ],
    "boards:enter_session": [Sample(door, status=302)],
    "boards:change_session": [Sample(session, status=302)],
    "boards:lead_session": [Sample(session), Sample(session, query="?samen=ja")],
    "boards:show_screen": [Sample(session)],
    "boards:draw_code": [Sample(session)],
    "boards:draw_wall": [Sample(session)],
    "boards:take_session": [Sample(session)],
    "boards:open_file": [Sample()],
    "boards:import_list": [Sample(board)],
    "boards:choose_sheets": [Sample(board), Sample(board, query="?stap=denkoefeningen")],
    "boards:type_in": [
        Sample(board),
        Sample(board, query="?blad=exercises.1&tafel=3"),
        Sample(board, query="?blad=inspiration.1"),
        Sample(board, query="?code=K7M4", status=404),
    ],
    "boards:undo_typed": [Sample(board, status=POST_ONLY)],
    "boards:add_photo": [Sample(board, status=POST_ONLY)],
    "boards:change_photo": [Sample(photo, status=POST_ONLY)],
    "boards:show_photo": [
        Sample(lambda w: {**photo(w), "kind": "klein"}),
        Sample(lambda w: {**photo(w), "kind": "origineel"}, status=404),
    ],
    "reports:export_board": [Sample(board), Sample(board, query="?prive=ja")],
    "reports:download_board": [
        Sample(lambda w: {**board(w), "name": "werkboek.pdf"}),
        Sample(lambda w: {**board(w), "name": "bollen.pdf"}, status=503),
        Sample(lambda w: {**board(w), "name": "partners.csv"}),
        Sample(lambda w: {**board(w), "name": "niets"}, status=404),
    ],
    "reports:print_sheets": [Sample(board, query="?formaat=a4&blad=who.1&tafels=2")],
    "reports:download_photos": [Sample(board, status=404)],
    "reports:print_blank": [
        Sample(lambda w: {"slug": w.board.method}, query="?formaat=a4"),
        Sample(lambda w: {"slug": "bestaat-niet"}, status=404),
    ],
    "reports:print_pack": [Sample(lambda w: {"slug": w.board.method}, query="?variant=nl")],
}
