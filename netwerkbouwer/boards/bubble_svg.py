# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes a bubble diagram as one accessible SVG, for the page, for print and for the PDF.

Pure. Looks come from presentation attributes, so that the drawing is whole without a style sheet;
classes let the page change them. There are no style attributes and no event handlers: the content
security policy refuses both. Every text is cleaned and escaped.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from netwerkbouwer.boards import layout, lettering

PAPER = "#FFFDF8"
INK = "#1B1A22"
LINE = "#D9D4C7"
TEAL = "#0E5A5C"
HATCH = "#B4D2CF"
OCHRE = "#8A5200"
QUIET = "#5C5A66"
FONT = '"Atkinson Hyperlegible Next", sans-serif'

_DASHES = ("", "11 6", "3 5", "14 5 3 5")
_KEY_ROW = 1.9
_NARROWEST = 440.0


@dataclass(frozen=True, slots=True)
class SvgTexts:
    """The words in and around the drawing, in the language of the reader.

    `empty_culture`, `empty_other`: hints in empty halves. `legend`: heading of the list of numbers;
    when empty the list is not drawn (the page shows it as a list of its own).
    """

    culture: str
    other: str
    own: str
    chosen: str
    doubtful: str
    thread: str
    empty_culture: str
    empty_other: str
    legend: str = ""

    def of_half(self, half: layout.Half) -> str:
        """The name of a half."""
        return self.culture if half == "culture" else self.other


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What every part of the drawing needs to know."""

    diagram: layout.Diagram
    texts: SvgTexts
    mark: str
    interactive: bool


def to_svg(
    diagram: layout.Diagram,
    *,
    title: str,
    description: str,
    texts: SvgTexts,
    interactive: bool,
) -> str:
    """The diagram as an SVG element. With `interactive` actors and names of places are links.

    An actor leads to `#kaart-<key>` and carries its key in `data-card`; a place leads to
    `#plaats-<key>`, and its halves say in `data-drop` what dropping an actor there means. Below
    the diagram stands a key of signs, and the list of numbers when `texts.legend` has a heading.
    """
    mark = f"{zlib.crc32(f'{title}|{description}|{interactive}'.encode(errors='replace')):08x}"
    sheet = _Sheet(diagram, texts, mark, interactive)
    width = max(diagram.width, _NARROWEST)
    parts = [*_drawing(sheet)]
    key, bottom = _key(sheet, width)
    legend, bottom = _legend(sheet, width, bottom)
    left = (diagram.width - width) / 2
    parts += [f'<g transform="translate({_n(left)} 0)">', *key, *legend, "</g>"]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="nb-diagram" '
        f'viewBox="{_n(left)} 0 {_n(width)} {_n(bottom)}" '
        f'role="{"group" if interactive else "img"}" '
        f'aria-labelledby="nb-title-{mark} nb-desc-{mark}" '
        f'font-family="{_a(FONT)}" text-anchor="middle" fill="{INK}">'
        f'<title id="nb-title-{mark}">{_t(title)}</title>'
        f'<desc id="nb-desc-{mark}">{_t(description)}</desc>'
    )
    return head + "".join(parts) + "</svg>"


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _t(text: str) -> str:
    return escape(lettering.clean(text))


def _a(text: str) -> str:
    return escape(lettering.clean(text), {'"': "&quot;", "'": "&#39;"})


def _identifier(key: str) -> str:
    """A key as part of an id: other characters than letters, digits and - become their code."""
    return "".join(c if c.isascii() and (c.isalnum() or c == "-") else f"_{ord(c):x}_" for c in key)


def _text(words: str, x: float, y: float, size: float, attributes: str = "") -> str:
    """A line centred in height on `y`; baselines are computed, not every renderer aligns them."""
    return (
        f'<text x="{_n(x)}" y="{_n(y + 0.34 * size)}" font-size="{_n(size)}"'
        f"{attributes}>{_t(words)}</text>"
    )


def _halo(size: float, part: float) -> str:
    return (
        f' stroke="{PAPER}" stroke-width="{_n(size * part)}" stroke-linejoin="round"'
        ' paint-order="stroke"'
    )


def _drawing(sheet: _Sheet) -> Iterator[str]:
    yield _hatch(sheet)
    for bubble in sheet.diagram.bubbles:
        yield _rim(bubble)
    for index, thread in enumerate(sheet.diagram.threads):
        yield _thread(thread, index)
    for bubble in sheet.diagram.bubbles:
        yield from _content(sheet, bubble)
    for thread in sheet.diagram.threads:
        yield _letter(thread.letter, thread.letter_x, thread.letter_y, thread.letter_r)


def _hatch(sheet: _Sheet) -> str:
    step = 6.0 if sheet.diagram.labels == "names" else 5.0
    return (
        f'<defs><pattern id="nb-hatch-{sheet.mark}" patternUnits="userSpaceOnUse" '
        f'width="{step}" height="{step}" patternTransform="rotate(45)">'
        f'<rect width="{step}" height="{step}" fill="{PAPER}"/>'
        f'<rect width="{_n(step * 0.4)}" height="{step}" fill="{HATCH}"/></pattern></defs>'
    )


def _rim(bubble: layout.Bubble) -> str:
    classes = ["nb-bubble"] + ["nb-bubble--own"] * bubble.own
    classes += ["nb-bubble--doubtful"] * bubble.doubtful
    weight = min(bubble.r * 0.03, 5.0) if bubble.own else min(bubble.r * 0.012, 2.2)
    weight *= 1.7 if bubble.doubtful else 1.0
    dots = f' stroke-dasharray="0.1 {_n(weight * 2.2)}" stroke-linecap="round"'
    thin = _n(min(bubble.r * 0.008, 1.4))
    reach = (bubble.r**2 - (bubble.title.size * 0.1) ** 2) ** 0.5
    gap = bubble.title.width / 2 + bubble.title.size * 0.45
    lines = "".join(
        f'<path class="nb-horizon" d="M{_n(bubble.x + side * reach)} {_n(bubble.horizon)}'
        f'H{_n(bubble.x + side * gap)}" stroke="{INK}" stroke-width="{thin}"/>'
        for side in (-1, 1)
        if gap < reach
    )
    return (
        f'<circle class="{" ".join(classes)}" cx="{_n(bubble.x)}" cy="{_n(bubble.y)}" '
        f'r="{_n(bubble.r)}" fill="{PAPER}" stroke="{INK}" stroke-width="{_n(weight)}"'
        f"{dots if bubble.doubtful else ''}/>{lines}"
    )


def _thread(thread: layout.DrawnThread, index: int) -> str:
    start = thread.segments[0].start
    path = f"M{_n(start[0])} {_n(start[1])}" + "".join(
        f"C{_n(s.first[0])} {_n(s.first[1])} {_n(s.second[0])} {_n(s.second[1])} "
        f"{_n(s.end[0])} {_n(s.end[1])}"
        for s in thread.segments
    )
    dash = _DASHES[index % len(_DASHES)]
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    knots = "".join(
        f'<circle class="nb-knot" cx="{_n(x)}" cy="{_n(y)}" r="{_n(thread.letter_r * 0.3)}" '
        f'fill="{OCHRE}"/>'
        for x, y in thread.knots
    )
    return (
        f'<path class="nb-thread" d="{path}" fill="none" stroke="{OCHRE}" '
        f'stroke-width="{_n(thread.letter_r * 0.26)}" stroke-linecap="round"{dashes}>'
        f"<title>{_t(thread.name)}</title></path>{knots}"
    )


def _letter(letter: str, x: float, y: float, radius: float) -> str:
    size = min(radius * 1.3, 1.7 * radius / lettering.width(letter))
    return (
        f'<g class="nb-thread-letter"><circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" '
        f'fill="{PAPER}" stroke="{OCHRE}" stroke-width="{_n(radius * 0.16)}"/>'
        + _text(letter, x, y, size, f' font-weight="700" fill="{OCHRE}"')
        + "</g>"
    )


def _content(sheet: _Sheet, bubble: layout.Bubble) -> Iterator[str]:
    label = f' role="group" aria-label="{_a(_summary(sheet.texts, bubble))}"'
    yield f'<g class="nb-place"{label if sheet.interactive else ""}>'
    title = bubble.title
    if sheet.interactive:
        yield from _drops(sheet.texts, bubble)
    weight = f' class="nb-place-name" font-weight="{700 if bubble.own else 600}"'
    name = _text(title.text, title.x, title.y, title.size, weight + _halo(title.size, 0.34))
    yield f'<a href="#plaats-{_a(bubble.key)}">{name}</a>' if sheet.interactive else name
    for hint in bubble.hints:
        words = sheet.texts.empty_culture if hint.half == "culture" else sheet.texts.empty_other
        yield from _hint(words, hint, title.size * 0.72)
    for actor in bubble.actors:
        yield _actor(sheet, bubble, actor)
    yield "</g>"


def _drops(texts: SvgTexts, bubble: layout.Bubble) -> Iterator[str]:
    """The two halves as places to drop an actor on."""
    left, right, radius = _n(bubble.x - bubble.r), _n(bubble.x + bubble.r), _n(bubble.r)
    for half, sweep in zip(layout.HALVES, (1, 0), strict=True):
        yield (
            f'<path class="nb-half" data-drop="{_a(bubble.key)}:{half}" '
            f'data-drop-name="{_a(f"{bubble.name}, {texts.of_half(half)}")}" fill="{PAPER}" '
            f'fill-opacity="0" d="M{left} {_n(bubble.horizon)}'
            f'A{radius} {radius} 0 0 {sweep} {right} {_n(bubble.horizon)}Z"/>'
        )


def _summary(texts: SvgTexts, bubble: layout.Bubble) -> str:
    """What a screen reader says of a bubble: place, whether own or doubtful, how many in a half."""
    words = [bubble.name] + [texts.own] * bubble.own + [texts.doubtful] * bubble.doubtful
    for half in layout.HALVES:
        count = sum(actor.half == half for actor in bubble.actors)
        words.append(f"{count} {texts.of_half(half)}")
    return ", ".join(words)


def _hint(words: str, hint: layout.Hint, size: float) -> Iterator[str]:
    lines = lettering.fill_lines(words, hint.width / size, 3)
    for index, line in enumerate(lines):
        y = hint.y + (index - (len(lines) - 1) / 2) * size * lettering.LINE_HEIGHT
        yield _text(line, hint.x, y, size, f' class="nb-hint" fill="{QUIET}"')


def _actor(sheet: _Sheet, bubble: layout.Bubble, actor: layout.PlacedActor) -> str:
    words = [actor.name, bubble.name, sheet.texts.of_half(actor.half)]
    words += [sheet.texts.chosen] * actor.chosen + [sheet.texts.doubtful] * actor.doubtful
    classes = f"nb-actor nb-actor--{'culture' if actor.half == 'culture' else 'other'}"
    classes += " nb-actor--chosen" * actor.chosen + " nb-actor--doubtful" * actor.doubtful
    link = (
        f' href="#kaart-{_a(actor.key)}" id="actor-{sheet.mark}-{_identifier(actor.key)}" '
        f'data-card="{_a(actor.key)}" data-drag="kaart-{_a(actor.key)}"'
    )
    tag = "a" if sheet.interactive else "g"
    # The title names the link too: a label of its own would not hold the words as they are drawn.
    return (
        f'<{tag} class="{classes}"{link if sheet.interactive else ""}>'
        f"<title>{_t(', '.join(words))}</title>{_token(sheet.mark, actor)}"
        f"{''.join(_label(actor))}</{tag}>"
    )


def _token(mark: str, actor: layout.PlacedActor) -> str:
    solid = actor.half == "culture" and not actor.doubtful
    fill = TEAL if solid else PAPER if actor.half == "culture" else f"url(#nb-hatch-{mark})"
    radius = actor.r * (0.94 if actor.chosen else 1.0)
    weight = max(actor.r * 0.035, 0.9) * (1.6 if actor.doubtful else 1.0)
    dots = f' stroke-dasharray="0.1 {_n(weight * 3)}" stroke-linecap="round"'
    ring = (
        f'<circle class="nb-ring" cx="{_n(actor.x)}" cy="{_n(actor.y)}" r="{_n(actor.r * 1.1)}" '
        f'fill="none" stroke="{INK}" stroke-width="{_n(actor.r * 0.075)}"/>'
    )
    return (
        f'<circle class="nb-token" cx="{_n(actor.x)}" cy="{_n(actor.y)}" r="{_n(radius)}" '
        f'fill="{fill}" stroke="{TEAL}" stroke-width="{_n(weight)}"'
        f"{dots if actor.doubtful else ''}/>{ring if actor.chosen else ''}"
    )


def _label(actor: layout.PlacedActor) -> Iterator[str]:
    size = actor.label_size
    solid = actor.half == "culture" and not actor.doubtful
    looks = f' fill="{PAPER}"' if solid else _halo(size, 0.24 if actor.number is None else 0.1)
    for index, line in enumerate(actor.label_lines):
        y = actor.y + (index - (len(actor.label_lines) - 1) / 2) * size * lettering.LINE_HEIGHT
        yield _text(line, actor.x, y, size, looks)


def _key(sheet: _Sheet, width: float) -> tuple[list[str], float]:
    """The signs and what they mean, in rows below the drawing; and where the drawing then ends."""
    size = max(12.0, width * 0.0125)
    x, y = size, sheet.diagram.height + size * 1.6
    parts: list[str] = []
    for sign, words in _signs(sheet, size):
        shown = lettering.fit_line(words, width / size - 5)
        wide = size * (2.2 + lettering.width(shown) + 1.6)
        if x + wide > width and x > size:
            x, y = size, y + size * _KEY_ROW
        parts.append(f'<g transform="translate({_n(x + size * 0.8)} {_n(y)})">{sign}</g>')
        parts.append(_text(shown, x + size * 2.1, y, size, ' text-anchor="start"'))
        x += wide
    return [f'<g class="nb-key">{"".join(parts)}</g>'], y + size * 1.6


def _signs(sheet: _Sheet, size: float) -> Iterator[tuple[str, str]]:
    texts, diagram = sheet.texts, sheet.diagram
    actors = [actor for bubble in diagram.bubbles for actor in bubble.actors]
    model = layout.PlacedActor(
        "", "", "culture", "", 0.0, 0.0, size * 0.7, False, False, "", (), size, None
    )
    yield _token(sheet.mark, model), texts.culture
    yield _token(sheet.mark, replace(model, half="other")), texts.other
    if any(actor.chosen for actor in actors):
        yield _token(sheet.mark, replace(model, half="other", chosen=True)), texts.chosen
    if any(a.doubtful for a in actors) or any(b.doubtful for b in diagram.bubbles):
        yield _token(sheet.mark, replace(model, doubtful=True)), texts.doubtful
    for thread in diagram.threads:
        words = f"{texts.thread}: {lettering.clean(thread.name)}"
        yield _letter(thread.letter, 0.0, 0.0, size * 0.75), words


def _legend(sheet: _Sheet, width: float, top: float) -> tuple[list[str], float]:
    """The list of numbers in columns, place by place; and where the drawing then ends."""
    if not sheet.texts.legend or not sheet.diagram.legend:
        return [], top
    size = max(10.0, width * 0.0085)
    rows = _legend_rows(sheet.diagram.legend)
    columns = min(max(int(width / (size * 23)), 1), len(rows))
    per_column, step = -(-len(rows) // columns), size * 1.35
    head = size * 1.5
    parts = [_text(sheet.texts.legend, size, top + head / 2, head, _START + ' font-weight="700"')]
    top += head * 1.9
    for index, (number, words) in enumerate(rows):
        x = size + index // per_column * (width - size) / columns
        y = top + index % per_column * step
        room = (width - size) / columns / size - 3.6
        shown = lettering.fit_line(words, room)
        if number is None:
            parts.append(_text(shown, x, y, size, _START + ' font-weight="700"'))
        else:
            parts.append(_text(str(number), x + size * 2.1, y, size, ' text-anchor="end"'))
            parts.append(_text(shown, x + size * 2.7, y, size, _START))
    return [f'<g class="nb-legend">{"".join(parts)}</g>'], top + per_column * step + size


_START = ' text-anchor="start"'


def _legend_rows(lines: Sequence[layout.LegendLine]) -> list[tuple[int | None, str]]:
    """The legend with a heading where another place begins."""
    rows: list[tuple[int | None, str]] = []
    place: str | None = None
    for line in lines:
        if line.place != place:
            rows.append((None, line.place))
            place = line.place
        rows.append((line.number, line.name))
    return rows
