"""Finds the objects of any PDF, by the tables that pypdf read; pypdf writes again the file that is untidy.

Opens no file (see `ouverture`) and understands no object (see `syntaxe`).
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterable
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import IndirectObject, StreamObject

from delib.anomalie import LectureError, Page, make
from delib.production.pdf.objets import Objets
from delib.production.pdf.ouverture import Ouvert
from delib.production.pdf.repertoire import BLANKS, MAX_SPARSE, standing, version
from delib.production.pdf.syntaxe import Fautif, Renvoi


def table(ouvert: Ouvert) -> Objets:
    """Return the objects of a PDF, as they were written; of an untidy one (a table that lies, generations), as pypdf mends it.

    Raises LectureError for a file that pypdf cannot mend.
    """
    if ouvert.objets is not None:
        return ouvert.objets.copy()
    with contextlib.suppress(Exception):  # pypdf's dozen, and Fautif: what is written there is not what the table says
        return _table(ouvert.reader, ouvert.data)
    try:
        stream = io.BytesIO()
        PdfWriter(clone_from=PdfReader(io.BytesIO(ouvert.data), strict=False)).write(stream)
        return _table(PdfReader(stream), stream.getvalue())
    except Exception:  # what pypdf cannot write again either
        raise LectureError([make("pdf-illisible", Page(ouvert.fichier), raison="il est abîmé")]) from None


def _table(reader: PdfReader, data: bytes) -> Objets:
    """Return the objects of a PDF whose tables are right. Raises Fautif, or what pypdf raises."""
    if any(places for generation, places in reader.xref.items() if generation not in (0, 65535)):
        raise Fautif
    free = reader.xref_free_entry.get(0, {})
    places = {number: at for number, at in reader.xref.get(0, {}).items() if number and not free.get(number)}
    bodies = {**standing(data, places, reader._startxref), **_packed(reader)}
    if max(bodies, default=0) > MAX_SPARSE * (len(bodies) + 100):
        raise Fautif
    racine = reader.trailer.raw_get("/Root")
    info = reader.trailer.raw_get("/Info") if "/Info" in reader.trailer else None
    if not isinstance(racine, IndirectObject):
        raise Fautif
    told = Renvoi(info.idnum) if isinstance(info, IndirectObject) and info.idnum != racine.idnum else None
    made = Objets(bodies, Renvoi(racine.idnum), told, version(data))
    made.groupe = bool(reader.xref_objStm)
    if "Pages" not in made.catalogue:
        raise Fautif
    return made


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
        yield number, data[start:end].strip(BLANKS)
