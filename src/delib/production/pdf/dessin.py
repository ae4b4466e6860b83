"""Draws on the pages of a PDF: one stream for each distinct geometry, marked as an artifact, shared by all the pages it fits.

The file's own bytes stay as they are, what is drawn is added after them (`ajout`); a file that cannot be added to is first
written again, whole. What was on a page is drawn first, between `q` and `Q`; a dictionary of resources is never changed: the
pages drawn on are given another. Draws neither forms nor annotations, and does not read what it drew: who calls it must.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import cast

from pypdf import PageObject, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, PdfObject, StreamObject

from delib.anomalie import DelibError, LectureError, Page, make
from delib.production.pdf import ajout
from delib.production.pdf.ajout import Numero, Queue
from delib.production.pdf.cadre import Boite, Cadre
from delib.production.pdf.contenu import settle
from delib.production.pdf.ouverture import Ouvert, array, dictionary, open_pdf
from delib.production.pdf.police import Graisse, embed
from delib.production.pdf.sortie import to_bytes
from delib.production.pdf.trace import OPACITE, Trace

MAX_OBJECTS = 8_388_607
"""The most objects of a PDF that readers take (ISO 32000-1, annex C)."""
_NAME = "Delib"
"""What the names of our resources begin with; a number follows where a page already has such names."""


def frames(ouvert: Ouvert) -> list[Cadre]:
    """Return where each page is. Raises LectureError: the PDF is damaged."""
    try:
        return [_frame(page) for page in ouvert.reader.pages]
    except Exception:
        raise _damaged(ouvert) from None


def draw(ouvert: Ouvert, traces: Mapping[int, Trace]) -> bytes:
    """Return the PDF with each trace drawn over its page, counted from 0. Raises LectureError: the PDF is damaged."""
    try:
        if not ajout.is_sound(ouvert.data) or any(page.indirect_reference is None for page in ouvert.reader.pages):
            ouvert = open_pdf(to_bytes(PdfWriter(clone_from=ouvert.reader)), ouvert.fichier)
        return _Dessin(ouvert, traces).to_bytes()
    except DelibError:
        raise
    except Exception:  # a damaged PDF leaves pypdf by any of a dozen of them
        raise _damaged(ouvert) from None


def _damaged(ouvert: Ouvert) -> LectureError:
    return LectureError([make("pdf-illisible", Page(ouvert.fichier), raison="il est abîmé")])


def _frame(page: PageObject) -> Cadre:
    turn, unit = _number(page.get("/Rotate")), _number(page.get("/UserUnit"))
    return Cadre.of_page(_box(page.get("/MediaBox")), _box(page.get("/CropBox")), turn or 0, unit or 1)


def _box(value: object) -> Boite | None:
    numbers = [_number(one) for one in array(value)]
    return cast(Boite, tuple(numbers)) if len(numbers) == 4 and None not in numbers else None


def _number(value: object) -> float | None:
    found: object = value.get_object() if isinstance(value, PdfObject) else None
    return float(found) if isinstance(found, int | float) else None


class _Dessin:
    """What is added to a PDF: objects, each as it is written, by number."""

    def __init__(self, ouvert: Ouvert, traces: Mapping[int, Trace]) -> None:
        self.data = ouvert.data
        self.reader = ouvert.reader
        self.objets: dict[Numero, bytes] = {}
        self._next = self._first_free()
        self._streams: dict[bytes, IndirectObject] = {}
        self._fonts: dict[Graisse, IndirectObject] = {}
        self._resources: dict[tuple[int, frozenset[Graisse], float], IndirectObject] = {}
        self._contents: dict[tuple[int, ...], tuple[bytes | None, int]] = {}
        pages = {rank: self.reader.pages[rank] for rank in traces}
        self._name = self._free_name([dictionary(page.get("/Resources")) for page in pages.values()])
        # Two leaves of the tree may be one object: it is drawn on once.
        for page, trace in {page.indirect_reference: (page, traces[rank]) for rank, page in pages.items()}.values():
            self._draw(page, trace)

    def to_bytes(self) -> bytes:
        """Return the whole file."""
        trailer = self.reader.trailer
        root, information, identifiers = (trailer.get(key) and trailer.raw_get(key) for key in ("/Root", "/Info", "/ID"))
        first = array(identifiers)[:1]
        queue = Queue(
            racine=_written(cast(PdfObject, root)),
            information=_written(information) if isinstance(information, PdfObject) else b"",
            identifiant=_written(first[0]) if first else b"",
            suivant=self._next,
        )
        return ajout.append(self.data, self.objets, queue)

    def _first_free(self) -> int:
        """Return the first number that no object of the file has; its trailer may count them wrong."""
        used: list[int] = [number for table in (*self.reader.xref.values(), self.reader.xref_objStm) for number in table]
        told = int(_number(self.reader.trailer.get("/Size")) or 0)
        return max(told if told <= MAX_OBJECTS else 0, *used, 0) + 1

    @staticmethod
    def _free_name(resources: list[DictionaryObject]) -> str:
        """Return what our names begin with, so that no page has one like them."""
        seen = {id(one): one for one in resources}.values()
        used = {name for one in seen for kind in ("/Font", "/ExtGState") for name in dictionary(one.get(kind))}
        rank = 1
        while any(str(name).startswith(f"/{_NAME}{rank}-") for name in used):
            rank += 1
        return f"{_NAME}{rank}-"

    def _draw(self, page: PageObject, trace: Trace) -> None:
        reference = cast(IndirectObject, page.indirect_reference)
        parts, left_open = self._content(dictionary(reference))
        drawn = self._ink(trace, _frame(page), left_open)
        changed = _copied(dictionary(reference))
        changed[NameObject("/Resources")] = self._with_ours(dictionary(page.get("/Resources")), trace)
        changed[NameObject("/Contents")] = ArrayObject([self._stream(b"q"), *parts, drawn])
        self.objets[reference.idnum, reference.generation] = _written(changed)

    def _content(self, page: DictionaryObject) -> tuple[list[PdfObject], int]:
        """Return the streams that draw a page, and how many graphics states they leave saved."""
        raw = page.raw_get("/Contents") if "/Contents" in page else None
        found = array(raw) or [cast(PdfObject, raw)]
        parts: list[PdfObject] = [one for one in found if isinstance(one, IndirectObject)]
        parts = [one for one in parts if isinstance(one.get_object(), StreamObject)]
        key = tuple(cast(IndirectObject, one).idnum for one in parts)
        if key not in self._contents:
            self._contents[key] = _settled([cast(StreamObject, one.get_object()) for one in parts])
        mended, left_open = self._contents[key]
        return ([*parts] if mended is None else [self._stream(mended)]), left_open

    def _ink(self, trace: Trace, cadre: Cadre, left_open: int) -> IndirectObject:
        """Return the stream that closes what a page left open, then draws `trace` on it."""
        names = {graisse: f"{self._name}{graisse}" for graisse in trace.polices}
        drawn = trace.operateurs.format(**names)
        pale = f"/{self._name}{OPACITE} gs\n" if trace.opacite < 1 else ""
        usage = f" /Subtype /{trace.usage}" if trace.usage else ""
        closed = "Q\n" * (left_open + 1)
        mark = f"/Artifact <</Type /Pagination{usage}>> BDC"
        return self._stream(f"{closed}{mark}\nq\n{cadre.matrice}\n{pale}{drawn}Q\nEMC".encode("ascii"))

    def _with_ours(self, resources: DictionaryObject, trace: Trace) -> IndirectObject:
        """Return the resources of a page with what `trace` names: one copy for all the pages that share them."""
        key = (id(resources), trace.polices, trace.opacite)  # the reader keeps what it read: no other takes that place in memory
        if key not in self._resources:
            copy = _copied(resources)
            fonts = _copied(dictionary(resources.get("/Font")))
            fonts.update({NameObject(f"/{self._name}{one}"): self._font(one) for one in sorted(trace.polices)})
            copy[NameObject("/Font")] = fonts
            if trace.opacite < 1:
                states = _copied(dictionary(resources.get("/ExtGState")))
                states[NameObject(f"/{self._name}{OPACITE}")] = self._add(b"<</Type /ExtGState /ca %.2f>>" % trace.opacite)
                copy[NameObject("/ExtGState")] = states
            self._resources[key] = self._add(_written(copy))
        return self._resources[key]

    def _font(self, graisse: Graisse) -> IndirectObject:
        if graisse not in self._fonts:
            self._fonts[graisse] = self._reference(embed(graisse, self._put))
        return self._fonts[graisse]

    def _stream(self, content: bytes) -> IndirectObject:
        if content not in self._streams:
            self._streams[content] = self._add(ajout.stream(content))
        return self._streams[content]

    def _add(self, body: bytes) -> IndirectObject:
        return self._reference(self._put(body))

    def _put(self, body: bytes) -> int:
        self.objets[self._next, 0] = body
        self._next += 1
        return self._next - 1

    def _reference(self, number: int) -> IndirectObject:
        return IndirectObject(number, 0, self.reader)


def _settled(streams: list[StreamObject]) -> tuple[bytes | None, int]:
    """Return what `settle` does of the streams put together; one that cannot be decoded is taken to be in order."""
    try:
        return settle(b"\n".join(one.get_data() for one in streams))
    except Exception:  # readers draw what they can of it: so it stays
        return None, 0


def _copied(found: DictionaryObject) -> DictionaryObject:
    """Return a dictionary that holds what `found` does, references left as they are."""
    copy = DictionaryObject()
    copy.update({key: found.raw_get(key) for key in found})
    return copy


def _written(value: PdfObject) -> bytes:
    stream = io.BytesIO()
    value.write_to_stream(stream)
    return stream.getvalue()
