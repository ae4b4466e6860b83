"""Délibérations as open data: what each field holds, what refuses a file, and the file judged by the published table schema.

The judge reads SCDL « délibérations » 2.1.5 itself (../shared/scdl) and knows nothing of delib: a Table Schema, and the custom
checks as Validata's code has them (cohesive, compare and sum columns, SIRET, years, nomenclature).
"""

from __future__ import annotations

import copy
import csv
import io
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import delib
from delib.acte.acte import Acte
from delib.acte.dossier.lieux import Lieux
from delib.anomalie import DonneesError, LectureError
from delib.codes.scdl import CODES
from delib.export import scdl, table
from delib.export.recus import files_of
from delib.prefecture import matieres
from delib.prefecture.accuse import Accuse, Lecture
from delib.prefecture.accuse.lecture import read_all
from delib.prefecture.identifiant import Identifiant
from tests.conftest import RACINE, SHARED

ACTES = Path(__file__).parent / "actes"
IDENTIFIANT = "075-200054781-20251202-BM25-12-02-22-1-DE"
SIRET = "20005478100022"

ACTE: dict[str, Any] = {
    "acte": "deliberation",
    "collectivite": {
        "nom": "Métropole du Grand Paris",
        "genre": "feminin",
        "nature": "metropole",
        "siren": "200054781",
        "siret_siege": SIRET,
        "departement": "075",
        "typographie": "laisser",
        "prefecture": {"identifiant_scdl": "PREF075"},
        "organes": {"conseil": {"intitule": "le Conseil"}, "bureau": {"intitule": "le Bureau"}},
        "actes_ids": {
            "numero": [{"de": "^([A-Z]{2})20([0-9]{2})/(.*)$", "a": "\\1\\2/\\3"}, {"de": "/", "a": "-"}],
            "profil": "norme",
        },
    },
    "seance": {"organe": "bureau", "date": "2025-12-02", "en_exercice": 44},
    "numero": "BM2025/12/02/22-1",
    "objet": "Ouverture du parcours",
    "classement": {"nature": "DE", "matiere": "8.4"},
    "dispositif": ["APPROUVE la liste"],
    "montants": [
        {"objet": "subvention", "montant": 45800, "imputation": {"budget": "Budget principal", "exercice": "2025"}},
        {"objet": "autre", "montant": 100, "imputation": {"budget": "Budget principal", "exercice": "2025", "chapitre": "65"}},
    ],
    "vote": {"resultat": "adopte", "decompte": {"votants": 40, "pour": 25, "contre": 10, "abstentions": 5}},
    "suites": {
        "acte": "BM2025/12/02/22-1",
        "accuse": [{"identifiant": IDENTIFIANT, "reception": "2025-12-16", "source": "tampon"}],
        "mise_en_ligne": {"date": "2025-12-17", "url": "https://data.maville.fr/deliberations/200417_1.pdf"},
    },
}
"""An act that fills every field."""
LIGNE = {
    "COLL_NOM": "Métropole du Grand Paris",
    "COLL_SIRET": SIRET,
    "DELIB_ID": "BM2025/12/02/22-1",
    "DELIB_DATE": "2025-12-02",
    "DELIB_MATIERE_CODE": "8.4",
    "DELIB_MATIERE_NOM": "domaines de compétences par thèmes/aménagement du territoire",
    "DELIB_OBJET": "Ouverture du parcours",
    "BUDGET_ANNEE": "2025",
    "BUDGET_NOM": "Budget principal",
    "PREF_ID": "PREF075",
    "PREF_DATE": "2025-12-16",
    "VOTE_EFFECTIF": "44",
    "VOTE_REEL": "40",
    "VOTE_POUR": "25",
    "VOTE_CONTRE": "10",
    "VOTE_ABSTENTION": "5",
    "DELIB_URL": "https://data.maville.fr/deliberations/200417_1.pdf",
}
VOTE = ("VOTE_EFFECTIF", "VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION")


