"""Runs every measure that the engine is judged by, prints them and writes them to RESULTS.md, beside this file.

`make bench`, by hand, on a machine that does nothing else. Nothing is asserted of times: the verdicts are printed.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import platform
import re
import zlib
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import cold
import convention
import deliberation
import growth
import profiles
from documents import DIALECTES
from engines import Engine, Here, alternating, check_same, docxtpl_work, start_node
from floor import Floor
from whole import acts
from word import make_template

import delib
from delib.modele.gabarit import Gabarit

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"
DOCUMENTS: dict[str, ModuleType] = {"délibération": deliberation, "convention": convention}
ENGINE_TARGETS = {"délibération": (30.0, 9.0), "convention": (28.0, 8.0)}
FLOOR_TARGET = 1.6
WHOLE_TARGET = 10.0
COLD_TARGET = 0.75
VISA_TARGET = 0.25
MEMORY_TARGET = 1.1
PROCESSES_TARGET = 1.8


class Verdict(NamedTuple):
    """One row of what is asked: what was found, and whether it is enough; None where it could not be measured."""

    measure: str
    document: str
    found: str
    asked: str
    met: bool | None


class Report:
    """What was found: the verdicts, and the sections in the order of their printing."""

    def __init__(self) -> None:
        self.verdicts: list[Verdict] = []
        self.sections: list[str] = []
        self.versions: dict[str, str] = {}
        self.where: list[str] = []
        self.load = os.getloadavg()[0]

    def at_least(self, measure: str, document: str, found: float | None, asked: float) -> None:
        """Note a ratio that must reach `asked`."""
        shown = "not measured" if found is None else f"{found:.1f}×"
        self.verdicts.append(Verdict(measure, document, shown, f"≥ {asked:g}×", None if found is None else found >= asked))

    def at_most(self, measure: str, document: str, found: float, asked: float) -> None:
        """Note a ratio that must not pass `asked`."""
        self.verdicts.append(Verdict(measure, document, f"{found:.2f}×", f"≤ {asked:g}×", found <= asked))

    def text(self) -> str:
        """Return the whole report, in Markdown."""
        rows = [
            (one.measure, one.document, one.found, one.asked, {True: "yes", False: "**no**", None: "–"}[one.met])
            for one in self.verdicts
        ]
        said = ", ".join(f"{name} {number}" for name, number in self.versions.items())
        head = [
            "# What the engine costs",
            "Written by `make bench` (`tests/benchmarks/report.py`); medians of one run, the engines taking turns.",
            f"{_processor()}, load average {self.load:.1f} at the start; {said}.",
            _table(("measure", "document", "found", "asked", "met"), rows),
        ]
        return "\n\n".join((*head, *self.sections, "## Where the time goes", *self.where)) + "\n"


def _table(titles: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in (titles, ("---",) * len(titles), *rows))


def _processor() -> str:
    try:
        said = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.machine()
    found = re.search(r"model name\s*:\s*(.*)", said)
    cores = len(re.findall(r"^processor\s*:", said, re.MULTILINE))
    return f"{found[1] if found else platform.machine()}, {cores} cores"


# ------------------------------------------------------------------------------------------------------ rendering, the floor


def rendering(report: Report) -> None:
    """Measure `Gabarit.render` against docxtpl, the node engines and the floor."""
    report.versions["Python"] = platform.python_version()
    report.versions["delib"] = delib.__version__
    for name in ("docxtpl", "python-docx", "lxml", "Jinja2"):
        report.versions[name] = version(name)
    report.versions["zlib"] = zlib.ZLIB_RUNTIME_VERSION
    medians, sizes = {}, []
    for document, module in DOCUMENTS.items():
        found, said = _rendered(report, document, module)
        medians[document] = found
        sizes.append(said)
    names = list(dict.fromkeys(name for found in medians.values() for name in found))
    rows = []
    for name in names:
        cells = [cell for found in medians.values() for cell in _cells(found, name)]
        rows.append((name, *cells))
    titles = ("engine", *(title for document in medians for title in (f"{document}, ms", "× delib")))
    report.sections += [
        "## Rendering",
        " ".join(sizes) + " All the outputs were first checked to hold the same text, paragraph by paragraph: headers, body, "
        "footers. Every engine starts from the bytes of its template and the data, and ends with the bytes of the document; "
        "delib alone compiles its template once, before. Each turn makes five documents with each engine. delib packs at zlib's "
        "level 3, docxtpl and the floor at 6: a fifth to a quarter of the ratio is that lighter deflate, and files are 3 to "
        "5 % larger. The templates imitate what Word writes (revision ids, split runs, a set of styles); no engine was given "
        "others.",
        _table(titles, rows),
    ]


def _cells(found: dict[str, float], name: str) -> tuple[str, str]:
    return (f"{found[name]:.2f}", f"{found[name] / found['delib']:.1f}") if name in found else ("–", "–")


def _rendered(report: Report, document: str, module: ModuleType) -> tuple[dict[str, float], str]:
    templates = {name: make_template(module.CONTENU, dialecte) for name, dialecte in DIALECTES.items()}
    context = module.context()
    gabarit = Gabarit(templates["docxtpl"])
    with ExitStack() as stack:
        node = start_node(templates, context, stack)
        engines: dict[str, Engine] = {
            "delib": Here(lambda: gabarit.render(context)),
            "docxtpl": Here(docxtpl_work(templates["docxtpl"], context)),
            **node,
        }
        for engine in engines.values():
            engine.run(1)
        paragraphs = check_same({name: engine.docx for name, engine in engines.items()}, loose=("carbone",))
        bottom = Floor(templates["docxtpl"], context, engines["delib"].docx)
        found = alternating({**engines, "floor": Here(bottom.work)})
    for one in node.values():
        report.versions |= one.versions
    docxtpl_target, node_target = ENGINE_TARGETS[document]
    fastest = min((found[name] for name in node), default=None)
    report.at_least("`Gabarit.render` against docxtpl", document, found["docxtpl"] / found["delib"], docxtpl_target)
    against = None if fastest is None else fastest / found["delib"]
    report.at_least("… against the fastest of the node engines", document, against, node_target)
    report.at_most("… against the floor", document, found["delib"] / found["floor"], FLOOR_TARGET)
    stages = alternating({name: Here(lambda stage=stage: stage() or b"") for name, stage in bottom.stages.items()})
    said = ", ".join(f"{name} {one:.2f}" for name, one in stages.items())
    shares = profiles.shares(lambda: gabarit.render(context), 300)
    report.where.append(
        f"`Gabarit.render`, {document}: {found['delib']:.2f} ms. The floor takes {found['floor']:.2f} ms: {said}. "
        f"By profile: {_shares(shares)}."
    )
    size = sum(map(len, bottom.parts)) / 1024
    said = f"The {document} has {paragraphs} paragraphs; its tagged parts hold {size:.0f} KB, in a file of "
    return found, said + f"{len(engines['delib'].docx) / 1024:.0f} KB (docxtpl's: {len(engines['docxtpl'].docx) / 1024:.0f})."


def _shares(shares: list[tuple[str, float]]) -> str:
    return ", ".join(f"{name} {share:.0%}" for name, share in shares)


# ------------------------------------------------------------------------------------------------- the whole path, cold start


def whole_path(report: Report) -> None:
    """Measure `delib.build` of a dict against docxtpl's bare rendering."""
    rows = []
    with acts() as both:
        for document, whole in both.items():
            engines = {"delib": Here(whole.build), "docxtpl": Here(whole.bare())}
            for engine in engines.values():
                engine.run(1)
            check_same({name: engine.docx for name, engine in engines.items()})
            whole.renew(1_000)
            found = alternating({**engines, "new": Here(whole.fresh)}, turns=25)
            stages = alternating({name: Here(lambda stage=stage: stage() and b"") for name, stage in whole.stages.items()})
            report.at_least("`delib.build(dict)` against docxtpl's bare rendering", document, _ratio(found), WHOLE_TARGET)
            times = (f"{found[name]:.2f}" for name in ("delib", "new", "docxtpl"))
            rows.append((document, *times, f"{_ratio(found):.1f}", f"{found['docxtpl'] / found['new']:.1f}"))
            said = ", ".join(f"{name} {one:.2f}" for name, one in stages.items())
            report.where.append(f"`delib.build`, {document}: {said} ms. By profile: {_shares(profiles.shares(whole.build, 60))}.")
    report.sections += [
        "## The whole path",
        "`delib.build(dict)` validates the data, gives them their French, prints, checks, digests and packs. docxtpl only prints "
        "the same template with values ready-made. The délibération is the template that delib ships, with the data of "
        "`examples/deliberation-conseil.yaml`; the convention is a type of act in `tests/benchmarks/bibliotheque`. The "
        "typography of a text already read is remembered (1,024 texts): « new texts » are acts that never say the same.",
        _table(("document", "delib, ms", "new texts, ms", "docxtpl, ms", "ratio", "new texts"), rows),
    ]


