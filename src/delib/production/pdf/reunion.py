"""Joins what the catalogs of two PDFs hold beside pages and structure: names, destinations, bookmarks, labels, layers, files.

What two files call by one name is renamed in the second, wherever it uses that name. Their scripts are not joined. `theirs` is
the catalog of a PDF that was copied into the first.
"""

from __future__ import annotations

from collections.abc import Mapping

from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, Object, Pdf, String

from delib.production.pdf.ouverture import array, dictionary
from delib.production.pdf.valeurs import clashes, entries, iter_held, leaves, name_of, named, subdictionary, text, tree

MAX_BOOKMARKS = 100_000
"""The most bookmarks of one level that are followed: a chain longer than that is a loop."""
_LAYERS = ("/ON", "/OFF", "/Order", "/Locked", "/RBGroups", "/AS")


class Boucle(Exception):  # noqa: N818 - said of the file, which is then damaged
    """Raised where bookmarks turn in a circle."""


def check(catalogue: Object) -> None:
    """Raise what is raised where a tree or a chain that would be joined is damaged: Boucle, or what pikepdf raises."""
    for one in entries(catalogue.get("/Names")).values():
        leaves(NameTree, one)
    leaves(NumberTree, catalogue.get("/PageLabels"))
    _siblings(dictionary(catalogue.get("/Outlines")))


def rename_destinations(theirs: Pdf, pdf: Pdf) -> None:
    """Give in `theirs` another name to each destination that `pdf` names so too, and call it by that name."""
    trees = [dictionary(one.Root.get("/Names")).get("/Dests") for one in (pdf, theirs)]
    mine, added = (leaves(NameTree, one) for one in trees)
    renamed = clashes(added, mine)
    if renamed:
        held = NameTree(dictionary(trees[1]))
        for name, new in renamed.items():
            held[new] = added[name]
            del held[name]
    old, others = entries(pdf.Root.get("/Dests")), entries(theirs.Root.get("/Dests"))
    for name, new in clashes(others, old).items():  # these begin with a slash
        renamed[name] = new
        theirs.Root["/Dests"][named(new)] = others[name]
        del theirs.Root["/Dests"][named(name)]
    if renamed:
        for one in theirs.objects:
            for holder in iter_held(one):
                _call_anew(holder, renamed)


def _call_anew(holder: Object, renamed: Mapping[str, str]) -> None:
    """Make a link, a bookmark or an action call its destination by its new name."""
    if not isinstance(holder, Dictionary):
        return
    for key in ("/Dest", "/D") if holder.get("/S") == "/GoTo" else ("/Dest",):
        called = holder.get(key)
        if isinstance(called, Name) and name_of(called) in renamed:
            holder[key] = named(renamed[name_of(called)])
        elif isinstance(called, String) and text(called) in renamed:
            holder[key] = String(renamed[text(called)])


def join_names(pdf: Pdf, theirs: Object) -> None:
    """Join the trees of names and the destinations. An attached file becomes one of the document (`/AF`), as PDF/A-3 wants."""
    names = dictionary(theirs.get("/Names"))
    for category in entries(names):
        if category == "/JavaScript":
            continue
        mine = tree(NameTree, pdf, subdictionary(pdf.Root, "/Names"), category)
        added = leaves(NameTree, names[category])
        renamed = clashes(added, leaves(NameTree, mine.obj))
        for name, value in added.items():
            mine[renamed.get(name, name)] = value
    for name, value in entries(theirs.get("/Dests")).items():
        subdictionary(pdf.Root, "/Dests")[named(name)] = value
    files = leaves(NameTree, names.get("/EmbeddedFiles")).values()
    _associate(pdf, [*array(theirs.get("/AF")), *(one for one in files if isinstance(one, Dictionary))])


def _associate(pdf: Pdf, files: list[Object]) -> None:
    listed = array(pdf.Root.get("/AF"))
    known = {one.objgen for one in listed}
    for one in files:
        if isinstance(one, Dictionary) and "/AFRelationship" not in one:
            one["/AFRelationship"] = Name("/Unspecified")
        if one.objgen not in known or not one.is_indirect:
            listed.append(one)
            known.add(one.objgen)
    if listed:
        pdf.Root["/AF"] = Array(listed)


