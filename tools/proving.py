# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""`./nb prove`: put a promise to the test for as long as it takes, and write down the figures."""

from pathlib import Path

from netwerkbouwer.config.arguments import Parser

SUBJECTS = {
    "live": "benchmarks.live",
    "directory": "benchmarks.directory",
    "matching": "benchmarks.matching",
}
PARTS = (
    *("load", "faults", "hostile", "soak"),
    *("speed", "identity", "bombs", "damaged"),
    *("needs", "cooperation", "complement", "behaviour", "reasons", "combinations"),
)
ABOUT = "beproef wat we beloven, en schrijf de cijfers in docs/quality.md"


def parser() -> Parser:
    made = Parser(prog="./nb prove", description=ABOUT.capitalize() + ".")
    made.add_argument("subject", choices=sorted(SUBJECTS), help="wat je beproeft")
    made.add_argument("--short", action="store_true", help="hetzelfde, maar minder vaak en korter")
    made.add_argument(
        "--part", action="append", choices=PARTS, help="alleen dit onderdeel; mag vaker"
    )
    made.add_argument(
        "--minutes", type=float, metavar="N", help="hoelang de duurproef loopt, gewoonlijk 30"
    )
    made.add_argument("--whole", action="store_true", help="ook wat een uur duurt")
    made.add_argument("--seed", type=int, metavar="N", help="het begin van alle toeval")
    return made


def command(rest: list[str]) -> list[str]:
    """What to run. A short proof only shows its figures; a whole one writes them down."""
    options = parser().parse_args(rest)
    given = ["-m", SUBJECTS[options.subject]]
    if options.short:
        given.append("--short")
    else:
        given += ["--write", str(Path("docs") / "quality.md")]
    if options.whole:
        given.append("--whole")
    for part in options.part or ():
        given += ["--part", part]
    for name in ("minutes", "seed"):
        value = getattr(options, name)
        if value is not None:
            given += [f"--{name}", str(value)]
    return given
