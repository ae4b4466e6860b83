"""How `Gabarit.render` grows: with the visas, with the documents (memory), with the processes.

`python tests/benchmarks/growth.py memory delib|docxtpl` prints the memory of a fresh process, in MB, after each of its marks.
"""

from __future__ import annotations

import gc
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle
from pathlib import Path
from types import ModuleType

import convention
import deliberation
from documents import DIALECTES, Context
from engines import Here, docxtpl_work
from word import make_template

from delib.modele.gabarit import Gabarit

VISAS = (10, 100, 1_000, 10_000)
REPEATS = {0: 20, 10: 20, 100: 10, 1_000: 3, 10_000: 1}
"""How many documents of each size are made in a round."""
ROUNDS = 15
MARKS = {"delib": (200, 20_000), "docxtpl": (200, 1_500)}
"""After how many documents memory is read."""
EACH = 4_000
"""How many documents a process makes."""
PASSES = 3


def template(module: ModuleType = deliberation) -> bytes:
    """Return a template in docxtpl's tags."""
    return make_template(module.CONTENU, DIALECTES["docxtpl"])


# ------------------------------------------------------------------------------------------------------------------- visas


def visa(rank: int) -> str:
    """Return a visa unlike the others, of twenty-two words: alike, they would be deflated in no time."""
    words = [word for one in deliberation.VISAS for word in one.split()]
    return f"la délibération n° {rank} " + " ".join(random.Random(rank).choices(words, k=18))  # noqa: S311 - seeded: the same visas


def with_visas(number: int) -> Context:
    """Return the délibération's context with that many visas."""
    return {**deliberation.context(), "visas": [{"texte": visa(rank)} for rank in range(number)]}


def cost_of_visas() -> tuple[dict[int, float], float]:
    """Return the microseconds that a visa costs in a document of 10, 100, 1,000, 10,000, and the milliseconds of one without.

    The cost is (least time of the document − least time of the document without visas) / number of visas. Time is the
    process's own, and the least of many: ten visas cost a tenth of a millisecond, which any neighbour hides.
    """
    gabarit = Gabarit(template())
    contexts = {size: with_visas(size) for size in (0, *VISAS)}
    taken: dict[int, list[float]] = {size: [] for size in contexts}
    for turn in range(ROUNDS + 1):
        for size, context in contexts.items():
            gc.collect()
            for _ in range(REPEATS[size]):
                start = time.process_time()
                gabarit.render(context)
                taken[size] += [(time.process_time() - start) * 1000] if turn else []  # the first round warms
    least = {size: min(times) for size, times in taken.items()}
    return {size: (least[size] - least[0]) / size * 1000 for size in VISAS}, least[0]


# ------------------------------------------------------------------------------------------------------------------ memory


def memory() -> dict[str, list[float]]:
    """Return the MB that fresh processes hold after each of their marks; the two run together, since memory is not time."""
    script = str(Path(__file__).resolve())
    running = {
        name: subprocess.Popen([sys.executable, script, "memory", name], stdout=subprocess.PIPE, text=True) for name in MARKS
    }
    found = {}
    for name, process in running.items():
        said, _ = process.communicate()
        assert process.returncode == 0, name
        found[name] = [float(one) for one in said.split()]
    return found


def _hold(name: str) -> None:
    if name == "delib":
        gabarits = [(Gabarit(template(one)), one.context()) for one in (deliberation, convention)]
        works = [Here(lambda gabarit=gabarit, context=context: gabarit.render(context)) for gabarit, context in gabarits]
    else:
        works = [Here(docxtpl_work(template(), deliberation.context()))]
    turns = cycle(works)
    for rank in range(1, MARKS[name][-1] + 1):
        next(turns).run(1)
        if rank in MARKS[name]:
            print(_resident())


def _resident() -> float:
    """Return the MB that this process holds; where the system does not say, the most that it has held."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


# --------------------------------------------------------------------------------------------------------------- processes


def throughput() -> dict[int, float]:
    """Return the documents a second that one process makes, then two: `EACH` délibérations each, the Gabarit pickled."""
    gabarit, context = Gabarit(template()), deliberation.context()
    found: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(PASSES):
        for processes, rates in found.items():
            with ProcessPoolExecutor(processes) as pool:
                _together(pool, processes, gabarit, context, 200)
                start = time.perf_counter()
                made = _together(pool, processes, gabarit, context, EACH)
                rates.append(made / (time.perf_counter() - start))
    return {processes: statistics.median(rates) for processes, rates in found.items()}


def _together(pool: ProcessPoolExecutor, processes: int, gabarit: Gabarit, context: Context, times: int) -> int:
    return sum(one.result() for one in [pool.submit(_make, gabarit, context, times) for _ in range(processes)])


def _make(gabarit: Gabarit, context: Context, times: int) -> int:
    """Return how many documents were made, each a package."""
    return sum(gabarit.render(context).startswith(b"PK") for _ in range(times))


if __name__ == "__main__":
    _hold(sys.argv[2])
