"""Receipts read on the pages of a PDF: the stamps that are one, those that are none and what is said of them, what pages do."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NumberObject

import delib
from delib.anomalie import LectureError, Page
from delib.prefecture.accuse import Accuse, Lecture
from delib.prefecture.accuse.tampons import read_pdf
from delib.prefecture.identifiant import Identifiant
from tests.conftest import RACINE
from tests.faux_accuses import iter_faux
from tests.pdfs import DONNENT, ID, POLICES, VARIANTES, Faits, Feuille, Trait, bloc, overlaid, pdf, width

FAITS = Faits()
ACTE = (
    "Vu le code général des collectivités territoriales, notamment l'article L.5219-1,",
    "Vu la loi n°2014-58 du 27 janvier 2014 de modernisation de l'action publique territoriale,",
    "Considérant la compétence de la Métropole en matière d'aménagement numérique,",
    "APPROUVE la liste des communes bénéficiaires du parcours, transmise en préfecture le 16/12/2025.",
)
CORPS = bloc(ACTE * 8, 60, 240, 10)


def read(*feuilles: Feuille) -> Lecture:
    return read_pdf(pdf(feuilles), "acte.pdf")


def stamped(lignes: Sequence[str], **laid: object) -> Feuille:
    """Return the page of an act with a stamp at its top right."""
    return Feuille(CORPS, bloc(lignes, 330, 40, 8), **laid)  # type: ignore[arg-type]


def plain(lignes: Sequence[str]) -> Feuille:
    """Return the page of an act that says no day, so that its stamp may be known again."""
    return Feuille(bloc(ACTE[:3] * 9, 60, 240, 10), bloc(lignes, 330, 40, 8))


def told(lecture: Lecture) -> list[str]:
    return sorted(one.code for one in lecture.anomalies)


def expected(variante: str, faits: Faits) -> Accuse:
    """Return the receipt that a stamp says: what its form does not print stays unknown."""
    identifiant = Identifiant.read(faits.identifiant)
    assert identifiant is not None
    days = {name: getattr(faits, name) for name in DONNENT[variante]}
    more = {"V4": {"matiere": (7, 1)}, "V5": {"matiere": (6, 1), "nature": "DE", "objet": faits.objet}}
    return Accuse(identifiant, **days, **more.get(variante, {}))


# --------------------------------------------------------------------------------------------------------- the forms of stamp

SOURCES = {variante: f"tampon {variante}" for variante in VARIANTES} | {"V5": "page d’accusé V5"}
OF_VARIANTE = {"V5": ["accuse-tampon-emission"]} | {
    variante: ["accuse-tampon-incertain"] for variante in ("V10", "AGEDI", "E-LEGALITE")
}


@pytest.mark.parametrize("variante", VARIANTES)
def test_each_form_of_stamp_gives_its_receipt(variante: str) -> None:
    lecture = read(stamped(VARIANTES[variante](FAITS)))
    (accuse,) = lecture.accuses
    assert accuse == expected(variante, FAITS)
    assert (accuse.source, accuse.fichier, accuse.pages) == (SOURCES[variante], "acte.pdf", (1,))
    assert told(lecture) == OF_VARIANTE.get(variante, [])


LAID = {
    **{f"turned-{turn}": {"rotation": turn} for turn in (90, 180, 270)},
    **{f"as-it-was-before-it-turned-{turn}": {"rotation": turn, "penche": True} for turn in (90, 180, 270)},
    "cropped": {"rogne": (40, 40, 560, 800)},
    "cropped-and-turned": {"rogne": (40, 40, 560, 800), "rotation": 90},
    "under-the-text": {"dessous": True},
    "boxed": {"cadre": True},
    "form": {"couche": "formulaire"},
    "annotation": {"couche": "annotation"},
    "annotation-turned": {"couche": "annotation", "rotation": 270},
    "free-text": {"couche": "note"},
}


@pytest.mark.parametrize("laid", LAID.values(), ids=LAID)
@pytest.mark.parametrize("variante", ["V1", "V2", "V3", "V5"])
def test_however_the_stamp_is_laid(variante: str, laid: dict[str, object]) -> None:
    (accuse,) = read(stamped(VARIANTES[variante](FAITS), **laid)).accuses
    assert accuse == expected(variante, FAITS)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("pose", ["ligne", "mots", "lettres", "espacé"])
@pytest.mark.parametrize("police", POLICES)
def test_however_its_letters_are_laid(police: str, pose: str, rotation: int) -> None:
    corps = 5 if pose == "espacé" else 8
    for variante in ("V1", "V2b"):
        tampon = bloc(VARIANTES[variante](FAITS), 180, 60, corps, police, pose)
        (accuse,) = read(Feuille(CORPS, tampon, rotation=rotation)).accuses
        assert accuse == expected(variante, FAITS)


@pytest.mark.parametrize("variante", VARIANTES)
@pytest.mark.parametrize("order", ["backwards", "row by row"])
def test_whatever_the_order_of_drawing(variante: str, order: str) -> None:
    lines = VARIANTES[variante](FAITS)
    tampon = bloc(lines, 300, 240, 8, pas=1.25)
    column = bloc(ACTE * 3, -100, 240, 8, pas=1.25)
    drawn = tampon[::-1] if order == "backwards" else sorted((*tampon, *column), key=lambda trait: (trait.y, trait.x))
    (accuse,) = read(Feuille(tuple(drawn))).accuses
    assert accuse == expected(variante, FAITS)


PLACES = {
    "top left": (25, 30),
    "top right": (350, 30),
    "bottom left": (25, 780),
    "bottom right": (350, 780),
    "in the text": (150, 400),
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("variante", ["V1", "V2", "V2b", "V2d", "V3", "V4"])
def test_text_that_is_near(variante: str, place: tuple[float, float]) -> None:
    """Text above, below, and at the same height on both sides, as near as columns come; with days of its own."""
    x, y = place
    lines = VARIANTES[variante](replace(FAITS, publication=None))
    wide = max(width(line) for line in lines) * 8
    around = [Trait(ACTE[rank % 4], x - 20, y - 14 - 11 * rank, 9) for rank in range(3)]
    around += [Trait("02/12/2025", x - 4, y + 10 * len(lines) + 4 + 11 * rank, 9) for rank in range(3)]
    around += [Trait(ACTE[rank], x + wide + 10, y + 10 * rank, 9) for rank in range(4)]
    around += [Trait(texte, x - 10 - width(texte) * 9, y + 10 * rank, 9) for rank, texte in enumerate(ACTE)]
    (accuse,) = read(Feuille(tuple(around), bloc(lines, x, y, 8))).accuses
    assert accuse == expected(variante, replace(FAITS, publication=None))


days = st.dates(date(2005, 1, 1), date(2099, 12, 31))
numbers = st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9_-]{0,13}[A-Za-z0-9])?", fullmatch=True)
identifiers = st.builds(
    lambda departement, siren, jour, numero, nature: f"{departement}-{siren}-{jour:%Y%m%d}-{numero}-{nature}",
    st.sampled_from(("001", "075", "02A", "02B", "974", "987")),
    st.sampled_from(("200054781", "213005616", "000000000", "491011698")),
    days,
    numbers,
    st.sampled_from(("DE", "AR", "AI", "CC", "BF", "AU")),
)


@settings(max_examples=60)
@given(identifiers, days, days, st.none() | days, st.sampled_from(sorted(VARIANTES)), st.sampled_from(POLICES))
def test_what_is_drawn_is_read_back(  # noqa: PLR0917 - all that a stamp says
    identifiant: str, transmission: date, reception: date, publication: date | None, variante: str, police: str
) -> None:
    faits = Faits(identifiant, transmission, reception, publication)
    (accuse,) = read(Feuille((), bloc(VARIANTES[variante](faits), 60, 60, 8, police))).accuses
    assert accuse == expected(variante, faits)


# ----------------------------------------------------------------------------------------------------------- what is no receipt

FILE_NAME = "99_AR-013-211300074-20220106-AR-2022-02-AR-1-1_1.PDF"
NO_RECEIPT: dict[str, tuple[Sequence[str], list[str]]] = {
    "V2c, a platform for tests": (
        ["Envoi simulé le 16/12/2025", "Reception simulée le 16/12/2025", "Publication simulée le", f"ID : {ID}"],
        ["accuse-tampon-simule"],
    ),
    "V6, the name of a file": ([FILE_NAME], ["accuse-tampon-nom-fichier"]),
    "V7, an empty form": (
        [
            "Accusé de réception en préfecture",
            "Identifiant :",
            "Date de réception :",
            "Date de notification",
            "Date d'affichage : du au",
        ],
        ["accuse-tampon-vide"],
    ),
    "V8, a mention": (
        ["TRANSMIS EN PRÉFECTURE LE 16/12/2025", "REÇU EN PRÉFECTURE LE 16/12/2025", "PUBLIÉ PAR VOIE D'AFFICHAGE LE 17/12/2025"],
        ["accuse-tampon-sans-identifiant"],
    ),
    "V8, left blank": (
        ["TRANSMIS EN PRÉFECTURE LE", "REÇU EN PRÉFECTURE LE", "PUBLIÉ PAR VOIE D'AFFICHAGE LE"],
        ["accuse-tampon-vide"],
    ),
    "V9, filled": (
        ["Certifié exécutoire, compte tenu de la transmission en Préfecture et de la publication le : 16/12/2025"],
        ["accuse-tampon-certification"],
    ),
    "V9, left blank": (
        ["Certifié exécutoire par le Maire compte tenu de la transmission en sous-préfecture, le ….. et de la publication, le …"],
        ["accuse-tampon-certification"],
    ),
    "the oldest V2, without an identifier": (
        ["Envoyé en préfécture le 16/12/2025", "Reçu en préfécture le 16/12/2025", "Affiché le"],
        ["accuse-tampon-sans-identifiant"],
    ),
    "a stamp without days": (VARIANTES["V1"](Faits(ID, None, None, None)), ["accuse-tampon-vide-identifiant"]),
    "a stamp of publication only": (
        ["Envoyé en préfecture le", "Reçu en préfecture le", "Publié le 17/12/2025", f"ID : {ID}"],
        ["accuse-tampon-vide-identifiant"],
    ),
    "days that no words of the préfecture announce": (["Reçu le 16/12/2025", ID], ["accuse-tampon-douteux"]),
    "a row of a list": ([f"{ID}, reçu en préfecture le 16/12/2025"], ["accuse-tampon-douteux"]),
    "the middle of a sentence": (
        ["Vu l'arrêté pris ce jour par le Maire,", ID, "reçu en préfecture le 16/12/2025", "et publié le 17/12/2025,"],
        ["accuse-tampon-douteux"],
    ),
    "a page of receipt without its day": (VARIANTES["V5"](replace(FAITS, reception=None)), ["accuse-tampon-vide-identifiant"]),
    "an identifier that cannot be read": (
        ["AR Prefecture", "075-2OOO54782-20251202-BM25-DE", "Reçu le 16/12/2025"],
        ["accuse-tampon-identifiant"],
    ),
    "an identifier of no calendar": (
        ["AR Prefecture", "075-200054781-20251302-BM25-DE", "Reçu le 16/12/2025"],
        ["accuse-tampon-identifiant"],
    ),
    "a title of a chapter": (["Accusé de réception en préfecture"], []),
    "a visa": ([f"Vu l'accusé de réception en préfecture n° {ID} du 16/12/2025,"], []),
    "words that are quoted": (["« Accusé de réception en préfecture »", f"« {ID} »", "« Reçu en préfecture le 16/12/2025 »"], []),
}


@pytest.mark.parametrize(("lines", "codes"), NO_RECEIPT.values(), ids=NO_RECEIPT)
def test_what_is_no_receipt_is_said_to_be_none(lines: Sequence[str], codes: list[str]) -> None:
    lecture = read(Feuille(bloc(lines, 60, 60, 8)))
    assert lecture.accuses == ()
    assert told(lecture) == codes
    assert all(
        "Ce n’est pas" in one.message or "illisible" in one.message or "ne peut pas" in one.message for one in lecture.anomalies
    )


def test_the_identifier_of_a_file_name_is_told() -> None:
    (anomalie,) = read(stamped([FILE_NAME])).anomalies
    assert "013-211300074-20220106-AR-2022-02-AR," in anomalie.message


def test_pages_that_bear_no_receipt_give_none() -> None:
    assert [nom for nom, data in iter_faux(nombre=40) if read_pdf(data, nom).accuses] == []


def test_the_documentation_of_delib_bears_no_receipt() -> None:
    lines = [
        line[start : start + 110] for line in (RACINE / "README.md").read_text("utf-8").split("\n") for start in (0, 110, 220)
    ]
    assert read(*(Feuille(bloc(lines[start : start + 60], 40, 40, 8)) for start in range(0, len(lines), 60))).accuses == ()


# ------------------------------------------------------------------------------------------------------------ what pages do to it

CHARS = "095-219501426-20240105-032024-DE"
JANVIER = date(2024, 1, 6)
V2 = (date(2025, 12, 16), date(2025, 12, 17))

READ: dict[str, tuple[Sequence[str], str, tuple[date | None, ...], list[str]]] = {
    "as optical reading left it": (
        ["Envoyé en préfecture le 05/01/2024", "Reu en préfecturé1e06/0172024", "Affiché le", f"ID : {CHARS}"],
        CHARS,
        (date(2024, 1, 5), JANVIER, None),
        ["accuse-tampon-date-mendee"],
    ),
    "the words of a logo between the lines": (
        [
            "Envoyé en préfecture le 16/12/2025",
            "SLO",
            "Reçu en préfecture le 17/12/2025",
            "Berger Levrault",
            "Affiché le",
            f"ID : {ID}",
        ],
        ID,
        (*V2, None),
        [],
    ),
    "capitals": (
        ["ENVOYÉ EN PRÉFECTURE LE 16/12/2025", "REÇU EN PRÉFECTURE LE 17/12/2025", "PUBLIÉ LE 18/12/2025", f"ID : {ID}"],
        ID,
        (*V2, date(2025, 12, 18)),
        [],
    ),
    "small letters, alone on the page": (
        ["envoyé en préfecture le 16/12/2025", "reçu en préfecture le 17/12/2025", f"id : {ID}"],
        ID,
        (*V2, None),
        [],
    ),
    "accents lost, or dropped with their letter": (
        [
            "Accuse de rception en prefecture",
            ID,
            "Date de tltransmission : 16/12/2025",
            "Date de reception prfecture : 17/12/2025",
        ],
        ID,
        (*V2, None),
        [],
    ),
    "a title on two lines": (
        ["Accusé de réception", "en préfecture", ID, "Date de réception préfecture : 17/12/2025"],
        ID,
        (None, V2[1], None),
        [],
    ),
    "colons lost, and a logo on the line": (
        ["Envoyé en préfecture, le 16/12/2025 SLO", "Reçu en préfecture le 17/12/2025 S2LOW", f"lD {ID}"],
        ID,
        (*V2, None),
        [],
    ),
    "a sous-préfecture": (
        ["Accusé de réception en sous-préfecture", ID, "Date de réception sous-préfecture : 17/12/2025"],
        ID,
        (None, V2[1], None),
        [],
    ),
    "hours": (["AR Prefecture", ID, "Reçu le 17/12/2025 à 14:32"], ID, (None, V2[1], None), []),
    "days in words": (
        ["Envoyé en préfecture le 16 décembre 2025", "Reçu en préfecture le 1er février 2026", f"ID : {ID}"],
        ID,
        (V2[0], date(2026, 2, 1), None),
        [],
    ),
    "letters for figures in a day": (
        ["AR Prefecture", ID, "Reçu le l7/12/2O25"],
        ID,
        (None, V2[1], None),
        ["accuse-tampon-date-mendee"],
    ),
    "letters for figures in the identifier": (
        ["AR Prefecture", "O75-2OOO5478l-20251202-BM25-12-02-22-1-DE", "Reçu le 17/12/2025"],
        ID,
        (None, V2[1], None),
        ["accuse-tampon-mende"],
    ),
    "spaces around the hyphens": (
        ["AR Prefecture", "075 - 200054781 - 20251202 - BM25-12-02-22-1 - DE", "Reçu le 17/12/2025"],
        ID,
        (None, V2[1], None),
        ["accuse-tampon-mende"],
    ),
    "an identifier on two lines": (
        ["AR Prefecture", "075-200054781-20251202-", "BM25-12-02-22-1-DE", "Reçu le 17/12/2025"],
        ID,
        (None, V2[1], None),
        ["accuse-tampon-mende"],
    ),
    "a number with a space": (
        ["AR Prefecture", "075-200054781-20251202-BM 25-DE", "Reçu le 17/12/2025"],
        "075-200054781-20251202-BM 25-DE",
        (None, V2[1], None),
        ["accuse-tampon-mende"],
    ),
    "days under their labels": (
        ["Envoyé en préfecture le", "16/12/2025", "Reçu en préfecture le", "17/12/2025", "Publié le", "18/12/2025", f"ID : {ID}"],
        ID,
        (*V2, date(2025, 12, 18)),
        [],
    ),
    "days under their labels, the last left empty": (
        ["Envoyé en préfecture le", "16/12/2025", "Reçu en préfecture le", "17/12/2025", "Publié le", f"ID : {ID}"],
        ID,
        (*V2, None),
        [],
    ),
    "a label on two lines": (
        ["Accusé de réception en préfecture", ID, "Date de réception", "préfecture : 17/12/2025"],
        ID,
        (None, V2[1], None),
        [],
    ),
    "a day of publication of the page, not of the stamp": (
        ["Envoyé en préfecture le 16/12/2025", "Reçu en préfecture le 17/12/2025", f"ID : {ID}", "Publié le", "02/12/2025"],
        ID,
        (*V2, None),
        [],
    ),
    "a day that no calendar has": (
        ["Envoyé en préfecture le 16/12/2025", "Reçu en préfecture le 31/02/2026", f"ID : {ID}"],
        ID,
        (V2[0], None, None),
        ["accuse-tampon-date"],
    ),
    "a day that cannot be read": (
        ["Envoyé en préfecture le 16/12/2025", "Reçu en préfecture le 1?/1?/2025", f"ID : {ID}"],
        ID,
        (V2[0], None, None),
        ["accuse-tampon-date"],
    ),
    "sent, not received yet": (
        ["Envoyé en préfecture le 16/12/2025", "Reçu en préfecture le", f"ID : {ID}"],
        ID,
        (V2[0], None, None),
        ["accuse-tampon-sans-reception"],
    ),
    "received before it was sent": (
        VARIANTES["V1"](Faits(transmission=V2[1], reception=V2[0])),
        ID,
        (V2[1], V2[0], None),
        ["accuse-tampon-ordre"],
    ),
    "received before it was made": (
        VARIANTES["V3"](Faits(reception=date(2025, 12, 1))),
        ID,
        (None, date(2025, 12, 1), None),
        ["accuse-tampon-anterieur"],
    ),
    "a SIREN whose key is wrong": (
        ["AR Prefecture", "075-200054782-20251202-BM25-DE", "Reçu le 17/12/2025"],
        "075-200054782-20251202-BM25-DE",
        (None, V2[1], None),
        ["identifiant-siren-cle"],
    ),
    "a nature that no classification has": (
        ["AR Prefecture", "075-200054781-20251202-BM25-ZZ", "Reçu le 17/12/2025"],
        "075-200054781-20251202-BM25-ZZ",
        (None, V2[1], None),
        ["identifiant-nature-inconnue"],
    ),
    "a form of the house, filled": (
        ["Accusé de réception en préfecture", f"Identifiant : {ID}", "Date de réception : 17/12/2025", "Date de notification"],
        ID,
        (None, V2[1], None),
        ["accuse-tampon-incertain"],
    ),
    "a page of receipt of another number": (
        [line.replace("locale: BM25-12-02-22-1", "locale: BM25-12-02-23") for line in VARIANTES["V5"](FAITS)],
        ID,
        (None, V2[1], None),
        ["accuse-tampon-desaccord", "accuse-tampon-emission"],
    ),
}


@pytest.mark.parametrize(("lines", "identifiant", "jours", "codes"), READ.values(), ids=READ)
def test_what_pages_do_to_a_stamp(
    lines: Sequence[str], identifiant: str, jours: tuple[date | None, ...], codes: list[str]
) -> None:
    lecture = read(Feuille((), bloc(lines, 60, 60, 8)))
    (accuse,) = lecture.accuses
    assert str(accuse.identifiant) == identifiant
    assert (accuse.transmission, accuse.reception, accuse.publication) == jours
    assert told(lecture) == codes


def test_labels_in_one_column_and_days_in_another() -> None:
    labels = bloc(["Envoyé en préfecture le", "Reçu en préfecture le", "Publié le", "ID :"], 300, 60, 8)
    values = bloc(["16/12/2025", "17/12/2025", "", ID], 400, 60, 8)
    (accuse,) = read(Feuille(CORPS, (*labels, *values))).accuses
    assert (accuse.transmission, accuse.reception, accuse.publication) == (*V2, None)


def test_what_was_mended_is_told_with_what_was_read() -> None:
    lines = ["AR Prefecture", "O75-2OOO54781-20251202-BM25-12-02-22-1-DE", "Reçu le l7/12/2O25"]
    day, name = sorted((one.message for one in read(stamped(lines)).anomalies), key=len)
    assert "« l7/12/2o25 »" in day.lower()
    assert "17/12/2025" in day
    assert "« O75-2OOO54781-20251202-BM25-12-02-22-1-DE »" in name
    assert ID in name


# ------------------------------------------------------------------------------------------------------------- several pages

AUTRE = "075-200054781-20251202-BM25-12-02-23-1-DE"


def test_a_stamp_on_every_page_is_one_receipt() -> None:
    lecture = read(*[stamped(VARIANTES["V1"](FAITS))] * 12)
    (accuse,) = lecture.accuses
    assert (accuse.pages, lecture.anomalies) == (tuple(range(1, 13)), ())


@pytest.mark.parametrize("where", [0, 4, 8])
def test_a_stamp_on_one_page_is_found(where: int) -> None:
    pages = [stamped(VARIANTES["V1"](FAITS)) if rank == where else Feuille(CORPS) for rank in range(9)]
    (accuse,) = read(*pages).accuses
    assert accuse.pages == (where + 1,)


def test_two_acts_in_one_file_are_told_with_their_pages() -> None:
    first, second = stamped(VARIANTES["V1"](FAITS)), stamped(VARIANTES["V2"](replace(FAITS, identifiant=AUTRE)))
    lecture = read(first, first, second, Feuille(CORPS), second)
    assert [(str(one.identifiant), one.pages, one.source) for one in lecture.accuses] == [
        (ID, (1, 2), "tampon V1"),
        (AUTRE, (3, 5), "tampon V2"),
    ]
    (anomalie,) = lecture.anomalies
    assert anomalie.code == "accuse-tampon-plusieurs"
    assert f"{ID} (pages 1 à 2) ; {AUTRE} (pages 3 et 5)" in anomalie.message


@pytest.mark.parametrize("apart", [(300, 40), (20, 40 + 45), (20, 40 + 4 * 10 + 12)], ids=["beside", "under", "close"])
@pytest.mark.parametrize(("one", "other"), list(itertools.product(["V1", "V2", "V2d", "V3", "V4"], repeat=2)))
def test_two_stamps_on_one_page(one: str, other: str, apart: tuple[float, float]) -> None:
    """An annex that was an act of its own bears its first stamp beside the new one, of another platform or of the same."""
    late = Faits(AUTRE, date(2026, 1, 5), date(2026, 1, 6), None)
    tampon = (*bloc(VARIANTES[one](FAITS), 20, 40, 8), *bloc(VARIANTES[other](late), *apart, 8))
    first, second = read(Feuille(CORPS, tampon)).accuses
    assert (first, second) == (expected(one, FAITS), expected(other, late))


@pytest.mark.parametrize(("one", "other"), [("V1", "V2"), ("V2b", "V2b"), ("V3", "V1")])
def test_a_stamp_printed_over_another(one: str, other: str) -> None:
    late = Faits(AUTRE, date(2026, 1, 5), date(2026, 1, 6), None)
    tampon = (*bloc(VARIANTES[one](FAITS), 330, 40, 8), *bloc(VARIANTES[other](late), 332, 41, 8))
    first, second = read(Feuille(CORPS, tampon)).accuses
    assert (first, second) == (expected(one, FAITS), expected(other, late))


def test_a_stamp_in_letters_that_are_drawn_twice_to_be_bold() -> None:
    lines = VARIANTES["V1"](FAITS)
    tampon = [trait for line in zip(bloc(lines, 330, 40, 8), bloc(lines, 330.3, 40, 8), strict=True) for trait in line]
    (accuse,) = read(Feuille(CORPS, tuple(tampon))).accuses
    assert accuse == expected("V1", FAITS)


def test_the_same_stamp_at_two_places_of_a_page_is_one() -> None:
    lines = VARIANTES["V2"](FAITS)
    lecture = read(Feuille(CORPS, (*bloc(lines, 330, 40, 8), *bloc(lines, 40, 750, 8))))
    assert (len(lecture.accuses), lecture.anomalies) == (1, ())


def test_days_that_contradict_one_another_are_not_kept() -> None:
    pages = [stamped(VARIANTES["V1"](replace(FAITS, reception=date(2025, 12, day)))) for day in (17, 17, 19)]
    lecture = read(*pages)
    (accuse,) = lecture.accuses
    assert (accuse.transmission, accuse.reception) == (FAITS.transmission, None)
    assert told(lecture) == ["accuse-tampon-contradictoire"]
    assert "17/12/2025 page 1 ; 19/12/2025 page 3" in lecture.anomalies[0].message


def test_a_day_that_one_page_knows_is_known() -> None:
    blank, full = (VARIANTES["V2b"](replace(FAITS, publication=day)) for day in (None, FAITS.publication))
    lecture = read(stamped(blank), stamped(full))
    assert (lecture.accuses[0].publication, lecture.anomalies) == (FAITS.publication, ())


def test_what_one_page_shows_clearly_needs_no_mending() -> None:
    spoiled = ["AR Prefecture", "O75-2OOO54781-20251202-BM25-12-02-22-1-DE", "Reçu le l7/12/2O25"]
    lecture = read(stamped(spoiled), stamped(VARIANTES["V3"](FAITS)))
    assert (lecture.accuses[0].reception, lecture.anomalies) == (V2[1], ())


@pytest.mark.parametrize(
    "more",
    [
        pytest.param(lambda lines: [*lines, "Publié le 18/12/2025"], id="one more line"),
        pytest.param(lambda lines: [line.replace("17/12", "19/12") for line in lines], id="another day"),
        pytest.param(lambda lines: [line.replace("22-1-DE", "22-2-DE") for line in lines], id="another act"),
        pytest.param(lambda lines: [line.replace("Reçu", "Recu") for line in lines], id="another spelling"),
    ],
)
def test_a_page_whose_stamp_differs_is_read_for_itself(more: Callable[[list[str]], list[str]]) -> None:
    """A stamp is known again from page to page by the lines it is drawn with; what differs is never taken for it."""
    lines = VARIANTES["V2d"](FAITS)
    alone, after = read(plain(more(lines))), read(plain(lines), plain(lines), plain(more(lines)), plain(lines))
    last = [one for one in after.accuses if 3 in one.pages][-1]
    if last.identifiant == alone.accuses[0].identifiant != after.accuses[0].identifiant:
        assert last == alone.accuses[0]
    else:
        assert last.publication == alone.accuses[0].publication
        same = last.reception == alone.accuses[0].reception
        assert same or told(after) == ["accuse-tampon-contradictoire"]


LOOKALIKES = {
    "an identifier that goes on": (
        ["Envoyé en préfecture le 16/12/2025", "Reçu en préfecture le 17/12/2025", "ID : 075-200054781-20251202-BM25-DE"],
        ["Envoyé en préfecture le 16/12/2025", "Reçu en préfecture le 17/12/2025", "ID : 075-200054781-20251202-BM25-DE-2-AR"],
        "075-200054781-20251202-BM25-DE-2-AR",
    ),
    "a number that goes on": (
        ["Reçu en préfecture le 17/12/2025", "ID : 075-200054781-20251202-BM25-DE"],
        ["Reçu en préfecture le 17/12/2025", "ID : 075-200054781-20251202-BM25-DE2-AR"],
        "075-200054781-20251202-BM25-DE2-AR",
    ),
    "an identifier on two lines": (
        ["AR Prefecture", "Reçu le 17/12/2025", "075-200054781-20251202-", "BM25-12-02-22-1-DE"],
        ["AR Prefecture", "Reçu le 17/12/2025", "075-200054781-20251202-", "BM25-12-02-23-1-DE"],
        AUTRE,
    ),
}


@pytest.mark.parametrize(("first", "second", "identifiant"), LOOKALIKES.values(), ids=LOOKALIKES)
def test_a_stamp_that_begins_as_another_is_not_taken_for_it(first: list[str], second: list[str], identifiant: str) -> None:
    _, other = read(plain(first), plain(second)).accuses
    assert (str(other.identifiant), other.pages) == (identifiant, (2,))


def test_a_day_written_into_a_stamp_that_was_blank_is_read() -> None:
    lines = [ID, "Envoyé en préfecture le 16/12/2025", "Reçu en préfecture le 17/12/2025", "Publié le"]
    (accuse,) = read(plain(lines), plain([*lines[:3], "Publié le 18/12/2025"])).accuses
    assert accuse.publication == date(2025, 12, 18)


def test_beside_a_receipt_the_text_of_the_act_is_not_told() -> None:
    mention = bloc(["TRANSMIS EN PRÉFECTURE LE", "Certifié exécutoire, compte tenu de la transmission en Préfecture"], 60, 700, 9)
    assert read(Feuille((*CORPS, *mention), bloc(VARIANTES["V1"](FAITS), 330, 40, 8))).anomalies == ()


def test_the_same_file_gives_the_same_reading() -> None:
    data = pdf([stamped(VARIANTES["V2"](FAITS)), stamped(VARIANTES["V4"](replace(FAITS, identifiant=AUTRE)))])
    assert read_pdf(data, "acte.pdf") == read_pdf(data, "acte.pdf")


# ------------------------------------------------------------------------------------------------------------------ the files


def test_a_scanned_page_is_said_to_have_no_text() -> None:
    lecture = read(Feuille(image=True), Feuille(CORPS), Feuille(image=True))
    assert (lecture.accuses, told(lecture)) == ((), ["accuse-tampon-sans-texte"])
    assert "pages 1 et 3" in lecture.anomalies[0].message
    assert lecture.anomalies[0].lieu == Page("acte.pdf", 1)


def test_a_scanned_annex_is_not_told_beside_a_receipt() -> None:
    assert read(stamped(VARIANTES["V1"](FAITS)), Feuille(image=True)).anomalies == ()


def test_a_blank_page_is_nothing() -> None:
    assert read(Feuille()) == Lecture()


def encrypted(user: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([stamped(VARIANTES["V1"](FAITS))]))))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "pdf-illisible", id="empty"),
        pytest.param(b"PK\x03\x04 no PDF", "pdf-illisible", id="another file"),
        pytest.param(b"%PDF-1.7\n" + b"\x00\xff" * 500, "pdf-illisible", id="damaged"),
        pytest.param(pdf([]), "pdf-illisible", id="without pages"),
        pytest.param(encrypted("secret"), "pdf-chiffre", id="with a password"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(LectureError) as error:
        read_pdf(data, "acte.pdf")
    assert [one.code for one in error.value.anomalies] == [code]


def test_a_file_that_its_owner_restricts_is_read() -> None:
    (accuse,) = read_pdf(encrypted(""), "acte.pdf").accuses
    assert accuse == expected("V1", FAITS)


def test_a_damaged_page_does_not_hide_the_others() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([stamped(VARIANTES["V1"](FAITS)), Feuille(CORPS)]))))
    kids = writer._pages.get_object()["/Kids"]  # type: ignore[index]
    kids[1] = NumberObject(7)
    stream = io.BytesIO()
    writer.write(stream)
    lecture = read_pdf(stream.getvalue(), "acte.pdf")
    assert ([one.pages for one in lecture.accuses], told(lecture)) == ([(1,)], ["accuse-tampon-page"])


# ----------------------------------------------------------------------------------------------------------------- LibreOffice


@pytest.fixture(scope="module")
def typeset(to_pdf: Callable[[list[Path]], list[Path]], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return what LibreOffice typeset: an act of delib, and a page a stamp, with text in the column beside it."""
    folder = tmp_path_factory.mktemp("actes")
    actes = [Path(delib.build(RACINE / "examples" / f"deliberation-{nom}.yaml").save(folder)) for nom in ("conseil", "bureau")]
    document = docx.Document()
    for variante, make in VARIANTES.items():
        document.add_paragraph(" ".join(ACTE))
        left, right = document.add_table(1, 2).rows[0].cells
        left.text = "\n".join(ACTE)
        stamp = document.add_paragraph() if variante == "V5" else right.paragraphs[0]
        stamp.add_run("\n".join(make(FAITS))).font.size = Pt(7)
        document.add_paragraph(" ".join(ACTE))
        document.add_page_break()
    document.save(str(folder / "tampons.docx"))
    made = to_pdf([*actes, folder / "tampons.docx"])
    return dict(zip(("acte", "signe", "tampons"), (path.read_bytes() for path in made), strict=True))


