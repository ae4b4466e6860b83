"""Golden outlines: what each act prints, paragraph by paragraph, in each of its variants.

`make attendus` writes them again from what is printed now: read the difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import delib
from tests.conftest import RACINE
from tests.words import minimal

ACTES = sorted([*(RACINE / "examples").glob("*.yaml"), *(RACINE / "tests" / "actes").glob("*.yaml")])
VARIANTES = ("projet", "original", "extrait", "expedition", "publication")
ATTENDUS = RACINE / "tests" / "attendus"


def compare(plan: str, attendu: Path) -> None:
    """Compare an outline with its golden file, or write it where DELIB_ATTENDUS asks."""
    if os.environ.get("DELIB_ATTENDUS") == "ecrire":
        attendu.write_text(plan, encoding="utf-8", newline="\n")
    assert plan == attendu.read_text(encoding="utf-8")


@pytest.mark.parametrize("variante", VARIANTES)
@pytest.mark.parametrize("acte", ACTES, ids=lambda path: path.stem)
def test_each_act_prints_its_outline(acte: Path, variante: str) -> None:
    document = delib.build(acte, variante=variante)
    compare(document.plan, ATTENDUS / f"{acte.stem}.{variante}.txt")


def test_no_golden_file_is_left_over() -> None:
    names = {f"{acte.stem}.{variante}.txt" for acte in ACTES for variante in VARIANTES}
    assert {path.name for path in ATTENDUS.iterdir()} == names


def test_six_acts_are_there() -> None:
    assert len(ACTES) == 6


@pytest.mark.parametrize("nom", delib.Bibliotheque.default().modeles())
def test_each_template_prints_its_example_as_its_folder_says(nom: str) -> None:
    modele = delib.Bibliotheque.default().find(nom)
    source = RACINE / "modeles" / nom / str(modele.version)
    compare(delib.build(source / "exemple.yaml").plan, source / "attendu.txt")


REAL_FAULTS = {"deliberation-conseil": ["typographie-mots"]}
"""What is told of the real acts, whose words stay as they were voted: « appel à projet », « appel à candidature »."""


@pytest.mark.parametrize("acte", ACTES, ids=lambda path: path.stem)
def test_no_act_warns(acte: Path) -> None:
    told = [one.code for one in delib.build(acte).anomalies if one.gravite > delib.Gravite.INFO]
    assert told == REAL_FAULTS.get(acte.stem, [])


def test_a_minimal_act_leaves_no_blank_line() -> None:
    """The seven required fields alone: every other block leaves no trace."""
    lines = delib.build(minimal()).texte.split("\n")
    assert all(line.strip() for line in lines), lines
    assert lines[-2:] == ["APRÈS EN AVOIR DÉLIBÉRÉ", "APPROUVE le tout."]
