# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tags for the extra fields that a method gives its cards."""

from django import template
from django.http import QueryDict
from django.template import Context

from netwerkbouwer.boards.queries import CardView
from netwerkbouwer.boards.zones import fields

register = template.Library()


@register.simple_tag(takes_context=True)
def field_text(context: Context, page: fields.FieldPage, card: CardView | None) -> str:
    """What stands in the text field of a card: what was typed in a refused form, else stored."""
    typed: QueryDict | None = context.get("typed")
    if typed is not None:
        return typed.get(page.name, "")
    return page.typed_words(card.fields.get(page.spec.key)) if card else ""


@register.simple_tag(takes_context=True)
def field_choices(context: Context, page: fields.FieldPage, card: CardView | None) -> list[str]:
    """Keys of the choices that are on, in the same way."""
    typed: QueryDict | None = context.get("typed")
    if typed is not None:
        return [str(value) for value in typed.getlist(page.name)]
    stored = card.fields.get(page.spec.key, "") if card else ""
    return stored if isinstance(stored, list) else [stored]


@register.simple_tag
def field_words(page: fields.FieldPage, card: CardView) -> str:
    """The value of a field of a card in words; empty when it has none."""
    return page.words(card.fields.get(page.spec.key))


@register.filter
def date_in_words(day: str) -> str:
    return fields.in_words(day)
