"""Joins the form fields of two PDFs: each keeps its value and its look.

Two fields of one name would be one field (ISO 32000-1, § 12.7.3.2): the second bears another name. XFA is not joined: it
says again what the fields say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from delib.production.pdf import arbres
from delib.production.pdf.objets import Objets
from delib.production.pdf.syntaxe import Dictionnaire, Fautif, Objet, Renvoi, text_of, text_string

MAX_DEPTH = 32
"""The deepest tree of fields read."""
_INHERITED = ("DA", "Q")


def check(objets: Objets, catalogue: Dictionnaire) -> None:
    """Raise Fautif where the tree of fields is damaged."""
    fields = objets.array(objets.dictionary(catalogue.get("AcroForm")).get("Fields"))
    for _field in _iter_tree(objets, [one for one in fields if isinstance(one, Renvoi)]):
        pass


def join(objets: Objets, catalogue: Dictionnaire, annexe: Dictionnaire) -> list[str]:
    """Put the fields of a PDF after those of `catalogue`; return the names of those that bear another name. Raises Fautif."""
    theirs = objets.dictionary(annexe.get("AcroForm"))
    fields = [one for one in objets.array(theirs.get("Fields")) if isinstance(one, Renvoi)]
    if not fields:
        return []
    form = objets.dictionary(catalogue.get("AcroForm"))
    taken = {text_string(name) for one in objets.array(form.get("Fields")) if (name := _name(objets, one))}
    renamed = [_join_field(objets, one, theirs, taken) for one in fields]
    _join_resources(objets, form, theirs, fields)
    form["Fields"] = [*objets.array(form.get("Fields")), *fields]
    if theirs.get("NeedAppearances") is True:
        form["NeedAppearances"] = True
    for key in ("CO",):
        if key in theirs:
            form[key] = [*objets.array(form.get(key)), *objets.array(theirs[key])]
    objets.place(catalogue, "AcroForm", form)
    return [name for name in renamed if name]


def _name(objets: Objets, reference: Objet) -> str:
    return text_of(objets.get(objets.dictionary(reference).get("T")))


def _join_field(objets: Objets, reference: Renvoi, theirs: Dictionnaire, taken: set[bytes]) -> str:
    """Give a field a name of its own, and what its form gave it; return its name where it is no longer the same."""
    field = objets.dictionary(reference)
    name = _name(objets, reference)
    changed = {**{key: theirs[key] for key in _INHERITED if key in theirs}, **field}
    own = arbres.free_name(text_string(name), taken) if name else b""
    if text_of(own) != name:
        changed["T"] = own
    if changed != field:
        objets.put(reference, changed)
    return name if text_of(own) != name else ""


def _join_resources(objets: Objets, form: Dictionnaire, theirs: Dictionnaire, fields: list[Renvoi]) -> None:
    """Join what the fields are drawn with; a font that another bears the name of is renamed, and called by its new name."""
    mine, added = objets.dictionary(form.get("DR")), objets.dictionary(theirs.get("DR"))
    fonts: dict[str, str] = {}
    for category in added:
        held, new = objets.dictionary(mine.get(category)), objets.dictionary(added[category])
        if not new:
            mine.setdefault(category, added[category])
            continue
        taken = {one.encode("latin-1") for one in (*held, *new)}
        clash = {name for name in new if name in held and held[name] != new[name]}
        names = {
            name: arbres.free_name(name.encode("latin-1"), taken).decode("latin-1") if name in clash else name for name in new
        }
        objets.place(mine, category, {**held, **{names[name]: value for name, value in new.items()}})
        if category == "Font":
            fonts = {name: other for name, other in names.items() if name != other}
    if mine:
        objets.place(form, "DR", mine)
    if fonts:
        _draw_anew(objets, fields, fonts)


def _draw_anew(objets: Objets, fields: list[Renvoi], fonts: dict[str, str]) -> None:
    pattern = re.compile(rb"/(" + b"|".join(re.escape(name.encode("latin-1")) for name in fonts) + rb")(?=[\0\t\n\f\r ])")
    for reference in _iter_tree(objets, fields):
        field = objets.dictionary(reference)
        drawn = objets.get(field.get("DA"))
        if isinstance(drawn, bytes):
            field["DA"] = pattern.sub(lambda found: b"/" + fonts[found[1].decode("latin-1")].encode("latin-1"), drawn)
            objets.put(reference, field)


def _iter_tree(objets: Objets, fields: list[Renvoi]) -> Iterator[Renvoi]:
    stack = [(one, 0) for one in fields]
    seen: set[int] = set()
    while stack:
        reference, depth = stack.pop()
        if reference.numero in seen or depth > MAX_DEPTH:
            raise Fautif
        seen.add(reference.numero)
        yield reference
        kids = objets.array(objets.dictionary(reference).get("Kids"))
        stack.extend((kid, depth + 1) for kid in kids if isinstance(kid, Renvoi))
