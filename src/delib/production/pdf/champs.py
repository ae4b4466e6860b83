"""Joins the form fields of two PDFs: each keeps its value and its look.

Two fields of one name would be one field (ISO 32000-1, § 12.7.3.2): the second bears another name. XFA is not joined: it
says again what the fields say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pikepdf import Array, Dictionary, Object, Pdf, String

from delib.production.pdf.ouverture import array, dictionary
from delib.production.pdf.valeurs import clashes, entries, free, named, subdictionary, text

_INHERITED = ("/DA", "/Q")


def join(pdf: Pdf, theirs: Object) -> list[str]:
    """Put the fields of a PDF copied into `pdf`, of catalog `theirs`, after its own; return the names of those renamed."""
    form = dictionary(theirs.get("/AcroForm"))
    fields = [one for one in array(form.get("/Fields")) if isinstance(one, Dictionary) and one.is_indirect]
    if not fields:
        return []
    mine = subdictionary(pdf.Root, "/AcroForm")
    taken = {text(dictionary(one).get("/T")) for one in array(mine.get("/Fields"))}
    renamed = [name for one in fields if (name := _join_field(one, form, taken))]
    fonts = _join_resources(mine, form)
    for one in _iter_tree(fields) if fonts else ():
        _draw_anew(one, fonts)
    mine["/Fields"] = Array([*array(mine.get("/Fields")), *fields])
    if form.get_bool("/NeedAppearances"):
        mine["/NeedAppearances"] = True
    if "/CO" in form:
        mine["/CO"] = Array([*array(mine.get("/CO")), *array(form.get("/CO"))])
    return renamed


def _join_field(field: Object, form: Object, taken: set[str]) -> str:
    """Give a field a name of its own, and what its form gave it; return its name where it is no longer the same."""
    for key in _INHERITED:
        if key in form and key not in field:
            field[key] = form[key]
    name = text(field.get("/T"))
    own = free(name, taken) if name else ""
    taken.add(own)
    if own == name:
        return ""
    field["/T"] = String(own)
    return name


def _join_resources(mine: Object, form: Object) -> dict[str, str]:
    """Join what the fields are drawn with; return the fonts that bear another name, since another bore theirs."""
    renamed: dict[str, str] = {}
    for category, added in entries(form.get("/DR")).items():
        if not isinstance(added, Dictionary):  # the old list of procedures
            continue
        held = subdictionary(subdictionary(mine, "/DR"), category)
        other = clashes(entries(added), entries(held))
        for name, value in entries(added).items():
            held[named(other.get(name, name))] = value
        if category == "/Font":
            renamed = other
    return renamed


def _draw_anew(field: Object, fonts: Mapping[str, str]) -> None:
    """Make what draws a field call its font by its new name."""
    drawn = field.get("/DA")
    if isinstance(drawn, String):
        called = {named(name).unparse(): named(other).unparse() for name, other in fonts.items()}
        pattern = rb"(?:" + b"|".join(map(re.escape, called)) + rb")(?=[\0\t\n\f\r ])"
        field["/DA"] = String(re.sub(pattern, lambda found: called[found[0]], bytes(drawn)))


def _iter_tree(fields: Sequence[Object]) -> Iterator[Object]:
    todo = list(fields)
    seen: set[tuple[int, int]] = set()
    while todo:
        one = todo.pop()
        if isinstance(one, Dictionary) and one.is_indirect and one.objgen not in seen:
            seen.add(one.objgen)
            yield one
            todo.extend(array(one.get("/Kids")))
