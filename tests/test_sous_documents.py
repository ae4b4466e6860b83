"""A sub-document comes whole into the template: lists, styles, pictures, links, notes; or it is refused, and why is said."""

from __future__ import annotations

import io
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from delib.anomalie import LectureError, ModeleError
from delib.modele.gabarit import Gabarit
from delib.modele.langage import Fault
from delib.modele.relations import HYPERLINK, IMAGE, Relations
from delib.modele.sous_documents import SousDocument, compose, noted
from delib.paquet import CONTENT_TYPES, Paquet, read
from tests.conftest import RACINE
from tests.pictures import jpeg, png, word

BODY, NOTES, NUMBERING, STYLES = "word/document.xml", "word/footnotes.xml", "word/numbering.xml", "word/styles.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14 wps"'
)
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TAG = "{{p annexe }}"


def written(*paragraphs: tuple[str, str]) -> Callable[[Any], None]:
    """Return what writes paragraphs of (style, text) in a document of python-docx."""

    def build(document: Any) -> None:
        for style, text in paragraphs:
            document.add_paragraph(text, style=style)

    return build


def altered(data: bytes, changed: dict[str, Callable[[str], str]], added: dict[str, bytes] | None = None) -> bytes:
    """Return a .docx some parts of which are changed, and some added."""
    paquet = read(data, "essai.docx")
    parts = {name: change(paquet[name].decode()).encode() for name, change in changed.items()}
    return paquet.replaced({**parts, **(added or {})}).to_bytes()


def with_body(data: bytes, xml: str) -> bytes:
    """Return a .docx whose body begins with more XML, that may use, and ignore, the prefixes of SPACES."""

    def change(body: str) -> str:
        head = body.partition("<w:body>")[0]
        new = [f'{name}="{value}"' for name, value in re.findall(r'([a-z]+:\w+)="([^"]*)"', SPACES) if f" {name}=" not in head]
        return body.replace("<w:document ", f"<w:document {' '.join(new)} ", 1).replace("<w:body>", f"<w:body>{xml}", 1)

    return altered(data, {BODY: change})


def with_part(data: bytes, name: str, kind: str, content: str, key: str = "rId90") -> bytes:
    """Return a .docx with one more part, tied to the body."""
    return altered(
        data,
        {
            CONTENT_TYPES: lambda types: types.replace(
                "</Types>", f'<Override PartName="/word/{name}" ContentType="{_TYPE}.{kind}+xml"/></Types>'
            ),
            "word/_rels/document.xml.rels": lambda rels: rels.replace(
                "</Relationships>", f'<Relationship Id="{key}" Type="{_REL}/{kind}" Target="{name}"/></Relationships>'
            ),
        },
        {f"word/{name}": content.encode()},
    )


def with_footnotes(data: bytes, *texts: str, links: str = "") -> bytes:
    """Return a .docx whose first paragraphs call footnotes: numbered from 5, two by two, as they are after some were removed."""
    notes = "".join(f'<w:footnote w:id="{5 + 2 * rank}"><w:p>{run}</w:p></w:footnote>' for rank, run in enumerate(texts))
    calls = "".join(
        f'<w:p><w:r><w:t>appel {rank}</w:t></w:r><w:r><w:footnoteReference w:id="{5 + 2 * rank}"/></w:r></w:p>'
        for rank in range(len(texts))
    )
    ends = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p/></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    data = with_part(with_body(data, calls), "footnotes.xml", "footnotes", f"<w:footnotes {SPACES}>{ends}{notes}</w:footnotes>")
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    return altered(data, {}, {"word/_rels/footnotes.xml.rels": rels.encode()}) if links else data


