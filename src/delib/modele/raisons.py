"""What an exception says of the tag that raised it, in French: Jinja's own, Python's, those of values."""

from __future__ import annotations

import re
from decimal import InvalidOperation

from jinja2.exceptions import FilterArgumentError, SecurityError, TemplateRuntimeError, UndefinedError

from delib.modele.langage import Fault


def fault_of(error: BaseException) -> Fault:
    """Return what an exception says of the tag that raised it."""
    if isinstance(error, Fault):
        return error
    if isinstance(error, SecurityError):
        return Fault("instruction-interdite", nom="cet appel")
    said = str(error.args[0]) if isinstance(error, UndefinedError) and error.args else ""
    if (name := _ABSENT.fullmatch(said)) is not None:
        return Fault("contexte-nom", nom=name.group(1)[:40], conseil="", si="")
    if (name := _WITHOUT.search(said)) is not None:
        return Fault("attribut-inconnu", nom=name.group(1)[:40], conseil="")
    if isinstance(error, RecursionError):
        return Fault("modele-demesure", quoi="elle s’appelle elle-même sans fin")
    if isinstance(error, MemoryError):
        return Fault("modele-demesure", quoi="il demande plus de mémoire qu’il n’y en a")
    if isinstance(error, TypeError) and error.args and "not supported between" in str(error.args[0]):
        return Fault("comparaison-impossible")
    raison = next((text for kind, text in _RAISONS.items() if isinstance(error, kind)), f"une erreur {type(error).__name__}")
    return Fault("balise-echec", raison=raison)


_ABSENT = re.compile("'(.*)' is undefined")
_WITHOUT = re.compile("has no (?:attribute|element) '?(.*?)'?$")
"""What Jinja says of a name, or of a field, that the data do not give."""
_RAISONS: dict[type[BaseException], str] = {
    ZeroDivisionError: "division par zéro",
    OverflowError: "nombre trop grand",
    InvalidOperation: "nombre trop grand",
    FilterArgumentError: "un filtre reçoit ce qu’il n’attend pas",
    TemplateRuntimeError: "un filtre, un test ou un nom n’est pas ce qu’elle attend",
    AssertionError: "un filtre reçoit ce qu’il n’attend pas",
    NameError: "un nom lui manque",
    RecursionError: "elle s’appelle elle-même sans fin",
    TypeError: "une valeur n’est pas de la nature attendue",
    ValueError: "une valeur ne convient pas",
    LookupError: "un élément demandé n’existe pas",
}
