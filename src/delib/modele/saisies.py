"""The fields of a form: Word content controls tagged with a data path, one a table cell, inside a bookmark of the same cell.

LibreOffice drops the tags of controls and most of their titles when it saves; bookmarks survive. So a field is known by its
tag, else by its title, else by the bookmark around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_BOOKMARK = 40
"""The longest bookmark name that Word keeps."""


@dataclass(frozen=True, slots=True)
class Saisie:
    """One field of a form as its template has it.

    `genre` is texte, lignes (several lines), date, case (a check box), liste (closed) or choix (a list that takes other texts).
    `choix` are the (shown text, value) pairs of a list; `invite` is the text that stands in an empty field.
    """

    chemin: str
    genre: str
    titre: str = ""
    invite: str = ""
    choix: tuple[tuple[str, str], ...] = ()


def bookmark(chemin: str) -> str:
    """Return the name of the bookmark of the field at `chemin`: `donnees.jeux[0].nom` gives `donnees__jeux_0__nom`."""
    return re.sub(r"\[([0-9]+)\]", r"_\1", chemin).replace(".", "__")
