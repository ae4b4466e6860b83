"""What `replace_*` put in a template is what docxtpl puts there; what docxtpl passes over in silence is told."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from delib.anomalie import ModeleError
from delib.modele.gabarit import Gabarit
from delib.modele.langage import Fault
from delib.modele.relations import Relations
from delib.modele.remplacements import embedded, media, pic, zipname
from delib.paquet import Paquet, read
from tests.pictures import bmp, gif, jpeg, png, tiff, word

BODY, HEADER, FOOTER = "word/document.xml", "word/header1.xml", "word/footer1.xml"
LOGO, SEAL, SIGN, PLAN = png(grey=1), png(grey=2), jpeg(), png(grey=4)
NEW = png(grey=99)
SHEET, OBJECT = "word/embeddings/Feuille1.xlsx", "word/embeddings/oleObject1.bin"


def zip_of(*names: str) -> bytes:
    """Return a small zip, as an Excel or a Word file is one."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), name)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)


@cache
def package() -> Paquet:
    """Return a template that shows four pictures, and holds two objects."""

    def build(document: Any) -> None:
        document.add_paragraph("{{ objet }}")
        section = document.sections[0]
        places = (
            (document.add_paragraph(), LOGO),
            (document.add_paragraph(), PLAN),
            (section.header.paragraphs[0], SEAL),
            (section.footer.paragraphs[0], SIGN),
        )
        for paragraph, data in places:
            paragraph.add_run().add_picture(io.BytesIO(data))

    parts = dict(read(word(build), "essai.docx"))
    _named(parts, BODY, 0, 'name="logo.png" descr="Logo de la commune"', 'name="Image 1" descr="Le blason, en couleurs"')
    _named(parts, BODY, 1, 'name="plan" title="Plan cadastral"', 'name="Image 2" title="Un plan"')
    _named(parts, HEADER, 0, 'name="sceau.png"', 'name="Image 3"')
    _named(parts, FOOTER, 0, 'name="signature.jpg"', 'name="Image 4"')
    parts[SHEET], parts[OBJECT] = zip_of("xl/workbook.xml"), OLE
    parts["word/fonts/font1.odttf"] = b"police"
    return Paquet(parts)


def _named(parts: dict[str, bytes], part: str, rank: int, picture: str, frame: str) -> None:
    """Give their names to a picture of a part, and to its frame."""
    for mark, words in ((b"<pic:cNvPr ", picture), (b"<wp:docPr ", frame)):
        pieces = parts[part].split(mark)
        pieces[rank + 1] = f'id="{rank + 1}" {words}'.encode() + pieces[rank + 1][pieces[rank + 1].index(b">") :].removeprefix(
            b"/"
        )
        if pieces[rank + 1].split(b">", 1)[1].lstrip().startswith((b"<pic:cNvPicPr", b"<wp:cNvGraphic")):
            pieces[rank + 1] = pieces[rank + 1].replace(b">", b"/>", 1)
        parts[part] = mark.join(pieces)


def member(data: bytes) -> str:
    """Return the name of the member that holds `data`."""
    return next(name for name in package() if package()[name] == data)


def by_docxtpl(name: str, data: bytes) -> dict[str, bytes]:
    """Return the media that docxtpl's replace_pic leaves in the package."""
    from docxtpl import DocxTemplate

    tpl = DocxTemplate(io.BytesIO(whole().to_bytes()))
    tpl.render({})
    tpl.replace_pic(name, io.BytesIO(data))
    stream = io.BytesIO()
    tpl.save(stream)
    made = read(stream.getvalue(), "docxtpl.docx")
    return {one: made[one] for one in made if one.startswith("word/media/")}


def whole() -> Paquet:
    """Return the template less what no part names, which python-docx cannot open."""
    return Paquet({name: data for name, data in package().items() if name not in (SHEET, OBJECT, "word/fonts/font1.odttf")})


