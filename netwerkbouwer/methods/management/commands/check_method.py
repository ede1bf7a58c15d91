# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tells an author what is wrong in a method file, in the same words as a start does."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from netwerkbouwer.common import yaml_files
from netwerkbouwer.methods import files
from netwerkbouwer.methods.template import Method


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
        self.stdout.write(f"{path}: in orde\n" + "\n".join(summary(method)))
        return True


def summary(method: Method) -> Iterator[str]:
    """What is in a method, line by line."""
    shortest, longest = method.minutes
    yield f"  '{method.title}', versie {method.version} ({method.status}),"
    yield f"  {shortest} tot {longest} minuten, {len(method.steps)} stappen:"
    for number, step in enumerate(method.steps, start=1):
        zones = ", ".join(f"{zone.title} ({zone.kind})" for zone in step.zones)
        yield f"    {number}. {step.title}: {zones}"
    kinds = Counter(zone.kind.value for zone in method.zones.values())
    yield "  zones: " + ", ".join(f"{count} × {kind}" for kind, count in kinds.most_common())
    packs = sorted({pack for _place, pack, _wanted in method.mentions()})
    yield "  uit de bibliotheek: " + (", ".join(packs) or "niets")
