"""Where a value stands: the line and column, in its own file, of what a data path names.

An act once read keeps its values and their paths, not their places: those are looked for again when there is something to tell.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from delib.acte.bloc import path_below
from delib.acte.noeuds import Node
from delib.acte.source import read
from delib.anomalie import DelibError, Lieu, Releve, Source

_STEP = re.compile(r"([^.\[\]]+)|\[([0-9]+)\]")
_DONNEES = re.compile(r".+\.(?:ya?ml|json)", re.IGNORECASE)
PAS_RELATIF = re.compile(r"://|[\\\0]|^[A-Za-z]:|^/")
"""What is no path from the folder of the file that says it."""


class Lieux:
    """The files of one programme, each read again once, when something is told of it."""

    def __init__(self) -> None:
        self._roots: dict[str, Node | None] = {}

    def find(self, fichier: str, chemin: str, *, key: bool = False) -> Lieu:
        """Return where the value at `chemin` stands, in `fichier` or in the file that it names on the way.

        What is not there is told at the nearest thing above it. `key` asks for the place of the value's name.
        """
        node = self._root(fichier)
        if node is None:
            return Source(fichier)
        for name, index in _STEP.findall(chemin):
            below = self._below(self._followed(node), name, index)
            if below is None:
                break
            node = below
        return node.lieu_cle if key or isinstance(node.value, dict | list) else node.lieu

    def data(self, fichier: str, chemin: str) -> object:
        """Return the plain data that were typed at `chemin`: texts, lists, mappings; None where there is nothing."""
        node = self._root(fichier)
        for name, index in _STEP.findall(chemin):
            node = self._below(node, name, index) if node is not None else None
        return _data(node) if node is not None else None

    def iter_texts(self, fichier: str) -> Iterator[tuple[str, Node]]:
        """Yield each text that stands in `fichier` itself, with its data path, in the order of the file."""
        root = self._root(fichier)
        stack = [("", root)] if root is not None else []
        while stack:
            chemin, node = stack.pop()
            below: list[tuple[str, Node]] = []
            if isinstance(node.value, dict):
                below = [(path_below(chemin, name), one) for name, one in node.value.items()]
            elif isinstance(node.value, list):
                below = [(path_below(chemin, index), one) for index, one in enumerate(node.value)]
            elif isinstance(node.value, str):
                yield chemin, node
            stack.extend(reversed(below))

    def _root(self, fichier: str) -> Node | None:
        if fichier not in self._roots:
            self._roots[fichier] = _read(fichier)
        return self._roots[fichier]

    def _followed(self, node: Node) -> Node:
        """Return what the file that a text names holds, or the text itself."""
        if not isinstance(node.value, str) or not _DONNEES.fullmatch(node.value) or PAS_RELATIF.search(node.value):
            return node
        path = os.path.normpath(os.path.join(node.reading.dossier, node.value))
        return self._root(path) or node

    @staticmethod
    def _below(node: Node, name: str, index: str) -> Node | None:
        if isinstance(node.value, dict):
            return node.value.get(name)
        if isinstance(node.value, list) and index and int(index) < len(node.value):
            return node.value[int(index)]
        return None


def _data(node: Node) -> object:
    if isinstance(node.value, dict):
        return {name: _data(below) for name, below in node.value.items()}
    return [_data(below) for below in node.value] if isinstance(node.value, list) else node.value


def _read(path: str) -> Node | None:
    """Return the root of a data file; None where there is none: what it held was told when the act was read."""
    try:
        return read(path, Releve())
    except DelibError:
        return None
