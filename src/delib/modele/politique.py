"""The STRICTE policy: what a template of an act may say, and nothing else.

Jinja's immutable sandbox, and beyond it: no call, no arithmetic, no macro, include or switch, filters and tests from a white
list, loops over data only and within a budget. A template may come from anybody who edits a Word file.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from typing import Any

from jinja2 import nodes
from jinja2.filters import FILTERS
from jinja2.runtime import LoopContext, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS
from jinja2.utils import pass_context

from delib.acte.bloc import Absent, Bloc
from delib.acte.schema import Spec
from delib.anomalie import suggestion
from delib.francais.dates import Heure, Jour
from delib.francais.grammaire import enumeration
from delib.francais.nombres import Montant
from delib.francais.valeur import TEXTE, Denomination, Enumeration, Personne, Valeur

MAX_WORK = 2_000_000
"""The most that all the loops of one document may do, in nodes of the template evaluated: a table of 5,000 rows does 150,000."""
MAX_OUTPUT = 64 * 1024 * 1024
"""The most characters that all the parts of one document may become: a 300-page act is under 4 MiB."""
MAX_DEPTH = 40
"""The deepest expression read: real conditions go down to 8. Deeper ones would exhaust the stack of who compiles them."""

INSTRUCTIONS = frozenset({"if", "elif", "else", "endif", "for", "endfor", "set"})

_NOEUDS = frozenset(
    {
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
    }
)
_BOUCLE = frozenset({"first", "last", "index", "index0", "revindex", "revindex0", "length"})
_RESERVES = frozenset({"self", "super", "caller", "varargs", "kwargs"})
_ILLISIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
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

    __slots__ = ("code", "details", "lineno")

    def __init__(self, code: str, lineno: int, details: dict[str, object]) -> None:
        self.code = code
        self.lineno = lineno
        self.details = details


class Passage:
    """One rendering: the names of the act's root, the problems met so far, the work and the room left."""

    __slots__ = ("known", "problems", "room", "work")

    def __init__(self, known: frozenset[str] = frozenset()) -> None:
        self.known = known
        self.problems: list[Problem] = []
        self.work = MAX_WORK
        self.room = MAX_OUTPUT

    @property
    def spent(self) -> bool:
        """Return whether the rendering went beyond its bounds."""
        return self.work < 0 or self.room < 0

    def spend(self, work: int) -> None:
        """Count `work`. Raises Depasse beyond what one rendering may do."""
        self.work -= work
        if self.work < 0:
            raise Depasse("ses boucles ne finissent pas")

    def take(self, characters: int) -> None:
        """Count `characters` written. Raises Depasse beyond what one rendering may write."""
        self.room -= characters
        if self.room < 0:
            raise Depasse(f"plus de {MAX_OUTPUT // 1024 // 1024} Mio de texte")


PASSAGE: ContextVar[Passage] = ContextVar("passage")


class Depasse(Exception):  # noqa: N818 - it stops a rendering, and is turned into an anomaly by its caller
    """A rendering went beyond its bounds."""


def tell(code: str, **details: object) -> None:
    """Keep a problem of the rendering at hand, with the line of the template that it comes from."""
    frame: Any = sys._getframe(1)
    while frame is not None and "__jinja_template__" not in frame.f_globals:
        frame = frame.f_back
    lineno = 0
    if frame is not None:
        lineno = frame.f_globals["__jinja_template__"].get_corresponding_lineno(frame.f_lineno)
    PASSAGE.get().problems.append(Problem(code, lineno, details))


