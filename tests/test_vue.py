"""What can be seen on a page: texts where a reader sees them, and where nothing is drawn, however the page is turned or cut."""

from __future__ import annotations

import io
import threading

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, NumberObject

from delib.anomalie import LectureError
from delib.production.pdf.vue import Vue
from tests.pdfs import Feuille, Trait, bloc, pdf

MOT = Trait("Délibération", 100, 200, 10)
CROP = (50, 60, 500, 700)
TURNS = [
    pytest.param(turn, crop, id=f"{turn}{'-cropped' if crop else ''}") for turn in (0, 90, 180, 270) for crop in (None, CROP)
]


@pytest.mark.parametrize(("turn", "crop"), TURNS)
def test_places_are_those_of_the_page_as_displayed(turn: int, crop: tuple[float, float, float, float] | None) -> None:
    feuille = Feuille((MOT,), rotation=turn, rogne=crop)
    with Vue(pdf([feuille])) as vue:
        assert vue.taille(0) == feuille.affichee
        ((texte, x0, y0, x1, y1),) = vue.boites(0)
        assert texte == vue.texte(0) == "Délibération"
        assert x0 == pytest.approx(100, abs=1)
        assert x1 == pytest.approx(100 + 55, abs=3)
        assert y0 < 200 - 7 < 200 < y1 < 205


@pytest.mark.parametrize(("turn", "crop"), TURNS)
def test_the_way_a_text_reads(turn: int, crop: tuple[float, float, float, float] | None) -> None:
    with Vue(
        pdf([Feuille((), (MOT,), rotation=turn, rogne=crop), Feuille((), (MOT,), rotation=turn, rogne=crop, penche=True)])
    ) as vue:
        assert [vue.ecrits(page)[0].sens for page in (0, 1)] == [0, turn // 90]
        assert vue.ecrits(1)[0].texte == "Délibération"


@pytest.mark.parametrize("pose", ["ligne", "mots", "lettres", "espacé"])
def test_a_line_is_one_run_however_it_is_drawn(pose: str) -> None:
    with Vue(pdf([Feuille((Trait("Reçu en préfecture le 16/12/2025", 100, 200, 10, "F1", pose),))])) as vue:
        assert [boite[0] for boite in vue.boites(0)] == ["Reçu en préfecture le 16/12/2025"]


def test_columns_are_runs_of_their_own() -> None:
    feuille = Feuille(
        (Trait("Reçu en préfecture", 100, 200, 10), Trait("Le Président", 200, 200, 10), Trait("Article 1", 100, 212, 10))
    )
    with Vue(pdf([feuille])) as vue:
        assert sorted(boite[0] for boite in vue.boites(0)) == ["Article 1", "Le Président", "Reçu en préfecture"]


def test_a_hyphen_that_ends_a_line_stays_one() -> None:
    with Vue(pdf([Feuille(bloc(["075-200054781-20251202-BM-", "A-DE"], 100, 100))])) as vue:
        assert vue.texte(0) == "075-200054781-20251202-BM-\nA-DE"
        assert [boite[0] for boite in vue.boites(0)] == ["075-200054781-20251202-BM-", "A-DE"]


# -------------------------------------------------------------------------------------------------------------- annotations


@pytest.mark.parametrize("couche", ["annotation", "note"])
def test_the_text_of_annotations_is_the_page_s_own(couche: str) -> None:
    with Vue(pdf([Feuille((MOT,), bloc(["Reçu en préfecture", "le 16/12/2025"], 300, 60), couche=couche)])) as vue:
        for _ in range(2):  # a page that is left and come back to
            assert vue.texte(0).split("\n") == ["Délibération", "Reçu en préfecture", "le 16/12/2025"]
            places = {texte: (x0, y0) for texte, x0, y0, *_ in vue.boites(0)}
            assert places["Reçu en préfecture"][0] == pytest.approx(300, abs=2)
            assert places["Reçu en préfecture"][1] < places["le 16/12/2025"][1]
            assert not vue.vierge(0, 305, 50, 330, 70)
            assert vue.vierge(0, 305, 150, 330, 170)


def test_what_is_hidden_is_not_read() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([Feuille((MOT,), bloc(["Reçu"], 300, 60), couche="annotation")]))))
    writer.pages[0]["/Annots"][0].get_object()[NameObject("/F")] = NumberObject(2)
    stream = io.BytesIO()
    writer.write(stream)
    with Vue(stream.getvalue()) as vue:
        assert vue.texte(0) == "Délibération"
        assert vue.vierge(0, 290, 40, 350, 70)


