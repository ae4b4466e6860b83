"""The trees of a PDF: names and numbers with their values (ISO 32000-1, § 7.9.6–7.9.7), read whole, written as one leaf.

Knows nothing of what the values are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from delib.production.pdf.objets import Objets
from delib.production.pdf.syntaxe import Dictionnaire, Fautif, Objet, Renvoi

MAX_DEPTH = 32
"""The deepest tree read: a thousand million entries of two children each."""


def names(objets: Objets, tree: Objet) -> dict[bytes, Objet]:
    """Return what a tree of names holds, in its order; of a name that stands twice, the first. Raises Fautif."""
    made: dict[bytes, Objet] = {}
    for key, value in _pairs(objets, tree, "Names"):
        if isinstance(key, bytes):
            made.setdefault(key, value)
    return made


def numbers(objets: Objets, tree: Objet) -> dict[int, Objet]:
    """Return what a tree of numbers holds, in its order; of a number that stands twice, the first. Raises Fautif."""
    made: dict[int, Objet] = {}
    for key, value in _pairs(objets, tree, "Nums"):
        if isinstance(key, int):
            made.setdefault(key, value)
    return made


def _pairs(objets: Objets, tree: Objet, entries: str) -> Iterator[tuple[Objet, Objet]]:
    stack: list[tuple[Objet, int]] = [(tree, 0)]
    seen: set[int] = set()
    while stack:
        reference, depth = stack.pop()
        if isinstance(reference, Renvoi):
            if reference.numero in seen or depth > MAX_DEPTH:
                raise Fautif
            seen.add(reference.numero)
        node = objets.dictionary(reference)
        stack.extend((kid, depth + 1) for kid in reversed(objets.array(node.get("Kids"))))
        leaf = objets.array(node.get(entries))
        yield from zip(leaf[::2], leaf[1::2], strict=False)


def name_tree(values: Mapping[bytes, Objet]) -> Dictionnaire:
    """Return the tree of names that holds `values`, sorted as the standard wants."""
    return {"Names": [part for key in sorted(values) for part in (key, values[key])]}


def number_tree(values: Mapping[int, Objet]) -> Dictionnaire:
    """Return the tree of numbers that holds `values`."""
    return {"Nums": [part for key in sorted(values) for part in (key, values[key])]}


def free_name(name: bytes, taken: set[bytes]) -> bytes:
    """Return `name`, followed by the first number that makes it differ from those of `taken`, to which it is added."""
    found, rank = name, 1
    while found in taken:
        rank += 1
        mark = f"-{rank}"
        found = name + (mark.encode("utf-16-be") if name.startswith(b"\xfe\xff") else mark.encode())
    taken.add(found)
    return found
