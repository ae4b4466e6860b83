"""Python data: a mapping given to `load` in place of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from delib.acte.noeuds import MAX_DEPTH, MAX_INTEGER, MAX_NODES, Node, Reading
from delib.anomalie import DonneesError, Releve, make


def from_python(value: object, fichier: str = "<données>", dossier: str = "") -> Node:
    """Return nodes for Python data (dict, list, text, int, bool, Decimal, date).

    Raises DonneesError for any other type, for depth, for more values than a file may hold, and for keys that are not text.
    """
    return read_python(value, Reading(fichier, dossier=dossier))


def read_python(value: object, reading: Reading) -> Node:
    """Return nodes for Python data that stand where `reading` says. Raises DonneesError as `from_python`."""
    made = _Python(reading)
    root = made.node(value, "", 0)
    if made.releve.anomalies:
        raise DonneesError(made.releve)
    return root


class _Python:
    """Makes nodes of Python data; `releve` holds what it refuses."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.releve = Releve()
        self.nodes = 0

    def node(self, value: object, chemin: str, depth: int) -> Node:
        """Return the node of `value`."""
        self.nodes += 1
        if depth > MAX_DEPTH:
            return self._refuse("yaml-profondeur", chemin, limite=MAX_DEPTH)
        if self.nodes > MAX_NODES:
            self._refuse("yaml-trop-de-valeurs", chemin, limite=f"{MAX_NODES:,}".replace(",", "\u202f"))
            raise DonneesError(self.releve)
        if isinstance(value, str):
            return Node(str.__str__(value), self.reading)
        if isinstance(value, Mapping):
            made: dict[str, Node] = {}
            for name, item in value.items():
                if isinstance(name, str):
                    made[str.__str__(name)] = self.node(item, f"{chemin}.{name}" if chemin else name, depth + 1)
                else:
                    self._refuse("type-python", chemin, type=f"{type(name).__name__} (en guise de nom de champ)")
            return Node(made, self.reading)
        if value is None or isinstance(value, bool):
            return Node(value, self.reading)
        if isinstance(value, int) and abs(value) < MAX_INTEGER:
            return Node(int(value), self.reading)
        if isinstance(value, Decimal) and value.is_finite():
            return Node(value, self.reading)
        if isinstance(value, date) and not isinstance(value, datetime):
            return Node(value.isoformat(), self.reading)
        if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
            return Node([self.node(item, f"{chemin}[{i}]", depth + 1) for i, item in enumerate(value)], self.reading)
        kind = type(value).__name__
        return self._refuse("type-python", chemin, type=f"{kind} {value}" if isinstance(value, Decimal) else kind)

    def _refuse(self, code: str, chemin: str, **details: object) -> Node:
        self.releve.add(make(code, self.reading.place(-1), chemin, **details))
        return Node("", self.reading)