def line_of(error: BaseException) -> tuple[int, bool]:
    """Return the line of the template that `error` comes from (0 when from none), and whether the template itself raised it."""
    found, own, trace = 0, False, error.__traceback__
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        own = template is not None
        if template is not None:
            found = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return found, own


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

    def __init__(self, finalize: Callable[[Any, Any], Any]) -> None:
        super().__init__(
            autoescape=True,
            undefined=Inconnu,
            finalize=finalize,
            keep_trailing_newline=True,
            cache_size=0,
            optimized=False,  # folds constants, of which an act's template has none worth a pass through its tree
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
        raise Depasse("un appel de fonction")


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
        possible = _possible(obj.spec)
        if possible is None or name in possible or name in TEXTE:
            below = obj.spec.field(name) if obj.spec is not None else None
            return Absent(f"{obj.chemin}.{name}", below or (obj.spec if possible is None else None))
        tell("attribut-inconnu", nom=name, conseil=suggestion(name, {*possible, *TEXTE}))
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


_VALEURS: dict[str, type[Valeur]] = {
    "date": Jour,
    "denomination": Denomination,
    "heure": Heure,
    "liste": Enumeration,
    "montant": Montant,
    "personne": Personne,
}
_TEXTES = frozenset({"chemin", "commune", "fichier", "mention", "phrase", "texte"})


def _possible(spec: Spec | None) -> frozenset[str] | None:
    """Return what may be asked of a value that the data omit; None when its reader alone could tell (a format not known here).

    The fields are the schema's, and those of the French value that the format makes: the one shipped, or one derived from it.
    """
    if spec is None:
        return frozenset()
    if spec.values is not None:
        return None
    names: set[str] = set(spec.all_names)
    for place in (spec, *spec.branches):
        if place.format in _VALEURS:
            names.update(_champs(_VALEURS[place.format]))
        elif place.format is not None and place.format not in _TEXTES:
            return None
    return frozenset(names)


def _champs(kind: type[Valeur]) -> frozenset[str]:
    return kind.champs.union(*(_champs(derived) for derived in kind.__subclasses__()))


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
        tell("valeur-non-imprimable", nature="une valeur sans texte", conseil="donnez-lui un « format » dans le schéma")
    return None


# -------------------------------------------------------------------------------------------------------- filters and tests


def _known(value: Any) -> bool:
    return not isinstance(value, Absent | Undefined)


def _listed(value: Any) -> str:
    if isinstance(value, Absent):
        printed(value)
    elif isinstance(value, tuple):
        PASSAGE.get().spend(len(value))
        if not value:
            tell("valeur-non-imprimable", nature="une liste vide", conseil="placez la balise entre « if » et « endif »")
        return enumeration([text for text in map(printed, value) if text is not None])
    elif not isinstance(value, Undefined):
        tell("valeur-non-imprimable", nature="autre chose qu’une liste", conseil="« enumeration » suit une liste")
    return ""


def _count(value: Any) -> int:
    if isinstance(value, tuple | Absent | Bloc):
        return len(value)
    if isinstance(value, Enumeration):
        return len(value.elements)
    if not isinstance(value, Undefined):
        tell("valeur-non-imprimable", nature="le nombre d’éléments de ce qui n’est pas une liste", conseil="vérifiez le nom")
    return 0


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
def _turns(_context: Any, value: Any, weight: int) -> Sequence[Any]:
    """Return what a loop runs over: a list of the act, its turns counted at the weight of one; tell anything else."""
    if isinstance(value, Absent | Undefined):
        return ()
    if not isinstance(value, tuple):
        conseil = "parcourez son champ « elements »" if isinstance(value, Enumeration) else "vérifiez le nom qui suit « in »"
        tell("boucle-sur-autre-chose", conseil=conseil)
        return ()
    PASSAGE.get().spend(len(value) * weight)
    return value


# --------------------------------------------------------------------------------------------------------------- white list


class Examen:
    """What one pass through a parsed template finds: what the policy refuses, the names that it uses, its loops."""

    __slots__ = ("loops", "names", "problems", "roots", "stored")

    def __init__(self, tree: nodes.Template) -> None:
        self.problems: list[Problem] = []
        self.names: set[str] = set()
        self.roots: dict[str, int] = {}
        self.stored: set[str] = {"loop"}
        self.loops: list[nodes.For] = []
        waiting: list[tuple[nodes.Node, int]] = [(tree, 0)]
        while waiting:
            node, depth = waiting.pop()
            check = _EXAMENS.get(type(node))
            if check is not None:
                check(self, node)
            elif type(node) not in _NOEUDS:
                calcul = isinstance(node, nodes.BinExpr | nodes.UnaryExpr)
                nom = _NOMMES.get(type(node), "un calcul" if calcul else "cette construction")
                self.refuse("instruction-interdite", node, nom=nom)
            depth = depth + 1 if isinstance(node, nodes.Expr) else 0
            if depth > MAX_DEPTH:
                self.refuse("balise-syntaxe", node, probleme="elle s’emboîte trop")
                continue
            for below in _below(node):
                waiting.append((below, depth))
        self.problems.sort(key=lambda problem: problem.lineno)

    def refuse(self, code: str, node: nodes.Node, **details: object) -> None:
        """Keep a problem of `node`."""
        self.problems.append(Problem(code, getattr(node, "lineno", 0) or 0, details))

    def unknown(self, known: frozenset[str]) -> list[Problem]:
        """Return the names, first use of each, that neither the act nor the template itself knows."""
        return [
            Problem("nom-inconnu", lineno, {"nom": name, "conseil": suggestion(name, known)})
            for name, lineno in self.roots.items()
            if name not in known and name not in self.stored
        ]

    def bound_loops(self) -> None:
        """Make every loop run over data only, within the budget of its rendering."""
        weights = [nodes.Const(_weight(loop), lineno=loop.lineno) for loop in self.loops]
        for loop, weight in zip(self.loops, weights, strict=True):
            loop.iter = nodes.Filter(loop.iter, ABSENT_LOOP, [weight], [], None, None, lineno=loop.lineno)


def _below(node: nodes.Node) -> Iterator[nodes.Node]:
    for field in node.fields:
        value = getattr(node, field, None)
        if isinstance(value, nodes.Node):
            yield value
        elif isinstance(value, list):
            for one in value:
                if isinstance(one, nodes.Node):
                    yield one


def _weight(loop: nodes.For) -> int:
    """Return how many nodes one turn of `loop` may evaluate; a loop inside counts for its own turns."""
    weight, waiting = 1, list(loop.body)
    while waiting:
        node = waiting.pop()
        weight += 1
        waiting.extend([node.iter] if isinstance(node, nodes.For) else _below(node))
    return weight


def _examine_filter(examen: Examen, node: nodes.Filter) -> None:
    if node.name not in FILTRES and node.name not in FILTERS:
        examen.refuse("filtre-inconnu", node, nom=node.name[:40], conseil=suggestion(node.name[:40], FILTRES))
    elif node.name not in FILTRES or node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
        examen.refuse("filtre-interdit", node, nom=node.name)


def _examine_test(examen: Examen, node: nodes.Test) -> None:
    if node.name != "connu" and node.name not in TESTS:
        examen.refuse("test-inconnu", node, nom=node.name[:40])
    elif node.name != "connu" or node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
        examen.refuse("test-interdit", node, nom=node.name)


def _examine_for(examen: Examen, node: nodes.For) -> None:
    examen.loops.append(node)
    if node.recursive or node.else_ or node.test is not None or not isinstance(node.target, nodes.Name):
        examen.refuse("instruction-interdite", node, nom="cette forme de « for »")
    if isinstance(node.iter, nodes.Const | nodes.List | nodes.Tuple):
        examen.refuse("boucle-sur-autre-chose", node, conseil="écrivez « for … in » suivi d’un champ de l’acte")


def _examine_assign(examen: Examen, node: nodes.Assign) -> None:
    if not isinstance(node.target, nodes.Name):
        examen.refuse("instruction-interdite", node, nom="cette forme de « set »")


def _examine_const(examen: Examen, node: nodes.Const) -> None:
    if not isinstance(node.value, str | int | bool):
        nom = "« none »" if node.value is None else f"la constante « {node.value} »"
        examen.refuse("instruction-interdite", node, nom=nom)
    elif isinstance(node.value, str) and _ILLISIBLE.search(node.value):
        examen.refuse("instruction-interdite", node, nom="un caractère qui ne peut pas figurer dans un fichier Word")


def _examine_items(examen: Examen, node: nodes.List | nodes.Tuple) -> None:
    if not all(isinstance(item, nodes.Const) for item in node.items):
        examen.refuse("instruction-interdite", node, nom="une liste d’autre chose que de mots entre guillemets")


def _examine_choice(examen: Examen, node: nodes.CondExpr) -> None:
    if node.expr2 is None:
        examen.refuse("instruction-interdite", node, nom="« … if … » sans « else » dans une valeur")


def _examine_getattr(examen: Examen, node: nodes.Getattr) -> None:
    examen.names.add(node.attr)
    if node.attr.startswith("_"):
        examen.refuse("instruction-interdite", node, nom=f"le nom « {node.attr[:40]} »")


def _examine_getitem(examen: Examen, node: nodes.Getitem) -> None:
    if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
        examen.names.add(node.arg.value)
        if node.arg.value.startswith("_"):
            examen.refuse("instruction-interdite", node, nom=f"le nom « {node.arg.value[:40]} »")


def _examine_name(examen: Examen, node: nodes.Name) -> None:
    examen.names.add(node.name)
    stored = node.ctx == "store"
    if node.name.startswith("_") or node.name in _RESERVES or (stored and node.name == "loop"):
        examen.refuse("instruction-interdite", node, nom=f"le nom « {node.name[:40]} »")
    elif stored:
        examen.stored.add(node.name)
    else:
        examen.roots[node.name] = min(node.lineno, examen.roots.get(node.name, node.lineno))


_EXAMENS: dict[type[nodes.Node], Callable[[Examen, Any], None]] = {
    nodes.Filter: _examine_filter,
    nodes.Test: _examine_test,
    nodes.For: _examine_for,
    nodes.Assign: _examine_assign,
    nodes.Const: _examine_const,
    nodes.List: _examine_items,
    nodes.Tuple: _examine_items,
    nodes.CondExpr: _examine_choice,
    nodes.Getattr: _examine_getattr,
    nodes.Getitem: _examine_getitem,
    nodes.Name: _examine_name,
}
