# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Edited concepts as a file in the form of the shared pack, to be offered to it.

Only what differs from the library, each concept whole; no names of people.
"""

from typing import Any

import yaml
from django.utils import timezone

from netwerkbouwer.library import queries as library
from netwerkbouwer.library.schema import Item
from netwerkbouwer.matching.reading import kinds
from netwerkbouwer.matching.reading.concepts import PROBLEM, Concept
from netwerkbouwer.matching.thesaurus import overlay

HEADER = (
    "# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors\n"
    "# SPDX-License-Identifier: CC-BY-4.0\n"
    "# Concepts that were added or changed in one installation, whole, as in concepts.yaml.\n"
)


def export() -> str:
    """The file; empty when nothing differs from the library."""
    known = kinds.known()
    before = {concept.id: concept for concept in kinds.of_library()}
    changed = [one for one in known.thesaurus.concepts.values() if one != before.get(one.id)]
    if not changed:
        return ""
    told = {one.concept: one for one in known.edits if one.kind == overlay.Kind.NEW}
    pack = library.pack("concepts")
    entries = [_entry(one, pack.item(one.id), told.get(one.id)) for one in changed]
    used = {name for entry in entries for name in entry.get("sources", [])}
    sources = [source for source in pack.sources if source.id in used]
    groups = {entry["group"]: pack.group_label(entry["group"]) for entry in entries}
    whole = {
        "pack": pack.pack,
        "kind": pack.kind,
        "version": pack.version,
        "title": pack.title,
        "about": pack.about,
        "licence": pack.licence,
        "sources": [source.model_dump(mode="json", exclude_none=True) for source in sources],
        "groups": groups,
        "items": entries,
    }
    return HEADER + yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=110)


def _entry(concept: Concept, item: Item | None, new: overlay.Edit | None) -> dict[str, Any]:
    data: dict[str, Any] = {"type": concept.type, "terms": list(concept.terms)}
    if ids := list(overlay.answers(concept)):
        data["answered_by" if concept.type == PROBLEM else "related"] = ids
    text = item.text if item else str(new.more.get("text") or "") if new else ""
    entry: dict[str, Any] = {"id": concept.id, "label": concept.label, "text": text}
    if item and item.sources:
        entry["sources"] = list(item.sources)
    entry["own"] = True
    entry["checked_on"] = timezone.localdate()
    return {**entry, "group": concept.type, "data": data}
