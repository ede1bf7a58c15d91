# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How many answers there are per sector; an organisation with several counts in each. Pure."""

from collections import Counter

import tantivy

from netwerkbouwer.organisations import search_index

PER_SECTOR_SET = {"terms": {"field": "sector_set", "size": 10_000}}


def sets(searcher: tantivy.Searcher, query: tantivy.Query) -> Counter[str]:
    """How many answers have exactly these sectors, per `search_index.sector_set`."""
    found = searcher.aggregate(query, {"sets": PER_SECTOR_SET})["sets"]
    counted = Counter({bucket["key"]: int(bucket["doc_count"]) for bucket in found["buckets"]})
    counted[""] += int(found["sum_other_doc_count"])
    return counted


def of_each(found: Counter[str]) -> dict[str, int]:
    """The same per sector, the largest first."""
    sectors: Counter[str] = Counter()
    for value, count in found.items():
        sectors.update(dict.fromkeys(search_index.sectors_in(value), count))
    return dict(sectors.most_common())
