"""Small docxtpl templates of our own, one for each thing that docxtpl can do, and random data to print in them.

A template is XML as Word writes it, runs cut as Word cuts them, or comes from python-docx. Used by the tests of `Gabarit`.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random
from typing import Any
from xml.sax.saxutils import escape

from tests.words import HEAD, SPACES, cell, p, parts_of, row, run, table, text_box, zipped

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
CORE = "docProps/core.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# ---------------------------------------------------------------------------------------------------------- Word, piece by piece


def paragraph(*runs: str, properties: str = "") -> str:
    """Return a paragraph of `runs` (XML, or plain texts), with the properties that a listing must repeat."""
    ppr = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{ppr}{''.join(one if one.startswith('<') else run(one) for one in runs)}</w:p>"


def bare(text: str) -> str:
    """Return a run that does not ask to keep its spaces, as Word writes one that has none at its ends."""
    return f"<w:r><w:t>{escape(text)}</w:t></w:r>"


def merging(tag: str, text: str, properties: str = "") -> str:
    """Return a cell whose tag (`{% vm %}`, `{% colspan n %}`…) stands in a run of its own before its text."""
    tcpr = f'<w:tcPr><w:tcW w:w="3000" w:type="dxa"/>{properties}</w:tcPr>'
    return f"<w:tc>{tcpr}<w:p>{bare(tag)}{run(text)}</w:p></w:tc>"


def cut(text: str, size: int, between: str = "", dress: str = '<w:r w:rsidR="00AB12CD">{}</w:r>') -> str:
    """Return a paragraph whose `text` Word cut in runs of `size` characters."""
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    runs = [dress.format(f'<w:t xml:space="preserve">{escape(piece)}</w:t>') for piece in pieces]
    return f"<w:p>{between.join(runs)}</w:p>"


def drawing(number: int, description: str = "") -> str:
    """Return a run with a picture that bears an id and a description."""
    attributes = f'id="{number}" name="Image {number}" descr="{escape(description)}"'
    return f'<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr {attributes}/></wp:inline></w:drawing></w:r>'


def field(instruction: str, result: str) -> str:
    """Return the runs of a field: its instruction, and what it showed when the template was saved."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{one}"/></w:r>' for one in ("begin", "separate", "end")]
    code = f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
    return marks[0] + code + marks[1] + run(result) + marks[2]


def png(side: int) -> bytes:
    """Return a grey PNG picture of `side` pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = (b"\x00" + b"\x80" * side) * side
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def properties_part(**champs: str) -> str:
    """Return the document properties, those named in `champs` (`title`, `creator`, `description`…) filled."""
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        + "".join(f"<dc:{name}>{escape(text)}</dc:{name}>" for name, text in champs.items())
        + '<dcterms:created xsi:type="dcterms:W3CDTF">2013-12-23T23:15:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2013-12-23T23:15:00Z</dcterms:modified></cp:coreProperties>'
    )


# Each kind of part: its root, the reference that its section makes to it, if any.
_STORIES = {
    "header": ("hdr", '<w:headerReference w:type="default" r:id="{}"/>'),
    "first": ("hdr", '<w:headerReference w:type="first" r:id="{}"/>'),
    "footer": ("ftr", '<w:footerReference w:type="default" r:id="{}"/>'),
    "footnotes": ("footnotes", ""),
    "endnotes": ("endnotes", ""),
    "comments": ("comments", ""),
}
_ORDER = ["header", "first", "footer"]


def gabarit(*blocks: str, core: str = "", more: Mapping[str, str | bytes] | None = None, **stories: str) -> bytes:
    """Return a .docx whose body is `blocks` (block XML, or plain texts).

    `stories` are the blocks of its other parts: `header`, `first` (the header of the first page), `footer`, `footnotes`,
    `endnotes`, `comments`; `core` its document properties.
    """
    parts = parts_of(*blocks, more=more)
    types, relations, references = "", "", ""
    for number, (kind, inside) in enumerate(sorted(stories.items(), key=lambda one: [*_ORDER, one[0]].index(one[0])), 20):
        root, reference = _STORIES[kind]
        name = {"header": "header1", "first": "header2", "footer": "footer1"}.get(kind, kind)
        word = {"first": "header"}.get(kind, kind)
        content = inside if inside.startswith("<") else p(inside)
        parts[f"word/{name}.xml"] = (HEAD + f"<w:{root} {SPACES}>{content}</w:{root}>").encode()
        types += f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{word}+xml"/>'
        relations += f'<Relationship Id="rId{number}" Type="{_REL}/{word}" Target="{name}.xml"/>'
        references += reference.format(f"rId{number}")
    references += "<w:titlePg/>" if "first" in stories else ""
    if core:
        parts[CORE] = (HEAD + core).encode()
    _insert(parts, "[Content_Types].xml", "</Types>", types + '<Default Extension="png" ContentType="image/png"/>')
    _insert(parts, "word/_rels/document.xml.rels", "</Relationships>", relations)
    _insert(parts, BODY, "</w:sectPr></w:body>", references)
    return zipped(parts)


def _insert(parts: dict[str, bytes], name: str, before: str, new: str) -> None:
    head, mark, tail = parts[name].rpartition(before.encode())
    parts[name] = head + new.encode() + mark + tail


def note(number: int, *paragraphs: str, kind: str = "normal", name: str = "footnote") -> str:
    """Return a footnote of `paragraphs`, or an endnote."""
    return f'<w:{name} w:type="{kind}" w:id="{number}">{"".join(paragraphs)}</w:{name}>'


def written(build: Callable[[Any], None]) -> bytes:
    """Return the .docx that `build` writes in a new document of python-docx, with its styles and its settings."""
    import docx

    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def opened(docx: bytes) -> Any:
    """Return a fresh `DocxTemplate`."""
    from docxtpl import DocxTemplate

    return DocxTemplate(io.BytesIO(docx))


def rendered_by_docxtpl(template: Any, contexte: Mapping[str, Any], autoescape: bool = True) -> bytes:
    """Return the document that docxtpl makes of a fresh template."""
    template.render(dict(contexte), autoescape=autoescape)
    stream = io.BytesIO()
    template.save(stream)
    return stream.getvalue()


def parts(docx: bytes) -> dict[str, bytes]:
    """Return the parts of a .docx; those whose name is there twice are an error."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names)), "a name twice in the package"
        return {name: archive.read(name) for name in names}


