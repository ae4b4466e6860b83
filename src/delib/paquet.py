"""A Word package (.docx): read within bounds, written always the same.

Follows no relationship, reads no DTD nor entity, runs nothing. Refuses macros, encryption, and archives that swell.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from delib import archive
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
_FORBIDDEN = re.compile(r"^$|^/|[\x00-\x1f\x7f\\]")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_KINDS = {
    f"{_WORD}document.main+xml": "document",
    **{f"{_WORD}{kind}+xml": kind for kind in ("header", "footer", "footnotes", "endnotes", "comments")},
    "application/vnd.openxmlformats-package.core-properties+xml": "core",
}
_TEMPLATE = f"{_WORD}template.main+xml"
_SEVERAL = "une archive de plusieurs documents"
_OTHER = "une archive qui n’est pas un document Word"
_NOT_TAGS = bytes(set(range(256)) - set(b"<>/:\"'"))
_STRETCH = 1024
_UNBOUND = expat.errors.codes[expat.errors.XML_ERROR_UNBOUND_PREFIX]


class _Part:
    """A part and, once it is known, its record in an archive: shared by every package that holds the part."""

    __slots__ = ("data", "record")

    def __init__(self, data: bytes, record: archive.Record | None = None) -> None:
        self.data = data
        self.record = record


class Paquet(Mapping[str, bytes]):
    """The parts of a Word package, in their order, uncompressed; never altered."""

    __slots__ = ("_parties", "_parts")

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = {name: _Part(data) for name, data in parts.items()}
        self._parties: dict[str, str] | None = None

    def __getitem__(self, name: str) -> bytes:
        return self._parts[name].data

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def replaced(self, parts: Mapping[str, bytes]) -> Paquet:
        """Return the package with `parts` in place of those of the same name, new ones last; the others stay packed."""
        made = Paquet(parts)
        made._parts = {**self._parts, **made._parts}
        return made

    @property
    def parties(self) -> Mapping[str, str]:
        """Return the kind of the parts that a person fills, by name: document (one), header, footer, footnotes, endnotes,
        comments, core (the properties). Told by the content types, whatever the names; the glossary's own are left out.
        """
        if self._parties is None:
            types = _types(self)
            self._parties = {name: _KINDS[kind] for name, kind in types.items() if kind in _KINDS and "glossary/" not in name}
        return self._parties

    @property
    def empreinte(self) -> str:
        """Return the sha256, in hexadecimal, of the sorted parts' names and uncompressed bytes: one on every machine."""
        digest = hashlib.sha256()
        for name in sorted(self._parts):
            data = self._parts[name].data
            digest.update(f"{len(name.encode())}:{name}:{len(data)}:".encode())
            digest.update(data)
        return digest.hexdigest()

    def to_bytes(self) -> bytes:
        """Return the .docx: fixed dates, fixed order; a part that was read is copied as it was packed, a new one packed once."""
        records = []
        for name in sorted(self._parts, key=lambda name: (name != CONTENT_TYPES, name != "_rels/.rels")):
            part = self._parts[name]
            if part.record is None:  # two threads may both come here: they make the same record
                part.record = archive.pack(name, part.data)
            records.append(part.record)
        return archive.joined(records)


def open_file(path: str) -> Paquet:
    """Return the package in file `path`. Raises LectureError (cannot be read) or ModeleError (refused)."""
    return read(load(path), path)


