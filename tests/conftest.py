"""What the tests share: where the examples lie, and the tools that some need."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import settings

# Never a timed test; in CI, the same examples each time.
settings.register_profile("delib", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("delib")

RACINE = Path(__file__).resolve().parents[1]
SHARED = RACINE.parent / "shared"


@pytest.fixture(scope="session")
def racine() -> Path:
    """Return the top of the repository."""
    return RACINE


@pytest.fixture(scope="session")
def references() -> Path:
    """Return the folder of the two real acts; skip where it is absent."""
    folder = SHARED / "reference"
    if not folder.is_dir():
        pytest.skip("../shared/reference is absent")
    return folder


@pytest.fixture(scope="session")
def soffice() -> str:
    """Return LibreOffice; skip where it is absent, fail where `.ci/run` asks for all the tools."""
    return _tool("soffice")


@pytest.fixture(scope="session")
def pdftotext() -> str:
    """Return Poppler's pdftotext; skip or fail as above."""
    return _tool("pdftotext")


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is not None:
        return found
    if os.environ.get("DELIB_OUTILS") == "exiges":
        pytest.fail(f"{name} is absent")
    pytest.skip(f"{name} is absent")


@pytest.fixture(scope="session")
def to_pdf(soffice: str, tmp_path_factory: pytest.TempPathFactory):
    """Return a function that turns Word files into PDF files with LibreOffice, in one call."""

    def convert(files: list[Path]) -> list[Path]:
        profile = tmp_path_factory.mktemp("profil")
        out = tmp_path_factory.mktemp("pdf")
        command = [
            soffice,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(out),
        ]
        subprocess.run([*command, *map(str, files)], check=True, timeout=240, capture_output=True)
        made = [out / f"{file.stem}.pdf" for file in files]
        assert all(pdf.is_file() for pdf in made), "LibreOffice left a file unconverted"
        return made

    return convert
