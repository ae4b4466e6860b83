"""The receipt stamped on a PDF: what it says, where it goes, that it reads back, and when it is refused.

`FEUILLES` are the pages that PDF files of collectivités have; every one is stamped, looked at and read back. More of them, other
readers of PDF and the judge of PDF/A: `longues/test_tampon.py`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from delib.anomalie import DelibError
from delib.codes import CODES
from delib.prefecture.accuse import Accuse
from delib.prefecture.accuse.tampons import read_pdf
from delib.prefecture.emplacement import PLACES
from delib.prefecture.identifiant import Identifiant
from delib.prefecture.tampon import lines, stamp
from delib.production.pdf import dessin, filigrane, police
from delib.production.pdf.contenu import settle
from delib.production.pdf.ouverture import open_pdf
from delib.production.pdf.sortie import to_bytes
from delib.production.pdf.trace import Trace, line
from delib.production.pdf.vue import Vue
from tests.feuilles import FONT, PAYSAGE, Feuille, assemble, classeur, ecrit, flux, image, plein
from tests.test_command import run

TEXTE = "075-200054781-20251202-BM25-12-02-22-1-DE"
IDENTIFIANT = Identifiant("075", "200054781", date(2025, 12, 2), "BM25-12-02-22-1", "DE")
ENVOI, RECU, PUBLIE = date(2025, 12, 16), date(2025, 12, 17), date(2025, 12, 18)
ACCUSE = Accuse(IDENTIFIANT, ENVOI, RECU)
AUTRE = Accuse(Identifiant("075", "200054781", date(2025, 4, 7), "CM25-04-07-19-2", "DE"), ENVOI, RECU)
TITRE = "Accusé de réception en préfecture"


# ------------------------------------------------------------------------------------------------------------- what it says


@pytest.mark.parametrize(
    ("accuse", "dit"),
    [
        (
            Accuse(IDENTIFIANT, ENVOI, RECU),
            ["Date de télétransmission : 16/12/2025", "Date de réception préfecture : 17/12/2025"],
        ),
        (Accuse(IDENTIFIANT, None, RECU), ["Date de réception préfecture : 17/12/2025"]),
        (Accuse(IDENTIFIANT, ENVOI), ["Date de télétransmission : 16/12/2025"]),
        (
            Accuse(IDENTIFIANT, None, RECU, PUBLIE),
            ["Date de réception préfecture : 17/12/2025", "Date de publication : 18/12/2025"],
        ),
        (Accuse(IDENTIFIANT, None, RECU, objet="Voirie", matiere=(8, 3)), ["Date de réception préfecture : 17/12/2025"]),
    ],
    ids=["stamp", "aracte", "sent", "published", "objet"],
)
def test_it_says_what_is_known_and_nothing_else(accuse: Accuse, dit: list[str]) -> None:
    assert lines(accuse) == [TITRE, TEXTE, *dit]
    stamped = stamp(classeur(Feuille()), accuse, "acte.pdf")
    with Vue(stamped) as vue:
        assert vue.texte(0).split("\n") == [TITRE, TEXTE, *dit]
    (read,) = read_pdf(stamped, "acte.pdf").accuses
    assert (read.identifiant, read.transmission, read.reception, read.publication) == (
        *(accuse.identifiant, accuse.transmission, accuse.reception),
        accuse.publication,
    )


# ---------------------------------------------------------------------------------------------------------- the pages it goes on

COLONNES = ecrit(*((x, 780 - 14 * rank, "Considérant que la Métropole") for x in (56, 320) for rank in range(50)))
SERRE = ecrit((400, 800, "Annexe 1"), (30, 800, "Logo"))


def partage() -> bytes:
    """Return two pages that share one dictionary of resources and one content."""
    objets = {
        1: b"<</Type /Catalog /Pages 2 0 R>>",
        2: b"<</Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 595 842] /Resources 5 0 R>>",
        3: b"<</Type /Page /Parent 2 0 R /Contents 6 0 R>>",
        4: b"<</Type /Page /Parent 2 0 R /Contents [6 0 R] /Resources 5 0 R>>",
        5: FONT.encode(),
        6: flux(plein()),
    }
    return assemble(objets)


def scan(fond: int = 255) -> bytes:
    """Return a page scanned: one image, lines of ink on `fond`."""
    rows = [bytes([0 if 10 < x < 90 and y % 4 == 0 and 14 < y < 120 else fond for x in range(100)]) for y in range(141)]
    objets = {
        1: b"<</Type /Catalog /Pages 2 0 R>>",
        2: b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        3: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</XObject <</Im0 5 0 R>>>>>>",
        4: flux(b"q 595 0 0 842 0 0 cm /Im0 Do Q"),
        5: image(100, 141, b"".join(rows)),
    }
    return assemble(objets)


def undecodable() -> bytes:
    """Return two pages, the content of the second of which is not packed as it says."""
    objets = {
        1: b"<</Type /Catalog /Pages 2 0 R>>",
        2: b"<</Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 595 842] /Resources 5 0 R>>",
        3: b"<</Type /Page /Parent 2 0 R /Contents 6 0 R>>",
        4: b"<</Type /Page /Parent 2 0 R /Contents 7 0 R>>",
        5: FONT.encode(),
        6: flux(plein()),
        7: b"<</Length 9 /Filter /FlateDecode>>\nstream\nx\x9cgarbage\nendstream",
    }
    return assemble(objets)


def twice() -> bytes:
    """Return a page that stands twice in the tree of pages."""
    objets = {
        1: b"<</Type /Catalog /Pages 2 0 R>>",
        2: f"<</Type /Pages /Kids [3 0 R 3 0 R] /Count 2 /MediaBox [0 0 595 842] /Resources {FONT}>>".encode(),
        3: b"<</Type /Page /Parent 2 0 R /Contents 4 0 R>>",
        4: flux(plein()),
    }
    return assemble(objets)


def deranged(pdf: bytes) -> bytes:
    """Return a PDF that says wrongly where its table is."""
    head, _, tail = pdf.rpartition(b"startxref\n")
    return head + b"startxref\n" + b"7" + tail


def drawn_on(pdf: bytes) -> bytes:
    """Return a PDF whose first page bears a drawing of ours already."""
    return dessin.draw(open_pdf(pdf, "acte.pdf"), {0: Trace(line("Copie", 250, 30, "Bold", 9), frozenset(("Bold",)))})


def by_pypdf(pdf: bytes) -> bytes:
    """Return the pages of a PDF, written by pypdf."""
    made = io.BytesIO()
    PdfWriter(clone_from=io.BytesIO(pdf)).write(made)
    return made.getvalue()


FEUILLES: dict[str, Callable[[], bytes]] = {
    "blank": lambda: classeur(Feuille()),
    "full": lambda: classeur(Feuille(plein())),
    "two-pages": lambda: classeur(Feuille(plein()), Feuille(plein())),
    "rotated-90": lambda: classeur(Feuille(plein(), tour=90)),
    "rotated-180": lambda: classeur(Feuille(plein(), tour=180)),
    "rotated-270": lambda: classeur(Feuille(plein(), tour=270)),
    "rotated-minus-90": lambda: classeur(Feuille(plein(), tour=-90)),
    "rotated-450": lambda: classeur(Feuille(plein(), tour=450)),
    "inherited": lambda: classeur(
        *(Feuille(plein(), media=None, ressources=None) for _ in range(2)),
        heritage=f"/MediaBox [0 0 595 842] /Rotate 90 /Resources {FONT}",
    ),
    "no-box": lambda: classeur(Feuille(ecrit((56, 700, "Texte")), media=None)),
    "cropped": lambda: classeur(Feuille(plein((40, 60, 540, 800)), crop=(40, 60, 540, 800))),
    "cropped-rotated": lambda: classeur(Feuille(plein((40, 60, 540, 800)), crop=(40, 60, 540, 800), tour=270)),
    "crop-beyond": lambda: classeur(Feuille(plein(), crop=(-50, -50, 900, 900))),
    "negative-origin": lambda: classeur(Feuille(plein((-300, -400, 295, 442)), media=(-300, -400, 295, 442), tour=180)),
    "upside-down-box": lambda: classeur(Feuille(plein(), media=(595, 842, 0, 0))),
    "large-unit": lambda: classeur(
        Feuille(plein((0, 0, 298, 421), marge=32, pas=7, corps=4), media=(0, 0, 298, 421), unite=2, tour=90)
    ),
    "small-unit": lambda: classeur(Feuille(plein((0, 0, 1190, 1684), marge=130), media=(0, 0, 1190, 1684), unite=0.5)),
    "landscape": lambda: classeur(Feuille(plein(PAYSAGE), media=PAYSAGE)),
    "mixed-sizes": lambda: classeur(
        Feuille(plein()), Feuille(plein(PAYSAGE), media=PAYSAGE), Feuille(media=(0, 0, 2384, 3370)), Feuille(plein(), tour=90)
    ),
    "two-columns": lambda: classeur(Feuille(COLONNES)),
    "text-near": lambda: classeur(Feuille(SERRE)),
    "shared": partage,
    "left-open": lambda: classeur(Feuille(b"q 0.5 0 0 0.5 100 100 cm q 1 0 0 rg " + ecrit((100, 100, "Texte")))),
    "matrix-left": lambda: classeur(Feuille(b"2 0 0 2 -50 -50 cm " + ecrit((100, 100, "Texte")))),
    "closed-twice": lambda: classeur(Feuille(b"0 0 1 rg Q Q 50 50 80 80 re f 2 0 0 2 9 9 cm q 1 0 0 rg 99 99 9 9 re f Q Q")),
    "in-pieces": lambda: classeur(Feuille([b"q 1 0 0 1 20 20 cm", ecrit((100, 100, "Texte")), b"Q"])),
    "operators-in-text": lambda: classeur(Feuille(ecrit((100, 100, "il dit Q puis q et q")) + b"q 1 0 0 1 5 5 cm")),
    "undecodable": undecodable,
    "one-page-twice": twice,
    "without-content": lambda: classeur(Feuille(None), Feuille([])),
    "without-resources": lambda: classeur(Feuille(b"0 0 10 10 re f", ressources=None)),
    "drawn-on-before": lambda: drawn_on(classeur(Feuille(plein()), Feuille(plein(), tour=90))),
    "scan": scan,
    "scan-on-grey": lambda: scan(225),
    "object-streams": lambda: classeur(Feuille(plein()), Feuille(plein(), tour=90), table="flux"),
    "hybrid": lambda: classeur(Feuille(plein()), Feuille(plein(), tour=90), table="hybride"),
    "table-misplaced": lambda: deranged(classeur(Feuille(plein()))),
    "preceded": lambda: b"\n\n" + classeur(Feuille(plein())),
    "followed": lambda: classeur(Feuille(plein())) + b"\n\n\n",
    "counted-wrong": lambda: classeur(Feuille(plein())).replace(b"/Size 5", b"/Size 9999999999"),
    "made-by-pypdf": lambda: by_pypdf(classeur(Feuille(plein()), Feuille(plein(), tour=270))),
}
"""The pages that PDF files have: what they draw, how they are turned and cut, how the file is written."""


def stripped(pdf: bytes) -> bytes:
    """Return a PDF written again without what draws its pages: all the rest of two that differ by a drawing is the same bytes."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            for key in {"/Contents", "/Resources"} & set(page.obj.keys()):
                del page.obj[key]
        if "/ID" in document.trailer:
            del document.trailer["/ID"]
        return to_bytes(document)


