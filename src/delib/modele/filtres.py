"""The filters and tests of docxtpl templates: those of Jinja that serve a Word file, each counted, each within bounds.

What multiplies is measured before it runs; what takes a list takes no generator and no set; what returns one returns a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import update_wrapper
from typing import Any

from jinja2 import filters as jinja
from jinja2.tests import TESTS
from jinja2.utils import pass_context

from delib.modele import produits
from delib.modele.bornes import (
    CONTENEURS,
    ELEMENT,
    GROUPE,
    bounded,
    built,
    charge,
    check_length,
    check_number,
    check_sizes,
    items_of,
    size,
    weigh,
)
from delib.modele.impression import plain
from delib.modele.passage import APPEL, MOT, Passage

Filtre = Callable[..., Any]

_TEXTS = {
    "capitalize": 1,
    "center": 1,
    "e": 2,
    "escape": 2,
    "forceescape": 2,
    "indent": 2,
    "lower": 1,
    "replace": 1,
    "string": 1,
    "striptags": 8,
    "title": 8,
    "trim": 1,
    "truncate": 1,
    "upper": 1,
    "wordcount": 4,
    "wordwrap": 16,
}
"""The filters of texts, and how much slower each is than a copy."""
_LISTS = frozenset(
    [
        "batch",
        "first",
        "items",
        "last",
        "list",
        "map",
        "reject",
        "rejectattr",
        "reverse",
        "select",
        "selectattr",
        "slice",
    ]  # each element is looked at once
)
_DEEP = frozenset(["dictsort", "groupby", "max", "min", "sort", "sum", "tojson", "unique", "urlencode"])
"""The filters that compare, sum or write whole what a list holds."""
_NUMBERS = frozenset({"filesizeformat", "float", "int", "round"})
_COMPARAISON = 128
"""What sorting, or telling apart, each element of a list costs."""
_FREE = frozenset({"abs", "attr", "count", "d", "default", "length"})
_WITH_SIZES = frozenset({"batch", "center", "indent", "round", "slice", "tojson", "truncate", "wordwrap"})
_COMPARED = frozenset(
    [
        "!=",
        "<",
        "<=",
        "==",
        ">",
        ">=",
        "eq",
        "equalto",
        "ge",
        "greaterthan",
        "gt",
        "in",
        "le",
        "lessthan",
        "lower",
        "lt",
        "ne",
        "upper",
    ]
)


def filters(own: Mapping[str, Filtre]) -> dict[str, Filtre]:
    """Return the filters of a template: Jinja's own within bounds, and those of a developer, whose results are lists."""
    made: dict[str, Filtre] = {name: jinja.FILTERS[name] for name in _FREE}
    made |= {name: _of_text(name, rate) for name, rate in _TEXTS.items()}
    made |= {name: _of_list(name, deep=False) for name in _LISTS}
    made |= {name: _of_list(name, deep=True) for name in _DEEP}
    made |= {name: _of_number(name) for name in _NUMBERS}
    made |= {"format": produits.OWN["format"], "join": produits.OWN["join"]}
    return made | {name: _listing(function) for name, function in own.items()}


def tests() -> dict[str, Callable[..., Any]]:
    """Return the tests of a template: Jinja's own, what they compare counted."""
    made: dict[str, Any] = {**TESTS}
    return made | {name: _counted(made[name]) for name in _COMPARED}


def _counted(function: Callable[..., Any]) -> Callable[..., Any]:
    def bounded_test(context: Any, value: Any, *args: Any) -> Any:
        context.passage.spend(MOT)
        if function is TESTS["in"] and len(args) == 1:
            return among(context, value, args[0])
        charge(context.passage, (value, *args))
        return function(value, *args)

    return pass_context(bounded_test)


def among(context: Any, value: Any, group: Any) -> bool:
    """Return whether `value` is in `group`. Raises Fault where that would never end, TypeError where nothing is in it."""
    passage: Passage = context.passage
    kind = type(group)
    if not issubclass(kind, str | Mapping | set | frozenset | list | tuple) and not hasattr(kind, "__contains__"):
        group = items_of(group)
        kind = type(group)
    effort = MOT + (size(value) if issubclass(type(value), str) else 0)
    if issubclass(kind, str):
        effort += size(group)
    elif issubclass(kind, list | tuple):
        effort *= 1 + len(group) // 8
        if issubclass(type(value), CONTENEURS):
            effort += weigh(group)
    passage.spend(effort)
    if issubclass(type(value), tuple):
        built(passage, value)
    return value in group


