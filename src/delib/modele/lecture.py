"""Reads a part of a Word file as a clerk sees it: paragraphs under their headings, cells of tables, and the text of runs.

Finds where tags begin and end in a text, whatever runs Word split them over; evaluates nothing. Linear in the size of the part.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from delib.anomalie import MAX_ERRORS, Anomalie, Word, make

TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    r"|<(?P<close>/?)(?P<name>[\w:.-]+)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(?P<empty>/?)>",
    re.DOTALL,
)
_SIGN = re.compile(r"\{[{%#]|[}%#]\}")
CLOSINGS = {"{{": "}}", "{%": "%}", "{#": "#}"}
CONTAINERS = {"p": "w:p", "tr": "w:tr", "tc": "w:tc"}
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
OPENING = re.compile(r"\{[{%]")


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
        found = re.match(r"\{%[-+]?\s*(\w*)", self.source)
        return found.group(1) if found is not None else ""


@dataclass(slots=True)
class Element:
    """An element still open: where it starts, where its content does, and what it has counted so far."""

    name: str
    start: int
    content: int
    paragraph: Paragraphe | None = None
    rows: int = 0
    cells: int = 0
    table: int = 0
    titre: str = ""


@dataclass(slots=True)
class Morceau:
    """What a run says from `low` to `high`: the content of a `w:t` that begins at `start`, or a tab or a break (a space)."""

    low: int
    high: int
    texte: str
    start: int
    run: int
    run_end: int = -1
    parent: int = 0


@dataclass(slots=True)
class Span:
    """Where an element lies, and the offset of its parent."""

    low: int
    high: int
    parent: int


@dataclass(slots=True)
class Paragraphe:
    """A paragraph: its number, its heading, its place in a table, and the text of its runs."""

    number: int
    titre: str
    tableau: int
    cellule: tuple[int, int] | None
    spans: dict[str, Span] = field(default_factory=dict)
    texts: list[Morceau] = field(default_factory=list)
    style: str = ""
    keeps: bool = False

    @property
    def whole(self) -> str:
        """Return all the text of the paragraph, its entities as they are."""
        return "".join(one.texte for one in self.texts)


class Lecture(ABC):
    """A part of the package, read once from its first element to its last; `anomalies` are what is wrong in it."""

    def __init__(self, xml: str, fichier: str, partie: str) -> None:
        self.xml = re.sub("\r\n?", "\n", xml) if "\r" in xml else xml
        self.fichier = fichier
        self.partie = partie
        self.anomalies: list[Anomalie] = []
        self._titre = ""
        self._numbers = self._tables = 0
        self._alone: dict[int, bool] = {}
        self._scan()
        self._leftover()
        del self.anomalies[MAX_ERRORS:]

    @property
    @abstractmethod
    def tagged(self) -> bool:
        """Return whether the part holds a tag."""

    @abstractmethod
    def _paragraph(self, paragraph: Paragraphe) -> None:
        """Take the tags of a paragraph."""

    @abstractmethod
    def _outside(self, texte: str, paragraphs: list[Paragraphe]) -> None:
        """Take, or refuse, a tag that is not in the text of a run."""

    @abstractmethod
    def _leftover(self) -> None:
        """Take, or refuse, the tags that no run of text holds."""

    def _scan(self) -> None:
        stack: list[Element] = []
        paragraphs: list[Paragraphe] = []
        ended: list[Paragraphe] = []
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
            if "{" in attributes and OPENING.search(attributes):
                self._outside(attributes, paragraphs)
            if paragraphs:
                self._note(paragraphs[-1], token, stack)
            if not token["empty"]:
                stack.append(self._open(token, stack, paragraphs))
        for paragraph in ended:
            self._paragraph(paragraph)

    def _note(self, paragraph: Paragraphe, token: re.Match[str], stack: list[Element]) -> None:
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
                paragraph.texts.append(Morceau(token.start(), token.end(), " ", -1, stack[-1].start))

    def _open(self, token: re.Match[str], stack: list[Element], paragraphs: list[Paragraphe]) -> Element:
        name = token["name"]
        entry = Element(name, token.start(), token.end())
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
            entry.paragraph = Paragraphe(self._numbers, self._titre, around.table if around else 0, inside)
            paragraphs.append(entry.paragraph)
        return entry

    def _close(
        self,
        opened: Element,
        token: re.Match[str],
        stack: list[Element],
        paragraphs: list[Paragraphe],
        ended: list[Paragraphe],
    ) -> None:
        end = token.end()
        parent = stack[-1].start if stack else 0
        if opened.paragraph is not None:
            paragraph = paragraphs.pop()
            paragraph.spans["w:p"] = Span(opened.start, end, parent)
            ended.append(paragraph)
            if _HEADING.search(paragraph.style):
                self._titre = _heading(paragraph.whole) or self._titre
        elif opened.name == "w:t" and paragraphs and stack and stack[-1].name == "w:r":
            text = self.xml[opened.content : token.start()]
            paragraphs[-1].texts.append(Morceau(opened.content, token.start(), text, opened.start, stack[-1].start))
        elif opened.name == "w:r" and paragraphs:
            for text_ in reversed(paragraphs[-1].texts):
                if text_.run != opened.start:
                    break
                text_.run_end, text_.parent = end, parent
        elif opened.name in ("w:tr", "w:tc"):
            for paragraph in reversed(ended):
                if paragraph.spans["w:p"].low < opened.start:
                    break
                paragraph.spans.setdefault(opened.name, Span(opened.start, end, parent))
        elif opened.name == "w:tbl":
            self._titre = opened.titre

    def _lieu(self, paragraph: Paragraphe, balise: str, position: int = 0) -> Word:
        return Word(
            self.fichier,
            self.partie,
            paragraph.titre,
            paragraph.number,
            paragraph.tableau,
            paragraph.cellule,
            abridged(balise),
            position,
        )

    def _refusal(self, paragraph: Paragraphe, kind: str, lieu: Word, alone: bool) -> Anomalie | None:
        """Return what is wrong with a tag that takes its whole paragraph, row or cell with it; `alone` in its paragraph."""
        span = paragraph.spans.get(CONTAINERS[kind])
        if span is None:
            return make("balise-hors-tableau", lieu, contenant=_CONTAINER_NAMES[kind])
        if kind == "p" and not alone:
            return make("balise-partage-paragraphe", lieu)
        if kind == "p" and paragraph.keeps:
            return make("balise-sur-image", lieu)
        if kind != "p" and not self._is_alone(span):
            return make("balise-partage-ligne", lieu, contenant=_CONTAINER_NAMES[kind])
        return None

    def _is_alone(self, span: Span) -> bool:
        """Return whether a row or a cell holds one tag and nothing else."""
        if span.low not in self._alone:
            inside = self.xml[span.low : span.high]
            text = TOKEN.sub("", inside)
            spans, stray = cut(text)
            one = len(spans) == 1 and stray < 0 and not (text[: spans[0][0]] + text[spans[0][1] :]).strip()
            self._alone[span.low] = one and _KEPT_INSIDE.search(inside) is None
        return self._alone[span.low]

    def _tag(self, typed: str, kind: str, lieu: Word, parent: int) -> Tag:
        texte = unescape(typed)
        source = texte.translate(_QUOTES)
        if kind:
            source = "{%" + source[2 + len(kind) :]
        return Tag(texte, source, lieu, kind, parent)


def cut(whole: str) -> tuple[list[tuple[int, int]], int]:
    """Return where the tags of a text begin and end, and where a sign of tag stands alone, or -1."""
    spans: list[tuple[int, int]] = []
    at = 0
    while (found := _SIGN.search(whole, at)) is not None:
        closing = CLOSINGS.get(found.group())
        end = whole.find(closing, found.end()) if closing is not None else -1
        if end < 0:
            return spans, found.start()
        at = end + 2
        spans.append((found.start(), at))
    return spans, -1


_ENTITIES = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}
_ENTITY = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(\w+));")


def unescape(xml: str) -> str:
    """Return the characters that the text of an XML element stands for (xml.sax.saxutils would import urllib)."""

    def char(found: re.Match[str]) -> str:
        code, decimal, name = found.groups()
        return _ENTITIES.get(name, found.group()) if name else chr(int(code, 16) if code else int(decimal))

    return _ENTITY.sub(char, xml)


def _nearest(stack: list[Element], name: str) -> Element | None:
    for entry in reversed(stack):
        if entry.name == name:
            return entry
    return None


def abridged(texte: str) -> str:
    """Return `texte` as a person reads it in a message: entities resolved, at most 120 characters."""
    plain = " ".join(unescape(texte[:2000]).split())
    return plain if len(plain) <= 120 else plain[:117] + "…"


def _heading(texte: str) -> str:
    """Return a heading as a person reads it: `{{ numero }} : …` becomes « [numero] : … », instructions vanish."""
    made, at = "", 0
    for low, high in cut(texte)[0]:
        said = texte[low + 2 : high - 2].strip()
        mark = f"[{said}]" if texte.startswith("{{", low) else " / " if said.startswith("el") else ""
        made += texte[at:low] + mark
        at = high
    return abridged(made + texte[at:])
