# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command line: `netwerkbouwer <command>`; `./nb` calls the same."""

import os
import sys


def main() -> None:
    """Run one command; without one, show what there is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerkbouwer.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["netwerkbouwer", *sys.argv[1:]])