def pixels(pdf: bytes, rank: int) -> list[bytes]:
    """Return the rows of a page as it is displayed, a pixel a point, in grey."""
    with pypdfium2.PdfDocument(pdf) as document:
        bitmap = document[rank].render(grayscale=True)
        data, stride = bytes(bitmap.buffer), bitmap.stride
        return [data[row * stride : row * stride + bitmap.width] for row in range(bitmap.height)]


def box_of(pdf: bytes, rank: int, accuse: Accuse = ACCUSE) -> tuple[float, float, float, float]:
    """Return where the stamp lies on a page as displayed, from its lines: each there once, upright, one above the next."""
    wanted = lines(accuse)
    with Vue(pdf) as vue:
        found = [box for box in vue.boites(rank) if box[0] in wanted]
        width, height = vue.taille(rank)
    assert [box[0] for box in found] == wanted
    assert all(box[3] - box[1] > 5 * (box[4] - box[2]) for box in found), "the lines are upright"
    assert all(above[2] < below[2] for above, below in pairwise(found))
    x0, y0 = min(box[1] for box in found), min(box[2] for box in found)
    x1, y1 = max(box[3] for box in found), max(box[4] for box in found)
    assert 0 < x0 < x1 < width
    assert 0 < y0 < y1 < height
    return x0, y0, x1, y1


