"""The stamp on long files and on those that LibreOffice makes; looked at by Poppler, judged by veraPDF.

The pages are those of `test_tampon.FEUILLES`, and more of them; what is written in an act comes from the shipped templates.
"""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

import delib
from delib.anomalie import DelibError
from delib.prefecture.accuse import Accuse
from delib.prefecture.accuse.tampons import read_pdf
from delib.prefecture.identifiant import Identifiant
from delib.prefecture.tampon import stamp
from delib.production.pdf.conversion import Annexe, Demande, convert_all
from delib.production.pdf.vue import Vue
from tests import verapdf
from tests.conftest import RACINE
from tests.feuilles import A4, PAYSAGE, Feuille, classeur, ecrit, plein
from tests.test_tampon import ACCUSE, COLONNES, FEUILLES, IDENTIFIANT, PUBLIE, RECU, SERRE, TEXTE, box_of, by_pypdf, lines

MODELES = sorted(path.parent for path in RACINE.glob("modeles/*/brouillon/exemple.yaml"))
LONGUE = 300
ACCUSES = {
    "stamp": ACCUSE,
    "aracte": Accuse(IDENTIFIANT, None, RECU),
    "published": Accuse(Identifiant("02A", "200054781", date(2024, 2, 29), "D2024_001bis", "BF"), RECU, RECU, PUBLIE),
}


# ------------------------------------------------------------------------------------------------------- long, of every kind

ENTETE = ecrit((56, 800, "Commune"), (430, 800, "Annexe"))
SUITES: dict[str, Callable[[int], list[Feuille]]] = {
    "same": lambda count: [Feuille(plein())] * count,
    "turned": lambda count: [Feuille(plein(), tour=90 * rank) for rank in range(count)],
    "cropped": lambda count: [
        Feuille(plein((20, 30, 580, 800)), crop=(20, 30, 580, 800), tour=90 * (rank % 3)) for rank in range(count)
    ],
    "columns": lambda count: [Feuille(COLONNES)] * count,
    "near": lambda count: [Feuille(SERRE if rank % 2 else ENTETE) for rank in range(count)],
    "mixed": lambda count: [
        Feuille(plein(PAYSAGE if rank % 3 else A4), media=PAYSAGE if rank % 3 else A4, unite=1.5 if rank % 5 == 4 else None)
        for rank in range(count)
    ],
    "left-open": lambda count: [
        Feuille(b"q 0.5 0 0 0.5 9 9 cm " * (1 + rank % 4) + ecrit((99, 99, "x"))) for rank in range(count)
    ],
    "header-of-the-first": lambda count: [Feuille(ENTETE), *[Feuille(plein())] * (count - 1)],
}


