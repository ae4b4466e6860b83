"""A process that is killed while it writes leaves whole documents, whatever the moment."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

import delib
from delib.paquet import read
from tests.conftest import RACINE

ACTE = RACINE / "examples/deliberation-conseil.yaml"

# What the killed process does, for ever. It is forked from one that has imported and built once, and its disk is slow to take
# bytes and quick to keep them: so that death mostly comes while it writes.
PROGRAM = """
import io, os, sys, time
import delib
from tests.test_killed import ACTE, variants
from delib.production import ecriture

class Slow(io.FileIO):
    def write(self, data):
        for at in range(0, len(data), 20_000):
            super().write(data[at : at + 20_000])
            time.sleep(0.001)

ecriture.open = Slow
os.fsync = lambda _handle: None
first, second = variants()
library = delib.Bibliotheque.default()
delib.build(ACTE, bibliotheque=library)

def work(folder):
    turn = 0
    while True:
        one, other = (first, second) if turn % 2 else (second, first)
        ecriture.write_all({f"{folder}/lot-{i}.docx": (one, other)[i % 2] for i in range(3)}, replace=True)
        ecriture.write_all({f"{folder}/neuf-{turn}.docx": one})
        delib.build(ACTE, bibliotheque=library).save(folder, replace=True)
        turn += 1

print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if not child:
        try:
            work(line.strip())
        finally:
            os._exit(1)
    print(child, flush=True)
    print(os.waitpid(child, 0)[1], flush=True)
"""


def variants() -> tuple[bytes, bytes]:
    """Return two documents that differ, of 200 kB, written from the same act."""
    paquet = read(delib.build(ACTE).docx, "acte.docx")
    picture = random.Random(0).randbytes(200_000)  # noqa: S311 - the same bytes in both processes
    made = [paquet.replaced({"word/media/a.png": picture, "docProps/app.xml": f"<a>{i}</a>".encode()}) for i in range(2)]
    return made[0].to_bytes(), made[1].to_bytes()


@pytest.fixture
def worker() -> Iterator[subprocess.Popen[str]]:
    """Return a process that gives birth to one that writes in the folder it is told, and tells its number, then its end."""
    command = [sys.executable, "-c", PROGRAM]
    path = os.pathsep.join([str(RACINE), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
        assert process.stdin is not None
        process.stdin.close()


def test_a_killed_process_leaves_whole_documents(worker: subprocess.Popen[str], tmp_path: Path) -> None:
    """Forty deaths; every file that bears its name is one of the documents that were being written, to the last byte."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    first, second = variants()
    document = delib.build(ACTE)
    for data in (first, second, document.docx):
        assert zipfile.ZipFile(BytesIO(data)).testzip() is None
    chance = random.Random(40)  # noqa: S311 - a seed, so that a failure can be played again
    written = 0
    for death in range(40):
        folder = tmp_path / str(death % 4)  # the later ones write over what the first ones left
        folder.mkdir(exist_ok=True)
        print(folder, file=worker.stdin, flush=True)
        child = int(worker.stdout.readline())
        time.sleep(chance.uniform(0.01, 0.2))
        os.kill(child, signal.SIGKILL)
        assert int(worker.stdout.readline()) == signal.SIGKILL, "it was alive until then"
        for path in folder.iterdir():
            if path.name.startswith("."):
                assert path.suffix in (".tmp", ".old")
                path.unlink()
                continue
            expected = {document.docx} if path.name == document.nom else {first, second}
            assert path.read_bytes() in expected, f"{path.name}, death {death}"
            written += 1
        for path in folder.glob("neuf-*"):
            path.unlink()
    assert written > 40
