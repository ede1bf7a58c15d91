# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one entry for the web server."""

import gc
import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerkbouwer.config.settings")

application = get_asgi_application()


def settle() -> None:
    """Read what stays for ever, and take it out of the rounds of the garbage collector.

    Otherwise each full round walks all places and the whole library again.
    """
    from netwerkbouwer.library import queries as library
    from netwerkbouwer.methods import queries as methods
    from netwerkbouwer.places import gazetteer

    gazetteer.load()
    library.packs()
    methods.published()
    gc.collect()
    gc.freeze()


settle()
