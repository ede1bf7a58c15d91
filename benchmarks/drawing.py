# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The drawn view with 2,000 cards on a slow device: how long its frames take.

A real server and a real browser, with the processor four times slower (CDP
Emulation.setCPUThrottlingRate). In every frame the sheet is slid, zoomed or a card dragged by the
same events that a hand makes, and another participant changes cards meanwhile. A frame cannot
be shorter than 16.7 ms: the browser draws 60 times per second.
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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.management import call_command
from playwright.sync_api import Page, ViewportSize, sync_playwright

from benchmarks.figures import Figure
from netwerkbouwer.boards import actions, models, operations
from netwerkbouwer.boards.stage import Role
from netwerkbouwer.methods import queries as methods

CARDS = 2_000
SLOWER = 4
SCREEN: ViewportSize = {"width": 1440, "height": 900}
BUDGET = "p95 ≤ 33 ms"
EDITS_PER_SECOND = 10
CODES = "42006 41002 42025 46024 42010 44021 41048 44083 41081 11002 12025 24062".split()
SECTORS = "kunsten amateurkunsten onderwijs jeugd erfgoed sport welzijn toerisme".split()
WORDS = "Bibliotheek Harmonie Jeugdhuis Academie Heemkring Buurthuis Turnkring Museum".split()
FRAMES = 150
# What a person's hand does, one movement per frame; gives the time of every frame.
PLAY = """async ([what, frames]) => {
  const stage = document.querySelector(".nb-stage");
  const box = stage.getBoundingClientRect();
  const at = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true };
  const wheel = more => stage.dispatchEvent(
    new WheelEvent("wheel", { ...at, cancelable: true, ...more }));
  const face = [...document.querySelectorAll(".nb-face[data-key]")].find(one => {
    const here = one.getBoundingClientRect();
    return here.left > box.left + 60 && here.top > box.top + 60;
  });
  const pointer = (type, x, y) => (type === "pointerdown" ? face : stage).dispatchEvent(
    new PointerEvent(type, { bubbles: true, pointerId: 1, pointerType: "mouse", button: 0,
      buttons: 1, clientX: x, clientY: y }));
  const movements = {
    stand: () => {},
    slide: n => wheel({
      deltaX: n < frames / 2 ? 40 : -40, deltaY: n % 40 < 20 ? 22 : -22 }),
    zoom: n => wheel({ ctrlKey: true, deltaY: n % 60 < 30 ? 22 : -22 }),
    drag: n => {
      const start = face.getBoundingClientRect();
      if (n === 0) pointer("pointerdown", start.left + 30, start.top + 30);
      pointer("pointermove", box.x + 120 + (n % 75) * 8, box.y + 120 + (n % 50) * 8);
    },
  };
  const times = [];
  let last = 0;
  for (let n = 0; n < frames; n += 1) {
    const now = await new Promise(requestAnimationFrame);
    if (last) times.push(now - last);
    last = now;
    movements[what](n);
  }
  stage.dispatchEvent(new PointerEvent("pointercancel", { bubbles: true, pointerId: 1 }));
  return times;
}"""


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
        figures = [
            _figure("sliding, cards readable", _frames(page, "slide")),
            _figure("sliding, all cards on screen", _frames(page, "slide", near=False)),
            _figure("zooming out and in", _frames(page, "zoom")),
            _figure("dragging a card", _frames(page, "drag")),
        ]
        with Other(port, filled):
            meanwhile = f"while others change {EDITS_PER_SECOND} cards/s"
            figures += [
                _figure(f"standing still {meanwhile}", _frames(page, "stand")),
                _figure(f"sliding {meanwhile}", _frames(page, "slide")),
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
    notes = [str(p["card"]) for p in payloads if p["zone"] in ("strengths", "limitations")]
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


def _frames(page: Page, what: str, *, near: bool = True) -> list[float]:
    page.get_by_role("button", name="Alles").click()
    if near:
        page.get_by_label("Ga naar").select_option("sterk-en-lastig")
        for _ in range(4):
            page.get_by_role("button", name="Vergroot").click()
    page.wait_for_timeout(1_500)
    times: list[float] = page.evaluate(PLAY, [what, FRAMES])
    return times


def _figure(name: str, frames: list[float]) -> Figure:
    ordered = sorted(frames)
    p50, p95 = (ordered[int(len(ordered) * share)] for share in (0.5, 0.95))
    value = f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, longest {ordered[-1]:.0f} ms"
    what = f"drawn view, {CARDS:,} cards, processor {SLOWER}× slower: {name}"
    return Figure(what, value, f"{len(frames)} frames", BUDGET)


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
