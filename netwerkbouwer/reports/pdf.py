# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Documents on paper: hands data to the typesetter's process and waits, but not for ever."""

import json
import logging
import subprocess
import threading
from pathlib import Path
from typing import Any, Literal

from netwerkbouwer.common import own_process
from netwerkbouwer.reports import lettering

SCRIPT = Path(__file__).with_name("typesetting.py")
PATIENCE = 45.0  # seconds for one document; an ordinary board takes less than one, 2,400 partners 4
QUEUE = 10.0  # seconds to wait for a turn
AT_ONCE = 2  # documents in the making: each may use a processor for a while
Template = Literal["workbook", "bubbles", "printpack", "sheets"]

logger = logging.getLogger(__name__)
_turns = threading.BoundedSemaphore(AT_ONCE)


class NotMade(Exception):
    """The document could not be made; the message is for the person who asked."""


def document(
    template: Template,
    data: dict[str, Any],
    *,
    kind: Literal["pdf", "png"] = "pdf",
    ppi: float | None = None,
) -> bytes:
    """Set a document. Raises NotMade with a sentence."""
    job = {
        "template": template,
        "format": kind,
        "ppi": ppi,
        "data": lettering.printable_data(data),
    }
    if not _turns.acquire(timeout=QUEUE):
        raise NotMade("Er worden nu veel documenten tegelijk gemaakt. Probeer het zo opnieuw.")
    try:
        return _run(json.dumps(job).encode())
    finally:
        _turns.release()


def _run(job: bytes) -> bytes:
    try:
        done = own_process.run(SCRIPT, job, patience=PATIENCE)
    except subprocess.TimeoutExpired:
        raise NotMade(
            "Het document maken duurde te lang. Probeer het nog eens, of neem een kleiner deel mee."
        ) from None
    except OSError:
        logger.exception("the typesetter did not start")
        raise NotMade("Het document maken lukte niet op deze computer.") from None
    if done.returncode != 0 or not done.stdout:
        said = done.stderr.decode(errors="replace")[-1_000:]
        logger.error("typesetting failed with status %s: %s", done.returncode, said)
        raise NotMade("Het document maken lukte niet. Wat op het bord staat, is veilig.")
    return done.stdout
