# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Renew the packaged registers file from a folder with open data."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from netwerkbouwer.organisations import actions, build


class Command(BaseCommand):
    """Read a folder with registers of organisations, write `organisations/data/starter/`."""

    help = "Write organisations/data/starter/registers.csv.gz from a folder with open data."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--organisations", type=Path, required=True, help="folder with the sources"
        )
        parser.add_argument("--target", type=Path, default=actions.STARTER, help="write here")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            built = build.build(options["organisations"], options["target"])
        except (FileNotFoundError, KeyError) as error:
            raise CommandError(f"The folder lacks a file or a column: {error}") from error
        self.stdout.write(f"{build.TARGET_NAME}: {built.written} organisations")
        for country, count in sorted(built.by_country.items()):
            self.stdout.write(f"  {country}: {count}")
        for reason, count in sorted(built.left_out.items()):
            self.stdout.write(f"  left out, {reason}: {count}")
