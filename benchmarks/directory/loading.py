# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A directory to measure on: every organisation we may use for tests, loaded once per run."""

from functools import cache

from django.core.management import call_command

from benchmarks import data
from netwerkbouwer.organisations.models import Organisation


@cache
def load() -> tuple[int, str]:
    """Fill the database and the index; gives (organisations, what was loaded)."""
    call_command("migrate", verbosity=0)
    call_command("load_places", verbosity=0)
    folder = data.folder("organisations")
    file = folder / "organisations_unified.csv" if folder else None
    if file and file.exists():
        call_command("load_organisations", str(file), verbosity=0)
        what = "every row of organisations_unified.csv"
    else:
        what = "the starter directory only: NB_BENCH_DATA does not point at the larger file"
    call_command("load_starter", verbosity=0)
    call_command("build_search_index", verbosity=0)
    return Organisation.objects.count(), what
