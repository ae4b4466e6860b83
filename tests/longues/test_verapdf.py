"""veraPDF's verdict on what delib makes: PDF/A-3b and PDF/UA-1 together, for every template, annexed, with data, stamped.

One call of LibreOffice and one of veraPDF judge them all.
"""

from __future__ import annotations

import subprocess
import time
import zlib
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

import delib
from delib.anomalie import Anomalie
from delib.prefecture import tampon
from delib.prefecture.accuse import Accuse
from delib.prefecture.identifiant import Identifiant
from delib.production.pdf import assemblage, conformite, filigrane, office
from delib.production.pdf.conversion import Annexe, Demande, convert_all
from delib.production.pdf.fiche import Fiche, of_docx
from tests import pdf_hostile, verapdf, word_pages
from tests.conftest import RACINE
from tests.test_pdf_assemblage import grouped

VARIANTES = ("projet", "original", "extrait", "expedition", "publication")
MODELES = RACINE / "modeles"
PROGRAMME = RACINE / "examples" / "programme"
ACCUSE = Accuse(
    Identifiant("075", "200054781", date(2025, 12, 2), "BM25-12-02-22-1", "DE"),
    transmission=date(2025, 12, 16),
    reception=date(2025, 12, 16),
)
DONNEES = '{"objet": "Réfection de la toiture"}'.encode()


def documents() -> dict[str, bytes]:
    """Return every shipped template's documents, by label: its example, and those of examples/, in each variant or state."""
    made = {
        f"{acte.stem} {variante}": delib.build(acte, variante=variante).docx
        for acte in (
            RACINE / "examples" / "deliberation-bureau.yaml",
            RACINE / "examples" / "deliberation-conseil.yaml",
            MODELES / "deliberation" / "brouillon" / "exemple.yaml",
        )
        for variante in VARIANTES
    }
    for nom in ("reglement", "formulaire-engagement", "convention-engagement", "sommaire"):
        made[nom] = delib.build(MODELES / nom / "brouillon" / "exemple.yaml").docx
    for nom in ("convention-type", "reglement", "formulaire"):
        made[f"programme {nom}"] = delib.build(PROGRAMME / f"{nom}.yaml").docx
    return made


@pytest.fixture(scope="module")
def built() -> dict[str, bytes]:
    return documents()


@pytest.fixture(scope="module")
def finished(built: dict[str, bytes], soffice: str) -> dict[str, tuple[bytes, list[str]]]:
    """Return the PDF of every document, and the codes told, converted in one call: alone, annexed, drawn upon, with data."""
    acte = "deliberation-bureau extrait"
    scan = pdf_hostile.plain()
    asked = {label: Demande(f"{label}.docx", docx) for label, docx in built.items()}
    annexes = (Annexe("règlement.docx", built["reglement"]), Annexe("formulaire.docx", built["formulaire-engagement"]))
    asked["acte et annexes"] = Demande("acte.docx", built[acte], annexes)
    asked["acte et lui-même"] = Demande("acte.docx", built[acte], (Annexe("acte.docx", built[acte]),))
    asked["acte et données"] = Demande("acte.docx", built[acte], donnees=DONNEES)
    asked["projet dessiné"] = Demande("acte.docx", built["sommaire"], projet=True)
    asked["projet dessiné, annexe et données"] = Demande("acte.docx", built[acte], annexes[1:], projet=True, donnees=DONNEES)
    asked["acte et numérisation"] = Demande("acte.docx", built[acte], (Annexe("plan.pdf", scan),))
    asked |= {nom: Demande(f"{nom}.docx", word_pages.word(fill)) for nom, (fill, _told) in word_pages.CASES.items()}
    made = convert_all(list(asked.values()), soffice=soffice)
    told = {
        label: (one.pdf, sorted({anomalie.code for anomalie in one.anomalies})) for label, one in zip(asked, made, strict=True)
    }
    for label, pages in (
        (acte, "toutes"),
        (acte, "premiere"),
        ("acte et annexes", "toutes"),
        ("acte et données", "premiere"),
        ("projet dessiné, annexe et données", "toutes"),
    ):
        stamped = tampon.stamp(told[label][0], ACCUSE, "acte.pdf", pages=pages, sur_texte=True)
        told[f"{label}, tamponné ({pages})"] = (stamped, [])
    stamped = told[f"{acte}, tamponné (toutes)"][0]
    told["tamponné puis annexé"] = (assemblage.join(stamped, [("s.pdf", told["sommaire"][0])], "acte.pdf")[0], [])
    told["annexe aux objets groupés"] = (
        assemblage.join(told[acte][0], [("s.pdf", grouped(told["sommaire"][0]))], "acte.pdf")[0],
        [],
    )
    told["tamponné puis marqué projet"] = (filigrane.draw(stamped, "PROJET", "acte.pdf"), [])
    return told


