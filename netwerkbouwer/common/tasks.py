# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one task that the queue knows; which work it is, is on the row of the job."""

from django_tasks import task


@task()
def run(pk: int) -> None:
    from netwerkbouwer.common import jobs  # queues this task, so it cannot be known before

    jobs.carry_out(pk)
