# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fetch what a source has about one area, into a folder; taking it in comes after."""

import argparse
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from netwerkbouwer.common import env
from netwerkbouwer.importing import fetching, sources
from netwerkbouwer.importing.sources.reader import Reader, Request
from netwerkbouwer.organisations.files import UnreadableFile

MOST = 200 * 1024 * 1024  # bytes of one answer
PATIENCE = 600.0  # seconds for one answer: a map server takes its time
FETCHING = tuple(reader.slug for reader in sources.READERS if reader.fetch)


class Command(BaseCommand):
    """Pages that are there already stay: done again, it goes on where it stopped."""

    help = "Haal op wat een bron over een gebied weet. Neem het daarna op met 'import'."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("reader", metavar="BRON", choices=FETCHING)
        parser.add_argument("folder", metavar="MAP", type=Path, help="waar het komt te staan")
        parser.add_argument("--where", default="", metavar="GEBIED",
                            help="gebied, zoekvraag of laag, zoals de bron het noemt")  # fmt: skip
        parser.add_argument("--url", default="", metavar="ADRES",
                            help="het adres van de dienst, als het een ander is")  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        reader = sources.by_slug(options["reader"])
        try:
            options["folder"].mkdir(parents=True, exist_ok=True)
            path = _fetch(reader, options)
        except (fetching.NotFetched, UnreadableFile, env.WrongSetting) as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}.") from None
        self.stdout.write(f"Opgehaald. Neem het nu op: import {reader.slug} {path}")


def _fetch(reader: Reader, options: dict[str, Any]) -> Path:
    key = env.env_secret(reader.key_setting) if reader.key_setting else ""
    if reader.key_setting and not key:
        raise CommandError(
            f"Voor {reader.name} heb je een sleutel nodig. Zet hem in {reader.key_setting}."
        )
    if reader.needs_address and not options["url"]:
        raise CommandError("Zeg met --url waar de dienst staat.")
    get = partial(fetching.fetch, hosts=settings.IMPORT_HOSTS, most=MOST, patience=PATIENCE)
    request = Request(options["folder"], get, key, options["where"], options["url"])
    return reader.fetch(request) if reader.fetch else options["folder"]
