# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from netwerkbouwer.importing.views import columns, run, runs, sectors

app_name = "importing"
urlpatterns = [
    path("beheer/inladen", runs.list_runs, name="list_runs"),
    path("beheer/inladen/<slug:public_id>/kolommen", columns.choose_columns, name="choose_columns"),
    path("beheer/inladen/<slug:public_id>/doe", run.change_run, name="change_run"),
    path("beheer/inladen/<slug:public_id>/stand", run.show_progress, name="show_progress"),
    path("beheer/inladen/<slug:public_id>/fouten.csv", run.export_refusals, name="export_refusals"),
    path("beheer/inladen/<slug:public_id>/sectoren", sectors.check_sectors, name="check_sectors"),
    path("beheer/inladen/<slug:public_id>", run.show_run, name="show_run"),
]
