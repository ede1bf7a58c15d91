# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Editing concepts: what is refused, who follows, and that everything can be undone."""

import subprocess
import sys
import threading
from typing import Any

import pytest
from django.conf import settings

from netwerkbouwer.common import jobs
from netwerkbouwer.common.models import Job
from netwerkbouwer.config import preparation
from netwerkbouwer.matching import indexing
from netwerkbouwer.matching.models import ThesaurusEdit
from netwerkbouwer.matching.reading import kinds, words
from netwerkbouwer.matching.sets import combinations
from netwerkbouwer.matching.thesaurus import actions, overlay, tasks
from netwerkbouwer.matching.thesaurus.actions import CannotEdit, NewConcept
from netwerkbouwer.matching.thesaurus.overlay import Edit, Kind
from netwerkbouwer.organisations import index_reader
from netwerkbouwer.organisations import tasks as directory
from tests.factories.organisations import OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HALL = "half-empty-hall"
FAIR = NewConcept("Kermis", "activity", "Een feest met kramen.", ("kermis", "foor op het plein"))


def add(word: str, concept: str = HALL) -> ThesaurusEdit:
    return actions.edit(Edit(Kind.ADD_WORD, concept, word), why="Zo zeggen ze het.", by="Mia")


def terms(concept: str = HALL) -> tuple[str, ...]:
    return kinds.thesaurus().concepts[concept].terms


def found_in(text: str) -> set[str]:
    return {hit.concept for hit in kinds.thesaurus().hits(words.read(text))}


@pytest.fixture(autouse=True)
def index(no_index: None) -> None:
    """Every test starts without a search index."""


def test_a_new_word_is_understood_at_once() -> None:
    assert HALL not in found_in("er zit geen kat in ons theater")
    before = kinds.thesaurus()

    add("geen kat")

    assert "geen kat" in terms()
    assert HALL in found_in("er zit geen kat in ons theater")
    assert "geen kat" not in before.concepts[HALL].terms


def test_an_edit_tells_who_when_and_why_and_can_be_undone() -> None:
    was = terms()
    row = add("geen kat")

    assert (row.by, row.why, row.undone_at) == ("Mia", "Zo zeggen ze het.", None)
    assert row.at is not None
    assert actions.undo(row, by="Jan")
    assert terms() == was
    row.refresh_from_db()
    assert row.undone_by == "Jan"
    assert not actions.undo(row, by="Piet")
    row.refresh_from_db()
    assert row.undone_by == "Jan"


def test_a_new_concept_joins_a_problem() -> None:
    actions.add_concept(FAIR, why="Dat ontbrak.", by="Mia")
    actions.edit(Edit(Kind.ADD_ANSWER, HALL, "kermis"), why="Helpt.", by="Mia")

    assert kinds.thesaurus().concepts["kermis"].label == "Kermis"
    assert kinds.thesaurus().concepts[HALL].answered_by[-1] == "kermis"
    hits = kinds.thesaurus().hits(words.read("onze halflege zaal"))
    assert "kermis" in {want.concept for want in kinds.thesaurus().wanted(hits)}


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (Edit(Kind.ADD_WORD, HALL, "Halflege zaal"), "staat er al bij"),
        (Edit(Kind.ADD_WORD, HALL, "project"), "bijna elke tekst"),
        (Edit(Kind.ADD_WORD, HALL, "niet"), "zegt te weinig"),
        (Edit(Kind.ADD_WORD, HALL, "…"), "zegt te weinig"),
        (Edit(Kind.ADD_WORD, HALL, "een lange zin over een zaal die niet vol raakt"), "te lang"),
        (Edit(Kind.ADD_WORD, "nergens", "zaal"), "er niet meer"),
        (Edit(Kind.DROP_WORD, HALL, "fanfare"), "staat er niet bij"),
        (Edit(Kind.ADD_ANSWER, HALL, HALL), "bij zichzelf"),
        (Edit(Kind.ADD_ANSWER, HALL, "schools"), "staat er al bij"),
        (Edit(Kind.ADD_ANSWER, HALL, "same-audience"), "geen andere moeilijkheid"),
        (Edit(Kind.ADD_ANSWER, HALL, "nergens"), "uit de lijst"),
        (Edit(Kind.DROP_ANSWER, HALL, "nergens"), "staat er niet bij"),
        (Edit("iets", HALL, "zaal"), "Kies wat"),
        (Edit(Kind.NEW, HALL, "zaal"), "Kies wat"),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused(asked: Edit, sentence: str) -> None:
    with pytest.raises(CannotEdit, match=sentence):
        actions.edit(asked, why="x", by="Mia")

    assert not ThesaurusEdit.objects.exists()


def test_the_last_word_stays_until_there_is_another() -> None:
    actions.add_concept(NewConcept("Kermis", "activity", "Feest.", ("kermis",)), why="x", by="Mia")

    with pytest.raises(CannotEdit, match="laatste woord"):
        actions.edit(Edit(Kind.DROP_WORD, "kermis", "kermis"), why="x", by="Mia")


@pytest.mark.parametrize("label", ["Halflege zaal", "half empty hall", "HALFLEGE ZAAL"])
def test_a_concept_that_is_there_is_not_made_twice(label: str) -> None:
    new = NewConcept(label, "problem", "Leeg.", ("leeg theater",))

    with pytest.raises(CannotEdit, match="is er al"):
        actions.add_concept(new, why="x", by="Mia")