# ------------------------------------------------------------------------------------------------------------------ what is free


def drawn(operators: str) -> bytes:
    """Return a page of 500 × 800 points with a content of its own."""
    from pypdf.generic import DecodedStreamObject

    writer = PdfWriter()
    page = writer.add_blank_page(500, 800)
    stream = DecodedStreamObject()
    stream.set_data(operators.encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("operators", "region", "free"),
    [
        pytest.param("", (0, 0, 500, 800), True, id="blank"),
        pytest.param("0 w 100 700 m 200 700 l S", (90, 90, 210, 110), False, id="the thinnest line"),
        pytest.param("0.1 w 0.9 G 100 700 m 200 700 l S", (90, 90, 210, 110), False, id="a thin grey line"),
        pytest.param("100 700 0.1 0.1 re f", (90, 90, 210, 110), False, id="a dot"),
        pytest.param("0 w 100 700 m 200 700 l S", (90, 110, 210, 130), True, id="under the line"),
        pytest.param("0.9 0.95 1 rg 0 0 500 800 re f", (10, 10, 400, 400), True, id="a page of one colour"),
        pytest.param("0.9 0.95 1 rg 0 0 500 800 re f 0 g 100 700 9 9 re f", (90, 80, 120, 110), False, id="a square on it"),
        pytest.param("0 0 0.5 rg 0 700 400 100 re f", (10, 10, 90, 90), False, id="a banner of one colour"),
        pytest.param("1 g 100 700 50 50 re f", (90, 40, 210, 110), True, id="white on white"),
        pytest.param("", (-1, 10, 50, 50), False, id="off the page"),
        pytest.param("", (450, 10, 501, 50), False, id="over its edge"),
        pytest.param("", (50, 50, 50, 60), False, id="nothing at all"),
    ],
)
def test_where_nothing_is_drawn(operators: str, region: tuple[float, float, float, float], free: bool) -> None:
    with Vue(drawn(operators)) as vue:
        assert vue.vierge(0, *region) is free
        assert vue.dessinee(0) is bool(operators)


def test_an_immense_page_is_looked_at_within_bounds() -> None:
    writer = PdfWriter()
    writer.add_blank_page(14_400, 14_400)
    out = io.BytesIO()
    writer.write(out)
    with Vue(out.getvalue()) as vue:
        assert vue.vierge(0, 0, 0, 14_400, 14_400)


# ---------------------------------------------------------------------------------------------------------------------- files


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"GIF89a", pdf([]), pdf([Feuille()])[:200]])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(LectureError) as error:
        Vue(data, "acte.pdf")
    assert [one.code for one in error.value.anomalies] == ["pdf-illisible"]


def test_a_page_that_is_not_there() -> None:
    with Vue(pdf([Feuille()])) as vue, pytest.raises(IndexError):
        vue.texte(1)


def test_nothing_is_read_once_closed() -> None:
    vue = Vue(pdf([Feuille()]))
    vue.close()
    vue.close()
    with pytest.raises(IndexError):
        vue.texte(0)


def test_threads_take_turns() -> None:
    """pdfium is not thread-safe: what eight threads read at once is what one reads."""
    files = [pdf([Feuille(bloc([f"Acte {rank}"] * 20, 50, 50))] * 3) for rank in range(8)]
    read: dict[int, list[str]] = {}

    def look(rank: int) -> None:
        with Vue(files[rank]) as vue:
            read[rank] = [vue.texte(page) for page in range(3) for _ in range(10)]

    threads = [threading.Thread(target=look, args=(rank,)) for rank in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read == {rank: ["\n".join([f"Acte {rank}"] * 20)] * 30 for rank in range(8)}
