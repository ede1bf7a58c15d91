# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two web processes on one PostgreSQL serve one board, with Redis and without it."""

import asyncio
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from benchmarks.live import client as lives
from benchmarks.live import site as sites

DATABASE = os.environ.get("NB_DATABASE_URL", "")
REDIS = shutil.which("redis-server")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATABASE, reason="two processes need PostgreSQL: NB_DATABASE_URL"),
]


@contextmanager
def database() -> Iterator[str]:
    """A database of our own in the same PostgreSQL; the tests' own one is not for servers."""
    import psycopg

    name = f"nb_live_{os.getpid()}"
    with psycopg.connect(DATABASE, autocommit=True) as line:
        line.execute(f"CREATE DATABASE {name}")
    try:
        yield urlsplit(DATABASE)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(DATABASE, autocommit=True) as line:
            line.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def two_sites(redis_url: str) -> Iterator[tuple[sites.Site, sites.Site]]:
    folder = Path(tempfile.mkdtemp(prefix="nb-two-", dir="/tmp"))
    with database() as url:
        env = {"NB_DATABASE_URL": url, "NB_REDIS_URL": redis_url}
        one = sites.Site(folder, env)
        other_folder = folder / "other"
        other_folder.mkdir()
        two = sites.Site(other_folder, env, data_folder=one.data_folder)
        try:
            one.prepare()
            one.start()
            two.start()
            yield one, two
        finally:
            one.stop()
            two.stop()
            shutil.rmtree(folder, ignore_errors=True)


def people(room: sites.Room, other: sites.Site) -> tuple[lives.Client, lives.Client]:
    """One at each process."""
    there = room.person(1)
    there.where = other.where
    here = lives.Client(room.person(0), author=0, first_delay=0.1)
    return here.start(), lives.Client(there, author=1, first_delay=0.1).start()


async def both_see(clients: tuple[lives.Client, lives.Client], number: int) -> float:
    """Each writes a card; gives the seconds until both have all."""
    for client in clients:
        client.add_card(number)
    for client in clients:
        await client.until_drained()
    began = time.monotonic()
    ids = {str(record.op["card"]) for client in clients for record in client.records}
    await lives.until(
        lambda: all(ids <= client.replica.cards.keys() for client in clients), 20, "not all seen"
    )
    return time.monotonic() - began


def meet(one: sites.Site, two: sites.Site, between: "list[subprocess.Popen[bytes]]") -> None:
    """Two people at two processes, before and after Redis is gone."""
    room = one.make(1, 2)[0]

    async def work() -> None:
        clients = people(room, two)
        for client in clients:
            await client.until_ready()
        await both_see(clients, 1)
        for process in between:
            process.kill()
            process.wait()
        await both_see(clients, 2)
        for client in clients:
            await client.stop()

    asyncio.run(work())
    assert room.site.audit(room.board).revision == 4


def test_without_redis_the_database_tells_what_others_did() -> None:
    with two_sites("") as (one, two):
        meet(one, two, [])


@pytest.mark.skipif(REDIS is None, reason="redis-server is not installed")
def test_redis_may_disappear_in_the_middle_and_nothing_is_lost() -> None:
    assert REDIS is not None
    port = sites.free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    redis = subprocess.Popen([REDIS, *options], stdout=subprocess.DEVNULL)
    try:
        with two_sites(f"redis://127.0.0.1:{port}/0") as (one, two):
            meet(one, two, [redis])
            assert "redis is not there" in one.log()
            assert "Traceback" not in one.log() + two.log()
    finally:
        redis.kill()
        redis.wait()
