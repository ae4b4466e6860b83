"""A series is killed a hundred times, whatever the moment; run again, it gives the same folder, byte for byte."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import delib
from delib.production.serie.depot import CACHE
from tests.attestations import COLONNES, library, row, tree, write_base, write_list
from tests.conftest import RACINE

ROWS = 40
KILLS = 100

# A process that has imported and built once gives birth to those that are killed, each at the head of a group of its own. The
# disk keeps bytes at once, so that many more deaths come while files are written and named than while the disk works.
PROGRAM = """
import os, sys
import delib
from pathlib import Path
from tests.attestations import library

folder = Path(sys.argv[1])
os.fsync = lambda _handle: None
made = library(folder / "bibliotheque")
delib.build_all(delib.Serie(folder / "attestation.yaml", folder / "liste.csv", bibliotheque=made), folder / "chaud")
print("ready", flush=True)
for line in sys.stdin:
    out, processus, strict = line.split()
    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        try:
            serie = delib.Serie(folder / "attestation.yaml", folder / "liste.csv", bibliotheque=made)
            delib.build_all(serie, out, processus=int(processus), strict=strict == "strict")
            os._exit(0)
        except BaseException:
            os._exit(1)
    try:
        os.setpgid(child, child)
    except OSError:
        pass
    print(child, flush=True)
    print(os.waitpid(child, 0)[1], flush=True)
"""


@pytest.fixture(scope="module")
def atelier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serie")
    library(folder / "bibliotheque")
    write_base(folder)
    rows = [row(number) for number in range(1, ROWS + 1)]
    rows[7] = (*rows[7][:4], "beaucoup")  # one is refused
    write_list(folder / "liste.csv", rows, COLONNES)
    return folder


@pytest.fixture
def worker(atelier: Path) -> Iterator[subprocess.Popen[str]]:
    """Return a process that gives birth to one that builds the series where it is told, and tells its number, then its end."""
    command = [sys.executable, "-c", PROGRAM, str(atelier)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(RACINE), os.environ.get("PYTHONPATH", "")])}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
        assert process.stdin is not None
        process.stdin.close()


class Runs:
    """What asks the process for runs, and kills them."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.given, self.told = process.stdin, process.stdout

    def run(self, out: Path, processus: int = 2, strict: bool = False, delay: float | None = None) -> int:
        """Build the series in `out`; kill it after `delay` seconds, and all that it began. Return how it ended."""
        print(out, processus, "strict" if strict else "souple", file=self.given, flush=True)
        child = int(self.told.readline())
        if delay is not None:
            time.sleep(delay)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
        return int(self.told.readline())


def test_killed_and_run_again_it_gives_the_same_folder(worker: subprocess.Popen[str], tmp_path: Path) -> None:
    """A hundred deaths, from the first moment of a run to its last; one run in three is killed again before it may finish."""
    runs = Runs(worker)
    start = time.perf_counter()
    assert runs.run(tmp_path / "entier") == 0
    whole = time.perf_counter() - start
    expected = tree(tmp_path / "entier")
    assert len(expected) == ROWS - 1 + 2
    chance = random.Random(100)  # noqa: S311 - a seed, so that a failure can be played again
    deaths, amid = 0, 0
    while deaths < KILLS:
        out = tmp_path / str(deaths)
        for _ in range(1 + (deaths % 3 == 0)):
            deaths += runs.run(out, delay=chance.uniform(0.0, whole)) == signal.SIGKILL
        amid += (out / CACHE).exists() and 0 < len(list(out.glob("*.docx"))) < ROWS - 1
        for path in out.glob("*.docx"):
            assert path.read_bytes() == expected[path.name], "a document that bears its name is whole"
        assert runs.run(out) == 0
        assert tree(out) == expected, f"after {deaths} deaths"
        assert not (out / CACHE).exists()
    assert amid > KILLS // 20, "deaths came while it wrote"


def test_a_strict_run_killed_and_run_again_gives_the_same_folder(
    worker: subprocess.Popen[str], atelier: Path, tmp_path: Path
) -> None:
    """Nothing is in place before all is made; killed while it puts the documents in place, the next run finishes."""
    rows = [row(number) for number in range(1, ROWS + 1)]
    before = (atelier / "liste.csv").read_bytes()
    write_list(atelier / "liste.csv", rows, COLONNES)
    try:
        runs = Runs(worker)
        start = time.perf_counter()
        assert runs.run(tmp_path / "entier", strict=True) == 0
        whole = time.perf_counter() - start
        expected = tree(tmp_path / "entier")
        chance = random.Random(20)  # noqa: S311 - as above
        for death in range(20):
            out = tmp_path / str(death)
            runs.run(out, strict=True, delay=chance.uniform(0.5, 1.05) * whole)
            assert runs.run(out, strict=True) == 0
            assert tree(out) == expected
    finally:
        (atelier / "liste.csv").write_bytes(before)


