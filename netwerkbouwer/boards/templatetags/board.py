# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tags for the forms on a board."""

from typing import Any

from django import template
from django.http import QueryDict
from django.middleware.csrf import get_token
from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from netwerkbouwer.boards import partners, words
from netwerkbouwer.boards.look import Look
from netwerkbouwer.boards.models import new_id
from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.boards.zones import fields, title
from netwerkbouwer.organisations import sectors as sector_names

register = template.Library()
# What makes a form the same form after a refusal: then it gets back what was typed in it.
IDENTITY = (
    *("do", "zone", "card", "card_type", "parent", "form"),
    *("f_row", "f_column", "f_theme", "f_item"),
)


@register.simple_tag(takes_context=True)
def form_head(context: Context, do: str, **hidden: Any) -> SafeString:
    """The hidden fields of a board form; after it, `typed` holds what was refused in this form.

    `form` tells apart forms that do the same to the same card.
    """
    fields = {
        # One token for the whole page: a token per form would make long lists heavy.
        "csrfmiddlewaretoken": context.get("csrf_token") or get_token(context["request"]),
        "do": do,
        "step": context["step"].slug,
        "op_id": new_id(),
        "query": context["look"].query if "look" in context else "",
        **{key: value for key, value in hidden.items() if value is not None},
    }
    if do in ("add", "take_set"):
        fields.setdefault("new_card", new_id())
    refused = (context.get("refusal") or {}).get("data")
    same = refused is not None and all(
        refused.get(key, "") == str(fields.get(key, ""))
        for key in IDENTITY
        if key in fields or (key == "form" and key in refused)
    )
    if same and refused is not None and do == "add":
        # The same form sent again is the same change, so that it counts once.
        fields |= {key: refused.get(key, fields[key]) for key in ("op_id", "new_card")}
    context["typed"] = refused if same else None
    context["typed_error"] = context["refusal"] if same else None
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', fields.items())


@register.simple_tag(takes_context=True)
def keep(context: Context, name: str, stored: Any = "") -> Any:
    """What was typed in a field of a refused form, else what is stored."""
    typed: QueryDict | None = context.get("typed")
    return stored if typed is None else typed.get(name, "")


@register.simple_tag(takes_context=True)
def keep_list(context: Context, name: str, stored: Any = ()) -> list[Any]:
    """The same for a field with several values."""
    typed: QueryDict | None = context.get("typed")
    return list(stored or ()) if typed is None else typed.getlist(name)


@register.simple_tag(takes_context=True)
def look_link(context: Context, **changes: object) -> str:
    """The address of this step with other things opened or filtered; an empty value drops out."""
    look: Look = context["look"]
    return "?" + look.but(**changes).query


@register.simple_tag(takes_context=True)
def look_inputs(context: Context, names: str) -> SafeString:
    """Keep what is open when a filter form is sent: hidden inputs for these names."""
    look: Look = context["look"]
    pairs = [(name, look.get(name)) for name in names.split() if look.get(name)]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


@register.simple_tag
def card_title(view: BoardView, card: CardView) -> str:
    """What a card is called: its text, or the library item it stands for."""
    return title(view, card)


@register.filter
def word(value: str, group: str) -> Any:
    """The word for a fixed value, such as a status."""
    return words.GROUPS[group].get(value, value)


@register.simple_tag
def choices(group: str) -> list[tuple[str, Any]]:
    """The fixed values of a group with their words."""
    return list(words.GROUPS[group].items())


@register.simple_tag
def all_sectors() -> tuple[sector_names.Sector, ...]:
    return sector_names.SECTORS


@register.filter
def in_words(step: int) -> str:
    """How the slider between near and surprising stands, for who cannot see it."""
    return str(words.SURPRISE.get(step, ""))


@register.simple_tag
def surprises() -> list[tuple[int, Any]]:
    """The steps of that slider, each in words."""
    return list(words.SURPRISE.items())


@register.filter
def sector_label(slug: str) -> str:
    return sector_names.label(slug)


@register.filter
def as_partner(card: CardView) -> partners.Partner:
    """A candidate with its place, sectors and half filled in."""
    return partners.partner(card)


@register.filter
def is_aside(card: CardView) -> bool:
    """Whether the board only remembers a candidate: 'not for us', or for later."""
    return partners.is_aside(card)


@register.filter
def place_label(card: CardView | None) -> str:
    """The municipality of a card by the name that no other has, or the place as it was typed."""
    if card is None:
        return ""
    here = partners.municipality(str(card.fields.get("municipality", "")))
    return here.label if here else str(card.fields.get("place_text", ""))


@register.filter
def is_link(address: str) -> bool:
    """Whether a stored website may become a link."""
    return str(address).casefold().startswith(("http://", "https://"))


@register.filter
def field_of(card: CardView | None, key: str) -> Any:
    """The value of a field of a card; empty when it has none."""
    if card is None:
        return ""
    if key == "contact_person":
        return card.row.contact_person
    return card.fields.get(key, "")


@register.filter
def both_texts(card: CardView) -> str:
    """Both texts of a conflict below each other."""
    return f"{card.text}\n\n{card.row.other_text}"


@register.filter
def sectors_or(card: CardView | None, sector: str) -> list[str]:
    """The sectors of a candidate; a new one starts with the sector of its partner card."""
    if card is not None:
        return list(partners.partner(card).sectors)
    return [sector] if sector else []


@register.filter
def day(value: str) -> str:
    """A stored date as readers write it."""
    return fields.in_words(value)
