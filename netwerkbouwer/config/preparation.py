# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything between an empty folder and a first page, each step skipped when it is up to date.

What a step read (packaged data and the code that loads it) is kept as a hash in the data folder;
the same hash means there is nothing to do.
"""

import errno
import hashlib
import json
import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core import management
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from netwerkbouwer.common import locks, messages, yaml_files
from netwerkbouwer.library import queries as library
from netwerkbouwer.matching.embedding import likeness as embeddings
from netwerkbouwer.matching.thesaurus import tasks as thesaurus
from netwerkbouwer.methods import queries as methods
from netwerkbouwer.organisations import index_files, index_reader, tasks
from netwerkbouwer.organisations.models import Curator
from netwerkbouwer.organisations.open_data import files as open_files

KEPT_COPIES = 3
READ_FILES = {".py", ".csv", ".json", ".yaml", ".gz", ".npz", ".txt", ".tsv"}


class CannotPrepare(Exception):
    """The start cannot go on; the text says why and what to do."""


@dataclass(frozen=True)
class Step:
    """One management command, what it does in Dutch, and the folders it reads."""

    title: str
    command: str
    reads: tuple[str, ...]

    def exists(self) -> bool:
        return self.command in management.get_commands()

    def fingerprint(self) -> str:
        """A hash over what the step reads; other contents mean that it must run again."""
        total = hashlib.sha256(self.command.encode())
        for folder in self.reads:
            for path in sorted((settings.PACKAGE / folder).rglob("*")):
                if path.is_file() and path.suffix in READ_FILES:
                    total.update(str(path.relative_to(settings.PACKAGE)).encode())
                    total.update(path.read_bytes())
        return total.hexdigest()


DATA_STEPS = (
    Step("Gemeenten laden", "load_places", ("places", "common")),
    Step(
        "Organisaties laden", "load_starter", ("organisations", "places", "common", "library/packs")
    ),
    Step("Zoekindex bouwen", "build_search_index", ("organisations", "common", "library/packs")),
)


def prepare() -> None:
    """Bring the data folder up to date. Raises CannotPrepare with a sentence."""
    try:
        with locks.hold(settings.DATA_DIR / "start.lock"):
            messages.compile_all(settings.PACKAGE / "locale")
            state = read_state()
            if update_database():
                state = {}
            thesaurus.write_edits()
            forget_lost_index(state)
            for step in DATA_STEPS:
                run_step(step, state)
    except DatabaseError as error:
        raise CannotPrepare(explain_database(error)) from None
    except OSError as error:
        raise CannotPrepare(explain_file(error)) from None


def tell_how_to_curate() -> None:
    """As long as nobody looks after the directory, a start says how to."""
    if not Curator.objects.exists():
        command = f"{os.environ.get('NB_COMMAND', 'netwerkbouwer')} curator NAAM"
        sys.stderr.write(f"· De gids beheren? Maak je eigen link met: {command}\n")


def leave_work() -> None:
    """What may come after the first page: files that anyone may take, vectors of texts."""
    if settings.WORKER:
        open_files.make_first()
        embeddings.make_later()


def forget_lost_index(state: dict[str, str]) -> None:
    """An index that was removed, or that another version made, must be built again."""
    try:
        index = index_reader.snapshot(settings.SEARCH_INDEX_DIR)
        is_current = index.numbers.version == tasks.lists_version()
    except index_files.IndexUnavailable:
        is_current = False
    if not is_current:
        state.pop("build_search_index", None)


def check_content() -> None:
    """Read library and methods; a mistake stops with file, line and reason.

    The server keeps what is read here, so this also makes the first page fast.
    """
    try:
        library.packs()
        methods.published()
        embeddings.check()
    except yaml_files.Mistake as mistake:
        raise CannotPrepare(f"{mistake}\nVerbeter het bestand en start opnieuw.") from None
    except embeddings.WrongModel as wrong:
        raise CannotPrepare(f"NB_EMBEDDING_MODEL_DIR: {wrong}") from None


def run_step(step: Step, state: dict[str, str]) -> None:
    if not step.exists():
        return
    wanted = step.fingerprint()
    if state.get(step.command) == wanted:
        return
    with told(step.title):
        try:
            management.call_command(step.command, stdout=sys.stderr, skip_checks=True)
        except management.CommandError as error:
            raise CannotPrepare(str(error)) from None
    state[step.command] = wanted
    write_state(state)


@contextmanager
def told(title: str) -> Iterator[None]:
    """Say on standard error what takes a while, and how long it took."""
    started = time.monotonic()
    sys.stderr.write(f"· {title} …\n")
    yield
    duration = f"{time.monotonic() - started:.1f}".replace(".", ",")
    sys.stderr.write(f"  klaar in {duration} s\n")


def read_state() -> dict[str, str]:
    try:
        stored = json.loads((settings.DATA_DIR / "prepared.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stored if isinstance(stored, dict) else {}


def write_state(state: dict[str, str]) -> None:
    draft = settings.DATA_DIR / "prepared.tmp"
    draft.write_text(json.dumps(state, indent=1), encoding="utf-8")
    draft.replace(settings.DATA_DIR / "prepared.json")


def update_database() -> bool:
    """Migrate when needed, after a copy of the database. True: it was empty before."""
    executor = MigrationExecutor(connection)
    is_new = not executor.loader.applied_migrations
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        if not is_new:
            copy_database()
        with told("Database maken" if is_new else "Database bijwerken"):
            management.call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    return is_new


def copy_database() -> Path | None:
    """Keep the SQLite database as it was before a migration; the last three copies stay.

    PostgreSQL has its own backups, which are the administrator's.
    """
    if connection.vendor != "sqlite":
        return None
    folder = settings.DATA_DIR / "backups"
    folder.mkdir(exist_ok=True)
    name = f"before-migration-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.sqlite3"
    target = folder / name
    with told(f"Kopie van de database bewaren: {target}"):
        source_path = settings.DATABASES["default"]["NAME"]
        draft = target.with_suffix(".tmp")
        with closing(sqlite3.connect(source_path)) as source, closing(sqlite3.connect(draft)) as to:
            source.backup(to)
        draft.replace(target)
    for old in sorted(folder.glob("before-migration-*.sqlite3"))[:-KEPT_COPIES]:
        old.unlink()
    return target


def explain_database(error: DatabaseError) -> str:
    text = str(error).strip()
    if "full" in text:
        return "De schijf is vol. Maak ruimte en start opnieuw; er is niets verloren."
    if "locked" in text:
        return "De database is bezig met iets anders. Wacht even en start opnieuw."
    if connection.vendor == "sqlite":
        return (
            f"De database in {settings.DATA_DIR} kan niet open: {text}. Kijk of je in die map mag "
            "schrijven, of kies een andere met NB_DATA_DIR."
        )
    return f"De database van NB_DATABASE_URL antwoordt niet: {text}"


def explain_file(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "De schijf is vol. Maak ruimte en start opnieuw; er is niets verloren."
    return (
        f"{error.filename or settings.DATA_DIR}: {error.strerror}. Kijk of je daar mag schrijven."
    )
