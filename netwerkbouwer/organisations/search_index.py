# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The search index beside the database: what is in it, making it, changing it. Pure.

A cache: rows in the database are the truth, and losing the folder costs seconds. One field holds
the subjects of an organisation as our own stems (one field ranks better than several short ones),
another those it seeks, a third only what it told itself. Its name and place are not among them:
they are for who knows the name.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import tantivy

from netwerkbouwer.common import dutch, texts
from netwerkbouwer.organisations import index_files, index_notes, numbers
from netwerkbouwer.organisations.index_files import IndexVersion
from netwerkbouwer.places import gazetteer

LAYOUT = 5  # raise it when the fields below change
HEAP = 60_000_000  # bytes of a writer with one thread
PROGRESS_EVERY = 5_000
LABEL_TIMES = 2
OWN_TIMES = 2  # what it says itself weighs more than what we assume of its kind
GRAM = 3
PREFIXES = (1, 2)  # starts of words that are too short to have a gram
AT_ONCE = 1_000  # organisations asked for in one go
SET_MARK = "|"
Progress = Callable[[int], None]
FILTER_FIELDS = (
    "sector",
    "main_sector",
    "municipality",
    "province",
    "region",
    "reference_region",
    "half",
    "kind",
    "country",
)


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """One organisation as the index takes it.

    `labels` name its kind and sectors, `usually_offers` and `usually_seeks` come from the profile
    of its kind; `half` has an override applied. `checked`, `known`, `parts` and `lists` are for the
    numbers beside the index: see `numbers.py`.
    """

    pk: int
    name: str
    other_names: tuple[str, ...] = ()
    municipality: str = ""
    country: str = ""
    sectors: tuple[str, ...] = ()
    main_sector: str = ""
    half: str = ""
    kind: str = ""
    lat: float | None = None
    lon: float | None = None
    description: str = ""
    labels: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    usually_offers: tuple[str, ...] = ()
    usually_seeks: tuple[str, ...] = ()
    checked: int = 0
    known: int = 0
    parts: int = 0
    lists: Mapping[str, Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ranges:
    """What the numbers beside an index range over: all kinds by id, and the names of the lists.

    `version` says how the lists were made; lists of another version mean other things.
    """

    kinds: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    version: str = ""


NO_RANGES = Ranges()
Fetch = Callable[[Sequence[int]], Iterable[IndexDocument]]


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("pk", indexed=True, fast=True)
    for name in ("topic", "seeks", "told", "words", "grams"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in FILTER_FIELDS:
        builder.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
    builder.add_text_field("by_name", tokenizer_name="raw", fast=True, index_option="basic")
    builder.add_text_field("names", tokenizer_name="raw", stored=True, index_option="basic")
    # All sectors of one as a single value: counting those costs a third of counting each.
    builder.add_text_field("sector_set", tokenizer_name="raw", fast=True, index_option="basic")
    return builder.build()


def topic_tokens(pieces: Iterable[tuple[str, int]]) -> list[str]:
    """Stems of (text, times): words as often as said, parts of compounds once.

    A part must not outweigh the words themselves (BM25F by repetition, in one field).
    """
    words: Counter[str] = Counter()
    parts: dict[str, None] = {}
    for text, times in pieces:
        for stem, is_part in _stems(text):
            if is_part:
                parts.setdefault(stem)
            else:
                words[stem] += times
    return [*words.elements(), *(part for part in parts if part not in words)]


@lru_cache(maxsize=16_384)
def _stems(text: str) -> tuple[tuple[str, bool], ...]:
    """Kept, as organisations of one kind share a profile."""
    return tuple((token.stem, token.is_part) for token in dutch.analyse(text))


@lru_cache(maxsize=65_536)
def grams(word: str) -> tuple[str, ...]:
    """Starts of one and two letters, then three letters at a time; `^` marks the start."""
    padded = f"^{word}"
    starts = [padded[: length + 1] for length in PREFIXES if len(word) >= length]
    return (*starts, *(padded[i : i + GRAM] for i in range(len(padded) - GRAM + 1)))


def fields(document: IndexDocument) -> dict[str, Any]:
    """The values of the fields of `schema`: stems, words and grams with a space between them."""
    return {"pk": document.pk, **_subjects(document), **_names(document), **_filters(document)}


def _document(document: IndexDocument, made: tantivy.Schema) -> tantivy.Document:
    return tantivy.Document.from_dict(fields(document), made)


def _subjects(document: IndexDocument) -> dict[str, str]:
    """What it is about, what it seeks, and what it told itself, as stems."""
    has = (
        *((label, LABEL_TIMES) for label in document.labels),
        (document.description, 1),
        *((offer, OWN_TIMES) for offer in document.offers),
        *((offer, 1) for offer in document.usually_offers),
    )
    seeks = (
        *((question, OWN_TIMES) for question in document.questions),
        *((need, 1) for need in document.usually_seeks),
    )
    own = (document.description, *document.offers, *document.questions)
    told = tuple((text, 1) for text in own)
    return {"topic": _joined(has), "seeks": _joined(seeks), "told": _joined(told)}


@lru_cache(maxsize=8_192)
def _joined(pieces: tuple[tuple[str, int], ...]) -> str:
    """Kept, as most organisations of a kind tell nothing of their own."""
    return " ".join(topic_tokens(pieces))


def _names(document: IndexDocument) -> dict[str, Any]:
    names = (document.name, *document.other_names)
    folded = [texts.fold(name) for name in names]
    words = list(dict.fromkeys(word for name in folded for word in name.split()))
    return {
        "words": " ".join(words),
        "grams": " ".join(dict.fromkeys(gram for word in words for gram in grams(word))),
        "by_name": folded[0],
        "names": folded,
    }


def _filters(document: IndexDocument) -> dict[str, Any]:
    """What searches are narrowed by; what is not known is left out."""
    place = gazetteer.load().municipalities.get(document.municipality)
    values = {
        "sector": list(document.sectors),
        "main_sector": document.main_sector,
        "municipality": document.municipality,
        "province": place.province if place else "",
        "region": place.region if place else "",
        "reference_region": place.reference_region if place else "",
        "half": document.half,
        "kind": document.kind,
        "country": document.country,
    }
    found: dict[str, Any] = {name: value for name, value in values.items() if value}
    return found | {"sector_set": sector_set(document.sectors)}


def sector_set(slugs: Sequence[str]) -> str:
    """These sectors as one value; `sectors_in` reads it."""
    return SET_MARK.join(sorted(set(slugs)))


def sectors_in(value: str) -> list[str]:
    return value.split(SET_MARK) if value else []


def _row(document: IndexDocument, kind_places: dict[str, int]) -> numbers.Row:
    known = document.lat is not None and document.lon is not None
    none = numbers.NONE
    return (
        document.pk,
        document.lat if known and document.lat is not None else float("nan"),
        document.lon if known and document.lon is not None else float("nan"),
        numbers.code_places().get(document.municipality, none),
        numbers.sector_places().get(document.main_sector, none),
        numbers.HALF_PLACES.get(document.half, none),
        kind_places.get(document.kind, none),
        document.checked,
        document.known,
        min(document.parts, numbers.MOST_PARTS),
    )


def build(
    root: Path,
    documents: Iterable[IndexDocument],
    ranges: Ranges = NO_RANGES,
    *,
    fetch: Fetch | None = None,
    progress: Progress | None = None,
) -> IndexVersion:
    """Make a new index of all organisations and put it in use.

    Updates go on meanwhile; `fetch` gives what they changed, so that the new index has it too.
    `progress` gets the number of documents so far.
    Raises IndexUnavailable when another writer does not get ready.
    """
    with index_files.building(root):
        with index_files.writing(root):
            index_notes.begin(root)
        folder = index_files.new_folder(root)
        version = IndexVersion(
            folder=folder.name,
            layout=LAYOUT,
            analyser=dutch.ANALYSER_VERSION,
            count=0,
            high_water=0,
            revision=0,
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        columns = _write(folder, _told(documents, progress), ranges)
        numbers.write(folder / "numbers" / "0", columns, ranges.kinds, ranges.version)
        version = _counted(version, columns)
        with index_files.writing(root):
            notes = index_notes.waiting(root)
            late = sorted({*notes.pks, *index_notes.meanwhile(root)})
            if fetch is not None and late:
                version = _changed(root, version, late, fetch)
            index_files.write_version(root, version)
            notes.drop()
            index_notes.end(root)
            index_files.tidy(root, version.folder)
    return version


def _write(folder: Path, documents: Iterable[IndexDocument], ranges: Ranges) -> numbers.Columns:
    """Write the text side of a new index; give the numbers that belong beside it."""
    table = numbers.Table(ranges.lists)
    kind_places = {kind: place for place, kind in enumerate(ranges.kinds)}
    made = schema()
    writer = tantivy.Index(made, path=str(folder)).writer(HEAP, 1)
    for document in documents:
        writer.add_document(_document(document, made))
        table.add(_row(document, kind_places), document.lists)
    writer.commit()
    writer.wait_merging_threads()
    return table.columns()


def _counted(version: IndexVersion, columns: numbers.Columns) -> IndexVersion:
    pks = columns.pk
    return replace(version, count=len(pks), high_water=int(pks[-1]) if len(pks) else 0)


def _told(documents: Iterable[IndexDocument], progress: Progress | None) -> Iterator[IndexDocument]:
    count = 0
    for count, document in enumerate(documents, start=1):
        yield document
        if progress is not None and count % PROGRESS_EVERY == 0:
            progress(count)
    if progress is not None and (count % PROGRESS_EVERY or count == 0):
        progress(count)


def update(root: Path, pks: Iterable[int], fetch: Fetch) -> IndexVersion:
    """Bring the index in line with these organisations, changed or gone.

    `fetch` gives the documents of keys; without a document one is gone. It is asked once no one
    else writes: of two updates at the same time the last one then has the last rows, and takes
    along what others wait for. Raises IndexUnavailable when there is no index that we can read, and
    when others keep writing: then the next update does it.
    """
    index_notes.leave(root, pks)
    with index_files.writing(root):
        notes = index_notes.waiting(root)
        index_notes.keep(root, notes.pks)
        try:
            version = current(root)
            if notes.pks:
                version = _changed(root, version, notes.pks, fetch)
                index_files.write_version(root, version)
        except index_files.IndexUnavailable:
            index_notes.forget(root)
            raise
        notes.drop()
    return version


def _changed(root: Path, version: IndexVersion, pks: list[int], fetch: Fetch) -> IndexVersion:
    """Write a next revision of the index; whoever looks for the version in use gets it later."""
    folder = root / version.folder
    old = numbers.read(folder / "numbers" / str(version.revision))
    kind_places = {kind: place for place, kind in enumerate(old.kinds)}
    table = numbers.Table(old.lists)
    _replace(folder, pks, fetch, (table, kind_places))
    columns = numbers.changed(old, pks, table.columns())
    newer = folder / "numbers" / str(version.revision + 1)
    numbers.write(newer, columns, list(kind_places), old.version)
    numbers.tidy(folder / "numbers", version.revision + 1)
    return _counted(replace(version, revision=version.revision + 1), columns)


def _replace(
    folder: Path, pks: list[int], fetch: Fetch, into: tuple[numbers.Table, dict[str, int]]
) -> None:
    """Delete and add in tantivy, with a writer that is opened for this only.

    `into` gets the numbers: a table, and the places of kinds.
    """
    made = schema()
    table, kind_places = into
    try:
        writer = tantivy.Index.open(str(folder)).writer(HEAP, 1)
        for start in range(0, len(pks), AT_ONCE):
            some = pks[start : start + AT_ONCE]
            # By query: deleting by term takes the key for a signed number and finds nothing.
            writer.delete_documents_by_query(tantivy.Query.term_set_query(made, "pk", some))
            for document in fetch(some):
                if document.kind:
                    kind_places.setdefault(document.kind, len(kind_places))
                writer.add_document(_document(document, made))
                table.add(_row(document, kind_places), document.lists)
        writer.commit()
        writer.wait_merging_threads()
    except ValueError as error:
        raise index_files.IndexUnavailable(index_files.DAMAGED) from error


def current(root: Path) -> IndexVersion:
    """Give the version in use if this program can read it. Raises IndexUnavailable."""
    version = index_files.read_version(root)
    if (version.layout, version.analyser) != (LAYOUT, dutch.ANALYSER_VERSION):
        raise index_files.IndexUnavailable(index_files.OTHER_VERSION)
    return version
