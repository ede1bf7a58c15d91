# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How large a file may be and what reading it may cost, in two sizes. Pure.

`docs/operations.md` has the same table; a test compares the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

MB = 1024 * 1024
GB = 1024 * MB


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds. `ratio` is unpacked by packed, beyond the first megabyte.

    `memory` is what the process that reads may ask for itself; the libraries it maps come on top
    (some 60 MB). `staged` is the largest file it may write.
    """

    packed: int
    unpacked: int
    ratio: int
    entries: int
    rows: int
    lines: int
    memory: int
    staged: int
    processor: int
    patience: int


LIMITS: Mapping[str, Limits] = MappingProxyType(
    {
        "upload": Limits(
            packed=40 * MB,
            unpacked=100 * MB,
            ratio=100,
            entries=2_000,
            rows=200_000,
            lines=400_000,
            memory=256 * MB,
            staged=512 * MB,
            processor=300,
            patience=900,
        ),
        "register": Limits(
            packed=4 * GB,
            unpacked=32 * GB,
            ratio=100,
            entries=2_000,
            rows=10_000_000,
            lines=200_000_000,
            memory=1536 * MB,
            staged=64 * GB,
            processor=7_200,
            patience=10_800,
        ),
    }
)
