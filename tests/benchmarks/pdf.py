"""A hundred acts to PDF: `delib pdf` on a folder, against one bare `soffice --convert-to` call on the same files.

Both are processes, from start to files on the disk, LibreOffice asked for the same PDF; delib also judges each file before and
each PDF after, completes it (metadata, marks, the same bytes always) and writes all or nothing. The outputs are first checked:
the same text by pdftotext, the same number of pages. On two cores, then on one alone; with a profile made anew for the bare call,
as delib does, then with one that it made before. Medians of runs that take turns. Printed, and written in RESULTS-pdf.md.

`python tests/benchmarks/pdf.py` needs LibreOffice and Poppler.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from cold import RACINE

import delib
from delib.production.pdf.appel import ENTREE, _filter_data

RESULTS = Path(__file__).resolve().parent / "RESULTS-pdf.md"
ACTS = 100
RUNS = 7
TARGET = 1.15
BUREAU = RACINE / "examples" / "deliberation-bureau.yaml"
Run = Callable[[Path], None]


def write_acts(folder: Path) -> None:
    """Write the Word files: the act of the Bureau, a hundred times, each of its own number and objet."""
    import yaml

    data = yaml.safe_load(BUREAU.read_text(encoding="utf-8"))
    data.pop("suites", None)  # those of one number
    for rank in range(1, ACTS + 1):
        one = {**data, "numero": f"BM2025/12/02/{rank}-1", "objet": f"{data['objet']} ({rank})"}
        delib.build(delib.load(one, dossier=str(BUREAU.parent))).save(folder)


def by_delib(folder: Path, *options: str) -> Run:
    def run(sortie: Path) -> None:
        command = [sys.executable, "-m", "delib", "pdf", str(folder), "-o", str(sortie), *options]
        subprocess.run(command, check=True, capture_output=True)

    return run


def by_soffice(folder: Path, soffice: str, profile: Path, *, fresh: bool) -> Run:
    files = sorted(map(str, folder.glob("*.docx")))

    def run(sortie: Path) -> None:
        if fresh:
            shutil.rmtree(profile, ignore_errors=True)
        command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", f"--infilter={ENTREE}"]
        export = ["--convert-to", f"pdf:writer_pdf_Export:{_filter_data()}", "--outdir", str(sortie)]
        subprocess.run([*command, *export, *files], check=True, capture_output=True)

    return run


def check(one: Path, other: Path) -> int:
    """Return how many pages there are in all, once both folders are known to hold the same pages and words."""
    names = sorted(path.name for path in one.glob("*.pdf"))
    assert len(names) == ACTS
    assert names == sorted(path.name for path in other.glob("*.pdf"))
    pages = 0
    for name in names:
        texts = [
            subprocess.run(["pdftotext", "-layout", folder / name, "-"], capture_output=True, check=True)
            for folder in (one, other)
        ]
        assert texts[0].stdout == texts[1].stdout, name
        pages += texts[0].stdout.count(b"\f")
    return pages


def measure(runs: dict[str, Run], folder: Path, cores: set[int]) -> dict[str, tuple[float, float]]:
    """Return the median seconds of each of `runs`, which take turns on `cores`: by the clock, and of processor."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    try:
        for _ in range(RUNS):
            for name, run in runs.items():
                sortie = folder / name
                shutil.rmtree(sortie, ignore_errors=True)
                sortie.mkdir()
                start, used = time.perf_counter(), os.times()
                run(sortie)
                after = os.times()
                spent = after.children_user + after.children_system - used.children_user - used.children_system
                taken[name].append((time.perf_counter() - start, spent))
    finally:
        os.sched_setaffinity(0, before)
    medians = {name: [statistics.median(one) for one in zip(*all_of, strict=True)] for name, all_of in taken.items()}
    return {name: (clock, processor) for name, (clock, processor) in medians.items()}


def main() -> None:
    """Measure, and write the results."""
    soffice = shutil.which("soffice")
    assert soffice is not None
    said = subprocess.run([soffice, "--headless", "--version"], capture_output=True, text=True, check=True).stdout.split("\n")[0]
    cores = sorted(os.sched_getaffinity(0))[:2]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        acts = folder / "actes"
        acts.mkdir()
        write_acts(acts)
        runs = {
            "delib": by_delib(acts),
            "soffice": by_soffice(acts, soffice, folder / "profil neuf", fresh=True),
            "soffice, used profile": by_soffice(acts, soffice, folder / "profil", fresh=False),
        }
        found = {len(some): measure(runs, folder, set(some)) for some in (cores, cores[:1])}
        pages = check(folder / "delib", folder / "soffice")
    lines = [
        "# From Word to PDF",
        "",
        f"{ACTS} acts, {pages} pages: the same text and pages from both, checked. Medians of {RUNS} runs, in turns.",
        f"Python {platform.python_version()}, delib {delib.__version__}, pypdf {version('pypdf')}, {said.strip()}.",
        "",
        "| cores | `delib pdf` | bare `soffice`, new profile | ratio | bare `soffice`, used profile | ratio |",
        "|---|---|---|---|---|---|",
    ]
    for count, taken in sorted(found.items(), reverse=True):
        ours, bare, used = (clock for clock, _ in taken.values())
        lines.append(f"| {count} | {ours:.2f} s | {bare:.2f} s | **{ours / bare:.2f}** | {used:.2f} s | {ours / used:.2f} |")
    ratio = found[len(cores)]["delib"][0] / found[len(cores)]["soffice"][0]
    verdict = "reached" if ratio <= TARGET else "NOT reached"
    spent = {name: processor for name, (_, processor) in found[len(cores)].items()}
    lines += [
        "",
        f"Target, on two cores, against a new profile as delib makes one: ≤ {TARGET}: {verdict}.",
        "",
        f"Processor time, on two cores: {spent['delib']:.2f} s; the bare call {spent['soffice']:.2f} s with a new profile, and",
        f"{spent['soffice, used profile']:.2f} s with a used one. While LibreOffice converts an act, delib finishes the last.",
        "",
    ]
    RESULTS.write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
