# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from netwerkbouwer.boards.look import Look
from netwerkbouwer.boards.queries import BoardView
from netwerkbouwer.methods.template import Zone


def candidates(view: BoardView, zone: Zone, look: Look) -> dict[str, Any]:
    return {}
