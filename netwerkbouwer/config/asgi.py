# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one entry for the web server."""

import gc
import os
from collections.abc import Awaitable, Callable
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerkbouwer.config.settings")

pages = get_asgi_application()

from netwerkbouwer.boards.live import app as live  # noqa: E402  it needs Django's apps
from netwerkbouwer.config import bodies  # noqa: E402

Message = dict[str, Any]


async def application(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[Message]],
    send: Callable[[Any], Awaitable[None]],
) -> None:
    """Pages to Django, sockets to the live boards, which start and stop with the server."""
    if scope["type"] == "websocket":
        await live.application(scope, receive, send)
    elif scope["type"] == "lifespan":
        await live.lifespan(receive, send)
    else:
        await bodies.limited(pages, scope, receive, send)


def settle() -> None:
    """Read what stays for ever, and take it out of the rounds of the garbage collector.

    Otherwise each full round walks all places and the whole library again.
    """
    from netwerkbouwer.library import queries as library
    from netwerkbouwer.matching import asking
    from netwerkbouwer.methods import queries as methods
    from netwerkbouwer.places import gazetteer

    gazetteer.load()
    library.packs()
    methods.published()
    asking.prepare()
    gc.collect()
    gc.freeze()


settle()
