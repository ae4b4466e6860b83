"""A Word package (.docx): read within bounds, written always the same.

Follows no relationship, reads no DTD nor entity, runs nothing. Refuses macros, encryption, and archives that swell.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from delib.anomalie import LectureError, ModeleError, Word, make
from delib.systeme import os_reason

MAX_BYTES = 50 * 1024 * 1024
"""The largest .docx read: an act with twenty scanned pages is under 20 MiB."""
MAX_MEMBERS = 2_000
"""The most members of a package: a 300-page document with images has a few hundred."""
MAX_UNPACKED = 200 * 1024 * 1024
"""The most bytes that a package may hold once unpacked."""
MAX_XML = 16 * 1024 * 1024
"""The most bytes that the XML parts of a package may hold together: a 300-page act is under 4 MiB."""
MAX_RATIO = 200
"""The most that one member over 1 MiB may swell: text of Word packs 10 to 30 times."""
MAX_XML_DEPTH = 256
"""The deepest XML read: Word itself nests tables and text boxes under 100."""

CONTENT_TYPES = "[Content_Types].xml"
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold (§2.2), and so no Word file. Said by what it is: the complement takes 4 ms to compile."""
DATE = (1980, 1, 1, 0, 0, 0)
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x0001 | 0x0040 | 0x2000


class Paquet(Mapping[str, bytes]):
    """The parts of a Word package, in their order, uncompressed."""

    __slots__ = ("_parts",)

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = dict(parts)

    def __getitem__(self, name: str) -> bytes:
        return self._parts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def replaced(self, parts: Mapping[str, bytes]) -> Paquet:
        """Return the package with `parts` in place of those of the same name."""
        return Paquet({**self._parts, **parts})

    @property
    def empreinte(self) -> str:
        """Return the sha256, in hexadecimal, of the sorted parts' names and uncompressed bytes: one on every machine."""
        digest = hashlib.sha256()
        for name in sorted(self._parts):
            data = self._parts[name]
            digest.update(f"{len(name.encode())}:{name}:{len(data)}:".encode())
            digest.update(data)
        return digest.hexdigest()

    def to_bytes(self) -> bytes:
        """Return the .docx: fixed dates, fixed order, one `compress()` call a part; equal parts give equal bytes."""
        stream = io.BytesIO()
        names = sorted(self._parts, key=lambda name: (name != CONTENT_TYPES, name != "_rels/.rels"))
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name in names:
                info = zipfile.ZipInfo(name, DATE)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system = 3
                info.external_attr = 0o600 << 16
                archive.writestr(info, self._parts[name])
        return stream.getvalue()


def open_file(path: str) -> Paquet:
    """Return the package in file `path`. Raises LectureError (cannot be read) or ModeleError (refused)."""
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            raise LectureError([make("docx-illisible", Word(path), raison="ce n’est pas un fichier")])
        with open(path, "rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise LectureError([make("docx-illisible", Word(path), raison=os_reason(error))]) from None
    return read(data, path)


def read(data: bytes, fichier: str) -> Paquet:
    """Return the package that `data` hold. Raises ModeleError with what is wrong in it."""
    place = Word(fichier)
    if len(data) > MAX_BYTES:
        raise ModeleError([make("docx-trop-grand", place, limite=f"{MAX_BYTES // 1024 // 1024} Mo")])
    if not data.startswith(b"PK"):
        raise ModeleError([make("docx-pas-docx", place, nature=_nature(data))])
    try:
        parts = _members(data, fichier)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, OSError, LookupError):
        raise ModeleError([make("docx-tronque", place)]) from None
    if CONTENT_TYPES not in parts or "word/document.xml" not in parts:
        raise ModeleError([make("docx-pas-docx", place, nature="une archive qui n’est pas un document Word")])
    if b"macroenabled" in parts[CONTENT_TYPES].lower() or any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise ModeleError([make("docx-macros", place)])
    written = [name for name in parts if name.lower().endswith((".xml", ".rels"))]
    if sum(len(parts[name]) for name in written) > MAX_XML:
        raise ModeleError([make("docx-bombe", place, raison=f"son texte dépasse {MAX_XML // 1024 // 1024} Mo")])
    for name in written:
        check_xml(parts[name], fichier, name)
    return Paquet(parts)


def _nature(data: bytes) -> str:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "un ancien fichier Word (.doc) ou un fichier protégé par mot de passe"
    if data.startswith(b"%PDF"):
        return "un PDF"
    if data.startswith(b"{\\rtf"):
        return "un fichier RTF"
    return "un fichier d’une autre nature" if data else "un fichier vide"


def _members(data: bytes, fichier: str) -> dict[str, bytes]:
    place = Word(fichier)
    parts: dict[str, bytes] = {}
    if data.count(_ENTRY) > MAX_MEMBERS:  # before zipfile makes an object of each
        raise ModeleError([make("docx-bombe", place, raison=f"plus de {MAX_MEMBERS} fichiers dans l’archive")])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        total = 0
        folded: set[str] = set()
        for info in archive.infolist():
            if info.is_dir():
                continue
            name = info.filename
            if name.startswith("/") or "\\" in name or ".." in name.split("/") or name.lower() in folded:
                raise ModeleError([make("docx-nom", place, nom=name[:80])])
            folded.add(name.lower())
            if info.flag_bits & _ENCRYPTED:
                raise ModeleError([make("docx-chiffre", place)])
            total += info.file_size
            swells = info.file_size > 1024 * 1024 and info.file_size > MAX_RATIO * max(info.compress_size, 1)
            if total > MAX_UNPACKED or swells:
                raise ModeleError([make("docx-bombe", place, raison="son contenu décompressé est démesuré")])
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise ModeleError([make("docx-tronque", place)])
            with archive.open(info) as member:
                part = member.read(info.file_size + 1)
            if len(part) != info.file_size:
                raise ModeleError([make("docx-tronque", place)])
            parts[name] = part
    return parts


class _Refused(Exception):  # noqa: N818 - leaves the parser, is caught below
    pass


def check_xml(data: bytes, fichier: str, name: str) -> None:
    """Raise ModeleError unless `data` is well-formed XML without DTD nor entity, of bounded depth."""
    parser = expat.ParserCreate()
    depth = 0

    def start(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_XML_DEPTH:
            raise _Refused("profondeur")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_args: object) -> None:
        raise _Refused("dtd")

    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = doctype
    # Counting depth costs a call an element: only a part with that many slashes, in whatever encoding, can be too deep.
    if data.count(b"/") > MAX_XML_DEPTH:
        parser.StartElementHandler = start
        parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
    except _Refused as refused:
        if str(refused) == "dtd":
            raise ModeleError([make("xml-dtd", Word(fichier, name))]) from None
        raise ModeleError([make("xml-profondeur", Word(fichier, name), limite=MAX_XML_DEPTH)]) from None
    except expat.ExpatError as error:
        raison = f"XML fautif ligne {error.lineno}, colonne {error.offset + 1}"
        raise ModeleError([make("xml-mal-forme", Word(fichier, name), raison=raison)]) from None
