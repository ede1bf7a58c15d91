# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which words of linked data say what of an organisation. Pure.

Words are in the short form of `linked.py`. Within one meaning the first that is there counts.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from operator import itemgetter
from typing import Any

from netwerkbouwer.importing.sources import geometry, placing, raw
from netwerkbouwer.importing.sources.reader import Item
from netwerkbouwer.organisations import records
from netwerkbouwer.organisations.records import RowError

# org, regorg, besluit, schema.org, OSLO (organisatie, verenigingen, cultuurparticipatie), foaf.
ORGANISATIONS = frozenset(
    "organization organisation organisatie formalorganization formeleorganisatie "
    "registeredorganization geregistreerdeorganisatie publicorganisation publiekeorganisatie "
    "organizationalunit organisatieeenheid bestuurseenheid vereniging feitelijkevereniging "
    "verenigingmetrechtspersoonlijkheid organisator legalentity localbusiness ngo "
    "governmentorganization educationalorganization performinggroup musicgroup theatergroup "
    "dancegroup sportsorganization sportsteam sportsclub medicalorganization hospital library "
    "museum school elementaryschool middleschool highschool collegeoruniversity preschool "
    "artgallery theater movietheater performingartstheater musicvenue civicstructure "
    "archiveorganization librarysystem workersunion "
    "politicalparty consortium researchorganization corporation".split()
)
NAMES = ("voorkeursnaam", "preflabel", "naam", "name", "legalname", "wettelijkenaam", "label")
OTHER_NAMES = ("altlabel", "alternatievenaam", "alternatename", "legalname", "wettelijkenaam")
DESCRIPTIONS = ("description", "beschrijving", "doel", "abstract")
SITES = ("primairesite", "hasprimarysite", "primarysite", "location", "hassite", "site",
         "hasregisteredsite", "vestiging", "area")  # fmt: skip
ADDRESSES = ("adres", "address", "bestaatuit", "siteaddress", "heeftadres", "locatie")
CONTACTS = ("contactinfo", "contactpoint", "contactpunt", "siteaddress", "contactgegevens")
STREETS = ("streetaddress", "thoroughfare", "straatnaam")
NUMBERS = ("huisnummer", "locatordesignator")
BOXES = ("busnummer", "poboxnumber")
POSTCODES = ("postalcode", "postcode")
CITIES = ("addresslocality", "gemeentenaam", "postname", "gemeente")
COUNTRIES = ("addresscountry", "adminunitl1", "land")
WHOLE_ADDRESSES = ("fulladdress", "volledigadres")
WEBSITES = ("url", "website", "homepage", "page")
MAILS = ("email", "mbox")
PHONES = ("telephone", "telefoon", "phone")
KINDS = ("classificatie", "classification", "organisatietype", "orgactivity", "additionaltype")
KEYWORDS = ("keywords", "thema", "theme")
PARENTS = ("parentorganization", "suborganizationof", "unitof", "issuborganisatievan")
IDENTIFIERS = ("identifier", "identificator", "geregistreerdeorganisatie", "registration")
SCHEMES = ("propertyid", "toegekenddoor", "notation", "schemaagency", "assignedbyname", "creator",
           "name", "bron")  # fmt: skip
VALUES = ("value", "identificator", "lokaleidentificator", "waarde", "nummer", "notation")
ENDS = ("dissolutiondate", "einddatum", "enddate")
STATES = ("organisatiestatus", "orgstatus", "status")
_WHOLE = re.compile(r"^(?P<street>[^,]{2,150}),\s*(?P<postcode>[0-9]{4}(?:\s?[A-Z]{2})?)\s+"
                    r"(?P<city>[^,]{2,100})")  # fmt: skip
_POINT = re.compile(r"(-?[0-9]{1,3}(?:\.[0-9]+)?)[,\s]\s*(-?[0-9]{1,3}(?:\.[0-9]+)?)")
_INACTIVE = re.compile(r"\b(niet actief|inactief|gestopt|opgeheven|inactive)\b", re.IGNORECASE)

_LANGUAGES = {"nl": 0, "": 1, "fr": 2, "de": 3}
Node = dict[str, Any]


def row(node: Node, line: int, key_of: Callable[[str], str]) -> Item:
    """One organisation; a sentence when it has no name or does not exist any more."""
    address = raw.text(node.get("@id"))
    names = _texts(node, NAMES)
    if not names:
        return RowError(line, "name: hier staat geen naam.")
    ended = _day(_first(node, ENDS))
    if not ended and _INACTIVE.search(_first(node, STATES)):
        return RowError(line, f"de bron zegt dat {names[0][:80]} niet meer actief is.")
    kinds, keywords = _labels(node, KINDS), _labels(node, KEYWORDS)
    values = {
        "name": names[0],
        "other_names": raw.joined(
            other for other in _texts(node, NAMES + OTHER_NAMES) if other != names[0]
        ),
        "description": raw.plain(_first(node, DESCRIPTIONS)),
        "classification": next(iter(kinds), ""),
        "parent": _parent(node),
        "source_url": address if address.startswith(("http://", "https://")) else "",
        "ended_on": ended,
        **_numbers(node),
        **_contact(node),
        **_place(node),
    }
    values["source_url"] = values["source_url"][: records.LONGEST["source_url"]]
    classes = [("abb_classificatie", each) for each in kinds]
    classes += [("keyword", each) for each in keywords]
    return raw.row(_key(address, key_of), line, values, classes)


