# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Give someone a link to look after the directory, end it, or list who has one."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from netwerkbouwer.common import texts
from netwerkbouwer.organisations.curation import actions
from netwerkbouwer.organisations.models import Curator

LONGEST = 80
HERE = "http://127.0.0.1:8000"


class Command(BaseCommand):
    """Links are shown once; the database keeps only a digest."""

    help = (
        "Geef iemand een eigen link om de gids te beheren. Nog eens dezelfde naam geeft een nieuwe "
        "link, en de oude werkt dan niet meer."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "name", metavar="NAAM", nargs="?", default="", help="voor wie de link is"
        )
        parser.add_argument(
            "--end", metavar="NAAM", default="", help="laat de link van NAAM stoppen"
        )
        parser.add_argument("--list", action="store_true", help="toon wie een link heeft")

    def handle(self, *args: Any, **options: Any) -> None:
        asked = [bool(options["name"]), bool(options["end"]), bool(options["list"])]
        if sum(asked) != 1:
            raise CommandError("Geef een naam, of --end NAAM, of --list.")
        if options["list"]:
            self._list()
        elif options["end"]:
            self._end(_name(options["end"]))
        else:
            self._make(_name(options["name"]))

    def _make(self, name: str) -> None:
        _curator, token = actions.add_curator(name)
        site = settings.SITE_ADDRESS or HERE
        self.stdout.write(
            f"De link van {name}:\n\n  {site}{reverse('curation:enter', args=[token])}\n"
        )
        self.stdout.write(
            "\nBewaar hem zelf of geef hem veilig door: hij is maar één keer te zien, en wie hem "
            "heeft, mag de gids beheren."
        )
        if not settings.SITE_ADDRESS:
            self.stdout.write(
                "Staat Netwerkbouwer op een ander adres of een andere poort? Pas dan het begin van "
                "de link aan, of stel NB_SITE_ADDRESS in."
            )

    def _end(self, name: str) -> None:
        if not actions.end_curator(name):
            raise CommandError(f"Niemand met de naam '{name}' heeft een link. Kijk met --list.")
        self.stdout.write(f"De link van {name} werkt niet meer.")

    def _list(self) -> None:
        rows = list(Curator.objects.order_by("name", "pk"))
        if not rows:
            self.stdout.write("Nog niemand heeft een link. Maak er een met een naam erachter.")
        for row in rows:
            since = f"sinds {row.made_at:%Y-%m-%d}"
            ended = f", gestopt op {row.ended_at:%Y-%m-%d}" if row.ended_at else ""
            self.stdout.write(f"{row.name}: {since}{ended}")


def _name(given: str) -> str:
    name = texts.clean_line(given)
    if not name or len(name) > LONGEST:
        raise CommandError(f"Geef een naam van 1 tot {LONGEST} tekens.")
    return name
