"""Plain data as YAML that any reader of YAML gives back equal: every text between quotes, or as a block when it has lines.

Written by hand, because text that is always quoted needs no library: « 01000 », « non », « a : b » stay texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile('[\\\\"\x00-\x1f\x7f-\xa0\xad\u2000-\u200f\u2028-\u202e\u2060-\u206f\u3000\ud800-\udfff\ufeff\ufffe\uffff]')
_BLOCK = re.compile(r"(?=\S)[^\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]*(?<=\S)")
_KEY = re.compile(r"[a-z][a-z0-9_-]*")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "non", "oui"})


def written(donnees: Mapping[str, object]) -> str:
    """Return `donnees` (mappings, lists, texts, whole numbers, yes and no) as YAML."""
    return "".join(f"{line}\n" for line in _mapping(donnees, "")) or "{}\n"


def _mapping(value: Mapping[str, object], indent: str) -> Iterator[str]:
    for name, one in value.items():
        key = name if _KEY.fullmatch(name) and name not in _WORDS else _quoted(name)
        yield from _entry(f"{indent}{key}:", one, indent)


def _entry(head: str, value: object, indent: str) -> Iterator[str]:
    """Yield the lines of `value` behind `head`, its key."""
    if isinstance(value, Mapping) and value:
        yield head
        yield from _mapping(value, f"{indent}  ")
    elif isinstance(value, list) and value:
        yield head
        for one in value:
            yield from _item(one, f"{indent}  ")
    elif isinstance(value, str) and "\n" in value and _is_block(value):
        yield f"{head} |-"
        yield from (f"{indent}  {line}" if line else "" for line in value.split("\n"))
    else:
        yield f"{head} {_scalar(value)}"


def _item(value: object, indent: str) -> Iterator[str]:
    """Yield the lines of an element of a list: its first line bears the dash."""
    if isinstance(value, Mapping | list) and value:
        lines = _mapping(value, f"{indent}  ") if isinstance(value, Mapping) else _nested(value, f"{indent}  ")
        first, *others = lines
        yield f"{indent}- {first[len(indent) + 2 :]}"
        yield from others
    else:
        yield from _entry(f"{indent}-", value, indent)


def _nested(value: list[object], indent: str) -> Iterator[str]:
    for one in value:
        yield from _item(one, indent)


def _is_block(value: str) -> bool:
    """Return whether a block keeps `value`: no line ends with a blank, none is made of blanks, the first is not set in."""
    return _BLOCK.fullmatch(value) is not None and not any(line != line.rstrip() for line in value.split("\n"))


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        return "{}"
    if isinstance(value, list):
        return "[]"
    return _quoted(str(value))


def _quoted(texte: str) -> str:
    return f'"{_ESCAPED.sub(_escape, texte)}"'


def _escape(found: re.Match[str]) -> str:
    char = found.group()
    return _ESCAPES.get(char) or (f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}")
