# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from netwerkbouwer.organisations.curation.views import claims, door, editing, notices

app_name = "curation"
urlpatterns = [
    path("beheer", door.show_home, name="home"),
    path("beheer/met/<str:token>", door.enter, name="enter"),
    path("beheer/uit", door.leave, name="leave"),
    path("beheer/meldingen", notices.list_notices, name="notices"),
    path("beheer/meldingen/besluit", notices.decide, name="decide_notice"),
    path("beheer/aanvragen", claims.list_claims, name="claims"),
    path("beheer/aanvragen/besluit", claims.decide, name="decide_claim"),
    path("beheer/toon/<str:address>", notices.show_again, name="show_again"),
    path("beheer/verberg/<str:address>", notices.hide, name="hide"),
    path("organisaties/<str:address>/bewerken", editing.edit, name="edit"),
    path("organisaties/<str:address>/geschiedenis", editing.show_history, name="history"),
    path("organisaties/<str:address>/geschiedenis/<int:change>", editing.put_back, name="put_back"),
    path("organisaties/<str:address>/klopt-nog", editing.confirm, name="confirm"),
    path("organisaties/<str:address>/aanvragen", claims.ask, name="claim"),
    path("organisaties/<str:address>/melden", notices.report, name="report"),
    path("aanvraag/<str:token>", claims.use_link, name="claim_link"),
    path("klopt-nog/<str:signed>", editing.confirm_by_link, name="confirm_by_link"),
    path("terug-in-de-gids/<str:signed>", notices.call_off, name="call_off"),
    path("in-de-gids", notices.explain_listing, name="listing"),
]
