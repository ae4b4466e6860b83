"""What typography costs: every text of `examples/deliberation-conseil.yaml` (two pages as printed), as typed, then as mended;
then three full pages, 8,000 characters of the two real acts.

It is first checked that `apply` changes what it must, and nothing the second time. Printed: medians of 200 passes over all the
texts; then what a fresh process takes to import the module and to compile what this act needs.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import yaml

from delib.francais.signes import APOSTROPHE, FINE, NBSP
from delib.francais.typographie import REGLES, apply, iter_anomalies

RACINE = Path(__file__).resolve().parents[2]
ACTE = RACINE / "examples" / "deliberation-conseil.yaml"
SUITE = RACINE / "examples" / "deliberation-bureau.yaml"
PAGES = 8_000
"""Characters of three full pages."""
PASSES = 200
COLD = """
import sys, time
import delib.francais.dates  # an act always holds dates: their module is there already, and the standard library's with it
textes = sys.stdin.read().split("\\0")
before = time.perf_counter()
from delib.francais import typographie
imported = time.perf_counter()
for texte in textes:
    typographie.apply(texte)
applied = time.perf_counter()
for texte in textes:
    list(typographie.iter_anomalies(texte))
print((imported - before) * 1000, (applied - imported) * 1000, (time.perf_counter() - applied) * 1000)
"""


def texts(value: object) -> Iterator[str]:
    """Return the texts of an act as read from YAML: those that hold a space."""
    if isinstance(value, str):
        if " " in value:
            yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def median(work: Callable[[], object]) -> float:
    """Return the median of the milliseconds that `work` takes."""
    times = []
    for _ in range(PASSES):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def cold(typed: list[str]) -> list[float]:
    """Return the medians of import, first apply and first iter_anomalies, in milliseconds, over 15 fresh processes.

    Bytecode is kept, as where the package is installed; a first process, not counted, writes it.
    """
    runs = []
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment = {**kept, "PYTHONPYCACHEPREFIX": folder}
        for _ in range(16):
            command = [sys.executable, "-c", COLD]
            done = subprocess.run(
                command, input="\0".join(typed), check=True, capture_output=True, text=True, encoding="utf-8", env=environment
            )
            runs.append([float(part) for part in done.stdout.split()])
    return [statistics.median(column) for column in zip(*runs[1:], strict=True)]


def main() -> None:
    typed = list(texts(yaml.safe_load(ACTE.read_text(encoding="utf-8"))))
    pages = list(typed)
    for texte in texts(yaml.safe_load(SUITE.read_text(encoding="utf-8"))):
        if sum(map(len, pages)) < PAGES:
            pages.append(texte)
    mended = [apply(texte) for texte in typed]
    assert f"la loi n°{NBSP}2014-58 du 27{NBSP}janvier 2014 de modernisation de l{APOSTROPHE}action" in mended[2], mended[2]
    assert [apply(texte) for texte in mended] == mended
    assert not [one for texte in mended for one in iter_anomalies(texte) if REGLES[one.regle].sure]
    for before, after in zip(typed, mended, strict=True):
        bare = after.replace(NBSP, " ").replace(FINE, " ").replace(APOSTROPHE, "'").replace("–", "-")
        assert bare.replace(" ", "") == before.replace(" ", ""), (before, after)

    print(f"Python {platform.python_version()}, PyYAML {version('PyYAML')}; {ACTE.name}")
    print(f"{len(typed)} texts, {sum(map(len, typed))} characters; medians of {PASSES} passes over all of them:")
    three = f"three pages ({len(pages)} texts, {sum(map(len, pages))} characters)"
    for name, act in (("as typed", typed), ("as mended", mended), (three, pages)):
        changes = sum(1 for texte in act for _ in iter_anomalies(texte))
        one = median(lambda act=act: [apply(texte) for texte in act])  # type: ignore[misc]
        all_ = median(lambda act=act: [list(iter_anomalies(texte)) for texte in act])  # type: ignore[misc]
        print(f"  {name:10} {changes:4} found   apply {one:6.3f} ms   iter_anomalies {all_:6.3f} ms")
    imported, applied, found = cold(typed)
    print("fresh process where dates are loaded, medians of 15:")
    print(f"  import {imported:.1f} ms   first apply {applied:.1f} ms   first iter_anomalies {found:.1f} ms (patterns compiled)")


if __name__ == "__main__":
    main()
