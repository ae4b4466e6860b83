"""Finds the objects of a PDF whose one table is right, as LibreOffice writes it: without pypdf, ten times as fast.

A PDF that is anything else (updated, packed, encrypted, damaged) is left to `inventaire`.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from delib.production.pdf import syntaxe
from delib.production.pdf.objets import Objets
from delib.production.pdf.syntaxe import Dictionnaire, Fautif, Renvoi

MAX_SPARSE = 20
"""How many times the objects that it has a file may number before pypdf gives them other numbers: a table lists them all."""
HEADER_WITHIN = 1024
"""Where the mark `%PDF-` must begin, in bytes: readers look no further (ISO 32000-1, annex H, note 13)."""
_LAST = 1024
"""Where `startxref` is looked for, in bytes from the end of the file (annex H, note 18)."""
_START = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF\s*")
_TABLE = re.compile(rb"xref\s+0 (\d{1,8})[ \r]?[\r\n]")
_ROW = re.compile(rb"(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)")


def tidy(data: bytes) -> Objets | None:
    """Return the objects of a PDF that has one table of the plain kind, right, and is not encrypted; None of any other."""
    try:
        found = _START.search(data, max(0, len(data) - _LAST)) if data.startswith(b"%PDF-") else None
        if found is None or found.end() != len(data):
            return None
        places, trailer = _table(data, int(found[1]))
        racine, info = trailer.get("Root"), trailer.get("Info")
        usual = isinstance(racine, Renvoi) and (info is None or isinstance(info, Renvoi)) and racine != info
        if not usual or not isinstance(racine, Renvoi) or trailer.keys() & {"Prev", "XRefStm", "Encrypt"}:
            return None
        made = Objets(standing(data, places, int(found[1])), racine, info, version(data))
        return made if "Pages" in made.catalogue else None
    except Fautif:
        return None


def _table(data: bytes, at: int) -> tuple[dict[int, int], Dictionnaire]:
    """Return where the objects stand, by number, and the trailer. Raises Fautif."""
    head = _TABLE.match(data, at)
    if head is None:
        raise Fautif
    rows = _ROW.findall(data, head.end(), head.end() + 20 * int(head[1]))
    end = head.end() + 20 * len(rows)
    if len(rows) != int(head[1]) or data[end : end + 7] != b"trailer":
        raise Fautif
    places = {number: int(place) for number, (place, _generation, kind) in enumerate(rows) if kind == b"n"}
    if any(generation != b"00000" for _place, generation, kind in rows if kind == b"n") or 0 in places:
        raise Fautif
    if len(rows) > MAX_SPARSE * (len(places) + 100):
        raise Fautif
    trailer, _end = syntaxe.read(data, end + 7)
    return places, trailer if isinstance(trailer, dict) else {}


_OBJ = re.compile(rb"[\0\t\n\f\r ]*+(\d{1,10})[\0\t\n\f\r ]++0[\0\t\n\f\r ]++obj")
_END = re.compile(rb"[\0\t\n\f\r ]*+endobj")
_VERSION = re.compile(rb"%PDF-(\d\.\d)")
BLANKS = b"\0\t\n\f\r "
"""White space (ISO 32000-1, § 7.2.2)."""


def standing(data: bytes, places: dict[int, int], last: int) -> dict[int, bytes]:
    """Return the text of each object that stands in the file. Raises Fautif."""
    bounds = sorted({*places.values(), last, len(data)})
    lengths: dict[int, int] = {}
    bodies = {}
    for number, at in places.items():
        head = _OBJ.match(data, at)
        if head is None or int(head[1]) != number:
            raise Fautif
        bound = bounds[bisect_right(bounds, at)] if at < bounds[-1] else len(data)
        end = data.find(b"endobj", head.end())
        # Sure where nothing else stands before the next object; else (an older version, a stream that holds the word) it is read.
        if end < 0 or data[end + 6 : bound].strip(BLANKS):
            end = _read_end(data, head.end(), places, lengths)
        bodies[number] = data[head.end() : end].strip(BLANKS)
    return bodies


def _read_end(data: bytes, at: int, places: dict[int, int], lengths: dict[int, int]) -> int:
    """Return where the object ends whose text begins at `at`: its `endobj`. Raises Fautif."""
    value, end = syntaxe.read(data, at)
    start = syntaxe.STREAM.match(data, end) if isinstance(value, dict) else None
    if start is not None and isinstance(value, dict):
        length = value.get("Length")
        if isinstance(length, Renvoi):
            length = _length(data, length.numero, places, lengths)
        if not isinstance(length, int) or not 0 <= length <= len(data):
            raise Fautif
        closing = syntaxe.ENDSTREAM.match(data, start.end() + length)
        if closing is None:
            raise Fautif
        end = closing.end()
    closing = _END.match(data, end)
    if closing is None:
        raise Fautif
    return closing.end() - 6


def _length(data: bytes, number: int, places: dict[int, int], lengths: dict[int, int]) -> int:
    if number not in lengths:
        head = _OBJ.match(data, places.get(number, len(data)))
        value = syntaxe.read(data, head.end())[0] if head is not None else None
        if not isinstance(value, int):
            raise Fautif
        lengths[number] = value
    return lengths[number]


def version(data: bytes) -> str:
    """Return the version that the header says, "1.7" at least (what is written here is of ISO 32000-1), "2.0" at most."""
    found = _VERSION.search(data[: HEADER_WITHIN + 8])
    return "2.0" if found and found[1] >= b"2.0" else "1.7"
