# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Photos of sheets: made anew, small enough, for the right eyes, and gone when deleted."""

import io
import shutil
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from PIL import Image, PngImagePlugin

from netwerkbouwer.boards import actions, models
from netwerkbouwer.boards.paper import photo_files, photos
from netwerkbouwer.boards.stage import Role
from netwerkbouwer.common import own_process
from tests.boards.paper.conftest import Typist

pytestmark = pytest.mark.django_db(transaction=False)
SIGNATURE = b"NETWERKBOUWER-TEST-SIGNATURE-THAT-IS-NO-VIRUS"
SCANNER = f"""
import sys
raw = open(sys.argv[1], "rb").read()
sys.exit(1 if {SIGNATURE!r} in raw else 0)
"""


@pytest.fixture(autouse=True)
def folder(
    django_capture_on_commit_callbacks: object, settings: Any, tmp_path: Path
) -> Iterator[Path]:
    """A folder of its own for every test."""
    settings.PHOTO_DIR = tmp_path / "photos"
    yield settings.PHOTO_DIR
    shutil.rmtree(settings.PHOTO_DIR, ignore_errors=True)


def picture(
    width: int = 300, height: int = 200, kind: str = "JPEG", mode: str = "RGB", **saved: Any
) -> bytes:
    made = io.BytesIO()
    Image.new(mode, (width, height), 90).save(made, kind, **saved)
    return made.getvalue()


def exif(**extra: int) -> Image.Exif:
    found = Image.Exif()
    found[0x010E] = "Bij mevrouw Peeters thuis"
    found[0x0110] = "Telefoon van Jan"
    for tag, value in extra.items():
        found[int(tag[1:])] = value
    gps = found.get_ifd(0x8825)
    gps[1], gps[2] = "N", (50.0, 56.0, 12.0)
    return found


def send(typist: Typist, raw: bytes, name: str = "foto.jpg", **fields: str) -> HttpResponse:
    upload = SimpleUploadedFile(name, raw, content_type="image/jpeg")
    back = f"/borden/{typist.board.pk}/vellen/invoeren?blad=visibility.1"
    data = {"zone": "visibility", "tafel": "3", "back": back, "photo": upload, **fields}
    address = f"/borden/{typist.board.pk}/fotos"
    response: HttpResponse = typist.client.post(address, data)  # type: ignore[assignment]
    return response


def change(typist: Typist, photo: models.Photo, **fields: str) -> HttpResponse:
    address = f"/borden/{typist.board.pk}/fotos/{photo.pk}"
    response: HttpResponse = typist.client.post(address, fields)  # type: ignore[assignment]
    return response


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def stored(folder: Path) -> tuple[bytes, Image.Image]:
    """The large picture that was kept, as bytes and as pixels."""
    (path,) = [path for path in files(folder) if "-klein" not in path.name]
    return path.read_bytes(), opened(path)


def opened(path: Path) -> Image.Image:
    return Image.open(io.BytesIO(path.read_bytes()))


def test_a_photo_lies_at_its_zone_and_table_in_two_sizes(relay: Typist, folder: Path) -> None:
    response = send(relay, picture(3000, 2000))

    assert response.status_code == 302
    assert response["Location"].endswith("?blad=visibility.1")
    photo = models.Photo.objects.get()
    assert (photo.board_id, photo.zone, photo.table) == (relay.board.pk, "visibility", 3)
    assert (photo.width, photo.height) == (2400, 1600)
    assert photo.size == sum(path.stat().st_size for path in files(folder))
    assert sorted(opened(path).size for path in files(folder)) == [(480, 320), (2400, 1600)]
    assert all(path.stat().st_mode & 0o077 == 0 for path in files(folder))
    assert not any("foto" in path.name for path in files(folder))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_names_and_profiles_do_not_live_on(relay: Typist, folder: Path, kind: str) -> None:
    extra: dict[str, Any] = {"exif": exif(), "icc_profile": b"geheim profiel" * 20}
    if kind == "JPEG":
        extra["comment"] = b"een geheime opmerking"
    if kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Author", "Jan Peeters")
        extra["pnginfo"] = notes
    raw = picture(kind=kind, **extra)
    assert Image.open(io.BytesIO(raw)).getexif().get_ifd(0x8825)  # the test means something

    assert send(relay, raw).status_code == 302

    made, found = stored(folder)
    assert found.format == "JPEG"
    assert (dict(found.getexif()), found.getexif().get_ifd(0x8825)) == ({}, {})
    assert not {"exif", "icc_profile", "comment", "xmp"}.intersection(found.info)
    for secret in (b"Peeters", b"Telefoon", b"geheim", b"GPS", b"Exif"):
        assert secret not in made


def test_a_photo_taken_sideways_is_turned_upright(relay: Typist, folder: Path) -> None:
    send(relay, picture(300, 200, exif=exif(t274=6)))  # 0x0112 = 274: turn a quarter

    assert stored(folder)[1].size == (200, 300)