def unchanged_around(before: list[bytes], after: list[bytes], box: tuple[float, float, float, float]) -> bool:
    """Return whether two drawings of a page differ within `box` alone, and the frame around it."""
    frame = 2 + 0.2 * (box[3] - box[1])
    x0, y0, x1, y1 = int(box[0] - frame), int(box[1] - frame), int(box[2] + frame) + 1, int(box[3] + frame) + 1
    return len(before) == len(after) and all(
        one == two or (y0 <= row < y1 and one[:x0] == two[:x0] and one[x1:] == two[x1:])
        for row, (one, two) in enumerate(zip(before, after, strict=True))
    )


@pytest.mark.parametrize("nom", FEUILLES)
def test_it_stands_upright_on_every_page_and_nothing_else_moves(nom: str) -> None:
    pdf = FEUILLES[nom]()
    stamped = stamp(pdf, ACCUSE, "acte.pdf")
    (read,) = read_pdf(stamped, "acte.pdf").accuses
    assert (read.identifiant, read.transmission, read.reception, read.publication) == (IDENTIFIANT, ENVOI, RECU, None)
    pages = len(PdfReader(io.BytesIO(pdf)).pages)
    assert read.pages == tuple(range(1, pages + 1))
    for rank in range(pages):
        box = box_of(stamped, rank)
        assert unchanged_around(pixels(pdf, rank), pixels(stamped, rank), box)
    assert stamped == stamp(pdf, ACCUSE, "autre nom.pdf"), "same input, same bytes"
    assert stripped(stamped) == stripped(pdf), "nothing else is changed"


