"""Reads the XML of a Word form's body: tracked insertions are text, tracked deletions are not; a field is read by its result; a
text box or a nested table is read where it stands.

Linear in the size of the part; knows neither templates nor schemas.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

from delib.production.formulaire.corps import COCHE, VIDE, Alinea, Cellule, Controle, Corps, Morceau

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
INVISIBLES = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]")
"""Characters that show nothing and come with a copy from the web: soft hyphens, zero-width spaces, marks of direction."""
_SYMBOLES = {"a8": VIDE, "6f": VIDE, "71": VIDE, "fe": COCHE, "fd": COCHE, "52": COCHE, "54": COCHE, "78": COCHE, "fc": "✓"}
"""Signs of Wingdings that serve as boxes and ticks, by their code."""
MAX_TAGS = 500_000
"""The most tags in the body of a form: one of ten pages has some eight thousand."""
_MAX_BASED = 12
_INVITE = re.compile(r"(?:invite|placeholder|espacer[eé]serv)", re.IGNORECASE)
_SILENT = frozenset(
    f"{W}{name}"
    for name in (
        *(
            "pPr",
            "rPr",
            "tblPr",
            "tblGrid",
            "trPr",
            "tcPr",
            "sectPr",
            "sdtPr",
            "sdtEndPr",
            "instrText",
            "delText",
            "delInstrText",
        ),
        *("del", "moveFrom", "softHyphen", "rubyPr", "rt"),
    )
)
_IMAGES = frozenset(f"{W}{name}" for name in ("drawing", "pict", "object"))
_REVISIONS = frozenset(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))


def read_corps(xml: bytes, styles: bytes = b"") -> Corps:
    """Return what the part `xml` holds; `styles` is the part that says which paragraphs are headings. Both were checked."""
    reader = _Reader(_headings(styles) if styles else frozenset())
    reader.walk(ElementTree.fromstring(xml))  # noqa: S314 - a package that was just checked
    return reader.corps


def _headings(styles: bytes) -> frozenset[str]:
    """Return the styles that have a level in the outline, of their own or from the style that they are based on."""
    root = ElementTree.fromstring(styles)  # noqa: S314 - a package that was just checked
    based: dict[str, str] = {}
    made: set[str] = set()
    for style in root.iter(f"{W}style"):
        name, parent = style.get(f"{W}styleId", ""), style.find(f"{W}basedOn")
        based[name] = parent.get(f"{W}val", "") if parent is not None else ""
        if style.find(f"{W}pPr/{W}outlineLvl") is not None:
            made.add(name)
    for name in based:
        above, hops = name, 0
        while above and above not in made and hops < _MAX_BASED:
            above, hops = based.get(above, ""), hops + 1
        if above in made:
            made.add(name)
    return frozenset(made)


class _Reader:
    """One walk through the XML of a part."""

    def __init__(self, headings: frozenset[str]) -> None:
        self.headings = headings
        self.corps = Corps()
        self.titre = ""
        self.controles: tuple[Controle, ...] = ()
        self.cellules: tuple[Cellule, ...] = ()
        self.alinea: Alinea | None = None
        self.champs: list[bool] = []  # fields still open: whether what comes now is their code
        self.pending: list[str] = []  # bookmarks that begin between paragraphs
        self.invite = False

    def walk(self, element: ElementTree.Element) -> None:
        """Read what lies in `element`."""
        for child in element:
            self._one(child)

    def _one(self, element: ElementTree.Element) -> None:
        tag = element.tag
        if tag in _REVISIONS and len(element):
            self.corps.revisions = True
        read = _READERS.get(tag)
        if read is not None:
            read(self, element)
        elif tag == f"{_MC}AlternateContent":
            chosen = element.find(f"{_MC}Choice")
            self.walk(element if chosen is None else chosen)
        elif tag not in _SILENT:
            if tag in _IMAGES and element.find(f".//{W}txbxContent") is None:
                for cell in self.cellules:
                    cell.images += 1
            self.walk(element)

    # ------------------------------------------------------------------------------------------------------- structures

    def _paragraph(self, element: ElementTree.Element) -> None:
        outer, style = self.alinea, element.find(f"{W}pPr/{W}pStyle")
        alinea = Alinea(len(self.corps.alineas) + 1, self.titre, self.cellules)
        alinea.style = style.get(f"{W}val", "") if style is not None else ""
        alinea.colle = element.find(f"{W}pPr/{W}rPr/{W}del") is not None
        self.corps.alineas.append(alinea)
        for cell in self.cellules:
            cell.alineas.append(alinea)
        for name in self.pending:
            self.corps.signets.setdefault(name, alinea)
        self.pending = []
        self.alinea = alinea
        self._mark()
        self.walk(element)
        self.alinea = outer
        if alinea.style in self.headings and (words := " ".join(alinea.texte.split())):
            self.titre = words[:120]

    def _mark(self) -> None:
        """Note that the open controls reach into the paragraph that opens, even when they say nothing there."""
        if self.controles and self.alinea is not None:
            self.alinea.morceaux.append(Morceau("", self.controles))

    def _table(self, element: ElementTree.Element) -> None:
        rows: list[list[Cellule]] = []
        self.corps.tableaux.append(rows)
        titre = self.titre
        self._rows(element, len(self.corps.tableaux), rows)
        self.titre = titre

    def _rows(self, element: ElementTree.Element, tableau: int, rows: list[list[Cellule]]) -> None:
        for child in element:
            if child.tag == f"{W}tr":
                self._row(child, tableau, rows)
            elif child.tag == f"{W}sdt":
                self._control(child, lambda inside: self._rows(inside, tableau, rows))
            elif child.tag in (f"{W}customXml", f"{W}ins", f"{W}moveTo"):
                self._rows(child, tableau, rows)
            elif child.tag == f"{W}bookmarkStart":
                self._bookmark(child)

    def _row(self, element: ElementTree.Element, tableau: int, rows: list[list[Cellule]]) -> None:
        if element.find(f"{W}trPr/{W}del") is not None:
            self.corps.revisions = True
            return
        rows.append([])
        self._cells(element, tableau, len(rows), rows[-1])

    def _cells(self, element: ElementTree.Element, tableau: int, rang: int, row: list[Cellule]) -> None:
        for child in element:
            if child.tag == f"{W}tc":
                self._cell(child, tableau, rang, row)
            elif child.tag == f"{W}sdt":
                self._control(child, lambda inside: self._cells(inside, tableau, rang, row))
            elif child.tag == f"{W}customXml":
                self._cells(child, tableau, rang, row)
            elif child.tag == f"{W}bookmarkStart":
                self._bookmark(child)

    def _cell(self, element: ElementTree.Element, tableau: int, rang: int, row: list[Cellule]) -> None:
        if element.find(f"{W}tcPr/{W}cellDel") is not None:
            self.corps.revisions = True
            return
        outer = self.cellules
        cell = Cellule(tableau, rang, len(row) + 1)
        row.append(cell)
        for controle in self.controles:
            controle.cellules += 1
        self.cellules = (*outer, cell)
        self.walk(element)
        self.cellules = outer

    def _control(self, element: ElementTree.Element, inside: Callable[[ElementTree.Element], None] | None = None) -> None:
        properties, content = element.find(f"{W}sdtPr"), element.find(f"{W}sdtContent")
        controle = Controle() if properties is None else _controle(properties)
        self.corps.controles.append(controle)
        for one in self.controles:
            one.contient = one.contient or bool(controle.tag) or not one.tag
        outer = self.controles
        self.controles = (*outer, controle)
        self._mark()
        if content is not None:
            (inside or self.walk)(content)
        self.controles = outer

    def _bookmark(self, element: ElementTree.Element) -> None:
        name = element.get(f"{W}name", "").casefold()
        if self.alinea is None:
            self.pending.append(name)
        else:
            self.corps.signets.setdefault(name, self.alinea)

    # ------------------------------------------------------------------------------------------------------------- text

    def _run(self, element: ElementTree.Element) -> None:
        style = element.find(f"{W}rPr/{W}rStyle")
        self.invite = style is not None and _INVITE.search(style.get(f"{W}val", "")) is not None
        self.walk(element)
        self.invite = False

    def _say(self, texte: str) -> None:
        if self.alinea is not None and not any(self.champs):
            texte = INVISIBLES.sub("", texte)
            self.alinea.morceaux.append(Morceau(texte, self.controles, self.invite))

    def _text(self, element: ElementTree.Element) -> None:
        texte = element.text or ""
        self._say(texte if element.get(_PRESERVE) == "preserve" else texte.strip(" \t\r\n"))

    def _break(self, _element: ElementTree.Element) -> None:
        self._say("\n")

    def _tab(self, _element: ElementTree.Element) -> None:
        self._say("\t")

    def _hyphen(self, _element: ElementTree.Element) -> None:
        self._say("\u2011")

    def _symbol(self, element: ElementTree.Element) -> None:
        code = element.get(f"{W}char", "").casefold()
        wings = "wingdings" in element.get(f"{W}font", "").casefold()
        sign = _SYMBOLES.get(code[-2:]) if wings else None
        self._say(sign or (chr(int(code, 16)) if re.fullmatch("(?!d[89a-f])[0-9a-d][0-9a-f]{3}", code) else "\ufffd"))

    def _field(self, element: ElementTree.Element) -> None:
        """Take the mark of a field: its code is not text, its result is; an old check box has no result but its state."""
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            box = element.find(f"{W}ffData/{W}checkBox")
            if box is not None:
                checked = box.find(f"{W}checked")
                checked = box.find(f"{W}default") if checked is None else checked
                self._say(COCHE if checked is not None and _on(checked.get(f"{W}val", "1")) else VIDE)
            self.champs.append(True)
        elif kind == "separate" and self.champs:
            self.champs[-1] = False
        elif kind == "end" and self.champs:
            self.champs.pop()


def _on(value: str) -> bool:
    return value not in ("0", "false", "off")


def _controle(properties: ElementTree.Element) -> Controle:
    def said(name: str) -> str:
        found = properties.find(f"{W}{name}")
        return found.get(f"{W}val", "").strip() if found is not None else ""

    shown = properties.find(f"{W}showingPlcHdr")
    made = Controle(said("tag"), said("alias"), vide=shown is not None and _on(shown.get(f"{W}val", "1")))
    made.bloc = properties.find(f"{W}docPartObj") is not None or properties.find(f"{W}docPartList") is not None
    day = properties.find(f"{W}date")
    made.jour = (day.get(f"{W}fullDate", "") if day is not None else "")[:10]
    box = properties.find(f"{_W14}checkbox")
    if box is not None:
        checked = box.find(f"{_W14}checked")
        made.coche = checked is not None and _on(checked.get(f"{_W14}val", "1"))
        made.signes = (_sign(box, "checkedState", COCHE), _sign(box, "uncheckedState", VIDE))
    return made


def _sign(box: ElementTree.Element, name: str, usual: str) -> str:
    found = box.find(f"{_W14}{name}")
    code = found.get(f"{_W14}val", "") if found is not None else ""
    return chr(int(code, 16)) if re.fullmatch("(?![dD][89a-fA-F])[0-9A-Fa-f]{4}", code) else usual


_READERS: dict[str, Callable[[_Reader, ElementTree.Element], None]] = {
    f"{W}p": _Reader._paragraph,
    f"{W}tbl": _Reader._table,
    f"{W}sdt": _Reader._control,
    f"{W}bookmarkStart": _Reader._bookmark,
    f"{W}r": _Reader._run,
    f"{W}t": _Reader._text,
    f"{_M}t": _Reader._text,
    f"{W}br": _Reader._break,
    f"{W}cr": _Reader._break,
    f"{W}tab": _Reader._tab,
    f"{W}ptab": _Reader._tab,
    f"{W}noBreakHyphen": _Reader._hyphen,
    f"{W}sym": _Reader._symbol,
    f"{W}fldChar": _Reader._field,
}
