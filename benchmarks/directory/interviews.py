# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes the spreadsheet of civil servants who visited 75 organisations, with its mess and truth.

The case is that of Krimpenerwaard: 75 interviews name hundreds of organisations, in spellings of
all kinds, with departments, double names, schools and churches in one cell, remarks between them
and several degrees of working together. All organisations here are made up, except those that are
in the starter directory already; the same seed gives the same sheet. The truth is kept aside.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

INTERVIEWS, NAMED = 75, 600
PLACE = "Krimpenerwaard"
VILLAGES = ("Lekkerkerk", "Schoonhoven", "Bergambacht", "Stolwijk", "Haastrecht", "Gouderak",
            "Ouderkerk aan den IJssel", "Krimpen aan de Lek", "Ammerstol", "Berkenwoude",
            "Vlist")  # fmt: skip
# Kinds of which every village has one, with how people shorten them.
LOCAL = {
    "Voetbalvereniging": ("vv", "Voetbalver.", "voetbalclub"),
    "Tennisvereniging": ("tv", "Tennisclub", "tennisver."),
    "Oranjevereniging": ("Oranjever.", "Oranje vereniging"),
    "Historische Vereniging": ("Hist. ver.", "hist. vereniging"),
    "Dorpsraad": ("dorpsraad", "Dorpsraad van"),
    "Hervormde Gemeente": ("Herv. Gemeente", "Herv. Gem.", "hervormde kerk"),
    "Gereformeerde Kerk": ("Geref. Kerk", "gereformeerde kerk"),
    "EHBO-vereniging": ("EHBO", "ehbo ver."),
    "Vrouwen van Nu": ("vrouwen van nu", "VVN"),
    "IJsclub": ("ijsclub", "IJsvereniging"),
    "Speeltuinvereniging": ("speeltuin", "Speeltuinver."),
    "Gymnastiekvereniging": ("gymver.", "Gymvereniging"),
    "Ondernemersvereniging": ("Ondernemersver.", "OV"),
    "Zonnebloem afdeling": ("De Zonnebloem", "Zonnebloem afd."),
    "Bibliotheek": ("bieb", "Bibliotheek vestiging", "de bibliotheek"),
    "Dorpshuis": ("dorpshuis", "het dorpshuis"),
    "Wijkteam": ("sociaal wijkteam", "wijkteam"),
    "Ouderenvereniging": ("KBO-PCOB", "Ouderenver."),
    "Volkstuinvereniging": ("volkstuinen", "Volkstuinver."),
    "Schaakvereniging": ("schaakclub", "Schaakver."),
}
# Kinds with a name of their own, with how people shorten the kind.
NAMED_KINDS = {
    "Muziekvereniging": ("Muziekver.", "mv", "Harmonie"),
    "Gemengd Koor": ("koor", "Gem. koor"),
    "Toneelvereniging": ("Toneelver.", "toneelclub"),
    "Scouting": ("scouting groep", "Scoutinggroep"),
    "Kinderopvang": ("KDV", "kinderdagverblijf"),
    "Peuterspeelzaal": ("psz", "peuterspeelzaal"),
    "Zorgcentrum": ("zorgcentr.", "verzorgingshuis"),
    "Stichting": ("St.", "Stg."),
    "Basisschool": ("bs", "school"),
    "Korfbalvereniging": ("kv", "Korfbalver."),
    "Handbalvereniging": ("hv", "Handbalver."),
    "Wandelvereniging": ("Wandelver.", "wandelclub"),
    "Atelier": ("atelier", "kunstatelier"),
    "Jeugdclub": ("jeugdsoos", "Jeugdsoos"),
    "Biljartvereniging": ("biljartclub", "Biljartver."),
    "Dansschool": ("dansstudio", "Dansstudio"),
    "Museum": ("museum", "Streekmuseum"),
    "Natuurwerkgroep": ("natuurgroep", "werkgroep"),
}
FIRST = ("Zilver", "Lek", "Vlist", "Waard", "Molen", "Dijk", "Polder", "Kade", "Wilgen", "Riet",
         "Ooievaars", "Kieviets", "Grutto", "Water", "Veen", "Kaas", "Loet", "Sluis", "Brug",
         "Toren", "Linde", "Kastanje", "Haven", "Zand", "Tiend")  # fmt: skip
LAST = ("klank", "hoeve", "huis", "burcht", "hof", "stroom", "land", "poort", "zicht", "kring",
        "nest", "bron", "weide", "ster", "anker", "vonk", "hart", "duin", "kamp",
        "bloem")  # fmt: skip