def pages_of(data: bytes, ranks: Iterable[int]) -> bytes:
    writer = PdfWriter()
    writer.append(io.BytesIO(data), pages=list(ranks))
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize("variante", VARIANTES)
def test_a_stamp_that_libreoffice_typeset(variante: str, typeset: dict[str, bytes]) -> None:
    (accuse,) = read_pdf(pages_of(typeset["tampons"], [list(VARIANTES).index(variante)]), "acte.pdf").accuses
    assert accuse == expected(variante, FAITS)


def test_the_receipt_that_an_act_of_delib_prints(typeset: dict[str, bytes]) -> None:
    """Its suites say it, so its Word file does: under the signature of the last page, as the real act has it."""
    lecture = read_pdf(typeset["signe"], "acte.pdf")
    (accuse,) = lecture.accuses
    assert (str(accuse.identifiant), accuse.transmission, accuse.reception, accuse.source) == (
        ID,
        date(2025, 12, 16),
        date(2025, 12, 16),
        "tampon V1",
    )
    assert lecture.anomalies == ()


@pytest.mark.parametrize("variante", [variante for variante in VARIANTES if variante != "V5"])
def test_a_stamp_laid_over_an_act_of_delib(variante: str, typeset: dict[str, bytes]) -> None:
    data = overlaid(typeset["acte"], lambda _: bloc(VARIANTES[variante](FAITS), 330, 15, 6))
    (accuse,) = read_pdf(data, "acte.pdf").accuses
    assert accuse == expected(variante, FAITS)
    assert accuse.pages == tuple(range(1, len(PdfReader(io.BytesIO(data)).pages) + 1))


# ---------------------------------------------------------------------------------------------------------------------- codes

FIRED = (
    frozenset(code for _, codes in NO_RECEIPT.values() for code in codes)
    | frozenset(code for *_, codes in READ.values() for code in codes if code.startswith("accuse-"))
    | {
        "accuse-tampon-plusieurs",
        "accuse-tampon-contradictoire",
        "accuse-tampon-sans-texte",
        "accuse-tampon-page",
    }
)
"""The codes of this family that the tests above fire."""


def test_every_code_of_the_family_is_fired() -> None:
    from delib.codes.accuses import CODES

    assert {code for code in CODES if code.startswith("accuse-tampon-")} == FIRED
