"""Patterns compiled when they first serve: most visas need a few of them, and a command starts in a tenth of a second."""

from __future__ import annotations

import re
from functools import cache


@cache
def motif(texte: str) -> re.Pattern[str]:
    """Return the pattern that `texte` writes, compiled once."""
    return re.compile(texte)
