"""A picture that a value brings is drawn as docxtpl draws it, tied as python-docx ties it; what is no picture is refused."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from delib.modele.fichiers import MAX_FICHIER, MAX_PIXELS, MAX_TAGS, Descripteur, read_source
from delib.modele.images import Images
from delib.modele.langage import Fault
from delib.modele.relations import Relations
from delib.paquet import CONTENT_TYPES, Paquet, read
from tests.pictures import bmp, chunk, gif, jpeg, png, saved, tiff, word

BODY = "word/document.xml"
HEADER = "word/header1.xml"
MM = 36_000
"""A millimetre, in English Metric Units."""
RED, BLUE = png(grey=10), png(grey=200)

Call = tuple[str, Descripteur, Any, Any, str | None]


def template() -> bytes:
    """Return a template with a header, that already shows one picture in its body and another in its header."""

    def build(document: Any) -> None:
        document.add_paragraph("Objet : {{ objet }}")
        document.add_picture(io.BytesIO(png(5, 5)))
        document.sections[0].header.paragraphs[0].add_run("Mairie").add_picture(io.BytesIO(png(6, 6)))
        document.sections[0].footer.paragraphs[0].add_run("Pied")

    return word(build)


PLAIN, DRESSED = word(lambda document: document.add_paragraph("{{ logo }}")), template()


def by_docxtpl(data: bytes, calls: list[Call]) -> tuple[list[str], Paquet]:
    """Return the drawings that docxtpl makes, and its package."""
    from docxtpl import DocxTemplate, InlineImage

    tpl = DocxTemplate(io.BytesIO(data))
    tpl.render_init()
    by_name = {str(part.partname)[1:]: part for part in tpl.docx.part.package.iter_parts()}
    drawings = []
    for part, source, width, height, anchor in calls:
        tpl.current_rendering_part = by_name[part]
        given = io.BytesIO(source) if isinstance(source, bytes) else str(source) if isinstance(source, Path) else source
        found = re.search(r"<w:drawing>.*</w:drawing>", str(InlineImage(tpl, given, width, height, anchor)), re.DOTALL)
        assert found is not None
        drawings.append(found.group())
    stream = io.BytesIO()
    tpl.docx.save(stream)
    return drawings, read(stream.getvalue(), "docxtpl.docx")


def by_delib(data: bytes, calls: list[Call]) -> tuple[list[str], Paquet]:
    """Return the drawings that delib makes, and its package."""
    paquet = read(data, "essai.docx")
    images = Images(paquet)
    drawings = [images.xml(*call) for call in calls]
    return drawings, paquet.replaced(images.parts())


def canonical(drawing: str) -> str:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return ElementTree.canonicalize(f"<x {space}>{drawing}</x>")


def ties(paquet: Paquet, part: str) -> set[tuple[str, str, str, bool]]:
    return {tuple(one) for one in Relations(paquet, part)}  # type: ignore[misc]


def types(paquet: Paquet) -> dict[str, str]:
    """Return the type of each member, as Word reads it."""
    root = ElementTree.fromstring(paquet[CONTENT_TYPES])  # noqa: S314 - delib has just made it
    said = {one.get("PartName", one.get("Extension", "")): one.get("ContentType", "") for one in root}
    return {name: said.get(f"/{name}", said.get(name.rpartition(".")[2], "")) for name in paquet if name != CONTENT_TYPES}


# --------------------------------------------------------------------------------------------------------- the same as docxtpl

CASES: dict[str, Callable[[Path], list[Call]]] = {
    "its own size, at 72 points an inch": lambda _: [(BODY, RED, None, None, None)],
    "its own size, at 150 points an inch": lambda _: [(BODY, png(density=5906), None, None, None)],
    "a width keeps the proportions": lambda _: [(BODY, RED, 20 * MM, None, None)],
    "a height keeps the proportions": lambda _: [(BODY, RED, None, 17 * MM, None)],
    "both stretch it": lambda _: [(BODY, RED, 20 * MM, 5 * MM, None)],
    "a width with decimals": lambda _: [(BODY, RED, 20.7 * MM, None, None)],
    "a JPEG": lambda _: [(BODY, jpeg(), None, None, None)],
    "a GIF": lambda _: [(BODY, gif(), None, None, None)],
    "a BMP": lambda _: [(BODY, bmp(), None, None, None)],
    "a TIFF": lambda _: [(BODY, tiff(), None, None, None)],
    "a TIFF, the other end first": lambda _: [(BODY, tiff(order=">"), 20 * MM, None, None)],
    "a file gives its name": lambda folder: [(BODY, saved(folder, "blason de l’été & co.png", RED), None, None, None)],
    "a name with quotes": lambda folder: [(BODY, saved(folder, 'dit "le beau".png', RED), None, None, None)],
    "an open file": lambda _: [(BODY, io.BytesIO(RED), None, None, None)],
    "the same twice": lambda _: [(BODY, RED, None, None, None), (BODY, RED, 9 * MM, None, None)],
    "the same under two names": lambda folder: [
        (BODY, saved(folder, "a.png", RED), None, None, None),
        (BODY, saved(folder, "b.png", RED), None, None, None),
        (BODY, RED, None, None, None),
    ],
    "two in turn": lambda _: [(BODY, one, None, None, None) for one in (RED, BLUE, RED, BLUE, gif())],
    "a link": lambda _: [(BODY, RED, None, None, "https://mairie.example/?a=1&b=é")],
    "two links, one address": lambda _: [
        (BODY, RED, None, None, "https://a.example"),
        (BODY, BLUE, None, None, "https://a.example"),
    ],
    "an empty link is none": lambda _: [(BODY, RED, None, None, "")],
}


@pytest.mark.parametrize("data", [PLAIN, DRESSED], ids=["plain", "dressed"])
@pytest.mark.parametrize("case", CASES)
def test_as_docxtpl_draws_it(case: str, data: bytes, tmp_path: Path) -> None:
    calls = CASES[case](tmp_path)
    theirs, their_package = by_docxtpl(data, calls)
    ours, package = by_delib(data, calls)
    assert [canonical(one) for one in ours] == [canonical(one) for one in theirs]
    assert ties(package, BODY) == ties(their_package, BODY)
    for name in their_package:
        if name.startswith("word/media/"):
            assert package[name] == their_package[name]
    assert types(package) == types(their_package)


def test_in_a_header_and_a_footer_as_docxtpl_draws_it() -> None:
    calls: list[Call] = [
        (HEADER, RED, None, None, None),
        ("word/footer1.xml", RED, 9 * MM, None, "https://a.example"),
        (BODY, BLUE, None, None, None),
        (HEADER, BLUE, None, None, "https://a.example"),
    ]
    theirs, their_package = by_docxtpl(DRESSED, calls)
    ours, package = by_delib(DRESSED, calls)
    assert [canonical(one) for one in ours] == [canonical(one) for one in theirs]
    for part in (BODY, HEADER, "word/footer1.xml"):
        assert ties(package, part) == ties(their_package, part)


def test_a_picture_that_the_template_shows_is_not_put_in_twice() -> None:
    theirs, their_package = by_docxtpl(DRESSED, [(BODY, png(6, 6), None, None, None)])
    ours, package = by_delib(DRESSED, [(BODY, png(6, 6), None, None, None)])
    assert [canonical(one) for one in ours] == [canonical(one) for one in theirs]
    assert [name for name in package if "media" in name] == [name for name in their_package if "media" in name]


def test_an_old_drawing_of_word_counts_as_python_docx_counts_it() -> None:
    """The number in « Picture 42 » is one more than the largest id of the part, in whatever element."""
    parts = dict(read(PLAIN, "essai.docx"))
    parts[BODY] = parts[BODY].replace(b"<w:p>", b'<w:p><w:r><w:pict id="41"/></w:r></w:p><w:p>', 1)
    made = Images(Paquet(parts)).xml(BODY, RED)
    assert 'name="Picture 42"' in made


# ------------------------------------------------------------------------------------------------------------------ the package


def test_the_package_is_sound_and_python_docx_finds_the_pictures() -> None:
    import docx

    drawings, package = by_delib(PLAIN, [(BODY, RED, None, None, "https://a.example"), (BODY, gif(), 30 * MM, None, None)])
    body = package[BODY].replace(b"{{ logo }}", b"</w:t></w:r><w:r>" + "".join(drawings).encode() + b"</w:r><w:r><w:t>")
    document = docx.Document(io.BytesIO(read(package.replaced({BODY: body}).to_bytes(), "essai.docx").to_bytes()))
    shapes = list(document.inline_shapes)
    assert [shape.width // MM for shape in shapes] == [10, 30]
    assert {rel.target_ref for rel in document.part.rels.values() if rel.is_external} == {"https://a.example"}


def test_nothing_changes_without_a_picture() -> None:
    assert Images(read(PLAIN, "essai.docx")).parts() == {}


def test_only_what_a_picture_needs_is_changed() -> None:
    images = Images(read(DRESSED, "essai.docx"))
    images.xml(HEADER, RED)
    images.xml(HEADER, png(6, 6))
    assert set(images.parts()) == {"word/media/image3.png", "word/_rels/header1.xml.rels"}


def test_a_footnote_takes_a_picture() -> None:
    """docxtpl cannot."""
    parts = {**read(PLAIN, "essai.docx"), "word/footnotes.xml": b"<w:footnotes xmlns:w='x'/>"}
    images = Images(Paquet(parts))
    assert 'r:embed="rId1"' in images.xml("word/footnotes.xml", RED)
    assert b'Target="media/image1.png"' in images.parts()["word/_rels/footnotes.xml.rels"]


def test_a_medium_that_nothing_shows_is_not_overwritten() -> None:
    parts = {**read(PLAIN, "essai.docx"), "word/media/Image1.PNG": b"orphan"}
    images = Images(Paquet(parts))
    images.xml(BODY, RED)
    assert [name for name in images.parts() if "media" in name] == ["word/media/image2.png"]


def test_an_extension_that_says_something_else_is_said_for_the_picture_alone() -> None:
    parts = dict(read(PLAIN, "essai.docx"))
    parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(
        b"<Override", b'<Default Extension="PNG" ContentType="image/x-own"/><Override', 1
    )
    images = Images(Paquet(parts))
    images.xml(BODY, RED)
    assert b'<Override PartName="/word/media/image1.png" ContentType="image/png"/>' in images.parts()[CONTENT_TYPES]


def test_the_extension_is_that_of_the_content(tmp_path: Path) -> None:
    """A name chosen by someone else never names a member of the package."""
    images = Images(read(PLAIN, "essai.docx"))
    images.xml(BODY, saved(tmp_path, "document.xml", RED))
    assert "word/media/image1.png" in images.parts()


def test_equal_calls_give_equal_members(tmp_path: Path) -> None:
    calls: list[Call] = [
        (BODY, saved(tmp_path, "a.png", RED), None, None, "https://b.example"),
        (HEADER, gif(), None, None, None),
    ]
    assert by_delib(DRESSED, calls)[1].to_bytes() == by_delib(DRESSED, calls)[1].to_bytes()


# ---------------------------------------------------------------------------------------------------------------------- hostile

SOUND = png()
HOSTILE: dict[str, tuple[bytes, str]] = {
    "0 bytes": (b"", "ce fichier est vide"),
    "text named .png": (b"Ceci n'est pas une image", "d’une autre nature"),
    "an SVG": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "un dessin SVG"),
    "an SVG with a mark first": (b"\xef\xbb\xbf <svg/>", "un dessin SVG"),
    "a page of HTML": (b"<!doctype html><p>introuvable", "d’une autre nature"),
    "a WebP": (b"RIFF\x24\0\0\0WEBPVP8 ", "une image WebP"),
    "a photo of a telephone": (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
    "a PDF": (b"%PDF-1.7", "un PDF"),
    "a Word file": (PLAIN, "Word"),
    "an EMF": (b"\x01\0\0\0" + bytes(36) + b" EMF" + bytes(60), "un dessin EMF"),
    "a PNG cut in its signature": (SOUND[:6], "d’une autre nature"),
    "a PNG that is its signature": (SOUND[:8], "tronquée"),
    "a PNG cut in its first piece": (SOUND[:20], "tronquée"),
    "a PNG cut in its data": (SOUND[:-20], "tronquée"),
    "a PNG cut before its last sum": (SOUND[:-1], "tronquée"),
    "a PNG with one bit turned": (SOUND[:50] + bytes([SOUND[50] ^ 1]) + SOUND[51:], "abîmée"),
    "a PNG without data": (SOUND[:33] + chunk(b"IEND", b""), "abîmée"),
    "a PNG that begins with its data": (SOUND[:8] + chunk(b"IDAT", b"") + SOUND[8:], "abîmée"),
    "a PNG of 100,000 × 100,000": (png(100_000, 100_000), "100000 × 100000 points"),
    "a PNG of the whole range": (png(2**32 - 1, 2**32 - 1), "points"),
    "a PNG of no width": (png(0, 20), "dimensions"),
    "a PNG of no height": (png(20, 0), "dimensions"),
    "a PNG of a million pieces": (SOUND[:33] + chunk(b"tEXt", b"") * 300_000, "abîmée"),
    "a PNG of one point a metre": (png(density=1), "ne se calculent pas"),
    "a JPEG cut in its picture": (jpeg(end=b""), "tronquée"),
    "a JPEG cut in its head": (jpeg()[:30], "tronquée"),
    "a JPEG of zeros": (jpeg()[:20] + bytes(300_000), "abîmée"),
    "a JPEG of marks": (jpeg()[:20] + b"\xff" * 300_000, "abîmée"),
    "a JPEG of no size": (jpeg(0, 0), "dimensions"),
    "a JPEG neither JFIF nor Exif": (jpeg().replace(b"JFIF", b"JFXX"), "ni JFIF ni Exif"),
    "a JPEG without a frame": (jpeg().replace(b"\xff\xc0", b"\xff\xc4"), "dimensions"),
    "a GIF cut": (gif()[:-3], "tronquée"),
    "a GIF that is its head": (b"GIF89a", "tronquée"),
    "a GIF of no size": (gif(0, 5), "dimensions"),
    "words that begin with BM": (b"BM, bonjour. " * 20, "d’une autre nature"),
    "a BMP cut": (bmp()[:-1], "tronquée"),
    "a BMP of OS/2": (bmp()[:14] + struct.pack("<L", 12) + bmp()[18:], "genre ancien"),
    "a BMP measured from the bottom": (bmp()[:22] + struct.pack("<l", -20) + bmp()[26:], "points"),
    "a TIFF cut": (tiff()[:-30], "tronquée"),
    "a TIFF whose directory is elsewhere": (b"II*\0" + struct.pack("<L", 2**31), "tronquée"),
    "a TIFF without sizes": (b"II*\0\x08\0\0\0" + bytes(6), "dimensions"),
    "a TIFF of 60,000 fields": (b"II*\0\x08\0\0\0" + struct.pack("<H", 60_000) + bytes(720_000), "abîmée"),
    "a TIFF that repeats its text": (
        b"II*\0\x08\0\0\0" + struct.pack("<H", MAX_TAGS) + struct.pack("<HHLL", 270, 2, 6_000, 8) * MAX_TAGS + bytes(4),
        "tronquée",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_picture_is_refused(name: str) -> None:
    data, said = HOSTILE[name]
    images = Images(read(PLAIN, "essai.docx"))
    with pytest.raises(Fault) as fault:
        images.xml(BODY, data)
    assert fault.value.code == "image-illisible"
    assert said in str(fault.value.details["raison"])
    assert images.parts() == {}


@pytest.mark.parametrize("data", [png(), png(density=5906), jpeg(), gif(), bmp(), tiff(), tiff(order=">")])
def test_any_picture_cut_anywhere_is_refused(data: bytes) -> None:
    for size in range(len(data)):
        with pytest.raises(Fault, match="image-illisible"):
            Images(read_once()).xml(BODY, data[:size])


def read_once(made: list[Paquet] = []) -> Paquet:  # noqa: B006 - kept on purpose, one for all the sizes
    if not made:
        made.append(read(PLAIN, "essai.docx"))
    return made[0]


def test_a_picture_as_large_as_may_be_is_taken() -> None:
    assert 'cx="' in Images(read_once()).xml(BODY, png(15_000, MAX_PIXELS // 15_000), 100 * MM)


def test_a_file_too_heavy_is_refused() -> None:
    with pytest.raises(Fault, match="image-illisible") as fault:
        Images(read_once()).xml(BODY, bytes(MAX_FICHIER + 1))
    assert "32 Mo" in str(fault.value.details["raison"])


SIZES: dict[str, tuple[Any, Any]] = {
    "zero": (0, None),
    "less than nothing": (-MM, None),
    "less than nothing, the other": (MM, -1),
    "so thin that its height vanishes": (1, None),
    "larger than DrawingML can say": (10**15, MM),
    "no number": (float("nan"), None),
    "endless": (float("inf"), MM),
    "a text": ("dix", None),
    "a list": ([1], MM),
}


@pytest.mark.parametrize("name", SIZES)
def test_a_size_that_cannot_be_printed_is_refused(name: str) -> None:
    images = Images(read_once())
    width, height = SIZES[name]
    with pytest.raises(Fault, match="image-illisible") as fault:
        images.xml(BODY, png(300, 20), width, height)
    assert "Mm(…)" in str(fault.value.details["raison"])


def files(folder: Path) -> Iterator[tuple[Any, str]]:
    """Yield what may be given in the place of a file, and what is said of it."""
    yield folder / "absent.png", "n’existe pas"
    yield str(folder / "absent.png"), "n’existe pas"
    yield folder, "pas un fichier"
    yield "", "n’existe pas"
    yield "a\0b.png", "donnez un chemin"
    yield 12, "donnez un chemin"
    yield None, "donnez un chemin"
    yield io.StringIO("texte"), "donnez un chemin"
    yield ["a.png"], "donnez un chemin"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for given, said in files(tmp_path):
        with pytest.raises(Fault, match="image-illisible") as fault:
            Images(read_once()).xml(BODY, given)
        assert said in str(fault.value.details["raison"]), given


def test_a_name_that_word_cannot_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="image-illisible"):
        Images(read_once()).xml(BODY, saved(tmp_path, "a\x01b.png", RED))


@pytest.mark.parametrize("address", ["a\x00b", "\ud800", 12, ["https://a.example"]])
def test_a_link_that_word_cannot_hold_is_refused(address: Any) -> None:
    images = Images(read_once())
    with pytest.raises(Fault, match="image-illisible"):
        images.xml(BODY, RED, None, None, address)


def test_a_source_is_read_from_its_beginning() -> None:
    stream = io.BytesIO(b"abc")
    stream.read()
    assert read_source(stream) == b"abc" == read_source(stream)


FIRED = {"image-illisible"}
