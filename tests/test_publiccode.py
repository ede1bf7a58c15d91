# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""publiccode.yml keeps the mandatory part of the publiccode.yml standard, version 0.7."""

import tomllib
from pathlib import Path
from typing import Literal

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, ValidationError

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "publiccode.yml").read_text(encoding="utf-8")


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Description(Part):
    shortDescription: str = Field(min_length=1, max_length=150)
    longDescription: str = Field(min_length=150, max_length=10_000)
    features: list[str] = Field(min_length=1)


class Legal(Part):
    license: Literal["EUPL-1.2"]


class Contact(Part):
    name: str = Field(min_length=1)
    email: str | None = None


class Maintenance(Part):
    type: Literal["community", "internal"]
    contacts: list[Contact] = Field(min_length=1)


class Localisation(Part):
    localisationReady: bool
    availableLanguages: list[str] = Field(min_length=1)


class Audience(Part):
    countries: list[Literal["BE", "NL"]]
    scope: list[str]


class Dependency(Part):
    name: str
    versionMin: str | None = None
    optional: bool = False


class PublicCode(Part):
    publiccodeYmlVersion: Literal["0.7", "0.7.0", "0"]
    name: str
    url: HttpUrl
    softwareVersion: str
    platforms: list[str] = Field(min_length=1)
    categories: list[str]
    developmentStatus: Literal["concept", "development", "beta", "stable", "obsolete"]
    softwareType: Literal["standalone/web"]
    intendedAudience: Audience
    description: dict[str, Description] = Field(min_length=1)
    legal: Legal
    maintenance: Maintenance
    localisation: Localisation
    dependsOn: dict[Literal["open", "proprietary", "hardware"], list[Dependency]]


def test_publiccode_is_complete_and_tells_our_own_version() -> None:
    told = PublicCode.model_validate(yaml.safe_load(TEXT))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert told.softwareVersion == project["version"]
    assert set(told.description) == set(told.localisation.availableLanguages) == {"nl", "en"}


@pytest.mark.parametrize("part", ["url", "legal", "description", "maintenance"])
def test_a_missing_part_is_found(part: str) -> None:
    told = yaml.safe_load(TEXT)
    del told[part]

    with pytest.raises(ValidationError, match=part):
        PublicCode.model_validate(told)
