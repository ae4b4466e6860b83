"""The engines, warm, each behind the same door: rendering n times the same document, each time timed, from bytes to bytes.

`alternating` makes them take turns, so that what slows the machine for a while slows them all.
"""

from __future__ import annotations

import base64
import gc
import io
import json
import shutil
import statistics
import subprocess
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

from documents import Context
from docxtpl import DocxTemplate

NODE = Path(__file__).resolve().parent / "node"
NODE_ENGINES = ("docxtemplater", "easy-template-x", "carbone")
WARM_UP = 20
TURNS = 40
TIMES = 5
"""How many documents an engine makes in a turn: each is timed."""


class Engine(Protocol):
    """Something that makes documents."""

    def run(self, times: int) -> list[float]:
        """Return the milliseconds that each of `times` documents took."""

    @property
    def docx(self) -> bytes:
        """Return the last document made."""


class Here:
    """An engine of this process."""

    def __init__(self, work: Callable[[], bytes]) -> None:
        self.work = work
        self.docx = b""

    def run(self, times: int) -> list[float]:
        """Return the milliseconds that each of `times` documents took."""
        taken = []
        for _ in range(times):
            start = time.perf_counter()
            self.docx = self.work()
            taken.append((time.perf_counter() - start) * 1000)
        return taken


class Node:
    """A node engine, resident in a process of its own; it times itself."""

    def __init__(self, name: str, template: bytes, context: Context) -> None:
        command = ["node", str(NODE / "bench.mjs"), name]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        said = self._ask({"template": base64.b64encode(template).decode("ascii"), "data": context})
        self.versions: dict[str, str] = {"node": said["node"], **said["versions"]}
        self.docx = b""

    def __enter__(self) -> Node:
        return self

    def __exit__(self, *_error: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=10)

    def run(self, times: int) -> list[float]:
        """Return the milliseconds that each of `times` documents took, by node's own clock."""
        said = self._ask({"times": times})
        self.docx = base64.b64decode(said["docx"])
        return [nanoseconds / 1e6 for nanoseconds in said["ns"]]

    def _ask(self, question: Mapping[str, object]) -> dict:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self.process.args} stopped")
        return json.loads(answer)


def docxtpl_work(template: bytes, context: Mapping[str, object], environment: object = None) -> Callable[[], bytes]:
    """Return docxtpl's bare rendering: a fresh DocxTemplate each time, as it must be, autoescaped, saved to memory."""

    def work() -> bytes:
        document = DocxTemplate(io.BytesIO(template))
        document.render(context, environment, autoescape=True)
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()

    return work


def start_node(templates: Mapping[str, bytes], context: Context, stack: ExitStack) -> dict[str, Node]:
    """Return the node engines, started; none, and why is printed, where node or npm is absent or npm cannot install them."""
    if not installed():
        return {}
    return {name: stack.enter_context(Node(name, templates[name], context)) for name in NODE_ENGINES}


def installed() -> bool:
    """Return whether the node engines are there, installing them where they are not."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        print("node or npm is absent: docxtemplater, easy-template-x and carbone are not measured")
        return False
    asked = json.loads((NODE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    if {name: _version(name) for name in asked} == asked:
        return True
    command = [npm, "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", "--silent"]
    if subprocess.run(command, cwd=NODE, check=False).returncode:
        print("npm could not install docxtemplater, easy-template-x and carbone: they are not measured")
        return False
    return True


def _version(name: str) -> str:
    package = NODE / "node_modules" / name / "package.json"
    return json.loads(package.read_text(encoding="utf-8"))["version"] if package.is_file() else ""


def alternating(engines: Mapping[str, Engine], turns: int = TURNS, times: int = TIMES) -> dict[str, float]:
    """Return the median milliseconds of each engine, over `turns` turns of `times` documents."""
    taken: dict[str, list[float]] = {name: [] for name in engines}
    for engine in engines.values():
        engine.run(WARM_UP)
    for _ in range(turns):
        for name, engine in engines.items():
            gc.collect()  # what one leaves behind is not swept during another's turn
            taken[name] += engine.run(times)
    return {name: statistics.median(all_) for name, all_ in taken.items()}


def texts(docx: bytes) -> list[str]:
    """Return the texts of the paragraphs: headers, body, footers."""
    from delib.production.plan import iter_lines

    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        names = archive.namelist()
    parts = [name for name in sorted(names) if name.startswith(("word/header", "word/document.xml", "word/footer"))]
    return [line.texte for line in iter_lines(docx, tuple(parts))]


def check_same(documents: Mapping[str, bytes], loose: Sequence[str] = ()) -> int:
    """Return how many paragraphs the documents hold; raise AssertionError unless they hold the same texts.

    Those of `loose` may hold empty paragraphs more: carbone leaves one where a condition is false.
    """
    (first, reference), *others = ((name, texts(docx)) for name, docx in documents.items())
    assert reference
    assert not any(sign in text for text in reference for sign in ("{{", "{%", "{d.", "{#")), reference
    for name, read in others:
        expected = reference
        if name in loose:
            read, expected = ([text for text in some if text.strip()] for some in (read, reference))  # noqa: PLW2901
        differing = [pair for pair in zip(expected, read, strict=False) if pair[0] != pair[1]]
        assert read == expected, (
            f"{name} and {first}: {len(read)} and {len(expected)} paragraphs, first difference {differing[:1]}"
        )
    return len(reference)
