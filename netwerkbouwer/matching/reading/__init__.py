# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dutch texts read for what they need and offer: words, concepts, kinds of organisations."""