@pytest.mark.parametrize(
    ("nom", "pages"),
    [*((nom, pages) for nom in SUITES for pages in (1, 2, 11)), ("same", LONGUE), ("turned", LONGUE), ("mixed", LONGUE)],
)
def test_stamped_then_read_it_is_the_same_receipt(nom: str, pages: int) -> None:
    pdf = classeur(*SUITES[nom](pages), table="flux" if pages % 2 else "table")
    for accuse in ACCUSES.values() if pages < LONGUE else [ACCUSE]:
        stamped = stamp(pdf, accuse, "acte.pdf")
        (read,) = read_pdf(stamped, "acte.pdf").accuses
        assert read == Accuse(accuse.identifiant, accuse.transmission, accuse.reception, accuse.publication, nature=read.nature)
        assert read.pages == tuple(range(1, pages + 1))
        for rank in {0, 1 % pages, pages // 2, pages - 1}:
            box_of(stamped, rank, accuse)
    again = stamp(by_pypdf(pdf), ACCUSE, "acte.pdf", pages="premiere")
    assert [one.pages for one in read_pdf(again, "acte.pdf").accuses] == [(1,)]


# -------------------------------------------------------------------------------------------------------------- damaged files

DAMAGES = st.tuples(
    st.integers(0, 10**6), st.sampled_from([b"", b" ", b"(", b"<<", b"9999999999", b"endstream", b"\xff"]), st.integers(0, 9)
)


@settings(max_examples=300)
@given(
    nom=st.sampled_from(["full", "shared", "hybrid", "object-streams", "scan", "in-pieces"]),
    damages=st.lists(DAMAGES, max_size=4),
)
def test_a_damaged_file_is_stamped_right_or_refused(nom: str, damages: list[tuple[int, bytes, int]]) -> None:
    pdf = FEUILLES[nom]()
    for far, piece, length in damages:
        place = far % len(pdf)
        pdf = pdf[:place] + piece + pdf[place + length :]
    told: set[str] = set()
    try:
        stamped = stamp(pdf, ACCUSE, "acte.pdf")
    except DelibError as error:
        told = {one.code for one in error.anomalies}
    assert told <= {"pdf-illisible", "pdf-chiffre", "tampon-perdu", "tampon-sans-place"}
    if not told:
        with Vue(stamped) as vue:
            assert all(TEXTE in vue.texte(rank) for rank in range(vue.pages))


# ------------------------------------------------------------------------------------------------------------- seen by Poppler


def drawn(pdf: bytes, rank: int, folder: Path) -> tuple[int, int, list[bytes]]:
    """Return the width, the height and the rows of a page as Poppler displays it, a pixel a point, in grey."""
    (folder / "page.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-gray", "-r", "72", "-cropbox", "-singlefile", "-f", str(rank + 1), str(folder / "page.pdf")]
    data = subprocess.run(command, check=True, capture_output=True).stdout
    found = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
    assert found
    width, height = int(found[1]), int(found[2])
    pixels = data[found.end() :]
    return width, height, [pixels[row * width : (row + 1) * width] for row in range(height)]


def read_by_poppler(pdf: bytes, folder: Path) -> list[list[tuple[str, float, float, float, float]]]:
    """Return the words of each page with their places, as pdftotext tells them."""
    (folder / "texte.pdf").write_bytes(pdf)
    command = ["pdftotext", "-bbox", str(folder / "texte.pdf"), "-"]
    told = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    tree = ElementTree.fromstring(re.sub(r' xmlns="[^"]+"|<!DOCTYPE[^>]*>|<meta[^>]*>', "", told))  # noqa: S314 - pdftotext's own
    pages = []
    for page in tree.iter("page"):
        words = [(word.text or "", *(float(word.get(key, 0)) for key in ("xMin", "yMin", "xMax", "yMax"))) for word in page]
        pages.append(words)
    return pages


@pytest.mark.usefixtures("pdftotext")
@pytest.mark.parametrize("nom", [one for one in FEUILLES if one != "closed-twice"])  # where Poppler draws nothing at all
def test_poppler_sees_it_upright_and_nothing_else_moved(nom: str, tmp_path: Path) -> None:
    pdf = FEUILLES[nom]()
    stamped = stamp(pdf, ACCUSE, "acte.pdf")
    words = read_by_poppler(stamped, tmp_path)
    for rank, found in enumerate(words):
        assert [word[0] for word in found].count(TEXTE) == 1
        (place,) = (word[1:] for word in found if word[0] == TEXTE)
        assert place[2] - place[0] > 5 * (place[3] - place[1]), "upright"
        box = box_of(stamped, rank)
        frame = 2 + 0.2 * (box[3] - box[1])
        (width, height, before), (wide, high, after) = drawn(pdf, rank, tmp_path), drawn(stamped, rank, tmp_path)
        assert (width, height) == (wide, high)
        x0, y0, x1, y1 = int(box[0] - frame), int(box[1] - frame), int(box[2] + frame) + 1, int(box[3] + frame) + 1
        for row, (one, two) in enumerate(zip(before, after, strict=True)):
            assert one == two or (y0 <= row < y1 and one[:x0] == two[:x0] and one[x1:] == two[x1:])
        assert any(one != two for one, two in zip(before, after, strict=True))


# -------------------------------------------------------------------------------------------------- what LibreOffice makes


def long_word() -> bytes:
    """Return a Word file of some 300 pages: upright, then on their side, then in two columns."""
    document = docx.Document()
    document.core_properties.title = "Un long acte"
    texte = "Considérant que la sélection des bénéficiaires fait l’objet d’une délibération du Bureau de la Métropole, " * 3
    for rank in range(LONGUE):
        if rank == LONGUE // 3:
            section = document.add_section(WD_SECTION.NEW_PAGE)
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = section.page_height, section.page_width
        if rank == 2 * LONGUE // 3:
            section = document.add_section(WD_SECTION.NEW_PAGE)
            columns = section._sectPr.find(qn("w:cols"))
            columns.set(qn("w:num"), "2")
        heading = document.add_heading(f"Article {rank + 1}", 1)
        heading.paragraph_format.page_break_before = rank % (LONGUE // 3) > 0
        for _ in range(3):
            document.add_paragraph(texte)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


@pytest.fixture(scope="module")
def made(soffice: str) -> dict[str, bytes]:
    """Return the PDF files of the shipped templates, of a draft, of an act with annexes, and of a long one, in one call."""
    demandes = {}
    for folder in MODELES:
        document = delib.build(folder / "exemple.yaml")
        demandes[folder.parent.name] = Demande(document.nom, document.docx)
    acte = demandes["deliberation"]
    annexes = (Annexe("plan.pdf", classeur(Feuille(plein(), tour=90))), Annexe("annexe.docx", demandes["reglement"].docx))
    demandes["draft"] = Demande("projet.docx", acte.docx, annexes[1:], projet=True)
    demandes["annexes"] = Demande("annexes.docx", acte.docx, annexes)
    demandes["built-annexes"] = Demande("annexe-word.docx", acte.docx, annexes[1:])
    demandes["long"] = Demande("long.docx", long_word())
    return {nom: one.pdf for nom, one in zip(demandes, convert_all(list(demandes.values())), strict=True)}


def test_stamps_and_watermarks_keep_pdf_a_and_pdf_ua(made: dict[str, bytes]) -> None:
    stamped = {nom: stamp(pdf, ACCUSE, f"{nom}.pdf", sur_texte=nom == "draft") for nom, pdf in made.items() if nom != "long"}
    stamped["first page"] = stamp(made["reglement"], ACCUSE, "reglement.pdf", pages="premiere", place="haut-droite")
    judged = verapdf.judge({**stamped, "draft, not stamped": made["draft"], "annexes, not stamped": made["annexes"]})
    assert judged.pop("annexes") == judged.pop("annexes, not stamped"), "a stamp adds no fault to those of an annex"
    assert {nom: faults for nom, faults in judged.items() if faults} == {}


@pytest.mark.parametrize("nom", [*(folder.parent.name for folder in MODELES), "annexes", "built-annexes", "long"])
def test_acts_are_stamped_then_read(nom: str, made: dict[str, bytes]) -> None:
    stamped = stamp(made[nom], ACCUSE, "acte.pdf")
    (read,) = read_pdf(stamped, "acte.pdf").accuses
    assert (read.identifiant, read.transmission, read.reception) == (IDENTIFIANT, ACCUSE.transmission, ACCUSE.reception)
    with Vue(stamped) as vue:
        pages = vue.pages
    assert read.pages == tuple(range(1, pages + 1))
    assert pages >= LONGUE or nom != "long"
    for rank in {0, pages // 2, pages - 1}:
        box_of(stamped, rank)
    assert lines(ACCUSE)[1] == TEXTE
