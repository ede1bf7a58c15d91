# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words in a template: in the variant of the board, and explained in place."""

from typing import Any

from django import template
from django.template import Context

from netwerkbouwer.library import queries

register = template.Library()


@register.simple_tag(takes_context=True)
def term(context: Context, name: str) -> str:
    """The word as the board's variant says it; without a board both: 'OCMW / wijkteam'.

    `name` is the id of a term or one of its words. An unknown one comes back as it is.
    """
    board = context.get("board")
    try:
        return queries.word(name, getattr(board, "variant", ""))
    except KeyError:
        return name


@register.simple_tag
def term_in(name: str, variant: str) -> str:
    """The word as one variant says it, whatever the board."""
    try:
        return queries.word(name, variant)
    except KeyError:
        return name


@register.inclusion_tag("library/_explain.html", takes_context=True)
def explain(context: Context, name: str) -> dict[str, Any]:
    """A word of the glossary that opens its explanation; a block, so not inside a paragraph."""
    board = context.get("board")
    item = queries.explanation(name)
    variant = getattr(board, "variant", "")
    return {
        "name": name,
        "item": item,
        "label": item.label_in(variant) if item and variant else item.label if item else name,
        "text": item.text_in(variant) if item and variant else item.text if item else "",
    }
