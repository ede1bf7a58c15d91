# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Single facts of the readers of linked data, culture, associations, social care, maps, schools."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from netwerkbouwer.importing import sources
from netwerkbouwer.importing.rows import SourceRow
from netwerkbouwer.importing.sources import cdbxml, json_files, linked, raw, wfs
from netwerkbouwer.organisations.files import UnreadableFile
from tests.importing.sources import expected

SAMPLES = expected.SAMPLES


def read(tmp_path: Path, slug: str, document: Any, suffix: str = ".json") -> list[SourceRow]:
    path = tmp_path / f"stuk{suffix}"
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return expected.read(path, slug)[0]


# --- the files themselves ---------------------------------------------------------------------

MEMBER = {"@id": "https://x.example/organizers/00000000-0000-4000-8000-000000000001",
          "name": {"nl": "Een"}}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(MEMBER),
        json.dumps([MEMBER]),
        json.dumps({"member": [MEMBER]}),
        json.dumps({"later": {"member": 1}, "member": [MEMBER]}),
        json.dumps(MEMBER) + "\n\n" + json.dumps(MEMBER),
        "\ufeff" + json.dumps([MEMBER]),
        json.dumps(MEMBER, indent=2),
    ],
)
def test_one_object_is_found_whatever_is_around_it(tmp_path: Path, text: str) -> None:
    assert [row.values["name"] for row in read(tmp_path, "uitdatabank", text)] == ["Een"]


@pytest.mark.parametrize("text", ["", "  ", "<html>", '{"member": [', '{"a": tru', "nul"])
def test_what_is_no_json_is_refused_with_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "stuk.json"
    path.write_text(text)
    with pytest.raises(UnreadableFile, match=r"stuk\.json"):
        list(expected.items(path, "uitdatabank"))


@pytest.mark.parametrize(
    "told",
    [
        {"name": "hsds", "resources": [{"name": "organizations", "schema": "x.json"}]},
        {"name": "organization", "type": "object", "properties": {"name": {}}},
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "properties": {}},
        {"openapi": "3.1.0", "paths": {}},
        {"@context": {"naam": "https://x.example/naam"}},
    ],
)
@pytest.mark.parametrize("slug", ["hsds", "uitdatabank"])
def test_a_description_of_data_is_not_taken_for_data(
    tmp_path: Path, slug: str, told: dict[str, Any]
) -> None:
    with pytest.raises(UnreadableFile, match="een beschrijving, geen gegevens"):
        read(tmp_path, slug, told)


def test_data_that_names_its_schema_stays_data(tmp_path: Path) -> None:
    document = {"$schema": "https://x.example/schema.json", **MEMBER}
    assert [row.values["name"] for row in read(tmp_path, "uitdatabank", document)] == ["Een"]


def test_deep_nesting_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "diep.json"
    path.write_text("[" * 50_000 + "]" * 50_000)
    rows, errors = expected.read(path, "uitdatabank")
    assert (rows, len(errors)) == ([], 1)


def test_a_single_object_has_a_largest_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_files, "LARGEST_DOCUMENT", 10)
    with pytest.raises(UnreadableFile, match="te groot"):
        read(tmp_path, "uitdatabank", json.dumps(MEMBER, indent=1))


def test_values_of_any_type_become_text_or_nothing() -> None:
    odd = ["a ", 5, 1.5, True, None, [], {}, float("nan"), 10**400]
    assert [raw.text(each) for each in odd] == ["a", "5", "1.5", "", "", "", "", "", ""]


def test_a_list_column_holds_what_fits() -> None:
    assert raw.joined(["a|b", "", "c", "c", "x" * 300]) == "a/b|c"


# --- UiTdatabank ------------------------------------------------------------------------------


def test_events_give_their_organiser_and_place_once(tmp_path: Path) -> None:
    place = {"@id": "https://x.example/place/00000000-0000-4000-8000-00000000000a",
             "name": {"nl": "Zaal"}}  # fmt: skip
    event = {"@type": "Event", "name": {"nl": "Concert"}, "organizer": MEMBER, "location": place}
    names = [row.values["name"] for row in read(tmp_path, "uitdatabank", [event, event])]
    assert names == ["Een", "Zaal"]


def test_the_list_of_regions_is_known_and_refused(tmp_path: Path) -> None:
    region = {"name": {"nl": "Gent"}, "label": "cultuurkuur_werkingsregio_nis-44021"}
    with pytest.raises(UnreadableFile, match="lijst van regio’s"):
        read(tmp_path, "uitdatabank", [{**region, "children": [region]}])
    known = sources.guess(tmp_path / "stuk.json")
    assert known is not None
    assert known.slug == "uitdatabank"


