# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What we read by hand in the samples, and in the larger deliveries they were made after."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from netwerkbouwer.importing import sources
from netwerkbouwer.importing.options import Options
from netwerkbouwer.importing.rows import SourceRow
from netwerkbouwer.organisations.records import RowError

SAMPLES = Path(__file__).parent.parent / "samples"


@dataclass(frozen=True)
class Delivery:
    """A file or folder, who reads it, how many rows and errors, and some rows by name."""

    path: str
    slug: str
    rows: int
    errors: int = 0
    records: dict[str, dict[str, str]] = field(default_factory=dict)


def read(path: Path, slug: str, **options: Any) -> tuple[list[SourceRow], list[RowError]]:
    """All rows and errors of a delivery."""
    rows, errors = [], []
    for item in items(path, slug, **options):
        if isinstance(item, RowError):
            errors.append(item)
        else:
            rows.append(item)
    return rows, errors


def items(path: Path, slug: str, **options: Any) -> Iterator[SourceRow | RowError]:
    chosen = Options.model_validate(options)
    return iter(sources.by_slug(slug).read(path, chosen))


GHENT, LEUVEN = "44021", "24062"
ZOL = {"municipality_code": "71016", "street": "Schiepse Bos 6", "postcode": "3600"}
ASZ = {"municipality_code": "41002", "street": "Merestraat 80", "postcode": "9300"}
SERRUYS = {"municipality_code": "35013", "street": "Kaïrostraat 84", "postcode": "8400"}
MAASEIK = {"municipality_code": "72021", "street": "Markt 1", "postcode": "3680"}
LOKEREN = {"municipality_code": "46029", "street": "Lepelstraat 2", "postcode": "9160"}
HOSPITALS = {
    "A.S.Z. Autonome Verzorgingsinstelling": ASZ,
    "A.V. Ziekenhuis Oost-Limburg ZOL": ZOL,
    "AV Henri Serruysziekenhuis": SERRUYS,
    "AV Medisch Centum Noord-Oost Limburg": MAASEIK,
    "AZ Lokeren AV": LOKEREN,
}
PLACES = {
    "Bibliotheek Voorbeeld": {"id": "osm:node/1", "lat": "51.0500000", "lon": "3.7200000",
                              "street": "Voorbeeldstraat 1", "checked_on": "2025-05-01",
                              "website": "https://bib.example", "parent": "Stad Voorbeeld"},
    "Zaal Proef": {"id": "osm:way/2", "lat": "51.0510000", "lon": "3.7020000",
                   "other_names": "De Proef|Proefzaal", "municipality_code": GHENT},
    "Museum Voorbeeld": {"id": "osm:relation/3", "lat": "51.0420000", "lon": "3.7140000"},
    "Café Gesloten": {"id": "osm:node/4", "ended_on": "2024-03-01"},
}  # fmt: skip
WELFARE = {
    "Welzijnshuis Voorbeeld": {
        "kbo": "0473.908.049", "street": "Zorgstraat 1", "municipality_code": GHENT,
        "offers": "Gratis juridisch advies|Voedselhulp", "phone": "09 000 00 01",
        "classification": "Juridische hulp",
    },
}  # fmt: skip
OSLO_OCMW = {
    "OCMW Aalst": {"kbo": "0212237186", "street": "Gasthuisstraat 40", "postcode": "9300"},
    "OCMW Aalter": {"kbo": "0697663491", "municipality_code": "44084"},
    "OCMW Aarschot": {"kbo": "0212234515", "website": "https://www.ocmw-aarschot.be"},
    "OCMW Aartselaar": {"kbo": "0212234812", "street": "Kapellestraat 136"},
    "OCMW Affligem": {"kbo": "0231884636", "classification": "OCMW"},
}
PORT = {
    "Havenbedrijf Antwerpen": {
        "kbo": "0248399380", "street": "Zaha Hadidplein 1", "municipality_code": "11002",
    }
}  # fmt: skip

