# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What curators change of the concepts: checked against the concepts of now, and undone again."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from netwerkbouwer.common import jobs, texts
from netwerkbouwer.matching.models import ThesaurusEdit
from netwerkbouwer.matching.reading import kinds, words
from netwerkbouwer.matching.reading.concepts import PROBLEM, Concept, Thesaurus
from netwerkbouwer.matching.thesaurus import overlay, tasks
from netwerkbouwer.matching.thesaurus.overlay import Edit, Kind

TAKEN = ("nieuw", "geschiedenis")  # addresses of other pages; see urls.py
MOST_TERMS = 80  # of one concept
MOST_WORDS = 8  # in one term


class CannotEdit(Exception):
    """An edit that cannot be made: a sentence, and the name of the field it is about."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


@dataclass(frozen=True, slots=True)
class NewConcept:
    """A concept as a curator describes it; `terms` are the words people use."""

    label: str
    type: str
    text: str
    terms: tuple[str, ...]


def edit(asked: Edit, *, why: str, by: str) -> ThesaurusEdit:
    """Add or take away a word or an answer. Raises CannotEdit."""
    with transaction.atomic():
        here = _now().get(asked.concept)
        if here is None:
            raise CannotEdit("", _("Dit begrip is er niet meer."))
        checked = _checked(asked, here)
        return _keep(checked, why, by)


def add_concept(new: NewConcept, *, why: str, by: str) -> ThesaurusEdit:
    """Add a concept; its id follows from the label. Raises CannotEdit."""
    with transaction.atomic():
        known = _now()
        name = texts.slugify(new.label)
        if name in TAKEN:
            raise CannotEdit("naam", _("Deze naam kan niet. Kies er een die meer zegt."))
        if name in known or any(overlay.same_word(new.label, one.label) for one in known.values()):
            raise CannotEdit("naam", _("Dit begrip is er al."))
        for term in new.terms:
            check_word(term, "woorden")
        terms = list(new.terms)
        more = {"type": new.type, "text": new.text, "terms": terms}
        return _keep(Edit(Kind.NEW, name, new.label, more), why, by)


def undo(row: ThesaurusEdit, *, by: str) -> bool:
    """Take an edit back; whether it was there to take back. Its line in the history stays."""
    with transaction.atomic():
        waiting = ThesaurusEdit.objects.filter(pk=row.pk, undone_at=None)
        if not waiting.update(undone_at=timezone.now(), undone_by=by):
            return False
        _follow(f"{row.pk} terug")
    return True


def check_word(term: str, field: str = "waarde") -> None:
    """Raises CannotEdit for a word that would meet nothing, or everything."""
    read = words.read(term)
    stems = {word.stem for word in read} - words.SIGNS
    count = len(words.fold_words(term))
    if not stems:
        raise CannotEdit(field, _("‘{word}’ zegt te weinig.").format(word=term))
    if count == 1 and stems <= words.GENERIC:
        raise CannotEdit(
            field,
            _("‘{word}’ staat in bijna elke tekst. Maak er een zinsdeel van.").format(word=term),
        )
    if count > MOST_WORDS:
        raise CannotEdit(
            field, _("‘{word}’ is te lang: gebruik hoogstens acht woorden.").format(word=term)
        )


def _checked(asked: Edit, here: Concept) -> Edit:
    has_word = any(overlay.same_word(asked.value, one) for one in here.terms)
    has_answer = asked.value in overlay.answers(here)
    match asked.kind:
        case Kind.ADD_WORD:
            _refuse(has_word, _("Dit woord staat er al bij."))
            _refuse(len(here.terms) >= MOST_TERMS, _("Dit begrip heeft al genoeg woorden."))
            check_word(asked.value)
        case Kind.DROP_WORD:
            _refuse(not has_word, _("Dit woord staat er niet bij."))
            _refuse(len(here.terms) == 1, _("Dit is het laatste woord. Voeg eerst een ander toe."))
        case Kind.ADD_ANSWER:
            _refuse(has_answer, _("Dit staat er al bij."))
            _check_answer(asked.value, here)
        case Kind.DROP_ANSWER:
            _refuse(not has_answer, _("Dit staat er niet bij."))
        case _:
            _refuse(True, _("Kies wat je wilt veranderen."))
    return asked


def _check_answer(name: str, here: Concept) -> None:
    other = _now().get(name)
    if other is None:
        raise CannotEdit("waarde", _("Kies een begrip uit de lijst."))
    _refuse(name == here.id, _("Een begrip kan niet bij zichzelf staan."))
    _refuse(other.type == PROBLEM, _("Kies iets dat helpt, geen andere moeilijkheid."))


def _refuse(is_wrong: bool, reason: str) -> None:
    if is_wrong:
        raise CannotEdit("waarde", reason)


def _now() -> dict[str, Concept]:
    """The concepts with all edits in the rows, those of a moment ago too."""
    return overlay.laid_over(kinds.of_library(), tasks.active())


def _keep(made: Edit, why: str, by: str) -> ThesaurusEdit:
    row = ThesaurusEdit.objects.create(
        kind=made.kind,
        concept=made.concept,
        value=made.value,
        more=dict(made.more),
        why=why,
        at=timezone.now(),
        by=by,
    )
    _follow(str(row.pk))
    return row


def _follow(subject: str) -> None:
    """Tell every process, and have the lists beside the index made anew."""
    jobs.enqueue(tasks.follow, subject)
    transaction.on_commit(tasks.write_edits)


def shared(term: str, thesaurus: Thesaurus, but: str) -> Iterable[Concept]:
    """Other concepts that have this word too: then it counts for less with each."""
    others = (one for one in thesaurus.concepts.values() if one.id != but)
    return [one for one in others if any(overlay.same_word(term, word) for word in one.terms)]
