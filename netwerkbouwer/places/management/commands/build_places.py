# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Renew the packaged tables and outlines of places from open data files."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from netwerkbouwer.places import build


class Command(BaseCommand):
    """Read a folder with gazetteer files, write `places/data/`."""

    help = "Write places/data/ from a folder with open gazetteer files (needs shapely)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = argparse.ArgumentDefaultsHelpFormatter
        parser.add_argument("--gazetteer", type=Path, required=True, help="folder with the sources")
        parser.add_argument(
            "--target", type=Path, default=Path(build.__file__).parent / "data", help="write here"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            from netwerkbouwer.places import build_shapes
        except ImportError as error:
            raise CommandError("Install shapely first: pip install shapely") from error
        gazetteer, target = options["gazetteer"], options["target"]
        if not gazetteer.is_dir():
            raise CommandError(f"{gazetteer} is not a folder")
        target.mkdir(parents=True, exist_ok=True)
        try:
            counts = build.build_tables(gazetteer, target)
            counts |= build_shapes.build_shapes(gazetteer, target)
        except (FileNotFoundError, KeyError) as error:
            raise CommandError(f"The gazetteer folder lacks a file or a column: {error}") from error
        for name, count in counts.items():
            self.stdout.write(f"{name}: {count}")
