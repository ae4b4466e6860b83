"""The Word files opened by a real word processor: pages, headers, footers, fonts, and nothing left unprinted."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

import delib
from tests.test_golden import ACTES, VARIANTES


@pytest.fixture(scope="module")
def pages(to_pdf, pdftotext: str, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], list[str]]:
    """Return the text of each page of each act in each variant, as LibreOffice lays them out."""
    folder = tmp_path_factory.mktemp("docx")
    files = {}
    for acte in ACTES:
        for variante in VARIANTES:
            path = folder / f"{acte.stem}.{variante}.docx"
            path.write_bytes(delib.build(acte, variante=variante).docx)
            files[acte.stem, variante] = path
    texts = {}
    for key, pdf in zip(files, to_pdf(list(files.values())), strict=True):
        done = subprocess.run([pdftotext, "-raw", str(pdf), "-"], capture_output=True, text=True, encoding="utf-8", check=True)
        texts[key] = done.stdout.rstrip("\f").split("\f")
    return texts


CASES = [(acte.stem, variante) for acte in ACTES for variante in VARIANTES]


def words(texte: str) -> str:
    """Return `texte` without white space nor the hyphens of line ends."""
    return re.sub(r"\s+", "", texte)


@pytest.mark.parametrize(("acte", "variante"), CASES, ids=["-".join(case) for case in CASES])
def test_every_page_bears_its_number_and_the_act_s(pages, acte: str, variante: str) -> None:
    made = pages[acte, variante]
    source = next(path for path in ACTES if path.stem == acte)
    numero = delib.load(source)["numero"]
    for index, page in enumerate(made, start=1):
        assert f"Page{index}sur{len(made)}" in words(page)
        assert words(numero) in words(page)


@pytest.mark.parametrize(("acte", "variante"), CASES, ids=["-".join(case) for case in CASES])
def test_all_the_text_is_on_the_pages(pages, acte: str, variante: str) -> None:
    source = next(path for path in ACTES if path.stem == acte)
    whole = words("".join(pages[acte, variante]))
    for line in delib.build(source, variante=variante).texte.split("\n"):
        start = words(line)[:40]
        assert start in whole, line


@pytest.mark.parametrize("acte", ACTES, ids=lambda path: path.stem)
def test_only_the_projet_says_that_it_is_one(pages, acte: Path) -> None:
    for variante in VARIANTES:
        is_projet = variante == "projet"
        assert ("PROJETDEDÉLIBÉRATION" in words(pages[acte.stem, variante][0])) == is_projet
        with zipfile.ZipFile(io.BytesIO(delib.build(acte, variante=variante).docx)) as archive:
            headers = [archive.read(name) for name in archive.namelist() if name.startswith("word/header")]
        assert all((b"PowerPlusWaterMarkObject" in header) == is_projet for header in headers)


@pytest.mark.parametrize(("acte", "variante"), CASES, ids=["-".join(case) for case in CASES])
def test_the_last_page_is_not_a_signature_alone(pages, acte: str, variante: str) -> None:
    """A title, a vote or a signature never stands alone at the top of a page, nor a heading at its bottom."""
    made = pages[acte, variante]
    body = [line.strip() for line in made[-1].splitlines() if line.strip()]
    assert len(body) > 4, body
    for page in made[:-1]:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        assert not lines[-2].startswith(("APRÈS EN AVOIR", "Article", "ADOPTE", "DÉLIBÈRE")), lines[-2]


def test_the_document_says_its_language_title_and_fonts(tmp_path: Path) -> None:
    import docx

    path = tmp_path / "acte.docx"
    built = delib.build(ACTES[0])
    path.write_bytes(built.docx)
    opened = docx.Document(str(path))
    assert opened.core_properties.title.startswith("BM2025/12/02/22-1")
    assert opened.core_properties.language == "fr-FR"
    assert opened.core_properties.created.isoformat() == "2025-12-02T00:00:00+00:00"
    section = opened.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    names = {style.name for style in opened.styles}
    assert {"Delib Visa", "Delib Considérant", "Delib Dispositif", "Delib Titre", "Delib Vote"} <= names
    assert all(paragraph.style.name.startswith("Delib") for paragraph in opened.paragraphs)
