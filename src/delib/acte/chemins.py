"""Data paths: `donnees.jeux[0].nom` is read into steps, and followed through data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_PAS = re.compile(r"\[([0-9]{1,6})\]|([^.\[\]]+)")


def steps(chemin: str) -> tuple[str | int, ...]:
    """Return the steps of a data path: `jeux[0].nom` gives `jeux`, 0 and `nom`."""
    return tuple(int(rank) if rank else name for rank, name in _PAS.findall(chemin))


def value_at(donnees: object, chemin: str) -> object:
    """Return what data, plain or read into blocks, hold at `chemin`, or None."""
    for step in steps(chemin):
        if isinstance(step, str) and isinstance(donnees, Mapping):
            donnees = donnees.get(step)
        elif isinstance(step, int) and isinstance(donnees, Sequence) and not isinstance(donnees, str) and step < len(donnees):
            donnees = donnees[step]
        else:
            return None
    return donnees
