# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What `./nb` does before and around the product; standard library only, but for `texts.py`."""
