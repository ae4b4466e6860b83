"""Finds the tags that a clerk typed in a part of a Word file, whatever runs Word split them over, and where they stand.

Returns the part as an alternation of literal XML and tags; evaluates nothing. Linear in the size of the part.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from delib.anomalie import Anomalie, Word, make

TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    r"|<(?P<close>/?)(?P<name>[\w:.-]+)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(?P<empty>/?)>",
    re.DOTALL,
)
_SIGN = re.compile(r"\{[{%#]|[}%#]\}")
_OPENING = re.compile(r"\{[{%]")
_CLOSINGS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_KIND = re.compile(r"\{%(p|tr|tc|r)[\s\u00a0]")
_CONTAINERS = {"p": "w:p", "tr": "w:tr", "tc": "w:tc"}
_CONTAINER_NAMES = {"tr": "une ligne de tableau", "tc": "une cellule de tableau"}
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " ", "\u2009": " "})
_SPACES = frozenset({"w:tab", "w:br", "w:cr"})
_KEPT = frozenset(
    {
        "m:oMath",
        "w:drawing",
        "w:endnoteReference",
        "w:fldChar",
        "w:fldSimple",
        "w:footnoteReference",
        "w:object",
        "w:pict",
        "w:sectPr",
        "w:sym",
    }
)
_KEPT_INSIDE = re.compile(rf"<(?:{'|'.join(sorted(_KEPT))})[ />]|<w:br [^<>]*w:type=\"(?:page|column)\"")
_HEADING = re.compile(r"(?:heading|title|titre|article)", re.IGNORECASE)
_PROPERTY = re.compile(r"<(?P<name>[\w:]+)(?P<attributes>[^<>]*)>(?P<text>[^<]+)</(?P=name)>")
_PROPERTIES = {
    "title": "titre",
    "subject": "objet",
    "creator": "auteur",
    "keywords": "mots clés",
    "description": "commentaires",
    "category": "catégorie",
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as the clerk typed it, what it says once Word's quotes and spaces are straightened, and where it stands.

    `kind` is what vanishes with it (`p`, `tr`, `tc`, `r`, or "" for the tag alone) and `parent` the offset of the element
    around that: the tags of one block must share both, or its ends would cut through the document.
    """

    texte: str
    source: str
    lieu: Word
    kind: str = ""
    parent: int = 0

    @property
    def word(self) -> str:
        """Return the first word of an instruction (`if`, `endfor`…), or "" for a value."""
        found = re.match(r"\{%\s*(\w*)", self.source)
        return found.group(1) if found is not None else ""


@dataclass(slots=True)
class _Open:
    """An element still open: where it starts, where its content does, and what it has counted so far."""

    name: str
    start: int
    content: int
    paragraph: _Paragraph | None = None
    rows: int = 0
    cells: int = 0
    table: int = 0
    titre: str = ""


@dataclass(slots=True)
class _Text:
    """What a run says from `low` to `high`: the content of a `w:t` that begins at `start`, or a tab or a break (a space)."""

    low: int
    high: int
    texte: str
    start: int
    run: int
    run_end: int = -1
    parent: int = 0


@dataclass(slots=True)
class _Span:
    """Where an element lies, and the offset of its parent."""

    low: int
    high: int
    parent: int


@dataclass(slots=True)
class _Paragraph:
    number: int
    titre: str
    tableau: int
    cellule: tuple[int, int] | None
    spans: dict[str, _Span] = field(default_factory=dict)
    texts: list[_Text] = field(default_factory=list)
    style: str = ""
    keeps: bool = False

    @property
    def whole(self) -> str:
        """Return all the text of the paragraph, its entities as they are."""
        return "".join(one.texte for one in self.texts)


Edit = tuple[int, int, "Tag | str"]


