"""What can be seen on the pages of a PDF: their texts, where they stand, and where nothing is drawn. The only door of pdfium.

Everything is told as the page is displayed: turned as its /Rotate says, cut to its CropBox, in points from the top left corner.
The text of annotations that are shown (a stamp set down as one) counts as the page's own. Runs no script, fills no form, follows
no link, changes no file.

pdfium is not thread-safe, wherever in the process it is called from: one lock guards every call made here.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from types import TracebackType

import pypdfium2.raw as pdfium

from delib.anomalie import LectureError, Page, make

MAX_BYTES = 150 * 1024 * 1024
"""The largest PDF looked at: what a transmission may weigh in all (Pastell's form says 150 Mo)."""
MAX_PAGES = 20_000
"""The most pages of a PDF looked at."""
MAX_CHARS = 500_000
"""The most characters of a page read: a dense page of a règlement has 5,000."""
HEADER_WITHIN = 1024
"""Where the mark `%PDF-` must begin, in bytes: readers look no further (ISO 32000-1, annex H, note 13)."""
SCALE = 3.0
"""Pixels a point where ink is looked for: 216 dpi, at which pdfium draws the thinnest line one whole pixel wide."""
MAX_PIXELS = 16_000_000
"""The most pixels drawn at once: two A4 pages at SCALE; a larger region is looked at more coarsely."""

_LOCK = threading.RLock()
_WHITE = 0xFFFFFFFF
_WITHOUT_TEXT = frozenset((pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_TEXT))
"""The annotations that show no text of their own on the page: a link, a note that opens when clicked and its icon."""

Boite = tuple[str, float, float, float, float]
"""A text and where it stands: left, top, right, bottom, in points from the top left corner of the page as displayed."""


class Vue:
    """A PDF looked at, closed at the end of its `with`. Raises LectureError: damaged, password, no pages, too large.

    A PDF restricted by its owner (no printing, no copying) opens without a password: it is read, since anyone can read it.
    """

    def __init__(self, data: bytes, fichier: str = "") -> None:
        self.fichier = fichier
        self._data = data  # pdfium reads it for as long as the document is open
        self._pages: dict[int, _Page] = {}
        if len(data) > MAX_BYTES:
            raise self._unreadable(f"il dépasse {MAX_BYTES // 1024 // 1024} Mo")
        if b"%PDF-" not in data[:HEADER_WITHIN]:
            raise self._unreadable("ce n’est pas un PDF" if data else "il est vide")
        with _LOCK:
            self._document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
            failure = 0 if self._document else pdfium.FPDF_GetLastError()
            self.pages: int = pdfium.FPDF_GetPageCount(self._document) if self._document else 0
        if failure in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise LectureError([make("pdf-chiffre", Page(fichier))])
        if failure:
            raise self._unreadable("il est abîmé")
        if not 0 < self.pages <= MAX_PAGES:
            self.close()
            raise self._unreadable(f"il a plus de {MAX_PAGES} pages" if self.pages else "il n’a pas de page")

    def __enter__(self) -> Vue:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give back what pdfium holds. May be called twice; nothing can be read after."""
        with _LOCK:
            self._leave()
            if self._document:
                pdfium.FPDF_CloseDocument(self._document)
                self._document = None

    def texte(self, i: int) -> str:
        """Return the text of page `i`, counted from 0, its lines ended by a newline, in the order in which it is drawn."""
        with _LOCK:
            return self._page(i).text().replace("\r\n", "\n").replace("\r", "\n")

    def boites(self, i: int) -> list[Boite]:
        """Return what is written on page `i`, a run at a time: characters drawn one after the other, no wide gap between them."""
        with _LOCK:
            return list(self._page(i).runs())

    def taille(self, i: int) -> tuple[float, float]:
        """Return the width and height of page `i` as displayed, in points."""
        with _LOCK:
            page = self._page(i)
            return page.width, page.height

    def vierge(self, i: int, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Return whether nothing is drawn in that region of page `i`: every pixel is of the page's background.

        The background is the colour that the four corners of the page share, else white. What lies off the page is not free.
        """
        with _LOCK:
            page = self._page(i)
            if not (0 <= x0 < x1 <= page.width and 0 <= y0 < y1 <= page.height):
                return False
            return page.colours(x0, y0, x1, y1) == {page.background()}

    def _unreadable(self, raison: str) -> LectureError:
        return LectureError([make("pdf-illisible", Page(self.fichier), raison=raison)])

    def _page(self, i: int) -> _Page:
        """Return page `i`, the only one held open: reading goes from page to page."""
        if i not in self._pages:
            self._leave()
            self._pages[i] = self._opened(i)
        return self._pages[i]

    def _opened(self, i: int) -> _Page:
        if not self._document or not 0 <= i < self.pages:
            raise IndexError(i)
        page = pdfium.FPDF_LoadPage(self._document, i)
        if page and _bears_text(page):
            # pdfium reads no text in annotations, only in what is drawn: in its memory, they are made part of the page.
            flat = pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
            if flat == pdfium.FLATTEN_SUCCESS:
                pdfium.FPDF_ClosePage(page)
                page = pdfium.FPDF_LoadPage(self._document, i)
        if not page:
            raise LectureError([make("pdf-illisible", Page(self.fichier, i + 1), raison="cette page est abîmée")])
        return _Page(page)

    def _leave(self) -> None:
        for page in self._pages.values():
            page.close()
        self._pages.clear()


def _bears_text(page: object) -> bool:
    """Return whether an annotation of the page shows a text of its own."""
    for rank in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, rank)
        if annotation:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            pdfium.FPDFPage_CloseAnnot(annotation)
            if kind not in _WITHOUT_TEXT:
                return True
    return False


