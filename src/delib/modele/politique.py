"""The STRICTE policy: what a template of an act may say, and nothing else.

Jinja's immutable sandbox, and beyond it: no call, no arithmetic, no macro, include or switch, filters and tests from a white
list, loops over data only and within a budget. A template may come from anybody who edits a Word file.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from typing import Any

from jinja2 import nodes
from jinja2.runtime import LoopContext, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import pass_context

from delib.acte.bloc import Absent, Bloc
from delib.anomalie import suggestion
from delib.francais.grammaire import enumeration
from delib.francais.valeur import TEXTE, Valeur

MAX_TURNS = 200_000
"""The most turns of all the loops of one document: the longest real act has a few thousand."""
MAX_OUTPUT = 64 * 1024 * 1024
"""The most characters that one part may become: a 300-page act is under 4 MiB."""

INSTRUCTIONS = frozenset({"if", "elif", "else", "endif", "for", "endfor", "set"})

_NOEUDS = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.For,
    nodes.Assign,
    nodes.Name,
    nodes.Const,
    nodes.List,
    nodes.Tuple,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Filter,
    nodes.Test,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
    nodes.CondExpr,
)
_BOUCLE = frozenset({"first", "last", "index", "index0", "revindex", "revindex0", "length", "previtem", "nextitem"})
_NOMMES: dict[type[nodes.Node], str] = {
    nodes.Call: "un appel de fonction « (…) »",
    nodes.Macro: "une macro",
    nodes.CallBlock: "un bloc « call »",
    nodes.FilterBlock: "un bloc « filter »",
    nodes.Include: "« include »",
    nodes.Import: "« import »",
    nodes.FromImport: "« from … import »",
    nodes.Extends: "« extends »",
    nodes.Block: "« block »",
    nodes.AssignBlock: "un bloc « set »",
    nodes.With: "« with »",
    nodes.Concat: "la jonction « ~ »",
    nodes.Slice: "une tranche « [a:b] »",
    nodes.Dict: "un dictionnaire « {…} »",
}

ABSENT_LOOP = "__parcours"


class Problem:
    """Something that a template asked and cannot have: the line of the generated source, a code, and its words."""

    __slots__ = ("code", "details", "lineno", "source")

    def __init__(self, code: str, lineno: int, details: dict[str, object], source: str = "") -> None:
        self.code = code
        self.lineno = lineno
        self.details = details
        self.source = source


class Passage:
    """One rendering: the problems met so far, and the turns of loop left."""

    __slots__ = ("known", "problems", "turns")

    def __init__(self, known: frozenset[str] = frozenset()) -> None:
        self.known = known
        self.problems: list[Problem] = []
        self.turns = MAX_TURNS


PASSAGE: ContextVar[Passage] = ContextVar("passage")


class Depasse(Exception):  # noqa: N818 - it stops a rendering, and is turned into an anomaly by its caller
    """A rendering went beyond its bounds."""


def tell(code: str, **details: object) -> None:
    """Keep a problem of the rendering at hand, with the line of the template that it comes from."""
    frame: Any = sys._getframe(1)
    while frame is not None and "__jinja_template__" not in frame.f_globals:
        frame = frame.f_back
    lineno, source = 0, ""
    if frame is not None:
        template = frame.f_globals["__jinja_template__"]
        lineno = template.get_corresponding_lineno(frame.f_lineno)
        source = template.name or ""
    PASSAGE.get().problems.append(Problem(code, lineno, details, source))


class Inconnu(Undefined):
    """A name that nobody knows: told where it is used, then silent, so that one fault is said once."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: object = None, name: str | None = None, exc: type = Exception) -> None:
        super().__init__(hint, obj, name)
        passage = PASSAGE.get(None)
        if passage is not None and name is not None:
            tell("nom-inconnu", nom=name, conseil=suggestion(name, passage.known))

    def _silent(self, *_args: object) -> Any:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _silent

    def __eq__(self, other: object) -> bool:
        return False

    def __ne__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return id(type(self))

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return False


class StricteEnvironment(ImmutableSandboxedEnvironment):
    """The environment of delib's own acts; `finalize` makes of a value the XML that it prints."""

    def __init__(self, finalize: Callable[[Any], Any]) -> None:
        super().__init__(
            autoescape=True,
            undefined=Inconnu,
            finalize=finalize,
            keep_trailing_newline=True,
            cache_size=0,
            extensions=(),
        )
        self.globals.clear()
        self.filters = dict(FILTRES)
        self.filters[ABSENT_LOOP] = _turns
        self.tests = {"connu": _known}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what `obj.attribute` prints: a field of the act, an attribute of a French value, and nothing else."""
        return read_attribute(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an element of a list by its number, or a field by its name."""
        if isinstance(obj, tuple) and isinstance(argument, int) and not isinstance(argument, bool):
            if -len(obj) <= argument < len(obj):
                return obj[argument]
            tell("element-absent", numero=argument, nombre=len(obj))
            return self.undefined()
        if isinstance(argument, str):
            return read_attribute(obj, argument)
        tell("attribut-inconnu", nom=str(argument)[:40], conseil="")
        return self.undefined()

    def call(self, *_args: Any, **_kwargs: Any) -> Any:
        """Refuse: the white list of syntax lets no call through."""
        raise Depasse("appel")


