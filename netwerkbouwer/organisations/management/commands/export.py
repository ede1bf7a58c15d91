# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Make the files of the whole directory."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from netwerkbouwer.organisations.open_data import files


class Command(BaseCommand):
    """Write CSV, GeoJSON, JSON-LD and HSDS anew; who is downloading keeps the old file."""

    help = "Maak de bestanden van de hele gids opnieuw: CSV, GeoJSON, JSON-LD (OSLO) en HSDS."

    def handle(self, *args: Any, **options: Any) -> None:
        export = files.make(settings.SITE_ADDRESS, tell=self._tell)
        self.stdout.write(f"{export.count} organisaties in {settings.EXPORT_DIR / 'current'}")
        for name, size in export.sizes.items():
            self.stdout.write(f"  {name}: {size:,} bytes".replace(",", "."))

    def _tell(self, count: int) -> None:
        self.stdout.write(f"  {count} geschreven")