# -------------------------------------------------------------------------------------------------------------- where it goes

COIN = {
    "haut-droite": (430, 800),
    "haut-gauche": (30, 800),
    "bas-droite": (430, 30),
    "bas-gauche": (30, 30),
    "haut-centre": (260, 815),
    "bas-centre": (260, 20),
}
"""Where to write on an A4 page to take a place."""


def taken(*coins: str) -> Feuille:
    """Return a page on which something is written at these places."""
    return Feuille(ecrit(*((*COIN[one], "x") for one in coins)))


LIGNE = Feuille(ecrit((30, 800, "En-tête d’une page " * 6), (30, 30, "Numéro"), (280, 30, "Acte"), (520, 30, "Page")))
"""A page whose top is full, and whose bottom has room between its words."""


def seul(x: float) -> Feuille:
    """Return a page whose edges are full, but for its top from `x` on, for a third of its width."""
    tops = [(place, 800, "En-tête") for place in range(5, 560, 50) if not x - 40 < place < x + 200]
    return Feuille(ecrit(*tops, *((place, 30, "Pied de page") for place in range(5, 560, 70))))


def where(pdf: bytes, rank: int) -> str:
    """Return the name of the place where the stamp of a page is, « ailleurs » for one along an edge that has no name."""
    x0, y0, x1, y1 = box_of(pdf, rank)
    with Vue(pdf) as vue:
        width, height = vue.taille(rank)
    middle = abs(x0 - 5 + x1 + 5 - width) < 12
    side = "gauche" if x0 < 20 else "droite" if x1 > width - 30 else "centre" if middle else "ailleurs"
    assert y0 < 40 or y1 > height - 40
    return f"{'haut' if y0 < 40 else 'bas'}-{side}"


@pytest.mark.parametrize(
    ("feuilles", "places"),
    [
        ([taken()], ["haut-droite"]),
        ([taken("haut-droite")], ["haut-gauche"]),
        ([taken("haut-droite", "haut-gauche")], ["bas-droite"]),
        ([taken("haut-droite", "haut-gauche", "bas-droite")], ["bas-gauche"]),
        ([taken("haut-droite", "haut-gauche", "bas-droite", "bas-gauche")], ["haut-centre"]),
        ([taken("haut-droite", "haut-gauche", "bas-droite", "bas-gauche", "haut-centre")], ["bas-centre"]),
        ([taken(*COIN)], ["haut-ailleurs"]),
        ([LIGNE], ["bas-ailleurs"]),
        ([LIGNE, LIGNE], ["bas-ailleurs"] * 2),
        ([taken("haut-droite"), LIGNE], ["bas-ailleurs"] * 2),
        ([LIGNE, Feuille(ecrit((430, 800, "x")), tour=180)], ["bas-ailleurs"] * 2),
        ([taken(), taken("haut-droite"), taken()], ["haut-gauche"] * 3),
        ([taken("haut-gauche"), taken("haut-droite")], ["bas-droite"] * 2),
        ([seul(430), seul(0)], ["haut-droite", "haut-gauche"]),
    ],
    ids=[
        *("free", "top-left", "bottom-right", "bottom-left", "top", "bottom"),
        *("between-words", "along-the-bottom", "along-both", "a-page-that-is-freer", "a-page-that-is-turned"),
        *("the-same-on-all", "a-third-for-both", "page-by-page"),
    ],
)
def test_it_goes_where_nothing_is_drawn(feuilles: list[Feuille], places: list[str]) -> None:
    stamped = stamp(classeur(*feuilles), ACCUSE, "acte.pdf")
    assert [where(stamped, rank) for rank in range(len(feuilles))] == places


@pytest.mark.parametrize("place", PLACES[1:])
def test_it_goes_where_it_is_told(place: str) -> None:
    assert where(stamp(FEUILLES["rotated-90"](), ACCUSE, "acte.pdf", place=place), 0) == place


def test_the_first_page_alone_may_bear_it() -> None:
    pdf = classeur(Feuille(), taken(*COIN), Feuille())
    (read,) = read_pdf(stamp(pdf, ACCUSE, "acte.pdf", pages="premiere"), "acte.pdf").accuses
    assert read.pages == (1,)


