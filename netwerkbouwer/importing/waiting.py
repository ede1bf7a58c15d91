# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What waits for a curator in taking files in; shown on the page where curators begin."""

from django.utils.translation import gettext as _

from netwerkbouwer.importing.models import ImportRun
from netwerkbouwer.organisations.curation.waiting import Box

State = ImportRun.State
# Where a run stands still until someone says how to go on.
STILL = (State.STORED, State.MAPPED, State.PLANNED, State.STOPPED)


def boxes() -> list[Box]:
    """The files that wait for someone."""
    return [
        Box(
            title=_("Inladen"),
            count=ImportRun.objects.filter(state__in=STILL).count(),
            address="/beheer/inladen",
            waits=_("Bestanden die op jou wachten: kies kolommen, bekijk het plan of ga verder."),
            quiet=_("Geen bestand onderweg. Laad een lijst in: een rekenblad mag ook."),
            button=_("Naar inladen"),
        )
    ]
