"""Stamping 300 pages, against a minimal pypdf script that appends the same stream, in the same fonts, to every page and writes.

The script is given what delib drew, ready-made: it looks for no room, reads nothing back, leaves the resources that pages share
changed for all. The outputs are first checked: the same text on each page, the same pixels on one in ten. Then what each part of
delib's time is spent on. Three files: what `delib pdf` makes (tagged, PDF/A-3b and PDF/UA-1), the same text without tags, and 300
scanned pages. Printed, and written in RESULTS-tampons.md: medians of 9 runs, taking turns.

`python tests/benchmarks/tampons.py` needs LibreOffice.
"""

from __future__ import annotations

import io
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path

import docx
import pypdfium2
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject

RACINE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(RACINE))

from tests.feuilles import assemble, flux, image  # noqa: E402

from delib.prefecture import tampon  # noqa: E402
from delib.prefecture.accuse import Accuse  # noqa: E402
from delib.prefecture.emplacement import Emplacements  # noqa: E402
from delib.prefecture.identifiant import Identifiant  # noqa: E402
from delib.production.pdf import dessin  # noqa: E402
from delib.production.pdf.conversion import convert  # noqa: E402
from delib.production.pdf.ouverture import open_pdf  # noqa: E402
from delib.production.pdf.vue import Vue  # noqa: E402

USED = ("pikepdf", "pypdf", "pypdfium2")
RUNS = 9
PAGES = 300
ACCUSE = Accuse(
    Identifiant("075", "200054781", date(2025, 12, 2), "BM25-12-02-22-1", "DE"), date(2025, 12, 16), date(2025, 12, 16)
)
TEXTE = (
    "Considérant que la sélection des bénéficiaires de chaque expérimentation fait l’objet d’une délibération du Bureau de la "
    "Métropole, dans les conditions prévues par le règlement du dispositif, et que les expérimentations prennent la forme de "
    "marchés publics passés par la Métropole du Grand Paris avec un prestataire proposant une solution,"
)


def word() -> bytes:
    """Return a Word file of 300 pages: a heading, nine paragraphs."""
    document = docx.Document()
    document.core_properties.title = "Acte"
    document.core_properties.language = "fr-FR"
    for rank in range(PAGES):
        heading = document.add_heading(f"Article {rank + 1}", 1)
        heading.paragraph_format.page_break_before = rank > 0
        for _ in range(9):
            document.add_paragraph(TEXTE)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def untagged(data: bytes) -> bytes:
    """Return the PDF that LibreOffice makes when it is asked for nothing."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "acte.docx").write_bytes(data)
        command = ["soffice", f"-env:UserInstallation={Path(folder, 'profil').as_uri()}", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", folder, f"{folder}/acte.docx"], check=True, capture_output=True, timeout=300)
        return (Path(folder) / "acte.pdf").read_bytes()


def scanned() -> bytes:
    """Return 300 pages that are images, of 100 dots an inch."""
    width, height = 827, 1169
    objets = {1: b"<</Type /Catalog /Pages 2 0 R>>"}
    for rank in range(PAGES):
        line = bytes(0 if 100 < x < 720 and (x * 7 + rank) % 11 < 5 else 255 for x in range(width))
        rows = [line if 100 < y < 1050 and y % 18 < 9 else b"\xff" * width for y in range(height)]
        first = 3 + 3 * rank
        entries = f"/Resources <</XObject <</Im0 {first + 2} 0 R>>>> /Contents {first + 1} 0 R"
        objets[first] = f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {entries}>>".encode()
        objets[first + 1] = flux(b"q 595 0 0 842 0 0 cm /Im0 Do Q")
        objets[first + 2] = image(width, height, b"".join(rows))
    kids = " ".join(f"{3 + 3 * rank} 0 R" for rank in range(PAGES))
    objets[2] = f"<</Type /Pages /Kids [{kids}] /Count {PAGES}>>".encode()
    return assemble(objets)


class Bare:
    """The script: it knows the stream and the fonts that delib drew with, and puts them on each page."""

    def __init__(self, stamped: bytes) -> None:
        page = PdfReader(io.BytesIO(stamped)).pages[0]
        self.drawn: bytes = page["/Contents"][-1].get_data()  # type: ignore[index]
        fonts = page["/Resources"]["/Font"]  # type: ignore[index]
        self.fonts = {name: fonts[name] for name in fonts if name.encode() + b" " in self.drawn}

    def __call__(self, data: bytes) -> bytes:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
        fonts = {NameObject(name): writer._add_object(font.clone(writer)) for name, font in self.fonts.items()}
        streams = []
        for content in (b"q", self.drawn):
            stream = DecodedStreamObject()
            stream.set_data(content)
            streams.append(writer._add_object(stream))
        for page in writer.pages:
            content = page.raw_get("/Contents")
            before = content.get_object()
            kept = before if isinstance(before, ArrayObject) else [content]
            page[NameObject("/Contents")] = ArrayObject([streams[0], *kept, streams[1]])
            resources = page["/Resources"]
            if "/Font" not in resources:
                resources[NameObject("/Font")] = DictionaryObject()
            resources["/Font"].update(fonts)
        made = io.BytesIO()
        writer.write(made)
        return made.getvalue()


def check_alike(ours: bytes, theirs: bytes) -> None:
    """Check that both files show the same pages, and the receipt on each."""
    with Vue(ours) as one, Vue(theirs) as two:
        assert one.pages == two.pages == PAGES
        for rank in range(PAGES):
            assert one.texte(rank) == two.texte(rank)
            assert str(ACCUSE.identifiant) in one.texte(rank)
    with pypdfium2.PdfDocument(ours) as one, pypdfium2.PdfDocument(theirs) as two:
        for rank in range(0, PAGES, 10):
            assert bytes(one[rank].render().buffer) == bytes(two[rank].render().buffer)


def timed(*works: Callable[[], object]) -> list[float]:
    """Return the median time of each of `works` in seconds, taking turns."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(RUNS):
        for work, known in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            known.append(time.perf_counter() - start)
    return [statistics.median(known) for known in times]


