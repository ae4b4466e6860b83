"""Why a rendering failed: the same template followed again, every fault told with its tag and the path of its data.

Slow, and only taken when something is wrong: a tag that fails is skipped, and the rest is followed to the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Template, Undefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context

from delib.acte.bloc import path_below
from delib.anomalie import MAX_ERRORS, Anomalie, Word, make, suggestion
from delib.modele import bornes
from delib.modele.bac import Bac, Contexte, Instrument, one_line
from delib.modele.champs import OWN, chain
from delib.modele.impression import shown
from delib.modele.langage import Fault
from delib.modele.moteur import Partie, gathered
from delib.modele.passage import Passage

MAX_FAULTS = 200
"""The most tags that are skipped: a person corrects the first ones, and renders again."""
_READ, _HERE, _TURN, _NAMED = "delib lu", "delib ici", "delib élément", "delib nommé"
_DICT_LOOPS = frozenset({"items", "values"})


def told(parties: Sequence[Partie], names: Mapping[str, Any], passage: Passage, error: BaseException | None) -> list[Anomalie]:
    """Return all that stops the rendering of `parties` with `names`; at least what `error` says."""
    found: dict[Anomalie, None] = {}
    for partie in parties:
        if len(found) >= MAX_ERRORS:
            break
        enquete = _Enquete(partie, names, passage)
        enquete.run()
        found.update(enquete.found)
    if not found and error is not None:
        for partie in parties:
            line = partie.line(error)
            if line:
                fault = fault_of(error)
                found[make(fault.code, partie.place(line), "", **fault.details)] = None
    if not found and error is not None:
        fault = fault_of(error)
        found[make(fault.code, Word(parties[0].lieu.fichier), "", **fault.details)] = None
    return list(found)


def fault_of(error: BaseException) -> Fault:
    """Return what an exception says of the tag that raised it."""
    if isinstance(error, Fault):
        return error
    if isinstance(error, SecurityError):
        return Fault("instruction-interdite", nom="cet appel")
    if isinstance(error, RecursionError):
        return Fault("modele-demesure", quoi="elle s’appelle elle-même sans fin")
    if isinstance(error, TypeError) and "not supported between" in str(error):
        return Fault("comparaison-impossible")
    raisons = {
        ZeroDivisionError: "division par zéro",
        OverflowError: "nombre trop grand",
        TypeError: "une valeur n’est pas de la nature attendue",
        ValueError: "une valeur ne convient pas",
        LookupError: "un élément demandé n’existe pas",
    }
    raison = next((text for kind, text in raisons.items() if isinstance(error, kind)), f"une erreur {type(error).__name__}")
    return Fault("balise-echec", raison=raison)


class _Enough(Exception):  # noqa: N818 - stops the inquiry, and is caught below
    pass


class _Enquete:
    """One part followed again, as many times as it has tags that fail."""

    def __init__(self, partie: Partie, names: Mapping[str, Any], passage: Passage) -> None:
        self.partie = partie
        self.names = dict(names)
        self.passage = passage
        self.found: dict[Anomalie, None] = {}
        self.skipped: set[tuple[int, tuple[tuple[str, str], ...]]] = set()
        self.line = 0
        self.paths: dict[str, str] = {}
        self.last = ""
        self.value: Any = None
        self.loops: dict[int, _Loop] = {}
        self.bac = self._bac()
        tree = partie.tree()
        tree.set_environment(self.bac)
        tree = _Tracer(self.bac, partie.sorte).visit(tree)
        self.template = Template.from_code(self.bac, partie.code(tree, self.bac), {})

    def _bac(self) -> Bac:
        own = {name: function for name, function in self.partie.bac.filters.items() if " " not in name}
        bac = Bac({})
        bac.filters.update(own)
        bac.tests = self.partie.bac.tests
        bac.filters[_READ] = self.read
        bac.filters[_HERE] = self.here
        bac.filters[_TURN] = self.turn
        bac.filters[_NAMED] = self.named
        bac.filters[bornes.ELEMENTS] = self.elements
        bac.undefined = type("Inconnu", (_Inconnu,), {"enquete": self})
        bac.printed = bac.counted = self.printed
        return bac

    def run(self) -> None:
        """Follow the part until nothing new fails."""
        for _ in range(MAX_FAULTS):
            self.paths, self.loops, self.line, self.last = {}, {}, 0, ""
            self.context = Contexte(self.bac, self.names, None, {})
            self.context.passage = Passage(self.passage.images, self.passage.corps)
            self.context.passage.name = self.partie.name
            try:
                gathered(self.template.root_render_func(self.context))
            except _Enough:
                return
            except Exception as error:  # whatever a value or a filter raises is told
                self.tell(fault_of(error))
                key = self.key()
                if key in self.skipped or getattr(error, "code", "") == "modele-demesure":
                    return
                self.skipped.add(key)
            else:
                return

    def key(self) -> tuple[int, tuple[tuple[str, str], ...]]:
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
        self.last = self.paths.get(root, root) + suffix
        self.value = value
        if isinstance(value, _Inconnu) and not value.chemin:
            value.chemin = self.last
        return value

    def named(self, value: Any, name: str) -> Any:
        """Note that `set` gives data another name."""
        self.paths[name] = self.last or name
        return value

    def printed(self, context: Context, kind: int, value: Any) -> str:
        """Return what a tag prints, nothing where it must not."""
        if isinstance(value, Undefined):
            return str(value)
        try:
            return shown(context.passage, kind, value)  # type: ignore[attr-defined]
        except Fault as fault:
            self.tell(fault)
            return ""

    def elements(self, value: Any, length: int, line: int = 0, through: str = "") -> Any:
        """Return what a loop runs over, nothing where it cannot."""
        try:
            items = bornes.elements(self.context, value, length)
        except Fault as fault:
            if fault.code == "modele-demesure":
                raise
            self.tell(fault)
            items = []
        whole = self.value if isinstance(self.value, list | tuple) else items
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

    def next(self, values: Sequence[Any]) -> str:
        """Return the path of the next item, whose parts are `values`."""
        self.at += 1
        if self.through == "items" and len(values) == 2:
            return path_below(self.path, str(values[0]))
        if self.through == "values":
            return self.path
        if self.through:
            found = [index for index, one in enumerate(self.items) if len(values) == 1 and one is values[0]]
            return path_below(self.path, found[0]) if found else self.path
        if len(values) == 1:
            while self.at < len(self.items) - 1 and self.items[self.at] is not values[0]:
                self.at += 1
        return path_below(self.path, self.at)


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
    if isinstance(obj, Mapping):
        return [key for key in obj if isinstance(key, str)]
    if isinstance(obj, str | int | float | list | tuple):
        return []
    return [name for name in dir(obj) if not name.startswith("_")]


class _Tracer(Instrument):
    """Adds to a template what tells, at each step, where one is: the tag, the data read, the turn of each loop."""

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Make each value one that can be skipped."""
        for index, child in enumerate(node.nodes):
            if not isinstance(child, nodes.TemplateData):
                line = one_line(child)
                made = self.skippable(self.visit(child), nodes.Const(""), line)
                made.sorte = self.sorte(line)
                node.nodes[index] = made
        return node

    def visit_If(self, node: nodes.If) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Make a condition one that can be skipped."""
        line = one_line(node.test)
        self.generic_visit(node)
        node.test = self.skippable(node.test, nodes.Const(False), line)
        return node

    def visit_Assign(self, node: nodes.Assign) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Make a value one that can be skipped."""
        line = one_line(node.node)
        self.generic_visit(node)
        if isinstance(node.target, nodes.Name):
            node.node = self.step(_NAMED, node.node, nodes.Const(node.target.name))
        node.node = self.skippable(node.node, nodes.Const(""), line)
        return node

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Follow the turns of a loop."""
        line = one_line(node.iter)
        through = _through(node.iter)
        super().visit_For(node)
        step = node.iter
        assert isinstance(step, nodes.Filter)  # noqa: S101 - what the method above makes
        assert step.node is not None  # noqa: S101
        step.node = self.skippable(step.node, nodes.List([]), line)
        step.args += [nodes.Const(line), nodes.Const(through)]
        targets: list[nodes.Expr] = []
        for name in [node.target] if isinstance(node.target, nodes.Name) else node.target.find_all(nodes.Name):
            targets += [nodes.Const(name.name), nodes.Name(name.name, "load")]
        turn = self.step(_TURN, self.placed(nodes.Const(line), line), *targets)
        node.body.insert(0, self.placed(nodes.ExprStmt(turn), line))
        return node

    def skippable(self, node: nodes.Node, instead: nodes.Expr, line: int) -> Any:
        """Return `node` where the tag of its line is to be followed, else `instead`."""
        test = self.step(_HERE, self.placed(nodes.Const(line), line))
        return self.placed(nodes.CondExpr(test, node, instead), line)

    def visit_Name(self, node: nodes.Name) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Note the reading of a name."""
        if node.ctx != "load" or node.name in OWN or node.name in self.environment.globals:
            return node
        made: nodes.Node = self.step(_READ, node, nodes.Const(node.name), nodes.Const(""))
        return made

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Note the reading of a field."""
        return self._chained(node, super().visit_Getattr)

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Note the reading of an element."""
        return self._chained(node, self.generic_visit)

    def _chained(self, node: Any, visit: Any) -> nodes.Node:
        path = chain(node)
        made: nodes.Node = visit(node)
        if path is None or hasattr(node, "called") or path[0] in OWN:
            return made
        made = self.step(_READ, made, nodes.Const(path[0]), nodes.Const(path[1]))
        return made


def _through(node: nodes.Node) -> str:
    """Return how a loop reaches its list: "" itself, "items" or "values" of a dictionary, "|" through a filter."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr) and node.node.attr in _DICT_LOOPS:
        return node.node.attr
    return "" if chain(node) is not None else "|"
