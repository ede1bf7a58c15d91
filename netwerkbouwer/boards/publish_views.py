# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a card to a question or offer that everyone can read, by who looks after the organisation.

Nothing of the board goes along: only the words that someone saw in the preview, and the
organisation they chose. The card itself does not change.
"""

import re
from dataclasses import dataclass, field

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from netwerkbouwer.boards import access, queries
from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.matching.market import queries as market
from netwerkbouwer.matching.market.queries import Listed
from netwerkbouwer.methods import queries as methods
from netwerkbouwer.organisations import queries as organisations
from netwerkbouwer.organisations.curation import access as curation
from netwerkbouwer.organisations.curation import edit_actions, publishing
from netwerkbouwer.organisations.curation import queries as curated
from netwerkbouwer.organisations.facts import OrganisationFacts
from netwerkbouwer.organisations.models import ID_ALPHABET, ID_LENGTH, Offering, Organisation

OFFER, QUESTION = Offering.Kind.OFFER.value, Offering.Kind.QUESTION.value
KINDS = {"strength": OFFER} | dict.fromkeys(
    ("limitation", "frustration", "weakness", "search_question"), QUESTION
)
LONGEST_TYPED = 5_000
NOT_SAVED = 503
_ADDRESS = re.compile(rf"organisaties/([{ID_ALPHABET}]{{{ID_LENGTH}}})")
DONE = {
    "gezet": gettext_lazy("Gepubliceerd. Iedereen kan het nu lezen."),
    "weg": gettext_lazy("Weggehaald. Niemand ziet het nog."),
    "niets": gettext_lazy("Er was niets veranderd."),
}


@dataclass(slots=True)
class _Page:
    """What the page shows: for whom one may publish, what was typed, and what stands there now."""

    visit: access.Visit
    card: CardView
    may: list[Organisation]
    """The organisations this browser may publish for."""
    own: Organisation | None
    """The organisation that the board is of, when it says so."""
    is_curator: bool = False
    """Looks after all organisations, so names one by the address of its page."""
    chosen: Organisation | None = None
    text: str = ""
    mistake: str = ""
    facts: dict[int, OrganisationFacts] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return KINDS[self.card.row.type]


@require_http_methods(["GET", "HEAD", "POST"])
def publish_card(request: HttpRequest, board_id: str, card_id: str) -> HttpResponse:
    """Choose the words, look at what becomes public, publish; and take back with one press."""
    page = _page(request, board_id, card_id)
    if request.method != "POST":
        return _show(request, page)
    page.text = request.POST.get("tekst", "")[:LONGEST_TYPED]
    page.chosen = _chosen(page, request.POST)
    if page.chosen is None:
        page.mistake = _("Kies voor welke organisatie je publiceert.")
        return _show(request, page, status=422)
    try:
        return _do(request, page, page.chosen)
    except publishing.CannotPublish as refusal:
        page.mistake = str(refusal)
        return _show(request, page, status=422)
    except (DatabaseError, edit_actions.Conflict):
        page.mistake = _("Nog niet bewaard: de gids is even bezig. Probeer het zo opnieuw.")
        return _show(request, page, status=NOT_SAVED)


def _page(request: HttpRequest, board_id: str, card_id: str) -> _Page:
    """Raises Http404, and PermissionDenied for who may not change the board."""
    visit = access.get_board_to_edit(request, board_id)
    view = queries.board_view(visit.board, viewer=visit.viewer)
    card = view.cards.get(card_id)
    if card is None or card.row.type not in KINDS:
        raise Http404
    own = _own(view)
    may = curation.claimed_by(request)
    is_there = own is not None and own.gone_on is None and own not in may
    if own is not None and is_there and curation.editor_of(request, own):
        may = [own, *may]
    is_curator = curation.curator_of(request) is not None
    return _Page(visit, card, may, own, is_curator, chosen=_first(own, may), text=card.text)


def _own(view: BoardView) -> Organisation | None:
    """The organisation of the directory that fills in the board, when its place names one."""
    for card in view.of_type("place"):
        public_id = str(card.fields.get("organisation") or "")
        if len(public_id) == ID_LENGTH and set(public_id) <= set(ID_ALPHABET):
            try:
                return curated.organisation(public_id)
            except Http404:
                continue
    return None


def _first(own: Organisation | None, may: list[Organisation]) -> Organisation | None:
    return own if own in may else next(iter(may), None)


def _chosen(page: _Page, given: QueryDict) -> Organisation | None:
    """The organisation that was pressed or named, among those this browser may publish for."""
    named = _ADDRESS.search(given.get("pagina", "")[:LONGEST_TYPED])
    public_id = named[1] if named and page.is_curator else given.get("organisatie", "")
    found = next((row for row in page.may if row.public_id == public_id), None)
    if found is None and page.is_curator:
        shown = Organisation.objects.shown().filter(public_id=public_id[:ID_LENGTH])
        found = shown.first() if set(public_id) <= set(ID_ALPHABET) else None
        page.may += [found] if found else []
    return found


def _do(request: HttpRequest, page: _Page, row: Organisation) -> HttpResponse:
    """Preview, publish or withdraw. Raises CannotPublish."""
    editor = curation.editor_of(request, row)
    if editor is None:
        raise Http404
    match request.POST.get("doe", ""):
        case "publiceer":
            done = publishing.publish(row, page.kind, page.text, editor.name)
            return _back(page, "gezet" if done else "niets")
        case "weg":
            kind = QUESTION if request.POST.get("soort") == "vraag" else OFFER
            done = publishing.withdraw(row, kind, page.text, editor.name)
            return _back(page, "weg" if done else "niets")
        case "pas-aan":
            return _show(request, page)
    page.text = publishing.tidy(page.text)
    return _show(request, page, is_preview=True)


def _back(page: _Page, done: str) -> HttpResponse:
    address = reverse("boards:publish_card", args=[page.visit.board.pk, page.card.id])
    return redirect(f"{address}?gelukt={done}")


def _show(
    request: HttpRequest, page: _Page, *, is_preview: bool = False, status: int = 200
) -> HttpResponse:
    keys = [row.pk for row in (*page.may, *([page.own] if page.own else []))]
    page.facts = {one.pk: one for one in organisations.facts_of(keys)}
    board = page.visit.board
    context = {
        "visit": page.visit,
        "board": board,
        "card": page.card,
        "page": page,
        "is_question": page.kind == QUESTION,
        "preview": _preview(page) if is_preview else None,
        "published": [
            (row, market.published_by(page.facts[row.pk])) for row in page.may
            if row.pk in page.facts
        ],
        "can_be_claimed": page.own is not None
        and curated.can_be_claimed(page.own.website, is_person=page.own.is_person),
        "own_address": curated.address_of(page.own) if page.own else "",
        "back": _back_to(page),
        "done": DONE.get(request.GET.get("gelukt", ""), ""),
    }  # fmt: skip
    answer = render(request, "boards/publish_card.html", context, status=status)
    return curation.unindexed(answer)


def _preview(page: _Page) -> Listed | None:
    """The text as everyone would see it."""
    if page.chosen is None or page.chosen.pk not in page.facts:
        return None
    today = timezone.localdate()
    owner, own = page.facts[page.chosen.pk], not page.is_curator
    return Listed(0, page.kind, page.text, owner, today, is_old=False, is_own=own)


def _back_to(page: _Page) -> str:
    board, card = page.visit.board, page.card
    method = methods.method(board.method, board.method_version, board.variant)
    step = method.step_of(card.row.zone)
    return f"{reverse('boards:show_step', args=[board.pk, step.slug])}#kaart-{card.id}"
