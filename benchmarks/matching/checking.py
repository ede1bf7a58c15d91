# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads back what the reasons of a suggestion say, and works each of them out again from the rows.

By another road than the one that made them: regular expressions, plain Python and all rows in
memory. It shares no code with the reasons but how text is cleaned.
"""

import csv
import math
import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date

from netwerkbouwer.common import texts
from netwerkbouwer.library import queries as library
from netwerkbouwer.library.schema import Item
from netwerkbouwer.matching.suggestions import Suggestion, SuggestRequest
from netwerkbouwer.network.models import Link
from netwerkbouwer.organisations import sectors
from netwerkbouwer.organisations.models import Offering, Organisation
from netwerkbouwer.places import gazetteer

MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()
MET = re.compile(
    r"Jij schrijft ‘(?P<mine>.+?)’, zij (?P<verb>schrijven|zoeken) ‘(?P<theirs>.+)’"
    r"(?: \((?P<bond>allebei over|dat hangt samen:) (?P<theme>.+)\))?",
    re.S,
)
HELPS = r"Bij ‘(?P<mine>.+)’ helpt vaak: (?P<theme>[^.‘’]+)\. "
ANSWERED = re.compile(HELPS + r"Zij (?P<verb>schrijven|zoeken) ‘(?P<theirs>.+)’", re.S)
KIND = re.compile(rf"(?:{HELPS})?Zo’n organisatie \((?P<kind>.+?)\) (?P<rest>.+)", re.S)
NAMED = re.compile(r"noem je zelf: ‘(.+)’", re.S)
HAS = re.compile(
    r"(?:(heeft|zoekt) meestal ‘(.+?)’(?: en ‘(.+?)’)?(?:, bij jouw ‘(.+)’)?|past vaak bij ‘(.+)’)"
    r" \(aanname\)",
    re.S,
)
PARTNERS = re.compile(r"(\d+) gemeenschappelijke partners?(?:: (.+))?")
DAY = re.compile(r"gegevens voor het laatst nagekeken op (\d+) (\w+) (\d{4})")
KNOWN = re.compile(r"jullie werken al samen \((?:bron: (.+)|staat op jullie bord)\)")
BEGINNING = 4  # letters by which a word may be part of another
OLD = 730
MOST_NAMES = 3
TOLERANCE = 2e-5


class Truth:
    """All rows, read once. `today` is the day of the questions."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.rows = {row.public_id: row for row in Organisation.objects.select_related(None)}
        self.by_pk = {row.pk: row for row in self.rows.values()}
        self.told: dict[tuple[int, str], list[str]] = defaultdict(list)
        for owner, kind, text in Offering.objects.values_list("organisation", "kind", "text"):
            self.told[owner, kind].append(text)
        self.partners: dict[int, set[int]] = defaultdict(set)
        self.sources: dict[tuple[int, int], set[str]] = defaultdict(set)
        for link in Link.objects.filter(removed_at=None, ended_on=None).select_related("source"):
            ends = self.now(link.one_id), self.now(link.other_id)
            if ends[0] != ends[1]:
                for one, other in (ends, ends[::-1]):
                    self.partners[one].add(other)
                    self.sources[one, other].add(link.source.name)
        with (gazetteer.DATA / "neighbours.csv").open(encoding="utf-8") as file:
            self.beside = {(row["code_a"], row["code_b"]) for row in csv.DictReader(file)}

    def now(self, pk: int) -> int:
        """The organisation that stands for this one."""
        seen: set[int] = set()
        while pk not in seen and (above := self.by_pk[pk].merged_into_id) is not None:
            seen.add(pk)
            pk = above
        return pk

    def people_find(self, pk: int) -> bool:
        row = self.by_pk[pk]
        return row.merged_into_id is None and row.hidden_on is None and row.gone_on is None


