# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A file is fetched from a listed, public host and from nowhere else."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netwerkbouwer.importing import fetching
from tests.importing.url_forms import FORMS, INSIDE, OUTSIDE

HOST = "data.example.be"
PUBLIC = "193.191.245.10"
CSV = b"name;sector\nHarmonie;kunsten\n"


class Canary:
    """Listens on this machine, and notes every way out that a program takes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen: list[object] = []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        for module, name in ((socket, "getaddrinfo"), (socket, "create_connection")):
            monkeypatch.setattr(module, name, self._noted(name))
        self.server.settimeout(0.01)

    def _noted(self, name: str) -> Callable[..., object]:
        def note(*told: object, **more: object) -> object:
            self.seen.append((name, told))
            raise OSError("caught by a canary")

        return note

    def sang(self) -> list[object]:
        try:
            connection, address = self.server.accept()
        except OSError:
            return self.seen
        connection.close()
        return [*self.seen, address]


@pytest.fixture
def canary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Canary]:
    made = Canary(monkeypatch)
    yield made
    made.server.close()


class Web:
    """A fake internet: names with answers, and what each connection says back."""

    def __init__(self, *answers: bytes | Callable[[socket.socket], None]) -> None:
        self.names = {HOST: [(PUBLIC,)], "other.example.be": [(PUBLIC,)]}
        self.answers = list(answers)
        self.asked: list[str] = []
        self.reached: list[tuple[str, str]] = []
        self.requests: list[bytes] = []

    @property
    def net(self) -> fetching.Net:
        return fetching.Net(self.resolve, self.connect)

    def resolve(self, host: str) -> tuple[str, ...]:
        self.asked.append(host)
        told = self.names.get(host, [])
        if not told:
            raise OSError("unknown name")
        return told.pop(0) if len(told) > 1 else told[0]

    def connect(self, address: str, host: str, patience: float) -> socket.socket:
        self.reached.append((address, host))
        ours, theirs = socket.socketpair()
        ours.settimeout(patience)
        threading.Thread(
            target=self._serve, args=(theirs, self.answers.pop(0)), daemon=True
        ).start()
        return ours

    def _serve(self, line: socket.socket, answer: bytes | Callable[[socket.socket], None]) -> None:
        with line:
            self.requests.append(line.recv(65_536))
            if callable(answer):
                answer(line)
            else:
                line.sendall(answer)

    def fetch(self, folder: Path, url: str = f"https://{HOST}/a.csv", **more: object) -> object:
        hosts = (HOST, "other.example.be")
        told = {"hosts": hosts, "net": self.net, "patience": 5.0, **more}
        return fetching.fetch(url, folder / "a.csv", **told)  # type: ignore[arg-type]


def _ok(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    told = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(told).encode() + b"\r\n\r\n" + body


def _moved(where: str) -> bytes:
    return _ok(b"", f"Location: {where}", status="302 Found")


def _refused(web: Web, folder: Path, **more: object) -> str:
    with pytest.raises(fetching.NotFetched) as refused:
        web.fetch(folder, **more)  # type: ignore[arg-type]
    assert list(folder.iterdir()) == []
    return str(refused.value)


def test_a_file_of_a_listed_host_is_fetched(tmp_path: Path) -> None:
    web = Web(_ok(CSV, "Content-Type: text/csv"))
    assert web.fetch(tmp_path) == fetching.Fetched(f"https://{HOST}/a.csv", len(CSV), "text/csv")
    assert (tmp_path / "a.csv").read_bytes() == CSV
    assert web.reached == [(PUBLIC, HOST)]
    assert web.requests[0].startswith(b"GET /a.csv HTTP/1.1\r\nHost: data.example.be\r\n")


def test_there_are_at_least_seventy_forms() -> None:
    assert len(set(FORMS)) == len(FORMS) >= 70


@pytest.mark.parametrize("form", FORMS)
def test_no_form_of_an_address_leads_elsewhere(form: str, canary: Canary, tmp_path: Path) -> None:
    url = form.replace("{port}", str(canary.port))
    with pytest.raises(fetching.NotFetched):
        fetching.fetch(url, tmp_path / "a.csv", hosts=[HOST], patience=2)
    assert canary.sang() == []


@pytest.mark.parametrize("form", FORMS)
def test_no_form_leads_inside_when_everything_is_listed_by_mistake(
    form: str, canary: Canary, tmp_path: Path
) -> None:
    class All(list[str]):
        def __contains__(self, _: object) -> bool:
            return True

        def __iter__(self) -> Iterator[str]:
            return iter(["localhost", "127.0.0.1", "[::1]", "localhost.localdomain", "2130706433"])

    with pytest.raises(fetching.NotFetched):
        fetching.fetch(
            form.replace("{port}", str(canary.port)), tmp_path / "a.csv", hosts=All(), patience=2
        )
    assert not [seen for seen in canary.sang() if "create_connection" in str(seen)]


@pytest.mark.parametrize("address", INSIDE)
def test_a_listed_name_that_points_inside_is_refused(address: str, tmp_path: Path) -> None:
    web = Web(_ok(CSV))
    web.names[HOST] = [(address,)]
    assert "niet openbaar" in _refused(web, tmp_path)
    assert web.reached == []


def test_one_inside_address_among_public_ones_is_refused(tmp_path: Path) -> None:
    web = Web(_ok(CSV))
    web.names[HOST] = [(PUBLIC, "127.0.0.1")]
    _refused(web, tmp_path)
    assert web.reached == []


@pytest.mark.parametrize("address", OUTSIDE)
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert fetching.is_public(address)


def test_a_name_that_answers_otherwise_the_second_time_gets_no_second_time(tmp_path: Path) -> None:
    web = Web(_ok(CSV))
    web.names[HOST] = [(PUBLIC,), ("127.0.0.1",)]
    web.fetch(tmp_path)
    assert web.asked == [HOST]
    assert web.reached == [(PUBLIC, HOST)]


def test_a_redirect_is_looked_up_and_judged_again(tmp_path: Path) -> None:
    web = Web(_moved("/b.csv"), _ok(CSV))
    web.names[HOST] = [(PUBLIC,), ("127.0.0.1",)]
    assert "niet openbaar" in _refused(web, tmp_path)
    assert web.reached == [(PUBLIC, HOST)]


@pytest.mark.parametrize("form", [*FORMS[:52], "https://evil.example/", f"http://{HOST}/"])
def test_no_redirect_leads_elsewhere(form: str, tmp_path: Path) -> None:
    web = Web(_moved(form.replace("{port}", "8000")), _ok(b"", status="404 Not Found"))
    _refused(web, tmp_path)
    assert {host for _, host in web.reached} == {HOST}


def test_a_redirect_to_another_public_host_is_not_even_looked_up(tmp_path: Path) -> None:
    web = Web(_moved("https://evil.example/a.csv"), _ok(CSV))
    web.names["evil.example"] = [(PUBLIC,)]
    assert "evil.example" in _refused(web, tmp_path)
    assert web.asked == [HOST]


def test_three_redirects_are_followed_and_no_more(tmp_path: Path) -> None:
    moves = [_moved(f"/{n}") for n in range(3)]
    Web(*moves, _ok(CSV)).fetch(tmp_path)
    (tmp_path / "a.csv").unlink()
    assert "verwijst te vaak" in _refused(Web(*moves, _moved("/4"), _ok(CSV)), tmp_path)


def test_a_key_goes_to_the_first_host_only(tmp_path: Path) -> None:
    web = Web(_moved("https://other.example.be/b"), _ok(CSV))
    web.fetch(tmp_path, headers={"X-Api-Key": "geheim"})
    assert b"geheim" in web.requests[0]
    assert b"geheim" not in web.requests[1]


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oops", "206 Partial", "204 No Content"])
def test_another_answer_than_the_file_is_refused(status: str, tmp_path: Path) -> None:
    assert status[:3] in _refused(Web(_ok(CSV, status=status)), tmp_path)


def test_a_file_that_says_it_is_too_large_is_refused(tmp_path: Path) -> None:
    assert "groter dan" in _refused(Web(_ok(b"x" * 3_000)), tmp_path, most=2_000)


def test_a_file_that_turns_out_too_large_is_refused(tmp_path: Path) -> None:
    endless = b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 50_000
    assert "groter dan" in _refused(Web(endless), tmp_path, most=2_000)


def test_a_file_that_is_cut_off_is_not_kept(tmp_path: Path) -> None:
    assert "geen goed antwoord" in _refused(Web(_ok(CSV * 10)[:-20]), tmp_path)


@pytest.mark.parametrize(
    "answer", [b"", b"\0" * 99, b"HTTP/1.1 200", b"HTTP/9 x\r\n\r\n", b"A: b\r\n" * 9_999]
)
def test_nonsense_is_refused(answer: bytes, tmp_path: Path) -> None:
    _refused(Web(answer), tmp_path)


def test_an_odd_packing_is_refused(tmp_path: Path) -> None:
    _refused(Web(_ok(CSV, "Content-Encoding: br")), tmp_path)


def test_an_answer_that_drips_is_cut_off(tmp_path: Path) -> None:
    """A byte now and then, each within any patience with silence."""
    cut = threading.Event()

    def drip(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\n")
        for _ in range(150):
            try:
                line.sendall(b"X")
            except OSError:
                return cut.set()
            time.sleep(0.02)

    assert "te traag" in _refused(Web(drip), tmp_path, patience=0.3)
    assert cut.wait(2)


def test_a_name_that_is_never_found_does_not_hold_us(tmp_path: Path) -> None:
    web = Web()
    waiting = threading.Event()

    def never(host: str) -> tuple[str, ...]:
        waiting.wait(5)
        return (PUBLIC,)

    web.resolve = never  # type: ignore[method-assign]
    assert "niet te vinden" in _refused(web, tmp_path, patience=0.2)
    waiting.set()


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        Web(_ok(CSV)).fetch(tmp_path)
    assert (tmp_path / "a.csv").read_bytes() == b"mine"


def test_the_certificate_must_be_of_the_host() -> None:
    context = fetching._context()
    assert context.check_hostname
    assert context.verify_mode == ssl.CERT_REQUIRED


def test_a_plain_server_behind_the_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setattr(fetching, "PORT", server.getsockname()[1])

        def serve() -> None:
            line, _ = server.accept()
            with line:
                line.sendall(_ok(CSV))

        threading.Thread(target=serve, daemon=True).start()
        with pytest.raises(OSError):  # noqa: PT011 - any of ssl's
            fetching.connect("127.0.0.1", HOST, 2)


@given(st.text(max_size=60) | st.from_regex(r"https://[ -~]{1,40}", fullmatch=True))
@example("https://[")
@example("https://data.example.be:443/")
def test_any_text_is_an_address_of_a_listed_host_or_refused(text: str) -> None:
    with contextlib.suppress(fetching.NotFetched):
        assert fetching.checked(text, [HOST]).startswith(f"https://{HOST}/")
