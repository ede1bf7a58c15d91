# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads the forms of a page as a browser without JavaScript would, so that tests use the page."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Pairs = list[tuple[str, str]]


@dataclass
class Form:
    """A form: where it stands, where it goes, what it sends untouched, and what one can fill in."""

    section: str
    action: str
    sent: Pairs = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    """Names of text fields with their kind: text, date, year, textarea."""
    options: dict[str, list[str]] = field(default_factory=dict)
    """Names of selects, radios and checkboxes with the values one can choose."""
    buttons: Pairs = field(default_factory=list)

    def value(self, name: str) -> str:
        return dict(self.sent).get(name, "")

    def data(self, **filled: str | list[str]) -> dict[str, list[str]]:
        """What a browser sends: untouched fields, what was filled in, and the first button."""
        found: dict[str, list[str]] = {}
        for name, value in [*self.sent, *self.buttons[:1]]:
            if name not in filled:
                found.setdefault(name, []).append(value)
        chosen = {k: v if isinstance(v, list) else [v] for k, v in filled.items()}
        return found | chosen


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.section = ""
        self._form: Form | None = None
        self._name = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "section" and given.get("id", "").startswith("vak-"):
            self.section = given["id"].removeprefix("vak-")
        if tag == "form":
            self._form = Form(self.section, given.get("action", ""))
            self.forms.append(self._form)
        if self._form is not None:
            self._in_form(self._form, tag, given)

    def _in_form(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "input":
            self._input(form, name, given)
        elif tag == "textarea":
            form.texts[name] = "textarea"
            self._name, self._text = name, ""
        elif tag == "select":
            form.options[name] = []
            self._name = name
        elif tag == "option" and given.get("value") and self._name in form.options:
            form.options[self._name].append(given["value"])
        elif tag == "button" and name:
            form.buttons.append((name, given.get("value", "")))

    def _input(self, form: Form, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in {"checkbox", "radio"}:
            form.options.setdefault(name, []).append(given.get("value", "on"))
            if "checked" in given:
                form.sent.append((name, given.get("value", "on")))
        elif kind == "hidden":
            form.sent.append((name, given.get("value", "")))
        elif name:
            form.texts[name] = "year" if given.get("inputmode") == "numeric" else kind
            form.sent.append((name, given.get("value", "")))

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._form is not None:
            self._form.sent.append((self._name, self._text))
        if tag == "select":
            self._name = ""
        if tag == "form":
            self._form = None


def forms_in(html: str, section: str) -> list[Form]:
    """The forms inside one zone of a step page."""
    reader = Reader()
    reader.feed(html)
    return [form for form in reader.forms if form.section == section]


def words(html: str) -> str:
    """The text of a page in one line, without tags."""
    found: list[str] = []
    reader = HTMLParser()
    reader.handle_data = found.append  # type: ignore[method-assign]
    reader.feed(html)
    return " ".join(" ".join(found).split())