def test_over_a_text_it_stays_legible() -> None:
    noir = classeur(Feuille(b"0 g 0 0 595 842 re f 1 g " + plein(marge=5), tour=180))
    with Vue(noir) as vue:
        assert not vue.vierge(0, 0, 0, 595, 842)
    stamped = stamp(noir, ACCUSE, "acte.pdf", place="haut-droite", sur_texte=True)
    box = box_of(stamped, 0)
    rows = pixels(stamped, 0)
    seen = [value for row in rows[int(box[1]) : int(box[3])] for value in row[int(box[0]) : int(box[2])]]
    assert sum(value > 200 for value in seen) > len(seen) / 2, "black on white"
    assert unchanged_around(pixels(noir, 0), rows, box)


@given(
    boite=st.tuples(st.integers(-900, 900), st.integers(-900, 900), st.integers(350, 1500), st.integers(350, 1500)),
    marges=st.one_of(st.none(), st.tuples(*[st.integers(-30, 25)] * 4)),
    tour=st.integers(-4, 7),
    unite=st.sampled_from([None, 1, 2, 1.5, 0.75]),
    place=st.one_of(st.sampled_from(PLACES), st.tuples(st.floats(0, 20), st.floats(0, 60))),
)
def test_on_any_page_it_is_where_it_was_told_to_be(
    boite: tuple[int, int, int, int],
    marges: tuple[int, int, int, int] | None,
    tour: int,
    unite: float | None,
    place: str | tuple[float, float],
) -> None:
    left, bottom, width, height = boite
    media = (left, bottom, left + width, bottom + height)
    crop = None if marges is None else tuple(edge + part for edge, part in zip(media, marges, strict=True))
    pdf = classeur(Feuille(b"1 0 0 1 77 77 cm q", media=media, crop=crop, tour=90 * tour, unite=unite))  # type: ignore[arg-type]
    stamped = stamp(pdf, ACCUSE, "acte.pdf", place=place)
    x0, y0, x1, y1 = (value * (unite or 1) for value in box_of(stamped, 0))
    with Vue(stamped) as vue:
        wide, high = (value * (unite or 1) for value in vue.taille(0))
    assert 25 < y1 - y0 < 35
    assert 150 < x1 - x0 < 170
    if isinstance(place, tuple):
        assert (x0, y0) == pytest.approx((place[0] + 5, place[1] + 5), abs=1)
    else:
        assert (y0 if "bas" not in place else high - y1) == pytest.approx(17, abs=1.5)
        assert (x0 if "gauche" in place else wide - x1) == pytest.approx(17, abs=1.5)


# ------------------------------------------------------------------------------------------------------------- what it refuses

CHAMP = "/AcroForm <</SigFlags 3 /Fields [<</FT /Sig /T (s) /V <</Type /Sig /Filter /Adobe.PPKLite /Contents <00>>>>>]>>"


