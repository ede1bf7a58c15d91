# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Doubles in the directory, and what a row or a typed name may mean."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from netwerkbouwer.organisations import identity, models, tasks
from netwerkbouwer.organisations.merging import finding, whole_directory
from tests.factories.organisations import AALST, ANTWERP, GHENT, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_memory() -> Iterator[None]:
    whole_directory.forget()
    yield
    whole_directory.forget()


def make(name: str, **facts: Any) -> models.Organisation:
    row = OrganisationFactory(name=name, **facts)
    assert isinstance(row, models.Organisation)
    return row


def told_by(row: models.Organisation, slug: str, key: str) -> None:
    source, _ = models.Source.objects.get_or_create(slug=slug, defaults={"name": slug})
    delivery = models.Delivery.objects.create(
        source=source, at=timezone.now(), data_on=date(2026, 1, 1)
    )
    models.SourceRecord.objects.create(
        organisation=row, source=source, key=key, payload="{}", digest=key,
        first_delivery=delivery, last_delivery=delivery,
    )  # fmt: skip


def doubles() -> tuple[models.Organisation, models.Organisation]:
    about = {"street": "Kerkstraat 12", "phone": "+3293334455"}
    one = make("Gemeenschapscentrum De Kriekelaar", website="https://dekriekelaar.be", **about)
    return one, make("GC De Kriekelaar vzw", website="http://www.dekriekelaar.be/", **about)


def test_a_double_becomes_one_open_pair_with_reasons() -> None:
    one, other = doubles()
    make("Koor Zang en Vriendschap")
    found = finding.find_pairs()
    pair = models.Pair.objects.get()
    assert (pair.one, pair.other, pair.state) == (one, other, models.Pair.State.OPEN)
    assert pair.chance is not None
    assert pair.chance >= identity.CERTAIN
    assert "zelfde straat en huisnummer" in pair.reasons
    assert found == finding.Found(certain=1, doubtful=0)


def test_asking_again_gives_no_pair_twice() -> None:
    doubles()
    finding.find_pairs()
    assert finding.find_pairs() == finding.Found()
    assert models.Pair.objects.count() == 1


def test_what_someone_kept_apart_stays_apart_also_by_way_of_a_merged_one() -> None:
    one, other = doubles()
    loser = make("Kriekelaar", merged_into=one)
    models.Pair.objects.create(
        one=other, other=loser, state=models.Pair.State.APART, found_at=timezone.now()
    )
    assert finding.find_pairs() == finding.Found()


def test_a_department_is_no_double_of_its_mother() -> None:
    one, other = doubles()
    other.parent = one
    other.save()
    assert finding.find_pairs() == finding.Found()


@pytest.mark.parametrize("hidden", ["hidden_on", "gone_on"])
def test_what_nobody_finds_is_not_asked_about(hidden: str) -> None:
    _, other = doubles()
    setattr(other, hidden, date(2026, 1, 1))
    other.save()
    assert finding.find_pairs() == finding.Found()


def test_two_that_one_source_lists_apart_are_never_certain() -> None:
    for number, row in enumerate(doubles()):
        told_by(row, "kaart", str(number))
    assert finding.find_pairs() == finding.Found(doubtful=1)
    pair = models.Pair.objects.get()
    assert finding.SAME_SOURCE in pair.reasons


def test_two_in_two_villages_are_two() -> None:
    one, other = doubles()
    for row, village in ((one, "Drongen"), (other, "Ledeberg")):
        row.description = f"In {village}."
        row.save()
    assert finding.find_pairs() == finding.Found()
    row = entry(7, "GC De Kriekelaar", municipality=GHENT, street="Kerkstr. 12", village="Drongen")
    assert {each.organisation for each in finding.candidates_for([row])[7]} == {one.pk}
    other.description = ""
    other.save()
    assert finding.find_pairs() == finding.Found(certain=1)


def test_different_register_numbers_are_never_a_pair() -> None:
    for row, value in zip(doubles(), ("0123456749", "0403019261"), strict=True):
        models.Identifier.objects.create(organisation=row, scheme="KBO", value=value)
    assert finding.find_pairs() == finding.Found()


def test_only_what_is_asked_about_is_compared() -> None:
    doubles()
    asked = make("Koor Zang en Vriendschap", street="Molenweg 3")
    make("Koor Zang en Vriendschap vzw", street="Molenweg 3")
    assert finding.find_pairs([asked.pk]) == finding.Found(certain=1)
    assert models.Pair.objects.get().one == asked


