# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The order of the packages, in the parts that import-linter cannot see."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "netwerkbouwer"


def layers() -> list[list[str]]:
    """The lines of the import-linter contract from bottom to top; '(x)' may still be missing."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    lines = next(c["layers"] for c in contracts if c["id"] == "apps")
    return [[app.strip() for app in line.split("|")] for line in reversed(lines)]


def app_levels() -> dict[str, int]:
    return {app.strip("()"): level for level, line in enumerate(layers()) for app in line}


def relations_up(found: Iterable[type[models.Model]]) -> list[str]:
    """Relations from an app to one on the same line or above it."""
    levels = app_levels()
    return [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in found
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and isinstance(field.related_model, type)
        and (here := levels.get(model._meta.app_label)) is not None
        and (there := levels.get(field.related_model._meta.app_label)) is not None
        and model._meta.app_label != field.related_model._meta.app_label
        and there >= here
    ]


def test_foreign_keys_point_down() -> None:
    assert relations_up(apps.get_models()) == []


def test_a_foreign_key_that_points_up_is_found() -> None:
    with isolate_apps("netwerkbouwer.common", "netwerkbouwer.boards"):

        class Upper(models.Model):
            class Meta:
                app_label = "boards"

        class Lower(models.Model):
            upper = models.ForeignKey(Upper, on_delete=models.CASCADE)

            class Meta:
                app_label = "common"

        assert relations_up([Lower]) == ["common.Lower.upper -> boards.Upper"]


def test_every_app_of_the_order_exists() -> None:
    required = [app for line in layers() for app in line if not app.startswith("(")]

    missing = [app for app in required if not (PACKAGE / app / "__init__.py").exists()]

    assert missing == []


def test_every_package_has_a_place_in_the_order() -> None:
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}

    assert packages - set(app_levels()) == set()


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty_names = {"utils", "helpers", "helper", "services", "managers", "misc", "base", "core"}

    found = [
        str(path.relative_to(ROOT)) for path in PACKAGE.rglob("*.py") if path.stem in empty_names
    ]

    assert found == []


def test_nothing_listens_to_signals() -> None:
    listeners = ("django.dispatch", "django.db.models.signals", "django.db.models import signals")

    found = [
        str(path.relative_to(ROOT))
        for path in PACKAGE.rglob("*.py")
        if any(listener in path.read_text(encoding="utf-8") for listener in listeners)
    ]

    assert found == []
