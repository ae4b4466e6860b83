"""A series, end to end: 10,000 conventions from a CSV to files on the disk, against docxtpl; memory; other executors.

`make bench`, by hand. docxtpl is given its values ready-made, reads no list, checks nothing and digests nothing: it renders the
same template and saves. The outputs are first checked to hold the same text. Written to RESULTS-series.md.
"""

from __future__ import annotations

import csv
import json
import multiprocessing
import os
import platform
import runpy
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cold import DOCXTPL, RACINE, plain

RESULTS = Path(__file__).resolve().parent / "RESULTS-series.md"
CONVENTION = RACINE / "examples" / "programme" / "convention.yaml"
ROWS = 10_000
BARE = 400
"""How many documents each of docxtpl's processes makes."""
TURNS = 3
MEMORY = (1_000, 100_000)
EXECUTORS = 4_000
RATE_TARGET, DASK_TARGET, MEMORY_TARGET = 8.0, 0.8, 150.0
COLUMNS = (
    "commune",
    "numero",
    "representant.civilite",
    "representant.prenom",
    "representant.nom",
    "representant.qualite",
    "habilitation.type",
    "habilitation.numero",
    "habilitation.date",
    "habilitation.executoire",
    "candidature.date",
)


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Yield rows that differ from one another: persons, numbers and dates; the communes of the métropole, in turn."""
    from delib.francais import communes

    codes = sorted(one.code for one in communes.members("200054781"))
    for number in range(count):
        day = 1 + number % 28
        yield (
            codes[number % len(codes)],
            f"2026-IA-{number:06d}",
            "Mme" if number % 2 else "M.",
            f"Camille{number % 97}",
            f"Essai{number}",
            "Maire",
            "deliberation",
            f"2026-{number:06d}",
            f"2026-01-{day:02d}",
            f"2026-02-{day:02d}",
            f"2025-09-{day:02d}",
        )


def write_list(path: Path, count: int) -> Path:
    """Write a list of `count` rows; return its path."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(COLUMNS)
        writer.writerows(rows(count))
    return path


@contextmanager
def program(count: int) -> Iterator[Path]:
    """Give a folder that holds the act, its house and a list of `count` rows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(RACINE / "examples" / "collectivites", folder / "collectivites")
        act = CONVENTION.read_text(encoding="utf-8").replace("../collectivites/", "collectivites/")
        lines = [line for line in act.splitlines() if not line.startswith("beneficiaires:")]
        (folder / "convention.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        write_list(folder / "liste.csv", count)
        yield folder


# ----------------------------------------------------------------------------------------------------------------- delib

SERIES = """
import json, re, sys, time
import delib
if __name__ == "__main__":
    folder, kind = sys.argv[1:]
    serie = delib.Serie(f"{folder}/convention.yaml", f"{folder}/liste.csv")
    start = time.perf_counter()
    if kind == "dask":
        from dask.distributed import Client, LocalCluster
        with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
            with Client(cluster) as client:
                executor = client.get_executor()
                made = None
                for turn in ("warm", "timed"):
                    start = time.perf_counter()
                    made = delib.build_all(serie, f"{folder}/{turn}", executor, processus=2)
                    taken = time.perf_counter() - start
    elif kind == "pool":
        from concurrent.futures import ProcessPoolExecutor
        with ProcessPoolExecutor(2) as executor:
            for turn in ("warm", "timed"):
                start = time.perf_counter()
                made = delib.build_all(serie, f"{folder}/{turn}", executor, processus=2)
                taken = time.perf_counter() - start
    else:
        made = delib.build_all(serie, f"{folder}/sortie", processus=2)
        taken = time.perf_counter() - start
    memory = int(re.search(r"VmHWM:\\s+([0-9]+)", open("/proc/self/status").read())[1]) / 1024
    print(json.dumps({"seconds": taken, "memory": memory, "built": made.construits, "refused": made.refuses}))
