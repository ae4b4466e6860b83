"""What docxtpl does wrong without a word: each is an error, or right output, and docxtpl is run to prove that it does it.

A row: the template, the data, the paragraphs that docxtpl prints, and what delib does instead: the code of its anomaly, or the
paragraphs it prints. Where docxtpl is loud but of no help, its exception stands in place of its paragraphs.
"""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest
from lxml import etree

from delib.anomalie import Anomalie, ModeleError, Word
from delib.modele.gabarit import Gabarit
from delib.production.plan import iter_lines
from tests.gabarits import (
    BODY,
    CORE,
    OPTIONS,
    W,
    bare,
    field,
    gabarit,
    note,
    opened,
    paragraph,
    parts,
    properties_part,
    rendered_by_docxtpl,
    written,
)
from tests.words import cell, p, row, run, table, text_box, zipped

DC = "{http://purl.org/dc/elements/1.1/}"


def printed(docx: bytes, part: str = BODY) -> list[str]:
    """Return the paragraphs of a document."""
    return [line.texte for line in iter_lines(docx, (part,))]


def theirs(docx: bytes, contexte: Mapping[str, Any], autoescape: bool = True) -> list[str]:
    """Return the paragraphs that docxtpl prints, or the name of its exception."""
    try:
        return printed(rendered_by_docxtpl(opened(docx), contexte, autoescape))
    except Exception as error:
        return [type(error).__name__]


def refusals(docx: bytes, contexte: Mapping[str, Any]) -> tuple[Anomalie, ...]:
    """Return why delib refuses a template, or its data; an empty tuple when it does not."""
    try:
        Gabarit(docx).render(contexte)
    except ModeleError as error:
        return error.anomalies
    return ()


def check(docx: bytes, contexte: Mapping[str, Any], ours: str | list[str]) -> None:
    """Check that delib prints the paragraphs `ours`, or refuses with the code `ours`, in French and with a place."""
    if isinstance(ours, list):
        assert printed(Gabarit(docx).render(contexte)) == ours
        return
    anomalies = refusals(docx, contexte)
    assert ours in {one.code for one in anomalies}, anomalies
    for one in anomalies:
        assert isinstance(one.lieu, Word)
        assert one.lieu.partie
        assert not re.search(r"\b(?:expected|token|got|unexpected|tag|line|object|undefined|Traceback)\b", str(one)), one


def moved(text: str) -> str:
    """Return a paragraph that Word moved with a trace: its text stands in both places."""
    away = f'<w:p><w:moveFrom w:id="1" w:author="a">{run(text)}</w:moveFrom></w:p>'
    return f'{away}<w:p><w:moveTo w:id="2" w:author="a">{run(text)}</w:moveTo></w:p>'


def deleted(text: str) -> str:
    """Return a paragraph whose text is deleted with a trace."""
    inside = f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'
    return f'<w:p><w:del w:id="1" w:author="a">{inside}</w:del>{run("fin")}</w:p>'


class Bare:
    """An object that does not say how it reads."""


# ----------------------------------------------------------------------------------------------------- values and names

