"""What must be known of a workbook before openpyxl opens it: that it is one, that it is bounded, and what openpyxl does not tell.

Its XML is gone through once with expat, by pieces: no DTD, no entity, bounded depth; merged cells, hidden rows and columns,
formulas and those that were never computed, rows in their order.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from delib import archive
from delib.anomalie import Anomalie, DonneesError, Ligne, make

MAX_BYTES = 50 * 1024 * 1024
"""The largest workbook read: a list of 100,000 rows is under 10 MiB."""
MAX_MEMBERS = 2_000
"""The most members of the archive: a workbook of fifty sheets has two hundred."""
MAX_UNPACKED = 256 * 1024 * 1024
"""The most bytes that the XML to be read may hold: half a million rows of ten columns."""
MAX_TEXTS = 64 * 1024 * 1024
"""The most bytes of the table of texts, which openpyxl holds whole in memory."""
MAX_RATIO = 200
"""The most that one member over 1 MiB may swell."""
MAX_DEPTH = 256
"""The deepest XML: a sheet goes down to 8, a drawing to 40."""
MAX_LIGNES, MAX_COLONNES = 1_048_576, 16_384
MAX_UNCOMPUTED = 10_000
"""The most formulas without a result: beyond, no spreadsheet ever opened the workbook."""
MAX_MERGED = 50
"""The most merged ranges told."""

_REF = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_WORKBOOK = re.compile(r"xl/workbook[0-9]*\.xml")
_PIECE = 64 * 1024


@dataclass(slots=True)
class Feuille:
    """What a sheet holds that openpyxl does not tell; rows and columns counted from 1."""

    remplie: bool = False
    fusions: list[str] = field(default_factory=list)
    lignes_masquees: int = 0
    ligne_masquee: int = 0
    colonnes_masquees: list[tuple[int, int]] = field(default_factory=list)
    formules: int = 0
    formule: str = ""
    sans_valeur: set[tuple[int, int]] = field(default_factory=set)


_DAMAGED = (expat.ExpatError, zipfile.BadZipFile, zlib.error, ValueError, LookupError, EOFError, RuntimeError, OSError)


class _Refused(Exception):  # noqa: N818 - leaves the parser, is caught below
    pass


def check(data: bytes, fichier: str) -> dict[str, int]:
    """Return the members of the workbook and their sizes. Raises DonneesError with what makes it no workbook to read."""
    lieu = Ligne(fichier)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        protected = "EncryptedPackage".encode("utf-16-le") in data
        raise DonneesError([make("classeur-protege" if protected else "classeur-ancien", lieu)])
    if len(data) > MAX_BYTES:
        raise DonneesError([_outsized(lieu, f"il dépasse {MAX_BYTES // 1024 // 1024} Mo")])
    try:
        where = archive.directory(data)
        entries = archive.entries(data, where) if where.members <= MAX_MEMBERS else []
    except archive.Damaged:
        raise DonneesError([make("classeur-illisible", lieu, raison="il est abîmé ou incomplet")]) from None
    names = {entry.name: entry.size for entry in entries}
    if where.members > MAX_MEMBERS:
        raise DonneesError([_outsized(lieu, f"plus de {MAX_MEMBERS} fichiers dans l’archive")])
    if any(entry.flags & archive.ENCRYPTED for entry in entries):
        raise DonneesError([make("classeur-protege", lieu)])
    if len(names) != len(entries):
        raise DonneesError([make("classeur-illisible", lieu, raison="deux de ses parties ont le même nom")])
    _check_kind(names, lieu)
    texts = [entry for entry in entries if entry.name.lower().endswith((".xml", ".rels"))]
    swollen = any(entry.size > 1024 * 1024 and entry.size > MAX_RATIO * max(entry.end - entry.start, 1) for entry in texts)
    strings = any(entry.size > MAX_TEXTS for entry in texts if entry.name.lower().endswith("sharedstrings.xml"))
    if swollen or strings or sum(entry.size for entry in texts) > MAX_UNPACKED:
        raise DonneesError([_outsized(lieu, "son contenu décompressé est trop grand")])
    return names


def _check_kind(names: Mapping[str, int], lieu: Ligne) -> None:
    if any(_WORKBOOK.fullmatch(name) for name in names):
        return
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        raise DonneesError([make("classeur-ods", lieu)])
    if "xl/workbook.bin" in names:
        raise DonneesError([make("classeur-illisible", lieu, raison="c’est un classeur binaire (.xlsb)")])
    nature = "un document Word" if "word/document.xml" in names else "une archive, et non un classeur"
    conseil = "enregistrez la liste en .xlsx, ou en « CSV UTF-8 »"
    raise DonneesError([make("rangee-format", lieu, nature=nature, conseil=conseil)])


def _outsized(lieu: Ligne, raison: str) -> Anomalie:
    return make("classeur-demesure", lieu, raison=raison)


def scan(data: bytes, fichier: str, names: Mapping[str, int]) -> dict[str, Feuille]:
    """Return what the sheets hold, by member, once every XML member is found sound. Raises DonneesError."""
    made: dict[str, Feuille] = {}
    name = "principale"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for name in names:
                if name.lower().endswith((".xml", ".rels")):
                    with package.open(name) as stream:
                        feuille = _parse(stream)
                    if feuille is not None:
                        made[name] = feuille
    except _Refused as error:
        raise DonneesError([make("classeur-illisible", Ligne(fichier), raison=str(error))]) from None
    except _DAMAGED:
        raise DonneesError([make("classeur-illisible", Ligne(fichier), raison=f"sa partie {name[:80]} est abîmée")]) from None
    return made


def _parse(stream: IO[bytes]) -> Feuille | None:
    """Return what a sheet holds, None for another part. Raises _Refused, and what the parser raises."""
    depth = 0
    sheet: _Sheet | None = None
    starts: dict[str, Callable[[dict[str, str]], None]] = {}
    ends: dict[str, Callable[[], None]] = {}
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, sheet
        depth += 1
        if tag in starts:
            starts[tag](attributes)
        if depth == 1 and tag.endswith(" worksheet"):
            sheet, name = _Sheet(parser), tag.removesuffix("worksheet")
            starts.update((name + one, taken) for one, taken in sheet.starts.items())
            ends.update((name + one, taken) for one, taken in sheet.ends.items())
        elif depth > MAX_DEPTH:
            raise _Refused("son XML s’emboîte sur trop de niveaux")

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if tag in ends:
            ends[tag]()

    def doctype(*_told: object) -> None:
        raise _Refused("son XML porte une DTD")

    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = doctype
    parser.StartElementHandler, parser.EndElementHandler = start, end
    while piece := stream.read(_PIECE):
        parser.Parse(piece, False)
    parser.Parse(b"", True)
    return sheet.feuille if sheet is not None else None


class _Sheet:
    """Takes the elements of one sheet, as `parser` meets them."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        self.feuille = Feuille()
        self.row = 0
        self.column = 0
        self.hidden = False
        self.filled = False
        self.kind = ""
        self.formula = False
        self.given = False
        self.starts = {
            "row": self._row,
            "c": self._cell,
            "f": self._formula,
            "v": self._value,
            "is": self._inline,
            "mergeCell": self._merged,
            "col": self._col,
        }
        self.ends = {"row": self._end_row, "c": self._end_cell, "v": self._end_value}

    def _row(self, attributes: dict[str, str]) -> None:
        row = int(attributes.get("r", self.row + 1))
        if not self.row < row <= MAX_LIGNES:
            raise _Refused("ses lignes ne sont pas dans l’ordre")
        self.row, self.column, self.filled, self.hidden = row, 0, False, _true(attributes.get("hidden"))

    def _end_row(self) -> None:
        if self.filled:
            self.feuille.remplie = True
            if self.hidden:
                self.feuille.lignes_masquees += 1
                self.feuille.ligne_masquee = self.feuille.ligne_masquee or self.row

    def _cell(self, attributes: dict[str, str]) -> None:
        self.kind, self.given, self.formula = attributes.get("t", "n"), False, False
        ref = attributes.get("r")
        column = self.column + 1
        if ref is not None:
            found = _REF.fullmatch(ref)
            if found is None or int(found.group(2)) != self.row:
                raise _Refused("une de ses cellules n’est pas dans sa ligne")
            column = _number(found.group(1))
        if not self.column < column <= MAX_COLONNES:
            raise _Refused("ses colonnes ne sont pas dans l’ordre")
        self.column = column

    def _formula(self, _attributes: dict[str, str]) -> None:
        self.formula = self.filled = True

    def _value(self, _attributes: dict[str, str]) -> None:
        self.filled = True
        if self.formula:
            self.given = self.kind == "str"
            self.parser.CharacterDataHandler = self._text

    def _inline(self, _attributes: dict[str, str]) -> None:
        self.filled = self.given = True

    def _merged(self, attributes: dict[str, str]) -> None:
        if len(self.feuille.fusions) < MAX_MERGED:
            self.feuille.fusions.append(attributes.get("ref", "?"))

    def _col(self, attributes: dict[str, str]) -> None:
        if _true(attributes.get("hidden")):
            self.feuille.colonnes_masquees.append((int(attributes["min"]), int(attributes["max"])))

    def _end_value(self) -> None:
        if self.formula:
            self.parser.CharacterDataHandler = None

    def _end_cell(self) -> None:
        if not self.formula:
            return
        feuille = self.feuille
        feuille.formules += 1
        feuille.formule = feuille.formule or f"{letters(self.column)}{self.row}"
        if not self.given:
            feuille.sans_valeur.add((self.row, self.column))
            if len(feuille.sans_valeur) > MAX_UNCOMPUTED:
                raise _Refused("ses formules n’ont jamais été calculées")

    def _text(self, _data: str) -> None:
        self.given = True


def _true(word: str | None) -> bool:
    return word in ("1", "true")


def _number(column: str) -> int:
    """Return 28 for AB."""
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number


def letters(number: int) -> str:
    """Return AB for 28."""
    made = ""
    while number:
        number, rest = divmod(number - 1, 26)
        made = chr(65 + rest) + made
    return made
