# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""`./nb method check FILE` tells an author the same as a start would."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from netwerkbouwer.methods import files

METHODS = sorted(files.PACKS.glob("*/*.yaml"))


def test_our_own_methods_are_in_order() -> None:
    output = StringIO()

    call_command("check_method", *map(str, METHODS), stdout=output)

    assert METHODS
    assert output.getvalue().count("in orde") == len(METHODS)


@pytest.mark.parametrize("text", ["", "slug: [", "slug: x\nsteps: nee\n", "- a\n- b\n", "\0"])
def test_a_mistake_is_told_with_file_and_line(text: str, tmp_path: Path) -> None:
    path = tmp_path / "eigen.yaml"
    path.write_text(text, encoding="utf-8")
    errors = StringIO()

    with pytest.raises(CommandError) as stop:
        call_command("check_method", str(path), stderr=errors)

    assert stop.value.returncode == 2
    assert "eigen.yaml, regel " in errors.getvalue()


def test_a_file_that_does_not_exist_is_told(tmp_path: Path) -> None:
    errors = StringIO()

    with pytest.raises(CommandError):
        call_command("check_method", str(tmp_path / "weg.yaml"), stderr=errors)

    assert "weg.yaml" in errors.getvalue()
