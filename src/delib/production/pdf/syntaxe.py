"""The objects of PDF, as they are written (ISO 32000-1, § 7.3): read, written, and given other numbers.

Knows no page and no document; opens no file, unpacks no stream. Where the text is not that of an object, says so (`Fautif`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Union

MAX_DEPTH = 100
"""The deepest nesting of arrays and dictionaries read: real files nest under ten."""


class Fautif(Exception):  # noqa: N818 - what is read is at fault; who opens files mends it or says it
    """Raised where bytes are not the object that should stand there."""


class Nom(str):
    """A name: `/Type` without its slash, its escapes (#20) read, one character a byte."""

    __slots__ = ()


class Renvoi(NamedTuple):
    """A reference to an object: `12 0 R`. Generations other than 0 are mended away before."""

    numero: int


class Reel(NamedTuple):
    """A real number, as it was written."""

    texte: bytes


@dataclass(slots=True)
class Flux:
    """A stream: its dictionary and its bytes, packed as its `/Filter` says."""

    entrees: dict[str, Objet]
    data: bytes


Objet = Union[None, bool, int, Reel, Nom, bytes, Renvoi, list["Objet"], dict[str, "Objet"], Flux]  # noqa: UP007 - it names itself
Dictionnaire = dict[str, Objet]

_WHITE = rb"\0\t\n\f\r "
_REGULAR = rb"[^\0\t\n\f\r ()<>\[\]{}/%]"
_BLANK = rb"(?:[" + _WHITE + rb"]++|%[^\r\n]*+)*+"
_TOKEN = re.compile(
    _BLANK + rb"(?:(?P<ref>\d++)[" + _WHITE + rb"]++0[" + _WHITE + rb"]++R(?!" + _REGULAR + rb")"
    rb"|(?P<number>[+-]?(?:\d++(?:\.\d*+)?+|\.\d++))(?!" + _REGULAR + rb")"
    rb"|/(?P<name>" + _REGULAR + rb"*+)"
    rb"|(?P<mark><<|>>|\[|\])"
    rb"|<(?P<hex>[^<>]*+)>"
    rb"|(?P<open>\()"
    rb"|(?P<word>true|false|null)(?!" + _REGULAR + rb"))"
)
_PAREN = re.compile(rb"[()]|\\[\s\S]")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|[\s\S])|\r\n?")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_WORDS: dict[bytes, Objet] = {b"true": True, b"false": False, b"null": None}
STREAM = re.compile(_BLANK + rb"stream(?:\r\n|\n|\r)")
"""What begins the bytes of a stream, after its dictionary."""
ENDSTREAM = re.compile(rb"[\0\t\n\f\r ]{0,2}endstream")
"""What ends them, after as many as `/Length` says."""
_OUTSIDE = re.compile(r"[^!-~]|[#()<>\[\]{}/%]")
_LITERAL = re.compile(rb"[ -~]*+")


def read(data: bytes, at: int = 0) -> tuple[Objet, int]:
    """Return the object (no stream) that begins at byte `at`, and where it ends. Raises Fautif."""
    stack: list[tuple[bytes, list[Objet]]] = []
    while True:
        token = _TOKEN.match(data, at)
        if token is None:
            raise Fautif
        at = token.end()
        kind = token.lastgroup
        value: Objet
        if kind == "mark":
            mark = token["mark"]
            if mark in (b"<<", b"["):
                if len(stack) >= MAX_DEPTH:
                    raise Fautif
                stack.append((mark, []))
                continue
            value = _closed(stack, mark)
        elif kind == "ref":
            value = Renvoi(_integer(token["ref"]))
        elif kind == "name":
            value = _name(token["name"])
        elif kind == "number":
            text = token["number"]
            value = Reel(text) if b"." in text else _integer(text)
        elif kind == "hex":
            value = _unhexed(token["hex"])
        elif kind == "open":
            end = _string_end(data, at)
            value = _ESCAPE.sub(_unescaped, data[at : end - 1])
            at = end
        else:
            value = _WORDS[token["word"]]
        if not stack:
            return value, at
        stack[-1][1].append(value)


def _integer(text: bytes) -> int:
    if len(text) > 12:  # the largest of PDF has ten digits (annex C); a million of them would take a minute
        raise Fautif
    return int(text)


