# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pieces that hostile files are made of: zips that lie, sheets that swell, blobs that claim."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

MB = 1024 * 1024
KINDS = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/'
    '2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default '
    'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORKBOOK = (
    f'<?xml version="1.0"?><workbook xmlns="{_MAIN}" xmlns:r="{_RELATION}"><sheets><sheet name="A" '
    'sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    f'relationships"><Relationship Id="rId1" Type="{_RELATION}/worksheet" Target="worksheets/'
    f'sheet1.xml"/><Relationship Id="rId2" Type="{_RELATION}/sharedStrings" '
    'Target="sharedStrings.xml"/></Relationships>'
)
ROOT_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    f'relationships"><Relationship Id="rId1" Type="{_RELATION}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


@dataclass
class Part:
    """One file in a zip, with what its headers say of it; None: the truth."""

    name: bytes
    content: bytes = b""
    method: int = 8
    flags: int = 0
    size: int | None = None
    crc: int | None = None
    packed: bytes | None = None
    local_name: bytes | None = None
    outside: int = 0o100644 << 16
    at: int | None = None  # where the list of contents says it is
    raw: bytes = field(init=False)

    def __post_init__(self) -> None:
        if self.packed is not None:
            self.raw = self.packed
        else:
            self.raw = deflate(self.content) if self.method == 8 else self.content
        self.size = len(self.content) if self.size is None else self.size
        self.crc = zlib.crc32(self.content) if self.crc is None else self.crc


def deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def deflated_zeros(size: int) -> tuple[bytes, int]:
    """`size` zero bytes, packed without ever being in memory; and their checksum."""
    packer, crc, piece = zlib.compressobj(9, zlib.DEFLATED, -15), 0, bytes(MB)
    made = []
    for _ in range(size // MB):
        made.append(packer.compress(piece))
        crc = zlib.crc32(piece, crc)
    return b"".join(made) + packer.flush(), crc


def local(part: Part) -> bytes:
    name = part.name if part.local_name is None else part.local_name
    head = struct.pack(
        "<4sHHHHHIIIHH", b"PK\3\4", 20, part.flags, part.method, 0, 33, part.crc,
        len(part.raw), part.size, len(name), 0,
    )  # fmt: skip
    return head + name + part.raw


def central(part: Part, at: int) -> bytes:
    head = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\1\2", 0x314, 20, part.flags, part.method, 0, 33, part.crc,
        len(part.raw), part.size, len(part.name), 0, 0, 0, 0, part.outside,
        at if part.at is None else part.at,
    )  # fmt: skip
    return head + part.name


def archive(parts: Iterable[Part], *, count: int | None = None, front: bytes = b"") -> bytes:
    """A zip exactly as told, true or not."""
    body, listed, number = io.BytesIO(), io.BytesIO(), 0
    body.write(front)
    for part in parts:
        listed.write(central(part, body.tell() - len(front)))
        body.write(local(part))
        number += 1
    told = min(number if count is None else count, 0xFFFE)
    start = body.tell() - len(front)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, told, told, listed.tell(), start, 0)
    return body.getvalue() + listed.getvalue() + end


def plain_zip(files: dict[str, bytes | str]) -> bytes:
    """An honest zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return made.getvalue()


def xlsx(rows: str, *, strings: str = "", workbook: str = WORKBOOK, front: str = "") -> bytes:
    """A workbook with one sheet, of which the rows are given as XML."""
    sheet = f'<?xml version="1.0"?>{front}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'  # noqa: E501
    shared = strings or f'<?xml version="1.0"?><sst xmlns="{_MAIN}"></sst>'
    return plain_zip(
        {
            "[Content_Types].xml": KINDS,
            "_rels/.rels": ROOT_RELATIONS,
            "xl/workbook.xml": workbook,
            "xl/_rels/workbook.xml.rels": RELATIONS,
            "xl/sharedStrings.xml": shared,
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def shared_strings(texts: Iterable[str], front: str = "") -> str:
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return f'<?xml version="1.0"?>{front}<sst xmlns="{_MAIN}">{items}</sst>'


def cell(where: str, text: str) -> str:
    return f'<c r="{where}" t="inlineStr"><is><t>{text}</t></is></c>'


def ods(rows: str, *, front: str = "") -> bytes:
    """A sheet of LibreOffice, of which the rows are given as XML."""
    spaces = " ".join(
        f'xmlns:{name}="{_OFFICE}:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?>{front}<office:document-content {spaces} office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="A">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    listed = (
        '<?xml version="1.0"?><manifest:manifest '
        f'xmlns:manifest="{_OFFICE}:manifest:1.0"></manifest:manifest>'
    )
    return plain_zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": listed,
        }
    )


def varint(value: int) -> bytes:
    made = bytearray()
    while value > 127:
        made.append(value & 127 | 128)
        value >>= 7
    return bytes([*made, value])


def blob(kind: bytes, content: bytes, **told: int) -> bytes:
    """One piece of a PBF; `raw_size`, `data_size` and `header_size` may lie."""
    packed = zlib.compress(content, 9)
    body = b"\x10" + varint(told.get("raw_size", len(content)))
    body += bytes([told.get("field", 3) << 3 | 2]) + varint(len(packed)) + packed
    head = b"\n" + varint(len(kind)) + kind + b"\x18" + varint(told.get("data_size", len(body)))
    return struct.pack(">I", told.get("header_size", len(head))) + head + body


def pbf(*pieces: bytes) -> bytes:
    """A PBF: a header that any reader takes, and then what is given."""
    features = b"".join(b"\x22" + varint(len(f)) + f for f in (b"OsmSchema-V0.6", b"DenseNodes"))
    return blob(b"OSMHeader", features) + b"".join(pieces)
