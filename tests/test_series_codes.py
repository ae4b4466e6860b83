"""Every anomaly of lists, series, forms, programmes, PDF files, receipts and exports is told by a table of these tests."""

from __future__ import annotations

import pytest

from delib.codes import CODES
from tests import (
    test_accuse_archives,
    test_accuse_messages,
    test_accuse_tampons,
    test_bordereau,
    test_concordance,
    test_conventions,
    test_dossier,
    test_formulaire_spoiled,
    test_formulaire_template,
    test_identifiant,
    test_journeys,
    test_listes,
    test_listes_hostile,
    test_listes_xlsx,
    test_pdf,
    test_pdf_assemblage,
    test_pdf_conformite,
    test_reglement,
    test_scdl,
    test_sommaire,
    test_tampon,
    test_transmission,
)

PREFIXES = (
    *("rangee-", "colonne-", "classeur-", "serie-", "formulaire-", "dossier-", "convention-", "reglement-"),
    *("pdf-", "annexe-", "identifiant-", "accuse-", "tampon-", "transmission-", "scdl-"),
)
TABLES = (
    *(test_conventions, test_dossier, test_formulaire_spoiled, test_formulaire_template, test_listes, test_listes_hostile),
    *(test_journeys, test_listes_xlsx, test_reglement, test_bordereau, test_sommaire, test_pdf, test_pdf_conformite),
    *(test_pdf_assemblage, test_identifiant, test_transmission, test_accuse_messages, test_accuse_archives, test_accuse_tampons),
    *(test_concordance, test_tampon, test_scdl),
)
FIRED = frozenset().union(*(one.FIRED for one in TABLES))


@pytest.mark.parametrize("code", sorted(code for code in CODES if code.startswith(PREFIXES)))
def test_a_code_is_fired(code: str) -> None:
    assert code in FIRED
