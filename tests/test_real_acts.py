"""The two real acts: what delib prints says what they say, letter for letter, but for the lines of examples/ECARTS.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import delib
from tests.conftest import RACINE

ACTES = {
    "CM2025/04/07/19-2": ("deliberation-conseil.yaml", "CM2025-04-07-19-2.txt"),
    "BM2025/12/02/22-1": ("deliberation-bureau.yaml", "BM2025-12-02-22-1.txt"),
}


def ecarts() -> list[tuple[str, str, str, str]]:
    """Return the lines of ECARTS.md: act, reference, printed, reason."""
    lines = (RACINE / "examples" / "ECARTS.md").read_text(encoding="utf-8").splitlines()
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines if line.startswith("|")]
    return [row for row in rows if row[0] in ACTES]


def bare(texte: str) -> str:
    """Return `texte` without white space, quotes and apostrophes in one shape."""
    texte = re.sub(r"[’‘]", "'", texte)
    texte = re.sub(r"[«»“”]", '"', texte)
    return re.sub(r"\s+", "", texte)


def residue_removed(texte: str) -> str:
    """Return a reference without what the PDF's extraction left in it: bullets and asterisks."""
    return re.sub(r"^- Vu\*\*", "Vu", texte, flags=re.MULTILINE).replace("**", "")


@pytest.mark.parametrize("numero", ACTES)
def test_the_built_act_says_what_the_reference_says(numero: str, references: Path) -> None:
    yaml, reference = ACTES[numero]
    expected = bare(residue_removed((references / reference).read_text(encoding="utf-8")))
    for _, before, after, _ in (row for row in ecarts() if row[0] == numero):
        assert expected.count(bare(before)) == 1, f"« {before} » must stand exactly once in the reference"
        expected = expected.replace(bare(before), bare(after))
    assert bare(delib.build(RACINE / "examples" / yaml).texte) == expected


def test_every_difference_has_its_reason() -> None:
    rows = ecarts()
    assert {row[0] for row in rows} == set(ACTES)
    for _, before, after, reason in rows:
        assert before != after
        assert len(reason) > 20


@pytest.mark.parametrize("yaml", ["deliberation-conseil.yaml", "deliberation-bureau.yaml"])
def test_nothing_is_told_of_the_real_acts_but_their_own_words(yaml: str) -> None:
    told = {one.code for one in delib.build(RACINE / "examples" / yaml).anomalies if one.gravite > delib.Gravite.INFO}
    assert told <= {"typographie-mots"}, "« appel à projet » is told, and stays as it was voted"


def test_the_receipt_prints_only_in_the_variants_that_follow_it() -> None:
    printed = {
        variante: "Accusé de réception" in delib.build(RACINE / "examples/deliberation-bureau.yaml", variante=variante).texte
        for variante in ("projet", "original", "extrait", "expedition", "publication")
    }
    assert printed == {"projet": False, "original": False, "extrait": False, "expedition": True, "publication": True}