def _closed(stack: list[tuple[bytes, list[Objet]]], mark: bytes) -> Objet:
    """Return the array or dictionary that `mark` ends."""
    opened, values = stack.pop() if stack else (b"", [])
    if mark == b"]" and opened == b"[":
        return values
    if mark != b">>" or opened != b"<<" or len(values) % 2:
        raise Fautif
    made: Dictionnaire = {}
    for key, value in zip(values[::2], values[1::2], strict=True):
        if not isinstance(key, Nom):
            raise Fautif
        made[str(key)] = value
    return made


def _name(text: bytes) -> Nom:
    return Nom((_HEX.sub(lambda found: bytes.fromhex(found[1].decode()), text) if b"#" in text else text).decode("latin-1"))


def _unhexed(text: bytes) -> bytes:
    digits = text.translate(None, b"\0\t\n\f\r ")
    try:
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    except ValueError:
        raise Fautif from None


def _string_end(data: bytes, at: int) -> int:
    """Return where the literal string ends whose text begins at `at`."""
    depth = 1
    for found in _PAREN.finditer(data, at):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if not depth:
            return found.end()
    raise Fautif


def _unescaped(found: re.Match[bytes]) -> bytes:
    text: bytes | None = found[1]
    if text is None:
        return b"\n"
    if text.isdigit():
        return bytes([int(text, 8) & 255]) if text[:1] not in b"89" else text
    return _ESCAPES.get(text, text)


def read_body(body: bytes) -> Objet:
    """Return the object that `body` (what stands between `obj` and `endobj`) is, a stream included. Raises Fautif.

    A stream's bytes are those between its keywords: `/Length` was judged when the body was cut out.
    """
    value, end = read(body)
    if isinstance(value, dict):
        start = STREAM.match(body, end)
        if start is not None:
            return Flux(value, _stream_data(value, body, start.end()))
    if body[end:].strip(b"\0\t\n\f\r "):
        raise Fautif
    return value


def _stream_data(entries: Dictionnaire, body: bytes, start: int) -> bytes:
    stop = body.rfind(b"endstream")
    if stop < start:
        raise Fautif
    length = entries.get("Length")
    if isinstance(length, int) and start <= start + length <= stop:
        return body[start : start + length]
    if body[stop - 2 : stop] == b"\r\n":
        return body[start : max(start, stop - 2)]
    return body[start : max(start, stop - (body[stop - 1 : stop] in (b"\n", b"\r")))]


def written(value: Objet) -> bytes:
    """Return `value` as PDF writes it; a stream with its length."""
    if isinstance(value, Flux):
        entries = {**value.entrees, "Length": len(value.data)}
        return b"%s\nstream\n%s\nendstream" % (written(entries), value.data)
    if isinstance(value, dict):
        return b"<<%s>>" % b"".join(b"%s%s" % (_named(key), _spaced(one)) for key, one in value.items())
    if isinstance(value, list):
        return b"[%s]" % b" ".join(map(written, value))
    if isinstance(value, Renvoi):
        return b"%d 0 R" % value.numero
    if isinstance(value, Reel):
        return value.texte
    if isinstance(value, Nom):
        return _named(value)
    if isinstance(value, bytes):
        return _quoted(value)
    return b"null" if value is None else b"%d" % value if not isinstance(value, bool) else b"true" if value else b"false"


def _spaced(value: Objet) -> bytes:
    """Return a value as it follows its key: after a space where the two would run into one word."""
    text = written(value)
    return text if text[:1] in b"/<[(" else b" " + text


def _named(name: str) -> bytes:
    return b"/" + _OUTSIDE.sub(lambda found: f"#{ord(found[0]):02X}", name).encode("latin-1")


def _quoted(text: bytes) -> bytes:
    if _LITERAL.fullmatch(text):
        return b"(%s)" % text.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    return b"<%s>" % text.hex().upper().encode()


def number(value: Objet) -> float | None:
    """Return the number that `value` is, None where it is none."""
    if isinstance(value, Reel):
        return float(value.texte)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else None


def text_of(value: Objet) -> str:
    """Return the text that a string means (ISO 32000-1, § 7.9.2.2), "" for what is no string. Never raises."""
    if not isinstance(value, bytes):
        return ""
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "replace")
    if value.startswith(b"\xef\xbb\xbf"):
        return value[3:].decode("utf-8", "replace")
    return value.decode("latin-1").translate(_PDFDOC)


