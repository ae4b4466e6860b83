"""The measures of what the tags of a docxtpl template compute: how long a text, how heavy a list, how large a number.

Nothing grows without limit: what is too large is a Fault. What a template builds is weighed as it is built, what it holds
counted each time that it is met, so that comparing, sorting or printing it is never longer than its weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from math import isfinite
from typing import Any

from delib.modele.langage import Fault
from delib.modele.passage import Passage
from delib.modele.politique import MAX_WORK

MAX_TEXTE = 4_000_000
"""The longest text that a tag may compute, in characters: a 300-page act is under that."""
MAX_POIDS = 32_000_000
"""The heaviest list that a tag may build, in bytes, all that it holds counted as often as it is there."""
MAX_NOMBRE = 10_000
"""The largest number that a filter or a method may be given as a width, a count or a precision."""
MAX_BITS = 256
"""The largest whole number that a tag may compute, in bits: the public debt in centimes takes 49."""
MAX_ECRIT = 14_000
"""The largest whole number that is written out, in bits: Python itself writes no more than 4,300 digits."""
ELEMENT, GROUPE, TEXTE = 16, 64, 50
"""What an element of a list weighs, what a list or a text does when empty: bytes."""

_KEPT = 64
"""How many lists of those that tags built are remembered, with their weight."""
CONTENEURS = (list, tuple, dict)


# ---------------------------------------------------------------------------------------------------------------- texts


def check_length(length: int) -> None:
    """Raise Fault for a text longer than any."""
    if length > MAX_TEXTE:
        raise Fault("modele-demesure", quoi=f"une balise calcule plus de {MAX_TEXTE // 1_000_000} millions de caractères")


def size(text: str) -> int:
    """Return what reading a text costs: accented letters are slower."""
    return str.__len__(text) * (1 if str.isascii(text) else 4)


# --------------------------------------------------------------------------------------------------------------- groups


def weigh(value: object) -> int:
    """Return the weight of a value in bytes, what it holds counted as often as it is there; more than MAX_POIDS stops."""
    weight = 0
    left = [value]
    while left and weight <= MAX_POIDS:
        one = left.pop()
        kind = type(one)
        if kind is int or kind is float:
            continue
        if issubclass(kind, str):
            weight += TEXTE + str.__len__(one)  # type: ignore[arg-type]
        elif issubclass(kind, list | tuple):
            before = len(left)
            left += (list if issubclass(kind, list) else tuple).__iter__(one)  # type: ignore[arg-type]
            weight += GROUPE + ELEMENT * (len(left) - before)
        elif issubclass(kind, dict):
            weight += GROUPE + 3 * ELEMENT * dict.__len__(one)  # type: ignore[arg-type]
            left += dict.keys(one)  # type: ignore[arg-type]
            left += dict.values(one)  # type: ignore[arg-type]
    return weight


def built(passage: Passage, value: Any) -> Any:
    """Return what a tag has just built of other values. Raises Fault where it is too heavy."""
    _weight(passage, value)
    return value


def appended(passage: Passage, left: Any, right: Any) -> Any:
    """Return two lists end to end, each weighed once: a loop may well add one by one. Raises Fault where that is too heavy."""
    weight = _weight(passage, left) + _weight(passage, right)
    passage.spend(ELEMENT * (len(left) + len(right)))
    made = left + right
    _remember(passage, made, weight)
    return made


def _weight(passage: Passage, value: Any) -> int:
    known, weight = passage.weights.get(id(value), (None, 0))
    if known is not value:
        weight = weigh(value)
        passage.spend(2 * weight)
        _remember(passage, value, weight)
    return weight


def _remember(passage: Passage, value: Any, weight: int) -> None:
    if weight > MAX_POIDS:
        raise Fault("modele-demesure", quoi="une balise bâtit une liste trop lourde")
    if len(passage.weights) >= _KEPT:
        passage.weights.clear()
    passage.weights[id(value)] = value, weight


def charge(passage: Passage, values: Iterable[Any]) -> None:
    """Count the values given to a filter or to a call; groups that a tag built stay within bounds."""
    effort = 0
    for value in values:
        kind = type(value)
        if issubclass(kind, str):
            effort += size(value)
        elif issubclass(kind, CONTENEURS):
            built(passage, value)
    passage.spend(effort)


def items_of(value: Any) -> Any:
    """Return what a filter, an `in` or an unpacking reads: a list, unless `value` is read without being followed.

    Raises Fault for what has no order, no end, or is read only once; TypeError for what holds nothing.
    """
    kind = type(value)
    if kind is list or kind is tuple or kind is str or issubclass(kind, dict):
        return value
    if issubclass(kind, str):
        return str(value)
    if issubclass(kind, set | frozenset):
        raise Fault("balise-echec", raison="un ensemble n’a pas d’ordre : donnez une liste")
    if issubclass(kind, Iterator):
        raise Fault("balise-echec", raison="un générateur ne se parcourt qu’une fois : donnez une liste")
    return value if issubclass(kind, Mapping) else bounded(value)


def bounded(values: Iterable[Any]) -> list[Any]:
    """Return the elements as a list. Raises Fault where there are too many, TypeError where there are none to read."""
    made = list(islice(iter(values), MAX_WORK + 1))
    if len(made) > MAX_WORK or (isinstance(values, list | tuple) and len(values) > MAX_WORK):
        raise Fault("modele-demesure", quoi="une liste sans fin")
    return made


def looped(value: Any) -> Any:
    """Return what a loop runs over. Raises Fault for what is no list."""
    kind = type(value)
    if issubclass(kind, str | bytes):
        raise _no_loop("c’est un texte : imprimez-le sans boucle, ou donnez une liste")
    if value is None:
        raise _no_loop("la donnée est vide (None) : donnez une liste, vide s’il le faut")
    if issubclass(kind, set | frozenset):
        raise _no_loop("un ensemble n’a pas d’ordre : donnez une liste")
    if issubclass(kind, Iterator):
        raise _no_loop("elle ne se parcourt qu’une fois (générateur) : donnez une liste")
    if not issubclass(kind, Iterable):
        raise _no_loop("vérifiez le nom qui suit « in »")
    return bounded(value)


def _no_loop(conseil: str) -> Fault:
    return Fault("boucle-sur-autre-chose", conseil=conseil)


# -------------------------------------------------------------------------------------------------------------- numbers


def check_sizes(values: Iterable[Any]) -> None:
    """Raise Fault for a width, a count or a precision larger than any."""
    for value in values:
        if issubclass(type(value), int) and abs(value) > MAX_NOMBRE:
            raise Fault("modele-demesure", quoi=f"un nombre dépasse {MAX_NOMBRE}")


def check_number(value: Any) -> None:
    """Raise Fault for a number that cannot be written out or made whole: infinite, or of too many digits."""
    kind = type(value)
    if issubclass(kind, Decimal):
        sound = value.is_finite() and abs(value.adjusted()) <= MAX_NOMBRE
    elif issubclass(kind, float):
        sound = isfinite(value)
    else:
        sound = not issubclass(kind, int) or int.bit_length(value) <= MAX_ECRIT
    if not sound:
        raise Fault("balise-echec", raison="nombre trop grand, ou qui n’en est pas un")


def bits(value: Any) -> int:
    """Return the length of a whole number or of a fraction, in bits; 0 for others."""
    kind = type(value)
    if issubclass(kind, int):
        return int.bit_length(value)
    return value.numerator.bit_length() + value.denominator.bit_length() if kind is Fraction else 0