def read_attribute(obj: Any, name: str) -> Any:
    """Return attribute `name` of a value of the act; an absence where the schema knows it; tell and return Inconnu else."""
    if isinstance(obj, Bloc):
        if name in obj:
            return obj[name]
        if obj.knows(name):
            return obj.absent(name)
        tell("attribut-inconnu", nom=name, conseil=suggestion(name, obj.known))
        return Inconnu()
    if isinstance(obj, Valeur):
        if name in obj.champs:
            value = getattr(obj, name)
            return Absent(name, None) if value in ("", ()) else value
        if name in TEXTE:
            return TEXTE[name](str(obj))
        tell("attribut-inconnu", nom=name, conseil=suggestion(name, {*obj.champs, *TEXTE}))
        return Inconnu()
    if isinstance(obj, Absent):
        spec = obj.spec
        if spec is None or name in TEXTE or spec.format is not None or name in spec.all_names or spec.values is not None:
            return Absent(f"{obj.chemin}.{name}", spec.field(name) if spec is not None else None)
        tell("attribut-inconnu", nom=name, conseil=suggestion(name, spec.all_names))
        return Inconnu()
    if isinstance(obj, LoopContext):
        if name in _BOUCLE:
            return getattr(obj, name)
        tell("attribut-inconnu", nom=name, conseil=suggestion(name, _BOUCLE))
        return Inconnu()
    if isinstance(obj, str) and name in TEXTE:
        return TEXTE[name](obj)
    if not isinstance(obj, Undefined):
        known = TEXTE if isinstance(obj, str) else ()
        tell("attribut-inconnu", nom=name, conseil=suggestion(name, known))
    return Inconnu()


def printed(value: Any) -> str | None:
    """Return the text that `value` prints, or None, told, where it must not be printed."""
    if isinstance(value, str):
        return value
    if isinstance(value, Valeur):
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Absent):
        tell("donnee-absente", chemin=value.chemin)
    elif isinstance(value, tuple | list):
        tell("valeur-non-imprimable", nature="une liste", conseil="employez une boucle « for », ou « | enumeration »")
    elif isinstance(value, Bloc):
        tell("valeur-non-imprimable", nature="un groupe de champs", conseil=suggestion("", value.known))
    elif isinstance(value, bool):
        tell("valeur-non-imprimable", nature="un oui ou non", conseil="employez une condition « if »")
    elif not isinstance(value, Undefined):
        tell("valeur-non-imprimable", nature="une valeur sans texte", conseil="")
    return None


# -------------------------------------------------------------------------------------------------------- filters and tests


def _known(value: Any) -> bool:
    return not isinstance(value, Absent | Undefined)


def _listed(value: Any) -> str:
    if isinstance(value, Absent | Undefined):
        return ""
    if not isinstance(value, tuple):
        tell("valeur-non-imprimable", nature="autre chose qu’une liste", conseil="« enumeration » suit une liste")
        return ""
    return enumeration([text for text in map(printed, value) if text is not None])


def _count(value: Any) -> int:
    return len(value) if isinstance(value, tuple | Absent | Bloc) else 0


def _text(name: str) -> Callable[[Any], str]:
    def apply(value: Any) -> str:
        text = printed(value)
        return "" if text is None else TEXTE[name](text)

    return apply


FILTRES: dict[str, Callable[..., Any]] = {
    "capitale_initiale": _text("capitale_initiale"),
    "enumeration": _listed,
    "length": _count,
    "majuscules": _text("capitales"),
}


@pass_context
def _turns(_context: Any, value: Any) -> Sequence[Any] | Iterator[Any]:
    """Return what a loop runs over: a list of the act, each turn counted; tell anything else."""
    if isinstance(value, Absent | Undefined):
        return ()
    if not isinstance(value, tuple):
        tell("boucle-sur-autre-chose")
        return ()
    passage = PASSAGE.get()
    passage.turns -= len(value)
    if passage.turns < 0:
        raise Depasse("boucles")
    return value


# --------------------------------------------------------------------------------------------------------------- white list


def iter_problems(tree: nodes.Template) -> Iterator[Problem]:
    """Yield what the policy refuses in a parsed template."""
    for node in _walk(tree):
        if isinstance(node, nodes.Filter):
            if node.name not in FILTRES or node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
                yield Problem("filtre-interdit", node.lineno, {"nom": node.name, "conseil": suggestion(node.name, FILTRES)})
        elif isinstance(node, nodes.Test):
            if node.name != "connu" or node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
                yield Problem("test-interdit", node.lineno, {"nom": node.name})
        elif isinstance(node, nodes.For):
            if node.recursive or node.else_ or node.test is not None or not isinstance(node.target, nodes.Name):
                yield Problem("instruction-interdite", node.lineno, {"nom": "cette forme de « for »"})
        elif isinstance(node, nodes.Assign) and not isinstance(node.target, nodes.Name):
            yield Problem("instruction-interdite", node.lineno, {"nom": "cette forme de « set »"})
        elif isinstance(node, nodes.Const) and not isinstance(node.value, str | int | bool):
            yield Problem("instruction-interdite", node.lineno, {"nom": f"la constante « {node.value} »"})
        elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            yield Problem("instruction-interdite", node.lineno, {"nom": f"le nom « {node.attr[:40]} »"})
        elif isinstance(node, nodes.Name) and (node.name.startswith("_") or (node.ctx == "store" and node.name == "loop")):
            yield Problem("instruction-interdite", node.lineno, {"nom": f"le nom « {node.name[:40]} »"})
        elif not isinstance(node, _NOEUDS):
            name = _NOMMES.get(
                type(node), "un calcul" if isinstance(node, nodes.BinExpr | nodes.UnaryExpr) else "cette construction"
            )
            yield Problem("instruction-interdite", getattr(node, "lineno", 0), {"nom": name})


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for below in node.iter_child_nodes():
        yield from _walk(below)


def bound_loops(tree: nodes.Template) -> None:
    """Make every loop of `tree` run over data only, within the budget of its rendering."""
    for loop in tree.find_all(nodes.For):
        counted = nodes.Filter(loop.iter, ABSENT_LOOP, [], [], None, None)
        counted.lineno = loop.lineno
        loop.iter = counted