VALUES: list[tuple[str, str, dict[str, Any], list[str], str | list[str]]] = [
    ("an undefined name", "Objet : {{ objet }}.", {}, ["Objet : ."], "contexte-nom"),
    ("an undefined field", "{{ a.b }}", {"a": {}}, [""], "attribut-inconnu"),
    ("an undefined item", "{{ a[3] }}", {"a": ["x"]}, [""], "attribut-inconnu"),
    ("an undefined condition", "{% if objet %}a{% else %}b{% endif %}", {}, ["b"], "contexte-nom"),
    ("an undefined loop", "{% for x in visas %}a{% endfor %}", {}, [""], "contexte-nom"),
    ("an undefined name joined", "{{ 'a' ~ objet }}", {}, ["a"], "contexte-nom"),
    ("an undefined name in a filter", "{{ objet|upper }}", {}, [""], "contexte-nom"),
    ("an undefined name compared", "{% if objet == 'a' %}a{% endif %}", {}, [""], "contexte-nom"),
    ("None", "Objet : {{ objet }}.", {"objet": None}, ["Objet : None."], "valeur-non-imprimable"),
    ("None joined", "{{ 'a' ~ objet }}", {"objet": None}, ["aNone"], "valeur-non-imprimable"),
    ("None in a filter", "{{ objet|upper }}", {"objet": None}, ["NONE"], "valeur-non-imprimable"),
    ("None in a list", "{{ liste|join(', ') }}", {"liste": ["a", None]}, ["a, None"], "valeur-non-imprimable"),
    ("a boolean", "{{ x }}", {"x": True}, ["True"], "valeur-non-imprimable"),
    ("a list", "{{ x }}", {"x": ["a"]}, ["['a']"], "valeur-non-imprimable"),
    ("a tuple", "{{ x }}", {"x": (1, 2)}, ["(1, 2)"], "valeur-non-imprimable"),
    ("a set", "{{ x }}", {"x": {1}}, ["{1}"], "valeur-non-imprimable"),
    ("a dictionary", "{{ x }}", {"x": {"a": 1}}, ["{'a': 1}"], "valeur-non-imprimable"),
    ("bytes", "{{ x }}", {"x": b"a"}, ["b'a'"], "valeur-non-imprimable"),
    ("not a number", "{{ x }}", {"x": float("nan")}, ["nan"], "valeur-non-imprimable"),
    ("an infinite number", "{{ x }}", {"x": float("inf")}, ["inf"], "valeur-non-imprimable"),
    ("a method not called", "{{ x.upper }}", {"x": "a"}, [], "valeur-non-imprimable"),
    ("a bare object", "{{ x }}", {"x": Bare()}, [], "valeur-non-imprimable"),
    ("a type", "{{ x }}", {"x": Bare}, [], "valeur-non-imprimable"),
    ("a loop over a text", "{% for x in m %}[{{ x }}]{% endfor %}", {"m": "abc"}, ["[a][b][c]"], "boucle-sur-autre-chose"),
    ("a loop over an empty text", "{% for x in m %}[{{ x }}]{% endfor %}", {"m": ""}, [""], "boucle-sur-autre-chose"),
    ("a loop over a set", "{% for x in m %}[{{ x }}]{% endfor %}", {"m": {"a"}}, ["[a]"], "boucle-sur-autre-chose"),
    ("a loop over None", "{% for x in m %}a{% endfor %}", {"m": None}, ["TypeError"], "boucle-sur-autre-chose"),
    ("a loop over a number", "{% for x in m %}a{% endfor %}", {"m": 3}, ["TypeError"], "boucle-sur-autre-chose"),
    ("a control character", "[{{ x }}]", {"x": "a\x02b"}, ["[ab]"], "valeur-caractere"),
    ("a vertical tab", "[{{ x }}]", {"x": "a\x0bb"}, ["[ab]"], "valeur-caractere"),
    ("no character", "[{{ x }}]", {"x": "a\ufffeb"}, ["[ab]"], "valeur-caractere"),
    ("half a character", "[{{ x }}]", {"x": "a\ud800b"}, ["[a"], "valeur-caractere"),
    ("Windows line ends", "{{ x }}", {"x": "a\r\nb\rc"}, ["a\n\nb\nc"], ["a\nb\nc"]),
    ("an escape of docxtpl in the data", "{{ x }}", {"x": "{_{ a }_} {_% %_}"}, ["{{ a }} {% %}"], ["{_{ a }_} {_% %_}"]),
    ("an ampersand in a tag", "{{ l|join(' & ') }}", {"l": ["a", "b"]}, ["a &amp; b"], ["a & b"]),
    ("an ampersand compared", "{% if x == 'a & b' %}oui{% endif %}", {"x": "a & b"}, [""], ["oui"]),
    ("a tag in the data", "{{ x }}", {"x": "{{ y }}{% if %}"}, ["{{ y }}{% if %}"], ["{{ y }}{% if %}"]),
]


@pytest.mark.parametrize(("name", "text", "contexte", "docxtpl", "ours"), VALUES, ids=[one[0] for one in VALUES])
def test_a_value(name: str, text: str, contexte: dict[str, Any], docxtpl: list[str], ours: str | list[str]) -> None:
    docx = gabarit(p(text))
    found = theirs(docx, contexte)
    if docxtpl:
        assert found == docxtpl
    else:
        assert found != [""]
        assert "Error" not in found[0], "docxtpl prints something, whatever it is"
    check(docx, contexte, ours)


def test_a_generator_is_no_list() -> None:
    """It would be empty the second time that it is read: in the footer, in the other branch of a text box."""
    docx = gabarit("{% for x in m %}[{{ x }}]{% endfor %}", "{% for x in m %}[{{ x }}]{% endfor %}")
    assert theirs(docx, {"m": (one for one in "ab")}) == ["[a][b]", ""]
    check(docx, {"m": (one for one in "ab")}, "boucle-sur-autre-chose")


# ------------------------------------------------------------------------------------------------------------- templates

