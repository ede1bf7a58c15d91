# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Paper first: sheets to print, what was written typed in afterwards, photos of sheets."""
