# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads what someone asks of the questions and offers, with the same forgiveness as the search."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from netwerkbouwer.common import texts
from netwerkbouwer.organisations import facts, forms
from netwerkbouwer.organisations.models import Offering

KINDS = {"vraag": Offering.Kind.QUESTION.value, "aanbod": Offering.Kind.OFFER.value}
LONGEST = 60


@dataclass(frozen=True)
class Asked:
    """Words, place and sectors as in the search; `what` is 'vraag', 'aanbod' or empty for both.

    `own`: only what organisations said themselves, nothing from sources.
    """

    question: forms.Question
    what: str = ""
    own: bool = False

    @property
    def kind(self) -> str:
        """A value of Offering.Kind, or empty for both."""
        return KINDS.get(self.what, "")

    @property
    def filters(self) -> facts.Filters:
        return self.question.filters

    @property
    def page(self) -> int:
        return self.question.page

    @property
    def is_narrowed(self) -> bool:
        """Whether words or filters leave something out."""
        return bool(self.question.text) or self.question.is_filtered or self.own

    def query(self, **changes: Any) -> str:
        """Give the query string with some parameters changed; the first page, unless asked."""
        more = {
            "wat": changes.pop("wat", self.what),
            "zelf": "1" if changes.pop("zelf", self.own) else "",
        }
        made = self.question.query(**changes)
        added = urlencode({name: value for name, value in more.items() if value})
        return f"{made}{'' if made == '?' else '&'}{added}" if added else made


def read(data: QueryDict) -> Asked:
    """Read an address; what does not belong here is left out."""
    question = forms.read(data)
    notices = tuple(one for one in question.notices if one.field in WITH_NOTICE)
    bare = replace(question, area=None, half="", kind="", sort="", view="lijst", notices=notices)
    what = texts.clean_line(data.get("wat", "")[:LONGEST]).lower()
    return Asked(bare, what if what in KINDS else "", data.get("zelf", "") == "1")


WITH_NOTICE = {"q", "gemeente", "straal", "sector"}
