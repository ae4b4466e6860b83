"""Every Word file that delib writes passes Microsoft's Open XML SDK, and opens in Word without a repair; the judge can say no."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx.shared import Mm
from docxtpl import InlineImage, Listing, RichText, RichTextParagraph

import delib
from tests.gabarits import parts, png
from tests.ooxml import judged_by_sdk, refused_by_word, validate
from tests.test_golden import ACTES, VARIANTES
from tests.words import SPACES, cell, docx, p, parts_of, row, run, table, text_box, zipped

# ----------------------------------------------------------------------------------------------------------------- the acts


@pytest.mark.parametrize("acte", ACTES, ids=lambda path: path.stem)
def test_each_act_is_sound_in_all_its_variants(acte: Path) -> None:
    told = {variante: validate(delib.build(acte, variante=variante).docx) for variante in VARIANTES}
    assert told == {variante: [] for variante in VARIANTES}


# ---------------------------------------------------------------------------------------------------------- the judge says no


def test_the_judge_says_yes() -> None:
    assert validate(docx("Bonjour", table(row("Objet", "Montant"), columns=2), "Fin", header="En-tête", footer="Pied")) == []


WIDTH = '<w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>'

# Blocks made wrong; what the SDK says of each.
WRONG = [
    ("run properties out of order", p(run("x", '<w:color w:val="FF0000"/><w:b/>')), "unexpected child element 'w:b'"),
    ("a shading without its pattern", p(run("x", '<w:shd w:fill="FF0000"/>')), "required attribute 'val' is missing"),
    ("a paragraph in a paragraph", f"<w:p>{p('x')}</w:p>", "invalid child element 'w:p'"),
    ("a run in a text", "<w:p><w:r><w:t>x<w:r/></w:t></w:r></w:p>", "leaf element"),
    ("a run in the body", run("x"), "child element 'w:r'"),
    ("a table without a grid", "<w:tbl><w:tblPr/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", "child element 'w:tr'"),
    (
        "two spans in one cell",
        table(row(f'<w:tc>{WIDTH[:-9]}<w:gridSpan w:val="1"/><w:gridSpan w:val="1"/></w:tcPr><w:p/></w:tc>')),
        "unexpected child element 'w:gridSpan'",
    ),
    (
        "a colour that is none",
        table(row(f'<w:tc>{WIDTH[:-9]}<w:shd w:val="clear" w:fill="rouge"/></w:tcPr><w:p/></w:tc>')),
        "'w:fill' attribute is invalid",
    ),
    ("a link to nothing", '<w:p><w:hyperlink r:id="rId99"/></w:p>', "relationship 'rId99'"),
    (
        "a note that does not exist",
        '<w:p><w:r><w:footnoteReference w:id="3"/></w:r></w:p>',
        "'FootnotesPart'",
    ),
    (
        "an identity lent twice",
        '<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'
        '<w:bookmarkStart w:id="1" w:name="b"/><w:bookmarkEnd w:id="1"/></w:p>',
        "should have unique value",
    ),
]


def test_the_sdk_tells_each_block_made_wrong() -> None:
    """One file holds them all: the SDK takes half a second to start."""
    told = judged_by_sdk(docx(*(block for _, block, _ in WRONG)))
    missed = [name for name, _, said in WRONG if not any(said in one for one in told)]
    assert missed == [], told


TYPES = "[Content_Types].xml"
SOUND = parts_of("Bonjour")

# Packages made wrong; what the SDK says of each.
PACKAGES = [
    ("a part that is not there", {name: data for name, data in SOUND.items() if name != "word/styles.xml"}, "doesn't exist"),
    ("a part of another type", {**SOUND, TYPES: SOUND[TYPES].replace(b"styles+xml", b"stylez+xml")}, "unexpected content type"),
    ("XML cut short", {**SOUND, "word/styles.xml": SOUND["word/styles.xml"][:-5]}, "word/styles.xml"),
]


@pytest.mark.parametrize(("name", "parts", "said"), PACKAGES, ids=[name for name, _, _ in PACKAGES])
def test_the_sdk_tells_a_package_made_wrong(name: str, parts: dict[str, bytes], said: str) -> None:
    told = judged_by_sdk(zipped(parts))
    assert any(said in one for one in told), told


BOOKMARK = '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'

# What the SDK lets through and Word does not; what is said of it; nothing for its sound neighbour.
WORD = [
    ("a cell without a paragraph", table(row(f"<w:tc>{WIDTH}</w:tc>")), "w:tc does not end with a paragraph"),
    ("a cell that ends on a table", table(row(f"<w:tc>{WIDTH}<w:p/>{table(row('x'))}</w:tc>")), "w:tc does not end"),
    ("a cell that ends on a bookmark", table(row(f"<w:tc>{WIDTH}<w:p/>{BOOKMARK}</w:tc>")), ""),
    ("a row without a cell", table("<w:tr/>", row("x")), "w:tr has no cell"),
    ("a row whose cell is in a control", table(f"<w:tr><w:sdt><w:sdtContent>{cell('x')}</w:sdtContent></w:sdt></w:tr>"), ""),
    ("a table without a row", table(), "w:tbl has no row"),
    ("a text between paragraphs", p("x") + "perdu" + p("x"), "w:body holds the text « perdu »"),
    ("a text between runs", f"<w:p>{run('x')}perdu</w:p>", "w:p holds the text"),
    ("a text in a run", "<w:p><w:r>perdu</w:r></w:p>", "w:r holds the text"),
    ("white between paragraphs", p("x") + "\n  " + p("x"), ""),
    ("the code of a field", '<w:p><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r></w:p>', ""),
]


@pytest.mark.parametrize(("name", "block", "said"), WORD, ids=[name for name, _, _ in WORD])
def test_what_word_alone_refuses_is_told(name: str, block: str, said: str) -> None:
    told = refused_by_word(docx(block, "Fin"))
    assert len(told) == bool(said), told
    assert said in "".join(told)


def test_two_core_properties_and_an_empty_header_are_told() -> None:
    """The first is what docxtpl makes of a template saved by LibreOffice."""
    assert refused_by_word(docx("x", more={"docProps/core2.xml": SOUND["docProps/core.xml"]}))
    assert refused_by_word(docx("x", header="<w:sdtPr/>"))


# ---------------------------------------------------------------------------------------------- what docxtpl templates can do

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OPTIONS: dict[str, object] = {
    "style": "Accent",
    "color": "#FF0000",
    "highlight": "FFFF00",
    "size": 24,
    "subscript": True,
    "superscript": True,
    "bold": True,
    "italic": True,
    "underline": "double",
    "strike": True,
    "font": "eastAsia:Arial",
    "rtl": True,
    "lang": "fr-FR",
}
"""Every option of docxtpl's RichText that dresses a run."""


