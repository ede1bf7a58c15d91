# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How much a partner of another sector adds to one's own. Pure.

Set by hand: another sector in the other half adds most, one's own least.
"""

from functools import lru_cache

from netwerkbouwer.organisations import sectors

OWN, SAME_HALF, OTHER_HALF = 0.2, 0.65, 1.0
UNKNOWN = 0.65  # of an organisation whose sector we do not know


@lru_cache(maxsize=64)
def gains(own: str) -> tuple[float, ...]:
    """What each sector adds for an asker of this one, 0..1, in the order of SECTORS."""
    half = next((sector.half for sector in sectors.SECTORS if sector.slug == own), "")
    return tuple(_gain(own, half, sector) for sector in sectors.SECTORS)


def _gain(own: str, half: str, other: sectors.Sector) -> float:
    if other.slug == own:
        return OWN
    return OTHER_HALF if other.half != half else SAME_HALF
