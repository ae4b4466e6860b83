"""The delays that run from an act: each its last day, or why that day is not determined, and the text that sets it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Delai:
    """A delay of the law: what it is, in French; its last day, or None and why; the text that sets it."""

    titre: str
    dernier_jour: date | None = None
    raison: str = ""
    source: str = ""
