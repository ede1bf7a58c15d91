# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What makes this installation itself: its folder, its secret key, its short id.

The key is made at the first start and kept in a file only the owner can read.
The id is part of cookie names, so that installations on one host do not mix.
"""

import contextlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from netwerkbouwer.common.env import WrongSetting, env_text

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
    """Read this installation's key and id, or make them once. Raises WrongSetting."""
    path = folder / "installation.json"
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(path)
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return Installation(secret_key=str(stored["secret_key"]), id=str(stored["id"]))
    except (ValueError, KeyError, TypeError):
        raise WrongSetting(
            f"{path} is beschadigd. Zet er een kopie van terug: zonder de sleutel die erin stond, "
            "werkt geen enkele link naar een bord meer."
        ) from None


def _make(path: Path) -> None:
    """Write a new key and id whole and at once; of two starts at the same time one wins.

    The draft has a name of its own: containers that share a folder share process numbers too.
    """
    made = {"secret_key": secrets.token_urlsafe(50), "id": secrets.token_hex(3)}
    draft = path.with_name(f"{path.stem}.{secrets.token_hex(8)}.tmp")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(made, file)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