def acte(**changed: Any) -> Acte:
    """Return ACTE with some fields `changed`; `vote__decompte__pour` reaches below, None drops one."""
    donnees = copy.deepcopy(ACTE)
    for name, value in changed.items():
        *above, last = name.split("__")
        place = donnees
        for step in above:
            place = place.setdefault(step, {})
        if value is None:
            del place[last]
        else:
            place[last] = value
    return delib.load(donnees)


def codes(made: scdl.Table) -> list[str]:
    return sorted(one.code for one in made.anomalies)


# ------------------------------------------------------------------------------------------------ what a row holds


def test_an_act_that_tells_everything_fills_every_field_and_nothing_is_told() -> None:
    made = scdl.read([acte()])
    assert made.lignes == (LIGNE,)
    assert codes(made) == []
    assert tuple(LIGNE) == table.NOMS


VIDE: list[str] = []
VARIANTES: list[tuple[str, dict[str, Any], dict[str, str], list[str]]] = [
    # what is changed; the fields that become something else ("" : empty); what is told
    ("no reception", {"suites__accuse": None}, {"PREF_DATE": ""}, ["scdl-reception"]),
    (
        "sent, not known to be received",
        {"suites__accuse": [{"identifiant": IDENTIFIANT, "teletransmission": "2025-12-16"}]},
        {"PREF_DATE": ""},
        ["scdl-reception"],
    ),
    (
        "received twice the same day",
        {"suites__accuse": [{"identifiant": IDENTIFIANT, "reception": "2025-12-16"}] * 2},
        {},
        VIDE,
    ),
    (
        "received on two days: neither is taken",
        {
            "suites__accuse": [
                {"identifiant": IDENTIFIANT, "reception": "2025-12-16"},
                {"identifiant": IDENTIFIANT, "reception": "2025-12-18"},
            ]
        },
        {"PREF_DATE": ""},
        ["scdl-receptions"],
    ),
    ("no suites at all", {"suites": None}, {"PREF_DATE": "", "DELIB_URL": ""}, ["scdl-reception"]),
    ("no address", {"suites__mise_en_ligne": {"date": "2025-12-17"}}, {"DELIB_URL": ""}, VIDE),
    ("no préfecture", {"collectivite__prefecture": None}, {"PREF_ID": ""}, VIDE),
    ("a sous-préfecture", {"collectivite__prefecture": {"identifiant_scdl": "SPREF02A2"}}, {"PREF_ID": "SPREF02A2"}, VIDE),
    ("a SGAR", {"collectivite__prefecture": {"identifiant_scdl": "SGAR075"}}, {"PREF_ID": "SGAR075"}, VIDE),
    ("no amounts", {"montants": None}, {"BUDGET_ANNEE": "", "BUDGET_NOM": ""}, VIDE),
    (
        "amounts of no budget",
        {"montants": [{"objet": "loyer", "montant": 10}]},
        {"BUDGET_ANNEE": "", "BUDGET_NOM": ""},
        VIDE,
    ),
    (
        "two years",
        {"montants": [{"objet": "loyer", "montant": 10, "imputation": {"budget": "eau", "exercice": "2025/2026"}}]},
        {"BUDGET_ANNEE": "2025/2026", "BUDGET_NOM": "eau"},
        VIDE,
    ),
    (
        "a budget without its year",
        {"montants": [{"objet": "loyer", "montant": 10, "imputation": {"budget": "eau"}}]},
        {"BUDGET_ANNEE": "", "BUDGET_NOM": ""},
        ["scdl-budget"],
    ),
    (
        "a year without its budget",
        {"montants": [{"objet": "loyer", "montant": 10, "imputation": {"exercice": "2025"}}]},
        {"BUDGET_ANNEE": "", "BUDGET_NOM": ""},
        ["scdl-budget"],
    ),
    (
        "two budgets",
        {
            "montants": [
                {"objet": "loyer", "montant": 10, "imputation": {"budget": "eau", "exercice": "2025"}},
                {"objet": "loyer", "montant": 10, "imputation": {"budget": "déchets", "exercice": "2025"}},
            ]
        },
        {"BUDGET_ANNEE": "", "BUDGET_NOM": ""},
        ["scdl-budget"],
    ),
    (
        "unanimity, without a count: no number is made up",
        {"vote": {"resultat": "adopte", "unanimite": "exprimes"}},
        dict.fromkeys(VOTE, ""),
        ["scdl-vote"],
    ),
    ("no vote told", {"vote": None}, dict.fromkeys(VOTE, ""), ["scdl-vote"]),
    (
        "a count that leaves out the votes against",
        {"vote__decompte": {"pour": 25, "abstentions": 5}},
        dict.fromkeys(VOTE, ""),
        ["scdl-vote"],
    ),
    ("nobody says how many sit", {"seance__en_exercice": None}, dict.fromkeys(VOTE, ""), ["scdl-vote"]),
    (
        "a designation is no vote for or against",
        {
            "vote": None,
            "designation": {"mode": "secret", "elus": [{"civilite": "M.", "prenom": "Luc", "nom": "Martin"}]},
        },
        dict.fromkeys(VOTE, ""),
        ["scdl-vote"],
    ),
    (
        "blank and spoiled ballots are not in REEL",
        {"vote__decompte": {"votants": 43, "pour": 25, "contre": 10, "abstentions": 5, "blancs": 2, "nuls": 1}},
        {},
        ["scdl-votants"],
    ),
    (
        "voters who are more than the votes",
        {"vote__decompte": {"votants": 42, "pour": 25, "contre": 10, "abstentions": 5}},
        {},
        ["scdl-votants"],
    ),
    (
        "who does not take part is not counted",
        {"vote__noms": {"ne_prennent_pas_part": [{"elu": {"civilite": "M.", "prenom": "Luc", "nom": "Martin"}}]}},
        {},
        VIDE,
    ),
    ("a count without voters", {"vote__decompte": {"pour": 25, "contre": 10, "abstentions": 5}}, {}, VIDE),
    (
        "nobody against",
        {"vote__decompte": {"pour": 40, "contre": 0, "abstentions": 0}},
        {"VOTE_POUR": "40", "VOTE_CONTRE": "0", "VOTE_ABSTENTION": "0"},
        VIDE,
    ),
    (
        "7.10 is not 7.1",
        {"classement": {"matiere": "7.10"}},
        {"DELIB_MATIERE_CODE": "7.10", "DELIB_MATIERE_NOM": "finances locales/divers"},
        VIDE,
    ),
    ("an objet that looks like a formula", {"objet": '=SOMME(A1;"x")'}, {"DELIB_OBJET": '=SOMME(A1;"x")'}, VIDE),
    (
        "an objet on two lines, with commas",
        {"objet": "Un, deux ;\ntrois"},
        {"DELIB_OBJET": "Un, deux ;\ntrois"},
        VIDE,
    ),
    ("a withdrawn act", {"suites__retrait": {"date": "2026-01-05"}}, {}, ["scdl-retiree"]),
    (
        "data to mask",
        {"publication_restreinte": {"chemins": ["considerants.3"], "motif": "données de santé"}},
        {},
        ["scdl-occultation"],
    ),
    ("data to mask, which is not said", {"publication_restreinte": {"motif": "données de santé"}}, {}, ["scdl-occultation"]),
]