def test_what_is_clear_becomes_white(relay: Typist, folder: Path) -> None:
    made = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(made, "PNG")

    send(relay, made.getvalue())

    assert stored(folder)[1].getpixel((20, 20)) == (255, 255, 255)


def chunk(kind: bytes, body: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + checksum


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is enormous."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "Kies eerst een foto"),
        (bomb(30_000, 30_000), "50 miljoen beeldpunten"),
        (bomb(8_000, 7_000), "50 miljoen beeldpunten"),
        (picture()[:300], "beschadigd"),
        (b"\xff\xd8\xff\xe0" + b"onzin" * 50, "beschadigd"),
        (picture(kind="GIF", mode="L"), "niet als foto lezen"),
        (picture(kind="BMP"), "niet als foto lezen"),
        (picture(kind="TIFF"), "niet als foto lezen"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "als foto"),
        (b"<html><script>alert(1)</script></html>" + picture(), "niet als foto lezen"),
        (b"%PDF-1.7\n" + picture(), "niet als foto lezen"),
        (b"PK\x03\x04" + picture(), "niet als foto lezen"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 200, "HEIC van je telefoon"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "niet als foto lezen"),
        (b"x" * (photo_files.MOST_BYTES + 1), "hooguit 15 MB"),
    ],
)
def test_what_is_no_photo_is_refused_with_a_sentence(
    relay: Typist, folder: Path, raw: bytes, why: str
) -> None:
    response = send(relay, raw)

    assert response.status_code == 422
    assert why in response.content.decode()
    assert not models.Photo.objects.exists()
    assert not folder.exists() or files(folder) == []


def test_what_hangs_behind_a_photo_does_not_live_on(relay: Typist, folder: Path) -> None:
    hidden = b"PK\x03\x04<script>alert('polyglot')</script>"
    assert send(relay, picture() + hidden).status_code == 302

    assert b"alert" not in stored(folder)[0]
    assert b"PK\x03\x04" not in stored(folder)[0]


@pytest.fixture
def scanner(settings: Any, tmp_path: Path) -> str:
    script = tmp_path / "scan.py"
    script.write_text(SCANNER, encoding="utf-8")
    settings.SCAN_COMMAND = f"{sys.executable} {script}"
    return str(settings.SCAN_COMMAND)


def test_the_scanner_keeps_out_what_has_its_signature(
    relay: Typist, folder: Path, scanner: str
) -> None:
    # The picture itself is fine: only the scanner sees what hangs behind it.
    response = send(relay, picture() + SIGNATURE)

    assert response.status_code == 422
    assert "virusscanner houdt dit bestand tegen" in response.content.decode()
    assert (models.Photo.objects.count(), files(folder)) == (0, [])

    assert send(relay, picture()).status_code == 302
    assert models.Photo.objects.get().is_scanned
    relay.open("visibility.1", 3)
    assert "nagekeken op virussen" in relay.text


@pytest.mark.parametrize("command", ["/bestaat/niet", f"{sys.executable} -c 'exit(2)'", "'"])
def test_a_scanner_that_does_not_work_keeps_everything_out(
    relay: Typist, folder: Path, settings: Any, command: str
) -> None:
    settings.SCAN_COMMAND = command

    response = send(relay, picture())

    assert response.status_code == 422
    assert "antwoordt niet" in response.content.decode()
    assert (models.Photo.objects.count(), files(folder)) == (0, [])


def test_without_a_scanner_the_page_says_so(relay: Typist) -> None:
    send(relay, picture())

    assert not models.Photo.objects.get().is_scanned
    relay.open("visibility.1", 3)
    assert "niet nagekeken op virussen" in relay.text


def look(relay: Typist, role: Role | None, kind: str = "groot") -> HttpResponse:
    photo = models.Photo.objects.get()
    address = f"/borden/{relay.board.pk}/fotos/{photo.pk}/{kind}.jpg"
    response: HttpResponse = relay.visitor(role).get(address)  # type: ignore[assignment]
    return response


def test_only_editors_see_a_photo_until_it_is_described_and_published(relay: Typist) -> None:
    send(relay, picture())
    photo = models.Photo.objects.get()
    statuses = [look(relay, role).status_code for role in (None, Role.READER, Role.EDITOR)]
    assert statuses == [404, 404, 200]

    no_words = change(relay, photo, published="on", agreed="on", alt="  ")
    not_asked = change(relay, photo, published="on", alt="Het vel van tafel 3")
    assert (no_words.status_code, not_asked.status_code) == (422, 422)
    assert not models.Photo.objects.get().is_published

    done = change(relay, photo, published="on", agreed="on", alt="Het vel van tafel 3")
    assert done.status_code == 302
    assert [look(relay, role).status_code for role in (None, Role.READER)] == [404, 200]


