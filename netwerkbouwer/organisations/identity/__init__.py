# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which entries are one organisation: compare, say why, and put together. Pure.

`prepare` takes entries apart, `compare` gives likely pairs with their chance, `reasons` says why in
Dutch, `cluster` puts pairs together. From CERTAIN a pair may be joined without asking; from DOUBT a
person is asked; below that two are two.
"""

from netwerkbouwer.organisations.identity.clusters import cluster
from netwerkbouwer.organisations.identity.comparing import (
    CERTAIN,
    DOUBT,
    Pairs,
    compare,
    score,
    seem_twice,
)
from netwerkbouwer.organisations.identity.evidence import Counts, count
from netwerkbouwer.organisations.identity.fields import Entry, phone
from netwerkbouwer.organisations.identity.fields import site as site_of
from netwerkbouwer.organisations.identity.keys import Codes
from netwerkbouwer.organisations.identity.names import words_of
from netwerkbouwer.organisations.identity.prepared import Prepared, prepare
from netwerkbouwer.organisations.identity.reasons import reasons
from netwerkbouwer.organisations.identity.scoring import version

__all__ = [
    "CERTAIN",
    "DOUBT",
    "Codes",
    "Counts",
    "Entry",
    "Pairs",
    "Prepared",
    "cluster",
    "compare",
    "count",
    "phone",
    "prepare",
    "reasons",
    "score",
    "seem_twice",
    "site_of",
    "version",
    "words_of",
]