class Part:
    """A part of the package, cut into literal XML and tags."""

    def __init__(self, xml: str, fichier: str, partie: str) -> None:
        self.xml = re.sub("\r\n?", "\n", xml) if "\r" in xml else xml
        self.fichier = fichier
        self.partie = partie
        self.anomalies: list[Anomalie] = []
        self.edits: list[Edit] = []
        self.kinds: set[str] = set()
        self._titre = ""
        self._numbers = self._tables = 0
        self._alone: dict[int, bool] = {}
        self._preserved: set[int] = set()
        self._scan()
        self._leftover()

    @property
    def tagged(self) -> bool:
        """Return whether the part holds a tag."""
        return bool(self.edits)

    def segments(self) -> Iterator[Tag | str]:
        """Yield literal XML and tags in turn, as they follow."""
        at = 0
        for start, end, new in sorted(self.edits, key=lambda edit: (edit[0], edit[1])):
            if start < at:
                continue
            if start > at:
                yield self.xml[at:start]
            if new:
                yield new
            at = end
        yield self.xml[at:]

    # --------------------------------------------------------------------------------------------------------- scanning

    def _scan(self) -> None:
        stack: list[_Open] = []
        paragraphs: list[_Paragraph] = []
        ended: list[_Paragraph] = []
        for token in TOKEN.finditer(self.xml):
            name = token["name"]
            if name is None:
                if "{" in token.group() and stack and stack[-1].name == "w:t":
                    self._outside(token.group(), paragraphs)
                continue
            if token["close"]:
                self._close(stack.pop(), token, stack, paragraphs, ended)
                continue
            attributes = token["attributes"]
            if "{" in attributes and _OPENING.search(attributes):
                self._outside(attributes, paragraphs)
            if paragraphs:
                self._note(paragraphs[-1], token, stack)
            if not token["empty"]:
                stack.append(self._open(token, stack, paragraphs))
        for paragraph in ended:
            self._paragraph(paragraph)

    def _note(self, paragraph: _Paragraph, token: re.Match[str], stack: list[_Open]) -> None:
        """Keep what an element says of its paragraph: its style, what must not vanish with it, its tabs and breaks."""
        name, attributes = token["name"], token["attributes"]
        if name == "w:pStyle":
            found = re.search(r'w:val="([^"]*)"', attributes)
            paragraph.style = found.group(1) if found is not None else ""
        elif name in _KEPT:
            paragraph.keeps = True
        elif name in _SPACES and stack and stack[-1].name == "w:r":
            if '"page"' in attributes or '"column"' in attributes:
                paragraph.keeps = True
            if token["empty"]:
                paragraph.texts.append(_Text(token.start(), token.end(), " ", -1, stack[-1].start))

    def _open(self, token: re.Match[str], stack: list[_Open], paragraphs: list[_Paragraph]) -> _Open:
        name = token["name"]
        entry = _Open(name, token.start(), token.end())
        if name == "w:tbl":
            self._tables += 1
            entry.table = self._tables
            entry.titre = self._titre
        elif name == "w:tr" and (table := _nearest(stack, "w:tbl")) is not None:
            table.rows += 1
            entry.rows = table.rows
        elif name == "w:tc" and (row := _nearest(stack, "w:tr")) is not None:
            row.cells += 1
            entry.cells = row.cells
        elif name == "w:p":
            self._numbers += 1
            around, row, cell = (_nearest(stack, kind) for kind in ("w:tbl", "w:tr", "w:tc"))
            inside = (row.rows, cell.cells) if row is not None and cell is not None else None
            entry.paragraph = _Paragraph(self._numbers, self._titre, around.table if around else 0, inside)
            paragraphs.append(entry.paragraph)
        return entry

    def _close(
        self,
        opened: _Open,
        token: re.Match[str],
        stack: list[_Open],
        paragraphs: list[_Paragraph],
        ended: list[_Paragraph],
    ) -> None:
        end = token.end()
        parent = stack[-1].start if stack else 0
        if opened.paragraph is not None:
            paragraph = paragraphs.pop()
            paragraph.spans["w:p"] = _Span(opened.start, end, parent)
            ended.append(paragraph)
            if _HEADING.search(paragraph.style):
                self._titre = _heading(paragraph.whole) or self._titre
        elif opened.name == "w:t" and paragraphs and stack and stack[-1].name == "w:r":
            text = self.xml[opened.content : token.start()]
            paragraphs[-1].texts.append(_Text(opened.content, token.start(), text, opened.start, stack[-1].start))
        elif opened.name == "w:r" and paragraphs:
            for text_ in reversed(paragraphs[-1].texts):
                if text_.run != opened.start:
                    break
                text_.run_end, text_.parent = end, parent
        elif opened.name in ("w:tr", "w:tc"):
            for paragraph in reversed(ended):
                if paragraph.spans["w:p"].low < opened.start:
                    break
                paragraph.spans.setdefault(opened.name, _Span(opened.start, end, parent))
        elif opened.name == "w:tbl":
            self._titre = opened.titre

    def _outside(self, texte: str, paragraphs: list[_Paragraph]) -> None:
        """Refuse a tag that is not in the text of a run."""
        found = _OPENING.search(texte)
        shown = texte[found.start() if found is not None else 0 :].partition('"')[0]
        lieu = self._lieu(paragraphs[-1], shown) if paragraphs else Word(self.fichier, self.partie, balise=_shown(shown))
        self.anomalies.append(make("balise-hors-texte", lieu))

    def _leftover(self) -> None:
        """Refuse a tag that no run of text holds: it would be printed as it is."""
        at = 0
        for start, end, _ in (*sorted(self.edits, key=lambda edit: edit[:2]), (len(self.xml), len(self.xml), "")):
            found = _OPENING.search(self.xml, at, max(at, start)) if not self.anomalies else None
            if found is not None:
                shown = TOKEN.sub("", self.xml[found.start() : found.start() + 400])[:80]
                self.anomalies.append(make("balise-hors-texte", Word(self.fichier, self.partie, balise=_shown(shown))))
            at = max(at, end)

    def _lieu(self, paragraph: _Paragraph, balise: str, position: int = 0) -> Word:
        return Word(
            self.fichier,
            self.partie,
            paragraph.titre,
            paragraph.number,
            paragraph.tableau,
            paragraph.cellule,
            _shown(balise),
            position,
        )

    # ------------------------------------------------------------------------------------------------------- paragraphs

    def _paragraph(self, paragraph: _Paragraph) -> None:
        whole = paragraph.whole
        spans, stray = _cut(whole)
        if stray >= 0:
            around = whole[max(spans[-1][1] if spans else 0, stray - 20) : stray + 30]
            lieu = self._lieu(paragraph, around, stray + 1)
            self.anomalies.append(make("balise-non-fermee", lieu, signe=whole[stray : stray + 2]))
            return
        if not spans:
            return
        for low, high in spans:
            kind = _KIND.match(whole, low)
            if kind is not None and kind.group(1) != "r":
                alone = len(spans) == 1 and not (whole[:low] + whole[high:]).strip()
                self._container(paragraph, kind.group(1), whole[low:high], low, alone)
                return
        offsets = [0, *accumulate(len(one.texte) for one in paragraph.texts)]
        for low, high in spans:
            self._inline(paragraph, whole[low:high], low, high, offsets)

    def _container(self, paragraph: _Paragraph, kind: str, typed: str, low: int, alone: bool) -> None:
        """Take the tag that stands for its whole paragraph, row or cell."""
        lieu = self._lieu(paragraph, typed, low + 1)
        span = paragraph.spans.get(_CONTAINERS[kind])
        if span is None:
            self.anomalies.append(make("balise-hors-tableau", lieu, contenant=_CONTAINER_NAMES[kind]))
        elif kind == "p" and not alone:
            self.anomalies.append(make("balise-partage-paragraphe", lieu))
        elif kind == "p" and paragraph.keeps:
            self.anomalies.append(make("balise-sur-image", lieu))
        elif kind != "p" and not self._is_alone(span):
            self.anomalies.append(make("balise-partage-ligne", lieu, contenant=_CONTAINER_NAMES[kind]))
        else:
            self.kinds.add(kind)
            self.edits.append((span.low, span.high, self._tag(typed, kind, lieu, span.parent)))

    def _is_alone(self, span: _Span) -> bool:
        """Return whether a row or a cell holds one tag and nothing else."""
        if span.low not in self._alone:
            inside = self.xml[span.low : span.high]
            text = TOKEN.sub("", inside)
            spans, stray = _cut(text)
            one = len(spans) == 1 and stray < 0 and not (text[: spans[0][0]] + text[spans[0][1] :]).strip()
            self._alone[span.low] = one and _KEPT_INSIDE.search(inside) is None
        return self._alone[span.low]

    def _tag(self, typed: str, kind: str, lieu: Word, parent: int) -> Tag:
        texte = _unescape(typed)
        source = texte.translate(_QUOTES)
        if kind:
            source = "{%" + source[2 + len(kind) :]
        return Tag(texte, source, lieu, kind, parent)

    def _inline(self, paragraph: _Paragraph, typed: str, low: int, high: int, offsets: list[int]) -> None:
        """Take a tag that stands inside a paragraph, out of each run that holds a piece of it."""
        kind = "r" if _KIND.match(typed) else ""
        lieu = self._lieu(paragraph, typed, low + 1)
        first = bisect_right(offsets, low) - 1
        new: Tag | str = self._tag(typed, kind, lieu, paragraph.texts[first].parent)
        self.kinds.add(kind)
        for index in range(first, len(paragraph.texts)):
            text, offset = paragraph.texts[index], offsets[index]
            if offset >= high:
                break
            if text.start < 0:
                cut = (text.low, text.high)
            else:
                cut = (text.low + max(low - offset, 0), min(text.low + high - offset, text.high))
            if cut[0] == cut[1]:
                continue
            if kind and (self.xml[text.low : cut[0]].strip() or self.xml[cut[1] : text.high].strip()) and text.start >= 0:
                self.anomalies.append(make("balise-partage-passage", lieu))
                return
            if kind:
                self.edits.append((text.run, text.run_end, new))
            else:
                self.edits.append((*cut, new))
                self._preserve(text)
            new = ""

    def _preserve(self, text: _Text) -> None:
        """Keep the spaces of a text that loses a tag: Word drops them at its ends otherwise."""
        if text.start < 0 or text.start in self._preserved or "xml:space" in self.xml[text.start : text.low]:
            return
        self._preserved.add(text.start)
        self.edits.append((text.start, text.low, '<w:t xml:space="preserve">'))


