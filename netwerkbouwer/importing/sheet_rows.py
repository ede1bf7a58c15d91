# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes organisations and links of the rows of a sheet. Pure.

One organisation that stands in several rows becomes one, with all its links; so does one that
several others name, however they write its capitals, article or legal form. Where an organisation
lies that others name, is a guess: the municipality of who names it, with that said in its
description. Its own row wins, and a place that stands beside the name.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from netwerkbouwer.common import texts
from netwerkbouwer.importing import columns, mentions, sector_words, written_dates
from netwerkbouwer.importing.layouts import Layout
from netwerkbouwer.importing.rows import ContactRow, LinkRow, SourceRow
from netwerkbouwer.organisations import villages
from netwerkbouwer.places import gazetteer, lookup

LIKE_ENOUGH = 85  # of 100: 'Lekerkerk' is Lekkerkerk
LONGEST_EVIDENCE = 400
GUESSED_PLACE = "Genoemd door een andere organisatie. De gemeente is een gok: kijk dat nog na."
_TOTAL = re.compile(r"^(sub)?totaa?l(en)?\b|^gemiddelde?\b|^aantal\b|^som\b|^grand total\b")

Line = tuple[int, Sequence[str]]


@dataclass(slots=True)
class Named:
    """An organisation that others name: where, and in which spellings."""

    code: str
    line: int
    is_told: bool  # whether its place stood with the name
    spellings: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    parts: set[str] = field(default_factory=set)  # villages that stood with the name

    @property
    def name(self) -> str:
        """The spelling used most; of equals the one with capitals."""
        return max(self.spellings, key=lambda s: (self.spellings[s], sum(map(str.isupper, s)), s))


@dataclass(slots=True)
class Found:
    """An organisation with a row of its own, and what it says of others."""

    key: str
    line: int
    values: dict[str, str]
    code: str
    part: str = ""  # the village in it
    contacts: list[ContactRow] = field(default_factory=list)
    told: list[tuple[str, str, mentions.Mention]] = field(default_factory=list)  # means, label
    left_out: list[tuple[str, str]] = field(default_factory=list)
    since: date | None = None
    also: list[str] = field(default_factory=list)  # other spellings of its name