def text_run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def template() -> bytes:
    """Return a template with a header, two numbered paragraphs before the tag, and one after."""

    def build(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "Mairie {{ numero }}"
        document.sections[0].footer.paragraphs[0].text = "Pied"
        written(("List Number", "Premier"), ("List Number", "Deuxième"), ("Normal", TAG), ("List Number", "Troisième"))(document)
        document.add_picture(io.BytesIO(png(5, 5)))

    return word(build)


def annex() -> bytes:
    """Return a sub-document that holds some of everything."""

    def build(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "En-tête de l’annexe"
        written(("Heading 1", "Annexe"), ("List Number", "alpha"), ("List Number", "bêta"), ("List Bullet", "puce"))(document)
        table = document.add_table(2, 2, style="Light Grid Accent 1")
        for cell, (style, text) in zip(
            (cell for row in table.rows for cell in row.cells),
            (("List Number", "gamma"), ("List Number 2", "un"), ("Normal", "x"), ("List Number 3", "seul")),
            strict=True,
        ):
            cell.paragraphs[0].text = text
            cell.paragraphs[0].style = style
        document.add_picture(io.BytesIO(png(60, 40, 40)))

    return with_footnotes(word(build), text_run("Note de l’annexe."))


TEMPLATE, ANNEX = template(), annex()


def joined(docx: bytes, *documents: Any) -> tuple[Paquet, list[ElementTree.Element]]:
    """Return the composed package, and the body of each sub-document."""
    paquet, texts, _ = compose(docx, [SousDocument(one) if isinstance(one, bytes) else one for one in documents])
    return paquet, [ElementTree.fromstring(f"<body>{text}</body>") for text in texts]  # noqa: S314 - delib has just made it


def placed(docx: bytes, *documents: bytes) -> bytes:
    """Return the template with its sub-documents in the place of the tag."""
    paquet, texts, _ = compose(docx, [SousDocument(one) for one in documents])
    tag = re.compile(r"<w:p>(?:(?!<w:p>).)*" + re.escape(TAG) + r".*?</w:p>", re.DOTALL)
    body = tag.sub(lambda _: "".join(texts), paquet[BODY].decode(), count=1)
    return paquet.replaced({BODY: body.encode()}).to_bytes()


def text_of(element: ElementTree.Element) -> list[str]:
    return ["".join(one.text or "" for one in p.iter(f"{W}t")) for p in element.iter(f"{W}p")]


def root(paquet: Paquet, part: str) -> ElementTree.Element:
    return ElementTree.fromstring(paquet[part])  # noqa: S314 - delib has just read it


def val(element: ElementTree.Element | None, key: str = "val") -> str:
    return element.get(f"{W}{key}", "") if element is not None else ""


def lists(paquet: Paquet) -> dict[str, str]:
    """Return, for each list of the package, the model that it follows."""
    return {val(one, "numId"): val(one.find(f"{W}abstractNumId")) for one in root(paquet, NUMBERING).iter(f"{W}num")}


def numbered(body: ElementTree.Element) -> list[tuple[str, str]]:
    """Return the text and the list of each paragraph that names one."""
    found = [(p, p.find(f"{W}pPr/{W}numPr/{W}numId")) for p in body.iter(f"{W}p")]
    return [("".join(t.text or "" for t in p.iter(f"{W}t")), val(number)) for p, number in found if number is not None]


# --------------------------------------------------------------------------------------------------------------------- the pages


def test_on_the_page_lists_count_as_they_did(to_pdf: Any, pdftotext: str, tmp_path: Path) -> None:
    """The sub-document's begin at 1 and go on in its table; the template's go on after it as if it were not there."""
    path = tmp_path / "acte.docx"
    path.write_bytes(placed(TEMPLATE, ANNEX))
    (pdf,) = to_pdf([path])
    text = subprocess.run([pdftotext, "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    assert lines[0] == "Mairie {{ numero }}"
    assert [line for line in lines if re.match(r"\d\.", line)] == [
        "1. Premier",
        "2. Deuxième",
        "1. alpha",
        "2. bêta",
        "3. gamma 1. un",
        "3. Troisième",
    ]
    assert "x 1. seul" in lines
    assert any(line.endswith("Note de l’annexe.") for line in lines)
    assert "En-tête de l’annexe" not in text


def test_python_docx_reads_the_whole() -> None:
    import docx

    document = docx.Document(io.BytesIO(placed(TEMPLATE, ANNEX)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts == ["Premier", "Deuxième", "appel 0", "Annexe", "alpha", "bêta", "puce", "", "Troisième", ""]
    assert [cell.text for row in document.tables[0].rows for cell in row.cells] == ["gamma", "un", "x", "seul"]
    assert len(document.inline_shapes) == 2
    assert document.tables[0].style.name == "Light Grid Accent 1"
    assert document.sections[0].header.paragraphs[0].text == "Mairie {{ numero }}"
    assert len(document.sections) == 1


def test_a_template_prints_it_whole() -> None:
    """The text is rendered, the notes of both are there, and the template may print again."""
    gabarit = Gabarit(with_footnotes(TEMPLATE, text_run("Vu {{ numero }}.")))
    first, second = (gabarit.render({"numero": "12", "annexe": gabarit.new_subdoc(ANNEX)}) for _ in range(2))
    assert first == second
    made = read(first, "acte.docx")
    assert text_of(root(made, "word/header1.xml")) == ["Mairie 12"]
    assert text_of(root(made, NOTES)) == ["", "", "Vu 12.", "Note de l’annexe."]
    assert text_of(root(made, BODY))[:4] == ["appel 0", "Premier", "Deuxième", "appel 0"]
    drawings = root(made, BODY).iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    assert [one.get("id") for one in drawings] == ["1001", "1002"]


def test_a_template_prints_a_subdoc_of_docxtpl() -> None:
    from docxtpl import DocxTemplate

    subdoc = DocxTemplate(io.BytesIO(TEMPLATE)).new_subdoc()
    subdoc.add_paragraph("bâti")
    made = Gabarit(TEMPLATE).render({"numero": "12", "annexe": subdoc})
    assert text_of(root(read(made, "acte.docx"), BODY)) == ["Premier", "Deuxième", "bâti", "Troisième", ""]


# ------------------------------------------------------------------------------------------------------------------ the template


def test_the_names_and_the_relationships_of_the_template_stay() -> None:
    before = read(TEMPLATE, "essai.docx")
    after, _, _ = compose(TEMPLATE, [SousDocument(ANNEX)])
    assert set(before) <= set(after)
    for part in ("", *(name for name in before if name.endswith(".xml"))):
        assert set(Relations(before, part)) <= set(Relations(after, part))


def test_the_parts_of_the_template_say_what_they_said() -> None:
    """Numbering, styles and notes apart, which are completed."""
    before = read(TEMPLATE, "essai.docx")
    after, _, _ = compose(TEMPLATE, [SousDocument(ANNEX)])
    for name in set(before) - {NUMBERING, STYLES, CONTENT_TYPES}:
        if name.endswith(".xml"):
            assert ElementTree.canonicalize(after[name]) == ElementTree.canonicalize(before[name]), name
        elif not name.endswith(".rels"):
            assert after[name] == before[name]


def test_a_template_of_libreoffice_keeps_one_set_of_properties() -> None:
    """LibreOffice writes another type of relationship, that python-docx does not know: docxtpl adds a second part."""
    data = altered(
        TEMPLATE,
        {
            "_rels/.rels": lambda rels: rels.replace(
                "package/2006/relationships/metadata", "officedocument/2006/relationships/metadata"
            )
        },
    )
    paquet = compose(data, [SousDocument(ANNEX)]).paquet
    assert [name for name in paquet if "core" in name] == ["docProps/core.xml"]
    assert paquet["_rels/.rels"].count(b"core.xml") == 1


def test_a_picture_put_by_replace_stays() -> None:
    paquet = read(TEMPLATE, "essai.docx")
    name = next(one for one in paquet if one.startswith("word/media/"))
    after, _, _ = compose(paquet.replaced({name: png(5, 5, 3)}).to_bytes(), [SousDocument(ANNEX)])
    assert after[name] == png(5, 5, 3)


# -------------------------------------------------------------------------------------------------------------- what must come


def test_each_list_comes_with_a_model_of_its_own() -> None:
    before = lists(read(TEMPLATE, "essai.docx"))
    paquet, (body,) = joined(TEMPLATE, ANNEX)
    after = lists(paquet)
    names = dict(numbered(body))
    assert names["alpha"] == names["bêta"] == names["gamma"]
    assert len({names[text] for text in ("alpha", "puce", "un", "seul")}) == 4
    for number in names.values():
        assert number not in before
        assert after[number] not in before.values()
    assert len(after) == len(before) + 4
    ids = [val(one, "numId") for one in root(paquet, NUMBERING).iter(f"{W}num")]
    assert len(set(ids)) == len(ids)


def test_the_parts_of_a_list_stand_in_their_order() -> None:
    """Models first, then lists: Word refuses another order."""
    paquet, _ = joined(TEMPLATE, ANNEX)
    kinds = [one.tag.removeprefix(W) for one in root(paquet, NUMBERING)]
    assert kinds == sorted(kinds, key=["abstractNum", "num"].index)


def test_a_template_without_lists_takes_some() -> None:
    bare = altered(
        TEMPLATE, {"word/_rels/document.xml.rels": lambda rels: re.sub(r"<Relationship [^>]*numbering[^>]*>", "", rels)}
    )
    paquet, (body,) = joined(bare, ANNEX)
    assert {number for _, number in numbered(body)} <= set(lists(paquet))


def test_a_heading_that_only_the_template_numbers_is_not_numbered() -> None:
    numbering = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    titled = altered(
        TEMPLATE,
        {
            STYLES: lambda styles: re.sub(
                r'(w:styleId="Heading1">.*?<w:pPr>)', rf"\1{numbering}", styles, count=1, flags=re.DOTALL
            )
        },
    )
    _, (body,) = joined(titled, ANNEX)
    assert ("Annexe", "0") in numbered(body)
    _, (body,) = joined(TEMPLATE, titled)
    assert "0" not in {number for _, number in numbered(body)}


def test_headings_numbered_through_a_style_of_lists_keep_their_levels() -> None:
    """Word's « Article 1 », « 1.1 »: the styles name a list, that names a style of lists, that names another."""

    def level(rank: int, text: str) -> str:
        return f'<w:lvl w:ilvl="{rank}"><w:pStyle w:val="Heading{rank + 1}"/><w:lvlText w:val="{text}"/></w:lvl>'

    models = (
        f'<w:abstractNum w:abstractNumId="61"><w:styleLink w:val="Articles"/>{level(0, "Article %1")}{level(1, "%1.%2")}'
        "</w:abstractNum>"
        '<w:abstractNum w:abstractNumId="60"><w:numStyleLink w:val="Articles"/></w:abstractNum>'
    )
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{model}"/></w:num>' for number, model in ((51, 60), (52, 61))
    )
    style = (
        '<w:style w:type="numbering" w:styleId="Articles"><w:name w:val="Articles"/>'
        '<w:pPr><w:numPr><w:numId w:val="52"/></w:numPr></w:pPr></w:style>'
    )
    numbering = '<w:numPr><w:numId w:val="51"/></w:numPr>'
    data = altered(
        word(written(("Heading 1", "Objet"), ("Heading 2", "Durée"), ("Heading 1", "Prix"))),
        {
            STYLES: lambda styles: re.sub(
                r'(w:styleId="Heading[12]">.*?<w:pPr>)', rf"\1{numbering}", styles, count=2, flags=re.DOTALL
            ).replace("</w:styles>", f"{style}</w:styles>"),
            NUMBERING: lambda lists: lists.replace("<w:num ", f"{models}<w:num ", 1).replace(
                "</w:numbering>", f"{numbers}</w:numbering>"
            ),
        },
    )
    paquet, (body,) = joined(TEMPLATE, data)
    assert [val(one) for one in body.iter(f"{W}ilvl")] == ["0", "1", "0"]
    ((_, number),) = {("", number) for _, number in numbered(body)}
    (model,) = (
        one for one in root(paquet, NUMBERING).iter(f"{W}abstractNum") if val(one, "abstractNumId") == lists(paquet)[number]
    )
    assert [val(one) for one in model.iter(f"{W}lvlText")] == ["Article %1", "%1.%2"]
    assert not {f"{W}styleLink", f"{W}numStyleLink", f"{W}pStyle"} & {one.tag for one in model.iter()}


def test_a_list_without_definition_numbers_nothing() -> None:
    """Its number would be that of a list of the template."""
    lost = with_body(ANNEX, '<w:p><w:pPr><w:numPr><w:numId w:val="77"/></w:numPr></w:pPr><w:r><w:t>perdu</w:t></w:r></w:p>')
    _, (body,) = joined(TEMPLATE, lost)
    assert ("perdu", "0") in numbered(body)


def test_the_indent_that_a_style_gives_to_its_list_stays() -> None:
    """Named by the paragraph, a list would win over the style."""
    indented = altered(
        ANNEX,
        {
            STYLES: lambda styles: re.sub(
                r'(w:styleId="ListBullet">.*?</w:numPr>)', r'\1<w:ind w:left="1234"/>', styles, count=1, flags=re.DOTALL
            )
        },
    )
    _, (body,) = joined(TEMPLATE, indented)
    bullet = next(p for p in body.iter(f"{W}p") if val(p.find(f"{W}pPr/{W}pStyle")) == "ListBullet")
    assert val(bullet.find(f"{W}pPr/{W}ind"), "left") == "1234"


def test_a_style_comes_with_those_that_it_is_based_on() -> None:
    added = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Fille"><w:name w:val="Fille"/>'
        '<w:basedOn w:val="Mere"/><w:next w:val="Nul"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Mere"><w:name w:val="Mere"/><w:basedOn w:val="Aieule"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Aieule"><w:name w:val="Aieule"/><w:basedOn w:val="Normal"/></w:style>'
    )
    data = altered(ANNEX, {STYLES: lambda styles: styles.replace("</w:styles>", f"{added}</w:styles>")})
    data = with_body(data, '<w:p><w:pPr><w:pStyle w:val="Fille"/></w:pPr></w:p>')
    paquet, _ = joined(TEMPLATE, data)
    styles = {val(one, "styleId"): one for one in root(paquet, STYLES).iter(f"{W}style")}
    assert {"Fille", "Mere", "Aieule"} <= set(styles)
    assert val(styles["Fille"], "default") == ""
    for style in styles.values():
        for link in ("basedOn", "next", "link"):
            assert val(style.find(f"{W}{link}")) in {*styles, ""}


def test_a_style_of_another_language_is_that_of_the_template() -> None:
    """Word names « Titre1 » the style « heading 1 » of a French document."""
    french = altered(
        ANNEX,
        {
            STYLES: lambda styles: styles.replace('"Heading1"', '"Titre1"'),
            BODY: lambda body: body.replace('"Heading1"', '"Titre1"'),
        },
    )
    _, (body,) = joined(TEMPLATE, french)
    assert "Heading1" in {val(one) for one in body.iter(f"{W}pStyle")}


def test_pictures_come_once_each() -> None:
    paquet, (first, second) = joined(TEMPLATE, ANNEX, ANNEX)
    media = [name for name in paquet if name.startswith("word/media/")]
    assert sorted(paquet[name] for name in media) == sorted([png(5, 5), png(60, 40, 40)])
    targets = {one.id: one for one in Relations(paquet, BODY)}
    for body in (first, second):
        (blip,) = body.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip")
        relation = targets[blip.get(f"{{{_REL}}}embed", "")]
        assert relation.type == IMAGE
        assert paquet[relation.cible] == png(60, 40, 40)


def test_an_old_drawing_comes_whatever_its_shape() -> None:
    data = with_body(ANNEX, '<w:p><w:r><w:pict><v:rect><v:imagedata r:id="rId80"/></v:rect></w:pict></w:r></w:p>')
    data = altered(
        data,
        {
            "word/_rels/document.xml.rels": lambda rels: rels.replace(
                "</Relationships>", f'<Relationship Id="rId80" Type="{IMAGE}" Target="media/vieux.jpg"/></Relationships>'
            ),
            CONTENT_TYPES: lambda types: re.sub(
                "(<Types[^>]*>)", r'\1<Default Extension="jpg" ContentType="image/jpeg"/>', types
            ),
        },
        {"word/media/vieux.jpg": jpeg()},
    )
    paquet, (body,) = joined(TEMPLATE, data)
    (shape,) = body.iter("{urn:schemas-microsoft-com:vml}imagedata")
    targets = {one.id: one.cible for one in Relations(paquet, BODY)}
    assert paquet[targets[shape.get(f"{{{_REL}}}id", "")]] == jpeg()


def test_a_link_comes() -> None:
    data = with_body(ANNEX, f'<w:p><w:hyperlink r:id="rId80">{text_run("lien")}</w:hyperlink></w:p>')
    rel = f'<Relationship Id="rId80" Type="{HYPERLINK}" Target="https://a.example/?x=1&amp;y=2" TargetMode="External"/>'
    data = altered(
        data, {"word/_rels/document.xml.rels": lambda rels: rels.replace("</Relationships>", f"{rel}</Relationships>")}
    )
    paquet, (body,) = joined(TEMPLATE, data)
    (link,) = body.iter(f"{W}hyperlink")
    assert (HYPERLINK, "https://a.example/?x=1&y=2") in {
        (one.type, one.cible) for one in Relations(paquet, BODY) if one.id == link.get(f"{{{_REL}}}id")
    }


def test_a_chart_comes_with_what_it_names() -> None:
    """Its own relationships keep their ids, which its XML says: docxcompose numbers them anew."""
    chart = '<c:chartSpace xmlns:c="c" xmlns:r="r"><c:externalData r:id="rId7"/></c:chartSpace>'
    data = with_body(ANNEX, '<w:p><w:r><w:drawing><c:chart xmlns:c="c" r:id="rId91"/></w:drawing></w:r></w:p>')
    data = with_part(data, "charts/chart1.xml", "chart", chart, key="rId91")
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId7" Type="{_REL}/package" Target="../embeddings/a1.xlsx"/></Relationships>'
    )
    data = altered(
        data,
        {CONTENT_TYPES: lambda types: re.sub("(<Types[^>]*>)", r'\1<Default Extension="xlsx" ContentType="x/sheet"/>', types)},
        {"word/charts/_rels/chart1.xml.rels": rels.encode(), "word/embeddings/a1.xlsx": b"PK sheet"},
    )
    paquet, bodies = joined(TEMPLATE, data, data)
    targets = {one.id: one.cible for one in Relations(paquet, BODY)}
    charts = [targets[one.get(f"{{{_REL}}}id", "")] for body in bodies for one in body.iter("{c}chart")]
    assert charts == ["word/charts/chart1.xml", "word/charts/chart2.xml"]
    for one in charts:
        (sheet,) = Relations(paquet, one)
        assert (sheet.id, paquet[sheet.cible]) == ("rId7", b"PK sheet")


def test_footnotes_come_numbered_apart_with_their_links() -> None:
    link = f'<Relationship Id="rId3" Type="{HYPERLINK}" Target="https://n.example" TargetMode="External"/>'
    theirs = with_footnotes(word(), text_run("une"), f'<w:hyperlink r:id="rId3">{text_run("deux")}</w:hyperlink>', links=link)
    ours = with_footnotes(TEMPLATE, text_run("du modèle"), text_run("{{ note }}"))
    paquet, (first, second) = joined(ours, theirs, theirs)
    notes = {val(one, "id"): one for one in root(paquet, NOTES)}
    assert [val(one, "id") for one in root(paquet, NOTES)] == ["-1", "0", "5", "7", "8", "9", "10", "11"]
    assert [val(one, "id") for one in first.iter(f"{W}footnoteReference")] == ["8", "9"]
    assert [text_of(notes[val(one, "id")]) for one in second.iter(f"{W}footnoteReference")] == [["une"], ["deux"]]
    (relation,) = Relations(paquet, NOTES)
    for number in ("9", "11"):
        (made,) = notes[number].iter(f"{W}hyperlink")
        assert made.get(f"{{{_REL}}}id") == relation.id
        assert relation.cible == "https://n.example"


def test_footnotes_join_those_that_were_rendered() -> None:
    ours = with_footnotes(TEMPLATE, text_run("{{ note }}"))
    rendered = read(ours, "essai.docx")[NOTES].replace(b"{{ note }}", "imprimée".encode())
    made = Paquet({NOTES: noted(rendered, compose(ours, [SousDocument(ANNEX)]).notes)})
    assert text_of(root(made, NOTES)) == ["", "", "imprimée", "Note de l’annexe."]
    assert compose(ours, [SousDocument(word())]).notes == ""


def test_bookmarks_are_numbered_after_those_of_the_template() -> None:
    def marks(number: int) -> str:
        return f'<w:p><w:bookmarkStart w:id="{number}" w:name="m{number}"/><w:bookmarkEnd w:id="{number}"/></w:p>'

    _, bodies = joined(with_body(TEMPLATE, marks(7)), with_body(ANNEX, marks(7) + marks(3)), with_body(ANNEX, marks(0)))
    found = [[val(one, "id") for one in body.iter() if one.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd")] for body in bodies]
    assert found == [["8", "8", "9", "9"], ["10", "10"]]


# -------------------------------------------------------------------------------------------------------------------- its text


def test_each_element_stands_by_itself() -> None:
    """The template may declare none of the prefixes that the sub-document uses, in names or in values."""
    box = (
        '<w:p w14:paraId="12345678"><w:r><w:rPr><w14:glow/></w:rPr></w:r></w:p><w:p><w:r><mc:AlternateContent>'
        '<mc:Choice Requires="wps"><w:t>a</w:t></mc:Choice>'
        "<mc:Fallback><w:t>b</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    _, (text,), _ = compose(TEMPLATE, [SousDocument(with_body(ANNEX, box))])
    assert "paraId" not in text
    first, second = re.findall(r"<w:p .*?</w:p>", text)[:2]
    assert 'mc:Ignorable="w14"' in first
    assert 'xmlns:w14="' in first
    assert 'xmlns:wps="' in second
    for element in (first, second):
        ElementTree.fromstring(element)  # noqa: S314 - delib has just made it


def test_tags_of_a_sub_document_are_text() -> None:
    _, (text,), _ = compose(TEMPLATE, [SousDocument(word(written(("Normal", "{{ secret }} & <b>"))))])
    assert "{{ secret }} &amp; &lt;b&gt;" in text


def test_the_section_of_the_sub_document_stays_behind() -> None:
    _, (text,), _ = compose(TEMPLATE, [SousDocument(ANNEX)])
    assert "sectPr" not in text


def test_the_sub_document_itself_does_not_change() -> None:
    document = SousDocument(ANNEX)
    assert compose(TEMPLATE, [document]) == compose(TEMPLATE, [document])
    assert document == SousDocument(annex())


def test_equal_documents_give_equal_bytes_in_any_process(tmp_path: Path) -> None:
    """docxcompose draws at random what tells lists apart."""
    (tmp_path / "modele.docx").write_bytes(TEMPLATE)
    (tmp_path / "annexe.docx").write_bytes(ANNEX)
    script = (
        "import hashlib, sys; from pathlib import Path; from delib.modele.sous_documents import SousDocument, compose\n"
        "one, two = (Path(path).read_bytes() for path in sys.argv[1:])\n"
        "paquet, texts, notes = compose(one, [SousDocument(two), SousDocument(two)])\n"
        "print(hashlib.sha256(paquet.to_bytes() + ''.join([*texts, notes]).encode()).hexdigest())"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", script, tmp_path / "modele.docx", tmp_path / "annexe.docx"],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(RACINE / "src")},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1


# ------------------------------------------------------------------------------------------------------ what is given, refused


def test_a_sub_document_is_read_from_a_path_or_bytes(tmp_path: Path) -> None:
    path = tmp_path / "annexe financière.docx"
    path.write_bytes(ANNEX)
    assert SousDocument.open(path) == SousDocument.open(str(path)) == SousDocument(ANNEX, "annexe financière.docx")
    assert SousDocument.open(ANNEX) == SousDocument.open(io.BytesIO(ANNEX)) == SousDocument(ANNEX)
    assert pickle.loads(pickle.dumps(SousDocument(ANNEX))) == SousDocument(ANNEX)  # noqa: S301 - our own


@pytest.mark.parametrize("given", ["absente.docx", "", None, 12, b""])
def test_what_is_no_file_is_told(given: Any) -> None:
    with pytest.raises(LectureError, match="docx-illisible"):
        SousDocument.open(given)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"texte", "docx-pas-docx"),
        (ANNEX[:2000], "docx-tronque"),
        (altered(ANNEX, {}, {"word/vbaProject.bin": b"x"}), "docx-macros"),
        (altered(ANNEX, {CONTENT_TYPES: lambda types: types.replace("document.main", "template.main")}), "docx-pas-docx"),
        (altered(ANNEX, {STYLES: lambda styles: styles.replace("?>", "?><!DOCTYPE a>", 1)}), "xml-dtd"),
    ],
)
def test_an_unsound_file_is_refused_before_docxcompose_sees_it(data: bytes, code: str) -> None:
    with pytest.raises(ModeleError, match=code):
        SousDocument.open(data)
    with pytest.raises(ModeleError, match=code):
        compose(TEMPLATE, [SousDocument(data)])


REFUSED: dict[str, tuple[bytes, str]] = {
    "two sections": (with_body(ANNEX, "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"), "sections"),
    "a deletion": (with_body(ANNEX, "<w:p><w:del><w:r><w:delText>non</w:delText></w:r></w:del></w:p>"), "suppressions"),
    "a move": (with_body(ANNEX, "<w:p><w:moveFrom><w:r/></w:moveFrom></w:p>"), "suppressions"),
    "a comment": (with_body(ANNEX, '<w:p><w:r><w:commentReference w:id="0"/></w:r></w:p>'), "commentaires"),
    "an endnote": (with_body(ANNEX, '<w:p><w:r><w:endnoteReference w:id="2"/></w:r></w:p>'), "notes de fin"),
    "another file inside": (with_body(ANNEX, '<w:altChunk r:id="rId1"/>'), "un autre fichier"),
    "a relationship that is not there": (with_body(ANNEX, '<w:p><w:hyperlink r:id="rId99"/></w:p>'), "KeyError"),
    "a picture that is not there": (with_body(ANNEX, '<w:p><a:blip r:embed="rId99"/></w:p>'), "KeyError"),
    "a footnote that is not there": (with_body(ANNEX, '<w:p><w:r><w:footnoteReference w:id="99"/></w:r></w:p>'), "KeyError"),
    "a footnote without notes": (with_body(word(), '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'), "KeyError"),
    "an object of an unknown kind": (with_body(ANNEX, '<w:p><w:control r:link="rId90"/></w:p>'), "control"),
    "a picture in a note": (
        with_footnotes(
            word(),
            '<w:r><a:blip r:embed="rId1"/></w:r>',
            links=f'<Relationship Id="rId1" Type="{IMAGE}" Target="../docProps/thumbnail.jpeg"/>',
        ),
        "une de ses notes",
    ),
    "a part that is not there": (
        altered(ANNEX, {"word/_rels/document.xml.rels": lambda rels: rels.replace('Target="theme/theme1.xml"', 'Target="NULL"')}),
        "KeyError",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_be_lost_is_refused(name: str) -> None:
    data, said = REFUSED[name]
    with pytest.raises(Fault) as fault:
        compose(TEMPLATE, [SousDocument(ANNEX), SousDocument(data, "annexe.docx")])
    assert fault.value.code == "sous-document-refuse"
    assert fault.value.details["nom"] in ("annexe.docx", "sous-document")
    assert said in str(fault.value.details["raison"])
    assert fault.value.details["conseil"]


def test_without_docxcompose_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docxcompose.composer", None)
    monkeypatch.delitem(sys.modules, "delib.modele.composition", raising=False)
    monkeypatch.delattr("delib.modele.composition", raising=False)
    with pytest.raises(Fault) as fault:
        compose(TEMPLATE, [SousDocument(ANNEX)])
    assert (fault.value.code, fault.value.details["commande"]) == ("extension-absente", "pip install delib[subdoc]")


# ------------------------------------------------------------------------------------------------------------ docxtpl's Subdoc


def test_a_subdoc_of_docxtpl_built_piece_by_piece() -> None:
    from docxtpl import DocxTemplate

    tpl = DocxTemplate(io.BytesIO(TEMPLATE))
    subdoc = tpl.new_subdoc()
    subdoc.add_paragraph("bâti", style="List Bullet")
    subdoc.add_picture(io.BytesIO(png(70, 50, 70)))
    for _ in range(2):
        paquet, (body, other) = joined(TEMPLATE, subdoc, ANNEX)
        assert text_of(body)[0] == "bâti"
        assert "alpha" in text_of(other)
        targets = {one.id: one.cible for one in Relations(paquet, BODY)}
        (blip,) = body.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip")
        assert paquet[targets[blip.get(f"{{{_REL}}}embed", "")]] == png(70, 50, 70)


def test_a_subdoc_of_docxtpl_from_a_file_gives_equal_bytes(tmp_path: Path) -> None:
    from docxtpl import DocxTemplate

    path = tmp_path / "modele.docx"
    path.write_bytes(TEMPLATE)
    made = set()
    for _ in range(2):
        paquet, texts, _ = compose(TEMPLATE, [DocxTemplate(path).new_subdoc(io.BytesIO(ANNEX))])
        made.add((paquet.empreinte, *texts))
    assert len(made) == 1


def test_a_subdoc_of_another_template_is_refused() -> None:
    from docxtpl import DocxTemplate

    def subdoc(data: bytes) -> Any:
        return DocxTemplate(io.BytesIO(data)).new_subdoc(io.BytesIO(ANNEX))

    rendered = subdoc(TEMPLATE)
    rendered.tpl.render({})
    cases = {
        "n’est pas celui": [subdoc(ANNEX)],
        "plusieurs DocxTemplate": [subdoc(TEMPLATE), subdoc(TEMPLATE)],
        "déjà servi": [rendered],
        "sections": [subdoc_with_section()],
    }
    for said, documents in cases.items():
        with pytest.raises(Fault, match="sous-document-refuse") as fault:
            compose(TEMPLATE, documents)
        assert said in str(fault.value.details["raison"])


def subdoc_with_section() -> Any:
    from docxtpl import DocxTemplate

    made = DocxTemplate(io.BytesIO(TEMPLATE)).new_subdoc()
    made.add_section()
    return made


FIRED = {"sous-document-refuse", "extension-absente"}
