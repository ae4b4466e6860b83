"""A receipt against its act: each altered field gives its own anomaly, and what could not be compared is named.

The sound pair is BM2025/12/02/22-1, as it is in the examples, and its receipt.
"""

from __future__ import annotations

import io
import itertools
import json
import re
import shutil
import tarfile
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click.testing
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

import delib
from delib.acte.acte import Acte
from delib.anomalie import Gravite
from delib.cli import delib as command
from delib.codes.concordance import CODES
from delib.prefecture import objet as objets
from delib.prefecture import tampon
from delib.prefecture.accuse import Accuse
from delib.prefecture.concordance import Concordance, compare
from delib.prefecture.identifiant import Identifiant
from tests.conftest import RACINE

NUMERO = "075-200054781-20251202-BM25-12-02-22-1-DE"
OBJET = (
    "Ouverture du parcours IA-Attractivité des centres villes et sélection des collectivités bénéficiaires dans le cadre du "
    "programme"
)
JOUR = date(2025, 12, 16)
ACCUSE = Accuse(
    identifiant=Identifiant("075", "200054781", date(2025, 12, 2), "BM25-12-02-22-1", "DE"),
    transmission=JOUR,
    reception=JOUR,
    objet=OBJET,
    matiere=(8, 4),
    nature="DE",
    document=f"99_DE-{NUMERO}-1-1_1.pdf",
    annexes=(),
    nombre_annexes=0,
    source="ARActe + tampon",
    fichier="recus/ar.xml + recus/acte.pdf",
)
"""The whole receipt: the message, completed by the stamp."""


