"""The OUVERTE policy: values and packages that nobody would make in good faith are printed as text, refused, or harmless.

Each case runs in a small room: see `test_hostile_templates`.
"""

from __future__ import annotations

import io
import os
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import docxtpl
import pytest

import delib
from tests.hostile import Personne, context, hold, judged, numbers, shout
from tests.small_room import Room
from tests.words import docx, p, parts_of, row, run, table, zipped

BODY = "word/document.xml"

# ------------------------------------------------------------------------------------------------------------------ the values


class Muet:
    """An object that says nothing of itself."""


class Leve:
    """An object whose text raises."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __str__(self) -> str:
        raise self.error


class Rend:
    """An object whose text is what it was told to be."""

    def __init__(self, text: Any) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text


class Balise:
    """An object with markup of its own."""

    def __init__(self, xml: Any) -> None:
        self.xml = xml

    def __html__(self) -> str:
        if isinstance(self.xml, Exception):
            raise self.xml
        return self.xml


class Boucle:
    """An object that prints itself, without end."""

    def __str__(self) -> str:
        return f"{self}"


class TexteMenteur(str):
    """A text that answers anything to what is asked of it."""

    def __str__(self) -> str:
        return "<w:br/>"

    def replace(self, *_args: Any) -> str:  # type: ignore[override]
        return "<w:br/>"

    def translate(self, *_args: Any) -> str:  # type: ignore[override]
        return "<w:br/>"

    def __contains__(self, _part: object) -> bool:
        return False

    def __len__(self) -> int:
        return -1  # noqa: PLE0303 - the lie

    def __iter__(self) -> Iterator[str]:
        return iter(numbers())  # type: ignore[arg-type]


class TexteBalise(str):
    """A text with markup of its own."""

    def __html__(self) -> str:
        return "</w:t><zz:x/><w:t>"


class EntierMenteur(int):
    """A number that reads as XML."""

    def __str__(self) -> str:
        return "<w:br/>"

    __repr__ = __str__


class ListeSansFin(list):  # type: ignore[type-arg]
    """A list that says it has one element, and never ends."""

    def __len__(self) -> int:
        return 1

    def __iter__(self) -> Iterator[int]:
        return numbers()


class ListeEnorme(list):  # type: ignore[type-arg]
    """A list that says it has more elements than any."""

    def __len__(self) -> int:
        return sys.maxsize


class DictMenteur(dict):  # type: ignore[type-arg]
    """A dictionary whose keys are not those that it gives."""

    def __iter__(self) -> Iterator[int]:
        return numbers()

    def keys(self) -> Any:
        return numbers()

    def __getitem__(self, key: object) -> Any:
        return Leve(KeyError(key))

    def get(self, key: object, default: Any = None) -> Any:
        raise RuntimeError(key)

    def __contains__(self, key: object) -> bool:
        raise RuntimeError(key)


class Refuse:
    """An object that raises whatever is asked of it."""

    def __getattribute__(self, name: str) -> Any:
        raise RuntimeError(name)

    def __bool__(self) -> bool:
        raise RuntimeError("bool")

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("eq")

    __hash__ = object.__hash__


class Profond:
    """An object with a field that is like it, without end."""

    @property
    def x(self) -> Profond:
        return Profond()

    def __eq__(self, other: object) -> bool:
        return self.x == other

    __hash__ = object.__hash__


class Sequence:
    """An object with elements, and no end."""

    def __getitem__(self, index: int) -> int:
        return index


def itself() -> list[Any]:
    """Return a list that holds itself."""
    made: list[Any] = []
    made.append(made)
    return made


def rich(xml: str) -> docxtpl.RichText:
    """Return a rich text whose XML was written by hand."""
    made = docxtpl.RichText("x")
    made.xml = xml
    return made


def nested(levels: int) -> str:
    """Return XML as deep as asked, in which a text may stand."""
    return f"</w:t></w:r>{'<w:smartTag>' * levels}{'</w:smartTag>' * levels}<w:r><w:t>"


def _traceback() -> Any:
    try:
        raise ValueError
    except ValueError as error:
        return error.__traceback__


def _png(side: int, pixels: bytes = b"") -> bytes:
    """Return a PNG that announces `side` pixels a side."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")


