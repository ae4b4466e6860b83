"""What a template is given so that it tells, at each step, where one is: the tag, the data read, the turn of each loop."""

from __future__ import annotations

from typing import Any

from jinja2 import nodes

from delib.modele.champs import OWN, chain
from delib.modele.instrument import Instrument, one_line

READ, HERE, TURN, NAMED = "delib lu", "delib ici", "delib élément", "delib nommé"
_DICT_LOOPS = frozenset({"items", "values"})


class Tracer(Instrument):
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
            node.node = self.step(NAMED, node.node, nodes.Const(node.target.name))
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
        turn = self.step(TURN, self.placed(nodes.Const(line), line), *targets)
        node.body.insert(0, self.placed(nodes.ExprStmt(turn), line))
        return node

    def skippable(self, node: nodes.Node, instead: nodes.Expr, line: int) -> Any:
        """Return `node` where the tag of its line is to be followed, else `instead`."""
        test = self.step(HERE, self.placed(nodes.Const(line), line))
        return self.placed(nodes.CondExpr(test, node, instead), line)

    def visit_Name(self, node: nodes.Name) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Note the reading of a name."""
        if node.ctx != "load" or node.name in OWN or node.name in self.environment.globals:
            return node
        made: nodes.Node = self.step(READ, node, nodes.Const(node.name), nodes.Const(""))
        return made

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Note the reading of a field."""
        return self._chained(node, super().visit_Getattr)

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Note the reading of an element."""
        return self._chained(node, super().visit_Getitem)

    def _chained(self, node: Any, visit: Any) -> nodes.Node:
        path = chain(node)
        made: nodes.Node = visit(node)
        if path is None or hasattr(node, "called") or path[0] in OWN:
            return made
        made = self.step(READ, made, nodes.Const(path[0]), nodes.Const(path[1]))
        return made


def _through(node: nodes.Node) -> str:
    """Return how a loop reaches its list: "" itself, "items" or "values" of a dictionary, "|" through a filter."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr) and node.node.attr in _DICT_LOOPS:
        return node.node.attr
    return "" if chain(node) is not None else "|"
