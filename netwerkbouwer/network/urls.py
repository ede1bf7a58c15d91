# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from netwerkbouwer.network import views

app_name = "network"
urlpatterns = [
    path("organisaties/<str:address>/netwerk", views.show_network, name="show_network"),
    path("organisaties/<str:address>/netwerk/nieuw", views.add_link, name="add_link"),
    path("organisaties/<str:address>/netwerk/<int:pk>", views.change_link, name="change_link"),
]
