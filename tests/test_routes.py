# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every address keeps the same promises: headers, no inline code, cookies, nothing from elsewhere.

A new route needs a line in `tests/routes.py`; the first test says which one is missing.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from netwerkbouwer.methods import queries as methods
from tests.routes import SAMPLES, Sample, World, make_world

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STRICT = ("default-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'")
# Which attributes make a browser fetch something at once.
FETCHED = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "object": ("data",),
    "embed": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "link": ("href",),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "input": ("src",),
    "form": ("action",),
}


def routes(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[str]:
    """The full name of every route of the product."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from routes(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name or pattern.pattern}"


class Inspector(HTMLParser):
    """Collects what our pages may not hold."""

    def __init__(self) -> None:
        super().__init__()
        self.mistakes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "style":
            self.mistakes.append("<style> element")
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.mistakes.append("script in the page")
        for name, value in given.items():
            if name == "style":
                self.mistakes.append(f'<{tag} style="{value}">')
            if re.fullmatch(r"on[a-z]+", name):
                self.mistakes.append(f"<{tag} {name}>")
            if value.strip().lower().startswith("javascript:"):
                self.mistakes.append(f'<{tag} {name}="{value}">')
            if name in FETCHED.get(tag, ()) and is_elsewhere(tag, given, value):
                self.mistakes.append(f"{tag} from {value}")


def is_elsewhere(tag: str, given: dict[str, str], value: str) -> bool:
    if tag == "link" and given.get("rel") in {"canonical", "alternate", "license"}:
        return False
    return any(urlsplit(part.strip()).netloc for part in value.split(","))


def mistakes_in(html: str) -> list[str]:
    inspector = Inspector()
    inspector.feed(html)
    return inspector.mistakes


def header_mistakes(response: HttpResponse) -> list[str]:
    found = [
        f"{name}: {response.headers.get(name)}"
        for name, value in HEADERS.items()
        if response.headers.get(name) != value
    ]
    policy = response.headers.get("Content-Security-Policy", "")
    # A file that may do nothing at all, not even be a page, needs no more than these two words.
    wanted = STRICT[:1] if "sandbox" in policy.split("; ") else STRICT
    found += [f"policy lacks {part}" for part in wanted if part not in policy]
    if re.search(r"unsafe|data:|https?:|\*", policy):
        found.append(f"policy is too wide: {policy}")
    if "=()" not in response.headers.get("Permissions-Policy", ""):
        found.append("no Permissions-Policy")
    if "Cache-Control" not in response.headers:
        found.append("no Cache-Control")
    return found


def cookie_mistakes(response: HttpResponse) -> list[str]:
    return [
        f"cookie {name}: {cookie.OutputString()}"
        for name, cookie in response.cookies.items()
        if not cookie["httponly"] or cookie["samesite"] not in {"Lax", "Strict"}
    ]


def content_of(response: Any) -> str:
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return ""
    text: str = response.content.decode("utf-8")
    return text


@pytest.fixture
def world(client: Client, settings: Any) -> World:
    """What the samples speak of, and a visitor who has the link to the board."""
    settings.CONTACT = "beheer@netwerk.example"
    made = make_world()
    client.get(made.link)
    return made


VISITS = [
    pytest.param(name, sample, id=f"{name}{sample.query}")
    for name, samples in SAMPLES.items()
    for sample in samples
]


def test_every_route_has_a_sample() -> None:
    assert set(routes()) - set(SAMPLES) == set()
    assert set(SAMPLES) - set(routes()) == set()


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "sample"), VISITS)
def test_the_page_keeps_our_promises(
    client: Client, world: World, name: str, sample: Sample
) -> None:
    response = client.get(sample.address(name, world))

    assert response.status_code == sample.status
    assert header_mistakes(response) + cookie_mistakes(response) == []
    assert mistakes_in(content_of(response)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("method", [method.slug for method in methods.published()])
def test_every_step_of_every_method_keeps_our_promises(client: Client, method: str) -> None:
    world = make_world(method)
    client.get(world.link)

    for step in methods.newest(method).steps:
        address = reverse("boards:show_step", args=[world.board.pk, step.slug])
        response = client.get(address)

        assert (step.slug, response.status_code) == (step.slug, 200)
        assert header_mistakes(response) + cookie_mistakes(response) == []
        assert mistakes_in(content_of(response)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "sample"), VISITS)
def test_an_address_with_a_slash_behind_it_does_not_exist(
    client: Client, world: World, name: str, sample: Sample
) -> None:
    path = sample.address(name, world).split("?")[0]
    assert path == "/" or not path.endswith("/")

    response = client.get("/" if path == "/" else f"{path}/")

    assert response.status_code == (200 if path == "/" else 404)


@pytest.mark.django_db
def test_a_page_that_does_not_exist_keeps_our_promises_too(client: Client) -> None:
    response = client.get("/bestaat-niet")

    assert response.status_code == 404
    assert header_mistakes(response) + cookie_mistakes(response) == []
    assert mistakes_in(content_of(response)) == []
    assert "Netwerkbouwer" in content_of(response)


@pytest.mark.django_db
def test_a_forged_form_is_refused_with_our_headers() -> None:
    response = Client(enforce_csrf_checks=True).post(reverse("pages:choose_language"), {})

    assert response.status_code == 403
    assert header_mistakes(response) == []


@pytest.mark.django_db
def test_another_host_name_is_refused_with_our_headers(client: Client) -> None:
    response = client.get("/", headers={"host": "elders.example"})

    assert response.status_code == 400
    assert header_mistakes(response) == []


VISIT_BEHIND_HTTPS = """
import json, re, django
django.setup()
from django.conf import settings
settings.ALLOWED_HOSTS.append("testserver")
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
def page(request):
    get_token(request)
    return HttpResponse("x")
first = Client().post("/taal", {"taal": "en"}, secure=True)
second = CsrfViewMiddleware(page)(RequestFactory().get("/", secure=True))
cookies = {**first.cookies, **second.cookies}
told = {name: [bool(c["secure"]), c["path"], c["domain"]] for name, c in cookies.items()}
names = [name for name in dir(settings) if re.search("_COOKIE(_NAME|_PREFIX)?$", name)]
ours = [str(getattr(settings, name)) for name in names]
told["names"] = [name for name in ours if settings.INSTALLATION.id in name]
told["hsts"] = first.headers.get("Strict-Transport-Security", "")
print(json.dumps(told))
"""


def test_behind_https_cookies_are_secure_and_bound_to_this_host(tmp_path) -> None:
    env = {
        **os.environ,
        "NB_HTTPS": "yes",
        "NB_DATA_DIR": str(tmp_path),
        "NB_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "netwerkbouwer.config.settings",
    }

    done = subprocess.run(
        [sys.executable, "-c", VISIT_BEHIND_HTTPS],
        env=env,
        cwd=settings.PACKAGE.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)

    assert [name for name in told.pop("names") if not re.match("__(Host|Secure)-", name)] == []
    assert re.search(r"max-age=31536000; includeSubDomains", told.pop("hsts"))
    assert len(told) == 2
    for name, found in told.items():
        assert name.startswith("__Host-")
        assert found == [True, "/", ""]


@pytest.mark.parametrize(
    ("html", "mistake"),
    [
        ('<p style="color:red">', '<p style="color:red">'),
        ("<style>p{}</style>", "<style> element"),
        ("<script>alert(1)</script>", "script in the page"),
        ('<button onclick="x()">', "<button onclick>"),
        ('<img src="https://elders.example/a.png">', "img from https://elders.example/a.png"),
        ('<script src="//elders.example/a.js">', "script from //elders.example/a.js"),
        ('<a href="javascript:x()">', '<a href="javascript:x()">'),
    ],
)
def test_what_a_page_may_not_hold_is_found(html: str, mistake: str) -> None:
    assert mistakes_in(html) == [mistake]


def test_a_missing_header_and_a_wide_policy_are_found() -> None:
    response = HttpResponse("x", headers={"Content-Security-Policy": "style-src 'unsafe-inline'"})

    found = header_mistakes(response)

    assert "X-Frame-Options: None" in found
    assert any(mistake.startswith("policy is too wide") for mistake in found)


def test_a_cookie_that_scripts_can_read_is_found() -> None:
    response = HttpResponse("x")
    response.set_cookie("open", "1", samesite="Lax")

    assert len(cookie_mistakes(response)) == 1
