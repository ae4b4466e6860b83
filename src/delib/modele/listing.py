"""docxtpl's listings: in the text of a run, a newline is a line break, a tab Word's tab, \\a a new paragraph, \\f a page break.

The same XML as docxtpl's `resolve_listing`, made only where such a character stands. Where a paragraph cannot be cut in two (in a
link, a content control, the last paragraph of a section), \\a is a line break and \\f a page break inside it.
"""

from __future__ import annotations

import re

_MARKS = re.compile("[\n\t\a\f]")
_PARAGRAPHS = re.compile(r"<w:p(?:| [^<>]*[^/<>])>|</w:p>")
_ELEMENT = re.compile(r"<(/?)([\w:.-]+)(?: [^<>]*?)?(/?)>")
_OF_PARAGRAPH = re.compile(r"<w:p(?: [^<>]*)?>(<w:pPr>.*?</w:pPr>)?")
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
    done = at = 0
    while (mark := _MARKS.search(xml, at)) is not None:
        at = mark.end()
        text = max(xml.rfind("<w:t>", done, mark.start()), xml.rfind("<w:t ", done, mark.start()))
        run = max(xml.rfind("<w:r>", 0, text), xml.rfind("<w:r ", 0, text)) if text >= 0 else -1
        start = xml.find(">", text) + 1
        if run < 0 or start > mark.start() or xml.find("<", start, mark.start()) >= 0:
            continue
        end = xml.find("</w:t>", start)
        if end < 0:
            break
        own = _OF_RUN.match(xml, run)
        pieces += [xml[done:start], _text(xml[start:end], (own and own.group(1)) or "", cuts, start, run)]
        done = at = end
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


class _Cuts:
    """Where paragraphs begin and end, to tell which one holds a run, and whether it may be cut there."""

    def __init__(self, xml: str) -> None:
        self.xml = xml
        self._opened: list[int] = []
        self._tokens = _PARAGRAPHS.finditer(xml)
        self._next = next(self._tokens, None)

    def properties(self, at: int, run: int) -> str | None:
        """Return the properties of the paragraph around `at`, or None where it cannot be cut; `at` only ever grows."""
        while self._next is not None and self._next.start() < at:
            if self._next.group() == "</w:p>":
                if self._opened:
                    self._opened.pop()
            else:
                self._opened.append(self._next.start())
            self._next = next(self._tokens, None)
        if not self._opened:
            return None
        found = _OF_PARAGRAPH.match(self.xml, self._opened[-1])
        if found is None or "<w:sectPr" in (found.group(1) or "") or self._inside(found.end(), run):
            return None
        return found.group(1) or ""

    def _inside(self, start: int, run: int) -> bool:
        """Return whether the run lies in an element of its paragraph that would be cut with it."""
        depth = 0
        for one in _ELEMENT.finditer(self.xml, start, run):
            close, _, empty = one.groups()
            depth += 0 if empty else -1 if close else 1
        return depth > 0
