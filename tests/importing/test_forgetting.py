# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who was erased is in no stored file either."""

import pytest

from netwerkbouwer.common import jobs, locks
from netwerkbouwer.common.models import Job
from netwerkbouwer.importing import plan, tasks
from netwerkbouwer.importing.models import ImportRun
from netwerkbouwer.organisations.curation import hiding
from netwerkbouwer.organisations.models import Organisation
from tests.factories import places
from tests.factories.organisations import GHENT
from tests.importing.feeding import applied, make_run, planned, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]
Patch = pytest.MonkeyPatch
SHOP = row("9", "Atelier Zoë", is_person="ja")
KEPT = {"persons_purpose": "partners zoeken"}


@pytest.fixture(autouse=True)
def municipalities() -> None:
    places.municipality(GHENT)


def is_there(run: ImportRun) -> bool:
    return plan.folder_of(run).exists()


def ended() -> list[str]:
    """How the jobs went; in tests each is done at once."""
    mine = Job.objects.filter(work=jobs.path_of(tasks.forget_file))
    return list(mine.values_list("state", flat=True))


def test_files_that_hold_an_erased_business_go_and_others_stay(monkeypatch: Patch) -> None:
    held = applied(monkeypatch, SHOP, row("1"), **KEPT)
    left_out = planned(monkeypatch, row("1"), SHOP)
    unread = make_run()
    without = planned(monkeypatch, row("1"), row("2"))
    elsewhere = planned(monkeypatch, row("9", "Huis"), source="Andere bron")

    hiding.erase(Organisation.objects.get(name="Atelier Zoë"), "")
    assert ended() == ["done"] * 3

    assert [is_there(run) for run in (held, left_out, unread)] == [False] * 3
    assert [is_there(run) for run in (without, elsewhere)] == [True] * 2
    held.refresh_from_db()
    assert (held.state, held.message) == ("applied", tasks.FORGOTTEN)


def test_who_is_only_hidden_is_still_in_the_file(monkeypatch: Patch) -> None:
    held = applied(monkeypatch, SHOP, **KEPT)
    hiding.erase_later(Organisation.objects.get(name="Atelier Zoë"), "")
    assert ended() == []
    assert is_there(held)


def test_a_file_that_someone_works_on_is_said_to_be_busy(monkeypatch: Patch) -> None:
    held = applied(monkeypatch, SHOP, **KEPT)
    monkeypatch.setattr(tasks, "PATIENCE", 0.0)
    with locks.hold(plan.folder_of(held) / "lock", seconds=0):
        hiding.erase(Organisation.objects.get(name="Atelier Zoë"), "")
    assert ended() == ["failed"]
    assert is_there(held)
