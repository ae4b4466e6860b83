"""The national matières: their codes in the order of numbers, their labels those of the nomenclature, re-accented."""

from __future__ import annotations

import csv
import re
import unicodedata

import pytest

from delib.prefecture import matieres
from tests.conftest import SHARED

CODES = [
    ("7.10", (7, 10), "Divers"),
    ("7.1", (7, 1), "Décisions budgétaires"),
    ("8.4", (8, 4), "Aménagement du territoire"),
    ("6", (6,), "Libertés publiques et pouvoirs de police"),
    ("6-1", (6, 1), "Police municipale"),
    ("7.11", (7, 11), ""),
    ("8.4.1", (8, 4, 1), ""),
    ("0.1", (), ""),
    ("7.", (), ""),
    ("07.1", (), ""),
    ("٧.1", (), ""),
    ("1.1.1.1.1.1", (), ""),
    ("divers", (), ""),
    ("", (), ""),
]


@pytest.mark.parametrize(("ecrit", "code", "intitule"), CODES, ids=[row[0] or "vide" for row in CODES])
def test_a_code_is_read_in_whole_numbers(ecrit, code, intitule):
    assert matieres.parse(ecrit) == code
    assert matieres.label(ecrit) == matieres.label(code) == intitule


def test_seven_ten_comes_after_seven_nine():
    codes = list(matieres.MATIERES)
    assert codes == sorted(codes)
    assert codes.index((7, 10)) == codes.index((7, 9)) + 1


def test_nine_heads_and_fifty_seven_entries():
    ranges = {1: 7, 2: 3, 3: 6, 4: 5, 5: 8, 6: 5, 7: 10, 8: 9, 9: 4}
    expected = [code for head, last in ranges.items() for code in [(head,), *((head, rank) for rank in range(1, last + 1))]]
    assert list(matieres.MATIERES) == expected
    assert len(expected) == 9 + 57


def test_each_label_is_that_of_the_nomenclature_but_for_its_accents():
    """Letter by letter, without accents, case, spaces nor signs; « pourvoirs » is the source's slip, and « etc... » its dots."""
    source = SHARED / "actes" / "matieres_nationales_niveaux_1_2.csv"
    if not source.is_file():
        pytest.skip("../shared/actes is absent")
    with open(source, encoding="utf-8", newline="") as stream:
        rows = {row["code"]: row["libelle_2019_s2low"] for row in csv.DictReader(stream)}
    ours = {matieres.write(one.code): folded(one.intitule) for one in matieres.MATIERES.values()}
    assert ours == {code: folded(label.replace("pourvoirs", "pouvoirs")) for code, label in rows.items()}


def folded(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.lower().replace("œ", "oe"))
    return re.sub(r"[^a-z]", "", bare)


NOMS = [
    ("8.4", "domaines de compétences par thèmes/aménagement du territoire"),
    ("7.9", "finances locales/prise de participation sem etc."),
    ("1.6", "commande publique/actes relatifs à la maîtrise d'oeuvre"),
    ("9.4", "autres domaines de compétences/voeux et motions"),
    ("6.1", "libertés publiques et pouvoirs de police/police municipale"),
    ("6", ""),
    ("7.99", ""),
]


@pytest.mark.parametrize(("code", "nom"), NOMS, ids=[row[0] for row in NOMS])
def test_the_name_of_open_data(code, nom):
    assert matieres.scdl_name(code) == nom


def test_no_name_of_open_data_holds_what_the_schema_forbids():
    names = [matieres.scdl_name(code) for code in matieres.MATIERES if len(code) == 2]
    assert len(set(names)) == 57
    assert not [name for name in names if re.search(r"[,()A-Z’]|/ | /|^ | $", name)]
