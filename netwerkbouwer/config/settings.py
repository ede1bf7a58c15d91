# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The settings of an installation. Every variable is described in docs/operations.md."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from netwerkbouwer.common import database, installation, logs, mail_server
from netwerkbouwer.common.env import env_bool, env_list, env_secret, env_text

PACKAGE = Path(__file__).resolve().parents[1]
DATA_DIR = installation.data_dir()
INSTALLATION = installation.load_installation(DATA_DIR)

DEBUG = False

SECRET_KEY = env_secret("NB_SECRET_KEY") or INSTALLATION.secret_key
ALLOWED_HOSTS = env_list("NB_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
# Behind https all cookies are Secure and carry the __Host- prefix.
HTTPS = env_bool("NB_HTTPS", default=False)
COOKIE_PREFIX = "__Host-nb" if HTTPS else "nb"
SITE_ADDRESS = env_text("NB_SITE_ADDRESS").rstrip("/")
CONTACT = env_text("NB_CONTACT")  # the e-mail address that visitors may write to
MAIL = mail_server.read()  # NB_MAIL_…; without a host nothing is mailed, see organisations/curation
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL.security == "tls", MAIL.security == "starttls"
EMAIL_TIMEOUT = 10  # seconds that someone waits for a mail server that does not answer
DEFAULT_FROM_EMAIL = MAIL.sender
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS] if SITE_ADDRESS else []

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "netwerkbouwer.common",
    "netwerkbouwer.places",
    "netwerkbouwer.organisations",
    "netwerkbouwer.library",
    "netwerkbouwer.methods",
    "netwerkbouwer.network",
    "netwerkbouwer.matching",
    "netwerkbouwer.importing",
    "netwerkbouwer.boards",
    "netwerkbouwer.reports",
    "netwerkbouwer.pages",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "netwerkbouwer.common.middleware.security_headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "netwerkbouwer.common.middleware.whole_files",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    # Last on purpose: it only knows the plain way, so that Django runs all above it in one thread
    # instead of hopping between threads for each.
    "netwerkbouwer.common.middleware.interface_language",
]

ROOT_URLCONF = "netwerkbouwer.config.urls"
ASGI_APPLICATION = "netwerkbouwer.config.asgi.application"
APPEND_SLASH = False  # addresses have no trailing slash; a redirect would hide a wrong link

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "netwerkbouwer.common.context.page",
            ],
            "builtins": ["netwerkbouwer.common.templatetags.nb"],
        },
    }
]

DATABASES = {"default": database.database_settings(env_secret("NB_DATABASE_URL"), DATA_DIR)}
# With several web processes: where they tell each other that a board changed.
REDIS_URL = env_secret("NB_REDIS_URL")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
# How pages look: usual or with more contrast.
THEME_COOKIE_NAME = f"{COOKIE_PREFIX}-{INSTALLATION.id}-theme"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}-{INSTALLATION.id}-language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Brussels"

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
WHITENOISE_USE_FINDERS = True  # served from the package; nothing to collect after an upgrade
WHITENOISE_MAX_AGE = 60
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+[.-][0-9A-Za-z_-]{8,}\.[a-z0-9]+$"  # names made by Vite

CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}-{INSTALLATION.id}-csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "netwerkbouwer.pages.views.refusals.refuse_forged_form"

# Who works on which boards: one signed cookie, see boards/access.py.
BOARD_COOKIE = f"{COOKIE_PREFIX}-{INSTALLATION.id}-borden"
BOARD_COOKIE_AGE = timedelta(days=400)  # the longest that browsers keep
# Who looks after the directory or a claimed organisation: see organisations/curation/access.py.
CURATION_COOKIE = f"{COOKIE_PREFIX}-{INSTALLATION.id}-beheer"

# What curators find on their first page: see organisations/curation/waiting.py.
CURATION_BOXES = [
    "netwerkbouwer.organisations.curation.queries.boxes",
    "netwerkbouwer.importing.waiting.boxes",
    "netwerkbouwer.matching.thesaurus.queries.boxes",
]

# What other parts say on the page of an organisation: see organisations/panels.py.
ORGANISATION_PANELS = [
    "netwerkbouwer.matching.market.panels.market",
    "netwerkbouwer.network.panels.partners",
]

# What forgets its copies when an organisation is erased: see organisations/curation/hiding.py.
ON_ERASURE = ["netwerkbouwer.importing.forgetting.forget"]

# Lists per organisation beside the search index, for suggestions: see organisations/tasks.py.
INDEX_LISTS = {
    "partners": "netwerkbouwer.network.queries.partner_keys",
    "told": "netwerkbouwer.matching.indexing.told_numbers",
}
INDEX_VERSIONS = ["netwerkbouwer.matching.indexing.version"]
# A folder with a model for likeness in meaning; see matching/embedding/likeness.py.
EMBEDDING_MODEL_DIR = env_text("NB_EMBEDDING_MODEL_DIR")
if EMBEDDING_MODEL_DIR:
    INDEX_LISTS["own_text"] = "netwerkbouwer.matching.embedding.likeness.marks"
    INDEX_VERSIONS.append("netwerkbouwer.matching.embedding.likeness.version")

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
if HTTPS and env_bool("NB_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# A whole workbook pasted at once fits; more is refused with a sentence, not a crash.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Long work waits in the database for the worker; see common/jobs.py.
WORKER = env_bool("NB_WORKER", default=True)  # whether the server starts a worker
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

SEARCH_INDEX_DIR = DATA_DIR / "search"
# What curators changed of the concepts, as every process reads it; see matching/reading/kinds.py.
THESAURUS_FILE = DATA_DIR / "thesaurus.json"
# Photos of paper sheets, made anew from what people send; see boards/paper/photo_files.py.
PHOTO_DIR = DATA_DIR / "photos"
# Files that are being taken in, and their plans; see importing/staging.py.
IMPORT_DIR = DATA_DIR / "imports"
IMPORT_HOSTS = env_list("NB_IMPORT_HOSTS")  # where files may be fetched; see importing/fetching.py
# The files of the whole directory that anyone may take; see organisations/open_data/files.py.
EXPORT_DIR = DATA_DIR / "exports"
SCAN_COMMAND = env_text("NB_SCAN_COMMAND")  # a malware scanner that gets the path of a file
# The directory lies below the library and may not import it; it reads this one pack as data.
ORGANISATION_KINDS_FILE = PACKAGE / "library" / "packs" / "organisation_kinds.yaml"
# Tests run inside one transaction that a writer thread cannot see.
WRITE_IN_CALLER = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": logs.Lines}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
