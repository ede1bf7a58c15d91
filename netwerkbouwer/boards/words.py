# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The words for the fixed values on cards, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from netwerkbouwer.boards.cards import NotForUs, PartnerStatus, ScenarioStatus

PARTNER_STATUS: dict[str, Promise] = {
    PartnerStatus.IDEA: _("idee"),
    PartnerStatus.CONTACTED: _("aangesproken"),
    PartnerStatus.FIRST_TALK: _("eerste gesprek gehad"),
    PartnerStatus.AGREEMENT: _("afspraak gemaakt"),
    PartnerStatus.RUNNING: _("we werken samen"),
    PartnerStatus.DORMANT: _("ligt stil"),
    PartnerStatus.ENDED: _("gestopt"),
}
SCENARIO_STATUS: dict[str, Promise] = {
    ScenarioStatus.SPONTANEOUS: _("spontaan idee"),
    ScenarioStatus.EXPLORE: _("verkennen"),
    ScenarioStatus.GO: _("hier gaan we voor"),
    ScenarioStatus.PARKED: _("geparkeerd"),
    ScenarioStatus.DROPPED: _("laten vallen"),
}
HALF: dict[str, Promise] = {"culture": _("cultuur"), "other": _("niet-cultuur")}
ANSWER: dict[str, Promise] = {
    "yes": _("ja, dat kan"),
    "no": _("waarschijnlijk niet"),
    "unknown": _("weten we nog niet"),
}
EXERCISE_KIND: dict[str, Promise] = {
    "from_limitation": _("vanuit iets lastigs"),
    "from_strength": _("vanuit een sterkte"),
}
NOT_FOR_US: dict[str, Promise] = {
    NotForUs.TOO_FAR: _("te ver"),
    NotForUs.NO_FIT: _("past niet bij ons"),
    NotForUs.KNOWN: _("kennen we al"),
    NotForUs.FAILED_BEFORE: _("werkte eerder niet"),
    NotForUs.GONE: _("bestaat niet meer"),
    NotForUs.OTHER: _("iets anders"),
}
GROUPS: dict[str, dict[str, Promise]] = {
    "partner_status": PARTNER_STATUS,
    "scenario_status": SCENARIO_STATUS,
    "half": HALF,
    "answer": ANSWER,
    "exercise_kind": EXERCISE_KIND,
    "not_for_us": NOT_FOR_US,
}

# How the slider between near and surprising can stand.
SURPRISE = {
    0: _("dichtbij en vertrouwd"),
    25: _("vooral dichtbij"),
    50: _("in het midden"),
    75: _("eerder verrassend"),
    100: _("verrassend"),
}
