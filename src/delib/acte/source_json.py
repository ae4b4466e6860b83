"""JSON: numbers as they were typed, the place of every value, duplicate keys refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from delib.acte.noeuds import Builder, Node, Reading
from delib.anomalie import DonneesError, Releve, make

if TYPE_CHECKING:
    import json

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_MOTS: dict[str, bool | None] = {"true": True, "false": False, "null": None}


def read_json(reading: Reading, releve: Releve) -> Node | None:
    """Return the root node. The `json` module says whether the text is JSON; its tokens are then read for their places."""
    import json  # noqa: PLC0415 - YAML and dicts do without

    try:
        json.loads(reading.texte, parse_float=str, parse_int=str)
    except json.JSONDecodeError as error:
        at, probleme = _said(error)
        releve.add(make("json-syntaxe", reading.place(at), probleme=probleme))
        raise DonneesError(releve) from None
    except RecursionError:
        pass  # the builder stops far sooner, and knows where
    builder = Builder(reading, releve)
    for found in _TOKEN.finditer(reading.texte):
        word, (start, end) = found.group(), found.span()
        if word in ("{", "["):
            builder.open({} if word == "{" else [], start, end)
        elif word in ("}", "]"):
            builder.close(start, end)
        elif word.startswith('"'):
            builder.scalar(json.loads(word) if "\\" in word else word[1:-1], start, end)
        elif word in ("NaN", "Infinity", "-Infinity"):
            builder.refuse("json-nombre", start, end, nom=word)
            builder.scalar("", start, end)
        elif word not in (",", ":"):
            builder.scalar(_MOTS.get(word, word), start, end)
    if builder.refused:
        raise DonneesError(releve)
    return builder.root


def _said(error: json.JSONDecodeError) -> tuple[int, str]:
    """Return where the text is not JSON and why; of a comma too many, the same from one Python to another."""
    found = _VIRGULE.search(error.doc, max(error.doc.rfind(",", 0, error.pos + 1), 0))
    if found is not None and found.start() <= error.pos < found.end():
        return found.start(), f"une virgule est de trop avant « {found.group()[-1]} »"
    return error.pos, next((french for words, french in _JSON.items() if error.msg.startswith(words)), "on ne sait le lire")


_VIRGULE = re.compile(r",\s*[\]}]")
_JSON = {
    "Expecting property name enclosed in double quotes": "un nom de champ entre guillemets droits est attendu",
    "Expecting ',' delimiter": "une virgule est attendue",
    "Expecting ':' delimiter": "un deux-points est attendu",
    "Expecting value": "une valeur est attendue",
    "Extra data": "il y a du texte après la fin des données",
    "Unterminated string starting at": "un guillemet n’est pas fermé",
    "Invalid control character at": "un caractère de commande est dans un texte",
    "Invalid \\": "une barre oblique inverse est mal employée",
}
