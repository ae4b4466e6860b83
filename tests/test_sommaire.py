"""The table of contents of a programme's folder: every document has its line, and what proves that it is the same file."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest

import delib
from tests import ooxml
from tests.conftest import RACINE
from tests.words import plain

W = ooxml.W
EXEMPLE = RACINE / "modeles" / "sommaire" / "brouillon" / "exemple.yaml"

MINIMAL: dict[str, Any] = {
    "acte": "sommaire",
    "collectivite": {"nom": "Métropole d’Essai", "nature": "metropole", "organes": {"conseil": {"intitule": "le Conseil"}}},
    "programme": {"nom": "Appropriation Métropolitaine"},
    "documents": [{"rang": 1, "intitule": "règlement du programme", "fichier": "reglement.docx"}],
}
"""The required fields alone."""


def sha256(texte: str) -> str:
    return hashlib.sha256(texte.encode()).hexdigest()


def documents(nombre: int) -> list[dict[str, Any]]:
    """Return `nombre` documents with every field."""
    return [
        {
            "rang": f"7-{rang}",
            "intitule": f"convention d’engagement de la commune {rang}",
            "numero": f"2026-{rang:03}",
            "date": "2026-01-15",
            "fichier": f"conventions/2026-{rang:03}.docx",
            "modele": "convention-engagement@1.0.0",
            "empreinte": sha256(f"contenu {rang}"),
            "sha256": sha256(f"fichier {rang}"),
        }
        for rang in range(1, nombre + 1)
    ]


COMPLET = {
    **MINIMAL,
    "intitule": "parcours « IA-Attractivité des centres villes »",
    "date": "2026-01-15",
    "documents": documents(3),
    "controles": {"erreurs": 0, "avertissements": 1, "infos": 12},
}
DONNEES = {
    "minimal": MINIMAL,
    "complet": COMPLET,
    "exemple": EXEMPLE,
    "300 documents": {**COMPLET, "documents": documents(300)},
}


@pytest.fixture(params=DONNEES, scope="module")
def document(request: pytest.FixtureRequest) -> delib.Document:
    """Return the sommaire that each set of data gives."""
    return delib.build(DONNEES[request.param])


def body(docx: bytes) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return ElementTree.fromstring(archive.read("word/document.xml"))  # noqa: S314 - a package that delib has just made


def rows(docx: bytes) -> list[list[list[str]]]:
    """Return the tables: each a list of rows, each the texts of its cells, a newline between two paragraphs."""
    return [
        [
            ["\n".join("".join(p.itertext()) for p in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc")]
            for row in table.iter(f"{W}tr")
        ]
        for table in body(docx).iter(f"{W}tbl")
    ]


def test_word_takes_it(document: delib.Document) -> None:
    assert ooxml.validate(document.docx) == []


def test_nothing_is_left_unfilled(document: delib.Document) -> None:
    for line in document.texte.split("\n"):
        assert line.strip() == line != ""
        assert not re.search(r"\{|\}|\[|None|Absent|  | ,", line), line


@pytest.mark.parametrize("nombre", [1, 2, 300])
def test_each_document_has_its_line_in_both_tables(nombre: int) -> None:
    given = documents(nombre)
    listed, proofs = rows(delib.build({**MINIMAL, "documents": given}).docx)
    assert listed[0] == ["Rang", "Document", "Numéro", "Date", "Modèle"]
    assert listed[1:] == [
        [one["rang"], one["intitule"].capitalize(), one["numero"], "15\u00a0janvier 2026", one["modele"]] for one in given
    ]
    assert proofs[0] == ["Rang", "Fichier", "Empreintes"]
    assert proofs[1:] == [[one["rang"], one["fichier"], f"SHA-256 {one['sha256']}\nContenu {one['empreinte']}"] for one in given]


def test_the_headings_come_back_on_each_page_and_no_row_is_cut(document: delib.Document) -> None:
    tables = list(body(document.docx).iter(f"{W}tbl"))
    assert len(tables) == 2
    for table in tables:
        lines = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in lines] == [True] + [False] * (len(lines) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in lines)


def test_the_page_lies_on_its_side(document: delib.Document) -> None:
    size = body(document.docx).find(f"{W}body/{W}sectPr/{W}pgSz")
    assert size is not None
    assert size.get(f"{W}orient") == "landscape"
    assert int(size.get(f"{W}w", "0")) > int(size.get(f"{W}h", "0"))


class Ligne(NamedTuple):
    """A line of the table: the fields of one document, what its row prints, what proves it."""

    champs: dict[str, Any]
    imprime: list[str]
    preuve: str


NON_RELEVEE = "Empreinte non relevée : ce fichier ne peut pas être vérifié."
LIGNES = [
    Ligne({}, ["1", "Règlement", "–", "–", "–"], NON_RELEVEE),
    Ligne({"numero": "CM1"}, ["1", "Règlement", "CM1", "–", "–"], NON_RELEVEE),
    Ligne({"numero": "2025.10"}, ["1", "Règlement", "2025.10", "–", "–"], NON_RELEVEE),
    Ligne({"date": "2025-04-01"}, ["1", "Règlement", "–", "1er avril 2025", "–"], NON_RELEVEE),
    Ligne({"modele": "reglement@brouillon"}, ["1", "Règlement", "–", "–", "reglement@brouillon"], NON_RELEVEE),
    Ligne({"sha256": "0" * 64}, ["1", "Règlement", "–", "–", "–"], f"SHA-256 {'0' * 64}"),
    Ligne({"empreinte": "f" * 64}, ["1", "Règlement", "–", "–", "–"], f"Contenu {'f' * 64}"),
    Ligne(
        {"sha256": "0" * 64, "empreinte": "f" * 64}, ["1", "Règlement", "–", "–", "–"], f"SHA-256 {'0' * 64}\nContenu {'f' * 64}"
    ),
    Ligne({"rang": "007"}, ["007", "Règlement", "–", "–", "–"], NON_RELEVEE),
    Ligne({"rang": "4-13"}, ["4-13", "Règlement", "–", "–", "–"], NON_RELEVEE),
    Ligne({"intitule": "élection"}, ["1", "Élection", "–", "–", "–"], NON_RELEVEE),
]


@pytest.mark.parametrize("ligne", LIGNES, ids=lambda ligne: ",".join(ligne.champs) or "minimal")
def test_what_is_not_known_is_said(ligne: Ligne) -> None:
    one = {"rang": 1, "intitule": "règlement", "fichier": "reglement.docx", **ligne.champs}
    listed, proofs = rows(delib.build({**MINIMAL, "documents": [one]}).docx)
    assert [plain(cell) for cell in listed[1]] == ligne.imprime
    assert plain(proofs[1][2]) == ligne.preuve


@pytest.mark.parametrize(
    ("controles", "imprime"),
    [
        (None, "les documents n’ont pas été contrôlés ensemble"),
        ((0, 0, 0), "aucune erreur, aucun avertissement, aucune information"),
        ((1, 1, 1), "1 erreur, 1 avertissement, 1 information"),
        ((2, 3, 1200), "2 erreurs, 3 avertissements, 1 200 informations"),
    ],
)
def test_the_state_of_the_checks_is_told(controles: tuple[int, int, int] | None, imprime: str) -> None:
    counts = dict(zip(("erreurs", "avertissements", "infos"), controles, strict=True)) if controles else None
    made = delib.build({**MINIMAL, **({"controles": counts} if counts else {})})
    assert f"État des contrôles : {imprime}\n" in plain(made.texte)


def test_dates_and_titles_show_only_when_they_are_given() -> None:
    without, given = plain(delib.build(MINIMAL).plan), plain(delib.build(COMPLET).plan)
    assert "tabli le" not in without
    assert "Établi le⍽: 15⍽janvier 2026" in given
    assert "Sommaire établi le 15⍽janvier 2026⇥⇥Page" in given
    assert "Delib Sous-titre | Parcours « IA-Attractivité des centres villes »" in given
    assert "Sous-titre" not in without


def test_file_names_and_hashes_are_never_mended() -> None:
    """A house that mends the typography of its texts leaves names of files as they are on the disk."""
    house = {**MINIMAL["collectivite"], "typographie": "corriger"}
    fichier = 'conventions/l\'acte n°3 : "Etat"--1.docx'
    made = delib.build({**MINIMAL, "collectivite": house, "documents": [{"rang": 1, "intitule": "acte", "fichier": fichier}]})
    assert rows(made.docx)[1][1][1] == fichier


@pytest.mark.parametrize("nom", DONNEES)
def test_nothing_is_told_of_sound_data(nom: str) -> None:
    assert [str(one) for one in delib.build(DONNEES[nom]).anomalies if one.gravite > delib.Gravite.INFO] == []


def test_the_file_and_the_title_bear_its_name(document: delib.Document) -> None:
    assert document.nom == "sommaire.docx"
    with zipfile.ZipFile(io.BytesIO(document.docx)) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert "<dc:title>Sommaire du dossier du programme «\u00a0Appropriation Métropolitaine\u00a0»</dc:title>" in core


class Faute(NamedTuple):
    """A line of the table: what is changed, and what must be told: code, path."""

    donnees: dict[str, Any]
    code: str
    chemin: str


def one(**champs: Any) -> dict[str, Any]:
    return {"documents": [{"rang": 1, "intitule": "acte", "fichier": "acte.docx", **champs}]}


FAUTES = [
    Faute({"documents": []}, "liste-taille", "documents"),
    Faute({"documents": "tous"}, "type-inattendu", "documents"),
    Faute({"documents": [{"rang": 1, "intitule": "acte"}]}, "champ-manquant", "documents[0].fichier"),
    Faute({"documents": [{"intitule": "acte", "fichier": "a.docx"}]}, "champ-manquant", "documents[0].rang"),
    Faute(one(sha256="abc"), "forme-inattendue", "documents[0].sha256"),
    Faute(one(sha256="F" * 64), "forme-inattendue", "documents[0].sha256"),
    Faute(one(empreinte="0" * 63), "forme-inattendue", "documents[0].empreinte"),
    Faute(one(date="2026-02-30"), "date-impossible", "documents[0].date"),
    Faute(one(date="15 janvier 2026"), "date-forme", "documents[0].date"),
    Faute(one(modele="Règlement"), "forme-inattendue", "documents[0].modele"),
    Faute(one(titre="acte"), "cle-inconnue", "documents[0].titre"),
    Faute({"controles": {"erreurs": 0, "infos": 1}}, "champ-manquant", "controles.avertissements"),
    Faute({"controles": {"erreurs": -1, "avertissements": 0, "infos": 1}}, "nombre-hors-bornes", "controles.erreurs"),
    Faute({"date": "demain"}, "date-forme", "date"),
    Faute({"programme": "Appropriation"}, "type-inattendu", "programme"),
]


@pytest.mark.parametrize("faute", FAUTES, ids=lambda faute: f"{faute.code} {faute.chemin}")
def test_each_fault_is_told_with_its_place(faute: Faute) -> None:
    with pytest.raises(delib.DonneesError) as caught:
        delib.load({**MINIMAL, **faute.donnees})
    assert [(told.code, told.chemin) for told in caught.value.anomalies] == [(faute.code, faute.chemin)]


HOSTILES = ["{{ numero }}", "{%p endif %}", "<w:tr/>", "a & b", "]]>", "\u202e", "é" * 2000, "=CMD()", '"', "a\nb"]


@pytest.mark.parametrize("valeur", HOSTILES, ids=lambda valeur: ascii(valeur[:20]))
def test_hostile_values_stay_text(valeur: str) -> None:
    made = delib.build(
        {
            **MINIMAL,
            "collectivite": {**MINIMAL["collectivite"], "typographie": "laisser"},
            **one(intitule=f"x{valeur}", fichier=f"x{valeur}", numero=f"x{valeur}"),
        }
    )
    assert made.texte.count(valeur) >= 3
    assert ooxml.refused_by_word(made.docx) == []


FIRED = frozenset(faute.code for faute in FAUTES)
"""The codes that this module fires."""
