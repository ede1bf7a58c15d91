# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bomb corpus: files that swell, lie, nest, point outside or never end, made when needed.

`BOMBS` gives for every bomb its name, the name of its file, and a function that makes its bytes.
"""

import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile
import zlib
from collections.abc import Callable, Iterator

from benchmarks.directory import bomb_parts as parts
from benchmarks.directory.bomb_parts import MB, Part

CSV = b"name;sector;municipality\nHarmonie;kunsten;Leuven\n"
LAUGHS = "<!DOCTYPE x [" + '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
) + "]>"  # fmt: skip
OUTSIDE = "http://127.0.0.1:{port}/"
BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {}


def bomb(file_name: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def keep(make: Callable[[], bytes]) -> Callable[[], bytes]:
        BOMBS[make.__name__] = (file_name, make)
        return make

    return keep


def simple(name: str, file_name: str, make: Callable[[], bytes]) -> None:
    BOMBS[name] = (file_name, make)


# Zips


@bomb("nullen.zip")
def zip_of_zeros() -> bytes:
    packed, crc = parts.deflated_zeros(200 * MB)
    return parts.archive([Part(b"a.csv", packed=packed, size=200 * MB, crc=crc)])


@bomb("klein.zip")
def zip_that_says_it_is_small() -> bytes:
    packed, crc = parts.deflated_zeros(300 * MB)
    return parts.archive([Part(b"a.csv", packed=packed, size=100, crc=crc)])


@bomb("veel.zip")
def zip_of_many_swelling_parts() -> bytes:
    packed, crc = parts.deflated_zeros(10 * MB)
    return parts.archive(
        Part(b"%d.csv" % n, packed=packed, size=10 * MB, crc=crc) for n in range(500)
    )


@bomb("nest.zip")
def zip_in_zip_in_zip() -> bytes:
    inner = parts.plain_zip({"a.csv": bytes(20 * MB)})
    for depth in range(6):
        inner = parts.plain_zip({f"{n}-{depth}.zip": inner for n in range(8)})
    return inner


simple("zip_in_zip_named_csv", "a.zip", lambda: parts.plain_zip(
    {"a.csv": parts.plain_zip({"b.csv": CSV})}))  # fmt: skip
simple("gz_in_zip", "a.zip", lambda: parts.plain_zip({"a.csv.gz": gzip.compress(CSV)}))
simple("xz_in_zip", "a.zip", lambda: parts.plain_zip({"a.csv.xz": lzma.compress(CSV)}))


@bomb("over.zip")
def zip_of_parts_over_each_other() -> bytes:
    packed, crc = parts.deflated_zeros(5 * MB)
    told = {"packed": packed, "size": 50_000, "crc": crc, "at": 0}
    listed = [Part(b"%d.csv" % n, **told) for n in range(1_000)]
    body = parts.local(listed[0])
    names = b"".join(parts.central(part, 0) for part in listed)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1_000, 1_000, len(names), len(body), 0)
    return body + names + end


@bomb("aanhaling.zip")
def zip_of_parts_that_quote_each_other() -> bytes:
    """After Fifield's zip bomb: each part's bytes hold the headers of the parts behind it."""
    kernel = Part(b"z.csv", bytes(100_000))  # small: nothing else may give it away
    body, made = parts.local(kernel), [kernel]
    for n in range(200):
        made.append(Part(b"%d.csv" % n, body, method=0))
        body = parts.local(made[-1])
    at, listed = 0, b""
    for part in reversed(made):
        listed += parts.central(part, at)
        at += 30 + len(part.name)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 201, 201, len(listed), len(body), 0)
    return body + listed + end


simple("zip_of_60_000_parts", "a.zip", lambda: parts.archive(
    Part(b"%d.csv" % n) for n in range(60_000)))  # fmt: skip
simple("zip_that_hides_its_number_of_parts", "a.zip", lambda: parts.archive(
    (Part(b"%d.csv" % n) for n in range(60_000)), count=1))  # fmt: skip


def _zip64(count: int, length: int, start: int) -> bytes:
    body = parts.local(Part(b"a.csv", CSV))
    large = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, length, start)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, len(body), 1)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 65535, 65535, 2**32 - 1, 2**32 - 1, 0)
    return body + large + locator + end


simple("zip64_of_a_quintillion_parts", "a.zip", lambda: _zip64(2**60, 46, 0))
simple("zip64_with_a_list_of_exabytes", "a.zip", lambda: _zip64(1, 2**63 - 1, 0))
simple("zip64_that_starts_nowhere", "a.zip", lambda: _zip64(1, 46, 2**63))
simple("zip_with_a_password", "a.zip", lambda: parts.archive([Part(b"a.csv", CSV, flags=1)]))
simple("zip_that_leads_up", "a.zip", lambda: parts.archive([Part(b"../../../tmp/a.csv", CSV)]))
simple("zip_with_a_root_path", "a.zip", lambda: parts.archive([Part(b"/etc/cron.d/a", CSV)]))
simple("zip_with_backslashes", "a.zip", lambda: parts.archive([Part(b"..\\..\\a.csv", CSV)]))
simple("zip_with_a_drive", "a.zip", lambda: parts.archive([Part(b"C:\\a.csv", CSV)]))
simple("zip_with_a_link", "a.zip", lambda: parts.archive(
    [Part(b"a.csv", b"/etc/passwd", outside=0o120777 << 16)]))  # fmt: skip
simple("zip_with_a_zero_in_a_name", "a.zip", lambda: parts.archive([Part(b"a.csv\0.txt", CSV)]))
simple("zip_with_twins", "a.zip", lambda: parts.archive([Part(b"a.csv", CSV), Part(b"A.csv", CSV)]))
simple("zip_behind_a_program", "a.zip", lambda: parts.archive(
    [Part(b"a.csv", CSV)], front=b"PK\3\4" + bytes(5_000)))  # fmt: skip
simple("zip_cut_off", "a.zip", lambda: parts.plain_zip({"a.csv": CSV * 500})[:-60])
simple("zip_packed_otherwise", "a.zip", lambda: parts.archive([Part(b"a.csv", CSV, method=12)]))
simple("zip_with_a_wrong_checksum", "a.zip", lambda: parts.archive([Part(b"a.csv", CSV, crc=1)]))
simple("zip_with_two_names", "a.zip", lambda: parts.archive(
    [Part(b"a.csv", CSV, local_name=b"b.csv")]))  # fmt: skip

# Gzip and its family


def _zeros_gz(size: int) -> bytes:
    packer, piece = zlib.compressobj(9, zlib.DEFLATED, 31), bytes(MB)
    return b"".join(packer.compress(piece) for _ in range(size // MB)) + packer.flush()


simple("gz_of_zeros", "a.csv.gz", lambda: _zeros_gz(300 * MB))
simple("gz_in_gz", "a.csv.gz.gz", lambda: gzip.compress(gzip.compress(CSV)))
simple("gz_of_many_members", "a.csv.gz", lambda: gzip.compress(b"") * (30 * MB // 20))
simple("gz_of_many_swelling_members", "a.csv.gz", lambda: _zeros_gz(4 * MB) * 1_000)
simple("gz_cut_off", "a.csv.gz", lambda: gzip.compress(CSV * 500)[:-20])
simple("bz2_of_zeros", "a.csv.bz2", lambda: bz2.compress(bytes(100 * MB)))
simple("xz_of_zeros", "a.csv.xz", lambda: lzma.compress(bytes(100 * MB)))


@bomb("a.tar.gz")
def tar_gz() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as packed:
        told = tarfile.TarInfo("../../a.csv")
        told.size = len(CSV)
        packed.addfile(told, io.BytesIO(CSV))
    return made.getvalue()


# Sheets


def _rows(count: int, columns: int = 3) -> Iterator[str]:
    letters = "ABCDEFGH"[:columns]
    for n in range(1, count + 1):
        cells = "".join(f'<c r="{letter}{n}"><v>{n}</v></c>' for letter in letters)
        yield f'<row r="{n}">{cells}</row>'


simple("xlsx_of_a_million_rows", "a.xlsx", lambda: parts.xlsx("".join(_rows(1_000_000, 2))))
simple("xlsx_of_50_mb_of_spaces", "a.xlsx", lambda: parts.xlsx(" " * 50 * MB))
simple("xlsx_with_two_far_corners", "a.xlsx", lambda: parts.xlsx(
    f'<row r="1">{parts.cell("A1", "name")}</row>'
    f'<row r="1048576">{parts.cell("XFD1048576", "x")}</row>'))  # fmt: skip
simple("xlsx_that_laughs", "a.xlsx", lambda: parts.xlsx(
    '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
    strings=parts.shared_strings(["&a11;"], LAUGHS)))  # fmt: skip
simple("xlsx_that_reads_a_file", "a.xlsx", lambda: parts.xlsx(
    "", workbook='<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    "<workbook>&e;</workbook>"))  # fmt: skip
simple("xlsx_that_calls_out", "a.xlsx", lambda: parts.xlsx(
    "", front=f'<!DOCTYPE x SYSTEM "{OUTSIDE}x.dtd">'))  # fmt: skip
simple("xlsx_with_a_parameter_entity", "a.xlsx", lambda: parts.xlsx(
    "", front=f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{OUTSIDE}p.dtd"> %p;]>'))  # fmt: skip
simple("xlsx_with_a_wide_doctype", "a.xlsx", lambda: parts.plain_zip(
    {"[Content_Types].xml": f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHS}<Types>&a11;</Types>'
     .encode("utf-16")}))  # fmt: skip


@bomb("a.xlsx")
def xlsx_that_repeats_one_long_text() -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 100_001))
    return parts.xlsx(rows, strings=parts.shared_strings(["x" * 30_000]))


simple("xlsx_cut_off", "a.xlsx", lambda: parts.xlsx("".join(_rows(2_000)))[:-500])
simple("docx_named_xlsx", "a.xlsx", lambda: parts.plain_zip(
    {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}))  # fmt: skip
_REPEATED = (
    '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
    'table:number-columns-repeated="16384" {office}value-type="string"><text:p>x</text:p>'
    "</table:table-cell></table:table-row>"
)
simple("ods_that_repeats_a_cell", "a.ods", lambda: parts.ods(_REPEATED.format(office="office:")))
simple("ods_that_repeats_a_cell_in_rows", "a.ods", lambda: parts.ods(
    _REPEATED.format(office="office:") * 500))  # fmt: skip
simple("ods_that_laughs", "a.ods", lambda: parts.ods("&a11;", front=LAUGHS))
simple("ods_that_is_a_text", "a.ods", lambda: parts.plain_zip(
    {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}))  # fmt: skip


@bomb("a.xls")
def xls_whose_sectors_go_round() -> bytes:
    """An old Excel file of which the list of sectors points at itself."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0, 1, 0, 0)
    head += struct.pack("<I", 0) + struct.pack("<I", 0xFFFFFFFF) * 108
    return head[:512].ljust(512, b"\xff") + struct.pack("<I", 1) * 128 + bytes(512)


