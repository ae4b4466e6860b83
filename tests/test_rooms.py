"""The house: a module imports only from rooms above its own, read from the source with `ast`."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import RACINE

SRC = RACINE / "src" / "delib"

# From the ground floor up, as docs/architecture.md has it.
ROOMS = [
    "codes",
    "systeme",
    "anomalie",
    "archive",
    "paquet",
    "francais",
    "droit",
    "acte",
    "regles",
    "modele",
    "production",
    "prefecture",
    "export",
    "facade",
    "cli",
    "__main__",
]


def room(module: str) -> str:
    """Return the room of `delib.acte.schema`: « acte »."""
    return module.split(".")[1] if "." in module else "__init__"


def imported(path: Path) -> set[str]:
    """Return the modules of delib that a file imports, wherever in the file, types included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "delib":
            assert node.level == 0
            if node.module == "delib":
                found |= {f"delib.{alias.name}" for alias in node.names if alias.name != "__version__"}
            else:
                found.add(str(node.module))
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.split(".")[0] == "delib"}
    return found


HEAVY = {
    "num2words": {"francais/lettres.py"},
    "babel": {"francais/durees.py"},
    "yaml": {"acte/source_yaml.py"},
    "docxtpl": {"modele/passerelle.py"},
    "lxml": {"modele/passerelle.py", "modele/composition.py"},
    "docxcompose": {"modele/composition.py"},
    "openpyxl": {"acte/source_xlsx.py"},
    "sqlite3": {"production/serie/index.py"},
    "pypdf": set(),
    "pikepdf": {
        "production/formulaire/pdf.py",
        *(
            f"production/pdf/{name}.py"
            for name in (
                *("assemblage", "attaches", "balisage", "champs", "conformite", "contenu", "dessin", "flux", "marques"),
                *("ouverture", "police", "reunion", "sortie", "structure", "valeurs"),
            )
        ),
    },
    "pypdfium2": {"production/pdf/vue.py"},
    "docx": {"modele/images.py", "modele/composition.py", "modele/numerotation.py"},
    "jinja2": {
        f"modele/{name}.py"
        for name in (
            *("bac", "calculs", "champs", "diagnostic", "filtres", "impression", "instrument", "methodes", "moteur", "produits"),
            *("raisons", "syntaxe", "trace"),
        )
    },
}
"""The libraries that one module alone imports, each where an act that does without them does not pay."""


def test_heavy_libraries_have_one_door() -> None:
    for library, doors in HEAVY.items():
        found = {
            str(path.relative_to(SRC))
            for path in SRC.rglob("*.py")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == library)
            or (isinstance(node, ast.Import) and any(alias.name.split(".")[0] == library for alias in node.names))
        }
        assert found == doors


def test_the_plan_of_the_house_names_every_module() -> None:
    plan = (RACINE / "docs" / "architecture.md").read_text(encoding="utf-8")
    written = set(re.findall(r"\w+", plan))
    missing = [path.stem for path in MODULES if not path.stem.startswith("__") and path.stem not in written]
    assert missing == []


MODULES = sorted(path for path in SRC.rglob("*.py") if path != SRC / "__init__.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_no_import_climbs(path: Path) -> None:
    own = path.relative_to(SRC).with_suffix("").parts[0]
    assert own in ROOMS, f"{own} is not in the table of rooms"
    for module in imported(path):
        assert ROOMS.index(room(module)) <= ROOMS.index(own), f"{path.name} climbs to {module}"


def test_no_room_is_empty() -> None:
    for name in {path.relative_to(SRC).parts[0] for path in MODULES if path.parent != SRC}:
        assert len(list((SRC / name).glob("*.py"))) > 1


@pytest.mark.parametrize("module", ["yaml", "click", "rich"])
def test_each_library_is_imported_by_one_room(module: str) -> None:
    rooms = set()
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if any(name.split(".")[0] == module for name in names):
                rooms.add(path.relative_to(SRC).parts[0])
    assert len(rooms) == 1, rooms
