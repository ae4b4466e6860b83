"""A tar archive read as it comes, packed by gzip or not, within bounds; nothing is ever extracted to the disk.

Reads what tar tools write: v7, ustar, GNU (long names, sizes in base 256) and pax (path, size). Links and devices are named and
have no content. Written without Python's `tarfile`, which trusts the sizes that it reads, and takes 9 ms to import.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, Protocol

from delib.archive import Damaged

MAX_UNPACKED = 400 * 1024 * 1024
"""The most bytes that an archive may hold once unpacked: a transmission is under 150 Mo, in all."""
MAX_RATIO = 200
"""The most that an archive over 1 MiB may swell: messages pack 20 times, PDF files hardly."""
MAX_MEMBERS = 5_000
"""The most members of an archive: an envelope of a hundred acts with ten annexes each has 1,201."""
MAX_STREAMS = 1_000
"""The most gzips end to end in a file: a tool makes one."""
MAX_HEADER = 64 * 1024
"""The longest name or pax header read, in bytes."""

_BLOCK = 512
_PIECE = 64 * 1024
_GZIP = b"\x1f\x8b"
_FILE = frozenset((b"0", b"\0", b"7"))
_KINDS = {
    b"1": "un lien",
    b"2": "un lien",
    b"3": "un périphérique",
    b"4": "un périphérique",
    b"6": "un tube nommé",
}
FICHIER, DOSSIER = "fichier", "dossier"
_FOLDER = b"5"


class Swollen(ValueError):  # noqa: N818 - as the house names what is refused
    """The archive unpacks to more than it may."""


class Readable(Protocol):
    """What gives bytes."""

    def read(self, size: int, /) -> bytes:
        """Return `size` bytes at most; none at the end."""


class Member(NamedTuple):
    """A member: its name, what it is (« fichier », « dossier », « un lien »…), its size, and its content, kept up to a limit.

    `data` is cut at the limit where the member is larger.
    """

    name: str
    kind: str
    size: int
    data: bytes


class Inflated:
    """The bytes that a gzip file holds, one after the other, within bounds. Raises Damaged or Swollen when they are read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._inflater = zlib.decompressobj(31)
        self._ready = self._pending = b""
        self._streams = 0
        self._packed = self._unpacked = 0
        self._ended = False

    def read(self, size: int, /) -> bytes:
        """Return `size` bytes, fewer at the end."""
        while len(self._ready) < size and not self._ended:
            self._ready += self._piece()
        made, self._ready = self._ready[:size], self._ready[size:]
        return made

    def _piece(self) -> bytes:
        """Return some more bytes, perhaps none."""
        packed = self._inflater.unconsumed_tail or self._next()
        try:
            made = self._inflater.decompress(packed, _PIECE)
        except zlib.error:
            raise Damaged from None
        self._unpacked += len(made)
        if self._unpacked > max(MAX_RATIO * self._packed, 1024 * 1024) or self._unpacked > MAX_UNPACKED:
            raise Swollen
        if self._inflater.eof:
            self._restart()
        return made

    def _next(self) -> bytes:
        """Return the packed bytes that follow. Raises Damaged at the end of the file."""
        packed, self._pending = self._pending or self._stream.read(_PIECE), b""
        if not packed:
            raise Damaged
        self._packed += len(packed)
        return packed

    def _restart(self) -> None:
        """Go on with the gzip that follows this one, if any; what else follows is padding."""
        self._streams += 1
        if self._streams > MAX_STREAMS:
            raise Swollen
        left = self._inflater.unused_data
        self._packed -= len(left)
        if len(left) < len(_GZIP):
            left += self._stream.read(_PIECE)
        self._ended = not left.startswith(_GZIP)
        self._pending = left
        self._inflater = zlib.decompressobj(31)


