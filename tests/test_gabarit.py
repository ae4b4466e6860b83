"""What `Gabarit` promises: compiled once, rendered many times, the same bytes each time, in threads and in other processes."""

from __future__ import annotations

import copy
import io
import json
import os
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import delib
from delib.anomalie import LectureError, ModeleError
from delib.modele.gabarit import Gabarit
from delib.production.plan import iter_lines
from tests.conftest import RACINE
from tests.gabarits import (
    BODY,
    CORE,
    W,
    drawing,
    gabarit,
    note,
    opened,
    paragraph,
    parts,
    png,
    properties_part,
    rendered_by_docxtpl,
    written,
)
from tests.words import cell, p, row, run, table, zipped

LOGO = png(5)
DOCX = gabarit(
    p("Délibération {{ numero }}", style="Titre1"),
    "{%p for v in visas %}",
    "Vu {{ v.texte }}{% if not loop.last %},{% endif %}",
    "{%p endfor %}",
    table(
        row("Objet", "Montant"), row("{%tr for l in lignes %}", ""), row("{{ l[0] }}", "{{ l[1] }}"), row("{%tr endfor %}", "")
    ),
    "Fait le {{ jour }}",
    header="{{ numero }}",
    footer="Page sans balise",
    footnotes=note(2, p("Note {{ numero }}")),
    core=properties_part(title="Acte {{ numero }}", creator="mairie"),
    more={"word/media/image1.png": LOGO, "word/theme/theme1.xml": "<a:theme xmlns:a='a'/>", "docProps/app.xml": "<Properties/>"},
)
TAGGED = {BODY, "word/header1.xml", "word/footnotes.xml", CORE}


def contexte(number: int) -> dict[str, Any]:
    """Return the data of document `number`, unlike those of any other."""
    return {
        "numero": f"2025-{number:05d}",
        "jour": f"le {number} & <fin>",
        "visas": [{"texte": f"le code {number}.{rank}"} for rank in range(number % 4)],
        "lignes": [[f"toit {number}", number * 100 + rank] for rank in range(number % 3)],
    }


def lines(number: int) -> list[str]:
    """Return the paragraphs of the body of document `number`."""
    count = number % 4
    return [
        f"Délibération 2025-{number:05d}",
        *(f"Vu le code {number}.{rank}{',' if rank < count - 1 else ''}" for rank in range(count)),
        *("Objet", "Montant"),
        *(text for rank in range(number % 3) for text in (f"toit {number}", str(number * 100 + rank))),
        f"Fait le le {number} & <fin>",
    ]


def printed(docx: bytes, part: str = BODY) -> list[str]:
    """Return the paragraphs of a part."""
    return [line.texte for line in iter_lines(docx, (part,))]


