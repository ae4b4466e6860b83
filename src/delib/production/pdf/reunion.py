"""Joins what the catalogs of two PDFs hold beside pages and structure: names, destinations, bookmarks, labels, layers, files.

What two files call by one name is renamed in the second, wherever it uses that name. Their scripts are not joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from delib.production.pdf import arbres
from delib.production.pdf.objets import Objets
from delib.production.pdf.syntaxe import Dictionnaire, Fautif, Flux, Nom, Objet, Renvoi, text_of, text_string

MAX_BOOKMARKS = 100_000
"""The most bookmarks of one level that are followed: a chain longer than that is a loop."""
_LAYERS = ("ON", "OFF", "Order", "Locked", "RBGroups", "AS")


def check(objets: Objets, catalogue: Dictionnaire) -> None:
    """Raise Fautif where a tree or a chain that would be joined is damaged."""
    for tree in objets.dictionary(catalogue.get("Names")).values():
        arbres.names(objets, tree)
    arbres.numbers(objets, catalogue.get("PageLabels"))
    _siblings(objets, objets.dictionary(catalogue.get("Outlines")).get("First"))


def join_names(objets: Objets, catalogue: Dictionnaire, annexe: Dictionnaire, numbers: Iterable[int]) -> None:
    """Join the trees of names and the destinations; `numbers` are the objects of the second PDF, where they may be called.

    An attached file becomes one of the document (`/AF`), as PDF/A-3 wants. Raises Fautif.
    """
    trees, theirs = objets.dictionary(catalogue.get("Names")), objets.dictionary(annexe.get("Names"))
    renamed: dict[bytes, bytes] = {}
    for category in theirs:
        if category == "JavaScript":
            continue
        mine, added = arbres.names(objets, trees.get(category)), arbres.names(objets, theirs[category])
        if category == "EmbeddedFiles":
            _associate(objets, catalogue, annexe, added.values())
        taken = {*mine, *added}
        moved = {key: arbres.free_name(key, taken) if key in mine else key for key in added}
        objets.place(trees, category, arbres.name_tree({**mine, **{moved[key]: value for key, value in added.items()}}))
        if category == "Dests":
            renamed = {key: new for key, new in moved.items() if key != new}
    if trees:
        objets.place(catalogue, "Names", trees)
    _join_old_destinations(objets, catalogue, annexe, renamed)
    if renamed:
        _call_anew(objets, numbers, renamed)


def _associate(objets: Objets, catalogue: Dictionnaire, annexe: Dictionnaire, files: Iterable[Objet]) -> None:
    listed = [*objets.array(catalogue.get("AF")), *objets.array(annexe.get("AF"))]
    for one in files:
        specification = objets.dictionary(one)
        if isinstance(one, Renvoi) and specification:
            specification.setdefault("AFRelationship", Nom("Unspecified"))
            objets.put(one, specification)
            if one not in listed:
                listed.append(one)
    objets.place(catalogue, "AF", listed)


def _join_old_destinations(objets: Objets, catalogue: Dictionnaire, annexe: Dictionnaire, renamed: dict[bytes, bytes]) -> None:
    """Join the destinations that are called by names (`/Dests` of the catalog); add to `renamed` those that change."""
    mine, added = objets.dictionary(catalogue.get("Dests")), objets.dictionary(annexe.get("Dests"))
    if not added:
        return
    taken = {name.encode("latin-1") for name in (*mine, *added)}
    for name in [name for name in added if name in mine]:
        old = name.encode("latin-1")
        renamed[old] = arbres.free_name(old, taken)
        added[renamed[old].decode("latin-1")] = added.pop(name)
    objets.place(catalogue, "Dests", {**mine, **added})


def _call_anew(objets: Objets, numbers: Iterable[int], renamed: Mapping[bytes, bytes]) -> None:
    """Make the links, bookmarks and actions of a PDF call its destinations by their new names."""
    bodies = dict(objets.items())
    for number in numbers:
        body = bodies.get(number, b"")
        if b"/Dest" in body or b"/GoTo" in body:
            value = objets.get(Renvoi(number))
            called = _called(value, renamed)
            if called != value:
                objets.put(Renvoi(number), called)


def _called(value: Objet, renamed: Mapping[bytes, bytes]) -> Objet:
    if isinstance(value, list):
        return [_called(one, renamed) for one in value]
    if not isinstance(value, dict):
        return value
    made = {key: _called(one, renamed) for key, one in value.items()}
    for key in ("Dest", "D"):
        name = made.get(key)
        if key == "D" and made.get("S") != "GoTo":
            continue
        if isinstance(name, Nom):
            old = name.encode("latin-1")
            made[key] = Nom(renamed.get(old, old).decode("latin-1"))
        elif isinstance(name, bytes):
            made[key] = renamed.get(name, name)
    return made


def join_bookmarks(objets: Objets, catalogue: Dictionnaire, annexe: Dictionnaire, titre: str, page: Renvoi) -> None:
    """Add a bookmark that leads to the first page of a PDF, closed on the bookmarks that this PDF has. Raises Fautif."""
    root = objets.dictionary(catalogue.get("Outlines")) or {"Type": Nom("Outlines")}
    where = catalogue.get("Outlines")
    where = where if isinstance(where, Renvoi) and "First" in root else objets.add(root)
    theirs = objets.dictionary(annexe.get("Outlines"))
    entry: Dictionnaire = {"Title": text_string(titre), "Parent": where, "Dest": [page, Nom("XYZ"), None, None, None]}
    item = objets.add(entry)
    held = _siblings(objets, theirs.get("First"))
    for one in held:
        objets.put(one, {**objets.dictionary(one), "Parent": item})
    if held:
        count = theirs.get("Count")
        seen = count if isinstance(count, int) and count > 0 else len(held)
        objets.put(item, {**entry, "First": held[0], "Last": held[-1], "Count": -seen})
    _append(objets, root, where, item)
    catalogue["Outlines"] = where


def _append(objets: Objets, root: Dictionnaire, where: Renvoi, item: Renvoi) -> None:
    """Put a bookmark after the last one of the root."""
    before = _siblings(objets, root.get("First"))
    count = root.get("Count")
    root["Count"] = (count if isinstance(count, int) and count > 0 else len(before)) + 1
    if before:
        objets.put(before[-1], {**objets.dictionary(before[-1]), "Next": item})
        objets.put(item, {**objets.dictionary(item), "Prev": before[-1]})
    else:
        root["First"] = item
    objets.put(where, {**root, "Last": item})


def _siblings(objets: Objets, first: Objet) -> list[Renvoi]:
    found: list[Renvoi] = []
    seen: set[int] = set()
    while isinstance(first, Renvoi):
        if first.numero in seen or len(found) >= MAX_BOOKMARKS:
            raise Fautif
        if not objets.dictionary(first):
            break
        seen.add(first.numero)
        found.append(first)
        first = objets.dictionary(first).get("Next")
    return found


def join_labels(objets: Objets, catalogue: Dictionnaire, annexe: Dictionnaire, start: int) -> None:
    """Keep the labels of the pages of both PDFs, of which the second begins at page `start`, counted from 0. Raises Fautif.

    Where only one of them has labels, the pages of the other keep their numbers in the whole.
    """
    mine = arbres.numbers(objets, catalogue.get("PageLabels"))
    added = arbres.numbers(objets, annexe.get("PageLabels"))
    if not mine and not added:
        return
    plain: dict[int, Objet] = {0: {"S": Nom("D")}}
    after: dict[int, Objet] = {0: {"S": Nom("D"), "St": start + 1}}
    labels = {**(mine or plain), **{start + at: label for at, label in (added or after).items()}}
    objets.place(catalogue, "PageLabels", arbres.number_tree(labels))


def join_layers(objets: Objets, catalogue: Dictionnaire, annexe: Dictionnaire) -> None:
    """Join the layers of both PDFs: each shows at first what it shows alone. Raises Fautif."""
    theirs = objets.dictionary(annexe.get("OCProperties"))
    if not theirs:
        return
    mine = objets.dictionary(catalogue.get("OCProperties"))
    if not mine:
        catalogue["OCProperties"] = annexe["OCProperties"]
        return
    default, added = objets.dictionary(mine.get("D")), _spelt(objets, theirs)
    for key in _LAYERS:
        joined = [*objets.array(default.get(key)), *objets.array(added.get(key))]
        if joined:
            objets.place(default, key, joined)
    objets.place(mine, "OCGs", [*objets.array(mine.get("OCGs")), *objets.array(theirs.get("OCGs"))])
    objets.place(mine, "D", default)
    objets.place(catalogue, "OCProperties", mine)


def _spelt(objets: Objets, layers: Dictionnaire) -> Dictionnaire:
    """Return the default state of layers, each that is hidden at first named, whatever its `/BaseState`."""
    default = objets.dictionary(layers.get("D"))
    if default.get("BaseState") == "OFF":
        shown = objets.array(default.get("ON"))
        default["OFF"] = [one for one in objets.array(layers.get("OCGs")) if one not in shown]
    return default


def join_threads(objets: Objets, catalogue: Dictionnaire, annexe: Dictionnaire) -> None:
    """Join the articles' threads."""
    added = objets.array(annexe.get("Threads"))
    if added:
        objets.place(catalogue, "Threads", [*objets.array(catalogue.get("Threads")), *added])


def has_scripts(objets: Objets, catalogue: Dictionnaire) -> bool:
    """Return whether a PDF runs scripts of its own when it is opened or used."""
    opening = objets.get(catalogue.get("OpenAction"))
    by_opening = isinstance(opening, dict | Flux) and objets.dictionary(opening).get("S") == "JavaScript"
    return by_opening or "AA" in catalogue or "JavaScript" in objets.dictionary(catalogue.get("Names"))


def title_of(objets: Objets) -> str:
    """Return the title that a PDF gives itself, "" where it gives none."""
    return text_of(objets.dictionary(objets.info).get("Title"))