_DELETED = deleted("{{ secret }}")
TEMPLATES: list[tuple[str, bytes, dict[str, Any], list[str], str | list[str]]] = [
    (
        "text beside {%p",
        gabarit("Avant {%p if x %}", "a", "{%p endif %}"),
        {"x": "1"},
        ["a"],
        "balise-partage-paragraphe",
    ),
    (
        "text after {%p",
        gabarit("{%p if x %}", "a", "{%p endif %} après"),
        {"x": "1"},
        ["a"],
        "balise-partage-paragraphe",
    ),
    (
        "a value beside {%p",
        gabarit("{{ x }}{%p if x %}", "a", "{%p endif %}"),
        {"x": "1"},
        ["a"],
        "balise-partage-paragraphe",
    ),
    (
        "two {%p in a paragraph",
        gabarit("{%p if x %}{%p if y %}", "a", "{%p endif %}", "{%p endif %}"),
        {"x": "1", "y": "1"},
        ["TemplateSyntaxError"],
        "balise-partage-paragraphe",
    ),
    (
        "a picture beside {%p",
        gabarit(paragraph("{%p if x %}", "<w:r><w:drawing/></w:r>"), "a", "{%p endif %}"),
        {"x": "1"},
        ["a"],
        "balise-sur-image",
    ),
    (
        "text beside {%tr",
        gabarit(table(row("{%tr for x in l %}", "Total"), row("{{ x }}", ""), row("{%tr endfor %}", ""), columns=2)),
        {"l": ["a"]},
        ["a", ""],
        "balise-partage-ligne",
    ),
    (
        "text beside {%tc",
        gabarit(table(row("{%tc for x in l %}Total", "{{ x }}", "{%tc endfor %}"), columns=3)),
        {"l": ["a"]},
        ["a"],
        "balise-partage-ligne",
    ),
    ("text deleted with a trace", gabarit(_DELETED), {"secret": "x"}, ["fin"], "modele-revisions"),
    ("text moved with a trace", gabarit(moved("{{ x }}")), {"x": "a"}, ["a", "a"], "modele-revisions"),
    ("braces alone", gabarit("Objet : { objet }"), {"objet": "a"}, ["Objet : { objet }"], "balise-accolades"),
    ("braces and a path", gabarit("{acte.objet}"), {}, ["{acte.objet}"], "balise-accolades"),
    ("full-width braces", gabarit("｛｛ objet ｝｝"), {"objet": "a"}, ["｛｛ objet ｝｝"], "balise-accolades"),
    ("full-width signs", gabarit("｛％ if x ％｝"), {"x": "a"}, ["｛％ if x ％｝"], "balise-accolades"),
    ("a stray end", gabarit("a }} b"), {}, ["a }} b"], "balise-non-fermee"),
    ("a stray end of instruction", gabarit("a %} b"), {}, ["a %} b"], "balise-non-fermee"),
    ("a stray end after a tag", gabarit("{{ x }}}}"), {"x": "a"}, ["a}}"], "balise-non-fermee"),
    ("a tag of three braces", gabarit("{{{ x }}}"), {"x": "a"}, ["TemplateSyntaxError"], "balise-syntaxe"),
    ("a tag over two paragraphs", gabarit("{{ x", "a", "}} fin"), {"xa": "b"}, ["b fin"], "balise-non-fermee"),
    (
        "a block that ends in a table",
        gabarit("{% if x %}a", table(row("b{% endif %}")), "fin"),
        {"x": ""},
        [""],
        "bloc-a-cheval",
    ),
    (
        "a loop that ends in a table",
        gabarit("{% for x in l %}a", table(row("b{% endfor %}")), "fin"),
        {"l": ["1", "2"]},
        ["a", "ba", "b", "fin"],
        "bloc-a-cheval",
    ),
    (
        "a block begun by a paragraph, ended by a row",
        gabarit("{%p if x %}", table(row("a"), row("{%tr endif %}"), row("b")), "fin"),
        {"x": ""},
        ["b"],
        "bloc-a-cheval",
    ),
    (
        "a dash after a table",
        gabarit(table(row("a")), "{%- if x %}", "b", "{% endif %}", "fin"),
        {"x": ""},
        ["a", "fin"],
        "bloc-a-cheval",
    ),
    ("code in the body", gabarit("{{ x.__class__.__name__ }}"), {"x": "a"}, ["str"], "instruction-interdite"),
    ("code in a filter", gabarit("{{ x|attr('__class__') }}"), {"x": "a"}, ["<class 'str'>"], "instruction-interdite"),
    ("code from a global", gabarit("{{ lipsum.__globals__['os'].name }}"), {}, ["posix"], "contexte-nom"),
    (
        "a list changed by the template",
        gabarit("{% set _ = l.append('b') %}{{ l|join }}"),
        {"l": ["a"]},
        ["ab"],
        "instruction-interdite",
    ),
    ("range", gabarit("{% for i in range(3) %}{{ i }}{% endfor %}"), {}, ["012"], "contexte-nom"),
    ("the filter safe", gabarit("[{{ x|safe }}]"), {"x": "a < b"}, ["[a  b]"], "filtre-inconnu"),
    (
        "autoescape",
        gabarit("[{% autoescape false %}{{ x }}{% endautoescape %}]"),
        {"x": "a < b"},
        ["[a  b]"],
        "instruction-interdite",
    ),
]


@pytest.mark.parametrize(("name", "docx", "contexte", "docxtpl", "ours"), TEMPLATES, ids=[one[0] for one in TEMPLATES])
def test_a_template(name: str, docx: bytes, contexte: dict[str, Any], docxtpl: list[str], ours: str | list[str]) -> None:
    assert theirs(docx, contexte) == docxtpl
    check(docx, contexte, ours)


def test_deleted_text_is_evaluated_by_docxtpl() -> None:
    """It is not printed, but it goes with the document, filled with what the template was no more to say."""
    body = parts(rendered_by_docxtpl(opened(gabarit(_DELETED)), {"secret": "mot de passe"}))[BODY]
    assert b"mot de passe</w:delText>" in body


def test_a_tag_in_a_comment_is_never_rendered() -> None:
    def build(document: Any) -> None:
        line = document.add_paragraph("Objet : {{ x }}")
        document.add_comment(line.runs, text="À remplir : {{ y }}", author="mairie", initials="m")

    docx = written(build)
    assert "{{ y }}" in parts(rendered_by_docxtpl(opened(docx), {"x": "a", "y": "b"}))["word/comments.xml"].decode()
    (anomalie,) = refusals(docx, {"x": "a", "y": "b"})
    assert anomalie.code in ("modele-commentaires", "balise-hors-texte")


ESCAPED = [
    ("the body", lambda: gabarit("{{ x }}"), BODY),
    ("a header", lambda: gabarit("Corps", header="{{ x }}"), "word/header1.xml"),
    ("a footer", lambda: gabarit("Corps", footer="{{ x }}"), "word/footer1.xml"),
    ("a footnote", lambda: gabarit("Corps", footnotes=note(2, p("{{ x }}"))), "word/footnotes.xml"),
    ("an endnote", lambda: gabarit("Corps", endnotes=note(2, p("{{ x }}"), name="endnote")), "word/endnotes.xml"),
]