@pytest.mark.parametrize(("nom", "changed", "autres", "told"), VARIANTES, ids=[one[0] for one in VARIANTES])
def test_a_row(nom: str, changed: dict[str, Any], autres: dict[str, str], told: list[str]) -> None:
    made = scdl.read([acte(**changed)])
    assert codes(made) == told
    assert not made.refusee
    assert made.lignes[0] == {name: value for name, value in (LIGNE | autres).items() if value}
    assert judged(made.to_csv()) == []


# --------------------------------------------------------------------------------------------------- what is refused

REFUS: list[tuple[str, dict[str, Any], list[str]]] = [
    ("no SIRET: the SIREN is not enough", {"collectivite__siret_siege": None}, ["scdl-requis"]),
    ("a SIRET whose key is wrong", {"collectivite__siret_siege": "20005478100023"}, ["scdl-forme"]),
    ("the SIRET of another", {"collectivite__siret_siege": "21860194600013"}, ["scdl-siren"]),
    ("no matière", {"classement": {"nature": "DE"}}, ["scdl-requis"]),
    ("a matière that is not national", {"classement": {"matiere": "9.9"}}, ["scdl-forme"]),
    ("a préfecture of no such form", {"collectivite__prefecture": {"identifiant_scdl": "PREF75"}}, ["scdl-forme"]),
    (
        "a year that is none",
        {"montants": [{"objet": "loyer", "montant": 10, "imputation": {"budget": "eau", "exercice": "2025-2026"}}]},
        ["scdl-forme"],
    ),
    (
        "years out of order",
        {"montants": [{"objet": "loyer", "montant": 10, "imputation": {"budget": "eau", "exercice": "2026/2025"}}]},
        ["scdl-forme"],
    ),
    ("an address with an accent", {"suites__mise_en_ligne": {"url": "https://ville.fr/délib.pdf"}}, ["scdl-forme"]),
    (
        "received before it was voted",
        {"suites__accuse": [{"identifiant": IDENTIFIANT, "reception": "2025-12-01"}]},
        ["scdl-ordre"],
    ),
    ("more votes than members", {"seance__en_exercice": 39}, ["scdl-ordre"]),
    ("a draft", {"etat": "projet", "vote": None}, ["scdl-projet", "scdl-vote"]),
    ("rejected", {"vote__resultat": "rejete"}, ["scdl-non-adoptee"]),
    ("put off", {"vote": {"resultat": "ajourne"}}, ["scdl-non-adoptee", "scdl-vote"]),
    ("its objet is to be masked", {"publication_restreinte": {"chemins": ["objet"]}}, ["scdl-objet-masque"]),
    (
        "all at once",
        {"collectivite__siret_siege": None, "classement": None, "seance__en_exercice": 39},
        ["scdl-ordre", "scdl-requis", "scdl-requis"],
    ),
]


