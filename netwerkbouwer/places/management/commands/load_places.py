# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Put the packaged places into the database."""

from typing import Any

from django.core.management.base import BaseCommand

from netwerkbouwer.places import actions


class Command(BaseCommand):
    """Load municipalities, postcodes, names and neighbours; a second run changes nothing."""

    help = "Load municipalities, postcodes, names and neighbours; may be repeated."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = actions.load_places(progress=self._tell)
        if not loaded.changed:
            self.stdout.write("Plaatsen: niets te doen.")

    def _tell(self, what: str, count: int) -> None:
        self.stdout.write(f"Plaatsen: {count} {what}")