# OpenStreetMap

simple("pbf_with_a_header_of_4_gb", "a.osm.pbf", lambda: parts.pbf(
    parts.blob(b"OSMData", b"x", header_size=2**32 - 1)))  # fmt: skip
simple("pbf_with_a_blob_of_4_gb", "a.osm.pbf", lambda: parts.pbf(
    parts.blob(b"OSMData", b"x", data_size=2**32)))  # fmt: skip
simple("pbf_that_says_it_is_small", "a.osm.pbf", lambda: parts.pbf(
    parts.blob(b"OSMData", bytes(30 * MB), raw_size=100)))  # fmt: skip
simple("pbf_with_a_blob_too_large", "a.osm.pbf", lambda: parts.pbf(
    parts.blob(b"OSMData", bytes(33 * MB))))  # fmt: skip
simple("pbf_of_many_swelling_blobs", "a.osm.pbf", lambda: parts.pbf(
    *[parts.blob(b"OSMData", bytes(31 * MB))] * 200))  # fmt: skip
simple("pbf_packed_otherwise", "a.osm.pbf", lambda: parts.pbf(
    parts.blob(b"OSMData", b"x", field=4)))  # fmt: skip
simple("pbf_cut_off", "a.osm.pbf", lambda: parts.pbf(parts.blob(b"OSMData", b"x" * 999))[:-9])
simple("pbf_of_noise", "a.osm.pbf", lambda: parts.pbf(
    parts.blob(b"OSMData", bytes(range(256)) * 1_000)))  # fmt: skip