def test_what_people_wrote_about_people_is_not_read() -> None:
    rows, _ = expected.read(SAMPLES / "uitdatabank/organizers_page.json", "uitdatabank")
    assert "iemand@" not in str(rows)
    assert "jan.peeters" not in str(rows)


@pytest.mark.parametrize(
    "start",
    ['<!DOCTYPE a [<!ENTITY b "c">]>', '<!DOCTYPE a SYSTEM "file:///etc/passwd">'],
)
def test_xml_with_a_document_type_is_refused(tmp_path: Path, start: str) -> None:
    with pytest.raises(UnreadableFile):
        read(tmp_path, "uitdatabank", f"{start}<cdbxml><event/></cdbxml>", ".xml")


def test_xml_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="geen activiteiten"):
        read(tmp_path, "uitdatabank", "<a><b/></a>", ".xml")
    assert cdbxml.TROUBLE


# --- Verenigingsregister ----------------------------------------------------------------------


def test_the_letter_box_of_people_stays_out() -> None:
    rows, _ = expected.read(SAMPLES / "verenigingsregister/zoeken.json", "verenigingsregister")
    streets = {row.values["name"]: row.values.get("street") for row in rows}
    assert streets["Koninklijke Harmonie Voorbeeld"] is None
    assert streets["Vormingsvereniging Voorbeeld"] == "Voorbeeldstraat 3"


def test_a_membership_is_a_link_with_its_dates() -> None:
    rows, _ = expected.read(SAMPLES / "verenigingsregister/zoeken.json", "verenigingsregister")
    links = next(row.links for row in rows if row.links)
    assert [(link.name, link.started_on, link.ended_on) for link in links] == [
        ("Koepel Voorbeeld", date(2002, 11, 15), None)
    ]


# --- HSDS -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["hsds/organization_full.json", "hsds/package"])
def test_people_stay_apart_from_the_organisation(path: str) -> None:
    rows, _ = expected.read(SAMPLES / path, "hsds")
    row = next(row for row in rows if row.contacts)
    contact = row.contacts[0]
    assert (contact.name, contact.role, contact.phone) == (
        "An Voorbeeld", "Coördinator", "09 000 00 02",
    )  # fmt: skip
    assert "An Voorbeeld" not in str(row.values)


def test_the_words_of_the_source_are_its_classes() -> None:
    rows, _ = expected.read(SAMPLES / "hsds/package", "hsds")
    assert rows[0].classes == (("hsds:Sociale kaart", "Juridische hulp"),)


def test_a_package_without_organisations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"organizations\.csv"):
        list(expected.items(tmp_path, "hsds"))


# --- linked data ------------------------------------------------------------------------------


def test_references_within_a_file_are_followed(tmp_path: Path) -> None:
    document = {
        "@context": "https://schema.org",
        "@graph": [
            {"@id": "urn:adres", "@type": "PostalAddress", "postalCode": "9000",
             "addressLocality": "Gent", "streetAddress": "Markt 1"},
            {"@id": "urn:a", "@type": "schema:NGO", "schema:name": "Een",
             "schema:address": {"@id": "urn:adres"}},
        ],
    }  # fmt: skip
    values = read(tmp_path, "oslo", document)[0].values
    assert (values["municipality_code"], values["street"]) == ("44021", "Markt 1")


def test_a_reference_in_a_circle_ends(tmp_path: Path) -> None:
    node: dict[str, Any] = {"@id": "urn:a", "@type": "Organization", "name": "Een"}
    node["parentOrganization"] = {"@id": "urn:b"}
    other = {"@id": "urn:b", "about": {"@id": "urn:b"}}
    assert read(tmp_path, "oslo", [node, other])[0].values["parent"] == "urn:b"


def test_dutch_comes_before_other_languages(tmp_path: Path) -> None:
    names = [{"@value": "Example", "@language": "en"}, {"@value": "Voorbeeld", "@language": "nl"}]
    node = {"@id": "urn:a", "@type": "Organisatie", "naam": names}
    values = read(tmp_path, "oslo", node)[0].values
    assert (values["name"], values["other_names"]) == ("Voorbeeld", "Example")


def test_people_and_events_are_not_organisations(tmp_path: Path) -> None:
    nodes = [{"@type": "Person", "name": "Jan"}, {"@type": "Event", "name": "Feest"}]
    assert read(tmp_path, "oslo", nodes) == []