@pytest.mark.parametrize(("name", "docx", "part"), ESCAPED, ids=[one[0] for one in ESCAPED])
def test_values_are_escaped_without_asking(name: str, docx: Any, part: str) -> None:
    x = "Dupont & fils <5 000"
    assert printed(Gabarit(docx()).render({"x": x}), part) == [x]


def test_docxtpl_loses_what_it_does_not_escape() -> None:
    assert theirs(gabarit("{{ x }}"), {"x": "Dupont & fils <5 000"}, autoescape=False) == ["Dupont  fils 5 000"]


def test_docxtpl_leaves_endnotes_as_they_are() -> None:
    docx = gabarit("Corps", endnotes=note(2, p("{{ x }}"), name="endnote"))
    assert printed(rendered_by_docxtpl(opened(docx), {"x": "a"}), "word/endnotes.xml") == ["{{ x }}"]


# ------------------------------------------------------------------------------------------------- what Word would repair

EMPTIED: list[tuple[str, bytes, dict[str, Any], str, list[str]]] = [
    (
        "an empty loop in a cell",
        gabarit(table(row(cell("{%p for x in l %}", "{{ x }}", "{%p endfor %}"), "b"), columns=2)),
        {"l": []},
        BODY,
        ["", "b"],
    ),
    (
        "a false condition in a cell",
        gabarit(table(row(cell("{%p if x %}", "{{ x }}", "{%p endif %}")))),
        {"x": ""},
        BODY,
        [""],
    ),
    (
        "a cell that ends with a table",
        gabarit(table(row(cell(table(row("a")), "{%p if x %}", "b", "{%p endif %}")))),
        {"x": ""},
        BODY,
        ["a", ""],
    ),
    ("no rich paragraph in a cell", gabarit(table(row(cell("{{p x }}"), "b"), columns=2)), {"x": ""}, BODY, ["", "b"]),
    (
        "a table without rows",
        gabarit(table(*map(row, ["{%tr for x in l %}", "a", "{%tr endfor %}"])), "fin"),
        {"l": []},
        BODY,
        ["fin"],
    ),
    (
        "a row without cells",
        gabarit(table(row("{%tc for x in l %}", "a", "{%tc endfor %}"), row("b"), columns=3), "fin"),
        {"l": []},
        BODY,
        ["b", "fin"],
    ),
    (
        "an empty header",
        gabarit("fin", header=p("{%p if x %}") + p("a") + p("{%p endif %}")),
        {"x": ""},
        "word/header1.xml",
        [""],
    ),
    (
        "an empty footnote",
        gabarit("fin", footnotes=note(2, p("{%p if x %}"), p("a"), p("{%p endif %}"))),
        {"x": ""},
        "word/footnotes.xml",
        [""],
    ),
    (
        "an empty text box",
        gabarit(paragraph(text_box(p("{%p if x %}"), p("a"), p("{%p endif %}")))),
        {"x": ""},
        BODY,
        ["", "", ""],
    ),
]
_BLOCKS = {f"{W}{name}" for name in ("tc", "hdr", "ftr", "footnote", "txbxContent")}


def holes(xml: bytes) -> list[str]:
    """Return what Word would offer to repair: containers that do not end with a paragraph, rows and tables that hold nothing."""
    found = []
    for one in etree.fromstring(xml).iter(etree.Element):
        last = one[-1].tag if len(one) else ""
        empty_row = one.tag == f"{W}tr" and one.find(f"{W}tc") is None
        empty_table = one.tag == f"{W}tbl" and one.find(f"{W}tr") is None
        if (one.tag in _BLOCKS and last != f"{W}p") or empty_row or empty_table:
            found.append(one.tag.removeprefix(W))
    return found


@pytest.mark.parametrize(("name", "docx", "contexte", "part", "lines"), EMPTIED, ids=[one[0] for one in EMPTIED])
def test_what_is_emptied_stays_sound(name: str, docx: bytes, contexte: dict[str, Any], part: str, lines: list[str]) -> None:
    assert holes(parts(rendered_by_docxtpl(opened(docx), contexte))[part]), "docxtpl leaves a hole"
    made = Gabarit(docx).render(contexte)
    assert holes(parts(made)[part]) == []
    assert printed(made, part) == lines


def columns(xml: bytes) -> list[list[int]]:
    """Return the widths of the columns of each table, in order."""
    return [[int(one.get(f"{W}w", "0")) for one in grid] for grid in etree.fromstring(xml).iter(f"{W}tblGrid")]


_SHIFTED = '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("a") + cell("b") + "</w:tr>"
_GROWING = row("{%tc for x in l %}", "{{ x }}", "{%tc endfor %}")
GRIDS: list[tuple[str, bytes, str, list[list[int]], list[list[int]]]] = [
    # the template, the part, the grids of docxtpl, and ours, where `l` has four elements
    (
        "a static table whose rows begin further",
        gabarit(table(_SHIFTED, columns=3), "{{ l|length }}"),
        BODY,
        [[4500, 4500]],
        [[3000, 3000, 3000]],
    ),
    (
        "a table in a cell",
        gabarit(table(row(cell(table(row("a", "b", "c"), columns=3), p("")))), "{{ l|length }}"),
        BODY,
        [[3000, 3000, 3000], [3000, 3000, 3000]],
        [[9000], [3000, 3000, 3000]],
    ),
    (
        "a table that grows in a cell",
        gabarit(table(row(cell(table(_GROWING, columns=3), p(""))))),
        BODY,
        [[2250] * 4, [2250] * 4],
        [[9000], [2250] * 4],
    ),
    (
        "a table that grows in a header",
        gabarit("fin", header=table(_GROWING, columns=3) + p("")),
        "word/header1.xml",
        [[3000, 3000, 3000]],
        [[2250] * 4],
    ),
]