def test_an_edit_of_an_undone_concept_is_left_out() -> None:
    row = actions.add_concept(FAIR, why="x", by="Mia")
    add("draaimolen", "kermis")
    actions.edit(Edit(Kind.ADD_ANSWER, HALL, "kermis"), why="x", by="Mia")

    actions.undo(row, by="Mia")

    assert "kermis" not in kinds.thesaurus().concepts
    assert kinds.thesaurus().wanted(kinds.thesaurus().hits(words.read("halflege zaal")))


def test_words_that_others_have_too_are_named() -> None:
    add("zaalhuur", HALL)
    other = add("zaalhuur", "schools")

    found = actions.shared("zaalhuur", kinds.thesaurus(), but=other.concept)

    assert HALL in [one.id for one in found]


def test_the_lists_beside_the_index_are_made_anew_and_meanwhile_in_use() -> None:
    there = OrganisationFactory(description="Bij ons komt geen kat.", offers=("een draaimolen",))
    directory.build_index()
    old = index_reader.snapshot(settings.SEARCH_INDEX_DIR)
    assert old.numbers.version == indexing.version()

    add("draaimolen", "festivals" if "festivals" in kinds.thesaurus().concepts else "schools")

    new = index_reader.snapshot(settings.SEARCH_INDEX_DIR)
    assert new.numbers.version == directory.lists_version() != old.numbers.version
    assert Job.objects.get().state == Job.State.DONE
    row = int(new.numbers.rows_of([there.pk])[0])
    assert len(new.numbers.lists["told"].of(row)) > len(old.numbers.lists["told"].of(row))


def test_a_job_of_an_edit_that_is_in_the_index_already_does_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    OrganisationFactory()
    directory.build_index()
    add("geen kat")
    monkeypatch.setattr(directory, "build_index", lambda **_: pytest.fail("built again"))

    job = jobs.enqueue(tasks.follow, "nog eens")

    job.refresh_from_db()
    assert job.state == Job.State.DONE


def test_without_an_index_there_is_nothing_to_follow() -> None:
    add("geen kat")

    assert Job.objects.get().state == Job.State.DONE
    assert not settings.SEARCH_INDEX_DIR.exists()


def test_the_same_thesaurus_is_given_until_something_changes() -> None:
    first = kinds.thesaurus()
    assert kinds.thesaurus() is first
    assert kinds.known().thesaurus is first
    version = indexing.version()

    add("geen kat")

    assert kinds.thesaurus() is not first
    assert kinds.known().table is kinds.table()
    assert indexing.version() != version


def test_what_is_made_of_the_thesaurus_is_made_anew() -> None:
    ledger = combinations._ledger()
    assert combinations._ledger() is ledger

    add("geen kat")

    assert combinations._ledger() is not ledger


def test_another_process_sees_the_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the file tells it: the rows of this test are in a transaction of its own."""
    add("geen kat")
    file = str(settings.THESAURUS_FILE)
    script = (
        "import django; from django.conf import settings; django.setup()\n"
        f"from pathlib import Path; settings.THESAURUS_FILE = Path({file!r})\n"
        "from netwerkbouwer.matching.reading import kinds\n"
        f"print('geen kat' in kinds.thesaurus().concepts['{HALL}'].terms)"
    )
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.settings")

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "True"


def test_a_process_looks_again_within_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(kinds, "monotonic", lambda: clock[0])
    kinds.forget()
    assert "geen kat" not in terms()

    edit = Edit(Kind.ADD_WORD, HALL, "geen kat")
    settings.THESAURUS_FILE.write_text(overlay.write([edit]), encoding="utf-8")
    assert "geen kat" not in terms()
    clock[0] += 1.0

    assert "geen kat" in terms()


def test_who_changed_nothing_never_waits_for_it(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    old = kinds.thesaurus()
    settings.WRITE_IN_CALLER = False
    monkeypatch.setattr(kinds, "LOOK_EVERY", 0.0)
    edit = Edit(Kind.ADD_WORD, HALL, "geen kat")
    settings.THESAURUS_FILE.write_text(overlay.write([edit]), encoding="utf-8")
    kinds._look_at[0] = 0.0

    assert kinds.thesaurus() is old
    for thread in threading.enumerate():
        if thread.name == "thesaurus":
            thread.join(30)

    assert "geen kat" in terms()


def test_a_damaged_file_costs_the_edits_until_a_start(caplog: Any) -> None:
    add("geen kat")
    settings.THESAURUS_FILE.write_text("[[", encoding="utf-8")
    kinds.forget()
    assert "geen kat" not in terms()
    assert "niet" not in caplog.text

    tasks.write_edits()

    assert "geen kat" in terms()


def test_a_start_writes_the_file_before_it_looks_at_the_index(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add("geen kat")
    settings.THESAURUS_FILE.unlink()
    seen: list[bool] = []
    monkeypatch.setattr(preparation, "update_database", lambda: False)
    monkeypatch.setattr(
        preparation, "forget_lost_index", lambda _: seen.append(settings.THESAURUS_FILE.exists())
    )
    monkeypatch.setattr(preparation, "DATA_STEPS", ())

    preparation.prepare()

    assert seen == [True]