class Gathering:
    """Takes rows one by one, then gives organisations: first those with a row, then the named."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.found: dict[str, Found] = {}
        self.named: dict[str, Named] = {}
        self.skipped: Counter[str] = Counter()
        self._lines: list[Line] = []
        self._places: dict[str, str] = {}
        self._targets: dict[tuple[str, str, str], str] = {}
        self._usual = ""  # where most of the list lies

    def add(self, line: int, row: Sequence[str]) -> None:
        """Take a row as it stands in the sheet; `line` is counted from 1."""
        if not any(row):
            return
        if self._is_heading(row):
            self.skipped["een herhaling van de koppen"] += 1
        elif _TOTAL.match(texts.fold(next(cell for cell in row if cell))):
            self.skipped["een totaal"] += 1
        else:
            self._lines.append((line, row))

    def _is_heading(self, row: Sequence[str]) -> bool:
        labels = {texts.fold(label) for label in self.layout.labels}
        cells = [texts.fold(cell) for cell in row if cell]
        return len(cells) > 1 and all(cell in labels for cell in cells)

    def rows(self) -> Iterator[SourceRow]:
        """Every organisation as a row for the directory."""
        known = {mentions.core(self.layout.first(row, "name")) for _, row in self._lines} - {""}
        last: Found | None = None
        for line, row in self._lines:
            last = self._take(line, row, last, known)
        self._lines.clear()
        self._find_targets()
        for found in self.found.values():
            yield self._own_row(found)
        for key, named in self.named.items():
            yield _named_row(key, named)

    def _take(
        self, line: int, row: Sequence[str], last: Found | None, known: set[str]
    ) -> Found | None:
        """One row: an organisation, more of one that was there, or of the row above it."""
        name = texts.clean_line(self.layout.first(row, "name"))
        says_more = any(self.layout.cells(row, means) for means in (*columns.LINKS, "named"))
        if not texts.fold(name):
            if not says_more or last is None:
                self.skipped["een rij zonder naam"] += 1
                return last
            self._mentions(last, row, known)
            return last
        values = self._values(row, name)
        code = self._code(values.get("municipality", ""))
        village = self._village(row, code)
        part = self._part(row, code)
        if part:
            values["description"] = villages.written(part, values.get("description", ""))
        key = values.pop("id", "") or ":".join((mentions.core(name)[:80], code, *village))
        found = self.found.get(key)
        if found is None:
            found = self.found[key] = Found(key, line, values, code, part)
        else:
            _add_values(found, values)
        found.contacts += self._contacts(row)
        self._mentions(found, row, known)
        return found

    def _values(self, row: Sequence[str], name: str) -> dict[str, str]:
        say = self.layout.first
        street = " ".join(filter(None, (say(row, "street"), say(row, "number"))))
        values = {
            "id": say(row, "id"),
            "name": name,
            "other_names": "|".join(
                part
                for cell in self.layout.cells(row, "other_names")
                for part in re.split(r"[;,|\n]", cell)
            ),
            "municipality": self._place(self._town(row), say(row, "postcode")),
            "street": street[:150],
            "postcode": say(row, "postcode"),
            "website": say(row, "website"),
            "email": say(row, "email"),
            "phone": say(row, "phone"),
            "description": "\n".join(self.layout.cells(row, "description"))[:2_000],
            "parent": say(row, "parent"),
            "checked_on": written_dates.iso_date(say(row, "checked_on")),
            **{scheme: say(row, scheme) for scheme in ("kbo", "kvk", "vcode")},
            **_sector_values("; ".join(self.layout.cells(row, "sector"))),
        }
        return {column: value for column, value in values.items() if value}

    def _place(self, typed: str, postcode: str) -> str:
        """The municipality as people call it: typed, by its postcode, or the one chosen for all."""
        here = texts.clean_line(typed) or texts.clean_line(postcode)
        if not here:
            return self.layout.municipality
        if here not in self._places:
            self._places[here] = municipality(here) or ("" if not typed else here)
        return self._places[here] or self.layout.municipality

    def _village(self, row: Sequence[str], code: str) -> tuple[str, ...]:
        """The part of a municipality that a row tells: two of one name in two villages are two."""
        typed = texts.fold(self._near(row))
        is_part = bool(code) and typed not in ("", texts.fold(_label(code)))
        return (typed[:40],) if is_part else ()

    def _near(self, row: Sequence[str]) -> str:
        """The nearest place a row tells: its village, else what stands for its municipality."""
        return self.layout.first(row, "village") or self.layout.first(row, "place")

    def _town(self, row: Sequence[str]) -> str:
        """What a row tells of its municipality; that of its village, when nothing else does."""
        village = self.layout.first(row, "village")
        alone = village if not self.layout.municipality and municipality(village) else ""
        return self.layout.first(row, "place") or alone

    def _part(self, row: Sequence[str], code: str) -> str:
        """The village to show: as it is officially spelled, or a quarter as it was typed."""
        near = self._near(row)
        quarter = texts.clean_line(self.layout.first(row, "village")).strip(".")
        is_whole = bool(code) and texts.fold(quarter) == texts.fold(_label(code))
        typed = "" if is_whole else quarter[:1].upper() + quarter[1:40]
        return villages.part_of(near, code) or typed

    def _code(self, place: str) -> str:
        try:
            return lookup.resolve(place).code if place else ""
        except lookup.UnknownMunicipality:
            return ""

    def _contacts(self, row: Sequence[str]) -> list[ContactRow]:
        told = [self.layout.cells(row, means) for means in columns.PERSONAL]
        if not any(told):
            return []
        name, role, email, phone = (" ".join(cells)[:120] for cells in told)
        return [ContactRow(name, role, email, phone)]

    def _mentions(self, found: Found, row: Sequence[str], known: set[str]) -> None:
        since = written_dates.iso_date(self.layout.first(row, "since"), with_year=True)
        found.since = date.fromisoformat(since) if since else None
        for means in (*columns.LINKS, "named"):
            for place in self.layout.means.get(means, ()):
                if place < len(row) and row[place]:
                    read = mentions.read(
                        row[place],
                        is_place=columns.is_place,
                        is_kind=sector_words.is_kind,
                        known=known,
                    )
                    found.left_out += read.left_out
                    for mention in read.mentions:
                        told = self._nearby(found, row, mention)
                        found.told.append((means, self.layout.labels[place], told))

    def _nearby(
        self, found: Found, row: Sequence[str], mention: mentions.Mention
    ) -> mentions.Mention:
        """'De bibliotheek', said in Stolwijk, is 'Bibliotheek Stolwijk'; 'de gemeente' is that of
        who says it. A day that stands in the row counts for all it names."""
        name = mention.name
        if mentions.is_generic(name):
            village = texts.clean_line(self._near(row))
            where = mention.place or (village if not mentions.is_municipal(name) else "")
            where = where or _label(found.code)
            bare = re.sub(r"^(de|het|'t|onze)\s+", "", name, flags=re.IGNORECASE)
            name = f"{bare[:1].upper()}{bare[1:]} {where}".strip()
        since = mention.since or found.since
        return replace(mention, name=name, since=since)

    def key_of(self, by: Found, mention: mentions.Mention) -> str:
        """The key of the row that a mention means, once all rows were given."""
        code = self._mention_code(by, mention)
        return self._targets[mentions.core(mention.name), code, _mention_part(by, mention, code)]

    def _find_targets(self) -> None:
        """For each (core, code) that is named: the key of its row. Makes rows where there is
        none."""
        own: dict[str, list[Found]] = {}
        self._usual = _usual([found.code for found in self.found.values() if found.code])
        for found in self.found.values():
            own.setdefault(mentions.core(found.values["name"]), []).append(found)
            for other in found.values.get("other_names", "").split("|"):
                own.setdefault(mentions.core(other), []).append(found)
        for found in self.found.values():
            for _, _, mention in found.told:
                self._target(found, mention, own)

    def _target(
        self,
        by: Found,
        mention: mentions.Mention,
        own: dict[str, list[Found]],
    ) -> None:
        core, code = mentions.core(mention.name), self._mention_code(by, mention)
        same = own.get(core, [])
        part = _mention_part(by, mention, code)
        here = [found for found in same if found.code == code]
        if mention.place:
            here = [found for found in here if not villages.are_apart(found.part, part)]
        if here or (len(same) == 1 and not mention.place):
            nearest = [found for found in here if found.part == part]
            self._targets[core, code, part] = (nearest or here or same)[0].key
            return
        key = f"{core[:80]}:{code}:genoemd"
        self._targets[core, code, part] = key
        named = self.named.setdefault(key, Named(code, by.line, bool(mention.place)))
        named.is_told |= bool(mention.place)
        named.parts |= {part} if part and mention.place else set()
        named.spellings[mention.name] += 1
        if mention.other_name:
            named.others[mention.other_name] += 1

    def _mention_code(self, by: Found, mention: mentions.Mention) -> str:
        if mention.place:
            return self._code(municipality(mention.place))
        return by.code or self._usual

    def _own_row(self, found: Found) -> SourceRow:
        links: dict[tuple[str, str], LinkRow] = {}
        for means, label, mention in found.told:
            key = self.key_of(found, mention)
            if means in columns.LINKS and key != found.key:
                link = self._link(found, key, means, label, mention)
                links.setdefault((key, means), link)
        if found.also:
            told = found.values.get("other_names", "")
            found.values["other_names"] = "|".join(filter(None, [told, *dict.fromkeys(found.also)]))
        return SourceRow(
            key=found.key,
            values=found.values,
            line=found.line,
            contacts=tuple(dict.fromkeys(found.contacts)),
            links=tuple(links.values()),
        )

    def _link(
        self, found: Found, key: str, means: str, label: str, mention: mentions.Mention
    ) -> LinkRow:
        target = self.found.get(key)
        if target is not None:
            name, place = target.values["name"], target.values.get("municipality", "")
        else:
            name, place = self.named[key].name, _label(self.named[key].code)
        on = found.values.get("checked_on", "")
        where = f" in {self.layout.file_name}" if self.layout.file_name else ""
        when = f" op {written_dates.spoken(on)}" if on else ""
        part = f" ({mention.part})" if mention.part else ""
        evidence = f"Genoemd door {found.values['name'][:120]}{when}{where}, bij ‘{label}’{part}."
        return LinkRow(
            name=name,
            place=place,
            kind=means,
            started_on=mention.since,
            evidence=evidence[:LONGEST_EVIDENCE],
            key=key,
        )


def _add_values(found: Found, values: dict[str, str]) -> None:
    """The same organisation again: what was empty is filled in, another spelling is kept."""
    if texts.fold(values["name"]) != texts.fold(found.values["name"]):
        found.also.append(values["name"])
    for column, value in values.items():
        found.values.setdefault(column, value)


def _mention_part(by: Found, mention: mentions.Mention, code: str) -> str:
    """The village that a mention means: the one beside the name, else that of who names it."""
    return villages.part_of(mention.place, code) if mention.place else by.part


def _named_row(key: str, named: Named) -> SourceRow:
    part = next(iter(named.parts)) if len(named.parts) == 1 and named.is_told else ""
    values = {
        "name": named.name,
        "other_names": "|".join(named.others),
        "municipality": _label(named.code),
        "description": villages.written(part, "" if named.is_told else GUESSED_PLACE),
    }
    return SourceRow(key, {name: value for name, value in values.items() if value}, named.line)


def _usual(codes: Sequence[str]) -> str:
    """The municipality that more than half of these are, if any."""
    code, times = Counter(codes).most_common(1)[0] if codes else ("", 0)
    return code if times * 2 > len(codes) else ""


def _label(code: str) -> str:
    return gazetteer.by_code(code).label if code else ""


def _sector_values(told: str) -> dict[str, str]:
    """What the list says of the sector, and how sure that is; nothing leaves it to the name."""
    read = sector_words.of_text(told) if told else None
    if read is None or not read.sectors:
        return {}
    return {
        "sector": read.sectors[0],
        "sectors": "|".join(read.sectors),
        "sector_basis": read.basis,
        "sector_certainty": f"{read.certainty:.2f}",
    }


@lru_cache(maxsize=4_096)
def municipality(typed: str) -> str:
    """The municipality of today that a text means, forgiving one slip; '' when it means none."""
    line = texts.clean_line(typed)
    if not 2 < len(line) < 60:
        return ""
    try:
        return lookup.resolve(line).label
    except lookup.AmbiguousMunicipality:
        return ""
    except lookup.UnknownMunicipality as unknown:
        for near in unknown.suggestions[:1]:
            written = near.split(" (")[0]
            if fuzz.ratio(texts.fold(line), texts.fold(written)) >= LIKE_ENOUGH:
                return lookup.resolve(near).label
    return ""
