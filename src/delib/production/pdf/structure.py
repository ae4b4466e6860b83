"""The structure trees of PDFs (ISO 32000-1, § 14.7), read, and joined into one so that PDF/UA holds.

What two trees may say differently under one name (a role, a class, an identifier) is renamed in the second. Changes neither the
contents of pages nor what is tagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from delib.production.pdf import arbres
from delib.production.pdf.objets import Objets
from delib.production.pdf.syntaxe import Dictionnaire, Fautif, Nom, Objet, Renvoi, text_of, text_string

MAX_DEPTH = 500
"""The deepest tree read: lists and tables nested ten times are under fifty."""
_KEYS = re.compile(rb"/StructParents?[\0\t\n\f\r ]*+(\d{1,10})")
HEADING = re.compile(r"H[1-6]?")
"""The standard roles of headings: numbered, or not at all."""


@dataclass(slots=True)
class Arbre:
    """What a structure tree is made of: its elements in their order, with the roles and identifiers that they use."""

    elements: list[Renvoi] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    ids: dict[bytes, Renvoi] = field(default_factory=dict)
    titres: list[str] = field(default_factory=list)
    """The headings in their order: "H1", "H3", "H"…"""


def walk(objets: Objets, catalogue: Dictionnaire) -> Arbre:
    """Return what the structure tree of a PDF is made of. Raises Fautif: it is no tree."""
    tree = Arbre()
    root = objets.dictionary(catalogue.get("StructTreeRoot"))
    roles = objets.dictionary(root.get("RoleMap"))
    seen: set[int] = set()
    stack: list[tuple[Objet, int]] = [(kid, 0) for kid in reversed(kids(objets, root))]
    while stack:
        reference, depth = stack.pop()
        element = objets.get(reference)
        if not isinstance(element, dict) or "S" not in element:
            continue  # a piece of content, by its number or by its page
        if depth > MAX_DEPTH or not isinstance(reference, Renvoi) or reference.numero in seen:
            raise Fautif
        seen.add(reference.numero)
        _note(tree, objets, reference, element, roles)
        stack.extend((kid, depth + 1) for kid in reversed(kids(objets, element)))
    return tree


def kids(objets: Objets, element: Dictionnaire) -> list[Objet]:
    """Return the children of an element or of the root."""
    held = element.get("K")
    found = objets.get(held)
    return list(found) if isinstance(found, list) else [] if found is None else [held]


def _note(tree: Arbre, objets: Objets, reference: Renvoi, element: Dictionnaire, roles: Dictionnaire) -> None:
    tree.elements.append(reference)
    role = str(element["S"])
    tree.roles.add(role)
    tree.classes.update(str(one) for one in _several(objets, element.get("C")) if isinstance(one, Nom))
    key = objets.get(element.get("ID"))
    if isinstance(key, bytes):
        tree.ids.setdefault(key, reference)
    meant = standard(role, roles)
    if HEADING.fullmatch(meant):
        tree.titres.append(meant)


def standard(role: str, roles: Dictionnaire) -> str:
    """Return the standard role that `role` means."""
    for _ in range(16):
        meant = roles.get(role)
        if not isinstance(meant, Nom) or meant == role:
            break
        role = str(meant)
    return role


def _several(objets: Objets, value: Objet) -> list[Objet]:
    found = objets.get(value)
    return found if isinstance(found, list) else [found]


def next_key(objets: Objets, catalogue: Dictionnaire) -> int:
    """Return the first key that neither the parent tree nor any page of a PDF uses."""
    root = objets.dictionary(catalogue.get("StructTreeRoot"))
    keys = [int(key) for _number, body in objets.items() for key in _KEYS.findall(body)]
    return max([-1, *keys, *arbres.numbers(objets, root.get("ParentTree"))]) + 1


def join(objets: Objets, catalogue: Dictionnaire, annexe: Dictionnaire, key: int) -> None:
    """Put the structure of a PDF, whose objects `objets` has adopted and whose catalog is `annexe`, after that of `catalogue`.

    `key` is what was added to its keys of the parent tree. Raises Fautif.
    """
    root = objets.dictionary(catalogue.get("StructTreeRoot")) or {"Type": Nom("StructTreeRoot")}
    theirs = objets.dictionary(annexe.get("StructTreeRoot"))
    ours, others = walk(objets, catalogue), walk(objets, annexe)
    _rename(objets, others, _roles(objets, root, theirs, ours, others), _classes(objets, root, theirs), _ids(ours, others))
    tops = [one for one in kids(objets, theirs) if isinstance(one, Renvoi)]
    where = catalogue.get("StructTreeRoot")
    where = where if isinstance(where, Renvoi) else objets.add(root)
    for top in tops:
        _hang(objets, top, where, _other_language(catalogue, annexe))
    root["K"] = [*kids(objets, root), *tops]
    _join_trees(objets, root, theirs, key)
    if "IDTree" in root or "IDTree" in theirs:
        objets.place(root, "IDTree", arbres.name_tree({**walk(objets, annexe).ids, **ours.ids}))
    catalogue["StructTreeRoot"] = objets.put(where, root)


def _join_trees(objets: Objets, root: Dictionnaire, theirs: Dictionnaire, key: int) -> None:
    parents = arbres.numbers(objets, root.get("ParentTree"))
    added = {number + key: value for number, value in arbres.numbers(objets, theirs.get("ParentTree")).items()}
    tree = arbres.number_tree({**added, **parents})
    objets.place(root, "ParentTree", tree)
    root["ParentTreeNextKey"] = max([-1, *parents, *added]) + 1


def _other_language(catalogue: Dictionnaire, annexe: Dictionnaire) -> bytes | None:
    """Return the language of a PDF where it is not that of the whole."""
    language = annexe.get("Lang")
    return language if isinstance(language, bytes) and text_of(language) != text_of(catalogue.get("Lang")) else None


def _hang(objets: Objets, top: Renvoi, root: Renvoi, language: bytes | None) -> None:
    element = objets.dictionary(top)
    element["P"] = root
    if language is not None:
        element.setdefault("Lang", language)
    objets.put(top, element)


def _roles(objets: Objets, root: Dictionnaire, theirs: Dictionnaire, ours: Arbre, others: Arbre) -> dict[str, str]:
    """Join the maps of roles; return the roles of the second tree that must bear another name."""
    mine, added = objets.dictionary(root.get("RoleMap")), objets.dictionary(theirs.get("RoleMap"))
    known = ours.roles | mine.keys()
    clash = [name for name in added if name in known and mine.get(name, Nom(name)) != added[name]]
    taken = {text_string(name) for name in (*known, *added)}
    names = {name: text_of(arbres.free_name(text_string(name), taken)) for name in clash}
    made = {names.get(name, name): _renamed(value, names) for name, value in added.items()}
    if made or mine:
        objets.place(root, "RoleMap", {**made, **mine})
    return {name: new for name, new in names.items() if name in others.roles}


def _classes(objets: Objets, root: Dictionnaire, theirs: Dictionnaire) -> dict[str, str]:
    """Join the maps of classes; return the classes of the second tree that must bear another name."""
    mine, added = objets.dictionary(root.get("ClassMap")), objets.dictionary(theirs.get("ClassMap"))
    taken = {text_string(name) for name in (*mine, *added)}
    names = {name: text_of(arbres.free_name(text_string(name), taken)) for name in added if name in mine}
    if added:
        objets.place(root, "ClassMap", {**{names.get(name, name): value for name, value in added.items()}, **mine})
    return names


def _ids(ours: Arbre, others: Arbre) -> dict[bytes, bytes]:
    """Return the identifiers of the second tree that must be others."""
    taken = {*ours.ids, *others.ids}
    return {key: arbres.free_name(key, taken) for key in others.ids if key in ours.ids}


def _renamed(value: Objet, names: dict[str, str]) -> Objet:
    return Nom(names.get(value, value)) if isinstance(value, Nom) else value


def _rename(objets: Objets, tree: Arbre, roles: dict[str, str], classes: dict[str, str], ids: dict[bytes, bytes]) -> None:
    if not (roles or ids or tree.classes & classes.keys()):
        return
    for reference in tree.elements:
        element = objets.dictionary(reference)
        changed = dict(element)
        changed["S"] = _renamed(element["S"], roles)
        if "C" in element:
            found = [_renamed(one, classes) for one in _several(objets, element["C"])]
            changed["C"] = found if len(found) > 1 else found[0]
        key = objets.get(element.get("ID"))
        if isinstance(key, bytes) and key in ids:
            changed["ID"] = ids[key]
        if ids and "A" in element:
            changed["A"] = list(_iter_attributes(objets, element["A"], ids))
        if changed != element:
            objets.put(reference, changed)


def _iter_attributes(objets: Objets, value: Objet, ids: dict[bytes, bytes]) -> Iterator[Objet]:
    """Yield attributes, in which the identifiers of header cells follow those that were renamed."""
    for one in _several(objets, value):
        attributes = objets.dictionary(one)
        if "Headers" in attributes:
            headers = [objets.get(key) for key in objets.array(attributes["Headers"])]
            attributes["Headers"] = [ids.get(key, key) if isinstance(key, bytes) else key for key in headers]
            yield attributes
        else:
            yield one
