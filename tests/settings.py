# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Settings for tests: a folder of their own, a database on SQLite or on PostgreSQL."""

import os
import tempfile

TEST_DATA_DIR = os.environ.setdefault("NB_DATA_DIR", tempfile.mkdtemp(prefix="netwerkbouwer-test-"))

from netwerkbouwer.config.settings import *  # noqa: E402, F403
from netwerkbouwer.config.settings import DATA_DIR, DATABASES  # noqa: E402

worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
# A real file, not memory: the same locks, pragmas and threads as in use.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / f"test-{worker}.sqlite3")}
SEARCH_INDEX_DIR = DATA_DIR / f"search-{worker}"
THESAURUS_FILE = DATA_DIR / f"thesaurus-{worker}.json"
PHOTO_DIR = DATA_DIR / f"photos-{worker}"
IMPORT_DIR = DATA_DIR / f"imports-{worker}"
EXPORT_DIR = DATA_DIR / f"exports-{worker}"
# Jobs are done at once, in the test itself.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
WRITE_IN_CALLER = True
