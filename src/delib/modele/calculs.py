"""The operators of the tags of a docxtpl template, kept within bounds: sums, products, powers, texts filled by `%`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sized
from decimal import Decimal
from fractions import Fraction
from numbers import Number
from typing import Any

from jinja2.runtime import Undefined
from markupsafe import Markup, escape

from delib.modele.bornes import MAX_BITS, appended, bits, check_length, check_number, size
from delib.modele.impression import plain, unfit
from delib.modele.langage import Fault
from delib.modele.passage import MOT, Passage

Table = Mapping[str, Callable[[Any, Any], Any]]

_SPEC = re.compile(
    r"%(?:\((?P<key>[^()]*)\))?(?P<flags>[#0\- +]*)(?P<width>\*|[0-9]*)(?:\.(?P<precision>\*|[0-9]*))?[hlL]?(?P<kind>.?)",
    re.DOTALL,
)
_DIGITS = re.compile(r"[0-9]{5}|\*")
_EXACT = (int, float, Decimal, Fraction)


def operate(passage: Passage, operator: str, left: Any, right: Any, table: Table) -> Any:
    """Return `left operator right`. Raises Fault for a result beyond the bounds, or a text repeated."""
    one, other = type(left), type(right)
    if one in _EXACT and other in _EXACT:
        return _number(operator, left, right, table)
    if operator == "%" and issubclass(one, str):
        return percent(passage, left, right)
    if operator == "+" and issubclass(one, str) and issubclass(other, str):
        check_length(str.__len__(left) + str.__len__(right))
        passage.spend(size(left) + size(right))
        return table[operator](left, right)
    if operator == "+" and issubclass(one, list | tuple) and issubclass(other, list | tuple):
        return appended(passage, left, right)
    if not issubclass(one, Undefined) and not issubclass(other, Undefined):
        _check_groups(operator, one, other)
    return table[operator](left, right)


def _check_groups(operator: str, one: type, other: type) -> None:
    """Raise Fault for bytes, and for a group repeated: only texts and lists are weighed."""
    if operator == "*" and (issubclass(one, Sized) or issubclass(other, Sized)):
        raise Fault("instruction-interdite", nom="un texte ou une liste multipliés « * »")
    if any(issubclass(kind, bytes | bytearray) or kind.__name__ in ("array", "deque") for kind in (one, other)):
        raise Fault("instruction-interdite", nom="des octets dans un calcul")


def _number(operator: str, left: Any, right: Any, table: Table) -> Any:
    if operator == "**" and bits(left) * max(abs(right) if bits(right) else 1, 1) > MAX_BITS:
        raise _too_long()
    made = table[operator](left, right)
    if bits(made) > MAX_BITS:
        raise _too_long()
    return made


def _too_long() -> Fault:
    return Fault("modele-demesure", quoi="un nombre de plus de 77 chiffres")


# ------------------------------------------------------------------------------------------------------ texts to fill


def percent(passage: Passage, pattern: Any, values: Any) -> Any:
    """Return `pattern % values`, each value as it is printed. Raises Fault, and TypeError or ValueError as Python does."""
    text = str.__str__(pattern)
    markup = hasattr(pattern, "__html__")
    positional = values if isinstance(values, tuple) else (values,)
    given = iter(positional)
    pieces: list[str] = []
    length = at = 0
    for found in _SPEC.finditer(text):
        piece = text[at : found.start()] + ("%" if found["kind"] == "%" else _filled(found, given, values, markup))
        passage.spend(size(piece) + MOT)
        length += len(piece)
        check_length(length)
        pieces.append(piece)
        at = found.end()
    if next(given, given) is not given and not isinstance(values, Mapping):
        raise TypeError("not all arguments converted")
    made = "".join((*pieces, text[at:]))
    return Markup(made) if markup else made  # noqa: S704 - each piece was escaped


def _filled(found: re.Match[str], given: Any, values: Any, markup: bool) -> str:
    """Return one mark of a pattern, filled."""
    kind, precision = found["kind"] or "?", found["precision"]
    check_spec(f"{found['width']} {precision or ''}")
    if found["key"] is not None:
        value = values[found["key"]] if isinstance(values, Mapping) else _missing()
    else:
        value = next(given, given)
        value = _missing() if value is given else value
    if kind in ("s", "r", "a"):
        value = quoted(value, kind) if kind != "s" else value if isinstance(value, Markup) else plain(value)
        text = str(escape(value) if markup else value)
        kind = "s"
    else:
        check_number(value)
        text = value
    made: str = f"%{found['flags']}{found['width']}{'' if precision is None else '.' + precision}{kind}" % (text,)
    return made


def _missing() -> Any:
    raise TypeError("not enough arguments")


def check_spec(spec: str) -> None:
    """Raise Fault for a form of more than four digits: it would be a width without measure."""
    if len(spec) > 100 or _DIGITS.search(spec) is not None:
        raise Fault("modele-demesure", quoi="une largeur de plus de quatre chiffres")


def quoted(value: Any, how: str) -> str:
    """Return a text or a number between quotes, as Python writes it. Raises Fault for others: they would show their insides."""
    if not issubclass(type(value), str | Number):
        raise unfit("un objet tel que Python le note", "écrivez « s » à la place de « r »")
    text = plain(value) if issubclass(type(value), str) else value
    if not isinstance(text, str):
        check_number(text)
    return ascii(text) if how == "a" else repr(text)
