# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The drawn view with 2,000 cards on a slow device: how long its frames take.

A real server and a real browser, with the processor four times slower (CDP
Emulation.setCPUThrottlingRate). Between the frames of the browser we slide, zoom and drag as a
person does, and another participant changes cards meanwhile. A frame cannot be shorter than
16.7 ms: the browser draws 60 times per second.
"""

import json
import os
import random
import secrets
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.management import call_command
from playwright.sync_api import Page, sync_playwright

from benchmarks.figures import Figure
from netwerkbouwer.boards import actions, models, operations
from netwerkbouwer.boards.stage import Role
from netwerkbouwer.methods import queries as methods

CARDS = 2_000
SLOWER = 4
SCREEN = {"width": 1440, "height": 900}
BUDGET = "p95 ≤ 33 ms"
EDITS_PER_SECOND = 10
CODES = "42006 41002 42025 46024 42010 44021 41048 44083 41081 11002 12025 24062".split()
SECTORS = "kunsten amateurkunsten onderwijs jeugd erfgoed sport welzijn toerisme".split()
WORDS = "Bibliotheek Harmonie Jeugdhuis Academie Heemkring Buurthuis Turnkring Museum".split()
RECORD = """() => {
  const kept = { times: [], on: true, last: 0 };
  globalThis.nbFrames = kept;
  const frame = time => {
    if (kept.last) kept.times.push(time - kept.last);
    kept.last = time;
    if (kept.on) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}"""
STOP = "() => { globalThis.nbFrames.on = false; return globalThis.nbFrames.times; }"


@dataclass(frozen=True)
class Filled:
    """A board with many cards: how to come in, and cards that others may change."""

    board: str
    link: str
    cards: list[str]


def measure() -> list[Figure]:
    call_command("migrate", verbosity=0)
    filled = fill()
    with site() as port, sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )
        page = browser.new_page(viewport=SCREEN, base_url=f"http://127.0.0.1:{port}")
        page.goto(filled.link)
        page.goto(f"/borden/{filled.board}/tekening")
        page.get_by_role("button", name="Tekening", exact=True).click()
        page.wait_for_timeout(3_000)
        slow = page.context.new_cdp_session(page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        figures = [_figure(name, _frames(page, work)) for name, work in WORKS]
        with Other(port, filled):
            figures += [
                _figure(f"{name}, while others change {EDITS_PER_SECOND} cards/s", frames)
                for name, frames in [
                    ("standing still", _frames(page, _wait)),
                    ("sliding", _frames(page, _slide)),
                ]
            ]
        browser.close()
    return figures


@contextmanager
def site() -> Iterator[int]:
    """The product as people start it, sockets and all."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "netwerkbouwer", "start", "--port", str(port)]
    with subprocess.Popen(
        command, env=dict(os.environ), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        if not any("staat klaar" in line for line in process.stdout):
            raise RuntimeError("the server did not start")
        try:
            yield port
        finally:
            process.terminate()


def fill() -> Filled:
    """Half of the cards organisations in bubbles, the rest notes and actions."""
    luck = random.Random(7)
    maker = actions.create_board(
        method=methods.newest("bouw-je-netwerk-uit"), title="Meting", variant="vl"
    )
    exercise = models.new_id()
    payloads = [_card("exercises", "exercise", "", card=exercise)]
    while len(payloads) < CARDS:
        name = f"{luck.choice(WORDS)} {luck.choice(WORDS)} {len(payloads)}"
        kind = len(payloads) % 20
        if kind < 10:
            fields = {"municipality": luck.choice(CODES), "sectors": [luck.choice(SECTORS)]}
            payloads.append(_card("candidates", "candidate", name, parent=exercise, fields=fields))
        elif kind < 14:
            payloads.append(_card("strengths", "strength", name))
        elif kind < 18:
            payloads.append(_card("limitations", "limitation", name))
        else:
            payloads.append(_card("actions", "action", name))
    for start in range(0, len(payloads), 500):
        part = [operations.parse(payload) for payload in payloads[start : start + 500]]
        answers = actions.apply(board=maker.board, operations=part, by=maker, bulk=True)
        if not all(answer.is_done for answer in answers):
            raise RuntimeError("a card was refused")
    link = f"/borden/{maker.board_id}/met/{maker.board.token(Role.EDITOR)}"
    notes = [p["card"] for p in payloads if p["zone"] in ("strengths", "limitations")]
    return Filled(maker.board_id, link, notes)


def _card(zone: str, card_type: str, text: str, **more: object) -> dict[str, object]:
    return {
        "type": "add_card",
        "op_id": models.new_id(),
        "card": models.new_id(),
        "zone": zone,
        "card_type": card_type,
        "text": text,
        **more,
    }


def _frames(page: Page, work: Callable[[Page], None]) -> list[float]:
    work(page)
    times: list[float] = page.evaluate(STOP)
    return times


def _figure(name: str, frames: list[float]) -> Figure:
    ordered = sorted(frames)
    p50, p95 = (ordered[int(len(ordered) * share)] for share in (0.5, 0.95))
    value = f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, longest {ordered[-1]:.0f} ms"
    what = f"drawn view, {CARDS:,} cards, processor {SLOWER}× slower: {name}"
    return Figure(what, value, f"{len(frames)} frames", BUDGET)


def _near(page: Page) -> None:
    """As near as one reads cards."""
    page.get_by_role("button", name="Alles").click()
    page.get_by_label("Ga naar").select_option("denkoefeningen")
    page.mouse.move(720, 500)
    for _ in range(9):
        _wheel(page, 0, -90, zooms=True)
    page.wait_for_timeout(1_500)


def _wheel(page: Page, dx: float, dy: float, *, zooms: bool = False) -> None:
    if zooms:
        page.keyboard.down("Control")
    page.mouse.wheel(dx, dy)
    if zooms:
        page.keyboard.up("Control")


def _slide(page: Page) -> None:
    """Slide the whole sheet to and fro with the wheel."""
    _near(page)
    page.evaluate(RECORD)
    for step in range(160):
        page.mouse.wheel(40 if step < 80 else -40, 22 if step % 40 < 20 else -22)
        page.wait_for_timeout(8)


def _zoom(page: Page) -> None:
    """From near to far and back."""
    _near(page)
    page.evaluate(RECORD)
    for step in range(120):
        _wheel(page, 0, 22 if step % 60 < 30 else -22, zooms=True)


def _drag(page: Page) -> None:
    """Take a card and carry it over the others."""
    _near(page)
    face = page.locator(".nb-face:visible").nth(5).bounding_box()
    if face is None:
        raise RuntimeError("no card to drag")
    page.mouse.move(face["x"] + 40, face["y"] + 30)
    page.mouse.down()
    page.evaluate(RECORD)
    for step in range(160):
        page.mouse.move(300 + 5 * (step % 80) * 2, 250 + 3 * (step % 100))
        page.wait_for_timeout(6)
    page.keyboard.press("Escape")
    page.mouse.up()


def _far(page: Page) -> None:
    """The same with every card on screen."""
    page.get_by_role("button", name="Alles").click()
    page.mouse.move(720, 500)
    page.wait_for_timeout(1_000)
    page.evaluate(RECORD)
    for step in range(160):
        page.mouse.wheel(18 if step < 80 else -18, 6 if step % 40 < 20 else -6)
        page.wait_for_timeout(8)


def _wait(page: Page) -> None:
    _near(page)
    page.evaluate(RECORD)
    page.wait_for_timeout(4_000)


WORKS: list[tuple[str, Callable[[Page], None]]] = [
    ("sliding, cards readable", _slide),
    ("sliding, all cards on screen", _far),
    ("zooming out and in", _zoom),
    ("dragging a card", _drag),
]


class Other:
    """Someone else who moves cards and changes words, by plain requests."""

    def __init__(self, port: int, filled: Filled) -> None:
        self._address = f"http://127.0.0.1:{port}"
        self._filled = filled
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self.refused = 0

    def __enter__(self) -> "Other":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        if self.refused:
            print(f"  {self.refused} changes by others refused", file=sys.stderr)

    def _work(self) -> None:
        jar = urllib.request.HTTPCookieProcessor()
        opener = urllib.request.build_opener(jar)
        opener.open(self._address + self._filled.link).read()
        page = opener.open(f"{self._address}/borden/{self._filled.board}/tekening").read().decode()
        token = page.split('name="nb-csrf" content="')[1].split('"')[0]
        luck = random.Random(3)
        while not self._over.is_set():
            card = luck.choice(self._filled.cards)
            change = {
                "type": "edit_text",
                "op_id": secrets.token_urlsafe(16),
                "card": card,
                "text": f"Gewijzigd om {time.time():.2f}",
                "based_on": 2**31 - 1,
            }
            request = urllib.request.Request(
                f"{self._address}/borden/{self._filled.board}/operaties",
                data=json.dumps({"ops": [change]}).encode(),
                headers={
                    "Content-Type": "application/json",
                    "X-CSRFToken": token,
                    "Referer": self._address,
                },
            )
            answer = json.loads(opener.open(request).read())
            self.refused += "refused" in answer["acks"]["answers"][0]
            self._over.wait(1 / EDITS_PER_SECOND)
