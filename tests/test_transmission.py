"""Fit to transmit: one refusal a row, each firing its own anomaly on an act that is sound otherwise; and as a clerk runs it."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from delib.anomalie import Gravite
from delib.codes import CODES
from delib.prefecture.fichiers import Document
from delib.prefecture.pieces import MAX_OCTETS, sniff
from delib.prefecture.transmission import Envoi, prepare, weight
from tests.test_identifiant import acte, mapped

# ------------------------------------------------------------------------------------------------------------------ real files


def pdf(*textes: str) -> bytes:
    """Return a PDF of one page for each of `textes`, in Helvetica."""
    count = len(textes)
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    for rank, texte in enumerate(textes):
        said = texte.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        stream = b"BT /F1 12 Tf 60 780 Td (" + said + b") Tj ET" if texte else b""
        resources = b"/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R" % (5 + 2 * rank)
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]" + resources + b">>")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    kids = b" ".join(b"%d 0 R" % (4 + 2 * rank) for rank in range(count))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids)
    out, places = bytearray(b"%PDF-1.4\n"), []
    for rank, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (rank, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return bytes(out) + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def locked(data: bytes, user: str) -> bytes:
    """Return a PDF encrypted; an empty password of user leaves it open to readers, and restricted."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(user_password=user, owner_password="maître", algorithm="RC4-128")  # noqa: S106 - of a test
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
    return out.getvalue()


ACTE_PDF = pdf("Délibération n° BM2025/12/02/22-1 du 2 décembre 2025")
ANNEXE = pdf("Règlement du programme")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 40
REGLEMENT = {"cle": "reglement", "intitule": "Règlement du programme"}
FORMULAIRE = {"cle": "formulaire", "intitule": "Formulaire d’engagement"}

Fichiers = dict[str, bytes | int | None]


def laid(folder: Path, fichiers: Fichiers) -> list[str]:
    """Write the files and return their paths: a number makes a file of that size without content, None leaves it absent."""
    for nom, content in fichiers.items():
        path = folder / nom
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif content is not None:
            with open(path, "wb") as stream:
                stream.truncate(content)
    return [str(folder / nom) for nom in fichiers]


def sent(folder: Path, fichiers: Fichiers, **changed: Any) -> Envoi:
    return prepare(acte(**changed), laid(folder, fichiers))


# ------------------------------------------------------------------------------------------------------------ what goes through

SAINS: list[tuple[str, dict[str, Any], Fichiers]] = [
    ("the act alone", {}, {"acte.pdf": ACTE_PDF}),
    (
        "an annex with its file",
        {"annexes": [{**REGLEMENT, "fichier": "annexes/reglement.pdf"}]},
        {"a.pdf": ACTE_PDF, "reglement.pdf": ANNEXE},
    ),
    (
        "an annex made of a Word file",
        {"annexes": [{**REGLEMENT, "fichier": "Reglement.docx"}]},
        {"a.pdf": ACTE_PDF, "reglement.pdf": ANNEXE},
    ),
    ("an annex known by its key", {"annexes": [REGLEMENT]}, {"a.pdf": ACTE_PDF, "1-reglement_v3.pdf": ANNEXE}),
    ("an annex counted", {"annexes": [REGLEMENT]}, {"a.pdf": ACTE_PDF, "annexe.pdf": ANNEXE}),
    ("images as annexes", {"annexes": [REGLEMENT, FORMULAIRE]}, {"a.pdf": ACTE_PDF, "plan.JPEG": JPG, "plan2.png": PNG}),
    ("a typed annex", {"annexes": [{**REGLEMENT, "fichier": "r.pdf"}]}, {"a.pdf": ACTE_PDF, "21_RP-r.pdf": ANNEXE}),
    (
        "the annex that was approved",
        {"annexes": [{**REGLEMENT, "fichier": "r.pdf", "sha256": hashlib.sha256(ANNEXE).hexdigest()}]},
        {"a.pdf": ACTE_PDF, "r.pdf": ANNEXE},
    ),
    ("a number in the middle of a long PDF", {}, {"a.pdf": pdf("Préfecture", "", "n° bm2025/12/02 / 22-1", "fin")}),
    ("the longest objet", {"objet": "é" * 499}, {"a.pdf": ACTE_PDF}),
    ("a matière after 7.9", {"classement": {"nature": "BF", "matiere": "7.10"}}, {"a.pdf": ACTE_PDF}),
    ("local codes, one level each", {"classement__codes_locaux": [1, 2, 10]}, {"a.pdf": ACTE_PDF}),
    ("local codes, whole", {"classement__codes_locaux": ["8.4.1", "8.4.1.2"]}, {"a.pdf": ACTE_PDF}),
    (
        "a commune of 50 000 inhabitants",
        {"collectivite__nature": "commune", "collectivite__population": 50_000},
        {"a.pdf": ACTE_PDF},
    ),
]


