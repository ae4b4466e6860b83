"""Installed from its wheel in a folder elsewhere, delib works the same, without the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import RACINE


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder where the wheel, made from a copy of the sources, is installed."""
    source = tmp_path_factory.mktemp("sources")
    for name in ("src", "modeles", "schemas"):
        shutil.copytree(RACINE / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(RACINE / name, source / name)
    folder = tmp_path_factory.mktemp("roue")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    env = {name: value for name, value in os.environ.items() if name != "PIP_CONSTRAINT"}
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(source)], check=True, env=env)
    (wheel,) = folder.glob("delib-*.whl")
    target = tmp_path_factory.mktemp("installé ailleurs")
    subprocess.run([*pip, "install", "--no-deps", "--no-index", "--target", str(target), str(wheel)], check=True, env=env)
    return target


def test_the_wheel_holds_templates_schemas_and_types(installed: Path) -> None:
    names = {str(path.relative_to(installed)) for path in (installed / "delib").rglob("*") if path.is_file()}
    assert "delib/py.typed" in names
    for root in ("modeles", "schemas"):
        for path in (RACINE / root).rglob("*"):
            if path.is_file():
                assert f"delib/bibliotheque/{path.relative_to(RACINE)}" in names


def test_an_act_builds_the_same_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    shutil.copytree(RACINE / "examples", tmp_path / "examples")
    env = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "delib", "build", "examples/deliberation-bureau.yaml", "-o", "sortie"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    import delib

    made = tmp_path / done.stdout.strip()
    with zipfile.ZipFile(made) as archive:
        built = {name: archive.read(name) for name in archive.namelist()}
    from delib.paquet import Paquet

    assert Paquet(built).empreinte == delib.build(RACINE / "examples" / "deliberation-bureau.yaml").empreinte
    where = "import delib.cli, delib.modele.bibliotheque as b; print(b.packaged_root())"
    root = subprocess.run([sys.executable, "-c", where], cwd=tmp_path, env=env, capture_output=True, text=True, check=True).stdout
    assert root.strip() == str(installed / "delib" / "bibliotheque")