# ------------------------------------------------------------------------------------------------------------------ random data

SIGNS = [
    *"&<>\"'{}%",
    *"\n\t\a\f",
    *("\u00a0", "\u202f", "é", "œ", "’", "«", "»", "🙂", "𝒜", "€", "…", "–", "/", "#", "[", "]", "\\", "$", ";"),
    *("a", "b", "Z", "0", " ", " ", "  ", "mot", "{{ x }}", "{% if x %}", "{#", "&amp;", "]]>", "<w:t>", "\\1"),
]
"""What a text is drawn from: all that XML, Jinja, expressions and Word hold dear. No `_`: docxtpl alters `{_{` in data."""


def texte(rng: Random) -> str:
    """Return a text of up to fifteen signs, maybe empty."""
    return "".join(rng.choices(SIGNS, k=rng.randrange(16)))


def ligne(rng: Random) -> str:
    """Return a text as above, without line end, tab nor new paragraph."""
    return texte(rng).translate(dict.fromkeys(map(ord, "\n\t\a\f")))


def listing(rng: Random) -> str:
    """Return a text of several lines, pages, paragraphs or columns."""
    return rng.choice("\n\t\a\f").join(texte(rng) for _ in range(rng.randrange(1, 5)))


def mot(rng: Random) -> str:
    """Return a word of letters and figures."""
    return "".join(rng.choices("abcdefXYZ0123", k=rng.randrange(1, 9)))


def nombre(rng: Random) -> int | float:
    """Return a number, whole or not, negative or not."""
    return rng.choice([0, 1, 2, 3, -7, 45_800, 10**18, 0.5, -2.25, 1e-9, 1234.5])


def several(rng: Random, one: Callable[[Random], object], at_most: int = 4) -> list[Any]:
    """Return none to four of what `one` gives."""
    return [one(rng) for _ in range(rng.randrange(at_most + 1))]


def drawn(seed: int) -> Random:
    """Return what draws the data of context number `seed`, the same on every machine."""
    return Random(seed)  # noqa: S311 - nothing here is secret


Contexte = Callable[[Random, Any], dict[str, Any]]


def texts(*names: str, of: Callable[[Random], object] = texte) -> Contexte:
    """Return a maker of data: a text under each name."""
    return lambda rng, _tpl: {name: of(rng) for name in names}


def _visa(rng: Random) -> dict[str, Any]:
    return {"texte": texte(rng), "page": nombre(rng), "alineas": several(rng, texte, 2)}