def parts(data: bytes, stamped: bytes) -> list[tuple[str, Callable[[], object]]]:
    """Return the parts of a stamp: what each does alone."""
    drawing = tampon._Tampon(ACCUSE)
    ranks, size = range(PAGES), (drawing.largeur, drawing.hauteur)

    def look() -> None:
        with Vue(data) as vue:
            Emplacements(vue, dessin.frames(open_pdf(data, "")), size).of(ranks, "auto", sur_texte=False)

    with Vue(data) as vue:
        places = Emplacements(vue, dessin.frames(open_pdf(data, "")), size).of(ranks, "auto", sur_texte=False)

    def draw() -> None:
        opened = open_pdf(data, "")
        dessin.draw(opened, {rank: drawing.at(point) for rank, point in places.items()})

    def read_back() -> None:
        with Vue(stamped) as vue:
            assert tampon._read_back(vue, drawing, places) == ([], False)

    return [("look", look), ("draw", draw), ("read back", read_back)]


def main() -> None:
    """Measure, print, write."""
    source = word()
    files = {
        "what `delib pdf` makes": convert(source, "acte.docx").pdf,
        "the same text, not tagged": untagged(source),
        "scanned pages": scanned(),
    }
    rows = []
    for name, data in files.items():
        stamped = tampon.stamp(data, ACCUSE, "acte.pdf")
        bare = Bare(stamped)
        theirs = bare(data)
        check_alike(stamped, theirs)
        whole, script = timed(lambda data=data: tampon.stamp(data, ACCUSE, ""), lambda data=data, bare=bare: bare(data))
        spent = timed(*(work for _, work in parts(data, stamped)))
        rows.append((name, data, stamped, theirs, whole, script, spent))
        print(
            f"{name}: {whole:.2f} s, script {script:.2f} s, ratio {whole / script:.2f}, look/draw/read back {spent}", flush=True
        )
    report = written(rows)
    (Path(__file__).parent / "RESULTS-tampons.md").write_text(report, encoding="utf-8")
    print(report)


def written(rows: list[tuple[str, bytes, bytes, bytes, float, float, list[float]]]) -> str:
    """Return the report."""
    lines = [
        "# What a stamp costs",
        "",
        f"Written by `make bench` (`tests/benchmarks/tampons.py`); medians of {RUNS} runs, taking turns. {PAGES} pages each.",
        "",
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {', '.join(f'{one} {version(one)}' for one in USED)}.",
        "",
        "| file | size | `stamp` | pypdf script | ratio (asked: ≤ 1.3) | drawing alone, like for like |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, data, _, _, whole, script, spent in rows:
        ratio = whole / script
        shown = f"{ratio:.2f}×" if ratio <= 1.3 else f"**{ratio:.2f}×**"
        cells = [name, f"{len(data) / 1e6:.1f} MB", f"{whole:.2f} s", f"{script:.2f} s", shown, f"{spent[1] / script:.2f}×"]
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", "Where the time goes, and what is added to the file:", ""]
    lines += ["| file | look for room | draw | read back | added by delib | added by the script |"]
    lines += ["| --- | --- | --- | --- | --- | --- |"]
    for name, data, stamped, theirs, _, _, spent in rows:
        added = [f"{(len(one) - len(data)) / 1000:+.0f} kB" for one in (stamped, theirs)]
        lines.append(f"| {name} | {spent[0]:.2f} s | {spent[1]:.2f} s | {spent[2]:.2f} s | {' | '.join(added)} |")
    return "\n".join([*lines, "", NOTES, ""])


NOTES = """\
The script appends the stream that delib drew, ready-made, to each page and writes the whole file again; it looks for no room and
reads nothing back. The outputs show the same text on every page and the same pixels on one page in ten.

delib opens every page twice, in pdfium: once to see that nothing is drawn where the stamp goes, once to read back the identifier
from the result, and to see that no other receipt is there. That is most of its time, and what the script does not do. It draws
with pikepdf, which writes the whole file again, and looks into the content of each page for the graphics states that it leaves
open. The script copies every object: it is slow on a tagged file (an object a paragraph) and fast on one that has three objects a
page."""


if __name__ == "__main__":
    main()
