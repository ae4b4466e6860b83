"""What on a page is neither tagged nor said decorative (ISO 14289-1, § 7.1), read from the operators of its content.

LibreOffice leaves so the borders of paragraphs, of headers and of pages, and nothing else: they are said decorative
(`decorate`). Draws nothing; reads no form and no image.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Operator,
    Page,
    Pdf,
    PdfError,
    Stream,
    parse_content_stream,
    unparse_content_stream,
)

MAX_CONTENT = 16 * 1024 * 1024
"""The most bytes of one page's content that are judged, a few seconds' work: a page of text has 50 KB, a map a few MB."""
MAX_CONTENTS = 128 * 1024 * 1024
"""The most bytes of all the contents that are judged: 2,500 pages of text."""

_STRAIGHT = frozenset(("m", "l", "re", "h"))
_PAINTED = frozenset(("f", "F", "f*", "S", "s", "B", "B*", "b", "b*"))
_SHOWN = frozenset(("Tj", "TJ", "'", '"', "sh", "INLINE IMAGE"))
_MARKS = frozenset(("BMC", "BDC", "EMC"))
_JUDGED = " ".join((*_PAINTED, *_MARKS, "Tj TJ ' \" sh BI ID EI"))
_BEGIN = ContentStreamInstruction([Name("/Artifact")], Operator("BMC"))
_END = ContentStreamInstruction([], Operator("EMC"))
Instruction = ContentStreamInstruction | ContentStreamInlineImage


def is_untagged(pdf: Pdf) -> bool:
    """Return whether a PDF paints outside any tag and any artifact, on a page that can be read."""
    return any(_has_gap(page) for page in _iter_judged(pdf))


def _has_gap(page: Page) -> bool:
    covers = _Covers()
    return any(not covers.pass_by(one) and str(one.operator) not in _MARKS for one in _instructions(page, _JUDGED))


def _iter_judged(pdf: Pdf) -> Iterator[Page]:
    """Yield the pages whose contents are within bounds."""
    left = MAX_CONTENTS
    for page in pdf.pages:
        size = _size(page)
        if size <= min(left, MAX_CONTENT):
            yield page
        left -= min(left, size)


def _size(page: Page) -> int:
    """Return how many bytes the content of a page has, unpacked; more than MAX_CONTENT where it cannot be read."""
    found = page.get("/Contents")
    size = 0
    for one in found if isinstance(found, Array) else [found]:
        try:
            size += len(one.read_bytes()) if isinstance(one, Stream) else 0
        except PdfError:  # a filter that real pages have not, a content that swells
            return MAX_CONTENT + 1
        if size > MAX_CONTENT:
            break
    return size


def _instructions(page: Page, operators: str = "") -> Sequence[Instruction]:
    """Return what a page draws; nothing where it cannot be read."""
    try:
        return parse_content_stream(page, operators)
    except PdfError:
        return ()


class _Covers:
    """The marks that are open where a content is read."""

    def __init__(self) -> None:
        self._open: list[bool] = []

    def pass_by(self, one: Instruction) -> bool:
        """Return whether what stands there is tagged or an artifact; a mark of another use (`/Span`) is neither."""
        operator = str(one.operator)
        if operator in ("BMC", "BDC"):
            self._open.append(_covers(list(one.operands)))
        elif operator == "EMC" and self._open:
            self._open.pop()
        return any(self._open)


def _covers(operands: Sequence[object]) -> bool:
    more = operands[1] if len(operands) > 1 else None
    return bool(operands and operands[0] == "/Artifact") or isinstance(more, Name) or _has_rank(more)


def _has_rank(more: object) -> bool:
    return isinstance(more, Dictionary) and "/MCID" in more


def decorate(pdf: Pdf) -> None:
    """Say decorative the straight lines and rectangles that stand outside tags, as artifacts (ISO 32000-1, § 14.8.2.2).

    A page where something else stands so is left as it is: its mark will be withheld.
    """
    for page in _iter_judged(pdf):
        if _has_gap(page) and (made := _decorated(_instructions(page))):
            page.obj["/Contents"] = pdf.make_stream(unparse_content_stream(made))


def _decorated(content: Sequence[Instruction]) -> list[Instruction]:
    """Return a content whose lines outside tags are artifacts; nothing where something else stands outside."""
    made: list[Instruction] = []
    covers, start = _Covers(), -1
    for one in content:
        operator = str(one.operator)
        covered = covers.pass_by(one)
        if operator in _STRAIGHT and not covered:
            start = len(made) if start < 0 else start
        elif operator in _PAINTED and not covered and start >= 0:
            made[start:] = [_BEGIN, *made[start:], one, _END]
            start = -1
            continue
        elif operator in _PAINTED | _SHOWN and not covered:
            return []
        else:
            start = -1
        made.append(one)
    return made
