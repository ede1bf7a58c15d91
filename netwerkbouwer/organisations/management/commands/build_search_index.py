# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Make the search index anew from the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from netwerkbouwer.organisations import index_files, tasks


class Command(BaseCommand):
    """Build a new index and put it in the place of the old one; people can go on searching."""

    help = "Maak de zoekindex opnieuw uit de database; wie zoekt, merkt er niets van."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            version = tasks.build_index(progress=self._tell)
        except index_files.IndexUnavailable as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Zoekindex: {version.count} organisaties.")

    def _tell(self, count: int) -> None:
        self.stdout.write(f"  {count} gelezen")