def join_bookmarks(pdf: Pdf, theirs: Object, titre: str, page: Object) -> None:
    """Add a bookmark that leads to the first page of a PDF, closed on the bookmarks that this PDF has. Raises Boucle."""
    root, added = subdictionary(pdf.Root, "/Outlines"), dictionary(theirs.get("/Outlines"))
    if not root.is_indirect:
        root = pdf.Root["/Outlines"] = pdf.make_indirect(root)
    goal = Array([page, Name("/XYZ"), None, None, None])
    item = pdf.make_indirect(Dictionary(Title=titre, Parent=root, Dest=goal))
    held, before = _siblings(added), _siblings(root)
    for one in held:
        one["/Parent"] = item
    if held:
        item["/First"], item["/Last"], item["/Count"] = held[0], held[-1], -_shown(added, held)
    if before:
        before[-1]["/Next"], item["/Prev"] = item, before[-1]
    else:
        root["/First"] = item
    root["/Type"], root["/Last"], root["/Count"] = Name("/Outlines"), item, _shown(root, before) + 1


def _shown(root: Object, held: list[Object]) -> int:
    """Return how many bookmarks a root shows."""
    return max(0, root.get_int("/Count", 0)) or len(held)


def _siblings(root: Object) -> list[Object]:
    found: list[Object] = []
    seen: set[tuple[int, int]] = set()
    one = root.get("/First")
    while isinstance(one, Dictionary) and one.is_indirect:
        if one.objgen in seen or len(found) >= MAX_BOOKMARKS:
            raise Boucle
        seen.add(one.objgen)
        found.append(one)
        one = one.get("/Next")
    return found


def join_labels(pdf: Pdf, theirs: Object, start: int) -> None:
    """Keep the labels of the pages of both PDFs, of which the second begins at page `start`, counted from 0.

    Where only one of them has labels, the pages of the other keep their numbers in the whole.
    """
    if "/PageLabels" not in pdf.Root and "/PageLabels" not in theirs:
        return
    mine = tree(NumberTree, pdf, pdf.Root, "/PageLabels")
    if not len(mine):
        mine[0] = Dictionary(S=Name("/D"))
    added = leaves(NumberTree, theirs.get("/PageLabels")) or {0: Dictionary(S=Name("/D"), St=start + 1)}
    for at, label in added.items():
        mine[start + at] = label


def join_layers(pdf: Pdf, theirs: Object) -> None:
    """Join the layers of both PDFs: each shows at first what it shows alone."""
    added = dictionary(theirs.get("/OCProperties"))
    if not added.keys():
        return
    if not isinstance(pdf.Root.get("/OCProperties"), Dictionary):
        pdf.Root["/OCProperties"] = added
        return
    mine = pdf.Root["/OCProperties"]
    default, others = subdictionary(mine, "/D"), _spelt(added)
    for key in _LAYERS:
        _extend(default, key, others)
    _extend(mine, "/OCGs", added)


def _extend(holder: Object, key: str, other: Object) -> None:
    """Put the elements of an array of `other` after those of the same array of `holder`."""
    held, added = ([*one] if isinstance(one, Array) else [] for one in (holder.get(key), other.get(key)))
    if added:
        holder[key] = Array([*held, *added])


def _spelt(layers: Object) -> Object:
    """Return the default state of layers, each that is hidden at first named, whatever its `/BaseState`."""
    default = dictionary(layers.get("/D"))
    if default.get("/BaseState") == "/OFF":
        shown = {one.objgen for one in array(default.get("/ON"))}
        default["/OFF"] = Array([one for one in array(layers.get("/OCGs")) if one.objgen not in shown])
    return default


def join_threads(pdf: Pdf, theirs: Object) -> None:
    """Join the articles' threads."""
    _extend(pdf.Root, "/Threads", theirs)


def has_scripts(catalogue: Object) -> bool:
    """Return whether a PDF runs scripts of its own when it is opened or used."""
    by_opening = dictionary(catalogue.get("/OpenAction")).get("/S") == "/JavaScript"
    return by_opening or "/AA" in catalogue or "/JavaScript" in dictionary(catalogue.get("/Names"))
