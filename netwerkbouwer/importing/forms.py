# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What someone fills in on the pages of taking in a file, read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from netwerkbouwer.common import texts
from netwerkbouwer.importing import columns, layouts, options, peeking, remembering
from netwerkbouwer.importing.options import Options
from netwerkbouwer.places import lookup

MOST_HEADER = peeking.MOST_ROWS
SHORTEST_REASON = 10


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that someone brings, and what they call it."""

    file: "UploadedFile[bytes] | None"
    source_name: str
    data_on: date
    is_whole: bool
    url: str = ""
    errors: dict[str, str] = field(default_factory=dict)


def read_upload(request: HttpRequest) -> Upload:
    """What the form on the first page says."""
    file = request.FILES.get("file")
    errors = {}
    url = request.POST.get("url", "").strip()[:2_000]
    if not isinstance(file, UploadedFile):
        file = None
        if not url:
            errors["file"] = _("Kies eerst een bestand.")
    elif not file.size:
        errors["file"] = _("Dit bestand is leeg. Kies een ander bestand.")
    data_on = timezone.localdate()
    typed = request.POST.get("data_on", "").strip()
    try:
        data_on = date.fromisoformat(typed) if typed else data_on
    except ValueError:
        errors["data_on"] = _("Vul een dag in, zoals 2026-01-31.")
    if data_on > timezone.localdate():
        errors["data_on"] = _("Deze dag moet nog komen. Vul de dag in waarop de lijst klopte.")
    name = texts.clean_line(request.POST.get("source_name", ""))[:120]
    is_whole = request.POST.get("is_whole") == "ja"
    return Upload(file, name, data_on, is_whole, url, errors)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The page of columns as it stands: what we guess, what is chosen, what is wrong."""

    guess: layouts.Guess
    mapping: Mapping[str, str]
    is_remembered: bool
    place: str
    with_people: bool
    purpose: str
    errors: dict[str, str]

    @property
    def columns(self) -> list[tuple[int, columns.Column, str]]:
        """Every column with its number and what was chosen for it."""
        found = enumerate(self.guess.columns)
        return [(i, column, self.mapping.get(column.heading, "")) for i, column in found]

    @property
    def personal(self) -> list[str]:
        """Headings of columns that are about people."""
        return [column.heading for column in self.guess.columns if column.is_personal]


def header_of(typed: str) -> int | None:
    """The row of the headings someone typed; None when they left it to us."""
    if typed.isdecimal() and len(typed) < 4 and int(typed) <= MOST_HEADER:
        return int(typed)
    return None


def read_columns(
    posted: Mapping[str, str], peek: peeking.Peek, header: int | None, before: Options
) -> Chosen:
    """The columns as chosen; until something is sent, those of last time or those we guess.

    `before` holds the municipality and the purpose to begin with.
    """
    guess = layouts.guess(peek.rows, header)
    labels = [column.heading for column in guess.columns]
    with_people = posted.get("people") == "ja"
    purpose = texts.clean_line(posted.get("purpose", ""))[: options.LONGEST_PURPOSE]
    place = texts.clean_line(posted.get("place", ""))[:100]
    if "columns" not in posted:
        remembered = remembering.recall(labels)
        mapping = columns.mapping_of(guess.columns, with_people=True)
        if remembered is not None:
            mapping = remembered
        place, purpose = before.municipality, before.contacts_purpose
        return Chosen(guess, mapping, remembered is not None, place, bool(purpose), purpose, {})
    typed = {label: posted.get(f"column_{i}", "") for i, label in enumerate(labels)}
    mapping = {label: means for label, means in typed.items() if means in columns.MEANINGS}
    errors = _wrong(mapping, place, with_people, purpose)
    return Chosen(guess, mapping, False, place, with_people, purpose, errors)


def _wrong(
    mapping: Mapping[str, str], place: str, with_people: bool, purpose: str
) -> dict[str, str]:
    errors: dict[str, str] = {}
    if wrong := columns.checked(mapping):
        errors["columns"] = " ".join(wrong)
    if place:
        try:
            lookup.resolve(place)
        except lookup.UnknownMunicipality as unknown:
            errors["place"] = str(unknown)
    if with_people and len(purpose) < SHORTEST_REASON:
        errors["purpose"] = _(
            "Schrijf waarom je contactpersonen bewaart, bijvoorbeeld: om ze uit te nodigen voor "
            "het netwerkoverleg."
        )
    return errors


def options_of(chosen: Chosen, *, sheet: str, file_name: str, before: Mapping[str, Any]) -> Options:
    """What is kept with the run: without the columns about people, unless they are asked for."""
    people = {
        label: means
        for label, means in chosen.mapping.items()
        if chosen.with_people or means not in columns.PERSONAL
    }
    return Options.model_validate(
        {
            **before,
            "mapping": people,
            "sheet": sheet,
            "municipality": chosen.place,
            "contacts_purpose": chosen.purpose if chosen.with_people else "",
            "extra": {"header": chosen.guess.header, "file_name": file_name},
        }
    )
