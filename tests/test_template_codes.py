"""Every anomaly that the template side can tell is told by a table of these tests."""

from __future__ import annotations

import ast

import pytest

from delib.codes import CODES
from tests import (
    test_formulaire_template,
    test_gabarit_errors,
    test_hostile_packages,
    test_images,
    test_journeys,
    test_library,
    test_nothing_undefined,
    test_remplacements,
    test_silent_faults,
    test_sous_documents,
    test_strict_templates,
    test_tags,
)
from tests.conftest import RACINE

SOURCES = [*sorted((RACINE / "src" / "delib" / "modele").glob("*.py")), RACINE / "src" / "delib" / "paquet.py"]
TABLES = (
    *(test_gabarit_errors, test_hostile_packages, test_images, test_library, test_nothing_undefined, test_remplacements),
    *(test_silent_faults, test_sous_documents, test_strict_templates, test_tags, test_formulaire_template, test_journeys),
)
FIRED = frozenset().union(*(one.FIRED for one in TABLES))
WRITTEN = {
    node.value
    for path in SOURCES
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in CODES
}


@pytest.mark.parametrize("code", sorted(WRITTEN))
def test_a_code_of_the_template_side_is_fired(code: str) -> None:
    assert code in FIRED


@pytest.mark.parametrize(
    "code", sorted(code for code in CODES if code.split("-")[0] in ("docx", "xml", "balise", "bloc", "modele"))
)
def test_a_code_named_for_the_template_side_is_written_there(code: str) -> None:
    assert code in WRITTEN | {"modele-schema"}, "a kind that nothing can tell any more"
