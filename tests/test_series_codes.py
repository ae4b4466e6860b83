"""Every anomaly of lists, series, forms, programmes and conventions is told by a table of these tests."""

from __future__ import annotations

import pytest

from delib.codes import CODES
from tests import (
    test_bordereau,
    test_conventions,
    test_dossier,
    test_formulaire_spoiled,
    test_formulaire_template,
    test_journeys,
    test_listes,
    test_listes_hostile,
    test_listes_xlsx,
    test_reglement,
    test_sommaire,
)

PREFIXES = ("rangee-", "colonne-", "classeur-", "serie-", "formulaire-", "dossier-", "convention-", "reglement-")
TABLES = (
    *(test_conventions, test_dossier, test_formulaire_spoiled, test_formulaire_template, test_listes, test_listes_hostile),
    *(test_journeys, test_listes_xlsx, test_reglement, test_bordereau, test_sommaire),
)
FIRED = frozenset().union(*(one.FIRED for one in TABLES))


@pytest.mark.parametrize("code", sorted(code for code in CODES if code.startswith(PREFIXES)))
def test_a_code_is_fired(code: str) -> None:
    assert code in FIRED
