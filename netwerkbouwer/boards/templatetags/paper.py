# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Photos of sheets on the pages of a board."""

from django import template
from django.template import Context

from netwerkbouwer.boards import models
from netwerkbouwer.boards.access import Visit
from netwerkbouwer.boards.paper import queries
from netwerkbouwer.methods.template import Zone

register = template.Library()


@register.simple_tag(takes_context=True)
def zone_photos(context: Context, zone: Zone) -> list[models.Photo]:
    """The photos at a zone that this visitor may see; asked once for the whole page."""
    known = context.render_context.get("zone_photos")
    if known is None:
        visit: Visit = context["visit"]
        known = queries.photos_of(visit.may_edit, visit.board)
        context.render_context["zone_photos"] = known
    return [photo for photo in known if photo.zone == zone.key]
