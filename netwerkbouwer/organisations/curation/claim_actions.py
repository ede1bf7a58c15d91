# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""An organisation that looks after its own page: asking, proving, approving, ending.

Someone gives a mail address at the organisation's own domain, opens the link that was sent there,
and a curator says yes. Only then there is a link to edit with. At most one claim of an organisation
is approved: the database says so, whoever is first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from netwerkbouwer.organisations import standing
from netwerkbouwer.organisations.curation import domains, tokens
from netwerkbouwer.organisations.models import Change, Claim, Organisation

PROOF_WORKS = timedelta(days=7)
UNPROVEN_KEPT = timedelta(days=30)
CLOSED_KEPT = timedelta(days=365)  # promised on the page for the listed
MOST_OPEN = 10  # claims of one organisation that wait at the same time
OPEN = (Claim.State.ASKED, Claim.State.PROVEN)


class CannotClaim(Exception):
    """Why this cannot be asked or decided, and what to do."""


class TooMany(CannotClaim):
    """Someone asked too much in a short time."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as typed and cleaned."""

    name: str
    role: str
    email: str


def ask(
    organisation: Organisation, asker: Asker, *, may_go_on: Callable[[], bool] = lambda: True
) -> tuple[Claim, str]:
    """Note that someone wants to look after this page; gives the claim and the token to prove it.

    Who asks again gets a new link, and the old one stops. `may_go_on` is asked last, when all else
    is well, so that what is refused counts for no limit. Raises domains.NotTheirs for an address
    that proves nothing, TooMany when it may not, and CannotClaim.
    """
    if organisation.is_person:
        raise CannotClaim(
            _("Dit is een zaak van één persoon. Laat gegevens wissen of wijzigen met ‘Meld iets’.")
        )
    email = domains.proven_address(asker.email, organisation.website)
    token = tokens.new()
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        _forget_old()
        claims = Claim.objects.filter(organisation=organisation)
        if claims.filter(state=Claim.State.APPROVED).exists():
            raise CannotClaim(
                _("Iemand van deze organisatie past de pagina al aan. Klopt dat niet? Meld het.")
            )
        claim = claims.filter(state__in=OPEN, email=email).first()
        if claim is None and claims.filter(state__in=OPEN).count() >= MOST_OPEN:
            raise CannotClaim(
                _("Er wachten al veel aanvragen voor deze organisatie. Probeer het later opnieuw.")
            )
        if not may_go_on():
            raise TooMany(
                _("Er komen nu erg veel aanvragen binnen. Probeer het over een uur opnieuw.")
            )
        claim = claim or Claim(organisation=organisation, email=email)
        claim.name, claim.role = asker.name, asker.role
        claim.state, claim.proven_at = Claim.State.ASKED, None
        claim.token_digest, claim.asked_at = tokens.digest(token), timezone.now()
        claim.save()
    return claim, token


def _forget_old() -> None:
    """Who asked and never proved it, or was refused or stopped long ago, is not kept."""
    now = timezone.now()
    Claim.objects.filter(state=Claim.State.ASKED, asked_at__lt=now - UNPROVEN_KEPT).delete()
    closed = Claim.objects.filter(state__in=(Claim.State.REFUSED, Claim.State.ENDED))
    closed.filter(decided_at__lt=now - CLOSED_KEPT).delete()


def can_prove(claim: Claim) -> bool:
    """Whether the link of the mail still proves something."""
    return claim.state == Claim.State.ASKED and claim.asked_at > timezone.now() - PROOF_WORKS


def prove(claim: Claim) -> bool:
    """Note that the link in the mail was opened. False when it was too late."""
    if not can_prove(claim):
        return False
    asked = Claim.objects.filter(pk=claim.pk, state=Claim.State.ASKED)
    return bool(asked.update(state=Claim.State.PROVEN, proven_at=timezone.now()))


def approve(claim: Claim, by: str) -> str:
    """Let the claimant edit; gives the token of their link. Raises CannotClaim.

    Of many at the same moment exactly one succeeds.
    """
    _refuse_moved(claim)
    token, now = tokens.new(), timezone.now()
    changes = {
        "state": Claim.State.APPROVED,
        "token_digest": tokens.digest(token),
        "decided_at": now,
        "decided_by": by,
    }
    try:
        with transaction.atomic():
            if not Claim.objects.filter(pk=claim.pk, state=Claim.State.PROVEN).update(**changes):
                raise CannotClaim(_("Deze aanvraag is al afgehandeld, of nog niet bevestigd."))
            _tell(claim, by)
    except IntegrityError:
        raise CannotClaim(
            _("Voor deze organisatie is al een andere aanvraag goedgekeurd. Beëindig die eerst.")
        ) from None
    return token


def _refuse_moved(claim: Claim) -> None:
    """The address must still be at the website's domain: that may have changed since."""
    row = Organisation.objects.get(pk=standing.kept([claim.organisation_id])[claim.organisation_id])
    try:
        domains.proven_address(claim.email, "" if row.is_person else row.website)
    except domains.NotTheirs:
        raise CannotClaim(
            _("De website van deze organisatie veranderde intussen. Laat ze opnieuw aanvragen.")
        ) from None


def refuse(claim: Claim, by: str) -> None:
    """Say no to a claim that waits. Raises CannotClaim when it no longer does."""
    _close(claim, OPEN, Claim.State.REFUSED, by)


def end(claim: Claim, by: str) -> None:
    """Stop an approved claim; its link works no more. Raises CannotClaim when it already did."""
    _close(claim, (Claim.State.APPROVED,), Claim.State.ENDED, by)


def renew(claim: Claim) -> str:
    """A new link for a claim that is asked or approved, to hand over; the old one stops.

    Raises CannotClaim for other claims.
    """
    token = tokens.new()
    changed = {"token_digest": tokens.digest(token)}
    rows = Claim.objects.filter(pk=claim.pk)
    asked = rows.filter(state=Claim.State.ASKED).update(asked_at=timezone.now(), **changed)
    if not asked and not rows.filter(state=Claim.State.APPROVED).update(**changed):
        raise CannotClaim(_("Voor deze aanvraag is er geen link meer nodig."))
    return token


def _close(claim: Claim, from_: tuple[Claim.State, ...], to: Claim.State, by: str) -> None:
    changes = {
        "state": to,
        "token_digest": tokens.digest(tokens.new()),
        "decided_at": timezone.now(),
        "decided_by": by,
    }
    if not Claim.objects.filter(pk=claim.pk, state__in=from_).update(**changes):
        raise CannotClaim(_("Deze aanvraag is al afgehandeld."))


def _tell(claim: Claim, by: str) -> None:
    Change.objects.create(
        organisation_id=claim.organisation_id,
        kind=Change.Kind.CLAIMED,
        at=timezone.now(),
        by=by,
    )
