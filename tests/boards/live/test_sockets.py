# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real server with real sockets: who gets in, what is acknowledged, who is disconnected."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from benchmarks.live import client as lives
from benchmarks.live import frames
from benchmarks.live import site as sites

pytestmark = pytest.mark.slow
Json = dict[str, Any]
PATIENCE = 20.0


@pytest.fixture(scope="module")
def rooms() -> Iterator[Iterator[sites.Room]]:
    """Boards of one server, a fresh one for each test."""
    with sites.site() as site:
        made = iter(site.make(30, 4))
        site.start()
        yield made
        log = [line for line in site.log().splitlines() if "security.txt" not in line]
        assert not [line for line in log if "ERROR" in line or "Traceback" in line], log


@pytest.fixture
def room(rooms: Iterator[sites.Room]) -> sites.Room:
    return next(rooms)


def run(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(asyncio.wait_for(work(), 60))


@asynccontextmanager
async def socket(
    person: lives.Person, **changed: str | None
) -> AsyncIterator[tuple[ClientConnection, str]]:
    """An open socket and a ticket; headers can be given otherwise, or left out with None."""
    ticket, address = await person.enter()
    given = {"Origin": f"http://{person.where[0]}:{person.where[1]}", **person.headers(), **changed}
    headers = {name: value for name, value in given.items() if value is not None}
    uri = f"ws://{person.where[0]}:{person.where[1]}{address}"
    async with connect(
        uri, additional_headers=headers, compression=None, proxy=None, user_agent_header=None
    ) as opened:
        yield opened, ticket


async def say(opened: ClientConnection, message: object) -> None:
    await opened.send(json.dumps(message))


async def hear(opened: ClientConnection, kind: str) -> Json:
    """The next message of a kind."""
    while True:
        raw = await asyncio.wait_for(opened.recv(), PATIENCE)
        message: Json = json.loads(raw)
        if message["t"] == kind:
            return message


async def hello(opened: ClientConnection, ticket: str) -> Json:
    await say(opened, {"t": "hello", "v": 1, "ticket": ticket, "rev": None})
    return await hear(opened, "welcome")


async def closing(opened: ClientConnection) -> int | None:
    """The code with which the server closes."""
    try:
        while True:
            await asyncio.wait_for(opened.recv(), PATIENCE)
    except ConnectionClosed as end:
        return end.rcvd.code if end.rcvd else None


def card(text: str = "een zaal") -> Json:
    return {
        "type": "add_card",
        "op_id": lives.new_id(),
        "card": lives.new_id(),
        "zone": "strengths",
        "card_type": "strength",
        "text": text,
    }


def test_what_one_writes_all_see_and_it_is_on_disk_when_acknowledged(room: sites.Room) -> None:
    async def work() -> None:
        async with socket(room.person(0)) as (mine, one), socket(room.person(1)) as (hers, two):
            await hello(mine, one)
            await hello(hers, two)
            op = card("een zaal op weekdagen")
            await say(mine, {"t": "ops", "n": 1, "ops": [op]})
            acks = await hear(mine, "acks")
            assert acks["answers"][0]["rev"] == 1
            assert room.site.audit(room.board).disk.op_ids == (op["op_id"],)
            state = await hear(hers, "state")
            while not any(one["id"] == op["card"] for one in state["cards"]):
                state = await hear(hers, "state")
            assert state["rev"] >= 1

    run(work)


def test_the_same_operation_counts_once_and_gets_its_first_answer(room: sites.Room) -> None:
    async def work() -> None:
        async with socket(room.person(0)) as (mine, ticket):
            await hello(mine, ticket)
            op = card()
            await say(mine, {"t": "ops", "n": 1, "ops": [op, op]})
            await say(mine, {"t": "ops", "n": 2, "ops": [op]})
            first, second = await hear(mine, "acks"), await hear(mine, "acks")
            assert (first["n"], second["n"]) == (1, 2)
            assert [one["rev"] for one in first["answers"] + second["answers"]] == [1, 1, 1]

    run(work)


def test_what_cannot_be_read_is_refused_alone_and_in_its_place(room: sites.Room) -> None:
    async def work() -> None:
        async with socket(room.person(0)) as (mine, ticket):
            await hello(mine, ticket)
            wrong = {"type": "boom", "op_id": "x"}
            await say(mine, {"t": "ops", "n": 7, "ops": [card(), wrong, 5, card()]})
            answers = (await hear(mine, "acks"))["answers"]
            assert [one.get("refused") for one in answers] == [None, "malformed", "malformed", None]
            assert answers[1]["op_id"] == "x"

    run(work)


@pytest.mark.parametrize(
    "origin", ["https://elders.example", "null", None, "http://127.0.0.1", "ftp://127.0.0.1"]
)
def test_a_page_from_elsewhere_gets_no_socket(room: sites.Room, origin: str | None) -> None:
    async def work() -> None:
        with pytest.raises(InvalidStatus) as refusal:
            async with socket(room.person(0), Origin=origin):
                pass
        assert refusal.value.response.status_code == 403

    run(work)


@pytest.mark.parametrize("host", ["elders.example", "[", "", "127.0.0.1:x", "a b"])
def test_a_strange_host_gets_no_socket(room: sites.Room, host: str) -> None:
    async def work() -> None:
        person = room.person(0)
        headers = {**person.headers(), "Host": host, "Origin": f"http://{host}"}
        with pytest.raises(frames.NotConnected) as refusal:
            await frames.connect(person.where, f"/borden/{room.board}/live", headers, print)
        assert refusal.value.status in {400, 403}

    run(work)


def test_a_program_without_cookies_gets_in_by_its_ticket(room: sites.Room) -> None:
    async def work() -> None:
        async with socket(room.person(0), Origin=None, Cookie=None) as (mine, ticket):
            welcome = await hello(mine, ticket)
            assert welcome["me"]["name"] == "Deelnemer 0"

    run(work)


def test_a_ticket_opens_one_socket_and_only_for_its_owner(room: sites.Room) -> None:
    async def work() -> None:
        async with socket(room.person(0)) as (mine, ticket):
            await hello(mine, ticket)
            for person in (room.person(0), room.person(1)):
                async with socket(person) as (other, _unused):
                    await say(other, {"t": "hello", "v": 1, "ticket": ticket, "rev": None})
                    assert await closing(other) == 4401
        fresh, _address = await room.person(2).enter()
        async with socket(room.person(1)) as (thief, _unused):
            await say(thief, {"t": "hello", "v": 1, "ticket": fresh, "rev": None})
            assert await closing(thief) == 4401

    run(work)


@pytest.mark.parametrize(
    ("first", "code"),
    [
        ({"t": "ping"}, 4400),
        ("geen json", 4400),
        ({"t": "hello", "v": 1, "ticket": "verzonnen", "rev": None}, 4401),
        ({"t": "hello", "v": 9, "ticket": "x", "rev": None}, 4400),
        ("x" * 70_000, 4413),
    ],
)
def test_who_does_not_greet_well_is_disconnected(
    room: sites.Room, first: object, code: int
) -> None:
    async def work() -> None:
        async with socket(room.person(0)) as (mine, _ticket):
            await mine.send(first if isinstance(first, str) else json.dumps(first))
            assert await closing(mine) == code

    run(work)


def test_five_malformed_frames_end_a_socket_and_a_large_one_does_at_once(room: sites.Room) -> None:
    async def work() -> None:
        async with socket(room.person(0)) as (mine, ticket):
            await hello(mine, ticket)
            for _ in range(4):
                await mine.send('{"t":"boom"}')
            await say(mine, {"t": "ping"})
            await hear(mine, "pong")
            await mine.send(b"\xff\xfe")
            assert await closing(mine) == 4400
        async with socket(room.person(0)) as (mine, ticket):
            await hello(mine, ticket)
            await mine.send("x" * 70_000)
            assert await closing(mine) == 4413

    run(work)


def test_who_floods_is_refused_then_sent_away_and_can_come_back(room: sites.Room) -> None:
    async def work() -> None:
        async with socket(room.person(0)) as (mine, ticket), socket(room.person(1)) as (hers, two):
            await hello(mine, ticket)
            await hello(hers, two)
            for number in range(60):
                await say(mine, {"t": "ops", "n": number, "ops": [card() for _ in range(10)]})
            assert await closing(mine) == 4429
            await say(hers, {"t": "ops", "n": 1, "ops": [card()]})
            assert "rev" in (await hear(hers, "acks"))["answers"][0]
        assert room.site.audit(room.board).revision <= 111
        async with socket(room.person(0)) as (again, ticket):
            await hello(again, ticket)

    run(work)


def test_ten_sockets_each_and_no_more(room: sites.Room) -> None:
    async def work() -> None:
        opened = [lives.Client(room.person(0)).start() for _ in range(10)]
        for one in opened:
            await one.until_ready()
        async with socket(room.person(0)) as (mine, ticket):
            await say(mine, {"t": "hello", "v": 1, "ticket": ticket, "rev": None})
            assert (await hear(mine, "bye"))["code"] == "too_much"
            assert await closing(mine) == 4429
        for one in opened:
            await one.stop()

    run(work)


def test_presence_goes_to_all(room: sites.Room) -> None:
    async def work() -> None:
        async with socket(room.person(0)) as (mine, one), socket(room.person(1)) as (hers, two):
            await hello(mine, one)
            await hello(hers, two)
            here = lives.new_id()
            await say(mine, {"t": "here", "card": here, "zone": "strengths", "typing": True})
            people = (await hear(hers, "people"))["people"]
            while "strengths" not in {person["typing"] for person in people}:
                people = (await hear(hers, "people"))["people"]
            assert len(people) == 2

    run(work)


def test_polling_gives_the_same_as_a_socket(room: sites.Room) -> None:
    async def work() -> None:
        async with socket(room.person(0)) as (mine, ticket):
            await hello(mine, ticket)
            first = await hear(mine, "state")
            polled = await room.person(1).snapshot()
            assert sorted(map(str, polled["state"]["cards"])) == sorted(map(str, first["cards"]))
            posted = await room.person(1).ask(
                f"POST /borden/{room.board}/operaties", {"ops": [card("per post")], "rev": 0}
            )
            body = json.loads(posted.body)
            assert body["acks"]["answers"][0]["rev"] == 1
            assert (await hear(mine, "state"))["cards"][0]["text"] == "per post"

    run(work)


def press(who: lives.Person, address: str, **fields: str) -> Coroutine[Any, Any, Any]:
    """Send a form."""
    line, body = f"POST {address}", urlencode(fields).encode()
    headers = {**who.headers(), "Content-Type": "application/x-www-form-urlencoded"}
    return frames.ask(who.where, line, headers, body)


def test_what_who_leads_does_on_the_console_reaches_everyone(room: sites.Room) -> None:
    async def work() -> None:
        leader, console = room.maker(), f"/sessies/{room.made['session']}/leiden"
        async with socket(room.person(0)) as (mine, one), socket(room.person(1)) as (hers, two):
            me = (await hello(mine, one))["me"]
            await hello(hers, two)
            await say(hers, {"t": "ops", "n": 1, "ops": [card("nog even stil")]})
            await hear(hers, "acks")
            assert (await press(leader, console, do="hide", zone="strengths")).status == 302
            assert (await hear(mine, "session"))["session"]["hidden"] == ["strengths"]
            state = await hear(mine, "state")
            assert state["reset"]
            assert "nog even stil" not in str(state)
            hers_now = await hear(hers, "state")
            while not hers_now["reset"]:
                hers_now = await hear(hers, "state")
            assert "nog even stil" in str(hers_now)
            await press(leader, console, do="send_out", person=str(me["id"]))
            assert (await hear(mine, "bye"))["code"] == "kicked"
            assert await closing(mine) == 4403

    run(work)


def test_renewed_links_disconnect_everyone(room: sites.Room) -> None:
    async def work() -> None:
        async with socket(room.person(0)) as (mine, ticket):
            await hello(mine, ticket)
            done = await press(room.maker(), f"/borden/{room.board}/delen", do="rotate")
            assert done.status == 302
            assert await closing(mine) == 1012
        with pytest.raises(frames.NotConnected) as refusal:
            await room.person(0).enter()
        assert refusal.value.status == 404

    run(work)


def test_a_stopping_server_lets_everyone_come_back(room: sites.Room) -> None:
    """Last of this file: the server is started anew."""

    async def work() -> None:
        client = lives.Client(room.person(0)).start()
        await client.until_ready()
        client.add_card(1)
        await client.until_drained()
        await asyncio.to_thread(room.site.stop)
        client.add_card(2)
        await asyncio.to_thread(room.site.start)
        await client.until_drained()
        assert client.endings[0] == 1012
        assert room.site.audit(room.board).revision == 2
        await client.stop()

    run(work)
