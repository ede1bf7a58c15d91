# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Suggest partners for one limitation or strength, as text or as JSON."""

import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from netwerkbouwer.common import texts
from netwerkbouwer.matching import queries
from netwerkbouwer.matching.suggestions import MOST, Suggestion, SuggestRequest
from netwerkbouwer.organisations import queries as organisations
from netwerkbouwer.organisations import sectors
from netwerkbouwer.organisations.facts import SearchRequest
from netwerkbouwer.places import queries as places

REFUSED = 2
LONGEST_RADIUS = 1_000.0  # km; further than any two places in both countries


class Command(BaseCommand):
    """Print who could help, or who could use a strength, or why someone is not among them."""

    help = (
        "Zoek partners bij een beperking of een sterkte, met de redenen erbij. "
        'Voorbeeld: suggest --gemeente 24062 --sector jeugd --beperking "geen repetitieruimte"'
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--gemeente", metavar="GEMEENTE", default="", help="NIS- of CBS-code, of een naam"
        )
        parser.add_argument("--sector", metavar="SECTOR", default="", help="je eigen sector")
        parser.add_argument("--beperking", metavar="TEKST", help="wat je mist: wie kan helpen?")
        parser.add_argument(
            "--sterkte", metavar="TEKST", help="wat je te bieden hebt: wie kan het gebruiken?"
        )
        parser.add_argument(
            "--straal", metavar="KM", help="niet verder dan zoveel kilometer over de weg"
        )
        parser.add_argument(
            "--top", metavar="N", default="10", help=f"hoeveel, van 1 tot {MOST}; gewoonlijk 10"
        )
        parser.add_argument(
            "--surprise",
            metavar="GETAL",
            default="0.5",
            help="van 0 (dichtbij, vertrouwd) tot 1 (verrassend); gewoonlijk 0.5",
        )
        parser.add_argument(
            "--why-not",
            metavar="NAAM",
            help="zeg waarom deze organisatie (naam of id) niet hoger in de lijst staat",
        )
        parser.add_argument("--json", action="store_true", help="geef JSON in plaats van tekst")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            request = _request(options)
            if options["why_not"] is not None:
                self.stdout.write(_why_not(request, options["why_not"], as_data=options["json"]))
                return
            found = queries.suggest(request)
        except places.UnknownMunicipality as error:
            raise CommandError(f"--gemeente: {error}", returncode=REFUSED) from None
        except queries.IndexUnavailable as error:
            raise CommandError(str(error)) from None
        if options["json"]:
            rows = [as_json(suggestion) for suggestion in found]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n\n".join(_as_text(suggestion) for suggestion in found))


def as_json(suggestion: Suggestion) -> dict[str, Any]:
    """One suggestion as others read it."""
    organisation = suggestion.organisation
    return {
        "rank": suggestion.rank,
        "score": round(suggestion.score, 4),
        "is_far": suggestion.is_far,
        "is_known": suggestion.is_known,
        "organisation": {
            "id": organisation.public_id,
            "name": organisation.name,
            "municipality_code": organisation.municipality_code,
            "municipality": organisation.municipality,
            "sector": organisation.sector,
            "half": organisation.half,
        },
        "reasons": [reason.text for reason in suggestion.reasons],
    }


def _as_text(suggestion: Suggestion) -> str:
    organisation = suggestion.organisation
    place = organisation.municipality or "plaats onbekend"
    marks = ["verder weg"] * suggestion.is_far + ["al partner"] * suggestion.is_known
    told = "; ".join([f"{place}, {organisation.sector_label}", *marks])
    head = f"{suggestion.rank}. {organisation.name} ({told})"
    return "\n".join([head, *(f"   - {reason.text}" for reason in suggestion.reasons)])


def _why_not(request: SuggestRequest, asked: str, *, as_data: bool) -> str:
    """Why one is not in the list; a name means the organisation that is most like it."""
    asked = texts.clean_line(asked)
    ids = [one.public_id for one in organisations.facts_of_ids([asked])]
    if asked:
        page = organisations.search(SearchRequest(asked))
        ids += [one.public_id for one in page.results[: min(1, page.by_name)]]
    found = queries.why_not(request, ids[0] if ids else "")
    told = [reason.text for reason in found.reasons]
    name = found.organisation.name if found.organisation else asked[:60]
    if not as_data:
        return "\n".join([f"{name}:", *(f"   - {text}" for text in told)])
    scores = {"score": round(found.score, 4), "limit_score": round(found.limit_score, 4)}
    data = {"name": name, "rank": found.rank, **scores, "reasons": told}
    return json.dumps(data, ensure_ascii=False, indent=2)


def _request(options: dict[str, Any]) -> SuggestRequest:
    """Check what was typed. Raises CommandError with a sentence, and UnknownMunicipality."""
    limitation, strength = options["beperking"], options["sterkte"]
    if (limitation is None) == (strength is None):
        raise _refused(
            "Geef één tekst, niet allebei: --beperking (wat je mist) of --sterkte (wat je kunt)."
        )
    text = limitation if strength is None else strength
    if not texts.clean_line(text):
        name = "--sterkte" if limitation is None else "--beperking"
        raise _refused(f"{name}: de tekst is leeg. Schrijf in een zin wat je mist of kunt.")
    return SuggestRequest(
        text=text,
        direction="limitation" if strength is None else "strength",
        municipality_code=places.resolve(options["gemeente"]).code,
        sector=_sector(options["sector"]),
        radius_km=_radius(options["straal"]),
        limit=_top(options["top"]),
        surprise=_surprise(options["surprise"]),
    )


def _refused(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=REFUSED)


def _sector(text: str) -> str:
    known = {texts.fold(s.slug): s.slug for s in sectors.SECTORS}
    known |= {texts.fold(s.label): s.slug for s in sectors.SECTORS}
    found = known.get(texts.fold(text))
    if found is None:
        start = f"we kennen ‘{texts.clean_line(text)[:60]}’ niet" if text else "vul je sector in"
        listed = ", ".join(sector.slug for sector in sectors.SECTORS)
        raise _refused(f"--sector: {start}. Kies uit: {listed}.")
    return found


def _radius(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        km = float(text.replace(",", "."))
    except ValueError:
        km = 0.0
    if not 0 < km <= LONGEST_RADIUS:
        raise _refused("--straal: geef een aantal kilometer van 1 tot 1000, bijvoorbeeld 30.")
    return km


def _surprise(text: str) -> float:
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise _refused("--surprise: geef een getal van 0 (dichtbij) tot 1 (verrassend).")
    return found


def _top(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= MOST:
        raise _refused(f"--top: geef een getal van 1 tot {MOST}.")
    return int(text)