IN_REPOSITORY = (
    Delivery("osm/voorbeeld.osm.pbf", "osm", 4, 0, PLACES),
    Delivery("osm/overpass.json", "osm", 4, 0, PLACES),
    Delivery("osm/overpass-turbo.geojson", "osm", 4, 0, PLACES),
    Delivery("kbo", "kbo", 12, 0, {
        "Gemeente Aalst": {"kbo": "0207437468", "street": "Grote Markt 3", "postcode": "9300",
                           "website": "www.aalst.be", "classification": "Stad / gemeente"},
        "OCMW Aalst": {"kbo": "0212237186", "email": "info@ocmwaalst.be"},
        "A.V. Ziekenhuis Oost-Limburg ZOL": ZOL,
        "A.S.Z. Autonome Verzorgingsinstelling": ASZ,
        "AV Henri Serruysziekenhuis": SERRUYS,
    }),
    Delivery("uitdatabank/organizers_page.json", "uitdatabank", 3, 2, {
        "Cultuurcentrum Voorbeeld": {
            "website": "https://www.cc-voorbeeld.example", "email": "info@cc-voorbeeld.example",
            "municipality_code": GHENT, "lat": "51.0543"},
        "Jeugdhuis Proef": {"description": "Wij maken muziek & theater.",
                            "municipality_code": LEUVEN},
        "Harmonie Voorbeeld": {"other_names": "Harmonie Exemple", "municipality_code": "24134"},
    }),
    Delivery("uitdatabank/places.ndjson", "uitdatabank", 2, 1, {
        "Zaal Voorbeeld": {"street": "Voorbeeldkaai 5", "municipality_code": "11002",
                           "classification": "Zaal of expohal"},
        "Jeugdhuis Proef": {"street": "Proefstraat 2"},
    }),
    Delivery("uitdatabank/organizer.ttl", "uitdatabank", 1, 0, {
        "Voorbeeld VZW": {"id": "organizer:00000000-0000-4000-8000-000000000005",
                          "street": "Voorbeeldstraat 1", "lat": "50.9656077",
                          "website": "https://www.voorbeeld.example"},
    }),
    Delivery("uitdatabank/oud.xml", "uitdatabank", 4, 0, {
        "Zaal Voorbeeld": {"id": "place:aa11-bb22", "municipality_code": LEUVEN},
        "Voorbeeldvereniging": {"country": "BE"},
    }),
    Delivery("verenigingsregister/zoeken.json", "verenigingsregister", 4, 1, {
        "Koninklijke Harmonie Voorbeeld": {"vcode": "V0009001", "other_names": "KHV",
                                           "municipality_code": "45035"},
        "Buurtcomité Voorbeeld": {"street": "Voorbeeldstraat 2", "municipality_code": "13040"},
        "Vormingsvereniging Voorbeeld": {"kbo": "0473908049"},
        "Sportclub Voorbeeld": {"municipality_code": "34022", "street": "Voorbeeldstraat 5"},
    }),
    Delivery("verenigingsregister/detail.json", "verenigingsregister", 1, 0, {
        "Leeskring Voorbeeld": {"parent": "V0009003", "email": "info@leeskring.example",
                                "street": "Kerkstraat 5", "phone": "09 000 00 06"},
    }),
    Delivery("hsds/organization_full.json", "hsds", 1, 0, WELFARE),
    Delivery("hsds/organization_list.json", "hsds", 4, 1, WELFARE | {
        "Buurtwerk Proef": {"parent": "org-1", "municipality_code": "11002"},
    }),
    Delivery("hsds/package", "hsds", 3, 0, WELFARE | {"Buurtwerk Proef": {"parent": "org-1"}}),
    Delivery("oslo/havenbedrijf.ttl", "oslo", 1, 0, PORT),
    Delivery("oslo/oslo.jsonld", "oslo", 5, 0, OSLO_OCMW),
    Delivery("oslo/schema.jsonld", "oslo", 5, 0, HOSPITALS),
    Delivery("wfs/degrees.json", "wfs", 5, 0, HOSPITALS),
    Delivery("wfs/lambert72.json", "wfs", 5, 0, HOSPITALS),
    Delivery("duo/vestigingenbo.csv", "duo", 5, 0, {
        "Aida": {"id": "duo:32DD00", "municipality_code": "GM0518", "postcode": "2516PV"},
        "RSK3 de Karekiet": {"street": "Rijnstraat 74", "municipality_code": "GM1960"},
        "Jan van Eijckstraat": {"id": "duo:02AR01", "municipality_code": "GM0363"},
        "obs De Achtbaan - Cluster": {"website": "www.obsdeachtbaan.nl"},
        "KindPunt Gavelanden": {"municipality_code": "GM0119", "classification": "basisschool"},
    }),
    Delivery("duo/oud.csv", "duo", 1, 1, {
        "Voorbeeldschool Café": {"id": "duo:00XX01", "municipality_code": "GM0344"},
    }),
)  # fmt: skip

