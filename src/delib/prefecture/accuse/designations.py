"""The identifier of an act as a page shows it: alone, spoiled by optical reading, cut in two, or inside the name of a file.

An identifier is never put right in silence: `Designation.mende` says what was done, and the caller tells it. The number is left
as it stands, since nothing can tell whether it is right.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from delib.francais.nombres import luhn
from delib.prefecture.identifiant import Identifiant


class Designation(NamedTuple):
    """An identifier on a page: None where it cannot be read; as it is written; what was mended, "" if nothing was."""

    identifiant: Identifiant | None
    brut: str
    mende: str = ""


_NUMERO = r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,13}[A-Za-z0-9])?"
_LIBRE = r"[A-Za-z0-9](?:[A-Za-z0-9_ -]{0,30}[A-Za-z0-9])?"
_DEBUT = r"(?:[0-9]{3}|02[AB])-[0-9]{9}-[0-9]{8}"
_LU = r"[0-9A-Za-z|!]"
_FIN = r"(?![A-Za-z0-9_-])"

_EXACT = re.compile(rf"{_DEBUT}-{_NUMERO}-[A-Z]{{2}}{_FIN}")
_ESPACE = re.compile(rf"(?:[0-9]{{3}}|02[AB]) ?- ?[0-9]{{9}} ?- ?[0-9]{{8}} ?- ?{_LIBRE} ?- ?[A-Z]{{2}}$")
_APPROCHE = re.compile(rf"({_LU}{{3}})-({_LU}{{9}})-({_LU}{{8}})-({_NUMERO})-([A-Z]{{2}}){_FIN}")
_AUTOUR = re.compile(r" ?- ?")
_LUS = str.maketrans("OoQlI|!", "0001111")

FICHIER = re.compile(
    rf"(?:[0-9A-Z]{{2}}_[0-9A-Z]{{2}}-)?(?P<identifiant>{_DEBUT}-{_NUMERO}-[A-Z]{{2}})-[0-9]-[0-9]_[0-9]{{1,9}}"
    r"(?:\.[A-Za-z0-9]{2,4})?(?![A-Za-z0-9_-])"
)
"""The name of a file of a transmission, the identifier in it. To be tried first: by itself, it would be misread there."""

INACHEVE = re.compile(rf"{_DEBUT}(?:-[A-Za-z0-9_-]{{0,17}})?$")
"""The beginning of an identifier, at the end of a line."""
SUITE = re.compile(r"[A-Za-z0-9_-]{0,17}-?[A-Z]{1,2}$")
"""What may end it, alone on the next line."""


def read_designation(line: str, start: int = 0) -> Designation | None:
    """Return the identifier that begins at `start` of a line whose hyphens and spaces are plain; None where there is none.

    Spaces are let through up to the end of the line only: a number may have one, and so may a sentence after it.
    """
    found = _EXACT.match(line, start)
    if found:
        return Designation(Identifiant.read(found[0]), found[0])
    spaced = _ESPACE.match(line, start)
    if spaced:
        return _without_spaces(spaced[0])
    near = _APPROCHE.match(line, start)
    return _mended(near) if near else None


def _without_spaces(brut: str) -> Designation:
    """Return the identifier whose hyphens lose their spaces; the spaces of a number stay, since they may be its own."""
    texte = _AUTOUR.sub("-", brut)
    mende = "les espaces autour des tirets sont retirées" if texte != brut else "son numéro contient une espace"
    return Designation(Identifiant.read(texte), brut, mende)


def _mended(found: re.Match[str]) -> Designation:
    """Return the identifier whose figures were read as letters, if what comes out is sound: a SIREN with its key, a real day."""
    departement, siren, jour, numero, nature = found.groups()
    departement = departement if re.fullmatch("02[AB]", departement) else departement.translate(_LUS)
    siren, jour = siren.translate(_LUS), jour.translate(_LUS)
    read = Identifiant.read(f"{departement}-{siren}-{jour}-{numero}-{nature}")
    if read is None or not luhn(siren):
        return Designation(None, found[0])
    return Designation(read, found[0], "des lettres y sont lues comme des chiffres")
