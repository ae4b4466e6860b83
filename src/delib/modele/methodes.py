"""What a tag of a docxtpl template may call: methods of texts, lists and numbers by white list, others unless they touch files.

A call counts what it is given and what it returns; those that multiply are measured before they run.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from string import Formatter
from types import BuiltinMethodType, MethodType, ModuleType
from typing import Any

from jinja2 import Environment
from jinja2.sandbox import SandboxedFormatter
from markupsafe import Markup, escape

from delib.modele.bornes import (
    CONTENEURS,
    ELEMENT,
    built,
    charge,
    check_length,
    check_number,
    check_sizes,
    items_of,
    size,
    weigh,
)
from delib.modele.calculs import check_spec, quoted
from delib.modele.impression import plain
from delib.modele.langage import Fault
from delib.modele.passage import APPEL, MOT, Passage

_OF_TEXT = frozenset(
    {
        "capitalize",
        "casefold",
        "center",
        "count",
        "endswith",
        "find",
        "format",
        "format_map",
        "index",
        "isalnum",
        "isalpha",
        "isascii",
        "isdecimal",
        "isdigit",
        "isidentifier",
        "islower",
        "isnumeric",
        "isprintable",
        "isspace",
        "istitle",
        "isupper",
        "join",
        "ljust",
        "lower",
        "lstrip",
        "partition",
        "removeprefix",
        "removesuffix",
        "replace",
        "rfind",
        "rindex",
        "rjust",
        "rpartition",
        "rsplit",
        "rstrip",
        "split",
        "splitlines",
        "startswith",
        "strip",
        "swapcase",
        "title",
        "upper",
        "zfill",
    }
)
_OF_DICT = frozenset({"fromkeys", "get", "items", "keys", "values"})
_OF_LIST = frozenset({"count", "index"})
_ALLOWED: dict[type, frozenset[str]] = {
    str: _OF_TEXT,
    Markup: _OF_TEXT,
    dict: _OF_DICT,
    list: _OF_LIST,
    tuple: _OF_LIST,
    int: frozenset({"bit_length"}),
    float: frozenset({"is_integer"}),
    Decimal: frozenset({"normalize", "quantize", "to_integral_value"}),
    Fraction: frozenset({"limit_denominator"}),
}
"""The methods of Python's own values; what encodes, translates or repeats is not among them, nor anything of bytes."""
_OF_COLLECTIONS = _OF_DICT | {"elements", "most_common"}
_OF_JINJA = frozenset({"changed", "cycle", "current", "next", "reset"})
_OWN = frozenset(
    {"calendar", "datetime", "_pydatetime", "enum", "types", "uuid", "zoneinfo", "statistics", "functools", "typing"}
)
"""The modules of Python whose objects keep their methods: dates above all. Files, processes and the rest do not."""
_REFUSED = frozenset({"delib", "docx", "docxcompose", "docxtpl", "lxml"})
_BACKWARDS = frozenset({"lstrip", "rfind", "rindex", "rpartition", "rsplit", "rstrip", "strip"})
"""The methods whose time is the product of the two lengths."""
_OF_CONTEXT = frozenset({"_block_vars", "_loop_vars"})
"""What Jinja itself gives to a call: the names of the blocks around it."""
_WIDTHS = frozenset({"center", "ljust", "rjust", "zfill"})
_WIDTH = re.compile("%[^%A-Za-z]*[0-9]{4}")
MAX_FORMAT = 100_000
"""The longest pattern of a date: the system's library takes 256 times that."""


def allowed(obj: object, name: str, value: object) -> bool:
    """Return whether a template may read the attribute `name` of `obj`, which is `value`."""
    kind = type(obj)
    if issubclass(kind, ModuleType):
        return False
    if not callable(value):
        return True
    owner = next((base for base in _bases(obj, kind) if name in base.__dict__), None)
    if owner is None:
        return True
    if owner in _ALLOWED:
        return name in _ALLOWED[owner]
    module = str(owner.__module__).partition(".")[0]
    if module == "collections":
        return name in _OF_COLLECTIONS
    if module == "jinja2":
        return name in _OF_JINJA
    return module in _OWN or not (module in _REFUSED or module in sys.stdlib_module_names)


def _bases(obj: object, kind: type) -> tuple[type, ...]:
    own: tuple[type, ...] = type.__getattribute__(obj, "__mro__") if issubclass(kind, type) else ()
    return (*own, *kind.__mro__)


