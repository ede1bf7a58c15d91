# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who could help with a limitation, who could use a strength; at most six database queries.

The road of a suggestion: read the text and the index (asking) → features and score, on the arrays
(comparing) → a varied list (comparing, variety) → the rows of those few, with reasons (showing).
"""

from netwerkbouwer.matching import asking, explaining, showing
from netwerkbouwer.matching.ranking import comparing
from netwerkbouwer.matching.suggestions import MOST, Suggestion, SuggestRequest, WhyNot
from netwerkbouwer.organisations import index_files

IndexUnavailable = index_files.IndexUnavailable


def suggest(request: SuggestRequest) -> list[Suggestion]:
    """Give the best organisations with reasons; a text that says nothing gives what is near.

    Near ones first, then those that lie far (`is_far`). Raises places.UnknownMunicipality, and
    IndexUnavailable with a sentence when there is no search index.
    """
    question = asking.question(request)
    compared = question.compared()
    chosen = comparing.choose(question.ground, compared, limit_of(request))
    return showing.suggestions(question, compared.only(chosen))


def why_not(request: SuggestRequest, public_id: str) -> WhyNot:
    """Why an organisation is not in the list for this request, or not higher.

    Raises as `suggest` does; at most a dozen queries.
    """
    return explaining.why_not(asking.question(request), public_id, limit_of(request))


def limit_of(request: SuggestRequest) -> int:
    return max(1, min(request.limit, MOST))