def test_an_inactive_organisation_is_refused_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonld"
    node = {"@type": "Organisatie", "naam": "Oud", "organisatiestatus": "niet actief"}
    path.write_text(json.dumps([node]))
    rows, errors = expected.read(path, "oslo")
    assert (rows, "niet meer actief" in errors[0].reason) == ([], True)


@pytest.mark.parametrize("text", ["<a> <b", "@prefix x: <y"])
def test_broken_turtle_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFile):
        read(tmp_path, "oslo", text, ".ttl")


def test_turtle_has_a_largest_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linked, "LARGEST_TURTLE", 3)
    with pytest.raises(UnreadableFile, match="te groot"):
        read(tmp_path, "oslo", "<urn:a> a <urn:b> .", ".ttl")


def test_names_are_known_by_their_last_part() -> None:
    told = ["org:hasPrimarySite", "http://www.w3.org/ns/org#hasPrimarySite", "Organisator.naam", ""]
    assert [linked.short(each) for each in told] == ["hasprimarysite", "hasprimarysite", "naam", ""]


# --- map layers -------------------------------------------------------------------------------


def layer(coordinates: list[Any], crs: str = "", **told: Any) -> dict[str, Any]:
    feature = {"type": "Feature", "properties": {"NAAM": "Een"} | told,
               "geometry": {"type": "Point", "coordinates": coordinates}}  # fmt: skip
    named = {"crs": {"properties": {"name": crs}}} if crs else {}
    return {"type": "FeatureCollection", "features": [feature]} | named


@pytest.mark.parametrize(
    ("coordinates", "crs"),
    [
        ([3.72, 51.05], ""),
        ([51.05, 3.72], "urn:ogc:def:crs:EPSG::4326"),
        ([104509.1, 193513.8], "urn:ogc:def:crs:EPSG::31370"),
        ([104509.1, 193513.8], ""),
        ([414108.5, 6630142.9], "EPSG:3857"),
    ],
)
def test_a_point_in_ghent_is_in_ghent_in_any_system(
    tmp_path: Path, coordinates: list[float], crs: str
) -> None:
    values = read(tmp_path, "wfs", layer(coordinates, crs))[0].values
    assert float(values["lat"]) == pytest.approx(51.05, abs=0.002)
    assert float(values["lon"]) == pytest.approx(3.72, abs=0.002)
    assert values["municipality_code"] == "44021"


def test_an_unknown_system_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="EPSG:99999"):
        read(tmp_path, "wfs", layer([1, 2], "EPSG:99999"))


def test_columns_are_known_by_many_names(tmp_path: Path) -> None:
    told = {"Straatnaam": "Markt", "Huisnr": 5, "Post-code": 9000, "GEMEENTE": "Gent",
            "e-mail": "info@a.example", "Type": "Bibliotheek"}  # fmt: skip
    values = read(tmp_path, "wfs", layer([3.72, 51.05], "", **told))[0].values
    assert values["street"] == "Markt 5"
    assert values["postcode"] == "9000"
    assert values["email"] == "info@a.example"
    assert values["classification"] == "Bibliotheek"


def test_a_layer_without_names_is_refused(tmp_path: Path) -> None:
    features = [{"type": "Feature", "properties": {"x": 1}}] * 600
    with pytest.raises(UnreadableFile, match="NAAM"):
        read(tmp_path, "wfs", {"type": "FeatureCollection", "features": features})
    assert wfs.LISTS == ("features",)


# --- DUO --------------------------------------------------------------------------------------


def test_a_file_without_the_headings_of_duo_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="VESTIGINGSCODE"):
        read(tmp_path, "duo", "a,b\n1,2\n", ".csv")


def test_a_row_that_is_too_short_is_an_error_of_that_row(tmp_path: Path) -> None:
    path = tmp_path / "kort.csv"
    path.write_text("VESTIGINGSNAAM,VESTIGINGSCODE\nEen,00AA00\nTwee\n")
    rows, errors = expected.read(path, "duo")
    assert ([row.key for row in rows], [error.line for error in errors]) == (["duo:00AA00"], [3])


def test_a_cell_without_end_makes_the_file_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "cel.csv"
    path.write_text("VESTIGINGSNAAM,VESTIGINGSCODE\n" + "x" * 140_000 + ",00AA00\n")
    with pytest.raises(UnreadableFile, match="beschadigd"):
        list(expected.items(path, "duo"))