class Properties(Part):
    """The document properties (`docProps/core.xml`) cut the same way: the text of each element is a paragraph."""

    def __init__(self, xml: str, fichier: str) -> None:
        super().__init__(xml, fichier, "propriétés du document")

    def _scan(self) -> None:
        for found in _PROPERTY.finditer(self.xml):
            name = found["name"].split(":")[-1]
            titre = _PROPERTIES.get(name, name)
            spans, stray = _cut(found["text"])
            if stray >= 0:
                lieu = Word(self.fichier, self.partie, titre, balise=_shown(found["text"]), position=stray + 1)
                self.anomalies.append(make("balise-non-fermee", lieu, signe=found["text"][stray : stray + 2]))
                continue
            for low, high in spans:
                typed, at = found["text"][low:high], found.start("text")
                lieu = Word(self.fichier, self.partie, titre, balise=_shown(typed), position=low + 1)
                self.edits.append((at + low, at + high, self._tag(typed, "", lieu, found.start())))


def _cut(whole: str) -> tuple[list[tuple[int, int]], int]:
    """Return where the tags of a text begin and end, and where a sign of tag stands alone, or -1."""
    spans: list[tuple[int, int]] = []
    at = 0
    while (found := _SIGN.search(whole, at)) is not None:
        closing = _CLOSINGS.get(found.group())
        end = whole.find(closing, found.end()) if closing is not None else -1
        if end < 0:
            return spans, found.start()
        at = end + 2
        spans.append((found.start(), at))
    return spans, -1


