"""What can be seen on the pages of a PDF: their texts, where they stand, and where nothing is drawn. The only door of pdfium.

Everything is told as the page is displayed: turned as its /Rotate says, cut to its CropBox, in points from the top left corner.
The text of annotations that are shown (a stamp set down as one) counts as the page's own. Runs no script, fills no form, follows
no link, changes no file.

pdfium is not thread-safe, wherever in the process it is called from: one lock guards every call made here.
"""

from __future__ import annotations

import ctypes
import math
import threading
from collections.abc import Iterator, Sequence
from types import TracebackType

import pypdfium2.raw as pdfium

from delib.anomalie import LectureError, Page, make
from delib.production.pdf.ecrits import Ecrit, Place, Suite, lines_of_note

MAX_BYTES = 150 * 1024 * 1024
"""The largest PDF looked at: what a transmission may weigh in all (Pastell's form says 150 Mo)."""
MAX_PAGES = 20_000
"""The most pages of a PDF looked at."""
MAX_CHARS = 500_000
"""The most characters of a page that is read: a dense page of a règlement has 5,000."""
HEADER_WITHIN = 1024
"""Where the mark `%PDF-` must begin, in bytes: readers look no further (ISO 32000-1, annex H, note 13)."""
SCALE = 3.0
"""Pixels a point where ink is looked for: 216 dpi, at which pdfium draws the thinnest line one whole pixel wide."""
MAX_PIXELS = 16_000_000
"""The most pixels drawn at once: two A4 pages at SCALE; a larger region is looked at more coarsely."""

_LOCK = threading.RLock()
_WHITE = 0xFFFFFFFF
MAX_NOTE = 20_000
"""The most bytes read of an annotation's text, two for a character."""

_HYPHEN, _HYPHEN_CODE = "\ufffe", 2
"""What pdfium puts for a hyphen that ends a line before a letter, in its text and among its characters."""
_EMPTY = 2
"""The bytes of an empty string, as pdfium counts them."""
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_WITHOUT_TEXT = frozenset((pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_TEXT))
"""The annotations that show no text of their own on the page: a link, a note that opens when clicked and its icon."""