# In the starter directory, by the key of their source: what people call them.
STARTER = {
    "cbs_gemeente:GM1931": ("Gemeente Krimpenerwaard", "gemeente", "de gemeente"),
    "duo:duo:03FJ00": ("Basisschool De Sterrenboom", "obs De Sterrenboom", "De Sterrenboom"),
    "duo:duo:03NZ00": ("Basisschool De Krullevaar", "rkbs De Krullevaar", "De Krullevaar"),
    "duo:duo:04NB00": ("Christelijke Basisschool De Ark", "cbs De Ark"),
    "duo:duo:04NT00": ("Basisschool De Morgenster", "De Morgenster", "cbs De Morgenster"),
    "duo:duo:05BG00": ("Samenwerkingsschool De Pelikaan", "De Pelikaan", "school De Pelikaan"),
    "duo:duo:06AZ00": ("Basisschool Flora", "Flora", "bs Flora"),
    "duo:duo:07PP00": ("Koningin Julianaschool", "Kon. Julianaschool", "Julianaschool"),
    "duo:duo:08EU00": ("Basisschool De Kromme Draai", "De Kromme Draai"),
    "duo:duo:08FF00": ("Koningin Emmaschool", "Kon. Emmaschool", "Emmaschool"),
    "duo:duo:08GF00": ("Basisschool Prinses Irene", "Prinses Ireneschool", "Prinses Irene"),
    "duo:duo:10BH00": ("Openbare Basisschool De Vlieger", "obs De Vlieger", "De Vlieger"),
    "duo:duo:10EC00": ("De Kranepoort", "obs De Kranepoort"),
    "duo:duo:10TC00": ("Openbare Basisschool de Polsstok", "obs De Polsstok", "De Polsstok"),
    "duo:duo:14BC00": ("Het Schateiland", "basisschool Het Schateiland"),
    "duo:duo:15OM00": ("Het Schoonhovens College", "Schoonhovens College"),
    "duo:duo:18DU00": ("Basisschool Kiezel en Kei", "Kiezel en Kei"),
    "gold:66": ("SAK",),
    "gold:67": ("Stichting Krimpenerwaard Intercultureel", "Krimpenerwaard Intercultureel"),
}
NOTES = ("(loopt goed)", "(moeizaam, even bellen)", "(sinds 2018)", "(2 x per jaar)",
         "(via bestuur)", "(sinds 2021)", "- nog navragen", "?",
         "(alleen in de zomer)")  # fmt: skip
SEPARATORS = (", ", "; ", "\n", " / ", " + ", ",", "\n- ")
HEADER = ("Nr.", "Organisatie ", "Kern", "Soort organisatie", "Gesproken met", "E-mail",
          "Datum gesprek", "Werkt intensief samen met", "Werkt af en toe samen met",
          "Zou willen samenwerken met", "Opmerkingen")  # fmt: skip
DEGREES = (7, 8, 9)  # columns that name others; the last is a wish
PEOPLE = ("mw. Proef", "dhr. Voorbeeld", "mevr. Test", "de heer Staal", "mw. Model")


@dataclass(slots=True)
class Organisation:
    """One real organisation of this story. `starter` is its key in the starter directory."""

    number: int
    name: str
    village: str
    kind: str = ""
    starter: str = ""
    spellings: tuple[str, ...] = ()


@dataclass(slots=True)
class Mention:
    """In interview `row` (counted from 0) it is written `written`, and means `number`."""

    row: int
    column: int
    written: str
    number: int


@dataclass(slots=True)
class Story:
    """All there is: organisations, who was visited (by number), and who is named where."""

    organisations: list[Organisation]
    visited: list[int]
    mentions: list[Mention] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)

    def links(self) -> set[tuple[int, int]]:
        """Which two work together; wishes are no links."""
        return {
            (min(self.visited[m.row], m.number), max(self.visited[m.row], m.number))
            for m in self.mentions
            if m.column != DEGREES[-1] and self.visited[m.row] != m.number
        }


def tell(seed: int = 1931) -> Story:
    """The whole story, before it is written to a file."""
    rng = random.Random(seed)
    story = Story(list(_organisations(rng)), [])
    starters = sum(1 for each in story.organisations if each.starter)
    story.visited = rng.sample(range(starters, len(story.organisations)), INTERVIEWS)
    _name_others(story, rng)
    for row, number in enumerate(story.visited):
        story.cells.append(_cells(story, row, story.organisations[number], rng))
    return story


def _organisations(rng: random.Random) -> Iterator[Organisation]:
    number = 0
    for key, names in STARTER.items():
        yield Organisation(number, names[0], "", starter=key, spellings=names)
        number += 1
    for kind in LOCAL:
        for village in VILLAGES:
            yield Organisation(number, f"{kind} {village}", village, kind)
            number += 1
    proper = [f"{one}{other}" for one in FIRST for other in LAST]
    rng.shuffle(proper)
    for name in proper[: NAMED - number]:
        kind = rng.choice(list(NAMED_KINDS))
        article = "De " if kind in ("Stichting", "Basisschool", "Zorgcentrum") else ""
        yield Organisation(number, f"{kind} {article}{name}", rng.choice(VILLAGES), kind)
        number += 1


