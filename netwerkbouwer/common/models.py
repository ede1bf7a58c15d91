# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Long work that a worker does while people go on."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from netwerkbouwer.common import bulk
from netwerkbouwer.common.labels import Labels, members

models.Field.register_lookup(bulk.Among)
models.ForeignObject.register_lookup(bulk.Among)


class Job(models.Model):
    """One piece of work: how far it is, and a sign of life of whoever does it. See `jobs.py`."""

    class State(models.TextChoices):
        WAITING = "waiting", "wacht"
        RUNNING = "running", "bezig"
        DONE = "done", "klaar"
        STOPPED = "stopped", "gestopt"
        FAILED = "failed", "mislukt"

    work = models.CharField(max_length=120)  # the dotted path of a function
    subject = models.CharField(max_length=80)  # what it is about, an id of whatever it works on
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    message = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    labels: ClassVar[Labels] = members(
        "id work subject state done total message attempts stop_asked queued_at started_at "
        "heartbeat_at finished_at"
    )

    class Meta:
        ordering = ["-queued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["work", "subject"],
                condition=Q(state__in=("waiting", "running")),
                name="common_job_once_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="common_job_state")]

    def __str__(self) -> str:
        return f"{self.work} {self.subject} ({self.state})"