@pytest.mark.parametrize("changed", ["a row", "the common act", "a row that is gone"])
def test_killed_after_a_change_and_run_again(worker: subprocess.Popen[str], atelier: Path, tmp_path: Path, changed: str) -> None:
    """Documents of a former run are being replaced when death comes."""
    runs = Runs(worker)
    lists, base = (atelier / "liste.csv").read_bytes(), (atelier / "attestation.yaml").read_bytes()
    outs = [tmp_path / str(number) for number in range(12)]
    try:
        for out in outs:
            assert runs.run(out, processus=1) == 0
        rows = [row(number) for number in range(1, ROWS + 1)]
        if changed == "the common act":
            write_base(atelier, duree="2 ans")
        elif changed == "a row":
            write_list(atelier / "liste.csv", [(*one[:3], f"{one[3]}bis", one[4]) for one in rows], COLONNES)
        else:
            write_list(atelier / "liste.csv", rows[10:], COLONNES)
        start = time.perf_counter()
        assert runs.run(outs[0]) == 0
        whole = time.perf_counter() - start
        expected = tree(outs[0])
        chance = random.Random(7)  # noqa: S311 - as above
        for out in outs[1:]:
            runs.run(out, delay=chance.uniform(0.0, whole))
            assert runs.run(out) == 0
            assert tree(out) == expected
    finally:
        (atelier / "liste.csv").write_bytes(lists)
        (atelier / "attestation.yaml").write_bytes(base)


# ------------------------------------------------------------------------------------------------- at every moment

# A child dies just before the n-th thing that it asks of the disk under the folder (to open, to name, to remove, to keep), for
# every n: 0, and the run is whole. Python tells each by its audit hooks; fsync, which it does not, is told here.
POINTS = """
import os, sys
from pathlib import Path
import delib
from tests.attestations import library

folder = Path(sys.argv[1])
made = delib.Bibliotheque([folder / "bibliotheque"])
ASKED = {"open", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.truncate"}
state = {"left": 0, "under": ""}

def point():
    if state["under"]:
        state["left"] -= 1
        if state["left"] == 0:
            os._exit(7)

def audit(event, args):
    if state["under"] and event in ASKED and state["under"] in str(args[0]):
        point()

def fsync(handle, real=os.fsync):
    point()

os.fsync = fsync
sys.addaudithook(audit)

def work(out, liste, strict, number):
    serie = delib.Serie(folder / "attestation.yaml", folder / liste, bibliotheque=made)
    state.update(left=number, under=out)
    return delib.build_all(serie, out, processus=1, strict=strict == "strict").refuses

work(str(folder / "chaud"), "un.csv", "souple", 0)
print("ready", flush=True)
for line in sys.stdin:
    out, liste, strict, number = line.split()
    child = os.fork()
    if not child:
        try:
            os._exit(1 if work(out, liste, strict, int(number)) else 0)
        except BaseException as error:
            print(error, file=sys.stderr)
            os._exit(2)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@pytest.fixture
def points(tmp_path: Path) -> Iterator[Callable[..., int]]:
    """Return what builds a list in a folder, and dies before its n-th asking; it returns how that ended (7: dead)."""
    library(tmp_path / "bibliotheque")
    write_base(tmp_path)
    first = [row(number) for number in range(1, 6)]
    second = [first[0], (*first[1][:4], "7"), first[2], row(6), row(7)]  # one changed, two gone, two new
    third = [first[0], (*first[1][:4], "8"), (*first[2][:4], "9"), (*row(6)[:4], "10"), first[4]]
    for name, rows in (("un", first), ("deux", second), ("trois", third)):
        write_list(tmp_path / f"{name}.csv", rows, COLONNES)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(RACINE), os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, "-c", POINTS, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        given, told = process.stdin, process.stdout

        def run(out: Path, liste: str, strict: bool = False, number: int = 0) -> int:
            print(out, f"{liste}.csv", "strict" if strict else "souple", number, file=given, flush=True)
            return int(told.readline())

        yield run
        given.close()


@pytest.mark.parametrize("strict", [False, True], ids=["", "strict"])
def test_dead_at_every_moment_and_run_again(points: Callable[..., int], strict: bool, tmp_path: Path) -> None:
    """A list was built; it changes; death comes; the same list again: the folder of a run that nothing disturbed."""
    assert points(tmp_path / "reference", "un") == 0
    assert points(tmp_path / "reference", "deux", strict) == 0
    expected = tree(tmp_path / "reference")
    number, ended = 0, 7
    while ended == 7:
        number += 1
        out = tmp_path / "sortie" / str(number)
        assert points(out, "un") == 0
        ended = points(out, "deux", strict, number)
        assert points(out, "deux", strict) == 0
        assert tree(out) == expected, f"dead at {number}"
    assert ended == 0
    assert number > 40


@pytest.mark.parametrize("strict", [False, True], ids=["", "strict"])
def test_dead_at_every_moment_and_the_list_changes_again(points: Callable[..., int], strict: bool, tmp_path: Path) -> None:
    """What the dead run put in place is known for delib's own: it is replaced, and nothing is refused."""
    assert points(tmp_path / "reference", "trois") == 0
    expected = {name: data for name, data in tree(tmp_path / "reference").items() if name.endswith(".docx")}
    number, ended = 0, 7
    while ended == 7:
        number += 1
        out = tmp_path / "sortie" / str(number)
        assert points(out, "un") == 0
        ended = points(out, "deux", strict, number)
        assert points(out, "trois", strict) == 0, f"dead at {number}"
        found = tree(out)
        assert {name: found[name] for name in expected} == expected
        assert not [name for name in found if CACHE in name]
        assert points(out, "trois", strict) == 0
        assert tree(out) == found
    assert ended == 0


