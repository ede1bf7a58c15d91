# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fetching from services, against a stand-in on this machine that serves our samples."""

import json
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from netwerkbouwer.importing.sources import osm, uitdatabank, verenigingsregister, wfs
from netwerkbouwer.importing.sources.reader import Request
from netwerkbouwer.organisations.files import UnreadableFile
from tests.importing.sources import expected

SAMPLES = expected.SAMPLES


class StandIn(ThreadingHTTPServer):
    """Answers each request with what `answer` makes of its query, and remembers them."""

    daemon_threads = True

    def __init__(self, answer: Any) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer = answer
        self.asked: list[tuple[dict[str, list[str]], dict[str, str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"


class Handler(BaseHTTPRequestHandler):
    server: StandIn

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        self.server.asked.append((query, {key.lower(): v for key, v in self.headers.items()}))
        body = json.dumps(self.server.answer(query)).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Stay silent."""


@contextmanager
def serving(answer: Any) -> Iterator[StandIn]:
    server = StandIn(answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def get(url: str, target: Path, *, headers: Mapping[str, str]) -> None:
    """As `fetching.fetch` does it, without its checks: a new file or none."""
    asked = urllib.request.Request(url, headers=dict(headers))
    with urllib.request.urlopen(asked) as answer, target.open("xb") as file:
        file.write(answer.read())


def paged(path: str, name: str, size: int, word: str) -> Any:
    """Serves the list `name` of a sample in pages of `size`, whatever size is asked."""
    sample: dict[str, Any] = json.loads((SAMPLES / path).read_text())

    def answer(query: dict[str, list[str]]) -> dict[str, Any]:
        page = int(query[word][0]) // int(query["limit"][0])
        return sample | {name: sample[name][page * size : (page + 1) * size]}

    return answer


def test_organisers_come_page_by_page_with_the_key(tmp_path: Path) -> None:
    with serving(paged("uitdatabank/organizers_page.json", "member", 2, "start")) as server:
        request = Request(tmp_path, get, key="geheim", where="gem-gent", url=server.url)
        folder = uitdatabank.fetch(request)
    rows, errors = expected.read(folder, "uitdatabank")
    assert (len(rows), len(errors)) == (3, 2)
    assert [query["start"] for query, _ in server.asked] == [["0"], ["500"], ["1000"], ["1500"]]
    query, headers = server.asked[0]
    assert headers["x-client-id"] == "geheim"
    assert (query["embed"], query["regions"]) == (["true"], ["gem-gent"])


def test_fetching_goes_on_where_it_stopped(tmp_path: Path) -> None:
    with serving(paged("uitdatabank/organizers_page.json", "member", 2, "start")) as server:
        left = 2

        def breaks_off(url: str, target: Path, *, headers: Mapping[str, str]) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                target.write_text("half")
                raise ConnectionError
            get(url, target, headers=headers)

        with pytest.raises(ConnectionError):
            uitdatabank.fetch(Request(tmp_path, breaks_off, url=server.url))
        uitdatabank.fetch(Request(tmp_path, get, url=server.url))
        starts = [query["start"][0] for query, _ in server.asked]
    assert starts == ["0", "500", "1000", "1500"]
    assert len(expected.read(tmp_path / "pages", "uitdatabank")[0]) == 3


def test_no_more_is_asked_than_the_service_gives(tmp_path: Path) -> None:
    endless = {"member": [{"@id": "x", "name": {"nl": "Een"}}]}
    with serving(lambda _: endless) as server:
        uitdatabank.fetch(Request(tmp_path, get, url=server.url))
        assert len(server.asked) == 21


def test_associations_come_page_by_page(tmp_path: Path) -> None:
    sample = paged("verenigingsregister/zoeken.json", "verenigingen", 3, "offset")
    with serving(sample) as server:
        request = Request(
            tmp_path, get, key="sleutel", where="locaties.gemeente:Gent", url=server.url
        )
        folder = verenigingsregister.fetch(request)
    assert len(expected.read(folder, "verenigingsregister")[0]) == 4
    query, headers = server.asked[0]
    assert query["q"] == ["locaties.gemeente:Gent"]
    assert (headers["x-api-key"], headers["vr-api-version"]) == ("sleutel", "v2")


def test_an_answer_without_a_list_is_refused_and_not_kept(tmp_path: Path) -> None:
    answer = {"title": "Unauthorized"}
    with serving(lambda _: answer) as server, pytest.raises(UnreadableFile, match="sleutel"):
        verenigingsregister.fetch(Request(tmp_path, get, url=server.url))
    assert list((tmp_path / "pages").iterdir()) == []


def test_a_municipality_comes_from_overpass(tmp_path: Path) -> None:
    sample = json.loads((SAMPLES / "osm/overpass.json").read_text())
    with serving(lambda _: sample) as server:
        path = osm.fetch(Request(tmp_path, get, where="Gent", url=server.url))
        osm.fetch(Request(tmp_path, get, where="Gent", url=server.url))
    assert len(expected.read(path, "osm")[0]) == 4
    assert len(server.asked) == 1
    assert 'area[name="Gent"]' in server.asked[0][0]["data"][0]


def test_a_layer_comes_from_a_wfs_in_degrees(tmp_path: Path) -> None:
    sample = json.loads((SAMPLES / "wfs/degrees.json").read_text())
    with serving(lambda _: sample) as server:
        path = wfs.fetch(Request(tmp_path, get, where="bib:locaties", url=f"{server.url}?map=x"))
    assert len(expected.read(path, "wfs")[0]) == 5
    query = server.asked[0][0]
    assert (query["map"], query["typeNames"]) == (["x"], ["bib:locaties"])
    assert query["srsName"] == ["EPSG:4326"]
