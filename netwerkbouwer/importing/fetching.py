# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fetches one file from a host that the operator listed, and from nowhere else. Pure.

An address that someone types must not make the server speak to its own network. So: https only,
a name of the list only, that name looked up once, every answer a public address, a connection to
that address and no other, and the same again for each redirect. Proxies in the environment are
not used: behind a proxy the name would be looked up by someone else.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

MOST = 10 * 1024 * 1024  # bytes
PATIENCE = 20.0  # seconds, for everything together
MOST_REDIRECTS = 3
LONGEST = 2_000
PORT = 443
CHUNK = 1 << 16
MOVED = {301, 302, 303, 307, 308}
NAME = "Netwerkbouwer"

# Not for the public internet: IANA's registries of special addresses, and one of a cloud (168.…).
_INSIDE_4 = tuple(
    ipaddress.IPv4Network(each)
    for each in """
        0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12
        192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16
        192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
    """.split()
)
_OUTSIDE_6 = ipaddress.IPv6Network("2000::/3")
_INSIDE_6 = tuple(  # within 2000::/3: protocols, Teredo, 6to4, documentation
    ipaddress.IPv6Network(each)
    for each in "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20".split()
)
_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})"
)
_URL = re.compile(r"[!-\[\]-~]+")  # what may stand in an address, without backslash

_ENDING = re.compile(r"\.(csv|tsv|txt|json|jsonld|geojson|ttl|xml|zip|gz|pbf|xlsx?|ods)$", re.I)
_ENDINGS = {
    "text/csv": ".csv",
    "application/json": ".json",
    "application/geo+json": ".geojson",
    "application/ld+json": ".jsonld",
    "text/turtle": ".ttl",
    "application/zip": ".zip",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
}

Found = tuple[str, ...]  # numeric addresses


class NotFetched(Exception):
    """The file was not fetched; the text is a Dutch sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: `url` after redirects, `size` in bytes, what the server calls it."""

    url: str
    size: int
    content_type: str


@dataclass(frozen=True, slots=True)
class Net:
    """The ways to the outside; tests give their own."""

    resolve: "Callable[[str], Found]"
    connect: "Callable[[str, str, float], socket.socket]"  # address, name of the host, seconds


def fetch(
    url: str,
    target: Path,
    *,
    hosts: Collection[str],
    headers: Mapping[str, str] | None = None,
    most: int = MOST,
    patience: float = PATIENCE,
    net: Net | None = None,
) -> Fetched:
    """Fetch `url` into the new file `target`; `most` in bytes, `patience` in seconds.

    `hosts` are the names we may speak to; `headers` (a key) go to the first of them only.
    Raises NotFetched; then there is no file.
    """
    until, given, first = time.monotonic() + patience, dict(headers or {}), checked(url, hosts)
    net = net or Net(lookup, connect)
    at = first
    for _ in range(MOST_REDIRECTS + 1):
        own = given if urlsplit(at).hostname == urlsplit(first).hostname else {}
        with _Answer(at, own, until, net) as answer:
            if answer.status not in MOVED:
                return Fetched(at, answer.save(target, most), answer.header("content-type"))
            at = checked(urljoin(at, answer.header("location")), hosts)
    raise NotFetched("Dit adres verwijst te vaak door. Gebruik het adres van het bestand zelf.")


def name_of(fetched: Fetched) -> str:
    """What to call the file: the last part of its path, else the host, with a fitting ending."""
    parts = urlsplit(fetched.url)
    name = unquote(parts.path.rpartition("/")[2]) or (parts.hostname or "")
    kind = fetched.content_type.partition(";")[0].strip().lower()
    return name if _ENDING.search(name) else f"{name}{_ENDINGS.get(kind, '')}"


def checked(url: str, hosts: Collection[str]) -> str:
    """The address in one plain form, without what stands behind `#`. Raises NotFetched."""
    wrong = NotFetched(
        "Dit adres halen we niet op. Geef een volledig adres dat begint met https://."
    )
    if len(url) > LONGEST or not _URL.fullmatch(url):
        raise wrong
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise wrong from None
    if parts.scheme != "https" or port not in (None, PORT) or "@" in parts.netloc:
        raise wrong
    if not _HOST.fullmatch(host) or parts.netloc.lower() not in (host, f"{host}:{PORT}"):
        raise wrong
    if host not in {each.lower() for each in hosts}:
        raise NotFetched(
            f"Van {host[:80]} halen we niets op. De beheerder kan die naam toevoegen aan "
            "NB_IMPORT_HOSTS, of haal het bestand zelf en laad het in."
        )
    query = f"?{parts.query}" if parts.query else ""
    return f"https://{host}{parts.path or '/'}{query}"


