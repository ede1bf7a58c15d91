# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bubble diagram at its largest: 60 municipalities with 40 organisations each."""

from benchmarks.figures import Figure, median, ms, timed
from netwerkbouwer.boards import bubble_svg, layout
from netwerkbouwer.places import gazetteer

PLACES, ACTORS = 60, 40


def measure() -> list[Figure]:
    places = _places()
    laid_out = timed(lambda: layout.lay_out(places), 10)
    diagram = layout.lay_out(places)
    texts = bubble_svg.SvgTexts(
        culture="cultuur",
        other="andere",
        own="eigen",
        chosen="gekozen",
        doubtful="onzeker",
        thread="combinatie",
        empty_culture="",
        empty_other="",
    )
    drawn = timed(
        lambda: bubble_svg.to_svg(
            diagram, title="Meting", description="", texts=texts, interactive=True
        ),
        5,
    )
    name = f"bubble diagram, {PLACES} × {ACTORS}"
    return [
        Figure(f"{name}: layout", ms(median(laid_out)), _circlify()),
        Figure(f"{name}: SVG", ms(median(drawn))),
    ]


def _places() -> list[layout.Place]:
    codes = sorted(gazetteer.load().municipalities)[:PLACES]
    return [
        layout.Place(
            key=code,
            name=gazetteer.by_code(code).name_nl,
            lat=gazetteer.by_code(code).lat,
            lon=gazetteer.by_code(code).lon,
            own=index == 0,
            actors=tuple(
                layout.Actor(
                    key=f"{code}-{n}",
                    name=f"Organisatie {n}",
                    half="culture" if n % 2 else "other",
                    sector="kunsten" if n % 2 else "welzijn",
                )
                for n in range(ACTORS)
            ),
        )
        for index, code in enumerate(codes)
    ]


def _circlify() -> str:
    """The same circles packed by circlify, the usual Python choice; it knows no halves."""
    try:
        import circlify
    except ImportError:
        return "circlify is not installed"
    seconds = timed(lambda: [circlify.circlify([1.0] * ACTORS) for _ in range(PLACES)], 1)
    return f"circlify, circles only: {ms(median(seconds))}"
