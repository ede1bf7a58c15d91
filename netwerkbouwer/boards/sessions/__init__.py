# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Live sessions: starting, joining, leading and closing a meeting around a board."""
