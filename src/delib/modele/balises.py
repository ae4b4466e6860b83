"""Finds the tags that a clerk typed in a part of a Word file, whatever runs Word split them over, and where they stand.

Returns the part as an alternation of literal XML and tags; evaluates nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from delib.anomalie import Anomalie, Word, make

TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    r"|<(?P<close>/?)(?P<name>[\w:.-]+)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(?P<empty>/?)>",
    re.DOTALL,
)
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
STRAY = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_KIND = re.compile(r"\{%(p|tr|tc|r)[\s\u00a0]")
_CONTAINERS = {"p": "w:p", "tr": "w:tr", "tc": "w:tc", "r": "w:r"}
_CONTAINER_NAMES = {"p": "un paragraphe", "tr": "une ligne de tableau", "tc": "une cellule", "r": "un passage de texte"}
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " ", "\u2009": " "})
_KEPT = frozenset({"w:sectPr", "w:drawing", "w:pict", "w:object"})

TITRES = re.compile(r"(?:heading|title|titre|article)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as the clerk typed it, what it says once Word's quotes and spaces are straightened, and where it stands."""

    texte: str
    source: str
    lieu: Word

    @property
    def word(self) -> str:
        """Return the first word of an instruction (`if`, `endfor`…), or "" for a value."""
        found = re.match(r"\{%[-+]?\s*(\w*)", self.source)
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


@dataclass(slots=True)
class _Text:
    """The content of a `w:t`, from `low` to `high`, its opening tag and its run."""

    low: int
    high: int
    start: int
    run: tuple[int, int]


@dataclass(slots=True)
class _Paragraph:
    number: int
    titre: str
    tableau: int
    cellule: tuple[int, int] | None
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    texts: list[_Text] = field(default_factory=list)
    style: str = ""
    keeps: bool = False


Edit = tuple[int, int, "Tag | str"]


