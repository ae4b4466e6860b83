"""What the tags of a docxtpl template may compute: Jinja's filters, operators and methods, kept within bounds.

Nothing here grows without limit, depends on chance or on the order of a hash, or turns an absence into words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import update_wrapper
from itertools import islice
from typing import Any

from jinja2.filters import FILTERS, make_attrgetter
from jinja2.runtime import Context, Undefined
from jinja2.utils import pass_context
from markupsafe import escape

from delib.modele.impression import plain
from delib.modele.langage import Fault
from delib.modele.politique import MAX_WORK

MAX_TEXTE = 4_000_000
"""The longest text that a tag may compute, in characters: a 300-page act is under that."""
MAX_NOMBRE = 10_000
"""The largest number that a filter or a method may be given as a width, a count or a precision."""
MAX_BITS = 256
"""The largest whole number that a tag may compute, in bits: the public debt in centimes takes 49."""
ELEMENTS, TOUR, JOINT = "delib elements", "delib tour", "delib joint"
"""The steps that the compiler adds to a template, under names that no tag can spell."""

_REFUSED = frozenset({"pprint", "random", "safe", "urlize", "xmlattr"})
_WITH_SIZES = frozenset({"batch", "center", "indent", "round", "slice", "tojson", "truncate", "wordwrap"})
_OF_TEXTS = frozenset(
    {"capitalize", "center", "e", "escape", "forceescape", "format", "indent", "lower", "replace", "string", "striptags"}
    | {"title", "trim", "truncate", "upper", "wordcount", "wordwrap"}
)
_WIDTH = re.compile(r"[0-9]{5,}|\*|\{[^{}]*\{")


def elements(context: Context, value: Any, length: int) -> Any:
    """Return what a loop runs over; `length` is that of the fixed text of a turn. Raises Fault for what is no list."""
    items = value if type(value) is list or type(value) is tuple else _listed(value)
    context.passage.turn(len(items), length)  # type: ignore[attr-defined]
    return items


def _listed(value: Any) -> Any:
    if isinstance(value, Undefined):
        return list(value)
    if isinstance(value, list | tuple):
        return value
    if isinstance(value, str | bytes):
        raise _no_loop("c’est un texte : imprimez-le sans boucle, ou donnez une liste")
    if value is None:
        raise _no_loop("la donnée est vide (None) : donnez une liste, vide s’il le faut")
    if isinstance(value, set | frozenset):
        raise _no_loop("un ensemble n’a pas d’ordre : donnez une liste")
    if isinstance(value, Iterator):
        raise _no_loop("elle ne se parcourt qu’une fois (générateur) : donnez une liste")
    if not isinstance(value, Iterable):
        raise _no_loop("vérifiez le nom qui suit « in »")
    return _bounded(value)


def _no_loop(conseil: str) -> Fault:
    return Fault("boucle-sur-autre-chose", conseil=conseil)


def _bounded(values: Iterable[Any]) -> list[Any]:
    made = list(islice(iter(values), MAX_WORK + 1))
    if len(made) > MAX_WORK:
        raise Fault("modele-demesure", quoi="une liste sans fin")
    return made


def turn(context: Context, times: int, length: int) -> int:
    """Count one call of a macro. Raises Fault beyond the bounds of the rendering."""
    context.passage.turn(times, length)  # type: ignore[attr-defined]
    return times


def joined(context: Context, *values: Any) -> str:
    """Return the values end to end, as `~` has it: no absence among them."""
    return _join(values, "")


def _join(values: Iterable[Any], separator: str) -> str:
    texts = [value if hasattr(value, "__html__") else plain(_known(value)) for value in values]
    if any(hasattr(text, "__html__") for text in (*texts, separator)):
        texts = [escape(text) for text in texts]
        separator = escape(separator)
    _check_length(sum(map(len, texts)) + len(separator) * len(texts))
    return separator.join(texts)


def _known(value: Any) -> Any:
    if isinstance(value, Undefined):
        str(value)  # a strict one raises
    return value


def _check_length(length: int) -> None:
    if length > MAX_TEXTE:
        raise Fault("modele-demesure", quoi=f"une balise calcule plus de {MAX_TEXTE // 1_000_000} millions de caractères")


def _check_sizes(values: Iterable[Any]) -> None:
    for value in values:
        if isinstance(value, int) and abs(value) > MAX_NOMBRE:
            raise Fault("modele-demesure", quoi=f"« {str(value)[:20]} » dépasse {MAX_NOMBRE}")


def _check_replace(text: Any, arguments: tuple[Any, ...]) -> None:
    if len(arguments) >= 2 and isinstance(arguments[0], str) and isinstance(arguments[1], str):
        _check_length(len(text) + str(text).count(arguments[0]) * len(arguments[1]))


def check_format(pattern: str, values: Iterable[Any]) -> None:
    """Raise Fault unless `pattern`, of `%` or of `format`, may be filled with `values`."""
    if _WIDTH.search(pattern):
        raise Fault("modele-demesure", quoi="une largeur de plus de quatre chiffres")
    length = 0
    for value in values:
        if not isinstance(value, int | float | Mapping):
            length += len(plain(_known(value)))
    _check_length(length * (1 + pattern.count("{") + pattern.count("%")))


def check_call(function: Any, arguments: tuple[Any, ...], named: Mapping[str, Any]) -> None:
    """Raise Fault for a method of a text, a number or a list that would swell."""
    own = getattr(function, "__self__", None)
    if isinstance(own, str | bytes | int | float | list | tuple):
        _check_sizes((*arguments, *named.values()))
        name = getattr(function, "__name__", "")
        if name == "replace":
            _check_replace(own, arguments)
        elif name == "join" and arguments and isinstance(arguments[0], list | tuple):
            _check_length(sum(len(one) + len(str(own)) for one in arguments[0] if isinstance(one, str)))
        elif name == "translate":
            raise Fault("instruction-interdite", nom="« translate »")


def operate(operator: str, left: Any, right: Any, table: Mapping[str, Callable[[Any, Any], Any]]) -> Any:
    """Return `left operator right`. Raises Fault for a result beyond the bounds, or a text repeated."""
    if operator == "+" and isinstance(left, str | list | tuple) and isinstance(right, str | list | tuple):
        _check_length(len(left) + len(right))
    elif operator == "%" and isinstance(left, str | bytes):
        check_format(str(left), right if isinstance(right, tuple) else (right,))
    elif operator == "*" and not (_is_number(left) and _is_number(right)):
        if isinstance(left, str | bytes | list | tuple) or isinstance(right, str | bytes | list | tuple):
            raise Fault("instruction-interdite", nom="un texte ou une liste multipliés « * »")
    elif operator in ("*", "**") and isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length() * max(right, 1) if operator == "**" else left.bit_length() + right.bit_length()
        if bits > MAX_BITS:
            raise Fault("modele-demesure", quoi="un nombre de plus de 77 chiffres")
    return table[operator](left, right)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float)


def filters(own: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """Return the filters of a template: Jinja's own within bounds, those of `own`, the steps that the compiler adds."""
    made: dict[str, Callable[..., Any]] = {
        name: _within_bounds(name, function) for name, function in FILTERS.items() if name not in _REFUSED
    }
    made["join"] = pass_context(_joined_list)
    made.update(own)
    made[ELEMENTS] = pass_context(elements)
    made[TOUR] = pass_context(turn)
    made[JOINT] = pass_context(joined)
    return made


def _joined_list(context: Context, value: Any, d: str = "", attribute: str | int | None = None) -> str:
    items = _bounded(_known(value))
    if attribute is not None:
        read = make_attrgetter(context.environment, attribute)
        items = [read(one) for one in items]
    return _join(items, d)


def _within_bounds(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    at = int(hasattr(function, "jinja_pass_arg"))

    def bounded(*args: Any, **named: Any) -> Any:
        if name in _OF_TEXTS and at < len(args) and not hasattr(args[at], "__html__"):
            args = (*args[:at], plain(_known(args[at])), *args[at + 1 :])
        if name in _WITH_SIZES:
            _check_sizes((*args[at + 1 :], *named.values()))
        if name == "replace":
            _check_replace(args[at], args[at + 1 :])
        elif name == "format":
            check_format(str(args[at]), (*args[at + 1 :], *named.values()))
        made = function(*args, **named)
        return _bounded(made) if isinstance(made, Iterator) else made

    return update_wrapper(bounded, function)
