"""Looking for identifiers in the contents of pages: what it finds is what drawing them finds, or it says that it cannot know."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from delib.anomalie import Page
from delib.prefecture.accuse.pages import PEU, squeeze
from delib.prefecture.accuse.tampons import read_pdf
from delib.production.pdf.flux import SMALL, Flux
from delib.production.pdf.vue import Vue
from tests.pdfs import ID, POLICES, VARIANTES, Faits, Feuille, Trait, bloc, joined, overlaid, pdf

N = NameObject
FAITS = Faits()
PHRASES = (
    "Vu le code général des collectivités territoriales, notamment l'article L.5219-1 du 27/01/2014,",
    "Vu la délibération n° 2024-12-045 du 13/12/2024 - et ses annexes - portant sur 3 000 - 4 500 m²,",
    "Considérant que le numéro 01-23-45-67-89 et le SIRET 200 054 781 00010 sont ceux de la Métropole,",
)
DENSE = bloc(PHRASES * 20, 40, 60, 9, pas=1.3)
IDENTIFIANT = re.compile(r"[0-9]{9}-[0-9]{8}-")


def found(texte: str) -> list[str]:
    return IDENTIFIANT.findall(squeeze(texte))


def agrees(data: bytes) -> list[bool]:
    """Return, for each page, whether it is known; where it is, what is found must be what drawing finds."""
    flux = Flux(data)
    known = []
    with Vue(data) as vue:
        for rank in range(vue.pages):
            texte = flux.texte(rank)
            known.append(texte is not None)
            assert texte is None or found(texte) == found(vue.texte(rank))
    return known


@pytest.mark.parametrize("police", POLICES)
@pytest.mark.parametrize("pose", ["ligne", "mots", "lettres", "espacé"])
@pytest.mark.parametrize("couche", ["page", "formulaire"])
def test_what_is_shown_is_found(police: str, pose: str, couche: str) -> None:
    stamp = bloc(VARIANTES["V1"](FAITS), 60, 20, 5, police, pose)
    dense = tuple(replace(trait, police=police, pose="ligne" if pose == "lettres" else pose) for trait in DENSE)
    pages = [
        Feuille(dense, stamp, couche=couche),
        Feuille(dense),
        Feuille((*dense, *stamp)),
        Feuille((*stamp, *dense), rotation=90),
    ]
    assert all(agrees(pdf(pages)))
    assert [bool(found(Flux(pdf(pages)).texte(rank) or "")) for rank in range(4)] == [True, False, True, True]


def test_a_dense_page_without_an_identifier_is_not_even_read() -> None:
    data = pdf([Feuille(DENSE * 2)])
    assert len(PdfReader(io.BytesIO(data)).pages[0].get_contents().get_data()) > SMALL
    assert Flux(data).texte(0) == ""


def test_a_small_content_is_always_read() -> None:
    data = pdf([Feuille(DENSE * 2, bloc(["Publié le 18/12/2025"], 60, 20))])
    assert squeeze(Flux(data).texte(0) or "") == "Publiéle18/12/2025"


def test_what_an_annotation_draws_is_known() -> None:
    data = pdf([Feuille(DENSE, bloc([ID], 60, 20), couche="annotation")])
    assert agrees(data) == [True]
    assert found(Flux(data).texte(0) or "") == ["200054781-20251202-"]


def test_a_text_that_readers_lay_is_not_known() -> None:
    assert agrees(pdf([Feuille(DENSE, bloc([ID], 60, 20), couche="note")])) == [False]


def test_a_hidden_annotation_is_not_known() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([Feuille(DENSE, bloc([ID], 60, 20), couche="annotation")]))))
    writer.pages[0]["/Annots"][0].get_object()[N("/F")] = NumberObject(2)  # type: ignore[index]
    out = io.BytesIO()
    writer.write(out)
    assert agrees(out.getvalue()) == [False]


def with_content(operators: bytes, fonts: dict[str, object] | None = None) -> bytes:
    """Return a page of this content, with the fonts of drawn pages, changed or completed."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([Feuille(bloc(["x"], 0, 0))]))))
    page = writer.pages[0]
    stream = DecodedStreamObject()
    stream.set_data(operators)
    page[N("/Contents")] = writer._add_object(stream)
    for name, font in (fonts or {}).items():
        page["/Resources"]["/Font"][N(name)] = font  # type: ignore[index]
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