def _visas(rng: Random, _tpl: object) -> dict[str, Any]:
    return {"visas": several(rng, _visa), "titre": texte(rng)}


def _choice(rng: Random, _tpl: object) -> dict[str, Any]:
    return {"a": texte(rng), "b": texte(rng), "n": rng.randrange(4), "liste": several(rng, texte)}


def _rows(rng: Random, _tpl: object) -> dict[str, Any]:
    noms = several(rng, texte, 5)
    return {"noms": noms, "lignes": [[texte(rng) for _ in noms] for _ in range(rng.randrange(4))], "n": rng.randrange(1, 4)}


def _some_rows(rng: Random, _tpl: object) -> dict[str, Any]:
    """Return as above, with one column and one row at least."""
    noms = [texte(rng), *several(rng, texte, 4)]
    return {"noms": noms, "lignes": [[texte(rng) for _ in noms] for _ in range(rng.randrange(1, 4))], "n": rng.randrange(1, 4)}


def _cells(rng: Random, _tpl: object) -> dict[str, Any]:
    return {"n": rng.randrange(1, 4), "couleur": rng.choice(["FF0000", "auto", "00ff7f"]), "texte": texte(rng)}


def _numbers(rng: Random, _tpl: object) -> dict[str, Any]:
    return {"a": nombre(rng), "b": rng.choice([1, 2, 3, 0.5]), "x": texte(rng), "y": texte(rng), "liste": several(rng, mot)}


OPTIONS: dict[str, list[Any]] = {
    "style": ["Fort"],
    "color": ["FF0000", "#00FF00"],
    "highlight": ["FFFF00", "#FFFF00"],
    "size": [24],
    "subscript": [True],
    "superscript": [True],
    "bold": [True],
    "italic": [True],
    "underline": ["double", "autre", True],
    "strike": [True],
    "font": ["Arial", "eastAsia:SimSun"],
    "rtl": [True],
    "lang": ["fr-FR"],
}
"""The options of `RichText`, with values that take each of its ways."""


def _rich(rng: Random, tpl: object) -> dict[str, Any]:
    from docxtpl import RichText

    made = RichText()
    for _ in range(rng.randrange(4)):
        names = rng.sample(sorted(OPTIONS), rng.randrange(len(OPTIONS)))
        made.add(texte(rng), **{name: rng.choice(OPTIONS[name]) for name in names})
    return {"riche": made, "texte": texte(rng)}


def _rich_paragraphs(rng: Random, tpl: object) -> dict[str, Any]:
    from docxtpl import RichTextParagraph

    made = RichTextParagraph()
    for _ in range(rng.randrange(1, 4)):
        made.add(_rich(rng, tpl)["riche"] if rng.random() < 0.5 else texte(rng), parastyle=rng.choice([None, "Titre1"]))
    return {"riche": made, "texte": texte(rng)}


def _listing(rng: Random, _tpl: object) -> dict[str, Any]:
    from docxtpl import Listing

    return {"liste": Listing(listing(rng)), "texte": listing(rng)}


def _picture(rng: Random, tpl: object) -> dict[str, Any]:
    from docx.shared import Mm
    from docxtpl import InlineImage

    def one() -> InlineImage:
        width = rng.choice([None, Mm(20)])
        height = rng.choice([None, Mm(10)])
        return InlineImage(tpl, io.BytesIO(png(rng.randrange(1, 4))), width, height, rng.choice([None, "https://exemple.fr/a"]))

    return {"image": one(), "images": [one() for _ in range(rng.randrange(3))], "texte": texte(rng)}


# --------------------------------------------------------------------------------------------------------------------- features

_STYLED = '<w:pStyle w:val="Titre1"/><w:jc w:val="both"/>'
_DRESSED = '<w:b/><w:color w:val="FF0000"/>'
_SEPARATORS = note(-1, "<w:p><w:r><w:separator/></w:r></w:p>", kind="separator") + note(
    0, "<w:p><w:r><w:continuationSeparator/></w:r></w:p>", kind="continuationSeparator"
)
_PROOF = '<w:proofErr w:type="spellStart"/>'
_MARK = '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'


def _columns(*rows: str) -> str:
    return table(*rows, columns=3)