def prepared(passage: Passage, function: Any, arguments: tuple[Any, ...], named: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the arguments of a call, counted. Raises Fault for one that would swell."""
    passage.spend(APPEL)
    charge(passage, arguments)
    charge(passage, (value for name, value in named.items() if name not in _OF_CONTEXT))
    if type(function) is BuiltinMethodType or type(function) is MethodType:
        own = function.__self__
        if own is dict or (
            issubclass(type(own), tuple(_ALLOWED)) and (type(own) in _ALLOWED or type(function) is not MethodType)
        ):
            return _measured(passage, own, function.__name__, arguments, named)
        if function.__name__ == "strftime" and any(isinstance(one, str) and _endless(one) for one in arguments):
            raise Fault("modele-demesure", quoi="une forme de date trop longue")
    elif function is dict:
        return tuple(items_of(one.items() if isinstance(one, Mapping) else one) for one in arguments)
    return arguments


def _measured(passage: Passage, own: Any, name: str, arguments: tuple[Any, ...], named: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the arguments of a method of Python's own values. Raises Fault where it is not allowed, or would swell."""
    kind = dict if own is dict else next(kind for kind in type(own).__mro__ if kind in _ALLOWED)
    if name not in _ALLOWED[kind]:
        raise Fault("instruction-interdite", nom=f"« {name} »")
    if issubclass(kind, str):
        return _measured_text(passage, own, name, arguments, named)
    if kind is list or kind is tuple:
        passage.spend(ELEMENT * len(own))
        if any(issubclass(type(one), CONTENEURS) for one in arguments):
            passage.spend(weigh(own))
    elif name == "fromkeys" and arguments:
        return (items_of(arguments[0]), *arguments[1:])
    return arguments


def _measured_text(
    passage: Passage, own: str, name: str, arguments: tuple[Any, ...], named: Mapping[str, Any]
) -> tuple[Any, ...]:
    length = str.__len__(own)
    passage.spend(size(own))
    if name in _WIDTHS:
        check_sizes((*arguments, *named.values()))
    elif name == "replace" and len(arguments) >= 2 and all(issubclass(type(one), str) for one in arguments[:2]):
        check_length(length + str.count(own, arguments[0]) * str.__len__(arguments[1]))
    elif name == "join" and arguments:
        items = items_of(arguments[0])
        if issubclass(type(items), Mapping):
            items = list(items)
        check_length(sum(str.__len__(one) + length for one in items if issubclass(type(one), str)))
        return (items, *arguments[1:])
    elif name in _BACKWARDS:
        passage.spend(sum(length * str.__len__(one) // 16 for one in arguments if issubclass(type(one), str)))
    return arguments


def _endless(pattern: str) -> bool:
    """Return whether a pattern of dates may give a text without measure: C's library knows widths."""
    return len(pattern) > MAX_FORMAT or _WIDTH.search(pattern) is not None


def returned(passage: Passage, function: Any, made: Any) -> Any:
    """Return the result of a call, counted. Raises Fault where it is longer than a tag may compute."""
    kind = type(made)
    if issubclass(kind, str):
        check_length(str.__len__(made))
        passage.spend(size(made))
    elif issubclass(kind, CONTENEURS) and (function is dict or type(function) is BuiltinMethodType):
        return built(passage, made)
    return made


# --------------------------------------------------------------------------------------------------------------- format


class Formateur(SandboxedFormatter):
    """Fills a text as `str.format` does, each value as it is printed, within bounds."""

    def __init__(self, environment: Environment, passage: Passage, markup: bool) -> None:
        super().__init__(environment)
        self.passage = passage
        self.markup = markup
        self.length = 0

    def convert_field(self, value: Any, conversion: Any) -> Any:
        """Return a value under `!s`, `!r` or `!a`. Raises Fault for what must not be printed."""
        if conversion in ("r", "a"):
            return quoted(value, conversion)
        return plain(value) if conversion == "s" else Formatter.convert_field(self, value, conversion)

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return a value in its form. Raises Fault for what must not be printed, or has no measure."""
        check_spec(format_spec)
        self.passage.spend(MOT)
        if isinstance(value, Markup) and self.markup:
            text = str(value.__html_format__(format_spec))
        else:
            shown = plain(value)
            check_number(value)
            text = format(shown if issubclass(type(value), str) or not format_spec else value, format_spec)
            text = str(escape(text)) if self.markup else text
        self.passage.spend(size(text))
        self.length += len(text)
        check_length(self.length)
        return text


def formatted(environment: Environment, method: Any) -> Callable[..., str]:
    """Return what a template calls in the place of `str.format` or `str.format_map`: it takes its context first."""
    pattern, by_name = method.__self__, method.__name__ == "format_map"

    def fill(context: Any, *args: Any, **named: Any) -> str:
        passage: Passage = context.passage
        passage.spend(size(pattern) + MOT)
        if by_name:
            (named,), args = args, ()
        made = Formateur(environment, passage, isinstance(pattern, Markup)).vformat(str.__str__(pattern), args, named)
        check_length(len(made))
        return Markup(made) if isinstance(pattern, Markup) else made  # noqa: S704 - each field was escaped

    return fill
