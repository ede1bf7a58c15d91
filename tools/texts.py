# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds the texts of the interface and brings the English catalogue up to date.

`.venv/bin/python -m tools.texts` adds what is new with an empty translation, drops what is gone,
and says how many still need one. It needs Babel and Django, no GNU gettext.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

from netwerkbouwer.common import messages
from netwerkbouwer.common.messages import Message

PACKAGE = Path(messages.__file__).parents[1]
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
STRING = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL = re.compile(rf"(?<!\w)(?:_|n?p?gettext)\(\s*{STRING}(?:\s*,\s*{STRING})*\s*[,)]", re.DOTALL)
HEADER = """\
# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
Key = tuple[str | None, str, str]  # context, text, plural


def key(message: Message) -> Key:
    return message.context, message.id, message.plural


def sources() -> Iterator[tuple[Path, str]]:
    """Python modules, and templates turned into Python."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, path.read_text(encoding="utf-8")
    for suffix in ("html", "txt", "svg"):
        for path in sorted(PACKAGE.rglob(f"templates/**/*.{suffix}")):
            yield path, template_calls(path.read_text(encoding="utf-8"), origin=str(path))


def template_calls(text: str, *, origin: str) -> str:
    """The calls of gettext that a template stands for, one on a line.

    Django turns a template into text for GNU xgettext, which is no valid Python around the calls.
    """
    found = CALL.findall(templatize(text, origin=origin))
    return "\n".join(f"{call.rstrip(',)')})" for call in found)


def keys_in(text: str) -> Iterator[Key]:
    """Every text that Python code (or a template turned into it) wants translated."""
    for _, found, _, context in extract("python", BytesIO(text.encode()), keywords=KEYWORDS):
        single, plural = (found[0], found[1]) if isinstance(found, tuple) else (found, "")
        if single:
            yield context, single, plural


def texts_in_use() -> dict[Key, list[str]]:
    """Every text of the interface, with the files where it stands."""
    found: dict[Key, list[str]] = {}
    for path, text in sources():
        for one in dict.fromkeys(keys_in(text)):
            found.setdefault(one, []).append(path.relative_to(PACKAGE).as_posix())
    return found


def read_catalogue() -> dict[Key, Message]:
    if not CATALOGUE.exists():
        return {}
    found = messages.parse(CATALOGUE.read_text(encoding="utf-8"), name=CATALOGUE.name)
    return {key(message): message for message in found if message.id}


def quoted(keyword: str, text: str) -> str:
    """One field of a .po entry; a text with line breaks gets a line for each."""
    escaped = [
        re.sub(r'(["\\])', r"\\\1", line).replace("\n", "\\n").replace("\t", "\\t")
        for line in text.splitlines(keepends=True)
    ]
    if len(escaped) <= 1:
        return f'{keyword} "{"".join(escaped)}"\n'
    return f'{keyword} ""\n' + "".join(f'"{line}"\n' for line in escaped)


def entry(message: Message, places: Iterable[str]) -> str:
    lines = [f"\n#: {' '.join(places)}\n"]
    if re.search(r"%[(sd]", message.id + message.plural):
        lines.append("#, python-format\n")
    if message.context is not None:
        lines.append(quoted("msgctxt", message.context))
    lines.append(quoted("msgid", message.id))
    if not message.plural:
        return "".join([*lines, quoted("msgstr", message.texts.get(0, ""))])
    lines.append(quoted("msgid_plural", message.plural))
    return "".join([*lines, *(quoted(f"msgstr[{n}]", message.texts.get(n, "")) for n in (0, 1))])


def update() -> int:
    """Write the catalogue again; return how many texts have no translation yet."""
    known = read_catalogue()
    parts, missing = [HEADER], 0
    for one, places in sorted(texts_in_use().items(), key=lambda pair: (pair[1][0], pair[0][1])):
        message = known.get(one, Message(context=one[0], id=one[1], plural=one[2]))
        wanted = 2 if message.plural else 1
        missing += len([text for text in message.texts.values() if text]) < wanted
        parts.append(entry(message, places))
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_text("".join(parts), encoding="utf-8")
    return missing


if __name__ == "__main__":
    settings.configure()
    left = update()
    print(f"{CATALOGUE}: {left} texts without translation", file=sys.stderr)
