# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every icon that a template names is on the list that the front end is built from.

The list is one of the files that make a build old, templates are not.
"""

import re
from pathlib import Path

from netwerkbouwer.common.templatetags import nb

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r'\{%\s*icon\s+"([a-z0-9-]+)"')


def icons_listed() -> set[str]:
    lines = (ROOT / "frontend" / "icons.txt").read_text(encoding="utf-8").splitlines()
    return {name for line in lines if (name := line.partition("#")[0].strip())}


def icons_in_templates() -> set[str]:
    templates = (ROOT / "netwerkbouwer").rglob("templates/**/*.html")
    return {name for path in templates for name in NAMED.findall(path.read_text(encoding="utf-8"))}


def test_icons_of_templates_are_on_the_list() -> None:
    assert icons_in_templates() - icons_listed() == set(), "add them to frontend/icons.txt"


def test_an_icon_stands_in_the_page_hidden_from_screen_readers(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(nb, "DIST", tmp_path)
    nb._icon.cache_clear()
    (tmp_path / "icons").mkdir()
    (tmp_path / "icons" / "proef.svg").write_text('<svg aria-hidden="true"></svg>\n', "utf-8")

    assert nb.icon("proef") == '<svg aria-hidden="true"></svg>'
    assert nb.icon("bestaat-niet") == ""
    nb._icon.cache_clear()