def _ratio(found: dict[str, float]) -> float:
    return found["docxtpl"] / found["delib"]


def cold_command(report: Report) -> None:
    """Run `cold.py`, and read what it prints."""
    stream = io.StringIO()
    with contextlib.redirect_stdout(stream):
        cold.main()
    ratio = re.search(r"^ *delib build .*?([0-9.]+)×$", stream.getvalue(), re.MULTILINE)
    assert ratio is not None, stream.getvalue()
    report.at_most("cold `delib build` against a cold docxtpl script", "délibération", float(ratio[1]), COLD_TARGET)
    report.sections += ["## The cold command", f"```\n{stream.getvalue().rstrip()}\n```"]


# ------------------------------------------------------------------------------------------------------------------- growth


def growing(report: Report) -> None:
    """Measure what a visa costs, what memory is held, what a second process brings."""
    visas, fixed = growth.cost_of_visas()
    first = visas[growth.VISAS[0]]
    worst = max((cost / first - 1 for cost in visas.values()), key=abs)
    met = abs(worst) <= VISA_TARGET
    asked = f"within ±{VISA_TARGET:.0%}"
    report.verdicts.append(Verdict("cost per visa, from 10 to 10,000", "délibération", f"{worst:+.0%}", asked, met))
    held = growth.memory()
    after = {name: " then ".join(f"{number:,}" for number in marks) for name, marks in growth.MARKS.items()}
    report.at_most("memory after 20,000 documents, against 200", "both", held["delib"][1] / held["delib"][0], MEMORY_TARGET)
    rates = growth.throughput()
    report.at_least("two processes against one", "délibération", rates[2] / rates[1], PROCESSES_TARGET)
    report.sections += [
        "## Growth",
        f"A document without visas takes {fixed:.2f} ms of processor; a visa costs the least time of the document, less "
        "that, over the number of visas; each visa has words of its own. The verdict is the farthest from the cost at 10.",
        _table(
            ("visas", "µs each", "against 10"),
            [(f"{n:,}", f"{cost:.1f}", f"{cost / first - 1:+.0%}") for n, cost in visas.items()],
        ),
        f"Memory of a fresh process: delib after {after['delib']} documents, {_megabytes(held['delib'])}; docxtpl after "
        f"{after['docxtpl']} délibérations, {_megabytes(held['docxtpl'])}.",
        f"Documents a second: {rates[1]:.0f} with one process, {rates[2]:.0f} with two ({growth.EACH:,} délibérations by each).",
    ]


def _megabytes(held: list[float]) -> str:
    return " then ".join(f"{one:.1f}" for one in held) + f" MB ({held[1] / held[0]:.2f}×)"


def main() -> None:
    """Measure, write, print."""
    report = Report()
    for part in (rendering, whole_path, cold_command, growing):
        gc.collect()
        part(report)
    RESULTS.write_text(report.text(), encoding="utf-8")
    print(report.text())


if __name__ == "__main__":
    main()
