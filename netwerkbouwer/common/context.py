# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from netwerkbouwer import __version__


def page(request: HttpRequest) -> dict[str, Any]:
    """The version, the languages, and which of them this page is in."""
    return {
        "nb_version": __version__,
        "interface_languages": settings.LANGUAGES,
        "interface_language": getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE),
    }
