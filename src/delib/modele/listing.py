"""docxtpl's listings: in the text of a run, a newline is a line break, a tab Word's tab, \\a a new paragraph, \\f a page break.

The same XML as docxtpl's `resolve_listing`, made only where such a character stands. Where a paragraph cannot be cut in two (in a
link, a content control, the last paragraph of a section), \\a is a line break and \\f a page break inside it. Linear.
"""

from __future__ import annotations

import re

_MARKS = re.compile("[\n\t\a\f]")
_PARAGRAPHS = re.compile(r"<w:p(?:| [^<>]*[^/<>])>|</w:p>")
_ELEMENT = re.compile(r"<(/?)[\w:.-]+(?: [^<>]*?)?(/?)>")
_CHANGE = re.compile(r"<w:pPrChange.*?</w:pPrChange>")
_OF_PARAGRAPH = re.compile(rf"<w:p(?: [^<>]*)?>(<w:pPr>(?:{_CHANGE.pattern}|.)*?</w:pPr>)?")
_OF_RUN = re.compile(r"<w:r(?: [^<>]*)?>(<w:rPr>.*?</w:rPr>)?")
_T = '<w:t xml:space="preserve">'
_LINE = f"</w:t><w:br/>{_T}"
_PAGE = '<w:br w:type="page"/>'


def resolved(xml: str) -> str:
    """Return `xml` with the listings of every run resolved."""
    if "\n" not in xml and "\t" not in xml and "\a" not in xml and "\f" not in xml:
        return xml
    cuts = _Cuts(xml) if "\a" in xml or "\f" in xml else None
    pieces: list[str] = []
    done = at = low = 0
    run = -1
    while (mark := _MARKS.search(xml, at)) is not None:
        at = mark.end()
        text = max(xml.rfind("<w:t>", done, mark.start()), xml.rfind("<w:t ", done, mark.start()))
        start = xml.find(">", text) + 1
        if text < 0 or start > mark.start() or xml.find("<", start, mark.start()) >= 0:
            continue
        end = xml.find("</w:t>", start)
        if end < 0:
            break
        run = max(xml.rfind("<w:r>", low, text), xml.rfind("<w:r ", low, text), run)
        own = _OF_RUN.match(xml, run) if run >= 0 else None
        pieces += [xml[done:start], _text(xml[start:end], (own and own.group(1)) or "", cuts, start, run)]
        done = at = end
        low = text
    pieces.append(xml[done:])
    return "".join(pieces)


def _text(text: str, own: str, cuts: _Cuts | None, at: int, run: int) -> str:
    """Return the text of a run whose properties are `own`, each mark become what it stands for."""
    text = text.replace("\t", f"</w:t></w:r><w:r>{own}<w:tab/></w:r><w:r>{own}{_T}")
    if cuts is not None and ("\a" in text or "\f" in text):
        properties = cuts.properties(at, run)
        if properties is None:
            text = text.replace("\a", _LINE).replace("\f", f"</w:t>{_PAGE}{_T}")
        else:
            again = f"<w:p>{properties}<w:r>{own}{_T}"
            text = text.replace("\a", f"</w:t></w:r></w:p>{again}")
            text = text.replace("\f", f"</w:t></w:r></w:p><w:p><w:r>{_PAGE}</w:r></w:p>{again}")
    return text.replace("\n", _LINE)


class _Paragraph:
    """A paragraph open where one reads: its properties (None at the end of a section), how deep its elements are so far."""

    __slots__ = ("at", "depth", "properties")

    def __init__(self, xml: str, start: int) -> None:
        found = _OF_PARAGRAPH.match(xml, start)
        given = (found and found.group(1)) or ""
        self.properties = None if "<w:sectPr" in given else _CHANGE.sub("", given)
        self.at = found.end() if found is not None else start
        self.depth = 0


class _Cuts:
    """The paragraphs of a part, to tell which one holds a run, and whether it may be cut there; read from first to last."""

    def __init__(self, xml: str) -> None:
        self.xml = xml
        self._opened: list[_Paragraph] = []
        self._tokens = _PARAGRAPHS.finditer(xml)
        self._next = next(self._tokens, None)

    def properties(self, at: int, run: int) -> str | None:
        """Return the properties of the paragraph around `at`, or None where it cannot be cut; `at` and `run` only ever grow."""
        while self._next is not None and self._next.start() < at:
            if self._next.group() != "</w:p>":
                self._opened.append(_Paragraph(self.xml, self._next.start()))
            elif self._opened:
                self._opened.pop()
            self._next = next(self._tokens, None)
        if not self._opened:
            return None
        paragraph = self._opened[-1]
        if paragraph.properties is None:
            return None
        for one in _ELEMENT.finditer(self.xml, paragraph.at, max(run, paragraph.at)):
            close, empty = one.groups()
            paragraph.depth += 0 if empty else -1 if close else 1
        paragraph.at = max(run, paragraph.at)
        return paragraph.properties if paragraph.depth == 0 else None
