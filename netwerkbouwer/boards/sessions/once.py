# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Does what a form asks once, however often it is sent. Pure; in the memory of one process."""

import threading
from collections import OrderedDict
from collections.abc import Callable

REMEMBERED = 2_000


class Once:
    """The answers to the forms of the last while, by the key that was made with the form."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._answers: OrderedDict[str, int] = OrderedDict()
        self._remembered = remembered
        self._lock = threading.Lock()

    def do(self, key: str, work: Callable[[], int]) -> int:
        """Do the work, or give what it gave before for this key; an empty key is always new.

        What the work raises is not remembered: the form may be mended and sent again.
        """
        with self._lock:
            if key and key in self._answers:
                return self._answers[key]
            answer = work()
            if key:
                self._answers[key] = answer
                while len(self._answers) > self._remembered:
                    self._answers.popitem(last=False)
            return answer
