# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tells an author what is wrong in a method file, in the same words as a start does."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from netwerkbouwer.common import yaml_files
from netwerkbouwer.methods import files


class Command(BaseCommand):
    help = "Kijk werkvormbestanden na: de opmaak, de stappen en zones, en de pakken die ze vragen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files", nargs="+", type=Path, metavar="BESTAND", help="een werkvorm (YAML)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = [self.look_over(path) for path in options["files"]].count(False)
        if wrong:
            raise CommandError("Verbeter dit en kijk opnieuw na.", returncode=2)

    def look_over(self, path: Path) -> bool:
        """Say what this file is, or the first thing that is wrong in it."""
        try:
            method = files.read_method(path, str(path))
        except yaml_files.Mistake as mistake:
            self.stderr.write(str(mistake))
            return False
        zones = sum(len(step.zones) for step in method.steps)
        self.stdout.write(
            f"{path}: in orde. '{method.title}', versie {method.version}, "
            f"{len(method.steps)} stappen, {zones} zones."
        )
        return True