def _two_columns(document: Any) -> None:
    """A document as a person makes it in Word: headings, a list, a table with a style, a header, bold in the midst of a tag."""
    document.add_heading("Objet : {{ titre }}", 1)
    document.add_paragraph("{%p for v in visas %}")
    line = document.add_paragraph("Vu {{ v.te", style="List Bullet")
    line.add_run("xte }}{% if not loop.last").bold = True
    line.add_run(" %} ;{% else %}.{% endif %}").italic = True
    document.add_paragraph("{%p endfor %}")
    grid = document.add_table(4, 2, style="Table Grid")
    texts = [["Page", "Texte"], ["{%tr for v in visas %}", ""], ["{{ v.page }}", "{{ v.texte }}"], ["{%tr endfor %}", ""]]
    for line, texts_ in zip(grid.rows, texts, strict=True):
        for one, typed in zip(line.cells, texts_, strict=True):
            one.text = typed
    document.sections[0].header.paragraphs[0].text = "{{ titre }}"


# ------------------------------------------------------------------------------------------------------------ random templates

_FIXED = ["Vu", " le code", "l’avis ", " & <b> ", "«\u00a0x\u00a0»", "100 %", "#", " ", "…", 'd\'un "mot"']
_VALUES = [
    "{{ x }}",
    "{{x}}",
    "{{\u00a0y\u00a0}}",
    "{{ n + 1 }}",
    "{{ x|upper }}",
    "{{ l|join(“-”) }}",
    "{{ x ~ n }}",
    "{# {{ rien }} #}",
]
_TESTS = ["x", "n > 1", "not l", "x == ’mot’", "n in (1, 2) and y"]
_LISTS = ["l", "d", "[x, y]"]
_BETWEEN = ["", "", _PROOF, _MARK, "<w:r><w:lastRenderedPageBreak/></w:r>", "<w:r/>"]
_DRESSES = [
    "<w:r>{}</w:r>",
    "<w:r><w:rPr><w:b/></w:rPr>{}</w:r>",
    '<w:r w:rsidR="01"><w:rPr><w:i/><w:lang w:val="fr-FR"/></w:rPr>{}</w:r>',
]


def _sentence(rng: Random, depth: int = 0) -> str:
    """Return a paragraph's text: words, values, conditions and loops."""
    made = []
    for _ in range(rng.randrange(1, 4)):
        kind = rng.randrange(5 if depth < 2 else 3)
        if kind == 0:
            made.append(rng.choice(_FIXED))
        elif kind < 3:
            made.append(rng.choice(_VALUES))
        elif kind == 3:
            other = f"{{% else %}}{_sentence(rng, depth + 1)}" if rng.random() < 0.5 else ""
            made.append(f"{{% if {rng.choice(_TESTS)} %}}{_sentence(rng, depth + 1)}{other}{{% endif %}}")
        else:
            made.append(f"{{% for e in {rng.choice(_LISTS)} %}}{{{{ e }}}}{_sentence(rng, depth + 1)}{{% endfor %}}")
    return "".join(made)


def _written(rng: Random, text: str) -> str:
    """Return a paragraph of `text` in runs as Word may have cut it."""
    runs, at = [], 0
    while at < len(text):
        size = rng.choice([1, 2, 5, 40, 200])
        space = rng.choice(["", ' xml:space="preserve"'])
        runs.append(rng.choice(_DRESSES).format(f"<w:t{space}>{escape(text[at : at + size])}</w:t>"))
        at += size
    properties = rng.choice(["", f"<w:pPr>{_STYLED}</w:pPr>", "<w:pPr><w:rPr><w:b/></w:rPr></w:pPr>"])
    attributes = rng.choice(["", ' w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD"'])
    return f"<w:p{attributes}>{properties}{rng.choice(_BETWEEN).join(runs)}</w:p>"


def _block(rng: Random, depth: int = 0) -> str:
    """Return a paragraph, a block of `{%p`, or a table."""
    kind = rng.randrange(8 if depth < 2 else 1)
    if kind > 3:
        return _merged(rng, kind)
    if kind == 0:
        return rng.choice(["", "", "<w:p/>", '<w:p w:rsidR="00AB12CD"/>', "\n  "]) + _written(rng, _sentence(rng))
    inside = "".join(_block(rng, depth + 1) for _ in range(rng.randrange(1, 3)))
    if kind == 1:
        return _written(rng, f"{{%p if {rng.choice(_TESTS)} %}}") + inside + _written(rng, "{%p endif %}")
    if kind == 2:
        return _written(rng, f"{{%p for e in {rng.choice(_LISTS)} %}}") + inside + _written(rng, "{%p endfor %}")
    tag = rng.choice(["for e in l", "if n > 1"])
    first, last = (cell(_written(rng, f"{{%tr {one} %}}")) for one in (tag, f"end{tag.partition(' ')[0]}"))
    middle = row(cell(_written(rng, _sentence(rng))), cell(_written(rng, "fixe"), _written(rng, _sentence(rng))))
    return table(row("a", "b"), row(first, cell("")), middle, row(last, cell("")), columns=2) + p("")


