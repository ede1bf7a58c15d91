# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rooms open once, hear what is committed meanwhile, and are forgotten when everyone left."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from netwerkbouwer.boards import batch, models, writer
from netwerkbouwer.boards.live import announce, reading
from netwerkbouwer.boards.live.hub import Hub
from netwerkbouwer.boards.live.mirror import Mirror
from netwerkbouwer.boards.live.room import Room
from netwerkbouwer.boards.state import Card


class Desk:
    """What the database would say, and how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.go_on = threading.Event()
        self.go_on.set()

    def load(self, board_id: str) -> tuple[Mirror, models.Board]:
        self.asked += 1
        self.go_on.wait(10)
        return Mirror(board_id), models.Board(pk=board_id, link_secret="s")


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    made = Desk()
    monkeypatch.setattr(reading, "load", made.load)
    yield made
    made.go_on.set()


def committed(board_id: str, revision: int, text: str) -> batch.Committed:
    card = Card("c", "strengths", "strength", None, "1", text, changed_revision=revision)
    board = models.Board(pk=board_id, title="Bord", variant="vl", revision=revision)
    return batch.Committed(board=board, first=revision - 1, answers=[], cards=(card,))


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0.01)


def test_people_who_come_in_together_open_a_board_once(desk: Desk) -> None:
    async def work() -> None:
        hub = Hub()
        rooms = await asyncio.gather(*(hub.enter("bord") for _ in range(20)))
        assert len(set(map(id, rooms))) == 1
        assert desk.asked == 1
        for room in rooms:
            hub.entered(room)
        assert hub.rooms == {}
        hub.reader.stop()

    asyncio.run(work())


def test_a_session_that_changes_while_a_board_opens_is_read_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work() -> None:
        hub = Hub()
        desk.go_on.clear()
        entering = asyncio.ensure_future(hub.enter("bord"))
        await settle()
        hub.announced(announce.News.SESSION, "sessie")
        await settle()
        desk.go_on.set()
        await entering
        await settle()
        assert refreshed == ["bord"]
        hub.reader.stop()

    refreshed: list[str] = []
    monkeypatch.setattr(reading, "session_boards", lambda _: (2, {"bord"}))
    monkeypatch.setattr(Room, "refresh", lambda room: refreshed.append(room.id))
    asyncio.run(work())


def test_what_is_committed_while_a_board_opens_is_not_missed(desk: Desk) -> None:
    async def work() -> None:
        hub = Hub()
        desk.go_on.clear()
        entering = asyncio.ensure_future(hub.enter("bord"))
        await settle()
        threading.Thread(target=hub.committed, args=[committed("bord", 1, "net op tijd")]).start()
        await settle()
        desk.go_on.set()
        room = await entering
        await settle()
        assert room.mirror.cards["c"].text == "net op tijd"
        hub.reader.stop()

    asyncio.run(work())


def test_a_room_that_fails_does_not_hurt_another(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def work() -> None:
        hub = Hub()
        bad, good = await hub.enter("stuk"), await hub.enter("heel")
        monkeypatch.setattr(bad.mirror, "take", lambda *_: 1 / 0)
        for board_id in ("stuk", "heel"):
            hub.committed(committed(board_id, 1, "verder"))
        await settle()
        assert good.mirror.cards["c"].text == "verder"
        assert hub.rooms == {"heel": good}
        hub.reader.stop()

    asyncio.run(work())
    assert "a room failed" in caplog.text


def test_a_board_that_does_not_exist_is_no_room(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(board_id: str) -> Any:
        raise reading.Gone

    async def work() -> None:
        hub = Hub()
        for _ in range(2):
            with pytest.raises(reading.Gone):
                await hub.enter("weg")
        assert hub.rooms == {}
        hub.reader.stop()

    monkeypatch.setattr(reading, "load", load)
    asyncio.run(work())


def test_news_after_the_server_stopped_is_nobodys() -> None:
    async def work() -> Hub:
        hub = Hub()
        hub.start()
        await hub.stop()
        return hub

    before = len(writer.LISTENERS), len(announce.LISTENERS)
    hub = asyncio.run(work())
    assert (len(writer.LISTENERS), len(announce.LISTENERS)) == before
    hub.committed(committed("bord", 1, "te laat"))
    hub.announced(announce.News.BOARD_GONE, "bord")


def test_a_slow_room_makes_all_wait_a_little_longer_and_a_quick_one_undoes_that() -> None:
    async def work() -> None:
        hub = Hub()
        shortest = hub.tick()
        for _ in range(50):
            hub.spent(0.1)
        slow = hub.tick()
        for _ in range(80):
            hub.spent(0.0)
        assert shortest < slow <= 0.06
        assert hub.tick() < slow / 2
        hub.reader.stop()

    asyncio.run(work())


@pytest.mark.django_db(transaction=True)
def test_what_is_told_in_a_transaction_is_told_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(announce, "LISTENERS", [lambda news, key: heard.append(f"{news} {key}")])
    with transaction.atomic():
        announce.session_changed("een")
        assert heard == []
    with transaction.atomic():
        announce.session_changed("twee")
        transaction.set_rollback(True)
    announce.board_gone("drie")
    assert heard == ["session een", "board_gone drie"]
