"""What the objects of a PDF are in Python: texts, names that are no UTF-8, the parts of an object, names that are free.

Never trusts a file: what is of another kind than it should be is nothing. Opens and writes no file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, TypeVar, cast

from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, Object, Pdf, Stream, String

Arbre = TypeVar("Arbre", NameTree, NumberTree)


def text(value: object) -> str:
    """Return the text that a string means, "" for what is no string."""
    return str(value) if isinstance(value, String) else ""


def name_of(value: object) -> str:
    """Return a name with its slash, its bytes that are no UTF-8 as Python keeps those of a path; "" for what is no name."""
    return bytes(value).decode("utf-8", "surrogateescape") if isinstance(value, Name) else ""


def named(name: str) -> Name:
    """Return the name that `name_of` gives so."""
    text = b"/" + b"".join(b"#%02x" % byte for byte in name[1:].encode("utf-8", "surrogateescape"))
    return cast(Name, Object.parse(text))


def names(value: object) -> dict[str, str]:
    """Return the names that a dictionary of names gives to others (a map of roles), by `name_of`; none where it is none."""
    return {key: name_of(one) for key, one in value.items() if isinstance(one, Name)} if isinstance(value, Dictionary) else {}


def entries(value: object) -> dict[str, Any]:
    """Return what a dictionary, or that of a stream, holds; nothing where it is none."""
    return {key: one for key, one in value.items() if one is not None} if isinstance(value, Dictionary | Stream) else {}


def leaves(kind: type[Arbre], value: object) -> dict[Any, Any]:
    """Return what a tree of names (str) or of numbers (int) holds; nothing where it is none. Raises what pikepdf raises."""
    return {key: one for key, one in kind(value).items() if one is not None} if isinstance(value, Dictionary) else {}


def subdictionary(holder: Object, key: str) -> Object:
    """Return the dictionary that `holder` has under `key`: put there where there is none."""
    if not isinstance(holder.get(key), Dictionary):
        holder[key] = Dictionary()
    found: Object = holder[key]
    return found


def tree(kind: type[Arbre], pdf: Pdf, holder: Object, key: str) -> Arbre:
    """Return the tree of names or of numbers that `holder` has under `key`: put there where there is none."""
    if not isinstance(holder.get(key), Dictionary):
        holder[key] = kind.new(pdf).obj
    return kind(holder[key])


def iter_held(value: object) -> Iterator[Object]:
    """Yield an object, and the arrays and dictionaries that it holds itself, however deep."""
    todo = [value]
    while todo:
        one = todo.pop()
        if isinstance(one, Array):
            held = list(one)
        elif isinstance(one, Dictionary | Stream):
            held = list(one.values())
        else:
            continue
        yield one
        todo.extend(each for each in held if isinstance(each, Array | Dictionary) and not each.is_indirect)


def clashes(added: Collection[str], taken: Collection[str]) -> dict[str, str]:
    """Return those of `added` that are in `taken`, each with a name that neither has."""
    every = {*added, *taken}
    made = {}
    for name in added:
        if name in taken:
            made[name] = free(name, every)
            every.add(made[name])
    return made


def free(name: str, taken: Collection[str]) -> str:
    """Return `name`, followed by the first number that makes it differ from those of `taken`."""
    found, rank = name, 1
    while found in taken:
        rank += 1
        found = f"{name}-{rank}"
    return found