def iter_members(stream: Readable, limit: int) -> Iterator[Member]:
    """Yield the members of a tar archive, the content of each cut at `limit` bytes. Raises Damaged or Swollen."""
    name, size = "", -1
    count = 0
    while (head := _block(stream)) is not None:
        count += 1
        if count > MAX_MEMBERS:
            raise Swollen
        kind, told = head[156:157], _number(head[124:136])
        if kind in (b"L", b"x"):
            data = _content(stream, told, MAX_HEADER, whole=True)
            if kind == b"L":
                name = _text(data.rstrip(b"\0"))
            else:
                name, size = _pax(data, name, size)
            continue
        if kind in (b"g", b"K"):
            _content(stream, told, MAX_HEADER, whole=True)
            continue
        name, size = name or _name(head), told if size < 0 else size
        if kind in _KINDS:
            yield Member(name, _KINDS[kind], 0, b"")
        elif kind == _FOLDER or (kind == b"\0" and name.endswith("/")):
            yield Member(name, DOSSIER, 0, b"")
        else:
            data = _content(stream, size, limit)
            yield Member(name, FICHIER if kind in _FILE else "un fichier d’un genre inconnu", size, data)
        name, size = "", -1


def _block(stream: Readable) -> bytes | None:
    """Return the next header, None at the end of the archive. Raises Damaged."""
    block = stream.read(_BLOCK)
    if not block.strip(b"\0"):
        return None
    if not is_header(block):
        raise Damaged
    return block


def is_header(block: bytes) -> bool:
    """Return whether the first bytes of `block` are the header of a member: whether its checksum is right."""
    block = block[:_BLOCK]
    if len(block) < _BLOCK:
        return False
    try:
        told = _number(block[148:156])
    except Damaged:
        return False
    signs = sum(block) - sum(block[148:156]) + 8 * 32
    signed = sum(struct.unpack("148b8x356b", block)) + 8 * 32
    return told in (signs, signed)


def _number(field: bytes) -> int:
    """Return the number of a field: octal figures, or base 256 where its first bit is set. Raises Damaged."""
    if field[0] & 0x80:
        number = int.from_bytes(field, "big", signed=False) & ~(0x80 << 8 * (len(field) - 1))
        if field[0] & 0x40 or number > MAX_UNPACKED:
            raise Damaged
        return number
    try:
        return int(field.split(b"\0")[0].strip() or b"0", 8)
    except ValueError:
        raise Damaged from None


def _content(stream: Readable, size: int, limit: int, *, whole: bool = False) -> bytes:
    """Return the content of a member, cut at `limit`; go past the rest of it. Raises Damaged where it ends too soon."""
    if size < 0 or size > MAX_UNPACKED or (whole and size > limit):
        raise Damaged
    kept = stream.read(min(size, limit))
    if len(kept) < min(size, limit):
        raise Damaged
    left = -(-size // _BLOCK) * _BLOCK - len(kept)
    while left > 0:
        piece = stream.read(min(left, _PIECE))
        if not piece and left < _BLOCK:  # the last member, whose block some tools do not fill
            break
        if not piece:
            raise Damaged
        left -= len(piece)
    return kept


def _name(head: bytes) -> str:
    """Return the name that a header bears: with its prefix, where it is POSIX's."""
    name = _text(head[:100].split(b"\0")[0])
    prefix = _text(head[345:500].split(b"\0")[0]) if head[257:263] == b"ustar\0" else ""
    return f"{prefix}/{name}" if prefix else name


def _pax(data: bytes, name: str, size: int) -> tuple[str, int]:
    """Return the name and the size that a pax header gives, those that it does not give unchanged. Raises Damaged."""
    while data:
        length, _, _ = data.partition(b" ")
        if not length.isdigit() or len(length) > 6 or not len(length) + 1 < int(length) <= len(data):
            raise Damaged
        key, _, value = data[len(length) + 1 : int(length) - 1].partition(b"=")
        data = data[int(length) :]
        if key == b"path":
            name = _text(value)
        elif key == b"size":
            if not value.isdigit() or len(value) > 12:
                raise Damaged
            size = int(value)
    return name, size


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
