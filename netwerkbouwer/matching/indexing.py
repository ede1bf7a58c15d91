# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What suggestions keep beside the search index: see settings.INDEX_LISTS."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from netwerkbouwer.common import dutch
from netwerkbouwer.matching.reading import kinds, told
from netwerkbouwer.matching.reading.concepts import Thesaurus
from netwerkbouwer.organisations.search_index import IndexDocument


def told_numbers(documents: Sequence[IndexDocument]) -> list[list[int]]:
    """What each organisation told about itself, as numbers: see `told.py`."""
    known = kinds.thesaurus()
    return [
        told.numbers_of(one.description, one.offers, one.questions, known)
        if one.description or one.offers or one.questions
        else []
        for one in documents
    ]


def version() -> str:
    """Other rules, another analyser or another thesaurus make other numbers."""
    return _version(kinds.thesaurus())


@lru_cache(maxsize=2)
def _version(thesaurus: Thesaurus) -> str:
    terms = repr(sorted(thesaurus.concepts.items()))
    digest = hashlib.sha256(terms.encode()).hexdigest()[:12]
    return f"told {told.RULES_VERSION} {dutch.ANALYSER_VERSION} {digest}"
