# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where method files lie, and how one is checked."""

from pathlib import Path

from netwerkbouwer.common import yaml_files
from netwerkbouwer.methods.template import Method

PACKS = Path(__file__).parent / "packs"


def read_method(path: Path, name: str = "") -> Method:
    """Read and check one file. Raises yaml_files.Mistake for the first thing that is wrong."""
    return yaml_files.read(path, Method, name)