def packed(docx: bytes) -> dict[str, bytes]:
    """Return the members of a package as they are compressed."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        for info in archive.infolist():
            head = docx[info.header_offset : info.header_offset + 30]
            start = info.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
            found[info.filename] = docx[start : start + info.compress_size]
    return found


# ------------------------------------------------------------------------------------------------------------------ the door


def test_a_template_is_given_as_bytes_or_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "gabarit été.docx"
    path.write_bytes(DOCX)
    made = [Gabarit(one).render(contexte(3)) for one in (DOCX, path, str(path))]
    assert printed(made[0]) == lines(3)
    assert made[0] == made[1] == made[2]
    assert delib.Gabarit is Gabarit


def test_a_template_that_cannot_be_read_is_told_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(LectureError) as absent:
        Gabarit(tmp_path / "absent.docx")
    assert "absent.docx" in str(absent.value)
    (tmp_path / "faux.docx").write_bytes(b"%PDF-1.7")
    with pytest.raises(ModeleError) as false:
        Gabarit(tmp_path / "faux.docx")
    assert [one.code for one in false.value.anomalies] == ["docx-pas-docx"]
    assert "faux.docx" in str(false.value)


def test_the_name_of_the_file_is_in_its_anomalies(tmp_path: Path) -> None:
    (tmp_path / "arrete.docx").write_bytes(gabarit("{{ x"))
    with pytest.raises(ModeleError) as refused:
        Gabarit(tmp_path / "arrete.docx")
    assert str(refused.value).startswith(("arrete.docx, corps, ", f"{tmp_path / 'arrete.docx'}, corps, "))


PRINTS: list[tuple[Any, str]] = [
    ("texte", "texte"),
    ("", ""),
    (12, "12"),
    (-3, "-3"),
    (0, "0"),
    (1.5, "1.5"),
    (Decimal("1250.50"), "1250.50"),
    (Path("a/b"), str(Path("a/b"))),
]


@pytest.mark.parametrize(("value", "text"), PRINTS, ids=[repr(value) for value, _ in PRINTS])
def test_what_says_how_it_reads_is_printed(value: Any, text: str) -> None:
    assert printed(Gabarit(gabarit("[{{ x }}]")).render({"x": value})) == [f"[{text}]"]


def test_an_object_of_ones_own_is_read_and_printed() -> None:
    class Commune:
        nom = "L'Haÿ"

        def __str__(self) -> str:
            return "<Commune & autres>"

    made = Gabarit(gabarit("{{ c }} {{ c.nom }}")).render({"c": Commune()})
    assert printed(made) == ["<Commune & autres> L'Haÿ"]


def test_an_object_that_gives_its_own_markup_is_trusted() -> None:
    class Gras:
        def __html__(self) -> str:
            return "</w:t></w:r>" + run("gras", "<w:b/>") + '<w:r><w:t xml:space="preserve">'

    made = Gabarit(gabarit("a {{ g }} z")).render({"g": Gras()})
    assert printed(made) == ["a gras z"]
    assert b"<w:rPr><w:b/></w:rPr>" in parts(made)[BODY]


def test_a_mapping_that_is_no_dictionary_is_read_too() -> None:
    class Donnees(Mapping[str, str]):
        def __getitem__(self, name: str) -> str:
            return {"a": "un"}[name]

        def __iter__(self) -> Any:
            return iter(["a"])

        def __len__(self) -> int:
            return 1

    assert printed(Gabarit(gabarit("{{ a }}")).render(Donnees())) == ["un"]
    assert printed(Gabarit(gabarit("{{ d.a }}")).render({"d": Donnees()})) == ["un"]


def test_fields_named_like_methods_are_the_fields() -> None:
    """docxtpl prints « <built-in method … > »."""
    made = Gabarit(gabarit("{{ d.items }} {{ d.count }} {{ d.keys }}")).render({"d": {"items": "a", "count": 2, "keys": "k"}})
    assert printed(made) == ["a 2 k"]


def test_a_template_without_tags_is_rendered_as_it_is() -> None:
    docx = gabarit("Rien à remplir.")
    made = Gabarit(docx).render({"x": "a"})
    assert parts(made) == parts(docx)
    assert Gabarit(docx).champs == frozenset()


def test_unused_data_are_no_fault() -> None:
    assert printed(Gabarit(gabarit("{{ a }}")).render({"a": "un", "b": object(), "c": None})) == ["un"]


def test_filters_of_ones_own() -> None:
    def euros(value: int, devise: str = "€") -> str:
        return f"{value:,} {devise}".replace(",", " ")

    docx = gabarit("{{ n|euros }} {{ n|euros('<F>') }} {{ x|upper }}", core=properties_part(title="{{ n|euros }}"))
    made = Gabarit(docx, filtres={"euros": euros, "upper": lambda text: f"«{text}»"}).render({"n": 45800, "x": "a"})
    assert printed(made) == ["45 800 € 45 800 <F> «a»"]
    assert "45 800 €" in parts(made)[CORE].decode()
    with pytest.raises(ModeleError) as refused:
        Gabarit(docx)
    assert {one.code for one in refused.value.anomalies} == {"filtre-inconnu"}


def test_a_filter_that_fails_is_told_with_its_place() -> None:
    made = Gabarit(gabarit("a", "{{ n|moitie }}"), filtres={"moitie": lambda n: n / 2})
    with pytest.raises(ModeleError) as refused:
        made.render({"n": "douze"})
    (anomalie,) = refused.value.anomalies
    assert "paragraphe 2, balise « {{ n|moitie }} »" in str(anomalie.lieu)


# ------------------------------------------------------------------------------------------------------- what is left alone


def test_only_tagged_parts_change() -> None:
    made = parts(Gabarit(DOCX).render(contexte(2)))
    before = parts(DOCX)
    assert made.keys() == before.keys()
    assert {name for name in made if made[name] != before[name]} == TAGGED


@pytest.mark.parametrize("level", [0, 1, 9])
def test_what_has_no_tag_keeps_its_compressed_bytes(level: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED if level else zipfile.ZIP_STORED, compresslevel=level) as archive:
        for name, data in parts(DOCX).items():
            archive.writestr(name, data + b" " * 500 if name.endswith(".xml") else data)
    before, made = packed(stream.getvalue()), packed(Gabarit(stream.getvalue()).render(contexte(2)))
    assert before.keys() == made.keys()
    assert {name for name in made if made[name] != before[name]} == TAGGED


def test_the_members_have_fixed_dates_and_a_fixed_order() -> None:
    with zipfile.ZipFile(io.BytesIO(Gabarit(DOCX).render(contexte(2)))) as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos[:2]] == ["[Content_Types].xml", "_rels/.rels"]
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.create_system for info in infos} == {3}
    shuffled = io.BytesIO()
    with zipfile.ZipFile(shuffled, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(parts(DOCX).items(), reverse=True):
            archive.writestr(name, data)
    with zipfile.ZipFile(io.BytesIO(Gabarit(shuffled.getvalue()).render(contexte(2)))) as archive:
        assert archive.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]


def test_the_properties_keep_the_dates_of_the_template() -> None:
    core = parts(Gabarit(DOCX).render(contexte(2)))[CORE].decode()
    assert core.count("2013-12-23T23:15:00Z") == 2
    assert "<dc:title>Acte 2025-00002</dc:title><dc:creator>mairie</dc:creator>" in core


def test_the_data_are_left_as_they_were() -> None:
    given = {**contexte(7), "notes": {"a": [1, {"b": ()}]}}
    before = copy.deepcopy(given)
    docx = gabarit(
        "{% set numero = 'x' %}{% set visas = [] %}{% for v in lignes %}{% set v = 1 %}{% endfor %}{{ notes.a|length }}"
    )
    Gabarit(docx).render(given)
    Gabarit(DOCX).render(given)
    assert given == before


# ------------------------------------------------------------------------------------------------------------- the same bytes


def test_rendering_twice_gives_the_same_bytes() -> None:
    made = Gabarit(DOCX)
    first = made.render(contexte(5))
    made.render(contexte(6))
    assert made.render(contexte(5)) == first == Gabarit(DOCX).render(contexte(5))


def test_a_rendering_that_fails_leaves_no_trace() -> None:
    made = Gabarit(DOCX)
    first = made.render(contexte(5))
    for _ in range(3):
        with pytest.raises(ModeleError):
            made.render({**contexte(5), "visas": [{"texte": "a"}, {}]})
    assert made.render(contexte(5)) == first


def render(gabarit: Gabarit, number: int) -> bytes:
    """Return document `number`: what another process is asked."""
    return gabarit.render(contexte(number))


def test_a_template_goes_to_another_process() -> None:
    made = Gabarit(DOCX)
    expected = [made.render(contexte(number)) for number in range(4)]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(render, [made] * 4, range(4))) == expected


def test_a_copy_is_as_good() -> None:
    made = Gabarit(DOCX)
    for other in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made))):  # noqa: S301 - made here
        assert other.render(contexte(5)) == made.render(contexte(5))
        assert other.champs == made.champs


PROGRAM = """
import hashlib, sys
from delib.modele.gabarit import Gabarit
from tests.test_gabarit import DOCX, contexte
print(hashlib.sha256(Gabarit(DOCX).render(contexte(7))).hexdigest(), sorted(Gabarit(DOCX).champs))
"""


def test_no_setting_of_the_process_changes_a_byte() -> None:
    said = set()
    for settings in ({"PYTHONHASHSEED": "0"}, {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            capture_output=True,
            text=True,
            cwd=RACINE,
            env={**os.environ, "PYTHONPATH": str(RACINE / "src"), **settings},
            check=False,
        )
        assert done.returncode == 0, done.stderr
        said.add(done.stdout)
    assert len(said) == 1


def test_eight_threads_on_one_template() -> None:
    """2,000 documents, each unlike the others, each read again in whole."""
    made = Gabarit(DOCX)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)

    def check(number: int) -> bool:
        docx = made.render(contexte(number))
        numero = f"2025-{number:05d}"
        return (
            printed(docx) == lines(number)
            and printed(docx, "word/header1.xml") == [numero]
            and printed(docx, "word/footnotes.xml") == [f"Note {numero}"]
            and f">Acte {numero}<" in parts(docx)[CORE].decode()
        )

    try:
        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(check, range(2_000)))
    finally:
        sys.setswitchinterval(interval)


def test_threads_that_fail_fail_alone() -> None:
    made = Gabarit(gabarit("{{ x }}{{ y }}"))

    def outcome(number: int) -> str:
        try:
            return printed(made.render({"x": str(number)} if number % 3 else {"x": str(number), "y": "!"}))[0]
        except ModeleError as error:
            (anomalie,) = error.anomalies
            return anomalie.code

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(outcome, range(600)))
    assert found == ["contexte-nom" if number % 3 else f"{number}!" for number in range(600)]


LAYOUTS = {
    "a paragraph each": ["{%p for v in l %}", "<w:p><w:r><w:t>Vu {{ v }}</w:t></w:r></w:p>", "{%p endfor %}"],
    "a run each": [paragraph("{%r for v in l %}", "{{ v }}", "{%r endfor %}")],
    "one run": ["{% for v in l %}{{ v }}{% endfor %}"],
    "a row each": [table(row("a"), row("{%tr for v in l %}"), row("{{ v }}"), row("{%tr endfor %}"))],
    "a picture each": ["{%p for v in l %}", paragraph(drawing(1), "{{ v }}"), "{%p endfor %}"],
}


@pytest.mark.parametrize("character", ["", "\n", "\t", "\a", "\f"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_masses_of_values_do_not_choke(layout: str, character: str) -> None:
    """Linear work: ten thousand of them would never end if it were the square of their number."""
    made = Gabarit(gabarit(*LAYOUTS[layout])).render({"l": [f"un{character}deux"] * 10_000})
    body = parts(made)[BODY]
    assert body.count(b"deux") == 10_000
    assert not any(one in body for one in (b"\a", b"\f", b"un\ndeux", b"un\tdeux"))


# --------------------------------------------------------------------------------------------------------- other programs


def test_the_document_opens_in_python_docx() -> None:
    import docx

    document = docx.Document(io.BytesIO(Gabarit(DOCX).render(contexte(7))))
    cells = [one.text for line in document.tables[0].rows for one in line.cells]
    body = [one.text for one in document.paragraphs]
    assert sorted([*body, *cells]) == sorted(lines(7))
    assert document.core_properties.title == "Acte 2025-00007"
    assert document.sections[0].header.paragraphs[0].text == "2025-00007"


def test_the_document_opens_in_libreoffice(to_pdf: Any, pdftotext: str, tmp_path: Path) -> None:
    def build(document: Any) -> None:
        document.add_heading("Délibération {{ numero }}", 1)
        for text in ("{%p for v in visas %}", "Vu {{ v.texte }}", "{%p endfor %}"):
            document.add_paragraph(text)
        grid = document.add_table(3, 2, style="Table Grid")
        for line, text in zip(grid.rows, ("{%tr for l in lignes %}", "{{ l[0] }} : {{ l[1] }}", "{%tr endfor %}"), strict=True):
            line.cells[0].text = text

    files = []
    for number, docx in enumerate([DOCX, written(build)]):
        files.append(tmp_path / f"acte{number}.docx")
        files[-1].write_bytes(Gabarit(docx).render(contexte(11)))
    for pdf in to_pdf(files):
        text = subprocess.run([pdftotext, str(pdf), "-"], check=True, capture_output=True, text=True).stdout
        assert all(words in text for words in ("2025-00011", "Vu le code 11.2", "toit 11", "1101"))


# ------------------------------------------------------------------------------------------------ pictures and other files

_PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="Image 1"/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
    '<pic:cNvPr id="0" name="logo.png" descr="le logo"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="rId50"/></pic:blipFill><pic:spPr/></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
MEDIA, SHEET = "word/media/image1.png", "word/embeddings/feuille1.xlsx"


def sheet(text: str) -> bytes:
    """Return what passes for a sheet: an archive."""
    return zipped({"xl/workbook.xml": text.encode()})


@pytest.fixture(scope="module")
def pictured() -> bytes:
    """Return a template with a picture, and a sheet that it embeds."""
    made = parts(gabarit(paragraph(_PICTURE, "{{ x }}"), more={MEDIA: LOGO, SHEET: sheet("a")}))
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = "word/_rels/document.xml.rels"
    links = (
        f'<Relationship Id="rId50" Type="{office}/image" Target="media/image1.png"/>'
        f'<Relationship Id="rId51" Type="{office}/package" Target="embeddings/feuille1.xlsx"/></Relationships>'
    )
    made[rels] = made[rels].replace(b"</Relationships>", links.encode())
    types = b'<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/></Types>'
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace(b"</Types>", types)
    return zipped(made)


def _by_name(made: Any, folder: Path) -> None:
    made.replace_pic("logo.png", str(folder / "autre.png"))


def _by_description(made: Any, folder: Path) -> None:
    made.replace_pic("le logo", io.BytesIO((folder / "autre.png").read_bytes()))


def _by_content(made: Any, folder: Path) -> None:
    made.replace_media(str(folder / "logo.png"), str(folder / "autre.png"))


def _by_stream(made: Any, folder: Path) -> None:
    made.replace_media(io.BytesIO(LOGO), io.BytesIO((folder / "autre.png").read_bytes()))


def _embedded(made: Any, folder: Path) -> None:
    made.replace_embedded(str(folder / "feuille.xlsx"), str(folder / "autre.xlsx"))


def _by_member(made: Any, folder: Path) -> None:
    made.replace_zipname(SHEET, str(folder / "autre.xlsx"))


REPLACED = [
    ("a picture by its name", _by_name, MEDIA),
    ("a picture by its description", _by_description, MEDIA),
    ("a picture by its content", _by_content, MEDIA),
    ("a picture by its content, as streams", _by_stream, MEDIA),
    ("a sheet by its content", _embedded, SHEET),
    ("a sheet by its name in the package", _by_member, SHEET),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of files to replace and be replaced."""
    for name, data in {"logo.png": LOGO, "autre.png": png(9), "feuille.xlsx": sheet("a"), "autre.xlsx": sheet("b")}.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.mark.parametrize(("name", "replace", "member"), REPLACED, ids=[one[0] for one in REPLACED])