def _name_others(story: Story, rng: random.Random) -> None:
    """Everyone who was not visited is named at least once, some are named by many."""
    visited = set(story.visited)
    waiting = [one.number for one in story.organisations if one.number not in visited]
    popular = [rng.choice(story.organisations).number for _ in range(25)] + [0, 0, 0]
    rng.shuffle(waiting)
    share = -(-len(waiting) // INTERVIEWS)
    for row, number in enumerate(story.visited):
        told = waiting[row * share : (row + 1) * share]
        told += rng.sample(popular, 3) + rng.sample(story.visited, 2)
        for other in dict.fromkeys(told):
            if other != number:
                column = rng.choices(DEGREES, (5, 4, 1))[0]
                village = story.organisations[number].village
                written = _written(story.organisations[other], village, rng)
                story.mentions.append(Mention(row, column, written, other))


def _written(one: Organisation, said_in: str, rng: random.Random) -> str:
    """How someone writes a name down."""
    if one.starter:
        return rng.choice(one.spellings)
    shorts = LOCAL.get(one.kind) or NAMED_KINDS[one.kind]
    name, how = one.name, rng.random()
    if how < 0.5:
        return name
    if how < 0.68:
        return name.replace(one.kind, rng.choice(shorts), 1)
    if how < 0.76:
        return name.lower() if rng.random() < 0.5 else name.upper()
    if how < 0.84:
        return _slip(name, rng)
    if how < 0.9:
        return f"{name}, afd. jeugd" if "," not in name and rng.random() < 0.3 else f"{name} "
    if one.kind in LOCAL:  # nearby people leave the village out
        return one.kind if said_in == one.village else f"{one.kind} ({one.village})"
    return name.removeprefix("Stichting ").removeprefix(f"{one.kind} ")


def _slip(name: str, rng: random.Random) -> str:
    """One letter wrong, not the first one of a word."""
    places = [i for i in range(2, len(name) - 1) if name[i].isalpha() and name[i - 1].isalpha()]
    at = rng.choice(places)
    how = rng.randrange(3)
    if how == 0:
        return name[:at] + name[at + 1 :]
    if how == 1:
        return name[:at] + name[at] + name[at:]
    return name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]


def _cells(story: Story, row: int, one: Organisation, rng: random.Random) -> list[str]:
    on = date(2025, 3, 3) + timedelta(days=rng.randrange(120))
    day = f"{on.day}-{on.month}-{on.year}" if rng.random() < 0.7 else on.isoformat()
    cells = [str(row + 1), one.name + rng.choice(("", " ", "")), one.village]
    cells += [rng.choice((one.kind.lower(), one.kind, "")), rng.choice(PEOPLE)]
    cells += [rng.choice(("jan.proef@gmail.com", "p.test@hotmail.com", "")), day]
    for column in DEGREES:
        told = [m.written for m in story.mentions if (m.row, m.column) == (row, column)]
        cells.append(_cell(told, rng))
    cells.append(rng.choice(("", "", "enthousiast", "wil graag meedoen", "bellen in september")))
    return cells


def _cell(told: Sequence[str], rng: random.Random) -> str:
    """Several names in one cell, with what else people write there."""
    if not told:
        return rng.choice(("", "", "-", "geen", "n.v.t."))
    dressed = [f"{name} {rng.choice(NOTES)}" if rng.random() < 0.12 else name for name in told]
    separator = rng.choice(SEPARATORS)
    if rng.random() < 0.08:
        dressed.append(rng.choice(("alle scholen", "de kerken", "dhr. Jansen", "o.a.")))
    if separator == "\n- ":
        return "- " + separator.join(dressed)
    if rng.random() < 0.06 and separator == ", ":
        return f"verenigingen: {separator.join(dressed)}"
    return separator.join(dressed) + rng.choice(("", "", " ", separator.strip()))


def write(story: Story, path: Path) -> None:
    """The workbook as it came: a sheet of explanation, titles, merged cells, empty rows, totals."""
    with xlsxwriter.Workbook(str(path)) as book:
        about = book.add_worksheet("Uitleg")
        about.write(0, 0, "Vul per gesprek één rij in.")
        page = book.add_worksheet("Gesprekken")
        page.merge_range(0, 0, 0, 5, "Gesprekken met organisaties 2025")
        page.write(1, 0, "versie 7, niet verspreiden")
        page.write_row(3, 0, HEADER)
        line = 4
        for number, cells in enumerate(story.cells):
            page.write_row(line, 0, cells)
            line += 2 if number % 20 == 19 else 1
        page.write_row(line + 1, 0, ["Totaal", str(len(story.cells))])
