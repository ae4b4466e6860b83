"""A file given beside a template (a picture, an object, a sub-document): read within bounds, known by its own bytes.

Believes neither a name nor an extension. Decodes no picture: it walks its structure, so that what is cut short, empty or
measureless is refused before anything costly reads it.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from typing import IO

from delib.modele.langage import Fault
from delib.systeme import os_reason

Descripteur = str | os.PathLike[str] | bytes | IO[bytes]
"""What a caller may give for a file: its path, its bytes, or an open binary file."""

MAX_FICHIER = 32 * 1024 * 1024
"""The largest file taken: an A4 page in colour at 300 dpi, uncompressed (TIFF, BMP), is under 26 MiB."""
MAX_PIXELS = 150_000_000
"""The most points of a picture: an A0 plan at 300 dpi, or an A4 page at 1200 dpi, has 140 million."""
MAX_PIECES = 200_000
"""The most pieces of a picture: 32 MiB in pieces of 255 bytes, as GIF cuts them, make 132,000; a PNG has 4,096 of 8 KiB."""
MAX_TAGS = 512
"""The most fields of a TIFF's directory: scanners write about twenty."""

_MAGIC: tuple[tuple[str, int, bytes], ...] = (
    ("png", 0, b"\x89PNG\r\n\x1a\n"),
    ("jpg", 0, b"\xff\xd8\xff"),
    ("gif", 0, b"GIF87a"),
    ("gif", 0, b"GIF89a"),
    ("tiff", 0, b"MM\x00*"),
    ("tiff", 0, b"II*\x00"),
    ("bmp", 0, b"BM"),
    ("emf", 40, b" EMF"),
    ("wmf", 0, b"\xd7\xcd\xc6\x9a"),
    ("wmf", 0, b"\x01\x00\x09\x00"),
    ("webp", 8, b"WEBP"),
    ("heif", 4, b"ftyp"),
    ("zip", 0, b"PK\x03\x04"),
    ("ole", 0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("pdf", 0, b"%PDF"),
)
_WORDS = {
    "png": "une image PNG",
    "jpg": "une image JPEG",
    "gif": "une image GIF",
    "tiff": "une image TIFF",
    "bmp": "une image BMP",
    "emf": "un dessin EMF",
    "wmf": "un dessin WMF",
    "webp": "une image WebP",
    "heif": "une image HEIC ou AVIF",
    "svg": "un dessin SVG",
    "zip": "un fichier Word, Excel ou PowerPoint, ou une archive",
    "ole": "un ancien fichier Word ou Excel",
    "pdf": "un PDF",
    "": "un fichier d’une autre nature",
}


class _Defect(Exception):  # noqa: N818 - never leaves this module
    pass


CODE = "fichier-joint-illisible"


def read_source(source: Descripteur, code: str = CODE, limite: int = MAX_FICHIER) -> bytes:
    """Return the bytes of a file given by path, bytes or open file. Raises Fault of kind `code` when it cannot be read."""
    try:
        if isinstance(source, bytes | bytearray | memoryview):
            data = bytes(source)
        elif isinstance(source, str | os.PathLike):
            data = _read_path(os.fspath(source), code, limite)
        else:
            source.seek(0)
            data = source.read(limite + 1)
    except OSError as error:
        raison = "ce fichier n’existe pas" if isinstance(error, FileNotFoundError) else os_reason(error)
        raise Fault(code, nom=name_of(source), raison=raison) from None
    except (AttributeError, TypeError, ValueError):
        data = None
    if not isinstance(data, bytes):
        raise Fault(code, nom=name_of(source), raison="donnez un chemin, des octets, ou un fichier ouvert en binaire")
    if len(data) > limite:
        raise Fault(code, nom=name_of(source), raison=f"il dépasse {limite // 1024 // 1024} Mo")
    if not data:
        raise Fault(code, nom=name_of(source), raison="ce fichier est vide")
    return data


def _read_path(path: str, code: str, limite: int) -> bytes:
    if os.path.exists(path) and not os.path.isfile(path):
        raise Fault(code, nom=name_of(path), raison="ce n’est pas un fichier")
    with open(path, "rb") as stream:
        return stream.read(limite + 1)


def name_of(source: object) -> str:
    """Return the base name of a file given by its path, or "" for bytes and open files."""
    return os.path.basename(os.fspath(source)) if isinstance(source, str | os.PathLike) else ""


def nature(data: bytes) -> str:
    """Return what `data` are by their first bytes (`png`, `jpg`, `zip`…), or "" when they say nothing."""
    for kind, offset, sign in _MAGIC:
        if data.startswith(sign, offset):
            return kind
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "svg" if head.startswith((b"<svg", b"<?xml", b"<!--", b"<!doctype svg")) and b"<svg" in head else ""


def in_words(kind: str) -> str:
    """Return a nature as a sentence has it: « une image PNG »."""
    return _WORDS[kind]


def defect(data: bytes) -> str:
    """Return why `data` are no picture that python-docx and Word know how to place, in French; "" when they are one."""
    kind = nature(data)
    measure = _MEASURES.get(kind)
    if measure is None:
        return f"c’est {in_words(kind)}"
    try:
        width, height = measure(data)
    except (struct.error, IndexError):
        return "elle est tronquée"
    except _Defect as raison:
        return str(raison)
    if not width or not height:
        return "elle n’a pas de dimensions"
    if width * height > MAX_PIXELS:
        return f"elle déclare {width} × {height} points, plus de {MAX_PIXELS // 1_000_000} millions"
    return ""


def _png(data: bytes) -> tuple[int, int]:
    view = memoryview(data)
    at = 8
    kinds: list[bytes] = []
    while not kinds or kinds[-1] != b"IEND":
        length, kind = struct.unpack_from(">L4s", data, at)
        (checksum,) = struct.unpack_from(">L", data, at + 8 + length)
        if checksum != zlib.crc32(view[at + 4 : at + 8 + length]) or len(kinds) > MAX_PIECES:
            raise _Defect("elle est abîmée")
        kinds.append(kind)
        at += 12 + length
    if kinds[0] != b"IHDR" or b"IDAT" not in kinds:
        raise _Defect("elle est abîmée")
    width, height = struct.unpack_from(">LL", data, 16)
    return width, height


def _jpeg(data: bytes) -> tuple[int, int]:
    size = (0, 0)
    at = 2
    for _ in range(MAX_PIECES):
        if data[at] != 0xFF:
            raise _Defect("elle est abîmée")
        marker = data[at + 1]
        if marker == 0xFF:  # a byte that fills
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC) and size == (0, 0):
            height, width = struct.unpack_from(">HH", data, at + 5)
            size = (width, height)
        if marker == 0xDA:
            if data.find(b"\xff\xd9", at) < 0:
                raise _Defect("elle est tronquée")
            return size
        at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    raise _Defect("elle est abîmée")


