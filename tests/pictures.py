"""Small pictures made by code, sound and hostile, and what python-docx and docxtpl make of them: shared by three test files."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

DENSITY = 5906
"""Points a metre: 150 an inch."""


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a piece of a PNG file."""
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def png(width: int = 30, height: int = 20, grey: int = 128, density: int | None = None) -> bytes:
    """Return a PNG of one grey, whatever it declares: beyond 10,000 points, its content is that of a small one."""
    rows = (b"\x00" + bytes([grey]) * min(width, 100)) * min(height, 100)
    pieces = [chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, 8, 0, 0, 0, 0))]
    pieces += [] if density is None else [chunk(b"pHYs", struct.pack(">LLB", density, density, 1))]
    pieces += [chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(pieces)


def jpeg(width: int = 30, height: int = 20, *, density: int = 150, end: bytes = b"\xff\xd9") -> bytes:
    """Return the structure of a JPEG (JFIF): enough for who measures it, not for who decodes it."""
    head = b"\xff\xd8" + b"\xff\xe0" + struct.pack(">H5sHBHHBB", 16, b"JFIF\0", 0x0101, 1, density, density, 0, 0)
    frame = b"\xff\xc0" + struct.pack(">HBHHB3B", 11, 8, height, width, 1, 1, 0x11, 0)
    return head + frame + b"\xff\xda" + struct.pack(">HB2B3B", 8, 1, 1, 0, 0, 63, 0) + b"\x55" * 9 + end


def gif(width: int = 30, height: int = 20) -> bytes:
    """Return a GIF of one colour."""
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    return head + b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x4c\x01\x00;"


def bmp(width: int = 30, height: int = 20) -> bytes:
    """Return a grey BMP."""
    rows = b"\x80" * ((width * 3 + 3) // 4 * 4 * height)
    head = struct.pack("<LLLHHLLllLL", 40, width, height, 1, 24, 0, len(rows), DENSITY, DENSITY, 0, 0)
    return b"BM" + struct.pack("<LHHL", 54 + len(rows), 0, 0, 54) + head + rows


def tiff(width: int = 30, height: int = 20, order: str = "<") -> bytes:
    """Return a grey TIFF, its directory at the end, as scanners write it."""
    rows = b"\x80" * (width * height)
    fields = [
        (256, 3, width),
        (257, 3, height),
        (258, 3, 8),
        (259, 3, 1),
        (262, 3, 1),
        (273, 4, 8),
        (277, 3, 1),
        (279, 4, len(rows)),
    ]
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}L", 8 + len(rows))
    table = b"".join(
        struct.pack(f"{order}HHL{'HH' if kind == 3 else 'L'}", tag, kind, 1, *((value, 0) if kind == 3 else (value,)))
        for tag, kind, value in fields
    )
    return head + rows + struct.pack(f"{order}H", len(fields)) + table + bytes(4)


def word(build: Any = None) -> bytes:
    """Return a .docx of python-docx, in which `build` wrote."""
    import docx

    document = docx.Document()
    if build is not None:
        build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def saved(folder: Path, name: str, data: bytes) -> Path:
    """Return the file `name` that holds `data`."""
    path = folder / name
    path.write_bytes(data)
    return path