def test_a_pair_of_two_that_are_both_asked_about_comes_once() -> None:
    one, other = doubles()
    assert finding.find_pairs([other.pk, one.pk]) == finding.Found(certain=1)


def test_progress_is_told_to_the_end() -> None:
    doubles()
    told: list[tuple[int, int]] = []
    finding.find_pairs(progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)


def entry(key: int, name: str, **facts: Any) -> identity.Entry:
    return identity.Entry(key=key, source="lijst", name=name, **facts)


def test_many_rows_and_few_rows_find_the_same_organisation() -> None:
    one, _ = doubles()
    row = entry(7, "G.C. De Kriekelaar", municipality=GHENT, street="Kerkstr. 12")
    others = [entry(100 + n, f"Iemand anders {n}") for n in range(finding.FEW)]
    few = finding.candidates_for([row])
    many = finding.candidates_for([row, *others])
    assert one.pk in {c.organisation for c in few[7]}
    assert {c.organisation for c in few[7]} == {c.organisation for c in many[7]}
    assert not {100 + n for n in range(finding.FEW)} & set(many)


def test_one_answer_can_be_certain_and_two_are_doubtful() -> None:
    one = make("Circuscentrum", street="Ham 72", phone="+3292351212")
    row = entry(1, "Circuscentrum vzw", municipality=GHENT, street="Ham 72", phone="092351212")
    [candidate] = finding.candidates_for([row])[1]
    assert candidate.organisation == one.pk
    assert candidate.chance >= identity.CERTAIN
    make("Circus Centrum", street="Ham 72", phone="+3292351212")
    assert all(c.chance < identity.CERTAIN for c in finding.candidates_for([row])[1])


def test_an_organisation_the_source_told_before_is_never_certain() -> None:
    one = make("Circuscentrum", street="Ham 72", phone="+3292351212")
    told_by(one, "lijst", "rij-1")
    row = entry(1, "Circuscentrum", municipality=GHENT, street="Ham 72", phone="092351212")
    [candidate] = finding.candidates_for([row])[1]
    assert candidate.chance < identity.CERTAIN
    assert finding.SAME_SOURCE in candidate.reasons


def test_a_row_finds_what_stands_for_a_merged_organisation() -> None:
    one, other = doubles()
    other.merged_into = one
    other.save()
    row = entry(1, "GC De Kriekelaar vzw", municipality=GHENT, street="Kerkstraat 12")
    assert [c.organisation for c in finding.candidates_for([row])[1]] == [one.pk]


def test_nothing_is_asked_and_an_empty_directory_answers() -> None:
    assert finding.candidates_for([]) == {}
    assert finding.candidates_for([entry(n, f"Naam {n}") for n in range(40)]) == {}
    assert finding.find_pairs() == finding.Found()


def test_a_typed_name_finds_the_organisation_in_that_town() -> None:
    here = make("Bibliotheek De Krook", code=GHENT)
    make("Bibliotheek Permeke", code=ANTWERP)
    tasks.build_index()
    for typed in (
        "Bibliotheek De Krook",
        "bib de krook",
        "De Krook bibliotheek",
        "biblioteek de krook",
    ):
        assert [c.organisation for c in finding.same_as_typed(typed, GHENT)][:1] == [here.pk], typed


def test_a_typed_name_of_another_town_is_not_the_same() -> None:
    make("Jeugdhuis De Kouter", code=GHENT)
    tasks.build_index()
    found = finding.same_as_typed("Jeugdhuis De Kouter", AALST)
    assert all(c.chance < identity.CERTAIN for c in found)


def test_an_alias_is_a_name_too() -> None:
    row = make("Openbaar Centrum voor Welzijn Ledeberg", other_names=("Het Sociaal Huis Ledeberg",))
    assert row.pk in {
        c.organisation for c in finding.same_as_typed("Het Sociaal Huis Ledeberg", GHENT)
    }


@pytest.mark.parametrize("typed", ["", "  ", "?!", "\x00", "a" * 5_000])
def test_a_typed_text_without_a_name_gives_nothing(typed: str) -> None:
    make("Bibliotheek De Krook")
    assert finding.same_as_typed(typed) == []