class Check:
    """One suggestion for one request; `faults` says what does not hold."""

    def __init__(self, truth: Truth, request: SuggestRequest, one: Suggestion) -> None:
        self.truth, self.request, self.one = truth, request, one
        self.row = truth.rows[one.organisation.public_id]
        self.text = _line(texts.clean(request.text))
        code = gazetteer.current_code(request.municipality_code)
        self.home = gazetteer.by_code(code)
        there = self.row.municipality_id
        self.there = gazetteer.by_code(there) if there else None

    def faults(self) -> list[str]:
        found = [] if self.one.reasons else ["no reason at all"]
        checks: dict[str, Callable[[str], bool]] = {
            "words": self.met,
            "assumption": self.assumed,
            "place": self.place,
            "border": self.border,
            "sector": self.sector,
            "half": self.half,
            "network": self.network,
            "known": self.known,
            "freshness": self.freshness,
            "none": lambda text: "geen woorden" in text,
        }
        for reason in self.one.reasons:
            if reason.kind not in checks or not checks[reason.kind](reason.text):
                found.append(f"{reason.kind}: {reason.text}")
        parts = self.one.parts
        if abs(sum(part.amount for part in parts) - self.one.score) > TOLERANCE:
            found.append("the parts are not the score")
        if not all(0 <= part.value <= 1 and 0 <= part.weight <= 1 for part in parts):
            found.append("a part lies outside 0..1")
        return found

    def met(self, text: str) -> bool:
        answered = ANSWERED.fullmatch(text)
        match = answered or MET.fullmatch(text)
        if match is None or not self.said(match["mine"]):
            return False
        told, row = self.truth.told, self.row
        if match["verb"] == "zoeken":
            theirs = told[row.pk, Offering.Kind.QUESTION]
        else:
            theirs = [row.description, *told[row.pk, Offering.Kind.OFFER]]
        piece = match["theirs"].strip("…")
        if not any(_line(piece) in _line(texts.clean(one)) for one in theirs):
            return False
        if answered is not None:
            return _helps(match["mine"], match["theme"])
        return match["theme"] is None or match["theme"] in _labelled()

    def said(self, quote: str) -> bool:
        return _line(quote.strip("…")) in self.text

    def assumed(self, text: str) -> bool:
        match = KIND.fullmatch(text)
        if match is None or not self.row.kind:
            return False
        item = library.item("organisation_kinds", self.row.kind)
        if match["kind"] not in {_inside(item.label), _inside(item.label_in("nl"))}:
            return False
        if named := NAMED.fullmatch(match["rest"]):
            return match["mine"] is None and self.said(named[1])
        has = HAS.fullmatch(match["rest"])
        if has is None:
            return False
        mine = match["mine"] or has[4] or has[5]
        helped = match["theme"] is None or _helps(mine, match["theme"])
        return helped and self._has(item, has) and (mine is None or self.said(mine))

    def _has(self, item: Item, has: re.Match[str]) -> bool:
        """Whether we wrote so of this kind of organisation."""
        if has[1] is None:
            return True
        listed = item.data["offers" if has[1] == "heeft" else "needs"]
        phrases = "\n".join(_line(phrase) for phrase in listed)
        right = has[1] == ("heeft" if self.request.direction == "limitation" else "zoekt")
        return right and all(_line(one.strip("…")) in phrases for one in has.group(2, 3) if one)

    def place(self, text: str) -> bool:
        if self.there is not None and self.there.code == self.home.code:
            return text == "in je eigen gemeente"
        km = self.km()
        if km is None:
            return text == "we weten niet waar deze organisatie zit"
        return text == f"ongeveer {max(1, round(km))} km over de weg"

    def km(self) -> float | None:
        row = self.row
        lat, lon = row.lat, row.lon
        if row.is_person or lat is None or lon is None:
            if self.there is None:
                return None
            lat, lon = self.there.lat, self.there.lon
        one, other = math.radians(self.home.lat), math.radians(lat)
        turned = math.radians(lon - self.home.lon)
        angle = math.acos(
            min(1.0, math.sin(one) * math.sin(other)
                + math.cos(one) * math.cos(other) * math.cos(turned))
        )  # fmt: skip
        return 6371.0088 * angle * 1.3

    def border(self, text: str) -> bool:
        home, there = self.home, self.there
        if there is None or there.code == home.code:
            return False
        pair = (home.code, there.code)
        beside = pair in self.truth.beside or pair[::-1] in self.truth.beside
        true = [f"andere gemeente: {there.name_nl}{' (buurgemeente)' * beside}"]
        lands = {"BE": "België", "NL": "Nederland"}
        if there.country != home.country:
            true.append(f"ander land: {lands[there.country]}")
        elif home.reference_region and there.reference_region:
            same = home.reference_region == there.reference_region
            true.append(
                f"{'zelfde' if same else 'andere'} referentieregio: {there.reference_region}"
            )
        elif there.province != home.province:
            true.append(f"andere provincie: {there.province}")
        return text in true

    def sector(self, text: str) -> bool:
        which = "zelfde" if self.row.main_sector == self.request.sector else "andere"
        label = sectors.label(self.row.main_sector)
        name = "overige" if self.row.main_sector == "andere" else _inside(label)
        return text == f"{which} sector: {name}"

    def half(self, text: str) -> bool:
        own = next((one.half for one in sectors.SECTORS if one.slug == self.request.sector), "")
        theirs = self.row.half_override or self.row.half
        return own != theirs and text == ("cultuur" if theirs == "culture" else "niet-cultuur")

    def circle(self) -> set[int]:
        """Who works with the asker, in the directory or by its own word."""
        named = {self.truth.rows[one].pk for one in self.request.known if one in self.truth.rows}
        found = {self.truth.now(pk) for pk in named}
        own = self.truth.rows.get(self.request.organisation)
        if own is not None:
            found |= self.truth.partners[self.truth.now(own.pk)]
            found -= {self.truth.now(own.pk)}
        return {pk for pk in found if self.truth.people_find(pk)}

    def network(self, text: str) -> bool:
        shared = self.truth.partners[self.row.pk] & self.circle()
        shared = {pk for pk in shared if self.truth.people_find(pk)}
        if not shared:
            return text == "nog geen gemeenschappelijke partners"
        match = PARTNERS.fullmatch(text)
        if match is None or int(match[1]) != len(shared):
            return False
        names = {texts.clean_line(self.truth.by_pk[pk].name) for pk in shared}
        told = match[2]
        if len(shared) > MOST_NAMES:
            return told.endswith(f" en nog {len(shared) - MOST_NAMES}")
        return all(name in told for name in names)

    def known(self, text: str) -> bool:
        match = KNOWN.fullmatch(text)
        if match is None or self.row.pk not in self.circle():
            return False
        own = self.truth.rows.get(self.request.organisation)
        if match[1] is None:
            known = {self.truth.rows[one].pk for one in self.request.known}
            return self.row.pk in {self.truth.now(pk) for pk in known}
        return (
            own is not None and match[1] in self.truth.sources[self.truth.now(own.pk), self.row.pk]
        )

    def freshness(self, text: str) -> bool:
        match = DAY.fullmatch(text)
        days = [day for day in (self.row.checked_on, self.row.confirmed_on) if day is not None]
        if match is None or not days:
            return False
        told = date(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]))
        return told == max(days) and (self.truth.today - told).days > OLD


def _labelled() -> dict[str, Item]:
    return {_inside(item.label): item for item in library.items("concepts")}


def _helps(mine: str, answer: str) -> bool:
    """Whether a problem that the user's words may tell of is answered by this in the thesaurus."""
    known = _labelled()
    if answer not in known:
        return False
    said = texts.fold(mine)
    return any(
        known[answer].id in item.data.get("answered_by", ())
        and any(word[:BEGINNING] in said for word in _words(item.data["terms"]))
        for item in known.values()
    )


def _words(terms: list[str]) -> list[str]:
    return texts.fold(" ".join(terms)).split()


def _line(text: str) -> str:
    return texts.clean_line(text).casefold()


def _inside(label: str) -> str:
    is_name = label[1:2].isupper() or any(word.istitle() for word in label.split()[1:])
    return label if is_name else label[:1].lower() + label[1:]