def rich(names: tuple[str, ...]) -> RichText:
    """Return a rich text with some of OPTIONS."""
    return RichText("+".join(names), **{name: OPTIONS[name] for name in names})


def test_rich_texts_are_sound_and_keep_every_property() -> None:
    """All pairs of options, all of them at once, and none: docxtpl writes most in an order that the schema refuses."""
    chosen = [*combinations(OPTIONS, 2), tuple(OPTIONS), ()]
    gabarit = delib.Gabarit(docx("{%p for texte in textes %}", "{{r texte }}", "{%p endfor %}", "Fin"))
    made = gabarit.render({"textes": [rich(names) for names in chosen]})
    assert validate(made) == []
    body = ElementTree.fromstring(parts(made)["word/document.xml"])  # noqa: S314 - what delib has just made
    runs = {"".join(one.itertext()): {child.tag for child in one.iterfind(f"{W}rPr/*")} for one in body.iter(f"{W}r")}
    for names in chosen:
        xml = f"<w:p {SPACES}>{rich(names).xml}</w:p>"
        given = {child.tag for child in ElementTree.fromstring(xml).iterfind(f".//{W}rPr/*")}  # noqa: S314 - docxtpl's own
        assert runs["+".join(names)] == given, names


def columns(*rows: str) -> str:
    """Return a table of three columns, and the paragraph that Word wants after it."""
    return table(*rows, columns=3) + "<w:p/>"


CONTEXT: dict[str, object] = {
    "nom": "Val-d’Essai & <fils>",
    "lignes": [{"objet": "Toit", "montants": ["1", "2", "3"]}, {"objet": "Mur", "montants": ["4", "5", "6"]}],
    "vide": [],
    "listing": Listing("un\ndeux\tdeux et demi\atrois\fquatre & <b>"),
    "riche": RichText("gras & <b>\n\tdeux", bold=True, color="FF0000"),
    "paragraphe": RichTextParagraph(RichText("gras", bold=True), parastyle="Titre1"),
}