Note = tuple[str, Place]
"""A text that a reader lays in its box itself; the box in the page's own space: left, bottom, right, top."""
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
        self._notes: dict[int, list[Note]] = {}
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
        """Return the text of page `i`, counted from 0, its lines ended by a newline, in the order in which it is drawn.

        Raises LectureError for a page that is damaged, or has more text than a page can.
        """
        with _LOCK:
            return self._written(i).text()

    def boites(self, i: int) -> list[Boite]:
        """Return what is written on page `i`, a run at a time: characters drawn one after the other, no wide gap between them."""
        return [run[:5] for run in self.ecrits(i)]

    def ecrits(self, i: int) -> list[Ecrit]:
        """Return the runs of page `i`, in the order in which they are drawn, each with the way it reads."""
        with _LOCK:
            return list(self._written(i).runs())

    def taille(self, i: int) -> tuple[float, float]:
        """Return the width and height of page `i` as displayed, in points."""
        with _LOCK:
            page = self._page(i)
            return page.width, page.height

    def dessinee(self, i: int) -> bool:
        """Return whether page `i` draws anything at all: text, lines, an image."""
        with _LOCK:
            return self._page(i).draws()

    def vierge(self, i: int, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Return whether nothing is drawn in that region of page `i`: every pixel is of the page's background.

        The background is the colour that the four corners of the page share, else white. What lies off the page is not free.
        """
        with _LOCK:
            page = self._page(i)
            if not (0 <= x0 < x1 <= page.width and 0 <= y0 < y1 <= page.height) or page.noted(x0, y0, x1, y1):
                return False
            return page.colours(x0, y0, x1, y1) == {page.background()}

    def _unreadable(self, raison: str) -> LectureError:
        return LectureError([make("pdf-illisible", Page(self.fichier), raison=raison)])

    def _written(self, i: int) -> _Page:
        """Return page `i`, whose text is to be read. Raises LectureError."""
        page = self._page(i)
        if page.count() > MAX_CHARS:
            raison = f"cette page a plus de {MAX_CHARS} caractères"
            raise LectureError([make("pdf-illisible", Page(self.fichier, i + 1), raison=raison)])
        return page

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
        if not page:
            raise LectureError([make("pdf-illisible", Page(self.fichier, i + 1), raison="cette page est abîmée")])
        if i not in self._notes:
            kinds = [_annotation(page, rank) for rank in range(pdfium.FPDFPage_GetAnnotCount(page))]
            self._notes[i] = [note for note in kinds if isinstance(note, tuple)]
            # pdfium reads no text in annotations, only in what is drawn: in its memory, they are made part of the page.
            if True in kinds and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
                pdfium.FPDF_ClosePage(page)
                page = pdfium.FPDF_LoadPage(self._document, i)
        return _Page(page, self._notes[i])

    def _leave(self) -> None:
        for page in self._pages.values():
            page.close()
        self._pages.clear()


def _annotation(page: object, rank: int) -> Note | bool:
    """Return what an annotation shows: its text and its box where it draws none, else whether it is drawn and may bear a text."""
    annotation = pdfium.FPDFPage_GetAnnot(page, rank)
    if not annotation:
        return False
    try:
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        if kind in _WITHOUT_TEXT or pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
            return False
        if pdfium.FPDFAnnot_GetAP(annotation, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > _EMPTY:
            return True
        box = pdfium.FS_RECTF()
        if kind != pdfium.FPDF_ANNOT_FREETEXT or not pdfium.FPDFAnnot_GetRect(annotation, box):
            return False
        # Without an appearance, a reader draws the text itself (ISO 32000-1, § 12.5.6.6).
        return _contents(annotation), (box.left, box.bottom, box.right, box.top)
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)


def _contents(annotation: object) -> str:
    size = min(pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0), MAX_NOTE)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, size)
    return _ended(bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0])


def _ended(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


class _Page:
    """A page held open. Every call needs the lock."""

    def __init__(self, page: object, notes: Sequence[Note]) -> None:
        self._page = page
        self._words: object = None
        self._background: int | None = None
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        self._left, self._bottom, self._right, self._top = box.left, box.bottom, box.right, box.top
        self._turn: int = pdfium.FPDFPage_GetRotation(page)
        self.width: float = pdfium.FPDF_GetPageWidthF(page)
        self.height: float = pdfium.FPDF_GetPageHeightF(page)
        self._notes = [(text, self.displayed(*place)) for text, place in notes]

    def close(self) -> None:
        if self._words:
            pdfium.FPDFText_ClosePage(self._words)
        pdfium.FPDF_ClosePage(self._page)

    def draws(self) -> bool:
        count: int = pdfium.FPDFPage_CountObjects(self._page)
        return count > 0

    def _text_page(self) -> object:
        if not self._words:
            self._words = pdfium.FPDFText_LoadPage(self._page)
        return self._words

    def count(self) -> int:
        count: int = pdfium.FPDFText_CountChars(self._text_page())
        return max(0, count)

    def text(self) -> str:
        count = self.count()
        buffer = (ctypes.c_ushort * (count + 1))()
        written: int = pdfium.FPDFText_GetText(self._text_page(), 0, count, buffer)
        text = bytes(buffer)[: max(0, 2 * (written - 1))].decode("utf-16-le", "replace")
        return "\n".join([_ended(text).replace(_HYPHEN, "-\n"), *(note for note, _ in self._notes)])

    def runs(self) -> Iterator[Ecrit]:
        """Yield what is written, a run at a time, in the order in which pdfium gives the characters.

        A run ends where the next character stands on another line, or apart: how far is told by the run itself, since letters
        that are spaced out have words that are more so. Its ends of line are not pdfium's, which sees some in letters that are
        turned; and a space is one where there is room for it.
        """
        words, box = self._text_page(), pdfium.FS_RECTF()
        where, code, place_of = ctypes.byref(box), pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
        run = Suite(0)
        for rank in range(self.count()):
            char = _char(code(words, rank))
            if char.isspace() or not place_of(words, rank, where):
                run.spaced = True  # a space that pdfium supplies has no place
                continue
            place = self.displayed(box.left, box.bottom, box.right, box.top)
            if not run.places:
                run = Suite(self._sens(rank))
            if not run.add(char, place):
                yield run.ended()
                run = Suite(self._sens(rank))
                run.add(char, place)
        if run.places:
            yield run.ended()
        for text, box in self._notes:
            yield from lines_of_note(text, box)

    def _sens(self, rank: int) -> int:
        """Return how a character reads on the page as displayed; pdfium counts angles clockwise."""
        angle: float = pdfium.FPDFText_GetCharAngle(self._text_page(), rank)
        return (self._turn + round(max(angle, 0.0) / (math.pi / 2))) % 4

    def displayed(self, left: float, bottom: float, right: float, top: float) -> Place:
        """Return a box of the page's own space as left, top, right, bottom on the page as displayed (ISO 32000-1, table 30)."""
        if self._turn == 1:
            return bottom - self._bottom, left - self._left, top - self._bottom, right - self._left
        if self._turn == 2:
            return self._right - right, bottom - self._bottom, self._right - left, top - self._bottom
        if self._turn == 3:
            return self._top - top, self._right - right, self._top - bottom, self._right - left
        return left - self._left, self._top - top, right - self._left, self._top - bottom

    def noted(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Return whether a region meets a text that a reader lays in its box itself: pdfium draws none of it."""
        return any(x0 < right and left < x1 and y0 < bottom and top < y1 for _, (left, top, right, bottom) in self._notes)

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


def _char(code: int) -> str:
    """Return a character of pdfium's: an end of line for any of its marks of one, « � » where the font tells nothing."""
    if code in {10, 13}:
        return "\n"
    if code == _HYPHEN_CODE:
        return "-"
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "�"