def _merged(rng: Random, kind: int) -> str:
    """Return a table whose cells are merged, repeated or coloured, or a passage between `{%r`."""

    def typed(text: str) -> str:
        return cell(_written(rng, text))

    if kind == 4:
        rows = [["a", *map(typed, ("{%tc for e in l %}", "{{ e }}" + _sentence(rng), "{%tc endfor %}"))], ["b", "c", "d"]]
    elif kind == 5:
        middle = [typed("{% vm %}{{ x }}"), typed(_sentence(rng)), "c"]
        rows = [[typed("{%tr for e in [1, 2] %}"), "", ""], middle, [typed("{%tr endfor %}"), "", ""]]
    elif kind == 6:
        colour = "{% cellbg “FF0000” if n else “auto” %}"
        rows = [[typed("{% colspan n + 1 %}{{ x }}"), typed(colour + _sentence(rng))], ["b", "c", "d"]]
    else:
        pieces = ("a", "{%r if n %}", run("{{ x }}", _DRESSED), "{%r else %}", "b", "{%r endif %}", "c")
        return _written(rng, "{#p {{ rien }} #}") + paragraph(*pieces)
    return _columns(*(row(*one) for one in rows)) + p("")


def any_template(rng: Random) -> bytes:
    """Return a template of some blocks, whose tags are sound and cut at random."""
    return gabarit("".join(_block(rng) for _ in range(rng.randrange(1, 4))).strip(), header=_written(rng, _sentence(rng)))


def any_data(rng: Random) -> dict[str, Any]:
    """Return data for any of them."""
    return {
        "x": texte(rng),
        "y": rng.choice(["", "mot"]),
        "n": rng.randrange(4),
        "l": several(rng, texte),
        "d": several(rng, mot),
    }


@dataclass(frozen=True)
class Feature:
    """One thing that docxtpl can do: the template that asks for it, and what draws data for it."""

    blocks: Callable[[], bytes]
    contexte: Contexte

    @cached_property
    def docx(self) -> bytes:
        """Return the template."""
        return self.blocks()


def _body(contexte: Contexte, *blocks: str) -> Feature:
    return Feature(lambda: gabarit(*blocks), contexte)


