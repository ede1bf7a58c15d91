# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What suggestions remember: whose turn it was."""

from typing import ClassVar

from django.db import models

from netwerkbouwer.common.labels import Labels, members


class Turn(models.Model):
    """How often one organisation was suggested lately: its key and a number, nothing else.

    No relation, so that counting never waits for the directory; the row of an organisation that is
    gone means nothing and fades. `weight` grows as `turns.py` says.
    """

    organisation = models.BigIntegerField(primary_key=True)
    weight = models.FloatField()

    labels: ClassVar[Labels] = members("organisation weight")

    def __str__(self) -> str:
        return f"{self.organisation}"