@pytest.mark.parametrize(("changed", "fichiers"), [row[1:] for row in SAINS], ids=[row[0] for row in SAINS])
def test_a_sound_act_is_fit(changed, fichiers, tmp_path):
    envoi = sent(tmp_path, fichiers, **changed)
    assert [str(one) for one in envoi.anomalies] == []
    assert envoi.pret
    assert len(envoi.noms) == len(fichiers)


def test_each_file_has_the_name_that_it_would_bear(tmp_path):
    annexes = [REGLEMENT, FORMULAIRE]
    envoi = sent(tmp_path, {"acte.pdf": ACTE_PDF, "21_RP-rapport.pdf": ANNEXE, "plan.JPG": JPG}, annexes=annexes)
    assert envoi.noms == (
        "99_DE-075-200054781-20251202-BM25-12-02-22-1-DE-1-1_1.pdf",
        "21_RP-075-200054781-20251202-BM25-12-02-22-1-DE-1-1_2.pdf",
        "99_DE-075-200054781-20251202-BM25-12-02-22-1-DE-1-1_3.jpg",
    )
    assert all(str(Document.parse(nom)) == nom for nom in envoi.noms)
    assert envoi.octets == len(ACTE_PDF) + len(ANNEXE) + len(JPG)


def test_a_budget_has_its_own_type(tmp_path):
    assert sent(tmp_path, {"a.pdf": ACTE_PDF}, classement__nature="BF").noms[0].startswith("99_BU-")


# ------------------------------------------------------------------------------------------------------------- what is refused