def is_public(address: str) -> bool:
    """Is this numeric address one of the public internet, whatever way it is written?"""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return not any(found in each for each in _INSIDE_4)
    return (
        found.scope_id is None
        and found in _OUTSIDE_6
        and not any(found in each for each in _INSIDE_6)
    )


def lookup(host: str) -> Found:
    """All numeric addresses of a name. Raises OSError."""
    answers = socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))


def connect(address: str, host: str, patience: float) -> socket.socket:
    """A TLS connection to this one address, with the certificate of this name. Raises OSError."""
    raw = socket.create_connection((address, PORT), timeout=patience)
    try:
        if raw.getpeername()[0] != address:
            raise OSError("another address answered")
        return _context().wrap_socket(raw, server_hostname=host)
    except BaseException:
        raw.close()
        raise


@cache
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


class _Answer:
    """One request and what came back; the clock ends it, however slowly it drips."""

    def __init__(self, url: str, headers: Mapping[str, str], until: float, net: Net) -> None:
        parts = urlsplit(url)
        self.host, self.until = parts.hostname or "", until
        self.sock = _reach(self.host, until, net)
        self.clock = threading.Timer(max(0.0, until - time.monotonic()), self._cut)
        self.clock.daemon = True
        self.clock.start()
        line = http.client.HTTPSConnection(self.host, PORT)
        line.sock = self.sock
        told = {"User-Agent": NAME, "Accept-Encoding": "identity", "Connection": "close", **headers}
        try:
            line.request("GET", url.removeprefix(f"https://{self.host}"), headers=told)
            self.response = line.getresponse()
        except (OSError, ValueError, http.client.HTTPException):
            self.close()
            raise self._trouble() from None
        self.status = self.response.status

    def _cut(self) -> None:
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)

    def _trouble(self) -> NotFetched:
        if time.monotonic() >= self.until:
            return NotFetched(f"{self.host} antwoordt te traag. Probeer het later nog eens.")
        return NotFetched(f"{self.host} geeft geen goed antwoord. Probeer het later nog eens.")

    def header(self, name: str) -> str:
        return (self.response.getheader(name) or "")[:LONGEST]

    def save(self, target: Path, most: int) -> int:
        """Write the body to a new file; gives its size. Raises NotFetched."""
        if self.status != 200:
            raise NotFetched(f"{self.host} geeft dit bestand niet (antwoord {self.status}).")
        if self.header("content-encoding").lower() not in ("", "identity", "gzip"):
            raise self._trouble()  # gzip is kept as it is: intake unpacks it, with its limits
        length = self.header("content-length")
        if length.isdigit() and int(length[:18]) > most:
            raise _too_large(most)
        with target.open("xb") as file:
            try:
                return self._copy(file.write, most)
            except BaseException:
                target.unlink()
                raise

    def _copy(self, write: Callable[[bytes], object], most: int) -> int:
        size = 0
        try:
            while piece := self.response.read1(CHUNK):
                size += len(piece)
                if size > most:
                    raise _too_large(most)
                write(piece)
        except (OSError, ValueError, http.client.HTTPException):
            raise self._trouble() from None
        if not size or time.monotonic() >= self.until or self.response.length not in (None, 0):
            raise self._trouble()  # nothing came, or not all of it
        return size

    def close(self) -> None:
        self.clock.cancel()
        self.sock.close()

    def __enter__(self) -> "_Answer":
        return self

    def __exit__(self, *_: object) -> None:
        self.response.close()
        self.close()


def _too_large(most: int) -> NotFetched:
    return NotFetched(f"Dit bestand is groter dan {most >> 20} MB. Haal het zelf en laad het in.")


def _reach(host: str, until: float, net: Net) -> socket.socket:
    """A connection to a listed host at the address that was looked up once."""
    addresses = _resolved(host, until, net)
    if not addresses or not all(is_public(address) for address in addresses):
        raise NotFetched(f"{host} wijst naar een adres dat niet openbaar is. Dat halen we niet op.")
    for address in addresses[:4]:
        left = until - time.monotonic()
        if left <= 0:
            break
        with suppress(OSError):
            return net.connect(address, host, left)
    raise NotFetched(f"{host} is niet te bereiken. Klopt het adres? Probeer het later nog eens.")


def _resolved(host: str, until: float, net: Net) -> Found:
    """The addresses of a name, or none when the answer fails or comes too late."""
    found: list[Found] = []

    def ask() -> None:
        with suppress(OSError, UnicodeError):
            found.append(net.resolve(host))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(0.0, until - time.monotonic()))
    if not found:
        raise NotFetched(f"{host} is niet te vinden. Klopt het adres? Probeer het later nog eens.")
    return found[0]
