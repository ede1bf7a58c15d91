# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What goes to the log: no stranger may fill the disk with it."""

import logging

LONGEST = 300  # characters of what a stranger made us say
REFUSALS = "django.security"


class Lines(logging.Formatter):
    """Records as lines; a refused request is one short line, without the stack.

    The reason stays in it, such as the host name that was asked for.
    """

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        if not record.name.startswith(REFUSALS):
            return super().format(record)
        record.message = record.getMessage()
        record.asctime = self.formatTime(record)
        line = self.formatMessage(record)
        return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