def test_files_are_replaced_as_docxtpl_does(name: str, replace: Any, member: str, pictured: bytes, folder: Path) -> None:
    template, made = opened(pictured), Gabarit(pictured)
    before = made.render({"x": "a"})
    replace(template, folder)
    replace(made, folder)
    theirs, ours = parts(rendered_by_docxtpl(template, {"x": "a"})), parts(made.render({"x": "a"}))
    assert ours[member] == theirs[member] != parts(pictured)[member]
    assert {one for one in ours if ours[one] != parts(before)[one]} == {member}, "nothing else changes"
    copied = pickle.loads(pickle.dumps(made))  # noqa: S301 - made here
    assert copied.render({"x": "a"}) == made.render({"x": "a"})
    made.reset_replacements()
    assert made.render({"x": "a"}) == before


def test_an_inline_image_brings_its_file_its_relationship_and_its_type() -> None:
    from docxtpl import InlineImage

    docx = gabarit("{{ logo }}", "{{ logo }}", header="{{ logo }}")
    made = Gabarit(docx)
    image = InlineImage(made, io.BytesIO(png(3)))
    first = made.render({"logo": image})
    assert made.render({"logo": image}) == first, "the stream is read again from its beginning"
    found = parts(first)
    assert [data for name, data in found.items() if name.startswith("word/media/")] == [png(3)], "one file for three drawings"
    for name in (BODY, "word/header1.xml"):
        embeds = {
            one.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed")
            for one in etree.fromstring(found[name]).iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip")
        }
        rels = etree.fromstring(found[f"word/_rels/{name.removeprefix('word/')}.rels"])
        targets = {one.get("Id"): one.get("Target") for one in rels}
        assert {targets[one] for one in embeds} <= {name.removeprefix("word/") for name in found}
    import docx as python_docx

    assert len(python_docx.Document(io.BytesIO(first)).inline_shapes) == 2


