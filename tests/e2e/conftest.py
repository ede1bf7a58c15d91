# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real installation and a real browser: the product starts as a user starts it."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.e2e import stories
from tests.e2e.troubles import Troubles

ROOT = Path(__file__).parents[2]
PATIENCE = 20_000  # milliseconds; a busy machine is slow, not wrong
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


expect.set_options(timeout=PATIENCE)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey; without a browser `./nb test` says so, loudly."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The browser of the system; as root (in containers) it cannot make its own sandbox."""
    found = os.environ.get("NB_TEST_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), "")
    if not found:
        pytest.skip("no Chromium on this machine: run ./nb test")
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    rights = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": found, "args": [*quiet, *rights]}


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The settings of an installation of its own; `NB_TEST_DATA` is the folder of one that runs."""
    data = os.environ.get("NB_TEST_DATA") or str(tmp_path_factory.mktemp("installation"))
    return environment(Path(data))


@pytest.fixture(scope="session")
def command(installation: dict[str, str]) -> Callable[..., str]:
    """Carries out a command of the product on that installation; gives what it says."""

    def carry_out(*words: str) -> str:
        full = [sys.executable, "-m", "netwerkbouwer", *words]
        done = subprocess.run(
            full, cwd=ROOT, env=installation, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return carry_out


@pytest.fixture(scope="session")
def site(installation: dict[str, str]) -> Iterator[str]:
    """The address of an installation of its own, started with the command that users type.

    `NB_TEST_SITE` names one that runs already, for who writes a test.
    """
    if running := os.environ.get("NB_TEST_SITE"):
        yield running
        return
    with started(Path(installation["NB_DATA_DIR"])) as address:
        yield address


def environment(data: Path) -> dict[str, str]:
    """What a command needs to speak to the installation that keeps its data there."""
    settings = "netwerkbouwer.config.settings"
    own = {"NB_DATA_DIR": str(data), "NB_DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": settings}
    return {**os.environ, **own}


@contextmanager
def started(data: Path) -> Iterator[str]:
    """Start an installation with its data there; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "netwerkbouwer", "start", "--port", str(port)]
    log = data / "log"
    with (
        log.open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(data),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None
        for line in process.stdout:
            if "staat klaar" in line:
                break
        else:
            raise RuntimeError(log.read_text(encoding="utf-8"))
        yield f"http://127.0.0.1:{port}"
        process.terminate()


@pytest.fixture(scope="session")
def base_url(site: str) -> str:
    """So that `page.goto("/")` means this installation."""
    return site


@pytest.fixture(autouse=True)
def troubles(site: str) -> Iterator[Troubles]:
    """What goes wrong in any window of the test; nothing may, unless the test expects it."""
    found = Troubles(site)
    yield found
    assert found.unexpected() == []


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext], troubles: Troubles
) -> Callable[..., BrowserContext]:
    """Another browser window with its own cookies; every window is watched."""

    def open_window(**settings: Any) -> BrowserContext:
        context = new_context(**settings)
        context.set_default_timeout(PATIENCE)
        troubles.watch(context)
        return context

    return open_window


@pytest.fixture(scope="session")
def story(browser: Browser, site: str) -> stories.Story:
    """A workbook filled from start to end, for all tests that need a full one."""
    troubles = Troubles(site)
    screen = {"width": 1440, "height": 900}
    with browser.new_context(base_url=site, viewport=screen, locale="nl-BE") as context:
        context.set_default_timeout(PATIENCE)
        troubles.watch(context)
        told = stories.tell(context.new_page())
    assert troubles.unexpected() == []
    return told
