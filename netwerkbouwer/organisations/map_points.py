# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was found as points for a map that people slide and zoom; or counts where it is too much."""

from typing import Any

import numpy as np
from django.conf import settings

from netwerkbouwer.organisations import finding, index_reader, queries
from netwerkbouwer.organisations.facts import SearchRequest
from netwerkbouwer.organisations.models import Organisation

MOST_POINTS = 20_000
SCALE = 10_000  # steps in a degree: about ten metres
AT_ONCE = 5_000  # keys in one query


def points(request: SearchRequest) -> dict[str, Any]:
    """Give `{"scale", "points": [[x, y, id]], "places": [[x, y, count, code, name]], "unplaced"}`.

    x and y are whole steps east and north. Points up to MOST_POINTS answers, else a place with a
    count for each municipality. Raises index_files.IndexUnavailable.
    """
    request = finding.bounded(request)
    pks = finding.all_pks(settings.SEARCH_INDEX_DIR, request, MOST_POINTS + 1)
    if len(pks) > MOST_POINTS:
        return {"scale": SCALE, "points": [], "places": _places(request), "unplaced": 0}
    placed = _placed(pks)
    return {
        "scale": SCALE,
        "points": placed,
        "places": [],
        "unplaced": len(pks) - len(placed),
    }


def _placed(pks: list[int]) -> list[list[int | str]]:
    columns = index_reader.snapshot(settings.SEARCH_INDEX_DIR).numbers
    rows = columns.rows_of(pks)
    known = rows[rows >= 0]
    known = known[~np.isnan(columns.lat[known])]
    ids = _public_ids(columns.pk[known].tolist())
    across = np.rint(columns.lon[known] * SCALE).astype(int).tolist()
    up = np.rint(columns.lat[known] * SCALE).astype(int).tolist()
    found = zip(across, up, columns.pk[known].tolist(), strict=True)
    return [[x, y, ids[pk]] for x, y, pk in found if pk in ids]


def _public_ids(pks: list[int]) -> dict[int, str]:
    ids: dict[int, str] = {}
    for start in range(0, len(pks), AT_ONCE):
        some = Organisation.objects.filter(pk__in=pks[start : start + AT_ONCE]).order_by()
        ids |= dict(some.values_list("pk", "public_id"))
    return ids


def _places(request: SearchRequest) -> list[list[int | str]]:
    return [
        [round(one.lon * SCALE), round(one.lat * SCALE), one.count, one.code, one.name]
        for one in queries.map_points(request)
    ]
