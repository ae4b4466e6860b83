"""What the compiler adds to a docxtpl template: loops, macros, lists and comparisons counted, fields read before methods."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, nodes
from jinja2.utils import pass_context
from jinja2.visitor import NodeTransformer

from delib.modele import filtres
from delib.modele.bornes import built, charge, items_of, looped, weigh
from delib.modele.passage import MOT
from delib.modele.produits import joined

if TYPE_CHECKING:
    from delib.modele.bac import Contexte

ELEMENTS, TOUR, JOINT, PARMI, COMPTE, BATI, TRANCHE, SUITE = (
    f"delib {name}" for name in ["éléments", "tour", "joint", "parmi", "compté", "bâti", "tranche", "suite"]
)
"""The steps that the compiler adds to a template, under names that no tag can spell."""
_PRIX_MACRO = 40
"""What the call of a macro costs, in words: it calls Python, and may call itself."""
METHODES = frozenset(name for kind in (dict, str, list, tuple) for name in dir(kind) if not name.startswith("_"))


@pass_context
def elements(context: Contexte, value: Any, length: int, words: int) -> Any:
    """Return what a loop runs over; a turn has `length` characters of its own, and `words` words. Raises Fault for no list."""
    items = value if type(value) is list or type(value) is tuple else looped(value)
    context.passage.turn(len(items), length, words)
    return items


@pass_context
def _tour(context: Contexte, length: int, words: int) -> None:
    """Count one call of a macro."""
    context.passage.turn(1, length, words + _PRIX_MACRO)


@pass_context
def _joint(context: Contexte, *values: Any) -> str:
    """Return the values end to end, as `~` has it: no absence among them."""
    return joined(context.passage, values)


@pass_context
def _parmi(context: Contexte, value: Any, group: Any) -> bool:
    """Return whether `value` is in `group`."""
    return filtres.among(context, value, group)


@pass_context
def _compte(context: Contexte, value: Any) -> Any:
    """Return a value that is compared, or looked for, once counted: a group is read whole."""
    if type(value) is str:
        context.passage.spend(len(value))
    elif issubclass(type(value), list | tuple | dict):
        context.passage.spend(weigh(value))
    return value


@pass_context
def _bati(context: Contexte, value: Any) -> Any:
    """Return a list that a tag writes, once weighed."""
    return built(context.passage, value)


@pass_context
def _tranche(context: Contexte, value: Any, start: Any, stop: Any, step: Any) -> Any:
    """Return a slice, once counted."""
    made = value[start:stop:step]
    charge(context.passage, (made,))
    return made


@pass_context
def _suite(context: Contexte, value: Any) -> Any:
    """Return what `*` or `**` gives to a call, read once for all."""
    value = dict(items_of(value.items())) if isinstance(value, Mapping) else items_of(value)
    context.passage.spend(MOT * len(value))
    return value


STEPS: dict[str, Callable[..., Any]] = {
    ELEMENTS: elements,
    TOUR: _tour,
    JOINT: _joint,
    PARMI: _parmi,
    COMPTE: _compte,
    BATI: _bati,
    TRANCHE: _tranche,
    SUITE: _suite,
}


class Instrument(NodeTransformer):
    """Rewrites the tree of a template: loops and joints within bounds, fields before methods.

    `sorte` gives where the tag of a line stands.
    """

    def __init__(self, environment: Environment, sorte: Callable[[int], int]) -> None:
        self.environment = environment
        self.sorte = sorte

    def step(self, name: str, node: nodes.Node, *args: nodes.Expr) -> Any:
        """Return `node` passed through one of the steps that the compiler adds."""
        made: Any = nodes.Filter(node, name, list(args), [], None, None)
        return self.placed(made, node.lineno)

    def placed(self, node: Any, lineno: int) -> Any:
        """Return a new node, at its line."""
        return node.set_lineno(lineno).set_environment(self.environment)

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Note where each value is printed."""
        made = self.generic_visit(node)
        for child in node.nodes:
            if not isinstance(child, nodes.TemplateData):
                child.sorte = self.sorte(one_line(child))  # type: ignore[attr-defined]
        return made

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Bound a loop."""
        length, words = _fixed(node.body), _words([*node.body, *([node.test] if node.test is not None else [])])
        self.generic_visit(node)
        node.iter = self.step(ELEMENTS, node.iter, nodes.Const(length), nodes.Const(words))
        return node

    def visit_Macro(self, node: nodes.Macro | nodes.CallBlock) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Bound a macro."""
        length, words = _fixed(node.body), _words(node.body)
        self.generic_visit(node)
        count = self.step(TOUR, self.placed(nodes.Const(length), node.lineno), nodes.Const(words))
        node.body.insert(0, self.placed(nodes.ExprStmt(count), node.lineno))
        return node

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Bound what a macro is given to call."""
        return self.visit_Macro(node)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Join values within bounds."""
        self.generic_visit(node)
        first, *rest = node.nodes
        made: nodes.Node = self.step(JOINT, first, *rest)
        return made

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Count what is compared: what is written in the tag is short, and so is what is compared to it."""
        self.generic_visit(node)
        if len(node.ops) == 1 and node.ops[0].op in ("in", "notin"):
            made: nodes.Node = self.step(PARMI, node.expr, node.ops[0].expr)
            return made if node.ops[0].op == "in" else nodes.Not(made).set_lineno(node.lineno)
        every: list[Any] = [node, *node.ops]
        if not any(_written(one.expr) for one in every) or len(node.ops) > 1:
            for one in every:
                one.expr = self.step(COMPTE, one.expr)
        return node

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Weigh a list that a tag writes."""
        return self._built(node, node.items)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Weigh a list that a tag writes, unless it names what is unpacked."""
        return self._built(node, node.items) if node.ctx == "load" else node

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Weigh a dictionary that a tag writes."""
        for pair in node.items:
            if not _written(pair.key):
                pair.key = self.step(COMPTE, pair.key)
        return self._built(node, [pair.value for pair in node.items])

    def _built(self, node: nodes.Expr, values: list[nodes.Expr]) -> nodes.Node:
        written = all(map(_written, values))
        self.generic_visit(node)
        made: nodes.Node = node if written else self.step(BATI, node)
        return made

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Leave a method that is called what it is; read once what is unpacked."""
        if isinstance(node.node, nodes.Getattr):
            node.node.called = True  # type: ignore[attr-defined]
        self.generic_visit(node)
        if node.dyn_args is not None:
            node.dyn_args = self.step(SUITE, node.dyn_args)
        if node.dyn_kwargs is not None:
            node.dyn_kwargs = self.step(SUITE, node.dyn_kwargs)
        return node

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Read the field « items » or « count » of the data, not the method of that name, where nothing is called."""
        self.generic_visit(node)
        if node.attr not in METHODES or hasattr(node, "called"):
            return node
        name = self.placed(nodes.Const(node.attr), node.lineno)
        made: nodes.Node = self.placed(nodes.Getitem(node.node, name, node.ctx), node.lineno)
        return made

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Count a slice, and what is looked for."""
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            every = (one if one is not None else nodes.Const(None) for one in (node.arg.start, node.arg.stop, node.arg.step))
            made: nodes.Node = self.step(TRANCHE, node.node, *every)
            return made
        if not _written(node.arg):
            node.arg = self.step(COMPTE, node.arg)
        return node


def _written(node: nodes.Node) -> bool:
    """Return whether a value is written in the tag, a text or a number."""
    return isinstance(node, nodes.Const | nodes.TemplateData)


def one_line(node: nodes.Node) -> int:
    """Return the line of the tag that `node` is of, given to all its parts: the parser counts a comparison at its end."""
    line = min(one.lineno for one in (node, *node.find_all(nodes.Node)) if one.lineno)
    node.set_lineno(line, override=True)
    return line


def _fixed(body: list[nodes.Node]) -> int:
    """Return the length of the fixed text of a block, its inner loops apart."""
    length = 0
    for node in body:
        if isinstance(node, nodes.TemplateData):
            length += len(node.data)
        elif not isinstance(node, nodes.For | nodes.Macro):
            length += _fixed(list(node.iter_child_nodes()))
    return length


def _words(body: list[nodes.Node]) -> int:
    """Return how many words are evaluated in a block, its inner loops apart: a loop counts its own."""
    words = 0
    for node in body:
        words += isinstance(node, nodes.Expr)
        if isinstance(node, nodes.For):
            words += 1 + _words([node.iter])
        elif not isinstance(node, nodes.Macro):
            words += _words(list(node.iter_child_nodes()))
    return words