# What a template holds: its blocks, its header, its footer.
TEMPLATES: dict[str, Callable[[], bytes]] = {
    "a listing": lambda: docx("{{ listing }}", p("Titre : {{ listing }}", style="Titre1"), table(row("{{ listing }}")), "Fin"),
    "a listing in the header and the footer": lambda: docx("x", header="{{ listing }}", footer="{{ listing }}"),
    "controls in a plain text": lambda: docx("{{ 'un\\ndeux\\ttrois\\aquatre\\fcinq' }}"),
    "a rich text": lambda: docx("avant", "{{r riche }}", p("{{r riche }}", run("après", "<w:b/>")), header="{{r riche }}"),
    "a rich paragraph": lambda: docx("{{p paragraphe }}", table(row("{{p paragraphe }}")), "Fin"),
    "rows": lambda: docx(columns(row("{%tr for l in lignes %}"), row("{{ l.objet }}", "a", "b"), row("{%tr endfor %}"))),
    "rows that all vanish": lambda: docx(columns(row("{%tr for l in vide %}"), row("x", "a", "b"), row("{%tr endfor %}"))),
    "columns": lambda: docx(
        columns(
            row("{%tc for l in lignes %}", "{{ l.objet }}", "{%tc endfor %}"),
            row("{%tc for l in lignes %}", "x", "{%tc endfor %}"),
        )
    ),
    "columns that all vanish": lambda: docx(columns(row("{%tc for l in vide %}", "x", "{%tc endfor %}"))),
    "a span": lambda: docx(columns(row("{% colspan lignes|length %}{{ nom }}", "x"), row("a", "b", "c"))),
    "a span of one": lambda: docx(columns(row("{% colspan 1 %}{{ nom }}", "x", "y"))),
    "a vertical merge": lambda: docx(
        columns(row("{%tr for l in lignes %}"), row("{% vm %}{{ nom }}", "{{ l.objet }}", "x"), row("{%tr endfor %}"))
    ),
    "a horizontal merge": lambda: docx(
        columns(row("{%tc for m in lignes[0].montants %}", "{% hm %}{{ m }}", "{%tc endfor %}"), row("a", "b", "c"))
    ),
    "backgrounds": lambda: docx(columns(row("{% cellbg 'FF0000' %}{{ nom }}", "{% cellbg '#00FF00' %}x", "y"))),
    "a cell emptied": lambda: docx(columns(row(cell("{%p for l in vide %}", "{{ l }}", "{%p endfor %}"), "b", "c"))),
    "a cell emptied by a condition": lambda: docx(columns(row(cell("{%p if vide %}", "x", "{%p endif %}"), "b", "c"))),
    "a cell that would end on a table": lambda: docx(
        columns(row(cell(table(row("x")), "{%p if vide %}", "x", "{%p endif %}"), "b", "c"))
    ),
    "a header emptied": lambda: docx("x", header=p("{%p if vide %}") + p("x") + p("{%p endif %}")),
    "a text box emptied": lambda: docx(p(text_box(p("{%p if vide %}"), p("x"), p("{%p endif %}")))),
    "a body emptied": lambda: docx("{%p if vide %}", "x", "{%p endif %}"),
    "text boxes in a loop": lambda: docx("{%p for l in lignes %}", p(text_box(p("{{ l.objet }}"))), "{%p endfor %}"),
    "a bookmark in a loop": lambda: docx("{%p for l in lignes %}", p(BOOKMARK, "{{ l.objet }}"), "{%p endfor %}"),
    "pictures": lambda: docx("{{ image }}", p("a ", "{{ image }}", " b"), table(row("{{ image }}")), header="{{ image }}"),
    "a picture in a loop": lambda: docx("{%p for l in lignes %}", "{{ image }} {{ l.objet }}", "{%p endfor %}"),
    "a picture with a link": lambda: docx("{{ lien }}", header="{{ lien }}"),
    "a title and properties": lambda: docx("x", title="{{ nom }}"),
    "a sub-document": lambda: docx("{{p annexe }}", "Fin"),
    "a sub-document twice, and in a cell": lambda: docx("{{p annexe }}", "{{p annexe }}", table(row("{{p annexe }}")), "Fin"),
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_a_template_can_do_comes_out_sound(name: str) -> None:
    gabarit = delib.Gabarit(TEMPLATES[name]())
    values = {
        **CONTEXT,
        "image": InlineImage(gabarit, io.BytesIO(png(2)), width=Mm(10)),
        "lien": InlineImage(gabarit, io.BytesIO(png(3)), width=Mm(10), anchor="https://exemple.fr/?a=1&b=2"),
        "annexe": gabarit.new_subdoc(docx("Annexe", table(row("a", "b"), columns=2), "Fin de l’annexe")),
    }
    assert validate(gabarit.render(values)) == []