# ---------------------------------------------------------------------------------------------------- who outlives whom


def alive(pid: int) -> bool:
    """Return whether a process runs; one that is dead and not yet buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="reads /proc")
def test_workers_do_not_outlive_the_one_that_started_them(worker: subprocess.Popen[str], tmp_path: Path) -> None:
    """The parent alone is killed: its processes end by themselves, and the folder is free."""
    runs = Runs(worker)
    print(tmp_path / "out", 2, "souple", file=runs.given, flush=True)
    child = int(runs.told.readline())
    children: list[int] = []
    until = time.monotonic() + 20
    while len(children) < 2 and time.monotonic() < until:
        with contextlib.suppress(OSError):
            children = [int(one) for one in Path(f"/proc/{child}/task/{child}/children").read_text(encoding="utf-8").split()]
    os.kill(child, signal.SIGKILL)
    assert int(runs.told.readline()) == signal.SIGKILL
    assert len(children) == 2
    while any(alive(one) for one in children) and time.monotonic() < until:
        time.sleep(0.01)
    assert not any(alive(one) for one in children)
    assert runs.run(tmp_path / "out") == 0


INTERRUPTED = """
import os, signal, sys, threading
import delib
from tests.attestations import library
from pathlib import Path

folder, out, number, processus = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
if number == signal.SIGTERM:  # as the command does
    signal.signal(number, signal.default_int_handler)
serie = delib.Serie(folder / "attestation.yaml", folder / "liste.csv", bibliotheque=delib.Bibliotheque([folder / "bibliotheque"]))
def progress(done, total, refused):
    if done >= 8:
        os.killpg(0, number) if number == signal.SIGINT else os.kill(os.getpid(), number)
try:
    delib.build_all(serie, out, processus=processus, progress=progress)
except KeyboardInterrupt:
    print("interrupted", threading.active_count(), flush=True)
    sys.exit(130)
"""


@pytest.mark.parametrize("processus", [1, 2])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_stops_cleanly_and_the_next_run_finishes(
    atelier: Path, tmp_path: Path, number: signal.Signals, processus: int
) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-c", INTERRUPTED, str(atelier), str(out), str(int(number)), str(processus)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(RACINE), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=60, env=environment, start_new_session=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "interrupted 1\n", "")
    left = sorted(path.name for path in (out / CACHE).iterdir())
    assert left == ["journal", "verrou"], "nothing half-written stays"
    assert 7 <= len(list(out.glob("*.docx"))) < ROWS - 1, "the eighth row is refused"
    serie = delib.Serie(
        atelier / "attestation.yaml", atelier / "liste.csv", bibliotheque=delib.Bibliotheque([atelier / "bibliotheque"])
    )
    bordereau = delib.build_all(serie, out)
    assert bordereau.inchanges >= 7
    assert not (out / CACHE).exists()
    delib.build_all(serie, tmp_path / "entier")
    assert tree(out) == tree(tmp_path / "entier")
