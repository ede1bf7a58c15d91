# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads settings from the environment; a wrong value stops the start with a hint."""

import os
from pathlib import Path


class WrongSetting(Exception):
    """A variable in the environment has a value we cannot use."""


def env_text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def env_bool(name: str, *, default: bool) -> bool:
    value = env_text(name).lower()
    if value in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
        return default if value == "" else value in {"1", "true", "yes", "on"}
    raise WrongSetting(f"{name} is '{value}'. Kies 'yes' of 'no'.")


def env_list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in env_text(name, default).split(",") if part.strip()]


def env_secret(name: str) -> str:
    """The value of NAME, or the content of the file that NAME_FILE points at."""
    if path := env_text(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError:
            raise WrongSetting(f"{name}_FILE: {path} kan niet gelezen worden.") from None
    return env_text(name)