FEATURES: dict[str, Feature] = {
    "value": _body(texts("x"), "Objet : {{ x }}.", "{{x}}{{x}}", " {{ x }} "),
    "number": _body(texts("x", of=nombre), "{{ x }} €"),
    "part: headers, footers and notes": Feature(
        lambda: gabarit(
            paragraph("Corps {{ x }}", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
            header="En-tête {{ x }}",
            first=paragraph("Première {{ y }}", properties=_STYLED),
            footer=p("{%p if y %}") + p("Pied {{ y }}") + p("{%p endif %}") + p("Page"),
            footnotes=_SEPARATORS + note(2, paragraph(run("Note {{ x }}", _DRESSED)), p("{% if y %}{{ y }}{% endif %}")),
        ),
        texts("x", "y"),
    ),
    "place: cell": _body(texts("x", "y"), _columns(row("{{ x }}", "fixe", cell("{{ y }}", "{{ x }}{{ y }}"))), "fin"),
    "place: nested table": _body(texts("x", "y"), table(row(cell(table(row("{{ x }}")), p("{{ y }}")))), "fin"),
    "place: text box": _body(
        lambda rng, _tpl: {"x": texte(rng), "y": texte(rng), "z": ligne(rng)},
        paragraph("avant", text_box(paragraph("{{ x }}", properties=_STYLED), p("{{ y }}")), "{{ z }}"),
    ),
    "place: hyperlink": _body(
        texts("x", of=ligne), paragraph("a ", f'<w:hyperlink w:anchor="b">{run("{{ x }}", _DRESSED)}</w:hyperlink>', " {{ x }}")
    ),
    "place: content control": _body(
        texts("x", "y"),
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('{{ x }}')}</w:sdtContent></w:sdt>",
        f'<w:p><w:ins w:id="1" w:author="a">{run("{{ y|length }}")}</w:ins>{run("{{ y }}")}</w:p>',
    ),
    "place: description of a picture": _body(texts("x", of=ligne), paragraph(drawing(7, "Logo {{ x }}")), "fin"),
    "place: field": _body(texts("x", of=mot), paragraph(field(' REF {{ x }} \\h "{{ x }}" ', "{{ x }}"))),
    "if inline": _body(
        _choice,
        '{% if n == 1 %}un {{ a }}{% elif n > 1 and n < 3 %}deux {{ b }}{% elif a == "mot" or not b %}mot{% else %}0{% endif %}.',
        "{% if liste %}{% if a != b %}{{ a }}{% endif %}{% endif %}",
    ),
    "if over runs": _body(
        _choice,
        paragraph(run("{% if n %}"), run("gras {{ a }}", _DRESSED), run("{% else %}"), run("{{ b }}", "<w:i/>"), "{% endif %}"),
    ),
    "{%p if": _body(
        _choice, "avant", "{%p if n == 1 %}", "{{ a }}", "{%p elif n %}", "{{ b }}", "{%p else %}", "c", "{%p endif %}", "fin"
    ),
    "{%p for": _body(_visas, "{%p for v in visas %}", paragraph("Vu {{ v.texte }},", properties=_STYLED), "{%p endfor %}", "fin"),
    "for inline": _body(_visas, "{% for v in visas %}{{ v.texte }}{% if not loop.last %}, {% endif %}{% endfor %}."),
    "for else": _body(_visas, "{%p for v in visas %}", "{{ v.texte }}", "{%p else %}", "aucun : {{ titre }}", "{%p endfor %}"),
    "for with a condition": _body(_visas, "{% for v in visas if v.page > 0 %}{{ loop.index }}{{ v.texte }}{% endfor %}"),
    "for nested": _body(
        _visas,
        "{%p for v in visas %}",
        "{{ v.texte }}",
        "{%p for a in v.alineas %}",
        "{{ loop.index }} {{ a }} {{ titre }}",
        "{%p endfor %}",
        "{%p if v.page %}",
        "{{ v['page'] }}",
        "{%p endif %}",
        "{%p endfor %}",
    ),
    "for over dict.items()": _body(
        lambda rng, _tpl: {"d": {mot(rng): texte(rng) for _ in range(rng.randrange(4))}},
        "{%p for cle, valeur in d.items() %}",
        "{{ cle }} : {{ valeur }}",
        "{%p endfor %}",
        "{% for cle in d %}{{ cle }}{% endfor %}{{ d.keys()|list|length }}{% for one in d.values() %}{{ one }}{% endfor %}",
    ),
    "loop": _body(
        _visas,
        "{%p for v in visas %}",
        "{{ loop.index }}/{{ loop.length }} {{ loop.index0 }} {{ loop.revindex }} {{ loop.cycle('a', 'b') }} "
        "{% if loop.first %}premier{% endif %}{% if loop.last %}dernier{% endif %}{{ v.texte }}",
        "{%p endfor %}",
    ),
    "{%tr for": _body(
        _visas,
        table(
            row("Texte", "Page"),
            row("{%tr for v in visas %}", ""),
            row("{{ v.texte }}", "{{ v.page }}"),
            row("{%tr endfor %}", ""),
            columns=2,
        ),
        "fin",
    ),
    "{%tr if": _body(
        _choice,
        table(*map(row, ["a", "{%tr if n > 1 %}", "{{ a }}", "{%tr else %}", "{{ b }}", "{%tr endif %}"])),
        "fin",
    ),
    "{%tc for": _body(
        _rows,
        _columns(
            row("fixe", "{%tc for x in noms %}", "{{ x }}", "{%tc endfor %}"),
            row("{%tr for l in lignes %}", "", ""),
            row("total", "{%tc for x in l %}", "{{ x }}", "{%tc endfor %}"),
            row("{%tr endfor %}", "", ""),
        ),
        "fin",
    ),
    "{%r if": _body(
        _choice,
        paragraph("a ", "{%r if n %}", run("{{ a }}", _DRESSED), "{%r else %}", "{{ b }}", "{%r endif %}", " z"),
    ),
    "{{r RichText": _body(
        _rich,
        paragraph("a {{r riche }} z"),
        paragraph(run("{{r riche }}", _DRESSED), "{{ texte }}", properties=_STYLED),
    ),
    "{{p RichTextParagraph": _body(
        _rich_paragraphs,
        "avant",
        "{{p riche }}",
        table(row(cell("{{p riche }}", "{{ texte }}"))),
        "fin",
    ),
    "Listing": _body(
        _listing, paragraph(run("a {{ liste }} z", _DRESSED), properties=_STYLED), table(row(cell("{{ liste }}"))), "{{ liste }}"
    ),
    "line ends in styled runs": _body(
        texts("x", "y", of=listing),
        paragraph(run("a {{ x }} z", _DRESSED), run(" {{ y }}", "<w:i/>"), properties=_STYLED),
        paragraph(run("{{ x }}{{ y }}", _DRESSED)),
        paragraph(bare("{{ x }}"), "fixe"),
        table(row(cell(paragraph(run("{{ y }}", _DRESSED), properties=_STYLED)))),
        "fin",
    ),
    "line ends in the fixed text": _body(texts("x"), paragraph(run("un\ndeux\ttrois {{ x }}", _DRESSED)), p("a\nb")),
    "dashes": _body(
        _choice,
        "avant",
        "{%- if n %}",
        "{{ a }}",
        "{%- else -%}",
        "{{ b }}",
        "{%- endif %}",
        "milieu {% if n -%}",
        "suite {{ a }}",
        "{%- endif %} fin",
        "{{- a -}} b",
    ),
    "comments": _body(
        _visas,
        "a{# rien {{ titre }} #}b",
        "{#p un paragraphe #}",
        "{{ titre }}",
        table(row("a"), row("{#tr une ligne #}"), row("{{ titre }}")),
        _columns(row("a", "{#tc une cellule #}", "{{ titre }}")),
        "fin",
    ),
    "{% colspan %}": _body(
        _cells,
        _columns(row(merging("{% colspan n %}", "{{ texte }}"), "b"), row("a", "b", "c")),
        _columns(row(merging("{% colspan 2 %}", "{{ texte }}", '<w:gridSpan w:val="3"/>'), "b"), row("a", "b", "c")),
        "fin",
    ),
    "{% cellbg %}": _body(
        _cells,
        _columns(
            row(
                merging("{% cellbg couleur %}", "{{ texte }}"),
                merging("{% cellbg couleur %}", "x", '<w:shd w:val="clear" w:fill="AAAAAA"/>'),
                "c",
            )
        ),
        "fin",
    ),
    "{% vm %}": _body(
        _some_rows,
        _columns(
            row("a", "b", "c"),
            row("{%tr for l in lignes %}", "", ""),
            row("{% vm %}commun", cell("{{ loop.index }}"), cell("{{ l[0] }}")),
            row("{%tr endfor %}", "", ""),
        ),
        "fin",
    ),
    "{% hm %}": _body(
        _some_rows,
        _columns(
            row("a", "{%tc for x in noms %}", merging("{% hm %}", "commun"), "{%tc endfor %}"),
            row("b", "{%tc for x in noms %}", "{{ x }}", "{%tc endfor %}"),
        ),
        "fin",
    ),
    "{% hm %} with gridSpan": _body(
        _some_rows,
        table(
            row("a", "{%tc for x in noms %}", merging("{% hm %}", "commun", '<w:gridSpan w:val="2"/>'), "{%tc endfor %}"),
            row("b", "{%tc for x in noms %}", "{{ x }}", "{{ loop.index }}", "{%tc endfor %}"),
            columns=5,
        ),
        "fin",
    ),
    "set": _body(
        _choice,
        "{%p set c = a %}",
        "{{ c }}{% set d = n + 1 %} {{ d }}",
        "{% set e %}<{{ b }}>{% endset %}{{ e }}",
        "{%p for x in liste %}",
        "{% set f = x %}{{ f }}{{ c }}",
        "{%p endfor %}",
        "{% with g = a %}{{ g }}{% endwith %}",
    ),
    "raw": _body(texts("x"), "{% raw %}{{ x }} {% if %}{% endraw %} {{ x }}", "{{ '{{' }} {{ x }}"),
    "macros and blocks": _body(
        _choice,
        "{% macro m(t, u='b') %}[{{ t }}{{ u }}]{% endmacro %}{{ m(a) }} {{ m(b, a) }}",
        "{% macro each(l) %}{% for t in l %}{{ caller(t) }}{% endfor %}{% endmacro %}",
        "{% filter trim %} <{{ a }}> {% endfilter %}{% call(t) each(liste) %}{{ t }},{% endcall %}",
    ),
    "namespace": _body(
        _choice,
        "{% set ns = namespace(n=0) %}{% for x in liste %}{% set ns.n = ns.n + 1 %}{{ ns.n }}{{ x }}{% endfor %}{{ ns.n }}",
    ),
    "calls": _body(
        lambda rng, _tpl: {"x": texte(rng), "n": rng.randrange(10**6), "jour": date(2025, 1 + rng.randrange(12), 7)},
        "{{ x.upper() }} {{ x.strip() }} {{ x.split(' ')|join('-') }} {{ x.replace('a', '<b>') }}",
        "{{ '{:,}'.format(n) }} {{ '%.2f'|format(n) }} {{ '%05d' % n }} {{ n.bit_length() }}",
        "{{ jour }} {{ jour.strftime('%d/%m/%Y') }} {{ jour.year + 1 }} {{ {'a': x}.get('a') }} {{ [x, n]|length }}",
        "{{ (n, x)[1] }}",
    ),
    "filters": _body(
        _numbers,
        "{{ x|upper }} {{ x|lower }} {{ x|capitalize }}",
        "{{ x|default('rien') }} {{ z|default('r < \"') }}",
        "{{ x|default(“vide”, true) }}",
        "{{ liste|join(' < ') }} {{ liste|length }} {{ liste|first|default('') }}",
        "{{ '%s/%s'|format(x, b) }}",
        "{{ x|trim }} {{ x|replace('a', '<b>') }} {{ x|length }} {{ x|truncate(5) }}",
        "{{ a|round(1) }} {{ liste|sort|join }} {{ x|wordcount }} {{ x|e }} {{ liste|unique|list|length }}",
        "{{ x|center(30) }}",
    ),
    "operators": _body(
        _numbers,
        "{{ x ~ ' < ' ~ y ~ a }}",
        "{{ a + b }} {{ a - b }} {{ a * b }} {{ a / b }} {{ a // b }} {{ a % b }} {{ -a }}",
        "{{ b ** 2 }}",
        "{{ 'vrai' if a > b else 'faux' }} {{ x or y }} {{ 'oui' if x and not y else 'non' }}",
        "{{ x + y }} {{ x[:3] }}",
        "{% if 1 < a <= 3 %}a{% endif %}{% if 'mot' in x %}b{% endif %}{% if 'a' not in liste %}c{% endif %}",
    ),
    "tests": _body(
        _numbers,
        "{% if z is defined %}z{% else %}rien{% endif %}{% if x is defined %}x{% endif %}",
        "{% if a is number %}n{% endif %}",
        "{% if liste is iterable %}i{% endif %}{% if x is string %}s{% endif %}{% if z is not defined %}u{% endif %}",
        "{% if a is odd %}o{% endif %}{% if a is float %}f{% endif %}{% if x is eq y %}e{% endif %}{{ x }}",
    ),
    "braces kept in the fixed text": _body(texts("x"), "{_{ nom }_} et {_% if %_} puis {{ x }}"),
    "tags cut by Word": _body(
        _choice,
        cut("Objet : {{ a }}, {% if n > 1 %}oui {{ b }}{% else %}non{% endif %}.", 1),
        cut("{{ a }}, {% if n > 1 %}oui {{ b }}{% else %}non{% endif %}.", 3, _PROOF, "<w:r><w:rPr><w:b/></w:rPr>{}</w:r>"),
        cut("{{ a }}{{ b }}", 2, _MARK),
        cut("{%p for x in liste %}", 4, '<w:commentRangeStart w:id="1"/>'),
        cut("{{ x }}", 5, "<w:r><w:lastRenderedPageBreak/></w:r>"),
        cut("{%p endfor %}", 7),
    ),
    "quotes and spaces of Word": _body(
        _choice,
        "{% if a == “mot” or b == ‘b’ or a == ’a’ %}oui{% endif %}",
        "{{\u00a0a\u00a0}} {%\u00a0if\u00a0n\u00a0%}n{% endif\u00a0%}",
        "{{ c|default(’rien’) }} l’objet “a” {{ a }} ’",
        '{{ a|default("x") }}',
        "{{   b   }}",
        "{% if n < 2 and n >= 0 %}&{% endif %}",
    ),
    "pictures renumbered": _body(
        _visas,
        p(drawing(7)),
        "{%p for v in visas %}",
        paragraph(drawing(7), "{{ v.texte }}"),
        "{%p endfor %}",
        p(drawing(7)),
    ),
    "InlineImage": _body(_picture, "a {{ image }} z", "{%p for i in images %}", "{{ i }}{{ texte }}", "{%p endfor %}"),
    "python-docx": Feature(lambda: written(_two_columns), _visas),
}