# PDFDocEncoding where it is not Latin-1 (ISO 32000-1, annex D.2).
_PDFDOC = {0x9F: "\ufffd", 0xA0: "€"}
_PDFDOC |= dict(zip(range(0x18, 0x20), "˘ˇˆ˙˝˛˚˜", strict=True))
_PDFDOC |= dict(zip(range(0x80, 0x9F), "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž", strict=True))


def text_string(text: str) -> bytes:
    """Return the string that means `text`: ASCII as it is, else UTF-16."""
    return text.encode("ascii") if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be", "replace")


# Strings, nested up to eight deep: what they hold is no reference. A parenthesis left alone means deeper ones.
_STRING = rb"[^()\\]++|\\[\s\S]"
for _ in range(8):
    _STRING = rb"[^()\\]++|\\[\s\S]|\((?:" + _STRING + rb")*+\)"
_SKIPPED = rb"(?P<skip>\((?:" + _STRING + rb")*+\)|%[^\r\n]*+|<[0-9A-Fa-f\s]*+>)|(?P<deep>[()])"
_BEFORE = rb"(?<![^\0\t\n\f\r ()<>\[\]{}%])"
_REF = _BEFORE + rb"(?P<ref>\d++)[" + _WHITE + rb"]++0[" + _WHITE + rb"]++R(?!" + _REGULAR + rb")"
_PARENT = rb"/(?P<parent>StructParents?)[" + _WHITE + rb"]*+(?P<key>\d++)(?!" + _REGULAR + rb")"
_RENUMBERED = re.compile(_SKIPPED + rb"|" + _REF + rb"|" + _PARENT)
_REFS = re.compile(_REF)


def split(body: bytes) -> tuple[bytes, bytes]:
    """Return what of `body` is an object's text, and the rest: a stream's bytes, between their keywords. Raises Fautif."""
    if not body.endswith(b"endstream"):
        return body, b""
    _value, end = read(body)
    return body[:end], body[end:]


def settled(body: bytes) -> bytes:
    """Return a stream whose length is said in its own dictionary, and no longer in another object. Raises Fautif."""
    value = read_body(body)
    if isinstance(value, Flux) and isinstance(value.entrees.get("Length"), Renvoi):
        return written(value)
    return body


def references(body: bytes) -> Iterable[int]:
    """Return the numbers of the objects to which `body` refers; what looks like a reference, in a string, is told too."""
    return map(int, _REFS.findall(body if not body.endswith(b"endstream") else split(body)[0]))


def renumbered(body: bytes, numbers: Mapping[int, int], parent: Callable[[int], int | None]) -> bytes:
    """Return `body` with each reference led elsewhere, null where `numbers` has none, and each key of the structure's parent tree
    (`/StructParents`) replaced by what `parent` gives, or removed. Raises Fautif.
    """

    def replace(found: re.Match[bytes]) -> bytes:
        kind = found.lastgroup
        if kind == "ref":
            number = numbers.get(_integer(found["ref"]))
            return b"null" if number is None else b"%d 0 R" % number
        if kind == "key":
            key = parent(_integer(found["key"]))
            return b"" if key is None else b"/%s %d" % (found["parent"], key)
        if kind == "deep":
            raise _Deep
        return found[0]

    text, stream = split(body)
    try:
        return _RENUMBERED.sub(replace, text) + stream
    except _Deep:
        return written(_led(read(text)[0], numbers, parent)) + stream


class _Deep(Exception):  # noqa: N818 - leaves the substitution, is caught above
    pass


def _led(value: Objet, numbers: Mapping[int, int], parent: Callable[[int], int | None]) -> Objet:
    """Return `value` with each reference led elsewhere, as `renumbered` does, one object at a time."""
    if isinstance(value, Renvoi):
        number = numbers.get(value.numero)
        return None if number is None else Renvoi(number)
    if isinstance(value, list):
        return [_led(one, numbers, parent) for one in value]
    if not isinstance(value, dict):
        return value
    made: Dictionnaire = {}
    for key, one in value.items():
        if key in ("StructParent", "StructParents") and isinstance(one, int):
            new = parent(one)
            made |= {} if new is None else {key: new}
        else:
            made[key] = _led(one, numbers, parent)
    return made
