# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lets the pages of the library say where an item is used, without knowing the methods."""

from django import template

from netwerkbouwer.library.schema import Item, Pack
from netwerkbouwer.methods import queries
from netwerkbouwer.methods.template import Method

register = template.Library()


@register.simple_tag
def methods_using(pack: Pack, item: Item) -> list[Method]:
    """The published methods in which a library item is a card, a choice or an explained word."""
    return queries.using(pack.pack, item)