def test_only_published_photos_are_taken_along_with_their_words(relay: Typist) -> None:
    address = f"/borden/{relay.board.pk}/fotos.zip"
    send(relay, picture())
    assert relay.client.get(address).status_code == 404
    photo = models.Photo.objects.get()
    change(relay, photo, published="on", agreed="on", alt="=Het vel van tafel 3")
    send(relay, picture())

    packed = zipfile.ZipFile(io.BytesIO(relay.visitor(Role.READER).get(address).content))

    name = "01-zet-je-cultuur-in-beeld-tafel-3.jpg"
    assert packed.namelist() == [name, "beschrijvingen.csv"]
    assert packed.read(name) == look_at(relay, photo)
    assert "'=Het vel van tafel 3" in packed.read("beschrijvingen.csv").decode()
    assert relay.visitor(None).get(address).status_code == 404


def look_at(relay: Typist, photo: models.Photo) -> bytes:
    return relay.client.get(f"/borden/{relay.board.pk}/fotos/{photo.pk}/groot.jpg").content


def test_a_photo_is_sent_closed_and_never_as_a_page(relay: Typist) -> None:
    send(relay, picture(), name='../../<script>".jpg')
    for kind in ("groot", "klein"):
        response = look(relay, Role.EDITOR, kind)

        assert response["Content-Type"] == "image/jpeg"
        assert response["Content-Disposition"] == 'inline; filename="foto.jpg"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"].split("; ")
    assert look(relay, Role.EDITOR, "origineel").status_code == 404


def test_a_photo_of_another_board_is_not_found(relay: Typist) -> None:
    send(relay, picture())
    photo = models.Photo.objects.get()
    other = Typist("kennisestafette")

    for address in (
        f"/borden/{other.board.pk}/fotos/{photo.pk}/groot.jpg",
        f"/borden/{relay.board.pk}/fotos/{photo.pk}/groot.jpg",
    ):
        assert other.client.get(address).status_code == 404
    stolen = other.client.post(f"/borden/{other.board.pk}/fotos/{photo.pk}", {"do": "delete"})
    assert stolen.status_code == 404
    assert models.Photo.objects.filter(pk=photo.pk).exists()


@pytest.mark.parametrize(("role", "expected"), [(None, 404), (Role.READER, 403)])
def test_who_may_not_edit_sends_and_changes_nothing(
    relay: Typist, role: Role | None, expected: int
) -> None:
    send(relay, picture())
    photo = models.Photo.objects.get()
    relay.client = relay.visitor(role)

    assert send(relay, picture()).status_code == expected
    assert change(relay, photo, do="delete").status_code == expected
    assert models.Photo.objects.count() == 1


def test_a_deleted_photo_takes_its_files_along(
    relay: Typist, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    send(relay, picture())
    with django_capture_on_commit_callbacks(execute=True):
        assert change(relay, models.Photo.objects.get(), do="delete").status_code == 302

    assert (models.Photo.objects.count(), files(folder)) == (0, [])


def test_a_deleted_board_takes_its_photos_along(
    relay: Typist, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    send(relay, picture())
    send(relay, picture(90, 90))
    assert len(files(folder)) == 4
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_board(board=relay.board)

    assert (models.Photo.objects.count(), files(folder)) == (0, [])


def test_a_board_holds_so_many_photos_and_bytes(
    relay: Typist, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(relay, picture())
    monkeypatch.setattr(photos, "PHOTOS_PER_BOARD", 1)
    assert "passen 1 foto's" in send(relay, picture()).content.decode().replace("&#x27;", "'")

    monkeypatch.setattr(photos, "PHOTOS_PER_BOARD", 60)
    monkeypatch.setattr(photos, "BYTES_PER_BOARD", models.Photo.objects.get().size + 10)
    assert "samen te groot" in send(relay, picture()).content.decode()
    assert (models.Photo.objects.count(), len(files(folder))) == (1, 2)


def test_a_full_disk_is_told_and_leaves_nothing_behind(
    relay: Typist, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(photo_files, "_write", full)

    response = send(relay, picture())

    assert response.status_code == 503
    assert "schijf is vol" in response.content.decode()
    assert not models.Photo.objects.exists()


def test_a_disk_too_full_for_the_scanner_is_told(
    relay: Typist, folder: Path, scanner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(photo_files.tempfile, "TemporaryDirectory", full)

    response = send(relay, picture())

    assert response.status_code == 503
    assert "schijf is vol" in response.content.decode()


def test_a_computer_that_cannot_start_anything_more_is_told(
    relay: Typist, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_process.sys, "executable", "/bestaat/niet")

    response = send(relay, picture())

    assert response.status_code == 422
    assert "nog eens" in response.content.decode()


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 31, "A" * 32, "a" * 32 + "/x"])
def test_a_name_that_is_not_ours_is_no_path(name: str) -> None:
    with pytest.raises(ValueError, match=".*"):
        photo_files.path_of(django_settings.PHOTO_DIR, name)


def test_a_way_back_stays_on_this_board(relay: Typist) -> None:
    for wrong in ("https://elders.example/", "//elders.example", "/borden/anders/vellen", ""):
        response = send(relay, picture(40, 40), back=wrong)

        assert response["Location"] == f"/borden/{relay.board.pk}/vellen"
