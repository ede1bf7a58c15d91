# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Command-line arguments with help and refusals in Dutch; standard library only.

argparse takes its own words from gettext catalogues that Python does not ship, so the few
sentences a user can meet are replaced here.
"""

import argparse
import re
from typing import Any, NoReturn

HEADINGS = {
    "usage: ": "gebruik: ",
    "positional arguments:": "argumenten:",
    "options:": "opties:",
}
REFUSALS = [
    (r"the following arguments are required: (.*)", r"Dit ontbreekt nog: \1."),
    (r"unrecognized arguments: (.*)", r"Dit ken ik niet: \1."),
    (r"argument (.*): expected one argument", r"Zet een waarde achter \1."),
    (r"argument (.*): expected at least one argument", r"Zet minstens één waarde achter \1."),
    (
        r"argument (.*): invalid choice: (.*) \(choose from (.*)\)",
        r"\1: \2 bestaat niet. Kies uit \3.",
    ),
    (r"argument (.*): invalid int value: (.*)", r"\1: \2 is geen heel getal."),
    (r"argument (.*): invalid float value: (.*)", r"\1: \2 is geen getal."),
    (r"argument (.*): not allowed with argument (.*)", r"Kies \1 of \2, niet allebei."),
    (r"one of the arguments (.*) is required", r"Kies een van deze: \1."),
    (r"argument (.*): (.*)", r"\1: \2"),
]


def in_dutch(message: str) -> str:
    """The refusal as a Dutch sentence; unknown ones stay as they are."""
    for pattern, sentence in REFUSALS:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return match.expand(sentence)
    return message


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that speaks Dutch and exits with 2 on a refusal."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **options, "add_help": False})
        self.add_argument("-h", "--help", action="help", help="toon deze uitleg")

    def format_help(self) -> str:
        text = super().format_help()
        for english, dutch in HEADINGS.items():
            text = text.replace(english, dutch, 1)
        return text

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "gebruik: ", 1)

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{in_dutch(message)}\n{self.format_usage()}Meer uitleg: {self.prog} --help\n")