# Real deliveries and larger ones, that stay outside the repository: see NB_TEST_FORMATS.
OUTSIDE = (
    Delivery("kbo", "kbo", 1353, 0, {
        "Gemeente Aalst": {"kbo": "0207437468"}, "OCMW Aalst": {"kbo": "0212237186"},
        "A.V. Ziekenhuis Oost-Limburg ZOL": ZOL, "AV Henri Serruysziekenhuis": SERRUYS,
        "Veneco": {"kbo": "0200065765", "municipality_code": "44013"},
    }),
    *(
        Delivery(f"osm/{name}", "osm", 10, 0, {
            "KFC De Vrede Wechelderzande": {"id": "osm:way/87285307"},
            "'t Klavernest": {"street": "Oostmalsebaan 37", "municipality_code": "13019"},
            "Hof D'Intere": {"description": "Gemeentelijk centrum"},
            "Scoutslokaal": {"postcode": "2275"},
            "Sint-Amelbergakerk": {"street": "Den Hert 4"},
        })
        for name in ("wechelderzande.osm.pbf", "wechelderzande.overpass.json",
                     "wechelderzande.amenities.geojson")
    ),
    Delivery("uitdatabank/organizers_search_page.generated.json", "uitdatabank", 30, 0, HOSPITALS),
    Delivery("uitdatabank/organizer.docs-example.json", "uitdatabank", 1, 0, {
        "Nederlandse tekst": {"email": "info@publiq.be", "municipality_code": "21004"}}),
    Delivery("uitdatabank/organizer.projected.json", "uitdatabank", 1, 0, {
        "TestOrganisatie": {"municipality_code": LEUVEN}}),
    Delivery("uitdatabank/organizer.rdf.ttl", "uitdatabank", 1, 0, {
        "publiq VZW": {"street": "Kerkstraat 1", "lat": "50.9656077"}}),
    Delivery("uitdatabank/place.docs-example.json", "uitdatabank", 0, 1),
    Delivery("uitdatabank/place.all-fields.json", "uitdatabank", 1, 0, {
        "%{name}": {"street": "Hoornblaas 107"}}),
    Delivery("uitdatabank/legacy_cdbxml_leuven_2014_30events.xml", "uitdatabank", 24, 0, {
        "Museum M": {"street": "Leopold Vanderkelenstraat 28", "municipality_code": LEUVEN},
        "Vormingplus Oost-Brabant": {"country": "BE"},
        "Bib Leuven": {"country": "BE"},
        "cinema Zed": {"municipality_code": LEUVEN},
        "30CC": {"country": "BE"},
    }),
    Delivery("verenigingsregister/zoeken_v2.synthetic.json", "verenigingsregister", 4, 0, {
        "Koninklijke Harmonie Voorbeeld": {"municipality_code": "45035"},
        "Sportclub Voorbeeld": {"municipality_code": "34022"},
    }),
    Delivery("hsds/examples/csv", "hsds", 1),
    Delivery("hsds/examples/organization_full.json", "hsds", 1, 0, {
        "Example Organization Inc.": {"street": "1-30 Main Street", "country": "US"}}),
    Delivery("hsds/examples/organization_list.json", "hsds", 1),
    Delivery("hsds/examples/service_full.json", "hsds", 1),
    Delivery("hsds/examples/service_list.json", "hsds", 1),
    Delivery("hsds/examples/service_at_location_full.json", "hsds", 1),
    Delivery("hsds/examples/location.json", "hsds", 0, 1),
    Delivery("hsds/examples/tabular.json", "hsds", 1),
    Delivery("oslo_lblod/organisatie_havenbedrijf_antwerpen.ttl", "oslo", 1, 0, PORT),
    Delivery("oslo_lblod/organisaties_oslo.generated.jsonld", "oslo", 29, 1, OSLO_OCMW),
    Delivery("oslo_lblod/inhoudelijke_themas.ttl", "oslo", 0),
    Delivery("schemaorg/organisaties.generated.jsonld", "oslo", 80, 0, HOSPITALS),
    Delivery("wfs/organisaties_wfs_getfeature.generated.json", "wfs", 80, 0, HOSPITALS),
    Delivery("wfs/organisaties_wfs_lambert72.generated.json", "wfs", 80, 0, HOSPITALS),
)  # fmt: skip
