"""A Word file judged before LibreOffice sees it: a sound package, nothing to fetch, nothing that changes with the clock.

LibreOffice makes a page of anything, fetches linked pictures, and prints today's date in a DATE field: here is said, or settled,
what it does in silence.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from delib import paquet
from delib.anomalie import Anomalie, DonneesError, Word, make
from delib.modele.parties import iter_parties
from delib.paquet import Paquet

_OUTSIDE = frozenset({"image", "subDocument", "aFChunk", "frame"})
"""The relationships whose target would be shown (ECMA-376-1, § 11 to 15): a link may lead where it likes, a picture may not."""
_CHUNK = "aFChunk"
"""A page of another format that Word takes in when it opens the file: LibreOffice leaves it out."""
_REVISION = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)[ >/]")
_INSTRUCTION = re.compile(
    rb"(?P<before><w:instrText(?:\s[^<>]*)?>\s*|<w:fldSimple\s[^<>]*?w:instr=\"\s*)(?P<field>DATE|TIME|FILENAME)"
    rb"(?P<after>(?=[\s\\<\"])[^<\"]*)",
    re.IGNORECASE,
)
_PATH = re.compile(rb"\\p\b", re.IGNORECASE)
_FROZEN = b"DELIB-"
"""What a field is renamed with: LibreOffice shows the last result of a field that it does not know."""
_WHAT = {"DATE": "la date du jour", "TIME": "l’heure", "FILENAME": "le chemin du fichier"}


class Examen(NamedTuple):
    """What LibreOffice is given, what is worth telling of it, and whether its pages bear a watermark already."""

    docx: bytes
    anomalies: tuple[Anomalie, ...]
    filigrane: bool


def examine(docx: bytes, fichier: str) -> Examen:
    """Return what a Word file is, fit to be converted, its fields that change with the clock or the machine frozen as saved.

    Raises ModeleError (no sound .docx), DonneesError (it shows what it does not hold).
    """
    package = paquet.read(docx, fichier)
    outside = list(_iter_outside(package, fichier))
    if outside:
        raise DonneesError(outside)
    told: dict[Anomalie, None] = {}
    changed: dict[str, bytes] = {}
    filigrane = False
    for name, kind, partie in iter_parties(package):
        if kind == "core":
            continue
        data = package[name]
        if _REVISION.search(data):
            told[make("pdf-revisions", Word(fichier))] = None
        filigrane = filigrane or (kind == "header" and b"PowerPlusWaterMarkObject" in data)
        frozen, fields = _frozen(data)
        if fields:
            changed[name] = frozen
            told |= {make("pdf-champ-variable", Word(fichier, partie), champ=one, quoi=_WHAT[one]): None for one in fields}
    return Examen(package.replaced(changed).to_bytes() if changed else docx, tuple(told), filigrane)


def _frozen(data: bytes) -> tuple[bytes, list[str]]:
    """Return a part with the fields that vary made unknown to LibreOffice, and the names of those fields."""
    fields: dict[str, None] = {}

    def freeze(found: re.Match[bytes]) -> bytes:
        name = found["field"].decode().upper()
        if name == "FILENAME" and not _PATH.search(found["after"]):  # the copy that is converted has the name of the file
            return found[0]
        fields[name] = None
        return found["before"] + _FROZEN + found["field"] + found["after"]

    return _INSTRUCTION.sub(freeze, data), list(fields)


def _iter_outside(package: Paquet, fichier: str) -> Iterator[Anomalie]:
    """Yield an anomaly for each thing shown that is not in the file, or that LibreOffice would leave out."""
    for name in package:
        folder, base = posixpath.split(name)
        if not folder.endswith("_rels") or not base.endswith(".rels"):
            continue
        owner = package.get(posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels")), b"")
        for code, key, target in _relations(package[name]):
            if _is_shown(owner, key):
                yield make(code, Word(fichier), cible=target)


def _relations(rels: bytes) -> list[tuple[str, str, str]]:
    """Return the anomaly, the identifier and the target of the relationships to what could not be printed."""
    found: list[tuple[str, str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").rpartition("/")[2]
        outside = attributes.get("TargetMode") == "External" and kind in _OUTSIDE
        if outside or kind == _CHUNK:
            code = "pdf-image-externe" if outside else "pdf-contenu-perdu"
            found.append((code, attributes.get("Id", ""), attributes.get("Target", "")))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.Parse(rels, True)  # well-formed, without DTD: `paquet.read` saw to it
    return found


def _is_shown(owner: bytes, key: str) -> bool:
    """Return whether a part shows what relationship `key` leads to: it names it, and has no copy of it."""
    for found in re.finditer(rb"<[^<>]*?:(\w+)=\"" + re.escape(key.encode()) + rb"\"[^<>]*>", owner):
        copies = re.findall(rb":(embed|id)=\"", found[0])
        if not copies or (found[1] == b"id" and len(copies) == 1):
            return True
    return False
