"""What the codes of a PDF's fonts write, as far as it is certain: tables that make text of the strings that a content shows.

A font that cannot be known for certain is answered by InconnuError: so is a code that its table does not have.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

MAX_TABLE = 4_000_000
"""The largest table of characters read, in bytes: that of a font with every glyph has one million."""

FIGURES = frozenset("0123456789OoQlI|!")
"""The figures, and the letters that optical reading takes for them."""
HYPHENS = frozenset("-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212")


class Police(NamedTuple):
    """What a font writes: `decode` makes text of a string (raises InconnuError); the codes of its figures, and of its hyphens."""

    decode: Callable[[bytes], str]
    figures: tuple[bytes, ...]
    hyphens: tuple[bytes, ...]


class InconnuError(Exception):
    """Raised where nothing can be said for certain."""


_UNDEFINED = "\ufffe"
_OTHER = "\ufffd"
_ENCODINGS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac-roman"}
_ACCENTS = {
    "acute": "\u0301",
    "grave": "\u0300",
    "circumflex": "\u0302",
    "dieresis": "\u0308",
    "cedilla": "\u0327",
    "tilde": "\u0303",
}
_ACCENTED = re.compile(rf"([A-Za-z])({'|'.join(_ACCENTS)})")
_NUMBERED = re.compile(r"u(?:ni)?([0-9A-F]{4,6})")
_FIGURES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SIGNS = {
    **{name: str(rank) for rank, name in enumerate(_FIGURES)},
    **{"space": " ", "nbspace": " ", "hyphen": "-", "sfthyphen": "-", "minus": "-", "endash": "-", "emdash": "-"},
    **{"colon": ":", "period": ".", "comma": ",", "slash": "/", "underscore": "_", "semicolon": ";"},
    **{"parenleft": "(", "parenright": ")", "quotesingle": "'", "quoteright": "’", "quoteleft": "‘", "bar": "|", "exclam": "!"},
    **{"degree": "°", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "guillemotleft": "«", "guillemotright": "»", "ellipsis": "…"},
    **{"fi": "fi", "fl": "fl", "ff": "ff", "ffi": "ffi", "ffl": "ffl", "ampersand": "&", "at": "@", "numbersign": "#"},
}

_LIGATURES = frozenset(("fl", "ffl"))

_BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf(?:char|range)", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")
_TARGET = re.compile(rb"<([0-9A-Fa-f\s]*)>")


def read_police(font: Mapping[str, Any], table: bytes | None) -> Police:
    """Return what a font writes; `table` is its ToUnicode. Raises InconnuError."""
    mapped = dict(_iter_mapped(table)) if table is not None else {}
    if font.get("/Subtype") == "/Type0":
        if not mapped or any(len(code) != 2 for code in mapped):
            raise InconnuError
        return _police(_of_two(mapped), mapped)
    if font.get("/Subtype") not in {"/Type1", "/TrueType", "/MMType1", "/Type3"}:
        raise InconnuError
    chars = _encoded(font, known=table is not None)
    for code, text in mapped.items():
        if len(code) != 1:
            raise InconnuError
        chars[code[0]] = text
    return _police(_of_one(chars), {bytes((code,)): text for code, text in enumerate(chars)})


def _police(decode: Callable[[bytes], str], written: Mapping[bytes, str]) -> Police:
    """Return a font. Raises InconnuError where one code writes several characters, a figure or a hyphen among them."""
    if any(len(text) > 1 and not (FIGURES | HYPHENS).isdisjoint(text) and text not in _LIGATURES for text in written.values()):
        raise InconnuError
    figures, hyphens = (tuple(code for code, text in written.items() if text in some) for some in (FIGURES, HYPHENS))
    return Police(decode, figures, hyphens)


def _of_one(chars: list[str]) -> Callable[[bytes], str]:
    """Return a decoder of codes of one byte; what stands for several characters is put in its place after."""
    longer = {chr(0xE000 + code): text for code, text in enumerate(chars) if len(text) != 1}
    table = "".join(text if len(text) == 1 else chr(0xE000 + code) for code, text in enumerate(chars))
    several = str.maketrans(longer)

    def decode(string: bytes) -> str:
        try:
            text, _ = codecs.charmap_decode(string, "strict", table)
        except UnicodeDecodeError:
            raise InconnuError from None
        return text.translate(several) if longer else text

    return decode


def _of_two(mapped: Mapping[bytes, str]) -> Callable[[bytes], str]:
    """Return a decoder of codes of two bytes."""
    table = {int.from_bytes(code, "big"): text for code, text in mapped.items()}

    def decode(string: bytes) -> str:
        try:
            return "".join([table[high << 8 | low] for high, low in zip(string[::2], string[1::2], strict=True)])
        except (KeyError, ValueError):
            raise InconnuError from None

    return decode


def _encoded(font: Mapping[str, Any], *, known: bool) -> list[str]:
    """Return what the codes of one byte write by the font's encoding; `known` is whether its ToUnicode says the rest.

    Raises InconnuError for an embedded font that has an encoding of its own, and no table.
    """
    encoding = font.get("/Encoding")
    name = encoding.get("/BaseEncoding") if isinstance(encoding, Mapping) else encoding
    if name in _ENCODINGS:
        chars = [bytes((code,)).decode(_ENCODINGS[name], "replace") for code in range(256)]
    elif encoding is None and (known or _has_its_own(font)):
        if not known:
            raise InconnuError
        chars = [_UNDEFINED] * 256
    else:
        # StandardEncoding is ASCII but for a quote; above, letters that matter to nobody here (ISO 32000-1, annex D).
        chars = [chr(code) if 32 <= code < 127 else _OTHER for code in range(256)]
    differences = encoding.get("/Differences") if isinstance(encoding, Mapping) else None
    for code, glyph in _iter_differences(differences or ()):
        chars[code] = _named(glyph)
    return chars


def _has_its_own(font: Mapping[str, Any]) -> bool:
    """Return whether a font may have an encoding of its own: embedded, or one of signs."""
    descriptor = font.get("/FontDescriptor")
    if isinstance(descriptor, Mapping):
        return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return font.get("/Subtype") == "/Type3" or font.get("/BaseFont") in {"/Symbol", "/ZapfDingbats"}


def _iter_differences(differences: Iterable[object]) -> Iterator[tuple[int, str]]:
    code = 0
    for one in differences:
        if isinstance(one, int):
            code = int(one)
        else:
            if 0 <= code < 256:
                yield code, str(one).removeprefix("/")
            code += 1


def _named(glyph: str) -> str:
    """Return the character that a glyph's name names. Raises InconnuError for a name that says nothing (« g12 »)."""
    name = glyph.partition(".")[0]
    if len(name) == 1:
        return name
    if name in _SIGNS:
        return _SIGNS[name]
    accented, numbered = _ACCENTED.fullmatch(name), _NUMBERED.fullmatch(name)
    if accented:
        return unicodedata.normalize("NFC", accented[1] + _ACCENTS[accented[2]])
    if numbered:
        return chr(int(numbered[1], 16))
    return _OTHER if name.isalpha() and not name.startswith(_FIGURES) else _UNDEFINED


