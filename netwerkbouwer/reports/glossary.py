# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words that need explaining get a footnote where the report first uses them."""

import re

from netwerkbouwer.boards.queries import BoardView
from netwerkbouwer.library import queries as library
from netwerkbouwer.reports.report import Run

# Only words a council member may not know; a method names more in the `words` of its steps.
EXPLAINED = (
    "supralocal", "boundary-crossing", "bubble-map", "reference-region", "transversal",
    "culture-core", "covenant", "steering-role", "intermunicipal", "intermunicipal-body",
    "lead-applicant", "positive-health", "social-prescribing", "arts-on-prescription",
    "knowledge-relay", "talking-plate", "cultural-ecosystem", "blueprint", "self-direction",
    "combination-officer", "culture-coordinator-school", "social-domain", "letter-of-support",
)  # fmt: skip


class Glossary:
    """Remembers which words this report explained already."""

    def __init__(self, view: BoardView) -> None:
        self._texts: dict[str, str] = {}
        variant = view.board.variant
        for item_id in (*EXPLAINED, *(word for step in view.method.steps for word in step.words)):
            try:
                item = library.item("glossary", item_id)
            except library.UnknownItem:
                continue
            for label in {item.label, item.label_in(variant)}:
                self._texts[label.casefold()] = item.text_in(variant)
        words = sorted(map(re.escape, self._texts), key=len, reverse=True)
        self._words = re.compile(rf"\b({'|'.join(words)})\b", re.IGNORECASE) if words else None

    def explain(self, text: str) -> tuple[Run, ...]:
        """Our own text in runs; a word that is new to the reader ends its run, with a note."""
        runs: list[Run] = []
        start = 0
        for found in self._words.finditer(text) if self._words else ():
            note = self._texts.get(found.group().casefold())
            if note is None:
                continue
            for label in [label for label, known in self._texts.items() if known == note]:
                del self._texts[label]
            runs.append(Run(text[start : found.end()], note))
            start = found.end()
        rest = text[start:]
        return (*runs, Run(rest)) if rest else tuple(runs)
