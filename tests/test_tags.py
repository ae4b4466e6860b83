"""Tags as Word really stores them, what vanishes with them, what is put right after them, and how they are refused."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import delib
from delib.acte.acte import Acte
from delib.anomalie import Word
from tests.words import (
    SPACES,
    cell,
    docx,
    p,
    printed,
    refusals,
    render,
    row,
    run,
    table,
    text_box,
    with_values,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# ------------------------------------------------------------------------------------------- tags that Word cut or dressed up

MARKS = {
    "revision ids": '<w:r w:rsidR="00AB12CD">{}</w:r>',
    "bold": "<w:r><w:rPr><w:b/></w:rPr>{}</w:r>",
    "language": '<w:r><w:rPr><w:lang w:val="en-US"/></w:rPr>{}</w:r>',
}
BETWEEN = {
    "nothing": "",
    "spelling": '<w:proofErr w:type="spellStart"/>',
    "bookmark": '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>',
    "comment range": '<w:commentRangeStart w:id="1"/>',
    "rendered page break": "<w:r><w:lastRenderedPageBreak/></w:r>",
    "empty run": "<w:r><w:t/></w:r>",
}


def split(text: str, size: int, mark: str, between: str) -> str:
    """Return `text` cut in runs of `size` characters, dressed as Word would."""
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    runs = [MARKS[mark].format(f'<w:t xml:space="preserve">{piece}</w:t>') for piece in pieces]
    return f"<w:p>{BETWEEN[between].join(runs)}</w:p>"


@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_a_tag_split_over_runs_prints(size: int, mark: str, between: str) -> None:
    text = "Objet : {{ objet }}, {% if rapporteur %}non{% else %}oui{% endif %}."
    assert printed(docx(split(text, size, mark, between))) == ["Objet : Réfection du toit, oui."]


def test_a_value_takes_the_dress_of_the_first_brace() -> None:
    body = render(docx("<w:p>" + run("{", "<w:b/>") + run("{ objet }}") + "</w:p>"))["word/document.xml"].decode()
    assert '<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Réfection du toit</w:t>' in body


# The tag as typed in Word; what prints.
DRESSES = [
    ("{{ objet }}", "Réfection du toit"),
    ("{{objet}}", "Réfection du toit"),
    ("{{\u00a0objet\u00a0}}", "Réfection du toit"),
    ("{{\u202fobjet\u202f}}", "Réfection du toit"),
    ("{{   objet   }}", "Réfection du toit"),
    ("{% if variante == ’extrait’ %}oui{% endif %}", "oui"),
    ("{% if variante == ‘extrait’ %}oui{% endif %}", "oui"),
    ("{% if variante == “extrait” %}oui{% endif %}", "oui"),
    ('{% if variante == "extrait" %}oui{% endif %}', "oui"),
    ("{%\u00a0if\u00a0objet\u00a0%}oui{%\u00a0endif\u00a0%}", "oui"),
    ("{% if seance.en_exercice < 12 and seance.en_exercice > 10 %}oui{% endif %}", "oui"),
    ("{ objet }", "{ objet }"),
    ("100 % {de} l’objet", "100 % {de} l’objet"),
    ("avant {{ objet }}", "avant Réfection du toit"),
    (" {{ objet }} ", " Réfection du toit "),
    ("{{ numero }}{{ numero }}", "2025-0192025-019"),
]


@pytest.mark.parametrize(("typed", "texte"), DRESSES, ids=[typed for typed, _ in DRESSES])
def test_quotes_and_spaces_of_word_are_understood(typed: str, texte: str) -> None:
    assert printed(docx(p(typed))) == [texte]


def test_a_tab_or_a_break_inside_a_tag_is_a_space() -> None:
    for mark in ("<w:tab/>", "<w:br/>", "<w:cr/>"):
        inside = f"<w:p><w:r><w:t>{{% if</w:t>{mark}<w:t>objet %}}oui</w:t>{mark}<w:t>{{% endif %}}</w:t></w:r></w:p>"
        (texte,) = printed(docx(inside))
        assert texte.strip() == "oui"
        assert len(texte) == 4, "the mark outside a tag stays"


def test_spaces_beside_a_tag_survive_where_word_had_not_asked_to_keep_them() -> None:
    inside = (
        "<w:p><w:r><w:t>Le</w:t></w:r><w:r><w:t xml:space='preserve'> {{ numero</w:t></w:r><w:r><w:t>}} suit</w:t></w:r></w:p>"
    )
    body = render(docx(inside))["word/document.xml"].decode()
    assert '<w:t xml:space="preserve"> suit</w:t>' in body


# Where the tag stands; the XML around it.
PLACES = {
    "hyperlink": '<w:hyperlink w:anchor="a">{}</w:hyperlink>',
    "inserted text": '<w:ins w:id="1" w:author="a">{}</w:ins>',
    "content control": "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "smart tag": '<w:smartTag w:element="a" w:uri="b">{}</w:smartTag>',
}


@pytest.mark.parametrize("place", PLACES)
def test_a_tag_prints_inside(place: str) -> None:
    assert printed(docx(f"<w:p>{PLACES[place].format(run('{{ objet }}'))}</w:p>")) == ["Réfection du toit"]


def test_both_branches_of_a_text_box_print() -> None:
    boxed = p(text_box(p("{%p if objet %}"), p("{{ objet }}"), p("{%p endif %}"), p("{{ numero }}")))
    assert printed(docx("Avant", boxed)) == ["Avant", "", *["Réfection du toit", "2025-019"] * 2]


def test_a_nested_table_prints_and_its_rows_vanish_alone() -> None:
    inner = table(row("{%tr for v in visas %}"), row("{{ v.texte }}"), row("{%tr endfor %}"))
    outer = table(row("{{ numero }}", cell(inner, p(""))), row("{{ objet }}", ""), columns=2)
    assert printed(docx(outer)) == ["2025-019", "le code", "la loi", "le décret", "", "Réfection du toit", ""]


# -------------------------------------------------------------------------------------------------- paragraphs, rows, columns

LISTED = [
    ("present", ["{%p if objet %}", "{{ objet }}", "{%p endif %}", "fin"], ["Réfection du toit", "fin"]),
    ("absent", ["{%p if rapporteur %}", "{{ rapporteur }}", "{%p endif %}", "fin"], ["fin"]),
    ("else", ["{%p if rapporteur %}", "a", "{%p else %}", "b", "{%p endif %}"], ["b"]),
    ("elif", ["{%p if rapporteur %}", "a", "{%p elif objet %}", "b", "{%p else %}", "c", "{%p endif %}"], ["b"]),
    ("loop", ["{%p for v in visas %}", "Vu {{ v.texte }},", "{%p endfor %}"], ["Vu le code,", "Vu la loi,", "Vu le décret,"]),
    ("empty loop", ["{%p for c in considerants %}", "{{ c.texte }}", "{%p endfor %}", "fin"], ["fin"]),
    ("nested", ["{%p for v in visas %}", "{%p if loop.last %}", "{{ v.texte }}", "{%p endif %}", "{%p endfor %}"], ["le décret"]),
    ("set", ["{%p set qui = seance.president %}", "{{ qui }}"], ["Anne DURAND"]),
    ("no-break space", ["{%p\u00a0if objet %}", "a", "{%p endif\u00a0%}"], ["a"]),
]


@pytest.mark.parametrize(("name", "paragraphs", "lines"), LISTED, ids=[name for name, _, _ in LISTED])
def test_a_paragraph_of_its_own_vanishes(name: str, paragraphs: list[str], lines: list[str]) -> None:
    assert printed(docx(*paragraphs)) == lines


def parsed(part: bytes) -> ElementTree.Element:
    """Return a part as a tree."""
    return ElementTree.fromstring(part)  # noqa: S314 - delib has just made it


def body_of(data: bytes, loaded: Acte | None = None) -> ElementTree.Element:
    """Return the body that `data` gives with the act printed in it."""
    return parsed(render(data, loaded)["word/document.xml"])


def test_rows_of_a_table_repeat() -> None:
    made = table(
        row("Objet", "Montant"),
        row("{%tr for m in montants %}", ""),
        row("{{ m.objet }}", "{{ m.montant }}"),
        row("{%tr endfor %}", ""),
        columns=2,
    )
    assert printed(docx(made)) == ["Objet", "Montant", "Toit", "45\u202f800\u00a0€", "Mur", "1\u202f250,50\u00a0€"]


COLUMNS = [
    ("one absent", "considerants", 0),
    ("two", "seance.secretaires", 2),
    ("three", "beneficiaires.elements", 3),
]


@pytest.mark.parametrize(("name", "liste", "count"), COLUMNS, ids=[name for name, _, _ in COLUMNS])
def test_columns_repeat_and_the_grid_follows(name: str, liste: str, count: int) -> None:
    made = table(
        row("fixe", f"{{%tc for x in {liste} %}}", "{{ x }}", "{%tc endfor %}"),
        row("fixe", f"{{%tc for x in {liste} %}}", "total", "{%tc endfor %}"),
        columns=3,
    )
    body = body_of(docx(made, "fin"))
    (grid,) = body.iter(f"{W}tblGrid")
    widths = [int(column.get(f"{W}w", "")) for column in grid]
    rows = [[int(width.get(f"{W}w", "")) for width in line.iter(f"{W}tcW")] for line in body.iter(f"{W}tr")]
    assert len(widths) == count + 1
    assert sum(widths) == 9000, "the table keeps its width"
    assert [len(one) for one in rows] == [count + 1] * 2
    assert all(abs(sum(one) - 9000) <= count + 1 for one in rows)


def test_a_grid_that_was_right_is_left_as_it_was() -> None:
    fixed = table(row("a", "b"), columns=2).replace('w:w="4500"', 'w:w="1000"', 1)
    moving = table(row("{%tc for s in seance.secretaires %}", "{{ s }}", "{%tc endfor %}"), columns=3)
    body = body_of(docx(fixed, moving))
    assert [[column.get(f"{W}w") for column in grid] for grid in body.iter(f"{W}tblGrid")] == [["1000", "4500"], ["4500", "4500"]]


def test_merged_cells_count_for_the_columns_they_span() -> None:
    wide = cell("large").replace("</w:tcPr>", '<w:gridSpan w:val="3"/></w:tcPr>')
    made = table(row(wide), row("{%tc for x in beneficiaires.elements %}", "{{ x }}", "{%tc endfor %}"), columns=3)
    body = body_of(docx(made))
    assert [len(grid) for grid in body.iter(f"{W}tblGrid")] == [3]


REPAIRED = [
    (
        "a cell left without a paragraph",
        table(row(cell("{%p if rapporteur %}", "x", "{%p endif %}"), "b"), columns=2),
        ["", "b", "fin"],
    ),
    (
        "a cell that a table ends",
        table(row(cell(table(row("a")), p("{%p if rapporteur %}"), p("{%p endif %}")))),
        ["a", "", "fin"],
    ),
    ("a table without rows", table(row("{%tr for c in considerants %}"), row("{{ c.texte }}"), row("{%tr endfor %}")), ["fin"]),
    ("a row without cells", table(row("{%tc for c in considerants %}", "x", "{%tc endfor %}"), row("b")), ["b", "fin"]),
    ("a table without cells", table(row("{%tc for c in considerants %}", "x", "{%tc endfor %}")), ["fin"]),
    (
        "a nested table without rows",
        table(row(cell(table(row("{%tr if rapporteur %}"), row("x"), row("{%tr endif %}"))))),
        ["", "fin"],
    ),
]


@pytest.mark.parametrize(("name", "made", "lines"), REPAIRED, ids=[name for name, _, _ in REPAIRED])
def test_what_word_would_call_damaged_is_put_right(name: str, made: str, lines: list[str]) -> None:
    data = docx(made, "fin")
    assert printed(data) == lines
    body = body_of(data)
    assert all(list(line.iter(f"{W}tc")) for line in body.iter(f"{W}tr"))
    assert all(list(one.iter(f"{W}tr")) for one in body.iter(f"{W}tbl"))
    assert all(list(one)[-1].tag == f"{W}p" for one in body.iter(f"{W}tc"))


def test_an_emptied_header_keeps_one_paragraph() -> None:
    data = docx("fin", header=p("{%p if rapporteur %}") + p("x") + p("{%p endif %}"))
    assert printed(data, "word/header1.xml") == [""]


def test_drawings_in_a_loop_get_numbers_of_their_own() -> None:
    picture = '<w:drawing><wp:inline><wp:docPr id="7" name="Image"/></wp:inline></w:drawing>'
    body = render(docx("{%p for v in visas %}", f"<w:p><w:r>{picture}</w:r></w:p>", "{%p endfor %}"))[
        "word/document.xml"
    ].decode()
    assert re.findall(r'docPr id="(\d+)"', body) == ["1", "2", "3"]


def test_sections_pictures_and_all_the_other_parts_are_kept() -> None:
    picture = p('<w:r><w:drawing><wp:inline><wp:docPr id="7" name="Image"/></wp:inline></w:drawing></w:r>')
    section = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr></w:pPr></w:p>'
    data = docx(
        "{{ objet }}", picture, section, "fin", more={"word/media/image1.png": b"\x89PNG", "word/theme/theme1.xml": "<a/>"}
    )
    made = render(data)
    with zipfile.ZipFile(BytesIO(data)) as before:
        same = [name for name in before.namelist() if before.read(name) == made[name]]
        assert set(before.namelist()) - set(same) == {"word/document.xml", "docProps/core.xml"}
    assert made["word/document.xml"].count(b"<w:drawing>") == 1
    assert made["word/document.xml"].count(b"<w:sectPr>") == 2


# -------------------------------------------------------------------------------------------------------------------- values

VALUES = [
    ("markup", 'A & B < C > "D" \' ’ « é 🙂 œ', 'A & B < C > "D" \' ’ « é 🙂 œ'),
    ("a tag in the data", "{{ numero }} {% if %} }}", "{{ numero }} {% if %} }}"),
    ("new lines", "a\nb\r\nc\rd", "a\nb\nc\nd"),
    ("tabs", "a\tb", "a\tb"),
    ("right to left", "שלום עולם", "שלום עולם"),
    ("spaces at the ends", "  a  ", "  a  "),
    ("50,000 characters", "é" * 50_000, "é" * 50_000),
    ("an entity", "&amp; &#65; &eacute;", "&amp; &#65; &eacute;"),
    ("the end of a CDATA", "]]> <!-- -->", "]]> <!-- -->"),
]


@pytest.mark.parametrize(("name", "value", "texte"), VALUES, ids=[name for name, _, _ in VALUES])
def test_a_value_comes_out_as_it_went_in(name: str, value: str, texte: str) -> None:
    data = docx("Objet : {{ objet }}.", header="{{ objet }}", title="Acte {{ objet }}")
    loaded = with_values(objet=value)
    assert printed(data, loaded=loaded) == [f"Objet : {texte}."]
    assert printed(data, "word/header1.xml", loaded) == [texte]
    core = parsed(render(data, loaded)["docProps/core.xml"])
    assert core.findtext("{http://purl.org/dc/elements/1.1/}title") == "Acte " + texte.replace("\n", " ").replace("\t", " ")


def test_the_dates_of_the_document_are_those_of_the_data() -> None:
    core = render(docx("x"))["docProps/core.xml"].decode()
    assert re.findall(r">(\d{4}-[^<]*)</dcterms", core) == ["2025-04-07T00:00:00Z"] * 2


# ------------------------------------------------------------------------------------------------------------- tags refused

# The blocks of the body; the code; the tag as the place tells it.
REFUSED: list[tuple[str, list[str], str, str]] = [
    ("text beside {%p", ["avant {%p if objet %}", "x", "{%p endif %}"], "balise-partage-paragraphe", "{%p if objet %}"),
    ("two {%p in a paragraph", ["{%p if objet %}{%p endif %}"], "balise-partage-paragraphe", "{%p if objet %}"),
    ("a value beside {%p", ["{%p if objet %}{{ objet }}", "{%p endif %}"], "balise-partage-paragraphe", "{%p if objet %}"),
    (
        "a picture beside {%p",
        [p("{%p if objet %}", "<w:r><w:drawing/></w:r>"), "{%p endif %}"],
        "balise-sur-image",
        "{%p if objet %}",
    ),
    (
        "a page break beside {%p",
        [p("{%p if objet %}", '<w:r><w:br w:type="page"/></w:r>'), "{%p endif %}"],
        "balise-sur-image",
        "{%p if objet %}",
    ),
    (
        "a section beside {%p",
        [f"<w:p><w:pPr><w:sectPr/></w:pPr>{run('{%p if objet %}')}</w:p>", "{%p endif %}"],
        "balise-sur-image",
        "{%p if objet %}",
    ),
    (
        "a footnote beside {%p",
        [p("{%p if objet %}", '<w:r><w:footnoteReference w:id="2"/></w:r>'), "{%p endif %}"],
        "balise-sur-image",
        "{%p if objet %}",
    ),
    ("{%tr outside a table", ["{%tr for v in visas %}", "{%tr endfor %}"], "balise-hors-tableau", "{%tr for v in visas %}"),
    ("{%tc outside a table", ["{%tc for v in visas %}", "{%tc endfor %}"], "balise-hors-tableau", "{%tc for v in visas %}"),
    (
        "text beside {%tr",
        [table(row("{%tr if objet %}", "x"), row("{%tr endif %}", ""))],
        "balise-partage-ligne",
        "{%tr if objet %}",
    ),
    ("two {%tr in a row", [table(row("{%tr if objet %}", "{%tr endif %}"))], "balise-partage-ligne", "{%tr if objet %}"),
    (
        "text beside {%tc",
        [table(row(cell("{%tc if objet %}", "x"), "{%tc endif %}"))],
        "balise-partage-ligne",
        "{%tc if objet %}",
    ),
    (
        "a picture beside {%tr",
        [table(row("{%tr if objet %}", cell(p("<w:r><w:drawing/></w:r>"))), row("{%tr endif %}", ""))],
        "balise-partage-ligne",
        "{%tr if objet %}",
    ),
    ("text beside {%r", ["a {%r if objet %}b{%r endif %}"], "balise-partage-passage", "{%r if objet %}"),
    ("unclosed", ["avant", "{% if objet %}", "après"], "bloc-non-ferme", "{% if objet %}"),
    ("unclosed paragraph", ["{%p for v in visas %}", "x"], "bloc-non-ferme", "{%p for v in visas %}"),
    ("never opened", ["x", "{%p endif %}"], "bloc-mal-ferme", "{%p endif %}"),
    ("else alone", ["{% else %}"], "bloc-mal-ferme", "{% else %}"),
    ("else of a loop", ["{% for v in visas %}a{% else %}b{% endfor %}"], "bloc-mal-ferme", "{% else %}"),
    (
        "crossing",
        ["{%p if objet %}", "{%p for v in visas %}", "{%p endif %}", "{%p endfor %}"],
        "bloc-mal-ferme",
        "{%p endif %}",
    ),
    ("two else", ["{% if objet %}a{% else %}b{% else %}c{% endif %}"], "balise-syntaxe", ""),
    ("over two paragraphs", ["{% if objet %}a", "b{% endif %}"], "bloc-a-cheval", "{% endif %}"),
    ("paragraph, then inline", ["{%p if objet %}", "a", "b{% endif %}"], "bloc-a-cheval", "{% endif %}"),
    ("inline, then paragraph", ["{% if objet %}a", "{%p endif %}"], "bloc-a-cheval", "{%p endif %}"),
    ("into a table", ["{%p if objet %}", table(row("{%p endif %}"))], "bloc-a-cheval", "{%p endif %}"),
    ("over two cells", [table(row("{%p if objet %}", "{%p endif %}"))], "bloc-a-cheval", "{%p endif %}"),
    ("over two rows", [table(row("{%tc if objet %}"), row("{%tc endif %}"))], "bloc-a-cheval", "{%tc endif %}"),
    (
        "into a hyperlink",
        [p("{% if objet %}", f"<w:hyperlink>{run('x{% endif %}')}</w:hyperlink>")],
        "bloc-a-cheval",
        "{% endif %}",
    ),
    ("stray }}", ["a }} b"], "balise-non-fermee", "a }} b"),
    ("stray {{", ["a {{ objet"], "balise-non-fermee", "a {{ objet"),
    ("stray %}", ["a %} b"], "balise-non-fermee", "a %} b"),
    ("stray brace after a tag", ["{{ objet }} et }}"], "balise-non-fermee", "et }}"),
    ("a tag over two paragraphs", ["{{ objet", "}}"], "balise-non-fermee", "{{ objet"),
    ("spaced braces", ["{{ objet } }"], "balise-non-fermee", "{{ objet } }"),
    ("an apostrophe in a name", ["{{ l’objet }}"], "balise-syntaxe", "{{ l’objet }}"),
    ("two words", ["{{ date seance }}"], "balise-syntaxe", "{{ date seance }}"),
    ("an empty tag", ["{{ }}"], "balise-syntaxe", "{{ }}"),
    ("an empty instruction", ["{% %}"], "instruction-inconnue", "{% %}"),
    ("an empty condition", ["{% if %}x{% endif %}"], "balise-syntaxe", "{% if %}"),
    ("one sign of equality", ['{% if variante = "x" %}x{% endif %}'], "balise-syntaxe", '{% if variante = "x" %}'),
    ("French quotes", ["{% if variante == « x » %}x{% endif %}"], "balise-syntaxe", "{% if variante == « x » %}"),
    ("a quote left open", ["{{ 'objet }}"], "balise-syntaxe", "{{ 'objet }}"),
    ("a soft hyphen", ["{{ ob\u00adjet }}"], "balise-syntaxe", "{{ ob\u00adjet }}"),
    ("an ellipsis", ["{{ objet… }}"], "balise-syntaxe", "{{ objet… }}"),
    ("a dash", ["{{ objet – numero }}"], "balise-syntaxe", "{{ objet – numero }}"),
    ("else if", ["{% if a %}x{% else if b %}y{% endif %}"], "balise-syntaxe", "{% else if b %}"),
    ("a word after endfor", ["{% for v in visas %}x{% endfor visas %}"], "balise-syntaxe", "{% endfor visas %}"),
    ("for without in", ["{% for visas %}x{% endfor %}"], "balise-syntaxe", "{% for visas %}"),
    ("capitals", ["{% If objet %}x{% endif %}"], "instruction-inconnue", "{% If objet %}"),
    ("a capital P", ["{%P if objet %}", "{%P endif %}"], "instruction-inconnue", "{%P if objet %}"),
    ("an unknown word", ["{% si objet %}x"], "instruction-inconnue", "{% si objet %}"),
    ("dashes", ["{%- if objet -%}x{%- endif -%}"], "balise-tiret", "{%- if objet -%}"),
    (
        "an image's description",
        [p('<w:r><w:drawing><wp:docPr id="1" name="a" descr="Logo de {{ collectivite.nom }}"/></w:drawing></w:r>')],
        "balise-hors-texte",
        "{{ collectivite.nom }}",
    ),
    (
        "deleted text",
        ["<w:p><w:del><w:r><w:delText>{{ objet }}</w:delText></w:r></w:del></w:p>"],
        "balise-hors-texte",
        "{{ objet }}",
    ),
    ("text deleted with a trace", ["<w:p><w:del><w:r><w:delText>SECRET</w:delText></w:r></w:del></w:p>"], "modele-revisions", ""),
    ("a field", ["<w:p><w:r><w:instrText>REF {{ objet }}</w:instrText></w:r></w:p>"], "balise-hors-texte", "{{ objet }}"),
    ("a CDATA section", ["<w:p><w:r><w:t><![CDATA[{{ objet }}]]></w:t></w:r></w:p>"], "balise-hors-texte", "{{ objet }}"),
    (
        "another namespace prefix",
        ["<x:p xmlns:x='w'><x:r><x:t>{{ objet }}</x:t></x:r></x:p>"],
        "balise-hors-texte",
        "{{ objet }}",
    ),
]


@pytest.mark.parametrize(("name", "blocks", "code", "balise"), REFUSED, ids=[one[0] for one in REFUSED])
def test_a_tag_that_cannot_stand_so_is_refused_in_its_place(name: str, blocks: list[str], code: str, balise: str) -> None:
    first = refusals(docx(*blocks))[0]
    assert first.code == code, first
    assert isinstance(first.lieu, Word)
    assert first.lieu.partie == "corps"
    assert balise in first.lieu.balise
    assert not re.search(r"\b(?:expected|token|got|unexpected|tag|line)\b", first.message), "an English word"


ELSEWHERE = [
    (
        "a link's address",
        "word/_rels/document.xml.rels",
        '<Relationships><Relationship Target="http://x/{{ numero }}"/></Relationships>',
    ),
    (
        "an encoded link",
        "word/_rels/document.xml.rels",
        '<Relationships><Relationship Target="http://x/%7B%7Bn%7D%7D"/></Relationships>',
    ),
    ("a chart", "word/charts/chart1.xml", "<c><t>{{ objet }}</t></c>"),
    ("a SmartArt", "word/diagrams/data1.xml", "<d><t>{{ objet }}</t></d>"),
    ("the company's name", "docProps/app.xml", "<Properties><Company>{{ collectivite.nom }}</Company></Properties>"),
]


@pytest.mark.parametrize(("name", "part", "xml"), ELSEWHERE, ids=[name for name, _, _ in ELSEWHERE])
def test_a_tag_in_a_part_that_is_not_filled_is_refused(name: str, part: str, xml: str) -> None:
    (anomalie,) = refusals(docx("Corps", more={part: xml}))
    assert anomalie.code == "balise-hors-texte"
    assert part in str(anomalie.lieu)


@pytest.mark.parametrize("title", ["{{ objet", "objet }}", "<![CDATA[{{ objet }}]]>", "{%p if objet %}x{%p endif %}"])
def test_a_document_property_is_refused_as_a_paragraph_would_be(title: str) -> None:
    made = docx("Corps")
    if title.startswith("<"):
        with zipfile.ZipFile(BytesIO(made)) as archive:
            core = archive.read("docProps/core.xml").decode().replace(">Essai<", f">{title}<")
        made = docx("Corps", more={"docProps/core.xml": core.partition("\n")[2]})
    else:
        made = docx("Corps", title=title)
    assert {one.lieu.partie for one in refusals(made) if isinstance(one.lieu, Word)} == {"propriétés du document"}


def test_the_advice_for_an_image_tells_where_it_is() -> None:
    picture = p('<w:r><w:drawing><wp:docPr id="1" name="a" descr="{{ objet }}"/></w:drawing></w:r>')
    (anomalie,) = refusals(docx(p("Logo", style="Titre1"), picture))
    assert "sous « Logo », paragraphe 2" in str(anomalie)


FIRED = {code for _, _, code, _ in REFUSED}


# --------------------------------------------------------------------------------------------- an independent judge: docxtpl

JUDGED = [
    ("values", ["{{ objet }}", "N° {{ numero }} : {{ objet }}."]),
    ("conditions", ["{%p if objet %}", "a", "{%p else %}", "b", "{%p endif %}", "{% if not objet %}a{% else %}b{% endif %}"]),
    ("loops", ["{%p for v in visas %}", "Vu {{ v.texte }}{% if not loop.last %},{% endif %}", "{%p endfor %}", "fin"]),
    ("rows", [table(row("{%tr for m in montants %}"), row("{{ m.objet }}"), row("{%tr endfor %}"))]),
    ("columns", [table(row("a", "{%tc for e in noms %}", "{{ e }}", "{%tc endfor %}"), columns=4)]),
    ("runs", [split("{{ objet }} et {% if objet %}{{ numero }}{% endif %}", 3, "bold", "spelling")]),
    ("passages", [p("a", "{%r if objet %}", "b", "{%r endif %}", "c")]),
    ("sets", ["{% set x = objet %}{{ x }}"]),
    ("comments", ["a{# rien #}b"]),
    ("lines", ["{{ lignes }}"]),
    (
        "nested",
        ["{%p for v in visas %}", "{%p for w in visas %}", "{{ v.texte }}/{{ w.texte }}", "{%p endfor %}", "{%p endfor %}"],
    ),
    ("header", ["Corps"]),
    *(
        (one, [f"{{% if {one} %}}vrai{{% else %}}faux{{% endif %}}"])
        for one in (
            *("not objet == numero", "not objet or numero", "vide or objet and numero", "objet and vide or numero"),
            *("(objet or vide) and vide", "not (objet and vide)", "not not objet", "nombre > 2 and nombre < 5", "1 < nombre < 3"),
            *("1 < nombre < 5", "nombre in (1, 3)", "nombre not in (1, 3)", "not nombre in (1, 2)", "'fection' in objet"),
            *('numero == "2025-019"', "numero != '2025-019'", 'vide == ""', "nombre >= 3", "nombre <= 2", "noms|length == 3"),
            *("noms|length > nombre", "visas[0].texte == 'le code'", "visas[1]['texte'] == 'le code'", "true", "false", "0"),
            *("nombre == 3 == 3", "objet in numero", "visas and noms", "'x' in noms", "nombre is connu", "nombre is not connu"),
        )
    ),
    *(
        (one, [f"{{{{ {one} }}}}"])
        for one in (
            *("vide or objet", "objet and numero", "objet if vide else numero", "1 if vide else 2 if vide else 3", "(numero)"),
            *(
                "noms[2]",
                "visas[1].texte",
                "noms|length",
                "'a' if nombre > 2 and not vide else 'b'",
                "12",
                "'[ou]'",
                "(vide or noms)[1]",
            ),
        )
    ),
]
JUDGE_DATA = {
    "objet": "Réfection & < 3 toits",
    "numero": "2025-019",
    "lignes": "une\ndeux",
    "noms": ["x", "y", "z"],
    "vide": "",
    "nombre": 3,
    "visas": [{"texte": "le code"}, {"texte": "la loi"}],
    "montants": [{"objet": "Toit"}, {"objet": "Mur"}],
}


@pytest.mark.parametrize(("name", "blocks"), JUDGED, ids=[name for name, _ in JUDGED])
def test_docxtpl_prints_the_same_on_a_sound_template(name: str, blocks: list[str]) -> None:
    docxtpl, jinja2 = pytest.importorskip("docxtpl"), pytest.importorskip("jinja2")
    from delib.acte.bloc import Bloc
    from delib.production.plan import iter_lines

    data = docx(*blocks, header="{{ numero }}", title="x")
    template = docxtpl.DocxTemplate(BytesIO(data))
    environment = jinja2.Environment(autoescape=True)
    environment.tests["connu"] = lambda value: value is not None
    template.render(JUDGE_DATA, environment, autoescape=True)
    stream = BytesIO()
    template.save(stream)
    values = {
        key: tuple(Bloc(one) if isinstance(one, dict) else one for one in value) if isinstance(value, list) else value
        for key, value in JUDGE_DATA.items()
    }
    ours = render(data, with_values(**values)).to_bytes()
    for part in ("word/document.xml", "word/header1.xml"):
        assert [line.texte for line in iter_lines(ours, (part,))] == [
            line.texte for line in iter_lines(stream.getvalue(), (part,))
        ]


PIECES = st.sampled_from(
    [
        *("{{", "}}", "{%", "%}", "{#", "#}", "{", "}", " ", "a", "’", "\u00a0", "<w:tab/>"),
        *("{%p ", "{%tr ", "{%tc ", "{%r ", "if objet", "elif numero", "else", "endif", "for v in visas", "endfor", "set x = 1"),
        *("{{ objet }}", "{{ v.texte }}", "{% if objet %}", "{% endif %}", "{% for v in visas %}", "{% endfor %}", "{% else %}"),
    ]
)


@settings(derandomize=True, deadline=None, max_examples=1_000)
@given(st.lists(st.lists(PIECES, max_size=6), min_size=1, max_size=6), st.booleans())
def test_any_mixture_of_tags_is_printed_or_refused(paragraphs: list[list[str]], tabled: bool) -> None:
    """And what is printed is well formed, its cells and rows in order: the engine checks the XML, this checks the rest."""
    made = [
        f"<w:p>{''.join(f'<w:r>{one}</w:r>' if one.startswith('<') else run(one) for one in pieces)}</w:p>"
        for pieces in paragraphs
    ]
    blocks = (
        [table(*(row(*(cell(one) for one in made[at : at + 2])) for at in range(0, len(made), 2)), columns=2)] if tabled else made
    )
    data = docx(*blocks, "fin")
    anomalies = refusals(data)
    if anomalies:
        assert {one.lieu.partie for one in anomalies if isinstance(one.lieu, Word)} == {"corps"}
        return
    body = body_of(data)
    assert not any(re.search(r"\{[{%]|[}%]\}", line) for line in printed(data))
    assert all(list(line.iter(f"{W}tc")) for line in body.iter(f"{W}tr"))
    assert all(list(one)[-1].tag == f"{W}p" for one in body.iter(f"{W}tc"))


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), max_size=200))
def test_any_text_prints_as_it_is(value: str) -> None:
    assert printed(docx("[{{ objet }}]"), loaded=with_values(objet=value)) == [f"[{value}]"]


def test_the_happy_path_loads_no_engine_that_it_does_not_use(racine: object) -> None:
    """In a process of its own: building an example imports none of them, nor jsonschema."""
    unused = ("jinja2", "lxml", "docx", "docxtpl", "jsonschema", "babel", "rich", "pikepdf")
    code = (
        "import sys, delib; delib.build('examples/deliberation-bureau.yaml');"
        f"print([name for name in {unused} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=str(racine), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_template_without_tags_is_printed_as_it_is() -> None:
    data = docx("Rien à remplir.", more={"word/footnotes.xml": f"<w:footnotes {SPACES}/>"})
    assert printed(data) == ["Rien à remplir."]


def test_the_exception_carries_every_anomaly_and_nothing_is_rendered() -> None:
    with pytest.raises(delib.ModeleError) as refused:
        render(docx("{{ rapporteur }}", "{{ president }}"))
    assert len(refused.value.anomalies) == 2
