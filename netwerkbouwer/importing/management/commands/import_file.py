# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Take a file of a source into the directory; shows the plan first."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from netwerkbouwer.importing import actions, pipeline, queries, sentences, sources, summary
from netwerkbouwer.importing.models import ImportRun
from netwerkbouwer.importing.options import LONGEST_PURPOSE, Options
from netwerkbouwer.importing.plan import Progress


class Command(BaseCommand):
    """Read, plan, and with --apply carry out; works without a worker."""

    help = (
        "Neem een bestand of register in de gids op. Zonder --apply zie je alleen wat er zou "
        "gebeuren."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        known = ", ".join(reader.slug for reader in sources.READERS)
        parser.add_argument("reader", metavar="BRON", help=f"een van: {known}")
        parser.add_argument("file", metavar="BESTAND", type=Path, help="een bestand of een map")
        parser.add_argument("--apply", action="store_true", help="voer het plan uit")
        parser.add_argument("--force", action="store_true", help="ook als er iets opvalt")
        whole = parser.add_mutually_exclusive_group()
        whole.add_argument("--whole", action="store_true", default=None,
                           help="wat niet in het bestand staat, bestaat niet meer")  # fmt: skip
        whole.add_argument("--part", action="store_false", dest="whole", default=None,
                           help="het bestand is maar een deel van de bron")  # fmt: skip
        parser.add_argument("--contacts", metavar="DOEL", type=_purpose, default=None,
                            help="bewaar contactpersonen, en zeg waarvoor")  # fmt: skip
        parser.add_argument("--persons", metavar="DOEL", type=_purpose, default=None,
                            help="bewaar eenmanszaken, en zeg waarvoor")  # fmt: skip
        parser.add_argument("--source", metavar="NAAM", default="",
                            help="als het bestand van een andere bron komt")  # fmt: skip
        parser.add_argument("--date", metavar="DAG", type=_day, default=None,
                            help="van welke dag de gegevens zijn, zoals 2026-01-31")  # fmt: skip
        parser.add_argument("--numbers-only", action="store_true",
                            help="herken alleen op sleutel en nummer, niet op naam")  # fmt: skip
        parser.add_argument("--everything", action="store_true",
                            help="ook wat de lezer anders weglaat, zoals winkels")  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            run = self._receive(options)
            self._read(run)
            counts = queries.counts(run)
            if nothing := sentences.nothing(counts, queries.usual_refusal(run)):
                raise CommandError(nothing)
            if options["apply"]:
                self._apply(run)
        except (actions.Unwelcome, pipeline.Refused) as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as error:
            raise CommandError(_trouble(error)) from None

    def _receive(self, options: dict[str, Any]) -> ImportRun:
        chosen = Options(
            contacts_purpose=options["contacts"] or "",
            persons_purpose=options["persons"] or "",
            force=options["force"],
            numbers_only=options["numbers_only"],
            extra={"everything": True} if options["everything"] else {},
        )
        return actions.receive(
            options["file"],
            options["file"].name,
            reader=options["reader"],
            options=chosen,
            source_name=options["source"],
            data_on=options["date"],
            is_whole=options["whole"],
            by="opdrachtregel",
            limits="register",
        )

    def _read(self, run: ImportRun) -> None:
        pipeline.read(run, progress=self._telling("gelezen en vergeleken"), limits="register")
        for line in summary.lines(run, queries.counts(run)):
            self.stdout.write(line)
        self.stdout.write(f"Bekijk alles: /beheer/inladen/{run.public_id}")

    def _apply(self, run: ImportRun) -> None:
        pipeline.apply(run, progress=self._telling("verwerkt"))
        self.stdout.write("Verwerkt.")

    def _telling(self, what: str) -> Progress | None:
        """Progress on one line, where a person looks at it."""
        if not sys.stderr.isatty():
            return None

        def tell(done: int, total: int) -> None:
            share = 100 * done // total if total else 0
            sys.stderr.write(f"\r  {share:3d}% {what} ")

        return tell


def _trouble(error: OSError) -> str:
    """What the disk says, in a sentence."""
    if isinstance(error, FileNotFoundError):
        return f"{error.filename}: dit bestand is er niet. Kijk na of de naam en de map kloppen."
    if isinstance(error, PermissionError):
        return f"{error.filename}: dit bestand mogen we niet lezen of schrijven."
    return f"{error.filename}: dit lukte niet ({error.strerror}). Probeer het opnieuw."


def _purpose(text: str) -> str:
    text = text.strip()
    if not text or len(text) > LONGEST_PURPOSE:
        raise argparse.ArgumentTypeError(
            f"zeg in hooguit {LONGEST_PURPOSE} tekens waarvoor, bijvoorbeeld 'uitnodigen'"
        )
    return text


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is geen dag als 2026-01-31") from None
    if found > timezone.localdate():
        raise argparse.ArgumentTypeError(f"'{text}' ligt in de toekomst")
    return found
