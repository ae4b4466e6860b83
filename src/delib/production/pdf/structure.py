"""The structure trees of PDFs (ISO 32000-1, § 14.7), read, and joined into one so that PDF/UA holds.

What two trees may say differently under one name (a role, a class, an identifier) is renamed in the second. Changes neither the
contents of pages nor what is tagged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, NumberTree, Object, Pdf, Stream, String

from delib.production.pdf.ouverture import dictionary
from delib.production.pdf.valeurs import clashes, entries, iter_held, leaves, name_of, named, names, subdictionary, text, tree

MAX_DEPTH = 500
"""The deepest tree read: lists and tables nested ten times are under fifty."""
HEADING = re.compile(r"/H[1-6]?")
"""The standard roles of headings: numbered, or not at all."""
_FIGURES = frozenset(("/Figure", "/Formula"))
_KEYS = ("/StructParent", "/StructParents")


class Abime(Exception):  # noqa: N818 - said of the tree, caught by who can do without it
    """Raised where a structure is no tree."""


@dataclass(slots=True)
class Arbre:
    """What a structure tree is made of: its elements in their order, with the roles and identifiers that they use."""

    elements: list[Object] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    ids: dict[bytes, Object] = field(default_factory=dict)
    titres: list[str] = field(default_factory=list)
    """The headings in their order: "/H1", "/H3", "/H"…"""
    muettes: int = 0
    """How many figures have no text in their place."""


def walk(catalogue: Object) -> Arbre:
    """Return what the structure tree of a PDF is made of, by its catalog. Raises Abime: it is no tree."""
    arbre = Arbre()
    root = dictionary(catalogue.get("/StructTreeRoot"))
    roles = names(root.get("/RoleMap"))
    seen: set[tuple[int, int]] = set()
    stack: list[tuple[object, int]] = [(kid, 0) for kid in reversed(kids(root))]
    while stack:
        element, depth = stack.pop()
        if not isinstance(element, Dictionary) or "/S" not in element:
            continue  # a piece of content, by its number or by its page
        if depth > MAX_DEPTH or not element.is_indirect or element.objgen in seen:
            raise Abime
        seen.add(element.objgen)
        _note(arbre, element, roles)
        stack.extend((kid, depth + 1) for kid in reversed(kids(element)))
    return arbre


def kids(element: Object) -> list[object]:
    """Return the children of an element or of the root."""
    held = element.get("/K")
    return list(held) if isinstance(held, Array) else [] if held is None else [held]


def _note(arbre: Arbre, element: Object, roles: Mapping[str, str]) -> None:
    arbre.elements.append(element)
    role = name_of(element.get("/S"))
    arbre.roles.add(role)
    arbre.classes.update(name_of(one) for one in _several(element.get("/C")) if isinstance(one, Name))
    key = element.get("/ID")
    if isinstance(key, String):
        arbre.ids.setdefault(bytes(key), element)
    meant = _standard(role, roles)
    if HEADING.fullmatch(meant):
        arbre.titres.append(meant)
    if meant in _FIGURES and not text(element.get("/Alt")) and not text(element.get("/ActualText")):
        arbre.muettes += 1


def _standard(role: str, roles: Mapping[str, str]) -> str:
    """Return the standard role that `role` means."""
    for _ in range(16):
        meant = roles.get(role, role)
        if meant == role:
            break
        role = meant
    return role


def _several(value: object) -> list[object]:
    return list(value) if isinstance(value, Array) else [value]


def next_key(pdf: Pdf) -> int:
    """Return the first key that neither the parent tree nor any page of a PDF uses."""
    root = dictionary(pdf.Root.get("/StructTreeRoot"))
    used: list[int] = [-1, *leaves(NumberTree, root.get("/ParentTree"))]
    return max(*used, -1, *(int(holder[key]) for holder, key in _iter_keyed(pdf))) + 1


def shift(pdf: Pdf, key: int | None) -> None:
    """Add `key` to the keys by which pages, annotations and forms are found in the parent tree; remove them for None."""
    for holder, name in _iter_keyed(pdf):
        if key is None:
            del holder[name]
        else:
            holder[name] = int(holder[name]) + key


def _iter_keyed(pdf: Pdf) -> Iterator[tuple[Object, str]]:
    for one in pdf.objects:
        for held in iter_held(one) if "/Annots" in entries(one) else (one,):  # an annotation may stand in its page
            if isinstance(held, Dictionary | Stream):
                yield from ((held, key) for key in _KEYS if isinstance(held.get(key), int))


def join(pdf: Pdf, theirs: Object, key: int) -> None:
    """Put after the structure of `pdf` that of a PDF that was copied there, of which `theirs` is the catalog.

    `key` is what was added to its keys of the parent tree; what both would have named alike was renamed (`rename`). Raises Abime.
    """
    root, added = subdictionary(pdf.Root, "/StructTreeRoot"), dictionary(theirs.get("/StructTreeRoot"))
    if not root.is_indirect:
        root = pdf.Root["/StructTreeRoot"] = pdf.make_indirect(root)
    root["/Type"] = Name("/StructTreeRoot")
    ids = {**walk(theirs).ids, **walk(pdf.Root).ids} if "/IDTree" in root or "/IDTree" in added else {}
    tops = [one for one in kids(added) if isinstance(one, Dictionary)]
    for top in tops:
        _hang(top, root, theirs.get("/Lang"), pdf.Root.get("/Lang"))
    root["/K"] = Array([*kids(root), *tops])
    for category in ("/RoleMap", "/ClassMap"):
        for name, value in entries(added.get(category)).items():
            subdictionary(root, category)[named(name)] = value
    if ids:
        root["/IDTree"] = Dictionary(Names=Array([part for one in sorted(ids) for part in (String(one), ids[one])]))
    parents = tree(NumberTree, pdf, root, "/ParentTree")
    for number, value in leaves(NumberTree, added.get("/ParentTree")).items():
        parents[number + key] = value
    root["/ParentTreeNextKey"] = max([-1, *parents]) + 1


def _hang(top: Object, root: Object, language: object, ours: object) -> None:
    """Put an element below the root; it says its language where that is not the language of the whole."""
    top["/P"] = root
    if isinstance(language, String) and text(language) != text(ours) and "/Lang" not in top:
        top["/Lang"] = language


def rename(theirs: Pdf, pdf: Pdf) -> None:
    """Give in `theirs` another name to the roles, classes and identifiers that `pdf` names so too, and means otherwise.

    Raises Abime.
    """
    ours, others = walk(pdf.Root), walk(theirs.Root)
    mine, added = dictionary(pdf.Root.get("/StructTreeRoot")), dictionary(theirs.Root.get("/StructTreeRoot"))
    roles = _roles(names(mine.get("/RoleMap")), names(added.get("/RoleMap")), ours.roles)
    classes = clashes(entries(added.get("/ClassMap")), entries(mine.get("/ClassMap")))
    keys = clashes({text(String(one)): one for one in others.ids}, {text(String(one)): one for one in ours.ids})
    for category, given in (("/RoleMap", roles), ("/ClassMap", classes)):
        _rename_entries(dictionary(added.get(category)), given)
    if roles or keys or others.classes & classes.keys():
        for element in others.elements:
            _rename_element(element, roles, classes, keys)


def _roles(mine: Mapping[str, str], added: Mapping[str, str], used: set[str]) -> dict[str, str]:
    """Return the roles of a second map that must bear another name, with it: they mean otherwise than in the first."""
    known = {**{role: role for role in used}, **mine}
    return clashes({name: meant for name, meant in added.items() if known.get(name, meant) != meant}, {**known, **added})


def _rename_entries(holder: Object, given: Mapping[str, str]) -> None:
    """Give other keys to what a dictionary holds; a role that means one of them follows it."""
    for name, value in entries(holder).items():
        meant = given.get(name_of(value))
        kept = named(meant) if meant is not None else value
        if name in given:
            del holder[named(name)]
        holder[named(given.get(name, name))] = kept


def _rename_element(element: Object, roles: Mapping[str, str], classes: Mapping[str, str], keys: Mapping[str, str]) -> None:
    _rename_values(element, "/S", roles, name_of, named)
    _rename_values(element, "/C", classes, name_of, named)
    _rename_values(element, "/ID", keys, text, String)
    for one in _several(element.get("/A")):
        _rename_values(dictionary(one), "/Headers", keys, text, String)


def _rename_values(
    holder: Object, key: str, given: Mapping[str, str], read: Callable[[object], str], made: Callable[[str], Object]
) -> None:
    """Replace what a dictionary says under `key`, one or several in an array, by what is given for it."""
    found = [(one, given.get(read(one))) for one in _several(holder.get(key))]
    if any(new is not None for _old, new in found):
        changed = [old if new is None else made(new) for old, new in found]
        holder[key] = Array(changed) if isinstance(holder.get(key), Array) else changed[0]
