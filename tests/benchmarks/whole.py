"""The whole path: `delib.build` of data given as a dict (validated, given their French, printed, checked) against docxtpl's bare
rendering of the same template, its French values ready-made.

The délibération is the one that delib ships, with the data of `examples/deliberation-conseil.yaml`; the convention is a type of
act of its own (`bibliotheque/`). How docxtpl prints such a template is `cold.py`'s script: it runs once, and its values and
its environment serve again, warm.
"""

from __future__ import annotations

import json
import runpy
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import convention
import yaml
from cold import DOCXTPL, RACINE, plain
from documents import jinja
from engines import docxtpl_work
from word import make_template

import delib

EXEMPLES = RACINE / "examples"
LONG = 50
"""From how many characters a text is a sentence of the act, not a name, a date or a number."""


class Whole:
    """An act's data and its library: what delib does with them, and what docxtpl is given."""

    def __init__(self, donnees: Mapping[str, Any], bibliotheque: delib.Bibliotheque) -> None:
        self.donnees = donnees
        self.bibliotheque = bibliotheque
        self.others: list[dict[str, Any]] = []
        self.acte = delib.load(donnees, bibliotheque=bibliotheque)
        self.stages: dict[str, Callable[[], object]] = {
            "read, validate, make the French (`load`)": lambda: delib.load(donnees, bibliotheque=bibliotheque),
            "render, digest, pack (`build` of a loaded act)": lambda: delib.build(self.acte, bibliotheque=bibliotheque),
        }

    def build(self) -> bytes:
        """Return the .docx, from the data."""
        return delib.build(self.donnees, bibliotheque=self.bibliotheque).docx

    def fresh(self) -> bytes:
        """Return the .docx of an act whose own texts were never read before, if `renew` made it ready; its house's were."""
        return delib.build(self.others.pop(), bibliotheque=self.bibliotheque).docx

    def renew(self, times: int) -> None:
        """Make ready the data of as many acts whose own texts are new."""
        for number in range(times):
            suffix = f" ({number})"
            others = {name: one if name == "collectivite" else renewed(one, suffix) for name, one in self.donnees.items()}
            self.others.append(others)

    def bare(self) -> Callable[[], bytes]:
        """Return docxtpl's rendering of the same template."""
        modele = self.bibliotheque.find(self.acte.modele)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "nu.py").write_text(DOCXTPL, encoding="utf-8")
            (folder / "donnees.json").write_text(json.dumps(plain(self.acte.racine), ensure_ascii=False), encoding="utf-8")
            given, sys.argv = sys.argv, ["nu.py", modele.path, str(folder / "donnees.json"), str(folder / "nu.docx")]
            try:
                script = runpy.run_path(str(folder / "nu.py"))
            finally:
                sys.argv = given
        return docxtpl_work(Path(modele.path).read_bytes(), script["context"], script["environment"])


def renewed(value: Any, suffix: str) -> Any:
    """Return data whose long texts all end otherwise."""
    if isinstance(value, Mapping):
        return {name: renewed(one, suffix) for name, one in value.items()}
    if isinstance(value, list):
        return [renewed(one, suffix) for one in value]
    return value + suffix if isinstance(value, str) and len(value) > LONG else value


@contextmanager
def acts() -> Iterator[dict[str, Whole]]:
    """Return the two acts; their library lasts as long as the block."""
    with tempfile.TemporaryDirectory() as name:
        library = Path(name)
        shutil.copytree(Path(__file__).resolve().parent / "bibliotheque", library, dirs_exist_ok=True)
        template = make_template(convention.CONTENU, jinja(convention.CHEMINS))
        (library / "modeles" / "convention" / "brouillon" / "convention.docx").write_bytes(template)
        yield {
            "délibération": Whole(_conseil(), delib.Bibliotheque.default()),
            "convention": Whole(convention.donnees(), delib.Bibliotheque([library])),
        }


def _conseil() -> dict[str, Any]:
    """Return the act of the Conseil, its collectivité in it: texts, as they are typed."""
    read = yaml.load((EXEMPLES / "deliberation-conseil.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only
    house = EXEMPLES / read["collectivite"]
    read["collectivite"] = yaml.load(house.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
    return read
