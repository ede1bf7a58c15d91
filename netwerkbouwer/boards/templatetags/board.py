# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tags for the forms on a board."""

from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from netwerkbouwer.boards.models import new_id
from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.boards.zones import title

register = template.Library()
# What makes a form the same form after a refusal: then it gets back what was typed in it.
IDENTITY = ("do", "zone", "card", "card_type", "parent", "row", "column", "theme", "item")


@register.simple_tag(takes_context=True)
def form_head(context: Context, do: str, **hidden: Any) -> SafeString:
    """The hidden fields of a board form; after it, `typed` holds what was refused in this form."""
    fields = {
        "csrfmiddlewaretoken": get_token(context["request"]),
        "do": do,
        "step": context["step"].slug,
        "op_id": new_id(),
        "query": context.get("show", ""),
        **{key: value for key, value in hidden.items() if value is not None},
    }
    if do == "add":
        fields.setdefault("new_card", new_id())
    refused = (context.get("refusal") or {}).get("data")
    same = refused is not None and all(
        refused.get(key, "") == str(fields.get(key, "")) for key in IDENTITY if key in fields
    )
    context["typed"] = refused if same else None
    context["typed_error"] = context["refusal"] if same else None
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', fields.items())


@register.simple_tag
def card_title(view: BoardView, card: CardView) -> str:
    """What a card is called: its text, or the library item it stands for."""
    return title(view, card)


@register.filter
def field_of(card: CardView | None, key: str) -> Any:
    """The value of a field of a card; empty when it has none."""
    if card is None:
        return ""
    if key == "contact_person":
        return card.row.contact_person
    return card.fields.get(key, "")


@register.filter
def typed_or_stored(typed: Any, stored: Any) -> Any:
    return stored if typed is None else typed
