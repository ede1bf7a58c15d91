# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The files of the directory described for machines, with the words of DCAT."""

from typing import Any

from netwerkbouwer.organisations.open_data.files import Export

MEDIA = {
    "organisaties.csv": "text/csv",
    "organisaties.geojson": "application/geo+json",
    "organisaties.jsonld": "application/ld+json",
    "organisaties-hsds.zip": "application/zip",
}
TERMS = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def describe(export: Export | None, page: str) -> dict[str, Any]:
    """Give a catalogue with one data set; without files it has no distributions."""
    data: dict[str, Any] = {
        "@id": f"{page}#organisaties",
        "@type": "dcat:Dataset",
        "dct:title": {"@value": "Organisaties in de gids van Netwerkbouwer", "@language": "nl"},
        "dcat:landingPage": {"@id": page},
        "dcat:distribution": [_file(name, size, page) for name, size in export.sizes.items()]
        if export
        else [],
    }
    if export:
        made = export.made_at.isoformat()
        data["dct:modified"] = {"@value": made, "@type": "xsd:dateTime"}
        data["dct:license"] = sorted(export.licences)
    return {"@context": TERMS, "@id": page, "@type": "dcat:Catalog", "dcat:dataset": [data]}


def _file(name: str, size: int, page: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": name,
        "dcat:downloadURL": {"@id": f"{page}/{name}"},
        "dcat:mediaType": MEDIA[name],
        "dcat:byteSize": size,
    }
