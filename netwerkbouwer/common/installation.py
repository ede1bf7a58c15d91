# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What makes this installation itself: its folder, its secret key, its short id.

The key is made at the first start and kept in a file only the owner can read.
The id is part of cookie names, so that installations on one host do not mix.
"""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from netwerkbouwer.common.env import env_text

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Installation:
    secret_key: str
    id: str


def data_dir() -> Path:
    """Where database, index and files live: NB_DATA_DIR, else a folder of the checkout or user."""
    if chosen := env_text("NB_DATA_DIR"):
        return Path(chosen).expanduser().resolve()
    if (CHECKOUT / "pyproject.toml").exists():
        return CHECKOUT / "var"
    home = env_text("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "netwerkbouwer"


def load_installation(folder: Path) -> Installation:
    """Read this installation's key and id, or make them once (two starts at once: one wins)."""
    path = folder / "installation.json"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        made = {"secret_key": secrets.token_urlsafe(50), "id": secrets.token_hex(3)}
        draft = folder / f"installation.{os.getpid()}.tmp"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(made, file)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    stored = json.loads(path.read_text(encoding="utf-8"))
    return Installation(secret_key=stored["secret_key"], id=stored["id"])
