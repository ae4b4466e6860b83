"""Reading the receipt of a 300-page PDF, against pypdf's `extract_text` of its pages, which tells where nothing stands.

The act is what `delib pdf` makes, each page with a text of its own. Cases: stamped by delib on each page; by another program, as
platforms do, on each page or on the first; two acts assembled; stamped twice, the annex having been an act of its own; the stamp
within each page's own content, or an annotation; pages that are images; no receipt at all. The readings are first checked.
Printed, and written in RESULTS-accuses-pdf.md: medians of 9 runs; one of pypdf, which takes seconds.

`python tests/benchmarks/accuses_pdf.py` needs LibreOffice.
"""

from __future__ import annotations

import io
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import docx
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

RACINE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(RACINE))

from tests.pdfs import ID, VARIANTES, Faits, Feuille, bloc, overlaid, pdf  # noqa: E402

from delib.prefecture import tampon  # noqa: E402
from delib.prefecture.accuse import Accuse  # noqa: E402
from delib.prefecture.accuse.tampons import read_pdf  # noqa: E402
from delib.prefecture.identifiant import Identifiant  # noqa: E402
from delib.production.pdf.conversion import convert  # noqa: E402

USED = ("pypdf", "pypdfium2")
RUNS = 9
PAGES = 300
TARGET = 0.3
AUTRE = "075-200054781-20251202-BM25-12-02-23-1-DE"
TEXTE = (
    "Considérant, au titre de l’article {rank}, que la sélection des bénéficiaires de l’expérimentation n° {part} fait l’objet "
    "d’une délibération du Bureau, dans les conditions prévues par le règlement du dispositif, et que les expérimentations "
    "prennent la forme de marchés publics passés par la Métropole du Grand Paris avec un prestataire, pour {sum} euros,"
)


def word() -> bytes:
    """Return a Word file of 300 pages, no two alike."""
    document = docx.Document()
    document.core_properties.title = "Acte"
    document.core_properties.language = "fr-FR"
    for rank in range(PAGES):
        heading = document.add_heading(f"Article {rank + 1}", 1)
        heading.paragraph_format.page_break_before = rank > 0
        for part in range(9):
            document.add_paragraph(TEXTE.format(rank=rank + 1, part=9 * rank + part, sum=1000 * rank + 137 * part))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def written_into(data: bytes) -> bytes:
    """Return the PDF, each page's contents made one."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for page in writer.pages:
        stream = DecodedStreamObject()
        stream.set_data(page.get_contents().get_data())  # type: ignore[union-attr]
        page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def cases() -> dict[str, tuple[bytes, list[tuple[str, int]]]]:
    """Return the files, and the receipts that each bears: the identifier, and on how many pages."""
    act = convert(word(), "acte.docx").pdf
    faits = Faits()
    stamps = {
        nom: bloc(VARIANTES[variante](Faits(nom, faits.transmission, faits.reception, None)), x, 20, 7)
        for nom, variante, x in ((ID, "V1", 380), (AUTRE, "V2", 40))
    }
    half = PAGES // 2
    identifiant = Identifiant.read(ID)
    assert identifiant is not None
    everywhere = overlaid(act, lambda _: stamps[ID])
    return {
        "stamped by delib, on each page": (
            tampon.stamp(act, Accuse(identifiant, faits.transmission, faits.reception), "acte.pdf"),
            [(ID, PAGES)],
        ),
        "stamped on each page": (everywhere, [(ID, PAGES)]),
        "stamped on the first": (overlaid(act, lambda rank: stamps[ID] if rank == 0 else ()), [(ID, 1)]),
        "two acts assembled": (
            overlaid(act, lambda rank: stamps[ID if rank < half else AUTRE]),
            [(ID, half), (AUTRE, PAGES - half)],
        ),
        "stamped twice, the last half": (
            overlaid(overlaid(act, lambda rank: stamps[AUTRE] if rank >= half else ()), lambda _: stamps[ID]),
            [(ID, PAGES), (AUTRE, PAGES - half)],
        ),
        "the stamp within each page's own content": (written_into(everywhere), [(ID, PAGES)]),
        "an annotation on each page": (
            pdf([Feuille(bloc([TEXTE[:90]] * 50, 40, 80, 9), stamps[ID], couche="annotation")] * PAGES),
            [(ID, PAGES)],
        ),
        "images, and no text": (pdf([Feuille(image=True)] * PAGES), []),
        "no receipt": (act, []),
    }


def timed(work: Callable[[], object], runs: int) -> float:
    """Return the median time of a work in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def by_pypdf(data: bytes) -> int:
    """Return how many pages show an identifier, as pypdf reads them."""
    return sum(ID[:22] in (page.extract_text() or "") for page in PdfReader(io.BytesIO(data)).pages)


def main() -> None:
    """Measure, print, write."""
    rows = []
    for name, (data, expected) in cases().items():
        read = [(str(one.identifiant), len(one.pages)) for one in read_pdf(data, "acte.pdf").accuses]
        assert read == expected, (name, read)
        ours = timed(lambda data=data: read_pdf(data, "acte.pdf"), RUNS)  # type: ignore[misc]
        theirs = timed(lambda data=data: by_pypdf(data), 1)  # type: ignore[misc]
        rows.append((name, data, ours, theirs))
        print(f"{name}: {ours:.3f} s, pypdf {theirs:.2f} s", flush=True)
    report = written(rows)
    (Path(__file__).parent / "RESULTS-accuses-pdf.md").write_text(report, encoding="utf-8")
    print(report)


def written(rows: list[tuple[str, bytes, float, float]]) -> str:
    """Return the report."""
    lines = [
        "# What reading a stamped PDF costs",
        "",
        f"Written by `make bench` (`tests/benchmarks/accuses_pdf.py`); medians of {RUNS} runs. {PAGES} pages each.",
        "",
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {', '.join(f'{one} {version(one)}' for one in USED)}.",
        "",
        f"| file | size | `read_pdf` (asked: ≤ {TARGET} s) | pypdf, text alone | ratio |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, data, ours, theirs in rows:
        shown = f"{ours:.2f} s" if ours <= TARGET else f"**{ours:.2f} s**"
        lines.append(f"| {name} | {len(data) / 1e6:.1f} MB | {shown} | {theirs:.1f} s | {theirs / ours:.0f}× |")
    lines += [
        "",
        "Each page is looked at, since a file may be assembled of several acts. The first and the last are drawn; of the others,",
        "the contents are searched for what an identifier would be in their fonts, and a page that shows what another showed is",
        "not drawn. What cannot be known so is drawn: a font without a table, a text laid by the reader, and a file that has no",
        "receipt, since what looks like one is then looked for on each page.",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
