# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Likeness in meaning with a model of the operator's own: off, on, and after an edit."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command

from netwerkbouwer.common import jobs
from netwerkbouwer.common.models import Job
from netwerkbouwer.config import preparation
from netwerkbouwer.matching.embedding import likeness as embeddings
from netwerkbouwer.organisations import index_reader, tasks
from netwerkbouwer.organisations.models import Organisation
from netwerkbouwer.organisations.numbers import Numbers
from tests.factories.organisations import OrganisationFactory
from tests.matching import made_models

pytest.importorskip("tokenizers", reason="the extra 'embeddings' is not installed")
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def model(tmp_path: Path, settings: Any, no_index: None) -> Iterator[None]:
    """A model is there, and the index keeps what it needs; vectors do not roll back."""
    settings.EMBEDDING_MODEL_DIR = str(made_models.static(tmp_path / "model"))
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    settings.INDEX_LISTS = {"own_text": "netwerkbouwer.matching.embedding.likeness.marks"}
    yield
    embeddings._kept.clear()


@pytest.fixture
def three() -> list[Organisation]:
    return [
        OrganisationFactory(name="A", description="een koor", offers=("zang",)),
        OrganisationFactory(name="B", description="voetbal"),
        OrganisationFactory(name="C"),
    ]


def numbers() -> Numbers:
    return index_reader.snapshot(django_settings.SEARCH_INDEX_DIR).numbers


def likeness(text: str) -> list[float] | None:
    here = numbers()
    found = embeddings.likeness(text, here, np.arange(len(here.pk)))
    return None if found is None else [round(float(value), 2) for value in found]


def test_without_a_folder_it_is_off_and_imports_nothing(
    settings: Any, no_index: None, three: list[Organisation], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embeddings.sentence_models, "load", lambda *_: pytest.fail("opened"))
    tasks.build_index()

    assert likeness("zingen") is None
    assert "own_text" not in settings.INDEX_LISTS
    embeddings.check()
    embeddings.make_later()
    assert not Job.objects.exists()
    with pytest.raises(CommandError, match="NB_EMBEDDING_MODEL_DIR"):
        call_command("embed")


def test_what_is_alike_in_meaning_is_found(model: None, three: list[Organisation]) -> None:
    tasks.build_index()
    assert likeness("zingen") is None
    out = StringIO()
    call_command("embed", stdout=out)

    assert "2 teksten hebben een vector" in out.getvalue()
    music, sport, silent = likeness("zingen") or []
    assert music > 0.9
    assert sport < 0.3
    assert silent == 0
    assert likeness("  ") is None


def test_only_the_asked_rows_are_answered(model: None, three: list[Organisation]) -> None:
    tasks.build_index()
    embeddings.make_all()
    everyone = likeness("zingen") or []
    found = embeddings.likeness("zingen", numbers(), np.array([2, 0]))

    assert found is not None
    assert [round(float(value), 2) for value in found] == [everyone[2], everyone[0]]


def test_a_changed_text_loses_its_vector_at_once(model: None, three: list[Organisation]) -> None:
    tasks.build_index()
    embeddings.make_all()
    Organisation.objects.filter(pk=three[0].pk).update(description="sport")
    tasks.update_index([three[0].pk])
    assert (likeness("zingen") or [])[0] == 0

    jobs.enqueue(embeddings.make, embeddings.SUBJECT)

    assert Job.objects.get().state == Job.State.DONE
    assert (likeness("sport") or [])[0] > 0.5


def test_a_wrong_folder_stops_the_start_and_not_a_page(
    settings: Any, model: None, three: list[Organisation], tmp_path: Path
) -> None:
    tasks.build_index()
    settings.EMBEDDING_MODEL_DIR = str(tmp_path / "nergens")

    assert likeness("zingen") is None
    with pytest.raises(preparation.CannotPrepare, match="NB_EMBEDDING_MODEL_DIR: .* is geen map"):
        preparation.check_content()


def test_a_wrong_folder_fails_the_job_with_the_sentence(settings: Any, tmp_path: Path) -> None:
    settings.EMBEDDING_MODEL_DIR = str(tmp_path)
    embeddings.make_later()

    job = Job.objects.get()
    assert job.state == Job.State.FAILED
    assert "tokenizer.json" in job.message


def test_private_texts_are_in_no_vector(model: None) -> None:
    hidden = OrganisationFactory(name="Weg", description="koor")
    Organisation.objects.filter(pk=hidden.pk).update(hidden_on="2026-11-01")

    assert embeddings.make_all() == 0
