# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""All addresses, Dutch and stable; each app keeps its own list."""

from django.urls import include, path

urlpatterns = [
    path("", include("netwerkbouwer.pages.urls")),
    path("", include("netwerkbouwer.places.urls")),
    path("", include("netwerkbouwer.organisations.curation.urls")),
    path("", include("netwerkbouwer.organisations.merging.urls")),
    path("", include("netwerkbouwer.importing.urls")),
    path("", include("netwerkbouwer.matching.market.urls")),
    path("", include("netwerkbouwer.organisations.urls")),
    path("", include("netwerkbouwer.network.urls")),
    path("", include("netwerkbouwer.matching.thesaurus.urls")),
    path("", include("netwerkbouwer.methods.urls")),
    path("", include("netwerkbouwer.library.urls")),
    path("", include("netwerkbouwer.boards.urls")),
    path("", include("netwerkbouwer.reports.urls")),
]

handler400 = "netwerkbouwer.pages.views.refusals.bad_request"
handler403 = "netwerkbouwer.pages.views.refusals.forbidden"
handler404 = "netwerkbouwer.pages.views.refusals.not_found"
handler500 = "netwerkbouwer.pages.views.refusals.server_error"
