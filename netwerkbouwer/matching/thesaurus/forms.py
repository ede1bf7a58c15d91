# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What curators type about concepts, read into checked values."""

from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from netwerkbouwer.common import texts
from netwerkbouwer.matching.thesaurus import overlay
from netwerkbouwer.matching.thesaurus.actions import NewConcept

LONGEST_WORD, LONGEST_LABEL, LONGEST_TEXT, LONGEST_WHY = 80, 60, 300, 300
MOST_NEW_TERMS = 40


@dataclass
class EditForm:
    """One edit as typed, kept as it was; `mistakes` per field."""

    kind: str = ""
    value: str = ""
    why: str = ""
    mistakes: dict[str, str] = field(default_factory=dict)


@dataclass
class NewForm:
    """A new concept as typed; `mistakes` per field."""

    label: str = ""
    type: str = ""
    text: str = ""
    terms: str = ""
    why: str = ""
    mistakes: dict[str, str] = field(default_factory=dict)

    def words(self) -> tuple[str, ...]:
        """One word or phrase per line, each once."""
        lines = [word(line) for line in self.terms.replace(",", "\n").split("\n")]
        return tuple({texts.fold(line): line for line in lines if line}.values())

    def concept(self) -> NewConcept:
        return NewConcept(self.label, self.type, self.text, self.words())


def word(typed: str) -> str:
    """A word or phrase as the thesaurus keeps it."""
    return texts.clean_line(typed).casefold().strip(" .,;:!?‘’'\"“”")


def read_edit(sent: QueryDict) -> EditForm:
    kind = sent.get("doe", "")
    typed = sent.get("waarde", "")
    is_word = kind in (overlay.Kind.ADD_WORD, overlay.Kind.DROP_WORD)
    value = word(typed) if is_word else texts.clean_line(typed)
    form = EditForm(kind, value, texts.clean_line(sent.get("waarom", "")))
    if not value:
        form.mistakes["waarde"] = (
            _("Vul een woord of zinsdeel in.") if is_word else _("Kies een begrip uit de lijst.")
        )
    _limit(form.mistakes, "waarde", value, LONGEST_WORD)
    _check_why(form.mistakes, form.why)
    return form


def read_new(sent: QueryDict) -> NewForm:
    form = NewForm(
        label=texts.clean_line(sent.get("naam", "")),
        type=sent.get("soort", ""),
        text=texts.clean_line(sent.get("uitleg", "")),
        terms=texts.clean(sent.get("woorden", "")).strip(),
        why=texts.clean_line(sent.get("waarom", "")),
    )
    if len(texts.fold(form.label)) < 3:
        form.mistakes["naam"] = _("Geef het begrip een naam van minstens drie letters.")
    if form.type not in overlay.TYPES:
        form.mistakes["soort"] = _("Kies wat voor begrip het is.")
    if not form.text:
        form.mistakes["uitleg"] = _("Leg in één zin uit wat het is.")
    _check_words(form)
    _limit(form.mistakes, "naam", form.label, LONGEST_LABEL)
    _limit(form.mistakes, "uitleg", form.text, LONGEST_TEXT)
    _check_why(form.mistakes, form.why)
    return form


def _check_words(form: NewForm) -> None:
    found = form.words()
    if not found:
        form.mistakes["woorden"] = _("Schrijf minstens één woord dat mensen ervoor gebruiken.")
    elif len(found) > MOST_NEW_TERMS:
        form.mistakes["woorden"] = _("Schrijf er hoogstens veertig.")
    for one in found:
        _limit(form.mistakes, "woorden", one, LONGEST_WORD)


def _check_why(mistakes: dict[str, str], why: str) -> None:
    if not why:
        mistakes["waarom"] = _("Schrijf kort waarom, voor wie het later naleest.")
    _limit(mistakes, "waarom", why, LONGEST_WHY)


def _limit(mistakes: dict[str, str], name: str, value: str, most: int) -> None:
    if len(value) > most:
        mistakes[name] = _("Houd het op {most} tekens; nu zijn het er {count}.").format(
            most=most, count=len(value)
        )