@pytest.mark.parametrize(("name", "docx", "part", "docxtpl", "ours"), GRIDS, ids=[one[0] for one in GRIDS])
def test_the_grid_of_a_table_follows_its_own_rows(
    name: str, docx: bytes, part: str, docxtpl: list[list[int]], ours: list[list[int]]
) -> None:
    contexte = {"l": ["a", "b", "c", "d"]}
    assert columns(parts(rendered_by_docxtpl(opened(docx), contexte))[part]) == docxtpl
    assert columns(parts(Gabarit(docx).render(contexte))[part]) == ours


NEW_PARAGRAPHS = {
    "a hyperlink": lambda text: f'<w:p><w:hyperlink w:anchor="a">{run(text)}</w:hyperlink></w:p>',
    "inserted text": lambda text: f'<w:p><w:ins w:id="1" w:author="a">{run(text)}</w:ins></w:p>',
    "a content control": lambda text: f"<w:p><w:sdt><w:sdtContent>{run(text)}</w:sdtContent></w:sdt></w:p>",
    "a simple field": lambda text: f'<w:p><w:fldSimple w:instr="TITLE">{run(text)}</w:fldSimple></w:p>',
}


@pytest.mark.parametrize("character", ["\a", "\f"])
@pytest.mark.parametrize("place", NEW_PARAGRAPHS)
def test_a_new_paragraph_inside_an_element_of_its_paragraph(place: str, character: str) -> None:
    """docxtpl closes the paragraph within the element: its recovering parser loses text. delib prints all of it, or refuses."""
    docx = gabarit(NEW_PARAGRAPHS[place]("{{ x }} suite"), "fin")
    contexte = {"x": f"un{character}deux"}
    found = refusals(docx, contexte)
    if found:
        assert [one.lieu.paragraphe for one in found if isinstance(one.lieu, Word)] == [1]
        return
    made = Gabarit(docx).render(contexte)
    assert "".join(printed(made)).replace("\n", "").replace("\f", "") == "undeux suitefin"


@pytest.mark.parametrize("character", "\n\t\a\f")
def test_a_line_end_after_a_text_box(character: str) -> None:
    """docxtpl takes the end of the box's paragraph for that of its own: what follows keeps a raw character, or loses it."""
    docx, contexte = gabarit(paragraph(text_box(p("zone")), "{{ x }} suite")), {"x": f"un{character}deux"}
    body = parts(rendered_by_docxtpl(opened(docx), contexte))[BODY].decode()
    assert re.search(r">un[\n\t]?deux suite<", body), "neither a break, nor a tab, nor a new paragraph"
    found = refusals(docx, contexte)
    if found:
        assert [one.lieu.paragraphe for one in found if isinstance(one.lieu, Word)] == [1]
        return
    made = etree.fromstring(parts(Gabarit(docx).render(contexte))[BODY])
    texts = [one.text for one in made.iter(f"{W}t")]
    assert texts.count("un") == texts.count("deux suite") == 1


def test_a_new_paragraph_does_not_double_a_section() -> None:
    """docxtpl repeats the properties of the paragraph, the section that it ends among them: a page too many."""
    section = '<w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr>'
    docx, contexte = gabarit(paragraph("{{ x }}", properties=section), "fin"), {"x": "un\adeux"}
    assert parts(rendered_by_docxtpl(opened(docx), contexte))[BODY].count(b"<w:pgSz ") == 2
    made = Gabarit(docx).render(contexte)
    assert parts(made)[BODY].count(b"<w:pgSz ") == 1
    assert "".join(printed(made)).replace("\n", "") == "undeuxfin"


def test_a_new_paragraph_after_properties_that_changed_with_a_trace() -> None:
    """docxtpl cuts the properties at the end of the former ones, and loses what follows."""
    change = '<w:jc w:val="left"/><w:pPrChange w:id="1" w:author="a"><w:pPr><w:jc w:val="both"/></w:pPr></w:pPrChange>'
    docx, contexte = gabarit(paragraph("{{ x }}", properties=change), "fin"), {"x": "un\adeux"}
    assert "deux" not in "".join(theirs(docx, contexte))
    found = refusals(docx, contexte)
    if found:
        assert [one.lieu.paragraphe for one in found if isinstance(one.lieu, Word)] == [1]
        return
    check(docx, contexte, ["un", "deux", "fin"])


# ----------------------------------------------------------------------------------------- tags that docxtpl leaves as they are

UNFILLED = [
    ("the keywords", CORE, "<cp:keywords>{{ x }}</cp:keywords></cp:coreProperties>"),
    ("the category", CORE, "<cp:category>{{ x }}</cp:category></cp:coreProperties>"),
    ("the state", CORE, "<cp:contentStatus>{{ x }}</cp:contentStatus></cp:coreProperties>"),
    ("the company", "docProps/app.xml", "<Properties><Company>{{ x }}</Company></Properties>"),
    ("a chart", "word/charts/chart1.xml", "<c><t>{{ x }}</t></c>"),
    ("a SmartArt", "word/diagrams/data1.xml", "<d><t>{{ x }}</t></d>"),
]


