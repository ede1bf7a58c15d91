# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What suggestions remember: whose turn it was, and what curators changed of the concepts."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from netwerkbouwer.common.labels import Labels, members, personal, public
from netwerkbouwer.matching.thesaurus import overlay


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


class ThesaurusEdit(models.Model):
    """What a curator changed of a concept: laid over the library until somebody takes it back."""

    class Kind(models.TextChoices):
        NEW = overlay.Kind.NEW.value, _("nieuw begrip")
        ADD_WORD = overlay.Kind.ADD_WORD.value, _("woord erbij")
        DROP_WORD = overlay.Kind.DROP_WORD.value, _("woord weg")
        ADD_ANSWER = overlay.Kind.ADD_ANSWER.value, _("antwoord erbij")
        DROP_ANSWER = overlay.Kind.DROP_ANSWER.value, _("antwoord weg")

    kind = models.CharField(max_length=11, choices=Kind.choices)
    concept = models.CharField(max_length=60, db_index=True)
    value = models.CharField(max_length=120)
    more = models.JSONField(default=dict)  # of a new concept: type, text and terms
    why = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=80, blank=True)

    labels: ClassVar[Labels] = public("id kind concept value more why at undone_at") | personal(
        "by undone_by"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.concept} {self.kind} {self.value}"
