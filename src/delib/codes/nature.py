"""What a kind of anomaly is: title, default gravity, what is said, what to do, and the text of law it rests on."""

from __future__ import annotations

from typing import NamedTuple

INFO, AVERTISSEMENT, ERREUR = 1, 2, 3


class Kind(NamedTuple):
    """A kind of anomaly. `message` and `conseil` are filled with the details of the case."""

    titre: str
    gravite: int
    message: str
    conseil: str = ""
    source: str = ""