COURT = {"annexes": [{**REGLEMENT, "fichier": "reglement.pdf"}]}
REFUS: list[tuple[str, dict[str, Any], Fichiers, set[str]]] = [
    ("a draft", {"etat": "projet"}, {"a.pdf": ACTE_PDF}, {"transmission-projet"}),
    ("an act printed as a draft", {"variante": "projet"}, {"a.pdf": ACTE_PDF}, {"transmission-projet"}),
    ("an objet on two lines", {"objet": "Un objet\nsur deux lignes"}, {"a.pdf": ACTE_PDF}, {"transmission-objet-lignes"}),
    (
        "an objet that its corrections lengthen",
        {"objet": "Subvention: " + "a" * 487, "typographie": "corriger"},
        {"a.pdf": ACTE_PDF},
        {"transmission-objet-long"},
    ),
    ("no matière", {"classement__matiere": None}, {"a.pdf": ACTE_PDF}, {"transmission-matiere-absente"}),
    ("a matière that is not", {"classement__matiere": "8.10"}, {"a.pdf": ACTE_PDF}, {"transmission-matiere-inconnue"}),
    ("7.11, after the last", {"classement__matiere": "7.11"}, {"a.pdf": ACTE_PDF}, {"transmission-matiere-inconnue"}),
    ("a local code that is a word", {"classement__codes_locaux": ["voirie"]}, {"a.pdf": ACTE_PDF}, {"transmission-codes-locaux"}),
    (
        "a local code of another matière",
        {"classement__codes_locaux": ["7.4.1"]},
        {"a.pdf": ACTE_PDF},
        {"transmission-codes-locaux"},
    ),
    ("a sixth level", {"classement__codes_locaux": [1, 2, 3, 4]}, {"a.pdf": ACTE_PDF}, {"transmission-codes-locaux"}),
    ("no nature", {"classement__nature": None}, {"a.pdf": ACTE_PDF}, {"identifiant-nature-absente"}),
    ("no SIREN", {"collectivite__siren": None}, {"a.pdf": ACTE_PDF}, {"identifiant-siren-absent"}),
    (
        "a number of sixteen characters",
        {"numero": "BM2025/12/02/100-1"},
        {"a.pdf": pdf("BM2025/12/02/100-1")},
        {"identifiant-numero-long"},
    ),
    ("a hyphen, for Pastell", {"collectivite__actes_ids__profil": "pastell"}, {"a.pdf": ACTE_PDF}, {"identifiant-numero-profil"}),
    (
        "a mapping at fault",
        {"collectivite__actes_ids__numero": mapped(("(", ""))},
        {"a.pdf": ACTE_PDF},
        {"identifiant-remplacement"},
    ),
    ("a département that is not", {"collectivite__departement": "099"}, {"a.pdf": ACTE_PDF}, {"identifiant-departement-inconnu"}),
    ("an individual act", {"classement__nature": "AI"}, {"a.pdf": ACTE_PDF}, {"transmission-individuelle"}),
    (
        "an act received already",
        {"suites": {"acte": "BM2025/12/02/22-1", "accuse": [{"identifiant": "075-200054781-20251202-BM25-12-02-22-1-DE"}]}},
        {"a.pdf": ACTE_PDF},
        {"transmission-deja-faite"},
    ),
    (
        "an EPCI with its own tax",
        {"collectivite__fiscalite_propre": True},
        {"a.pdf": ACTE_PDF},
        {"transmission-obligatoire-epci"},
    ),
    (
        "a communauté de communes",
        {"collectivite__nature": "communaute_de_communes"},
        {"a.pdf": ACTE_PDF},
        {"transmission-obligatoire-epci"},
    ),
    ("a région", {"collectivite__nature": "region"}, {"a.pdf": ACTE_PDF}, {"transmission-obligatoire"}),
    (
        "a commune of more than 50 000 inhabitants",
        {"collectivite__nature": "commune", "collectivite__population": 50_001},
        {"a.pdf": ACTE_PDF},
        {"transmission-obligatoire"},
    ),
    (
        "an obligation that the house does not know",
        {"collectivite__fiscalite_propre": True, "collectivite__regime": {"teletransmission": "facultative"}},
        {"a.pdf": ACTE_PDF},
        {"transmission-obligatoire-epci", "transmission-facultative"},
    ),
    ("no file", {}, {}, {"transmission-sans-fichier"}),
    ("an absent file", {}, {"a.pdf": None}, {"fichier-absent"}),
    ("an empty file", {}, {"a.pdf": b""}, {"transmission-fichier-vide"}),
    ("a Word file", {}, {"a.docx": word()}, {"transmission-format"}),
    ("an XML file", {}, {"a.xml": b"<?xml version='1.0'?><a/>"}, {"transmission-format"}),
    ("no extension", {}, {"acte": ACTE_PDF}, {"transmission-format"}),
    (
        "a budget in XML",
        {"classement__nature": "BF", **COURT},
        {"a.pdf": ACTE_PDF, "reglement.xml": b"<a/>"},
        {"transmission-budget-xml"},
    ),
    ("a Word file named .pdf", {}, {"a.pdf": word()}, {"transmission-contenu"}),
    ("a page of the web named .pdf", {}, {"a.pdf": b"<!DOCTYPE html><html></html>"}, {"transmission-contenu"}),
    ("an image named .pdf", {}, {"a.pdf": PNG}, {"transmission-contenu"}),
    ("a PDF named .png", COURT, {"a.pdf": ACTE_PDF, "reglement.png": ANNEXE}, {"transmission-contenu"}),
    ("a text named .pdf", {}, {"a.pdf": b"BM2025/12/02/22-1"}, {"transmission-contenu"}),
    ("a PDF with a password", {}, {"a.pdf": locked(ACTE_PDF, "secret")}, {"pdf-chiffre"}),
    ("a PDF restricted by its owner", {}, {"a.pdf": locked(ACTE_PDF, "")}, {"pdf-chiffre"}),
    ("a restricted annex", COURT, {"a.pdf": ACTE_PDF, "reglement.pdf": locked(ANNEXE, "")}, {"pdf-chiffre"}),
    ("a PDF cut short", {}, {"a.pdf": ACTE_PDF[:300]}, {"pdf-illisible"}),
    ("nothing but the mark of a PDF", {}, {"a.pdf": b"%PDF-1.7\n"}, {"pdf-illisible"}),
    ("a scanned act", {}, {"a.pdf": pdf("")}, {"transmission-sans-texte"}),
    ("an act that is an image", {}, {"a.png": PNG}, {"transmission-sans-texte"}),
    ("another act", {}, {"a.pdf": pdf("Délibération n° BM2025/12/02/22-2")}, {"transmission-autre-acte"}),
    ("an accent in a name", {}, {"délibération.pdf": ACTE_PDF}, {"transmission-nom"}),
    ("a long name", {}, {f"{'a' * 100}.pdf": ACTE_PDF}, {"transmission-nom"}),
    (
        "the same file twice",
        {"annexes": [REGLEMENT, FORMULAIRE]},
        {"a.pdf": ACTE_PDF, "b.pdf": ANNEXE, "c.pdf": ANNEXE},
        {"transmission-doublon"},
    ),
    ("an annex left out", COURT, {"a.pdf": ACTE_PDF}, {"transmission-annexe-omise"}),
    ("an annex without a file, left out", {"annexes": [REGLEMENT]}, {"a.pdf": ACTE_PDF}, {"transmission-annexe-omise"}),
    (
        "one file for two annexes",
        {"annexes": [REGLEMENT, FORMULAIRE]},
        {"a.pdf": ACTE_PDF, "b.pdf": ANNEXE},
        {"transmission-annexes-comptees"},
    ),
    ("an annex of which the act says nothing", {}, {"a.pdf": ACTE_PDF, "b.pdf": ANNEXE}, {"transmission-annexe-non-declaree"}),
    (
        "an annex changed since",
        {"annexes": [{**REGLEMENT, "fichier": "r.pdf", "sha256": "0" * 64}]},
        {"a.pdf": ACTE_PDF, "r.pdf": ANNEXE},
        {"transmission-annexe-autre"},
    ),
    (
        "more than 150 Mo in all",
        COURT,
        {"a.pdf": ACTE_PDF, "reglement.pdf": MAX_OCTETS},
        {"transmission-taille", "transmission-contenu"},
    ),
    ("one file of more than 150 Mo", COURT, {"a.pdf": ACTE_PDF, "reglement.pdf": 40 * MAX_OCTETS}, {"transmission-taille"}),
]