@pytest.mark.parametrize(("nom", "changed", "told"), REFUS, ids=[one[0] for one in REFUS])
def test_an_act_is_refused(nom: str, changed: dict[str, Any], told: list[str]) -> None:
    made = scdl.read([acte(**changed)])
    assert codes(made) == told
    assert made.refusee
    with pytest.raises(DonneesError) as refused:
        made.to_csv()
    assert {one.code for one in refused.value.anomalies} == set(told)


def test_what_is_no_deliberation_is_refused() -> None:
    convention = delib.load(RACINE / "examples" / "programme" / "convention-type.yaml")
    assert codes(scdl.read([convention])) == ["scdl-acte"]


RANGEES = [
    # a row that someone made by hand, and what the schema says of it
    ({"VOTE_REEL": "41"}, ["scdl-somme"]),
    ({"VOTE_POUR": ""}, ["scdl-solidaires"]),
    ({"VOTE_POUR": "41", "VOTE_REEL": "40"}, ["scdl-ordre", "scdl-somme"]),
    ({"VOTE_POUR": "vingt-cinq"}, ["scdl-forme"]),
    ({"BUDGET_NOM": ""}, ["scdl-solidaires"]),
    ({"DELIB_DATE": "02/12/2025"}, ["scdl-forme"]),
    ({"DELIB_DATE": "2025-02-30"}, ["scdl-forme"]),
    ({"DELIB_MATIERE_NOM": "domaines de compétences par thèmes / aménagement"}, ["scdl-forme"]),
    ({"DELIB_MATIERE_NOM": "aménagement du territoire"}, ["scdl-forme"]),
    ({"DELIB_MATIERE_CODE": "08.4"}, ["scdl-forme"]),
    ({"COLL_NOM": ""}, ["scdl-requis"]),
    ({"COLL_SIRET": "20005478100023"}, ["scdl-forme"]),
    ({"DELIB_URL": "ville.fr/1.pdf"}, ["scdl-forme"]),
    ({"BUDGET_ANNEE": "2017/2017"}, ["scdl-forme"]),
]


