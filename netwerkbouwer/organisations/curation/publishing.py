# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Publishing one question or one offer of an organisation, and taking it away again.

Only what someone chose, word for word: where they had it from goes nowhere. Each is a change of the
list on the page of the organisation, with a line in its history.
"""

import re
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from netwerkbouwer.common import texts
from netwerkbouwer.organisations import records
from netwerkbouwer.organisations.curation import edit_actions, fields
from netwerkbouwer.organisations.models import Offering, Organisation

FIELDS = {Offering.Kind.OFFER.value: "offers", Offering.Kind.QUESTION.value: "questions"}
# A mail address or a phone number: of whom, nobody can see.
_REACHES = re.compile(r"\S@\S+\.\w|(?:\d[ ./()-]{0,2}){9,}")
TRIES = 3  # when someone else changes the same list at this moment


class CannotPublish(Exception):
    """What was typed cannot be published; the text says why and what to do."""


def tidy(text: str) -> str:
    """The words as they would be published. Raises CannotPublish."""
    line = texts.clean_line(text[: fields.MOST_TYPED])
    if not line:
        raise CannotPublish(_("Schrijf in een zin wat jullie vragen of te bieden hebben."))
    if len(line) > records.LONGEST_OFFER:
        given = {"most": records.LONGEST_OFFER, "now": len(line)}
        raise CannotPublish(
            _("Houd het kort: hoogstens %(most)s tekens. Nu zijn het er %(now)s.") % given
        )
    if "|" in line:
        raise CannotPublish(_("Gebruik het teken | niet."))
    if _REACHES.search(line):
        raise CannotPublish(
            _("Laat mailadressen en telefoonnummers weg. Wat mag, staat al op jullie pagina.")
        )
    return line


def publish(row: Organisation, kind: str, text: str, by: str) -> bool:
    """Put a text on the page of an organisation; False when it stood there. Raises CannotPublish.

    `kind` is a value of Offering.Kind, `by` the name that the history gives.
    """
    line = tidy(text)

    def with_it(now: Sequence[str]) -> list[str]:
        if line not in now and len(now) >= records.MOST_IN_LIST:
            raise CannotPublish(
                _("Er staan al %(most)s teksten. Haal er eerst een weg.")
                % {"most": records.MOST_IN_LIST}
            )
        return list(now) if line in now else [*now, line]

    return _change(row, FIELDS[kind], with_it, by)


def withdraw(row: Organisation, kind: str, text: str, by: str) -> bool:
    """Take a text away; False when it did not stand there."""
    return _change(row, FIELDS[kind], lambda now: [one for one in now if one != text], by)


def _change(
    row: Organisation, name: str, decide: Callable[[Sequence[str]], list[str]], by: str
) -> bool:
    """Change one list of today, also while others change it. Raises edit_actions.Conflict."""
    for attempt in range(TRIES):
        now = fields.current(row)[name]
        asked = edit_actions.Edit({name: decide(now)}, {name: fields.typed(name, now)})
        try:
            return bool(edit_actions.edit(row, asked, by))
        except edit_actions.Conflict:
            if attempt == TRIES - 1:
                raise
            row.refresh_from_db()
    return False
