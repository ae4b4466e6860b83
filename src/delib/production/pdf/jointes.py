"""The data of an act, as they are attached to its PDF: one JSON document, the files that it names in their places.

A PDF is published: what serves delib alone is left out, what the act says is to be masked, and the way to reach persons unless
the act prints it. Read by delib, the document builds the same act, but for what is masked.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from decimal import Decimal

from delib.acte.acte import Donnees, enter
from delib.acte.bloc import path_below
from delib.acte.chemins import value_at
from delib.acte.contexte import Walk
from delib.acte.noeuds import Node
from delib.acte.schema import Schemas, Spec
from delib.acte.source import read
from delib.anomalie import Anomalie, Releve, Source, make
from delib.paquet import read as read_package
from delib.production.plan import iter_lines

INTERNES = frozenset({"accepte", "publication_restreinte", "regles"})
"""Properties that tell delib how to judge an act, or why a part of it is masked, wherever they stand."""
_COURRIEL = r"[^\s@<>\"(),;:]+@[^\s@<>\"(),;:]+\.[^\s@<>\"(),;:.]+"
_TELEPHONE = r"(?<!\d)(?:\+33[\s.\-]*(?:\(0\)[\s.\-]*)?|0)[1-9](?:[\s.\-]*\d\d){4}(?!\d)"
_CONTACT = re.compile(f"{_COURRIEL}|{_TELEPHONE}")
_PRINTED = ("header", "document", "footer", "footnotes", "endnotes")


def attached(
    donnees: Donnees, schemas: Schemas, docx: bytes, *, variante: str | None = None
) -> tuple[bytes, tuple[Anomalie, ...]]:
    """Return the data of the act that `docx` prints as JSON, and a remark of what was left out of them.

    The same bytes for the same data. Raises as `delib.acte.acte.load`.
    """
    releve = Releve()
    entree = enter(donnees, schemas, releve, dossier=None, variante=variante)
    typed = Walk(None, releve).root(entree.spec, _included(entree.spec, entree.node))
    tri = _Tri(_printed(docx), frozenset(_masked(typed)))
    kept = tri.kept(typed, "")
    text = json.dumps(kept, ensure_ascii=False, indent=2, default=_number)
    told = (make("pdf-donnees-omises", Source(entree.fichier), chemins=", ".join(tri.omis)),) if tri.omis else ()
    return f"{text}\n".encode(), told


def _included(spec: Spec | None, node: Node) -> Node:
    """Return a node in which what a file holds stands in the place of its path. Raises LectureError or DonneesError."""
    if spec is None:
        return node
    if isinstance(node.value, str):
        text, target = spec.takes.get("string"), spec.takes.get("object")
        if text is not None and text.format == "chemin" and target is not None:
            found = read(os.path.join(node.reading.dossier, node.value), Releve())
            return _included(target, found)
        return node
    if isinstance(node.value, dict):
        below = {name: _included(spec.field(name), one) for name, one in node.value.items()}
        made = Node(below, node.reading, node.start, node.end)
    elif isinstance(node.value, list):
        items = spec.takes["array"].items if "array" in spec.takes else None
        made = Node([_included(items, one) for one in node.value], node.reading, node.start, node.end)
    else:
        return node
    made.key = node.key
    return made


class _Tri:
    """What is kept of the data; `omis` are the paths of what is not."""

    def __init__(self, printed: str, masked: frozenset[str]) -> None:
        self.printed = printed
        self.masked = masked
        self.omis: list[str] = []

    def kept(self, value: object, chemin: str) -> object:
        """Return what is published of a value."""
        if isinstance(value, dict):
            named = ((name, one, path_below(chemin, name)) for name, one in value.items())
            return {name: self.kept(one, path) for name, one, path in named if self._is_kept(name, one, path)}
        if isinstance(value, list):
            ranked = ((one, path_below(chemin, rank)) for rank, one in enumerate(value))
            return [self.kept(one, path) for one, path in ranked if self._is_kept("", one, path)]
        return value

    def _is_kept(self, name: str, value: object, chemin: str) -> bool:
        secret = isinstance(value, str) and any(_bare(one[0]) not in self.printed for one in _CONTACT.finditer(value))
        if secret or name in INTERNES or chemin in self.masked:
            self.omis.append(chemin)
            return False
        return True


def _masked(donnees: object) -> Iterator[str]:
    """Yield the paths that the act says are to be masked before it is published; of an element of a list, that of the list."""
    said = value_at(donnees, "publication_restreinte.chemins")
    for chemin in said if isinstance(said, list) else ():
        yield re.split(r"\.?\[|\.(?=[0-9]+(?:\.|$))", str(chemin))[0]


def _printed(docx: bytes) -> str:
    """Return all that a document prints, without its spaces."""
    parts = tuple(name for name, kind in read_package(docx, "").parties.items() if kind in _PRINTED)
    return "\n".join(_bare(line.texte) for line in iter_lines(docx, parts))


def _bare(text: str) -> str:
    return "".join(text.split())


def _number(value: object) -> int | float:
    assert isinstance(value, Decimal)  # noqa: S101 - the only value read that JSON does not know
    return int(value) if value == value.to_integral_value() else float(value)