@pytest.mark.parametrize(("name", "part", "xml"), UNFILLED, ids=[one[0] for one in UNFILLED])
def test_a_tag_where_docxtpl_renders_nothing_is_filled_or_refused(name: str, part: str, xml: str) -> None:
    package = parts(gabarit("Corps {{ x }}", core=properties_part(title="Titre")))
    end = b"</cp:coreProperties>"
    package[part] = package[CORE].replace(end, xml.encode()) if part == CORE else xml.encode()
    docx = zipped(package)
    left = parts(rendered_by_docxtpl(opened(docx), {"x": "a"}))
    assert part not in left or b"{{ x }}" in left[part], "docxtpl leaves the tag"
    found = refusals(docx, {"x": "a"})
    if found:
        assert {one.code for one in found} == {"balise-hors-texte"}
        assert any(part in str(one.lieu) or "propriétés" in str(one.lieu) for one in found)
        return
    assert b"{{" not in parts(Gabarit(docx).render({"x": "a"}))[part]


def test_a_tag_in_the_address_of_a_link_is_filled_or_refused() -> None:
    package = parts(gabarit("Corps"))
    rels = "word/_rels/document.xml.rels"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    for address in ("https://exemple.fr/{{ x }}", "https://exemple.fr/%7B%7B%20x%20%7D%7D"):
        link = f'<Relationship Id="rId60" Type="{office}" TargetMode="External" Target="{address}"/></Relationships>'
        docx = zipped({**package, rels: package[rels].replace(b"</Relationships>", link.encode())})
        assert address.encode() in parts(rendered_by_docxtpl(opened(docx), {"x": "a"}))[rels], "docxtpl leaves the tag"
        found = refusals(docx, {"x": "a"})
        if found:
            assert {one.code for one in found} == {"balise-hors-texte"}
        else:
            assert address.encode() not in parts(Gabarit(docx).render({"x": "a"}))[rels]


# --------------------------------------------------------------------------------------------------- document properties

PROPERTIES = ["title", "subject", "creator", "description", "language", "identifier"]


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_document_property_is_escaped_once(name: str) -> None:
    docx = gabarit("Corps", core=properties_part(**{name: "Acte {{ x }}"}))
    x = 'Dupont & fils <5 000 "a" l\'été'
    found = etree.fromstring(parts(rendered_by_docxtpl(opened(docx), {"x": x}))[CORE]).findtext(DC + name)
    assert found == "Acte Dupont &amp; fils &lt;5 000 &#34;a&#34; l&#39;été", "docxtpl escapes twice"
    assert etree.fromstring(parts(Gabarit(docx).render({"x": x}))[CORE]).findtext(DC + name) == f"Acte {x}"


def test_a_document_property_is_one_line() -> None:
    docx = gabarit("Corps", core=properties_part(title="{{ x }}"))
    core = parts(Gabarit(docx).render({"x": "a\nb\tc\r\nd"}))[CORE]
    assert etree.fromstring(core).findtext(f"{DC}title") == "a b c d"


def test_code_in_a_document_property_runs_in_the_same_sandbox() -> None:
    docx = gabarit("Corps", core=properties_part(title="{{ lipsum.__globals__['os'].name }}{{ ''.__class__ }}"))
    core = parts(rendered_by_docxtpl(opened(docx), {}))[CORE]
    assert "posix" in str(etree.fromstring(core).findtext(f"{DC}title")), "docxtpl runs it"
    found = refusals(docx, {})
    assert {one.code for one in found} <= {"contexte-nom", "instruction-interdite"}
    assert {one.lieu.titre for one in found if isinstance(one.lieu, Word)} == {"titre"}


def test_a_template_of_libreoffice_keeps_one_part_of_properties() -> None:
    """LibreOffice writes `officedocument` where Word writes `package`: python-docx does not find the part, and makes another."""
    package = parts(gabarit("Corps {{ x }}", core=properties_part(title="Acte {{ x }}")))
    word, office = (
        b"openxmlformats.org/package/2006/relationships/meta",
        b"openxmlformats.org/officedocument/2006/relationships/meta",
    )
    assert word in package["_rels/.rels"]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in package.items():
            archive.writestr(name, data.replace(word, office) if name == "_rels/.rels" else data)
    with pytest.warns(UserWarning, match="Duplicate name"):
        double = rendered_by_docxtpl(opened(stream.getvalue()), {"x": "a"})
    with zipfile.ZipFile(io.BytesIO(double)) as archive:
        assert archive.namelist().count(CORE) == 2
    made = parts(Gabarit(stream.getvalue()).render({"x": "a"}))
    assert etree.fromstring(made[CORE]).findtext(f"{DC}title") == "Acte a"


# ------------------------------------------------------------------------------------------------------------- rich text

ORDER = ["rStyle", "rFonts", "b", "bCs", "i", "iCs", "strike", "color", "sz", "szCs", "u", "shd", "vertAlign", "rtl", "lang"]
"""The properties of a run that RichText writes, in the order that ISO/IEC 29500-1 wants (EG_RPrBase)."""
PAIRS = list(itertools.combinations(OPTIONS, 2))


def rpr(docx: bytes) -> list[etree._Element]:
    """Return the properties of the one run of a document that has some."""
    (found,) = etree.fromstring(parts(docx)[BODY]).iter(f"{W}rPr")
    return [*found]


