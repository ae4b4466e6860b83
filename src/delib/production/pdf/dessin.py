"""Draws on the pages of a PDF: one stream for each distinct geometry, marked as an artifact, shared by all the pages it fits.

What was on a page is drawn first, between `q` and `Q`; a dictionary of resources is never changed: the pages drawn on are given
another. Draws neither forms nor annotations, and does not read what it drew: who calls it must.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from decimal import Decimal
from typing import cast

from pikepdf import Array, Dictionary, Name, Object, Pdf
from pikepdf import Page as Feuillet

from delib.anomalie import LectureError, Page, make
from delib.production.pdf.cadre import Boite, Cadre
from delib.production.pdf.contenu import settle, streams
from delib.production.pdf.ouverture import Ouvert, dictionary
from delib.production.pdf.police import Graisse, embed
from delib.production.pdf.sortie import to_bytes
from delib.production.pdf.trace import OPACITE, Trace

_NAME = "Delib"
"""What the names of our resources begin with; a number follows where a page already has such names."""


def frames(ouvert: Ouvert) -> list[Cadre]:
    """Return where each page is. Raises LectureError: the PDF is damaged."""
    try:
        return [_frame(page) for page in ouvert.pdf.pages]
    except Exception:
        raise _damaged(ouvert) from None


def draw(ouvert: Ouvert, traces: Mapping[int, Trace]) -> bytes:
    """Return the PDF with each trace drawn over its page, counted from 0: it is drawn in `ouvert` too.

    Raises LectureError: the PDF is damaged.
    """
    try:
        pages = [(ouvert.pdf.pages[rank], trace) for rank, trace in traces.items()]
        dessin = _Dessin(ouvert.pdf, [page for page, _ in pages])
        for page, trace in pages:
            dessin.draw(page, trace)
        return to_bytes(ouvert.pdf)
    except Exception:  # a damaged PDF leaves pikepdf by any of a dozen of them
        raise _damaged(ouvert) from None


def _damaged(ouvert: Ouvert) -> LectureError:
    return LectureError([make("pdf-illisible", Page(ouvert.fichier), raison="il est abîmé")])


def _frame(page: Feuillet) -> Cadre:
    """Return where a page is: what it takes from the tree of pages was given to it when the PDF was opened."""
    turn, unit = _number(page.get("/Rotate")), _number(page.get("/UserUnit"))
    return Cadre.of_page(_box(page.get("/MediaBox")), _box(page.get("/CropBox")), turn or 0, unit or 1)


def _box(value: object) -> Boite | None:
    numbers = [_number(one) for one in value] if isinstance(value, Array) else []
    return cast(Boite, tuple(numbers)) if len(numbers) == 4 and None not in numbers else None


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | Decimal) else None


class _Dessin:
    """What is drawn on pages of a PDF, and what of it they share."""

    def __init__(self, pdf: Pdf, pages: Iterable[Feuillet]) -> None:
        self.pdf = pdf
        self._name = _free_name(dictionary(page.get("/Resources")) for page in pages)
        self._streams: dict[bytes, Object] = {}
        self._fonts: dict[Graisse, Object] = {}
        self._resources: dict[tuple[bytes, frozenset[Graisse], float], Object] = {}
        self._contents: dict[tuple[tuple[int, int], ...], tuple[list[Object], int]] = {}

    def draw(self, page: Feuillet, trace: Trace) -> None:
        """Draw `trace` over a page."""
        parts, left_open = self._content(page)
        page.obj["/Resources"] = self._with_ours(dictionary(page.get("/Resources")), trace)
        page.obj["/Contents"] = Array([self._stream(b"q"), *parts, self._ink(trace, _frame(page), left_open)])

    def _content(self, page: Feuillet) -> tuple[list[Object], int]:
        """Return the streams that draw a page, and how many graphics states they leave saved."""
        parts = streams(page)
        key = tuple(one.objgen for one in parts)
        if key not in self._contents:
            try:
                mended, left_open = settle(page)
            except Exception:  # readers draw what they can of it: so it stays
                mended, left_open = None, 0
            self._contents[key] = (parts if mended is None else [self._stream(mended)]), left_open
        return self._contents[key]

    def _ink(self, trace: Trace, cadre: Cadre, left_open: int) -> Object:
        """Return the stream that closes what a page left open, then draws `trace` on it."""
        names = {graisse: f"{self._name}{graisse}" for graisse in trace.polices}
        drawn = trace.operateurs.format(**names)
        pale = f"/{self._name}{OPACITE} gs\n" if trace.opacite < 1 else ""
        usage = f" /Subtype /{trace.usage}" if trace.usage else ""
        closed = "Q\n" * (left_open + 1)
        mark = f"/Artifact <</Type /Pagination{usage}>> BDC"
        return self._stream(f"{closed}{mark}\nq\n{cadre.matrice}\n{pale}{drawn}Q\nEMC".encode("ascii"))

    def _with_ours(self, resources: Object, trace: Trace) -> Object:
        """Return the resources of a page with what `trace` names: one copy for all the pages whose own are the same."""
        key = (resources.unparse(), trace.polices, trace.opacite)
        if key not in self._resources:
            fonts = {f"/{self._name}{one}": self._font(one) for one in sorted(trace.polices)}
            state = Dictionary(Type=Name.ExtGState, ca=trace.opacite)
            states = {f"/{self._name}{OPACITE}": state} if trace.opacite < 1 else {}
            ours = copy(resources)
            for kind, made in (("/Font", fonts), ("/ExtGState", states)):
                if made:
                    ours[kind] = Dictionary({**dict(dictionary(resources.get(kind)).items()), **made})
            self._resources[key] = self.pdf.make_indirect(ours)
        return self._resources[key]

    def _font(self, graisse: Graisse) -> Object:
        if graisse not in self._fonts:
            self._fonts[graisse] = embed(graisse, self.pdf)
        return self._fonts[graisse]

    def _stream(self, content: bytes) -> Object:
        if content not in self._streams:
            self._streams[content] = self.pdf.make_stream(content)
        return self._streams[content]


def _free_name(resources: Iterable[Object]) -> str:
    """Return what our names begin with, so that no page has one like them."""
    used = {str(name) for one in resources for kind in ("/Font", "/ExtGState") for name in dictionary(one.get(kind))}
    rank = 1
    while any(name.startswith(f"/{_NAME}{rank}-") for name in used):
        rank += 1
    return f"{_NAME}{rank}-"
