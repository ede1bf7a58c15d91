# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the directory tells others about organisations: plain values, no rows. Pure."""

from dataclasses import dataclass, field
from datetime import date

from netwerkbouwer.common import texts
from netwerkbouwer.organisations import villages

PAGE_SIZE = 20
MOST_PAGES = 100  # far pages cost much and help nobody; a filter does
LONGEST_QUERY = 200
MOST_TERMS = 10
HALVES = ("culture", "other")
# How readers know the registers that numbers come from, by scheme in small letters.
REGISTERS = {
    "kbo": "KBO",
    "kvk": "KVK",
    "vcode": "Verenigingsregister",
    "osm": "OpenStreetMap",
    "brin": "BRIN (DUO)",
}


def register(scheme: str) -> str:
    """How readers know the register that gave a number of this scheme."""
    return REGISTERS.get(scheme.lower(), scheme)


def slug_of(name: str) -> str:
    """The readable part of the address of its page; the id before it says which one it is."""
    return texts.slugify(name, otherwise="organisatie")


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """One organisation as it stands on a card.

    `half` is 'culture' or 'other', an override already applied. `kind` is an id of the library
    pack organisation_kinds, or empty. `km` is the estimated distance by road from the place that
    was asked for, None when no place was. `lat` and `lon` are WGS84 degrees.
    """

    pk: int
    public_id: str
    name: str
    slug: str
    municipality_code: str
    municipality: str
    sector: str
    sector_label: str
    sectors: tuple[str, ...]
    half: str
    kind: str
    kind_label: str
    description: str
    website: str
    lat: float | None
    lon: float | None
    precision: str
    km: float | None = None

    @property
    def village(self) -> str:
        """The part of its municipality where it is, when a list told that."""
        return villages.of(self.description)

    @property
    def place(self) -> str:
        """Where it is, as people tell it: 'Stolwijk, Krimpenerwaard'."""
        return ", ".join(filter(None, (self.village, self.municipality)))

    @property
    def about(self) -> str:
        """Its description, without the village that `place` tells."""
        return villages.without(self.description)

    @property
    def address(self) -> str:
        """The last part of the address of its page: the id decides, the name is for people."""
        return f"{self.public_id}-{self.slug}"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which organisations count; an empty value does not limit.

    `municipality` is a code of today. With `within_km` it is the centre of a circle (estimated
    kilometres by road), else only this municipality counts. `region` is Vlaanderen, Brussel,
    Wallonië or Nederland; `country` BE or NL.
    """

    sectors: tuple[str, ...] = ()
    municipality: str = ""
    within_km: float | None = None
    province: str = ""
    region: str = ""
    reference_region: str = ""
    half: str = ""
    kind: str = ""
    country: str = ""

    @property
    def has_place(self) -> bool:
        """Say whether only organisations count whose municipality we know."""
        places = (self.municipality, self.province, self.region, self.reference_region)
        return any((*places, self.country))


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What someone searches; `origin` is a code to measure from without limiting.

    `by_distance` puts the nearest to `origin` first, and what has no municipality last.
    """

    text: str = ""
    filters: Filters = field(default_factory=Filters)
    origin: str = ""
    page: int = 1
    by_distance: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """How many of the found organisations are of a sector."""

    slug: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of what was found.

    `by_name` says how many of all results came by name; these come first. `facets` count within
    the text and all filters but the sectors. `notice` is a Dutch sentence when the answer is
    poorer than usual: the index is missing, or the text was shortened.
    """

    results: tuple[OrganisationFacts, ...]
    total: int
    page: int
    pages: int
    by_name: int
    facets: tuple[Facet, ...]
    notice: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """Everything that is public about one organisation.

    `moved` says that the id asked for was merged into this one: redirect. `gone_on` is the day
    from which no source knows it any more.
    """

    facts: OrganisationFacts
    other_names: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]
    offers: tuple[str, ...]
    questions: tuple[str, ...]
    usually_offers: tuple[str, ...]
    usually_seeks: tuple[str, ...]
    street: str
    postcode: str
    parent: OrganisationFacts | None
    parts: tuple[OrganisationFacts, ...]
    culture_core: OrganisationFacts | None
    source: str
    source_url: str
    licence: str
    checked_on: date | None
    moved: bool
    email: str = ""
    phone: str = ""
    is_person: bool = False
    gone_on: date | None = None
    confirmed_on: date | None = None
    group: tuple[int, ...] = ()
    """Its own key and those of all that were merged into it."""


@dataclass(frozen=True, slots=True)
class ExportRow:
    """An organisation with what a table to take along also says: where it is from."""

    facts: OrganisationFacts
    street: str
    postcode: str
    source: str
    source_url: str
    licence: str
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class SectorCount:
    """How many organisations have this as their main sector, per country."""

    slug: str
    label: str
    belgium: int
    netherlands: int

    @property
    def total(self) -> int:
        return self.belgium + self.netherlands


@dataclass(frozen=True, slots=True)
class SourceCount:
    """How many organisations come from one source, and when one of them was last looked at."""

    source: str
    licence: str
    total: int
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A municipality with what was found in it; `sectors` has the largest first.

    An organisation with several sectors counts in each, but once in `count`.
    """

    code: str
    name: str
    lat: float
    lon: float
    count: int
    sectors: tuple[tuple[str, int], ...]


class UnknownOrganisation(LookupError):
    """No organisation has this id."""


class HiddenOrganisation(LookupError):
    """This one asked not to be found."""
