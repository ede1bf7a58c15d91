# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
from netwerkbouwer.config.cli import main

if __name__ == "__main__":
    main()
