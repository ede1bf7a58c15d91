# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sets one document with typst, in a process of its own with little memory, time and rights.

Run as a script, alone: it imports nothing of the product. On standard input comes one JSON object:
the template's name, the data and the kind of file; on standard output goes the file. Texts of
users are data for the templates, never part of them. Exit status 3: the document was refused.
"""

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
MEMORY = 2 * 1024**3  # bytes of address space: typst maps a lot and touches little of it
SECONDS = 25  # of processor time
REFUSED = 3


def limit() -> None:
    """Give up rights we do not need, as far as the system knows how."""
    try:
        import resource
    except ImportError:  # Windows: only the time limit of whoever started us
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def typeset(job: dict[str, Any]) -> bytes:
    """The document as bytes. Raises typst.TypstError."""
    import typst

    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(HERE / "fonts")],
    )
    # No packages: the folder for them does not exist, and there is no way to the network.
    nowhere = str(HERE / "typst" / "packages")
    make: Callable[..., Any] = partial(
        typst.compile,
        str(HERE / "typst" / f"{job['template']}.typ"),
        root=str(HERE / "typst"),
        font_paths=fonts,
        ignore_system_fonts=True,
        format=job["format"],
        ppi=job.get("ppi"),
        sys_inputs={"data": json.dumps(job["data"])},
        package_path=nowhere,
        package_cache_path=nowhere,
    )
    made = _accessible(make) if job["format"] == "pdf" else make()
    return bytes(made[0] if isinstance(made, list) else made)


def _accessible(make: Callable[..., Any]) -> Any:
    """PDF/UA; or, for a mark on a letter that no one font has, tagged without that promise."""
    try:
        return make(pdf_standards=["ua-1"])
    except RuntimeError as error:
        if "PDF/UA" not in str(error):
            raise
        return make()


def main() -> int:
    os.environ |= {f"{kind}_proxy": "http://127.0.0.1:9" for kind in ("http", "https", "all")}
    os.environ["RAYON_NUM_THREADS"] = "1"
    job = json.load(sys.stdin.buffer)
    limit()
    try:
        document = typeset(job)
    except (RuntimeError, MemoryError) as error:
        sys.stderr.write(str(error)[:2_000])
        return REFUSED
    sys.stdout.buffer.write(document)
    return 0


if __name__ == "__main__":
    sys.exit(main())
