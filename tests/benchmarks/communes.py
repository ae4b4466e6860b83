"""The communes: the first look-up of a fresh process, and those that follow. Printed, never asserted: medians.

The answers are first checked. A process of its own is needed for the first look-up: the table is read once.
"""

from __future__ import annotations

import platform
import statistics
import subprocess
import sys
import time

from delib.francais import communes

RUNS = 20
FIRST = """
import sys, time
import delib.acte.contexte
start = time.perf_counter()
from delib.francais import communes
found = communes.find("Aulnay-sous-Bois", epci="200054781")
elapsed = time.perf_counter() - start
assert [one.code for one in found] == ["93005"]
print(elapsed * 1000)
"""
QUESTIONS = ["Argenteuil", "Ville d'Avray", "EPINAY SUR SEINE", "93066", "Saint-Denis", "Zzyzxqq", "L'Haÿ-les-Roses", "St Ouen"]


def main() -> None:
    """Measure and print."""
    assert communes.find("Ville d'Avray")[0].code == "92077"
    assert len(communes.members("200054781")) == 130
    print(f"Python {platform.python_version()}, {platform.machine()}")
    first = [
        float(subprocess.run([sys.executable, "-c", FIRST], capture_output=True, text=True, check=True).stdout)
        for _ in range(RUNS)
    ]
    print(f"first look-up, once delib is loaded: median {statistics.median(first):.1f} ms, worst {max(first):.1f}")
    for question in QUESTIONS:
        print(f"  {question:<20} {_timed(question):6.1f} µs")


def _timed(question: str) -> float:
    """Return the median time of a look-up over France, in microseconds."""
    times = []
    for _ in range(200):
        start = time.perf_counter()
        communes.find(question)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


if __name__ == "__main__":
    main()
