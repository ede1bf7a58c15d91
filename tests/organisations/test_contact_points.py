# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which addresses and numbers belong to an organisation; a person's stay out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.organisations import contact_points
from tests.organisations import telling


@pytest.mark.parametrize(
    ("email", "website", "is_functional"),
    [
        ("info@debrug.example", "", True),
        ("secretariaat@debrug.example", "", True),
        ("bib.reservaties@stad.example", "", True),
        ("info.debrug@gmail.com", "", True),
        ("debrug@debrug.be", "https://www.debrug.be", True),
        ("an.peeters@debrug.be", "https://www.debrug.be", False),
        ("peeters@peeters.be", "", False),
        ("debrug@debrug.be", "https://elders.be", False),
        ("an.peeters@gmail.com", "", False),
        ("jeugd.janssens@telenet.be", "", False),
        ("an@debrug.be", "https://debrug.be", False),
    ],
)
def test_a_shared_box_is_told_apart_from_a_person(
    email: str, website: str, is_functional: bool
) -> None:
    assert contact_points.is_functional(email, website) == is_functional


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("09 234 56 78", "BE", "+3292345678"),
        ("+32 (0)9 234.56.78", "NL", "+3292345678"),
        ("0032 2 123 45 67", "BE", "+3221234567"),
        ("020-1234567", "NL", "+31201234567"),
        ("0800 12345", "BE", "+3280012345"),
        ("0471 23 45 67", "BE", "+32471234567"),
        ("12345", "BE", ""),
        ("+33 1 23 45 67 89", "BE", ""),
        ("bel Jan", "BE", ""),
        ("09 234 56 78", "", ""),
        ("٠٩٢٣٤٥٦٧٨", "BE", ""),
    ],
)
def test_numbers_get_one_form(typed: str, country: str, number: str) -> None:
    assert contact_points.phone(typed, country) == number


@pytest.mark.parametrize(
    ("number", "is_landline"),
    [
        ("+32471234567", False),
        ("+31612345678", False),
        ("+3242345678", True),
        ("+3292345678", True),
        ("+31201234567", True),
    ],
)
def test_a_mobile_number_is_mostly_of_a_person(number: str, is_landline: bool) -> None:
    assert contact_points.is_landline_like(number) == is_landline


def test_what_is_of_a_person_stays_out_with_a_remark_that_does_not_repeat_it() -> None:
    found = telling.record(email="an.peeters@brug.example", phone="0471 23 45 67")

    assert (found.email, found.phone) == ("", "")
    assert [remark.split(":")[0] for remark in found.remarks] == ["email", "phone"]
    assert "peeters" not in " ".join(found.remarks)


@pytest.mark.parametrize("typed", ["a@b", "a b@c.be", "a@-b.be", "a..b@c.be", "@c.be", "a@c.be,d"])
def test_what_is_no_address_is_left_out(typed: str) -> None:
    assert contact_points.email(typed) == ""


@given(st.text(max_size=40), st.text(max_size=30), st.sampled_from(["BE", "NL", "", "FR"]))
def test_no_text_breaks_it(one: str, other: str, country: str) -> None:
    contact_points.is_functional(contact_points.email(one), other)
    contact_points.is_functional(one, other)
    number = contact_points.phone(one, country)
    assert len(number) <= 20
    contact_points.is_landline_like(number)