def load(path: str) -> bytes:
    """Return the bytes of file `path`, one more than MAX_BYTES at most. Raises LectureError."""
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            raise LectureError([make("docx-illisible", Word(path), raison="ce n’est pas un fichier")])
        with open(path, "rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise LectureError([make("docx-illisible", Word(path), raison=os_reason(error))]) from None


def read(data: bytes, fichier: str) -> Paquet:
    """Return the package that `data` hold. Raises ModeleError with what is wrong in it."""
    place = Word(fichier)
    if len(data) > MAX_BYTES:
        raise ModeleError([make("docx-trop-grand", place, limite=f"{MAX_BYTES // 1024 // 1024} Mo")])
    if not data.startswith(b"PK"):
        raise ModeleError([make("docx-pas-docx", place, nature=_nature(data))])
    paquet = Paquet({})
    try:
        paquet._parts = _members(data, place)
    except archive.Damaged:
        raise ModeleError([make("docx-tronque", place)]) from None
    if CONTENT_TYPES not in paquet:
        raise ModeleError([make("docx-pas-docx", place, nature=_kin(data))])
    _check_texts(paquet, fichier)
    return paquet


def _nature(data: bytes) -> str:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "un ancien fichier Word (.doc) ou un fichier protégé par mot de passe"
    if data.startswith(b"%PDF"):
        return "un PDF"
    if data.startswith(b"{\\rtf"):
        return "un fichier RTF"
    return "un fichier d’une autre nature" if data else "un fichier vide"


def _kin(data: bytes) -> str:
    """Return what an archive that is no Word document is."""
    return "un document OpenDocument (.odt, .ods…)" if b"mimetypeapplication/vnd.oasis.opendocument" in data[:200] else _OTHER


def _members(data: bytes, place: Word) -> dict[str, _Part]:
    where = archive.directory(data)
    if where.members > MAX_MEMBERS:
        raise ModeleError([make("docx-bombe", place, raison=f"plus de {MAX_MEMBERS} fichiers dans l’archive")])
    parts: dict[str, _Part] = {}
    total = 0
    folded: set[str] = set()
    for entry in archive.entries(data, where):
        name = entry.name
        if _FORBIDDEN.search(name) or ".." in name.split("/") or name.lower() in folded:
            raise ModeleError([make("docx-nom", place, nom=name[:80])])
        if name.endswith("/"):
            continue
        folded.add(name.lower())
        if entry.flags & archive.ENCRYPTED:
            raise ModeleError([make("docx-chiffre", place)])
        total += entry.size
        swells = entry.size > 1024 * 1024 and entry.size > MAX_RATIO * max(entry.end - entry.start, 1)
        if total > MAX_UNPACKED or swells:
            raise ModeleError([make("docx-bombe", place, raison="son contenu décompressé est démesuré")])
        parts[name] = _Part(*archive.unpack(data, entry))
    return parts


def _declared(xml: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """Return the content types that [Content_Types].xml gives to names and to extensions, all in lower case."""
    by_name: dict[str, str] = {}
    by_extension: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "").strip().lower()
        if tag.rpartition(":")[2] == "Override":
            by_name[attributes.get("PartName", "").lower()] = kind
        elif tag.rpartition(":")[2] == "Default":
            by_extension[attributes.get("Extension", "").lower()] = kind

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(xml, True)
    return by_name, by_extension


def _types(paquet: Paquet) -> dict[str, str]:
    """Return the content type of each part, "" where none is told."""
    by_name, by_extension = _declared(paquet.get(CONTENT_TYPES, b"<Types/>"))
    return {
        name: by_name.get(f"/{name.lower()}", by_extension.get(name.rpartition(".")[2].lower(), ""))
        for name in paquet
        if name != CONTENT_TYPES
    }


def _check_texts(paquet: Paquet, fichier: str) -> None:
    """Raise ModeleError unless this is one Word document without macros, whose XML is sound."""
    place = Word(fichier)
    _check_size(paquet, [CONTENT_TYPES], place)
    check_xml(paquet[CONTENT_TYPES], fichier, CONTENT_TYPES)
    _check_types(paquet, place)
    texts = [name for name in paquet if name.lower().endswith((".xml", ".rels"))]
    _check_size(paquet, texts, place)
    for name in texts:
        check_xml(paquet[name], fichier, name)


def _check_size(paquet: Paquet, texts: list[str], place: Word) -> None:
    if sum(len(paquet[name]) for name in texts) > MAX_XML:
        raise ModeleError([make("docx-bombe", place, raison=f"son texte dépasse {MAX_XML // 1024 // 1024} Mo")])


def _check_types(paquet: Paquet, place: Word) -> None:
    by_name, by_extension = _declared(paquet[CONTENT_TYPES])
    types = _types(paquet).values()
    macros = any("vbaproject" in kind for kind in types) or any(name.lower().endswith("vbaproject.bin") for name in paquet)
    if macros or any("macroenabled" in kind for kind in (*by_name.values(), *by_extension.values())):
        raise ModeleError([make("docx-macros", place)])
    bodies = [name for name, kind in paquet.parties.items() if kind == "document"]
    if len(bodies) != 1 or not all(name.lower().endswith(".xml") for name in paquet.parties):
        nature = "un modèle Word (.dotx)" if _TEMPLATE in types else _SEVERAL if len(bodies) > 1 else _OTHER
        raise ModeleError([make("docx-pas-docx", place, nature=nature)])


class _TooDeep(Exception):  # noqa: N818 - leaves the parser, is caught below
    pass


class _Doctype(Exception):  # noqa: N818 - leaves the parser, is caught below
    pass


def check_xml(data: bytes, fichier: str, name: str, *, espaces: bool = False, depth: bool = True) -> None:
    """Raise ModeleError unless `data` is well-formed XML without DTD nor entity, of bounded depth.

    With `espaces`, its prefixes must be declared too (half as long again). Without `depth`, it may be as deep as it likes: for a
    part whose elements are all of a template that was checked.
    """
    parser = expat.ParserCreate(namespace_separator=" " if espaces else None)
    odd = b"\0" in data[:2] or data[:2] in (b"\xff\xfe", b"\xfe\xff")  # UTF-16: expat reads no other whose tags are not ASCII

    def doctype(*_told: object) -> None:
        raise _Doctype

    def other(*_told: object) -> None:
        nonlocal odd
        odd = True

    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = doctype
    parser.CommentHandler = parser.ProcessingInstructionHandler = parser.StartCdataSectionHandler = other
    try:
        parser.Parse(data, True)
        if depth and (odd or _may_be_deep(data)):
            _check_depth(data)
    except _Doctype:
        raise ModeleError([make("xml-dtd", Word(fichier, name))]) from None
    except _TooDeep:
        raise ModeleError([make("xml-profondeur", Word(fichier, name), limite=MAX_XML_DEPTH)]) from None
    except expat.ExpatError as error:
        fault = "préfixe non déclaré" if error.code == _UNBOUND else "XML fautif"
        raison = f"{fault} ligne {error.lineno}, colonne {error.offset + 1}"
        raise ModeleError([make("xml-mal-forme", Word(fichier, name), raison=raison)]) from None


def _may_be_deep(data: bytes) -> bool:
    """Return whether elements may nest too deep; a False is sure of sound XML that has neither UTF-16, comment, CDATA nor PI.

    Counts tags by stretches, seven times as fast as a call for each element.
    """
    tags = data.translate(None, _NOT_TAGS)
    if tags.count(b"<") <= MAX_XML_DEPTH:
        return False
    if b"</>" in tags or tags.count(b"<") != tags.count(b">"):  # <a/> or </a>, and a > in a text: not told apart
        return True
    depth = 0
    for at in range(0, len(tags), _STRETCH):
        closed = tags.count(b"</", at, at + _STRETCH + 1)
        opened = tags.count(b"<", at, at + _STRETCH) - closed - tags.count(b"/>", at, at + _STRETCH + 1)
        if depth + opened > MAX_XML_DEPTH:
            return True
        depth += opened - closed
    return False


def _check_depth(data: bytes) -> None:
    depth = 0

    def start(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_XML_DEPTH:
            raise _TooDeep

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(data, True)