@pytest.fixture(scope="module")
def verdicts(finished: dict[str, tuple[bytes, list[str]]]) -> dict[str, list[str]]:
    return verapdf.judge({label: pdf for label, (pdf, _told) in finished.items()})


def test_every_shipped_template_makes_a_pdf_fit_to_keep_and_accessible(
    built: dict[str, bytes], finished: dict[str, tuple[bytes, list[str]]], verdicts: dict[str, list[str]]
) -> None:
    assert {label: verdicts[label] for label in built if verdicts[label]} == {}
    assert {label: finished[label][1] for label in built if finished[label][1]} == {}


def test_annexed_drawn_upon_stamped_with_data_it_stays_so(
    built: dict[str, bytes], finished: dict[str, tuple[bytes, list[str]]], verdicts: dict[str, list[str]]
) -> None:
    others = [label for label in finished if label not in built and label not in word_pages.CASES]
    assert len(others) == 14
    assert {label: verdicts[label] for label in others if verdicts[label]} == {
        "acte et numérisation": verdicts["acte et numérisation"]
    }


def test_a_scan_costs_the_marks_and_this_is_told(
    finished: dict[str, tuple[bytes, list[str]]], verdicts: dict[str, list[str]]
) -> None:
    assert finished["acte et numérisation"][1] == ["annexe-sans-pdfa", "annexe-sans-pdfua"]
    assert {"3b 6.6.4-1", "ua1 5-1"} <= verapdf.clauses(verdicts["acte et numérisation"])


@pytest.mark.parametrize("nom", word_pages.CASES)
def test_what_delib_says_of_a_mark_is_what_verapdf_judges(
    nom: str, finished: dict[str, tuple[bytes, list[str]]], verdicts: dict[str, list[str]]
) -> None:
    """A mark is withheld exactly where veraPDF refuses it, for a reason of its own; and where it stands, veraPDF agrees."""
    marks = {"3b": "pdf-sans-pdfa", "ua1": "pdf-sans-pdfua"}
    told = set(finished[nom][1])
    assert told & set(marks.values()) == word_pages.CASES[nom][1]
    refused = {marks[clause.split()[0]] for clause in verapdf.clauses(verdicts[nom])}
    assert refused == told & set(marks.values())
    reasons = verapdf.clauses(verdicts[nom]) - {"3b 6.6.4-1", "ua1 5-1"}  # the absence of the mark itself
    assert bool(reasons) == bool(refused)


# ------------------------------------------------------------------------------------------------------ the judge judges


@pytest.fixture(scope="module")
def raw(built: dict[str, bytes], soffice: str) -> dict[str, bytes]:
    """Return what LibreOffice itself makes of a few documents, before delib completes it."""
    asked = [(f"{label}.docx", built[label]) for label in ("deliberation-bureau projet", "sommaire", "formulaire-engagement")]
    asked += [(f"{nom}.docx", word_pages.word(word_pages.CASES[nom][0])) for nom in ("paragraphe bordé", "page bordée", "lien")]
    made: dict[str, bytes] = {}
    for rank, pdf in office.iter_converted(asked, soffice):
        assert not isinstance(pdf, Anomalie), pdf
        made[asked[rank][0].removesuffix(".docx")] = pdf
    return made