def test_a_sub_document_keeps_its_words_and_its_styles(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        document.add_heading("Annexe", 2)
        document.add_paragraph("Un point", style="List Bullet")
        document.add_paragraph("A & B < C")

    path = tmp_path / "annexe.docx"
    path.write_bytes(written(build))
    docx = written(lambda document: [document.add_paragraph(text) for text in ("avant", "{{p annexe }}", "{{ x }}")])
    made = Gabarit(docx)
    for given in (path, str(path), path.read_bytes()):
        rendered = made.render({"annexe": made.new_subdoc(given), "x": "fin"})
        assert [text for text in printed(rendered) if text] == ["avant", "Annexe", "Un point", "A & B < C", "fin"]
        styles = {line.texte: line.style for line in iter_lines(rendered)}
        assert (styles["Annexe"], styles["Un point"]) == ("heading 2", "List Bullet")
    again = made.render({"annexe": "rien", "x": "fin"})
    assert printed(again) == ["avant", "rien", "fin"], "the sub-document stays in its own rendering"


# ------------------------------------------------------------------------------------------------------------ what it loads


def test_importing_the_root_loads_no_engine() -> None:
    heavy = ["jinja2", "lxml", "docx", "docxtpl"]
    program = f"import json, sys, delib; delib.ModeleError; print(json.dumps([name for name in {heavy} if name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=RACINE)
    assert json.loads(done.stdout) == []


def test_numbers_of_drawings_are_never_twice_in_a_part() -> None:
    docx = gabarit("{%p for v in l %}", paragraph(drawing(7), "{{ v }}"), "{%p endfor %}", p(drawing(1003)))
    body = etree.fromstring(parts(Gabarit(docx).render({"l": ["a", "b", "c"]}))[BODY])
    ids = [one.get("id") for one in body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")]
    assert len(ids) == len(set(ids)) == 4


def test_a_row_of_a_cell_stays_in_its_table() -> None:
    inner = table(row("{%tr for x in l %}"), row("{{ x }}"), row("{%tr endfor %}"))
    made = Gabarit(gabarit(table(row(cell(inner, p(""))), row("fin")))).render({"l": ["a", "b"]})
    body = etree.fromstring(parts(made)[BODY])
    outer, nested = body.iter(f"{W}tbl")
    assert (len(outer.findall(f"{W}tr")), len(nested.findall(f"{W}tr"))) == (2, 2)
