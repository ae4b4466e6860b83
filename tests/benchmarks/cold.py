"""The cold command: `delib build` of one act against a bare docxtpl script on the same template, in processes of their own.

Both are given the same act. docxtpl gets its French values ready-made, in JSON: it reads no YAML, checks nothing and makes no
date; it renders and saves. The outputs are first checked to hold the same text. Printed: medians of 15, alternating.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

RACINE = Path(__file__).resolve().parents[2]
RUNS = 15

DOCXTPL = """
import json, sys
import jinja2
from docxtpl import DocxTemplate

class Texte(str):
    champs = {}
    def __getattr__(self, name):
        try:
            return self.champs[name]
        except KeyError:
            raise AttributeError(name) from None

def objet(pairs):
    if "" not in pairs:
        return pairs
    made = Texte(pairs.pop(""))
    made.champs = pairs
    return made

class Absent(jinja2.ChainableUndefined):
    def __lt__(self, other):
        return False
    __le__ = __gt__ = __ge__ = __lt__
    def __len__(self):
        return 0

template, data, output = sys.argv[1:]
with open(data, encoding="utf-8") as stream:
    context = json.load(stream, object_hook=objet)
environment = jinja2.Environment(autoescape=True, undefined=Absent)
environment.tests["connu"] = lambda value: not isinstance(value, jinja2.Undefined)
environment.filters["majuscules"] = str.upper
environment.filters["capitale_initiale"] = lambda value: value[:1].upper() + value[1:]
VOYELLES = "aeiouyàâéèêîôûœAEIOUYÀÂÉÈÊÎÔÛŒ"
environment.filters["de"] = lambda value: (
    "du " + value[3:] if value[:3] == "le " else "des " + value[4:] if value[:4] == "les "
    else "de " + value if value[:1] not in VOYELLES else "d’" + value
)
environment.filters["enumeration"] = lambda values: " et ".join([*[", ".join(values[:-1])] * (len(values) > 1), *values[-1:]])
document = DocxTemplate(template)
document.render(context, environment, autoescape=True)
document.save(output)
"""


def plain(value: Any) -> Any:
    """Return a value of the act as JSON: a French value is its text under "" beside its attributes."""
    from delib.acte.bloc import Bloc
    from delib.francais.valeur import TEXTE, Valeur

    if isinstance(value, Bloc):
        return {name: plain(value[name]) for name in value}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, Valeur):
        known = {name: plain(getattr(value, name)) for name in value.champs}
        return {"": str(value), **{name: one for name, one in known.items() if one not in ("", [])}, **texts(str(value), TEXTE)}
    if isinstance(value, str):
        return {"": value, **texts(value, TEXTE)}
    return value


def texts(value: str, table: dict[str, Any]) -> dict[str, Any]:
    """Return what a template may ask of a text with a dot."""
    return {name: made(value) for name, made in table.items()}


def measure(command: list[str]) -> float:
    """Return the seconds that one process takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    import delib
    from delib.production.plan import iter_lines

    acte = RACINE / "examples" / "deliberation-conseil.yaml"
    loaded = delib.load(acte)
    built = delib.build(loaded)
    modele = delib.Bibliotheque.default().find(built.modele)
    with tempfile.TemporaryDirectory() as folder:
        script, data, output = (os.path.join(folder, name) for name in ("nu.py", "donnees.json", "nu.docx"))
        Path(script).write_text(DOCXTPL, encoding="utf-8")
        Path(data).write_text(json.dumps(plain(loaded.racine), ensure_ascii=False), encoding="utf-8")
        commands = {
            "delib build": [sys.executable, "-m", "delib", "build", str(acte), "-o", os.path.join(folder, "sortie"), "--ecraser"],
            "docxtpl": [sys.executable, script, modele.path, data, output],
        }
        subprocess.run(commands["docxtpl"], check=True)
        ours = [line.texte for line in iter_lines(built.docx)]
        theirs = [line.texte for line in iter_lines(Path(output).read_bytes())]
        assert ours == theirs, [pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1]][:3]
        for command in commands.values():
            measure(command)
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, command in commands.items():
                times[name].append(measure(command))
    medians = {name: statistics.median(values) * 1000 for name, values in times.items()}
    names = ("docxtpl", "jinja2", "click", "PyYAML")
    print(f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in names))
    print(f"{len(ours)} paragraphs, the same text; cold processes, median of {RUNS}, alternating:")
    for name, median in medians.items():
        print(f"  {name:12} {median:7.1f} ms   {median / medians['docxtpl']:.2f}×")


if __name__ == "__main__":
    main()