def _key(address: str, key_of: Callable[[str], str]) -> str:
    return (key_of(address) or address)[-records.LONGEST["id"] :]


def plain_key(address: str) -> str:
    """Most sources know an organisation by its whole address."""
    return "" if address.startswith("_:") else address


# --- reading a node -------------------------------------------------------------------------


def _said(value: Any) -> list[str]:
    """All texts of a value, the Dutch ones first, then those without a language."""
    if isinstance(value, str):
        return [value] if value else []
    told: list[tuple[int, str]] = []
    for each in raw.listed(value):
        if isinstance(each, dict) and "@value" in each:
            spoken = raw.text(each.get("@language"))[:2].lower()
            told.append((_LANGUAGES.get(spoken, 4), raw.text(each["@value"])))
        elif isinstance(each, dict) and not each.get("@id") and {"nl", "fr", "de"} & each.keys():
            told.append((0, raw.language(each)))
        elif not isinstance(each, dict):
            told.append((1, raw.text(each)))
    if len(told) > 1:
        told.sort(key=itemgetter(0))
    return [text for _, text in told if text]


def _texts(node: Node, words: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(text for word in words if word in node for text in _said(node[word])))


def _first(node: Node, words: tuple[str, ...]) -> str:
    return next((text for word in words if word in node for text in _said(node[word])), "")


def _nodes(node: Node, words: tuple[str, ...]) -> Iterator[Node]:
    for word in (word for word in words if word in node):
        for each in raw.listed(node[word]):
            if isinstance(each, dict) and "@value" not in each:
                yield each


def _labels(node: Node, words: tuple[str, ...]) -> list[str]:
    """Texts, and the labels of concepts that are described in the same file."""
    told = _texts(node, words)
    told += [label for each in _nodes(node, words) if (label := _first(each, NAMES))]
    return [text for text in dict.fromkeys(told) if "://" not in text and len(text) < 120]


def _numbers(node: Node) -> raw.Values:
    found: raw.Values = {}
    for each in _nodes(node, IDENTIFIERS):
        scheme = _first(each, SCHEMES).casefold()
        inner = next(_nodes(each, ("gestructureerdeidentificator",)), {})
        value = _first(inner, VALUES) or _first(each, VALUES)
        for column in ("kbo", "kvk", "vcode"):
            if column in scheme and value:
                found.setdefault(column, value)
    tax = _first(node, ("vatid", "taxid"))
    if "kbo" not in found and re.match(r"BE\s?[01]", tax):
        found["kbo"] = tax
    return found


def _contact(node: Node) -> raw.Values:
    points = [node, *_nodes(node, CONTACTS)]
    points += [point for site in _nodes(node, SITES) for point in _nodes(site, CONTACTS)]

    def told(words: tuple[str, ...]) -> list[str]:
        texts = [text for point in points for text in _texts(point, words)]
        texts += [raw.text(each.get("@id")) for point in points for each in _nodes(point, words)]
        return [text for text in texts if text]

    website = raw.best_website(told(WEBSITES))
    mails = (mail.removeprefix("mailto:") for mail in told(MAILS))
    phones = (phone.removeprefix("tel:") for phone in told(PHONES))
    return {
        "website": website,
        "email": raw.best_mail(mails, website),
        "phone": next(phones, ""),
    }


def _place(node: Node) -> raw.Values:
    sites = [node, *_nodes(node, SITES)]
    around = [address for site in sites for address in _nodes(site, ADDRESSES)]
    known = POSTCODES + CITIES + WHOLE_ADDRESSES
    address = next((each for each in around if any(word in each for word in known)), {})
    whole = _WHOLE.match(_first(address, WHOLE_ADDRESSES))
    street = placing.address(
        _first(address, STREETS), _first(address, NUMBERS), _first(address, BOXES)
    )
    point = next(filter(None, (_point(each) for each in [*sites, *around])), None)
    lat, lon = (str(each) for each in point) if point else ("", "")
    city = _first(address, CITIES) or (whole["city"] if whole else "")
    postcode = _first(address, POSTCODES) or (whole["postcode"] if whole else "")
    return {
        "street": street or (whole["street"] if whole else ""),
        "coord_precision": "adres" if point else "",
        **placing.values(city, postcode, _first(address, COUNTRIES), lat, lon),
    }


def _point(node: Node) -> geometry.Point | None:
    for each in [node, *_nodes(node, ("geo", "geometry", "geometrie"))]:
        east, north = _first(each, ("longitude", "long")), _first(each, ("latitude", "lat"))
        point = geometry.checked(east, north)
        if point is not None:
            return point
        drawn = _first(each, ("asgml", "aswkt", "gml", "wkt"))
        if match := _POINT.search(re.sub(r"<[^<>]{0,300}>", " ", drawn)):
            return geometry.checked(match[1], match[2])
    return None


def _parent(node: Node) -> str:
    above = next(_nodes(node, PARENTS), {})
    told = raw.text(above.get("@id")) or _first(above, NAMES) or _first(node, PARENTS)
    return told if len(told) <= records.LONGEST["parent"] else ""


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""