_ENTITIES = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}
_ENTITY = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(\w+));")


def _unescape(xml: str) -> str:
    """Return the characters that the text of an XML element stands for (xml.sax.saxutils would import urllib)."""

    def char(found: re.Match[str]) -> str:
        code, decimal, name = found.groups()
        return _ENTITIES.get(name, found.group()) if name else chr(int(code, 16) if code else int(decimal))

    return _ENTITY.sub(char, xml)


def _nearest(stack: list[_Open], name: str) -> _Open | None:
    for entry in reversed(stack):
        if entry.name == name:
            return entry
    return None


def _shown(texte: str) -> str:
    """Return `texte` as a person reads it in a message: entities resolved, at most 120 characters."""
    plain = " ".join(_unescape(texte[:2000]).split())
    return plain if len(plain) <= 120 else plain[:117] + "…"


def _heading(texte: str) -> str:
    """Return a heading as a person reads it: `{{ numero }} : …` becomes « [numero] : … », instructions vanish."""
    made, at = "", 0
    for low, high in _cut(texte)[0]:
        said = texte[low + 2 : high - 2].strip()
        mark = f"[{said}]" if texte.startswith("{{", low) else " / " if said.startswith("el") else ""
        made += texte[at:low] + mark
        at = high
    return _shown(made + texte[at:])
