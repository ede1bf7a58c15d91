# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The product's own server without preparing a directory first, for fault runs.

    python -m benchmarks.live.serve PORT [--prepare] [--unlimited]

`--prepare` makes the tables and stops. `--unlimited` raises what one participant may send and get
wrong, so that a saturation ladder measures the server and not its gate, and each of a million bad
frames is read; every figure made so says it.
"""

import sys

from netwerkbouwer.config import cli

PLENTY = 1e9


def main() -> None:
    cli.set_up()
    if "--prepare" in sys.argv:
        from django.core import management

        management.call_command("migrate", verbosity=0)
        management.call_command("load_places", verbosity=0)
        return
    if "--unlimited" in sys.argv:
        raise_limits()
    from netwerkbouwer.config import server

    server.serve(server.listen("127.0.0.1", int(sys.argv[1])))


def raise_limits() -> None:
    from netwerkbouwer.boards.live.gate import Gate, Manners

    Gate.RATE = Gate.BURST = PLENTY
    Manners.FRAMES = Manners.FRAMES_AT_ONCE = PLENTY
    Manners.MISTAKES = int(PLENTY)


if __name__ == "__main__":
    main()