@pytest.mark.parametrize(("changed", "told"), RANGEES, ids=[str(one[0]) for one in RANGEES])
def test_a_row_made_by_hand(changed: dict[str, str], told: list[str]) -> None:
    """What delib says of a row, the judge says too: in other words, of the same row."""
    ligne = LIGNE | changed
    fautes = list(table.iter_fautes(ligne))
    assert sorted(one.code for one in fautes) == told
    assert all(scdl.faute(one, Lieux(), "acte.yaml").conseil for one in fautes)
    if schema() is not None and changed not in LEFT_TO_US:
        assert judged(table.to_csv([ligne]))


LEFT_TO_US = ({"DELIB_MATIERE_CODE": "08.4"},)
"""What the schema says in words alone (its codes go from 1.1 to 9.4), or leaves to its pattern."""

SIRETS = [(SIRET, True), ("21860194600013", True), ("35600000000048", True), ("35600000049837", True), ("35600000000049", False)]


@pytest.mark.parametrize(("siret", "sound"), [*SIRETS, ("2000547810002", False), ("", False)])
def test_the_key_of_a_siret(siret: str, sound: bool) -> None:
    """Luhn's, but for the offices of La Poste, whose figures add up to a multiple of five (python-stdnum, fr/siret.py)."""
    assert table.is_siret(siret) == sound


def test_every_national_matiere_has_a_row() -> None:
    for code in matieres.MATIERES:
        if len(code) == 2:
            made = scdl.read([acte(classement={"matiere": matieres.write(code)})])
            assert codes(made) == []
            assert judged(made.to_csv()) == []


# -------------------------------------------------------------------------------------------------------- several acts


def test_acts_keep_their_order_and_a_number_is_given_once() -> None:
    others = [acte(numero=f"BM2025/12/02/{n}", suites=None) for n in (3, 1, 2)]
    made = scdl.read([acte(), *others])
    assert [one["DELIB_ID"][-1] for one in made.lignes] == ["1", "3", "1", "2"]
    assert "scdl-double" not in codes(made)
    again = scdl.read([acte(), *others, acte()])
    assert codes(again).count("scdl-double") == 1
    assert again.refusee


def test_another_collectivite_may_have_the_same_number() -> None:
    other = acte(collectivite__siren=None, collectivite__siret_siege="21860194600013")
    made = scdl.read([acte(), other])
    assert codes(made) == ["scdl-collectivites"]
    assert judged(made.to_csv()) == []


# -------------------------------------------------------------------------------------------------------- the receipts

AR = Accuse(Identifiant("075", "200054781", date(2025, 12, 2), "BM25-12-02-22-1", "DE"), reception=date(2025, 12, 16))
AUTRE = Accuse(Identifiant("075", "200054781", date(2025, 12, 2), "BM25-12-02-99", "DE"), reception=date(2025, 12, 16))
NU: dict[str, Any] = {"suites__accuse": None}
RECUS: list[tuple[str, dict[str, Any], tuple[Accuse, ...], str, list[str]]] = [
    ("its own", NU, (AR,), "2025-12-16", VIDE),
    ("its own, which the suites told", {}, (AR,), "2025-12-16", VIDE),
    ("its own, and another's", NU, (AUTRE, AR), "2025-12-16", ["scdl-accuse-sans-acte"]),
    ("another's", NU, (AUTRE,), "", ["scdl-accuse-sans-acte", "scdl-acte-sans-accuse", "scdl-reception"]),
    ("none, but the suites tell it", {}, (), "2025-12-16", ["scdl-acte-sans-accuse"]),
    (
        "another day than the suites",
        {"suites__accuse": [{"identifiant": IDENTIFIANT, "reception": "2025-12-18"}]},
        (AR,),
        "",
        ["scdl-receptions"],
    ),
    (
        "known by the suites alone: the house tells no département",
        {"collectivite__departement": None},
        (AR,),
        "2025-12-16",
        VIDE,
    ),
    (
        "by nothing",
        {**NU, "collectivite__departement": None},
        (AR,),
        "",
        ["scdl-accuse-sans-acte", "scdl-acte-sans-identifiant", "scdl-reception"],
    ),
]