# --------------------------------------------------------------------------------------------------------------- filters


def _called(name: str) -> Callable[..., Any]:
    """Return a filter of Jinja as called with a context, whatever it wants of it."""
    function: Any = produits.OWN.get(name) or jinja.FILTERS[name]
    wants = getattr(getattr(function, "jinja_pass_arg", None), "name", "")
    if wants == "context":
        return function  # type: ignore[no-any-return]
    if wants == "eval_context":
        return lambda context, *args, **named: function(context.eval_ctx, *args, **named)
    if wants == "environment":
        return lambda context, *args, **named: function(context.environment, *args, **named)
    return lambda _context, *args, **named: function(*args, **named)


def _of_text(name: str, rate: int) -> Filtre:
    """Return a filter of texts, which takes anything that is printed as one."""
    function, sized = _called(name), name in _WITH_SIZES

    def bounded_filter(context: Any, value: Any, *args: Any, **named: Any) -> Any:
        if type(value) is not str and not hasattr(value, "__html__"):
            value = plain(value)
        passage: Passage = context.passage
        passage.spend(APPEL + rate * size(str(value)))
        if args or named:
            _measure(passage, name, args, named, sized)
        made = function(context, value, *args, **named)
        if issubclass(type(made), str):
            check_length(len(made))
            passage.spend(size(made))
        return made

    return _named(bounded_filter, name)


def _of_list(name: str, *, deep: bool) -> Filtre:
    """Return a filter of lists, which takes what has an order and an end, and returns what can be read again."""
    function, sized = _called(name), name in _WITH_SIZES

    def bounded_filter(context: Any, value: Any, *args: Any, **named: Any) -> Any:
        passage: Passage = context.passage
        whole = name == "tojson" or (name in ("first", "last") and type(value) in (list, tuple, str))
        if not whole:
            value = items_of(value)
            passage.spend(produits.following(value, args, named))
        passage.spend(APPEL + (weigh(value) + _COMPARAISON * _count(value) if deep else 0))
        if args or named:
            _measure(passage, name, args, named, sized)
        made = function(context, value, *args, **named)
        if isinstance(made, Iterator):
            made = bounded(made)
        if issubclass(type(made), str):
            check_length(len(made))
            passage.spend(size(made))
        elif any(issubclass(type(one), CONTENEURS) for one in (*args, *named.values())):
            built(passage, made)
        elif type(made) is list:
            passage.spend(ELEMENT * len(made) + sum(2 * GROUPE + ELEMENT * len(one) for one in made if type(one) is list))
        return made

    return _named(bounded_filter, name)


def _count(value: Any) -> int:
    return len(value) if issubclass(type(value), str | list | tuple | dict) else 1


def _of_number(name: str) -> Filtre:
    """Return a filter of numbers, and of the texts that are read as such."""
    function, sized = _called(name), name in _WITH_SIZES

    def bounded_filter(context: Any, value: Any, *args: Any, **named: Any) -> Any:
        passage: Passage = context.passage
        passage.spend(APPEL + (size(value) if issubclass(type(value), str) else 0))
        if name != "float":
            check_number(value)
        if args or named:
            _measure(passage, name, args, named, sized)
        return function(context, value, *args, **named)

    return _named(bounded_filter, name)


def _measure(passage: Passage, name: str, args: tuple[Any, ...], named: Mapping[str, Any], sized: bool) -> None:
    charge(passage, args)
    charge(passage, named.values())
    if sized:
        check_sizes((*args, *named.values()))


def _named(function: Filtre, name: str) -> Filtre:
    function.__name__ = name
    return pass_context(function)


def _listing(function: Filtre) -> Filtre:
    """Return a developer's filter, which may return a generator: what it gives is read once for all."""

    def listed(*args: Any, **named: Any) -> Any:
        made = function(*args, **named)
        return bounded(made) if isinstance(made, Iterator) else made

    return update_wrapper(listed, function)
