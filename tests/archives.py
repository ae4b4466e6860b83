"""Zip archives written by hand, field by field, as tools other than Python's write them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable


def zip_of(
    parts: Iterable[tuple[str, bytes]],
    *,
    extra: tuple[bytes, bytes] = (b"", b""),
    wide: str = "",
    descriptor: bytes | None = None,
    ends: str = "",
    head: bytes = b"",
    whole: bool = True,
) -> bytes:
    """Return an archive written by hand.

    `extra` fields (local, central); `wide` sizes (« local », « central ») in zip64 fields; a `descriptor` mark after the data;
    `ends` with « record » in zip64 too, its plain figures « full »; bytes at the `head`; the last
    block of the deflated members, unless they are not `whole`.
    """
    made, listed = head, b""
    parts = list(parts)
    for name, data in parts:
        raw, flags = name.encode(), (0x0800 if not name.isascii() else 0) | (0x0008 if descriptor is not None else 0)
        deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
        body = deflater.compress(data) + deflater.flush(zlib.Z_FINISH if whole else zlib.Z_SYNC_FLUSH)
        sizes = struct.pack("<3I", zlib.crc32(data), len(body), len(data))
        full = struct.pack("<3I", zlib.crc32(data), 0xFFFFFFFF, 0xFFFFFFFF)
        field = struct.pack("<2H2Q", 1, 16, len(data), len(body))
        here, there = extra
        local = bytes(12) if descriptor is not None else full if "local" in wide else sizes
        here += field if "local" in wide else b""
        place = struct.pack("<I", len(made))
        if "central" in wide:
            there += struct.pack("<2H3Q", 1, 24, len(data), len(body), len(made))
            place = b"\xff" * 4
        said = struct.pack("<5H", 45, flags, 8, 0x6B2A, 0x5A21)
        made += b"PK\x03\x04" + said + local + struct.pack("<2H", len(raw), len(here)) + raw + here + body
        if descriptor is not None:
            made += descriptor + sizes
        counts = struct.pack("<5HI", len(raw), len(there), 3, 0, 1, 0x20)
        listed += b"PK\x01\x02" + struct.pack("<H", 45) + said + (full if "central" in wide else sizes)
        listed += counts + place + raw + there + b"mot"
    start, end = len(made), b""
    count, size = len(parts), len(listed)
    if "record" in ends:
        end = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
        end += struct.pack("<4sIQI", b"PK\x06\x07", 0, start + size, 1)
    if "full" in ends:
        count, size, start = 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF
    return made + listed + end + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, size, start, 0)