def _gabarit() -> delib.Gabarit:
    return delib.Gabarit(docx("x"))


def _image() -> docxtpl.InlineImage:
    """Return a picture tied, as docxtpl has it, to a template that knows how to save itself and to open files."""
    template = docxtpl.DocxTemplate(io.BytesIO(docx("x")))
    template.init_docx()
    return docxtpl.InlineImage(template, io.BytesIO(_png(1, b"\0\0")))


OUT = "</w:t></w:r>{}<w:r><w:t>"
"""What leaves a text, and comes back to it."""

# What is given as `x`; the tag that prints it; the code that refuses it, or « = » and what it prints.
VALUES: list[tuple[str, str, Callable[[], Any], str]] = [
    # texts
    ("the end of a CDATA", "{{ x }}", lambda: "a]]>b", "= a]]>b"),
    ("a comment", "{{ x }}", lambda: "<!-- a -->", "= <!-- a -->"),
    ("a comment cut", "{{ x }}", lambda: "a <!--", "= a <!--"),
    ("an instruction", "{{ x }}", lambda: "<?xml version='1.0'?>", "= <?xml version='1.0'?>"),
    ("an entity", "{{ x }}", lambda: "&amp; &lt; &eacute; &#0; &boom;", "= &amp; &lt; &eacute; &#0; &boom;"),
    ("a DTD", "{{ x }}", lambda: "<!DOCTYPE a [<!ENTITY b 'c'>]>", "= <!DOCTYPE a [<!ENTITY b 'c'>]>"),
    ("XML of Word", "{{ x }}", lambda: "</w:t></w:r><w:r><w:t>", "= </w:t></w:r><w:r><w:t>"),
    ("XML of Word in a run", "{{r x }}", lambda: "</w:t></w:r><w:r><w:t>", "= </w:t></w:r><w:r><w:t>"),
    ("XML of Word in a paragraph", "{{p x }}", lambda: "</w:p><w:p>", "= </w:p><w:p>"),
    ("a tag of Jinja", "{{ x }}", lambda: "{{ nom }} {% if %} {# {{ 7 * 7 }}", "= {{ nom }} {% if %} {# {{ 7 * 7 }}"),
    ("the marks of docxtpl", "{{ x }}", lambda: "{_{ nom }_} {_% %_}", "= {_{ nom }_} {_% %_}"),
    ("a tag in a run", "{{r x }}", lambda: "{{ nom }}", "= {{ nom }}"),
    ("quotes", "{{ x }}", lambda: "\"'“”«»", "= \"'“”«»"),
    ("emoji, and a sign beyond the first plane", "{{ x }}", lambda: "😀𝄞", "= 😀𝄞"),
    ("an empty text", "a{{ x }}b", lambda: "", "= ab"),
    ("NUL", "{{ x }}", lambda: "a\x00b", "valeur-caractere"),
    ("an escape of terminals", "{{ x }}", lambda: "a\x1b[31mb", "valeur-caractere"),
    ("a backspace", "{{ x }}", lambda: "a\x08b", "valeur-caractere"),
    ("a lone surrogate", "{{ x }}", lambda: "a\ud800b", "valeur-caractere"),
    ("a lone low surrogate", "{{ x }}", lambda: "a\udc00b", "valeur-caractere"),
    ("two surrogates", "{{ x }}", lambda: "a\ud83d\ude00b", "valeur-caractere"),
    ("a non-character", "{{ x }}", lambda: "a\uffffb", "valeur-caractere"),
    ("NUL in a run", "{{r x }}", lambda: "a\x00b", "valeur-caractere"),
    ("NUL in a paragraph", "{{p x }}", lambda: "a\x00b", "valeur-caractere"),
    ("NUL in a listing", "{{ x }}", lambda: docxtpl.Listing("a\x00b"), "valeur-caractere"),
    ("a surrogate in a rich text", "{{r x }}", lambda: docxtpl.RichText("a\ud800b"), "valeur-caractere"),
    ("a text of 100 MB", "{{ x }}", lambda: "x" * 100_000_000, "modele-demesure"),
    ("a text of 100 MB to escape", "{{ x }}", lambda: "<" * 100_000_000, "modele-demesure"),
    ("a text of 3 million line ends", "{{ x }}", lambda: "\n" * 3_000_000, "modele-demesure"),
    ("a text of 3 million paragraphs", "{{ x }}", lambda: "\a" * 3_000_000, "modele-demesure"),
    ("a text that lies", "{{ x }}", lambda: TexteMenteur("vrai"), "= <w:br/>"),
    ("a text that lies in a run", "{{r x }}", lambda: TexteMenteur("vrai"), "= <w:br/>"),
    ("a text that lies, joined", "{{ x ~ 'a' }}", lambda: TexteMenteur("vrai"), "= <w:br/>a"),
    ("a text that lies, filtered", "{{ x|upper }}", lambda: TexteMenteur("vrai"), "= <W:BR/>"),
    ("a text that lies, looped over", "{% for a in x %}b{% endfor %}", lambda: TexteMenteur("vrai"), "boucle-sur-autre-chose"),
    ("a text with markup", "{{ x }}", lambda: TexteBalise("vrai"), "*"),
    # numbers
    ("not a number", "{{ x }}", lambda: float("nan"), "valeur-non-imprimable"),
    ("infinity", "{{ x }}", lambda: float("-inf"), "valeur-non-imprimable"),
    ("a decimal that is no number", "{{ x }}", lambda: Decimal("NaN"), "valeur-non-imprimable"),
    ("a decimal that signals", "{{ x }}", lambda: Decimal("sNaN"), "valeur-non-imprimable"),
    ("a decimal that signals, compared", "{% if x > 1 %}a{% endif %}", lambda: Decimal("sNaN"), "*"),
    ("an infinite decimal", "{{ x }}", lambda: Decimal("Infinity"), "valeur-non-imprimable"),
    ("minus zero", "{{ x }}", lambda: -0.0, "= -0.0"),
    ("a number of 5,000 digits", "{{ x }}", lambda: 10**5000, "*"),
    ("a number of 5,000 digits in a run", "{{r x }}", lambda: 10**5000, "*"),
    ("a number of 5,000 digits, negative, in a text", "{{ 'a' ~ x }}", lambda: -(10**5000), "*"),
    ("a decimal of a billion digits", "{{ x }}", lambda: Decimal("1e900000000"), "= 1E+900000000"),
    ("a decimal of a billion digits, made whole", "{{ x|int }}", lambda: Decimal("1e900000000"), "*"),
    ("a decimal of a billion digits, written out", "{{ '{:f}'.format(x) }}", lambda: Decimal("1e900000000"), "*"),
    ("a decimal of a billion digits, in a percent", "{{ '%d' % x }}", lambda: Decimal("1e900000000"), "*"),
    ("a decimal of a billion digits, rounded", "{{ x|round|int }}", lambda: Decimal("1e900000000"), "*"),
    ("a decimal of a billion digits, as a ratio", "{{ x.as_integer_ratio()|first }}", lambda: Decimal("1e900000000"), "*"),
    ("a number that lies", "{{ x }}", lambda: EntierMenteur(3), "= <w:br/>"),
    ("a number that lies, joined", "{{ x ~ '' }}", lambda: EntierMenteur(3), "= <w:br/>"),
    ("a fraction raised", "{{ x ** 99999999 }}", lambda: Fraction(2, 3), "*"),
    ("a complex number", "{{ x }}", lambda: 1j, "valeur-non-imprimable"),
    # absences and containers
    ("nothing", "{{ x }}", lambda: None, "valeur-non-imprimable"),
    ("a truth", "{{ x }}", lambda: True, "valeur-non-imprimable"),
    ("a list", "{{ x }}", lambda: [1], "valeur-non-imprimable"),
    ("a set", "{{ x }}", lambda: {1}, "valeur-non-imprimable"),
    ("a set looped over", "{% for a in x %}{{ a }}{% endfor %}", lambda: {1}, "boucle-sur-autre-chose"),
    ("a generator", "{{ x }}", numbers, "valeur-non-imprimable"),
    ("bytes", "{{ x }}", lambda: b"abc", "valeur-non-imprimable"),
    ("a byte array", "{{ x }}", lambda: bytearray(b"abc"), "valeur-non-imprimable"),
    ("a memory view", "{{ x }}", lambda: memoryview(b"abc"), "valeur-non-imprimable"),
    ("a class", "{{ x }}", lambda: Personne, "valeur-non-imprimable"),
    ("a function", "{{ x }}", lambda: shout, "valeur-non-imprimable"),
    ("a module", "{{ x }}", lambda: os, "valeur-non-imprimable"),
    ("an exception", "{{ x }}", lambda: ValueError("a"), "= a"),
    ("a bare object", "{{ x }}", Muet, "valeur-non-imprimable"),
    ("a bare object in a run", "{{r x }}", Muet, "valeur-non-imprimable"),
    ("a list that holds itself", "{{ x }}", itself, "valeur-non-imprimable"),
    ("a list that holds itself, as JSON", "{{ x|tojson }}", itself, "*"),
    ("a list that holds itself, compared", "{% if x == [x] %}a{% endif %}", itself, "*"),
    ("a list that holds itself, nested", "{% for a in x %}{% for b in a %}c{% endfor %}{% endfor %}", itself, "= c"),
    ("a list that never ends", "{% for a in x %}{{ a }}{% endfor %}", lambda: ListeSansFin([1]), "*"),
    ("a list that never ends, joined", "{{ x|join }}", lambda: ListeSansFin([1]), "*"),
    ("a list that never ends, summed", "{{ x|sum }}", lambda: ListeSansFin([1]), "*"),
    ("a list that never ends, sorted", "{{ x|sort|first }}", lambda: ListeSansFin([1]), "*"),
    ("a list that never ends, by `in`", "{% if -1 in x %}a{% endif %}", lambda: ListeSansFin([1]), "= "),
    ("a list too long to be", "{% for a in x %}{{ a }}{% endfor %}", lambda: ListeEnorme([1]), "*"),
    ("a dictionary that lies", "{{ x.a }}", lambda: DictMenteur(a=1), "*"),
    ("a dictionary that lies, looped over", "{% for a in x %}{{ a }}{% endfor %}", lambda: DictMenteur(a=1), "*"),
    ("a dictionary that lies, by its items", "{% for a, b in x|items %}{{ b }}{% endfor %}", lambda: DictMenteur(a=1), "= 1"),
    ("a dictionary that lies, unpacked", "{{ crier(**x) }}", lambda: DictMenteur(a=1), "*"),
    ("a sequence without end", "{% for a in x %}{{ a }}{% endfor %}", Sequence, "boucle-sur-autre-chose"),
    ("a sequence without end, listed", "{{ x|list|length }}", Sequence, "*"),
    ("a sequence without end, by `in`", "{% if -1 in x %}a{% endif %}", Sequence, "*"),
    (
        "a list of a million, looped over twice",
        "{% for a in x %}{% for b in x %}{% endfor %}{% endfor %}",
        lambda: [0] * 10**6,
        "*",
    ),
    # objects
    ("an object whose text raises", "{{ x }}", lambda: Leve(ValueError("secret")), "balise-echec"),
    ("… in a run", "{{r x }}", lambda: Leve(ValueError("secret")), "balise-echec"),
    ("… joined", "{{ x ~ 'a' }}", lambda: Leve(KeyError("secret")), "balise-echec"),
    ("… filtered", "{{ x|upper }}", lambda: Leve(OSError("secret")), "balise-echec"),
    ("… formatted", "{{ '%s' % x }}", lambda: Leve(ZeroDivisionError("secret")), "balise-echec"),
    ("an object whose text takes too much memory", "{{ x }}", lambda: Leve(MemoryError()), "*"),
    ("an object whose text stops an iteration", "{{ x }}", lambda: Leve(StopIteration("secret")), "balise-echec"),
    (
        "an object whose text is no unicode",
        "{{ x }}",
        lambda: Leve(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "a")),
        "balise-echec",
    ),
    ("an object whose text refers to itself", "{{ x }}", Boucle, "*"),
    ("an object whose text is a number", "{{ x }}", lambda: Rend(3), "balise-echec"),
    ("an object whose text is nothing", "{{ x }}", lambda: Rend(None), "balise-echec"),
    ("an object whose text is XML", "{{ x }}", lambda: Rend("</w:t>"), "= </w:t>"),
    ("an object whose text has NUL", "{{ x }}", lambda: Rend("a\0b"), "valeur-caractere"),
    ("an object whose text has a lone surrogate", "{{ x }}", lambda: Rend("a\ud800b"), "valeur-caractere"),
    ("an object whose text takes 100 MB", "{{ x }}", lambda: Rend("x" * 100_000_000), "modele-demesure"),
    ("an object whose text lies", "{{ x }}", lambda: Rend(TexteMenteur("vrai")), "= vrai"),
    ("an object that refuses all", "{{ x }}", Refuse, "*"),
    ("an object that refuses all, in a run", "{{r x }}", Refuse, "*"),
    ("an object that refuses all, in a paragraph", "{{p x }}", Refuse, "*"),
    ("a field of an object that refuses all", "{{ x.a }}", Refuse, "*"),
    ("an object that refuses all, in a condition", "{% if x %}a{% endif %}", Refuse, "*"),
    ("an object that refuses all, compared", "{% if x == 1 %}a{% endif %}", Refuse, "*"),
    ("an object that refuses all, looped over", "{% for a in x %}b{% endfor %}", Refuse, "*"),
    ("an object that refuses all, listed", "{% for a in [x] %}{{ a.b }}{% endfor %}", Refuse, "*"),
    ("an object without a bottom", "{{ x.x.x.x }}", Profond, "valeur-non-imprimable"),
    ("an object without a bottom, compared", "{% if x == 1 %}a{% endif %}", Profond, "*"),
    ("an enumeration", "{{ x.__members__ }}", lambda: delib.Gravite, "instruction-interdite"),
    ("what an enumeration is made of", "{{ x.ERREUR.__class__ }}", lambda: delib.Gravite, "instruction-interdite"),
    ("a frame", "{{ x.f_globals }}", sys._getframe, "instruction-interdite"),
    ("a code", "{{ x.co_consts }}", lambda: shout.__code__, "*"),
    ("a traceback", "{{ x.tb_frame }}", _traceback, "instruction-interdite"),
    ("a method's object", "{{ x.__self__ }}", lambda: Personne().salut, "instruction-interdite"),
    # markup
    ("markup that does not close", "{{ x }}", lambda: Balise("<w:br>"), "*"),
    ("markup that closes too much", "{{ x }}", lambda: Balise("</w:t></w:r></w:p></w:body></w:document>"), "*"),
    ("markup of an unknown prefix", "{{ x }}", lambda: Balise(OUT.format("<zz:x/>")), "*"),
    ("an attribute of an unknown prefix", "{{ x }}", lambda: Balise(OUT.format('<w:r zz:x="1"/>')), "*"),
    ("an attribute twice", "{{ x }}", lambda: Balise(OUT.format('<w:r w:a="1" w:a="2"/>')), "*"),
    ("a bare ampersand", "{{ x }}", lambda: Balise("a & b"), "*"),
    ("an entity that nobody declared", "{{ x }}", lambda: Balise("&boom;"), "*"),
    ("a DTD in markup", "{{ x }}", lambda: Balise('<!DOCTYPE a [<!ENTITY b "c">]>'), "*"),
    ("markup with NUL", "{{ x }}", lambda: Balise("a\0b"), "*"),
    ("markup with a reference to NUL", "{{ x }}", lambda: Balise("&#0;"), "*"),
    ("markup with a lone surrogate", "{{ x }}", lambda: Balise("a\ud800b"), "*"),
    ("markup with a reference to a surrogate", "{{ x }}", lambda: Balise("&#xD800;"), "*"),
    ("markup that is no text", "{{ x }}", lambda: Balise(3), "*"),
    ("markup that is nothing", "{{ x }}", lambda: Balise(None), "*"),
    ("markup that raises", "{{ x }}", lambda: Balise(ValueError("secret")), "balise-echec"),
    ("markup 10,000 deep", "{{ x }}", lambda: Balise(nested(10_000)), "*"),
    ("markup of 100 MB", "{{ x }}", lambda: Balise("x" * 100_000_000), "modele-demesure"),
    ("a million elements of markup", "{{ x }}", lambda: Balise(OUT.format("<w:br/>" * 10_000_000)), "modele-demesure"),
    ("markup that begins a comment", "{{ x }}", lambda: Balise("<!-- "), "*"),
    ("markup with a tag of Jinja", "{{ x }}", lambda: Balise("{{ nom.__class__ }}"), "= {{ nom.__class__ }}"),
    ("a rich text cut", "{{r x }}", lambda: rich("<w:r><w:t>"), "*"),
    ("a rich text of an unknown prefix", "{{r x }}", lambda: rich("<zz:r/>"), "*"),
    ("a rich text that is no text", "{{r x }}", lambda: rich(3), "*"),  # type: ignore[arg-type]
    ("a rich text with a colour of one's own", "{{r x }}", lambda: docxtpl.RichText("a", color='"/><zz:x b="'), "*"),
    ("a rich text of a link to nothing", "{{r x }}", lambda: docxtpl.RichText("a", url_id='rId1"><zz:x/><a b="'), "*"),
    ("a rich text where a paragraph is due", "{{p x }}", lambda: docxtpl.RichText("a"), "= a"),
    ("a paragraph where a rich text is due", "{{r x }}", lambda: docxtpl.RichTextParagraph("a"), "*"),
    ("a picture of a file that is not there", "{{ x }}", lambda: docxtpl.InlineImage(None, "/nulle/part.png"), "image-illisible"),
    ("a picture of what is no picture", "{{ x }}", lambda: docxtpl.InlineImage(None, io.BytesIO(b"GIF89")), "image-illisible"),
    ("a picture of nothing", "{{ x }}", lambda: docxtpl.InlineImage(None, None), "image-illisible"),
    ("a picture of a folder", "{{ x }}", lambda: docxtpl.InlineImage(None, "/"), "image-illisible"),
    ("a picture without end", "{{ x }}", lambda: docxtpl.InlineImage(None, "/dev/zero"), "image-illisible"),
    ("a picture that announces much", "{{ x }}", lambda: docxtpl.InlineImage(None, io.BytesIO(_png(2**31 - 1))), "*"),
    # what a template may do with the values of docxtpl
    ("a picture that a template changes", "{{ x.image_descriptor }}", _image, "*"),
    ("a template saved by a template", "{{ x.tpl.save('@SECRET@') }}", _image, "*"),
    ("a file that a template reads", "{{ x.tpl.replace_zipname('word/styles.xml', '@SECRET@') }}", _image, "*"),
    ("a sub-document that a template opens", "{{ x.tpl.new_subdoc('@SECRET@') }}", _image, "*"),
    ("a picture that a template opens", "{{ x.replace_media('@SECRET@', '@SECRET@') }}", _gabarit, "*"),
    (
        "a file that a template puts in the package",
        "{{ x.replace_zipname('word/styles.xml', '@SECRET@') }}",
        _gabarit,
        "*",
    ),
    ("a sub-document that a template reads", "{{p x.new_subdoc('@SECRET@') }}", _gabarit, "*"),
]


