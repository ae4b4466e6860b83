"""Receipts on long files, on pages made in every way, near any text; and none where there is none.

Each form of stamp on 1, 2 and 300 pages: drawn by code, typeset by LibreOffice, turned, cropped, in columns, with text around it.
"""

from __future__ import annotations

import io
import random
import resource
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.shared import Pt
from hypothesis import given, settings
from pypdf import PdfReader, PdfWriter

from delib.prefecture.accuse import Lecture
from delib.prefecture.accuse.tampons import read_pdf
from delib.production.pdf.vue import Vue
from tests.faux_accuses import FORMULAIRES, PHRASES, iter_faux
from tests.pdfs import DONNENT, ID, POLICES, VARIANTES, Faits, Feuille, Trait, bloc, overlaid, pdf, turned, width
from tests.test_accuse_tampons import FAITS, days, expected, identifiers

LONG = 300
COUNTS = (1, 2, LONG)
PROSE = (
    "Vu le code général des collectivités territoriales,",
    "Considérant la compétence de la Métropole en matière d'aménagement,",
    "reçu en préfecture le 12/03/2020 et publié le 13/03/2020,",
    "APPROUVE la liste des communes bénéficiaires du parcours",
    "la délibération du 02/12/2025",
    "transmise au contrôle de légalité le 16/12/2025.",
    "Vu l'accusé de réception en préfecture de la délibération",
    "DATE DE LA CONVOCATION : 26 novembre 2025",
    "NOMBRE DE CONSEILLERS EN EXERCICE : 44",
    "Le Président",
    "02/12/2025",
    "Page 1/12",
    "certifie le caractère exécutoire de cet acte",
)


def column(x: float, rank: int = 0) -> tuple[Trait, ...]:
    """Return a column of text down the page, of its own on each page."""
    lines = [f"{PROSE[(rank + line) % len(PROSE)][:42]} ({rank})" for line in range(50)]
    return bloc(lines, x, 60, 9, pas=1.5)


def feuille(make: Callable[[Faits], list[str]], rank: int, **laid: object) -> Feuille:
    """Return a page whose stamp stands between columns of text."""
    return Feuille(column(40, rank % 5), bloc(make(FAITS), 330, 200, 7), **laid)  # type: ignore[arg-type]


KINDS: dict[str, Callable[[Callable[[Faits], list[str]], int], Feuille]] = {
    "drawn": feuille,
    **{
        f"turned-{turn}": lambda make, rank, turn=turn: feuille(make, rank, rotation=turn, taille=(842, 842))
        for turn in (90, 180, 270)
    },
    "laid-before-it-turned": lambda make, rank: feuille(make, rank, rotation=90, penche=True),
    "cropped": lambda make, rank: feuille(make, rank, rogne=(20, 20, 575, 800)),
    "columns": lambda make, rank: Feuille((*column(20, rank % 3), *bloc(make(FAITS), 250, 300, 6), *column(480, rank % 7))),
    "near": lambda make, rank: Feuille(
        (*bloc(PROSE[:3], 60, 100, 9), *bloc(PROSE[4:9], 60, 240, 9), *column(420)), bloc(make(FAITS), 60, 138, 7)
    ),
    "annotation": lambda make, rank: feuille(make, rank, couche="annotation"),
    "form": lambda make, rank: feuille(make, rank, couche="formulaire"),
}


