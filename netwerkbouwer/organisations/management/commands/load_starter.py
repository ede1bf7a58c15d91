# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Load the packaged directory."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from netwerkbouwer.organisations import actions, files, summary

TOLD_EVERY = 5_000


class Command(BaseCommand):
    """Load the packaged files that changed since the last time."""

    help = "Laad de gids die wordt meegeleverd; wat al geladen is, wordt overgeslagen."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            reports = actions.load_starter(progress=self._tell)
        except (files.UnreadableFile, actions.NoPlaces) as error:
            raise CommandError(str(error)) from None
        for name, report in reports.items():
            for line in summary.lines(name, report, with_remarks=False):
                self.stdout.write(line)
        if not reports:
            self.stdout.write("Gids: niets te doen.")

    def _tell(self, what: str, count: int) -> None:
        if count % TOLD_EVERY == 0:
            self.stdout.write(f"  {count} {what}")
