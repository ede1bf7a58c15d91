# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Boards over sockets: who is connected, what they send, and what each of them may see."""