PADDING = b"0 g " * 1500
OCTAL = "".join(f"\\{ord(char):03o}" for char in ID).encode()
HEXA = ID.encode().hex().encode()
CONTENTS = {
    "a string": b"BT /F1 9 Tf 50 700 Td (%s) Tj ET" % ID.encode(),
    "hexadecimal": b"BT /F1 9 Tf 50 700 Td <%s> Tj ET" % HEXA,
    "hexadecimal in capitals": b"BT /F1 9 Tf 50 700 Td <%s> Tj ET" % HEXA.upper(),
    "hexadecimal on several lines": b"BT /F1 9 Tf 50 700 Td <%s\n%s> Tj ET" % (HEXA[:41], HEXA[41:]),
    "octal": b"BT /F1 9 Tf 50 700 Td (%s) Tj ET" % OCTAL,
    "kerned": b"BT /F1 9 Tf 50 700 Td [%s] TJ ET" % b"-3.2".join(b"(%c)" % char for char in ID.encode()),
    "kerned in hexadecimal": b"BT /F1 9 Tf 50 700 Td [%s] TJ ET" % b" 12 ".join(b"<%02X>" % char for char in ID.encode()),
    "both": b"BT /F1 9 Tf 50 700 Td [(%s)-20<%s>] TJ ET" % (ID[:18].encode(), HEXA[36:]),
    "on a line cut": b"BT /F1 9 Tf 50 700 Td (%s\\\n%s) Tj ET" % (ID[:18].encode(), ID[18:].encode()),
    "in pieces that are moved": b"BT /F1 9 Tf 50 700 Td %s ET" % b" ".join(b"(%c) Tj 5 0 Td" % char for char in ID.encode()),
    "quoted": b"BT /F1 9 Tf 10 TL 50 700 Td (%s) ' ET" % ID.encode(),
    "in marked content": b"/P<</MCID 0/Lang(fr-FR)>>BDC BT /F1 9 Tf 50 700 Td (%s) Tj ET EMC" % ID.encode(),
    "in two marked contents": b"BT /F1 9 Tf 50 700 Td /P<</MCID 0>>BDC (%s) Tj EMC /P<</MCID 1>>BDC (%s) Tj EMC ET"
    % (ID[:18].encode(), ID[18:].encode()),
    "beside parentheses": b"BT /F1 9 Tf 50 700 Td (see (a \\(b) %s) Tj ET" % ID.encode(),
}


@pytest.mark.parametrize("padding", [b"", PADDING], ids=["small", "large"])
@pytest.mark.parametrize("operators", CONTENTS.values(), ids=CONTENTS)
def test_however_a_content_is_written(operators: bytes, padding: bytes) -> None:
    data = with_content(padding + operators)
    assert agrees(data) == [True]
    assert found(Flux(data).texte(0) or "") == ["200054781-20251202-"]


UNKNOWN = {
    "a text that replaces what is shown": b"/Span<</ActualText(x)>>BDC BT /F1 9 Tf (075) Tj ET EMC",
    "an image in the content": b"q BI /W 1 /H 1 /BPC 8 /CS /G ID (\x00( EI Q BT /F1 9 Tf (075) Tj ET",
    "a comment": b"% (\nBT /F1 9 Tf (075) Tj ET",
    "no font taken": b"BT 50 700 Td (075) Tj ET",
    "a font of the text before": b"BT /F1 9 Tf (075) Tj ET q BT (075) Tj ET Q",
    "a font that is not there": b"BT /F9 9 Tf (075) Tj ET",
    "a form that is not there": b"/Fx Do",
}