@pytest.fixture(scope="module")
def maison(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the act of the examples, in a folder of its own, with the matière that its receipt says."""
    folder = tmp_path_factory.mktemp("concordance")
    for name in ("collectivites", "suites"):
        shutil.copytree(RACINE / "examples" / name, folder / name)
    texte = (RACINE / "examples" / "deliberation-bureau.yaml").read_text(encoding="utf-8")
    path = folder / "acte.yaml"
    path.write_text(texte.replace("classement: {nature: DE}", 'classement: {nature: DE, matiere: "8.4"}'), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def sound(maison: Path) -> Acte:
    return delib.load(maison)


def altered(acte: Path, name: str, **changed: str) -> Path:
    """Return a copy of the act, beside it, in which some words are others."""
    texte = acte.read_text(encoding="utf-8")
    for name_, after in changed.items():
        before = WORDS.get(name_, name_)
        assert texte.count(before) == 1, before
        texte = texte.replace(before, after)
    path = acte.with_name(name)
    path.write_text(texte, encoding="utf-8")
    return path


WORDS = {
    "jour": "date: 2025-12-02",
    "numero": "numero: BM2025/12/02/22-1",
    "objet": "sélection des collectivités bénéficiaires dans le cadre du\n  programme",
    "classement": 'classement: {nature: DE, matiere: "8.4"}',
    "suites": "suites: suites/BM2025-12-02-22-1.yaml",
    "variante": "variante: expedition",
    "collectivite": "collectivite: collectivites/mgp.yaml",
}
"""The words of the act, by what they say."""


def of(**changed: Any) -> Accuse:
    """Return the receipt with some fields changed, those of its identifier included."""
    own = {name: value for name, value in changed.items() if name in ("departement", "siren", "date", "numero")}
    if "nature_lue" in changed:
        own["nature"] = changed.pop("nature_lue")
    others = {name: value for name, value in changed.items() if name not in own}
    return replace(ACCUSE, identifiant=replace(ACCUSE.identifiant, **own), **others)


def plain(one: object) -> str:
    """Return what is said, its no-break spaces plain."""
    return str(one).replace("\u00a0", " ").replace("\u202f", " ")


# -------------------------------------------------------------------------------------------------------------- the sound pair


def test_the_sound_pair_is_conforme(sound: Acte) -> None:
    found = compare(sound, ACCUSE)
    assert (found.verdict, found.conforme, found.differe, found.autre_acte) == ("conforme", True, False, False)
    assert found.anomalies == ()
    assert [one.champ for one in found.champs] == [
        *("siren", "departement", "date", "numero", "nature", "objet", "matiere", "document", "annexes"),
        *("transmission", "reception", "suites"),
    ]


# ----------------------------------------------------------------------------------------------------------------- truth table

ALTERED: list[tuple[str, dict[str, Any], str, str, tuple[str, ...]]] = [
    ("the SIREN", {"siren": "217500016"}, "accuse-autre-siren", "collectivite.siren", ("217500016", "200054781")),
    ("the département", {"departement": "092"}, "accuse-autre-departement", "collectivite.departement", ("092", "075")),
    ("the day", {"date": date(2025, 12, 3)}, "accuse-autre-date", "seance.date", ("3 décembre 2025", "2 décembre 2025")),
    (
        "the number",
        {"numero": "BM25-12-02-22-2"},
        "accuse-autre-numero",
        "numero",
        ("BM25-12-02-22-2", "BM25-12-02-22-1", "BM2025/12/02/22-1"),
    ),
    ("a number as Pastell writes it", {"numero": "BM25_12_02_22_1"}, "accuse-autre-ecriture", "numero", ("BM25_12_02_22_1",)),
    ("a number in lower case", {"numero": "bm25-12-02-22-1"}, "accuse-autre-ecriture", "numero", ("bm25-12-02-22-1",)),
    ("a number with spaces", {"numero": "BM25 12 02 22-1"}, "accuse-autre-ecriture", "numero", ("BM25 12 02 22-1",)),
    ("the nature of the identifier", {"nature_lue": "BF"}, "accuse-autre-nature", "classement.nature", ("BF", "dit DE")),
    ("the nature of the message", {"nature": "AR"}, "accuse-autre-nature", "classement.nature", ("AR", "dit DE")),
    ("both natures", {"nature_lue": "BF", "nature": "BF"}, "accuse-autre-nature", "classement.nature", ("BF",)),
    (
        "a word of the objet",
        {"objet": OBJET.replace("collectivités", "communes")},
        "accuse-autre-objet",
        "objet",
        ("« communes » au lieu de « collectivités ».", "Ouverture du parcours"),
    ),
    (
        "the end of the objet",
        {"objet": OBJET.removesuffix(" programme")},
        "accuse-autre-objet",
        "objet",
        ("« programme » manque",),
    ),
    ("an objet in capitals", {"objet": OBJET.upper()}, "accuse-autre-objet", "objet", ("seuls diffèrent des majuscules",)),
    ("the matière", {"matiere": (1, 4)}, "accuse-autre-matiere", "classement.matiere", ("en 1.4", "dit 8.4")),
    ("its second level", {"matiere": (8, 40)}, "accuse-autre-matiere", "classement.matiere", ("8.40",)),
    ("its first level alone", {"matiere": (7,)}, "accuse-autre-matiere", "classement.matiere", ("en 7 ;",)),
    (
        "the document",
        {"document": "99_DE-075-200054781-20251202-BM25-12-02-23-DE-1-1_1.pdf"},
        "accuse-autre-document",
        "numero",
        ("BM25-12-02-23", "BM2025/12/02/22-1"),
    ),
    ("the number of annexes", {"nombre_annexes": 2}, "accuse-autre-nombre", "annexes", ("compte 0 ou 2", "donne 0")),
    ("an annex more", {"annexes": ("plan.pdf",), "nombre_annexes": 1}, "accuse-autre-nombre", "annexes", ("compte 1",)),
    ("sent before the séance", {"transmission": date(2025, 12, 1)}, "accuse-ordre", "seance.date", ("1er décembre", "la séance")),
    ("received before the séance", {"reception": date(2025, 12, 1)}, "accuse-ordre", "", ("1er décembre", "télétransmission")),
    ("received before it was sent", {"reception": date(2025, 12, 15)}, "accuse-ordre", "", ("15 décembre", "16 décembre")),
    ("published before the séance", {"publication": date(2025, 12, 1)}, "accuse-ordre", "seance.date", ("la publication",)),
    (
        "sent another day than the suites say",
        {"transmission": date(2025, 12, 15)},
        "accuse-suites-date",
        "suites.accuse[0].teletransmission",
        ("15 décembre 2025", "16 décembre 2025"),
    ),
    (
        "received another day than the suites say",
        {"reception": date(2025, 12, 17)},
        "accuse-suites-date",
        "suites.accuse[0].reception",
        ("17 décembre 2025", "16 décembre 2025"),
    ),
]
"""What is changed in the receipt, the one anomaly that it gives, where in the act, and words of it."""


@pytest.mark.parametrize("row", ALTERED, ids=[row[0] for row in ALTERED])
def test_each_altered_field_gives_its_own_anomaly_alone(row: tuple[Any, ...], sound: Acte, maison: Path) -> None:
    _, changed, code, chemin, words = row
    found = compare(sound, of(**changed))
    (one,) = found.anomalies
    assert (one.code, one.chemin) == (code, chemin)
    assert all(word in plain(one) for word in words), plain(one)
    assert "ar.xml + acte.pdf" in one.message
    assert one.conseil
    assert found.differe
    assert found.verdict.startswith("non conforme : ")
    assert getattr(one.lieu, "ligne", 0) or not chemin, "the line of the act is told"


def test_the_place_is_the_line_of_the_file_that_says_the_value(sound: Acte, maison: Path) -> None:
    told = {one.code: str(one.lieu) for one in compare(sound, of(siren="217500016", matiere=(1, 4), reception=JOUR)).anomalies}
    lines = (maison.parent / "collectivites" / "mgp.yaml").read_text(encoding="utf-8").splitlines()
    rank = next(rank for rank, line in enumerate(lines, 1) if line.startswith("siren:"))
    assert told["accuse-autre-siren"] == f"{maison.parent}/collectivites/mgp.yaml:{rank}:8"
    assert told["accuse-autre-matiere"].startswith(f"{maison}:")
    (one,) = compare(sound, of(reception=date(2025, 12, 17))).anomalies
    assert str(one.lieu).startswith(f"{maison.parent}/suites/BM2025-12-02-22-1.yaml:")


# Fields that do not hang together: a receipt of another act is not compared with the receipts that the act's suites hold.
PAIRS = [
    (one, two)
    for one, two in itertools.combinations(ALTERED, 2)
    if not {*one[1]} & {*two[1]}
    and "accuse-suites-date" not in (one[2], two[2])
    and not {one[2], two[2]} <= {"accuse-autre-nature", "accuse-autre-nombre", "accuse-ordre"}
]


def test_pairs_of_altered_fields_give_both_anomalies(sound: Acte) -> None:
    assert len(PAIRS) > 150
    for one, two in PAIRS:
        found = compare(sound, of(**one[1], **two[1]))
        assert sorted(each.code for each in found.anomalies) == sorted((one[2], two[2])), (one[0], two[0])


# What is changed in the act: words of its file (or of its house's), and the one anomaly.
ACTES: list[tuple[str, dict[str, str], str, str]] = [
    ("the day of its séance", {"jour": "date: 2025-12-01"}, "accuse-autre-date", "seance.date"),
    ("its objet", {"objet": "sélection des communes bénéficiaires"}, "accuse-autre-objet", "objet"),
    ("its nature", {"classement": 'classement: {nature: BF, matiere: "8.4"}'}, "accuse-autre-nature", "classement.nature"),
    ("its matière", {"classement": 'classement: {nature: DE, matiere: "7.10"}'}, "accuse-autre-matiere", "classement.matiere"),
    (
        "an annex",
        {"classement": 'annexes: [{cle: a, intitule: Plan}]\nclassement: {nature: DE, matiere: "8.4"}'},
        "accuse-autre-nombre",
        "annexes",
    ),
    (
        "another receipt in its suites",
        {"suites": f"suites: {{acte: BM2025/12/02/22-1, accuse: [{{identifiant: {NUMERO.replace('22-1', '22-0')}}}]}}"},
        "accuse-suites-autre",
        "suites.accuse[0].identifiant",
    ),
    (
        "the same receipt, written otherwise in its suites",
        {"suites": f"suites: {{acte: BM2025/12/02/22-1, accuse: [{{identifiant: {NUMERO.replace('BM25-12', 'BM25_12')}}}]}}"},
        "accuse-suites-autre",
        "suites.accuse[0].identifiant",
    ),
]


@pytest.mark.parametrize("row", ACTES, ids=[row[0] for row in ACTES])
def test_each_altered_field_of_the_act_gives_its_own_anomaly_alone(row: tuple[Any, ...], maison: Path) -> None:
    name, changed, code, chemin = row
    acte = delib.load(altered(maison, f"{name.replace(' ', '-')}.yaml", **changed))
    (one,) = compare(acte, ACCUSE).anomalies
    assert (one.code, one.chemin) == (code, chemin)
    assert getattr(one.lieu, "ligne", 0)


def with_annexes(maison: Path, *annexes: str) -> Acte:
    said = ", ".join(f"{{cle: a{rank}, intitule: Pièce {rank}{file}}}" for rank, file in enumerate(annexes))
    path = altered(maison, "annexes.yaml", classement=f'annexes: [{said}]\nclassement: {{nature: DE, matiere: "8.4"}}')
    return delib.load(path)


ANNEXES: list[tuple[str, tuple[str, ...], tuple[str, ...], str]] = [
    ("the names of @CTES", ("", ""), (f"99_DE-{NUMERO}-1-1_2.pdf", f"{NUMERO}-1-1_3.png"), "identique"),
    ("one of another act", ("", ""), (f"99_DE-{NUMERO}-1-1_2.pdf", f"99_DE-{NUMERO[:-4]}2-DE-1-1_3.pdf"), "différent"),
    ("the act's own files", (", fichier: a/plan.pdf",), ("PLAN.PDF",), "identique"),
    ("another file", (", fichier: a/plan.pdf",), ("carte.pdf",), "différent"),
    ("files that the act does not name", ("",), ("carte.pdf",), "non comparé"),
]


@pytest.mark.parametrize("row", ANNEXES, ids=[row[0] for row in ANNEXES])
def test_the_names_of_annexes(row: tuple[Any, ...], maison: Path) -> None:
    _, given_, names, resultat = row
    found = compare(with_annexes(maison, *given_), of(annexes=names, nombre_annexes=len(names)))
    assert {one.champ: one.resultat.value for one in found.champs}["noms"] == resultat
    assert [one.code for one in found.anomalies] == (["accuse-autre-annexe"] if resultat == "différent" else [])


def test_the_publication_is_that_of_the_suites(maison: Path) -> None:
    said = "suites: {acte: BM2025/12/02/22-1, mise_en_ligne: {date: 2025-12-17}, affichage: {du: 2025-12-18}}"
    acte = delib.load(altered(maison, "publie.yaml", suites=said))
    for day, told in ((17, []), (18, []), (19, ["accuse-suites-publication"])):
        assert [one.code for one in compare(acte, of(publication=date(2025, 12, day))).anomalies] == told


def test_the_day_of_sending_that_only_the_suites_know_comes_before_the_reception(maison: Path) -> None:
    said = f"suites: {{acte: BM2025/12/02/22-1, accuse: [{{identifiant: {NUMERO}, teletransmission: 2025-12-20}}]}}"
    acte = delib.load(altered(maison, "envoi.yaml", suites=said))
    (one,) = compare(acte, of(transmission=None)).anomalies
    assert (one.code, one.chemin) == ("accuse-ordre", "suites.accuse[0].teletransmission")


# ------------------------------------------------------------------------------------------------------------- what is not known

MUETS: list[tuple[str, dict[str, Any], str]] = [
    (
        "a stamp",
        {"objet": "", "matiere": (), "nature": "", "document": "", "annexes": None, "nombre_annexes": None},
        "non comparés : objet, matière, document, nombre d’annexes (l’accusé n’en dit rien)",
    ),
    ("a message", {"transmission": None}, "non comparé : télétransmission (l’accusé n’en dit rien)"),
    ("a receipt without days", {"transmission": None, "reception": None}, "non comparés : télétransmission, réception"),
    ("a matière of one level", {"matiere": (8,)}, "non comparé : matière (l’accusé n’en dit que le premier niveau)"),
    ("a free name", {"document": "acte.pdf"}, "non comparé : document (le nom du fichier ne dit pas de quel acte il est)"),
]


@pytest.mark.parametrize("row", MUETS, ids=[row[0] for row in MUETS])
def test_what_a_receipt_does_not_say_is_named(row: tuple[str, dict[str, Any], str], sound: Acte) -> None:
    _, changed, words = row
    found = compare(sound, of(**changed))
    assert found.verdict.startswith(f"conforme pour ce qui a pu être comparé ; {words}")
    assert (found.conforme, found.differe, found.anomalies) == (False, False, ())


INCONNUS: list[tuple[str, dict[str, str], tuple[str, ...]]] = [
    ("no matière", {"classement": "classement: {nature: DE}"}, ("matiere",)),
    ("no classement", {"classement": ""}, ("nature", "matiere")),
]


@pytest.mark.parametrize("row", INCONNUS, ids=[row[0] for row in INCONNUS])
def test_what_the_act_does_not_say_is_named(row: tuple[str, dict[str, str], tuple[str, ...]], maison: Path) -> None:
    name, changed, champs = row
    found = compare(delib.load(altered(maison, f"{name.replace(' ', '-')}.yaml", **changed)), ACCUSE)
    assert tuple(one.champ for one in found.non_compares) == champs
    assert found.anomalies == ()
    assert not found.conforme
    assert all(one.issue.raison in found.verdict for one in found.non_compares)


SMALL = {
    "acte": "deliberation",
    "variante": "expedition",
    "collectivite": {"nom": "Commune d’Essai", "nature": "commune", "organes": {"conseil": {"intitule": "le Conseil"}}},
    "seance": {"organe": "conseil", "date": "2025-12-02"},
    "numero": 65,
    "objet": OBJET,
    "dispositif": ["APPROUVE le budget"],
}
"""A sound act of a house that says little of itself."""


def test_what_the_house_does_not_say_is_named() -> None:
    found = compare(delib.load(SMALL), of(numero="65", document="99_DE-075-200054781-20251202-65-DE-1-1_1.pdf"))
    assert tuple(one.champ for one in found.non_compares) == ("siren", "departement", "nature", "matiere")
    assert "SIREN (l’acte n’en dit rien : complétez « collectivite.siren »)" in plain(found.verdict)
    assert (found.anomalies, found.autre_acte) == ((), False)


def test_a_number_that_cannot_be_transmitted_is_not_compared() -> None:
    found = compare(delib.load({**SMALL, "numero": "BM2025/12/02/22-1"}), ACCUSE)
    (numero,) = (one for one in found.non_compares if one.champ == "numero")
    assert "a 17 caractères" in numero.issue.raison
    assert not numero.issue.raison.endswith(".")


def test_an_act_without_a_seance_compares_what_it_has() -> None:
    reglement = delib.load(RACINE / "examples" / "programme" / "reglement.yaml")
    found = compare(reglement, ACCUSE)
    assert {"date", "objet", "numero"} <= {one.champ for one in found.non_compares}
    assert not found.conforme


# ----------------------------------------------------------------------------------------------------------------------- objet

ECRITURES = [
    ("apostrophes", "l’État, l'élu", "l'État, l’élu"),
    ("quotes", "le programme « Innover »", 'le programme "Innover"'),
    ("no-break spaces", "12\u202f500\u00a0€\u00a0: oui", "12 500 € : oui"),
    ("thousands", "12 500 euros", "12500 euros"),
    ("dashes", "Nord – Sud — Est", "Nord - Sud - Est"),
    ("ligatures", "mise en œuvre", "mise en oeuvre"),
    ("an ellipsis", "divers…", "divers..."),
    ("lines", "un objet\n  sur deux lignes", "un objet sur deux lignes"),
    ("decomposed accents", unicodedata.normalize("NFD", "délibération"), "délibération"),
    ("an abbreviation", "n°2025-1, art. L.5219-1", "n° 2025-1, art. L. 5219-1"),
]


@pytest.mark.parametrize("row", ECRITURES, ids=[row[0] for row in ECRITURES])
def test_spaces_and_signs_are_no_difference(row: tuple[str, str, str]) -> None:
    _, one, other = row
    assert objets.same(one, other)
    assert objets.difference(one, other) == ""


DIFFERENTS = [
    ("a word", "la vente du terrain", "la cession du terrain", "« cession » au lieu de « vente »"),
    ("a word less", "la vente du terrain communal", "la vente du terrain", "« communal » manque"),
    ("a word more", "la vente", "la vente du terrain", "« du terrain » est en plus"),
    (
        "an accent",
        "marché",
        "marche",
        "seuls diffèrent des majuscules, des accents ou des signes (« marche » au lieu de « marché »)",
    ),
    ("a number", "lot 12", "lot 13", "« 13 » au lieu de « 12 »"),
    ("two words made one", "lots 1 2", "lots 12", "« 12 » au lieu de « 1 2 »"),
    ("many", "a x b x c x d x e", "A1 x B1 x C1 x D1 x E1", "; 2 autres différences"),
]


@pytest.mark.parametrize("row", DIFFERENTS, ids=[row[0] for row in DIFFERENTS])
def test_words_that_differ_are_told(row: tuple[str, str, str, str]) -> None:
    _, acte, accuse, words = row
    assert words in plain(objets.difference(acte, accuse))


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_difference_is_told_exactly_where_there_is_one(one: str, other: str) -> None:
    assert bool(objets.difference(one, other)) == (not objets.same(one, other))
    assert objets.same(one, one)
    assert objets.same(one, other) == objets.same(other, one)


@given(st.text(max_size=60))
def test_folding_folds_once(texte: str) -> None:
    assert objets.plain(objets.plain(texte)) == objets.plain(texte)


def test_a_huge_objet_is_compared_within_bounds(sound: Acte) -> None:
    (one,) = compare(sound, of(objet="é\u0301" * 1_000_000)).anomalies
    assert one.code == "accuse-autre-objet"
    assert len(one.message) < 1_000


# ------------------------------------------------------------------------------------------------------------ printed on the act


def lines(document: delib.Document) -> list[str]:
    """Return the lines of the receipts, as the act prints them."""
    kept = ("Accusé de réception en", "Date de télétransmission", "Date de réception préfecture")
    return [line for line in plain(document.texte).split("\n") if line.startswith(kept) or re.match("[0-9]{3}-[0-9]{9}-", line)]


ESPACE = "http://www.interieur.gouv.fr/ACTES#v1.1-20040216"


def written(folder: Path, accuse: Accuse = ACCUSE, name: str = "ar.xml") -> Path:
    """Write the message that says what `accuse` does, and return its path."""
    one = accuse.identifiant
    matieres = "".join(f'<a:CodeMatiere{rank} a:CodeMatiere="{code}"/>' for rank, code in enumerate(accuse.matiere, 1))
    natures = {"DE": 1, "AR": 2, "AI": 3, "CC": 4, "BF": 5, "AU": 6}
    texte = (
        f'<a:ARActe xmlns:a="{ESPACE}" a:IDActe="{one}" a:DateReception="{accuse.reception}">'
        f'<a:ActeRecu a:Date="{one.date}" a:NumeroInterne="{one.numero}" a:CodeNatureActe="{natures[one.nature]}">{matieres}'
        f"<a:Objet>{accuse.objet}</a:Objet><a:ClassificationDateVersion>2019-12-12</a:ClassificationDateVersion>"
        f"<a:Document><a:NomFichier>{accuse.document}</a:NomFichier></a:Document>"
        f'<a:Annexes a:Nombre="{accuse.nombre_annexes}"/><a:DocumentPapier>N</a:DocumentPapier></a:ActeRecu>'
        "<a:ClassificationDateVersionEnCours>2019-12-12</a:ClassificationDateVersionEnCours></a:ARActe>"
    )
    path = folder / name
    path.write_text(f'<?xml version="1.0" encoding="ISO-8859-1"?>{texte}', encoding="iso-8859-1")
    return path


@pytest.fixture(scope="module")
def sans(maison: Path) -> Path:
    """Return the act without its suites."""
    return altered(maison, "sans.yaml", suites="")


def test_only_the_lines_known_are_printed(sans: Path, tmp_path: Path) -> None:
    found = delib.build(sans, accuse=written(tmp_path))
    assert lines(found) == ["Accusé de réception en préfecture", NUMERO, "Date de réception préfecture : 16/12/2025"]
    partiel = next(one for one in found.anomalies if one.code == "accuse-partiel")
    assert "télétransmission (l’accusé n’en dit rien)" in partiel.message
    assert lines(delib.build(sans, accuse=ACCUSE, variante="publication")) == [
        *("Accusé de réception en préfecture", NUMERO),
        *("Date de télétransmission : 16/12/2025", "Date de réception préfecture : 16/12/2025"),
    ]
    assert lines(delib.build(sans, accuse=of(transmission=None, reception=None))) == ["Accusé de réception en préfecture", NUMERO]


def test_a_mapping_takes_a_receipt_too() -> None:
    found = delib.build(SMALL, accuse=of(numero="65"))
    assert "075-200054781-20251202-65-DE" in lines(found)
    assert "SIREN" in next(one.message for one in found.anomalies if one.code == "accuse-partiel")


def test_the_suites_on_the_disk_are_never_touched_and_are_completed_in_memory(maison: Path, tmp_path: Path) -> None:
    suites = maison.parent / "suites" / "sans-envoi.yaml"
    suites.write_text(
        f"acte: BM2025/12/02/22-1\naccuse:\n  - identifiant: {NUMERO}\n    reception: 2025-12-16\n", encoding="utf-8"
    )
    acte = altered(maison, "incomplet.yaml", suites="suites: suites/sans-envoi.yaml")
    before = suites.read_bytes()
    found = delib.build(acte, accuse=ACCUSE)
    assert "Date de télétransmission : 16/12/2025" in lines(found)
    assert lines(found).count(NUMERO) == 1
    (told,) = (one for one in found.anomalies if one.code == "accuse-complete")
    assert "télétransmission du 16 décembre 2025" in plain(told)
    assert (str(told.lieu), told.chemin) == (f"{suites}:3:5", "suites.accuse[0]")
    assert suites.read_bytes() == before
    assert str(suites) in [one.fichier for one in delib.load(acte, accuse=ACCUSE).lectures]


def test_a_receipt_that_the_suites_tell_whole_is_printed_once(maison: Path) -> None:
    found = delib.build(maison, accuse=ACCUSE)
    assert found.empreinte == delib.build(maison).empreinte
    assert [one.code for one in found.anomalies if one.code.startswith("accuse-")] == ["accuse-deja"]


def test_another_receipt_stays_and_is_told(maison: Path) -> None:
    other = NUMERO.replace("22-1", "22-0")
    path = altered(maison, "deux.yaml", suites=f"suites: {{acte: BM2025/12/02/22-1, accuse: [{{identifiant: {other}}}]}}")
    found = delib.build(path, accuse=ACCUSE)
    assert [line for line in lines(found) if line.startswith("075")] == [other, NUMERO]
    assert "accuse-suites-autre" in [one.code for one in found.anomalies]


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("another SIREN", {"siren": "217500016"}, "accuse-autre-siren"),
    ("another day", {"date": date(2025, 12, 3)}, "accuse-autre-date"),
    ("another number", {"numero": "BM25-12-02-22-2"}, "accuse-autre-numero"),
    ("another nature", {"nature_lue": "BF", "nature": "BF"}, "accuse-autre-nature"),
    ("a day that the suites contradict", {"reception": date(2025, 12, 17)}, "accuse-suites-date"),
]


@pytest.mark.parametrize("row", REFUSED, ids=[row[0] for row in REFUSED])
def test_a_receipt_of_another_act_is_never_printed(row: tuple[str, dict[str, Any], str], maison: Path) -> None:
    _, changed, code = row
    with pytest.raises(delib.DonneesError) as caught:
        delib.build(maison, accuse=of(**changed))
    assert [one.code for one in caught.value.anomalies if one.gravite is Gravite.ERREUR] == [code]


WARNED: list[tuple[str, dict[str, Any], str]] = [
    ("a département", {"departement": "092"}, "accuse-autre-departement"),
    ("a number written otherwise", {"numero": "BM25_12_02_22_1"}, "accuse-autre-ecriture"),
    ("an objet", {"objet": "Ouverture"}, "accuse-autre-objet"),
    ("a matière", {"matiere": (7, 10)}, "accuse-autre-matiere"),
    ("annexes", {"nombre_annexes": 3}, "accuse-autre-nombre"),
    ("its days", {"transmission": date(2025, 12, 1)}, "accuse-ordre"),
    ("a day of publication", {"publication": date(2025, 12, 17)}, "accuse-publication-tue"),
]


@pytest.mark.parametrize("row", WARNED, ids=[row[0] for row in WARNED])
def test_what_differs_otherwise_is_told_and_printed(row: tuple[str, dict[str, Any], str], sans: Path) -> None:
    _, changed, code = row
    found = delib.build(sans, accuse=of(**changed))
    assert [one.code for one in found.anomalies if one.code.startswith("accuse-")] == [code]
    assert str(of(**changed).identifiant) in lines(found)


def test_a_number_that_cannot_be_compared_is_refused(maison: Path) -> None:
    said = (maison.parent / "collectivites" / "mgp.yaml").read_text(encoding="utf-8")
    (maison.parent / "collectivites" / "sans-ids.yaml").write_text(said.replace("actes_ids:", "regles_ids:"), encoding="utf-8")
    body = said[: said.index("actes_ids:")] + said[said.index("typographie: corriger") :]
    (maison.parent / "collectivites" / "sans-ids.yaml").write_text(body, encoding="utf-8")
    path = altered(maison, "sans-ids.yaml", collectivite="collectivite: collectivites/sans-ids.yaml")
    with pytest.raises(delib.DonneesError) as caught:
        delib.build(path, accuse=ACCUSE)
    (one,) = (one for one in caught.value.anomalies if one.gravite is Gravite.ERREUR)
    assert (one.code, one.chemin) == ("accuse-numero-inconnu", "numero")
    assert "BM2025/12/02/22-1" in one.message


MISUSED: list[tuple[str, dict[str, str], str, str]] = [
    ("an extract", {"variante": "variante: extrait"}, "accuse-variante", "--variante expedition"),
    ("an original", {"variante": "variante: original"}, "accuse-variante", "--variante expedition"),
    ("nothing said", {"variante": ""}, "accuse-variante", "--variante expedition"),
    (
        "a draft",
        {"variante": "", "etat: vote": "etat: projet", "vote: {resultat: adopte, unanimite: exprimes}": ""},
        "accuse-variante",
        "un projet n’est pas transmis",
    ),
]


@pytest.mark.parametrize("row", MISUSED, ids=[row[0] for row in MISUSED])
def test_a_variant_that_prints_no_receipt_is_refused(row: tuple[str, dict[str, str], str, str], maison: Path) -> None:
    name, changed, code, words = row
    path = altered(maison, f"variante-{name.replace(' ', '-')}.yaml", **changed)
    with pytest.raises(delib.AppelError) as caught:
        delib.build(path, accuse=ACCUSE)
    (one,) = caught.value.anomalies
    assert one.code == code
    assert words in one.conseil
    if name == "an extract":
        assert NUMERO in lines(delib.build(path, accuse=ACCUSE, variante="expedition"))


def test_an_act_that_bears_no_receipt_is_refused() -> None:
    with pytest.raises(delib.AppelError, match="accuse-sans-suites"):
        delib.build(RACINE / "examples" / "programme" / "reglement.yaml", accuse=ACCUSE)


def test_an_act_already_loaded_takes_none(sound: Acte) -> None:
    with pytest.raises(ValueError, match="not loaded yet"):
        delib.build(sound, accuse=ACCUSE)


def test_what_is_wrong_in_the_receipt_itself_names_its_file(sans: Path) -> None:
    with pytest.raises(delib.DonneesError) as caught:
        delib.build(sans, accuse=of(numero="É-1"))
    assert [(one.code, str(one.lieu)) for one in caught.value.anomalies if one.gravite is Gravite.ERREUR] == [
        ("forme-inattendue", ACCUSE.fichier)
    ]


SPOILED: list[tuple[str, dict[str, str], str]] = [
    ("suites that cannot be read", {"suites": "suites: suites/absent.yaml"}, "chemin-illisible"),
    ("suites elsewhere", {"suites": "suites: /etc/suites.yaml"}, "chemin-refuse"),
    ("suites that are nothing", {"suites": "suites:"}, "valeur-nulle"),
    ("suites that are a list", {"suites": "suites: [a]"}, "type-inattendu"),
    ("receipts that are a text", {"suites": "suites: {acte: BM2025/12/02/22-1, accuse: x}"}, "type-inattendu"),
    ("a receipt that is a text", {"suites": "suites: {acte: BM2025/12/02/22-1, accuse: [x]}"}, "type-inattendu"),
    ("suites of another act", {"suites": "suites: {acte: X}"}, "suites-autre-acte"),
    ("no number", {"numero": "", "suites": ""}, "champ-manquant"),
]


@pytest.mark.parametrize("row", SPOILED, ids=[row[0] for row in SPOILED])
def test_data_that_are_wrong_are_told_as_without_a_receipt(row: tuple[str, dict[str, str], str], maison: Path) -> None:
    name, changed, code = row
    path = altered(maison, f"faux-{name.replace(' ', '-')}.yaml", **changed)
    with pytest.raises(delib.DonneesError) as caught:
        delib.build(path, accuse=ACCUSE)
    assert code in [one.code for one in caught.value.anomalies]


# ---------------------------------------------------------------------------------------------------------- several receipts


def archive(folder: Path, *files: Path) -> Path:
    path = folder / "recus.tar.gz"
    with tarfile.open(path, "w:gz") as made:
        for file in files:
            made.add(file, file.name)
    return path


def test_the_receipt_of_the_act_is_found_among_those_of_others(sans: Path, tmp_path: Path) -> None:
    others = [written(tmp_path, of(numero=f"BM25-12-02-{rank}"), f"{rank}.xml") for rank in range(23, 30)]
    path = archive(tmp_path, *others, written(tmp_path))
    found = delib.build(sans, accuse=path)
    assert [line for line in lines(found) if line.startswith("075")] == [NUMERO]
    (told,) = (one for one in found.anomalies if one.code == "accuse-laisse")
    assert "BM25-12-02-23" in told.message
    assert told.message.endswith("et 2 autres.")
    code, out, err = run("accuse", "check", sans, path)
    assert (code, out.count("Accusé de réception 0"), "accuse-laisse" in err) == (0, 1, True)


def test_of_many_receipts_of_others_the_nearest_alone_are_told(sans: Path, tmp_path: Path) -> None:
    others = [written(tmp_path, of(numero=f"BM25-12-02-{rank}", objet="Autre"), f"{rank}.xml") for rank in range(23, 30)]
    near = written(tmp_path, of(date=date(2025, 12, 3)), "proche.xml")
    with pytest.raises(delib.DonneesError) as caught:
        delib.build(sans, accuse=archive(tmp_path, *others, near))
    codes = [one.code for one in caught.value.anomalies]
    assert (codes.count("accuse-autre-date"), codes.count("accuse-autre-numero"), codes.count("accuse-laisse")) == (1, 4, 1)


def test_a_file_given_for_itself_is_not_laid_aside(sans: Path, tmp_path: Path) -> None:
    given_ = written(tmp_path), written(tmp_path, of(numero="BM25-12-02-23"), "autre.xml")
    with pytest.raises(delib.DonneesError, match="accuse-autre-numero"):
        delib.build(sans, accuse=given_)
    code, out, _ = run("accuse", "check", sans, *given_)
    assert (code, out.count("Accusé de réception 0")) == (1, 2)


def test_receipts_of_others_alone_are_refused(sans: Path, tmp_path: Path) -> None:
    paths = [written(tmp_path, of(numero=f"BM25-12-02-{rank}"), f"{rank}.xml") for rank in (23, 24)]
    with pytest.raises(delib.DonneesError) as caught:
        delib.build(sans, accuse=paths)
    assert [one.code for one in caught.value.anomalies if one.gravite is Gravite.ERREUR] == ["accuse-autre-numero"] * 2


def test_two_receipts_of_the_act_that_contradict_are_refused(sans: Path, tmp_path: Path) -> None:
    paths = [written(tmp_path, of(reception=date(2025, 12, day)), f"{day}.xml") for day in (16, 17)]
    with pytest.raises(delib.DonneesError) as caught:
        delib.build(sans, accuse=paths)
    assert "accuse-plusieurs" in [one.code for one in caught.value.anomalies]
    assert run("accuse", "check", sans, *paths)[0] == 1


@pytest.mark.parametrize("texte", ["<a/>", "x"], ids=["no message", "no XML"])
def test_a_file_that_is_no_receipt_is_refused(texte: str, sans: Path, tmp_path: Path) -> None:
    path = tmp_path / "rien.xml"
    path.write_text(texte, encoding="utf-8")
    with pytest.raises(delib.DonneesError):
        delib.build(sans, accuse=path)


# ------------------------------------------------------------------------------------------------------------------- commands


def run(*arguments: object) -> tuple[int, str, str]:
    """Run a command in this process; return its exit code, what it prints and what it tells."""
    done = click.testing.CliRunner().invoke(command, [str(one) for one in arguments], standalone_mode=False)
    if isinstance(done.exception, delib.DelibError):
        return done.exception.exit_code, done.stdout, "\n".join(map(str, done.exception.anomalies))
    assert done.exception is None, done.exception
    return done.return_value or 0, done.stdout, done.stderr


def test_check_says_conforme_as_far_as_a_message_can_tell(maison: Path, tmp_path: Path) -> None:
    code, out, err = run("accuse", "check", maison, written(tmp_path))
    assert (code, err) == (0, "")
    first, verdict, *table = out.splitlines()
    assert first.startswith(f"Accusé de réception {NUMERO} (")
    assert verdict == "conforme pour ce qui a pu être comparé ; non comparé : télétransmission (l’accusé n’en dit rien)"
    assert "  réception                     identique    16/12/2025" in table
    assert any("Déféré préfectoral" in line and "17" in line for line in table), "the delays follow"


def stamped(folder: Path, accuse: Accuse = ACCUSE) -> Path:
    """Write a page that bears the stamp of `accuse`, and return its path."""
    writer, made = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(made)
    path = folder / "acte.pdf"
    path.write_bytes(tampon.stamp(made.getvalue(), accuse, "acte.pdf"))
    return path


def test_a_message_and_its_stamp_together_are_conformes(maison: Path, tmp_path: Path) -> None:
    pdf, message = stamped(tmp_path), written(tmp_path)
    code, out, _ = run("accuse", "check", maison, pdf)
    assert code == 0
    assert out.splitlines()[1].endswith("non comparés : objet, matière, document, nombre d’annexes (l’accusé n’en dit rien)")
    code, out, _ = run("accuse", "check", maison, pdf, message)
    assert (code, out.splitlines()[1]) == (0, "conforme")


def test_what_a_stamp_says_is_told_at_its_page(sans: Path, tmp_path: Path) -> None:
    path = stamped(tmp_path, of(reception=date(2025, 12, 15)))
    found = delib.build(sans, accuse=path)
    (one,) = (one for one in found.anomalies if one.code == "accuse-ordre")
    assert str(one.lieu) == f"{path}, page 1"


def test_check_of_a_difference_exits_1_and_tells_both_values(maison: Path, tmp_path: Path) -> None:
    code, out, err = run("accuse", "check", maison, written(tmp_path, of(matiere=(7, 10), numero="BM25-12-02-22-9")))
    assert code == 1
    assert out.splitlines()[1].startswith("non conforme : numéro, matière ; non comparés : ")
    assert "acte : 8.4 ; accusé : 7.10" in out
    assert "avertissement [accuse-autre-matiere]" in err
    assert "erreur [accuse-autre-numero]" in err
    assert "Déféré préfectoral : jusqu’au 17 février 2026 inclus" in plain(out), "by the suites of the act itself"


def test_check_in_json(maison: Path, tmp_path: Path) -> None:
    code, out, _ = run("accuse", "check", maison, written(tmp_path, of(objet="Autre")), "--json")
    said = json.loads(out)
    (one,) = said["accuses"]
    assert (code, said["code"], one["accuse"]["identifiant"], one["conforme"]) == (1, 1, NUMERO, False)
    assert {each["champ"]: each["resultat"] for each in one["champs"]}["objet"] == "différent"
    assert [each["titre"] for each in one["delais"]]
    assert "accuse-autre-objet" in [each["code"] for each in said["anomalies"]]


def test_check_of_no_receipt_exits_1(maison: Path, tmp_path: Path) -> None:
    path = tmp_path / "message.xml"
    path.write_text("<a/>", encoding="utf-8")
    code, out, err = run("accuse", "check", maison, path)
    assert (code, out) == (1, "")
    assert "erreur" in err


def test_check_of_a_refusal_exits_1_and_says_why(maison: Path, tmp_path: Path) -> None:
    path = tmp_path / "anomalie.xml"
    path.write_text(
        f'<a:AnomalieActe xmlns:a="{ESPACE}" a:Date="2025-12-16">'
        "<a:Nature>002</a:Nature><a:Detail>ODT-VERIF-01 : classification périmée</a:Detail></a:AnomalieActe>",
        encoding="utf-8",
    )
    code, out, err = run("accuse", "check", maison, path)
    assert code == 1
    assert "classification périmée" in err
    assert out.startswith("Refus de la préfecture (anomalie 002)")
    assert "identique" not in out


def test_a_dossier_has_no_receipt(tmp_path: Path) -> None:
    code, _, err = run("accuse", "check", RACINE / "examples" / "programme" / "dossier.yaml", written(tmp_path))
    assert (code, "un accusé est celui d’un acte" in err) == (2, True)


def test_build_prints_the_receipt_and_tells_what_check_does_not_see(sans: Path, tmp_path: Path) -> None:
    code, out, err = run("build", sans, "--accuse", written(tmp_path), "-o", tmp_path / "sortie")
    assert code == 0
    (path,) = out.splitlines()
    assert Path(path).is_file()
    assert "info [accuse-partiel]" in err


def test_build_of_another_act_s_receipt_writes_nothing(sans: Path, tmp_path: Path) -> None:
    code, out, err = run("build", sans, "--accuse", written(tmp_path, of(siren="217500016")), "-o", tmp_path / "sortie")
    assert (code, out) == (1, "")
    assert "accuse-autre-siren" in err
    assert "rien n’a été écrit" in err
    assert not (tmp_path / "sortie").exists()


@pytest.mark.parametrize(
    "actes",
    [("deliberation-bureau.yaml", "deliberation-conseil.yaml"), ("programme/convention.yaml",), ("programme/dossier.yaml",)],
    ids=["two acts", "a series", "a dossier"],
)
def test_a_receipt_is_for_one_act(actes: tuple[str, ...], tmp_path: Path) -> None:
    code, _, err = run("build", *(RACINE / "examples" / one for one in actes), "--accuse", written(tmp_path))
    assert code == 2
    assert "--accuse ne vaut que pour un seul acte" in err


# ----------------------------------------------------------------------------------------------------------------------- codes

FIRED = frozenset(
    {
        *(row[2] for row in (*ALTERED, *ACTES, *REFUSED, *WARNED, *MISUSED)),
        *("accuse-autre-annexe", "accuse-suites-publication", "accuse-numero-inconnu", "accuse-sans-suites"),
        *("accuse-deja", "accuse-complete", "accuse-partiel", "accuse-laisse"),
    }
)


def test_every_code_is_fired() -> None:
    assert set(CODES) == FIRED


def test_a_verdict_is_one_of_three(sound: Acte) -> None:
    for row in ALTERED:
        found: Concordance = compare(sound, of(**row[1]))
        assert not (found.conforme and found.differe)
        assert found.conforme == (found.verdict == "conforme")
