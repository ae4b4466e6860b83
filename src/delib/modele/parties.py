"""The parts of a Word package that a template may tag, by the name that a clerk gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from delib.anomalie import Anomalie, Word, make
from delib.paquet import Paquet

NOMS = {
    "document": "corps",
    "header": "en-tête",
    "footer": "pied",
    "footnotes": "notes",
    "endnotes": "notes de fin",
    "core": "propriétés du document",
}
"""How a clerk names each kind of part that may hold tags."""

_NUMBER = re.compile(r"[0-9]+(?=\.xml$)")
_UNFILLED = re.compile(r"word/.*\.xml|word/_rels/[^/]*\.rels|docProps/[^/]*\.xml")
_TYPED = re.compile(rb"\{\{|\{%|%7B(?:%7B|%25)", re.IGNORECASE)


def iter_parties(paquet: Paquet) -> Iterator[tuple[str, str, str]]:
    """Yield the name, the kind and the French name (« en-tête 2 ») of each part that may hold tags, in the package's order."""
    for name, kind in paquet.parties.items():
        if kind in NOMS:
            number = _NUMBER.search(name) if kind in ("header", "footer") else None
            yield name, kind, NOMS[kind] + (f" {number.group()}" if number is not None else "")


def iter_unfilled(paquet: Paquet, fichier: str) -> Iterator[Anomalie]:
    """Yield the tags that lie in parts which nothing fills: comments, charts, relationships, other properties."""
    for name in paquet:
        if _UNFILLED.fullmatch(name) and paquet.parties.get(name) not in NOMS:
            found = _TYPED.search(paquet[name])
            if found is not None:
                balise = paquet[name][found.start() : found.start() + 40].decode("utf-8", "replace").partition('"')[0]
                yield make("balise-hors-texte", Word(fichier, name, balise=balise))
