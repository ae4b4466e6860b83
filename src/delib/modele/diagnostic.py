"""Why a rendering failed: the same template followed again, every fault told with its tag and the path of its data.

Slow, and only taken when something is wrong: a tag that fails is skipped, and the rest is followed to the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

from jinja2 import Template, Undefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context

from delib.acte.bloc import path_below
from delib.anomalie import MAX_ERRORS, Anomalie, Word, make, suggestion
from delib.modele.bac import Bac, Contexte
from delib.modele.impression import shown
from delib.modele.instrument import ELEMENTS, elements
from delib.modele.langage import Fault
from delib.modele.moteur import Partie, gathered
from delib.modele.passage import MAX_EFFORT, Passage
from delib.modele.raisons import fault_of
from delib.modele.trace import HERE, NAMED, READ, TURN, Tracer

MAX_FOLLOWED = 5_000
"""The most tags of a part that is followed; beyond, its first fault alone is told. A table of 500 rows has as many."""
MAX_KNOWN = 1_000
"""The most fields among which a misspelt one is looked for."""
MAX_FAULTS = 200
"""The most tags that are skipped: a person corrects the first ones, and renders again."""


def told(parties: Sequence[Partie], names: Mapping[str, Any], passage: Passage, error: BaseException | None) -> list[Anomalie]:
    """Return all that stops the rendering of `parties` with `names`; at least what `error` says."""
    found: dict[Anomalie, None] = {}
    effort = MAX_EFFORT + MAX_EFFORT // 2
    for partie in parties:
        if len(found) >= MAX_ERRORS:
            break
        effort = _follow(partie, names, passage, effort, found)
    if not found and error is not None:
        lieu = next((partie.place(line) for partie in parties if (line := partie.line(error))), Word(parties[0].lieu.fichier))
        fault = fault_of(error)
        found[make(fault.code, lieu, "", **fault.details)] = None
    return list(found)


def _follow(partie: Partie, names: Mapping[str, Any], passage: Passage, effort: int, found: dict[Anomalie, None]) -> int:
    """Follow a part, add to `found` what is wrong in it, and return what is left of the effort that all parts may take."""
    if len(partie.tags) > MAX_FOLLOWED:
        return effort
    try:
        enquete = _Enquete(partie, names, passage, effort)
    except (RecursionError, MemoryError):  # a tag so deep that it cannot be followed
        return effort
    with suppress(Exception):  # a value may hinder the inquiry itself: what it found stands
        enquete.run()
    found.update(enquete.found)
    return enquete.effort


Chemin = str | tuple[str, int]
"""The path of a data, or that of its list and its rank there."""


class _Enough(Exception):  # noqa: N818 - stops the inquiry, and is caught below
    pass


class _Enquete:
    """One part followed again, as many times as it has tags that fail."""

    def __init__(self, partie: Partie, names: Mapping[str, Any], passage: Passage, effort: int) -> None:
        self.partie = partie
        self.effort = effort
        self.names = dict(names)
        self.passage = passage
        self.found: dict[Anomalie, None] = {}
        self.skipped: set[tuple[int, tuple[tuple[str, Chemin], ...]]] = set()
        self.line = 0
        self.paths: dict[str, Chemin] = {}
        self.last = ""
        self.value: Any = None
        self.loops: dict[int, _Loop] = {}
        self.said: set[tuple[int, str, str]] = set()
        self.bac = self._bac()
        tree = partie.tree()
        tree.set_environment(self.bac)
        tree = Tracer(self.bac, partie.sorte).visit(tree)
        self.template = Template.from_code(self.bac, partie.code(tree, self.bac), {})

    def _bac(self) -> Bac:
        own = {name: function for name, function in self.partie.bac.filters.items() if " " not in name}
        bac = Bac({})
        bac.filters.update(own)
        bac.tests = self.partie.bac.tests
        bac.filters[READ] = self.read
        bac.filters[HERE] = self.here
        bac.filters[TURN] = self.turn
        bac.filters[NAMED] = self.named
        bac.filters[ELEMENTS] = self.elements
        bac.undefined = type("Inconnu", (_Inconnu,), {"enquete": self})
        bac.printed = self.printed
        bac.counted = self.counted
        return bac

    def run(self) -> None:
        """Follow the part until nothing new fails."""
        for attempt in range(MAX_FAULTS):
            self.paths, self.loops, self.line, self.last = {}, {}, 0, ""
            self.context = Contexte(self.bac, self.names, None, {})
            self.context.passage = passage = Passage(self.passage.images, self.passage.corps)
            passage.name = self.partie.name
            passage.effort = start = min(MAX_EFFORT, self.effort)
            try:
                gathered(self.template.root_render_func(self.context))
            except Exception as error:  # whatever a value or a filter raises is told
                self.effort -= start - max(passage.effort, 0)
                if isinstance(error, _Enough) or (attempt and passage.effort < 0):
                    return
                fault = fault_of(error)
                self.tell(fault)
                key = self.key()
                if key in self.skipped or fault.code == "modele-demesure":
                    return
                self.skipped.add(key)
            else:
                self.effort -= start - passage.effort
                return

    def key(self) -> tuple[int, tuple[tuple[str, Chemin], ...]]:
        """Return what tells this turn of this tag from others."""
        return self.line, tuple(sorted(self.paths.items()))

    def tell(self, fault: Fault, chemin: str | None = None) -> None:
        """Keep a fault of the tag at hand."""
        path = self.last if chemin is None else chemin
        if len(self.found) >= MAX_ERRORS:
            raise _Enough
        self.found[make(fault.code, self.partie.place(self.line), path, **fault.details)] = None

    # ------------------------------------------------------------------------------------------- steps of the template

    def here(self, line: int) -> bool:
        """Turn to the tag of a line; return whether it is to be followed."""
        self.line, self.last, self.value = line, "", None
        return self.key() not in self.skipped

    def read(self, value: Any, root: str, suffix: str) -> Any:
        """Note that a tag read the data at `root` + `suffix`."""
        above = self.paths.get(root, root)
        self.last = (path_below(*above) if isinstance(above, tuple) else above) + suffix
        self.value = value
        if issubclass(type(value), _Inconnu) and not value.chemin:
            value.chemin = self.last
        return value

    def named(self, value: Any, name: str) -> Any:
        """Note that `set` gives data another name."""
        self.paths[name] = self.last or name
        return value

    def printed(self, context: Context, kind: int, value: Any) -> str:
        """Return what a tag prints, nothing where it must not."""
        if issubclass(type(value), _Inconnu):
            return str(value)
        try:
            return shown(context.passage, kind, value)  # type: ignore[attr-defined]
        except Fault as fault:
            self.tell(fault)
            return ""

    def counted(self, context: Context, kind: int, value: Any) -> str:
        """Return the same, its length taken from the room of the rendering."""
        text = self.printed(context, kind, value)
        context.passage.take(len(text))  # type: ignore[attr-defined]
        return text

    def elements(self, value: Any, length: int, words: int, line: int = 0, through: str = "") -> Any:
        """Return what a loop runs over, nothing where it cannot."""
        try:
            items = elements(self.context, value, length, words)
        except Fault as fault:
            if fault.code == "modele-demesure":
                raise
            self.tell(fault)
            items = []
        whole = self.value if issubclass(type(self.value), list | tuple) else items
        self.loops[line] = _Loop(self.last, whole if through == "|" else items, through)
        return items

    def turn(self, line: int, *targets: Any) -> str:
        """Note the path of each name that a turn of a loop gives: `visas[3]`."""
        loop = self.loops.get(line)
        names, values = targets[::2], targets[1::2]
        if loop is not None and loop.path:
            path = loop.next(values)
            for name in names:
                self.paths[name] = path
            if loop.through == "items" and len(names) == 2:
                self.paths[names[0]] = ""
        return ""


class _Loop:
    """A loop being followed: the path of its list, its items, how many turns were made."""

    def __init__(self, path: str, items: Any, through: str) -> None:
        self.path = path
        self.items = items
        self.through = through
        self.at = -1
        self.ranks = {id(one): rank for rank, one in reversed(list(enumerate(items)))} if through == "|" else {}

    def next(self, values: Sequence[Any]) -> Chemin:
        """Return the path of the next item, whose parts are `values`."""
        self.at += 1
        if self.through == "items" and len(values) == 2:
            return path_below(self.path, str(values[0]))
        if self.through == "values":
            return self.path
        if self.through:
            rank = self.ranks.get(id(values[0])) if len(values) == 1 else None
            return (self.path, rank) if rank is not None else self.path
        if len(values) == 1:
            while self.at < len(self.items) - 1 and self.items[self.at] is not values[0]:
                self.at += 1
        return self.path, self.at


class _Inconnu(Undefined):
    """A name that the data do not give: told once when it is used, silent after."""

    enquete: _Enquete
    chemin = ""
    __slots__ = ("__dict__",)

    def _tell(self) -> None:
        if self.__dict__.get("silent"):
            return
        self.__dict__["silent"] = True
        name = str(self._undefined_name)
        here = (self.enquete.line, self.enquete.last, name)
        if here in self.enquete.said:
            return
        self.enquete.said.add(here)
        if self._undefined_exception is SecurityError:
            fault = Fault("instruction-interdite", nom=f"« {name[:40]} »")
        elif self._undefined_obj is _MISSING:
            known = [key for key in self.enquete.names if key not in self.enquete.bac.globals]
            si = f" (s’il peut manquer, écrivez « if {name[:40]} is defined »)"
            fault = Fault("contexte-nom", nom=name[:40], conseil=suggestion(name, known), si=si)
        else:
            fault = Fault("attribut-inconnu", nom=name[:40], conseil=suggestion(name, _known(self._undefined_obj)))
        above = self.enquete.last if self._undefined_obj is not _MISSING else ""
        self.enquete.tell(fault, self.chemin or (f"{above}.{name}" if above else name))

    def _silenced(self, *_args: Any, **_named: Any) -> Any:
        self._tell()
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._silenced()

    def __str__(self) -> str:
        self._tell()
        return ""

    def __iter__(self) -> Any:
        self._tell()
        return iter(())

    def __len__(self) -> int:
        self._tell()
        return 0

    def __bool__(self) -> bool:
        self._tell()
        return False

    def _false(self, _other: object) -> bool:
        self._tell()
        return False

    def _int(self) -> int:
        self._tell()
        return 0

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = _false  # type: ignore[assignment]
    __hash__ = object.__hash__
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _silenced
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = __pos__ = __neg__ = _silenced
    __call__ = __getitem__ = _silenced
    __int__ = __float__ = __index__ = _int  # type: ignore[assignment]


_MISSING: Any = Undefined()._undefined_obj


def _known(obj: Any) -> list[str]:
    """Return the fields of an object, as far as it lets them be known."""
    kind = type(obj)
    if issubclass(kind, str | int | float | list | tuple):
        return []
    try:
        if issubclass(kind, Mapping):
            return [key for key in islice(obj, MAX_KNOWN) if type(key) is str]
        return [name for name in dir(obj) if not name.startswith("_")]
    except Exception:
        return []
