"""The data that a docxtpl template reads, as paths: `numero`, `seance.date`, `visas[].texte`."""

from __future__ import annotations

import re
from collections.abc import Container

from jinja2 import nodes

OWN = frozenset({"loop", "self", "caller", "varargs", "kwargs", "super"})
"""The names that Jinja gives a template: no data."""

_STEP = re.compile(r"[.\[]")

Scope = dict[str, str | None]


def chain(node: nodes.Node) -> tuple[str, str] | None:
    """Return the root name and the rest of the path that an expression reads (`visa`, `.texte`), or None for any other."""
    if isinstance(node, nodes.Name):
        return node.name, ""
    if isinstance(node, nodes.Getattr):
        below, step = chain(node.node), f".{node.attr}"
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        below = chain(node.node)
        step = f"[{node.arg.value}]" if isinstance(node.arg.value, int) else f".{node.arg.value}"
    else:
        return None
    return (below[0], below[1] + step) if below is not None else None


def read_paths(tree: nodes.Template, known: Container[str]) -> set[str]:
    """Return the paths of what `tree` reads, the deepest of each; a loop's item under its list, names `known` to Jinja apart."""
    found: set[str] = set()
    scope: Scope = {}
    for node in tree.body:
        _visit(node, scope, known, found)
    return found - {path[: step.start()] for path in found for step in _STEP.finditer(path)}


def _path(node: nodes.Node, scope: Scope, known: Container[str]) -> str | None:
    """Return the path of the data that an expression leads to, through filters and the methods of dictionaries."""
    while isinstance(node, nodes.Filter | nodes.Call):
        inner = node.node
        if isinstance(inner, nodes.Getattr) and isinstance(node, nodes.Call):
            inner = inner.node
        if inner is None:
            return None
        node = inner
    read = chain(node)
    if read is None or read[0] in OWN:
        return None
    root, rest = read
    if root in scope:
        above = scope[root]
        return above + rest if above is not None else None
    return None if root in known else root + rest


def _visit(node: nodes.Node, scope: Scope, known: Container[str], found: set[str]) -> None:
    if isinstance(node, nodes.For):
        _loop(node, scope, known, found)
        return
    if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
        _visit(node.node, scope, known, found)
        scope[node.target.name] = _path(node.node, scope, known)
        return
    if isinstance(node, nodes.AssignBlock | nodes.Macro | nodes.CallBlock | nodes.With):
        scope = _bound(node, scope)
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
        for child in (node.node.node, *node.args, *node.kwargs):
            _visit(child, scope, known, found)
        return
    if chain(node) is not None:
        path = _path(node, scope, known)
        if path:
            found.add(path)
        return
    for child in node.iter_child_nodes():
        _visit(child, scope, known, found)


def _bound(node: nodes.Node, scope: Scope) -> Scope:
    """Return the scope of a block that names its own values."""
    targets = [node.target] if isinstance(node, nodes.AssignBlock) else getattr(node, "args", getattr(node, "targets", []))
    names = [name.name for target in targets for name in (target, *target.find_all(nodes.Name)) if isinstance(name, nodes.Name)]
    if isinstance(node, nodes.AssignBlock):
        scope.update(dict.fromkeys(names))
        return scope
    own = [node.name] if isinstance(node, nodes.Macro) else []
    scope.update(dict.fromkeys(own))
    return {**scope, **dict.fromkeys(names)}


def _loop(node: nodes.For, scope: Scope, known: Container[str], found: set[str]) -> None:
    _visit(node.iter, scope, known, found)
    path = _path(node.iter, scope, known)
    if path is not None:
        found.add(path)
    inner = dict(scope)
    targets = [node.target] if isinstance(node.target, nodes.Name) else list(node.target.find_all(nodes.Name))
    for target in targets:
        inner[target.name] = f"{path}[]" if path is not None and len(targets) == 1 else None
    if len(targets) == 2 and path is not None:
        inner[targets[1].name] = f"{path}[]"
    for child in (*node.body, *node.else_, *([node.test] if node.test is not None else [])):
        _visit(child, inner, known, found)