def _iter_mapped(table: bytes) -> Iterator[tuple[bytes, str]]:
    """Yield the codes that a ToUnicode has, and what each writes (ISO 32000-1, § 9.10.3). Raises InconnuError."""
    if len(table) > MAX_TABLE or b"usecmap" in table:
        raise InconnuError
    for kind, block in _BLOCK.findall(table):
        if kind == b"char":
            for code, target in _PAIR.findall(block):
                yield _hex(code), _text(target)
        else:
            for first, last, target, targets in _RANGE.findall(block):
                yield from _iter_range(_hex(first), _hex(last), target, targets)


def _iter_range(first: bytes, last: bytes, target: bytes, targets: bytes) -> Iterator[tuple[bytes, str]]:
    start, span = int.from_bytes(first, "big"), int.from_bytes(last, "big") - int.from_bytes(first, "big")
    if not 0 <= span <= 0xFFFF or not 0 < len(first) <= 2 or start + span >= 256 ** len(first):
        raise InconnuError
    if targets:
        texts = [_text(one) for one in _TARGET.findall(targets)][: span + 1]
    else:
        head, point = _hex(target)[:-2], int.from_bytes(_hex(target)[-2:], "big")
        if len(_hex(target)) < 2 or point + span > 0xFFFF:
            raise InconnuError
        texts = [(head + (point + rank).to_bytes(2, "big")).decode("utf-16-be", "replace") for rank in range(span + 1)]
    for rank, text in enumerate(texts):
        yield (start + rank).to_bytes(len(first), "big"), text


def _text(target: bytes) -> str:
    return _hex(target).decode("utf-16-be", "replace")


def _hex(digits: bytes) -> bytes:
    plain = b"".join(digits.split())
    return bytes.fromhex((plain + b"0" if len(plain) % 2 else plain).decode("ascii"))