def _gif(data: bytes) -> tuple[int, int]:
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    at = 13 + _colours(flags)
    inside = False
    for _ in range(MAX_PIECES):
        sign = data[at]
        if inside or not sign:  # the length of a piece; none ends them
            at += 1 + sign
            inside = sign > 0
        elif sign == 0x3B:
            return width, height
        elif sign in (0x2C, 0x21):  # an image, or what goes with it
            at += 11 + _colours(data[at + 9]) if sign == 0x2C else 2
            inside = True
        else:
            break
    raise _Defect("elle est abîmée")


def _colours(flags: int) -> int:
    """Return the length of the table of colours that the flags of a GIF announce."""
    return 3 * (2 << (flags & 7)) if flags & 0x80 else 0


def _bmp(data: bytes) -> tuple[int, int]:
    total, start, header, width, height = struct.unpack_from("<L4xLLLL", data, 2)
    if header not in (40, 52, 56, 64, 108, 124):
        raise _Defect("ce BMP est d’un genre ancien" if header == 12 else f"c’est {in_words('')}")
    if max(total, start + 1) > len(data):
        raise _Defect("elle est tronquée")
    return width, height


def _tiff(data: bytes) -> tuple[int, int]:
    order = ">" if data.startswith(b"MM") else "<"
    (start,) = struct.unpack_from(f"{order}L", data, 4)
    (number,) = struct.unpack_from(f"{order}H", data, start)
    if number > MAX_TAGS:
        raise _Defect("elle est abîmée")
    struct.unpack_from("4s", data, start + 2 + 12 * number)
    fields: dict[int, tuple[int, ...]] = {}
    said = 0
    for at in range(start + 2, start + 2 + 12 * number, 12):
        tag, kind, length = struct.unpack_from(f"{order}HHL", data, at)
        sign, size = {3: ("H", 2), 4: ("L", 4)}.get(kind, ("s", 1))
        said += length * size
        if said > len(data):  # python-docx reads each text, wherever it says that it lies
            raise _Defect("elle est tronquée")
        if kind in (3, 4):
            (far,) = struct.unpack_from(f"{order}L", data, at + 8)
            fields[tag] = struct.unpack_from(f"{order}{length}{sign}", data, at + 8 if length * size <= 4 else far)
    for starts, lengths in ((273, 279), (324, 325)):  # strips, tiles
        ends = map(sum, zip(fields.get(starts, ()), fields.get(lengths, ()), strict=False))
        if max(ends, default=0) > len(data):
            raise _Defect("elle est tronquée")
    return sum(fields.get(256, (0,))[:1]), sum(fields.get(257, (0,))[:1])


_MEASURES: dict[str, Callable[[bytes], tuple[int, int]]] = {"png": _png, "jpg": _jpeg, "gif": _gif, "bmp": _bmp, "tiff": _tiff}
PICTURES = frozenset(_MEASURES)
"""The natures of pictures that python-docx measures."""
