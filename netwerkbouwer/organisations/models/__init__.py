# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of the directory: facts of today, who told them, and who looks after them."""

from netwerkbouwer.organisations.models.curation import (
    Claim,
    Contact,
    Curator,
    Notice,
    SentMail,
    Suppression,
)
from netwerkbouwer.organisations.models.directory import (
    ID_ALPHABET,
    ID_LENGTH,
    Half,
    Identifier,
    LoadedFile,
    Offering,
    Organisation,
    OrganisationSector,
    OtherName,
    Precision,
    new_public_id,
)
from netwerkbouwer.organisations.models.provenance import (
    Change,
    Delivery,
    FieldEdit,
    Pair,
    RecordVersion,
    Source,
    SourceRecord,
)

__all__ = [
    "ID_ALPHABET",
    "ID_LENGTH",
    "Change",
    "Claim",
    "Contact",
    "Curator",
    "Delivery",
    "FieldEdit",
    "Half",
    "Identifier",
    "LoadedFile",
    "Notice",
    "Offering",
    "Organisation",
    "OrganisationSector",
    "OtherName",
    "Pair",
    "Precision",
    "RecordVersion",
    "SentMail",
    "Source",
    "SourceRecord",
    "Suppression",
    "new_public_id",
]
