# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Headers and language for every answer."""

from collections.abc import Callable, Iterable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_cache_control

Handler = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)

SEALED = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; sandbox"
}
"""For a picture that someone may open by itself: it may do nothing at all."""


def security_headers(get_response: Handler) -> Handler:
    """Add what Django's own middleware leaves out; pages are never kept by shared caches."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if "Cache-Control" not in response.headers:
            patch_cache_control(response, no_store=True)
        return response

    return handle


def whole_files(get_response: Handler) -> Handler:
    """Send static files in one piece: they are small, and an ASGI server cannot await chunks."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not (response.streaming and request.path.startswith(settings.STATIC_URL)):
            return response
        content = b"".join(cast(Iterable[bytes], response))
        whole = HttpResponse(content, status=response.status_code, headers=response.headers)
        # The file closes with the answer; closing it here would end the request too early.
        whole._resource_closers.extend(response._resource_closers)  # type: ignore[attr-defined]
        return whole

    return handle


def interface_language(get_response: Handler) -> Handler:
    """Dutch, unless someone chose another language here; browsers are not asked."""

    def handle(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return handle