# ----------------------------------------------------------------------------------------------------------------------- pictures


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("logo.png", LOGO, NEW),
        ("Logo de la commune", LOGO, NEW),
        ("plan", PLAN, NEW),
        ("Plan cadastral", PLAN, NEW),
        ("sceau.png", SEAL, NEW),
        ("signature.jpg", SIGN, jpeg(60, 40)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_picture_is_found_by_name_title_or_description_as_docxtpl_does(name: str, old: bytes, new: bytes) -> None:
    made = pic(package(), name, new)
    assert made == {member(old): new}
    assert {one: data for one, data in whole().replaced(made).items() if one.startswith("word/media/")} == by_docxtpl(name, new)


@pytest.mark.parametrize(
    ("name", "old"), [("Le blason, en couleurs", LOGO), ("Image 1", LOGO), ("Un plan", PLAN), ("Image 3", SEAL)]
)
def test_a_picture_is_found_by_the_alternative_text_that_word_shows(name: str, old: bytes) -> None:
    """Where docxtpl finds none: Word writes that text on the frame."""
    assert pic(package(), name, NEW) == {member(old): NEW}


def test_the_picture_itself_comes_before_the_frame_of_another() -> None:
    parts = dict(package())
    parts[BODY] = parts[BODY].replace(b'name="Image 2"', b'name="logo.png"')
    assert pic(Paquet(parts), "logo.png", NEW) == {member(LOGO): NEW}


def test_all_the_pictures_of_one_name_are_replaced() -> None:
    parts = dict(package())
    parts[BODY] = parts[BODY].replace(b'name="plan"', b'name="logo.png"')
    assert pic(Paquet(parts), "logo.png", NEW) == {member(LOGO): NEW, member(PLAN): NEW}


def test_a_linked_picture_is_none_of_the_package() -> None:
    parts = dict(package())
    parts[BODY] = parts[BODY].replace(b"r:embed=", b"r:link=")
    with pytest.raises(Fault, match="remplacement-absent"):
        pic(Paquet(parts), "logo.png", NEW)


def test_a_picture_that_an_svg_doubles_is_refused() -> None:
    """Word would go on showing the SVG."""
    svg = b'<a:ext><s:svgBlip xmlns:s="http://schemas.microsoft.com/office/drawing/2016/SVG/main"/></a:ext>'
    parts = dict(package())
    relation = next(one.id for one in Relations(package(), BODY) if one.cible == member(LOGO)).encode()
    parts[BODY] = parts[BODY].replace(
        b'<a:blip r:embed="' + relation + b'"/>', b'<a:blip r:embed="' + relation + b'">' + svg + b"</a:blip>"
    )
    with pytest.raises(Fault, match="remplacement-refuse"):
        pic(Paquet(parts), "logo.png", NEW)
    assert pic(Paquet(parts), "plan", NEW)


# ------------------------------------------------------------------------------------------------------- exact bytes, members

FOUND: dict[str, tuple[Callable[[], dict[str, bytes]], bytes, bytes]] = {
    "a medium": (lambda: media(package(), LOGO, NEW), LOGO, NEW),
    "a JPEG": (lambda: media(package(), SIGN, jpeg(60, 40)), SIGN, jpeg(60, 40)),
    "a sheet": (
        lambda: embedded(package(), zip_of("xl/workbook.xml"), zip_of("xl/b.xml")),
        zip_of("xl/workbook.xml"),
        zip_of("xl/b.xml"),
    ),
    "an object": (lambda: embedded(package(), OLE, OLE + b"x"), OLE, OLE + b"x"),
    "a member": (lambda: zipname(package(), SHEET, zip_of("xl/c.xml")), zip_of("xl/workbook.xml"), zip_of("xl/c.xml")),
    "a font": (lambda: zipname(package(), "word/fonts/font1.odttf", b"autre"), b"police", b"autre"),
}


@pytest.mark.parametrize("name", FOUND)
def test_it_is_replaced_and_nothing_else(name: str) -> None:
    replace, old, new = FOUND[name]
    assert replace() == {member(old): new}


def test_a_medium_kept_twice_is_replaced_twice() -> None:
    parts = {**package(), "word/media/image9.png": LOGO}
    assert set(media(Paquet(parts), LOGO, NEW)) == {member(LOGO), "word/media/image9.png"}


REFUSED: dict[str, tuple[Callable[[], object], str, str]] = {
    "no picture of that name": (lambda: pic(package(), "logo.jpg", NEW), "remplacement-absent", "« logo.png »"),
    "no picture near that name": (lambda: pic(package(), "???", NEW), "remplacement-absent", "Plan cadastral"),
    "no picture without a name": (lambda: pic(package(), "", NEW), "remplacement-absent", "noms possibles"),
    "a template without pictures": (lambda: pic(Paquet({BODY: b"<a/>"}), "a", NEW), "remplacement-absent", "aucune"),
    "no such medium": (lambda: media(package(), NEW, NEW), "remplacement-absent", "replace_pic"),
    "an object is no medium": (lambda: media(package(), OLE, NEW), "remplacement-absent", "replace_pic"),
    "a medium is no object": (lambda: embedded(package(), LOGO, NEW), "remplacement-absent", "replace_zipname"),
    "no such member": (lambda: zipname(package(), "word/embeddings/Feuille2.xlsx", NEW), "remplacement-absent", f"« {SHEET} »"),
    "the text": (lambda: zipname(package(), BODY, b"<a/>"), "remplacement-refuse", "structure"),
    "the styles, in capitals": (lambda: zipname(package(), "WORD/STYLES.XML", b"<a/>"), "remplacement-refuse", "structure"),
    "the types": (lambda: zipname(package(), "[Content_Types].xml", b"<a/>"), "remplacement-refuse", "structure"),
    "relationships": (lambda: zipname(package(), "_rels/.rels", b"<a/>"), "remplacement-refuse", "structure"),
    "macros": (lambda: zipname(package(), "word/vbaProject.bin", OLE), "remplacement-refuse", "structure"),
    "a JPEG for a PNG": (
        lambda: pic(package(), "logo.png", jpeg()),
        "remplacement-refuse",
        "pas une image PNG : c’est une image JPEG",
    ),
    "a PNG for a JPEG": (lambda: media(package(), SIGN, NEW), "remplacement-refuse", "pas une image JPEG"),
    "a GIF for a PNG": (lambda: zipname(package(), member(LOGO), gif()), "remplacement-refuse", "pas une image PNG"),
    "a text for a PNG": (lambda: pic(package(), "logo.png", b"bonjour"), "remplacement-refuse", "d’une autre nature"),
    "nothing for a PNG": (lambda: pic(package(), "logo.png", b""), "remplacement-refuse", "vide"),
    "nothing for a font": (lambda: zipname(package(), "word/fonts/font1.odttf", b""), "remplacement-refuse", "vide"),
    "half a PNG": (lambda: pic(package(), "logo.png", NEW[:-30]), "remplacement-refuse", "tronquée"),
    "a PNG beyond measure": (lambda: pic(package(), "logo.png", png(10**5, 10**5)), "remplacement-refuse", "points"),
    "a text for a sheet": (lambda: zipname(package(), SHEET, b"a;b"), "remplacement-refuse", "pas un fichier Word, Excel"),
    "an old sheet for a sheet": (lambda: zipname(package(), SHEET, OLE), "remplacement-refuse", "c’est un ancien fichier"),
    "a sheet with macros": (lambda: zipname(package(), SHEET, zip_of("xl/vbaProject.bin")), "remplacement-refuse", "macros"),
    "a sheet for an object": (lambda: zipname(package(), OBJECT, zip_of("a")), "remplacement-refuse", "ancien fichier"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_replaced_is_told(name: str) -> None:
    call, code, said = REFUSED[name]
    with pytest.raises(Fault) as fault:
        call()
    assert fault.value.code == code
    assert said in " ".join(map(str, fault.value.details.values()))


@pytest.mark.parametrize(
    ("extension", "data"),
    [
        ("jpeg", jpeg()),
        ("JPG", jpeg()),
        ("gif", gif()),
        ("bmp", bmp()),
        ("tif", tiff()),
        ("tiff", tiff()),
        ("emf", b"\x01\0\0\0" + bytes(36) + b" EMF"),
        ("wmf", b"\xd7\xcd\xc6\x9a" + bytes(20)),
        ("svg", b"<svg/>"),
        ("docx", zip_of("word/document.xml")),
        ("bin", b"x"),
    ],
)
def test_a_file_of_the_same_nature_is_taken(extension: str, data: bytes) -> None:
    name = f"word/media/image9.{extension}"
    assert zipname(Paquet({**package(), name: b"ancien"}), name, data) == {name: data}


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    gabarit = Gabarit(package().to_bytes())
    with pytest.raises(ModeleError, match="fichier-joint-illisible") as refused:
        gabarit.replace_pic("logo.png", tmp_path / "absent.png")
    assert "absent.png" in str(refused.value)


FIRED = {code for _, code, _ in REFUSED.values()} | {"fichier-joint-illisible"}