@pytest.mark.parametrize(("changed", "fichiers", "codes"), [row[1:] for row in REFUS], ids=[row[0] for row in REFUS])
def test_each_refusal_is_told_alone(changed, fichiers, codes, tmp_path):
    envoi = sent(tmp_path, fichiers, **changed)
    assert {one.code for one in envoi.anomalies} == codes
    assert len(envoi.anomalies) == len(codes)
    worst = max(one.gravite for one in envoi.anomalies)
    assert envoi.refuse == (worst is Gravite.ERREUR)
    assert envoi.pret == (worst is not Gravite.ERREUR and bool(fichiers))
    assert all(one.lieu is not None for one in envoi.anomalies)


def test_all_is_told_at_once(tmp_path):
    envoi = sent(
        tmp_path,
        {"a.docx": word(), "b.pdf": b"", "c.pdf": None},
        etat="projet",
        classement=None,
        numero="BM2025/12/02/100-1",
        collectivite__departement=None,
    )
    assert {one.code for one in envoi.anomalies} == {
        *("transmission-projet", "transmission-matiere-absente", "identifiant-nature-absente", "identifiant-numero-long"),
        *("identifiant-departement-absent", "transmission-format", "transmission-fichier-vide", "fichier-absent"),
        "transmission-annexe-non-declaree",
    }
    assert envoi.illisible
    assert envoi.identifiant is None
    assert envoi.noms == ()