# Texts

simple("json_a_million_deep", "a.json", lambda: b"[" * MB)
simple("json_objects_deep", "a.json", lambda: b'{"a":' * MB + b"1" + b"}" * MB)
simple("json_deep_behind_brackets_in_texts", "a.json", lambda: b'["]]",' * MB)
simple("json_deep_behind_escapes", "a.json", lambda: b'["\\\\\\"]",' * MB)
simple("json_deep_after_a_long_start", "a.json", lambda: b"[" + b'{"name":"a"},' * MB + b"[" * 999)
simple("json_cut_off", "a.json", lambda: b'[{"@type":"Organization","name":"' + b"a" * MB)
simple("jsonld_with_a_foreign_context", "a.jsonld", lambda: json.dumps(
    {"@context": f"{OUTSIDE}c.jsonld", "@type": "Nothing", "name": "x"}).encode())  # fmt: skip
simple("xml_that_laughs", "a.xml", lambda: f'<?xml version="1.0"?>{LAUGHS}<x>&a11;</x>'.encode())
simple("xml_that_reads_a_file", "a.xml", lambda:
    b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>')  # fmt: skip
simple("web_page_named_csv", "a.csv", lambda: b"<!DOCTYPE html><html><body>Log in</body></html>")
simple("csv_of_one_field", "a.csv", lambda: b"name;sector\n" + b"a" * 30 * MB)
simple("csv_with_an_open_quote", "a.csv", lambda: b'name;sector\n"' + b"a;b\n" * (7 * MB))
simple("csv_of_too_many_rows", "a.csv", lambda: b"name\n" + b"a\n" * (15 * MB))
simple("csv_of_a_million_columns", "a.csv", lambda: (b";" * MB + b"\n") * 30)
simple("csv_of_zeros", "a.csv", lambda: bytes(20 * MB))
simple("larger_than_we_take", "a.csv", lambda: b"name\n" + b"a" * (100 * MB))
simple("nothing", "a.csv", lambda: b"")

# Other things

simple("picture_named_xlsx", "a.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(500))
simple("pdf_named_csv", "a.csv", lambda: b"%PDF-1.7\n" + bytes(500))
simple("rar_named_zip", "a.zip", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(500))
simple("sevenzip_named_zip", "a.zip", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(500))
simple("zstd_named_json", "a.json", lambda: b"\x28\xb5\x2f\xfd" + bytes(500))
simple("program_named_csv", "a.csv", lambda: b"\x7fELF" + bytes(500))
simple("database_named_csv", "a.csv", lambda: b"SQLite format 3\0" + bytes(500))