@pytest.mark.parametrize("pair", PAIRS, ids=["+".join(pair) for pair in PAIRS])
def test_rich_text_comes_out_in_the_order_of_the_schema(pair: tuple[str, str]) -> None:
    from docxtpl import RichText

    rich = RichText("texte", **{name: OPTIONS[name][0] for name in pair})
    docx = gabarit(p("{{r x }}"))
    ours = rpr(Gabarit(docx).render({"x": rich}))
    ranks = [ORDER.index(child.tag.removeprefix(W)) for child in ours]
    assert ranks == sorted(set(ranks)), "each once, in order"
    written = {etree.tostring(child) for child in rpr(rendered_by_docxtpl(opened(docx), {"x": rich}))}
    kept = {etree.tostring(child) for child in ours if child.tag != f"{W}shd"}
    assert kept <= written
    if pair != ("subscript", "superscript"):  # docxtpl writes both, and the schema wants one
        assert len(ours) == len(written)
    assert all(child.get(f"{W}val") and child.get(f"{W}fill") for child in ours if child.tag == f"{W}shd")


def test_docxtpl_writes_many_pairs_in_an_order_that_the_schema_refuses() -> None:
    from docxtpl import RichText

    docx = gabarit(p("{{r x }}"))
    wrong = 0
    for pair in PAIRS:
        rich = RichText("texte", **{name: OPTIONS[name][0] for name in pair})
        ranks = [ORDER.index(child.tag.removeprefix(W)) for child in rpr(rendered_by_docxtpl(opened(docx), {"x": rich}))]
        wrong += ranks != sorted(set(ranks))
    assert wrong > len(PAIRS) // 3


HOSTILE_OPTIONS = [
    {"color": '"'},
    {"style": "a&b"},
    {"font": 'A"B'},
    {"size": "<"},
    {"lang": '"'},
    {"highlight": "a'\"<"},
    {"font": "eastAsia x:Y"},
]


@pytest.mark.parametrize("options", HOSTILE_OPTIONS, ids=[str(one) for one in HOSTILE_OPTIONS])
def test_an_option_of_rich_text_adds_nothing_to_the_document(options: dict[str, str]) -> None:
    """docxtpl puts it in the XML as it is, and loses the rest; delib refuses what is no XML, with the place of its tag."""
    from docxtpl import RichText

    docx, contexte = gabarit(p("a {{r x }}"), "fin"), {"x": RichText("texte", **options)}
    found = refusals(docx, contexte)
    if found:
        assert [one.lieu.balise for one in found if isinstance(one.lieu, Word)] == ["{{r x }}"]
        return
    made = Gabarit(docx).render(contexte)
    root = etree.fromstring(parts(made)[BODY])
    assert printed(made) == ["a texte", "fin"]
    assert {child.tag.removeprefix(W) for one in root.iter(f"{W}rPr") for child in one} <= set(ORDER)


MISPLACED = [
    ("rich text in {{ }}", "{{ x }}", "RichText"),
    ("a rich paragraph in {{ }}", "{{ x }}", "RichTextParagraph"),
    ("a rich paragraph in {{r }}", "{{r x }}", "RichTextParagraph"),
]


@pytest.mark.parametrize(("name", "text", "kind"), MISPLACED, ids=[one[0] for one in MISPLACED])
def test_rich_text_where_it_cannot_stand_is_refused(name: str, text: str, kind: str) -> None:
    """docxtpl nests a run in a text, or a paragraph in a paragraph: Word offers to repair the file."""
    import docxtpl

    check(gabarit(p(text)), {"x": getattr(docxtpl, kind)("a")}, "valeur-non-imprimable")


# ----------------------------------------------------------------------------------------------------------------- champs


def test_champs_knows_paths_and_every_part() -> None:
    """docxtpl gives root names only, of the body, headers and footers."""
    docx = gabarit(
        "{%p for v in visas %}",
        "{{ v.texte }} {{ v.auteur.nom }} {{ loop.index }}",
        "{%p endfor %}",
        "{% if seance.date is defined %}{{ seance['lieu'] }}{% endif %}{% set t = titre.court %}{{ t }}{{ liste[0] }}",
        header="{{ entete }}",
        footer="{{ pied.page|upper }}",
        footnotes=note(2, p("{{ note.source }}")),
        core=properties_part(title="{{ acte.objet }}"),
    )
    assert opened(docx).get_undeclared_template_variables() == {"visas", "seance", "titre", "liste", "entete", "pied"}
    assert Gabarit(docx).champs >= {
        *("visas[].texte", "visas[].auteur.nom", "seance.date", "seance.lieu", "titre.court"),
        *("entete", "pied.page", "note.source", "acte.objet"),
    }
    roots = {re.match(r"\w*", one).group() for one in Gabarit(docx).champs}
    assert roots == {"visas", "seance", "titre", "liste", "entete", "pied", "note", "acte"}, "neither loop, v nor t"


# -------------------------------------------------------------------------------------- what Word and LibreOffice do to a tag