class Part:
    """A part of the package, cut into literal XML and tags."""

    def __init__(self, xml: str, fichier: str, partie: str) -> None:
        self.xml = xml
        self.fichier = fichier
        self.partie = partie
        self.anomalies: list[Anomalie] = []
        self.edits: list[Edit] = []
        self.tables = False
        self._scan()

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
        self._titre = ""
        self._numbers = self._tables = 0
        for token in TOKEN.finditer(self.xml):
            name = token["name"]
            if name is None:
                continue
            if token["close"]:
                self._close(stack.pop(), token, stack, paragraphs, ended)
                continue
            attributes = token["attributes"]
            if "{" in attributes or "}" in attributes:
                self._attributes(attributes)
            if paragraphs:
                if name in _KEPT:
                    paragraphs[-1].keeps = True
                elif name == "w:pStyle":
                    found = re.search(r'w:val="([^"]*)"', attributes)
                    paragraphs[-1].style = found.group(1) if found is not None else ""
            if not token["empty"]:
                stack.append(self._open(token, stack, paragraphs))
        for paragraph in ended:
            self._paragraph(paragraph)

    def _open(self, token: re.Match[str], stack: list[_Open], paragraphs: list[_Paragraph]) -> _Open:
        name = token["name"]
        entry = _Open(name, token.start(), token.end())
        if name == "w:tbl":
            self._tables += 1
            entry.table = self._tables
            self.tables = True
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
        if opened.paragraph is not None:
            paragraph = paragraphs.pop()
            paragraph.spans["w:p"] = (opened.start, end)
            ended.append(paragraph)
            text = "".join(self.xml[one.low : one.high] for one in paragraph.texts).strip()
            if TITRES.search(paragraph.style) and text and not TAG.fullmatch(text):
                self._titre = _shown(text)
        elif opened.name == "w:t" and paragraphs and stack and stack[-1].name == "w:r":
            paragraphs[-1].texts.append(_Text(opened.content, token.start(), opened.start, (stack[-1].start, -1)))
        elif opened.name == "w:r" and paragraphs:
            for text_ in paragraphs[-1].texts:
                if text_.run == (opened.start, -1):
                    text_.run = (opened.start, end)
        elif opened.name in ("w:tr", "w:tc"):
            for paragraph in ended:
                if paragraph.spans["w:p"][0] > opened.start:
                    paragraph.spans.setdefault(opened.name, (opened.start, end))

    def _attributes(self, attributes: str) -> None:
        found = TAG.search(attributes)
        if found is not None:
            lieu = Word(self.fichier, self.partie, balise=_shown(found.group()))
            self.anomalies.append(make("balise-attribut", lieu))

    def _lieu(self, paragraph: _Paragraph, balise: str) -> Word:
        return Word(
            self.fichier,
            self.partie,
            paragraph.titre,
            paragraph.number,
            paragraph.tableau,
            paragraph.cellule,
            _shown(balise),
        )

    # ------------------------------------------------------------------------------------------------------- paragraphs

    def _paragraph(self, paragraph: _Paragraph) -> None:
        whole = "".join(self.xml[one.low : one.high] for one in paragraph.texts)
        if not STRAY.search(whole):
            return
        tags = list(TAG.finditer(whole))
        rest = TAG.sub("", whole)
        stray = STRAY.search(rest)
        if stray is not None:
            around = rest[max(0, stray.start() - 20) : stray.end() + 30]
            self.anomalies.append(make("balise-non-fermee", self._lieu(paragraph, around), signe=stray.group()))
            return
        for found in tags:
            kind = _KIND.match(found.group())
            if kind is not None and kind.group(1) != "r":
                self._container(paragraph, kind.group(1), found.group(), rest, len(tags))
                return
        for found in tags:
            self._inline(paragraph, found)

    def _container(self, paragraph: _Paragraph, kind: str, typed: str, rest: str, count: int) -> None:
        lieu = self._lieu(paragraph, typed)
        span = paragraph.spans.get(_CONTAINERS[kind])
        if span is None:
            self.anomalies.append(make("balise-hors-tableau", lieu, contenant=_CONTAINER_NAMES[kind]))
            return
        if kind == "p" and (rest.strip() or count > 1):
            self.anomalies.append(make("balise-partage-paragraphe", lieu))
            return
        if kind == "p" and paragraph.keeps:
            self.anomalies.append(make("balise-sur-image", lieu))
            return
        if kind in ("tr", "tc"):
            inside = TOKEN.sub("", self.xml[span[0] : span[1]])
            if TAG.sub("", inside).strip() or len(TAG.findall(inside)) > 1:
                self.anomalies.append(make("balise-partage-ligne", lieu, contenant=_CONTAINER_NAMES[kind]))
                return
        self.edits.append((*span, self._tag(typed, kind, lieu)))

    def _tag(self, typed: str, kind: str, lieu: Word) -> Tag:
        source = _unescape(typed).translate(_QUOTES)
        if kind:
            source = "{%" + source[2 + len(kind) :]
        return Tag(_unescape(typed), source, lieu)

    def _inline(self, paragraph: _Paragraph, found: re.Match[str]) -> None:
        typed = found.group()
        kind = _KIND.match(typed)
        lieu = self._lieu(paragraph, typed)
        new: Tag | str = self._tag(typed, kind.group(1) if kind is not None else "", lieu)
        offset = 0
        for text in paragraph.texts:
            low, high = max(found.start(), offset), min(found.end(), offset + text.high - text.low)
            cut = (text.low + low - offset, text.low + high - offset)
            offset += text.high - text.low
            if low >= high:
                continue
            if kind is None:
                self.edits.append((*cut, new))
                if new:
                    self._preserve(text)
            elif self.xml[text.low : cut[0]].strip() or self.xml[cut[1] : text.high].strip():
                self.anomalies.append(make("balise-partage-passage", lieu))
                return
            else:
                self.edits.append((*text.run, new))
            new = ""

    def _preserve(self, text: _Text) -> None:
        """Keep the spaces of a text that a value joins: Word drops them at its ends otherwise."""
        edit: Edit = (text.start, text.low, '<w:t xml:space="preserve">')
        if "xml:space" not in self.xml[text.start : text.low] and edit not in self.edits:
            self.edits.append(edit)


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
    plain = " ".join(_unescape(texte).split())
    return plain if len(plain) <= 120 else plain[:117] + "…"


def properties(xml: str, fichier: str) -> Part:
    """Return the document properties (`docProps/core.xml`) cut the same way: each element's text is a paragraph."""
    part = Part.__new__(Part)
    part.xml, part.fichier, part.partie = xml, fichier, "propriétés du document"
    part.anomalies, part.edits, part.tables = [], [], False
    for found in re.finditer(r"<(?P<name>[\w:]+)(?P<attributes>[^<>]*)>(?P<text>[^<]+)</(?P=name)>", xml):
        text = found["text"]
        lieu = Word(fichier, part.partie, titre=found["name"].split(":")[-1])
        for tag in TAG.finditer(text):
            where = Word(fichier, part.partie, titre=lieu.titre, balise=_shown(tag.group()))
            at = found.start("text")
            part.edits.append((at + tag.start(), at + tag.end(), part._tag(tag.group(), "", where)))
        stray = STRAY.search(TAG.sub("", text))
        if stray is not None:
            part.anomalies.append(make("balise-non-fermee", lieu, signe=stray.group()))
    return part