@pytest.mark.parametrize("operators", UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_certain_is_not_known(operators: bytes) -> None:
    assert Flux(with_content(operators)).texte(0) is None


def a_font(**entries: object) -> DictionaryObject:
    font = DictionaryObject({N("/Type"): N("/Font"), N("/Subtype"): N("/TrueType"), N("/BaseFont"): N("/ABCDEF+Sans")})
    font.update({N(f"/{name}"): value for name, value in entries.items()})
    return font


EMBEDDED = DictionaryObject({N("/Type"): N("/FontDescriptor"), N("/FontFile2"): DictionaryObject()})
FONTS = {
    "of Windows": (a_font(Encoding=N("/WinAnsiEncoding")), True),
    "of the Mac": (a_font(Encoding=N("/MacRomanEncoding")), True),
    "standard": (a_font(), True),
    "with an encoding of its own and no table": (a_font(FontDescriptor=EMBEDDED), False),
    "of two bytes without a table": (a_font(Subtype=N("/Type0"), Encoding=N("/Identity-H")), False),
    "of signs": (a_font(BaseFont=N("/ZapfDingbats")), False),
}


@pytest.mark.parametrize(("font", "known"), FONTS.values(), ids=FONTS)
def test_a_font_is_known_by_its_table_or_its_encoding(font: DictionaryObject, known: bool) -> None:
    texte = Flux(with_content(b"BT /X 9 Tf 50 700 Td (%s) Tj ET" % ID.encode(), {"/X": font})).texte(0)
    assert (texte == ID) is known
    assert known or texte is None


def test_a_font_whose_glyphs_are_named() -> None:
    names = ("/hyphen", "/zero", "/one", "/two", "/eacute", "/ccedilla", "/uni0041", "/g12")
    encoding = DictionaryObject({N("/Differences"): ArrayObject([NumberObject(65), *map(N, names)])})
    font = {"/X": a_font(Encoding=encoding)}
    assert Flux(with_content(b"BT /X 9 Tf (BCADEFG) Tj ET", font)).texte(0) == "01-2éçA"
    assert Flux(with_content(b"BT /X 9 Tf (BCADEFGH) Tj ET", font)).texte(0) is None


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"%PDF-1.7 nothing", id="damaged"),
        pytest.param(pdf([Feuille(DENSE)])[:1500], id="cut"),
    ],
)
def test_a_file_that_does_not_open_is_not_known(data: bytes) -> None:
    assert Flux(data).texte(0) is None


def test_an_identifier_that_two_contents_share_is_not_known() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(with_content(b""))))
    halves = []
    for part in (
        PADDING + b"BT /F1 9 Tf 50 700 Td (%s) Tj" % ID[:16].encode(),
        b"/F1 9 Tf (%s) Tj ET" % ID[16:].encode() + PADDING,
    ):
        stream = DecodedStreamObject()
        stream.set_data(part)
        halves.append(writer._add_object(stream))
    writer.pages[0][N("/Contents")] = ArrayObject(halves)
    out = io.BytesIO()
    writer.write(out)
    assert agrees(out.getvalue()) == [False]


# --------------------------------------------------------------------------------------------------------------- long files

AUTRE = Faits("013-211300561-20211025-RA21_23060-AR", date(2021, 10, 25), date(2021, 10, 26), None)
V1, V2 = bloc(VARIANTES["V1"](FAITS), 330, 20, 7), bloc(VARIANTES["V2"](AUTRE), 40, 20, 7)
KINDS: dict[str, tuple[Feuille, set[str]]] = {
    "plain": (Feuille(DENSE), set()),
    "visa": (Feuille((*DENSE, Trait(f"Vu la délibération {AUTRE.identifiant},", 40, 800, 9))), set()),
    "own": (Feuille(DENSE, V1), {FAITS.identifiant}),
    "own, in a form": (Feuille(DENSE, V1, couche="formulaire"), {FAITS.identifiant}),
    "own, in the text": (Feuille((*DENSE, *V1)), {FAITS.identifiant}),
    "own, turned": (Feuille(DENSE, V1, rotation=90), {FAITS.identifiant}),
    "own, an annotation": (Feuille(DENSE, V1, couche="annotation"), {FAITS.identifiant}),
    "another's": (Feuille(DENSE, V2), {AUTRE.identifiant}),
    "both": (Feuille((*DENSE, *V2), V1), {FAITS.identifiant, AUTRE.identifiant}),
    "scanned": (Feuille(image=True), set()),
    "blank": (Feuille(), set()),
}