# The paragraph, what it prints where `x` is « a ».
TOLERATED = [
    ("a no-break space", p("{{\u00a0x\u00a0}}"), ["a"]),
    ("a narrow no-break space", p("{{\u202fx\u202f}}"), ["a"]),
    ("a no-break space in an instruction", p("{%\u00a0if\u00a0x\u00a0%}oui{%\u00a0endif\u00a0%}"), ["oui"]),
    ("curly apostrophes", p("{% if x == ’a’ %}oui{% endif %}"), ["oui"]),
    ("curly single quotes", p("{% if x == ‘a’ %}oui{% endif %}"), ["oui"]),
    ("curly double quotes", p("{% if x == “a” %}oui{% endif %}"), ["oui"]),
    ("a sign of comparison", p("{% if 2 > 1 and x < 'b' %}oui{% endif %}"), ["oui"]),
    ("revision ids", paragraph('<w:r w:rsidR="01"><w:t>{{</w:t></w:r>', '<w:r w:rsidR="02"><w:t> x }}</w:t></w:r>'), ["a"]),
    ("spelling", paragraph(bare("{{"), '<w:proofErr w:type="spellStart"/>', bare("x"), bare("}}")), ["a"]),
    ("language", paragraph(bare("{{"), run(" x ", '<w:lang w:val="en-US"/>'), bare("}}")), ["a"]),
    ("bold", paragraph(bare("{"), run("{ x }", "<w:b/>"), bare("}")), ["a"]),
    (
        "a bookmark",
        paragraph(bare("{{ x"), '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>', bare(" }}")),
        ["a"],
    ),
    ("a comment range", paragraph(bare("{{ x"), '<w:commentRangeStart w:id="1"/>', bare(" }}")), ["a"]),
    ("inserted text", paragraph(bare("{{ "), f'<w:ins w:id="1" w:author="a">{bare("x")}</w:ins>', bare(" }}")), ["a"]),
]


@pytest.mark.parametrize(("name", "block", "lines"), TOLERATED, ids=[one[0] for one in TOLERATED])
def test_what_word_does_to_a_tag_is_understood(name: str, block: str, lines: list[str]) -> None:
    docx = gabarit(block)
    assert theirs(docx, {"x": "a"}) == lines
    check(docx, {"x": "a"}, lines)


def test_text_deleted_with_a_trace_inside_a_tag_is_not_part_of_it() -> None:
    block = f'<w:p>{bare("{{ ")}<w:del w:id="1" w:author="a"><w:r><w:delText>y</w:delText></w:r></w:del>{bare("x }}")}</w:p>'
    docx = gabarit(block)
    assert theirs(docx, {"x": "a"}) == ["a"]
    found = refusals(docx, {"x": "a"})
    if found:
        assert {one.code for one in found} == {"modele-revisions"}
    else:
        check(docx, {"x": "a"}, ["a"])


LOUD = [
    ("French quotes", p("{% if x == « a » %}b{% endif %}"), "balise-syntaxe"),
    ("a soft hyphen", p("{{ ob\u00adjet }}"), "balise-syntaxe"),
    ("a zero-width space", p("{{ ob\u200bjet }}"), "balise-syntaxe"),
    ("an ellipsis", p("{{ x… }}"), "balise-syntaxe"),
    ("a dash", p("{{ x – 1 }}"), "balise-syntaxe"),
    ("an apostrophe", p("{{ l’objet }}"), "balise-syntaxe"),
    ("two words", p("{{ date seance }}"), "balise-syntaxe"),
    ("a capital", p("{% If x %}a{% Endif %}"), "instruction-inconnue"),
    ("a capital P", p("{%P if x %}") + p("{%P endif %}"), "instruction-inconnue"),
    ("a row outside a table", p("{%tr for x in l %}") + p("{%tr endfor %}"), "balise-hors-tableau"),
    ("a cell outside a table", p("{%tc for x in l %}") + p("{%tc endfor %}"), "balise-hors-tableau"),
    ("no endif", p("{% if x %}a"), "bloc-non-ferme"),
    ("no endfor", p("{%p for y in l %}") + p("a"), "bloc-non-ferme"),
    ("endif alone", p("a{% endif %}"), "bloc-mal-ferme"),
    ("endfor for endif", p("{% if x %}a{% endfor %}"), "bloc-mal-ferme"),
    ("spaced braces", p("{{ objet } }"), "balise-non-fermee"),
    ("half a tag", p("{{ objet"), "balise-non-fermee"),
    ("an empty tag", p("{{ }}"), "balise-syntaxe"),
    ("no name", p("{% for in l %}{% endfor %}"), "balise-syntaxe"),
    ("a quote left open", p("{{ 'objet }}"), "balise-syntaxe"),
    ("an unknown filter", p("{{ x|majuscule }}"), "filtre-inconnu"),
    ("an unknown test", p("{% if x is connu %}a{% endif %}"), "test-inconnu"),
]


@pytest.mark.parametrize(("name", "blocks", "code"), LOUD, ids=[one[0] for one in LOUD])
def test_what_docxtpl_tells_without_a_place_delib_tells_with_one(name: str, blocks: str, code: str) -> None:
    docx = gabarit(p("Visas", style="Titre1"), "avant", blocks)
    contexte = {"x": "a", "l": ["a"]}
    assert re.fullmatch(r"Template\w*Error", theirs(docx, contexte)[0])
    check(docx, contexte, code)
    first = next(one for one in refusals(docx, contexte) if one.code == code)
    assert isinstance(first.lieu, Word)
    assert (first.lieu.partie, first.lieu.titre) == ("corps", "Visas")
    assert first.lieu.paragraphe >= 3
    assert first.lieu.balise


def test_a_tag_of_a_field_is_filled_where_docxtpl_fills_it() -> None:
    docx = gabarit(paragraph(field(' HYPERLINK "https://exemple.fr/{{ x }}" ', "{{ x }}")))
    body = parts(Gabarit(docx).render({"x": 'a" b & c'}))[BODY]
    (code,) = etree.fromstring(body).iter(f"{W}instrText")
    assert "{{" not in str(code.text)


FIRED = {
    *(one[-1] for one in (*VALUES, *TEMPLATES) if isinstance(one[-1], str)),
    *(code for _, _, code in LOUD),
}
"""The codes that this module fires."""
