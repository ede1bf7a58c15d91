# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What organisations ask and offer, as pages: everything, and what meets one organisation."""