"""


def delib_series(folder: Path, kind: str = "own") -> dict[str, float]:
    """Return what a process of its own says of one series: seconds, the most memory of the parent in MiB, documents."""
    script = folder / "serie.py"
    script.write_text(SERIES, encoding="utf-8")
    done = subprocess.run([sys.executable, str(script), str(folder), kind], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    said: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    assert said["refused"] == 0, said
    return said


# --------------------------------------------------------------------------------------------------------------- docxtpl


class Copies(int):
    """A number that knows its letters, for a template that asks for both."""

    en_lettres = "deux"


def bare(folder: str, start: int, count: int, gate: Any) -> float:
    """Return the seconds that docxtpl takes, in this process, for `count` documents of the list, once `gate` opens."""
    import docxtpl

    import delib

    serie = delib.Serie(f"{folder}/convention.yaml", f"{folder}/liste.csv")
    modele = delib.Bibliotheque.default().find("convention-engagement").path
    contexts = []
    for rangee in serie:
        if start < rangee.rang <= start + count:
            contexts.append(plain(serie.acte(rangee).racine) | {"exemplaires": {"": "2", "en_lettres": "deux"}})
        if rangee.rang > start + count:
            break
    out = Path(folder) / "docxtpl"
    out.mkdir(exist_ok=True)
    (out / f"nu{start}.py").write_text(DOCXTPL, encoding="utf-8")
    (out / f"{start}.json").write_text(json.dumps(contexts, ensure_ascii=False), encoding="utf-8")
    (out / f"{start}-0.json").write_text(json.dumps(contexts[0], ensure_ascii=False), encoding="utf-8")
    given, sys.argv = sys.argv, ["nu.py", modele, str(out / f"{start}-0.json"), str(out / f"{start}-warm.docx")]
    try:
        script = runpy.run_path(str(out / f"nu{start}.py"))
    finally:
        sys.argv = given
    read = json.loads((out / f"{start}.json").read_text(encoding="utf-8"), object_hook=script["objet"])
    for context in read:
        context["exemplaires"] = Copies(2)
    gate.wait()
    begun = time.perf_counter()
    for number, context in enumerate(read):
        document = docxtpl.DocxTemplate(modele)
        document.render(context, script["environment"], autoescape=True)
        document.save(str(out / f"{start + number}.docx"))
    return time.perf_counter() - begun


def docxtpl_rate(folder: Path) -> float:
    """Return how many documents a second docxtpl makes with two processes."""
    with multiprocessing.Manager() as manager:
        gate = manager.Barrier(2)
        with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
            asked = [pool.submit(bare, str(folder), start, BARE, gate) for start in (0, BARE)]
            return 2 * BARE / max(one.result() for one in asked)


def check_same(folder: Path) -> int:
    """Return how many documents were compared; raise AssertionError unless docxtpl's and delib's hold the same text."""
    from delib.production.bordereau import iter_lines as lines_of
    from delib.production.plan import iter_lines

    compared = 0
    for line in lines_of(str(folder / "sortie" / "bordereau.json")):
        if line.rangee in {1, 2, 77, BARE + 1}:
            ours = [one.texte for one in iter_lines((folder / "sortie" / line.fichier).read_bytes())]
            theirs = [one.texte for one in iter_lines((folder / "docxtpl" / f"{line.rangee - 1}.docx").read_bytes())]
            assert ours == theirs, [pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1]][:3]
            compared += 1
    return compared


# ---------------------------------------------------------------------------------------------------------------- report


def main() -> None:
    """Measure, print, write."""
    rates: dict[str, list[float]] = {"delib": [], "docxtpl": []}
    compared = 0
    for _ in range(TURNS):
        with program(ROWS) as folder:
            said = delib_series(folder)
            rates["delib"].append(said["built"] / said["seconds"])
            rates["docxtpl"].append(docxtpl_rate(folder))
            compared = check_same(folder)
    medians = {name: sorted(all_)[TURNS // 2] for name, all_ in rates.items()}
    ratio = medians["delib"] / medians["docxtpl"]
    memory = {}
    for count in MEMORY:
        with program(count) as folder:
            memory[count] = delib_series(folder)["memory"]
    kinds: dict[str, list[float]] = {"pool": [], "dask": []}
    for _ in range(TURNS):
        for kind, found in kinds.items():
            with program(EXECUTORS) as folder:
                said = delib_series(folder, kind)
                found.append(said["built"] / said["seconds"])
    pool, dask = (sorted(kinds[kind])[TURNS // 2] for kind in ("pool", "dask"))
    met = {True: "yes", False: "**no**"}
    table = [
        ("measure", "found", "asked", "met"),
        ("---",) * 4,
        (
            f"{ROWS:,} conventions, two processes each, against docxtpl",
            f"{ratio:.1f}×",
            f"≥ {RATE_TARGET:g}×",
            met[ratio >= RATE_TARGET],
        ),
        *(
            (f"memory of the parent, {count:,} rows", f"{held:.0f} MiB", f"≤ {MEMORY_TARGET:g}", met[held <= MEMORY_TARGET])
            for count, held in memory.items()
        ),
        (
            "dask LocalCluster of two workers against ProcessPoolExecutor",
            f"{dask / pool:.2f}×",
            f"≥ {DASK_TARGET:g}×",
            met[dask / pool >= DASK_TARGET],
        ),
    ]
    names = ("docxtpl", "python-docx", "lxml", "Jinja2", "dask", "distributed")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    said_all = [
        "# What a series costs",
        "Written by `make bench` (`tests/benchmarks/series.py`); medians of three runs, taking turns.",
        f"Python {platform.python_version()}, {os.cpu_count()} cores; {versions}.",
        "\n".join("| " + " | ".join(row) + " |" for row in table),
        f"delib: {medians['delib']:.0f} documents a second, from the CSV to the files and the bordereau (read, validated, given "
        "their French, rendered, digested, written to the disk), processes started and all. "
        f"docxtpl: {medians['docxtpl']:.1f} a second, {2 * BARE} documents from values ready-made, saved. "
        f"{compared} documents of each were compared: the same text. With an executor that is warm: {pool:.0f} a second with "
        f"ProcessPoolExecutor, {dask:.0f} with dask.distributed, whose workers send the documents over TCP.",
    ]
    text = "\n\n".join(said_all) + "\n"
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