@pytest.mark.parametrize(("nom", "changed", "accuses", "jour", "told"), RECUS, ids=[one[0] for one in RECUS])
def test_a_receipt_gives_its_day(
    nom: str, changed: dict[str, Any], accuses: tuple[Accuse, ...], jour: str, told: list[str]
) -> None:
    made = scdl.read([acte(**changed)], Lecture(accuses))
    assert made.lignes[0].get("PREF_DATE", "") == jour
    assert codes(made) == told
    assert not made.refusee


def test_a_file_that_is_no_receipt_is_told_and_refuses_nothing(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Pense-bête", encoding="utf-8")
    made = scdl.read([acte()], read_all(files_of(str(tmp_path))))
    assert len(made.anomalies) > 1
    assert not made.refusee


def test_the_files_of_a_folder_are_sorted_and_what_is_hidden_is_left(tmp_path: Path) -> None:
    for name in ("b.xml", "a.pdf", ".cache"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "dossier").mkdir()
    assert [Path(one).name for one in files_of(str(tmp_path))] == ["a.pdf", "b.xml"]
    assert files_of(str(tmp_path / "b.xml")) == [str(tmp_path / "b.xml")]
    for absent, code in ((tmp_path / "rien", "fichier-absent"), (tmp_path / "dossier", "scdl-accuses-vide")):
        with pytest.raises(LectureError) as refused:
            files_of(str(absent))
        assert [one.code for one in refused.value.anomalies] == [code]


# ----------------------------------------------------------------------------------------------------------- the file


def test_the_file_is_utf8_without_a_mark_with_commas_and_crlf() -> None:
    data = scdl.read([acte(objet='Un, deux\n« trois » "quatre"')]).to_csv()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.startswith(b"COLL_NOM,COLL_SIRET,DELIB_ID,DELIB_DATE,")
    assert data.endswith(b"\r\n")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    assert len(rows) == 2
    assert rows[1][6] == 'Un, deux\n« trois » "quatre"'


CELLULES = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\r\t"), min_size=1, max_size=40)


@given(CELLULES, CELLULES)
def test_whatever_a_cell_holds_is_read_back(objet: str, nom: str) -> None:
    data = table.to_csv([LIGNE | {"DELIB_OBJET": objet, "COLL_NOM": nom}])
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))
    assert (rows[0]["DELIB_OBJET"], rows[0]["COLL_NOM"]) == (objet, nom)


# ----------------------------------------------------------------------------------------------------------- the judge


@cache
def schema() -> dict[str, Any] | None:
    """Return the published schema; None where ../shared is absent."""
    path = SHARED / "scdl" / "deliberations-2.1.5.schema.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def judged(data: bytes) -> list[str]:
    """Return what the published schema finds wrong in a file; nothing where the schema is absent."""
    known = schema()
    if known is None:
        return []
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    fields = known["fields"]
    names = [field["name"] for field in fields]
    wrong = [] if rows[0] == names else [f"header: {rows[0]}"]
    for row in rows[1:]:
        cells = dict(zip(names, row, strict=True))
        wrong += [said for field in fields for said in _field(field, cells[field["name"]])]
        for check in known["custom_checks"]:
            wrong += CHECKS[check["name"]](cells, check["params"])
    return wrong


def _field(field: dict[str, Any], cell: str) -> list[str]:
    constraints = field.get("constraints", {})
    if not cell:
        return [f"{field['name']}: required"] if constraints.get("required") else []
    sound = {
        "string": lambda: field.get("format") != "uri" or re.fullmatch(r"[a-z]+://[!-~]+", cell) is not None,
        "date": lambda: re.fullmatch(r"\d{4}-\d\d-\d\d", cell) is not None and _real_day(cell),
        "integer": lambda: re.fullmatch(r"[+-]?\d+", cell) is not None,
    }[field["type"]]()
    sound = sound and re.match(constraints.get("pattern", ""), cell) is not None
    return [] if sound else [f"{field['name']}: {cell}"]


def _real_day(cell: str) -> bool:
    try:
        return bool(date.fromisoformat(cell))
    except ValueError:
        return False


