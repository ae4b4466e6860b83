"""A series leaves its process: threads, processes, dask's workers, all by `submit` alone; and what happens when one dies."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import shutil
import signal
import threading
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import delib
from delib.production.serie.construction import MAX_LOT
from delib.production.serie.depot import CACHE
from tests.attestations import codes, library, row, tree, write_base, write_list

ROWS = 60


@pytest.fixture(scope="module")
def atelier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("executeurs")
    library(folder / "bibliotheque")
    write_base(folder)
    rows = [row(number) for number in range(1, ROWS + 1)]
    rows[20] = (*rows[20][:4], "beaucoup")
    rows[40] = rows[39]
    write_list(folder / "liste.csv", rows)
    return folder


def serie(folder: Path, **options: Any) -> delib.Serie:
    """Return the series of `folder`."""
    library = delib.Bibliotheque([folder / "bibliotheque"])
    return delib.Serie(folder / "attestation.yaml", folder / "liste.csv", bibliotheque=library, **options)


@pytest.fixture(scope="module")
def expected(atelier: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the folder that one process makes."""
    out = tmp_path_factory.mktemp("seul")
    bordereau = delib.build_all(serie(atelier), out, processus=1)
    assert (bordereau.construits, bordereau.refuses) == (ROWS - 2, 2)
    return tree(out)


class Submit(Executor):
    """An executor that has `submit`, and nothing else: it works when it is asked for what it was given."""

    def __init__(self) -> None:
        self.given = 0

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.given += 1
        future: Future[Any] = Future()
        future.set_result(work(*args, **kwargs))
        return future

    def map(self, *_args: Any, **_kwargs: Any) -> Any:
        raise AssertionError("submit alone")

    def shutdown(self, *_args: Any, **_kwargs: Any) -> None:
        raise AssertionError("it is not ours to close")


@contextlib.contextmanager
def dask() -> Iterator[Executor]:
    """Give the executor of a dask cluster of two processes on this machine."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what distributed's own imports and sockets warn of is none of delib's
        from dask.distributed import Client, LocalCluster

        machines = LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None)
        with machines as cluster, Client(cluster) as client:
            yield client.get_executor()


EXECUTORS: dict[str, Callable[[], Any]] = {
    "submit alone": lambda: contextlib.nullcontext(Submit()),
    "threads": lambda: ThreadPoolExecutor(3),
    "processes, forked": lambda: ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("fork")),
    "processes, started afresh": lambda: ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")),
    "dask": dask,
}


FORK = "ignore:This process .* is multi-threaded:DeprecationWarning"
"""What Python says of a fork in a process that has threads, as a runner of tests may: the executor is the test's own."""