@settings(max_examples=12)
@given(st.lists(st.sampled_from(sorted(KINDS)), min_size=PEU + 1, max_size=PEU + 8))
def test_a_long_file_is_read_as_its_pages_are(kinds: list[str]) -> None:
    """Whatever is not drawn, each receipt is given with all the pages that bear it."""
    lecture = read_pdf(pdf([KINDS[kind][0] for kind in kinds]), "acte.pdf")
    for faits in (FAITS, AUTRE):
        pages = tuple(rank for rank, kind in enumerate(kinds, 1) if faits.identifiant in KINDS[kind][1])
        assert [one.pages for one in lecture.accuses if str(one.identifiant) == faits.identifiant] == [pages] * bool(pages)


def test_one_more_line_laid_over_a_page_in_the_middle_is_read() -> None:
    data = pdf([Feuille(DENSE * 2)] * (PEU + 9))
    lines = VARIANTES["V2d"](FAITS)
    more = [*lines, "Publié le 18/12/2025"]
    stamped = overlaid(data, lambda rank: bloc(more if rank == 20 else lines, 330, 20, 7))
    (accuse,) = read_pdf(stamped, "acte.pdf").accuses
    assert (accuse.publication, len(accuse.pages)) == (date(2025, 12, 18), PEU + 9)


def test_another_day_on_a_page_in_the_middle_is_told() -> None:
    data = pdf([Feuille(DENSE * 2)] * (PEU + 9))
    other = replace(FAITS, reception=date(2025, 12, 19))
    stamped = overlaid(data, lambda rank: bloc(VARIANTES["V1"](other if rank == 20 else FAITS), 330, 20, 7))
    lecture = read_pdf(stamped, "acte.pdf")
    assert [one.code for one in lecture.anomalies] == ["accuse-tampon-contradictoire"]


@pytest.mark.parametrize("lines", [["TRANSMIS EN PRÉFECTURE LE 16/12/2025"], ["Certifié exécutoire le 17/12/2025"]])
def test_a_mention_in_the_middle_of_a_long_file_is_told(lines: Sequence[str]) -> None:
    pages = [Feuille(DENSE * 2)] * (PEU + 5)
    pages[20] = Feuille((*DENSE, *DENSE, *bloc(lines, 40, 20)))
    (anomalie,) = read_pdf(pdf(pages), "acte.pdf").anomalies
    assert anomalie.lieu == Page("acte.pdf", 21)


def test_a_file_assembled_of_others() -> None:
    files = [pdf([Feuille(DENSE, V1)] * 20), pdf([Feuille(DENSE, V2)] * 20)]
    lecture = read_pdf(joined(files), "acte.pdf")
    assert [one.pages for one in lecture.accuses] == [tuple(range(1, 21)), tuple(range(21, 41))]


def test_a_damaged_page_does_not_shift_the_others() -> None:
    """A page that is none is left out by one reader, and counted by the other."""
    pages = [Feuille(DENSE)] * (PEU + 5)
    pages[20] = Feuille(DENSE, V1)
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(pages))))
    writer._pages.get_object()["/Kids"][10] = NumberObject(7)  # type: ignore[index]
    out = io.BytesIO()
    writer.write(out)
    lecture = read_pdf(out.getvalue(), "acte.pdf")
    assert [one.pages for one in lecture.accuses] == [(21,)]
    assert [(one.code, one.lieu) for one in lecture.anomalies] == [("accuse-tampon-page", Page("acte.pdf", 11))]


def test_the_restrictions_of_an_owner_do_not_hide_a_stamp() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([Feuille(DENSE, V1)] * (PEU + 3)))))
    writer.encrypt("", "owner", algorithm="RC4-128")
    writer.add_metadata({"/Title": TextStringObject("Acte")})
    out = io.BytesIO()
    writer.write(out)
    (accuse,) = read_pdf(out.getvalue(), "acte.pdf").accuses
    assert len(accuse.pages) == PEU + 3
