"""Reading the visas of the Conseil's act: the readings are checked first, then timed. Printed: medians, in this process and cold.

`python tests/benchmarks/references.py`
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

from delib.droit.references import parse

RACINE = Path(__file__).resolve().parents[2]
RUNS = 400
COLD = """
import sys, time
import re, dataclasses, functools, typing
import delib.francais.cloture, delib.francais.dates, delib.francais.valeur
began = time.perf_counter()
from delib.droit.references import parse
imported = time.perf_counter()
for visa in sys.argv[1:]:
    parse(visa)
print((imported - began) * 1000, (time.perf_counter() - imported) * 1000)
"""


def visas() -> list[str]:
    """Return fifteen visas of the Conseil's act: the first four, that have articles and titles, and eleven of the others."""
    given = yaml.safe_load((RACINE / "examples" / "deliberation-conseil.yaml").read_text(encoding="utf-8"))["visas"]
    return [one if isinstance(one, str) else one["texte"] for one in given][:15]


def main() -> None:
    texts = visas()
    read = [parse(text) for text in texts]
    found = [(one.nature, one.numero, len(one.articles)) if one is not None else None for one in read]
    assert found[:4] == [("code", "", 1), ("loi", "2014-58", 1), ("loi", "2015-991", 1), ("decret", "2015-1212", 0)], found
    assert all(one is not None and one[0] == "deliberation" and one[1] for one in found[4:]), found

    taken = []
    for _ in range(RUNS):
        began = time.perf_counter()
        for text in texts:
            parse(text)
        taken.append((time.perf_counter() - began) * 1000)
    cold = []
    with tempfile.TemporaryDirectory() as folder:  # modules compiled once, as they are where the package is installed
        env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        env["PYTHONPYCACHEPREFIX"] = folder
        for _ in range(16):
            done = subprocess.run([sys.executable, "-c", COLD, *texts], capture_output=True, text=True, check=True, env=env)
            cold.append([float(part) for part in done.stdout.split()])
    del cold[0]
    imports, first = (statistics.median(column) for column in zip(*cold, strict=True))
    print(f"Python {platform.python_version()}, {len(texts)} visas")
    print(f"  read                 {statistics.median(taken):6.2f} ms  (median of {RUNS})")
    print(f"  cold: import         {imports:6.2f} ms  (the house's French already imported; median of 15)")
    print(f"  cold: first reading  {first:6.2f} ms  (patterns compiled as they serve)")


if __name__ == "__main__":
    main()
