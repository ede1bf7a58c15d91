# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may look after the directory: the only module that decides it.

A curator comes in by a personal link, a claimant by the link of an approved claim. Both links are
swapped for one signed cookie that only says who someone is; each visit looks in the database
whether that is still so. Ended or renewed links are therefore refused at once.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse

from netwerkbouwer.organisations import standing
from netwerkbouwer.organisations.curation import tokens
from netwerkbouwer.organisations.models import Claim, Curator, Organisation

SALT = "netwerkbouwer.organisations.curation"
KEPT = timedelta(days=180)  # without a visit by the link; each visit by it starts anew
MOST_CLAIMS = 20  # in one cookie

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Editor:
    """Someone who may change an organisation, and the name that its history gives them."""

    name: str
    is_curator: bool


def curator_of(request: HttpRequest) -> Curator | None:
    """The curator whose browser this is; None for anyone else and for an ended link."""
    given = _read(request).get("curator")
    if not (isinstance(given, list) and len(given) == 2 and isinstance(given[0], int)):
        return None
    curator = Curator.objects.filter(pk=given[0], ended_at=None).first()
    return curator if curator and tokens.mark(curator.token_digest) == given[1] else None


def curators_only(view: View) -> View:
    """The page exists for curators alone: anyone else gets a 404. Nothing is indexed."""

    @wraps(view)
    def handle(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if curator_of(request) is None:
            raise Http404
        return unindexed(view(request, *args, **kwargs))

    return handle


def the_curator(request: HttpRequest) -> Curator:
    """The curator on a page that `curators_only` guards. Raises Http404 when there is none."""
    curator = curator_of(request)
    if curator is None:
        raise Http404
    return curator


def unindexed(response: HttpResponse) -> HttpResponse:
    """Ask search machines to leave a page out."""
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def curator_by_link(token: str) -> Curator:
    """Whose link this is. Raises Http404 for a wrong, renewed or ended one."""
    found = Curator.objects.filter(token_digest=tokens.digest(token), ended_at=None).first()
    if found is None:
        raise Http404
    return found


def claim_by_link(token: str) -> Claim:
    """The claim that a mail was about. Raises Http404 for a wrong or renewed link."""
    claims = Claim.objects.select_related("organisation")
    found = claims.filter(token_digest=tokens.digest(token)).first()
    if found is None:
        raise Http404
    return found


def claim_of(request: HttpRequest, organisation: Organisation) -> Claim | None:
    """The approved claim on this organisation that this browser came in by, if any."""
    if not isinstance(_read(request).get("claims"), dict):
        return None
    return _claim_on(request, standing.members([organisation.pk])[organisation.pk])


def _claim_on(request: HttpRequest, group: Collection[int]) -> Claim | None:
    given = _read(request).get("claims")
    if not isinstance(given, dict):
        return None
    approved = Claim.objects.filter(organisation__in=group, state=Claim.State.APPROVED)
    mine = (one for one in approved if given.get(str(one.pk)) == tokens.mark(one.token_digest))
    return next(mine, None)


def may_edit(request: HttpRequest, group: Collection[int]) -> bool:
    """Whether `editor_of` gives someone for the organisation whose merged rows these are."""
    return curator_of(request) is not None or _claim_on(request, group) is not None


def editor_of(request: HttpRequest, organisation: Organisation) -> Editor | None:
    """Who may change this organisation: a curator, or whoever claims it. None for others."""
    if curator := curator_of(request):
        return Editor(curator.name, is_curator=True)
    if claim := claim_of(request, organisation):
        return Editor(claim.name, is_curator=False)
    return None


def claimed_by(request: HttpRequest) -> list[Organisation]:
    """The organisations whose pages this browser looks after, by name; curators look after all."""
    given = _read(request).get("claims")
    if not isinstance(given, dict):
        return []
    keys = [int(key) for key in given if key.isascii() and key.isdecimal() and len(key) < 16]
    approved = Claim.objects.filter(pk__in=keys, state=Claim.State.APPROVED)
    mine = [
        one.organisation_id for one in approved
        if given.get(str(one.pk)) == tokens.mark(one.token_digest)
    ]  # fmt: skip
    kept = set(standing.kept(mine).values())
    return list(Organisation.objects.shown().filter(pk__in=kept).order_by("name_folded", "pk"))


def remember_curator(
    request: HttpRequest, response: HttpResponse, curator: Curator
) -> HttpResponse:
    """Let this browser in as this curator from now on."""
    mark = tokens.mark(curator.token_digest)
    return _store(response, {**_read(request), "curator": [curator.pk, mark]})


def remember_claim(request: HttpRequest, response: HttpResponse, claim: Claim) -> HttpResponse:
    """Let this browser change the claimed organisation from now on."""
    stored = _read(request)
    claims = stored.get("claims")
    known: dict[str, str] = dict(claims) if isinstance(claims, dict) else {}
    known.pop(str(claim.pk), None)
    known[str(claim.pk)] = tokens.mark(claim.token_digest)
    newest = dict(list(known.items())[-MOST_CLAIMS:])
    return _store(response, {**stored, "claims": newest})


def forget(response: HttpResponse) -> HttpResponse:
    """Take curator and claims out of this browser; the links stay what they are."""
    response.delete_cookie(settings.CURATION_COOKIE, samesite="Lax")
    return response


def _read(request: HttpRequest) -> dict[str, Any]:
    """What the cookie holds; nothing for a wrong or old one."""
    raw = request.COOKIES.get(settings.CURATION_COOKIE, "")
    try:
        stored = signing.loads(raw, salt=SALT, max_age=KEPT) if raw else {}
    except (signing.BadSignature, ValueError):
        return {}
    return stored if isinstance(stored, dict) else {}


def _store(response: HttpResponse, stored: dict[str, Any]) -> HttpResponse:
    response.set_cookie(
        settings.CURATION_COOKIE,
        signing.dumps(stored, salt=SALT, compress=True),
        max_age=KEPT,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response
