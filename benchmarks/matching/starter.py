# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The starter directory in a database of our own, with the index as the product makes it."""

from functools import cache

from django.conf import settings
from django.core.management import call_command

from netwerkbouwer.organisations import index_files, index_reader, tasks
from netwerkbouwer.organisations.models import Organisation
from netwerkbouwer.organisations.search_index import IndexDocument


@cache
def ready() -> index_reader.Snapshot:
    """Load what is not there yet, and make the index anew when it is of another version."""
    call_command("migrate", verbosity=0)
    if not Organisation.objects.exists():
        call_command("load_places", verbosity=0)
        call_command("load_starter", verbosity=0)
    if not _is_current():
        tasks.build_index()
    return index_reader.snapshot(settings.SEARCH_INDEX_DIR)


def _is_current() -> bool:
    try:
        found = index_reader.snapshot(settings.SEARCH_INDEX_DIR)
    except index_files.IndexUnavailable:
        return False
    return found.numbers.version == tasks.lists_version()


@cache
def documents() -> tuple[IndexDocument, ...]:
    """What the index was made of, in the order of its numbers."""
    ready()
    return tuple(tasks._all())  # there is no public way to them


def texts(document: IndexDocument, *, seeks: bool = False) -> str:
    """The same texts as our index has as subjects, as plain words for other engines.

    `seeks` gives what it looks for instead.
    """
    has = (*document.labels, document.description, *document.offers, *document.usually_offers)
    looks_for = (*document.questions, *document.usually_seeks)
    return ". ".join(filter(None, looks_for if seeks else has))
