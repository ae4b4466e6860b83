"""A small room: one case of a table, run in a process of its own that may take little memory and little processor time.

A test module that wants one defines `judge(table, number) -> dict`, and a fixture that gives a `Room` of its name. A room is a
process that has imported the module, and forks for each case: what dies, dies alone, and is told.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import signal
import subprocess
import sys
import traceback
from types import TracebackType
from typing import Any

from tests.conftest import RACINE

SECONDS = 5
"""The processor time that a case may take."""
MEMORY = 600 * 1024 * 1024
"""The memory that a case may take, Python and its libraries among it."""
_PATIENCE = 60  # a case that sleeps or waits for a file costs no processor time: it is woken, and told, after that long


class Room:
    """The process that runs the cases of a test module."""

    def __init__(self, module: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", "import sys; from tests.small_room import serve; serve(sys.argv[1])", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=RACINE,
        )

    def run(self, table: str, number: int) -> dict[str, Any]:
        """Return what `judge(table, number)` returned, or {"died": how} where it returned nothing."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{table} {number}\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def __enter__(self) -> Room:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.communicate()


def serve(module: str) -> None:
    """Answer the cases named on the standard input, one a line, each from a child process."""
    cases = importlib.import_module(module)
    for line in sys.stdin:
        table, number = line.split()
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            signal.alarm(_PATIENCE)
            try:
                answer = cases.judge(table, int(number))
            except BaseException:
                answer = {"raised": traceback.format_exc()}
            with os.fdopen(writer, "wb") as stream:
                stream.write(json.dumps(answer).encode())
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader, "rb") as stream:
            told = stream.read()
        _, status, used = os.wait4(child, 0)
        if os.WIFSIGNALED(status):
            told = json.dumps({"died": signal.Signals(os.WTERMSIG(status)).name}).encode()
        elif not told:
            told = json.dumps({"died": f"exit code {os.WEXITSTATUS(status)}"}).encode()
        answer = {**json.loads(told), "seconds": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss * 1024}
        print(json.dumps(answer), flush=True)
