# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Netwerkbouwer: find partners, build policy together and keep the network alive."""

__version__ = "0.1.0"