def _cohesive(cells: dict[str, str], params: dict[str, Any]) -> list[str]:
    given_cells = {bool(cells[name]) for name in (params["column"], *params["othercolumns"])}
    return [] if len(given_cells) == 1 else [f"{params['column']}: cohesive"]


def _compare(cells: dict[str, str], params: dict[str, Any]) -> list[str]:
    first, second = cells[params["column"]], cells[params["column2"]]
    if not first or not second:
        return []
    assert params["op"] == ">="
    number = first.isdecimal() and second.isdecimal()
    sound = int(first) >= int(second) if number else first >= second
    return [] if sound else [f"{params['column']}: {first} < {second}"]


def _sum(cells: dict[str, str], params: dict[str, Any]) -> list[str]:
    every = [cells[name] for name in (params["column"], *params["columns"])]
    if not any(every):
        return []
    numbers = [int(one) if one.isdecimal() else None for one in every]
    sound = None not in numbers and numbers[0] == sum(one or 0 for one in numbers[1:])
    return [] if sound else [f"{params['column']}: sum"]


def _siret(cells: dict[str, str], params: dict[str, Any]) -> list[str]:
    cell = cells[params["column"]]
    doubled = [sum(divmod(2 * int(one), 10)) if index % 2 else int(one) for index, one in enumerate(reversed(cell))]
    return [] if len(cell) == 14 and sum(doubled) % 10 == 0 else [f"SIRET: {cell}"]


def _years(cells: dict[str, str], params: dict[str, Any]) -> list[str]:
    cell = cells[params["column"]]
    assert params["allow-year-only"] == "yes"
    found = re.fullmatch(r"(\d{4})/(\d{4})", cell)
    sound = not cell or re.fullmatch(r"\d{4}", cell) or (found is not None and int(found[1]) < int(found[2]))
    return [] if sound else [f"years: {cell}"]


TETES = (
    *("Commande publique", "Urbanisme", "Domaine et patrimoine", "Fonction publique", "Institutions et vie politique"),
    *("Libertés publiques et pouvoirs de police", "Finances locales", "Domaines de compétences par thèmes"),
    "Autres domaines de compétences",
)


def _nomenclature(cells: dict[str, str], params: dict[str, Any]) -> list[str]:
    cell = cells[params["column"]]
    head = cell[: cell.find("/")] if "/" in cell else ""
    return [] if _bare(head) in {_bare(one) for one in TETES} and "/ " not in cell else [f"nomenclature: {cell}"]


def _bare(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(one) != "Mn")


CHECKS: dict[str, Callable[[dict[str, str], dict[str, Any]], list[str]]] = {
    "french-siret-value": _siret,
    "year-interval-value": _years,
    "cohesive-columns-value": _cohesive,
    "compare-columns-value": _compare,
    "sum-columns-value": _sum,
    "nomenclature-actes-value": _nomenclature,
}


def test_our_table_is_that_of_the_published_schema() -> None:
    known = schema()
    if known is None:
        pytest.skip("../shared/scdl is absent")
    assert [field["name"] for field in known["fields"]] == list(table.NOMS)
    required = {field["name"] for field in known["fields"] if field.get("constraints", {}).get("required")}
    assert {champ.nom for champ in table.CHAMPS if champ.requis} == required
    params = [(check["name"], check["params"]) for check in known["custom_checks"]]
    cohesive = [(one["column"], *one["othercolumns"]) for name, one in params if name == "cohesive-columns-value"]
    assert cohesive == list(table.SOLIDAIRES)
    assert [(one["column"], one["column2"]) for name, one in params if name == "compare-columns-value"] == list(table.AU_MOINS)
    assert [(one["column"], tuple(one["columns"])) for name, one in params if name == "sum-columns-value"] == list(table.SOMMES)
    for field in known["fields"]:  # the example of each field is a value of it
        champ = next(one for one in table.CHAMPS if one.nom == field["name"])
        example = field["example"].lstrip("'")  # one opens with a stray apostrophe
        assert champ.admet is None or champ.admet(example), field["name"]