class _Page:
    """A page held open. Every call needs the lock."""

    def __init__(self, page: object) -> None:
        self._page = page
        self._words: object = None
        self._background: int | None = None
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        self._left, self._bottom, self._right, self._top = box.left, box.bottom, box.right, box.top
        self._turn: int = pdfium.FPDFPage_GetRotation(page)
        self.width: float = pdfium.FPDF_GetPageWidthF(page)
        self.height: float = pdfium.FPDF_GetPageHeightF(page)

    def close(self) -> None:
        if self._words:
            pdfium.FPDFText_ClosePage(self._words)
        pdfium.FPDF_ClosePage(self._page)

    def _text_page(self) -> object:
        if not self._words:
            self._words = pdfium.FPDFText_LoadPage(self._page)
        return self._words

    def _count(self) -> int:
        count: int = pdfium.FPDFText_CountChars(self._text_page())
        return max(0, min(count, MAX_CHARS))

    def text(self) -> str:
        count = self._count()
        buffer = (ctypes.c_ushort * (count + 1))()
        written: int = pdfium.FPDFText_GetText(self._text_page(), 0, count, buffer)
        return bytes(buffer)[: max(0, 2 * (written - 1))].decode("utf-16-le", "replace")

    def runs(self) -> Iterator[Boite]:
        run: list[str] = []
        box = (0.0, 0.0, 0.0, 0.0)
        last = box
        for char, place in self._chars():
            far = not run or char == "\n" or (place is not None and _apart(last, place))
            if far:
                if "".join(run).strip():
                    yield ("".join(run).strip(), *box)
                run, box = [], place or last
                if char == "\n" or char.isspace():
                    continue
            run.append(char)
            if place is not None:
                box = (min(box[0], place[0]), min(box[1], place[1]), max(box[2], place[2]), max(box[3], place[3]))
                last = place
        if "".join(run).strip():
            yield ("".join(run).strip(), *box)

    def _chars(self) -> Iterator[tuple[str, tuple[float, float, float, float] | None]]:
        """Yield each character and its place; a space or an end of line that pdfium supplied has none."""
        words = self._text_page()
        box = pdfium.FS_RECTF()
        where = ctypes.byref(box)
        for rank in range(self._count()):
            code: int = pdfium.FPDFText_GetUnicode(words, rank)
            char = chr(code) if 0 < code < 0x110000 else "�"
            if char in "\r\n":
                yield "\n", None
            elif char.isspace() or not pdfium.FPDFText_GetLooseCharBox(words, rank, where):
                yield char, None
            else:
                yield char, self.displayed(box.left, box.bottom, box.right, box.top)

    def displayed(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Return a box of the page's own space as left, top, right, bottom on the page as displayed (ISO 32000-1, table 30)."""
        if self._turn == 1:
            return bottom - self._bottom, left - self._left, top - self._bottom, right - self._left
        if self._turn == 2:
            return self._right - right, bottom - self._bottom, self._right - left, top - self._bottom
        if self._turn == 3:
            return self._top - top, self._right - right, self._top - bottom, self._right - left
        return left - self._left, self._top - top, right - self._left, self._top - bottom

    def background(self) -> int:
        """Return the colour of the page: what its four corners share, else white."""
        if self._background is None:
            side = min(1.0, self.width, self.height)
            corners = set()
            for x in (0.0, self.width - side):
                for y in (0.0, self.height - side):
                    corners |= self.colours(x, y, x + side, y + side)
            self._background = corners.pop() if len(corners) == 1 else _WHITE
        return self._background

    def colours(self, x0: float, y0: float, x1: float, y1: float) -> set[int]:
        """Return the colours seen in a region, each as 32 bits."""
        scale = min(SCALE, (MAX_PIXELS / ((x1 - x0) * (y1 - y0))) ** 0.5)
        width, height = max(1, round((x1 - x0) * scale)), max(1, round((y1 - y0) * scale))
        bitmap = pdfium.FPDFBitmap_Create(width, height, 0)
        if not bitmap:
            return set()
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
            whole = (round(self.width * scale), round(self.height * scale))
            pdfium.FPDF_RenderPageBitmap(bitmap, self._page, -round(x0 * scale), -round(y0 * scale), *whole, 0, pdfium.FPDF_ANNOT)
            size = pdfium.FPDFBitmap_GetStride(bitmap) * height
            pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), size)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
        # The fourth byte of a pixel without transparency says nothing.
        first = pixels[:3]
        if pixels == (first + pixels[3:4]) * (size // 4):
            return {int.from_bytes(first, "little") | 0xFF000000}
        return {value | 0xFF000000 for value in memoryview(pixels).cast("I")}


def _apart(last: tuple[float, float, float, float], place: tuple[float, float, float, float]) -> bool:
    """Return whether a character stands away from the one before it: further than it is large, whichever its direction."""
    size = max(last[3] - last[1], last[2] - last[0], place[3] - place[1], place[2] - place[0], 1.0)
    across = max(place[0] - last[2], last[0] - place[2])
    down = max(place[1] - last[3], last[1] - place[3])
    return max(across, down) > size or (across > 0 and down > 0)