def test_the_judge_judges(raw: dict[str, bytes], finished: dict[str, tuple[bytes, list[str]]]) -> None:
    """Files that must fail do, each by its own clause."""
    sound = finished["deliberation-bureau extrait"][0]
    fontless = _without(sound, b"/FontFile2")
    verdicts = verapdf.judge(
        {
            "tel que LibreOffice l'écrit": raw["sommaire"],
            "avec un lien": raw["lien"],
            "bordures hors balises": raw["paragraphe bordé"],
            "sans police": fontless,
            "sans titre": sound.replace(b"dc:title", b"dc:sujet"),
            "sans langue": _without(sound, b"/Lang"),
            "sans balises": _without(sound, b"/StructTreeRoot"),
            "tronqué": sound[:5000],
            "page vierge": pdf_hostile.plain(),
        }
    )
    found = {label: verapdf.clauses(faults) for label, faults in verdicts.items()}
    assert found["tel que LibreOffice l'écrit"] >= {"3b 6.6.2.3.1-1"}
    assert found["avec un lien"] >= {"ua1 7.18.3-1"}
    assert found["bordures hors balises"] >= {"ua1 7.1-3"}
    assert found["sans police"] >= {"3b 6.2.11.4.1-1", "ua1 7.21.4.1-1"}
    assert found["sans titre"] >= {"ua1 7.1-9"}
    assert found["sans langue"] & {"ua1 7.2-29", "ua1 7.2-34"}
    assert found["sans balises"] >= {"ua1 7.1-11"}
    assert found["tronqué"]
    assert found["page vierge"] >= {"3b 6.6.2.1-1"}


def _without(pdf: bytes, key: bytes) -> bytes:
    assert key in pdf
    return pdf.replace(key, b"/X" + key[2:])


# --------------------------------------------------------------------------------------------------- same bytes, same look


def test_the_same_input_makes_the_same_bytes(
    built: dict[str, bytes], finished: dict[str, tuple[bytes, list[str]]], soffice: str
) -> None:
    """Converted again later, in other company and another order: LibreOffice's clock and its luck leave no trace."""
    time.sleep(1.1)  # LibreOffice dates what it makes by the second
    labels = ["sommaire", "deliberation-bureau projet", "formulaire-engagement"]
    again = convert_all([Demande(f"{label}.docx", built[label]) for label in labels], soffice=soffice)
    for label, one in zip(labels, again, strict=True):
        assert one.pdf == finished[label][0], label


def test_it_looks_as_libreoffice_made_it(raw: dict[str, bytes], built: dict[str, bytes], tmp_path: Path, pdftotext: str) -> None:
    """Pixel for pixel, page by page; borders said decorative are still drawn."""
    for label, pdf in raw.items():
        fiche = of_docx(built[label], f"{label}.docx") if label in built else Fiche("Titre")
        done = conformite.finish(pdf, fiche, "a.pdf")
        assert _drawn(done, tmp_path) == _drawn(pdf, tmp_path), label


def test_joined_pages_look_as_they_did_alone(
    finished: dict[str, tuple[bytes, list[str]]], tmp_path: Path, pdftotext: str
) -> None:
    parts = [finished[label][0] for label in ("deliberation-bureau extrait", "reglement", "formulaire-engagement")]
    alone = [page for part in parts for page in _drawn(part, tmp_path)]
    assert _drawn(finished["acte et annexes"][0], tmp_path) == alone


def _drawn(pdf: bytes, folder: Path) -> list[int]:
    """Return a fingerprint of each page as Poppler draws it."""
    path = folder / "a.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftoppm", "-r", "50", str(path)], capture_output=True, check=True, timeout=120)
    count = len(PdfReader(path).pages)
    size = len(done.stdout) // count
    assert size * count == len(done.stdout)
    return [zlib.crc32(done.stdout[rank * size : (rank + 1) * size]) for rank in range(count)]