NOMBRES = st.integers(0, 300)


@given(NOMBRES, NOMBRES, NOMBRES, st.integers(1, 900), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_what_is_not_refused_satisfies_the_published_schema(
    pour: int, contre: int, abstentions: int, effectif: int, reception: date
) -> None:
    changed = {
        "seance__en_exercice": effectif,
        "vote__decompte": {"pour": pour, "contre": contre, "abstentions": abstentions},
        "suites__accuse": [{"identifiant": IDENTIFIANT, "reception": reception.isoformat()}],
    }
    made = scdl.read([acte(**changed)])
    assert made.refusee == (pour + contre + abstentions > effectif or reception < date(2025, 12, 2))
    assert bool(judged(table.to_csv(made.lignes))) == made.refusee or schema() is None


# --------------------------------------------------------------------------------------------------------- the command


def run(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "delib", "export", "scdl", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, timeout=120, check=False)


def fichier(folder: Path, **changed: Any) -> Path:
    """Write an act as a JSON file; return its path."""
    donnees = copy.deepcopy(ACTE) | changed
    path = folder / f"{donnees['numero'].replace('/', '-')}.json"
    path.write_text(json.dumps(donnees), encoding="utf-8")
    return path


def test_the_command_writes_the_file_or_prints_it(tmp_path: Path) -> None:
    path, out = fichier(tmp_path), tmp_path / "deliberations.csv"
    printed = run(path)
    assert printed.returncode == 0
    assert judged(printed.stdout) == []
    written = run(path, "-o", out)
    assert (written.returncode, written.stdout.decode().strip()) == (0, str(out))
    assert out.read_bytes() == printed.stdout
    out.write_bytes(b"autre")
    assert run(path, "-o", out).returncode == 2
    assert out.read_bytes() == b"autre"
    assert run(path, "-o", out, "--ecraser").returncode == 0
    assert out.read_bytes() == printed.stdout


def test_a_refused_act_leaves_nothing_and_all_is_told(tmp_path: Path) -> None:
    good, bad = fichier(tmp_path), fichier(tmp_path, numero="2", suites={"acte": "2"}, classement={"nature": "DE"})
    done = run(good, bad, "-o", tmp_path / "deliberations.csv")
    assert (done.returncode, done.stdout) == (1, b"")
    assert "scdl-requis" in done.stderr.decode()
    assert not (tmp_path / "deliberations.csv").exists()
    told = json.loads(run(good, bad, tmp_path / "absent.yaml", "--json").stdout)
    assert (told["code"], told["lignes"], told["fichiers"]) == (2, [], [])
    assert {"scdl-requis", "fichier-absent"} <= {one["code"] for one in told["anomalies"]}


def test_the_receipts_of_a_folder_give_their_days(tmp_path: Path) -> None:
    path = fichier(tmp_path, suites={"acte": ACTE["numero"]})
    told = json.loads(run(path, "--accuses", RACINE / "examples" / "accuses", "--json").stdout)
    assert told["code"] == 0
    assert [one["PREF_DATE"] for one in told["lignes"]] == ["2025-12-16"]
    absent = run(path, "--accuses", tmp_path / "rien")
    assert (absent.returncode, absent.stdout) == (2, b"")


@pytest.mark.parametrize("path", sorted(ACTES.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_acts_of_the_tests_lack_their_siret_and_nothing_else(path: Path) -> None:
    errors = [one for one in scdl.read([delib.load(path)]).anomalies if one.gravite.name == "ERREUR"]
    assert [(one.code, one.chemin) for one in errors] == [("scdl-requis", "collectivite.siret_siege")]


FIRED = frozenset(
    (
        *(code for *_, told in VARIANTES for code in told),
        *(code for *_, told in REFUS for code in told),
        *(code for *_, told in RANGEES for code in told),
        *(code for *_, told in RECUS for code in told),
        *("scdl-acte", "scdl-double", "scdl-collectivites", "scdl-accuses-vide"),
    )
)


def test_every_code_is_fired() -> None:
    assert set(CODES) == FIRED
