"""Makes the Word templates: the same pages for every engine, in its own tags, with the markup that Word itself leaves.

Word cuts the runs of what was typed in several sittings (`w:rsidR`), and those of a tag around the name that its spelling
checker does not know (`w:proofErr`); its packages hold the styles in use, where python-docx's own template holds 0.8 MB of
them. All of this weighs on each engine. Equal content gives equal bytes: no clock, fixed zip dates.
"""

from __future__ import annotations

import datetime
import io
import itertools
import re
import zipfile
from collections.abc import Iterator

import docx
from documents import BALISE, Bloc, Cases, Chaque, Contenu, Dialecte, P, Si, Tableau, filled
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

# name: centred, bold, points against those of the text, space before and after in points, kept with the next
_STYLES = {
    "Texte": (False, False, 0, 0, 6, False),
    "Centré": (True, True, 0, 0, 6, True),
    "Titre acte": (True, True, 1, 10, 12, True),
    "Renseignement": (False, False, 0, 0, 2, False),
    "Article": (False, True, 0, 9, 4, True),
    "Formule": (True, True, 0, 8, 8, True),
    "Signature": (True, False, 0, 0, 4, False),
    "Cellule titre": (True, True, -2, 1, 1, False),
    "Cellule": (False, False, -2, 1, 1, False),
    "Mention": (False, False, -2, 8, 0, False),
    "Bandeau": (False, False, -2, 0, 0, False),
    BALISE: (False, False, -3, 0, 0, False),
}
_JUSTIFIED = ("Texte", "Mention")
_RSIDS = ("00A41C7E", "003D52B9", "00F06A14", "0071E8C2", "00295FD3", "00B8134A", "005C90E6")
"""The sittings in which the template was typed."""
_SITTING = 12
"""How many words one of them leaves in a run."""
_STRETCH = re.compile(r"\*\*|\[\[=[A-Z]+\]\]|\{[{%#/]?|[%}]?\}|[^{}%*\[]+|.")
_UNUSED_PARTS = (RELATIONSHIP_TYPE.THUMBNAIL, "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects")


def make_template(contenu: Contenu, dialecte: Dialecte) -> bytes:
    """Return the .docx template that says `contenu` in the tags of `dialecte`."""
    return _Writer(contenu, dialecte).write()


