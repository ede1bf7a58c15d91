# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a browser complains of, in every window a test opens."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request

COMPLAINTS = {"error", "warning"}
# Without a graphics card the driver says of every map that it is slow.
SLOW_DRAWING = "GPU stall due to ReadPixels"


class Troubles(list[str]):
    """Requests to other hosts, errors of scripts, refused styles: must be empty at the end."""

    def __init__(self, site: str) -> None:
        super().__init__()
        self.site = site
        self.expected = [SLOW_DRAWING]

    def expect(self, *parts: str) -> None:
        """Let complaints pass that hold one of these texts: the test brings them about."""
        self.expected += parts

    def watch(self, context: BrowserContext) -> None:
        context.on("request", self._look)
        context.on("console", self._listen)
        context.on("weberror", lambda problem: self._note(str(problem.error)))

    def unexpected(self) -> list[str]:
        return [said for said in self if not any(part in said for part in self.expected)]

    def _look(self, request: Request) -> None:
        if not request.url.startswith((self.site, "blob:", "data:")):
            self._note(f"request to {request.url}")

    def _listen(self, said: ConsoleMessage) -> None:
        if said.type in COMPLAINTS:
            self._note(f"{said.text} ({said.location.get('url', '')})")

    def _note(self, what: str) -> None:
        self.append(what)
