# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes a clean picture of what someone sent, in a process of its own with little memory and time.

Run as a script, alone: it imports nothing of the product. On standard input come the bytes of one
file; on standard output go a line of JSON and then two JPEGs, large and small. Pixels are decoded
and written anew, so nothing else of the file lives on: no place, camera, name, comment or profile,
and nothing that was hung behind the picture. Exit status 3 and a word on standard error: refused.
"""

import io
import json
import sys
import warnings
from typing import Any

FORMATS = ("JPEG", "PNG", "WEBP")  # read by Pillow itself; all else stays closed
MOST_PIXELS = 50_000_000
LONGEST = 2_400  # pixels of the longest side: handwriting on an A3 stays readable
SMALL = 480
QUALITY = 82
MEMORY = 1024**3  # bytes of address space: 50 million pixels take 150 MB
SECONDS = 20  # of processor time
REFUSED = 3


class Refused(Exception):
    """The word says why: 'unknown', 'large' or 'broken'."""


def limit() -> None:
    """Give up rights we do not need, as far as the system knows how."""
    try:
        import resource
    except ImportError:  # Windows: only the time limit of whoever started us
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def develop(raw: bytes) -> tuple[dict[str, int], bytes, bytes]:
    """Size, large and small picture. Raises Refused."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as opened:
            opened.draft("RGB", (LONGEST, LONGEST))  # a JPEG can be read at half its size
            picture = _flat(ImageOps.exif_transpose(opened))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("large") from None
    except UnidentifiedImageError:
        raise Refused("unknown") from None
    except (OSError, ValueError, SyntaxError, TypeError, IndexError, KeyError, EOFError):
        raise Refused("broken") from None
    picture.thumbnail((LONGEST, LONGEST))
    width, height = picture.size
    large = _jpeg(picture)
    picture.thumbnail((SMALL, SMALL))
    return {"width": width, "height": height}, large, _jpeg(picture)


def _flat(opened: Any) -> Any:
    """Plain colours on white, without anything that came along with the pixels."""
    from PIL import Image

    has_holes = "A" in opened.getbands() or "transparency" in opened.info
    whole = opened.convert("RGBA" if has_holes else "RGB")
    sheet = Image.new("RGB", whole.size, "white")
    sheet.paste(whole, mask=whole.getchannel("A") if has_holes else None)
    return sheet


def _jpeg(picture: Any) -> bytes:
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return made.getvalue()


def main() -> int:
    raw = sys.stdin.buffer.read()
    limit()
    try:
        size, large, small = develop(raw)
    except Refused as refusal:
        sys.stderr.write(str(refusal))
        return REFUSED
    except MemoryError:
        sys.stderr.write("large")
        return REFUSED
    told = {**size, "large": len(large), "small": len(small)}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + large + small)
    return 0


if __name__ == "__main__":
    sys.exit(main())
