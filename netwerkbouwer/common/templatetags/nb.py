# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Template tags that every page may use without loading them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
DIST = Path(settings.PACKAGE) / "static" / "dist"


@cache
def _manifest() -> dict[str, Any]:
    path = DIST / ".vite" / "manifest.json"
    if not path.exists():
        return {}
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return manifest


def built_file(entry: str) -> Path | None:
    """The file that the front-end build made of an entry; None when it is not built."""
    chunk = _manifest().get(entry)
    return DIST / chunk["file"] if chunk else None


@register.simple_tag
def front_end(entry: str) -> SafeString:
    """The style sheets and script of one entry of the front-end build, e.g. `main.ts`."""
    chunk = _manifest().get(entry)
    if chunk is None:
        return mark_safe("<!-- front end not built -->")
    # Fonts are asked for at once, so that letters do not jump when they arrive.
    fonts = format_html_join(
        "",
        '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>',
        ((static(f"dist/{font}"),) for font in chunk.get("assets", []) if font.endswith(".woff2")),
    )
    sheets = format_html_join(
        "",
        '<link rel="stylesheet" href="{}">',
        ((static(f"dist/{sheet}"),) for sheet in chunk.get("css", [])),
    )
    source = static(f"dist/{chunk['file']}")
    script = format_html('<script type="module" src="{}"></script>', source)
    return mark_safe(fonts + sheets + script)


@cache
def _icon(name: str) -> str:
    return (DIST / "icons" / f"{name}.svg").read_text(encoding="utf-8").strip()


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon from Tabler, inline, hidden from screen readers: the text beside it says it."""
    try:
        return mark_safe(_icon(name))
    except FileNotFoundError:
        return SafeString("")
