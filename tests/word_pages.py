"""Word files of a clerk's own, each with one thing that PDF/A or PDF/UA has a say in: borders, pictures, headings, tables…"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Inches
from docx.text.paragraph import Paragraph

W = nsdecls("w")


def word(fill: Callable[[Document], object], title: str = "Titre") -> bytes:
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.language = "fr-FR"
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def png(alpha: bool = False) -> io.BytesIO:
    pixel = b"\xff\0\0\x80" if alpha else b"\xff\0\0"
    rows = zlib.compress(b"".join(b"\0" + pixel * 20 for _ in range(20)))
    head = struct.pack(">IIBBBBB", 20, 20, 8, 6 if alpha else 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", rows), (b"IEND", b"")]
    chunks = [struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts]
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))


def _bordered(paragraph: Paragraph, *sides: str) -> None:
    lines = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="1" w:color="auto"/>' for side in sides)
    paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:pBdr {W}>{lines}</w:pBdr>"))


def _shaded(paragraph: Paragraph) -> None:
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:shd {W} w:val="clear" w:color="auto" w:fill="D9D9D9"/>'))


def _header(document: Document) -> None:
    paragraph = document.sections[0].header.paragraphs[0]
    paragraph.text = "En-tête"
    _bordered(paragraph, "bottom")
    document.add_paragraph("Corps")


def _page_borders(document: Document) -> None:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="8" w:space="24" w:color="auto"/>' for side in ("top", "left", "bottom", "right")
    )
    document.sections[0]._sectPr.append(parse_xml(f"<w:pgBorders {W}>{lines}</w:pgBorders>"))
    document.add_paragraph("Corps")


def _picture(document: Document, alt: str, alpha: bool = False) -> None:
    document.add_picture(png(alpha))
    if alt:
        document.inline_shapes[0]._inline.docPr.set("descr", alt)


def _link(document: Document) -> None:
    document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)  # without it, LibreOffice draws the words and drops the link
    paragraph = document.add_paragraph("Voir ")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    rank = document.part.relate_to("https://example.org/", kind, is_external=True)
    run = '<w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr><w:t>ici</w:t></w:r>'
    paragraph._p.append(parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{rank}">{run}</w:hyperlink>'))


def _marked(document: Document) -> None:
    run = document.add_paragraph().add_run("souligné, barré, surligné")
    run.underline, run.font.strike, run.font.highlight_color = True, True, 7


def _table(document: Document, style: str, merged: bool = False) -> None:
    table = document.add_table(3, 3, style=style)
    table.cell(0, 0).text, table.cell(2, 2).text = "a", "b"
    if merged:
        table.cell(0, 0).merge(table.cell(0, 1))
        table.cell(1, 0).merge(table.cell(2, 0))


def _leader(document: Document) -> None:
    document.add_paragraph("a\tb").paragraph_format.tab_stops.add_tab_stop(Inches(5), leader=WD_TAB_LEADER.DOTS)


def _headings(document: Document, *levels: int) -> None:
    for level in levels:
        document.add_heading(f"Titre {level}", level)
        document.add_paragraph("Texte")


def _comment(document: Document) -> None:
    document.add_comment(document.add_paragraph("Texte").runs, "à revoir", "A", "A")


CASES: dict[str, tuple[Callable[[Document], object], set[str]]] = {
    "vide": (lambda _document: None, set()),
    "paragraphe bordé": (lambda one: _bordered(one.add_paragraph("Bordé"), "top", "left", "bottom", "right"), set()),
    "en-tête bordé": (_header, set()),
    "page bordée": (_page_borders, set()),
    "paragraphe ombré": (lambda one: _shaded(one.add_paragraph("Ombré")), set()),
    "bordé et ombré": (lambda one: (_bordered(one.add_paragraph("Les deux"), "bottom"), _shaded(one.paragraphs[-1])), set()),
    "souligné, barré, surligné": (_marked, set()),
    "tableau": (lambda one: _table(one, "Table Grid"), set()),
    "tableau fusionné": (lambda one: _table(one, "Table Grid", merged=True), set()),
    "tableau ombré": (lambda one: _table(one, "Light Shading Accent 1"), set()),
    "image décrite": (lambda one: _picture(one, "Un carré rouge"), set()),
    "image transparente": (lambda one: _picture(one, "Un carré rouge", alpha=True), set()),
    "image sans description": (lambda one: _picture(one, ""), {"pdf-sans-pdfua"}),
    "lien": (_link, set()),
    "listes": (lambda one: (one.add_paragraph("a", "List Bullet"), one.add_paragraph("b", "List Number")), set()),
    "points de conduite": (_leader, set()),
    "titres de trois niveaux": (lambda one: _headings(one, 1, 2, 3, 2, 1, 2), set()),
    "titre de niveau sauté": (lambda one: _headings(one, 1, 3), {"pdf-sans-pdfua"}),
    "premier titre de niveau 2": (lambda one: _headings(one, 2, 2), {"pdf-sans-pdfua"}),
    "commentaire": (_comment, set()),
    "caractères de partout": (lambda one: one.add_paragraph("☐ ☒ € œ ﬁ 漢字 عربي 😀"), set()),
}
"""What a Word file holds, and what is told of its PDF."""