# ---------------------------------------------------------------------------------------------------------------- the packages


def with_part(name: str, data: bytes | str) -> bytes:
    """Return a sound template with one part put in, or replaced."""
    return zipped({**PARTS, name: data.encode() if isinstance(data, str) else data})


def related(kind: str, target: str, body: str = "", part: str = "word/_rels/document.xml.rels") -> bytes:
    """Return a sound template with one more relationship, to a target outside of the package."""
    more = f'<Relationship Id="rId77" Type="{_REL}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    rels = PARTS.get(
        part, b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )
    parts = {**PARTS, part: rels.replace(b"</Relationships>", more.encode())}
    parts[BODY] = parts[BODY].replace(b"<w:sectPr>", body.encode() + b"<w:sectPr>")
    return zipped(parts)


_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = parts_of("Objet : {{ nom }}")
FILE = "file://@SECRET@"
LINKED = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="x"/><a:graphic><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:link="rId77"/></pic:blipFill>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
INCLUDED = '<w:p><w:fldSimple w:instr="INCLUDETEXT &quot;@SECRET@&quot;"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
XINCLUDE = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="@SECRET@" parse="text"/>'
DTD = '<!DOCTYPE w:document SYSTEM "@SECRET@">'
ENTITY = '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file://@SECRET@">]>'
LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
STYLESHEET = '<?xml-stylesheet href="@SECRET@"?>'


