"""Finds the objects of a PDF in its file, each as it was written; pypdf mends the file that is untidy.

Reads the tables that pypdf read; opens no file (see `ouverture`) and understands no object (see `syntaxe`).
"""

from __future__ import annotations

import contextlib
import io
import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import IndirectObject, StreamObject

from delib.anomalie import LectureError, Page, make
from delib.production.pdf import syntaxe
from delib.production.pdf.objets import Objets
from delib.production.pdf.ouverture import HEADER_WITHIN, Ouvert
from delib.production.pdf.syntaxe import Fautif, Renvoi

MAX_SPARSE = 20
"""How many times the objects that it has a file may number before pypdf gives them other numbers: a table lists them all."""


def table(ouvert: Ouvert) -> Objets:
    """Return the objects of a PDF, as they were written; of an untidy one (a table that lies, generations), as pypdf mends it.

    Raises LectureError for a file that pypdf cannot mend.
    """
    with contextlib.suppress(Exception):  # pypdf's dozen, and Fautif: what is written there is not what the table says
        return _table(ouvert.reader, ouvert.data)
    try:
        stream = io.BytesIO()
        PdfWriter(clone_from=PdfReader(io.BytesIO(ouvert.data), strict=False)).write(stream)
        return _table(PdfReader(stream), stream.getvalue())
    except Exception:  # what pypdf cannot write again either
        raise LectureError([make("pdf-illisible", Page(ouvert.fichier), raison="il est abîmé")]) from None


def _table(reader: PdfReader, data: bytes) -> Objets:
    """Return the objects of a tidy PDF. Raises Fautif, or what pypdf raises."""
    if any(places for generation, places in reader.xref.items() if generation not in (0, 65535)):
        raise Fautif
    free = reader.xref_free_entry.get(0, {})
    places = {number: at for number, at in reader.xref.get(0, {}).items() if number and not free.get(number)}
    bodies = {**_standing(data, places, reader._startxref), **_packed(reader)}
    if max(bodies, default=0) > MAX_SPARSE * (len(bodies) + 100):
        raise Fautif
    racine = reader.trailer.raw_get("/Root")
    info = reader.trailer.raw_get("/Info") if "/Info" in reader.trailer else None
    if not isinstance(racine, IndirectObject):
        raise Fautif
    told = Renvoi(info.idnum) if isinstance(info, IndirectObject) and info.idnum != racine.idnum else None
    made = Objets(bodies, Renvoi(racine.idnum), told, _version(data))
    made.groupe = bool(reader.xref_objStm)
    if "Pages" not in made.catalogue:
        raise Fautif
    return made


_OBJ = re.compile(rb"[\0\t\n\f\r ]*+(\d{1,10})[\0\t\n\f\r ]++0[\0\t\n\f\r ]++obj")
_END = re.compile(rb"[\0\t\n\f\r ]*+endobj")
_VERSION = re.compile(rb"%PDF-(\d\.\d)")
_BLANKS = b"\0\t\n\f\r "


def _standing(data: bytes, places: dict[int, int], last: int) -> dict[int, bytes]:
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
        if end < 0 or data[end + 6 : bound].strip(_BLANKS):
            end = _read_end(data, head.end(), places, lengths)
        bodies[number] = data[head.end() : end].strip(_BLANKS)
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


def _packed(reader: PdfReader) -> dict[int, bytes]:
    """Return the text of each object that lies in a stream of objects (ISO 32000-1, § 7.5.7)."""
    bodies: dict[int, bytes] = {}
    for holder in sorted({holder for holder, _rank in reader.xref_objStm.values()}):
        stream: Any = IndirectObject(holder, 0, reader).get_object()
        if not isinstance(stream, StreamObject):
            raise Fautif
        bodies.update((number, body) for number, body in _unpacked(stream) if reader.xref_objStm.get(number, (0, 0))[0] == holder)
    return bodies


def _unpacked(stream: StreamObject) -> Iterable[tuple[int, bytes]]:
    data = stream.get_data()
    entries: Any = stream
    first, count = int(entries["/First"]), int(entries["/N"])
    numbers = [int(one) for one in data[:first].split()[: 2 * count]]
    starts = [first + at for at in numbers[1::2]]
    if len(numbers) != 2 * count or starts != sorted(starts):
        raise Fautif
    for number, start, end in zip(numbers[::2], starts, [*starts[1:], len(data)], strict=True):
        yield number, data[start:end].strip(_BLANKS)


def _version(data: bytes) -> str:
    """Return the version that the header says, "1.7" at least (what is written here is of ISO 32000-1), "2.0" at most."""
    found = _VERSION.search(data[: HEADER_WITHIN + 8])
    return "2.0" if found and found[1] >= b"2.0" else "1.7"