def encrypted() -> bytes:
    """Return a PDF that its password protects."""
    writer = PdfWriter(clone_from=io.BytesIO(classeur(Feuille())))
    writer.encrypt("secret", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def told(pdf: bytes, accuse: Accuse = ACCUSE, **options: Any) -> list[tuple[str, str]]:
    """Return the codes and the words of why a stamp is refused."""
    with pytest.raises(DelibError) as refused:
        stamp(pdf, accuse, "acte.pdf", **options)
    return [(one.code, one.message) for one in refused.value.anomalies]


@cache
def stamped_by(accuse: Accuse) -> bytes:
    return stamp(classeur(Feuille(), Feuille()), accuse, "acte.pdf", pages="premiere")


REFUS: dict[str, tuple[Callable[[], bytes], Accuse, dict[str, Any], str, str]] = {
    "signed": (lambda: classeur(Feuille(), racine=CHAMP), ACCUSE, {}, "tampon-signe", "signature électronique"),
    "no-date": (lambda: classeur(Feuille()), Accuse(IDENTIFIANT, objet="Voirie"), {}, "tampon-vide", TEXTE),
    "published-only": (lambda: classeur(Feuille()), Accuse(IDENTIFIANT, publication=PUBLIE), {}, "tampon-vide", TEXTE),
    "twice": (lambda: stamped_by(ACCUSE), ACCUSE, {}, "tampon-deja", "(page 1)"),
    "another-act": (lambda: stamped_by(AUTRE), ACCUSE, {}, "tampon-autre", "CM25-04-07-19-2-DE (page 1)"),
    "another-on-the-first": (lambda: stamped_by(AUTRE), ACCUSE, {"pages": "premiere"}, "tampon-autre", "(page 1)"),
    "no-room": (
        lambda: classeur(Feuille(), Feuille(plein(marge=8)), Feuille(plein(marge=8), tour=90)),
        *(ACCUSE, {}, "tampon-sans-place", "(pages 2 et 3)"),
    ),
    "no-room-for-long": (
        lambda: classeur(*[Feuille(plein(marge=8, pas=28))] * 20),
        *(ACCUSE, {}, "tampon-sans-place", "(pages 1 à 20)"),
    ),
    "small-page": (
        lambda: classeur(Feuille(media=(0, 0, 150, 400))),
        ACCUSE,
        {"sur_texte": True},
        "tampon-sans-place",
        "(page 1)",
    ),
    "covers": (
        lambda: classeur(Feuille(), taken("haut-gauche"), Feuille(), taken("haut-gauche")),
        *(ACCUSE, {"place": "haut-gauche"}, "tampon-couvre", "(pages 2 et 4)"),
    ),
    "covers-a-scan": (scan, ACCUSE, {"place": (100, 200)}, "tampon-couvre", "(page 1)"),
    "out-of-page": (lambda: classeur(Feuille()), ACCUSE, {"place": (500, 10)}, "tampon-hors-page", "(page 1)"),
    "out-of-a-turned-page": (
        lambda: classeur(Feuille(), Feuille(tour=90)),
        *(ACCUSE, {"place": (10, 700), "sur_texte": True}, "tampon-hors-page", "(page 2)"),
    ),
    "unknown-place": (lambda: classeur(Feuille()), ACCUSE, {"place": "milieu"}, "tampon-place", "« milieu »"),
    "swallowed": (lambda: classeur(Feuille(ecrit((50, 300, "Acte")) + b"BT (sans fin")), ACCUSE, {}, "tampon-perdu", "(page 1)"),
    "encrypted": (encrypted, ACCUSE, {}, "pdf-chiffre", "protégé"),
    "no-pdf": (lambda: b"<html>", ACCUSE, {}, "pdf-illisible", "ce n’est pas un PDF"),
    "counted-otherwise": (  # the table is mended: pdfium sees two pages there, qpdf one
        lambda: classeur(Feuille(plein())).replace(b"/Kids [3 0 R] /Count 1", b"/Kids [3 0 R 3 0 R] /Count 2"),
        *(ACCUSE, {}, "pdf-illisible", "abîmé"),
    ),
    "damaged": (lambda: b"%PDF-1.7\n" + b"x" * 3000, ACCUSE, {}, "pdf-illisible", "abîmé"),
}
"""What is not stamped: the PDF, the receipt, the options, and what is said of it."""


@pytest.mark.parametrize("nom", REFUS)
def test_what_is_refused(nom: str) -> None:
    pdf, accuse, options, code, words = REFUS[nom]
    ((found, message),) = told(pdf(), accuse, **options)
    assert found == code
    assert words in message


def test_everything_that_is_wrong_is_told_at_once() -> None:
    pdf = classeur(Feuille(), racine=CHAMP)
    assert [code for code, _ in told(pdf, Accuse(IDENTIFIANT))] == ["tampon-signe", "tampon-vide"]


def test_an_annex_that_bears_its_own_receipt_leaves_the_first_page_free() -> None:
    annexe = stamp(classeur(Feuille(), Feuille()), AUTRE, "annexe.pdf")
    writer = PdfWriter(clone_from=io.BytesIO(classeur(Feuille(plein()))))
    writer.append(io.BytesIO(annexe))
    made = io.BytesIO()
    writer.write(made)
    assert [code for code, _ in told(made.getvalue())] == ["tampon-autre"]
    read = read_pdf(stamp(made.getvalue(), ACCUSE, "acte.pdf", pages="premiere"), "acte.pdf").accuses
    assert {(one.identifiant, one.pages) for one in read} == {(IDENTIFIANT, (1,)), (AUTRE.identifiant, (2, 3))}


# ---------------------------------------------------------------------------------------------------------------- what it draws


def test_three_hundred_pages_share_one_drawing_and_one_font() -> None:
    pdf = classeur(*[Feuille(plein(pas=40))] * 300)
    stamped = stamp(pdf, ACCUSE, "acte.pdf")
    (read,) = read_pdf(stamped, "acte.pdf").accuses
    assert len(read.pages) == 300
    reader = PdfReader(io.BytesIO(stamped))
    last = {page["/Contents"][-1].indirect_reference.idnum for page in reader.pages}  # type: ignore[index]
    assert len(last) == 1
    assert stamped.count(b"/FontFile2") == 2
    assert len(stamped) - len(pdf) < 30_000 + 300 * 350


def test_it_is_an_artifact_in_a_font_of_its_own_whose_resources_are_not_shared() -> None:
    first = PdfReader(io.BytesIO(stamp(partage(), ACCUSE, "acte.pdf", pages="premiere")))
    before = PdfReader(io.BytesIO(partage()))
    assert first.pages[1]["/Resources"] == before.pages[1]["/Resources"], "the dictionary that the pages shared is as it was"
    reader = PdfReader(io.BytesIO(stamp(partage(), ACCUSE, "acte.pdf")))
    assert len({page.raw_get("/Resources").idnum for page in reader.pages}) == 1  # type: ignore[attr-defined]
    for page in reader.pages:
        fonts = page["/Resources"]["/Font"]  # type: ignore[index]
        assert "/F1" in fonts
        ours = [fonts[name] for name in fonts if name != "/F1"]
        assert {font["/BaseFont"] for font in ours} == {"/DelibSans", "/DelibSans-Bold"}
        for font in ours:
            assert font["/FontDescriptor"]["/FontFile2"].get_data().startswith(b"\0\1\0\0")
            assert b"beginbfchar" in font["/ToUnicode"].get_data()
        drawn = page["/Contents"][-1].get_data()  # type: ignore[index]
        assert b"/Artifact <</Type /Pagination>> BDC" in drawn
        assert page["/Contents"][0].get_data() == b"q"  # type: ignore[index]


@pytest.mark.parametrize("table", ["table", "flux", "hybride"])
def test_what_a_file_says_of_itself_stays(table: Any) -> None:
    pdf = classeur(Feuille(plein()), pied="/ID [<01> <02>] /Info <</Title (Acte)>>", table=table)
    reader = PdfReader(io.BytesIO(stamp(pdf, ACCUSE, "acte.pdf")), strict=True)
    first, second = reader.trailer["/ID"]  # type: ignore[misc]
    assert (first.original_bytes, len(second.original_bytes)) == (b"\1", 16)
    assert reader.trailer["/Info"]["/Title"] == "Acte"  # type: ignore[index]
    assert TEXTE in reader.pages[0].extract_text()


@pytest.mark.parametrize(
    ("contenu", "suite"),
    [
        (b"q 1 0 0 1 0 0 cm Q", (None, 0)),
        (b"q q Q", (None, 1)),
        (b"Q q", (b" q", 1)),
        (b"q\nQ\nQ Q", (b"q\nQ\n ", 0)),
        (b"(q) Tj q", (None, 1)),
        (b"(a Q (q) \\) q) Tj", (None, 0)),
        (b"/q gs", (None, 0)),
        (b"% q\nq Q", (None, 0)),
        (b"BI /W 1 ID q Q q EI q", (None, 1)),
        (b"Q (Q) Tj BI /W 1 ID q Q q EI % Q\nq", (b" (Q) Tj BI /W 1 ID q Q q EI % Q\nq", 1)),
        (b"q/Im0 Do Q", (None, 0)),
        (b"aq Qa qq", (None, 0)),
        (b"q BT (sans fin", (None, 1)),
        (b"", (None, 0)),
    ],
)
def test_what_a_content_leaves_open(contenu: bytes, suite: tuple[bytes | None, int]) -> None:
    with pikepdf.open(io.BytesIO(classeur(Feuille(contenu)))) as document:
        assert settle(document.pages[0]) == suite


@pytest.mark.parametrize("graisse", ["Regular", "Bold"])
def test_the_font_knows_french_and_how_wide_it_is(graisse: police.Graisse) -> None:
    font = police.load(graisse)
    texte = "L’œuvre « été » — Ÿ, à 5 €… çÀÉÈÊ\u00a0!"
    assert font.width(texte, 10) == pytest.approx(sum(font.width(char, 10) for char in texte))
    assert font.width("i", 10) < font.width("M", 10)
    assert font.width("\u00a0", 10) == font.width(" ", 10)
    with pytest.raises(ValueError):
        police.encode("→")
    with pytest.raises(ValueError):
        police.encode("\n")


def test_the_font_is_shipped_with_its_licence_under_a_name_of_its_own() -> None:
    names = {path.name for path in police.DONNEES.iterdir()}
    assert names == {"DelibSans-Regular.ttf", "DelibSans-Bold.ttf", "OFL.txt", "ORIGINE.txt"}
    assert "SIL OPEN FONT LICENSE" in (police.DONNEES / "OFL.txt").read_text(encoding="utf-8")
    for font in map(police.load, ("Regular", "Bold")):
        assert "Liberation".encode("utf-16-be") not in font.programme


# ---------------------------------------------------------------------------------------------------------------- « PROJET »


@pytest.mark.parametrize(
    "nom", ["rotated-90", "cropped-rotated", "landscape", "small-unit", "scan", "left-open", "shared", "hybrid"]
)
def test_the_watermark_lies_across_each_page_and_hides_nothing(nom: str) -> None:
    pdf = FEUILLES[nom]()
    drawn = filigrane.draw(pdf, "PROJET", "acte.pdf")
    assert stripped(drawn) == stripped(pdf)
    assert drawn == filigrane.draw(pdf, "PROJET", "acte.pdf")
    with Vue(drawn) as vue:
        for rank in range(vue.pages):
            assert "PROJET" in "".join(vue.texte(rank).split())
            width, height = vue.taille(rank)
            before, after = pixels(pdf, rank), pixels(drawn, rank)
            pairs = [
                (one, two) for above, below in zip(before, after, strict=True) for one, two in zip(above, below, strict=True)
            ]
            assert all(one - 40 < two <= one for one, two in pairs), "a grey that hides nothing"
            spoiled = [row for row, (one, two) in enumerate(zip(before, after, strict=True)) if one != two]
            assert spoiled[-1] - spoiled[0] > 0.5 * min(width, height)


# --------------------------------------------------------------------------------------------------------------- the command


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Return a folder that holds an act and its receipt, an ARActe."""
    (tmp_path / "acte.pdf").write_bytes(classeur(Feuille(plein()), Feuille(plein(), tour=90)))
    exemple = Path(__file__).parents[1] / "examples" / "accuses" / f"{TEXTE}-1-2_1.xml"
    (tmp_path / "recu.xml").write_bytes(exemple.read_bytes())
    return tmp_path


def test_the_command_stamps_what_the_message_knows(dossier: Path) -> None:
    done = run("accuse", "stamp", "acte.pdf", "recu.xml", "-o", "acte-ar.pdf", cwd=dossier)
    assert (done.returncode, done.stdout) == (0, "acte-ar.pdf\n"), done.stderr
    assert f"Accusé {TEXTE} apposé sur toutes les pages." in done.stderr
    (read,) = read_pdf((dossier / "acte-ar.pdf").read_bytes(), "acte-ar.pdf").accuses
    assert (read.identifiant, read.transmission, read.reception) == (IDENTIFIANT, None, ENVOI)
    again = run("accuse", "stamp", "acte.pdf", "acte-ar.pdf", "-o", "autre.pdf", "--place", "60,20.5", "--json", cwd=dossier)
    told = json.loads(again.stdout)
    assert (told["code"], told["fichiers"], told["accuse"]["identifiant"]) == (0, ["autre.pdf"], TEXTE)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["acte.pdf", "recu.xml"], 2, "-o SORTIE.pdf"),
        (["acte.pdf", "recu.xml", "-o", "."], 2, "tampon-sortie"),
        (["acte.pdf", "recu.xml", "-o", "acte.pdf"], 2, "--ecraser"),
        (["acte.pdf", "recu.xml", "-o", "s.pdf", "--place", "1,2,3"], 2, "tampon-place"),
        (["acte.pdf", "recu.xml", "-o", "s.pdf", "--place", "9000,9000"], 1, "tampon-hors-page"),
        (["acte.pdf", "acte.pdf", "-o", "s.pdf"], 1, "accuse-aucun"),
        (["absent.pdf", "recu.xml", "-o", "s.pdf"], 2, "absent.pdf"),
        (["recu.xml", "recu.xml", "-o", "s.pdf"], 2, "ce n’est pas un PDF"),
    ],
    ids=["no-output", "folder", "itself", "place", "out-of-page", "no-receipt", "absent", "no-pdf"],
)
def test_the_command_refuses_and_writes_nothing(dossier: Path, arguments: list[str], code: int, words: str) -> None:
    before = {path.name: path.read_bytes() for path in dossier.iterdir()}
    done = run("accuse", "stamp", *arguments, cwd=dossier)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr
    assert {path.name: path.read_bytes() for path in dossier.iterdir()} == before


def test_the_act_itself_is_replaced_when_asked(dossier: Path) -> None:
    done = run("accuse", "stamp", "acte.pdf", "recu.xml", "-o", "acte.pdf", "--ecraser", "--pages", "premiere", cwd=dossier)
    assert done.returncode == 0, done.stderr
    (read,) = read_pdf((dossier / "acte.pdf").read_bytes(), "acte.pdf").accuses
    assert (read.identifiant, read.pages) == (IDENTIFIANT, (1,))


FIRED = frozenset({code for *_, code, _ in REFUS.values() if code.startswith("tampon-")} | {"tampon-sortie"})
"""The codes that this module's tables fire."""


def test_every_code_of_the_family_is_fired() -> None:
    assert {code for code in CODES if code.startswith("tampon-")} == FIRED
