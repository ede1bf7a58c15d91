# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tells the other web processes, over Redis, that something is newer now.

Redis never holds a truth: a message says 'board b is at revision n', and who hears it reads the
database. A message that is lost is found by looking in the database; see hub.py.
"""

import asyncio
import logging
import random
from collections.abc import Callable
from typing import Any

import redis.asyncio
from redis.exceptions import RedisError

SHORTEST_PAUSE, LONGEST_PAUSE = 0.2, 5.0  # seconds between two tries to connect
SILENCE = 5.0  # seconds after which we ask whether Redis is still there
PATIENCE = 2.0  # seconds that Redis gets to answer
log = logging.getLogger(__name__)


class Bus:
    """One channel that all web processes of an installation listen to."""

    def __init__(
        self,
        url: str,
        installation: str,
        *,
        hear: Callable[[str, str, int], None],
        rejoined: Callable[[], None],
    ) -> None:
        self._channel = f"netwerkbouwer:{installation}"
        self._hear = hear
        self._rejoined = rejoined
        self._waiting: dict[tuple[str, str], int] = {}
        self._wake = asyncio.Event()
        self._redis = redis.asyncio.Redis.from_url(
            url,
            socket_connect_timeout=PATIENCE,
            socket_timeout=PATIENCE,
            health_check_interval=SILENCE,
        )
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._speak())]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._redis.aclose()

    def publish(self, kind: str, key: str, number: int) -> None:
        """Let the others know; of what still waits only the newest goes out."""
        self._waiting[kind, key] = max(number, self._waiting.get((kind, key), 0))
        self._wake.set()

    async def _speak(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            taken, self._waiting = self._waiting, {}
            try:
                async with self._redis.pipeline(transaction=False) as line:
                    for (kind, key), number in taken.items():
                        line.publish(self._channel, f"{kind}:{key}:{number}")
                    await line.execute()
            except (RedisError, OSError) as error:
                log.warning("redis did not take a message: %s", type(error).__name__)

    async def _listen(self) -> None:
        pause = SHORTEST_PAUSE
        while True:
            try:
                async with self._redis.pubsub(ignore_subscribe_messages=True) as line:
                    await line.subscribe(self._channel)
                    self._rejoined()
                    while True:
                        self._read(await line.get_message(timeout=SILENCE))
                        pause = SHORTEST_PAUSE
            except (RedisError, OSError) as error:
                log.warning("redis is not there: %s", type(error).__name__)
            await asyncio.sleep(random.uniform(pause / 2, pause))
            pause = min(pause * 2, LONGEST_PAUSE)

    def _read(self, message: dict[str, Any] | None) -> None:
        data = (message or {}).get("data")
        if not isinstance(data, bytes):
            return
        kind, _, rest = data.decode("utf-8", "replace").partition(":")
        key, _, number = rest.rpartition(":")
        if key and number.isascii() and number.isdigit() and len(number) < 16:
            self._hear(kind, key, int(number))