@pytest.mark.parametrize("more", [0, 1], ids=["150 Mo", "one byte more"])
def test_an_act_and_its_annexes_weigh_150_mo_in_all(more, tmp_path):
    paths = laid(tmp_path, {"a.pdf": ACTE_PDF, "plan.png": PNG})
    os.truncate(paths[1], MAX_OCTETS - len(ACTE_PDF) + more)
    envoi = prepare(acte(annexes=[REGLEMENT]), paths)
    assert envoi.octets == MAX_OCTETS + more
    assert [one.code for one in envoi.anomalies] == ["transmission-taille"] * more


ORIGINES = [
    "transmission-objet-long",
    "transmission-objet-lignes",
    "transmission-matiere-absente",
    "transmission-format",
    "transmission-taille",
]


@pytest.mark.parametrize("code", ORIGINES)
def test_a_limit_says_where_it_was_read(code):
    assert CODES[code].source


def test_the_origin_of_a_locked_pdf_s_refusal_is_told(tmp_path):
    (told,) = sent(tmp_path, {"a.pdf": locked(ACTE_PDF, "")}).anomalies
    assert "arrêté du 26 octobre 2005" in told.source


def test_the_nearest_matieres_are_given(tmp_path):
    (told,) = sent(tmp_path, {"a.pdf": ACTE_PDF}, classement__matiere="7.11").anomalies
    assert told.conseil.endswith("7.9 Prise de participation (SEM, etc.), 7.10 Divers")


def test_a_folder_is_no_file(tmp_path):
    envoi = prepare(acte(), [str(tmp_path)])
    assert [one.code for one in envoi.anomalies] == ["fichier-dossier"]


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.pdf")
    envoi = prepare(acte(), [str(tmp_path / "a.pdf")])
    assert [one.code for one in envoi.anomalies] == ["fichier-illisible"]


@given(st.integers(0, 10**9))
def test_a_weight_is_said_as_people_say_it(octets):
    said = weight(octets)
    number, unit = said.split(" ")
    value = float(number.replace(",", ".")) * {"Ko": 1024, "Mo": 1024 * 1024}[unit]
    assert abs(value - octets) <= (1024 if unit == "Ko" else 60_000)
    assert not number.endswith(",0")


@given(st.binary(max_size=200))
def test_any_bytes_are_something(data):
    assert sniff(data) in {"pdf", "jpg", "png", "zip", "xml", ""}


# ---------------------------------------------------------------------------------------------------------- as a clerk runs it

MAISON = """\
nom: Commune de Saint-Aubin
genre: feminin
nature: commune
siren: "200054781"
departement: "075"
organes:
  conseil: {intitule: le conseil municipal de Saint-Aubin}
actes_ids: {numero: [{de: "-", a: "_"}], profil: s2low}
"""
DONNEES = """\
acte: deliberation
collectivite: maison.yaml
seance: {{organe: conseil, date: 2025-12-02}}
numero: "{numero}"
objet: Attribution d’une subvention
classement: {{nature: DE, matiere: "7.5"}}
dispositif: [APPROUVE la subvention]
"""


def house(folder: Path, *numeros: str) -> list[str]:
    """Write a house and its acts; return the names of the acts' files."""
    (folder / "maison.yaml").write_text(MAISON, encoding="utf-8")
    for rank, numero in enumerate(numeros):
        (folder / f"acte{rank}.yaml").write_text(DONNEES.format(numero=numero), encoding="utf-8")
    return [f"acte{rank}.yaml" for rank in range(len(numeros))]


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "delib", "check", "--transmission", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False)


