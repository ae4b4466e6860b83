"""A tar archive read as it comes, packed by gzip or not, within bounds; nothing is ever extracted to the disk.

Python's `tarfile` reads it, and its `gzip`. They stop without a word at a header that is damaged, and trust the sizes that they
read: here the first raises, the second are bounded.
"""

from __future__ import annotations

import gzip
import tarfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, Protocol, Self, cast

from delib.archive import Damaged

MAX_UNPACKED = 400 * 1024 * 1024
"""The most bytes that an archive may hold once unpacked: a transmission is under 150 Mo, in all."""
MAX_RATIO = 200
"""The most that an archive over 1 MiB may swell: messages pack 20 times, PDF files hardly."""
MAX_MEMBERS = 5_000
"""The most members of an archive: an envelope of a hundred acts with ten annexes each has 1,201."""
MAX_SILENT = 1024 * 1024
"""The most packed bytes read for nothing: gzips of nothing, end to end, could be millions."""
MAX_HEADER = 64 * 1024
"""The longest name or pax header read, in bytes."""

_PIECE = 64 * 1024
_HEADERS = frozenset(
    (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
)
_KINDS = {
    tarfile.LNKTYPE: "un lien",
    tarfile.SYMTYPE: "un lien",
    tarfile.CHRTYPE: "un périphérique",
    tarfile.BLKTYPE: "un périphérique",
    tarfile.FIFOTYPE: "un tube nommé",
}
FICHIER, DOSSIER = "fichier", "dossier"


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
        self._packed = _Counted(stream)
        self._gzip = gzip.GzipFile(fileobj=cast(BinaryIO, self._packed), mode="rb")  # it asks for nothing but `read`
        self._unpacked = 0

    def read(self, size: int, /) -> bytes:
        """Return `size` bytes, fewer at the end."""
        made = b""
        while len(made) < size and (piece := self._piece(size - len(made))):
            made += piece
        return made

    def _piece(self, size: int) -> bytes:
        try:
            made = self._gzip.read1(min(size, _PIECE))
        except (gzip.BadGzipFile, EOFError, zlib.error):
            raise Damaged from None
        self._packed.silent = 0
        self._unpacked += len(made)
        if self._unpacked > max(MAX_RATIO * self._packed.count, 1024 * 1024) or self._unpacked > MAX_UNPACKED:
            raise Swollen
        return made


class _Counted:
    """A stream whose bytes are counted, in all and since `silent` was last put back to 0. Raises Swollen."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = self.silent = 0

    def read(self, size: int = -1, /) -> bytes:
        made = self._stream.read(size)
        self.count += len(made)
        self.silent += len(made)
        if self.silent > MAX_SILENT:
            raise Swollen
        return made


class _Header(tarfile.TarInfo):
    """A header of an archive; one that is damaged, or tells a size that cannot be, raises Damaged."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        made = super().frombuf(buf, encoding, errors)
        if not 0 <= made.size <= (MAX_HEADER if made.type in _HEADERS else MAX_UNPACKED):
            raise Damaged
        return made

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> Self:
        try:
            return super().fromtarfile(tarfile_)
        except (tarfile.EOFHeaderError, tarfile.EmptyHeaderError):  # type: ignore[attr-defined]  # unknown to typeshed: the end
            raise
        except tarfile.HeaderError:
            raise Damaged from None


def iter_members(stream: Readable, limit: int) -> Iterator[Member]:
    """Yield the members of a tar archive, the content of each cut at `limit` bytes. Raises Damaged or Swollen."""
    try:
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Header, encoding="utf-8") as archive:  # type: ignore[call-overload]
            for count, header in enumerate(archive, 1):
                if count > MAX_MEMBERS:
                    raise Swollen
                yield _member(archive, header, limit)
    except (tarfile.TarError, EOFError, UnicodeError, ValueError, OverflowError) as error:
        if isinstance(error, Swollen):
            raise
        raise Damaged from None


def _member(archive: tarfile.TarFile, header: tarfile.TarInfo, limit: int) -> Member:
    name = _text(header.name)
    if header.isdir():
        return Member(name, DOSSIER, 0, b"")
    if header.type in _KINDS:
        return Member(name, _KINDS[header.type], 0, b"")
    if not 0 <= header.size <= MAX_UNPACKED:  # a pax header may tell another size
        raise Damaged
    content = archive.extractfile(header)
    data = content.read(min(header.size, limit)) if content is not None else b""
    if len(data) < min(header.size, limit):
        raise Damaged
    return Member(name, FICHIER if header.isfile() else "un fichier d’un genre inconnu", header.size, data)


def is_header(block: bytes) -> bool:
    """Return whether the first bytes of `block` are the header of a member, be it at fault."""
    if block[257:262] == b"ustar":
        return True
    try:
        tarfile.TarInfo.frombuf(block[: tarfile.BLOCKSIZE], "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def _text(name: str) -> str:
    """Return the name of a member; one that is no UTF-8 is read as Windows writes names."""
    raw = name.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
