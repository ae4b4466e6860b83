"""Who makes the documents: this process, processes of ours, or any executor that is given, asked for `submit` alone."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from typing import Protocol

from delib.anomalie import DelibError, EcritureError, make
from delib.production.serie.atelier import Commande, Lot, Travail, build_rows

DEFAULT_LOTS = 16
"""How many lots an executor is given ahead, when nothing tells how many workers it has."""


class Equipe(Protocol):
    """What lots of rows are given to."""

    ahead: int
    """How many lots may be given before the first is asked back."""

    def give(self, commande: Commande, travaux: Sequence[Travail]) -> Callable[[], Lot]:
        """Give a lot; return what waits for it, and raises DelibError when it will never come."""

    def dismiss(self) -> None:
        """Drop what was given and has not begun; what is ours stops."""


class Seul:
    """This process, which does nothing before it is asked."""

    ahead = 0

    def give(self, commande: Commande, travaux: Sequence[Travail]) -> Callable[[], Lot]:
        """Return what makes the lot."""
        return lambda: build_rows(commande, travaux)

    def dismiss(self) -> None:
        """Nothing was begun."""


class Plusieurs:
    """An executor: ours, of `processus` processes, or the one that is given, which stays open."""

    def __init__(self, executor: Executor | None, processus: int | None) -> None:
        self._own = executor is None
        self._executor = executor if executor is not None else _pool(processus or cores())
        workers = processus or (cores() if self._own else getattr(executor, "_max_workers", None))
        self.ahead = 2 * workers + 1 if isinstance(workers, int) else DEFAULT_LOTS
        self._futures: set[Future[bytes]] = set()
        self._packed: tuple[Commande, bytes] | None = None

    def give(self, commande: Commande, travaux: Sequence[Travail]) -> Callable[[], Lot]:
        """Return what waits for the lot."""
        if self._packed is None or self._packed[0] is not commande:
            self._packed = (commande, pickle.dumps(commande))
        try:
            future = self._executor.submit(build_packed, self._packed[1], pickle.dumps(travaux))
        except DelibError:
            raise
        except Exception as error:  # whatever an executor refuses with
            raise _stopped(error) from error
        self._futures.add(future)

        def wait() -> Lot:
            try:
                lot = pickle.loads(future.result())  # noqa: S301 - made by `build_packed`
            except DelibError:
                raise
            except (Exception, CancelledError) as error:
                raise _stopped(error) from error
            finally:
                self._futures.discard(future)
            assert isinstance(lot, Lot)  # noqa: S101 - tells the type checker what `build_packed` makes
            return lot

        return wait

    def dismiss(self) -> None:
        """Drop what has not begun."""
        for future in self._futures:
            future.cancel()
        if self._own:
            self._executor.shutdown(wait=True, cancel_futures=True)


def build_packed(commande: bytes, travaux: bytes) -> bytes:
    """Return `build_rows` of the same, all in bytes: what an executor carries without looking into it.

    dask walks through what it is given, and what it gives back: a third of its time, for nothing.
    """
    return pickle.dumps(build_rows(pickle.loads(commande), pickle.loads(travaux)))  # noqa: S301 - packed by `Plusieurs`


def _stopped(error: BaseException) -> EcritureError:
    said = str(error).strip().split("\n", maxsplit=1)[0][:200]
    raison = (
        "il a été tué, ou la mémoire a manqué" if isinstance(error, BrokenExecutor) else f"{type(error).__name__} {said}".strip()
    )
    return EcritureError([make("serie-executeur", raison=raison)])


def cores() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def _pool(processus: int) -> ProcessPoolExecutor:
    """Return processes of ours: forked, warm, where that is safe, else started afresh."""
    import multiprocessing  # noqa: PLC0415 - an executor that is given does without

    context = multiprocessing.get_context("fork" if _is_alone() else "spawn")
    return ProcessPoolExecutor(processus, mp_context=context, initializer=_begin)


def _is_alone() -> bool:
    """Return whether this process has one thread, as Linux counts them: to fork with more may stop for ever."""
    try:
        return sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def _begin() -> None:
    """Make ready a process of ours: the one that started it decides of its end."""
    from multiprocessing import connection, parent_process  # noqa: PLC0415 - loaded already

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = parent_process()

    def follow() -> None:
        if parent is not None:
            connection.wait([parent.sentinel])
            os._exit(1)  # killed, it cannot say that the work is over: nobody would ever read what is made

    threading.Thread(target=follow, daemon=True).start()
