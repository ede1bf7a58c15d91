# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Records as sources tell them, for tests."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from netwerkbouwer.organisations import actions, golden, models, records, sectors
from tests.factories import places
from tests.factories.organisations import AALST, ANTWERP, GHENT

DAY = date(2026, 11, 1)


def record(key: str = "b:1", **changes: str) -> records.OrganisationRecord:
    """A sound record; changes are cells of a row."""
    row = {"id": key, "name": "Buurthuis De Brug", "municipality_code": GHENT, "sector": "welzijn"}
    found = records.parse({**row, **changes}, 1, "Een bron")
    assert isinstance(found, records.OrganisationRecord), found
    return found


def told(
    source: str = "een", priority: int = 50, data_on: date = DAY, is_gone: bool = False, **row: str
) -> golden.Told:
    """What a source tells."""
    name = f"Bron {source}"
    return golden.Told(source, name, priority, data_on, record(**row), is_gone)


def delivery(source: str = "Een bron", data_on: date = DAY, **more: Any) -> models.Delivery:
    """A new delivery of this source."""
    return actions.open_delivery(source=actions.source_for(source), data_on=data_on, **more)


def municipalities() -> None:
    """The rows of the municipalities that these records name."""
    for code in (GHENT, ANTWERP, AALST):
        places.municipality(code)


_words = st.sampled_from(["De Brug", "de brug", "Café Één", "vzw Zon", "Sint-Jan", "'t Hof", "AAA"])
_lists = st.lists(_words, max_size=3).map("|".join)
rows = st.fixed_dictionaries(
    {"name": _words, "sector": st.sampled_from(list(sectors.BY_SLUG))},
    optional={
        "municipality_code": st.sampled_from([GHENT, ANTWERP, AALST]),
        "other_names": _lists,
        "sectors": st.lists(st.sampled_from(list(sectors.BY_SLUG)), max_size=3).map("|".join),
        "street": st.sampled_from(["Kaai 1", "Markt 2"]),
        "postcode": st.sampled_from(["9000", "2000"]),
        "lat": st.just("51.05"),
        "lon": st.sampled_from(["3.72", "4.4"]),
        "website": st.sampled_from(["https://brug.example", "zon.example"]),
        "email": st.sampled_from(["info@brug.example", "contact@zon.example"]),
        "phone": st.sampled_from(["09 234 56 78", "03/234.56.78"]),
        "kbo": st.sampled_from(["0400378485", "0475485684"]),
        "offers": _lists,
        "questions": _lists,
        "description": st.sampled_from(["Een huis.", "Een ander huis."]),
        "classification": st.sampled_from(["OCMW", "bibliotheek"]),
        "is_person": st.sampled_from(["ja", "nee"]),
        "checked_on": st.sampled_from(["2026-01-01", "2026-02-02"]),
        "sector_certainty": st.sampled_from(["0.3", "0.9"]),
        "source_url": st.sampled_from(["https://bron.example/1"]),
    },
).map(lambda row: {"municipality_code": GHENT, **row})
