# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How sensitive a field is. Every field of every model carries one of these labels.

A model lists them in `labels`; a test fails on a field without one. Export, erasure, the API
and the projector view decide by label what they may show.
"""

from enum import StrEnum


class Label(StrEnum):
    PUBLIC = "public"
    """Anyone may see it."""
    MEMBERS = "members"
    """Those who work on the board, or members of the workspace."""
    PERSONAL = "personal"
    """About a person: private by default, exportable and erasable."""
    SECRET = "secret"
    """Nobody sees it, not even in an export: keys, tokens and their hashes."""


Labels = dict[str, Label]


def label_all(label: Label, names: str) -> Labels:
    """The same label for several fields, given as one string of names."""
    return dict.fromkeys(names.split(), label)


def public(names: str) -> Labels:
    return label_all(Label.PUBLIC, names)


def members(names: str) -> Labels:
    return label_all(Label.MEMBERS, names)


def personal(names: str) -> Labels:
    return label_all(Label.PERSONAL, names)


def secret(names: str) -> Labels:
    return label_all(Label.SECRET, names)
