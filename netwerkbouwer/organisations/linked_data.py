# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""An organisation in the words of schema.org, for machines. Pure."""

from typing import Any

from netwerkbouwer.organisations import facts
from netwerkbouwer.places import gazetteer


def describe(page: facts.OrganisationPage, base: str) -> dict[str, Any]:
    """Give a JSON-LD object; `base` is the address of this site without a slash at the end."""
    here = page.facts
    address = address_of(here, base)
    return without_nothing(
        {
            "@context": "https://schema.org",
            "@type": "Organization",
            "@id": address,
            "name": here.name,
            "alternateName": list(page.other_names),
            "description": here.description,
            "url": here.website,
            "address": _postal_address(page),
            "location": _location(here),
            "identifier": [
                {"@type": "PropertyValue", "propertyID": scheme, "value": value}
                for scheme, value in page.identifiers
            ],
            "knowsAbout": [here.sector_label],
            "parentOrganization": _reference(page.parent, base) if page.parent else None,
            "subOrganization": [_reference(part, base) for part in page.parts],
            "mainEntityOfPage": {
                "@type": "WebPage",
                "@id": address,
                "isBasedOn": page.source_url,
                "creditText": page.source,
                "license": page.licence,
                "lastReviewed": page.checked_on.isoformat() if page.checked_on else None,
            },
        }
    )


def address_of(here: facts.OrganisationFacts, base: str) -> str:
    """Give the full address of the page of an organisation."""
    return f"{base}/organisaties/{here.address}"


def _reference(there: facts.OrganisationFacts, base: str) -> dict[str, str]:
    return {"@type": "Organization", "@id": address_of(there, base), "name": there.name}


def _postal_address(page: facts.OrganisationPage) -> dict[str, Any] | None:
    if not page.facts.municipality_code:
        return None
    return {
        "@type": "PostalAddress",
        "streetAddress": page.street,
        "postalCode": page.postcode,
        "addressLocality": page.facts.municipality,
        "addressCountry": gazetteer.by_code(page.facts.municipality_code).country,
    }


def _location(here: facts.OrganisationFacts) -> dict[str, Any] | None:
    """A point only when we know the address: the middle of a municipality is not a location."""
    if here.precision != "address" or here.lat is None or here.lon is None:
        return None
    geo = {"@type": "GeoCoordinates", "latitude": here.lat, "longitude": here.lon}
    return {"@type": "Place", "geo": geo}


def without_nothing(given: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty, at every depth of dictionaries."""
    kept = {
        key: without_nothing(value) if isinstance(value, dict) else value
        for key, value in given.items()
    }
    return {key: value for key, value in kept.items() if value not in (None, "", [], {})}
