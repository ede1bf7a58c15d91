# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Load a CSV file of organisations into the directory."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from netwerkbouwer.organisations import actions, files, summary

TOLD_EVERY = 5_000


class Command(BaseCommand):
    """Load rows; the same file again changes nothing."""

    help = (
        "Laad organisaties uit een CSV-bestand. Nodig zijn de kolommen name, sector en "
        "municipality_code (of municipality). Nog eens laden mag: er komt niets dubbel bij."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", metavar="BESTAND", type=Path, help="een CSV-bestand in UTF-8")
        parser.add_argument(
            "--source",
            metavar="NAAM",
            default="",
            help="waar de gegevens vandaan komen, als het bestand het niet zegt",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self._told = 0
        try:
            report = actions.load_organisations(
                options["file"], source_name=options["source"], progress=self._tell
            )
        except (files.UnreadableFile, actions.NoPlaces) as error:
            raise CommandError(str(error)) from None
        for line in summary.lines(options["file"].name, report):
            self.stdout.write(line)
        if report.refused and report.refused == report.rows:
            raise CommandError("Geen enkele regel kon geladen worden.")

    def _tell(self, what: str, count: int) -> None:
        if count - self._told >= TOLD_EVERY:
            self._told = count
            self.stdout.write(f"  {count} {what}")
