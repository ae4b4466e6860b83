"""The filters of docxtpl templates that multiply what they are given, or read a number: measured before they run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import add
from typing import Any

from jinja2 import filters as jinja
from jinja2.exceptions import FilterArgumentError
from jinja2.runtime import Context
from jinja2.utils import pass_context
from markupsafe import escape

from delib.modele.bornes import CONTENEURS, ELEMENT, GROUPE, check_length, check_number, items_of, weigh
from delib.modele.calculs import operate, percent
from delib.modele.impression import plain
from delib.modele.passage import MOT, Passage


def following(value: Any, args: tuple[Any, ...], named: Mapping[str, Any]) -> int:
    """Return what following a list costs: each element is asked for the field, or given to the filter, that is named."""
    words = sum(len(one) for one in (*args, *named.values()) if issubclass(type(one), str))
    return len(value) * ((GROUPE if type(value) is str else ELEMENT) + words)


def _format(context: Any, value: Any, *args: Any, **named: Any) -> Any:
    if args and named:
        raise FilterArgumentError("can't handle positional and keyword arguments at the same time")
    return percent(context.passage, value if isinstance(value, str) else plain(value), named or args)


def _join(context: Context, value: Any, d: Any = "", attribute: str | int | None = None) -> str:
    passage: Passage = context.passage  # type: ignore[attr-defined]
    items = items_of(value)
    passage.spend(following(items, (attribute,), {}))
    if attribute is not None:
        read = jinja.make_attrgetter(context.environment, attribute)
        items = [read(one) for one in items]
    return joined(passage, items, d if hasattr(d, "__html__") else plain(d))


def joined(passage: Passage, values: Iterable[Any], separator: str = "") -> str:
    """Return the values end to end, each as it is printed: no absence among them. Raises Fault where that is too long."""
    texts: list[Any] = [value if type(value) is str or hasattr(value, "__html__") else plain(value) for value in values]
    if type(separator) is not str or not all(type(text) is str for text in texts):
        texts = [escape(text) for text in texts]
        separator = escape(separator)
    length = sum(map(len, texts)) + len(separator) * len(texts)
    check_length(length)
    passage.spend(MOT + length + ELEMENT * len(texts))
    return separator.join(texts)


def _replace(context: Context, value: Any, old: Any, new: Any, count: int | None = None) -> Any:
    old, new = (one if hasattr(one, "__html__") else plain(one) for one in (old, new))
    rate = 6 if hasattr(value, "__html__") or hasattr(old, "__html__") or hasattr(new, "__html__") else 1
    check_length(len(value) + str.count(str(value), str(old)) * len(new) * rate)
    return jinja.do_replace(context.eval_ctx, value, old, new, count)


def _trim(context: Any, value: Any, chars: str | None = None) -> Any:
    context.passage.spend(len(value) * len(chars or "") // 16)
    return jinja.do_trim(value, chars)


def _indent(value: Any, width: int | str = 4, first: bool = False, blank: bool = False) -> Any:
    wide = len(width) if isinstance(width, str) else width
    check_length(len(value) + (1 + len(value.splitlines())) * max(wide, 0))
    return jinja.do_indent(value, width, first, blank)


def _wordwrap(  # noqa: PLR0917 - Jinja's signature
    context: Any,
    value: Any,
    width: int = 79,
    break_long_words: bool = True,
    wrapstring: str | None = None,
    break_on_hyphens: bool = True,
) -> str:
    longest = max(map(len, value.split()), default=0)
    context.passage.spend(longest * longest // (64 * max(width, 1)))
    made = jinja.do_wordwrap(context.environment, value, width, break_long_words, "\n", break_on_hyphens)
    if wrapstring is None or wrapstring == "\n":
        return made
    check_length(len(made) + (1 + made.count("\n")) * len(wrapstring))
    return jinja.do_wordwrap(context.environment, value, width, break_long_words, wrapstring, break_on_hyphens)


def _striptags(context: Any, value: Any) -> str:
    context.passage.spend(len(value) * str.count(str(value), "<") // 32)
    return jinja.do_striptags(value)


def _sum(context: Any, values: Any, attribute: str | int | None = None, start: Any = 0) -> Any:
    if attribute is not None:
        read = jinja.make_attrgetter(context.environment, attribute)
        values = [read(one) for one in values]
    if all(type(one) is int or type(one) is float for one in (*values, start)):
        return sum(values, start)
    total = start
    for one in values:
        total = operate(context.passage, "+", total, one, {"+": add})
    return total


def _int(value: Any, default: Any = 0, base: int = 10) -> Any:
    made = jinja.do_int(value, default, base)
    check_number(made)
    return made


def _tojson(context: Context, value: Any, indent: int | str | None = None) -> Any:
    wide = len(indent) if isinstance(indent, str) else indent or 0
    weight = weigh(value)
    check_length(weight)
    check_length(weight // ELEMENT * wide * _depth(value) if wide else 0)
    return jinja.do_tojson(context.eval_ctx, value, indent)  # type: ignore[arg-type]


def _depth(value: Any) -> int:
    """Return how deep a group goes."""
    depth, level = 0, [value]
    while level:
        depth += 1
        level = [inner for one in level if issubclass(type(one), CONTENEURS) for inner in _inside(one)]
    return depth


def _inside(group: Any) -> Any:
    return group.values() if isinstance(group, dict) else group


def _urlencode(value: Any) -> str:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return jinja.do_urlencode(plain(value))
    pairs = value.items() if isinstance(value, Mapping) else value
    return jinja.do_urlencode([(plain(name), plain(one)) for name, one in pairs])


OWN: dict[str, Any] = {
    "format": pass_context(_format),
    "join": pass_context(_join),
    "indent": _indent,
    "int": _int,
    "replace": pass_context(_replace),
    "striptags": pass_context(_striptags),
    "sum": pass_context(_sum),
    "tojson": pass_context(_tojson),
    "trim": pass_context(_trim),
    "urlencode": _urlencode,
    "wordwrap": pass_context(_wordwrap),
}
"""Jinja's filters that are written anew, by name."""
