"""The French order of words, and the folding under which two spellings of one name are the same."""

from __future__ import annotations

import unicodedata


def fold(texte: str) -> str:
    """Return `texte` in lower case, without accents nor ligatures, what is neither letter nor digit made a space."""
    folded = unicodedata.normalize("NFD", texte.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(char if char.isalnum() else " " for char in folded if not unicodedata.combining(char))


def alphabetical(texte: str) -> tuple[str, str]:
    """Return what `texte` sorts by in a list: its letters first (the first thousand tell), then the text itself."""
    return fold(texte[:LONG]), texte


LONG = 1_000
"""Characters beyond which nothing is folded: decomposing a run of combining marks takes the square of its length."""
