# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Do jobs: imports, undoing them, and whatever else takes long."""

import argparse
import os
import threading
from typing import Any

from django.core.management.base import BaseCommand

from netwerkbouwer.common import worker


class Command(BaseCommand):
    """The worker; `start` starts one by itself."""

    help = "Doe het werk dat wacht. 'start' doet dit vanzelf; apart is dit voor een eigen server."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--with-parent", action="store_true", help=argparse.SUPPRESS)
        parser.add_argument("--once", action="store_true", help="stop als er niets meer wacht")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        worker.stop_on_signals(stop)
        if options["with_parent"]:
            worker.end_with_parent()
        if hasattr(os, "nice"):
            os.nice(worker.NICE)
        worker.run(stop=stop, should_stay=lambda: not options["once"])