def test_a_fit_act_is_said_so_with_the_names_of_its_files(tmp_path):
    (one,) = house(tmp_path, "2025-112")
    laid(tmp_path, {"acte.pdf": pdf("n° 2025-112")})
    done = run(one, "acte.pdf", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "acte0.yaml : prêt à transmettre : identifiant 075-200054781-20251202-2025_112-DE, 1 fichier, 1 Ko.",
        "  acte    99_DE-075-200054781-20251202-2025_112-DE-1-1_1.pdf  1 Ko  acte.pdf",
    ]


def test_a_refused_act_is_never_said_fit(tmp_path):
    (one,) = house(tmp_path, "2025/112")
    laid(tmp_path, {"acte.pdf": pdf("n° 2025/112")})
    done = run(one, "acte.pdf", "absent.pdf", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "[identifiant-numero-profil] Le numéro « 2025/112 » n’est pas du profil « s2low » (S2LOW)" in done.stderr
    assert "absent.pdf : erreur [fichier-absent]" in done.stderr
    assert done.stderr.endswith("2 erreurs.\n")


def test_warnings_temper_what_is_said(tmp_path):
    (one,) = house(tmp_path, "2025-112")
    laid(tmp_path, {"acte.pdf": pdf("n° 2025-113")})
    done = run(one, "acte.pdf", cwd=tmp_path)
    assert done.returncode == 0
    assert "prêt à transmettre, sous réserve de 1 avertissement :" in done.stdout
    assert "[transmission-autre-acte]" in done.stderr


def test_several_acts_each_with_its_files(tmp_path):
    first, second = house(tmp_path, "2025-112", "2025_112")
    laid(tmp_path, {"a.pdf": pdf("2025-112"), "b.pdf": pdf("2025_112")})
    done = run(first, "a.pdf", second, "b.pdf", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "acte1.yaml: erreur [identifiant-double]" in done.stderr


def test_json_is_one_document(tmp_path):
    (one,) = house(tmp_path, "2025-112")
    laid(tmp_path, {"acte.pdf": pdf("2025-112")})
    done = run("--json", one, "acte.pdf", cwd=tmp_path)
    said = json.loads(done.stdout)
    assert (done.returncode, said["code"], said["anomalies"]) == (0, 0, [])
    (transmission,) = said["transmissions"]
    assert transmission["pret"] is True
    assert transmission["identifiant"] == "075-200054781-20251202-2025_112-DE"
    assert transmission["fichiers"][0]["nom"] == "99_DE-075-200054781-20251202-2025_112-DE-1-1_1.pdf"


def test_data_alone_are_not_said_fit(tmp_path):
    (one,) = house(tmp_path, "2025-112")
    done = run(one, cwd=tmp_path)
    assert done.returncode == 0
    assert (
        "données prêtes à transmettre : identifiant 075-200054781-20251202-2025_112-DE ; aucun fichier n’a été vu" in done.stdout
    )


def test_only_a_deliberation_is_transmitted(tmp_path, racine):
    done = run(str(racine / "examples" / "programme" / "reglement.yaml"), cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "[identifiant-acte] Un acte de type « reglement »" in done.stderr


def test_the_act_comes_before_its_files(tmp_path):
    (one,) = house(tmp_path, "2025-112")
    done = run("acte.pdf", one, cwd=tmp_path)
    assert done.returncode == 2
    assert "« acte.pdf » n’est pas un acte" in done.stderr


def test_a_list_and_a_transmission_do_not_go_together(tmp_path):
    (one,) = house(tmp_path, "2025-112")
    done = run(one, "--pour", "liste.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert "--pour ne va pas avec --transmission" in done.stderr


FIRED = frozenset().union(*(row[3] for row in REFUS))


def test_the_tables_fire_every_code_of_the_family():
    assert {code for code in CODES if code.startswith("transmission-")} <= FIRED