@pytest.mark.filterwarnings(FORK, "ignore::ResourceWarning")
@pytest.mark.parametrize("kind", EXECUTORS)
def test_any_executor_makes_the_same_folder(kind: str, atelier: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    with EXECUTORS[kind]() as executor:
        bordereau = delib.build_all(serie(atelier), tmp_path / "un", executor, processus=2)
        assert tree(tmp_path / "un") == expected
        assert bordereau.construits == ROWS - 2
        again = delib.build_all(serie(atelier), tmp_path / "un", executor)
        assert (again.construits, again.inchanges) == (0, ROWS - 2)
        assert executor.submit(os.getpid).result() > 0, "it stays open"


def test_the_processes_of_our_own_make_the_same_folder(atelier: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    delib.build_all(serie(atelier), tmp_path / "un", processus=2)
    assert tree(tmp_path / "un") == expected
    assert multiprocessing.active_children() == []


def test_a_process_with_threads_starts_its_own_afresh(
    atelier: Path, expected: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fork of a process that has threads may stop for ever."""
    asked: list[str] = []
    real = multiprocessing.get_context
    monkeypatch.setattr(multiprocessing, "get_context", lambda kind: asked.append(kind) or real(kind))
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        delib.build_all(serie(atelier), tmp_path / "un", processus=2)
    finally:
        stop.set()
        thread.join()
    assert asked == ["spawn"]
    assert tree(tmp_path / "un") == expected


def test_the_rows_given_ahead_are_bounded(atelier: Path, tmp_path: Path) -> None:
    """What is given and not yet taken does not grow with the list."""
    write_list(atelier / "longue.csv", [row(number) for number in range(1, 1_501)])

    class Counting(ThreadPoolExecutor):
        most = waiting = 0

        def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            future = super().submit(work, *args, **kwargs)
            self.waiting += len(pickle.loads(args[1]))  # noqa: S301 - rows, packed
            self.most = max(self.most, self.waiting)
            return future

    with Counting(2) as executor:

        def progress(done: int, _total: int | None, _refused: int) -> None:
            executor.waiting = max(executor.waiting - (done - progress.__dict__.get("before", 0)), 0)
            progress.__dict__["before"] = done

        library = delib.Bibliotheque([atelier / "bibliotheque"])
        rows = delib.Serie(atelier / "attestation.yaml", atelier / "longue.csv", bibliotheque=library)
        delib.build_all(rows, tmp_path / "un", executor, progress=progress)
        assert 0 < executor.most <= 6 * MAX_LOT


# ------------------------------------------------------------------------------------------------------------- deaths


class Dying(ProcessPoolExecutor):
    """Processes of which one kills itself at the third lot."""

    given = 0

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.given += 1
        return super().submit(suicide) if self.given == 3 else super().submit(work, *args, **kwargs)


def suicide() -> None:
    """Kill this process."""
    os.kill(os.getpid(), signal.SIGKILL)


class Refusing(Submit):
    """An executor that is closed after four lots."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self.given == 4:
            raise RuntimeError("cannot schedule new futures after shutdown")
        return super().submit(work, *args, **kwargs)


class Failing(Submit):
    """An executor whose third lot fails on the way."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future = super().submit(work, *args, **kwargs)
        if self.given == 3:
            future = Future()
            future.set_exception(ConnectionError("the worker is gone"))
        return future


BROKEN: list[tuple[str, Callable[[], Any], str]] = [
    ("a worker is killed", lambda: Dying(2, mp_context=multiprocessing.get_context("fork")), "serie-executeur"),
    ("the executor is closed", lambda: contextlib.nullcontext(Refusing()), "serie-executeur"),
    ("a lot is lost", lambda: contextlib.nullcontext(Failing()), "serie-executeur"),
]


@pytest.mark.filterwarnings(FORK)
@pytest.mark.parametrize(("make", "code"), [one[1:] for one in BROKEN], ids=[one[0] for one in BROKEN])
def test_a_worker_that_dies_is_told_and_the_next_run_finishes(
    make: Callable[[], Any], code: str, atelier: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "un"
    with make() as executor, pytest.raises(delib.EcritureError) as broken:
        delib.build_all(serie(atelier), out, executor, processus=1)
    assert codes(broken.value.anomalies) == [code]
    assert broken.value.exit_code == 3
    before = len(list(out.glob("*.docx")))
    assert before < ROWS - 2
    assert (out / CACHE / "journal").exists(), "so that what is there is known for ours"
    assert delib.build_all(serie(atelier), out).inchanges == before
    assert tree(out) == expected


ELSEWHERE: list[tuple[str, Callable[[Path], object], str]] = [
    ("another template", lambda folder: library(folder / "bibliotheque", lignes=["autre"]), "serie-ailleurs"),
    ("another act", lambda folder: write_base(folder, objet="autre"), "serie-ailleurs"),
    ("no library", lambda folder: shutil.rmtree(folder / "bibliotheque"), "serie-ailleurs"),
    ("no act", lambda folder: (folder / "attestation.yaml").unlink(), "serie-ailleurs"),
]


@pytest.mark.parametrize(("change", "code"), [one[1:] for one in ELSEWHERE], ids=[one[0] for one in ELSEWHERE])
def test_a_worker_that_sees_other_files_builds_nothing(change: Callable[[Path], object], code: str, tmp_path: Path) -> None:
    """As a machine whose copy of the templates is late: its documents would not be those that the bordereau vouches for."""
    library(tmp_path / "bibliotheque")
    write_base(tmp_path)
    write_list(tmp_path / "liste.csv", [row(number) for number in range(1, 9)])
    rows = serie(tmp_path)
    change(tmp_path)
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as executor, pytest.raises(delib.EcritureError) as refused:
        delib.build_all(rows, tmp_path / "un", executor)
    assert codes(refused.value.anomalies) == [code]
    assert not list((tmp_path / "un").glob("*.docx"))


def test_workers_in_another_folder_find_relative_paths(
    atelier: Path, expected: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as executor:
        executor.submit(os.chdir, str(tmp_path)).result()
        monkeypatch.chdir(atelier)
        rows = delib.Serie("attestation.yaml", "liste.csv", bibliotheque=delib.Bibliotheque(["bibliotheque"]))
        delib.build_all(rows, tmp_path / "un", executor)
    documents = {name: data for name, data in expected.items() if name.endswith(".docx")}
    assert {name: data for name, data in tree(tmp_path / "un").items() if name.endswith(".docx")} == documents


FIRED = frozenset(one[2] for one in (*BROKEN, *ELSEWHERE))