class _Writer:
    def __init__(self, contenu: Contenu, dialecte: Dialecte) -> None:
        self.contenu = contenu
        self.dialecte = dialecte
        self.document: Document = docx.Document()
        self.sittings: Iterator[str] = itertools.cycle(_RSIDS)

    def write(self) -> bytes:
        _prune(self.document)
        _add_styles(self.document, self.contenu)
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
        self.fill(section.header.paragraphs[0], filled(self.contenu.entete, self.dialecte.value))
        self.fill(section.footer.paragraphs[0], filled(self.contenu.pied, self.dialecte.value))
        for bloc in self.contenu.corps:
            self.add(bloc)
        properties = self.document.core_properties
        properties.created = properties.modified = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
        properties.author = properties.title = properties.comments = ""
        stream = io.BytesIO()
        self.document.save(stream)
        return _undated(stream.getvalue())

    def add(self, bloc: Bloc) -> None:
        if isinstance(bloc, Tableau):
            self.add_table(bloc)
        elif isinstance(bloc, Cases):
            self.add_cells(bloc)
        else:
            for paragraph in self.said(bloc):
                self.fill(self.document.add_paragraph(), paragraph)

    def said(self, bloc: P | Chaque | Si) -> list[P]:
        if isinstance(bloc, Chaque):
            return self.dialecte.each(bloc)
        return self.dialecte.when(bloc) if isinstance(bloc, Si) else [filled(bloc, self.dialecte.value)]

    def add_table(self, bloc: Tableau) -> None:
        said = self.dialecte.rows(bloc)
        table: Table = self.document.add_table(rows=1 + len(said), cols=len(bloc.titres))
        table.style = self.document.styles["Table Grid"]
        table.autofit = False
        for column, width in zip(table.columns, bloc.largeurs, strict=True):
            column.width = Cm(width)
        for rank, row in enumerate((bloc.titres, *said)):
            for cell, width, text in zip(table.rows[rank].cells, bloc.largeurs, row, strict=True):
                cell.width = Cm(width)
                self.fill(cell.paragraphs[0], P("Cellule titre" if rank == 0 else "Cellule", text))
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        self.fill(self.document.add_paragraph(), P("Texte", ""))

    def add_cells(self, bloc: Cases) -> None:
        table: Table = self.document.add_table(rows=1, cols=len(bloc.colonnes))
        for cell, paragraphs in zip(table.rows[0].cells, bloc.colonnes, strict=True):
            for rank, said in enumerate(paragraphs):
                self.fill(cell.paragraphs[0] if rank == 0 else cell.add_paragraph(), filled(said, self.dialecte.value))

    def fill(self, paragraph: Paragraph, said: P) -> None:
        """Write a paragraph's text, in the runs that Word would leave."""
        paragraph.style = self.document.styles[said.style]
        for name in ("w:rsidR", "w:rsidRDefault", "w:rsidP"):
            paragraph._p.set(qn(name), next(self.sittings))
        bold = False
        previous = ""
        for stretch in _STRETCH.findall(said.texte):
            if stretch == "**":
                bold = not bold
            elif stretch.startswith("[[="):
                self.add_field(paragraph, stretch[3:-2])
            else:
                misspelt = previous.startswith("{")
                self.mark(paragraph, "spellStart" if misspelt else "")
                for words in _sittings(stretch):
                    self.add_run(paragraph, words, bold)
                self.mark(paragraph, "spellEnd" if misspelt else "")
            previous = stretch

    def add_run(self, paragraph: Paragraph, text: str, bold: bool) -> None:
        run = paragraph.add_run(text)
        run.bold = True if bold else None
        run._r.set(qn("w:rsidRPr" if bold else "w:rsidR"), next(self.sittings))

    @staticmethod
    def mark(paragraph: Paragraph, kind: str) -> None:
        if kind:
            element = OxmlElement("w:proofErr")
            element.set(qn("w:type"), kind)
            paragraph._p.append(element)

    @staticmethod
    def add_field(paragraph: Paragraph, instruction: str) -> None:
        for kind in ("begin", "instruction", "separate", "1", "end"):
            run = paragraph.add_run(kind if kind == "1" else "")
            if kind == "instruction":
                element = OxmlElement("w:instrText")
                element.text = instruction
                run._r.append(element)
            elif kind != "1":
                element = OxmlElement("w:fldChar")
                element.set(qn("w:fldCharType"), kind)
                run._r.append(element)


def _sittings(text: str) -> Iterator[str]:
    """Yield a stretch of text in runs of a few words; a name between braces is one."""
    words = re.findall(r"\s*\S+(?:\s+$)?|\s+", text)
    for first in range(0, len(words), _SITTING):
        yield "".join(words[first : first + _SITTING])


def _prune(document: Document) -> None:
    """Take away what python-docx's template holds and a document saved by Word does not: unused table styles, a thumbnail…"""
    for package in (document.part.rels, document.part.package.rels):
        for key in [key for key, one in package.items() if one.reltype in _UNUSED_PARTS]:
            del package[key]
    for style in list(document.styles):
        if style.type is not None and style.type.name == "TABLE" and style.name not in ("Normal Table", "Table Grid"):
            style.delete()


def _add_styles(document: Document, contenu: Contenu) -> None:
    normal = document.styles["Normal"]
    normal.font.name = "Arial"
    normal.font.size = Pt(contenu.points)
    for name, (centred, bold, larger, before, after, kept) in _STYLES.items():
        style = document.styles.add_style(name, 1)
        style.base_style = normal
        style.font.size = Pt(contenu.points + larger)
        style.font.bold = bold
        layout = style.paragraph_format
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY if name in _JUSTIFIED else None
        layout.space_before, layout.space_after, layout.keep_with_next = Pt(before), Pt(after), kept
        if name == "Texte":
            layout.line_spacing = contenu.interligne


def _undated(package: bytes) -> bytes:
    """Return the package with its members as they are, dated 1980: python-docx dates them today."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as given, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, given.read(name))
    return stream.getvalue()
