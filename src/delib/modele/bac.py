"""The sandbox of docxtpl templates (bac à sable): Jinja made strict, immutable, bounded, printing by way of `impression`.

The policy is OUVERTE: for templates that a developer renders himself. Acts have a language of their own, in `langage`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import update_wrapper
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer

from delib.modele import bornes
from delib.modele.impression import counted, printed
from delib.modele.passage import Passage

_METHODS = frozenset(name for kind in (dict, str, list, tuple) for name in dir(kind) if not name.startswith("_"))


class Contexte(Context):
    """The names that a rendering reads, and its state."""

    passage: Passage


class _Generator(CodeGenerator):
    """Writes the code of a template, each value printed by where its tag stands."""

    def _make_finalize(self) -> CodeGenerator._FinalizeInfo:
        return self._FinalizeInfo(None, None)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        how = "printed" if frame.buffer is None else "counted"
        self.write(f"environment.{how}(context, {getattr(node, 'sorte', 0)}, ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(")")


class Bac(ImmutableSandboxedEnvironment):
    """The environment of one template."""

    code_generator_class = _Generator
    context_class = Contexte
    intercepted_binops = frozenset({"+", "*", "**", "%"})
    printed = staticmethod(printed)
    counted = staticmethod(counted)

    def __init__(self, own: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, optimized=False, cache_size=0)
        self.filters = bornes.filters(own)
        del self.globals["range"], self.globals["lipsum"]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return attribute `attribute` of a value, its own key first where it is a dictionary."""
        if type(obj) is dict and attribute not in _METHODS:
            value = obj.get(attribute, missing)
            if value is not missing:
                return value
        return super().getattr(obj, attribute)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - Jinja's signature
        """Return the result of a call. Raises Fault where it would swell."""
        bornes.check_call(__obj, args, kwargs)
        return super().call(__context, __obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return the result of an operation. Raises Fault where it would swell."""
        return bornes.operate(operator, left, right, self.binop_table)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Return the sandboxed form of `str.format`, within bounds."""
        wrapped = super().wrap_str_format(value)
        if wrapped is None:
            return None
        pattern = str(value.__self__)

        def bounded(*args: Any, **named: Any) -> str:
            bornes.check_format(pattern, (*args, *named.values()))
            return wrapped(*args, **named)

        return update_wrapper(bounded, value)


class Instrument(NodeTransformer):
    """Rewrites the tree of a template: loops and joints within bounds, fields before methods.

    `sorte` gives where the tag of a line stands.
    """

    def __init__(self, environment: Bac, sorte: Callable[[int], int]) -> None:
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
        self.generic_visit(node)
        node.iter = self.step(bornes.ELEMENTS, node.iter, nodes.Const(_fixed(node.body)))
        return node

    def visit_Macro(self, node: nodes.Macro | nodes.CallBlock) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Bound a macro."""
        self.generic_visit(node)
        count = self.step(bornes.TOUR, self.placed(nodes.Const(1), node.lineno), nodes.Const(_fixed(node.body)))
        node.body.insert(0, self.placed(nodes.ExprStmt(count), node.lineno))
        return node

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Bound what a macro is given to call."""
        return self.visit_Macro(node)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Join values within bounds."""
        self.generic_visit(node)
        first, *rest = node.nodes
        made: nodes.Node = self.step(bornes.JOINT, first, *rest)
        return made

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Leave a method that is called what it is."""
        if isinstance(node.node, nodes.Getattr):
            node.node.called = True  # type: ignore[attr-defined]
        return self.generic_visit(node)

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Read the field « items » or « count » of the data, not the method of that name, where nothing is called."""
        self.generic_visit(node)
        if node.attr not in _METHODS or hasattr(node, "called"):
            return node
        name = self.placed(nodes.Const(node.attr), node.lineno)
        made: nodes.Node = self.placed(nodes.Getitem(node.node, name, node.ctx), node.lineno)
        return made


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