def check(lecture: Lecture, variante: str, pages: int) -> None:
    (accuse,) = lecture.accuses
    assert (accuse, accuse.pages) == (expected(variante, FAITS), tuple(range(1, pages + 1)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("variante", VARIANTES)
def test_each_stamp_on_each_kind_of_page(variante: str, kind: str) -> None:
    long = kind in {"drawn", "cropped", "near", "turned-90"} and (variante != "V5" or kind == "drawn")
    for count in COUNTS if long else COUNTS[:2]:
        check(read_pdf(pdf(KINDS[kind](VARIANTES[variante], rank) for rank in range(count)), "acte.pdf"), variante, count)


@pytest.mark.parametrize("variante", ["V1", "V2b", "V3"])
@pytest.mark.parametrize("kind", ["annotation", "form", "turned-180", "turned-270", "laid-before-it-turned"])
def test_the_commonest_stamps_on_long_files(variante: str, kind: str) -> None:
    check(read_pdf(pdf(KINDS[kind](VARIANTES[variante], rank) for rank in range(LONG)), "acte.pdf"), variante, LONG)


@pytest.mark.parametrize("variante", ["V1", "V2b", "V3"])
def test_a_stamp_within_the_text_of_a_long_file(variante: str) -> None:
    """Each page has other sentences that talk of the préfecture, with days: each is drawn."""
    check(read_pdf(pdf(KINDS["columns"](VARIANTES[variante], rank) for rank in range(60)), "acte.pdf"), variante, 60)


# ----------------------------------------------------------------------------------------------------------------- LibreOffice


@pytest.fixture(scope="module")
def typeset(to_pdf: Callable[[list[Path]], list[Path]], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return what LibreOffice typeset: 300 pages, a page a stamp in two columns, pages without a receipt, the real act."""
    folder = tmp_path_factory.mktemp("actes")
    long, stamps, others = docx.Document(), docx.Document(), docx.Document()
    for rank in range(LONG):
        long.add_paragraph(f"Article {rank + 1} - " + " ".join(PROSE)).add_run().add_break(WD_BREAK.PAGE)
    for variante, make in VARIANTES.items():
        stamps.add_paragraph(" ".join(PROSE))
        left, right = stamps.add_table(1, 2).rows[0].cells
        left.text = "\n".join(PROSE)
        stamp = stamps.add_paragraph() if variante == "V5" else right.paragraphs[0]
        stamp.add_run("\n".join(make(FAITS))).font.size = Pt(7)
        stamps.add_paragraph(" ".join(PROSE)).add_run().add_break(WD_BREAK.PAGE)
    for lines in (*FORMULAIRES, *((phrase,) for phrase in PHRASES)):
        left, right = others.add_table(1, 2).rows[0].cells
        left.text, right.text = " ".join(PHRASES[:8]), "\n".join(lines)
        others.add_paragraph("\n".join(lines)).add_run().add_break(WD_BREAK.PAGE)
    files = []
    for name, document in (("long", long), ("stamps", stamps), ("others", others)):
        document.save(str(folder / f"{name}.docx"))
        files.append(folder / f"{name}.docx")
    return {path.stem: path.read_bytes() for path in to_pdf(files)}


@pytest.mark.parametrize("variante", [variante for variante in VARIANTES if variante != "V5"])
def test_a_stamp_laid_over_300_pages_of_libreoffice(variante: str, typeset: dict[str, bytes]) -> None:
    pages = len(PdfReader(io.BytesIO(typeset["long"])).pages)
    assert pages >= LONG
    data = overlaid(typeset["long"], lambda _: bloc(VARIANTES[variante](FAITS), 320, 20, 7))
    check(read_pdf(data, "acte.pdf"), variante, pages)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_stamps_that_libreoffice_typeset_then_turned(turn: int, typeset: dict[str, bytes]) -> None:
    reader = PdfReader(io.BytesIO(turned(typeset["stamps"], turn, (10, 10, 580, 780))))
    for rank, variante in enumerate(VARIANTES):
        writer = PdfWriter()
        for _ in range(2):
            writer.add_page(reader.pages[rank])
        stream = io.BytesIO()
        writer.write(stream)
        check(read_pdf(stream.getvalue(), "acte.pdf"), variante, 2)


def test_pages_that_libreoffice_typeset_without_a_receipt(typeset: dict[str, bytes]) -> None:
    reader = PdfReader(io.BytesIO(typeset["others"]))
    assert len(reader.pages) > len(FORMULAIRES)
    for page in reader.pages:
        writer = PdfWriter()
        writer.add_page(page)
        stream = io.BytesIO()
        writer.write(stream)
        assert read_pdf(stream.getvalue(), "acte.pdf").accuses == ()


def test_the_real_act_typeset(references: Path, to_pdf: Callable[[list[Path]], list[Path]], tmp_path: Path) -> None:
    """BM2025/12/02/22-1 bears its receipt; CM2025/04/07/19-2 does not, and certifies that it is exécutoire."""
    files = []
    for path in sorted(references.glob("*.txt")):
        document = docx.Document()
        for line in path.read_text("utf-8").splitlines():
            document.add_paragraph(line.strip("*"))
        document.save(str(tmp_path / f"{path.stem}.docx"))
        files.append(tmp_path / f"{path.stem}.docx")
    bureau, conseil = (read_pdf(path.read_bytes(), path.name) for path in to_pdf(files))
    (accuse,) = bureau.accuses
    sent = date(2025, 12, 16)
    assert (str(accuse.identifiant), accuse.transmission, accuse.reception, accuse.publication) == (ID, sent, sent, None)
    assert (conseil.accuses, [one.code for one in conseil.anomalies]) == ((), ["accuse-tampon-certification"])


# ------------------------------------------------------------------------------------------------------------- 0 false receipts


def test_200_pdfs_without_a_receipt_give_none() -> None:
    made = list(iter_faux(graine=2025, nombre=200))
    assert len(made) == 200
    assert [name for name, data in made if read_pdf(data, name).accuses] == []


# ----------------------------------------------------------------------------------------------------------------- near any text


def surrounded(source: random.Random, lines: Sequence[str], police: str) -> Feuille:
    """Return a stamp anywhere on a page, with text above, below and on both sides, drawn in any order."""
    corps, pas, beside = source.choice((6, 7, 8, 9, 10)), source.choice((1.1, 1.25, 1.5)), source.choice((8, 9, 10, 11))
    wide = max(width(line, police) for line in lines) * corps
    x, y = source.uniform(20, 570 - wide), source.uniform(60, 700)
    stamp = bloc(lines, x, y, corps, police, pas=pas)
    gap, rise = source.uniform(1.0, 2.5) * max(beside, corps), source.uniform(0.3, 1.5) * beside
    same = source.random() < 0.5
    first, lead = (y, corps * pas) if same else (y - source.uniform(0, 20), beside * 1.2)
    around = []
    for rank in range(6):
        above = y - corps * 1.2 - rise - rank * beside * 1.2
        under = y + (len(lines) - 1) * corps * pas + rise + beside + rank * beside * 1.2
        around += [Trait(source.choice(PROSE), max(20, x - source.uniform(0, 100)), place, beside) for place in (above, under)]
        texte = source.choice(PROSE)
        around.append(Trait(source.choice(PROSE), x + wide + gap, first + rank * lead, beside))
        around.append(Trait(texte, x - gap - width(texte) * beside, first + rank * lead, beside))
    rotation = source.choice((0, 0, 90, 180, 270))
    taille = (842, 595) if rotation % 180 else (595, 842)
    order = source.choice(("before", "after", "row by row", "backwards", "any"))
    if order in {"before", "after"}:
        return Feuille(tuple(around), stamp, rotation, dessous=order == "after", taille=taille)
    drawn = [*around, *stamp[::-1]]
    if order == "row by row":
        drawn.sort(key=lambda trait: (round(trait.y), trait.x))
    elif order == "any":
        source.shuffle(drawn)
    return Feuille(tuple(drawn), (), rotation, taille=taille)


@pytest.mark.parametrize("graine", range(8))
def test_a_stamp_with_text_all_around_it(graine: int) -> None:
    source = random.Random(graine)  # noqa: S311 - the same pages each time
    for _ in range(25):
        variante = source.choice([one for one in VARIANTES if one != "V5"])
        faits = replace(FAITS, publication=source.choice((None, FAITS.publication)))
        page = surrounded(source, VARIANTES[variante](faits), source.choice(POLICES))
        (accuse,) = read_pdf(pdf([page]), "acte.pdf").accuses
        assert accuse == expected(variante, faits)


@settings(max_examples=40)
@given(identifiers, days, days)
def test_any_receipt_on_the_last_of_40_pages(identifiant: str, transmission: date, reception: date) -> None:
    faits = Faits(identifiant, transmission, reception, None)
    for variante in ("V1", "V3"):
        pages = [Feuille(column(40))] * 39 + [Feuille(column(40), bloc(VARIANTES[variante](faits), 330, 60, 7))]
        (accuse,) = read_pdf(pdf(pages), "acte.pdf").accuses
        assert (accuse, accuse.pages) == (expected(variante, faits), (40,))


# ------------------------------------------------------------------------------------------------------------------- what is held


def test_nothing_is_held_of_a_thousand_files() -> None:
    data = pdf([Feuille(column(40)[:5], bloc(VARIANTES["V1"](FAITS), 330, 60, 7), couche="annotation")] * 2)

    def read_them(count: int) -> int:
        for _ in range(count):
            with Vue(data) as vue:
                for page in range(vue.pages):
                    vue.texte(page)
                    vue.vierge(page, 10, 10, 40, 40)
                vue.boites(0)
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    before = read_them(50)
    assert read_them(1000) - before < 8_000  # kilobytes; what one file holds is 300


def test_every_form_says_what_it_is_said_to_say() -> None:
    assert DONNENT.keys() == VARIANTES.keys()
