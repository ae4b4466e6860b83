"""Small sound Word files made by code, an act to print in them, and what comes out: shared by the tests of templates."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

import delib
from delib.acte.acte import Acte
from delib.anomalie import Anomalie
from delib.modele.strict import GabaritStrict
from delib.paquet import Paquet, read
from delib.production.plan import iter_lines

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" mc:Ignorable=""'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FICHIER = "essai.docx"


def plain(value: object) -> str:
    """Return how a value prints, its no-break spaces as plain ones, so that the tables read easily."""
    return str(value).replace("\u00a0", " ").replace("\u202f", " ")


# ------------------------------------------------------------------------------------------------------------ pieces of Word


def run(text: str, properties: str = "") -> str:
    """Return a run that holds `text` (plain text, escaped here)."""
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{rpr}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*texts: str, style: str = "") -> str:
    """Return a paragraph of one run a text; what already is XML (« <w: ») is taken as it is."""
    ppr = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{ppr}{''.join(one if one.startswith('<') else run(one) for one in texts)}</w:p>"


def cell(*paragraphs: str) -> str:
    """Return a cell of plain texts, or of block XML."""
    inside = "".join(one if one.startswith("<") else p(one) for one in paragraphs)
    return f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


def row(*cells: str) -> str:
    """Return a row of plain texts, or of cells."""
    return f"<w:tr>{''.join(one if one.startswith('<w:tc') else cell(one) for one in cells)}</w:tr>"


def table(*rows: str, columns: int = 1) -> str:
    """Return a table of `columns` equal columns, 9000 twentieths of a point wide."""
    grid = "".join(f'<w:gridCol w:w="{9000 // columns}"/>' for _ in range(columns))
    return f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'


def text_box(*paragraphs: str) -> str:
    """Return a run with a drawn text box, in both the branches that Word writes."""
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    shape = f"<wps:wsp><wps:txbx>{inside}</wps:txbx><wps:bodyPr/></wps:wsp>"
    drawing = (
        '<w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="Zone"/><a:graphic>'
        f'<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{shape}</a:graphicData>'
        "</a:graphic></wp:inline></w:drawing>"
    )
    legacy = f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{legacy}</mc:Fallback></mc:AlternateContent></w:r>"
    )


_STORY = re.compile(r"word/(header|footer|footnotes|endnotes)[0-9]*\.xml")


def parts_of(
    *blocks: str, header: str = "", footer: str = "", title: str = "Essai", more: Mapping[str, str | bytes] | None = None
) -> dict[str, bytes]:
    """Return the parts of a Word file whose body is `blocks` (block XML, or plain texts)."""
    body = "".join(one if one.startswith("<") else p(one) for one in blocks)
    references, relations = "", ""
    if header:
        references += '<w:headerReference w:type="default" r:id="rId8"/>'
        relations += f'<Relationship Id="rId8" Type="{_REL}/header" Target="header1.xml"/>'
    if footer:
        references += '<w:footerReference w:type="default" r:id="rId9"/>'
        relations += f'<Relationship Id="rId9" Type="{_REL}/footer" Target="footer1.xml"/>'
    stories = [(name, f"{_TYPE}.{kind.group(1)}+xml") for name in more or {} if (kind := _STORY.fullmatch(name)) is not None]
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, kind in (
            ("word/document.xml", f"{_TYPE}.document.main+xml"),
            ("word/styles.xml", f"{_TYPE}.styles+xml"),
            *((("word/header1.xml", f"{_TYPE}.header+xml"),) if header else ()),
            *((("word/footer1.xml", f"{_TYPE}.footer+xml"),) if footer else ()),
            *stories,
            ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        )
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (("Normal", "Normal"), ("Titre1", "heading 1"))
    )
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="word/document.xml"/>'
        '<Relationship Id="rId2" Target="docProps/core.xml" '
        'Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"/></Relationships>',
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}<w:sectPr>{references}</w:sectPr></w:body></w:document>",
        "word/styles.xml": f"<w:styles {SPACES}>{styles}</w:styles>",
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/styles" Target="styles.xml"/>{relations}</Relationships>',
        "docProps/core.xml": "<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>mairie</dc:creator>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2013-12-23T23:15:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2013-12-23T23:15:00Z</dcterms:modified></cp:coreProperties>',
    }
    if header:
        made["word/header1.xml"] = f"<w:hdr {SPACES}>{header if header.startswith('<') else p(header)}</w:hdr>"
    if footer:
        made["word/footer1.xml"] = f"<w:ftr {SPACES}>{footer if footer.startswith('<') else p(footer)}</w:ftr>"
    made.update(more or {})
    return {name: data if isinstance(data, bytes) else (HEAD + data).encode() for name, data in made.items()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as a .docx."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def docx(*blocks: str, **options: Any) -> bytes:
    """Return a .docx whose body is `blocks`; `header`, `footer`, `title` and `more` parts as options."""
    return zipped(parts_of(*blocks, **options))


PLACES = {
    "body": ("corps", lambda tag: docx(p("Les visas", style="Titre1"), "Avant", tag, "Après")),
    "header": ("en-tête 1", lambda tag: docx("Corps", header=tag)),
    "footer": ("pied 1", lambda tag: docx("Corps", footer=tag)),
    "table cell": ("corps", lambda tag: docx(table(row("Objet", "Montant"), row("Toit", tag), columns=2), "Fin")),
    "text box": ("corps", lambda tag: docx("Avant", p(text_box(p(tag))))),
    "title property": ("propriétés du document", lambda tag: docx("Corps", title=tag)),
}
"""Where a tag can stand: the part as anomalies name it, and a Word file that holds the tag there."""


# ------------------------------------------------------------------------------------------------------------------- the act

ACTE: dict[str, Any] = {
    "acte": "deliberation",
    "numero": "2025-019",
    "objet": "Réfection du toit",
    "collectivite": {
        "nom": "Commune de Val-d’Essai",
        "nature": "commune",
        "typographie": "laisser",
        "organes": {"conseil": {"intitule": "le conseil municipal"}},
        "elus": {
            "durand": {"civilite": "Mme", "prenom": "Anne", "nom": "Durand", "qualite": "Maire"},
            "petit": {"prenom": "Luc", "nom": "Petit"},
        },
    },
    "seance": {
        "organe": "conseil",
        "date": "2025-04-07",
        "heure": "14:30",
        "en_exercice": 11,
        "appel": {"nombres": {"presents": 11, "excuses": 0}},
        "president": "durand",
        "secretaires": ["petit", "durand"],
    },
    "beneficiaires": {"elements": ["Auxerre", "Sens", "Joigny"]},
    "visas": ["le code", "la loi", "le décret"],
    "dispositif": ["APPROUVE le projet"],
    "montants": [{"objet": "Toit", "montant": 45800}, {"objet": "Mur", "montant": "1250,50"}],
}
"""An act that gives some of everything, and leaves out `rapporteur`, `considerants`, `vote`, `fait`…"""


@cache
def acte() -> Acte:
    """Return ACTE, loaded once."""
    return delib.load(ACTE)


def with_values(**champs: Any) -> Acte:
    """Return ACTE with values that no schema would let through, put in its root as they are."""
    return replace(acte(), racine=acte().racine.evolve(**champs))


def render(data: bytes, loaded: Acte | None = None) -> Paquet:
    """Return the Word file `data` with an act printed in it. Raises ModeleError."""
    racine = (loaded or acte()).racine
    return GabaritStrict(read(data, FICHIER), FICHIER).render(racine, lambda root: root["seance"]["date"].iso)


def printed(data: bytes, part: str = "word/document.xml", loaded: Acte | None = None) -> list[str]:
    """Return the paragraphs of a part once the act is printed in it."""
    return [line.texte for line in iter_lines(render(data, loaded).to_bytes(), (part,))]


def refusals(data: bytes, loaded: Acte | None = None) -> tuple[Anomalie, ...]:
    """Return why the Word file `data` is refused; an empty tuple when it is not."""
    try:
        render(data, loaded)
    except delib.ModeleError as error:
        return error.anomalies
    return ()


def minimal(**changed: Any) -> dict[str, Any]:
    """Return the data of the smallest act of a commune, the seven required fields alone, some of them `changed`."""
    return {
        "acte": "deliberation",
        "collectivite": {
            "nom": "Commune d'Essai",
            "nature": "commune",
            "typographie": "laisser",
            "organes": {"conseil": {"intitule": "le Conseil"}},
        },
        "seance": {"organe": "conseil", "date": "2025-04-07"},
        "numero": "1",
        "objet": "Essai",
        "dispositif": ["APPROUVE le tout"],
        **changed,
    }