def headed(head: str, text: str = "") -> bytes:
    """Return a template whose body begins with `head` and holds `text` (both XML)."""
    body = PARTS[BODY].decode().partition("?>")[2].replace("<w:sectPr>", f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p><w:sectPr>")
    return with_part(BODY, head + body)


def swollen() -> bytes:
    """Return a template whose tag is printed from a body of 30 MB of blanks."""
    return with_part(BODY, PARTS[BODY].replace(b"<w:sectPr>", b" " * 30_000_000 + b"<w:sectPr>"))


# A package; the code that refuses it, or « = » and what its first line prints.
PACKAGES: list[tuple[str, Callable[[], bytes], str]] = [
    ("a picture outside", lambda: related("image", FILE, LINKED), "= Objet : Val-d’Essai"),
    ("a picture on the network", lambda: related("image", "http://127.0.0.1:9/x.png", LINKED), "= Objet : Val-d’Essai"),
    ("a picture on a share", lambda: related("image", "file:////serveur/part/x.png", LINKED), "= Objet : Val-d’Essai"),
    ("a link", lambda: related("hyperlink", FILE), "= Objet : Val-d’Essai"),
    ("a part of another file", lambda: related("aFChunk", FILE, '<w:altChunk r:id="rId77"/>'), "= Objet : Val-d’Essai"),
    ("a sub-document outside", lambda: related("subDocument", FILE, '<w:subDoc r:id="rId77"/>'), "= Objet : Val-d’Essai"),
    ("an object outside", lambda: related("oleObject", FILE), "= Objet : Val-d’Essai"),
    (
        "a template outside",
        lambda: related("attachedTemplate", FILE, part="word/_rels/settings.xml.rels"),
        "= Objet : Val-d’Essai",
    ),
    ("styles outside", lambda: related("styles", FILE), "= Objet : Val-d’Essai"),
    ("a header outside", lambda: related("header", FILE), "= Objet : Val-d’Essai"),
    ("a document outside", lambda: related("officeDocument", FILE, part="_rels/.rels"), "= Objet : Val-d’Essai"),
    ("a field that includes a file", lambda: related("hyperlink", FILE, INCLUDED), "= Objet : Val-d’Essai"),
    ("an inclusion of XML", lambda: headed("", XINCLUDE), "= Objet : Val-d’Essai"),
    ("a style sheet of XML", lambda: headed(STYLESHEET), "= Objet : Val-d’Essai"),
    ("a DTD elsewhere", lambda: headed(DTD), "xml-dtd"),
    ("an entity elsewhere", lambda: headed(ENTITY, "&a;"), "xml-dtd"),
    ("a billion laughs", lambda: headed(LAUGHS, "&c;"), "xml-dtd"),
    ("an entity out of nowhere", lambda: headed("", "&eacute;"), "xml-mal-forme"),
    ("macros", lambda: with_part("word/vbaProject.bin", b"\xd0\xcf"), "docx-macros"),
    (
        "a template with macros",
        lambda: with_part(
            "[Content_Types].xml", PARTS["[Content_Types].xml"].replace(b".document.main", b".template.macroEnabledTemplate.main")
        ),
        "docx-macros",
    ),
    (
        "a document with macros",
        lambda: with_part(
            "[Content_Types].xml",
            PARTS["[Content_Types].xml"].replace(
                b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                b"application/vnd.ms-word.document.macroEnabled.main+xml",
            ),
        ),
        "docx-macros",
    ),
    ("a member that swells", lambda: with_part("word/media/a.bin", b"\0" * 400_000_000), "docx-bombe"),
    ("a body that swells", swollen, "docx-bombe"),
    ("members without number", lambda: zipped({**PARTS, **{f"a/{i}": b"" for i in range(5_000)}}), "docx-bombe"),
    ("a name that climbs", lambda: with_part("word/../../secret", b"x"), "docx-nom"),
    ("a body 100,000 deep", lambda: with_part(BODY, "<w:p>" * 100_000 + "</w:p>" * 100_000), "*"),
    ("a body 250 deep", lambda: headed("", "<a>" * 240 + "</a>" * 240), "= Objet : Val-d’Essai"),
    ("tables 60 deep", lambda: docx(_tables(60)), "= Val-d’Essai"),
    ("a million runs in a tag", lambda: docx(f"<w:p>{''.join(run(one) for one in '{{ nom }}')}{run('x') * 40_000}</w:p>"), "*"),
    ("a tag cut in 100,000 runs", lambda: docx(f"<w:p>{run('{{ ')}{run(' ') * 100_000}{run('nom }}')}</w:p>"), "*"),
    ("100,000 paragraphs", lambda: docx("{{ nom }}", "<w:p/>" * 100_000), "= Val-d’Essai"),
    ("10,000 rows", lambda: docx(table(row("{{ nom }}"), *(row(str(i)) for i in range(10_000)))), "= Val-d’Essai"),
    ("opened and never closed, in 5,000 cells", lambda: docx(table(row("{%tr if nom %}") * 5_000)), "*"),
    (
        "3,000 rows that vanish",
        lambda: docx(table((row("{%tr if vide %}") + row("x") + row("{%tr endif %}")) * 1_000), "Fin"),
        "= Fin",
    ),
    ("1,000 columns", lambda: docx(table(row(*["{{ nom }}"] * 1_000), columns=1_000)), "= Val-d’Essai"),
    ("a column in loops", lambda: docx(table(row("{%tc for a in cent %}", "{{ a }}", "{%tc endfor %}"), columns=3)), "= 0"),
    ("merged cells without number", lambda: docx(table(row("{% colspan 1000000000 %}{{ nom }}"))), "*"),
    ("cells merged by a text", lambda: docx(table(row("{% colspan nom %}{{ nom }}"))), "*"),
    ("cells merged below nothing", lambda: docx(table(row("{% colspan -5 %}{{ nom }}"))), "*"),
    ("a background that breaks its attribute", lambda: docx(table(row("{% cellbg guillemet ~ '/><zz:x a=' %}{{ nom }}"))), "*"),
    ("a background that is no colour", lambda: docx(table(row("{% cellbg long %}{{ nom }}"))), "*"),
    ("a merge outside of a table", lambda: docx("{% colspan 2 %}{{ nom }}"), "*"),
    ("a vertical merge outside of a loop", lambda: docx(table(row("{% vm %}{{ nom }}"))), "*"),
    ("a horizontal merge outside of a loop", lambda: docx(table(row("{% hm %}{{ nom }}"))), "*"),
    (
        "a horizontal merge of a thousand",
        lambda: docx(table(row("{%tc for a in cent %}", "{% hm %}{{ a }}", "{%tc endfor %}"))),
        "= 0",
    ),
    ("an XML that closes in a loop", lambda: docx("{% for a in cent %}", "x", table(row("{% endfor %}"))), "*"),
]


def _tables(depth: int) -> str:
    inside = p("{{ nom }}")
    for _ in range(depth):
        inside = table(row(f"<w:tc>{inside}<w:p/></w:tc>"))
    return inside


# ------------------------------------------------------------------------------------------------------------------- the tests


def judge(table: str, number: int) -> dict[str, Any]:
    """Return what became of a row of a table, in a room."""
    if table == "values":
        _, tag, value, _ = VALUES[number]
        return judged(docx(tag), {**context(), "x": value()})
    return judged(PACKAGES[number][1](), context())


@pytest.fixture(scope="module")
def room() -> Iterator[Room]:
    with Room(__name__) as opened:
        yield opened


@pytest.mark.parametrize("number", range(len(VALUES)), ids=[name for name, _, _, _ in VALUES])
def test_a_hostile_value_is_printed_as_text_or_refused(room: Room, number: int) -> None:
    hold(room.run("values", number), VALUES[number][3])


@pytest.mark.parametrize("number", range(len(PACKAGES)), ids=[name for name, _, _ in PACKAGES])
def test_a_hostile_package_is_refused_or_harmless(room: Room, number: int) -> None:
    hold(room.run("packages", number), PACKAGES[number][2])
