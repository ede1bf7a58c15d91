# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from netwerkbouwer import __version__

THEMES = ("contrast", "plain")


def page(request: HttpRequest) -> dict[str, Any]:
    """The version, language and looks of this page, and the part of the site it belongs to."""
    theme = request.COOKIES.get(settings.THEME_COOKIE_NAME, "")
    return {
        "nb_version": __version__,
        "interface_languages": settings.LANGUAGES,
        "section": request.path.strip("/").partition("/")[0],
        "theme": theme if theme in THEMES else "",
        "interface_language": getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE),
    }
