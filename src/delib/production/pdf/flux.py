"""Looks for identifiers in the contents of a PDF's pages without drawing them: many times faster.

A page is answered by the text of those of its contents where something like an identifier may be shown, in the order in which it
is, without places nor spaces. Only what is certain is said: a page that cannot be known this way (a font without a table,
annotations, images within a content, a text that replaces what is shown…) is answered by None.

An identifier is found whatever its font, and whatever moves its characters, so long as they are shown from the first to the last,
or from the last to the first.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Object, Stream

from delib.production.pdf.caracteres import InconnuError, Police, read_police
from delib.production.pdf.ouverture import bounded

MAX_DEPTH = 8
"""How deep forms may hold forms: real pages have one or two."""
MAX_CONTENTS = 500
"""The most contents and forms of a page."""
MAX_CONTENT = 2_000_000
"""The largest content looked into, in bytes: a dense page has 30,000; a larger one is drawn."""
SMALL = 4096
"""The size of a content that is always read, in bytes: what is laid over a page has 500, a line added to it less."""
_MUTE = frozenset(("/Link", "/Popup", "/Text"))
"""The annotations that show no text of their own."""
_HIDDEN = 2 | 32
"""The flags of an annotation that is not shown: Hidden, NoView (ISO 32000-1, table 165)."""

_NAMED = re.compile(rb"/([^\s()<>\[\]{}/%]++)\s+(?:(Do)|[-+.\d]++\s+Tf)(?![A-Za-z])")
"""A form that is drawn, or a font that is taken."""
_IMAGE = re.compile(rb"(?:^|[\s\]>)])BI[\s/]")
_COMMENT = re.compile(rb"^\s*%", re.MULTILINE)
_WRAPPED = re.compile(rb"\n[0-9A-Fa-f]+>")
_PIECES = re.compile(rb">[-.\d ]*+<(?!<)")
"""What parts the pieces of a line that is shown at once, in hexadecimal: without it, a content has ten times fewer strings."""
_TOKENS = re.compile(
    rb"""
    <<(?:[^<>()]++|\((?:[^()\\]++|\\.)*+\)|<[^<>]*+>)*+>>                                       # a dictionary
    | <([0-9A-Fa-f\s]*)>                                                                        # a string in hexadecimal
    | \(((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\))*+)\)                  # a literal one
    | /([^\s()<>\[\]{}/%]++)\s+[-+.\d]+\s+(Tf)(?![A-Za-z])                                      # a font taken
    | (?<![^\s\]>)])(BT)(?=[\s/(<\[])                                                           # a text that begins
    """,
    re.DOTALL | re.VERBOSE,
)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|\r?\n|(.))", re.DOTALL)
_PLAIN = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r"}
_ESCAPED = {char: b"\\" + name for name, char in _PLAIN.items()} | {char: b"\\" + char for char in (b"(", b")", b"\\")}

logging.getLogger("pikepdf").addHandler(logging.NullHandler())  # what qpdf mends is not for people

_Motif = tuple[bytes, re.Pattern[bytes]]
"""What begins a string, and the pattern of `-20251202-` that begins in it with one way of writing a hyphen."""


class _Recherche(NamedTuple):
    """A font, and what finds the middle of an identifier shown with it."""

    police: Police
    motifs: tuple[_Motif, ...]


class _Contenu:
    """A content of a page, or a form: its operators, its resources, the fonts it takes and the forms it draws."""

    def __init__(self, data: bytes, resources: Object) -> None:
        self.data = data
        self.resources = resources
        named = set(_NAMED.findall(data))
        self.fonts = sorted("/" + name.decode("latin-1") for name, drawn in named if not drawn)
        self.forms = sorted("/" + name.decode("latin-1") for name, drawn in named if drawn)

    @property
    def wrapped(self) -> bool:
        """Return whether a string is cut by an end of line, wherever that falls."""
        return _WRAPPED.search(self.data) is not None


class Flux:
    """The contents of a PDF's pages; an encrypted or damaged file has no page that is known."""

    def __init__(self, data: bytes) -> None:
        self._pages: list[Object] = []
        self._fonts: dict[object, _Recherche | None] = {}
        with contextlib.suppress(Exception), bounded():  # a damaged PDF leaves pikepdf by any of a dozen; its pages are not known
            self._pdf = pikepdf.open(io.BytesIO(data))
            if not self._pdf.is_encrypted:
                self._pages = [page.obj for page in self._pdf.pages]

    @property
    def pages(self) -> int:
        """Return how many pages there are; in a damaged file, another reader may count others."""
        return len(self._pages)

    def texte(self, i: int) -> str | None:
        """Return the text of the contents of page `i`, counted from 0, where an identifier may be shown; "" where none may.

        None where that cannot be known for certain.
        """
        if not 0 <= i < len(self._pages):
            return None
        try:
            with bounded():
                return self._page(self._pages[i])
        except Exception:  # a damaged page leaves pikepdf by any of a dozen of them
            return None

    def _page(self, page: Object) -> str:
        resources = _dictionary(page.get("/Resources"))
        found = page.get("/Contents")
        streams = [_data(one) for one in (list(found) if isinstance(found, Array) else [found]) if one is not None]
        contents = [_Contenu(data, resources) for data in streams]
        shown = [one for one in map(_appearance, _array(page.get("/Annots"))) if one is not None]
        forms = [*shown, *itertools.islice(_iter_forms([*contents, *shown], 0), MAX_CONTENTS)]
        if len(contents) + len(forms) > MAX_CONTENTS or any(map(_is_strange, (*contents, *forms))):
            raise InconnuError
        bearing = [*self._iter_bearing(contents), *(one for form in forms for one in self._iter_bearing([form]))]
        return "\n".join("".join(self._iter_shown(one)) for one in bearing)

    def _iter_bearing(self, contents: Sequence[_Contenu]) -> Iterator[_Contenu]:
        """Return, of contents that are shown one after the other, those where an identifier may be, and the small ones.

        Raises InconnuError for an identifier that begins in one and ends in the next.
        """
        bearing = {id(one) for one in contents if len(one.data) <= SMALL or one.wrapped}
        for string in (b"<", b"("):
            bearing |= self._found(string, [one for one in contents if string in one.data])
        return (one for one in contents if id(one) in bearing)

    def _found(self, string: bytes, contents: Sequence[_Contenu]) -> set[int]:
        """Return which contents show something like an identifier in strings that begin so."""
        whole = b"\n".join(one.data for one in contents)
        if string == b"<":
            whole = whole.upper()  # hexadecimal is written in either case
        motifs = dict.fromkeys(motif for one in contents for begins, motif in self._motifs(one) if begins == string)
        places = [found.span() for motif in motifs for found in motif.finditer(whole)]
        bearing = set()
        start = 0
        for one in contents:
            end = start + len(one.data)
            if any(first < end < last for first, last in places):
                raise InconnuError
            if any(start <= first < end for first, _ in places):
                bearing.add(id(one))
            start = end + 1
        return bearing

    def _motifs(self, contenu: _Contenu) -> Iterator[_Motif]:
        """Yield what finds an identifier shown with the fonts that a content takes. Raises InconnuError for one not known."""
        fonts = _dictionary(contenu.resources.get("/Font"))
        for name in contenu.fonts:
            yield from self._font(fonts.get(name)).motifs

    def _iter_shown(self, contenu: _Contenu) -> Iterator[str]:
        """Yield what a content shows, a string at a time. Raises InconnuError.

        A font lasts as long as the graphics state: one that was not taken since a text began may be another.
        """
        fonts = _dictionary(contenu.resources.get("/Font"))
        police: Police | None = None
        for hexa, literal, name, font, begins in _TOKENS.findall(_PIECES.sub(b"", contenu.data)):
            if begins:
                police = None
            elif font:
                police = self._font(fonts.get("/" + name.decode("latin-1"))).police
            elif hexa or literal:
                if police is None:
                    raise InconnuError
                yield police.decode(_hex(hexa) if hexa else _unescaped(literal))

    def _font(self, raw: Any) -> _Recherche:
        """Return a font, read once. Raises InconnuError."""
        key: object = raw.objgen if raw.is_indirect else raw.unparse()
        if key not in self._fonts:
            self._fonts[key] = _searched(_dictionary(raw))
        found = self._fonts[key]
        if found is None:
            raise InconnuError
        return found


def _iter_forms(contents: Iterable[_Contenu], depth: int) -> Iterator[_Contenu]:
    """Yield the forms that contents draw, and those that these draw. Raises InconnuError for what is absent or too deep."""
    for contenu in contents:
        for name in contenu.forms:
            form = _dictionary(contenu.resources.get("/XObject")).get(name)
            if not isinstance(form, Stream) or depth >= MAX_DEPTH:
                raise InconnuError
            if form.get("/Subtype") != "/Image":
                inner = _Contenu(
                    form.read_bytes(), _dictionary(form.get("/Resources")) if "/Resources" in form else contenu.resources
                )
                yield inner
                yield from _iter_forms([inner], depth + 1)


def _appearance(annotation: Any) -> _Contenu | None:
    """Return what an annotation draws, None for one that shows no text of its own. Raises InconnuError for any other.

    A text that readers lay themselves is not known, nor what a state or a flag may hide.
    """
    found = _dictionary(annotation)
    if str(found.get("/Subtype")) in _MUTE:
        return None
    form = _dictionary(found.get("/AP")).get("/N")
    flags = found.get("/F", 0)
    if not isinstance(form, Stream) or not isinstance(flags, int) or flags & _HIDDEN:
        raise InconnuError
    return _Contenu(form.read_bytes(), _dictionary(form.get("/Resources")))


def _is_strange(contenu: _Contenu) -> bool:
    """Return whether a content has what is not looked into, or shows a text in the font of the content before it."""
    data = contenu.data
    if len(data) > MAX_CONTENT or b"ActualText" in data:
        return True
    if (b"BI" in data and _IMAGE.search(data)) or (b"%" in data and _COMMENT.search(data)):
        return True
    shown = [place for operator in (b"Tj", b"TJ", b"'", b'"') if (place := data.find(operator)) >= 0]
    return bool(shown) and not 0 <= data.find(b"Tf") < min(shown)


# ------------------------------------------------------------------------------------------------------------------ a font


def _searched(font: Object) -> _Recherche | None:
    """Return a font and what finds an identifier shown with it; None for a font that cannot be known."""
    table = font.get("/ToUnicode")
    plain = {key: _plain(value) for key, value in font.items() if key in _READ}
    try:
        police = read_police(plain, table.read_bytes() if isinstance(table, Stream) else None)
    except InconnuError:
        return None
    if not police.figures or not police.hyphens:
        return _Recherche(police, ())
    motifs = (*_iter_motifs(police, b"<", _iter_hex), *_iter_motifs(police, b"(", _iter_literal))
    return _Recherche(police, motifs)


def _iter_motifs(police: Police, string: bytes, write: Callable[[Iterable[bytes]], Iterator[bytes]]) -> Iterator[_Motif]:
    """Yield what finds an identifier that begins in one kind of string; the next characters may be in the other."""
    written = [
        [way for one in (*_iter_hex(some), *_iter_literal(some)) for way in (one, one.upper(), one.lower())]
        for some in police[1:]
    ]
    figure, hyphen = (b"|".join(map(re.escape, dict.fromkeys(some))) for some in written)
    rest = _BETWEEN + b"(?:(?:" + figure + b")" + _BETWEEN + b"){8}(?:" + hyphen + b")"
    for head in write(police.hyphens):
        yield string, re.compile(re.escape(head) + rest, re.DOTALL)


_BETWEEN = rb"(?:\s|\\\r?\n)*+(?:[>)](?:[^<(]|<<[^<>]{0,200}+>>){0,300}+[<(](?:\s|\\\r?\n)*+)?+"
"""What may come between two characters: the end of a string, what moves the next, its beginning."""


def _iter_hex(codes: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the way of writing codes in hexadecimal, in capitals."""
    yield from dict.fromkeys(code.hex().upper().encode() for code in codes)


def _iter_literal(codes: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the ways of writing codes in a literal string: as they are, escaped, all in figures or where they do not print."""
    ways: tuple[Callable[[bytes], bytes], ...] = (
        _escaped,
        lambda one: _escaped(one) if 32 <= one[0] < 127 else b"\\%03o" % one[0],
        lambda one: b"\\%03o" % one[0],
    )
    yield from dict.fromkeys(b"".join(map(way, _each(code))) for code in codes for way in ways)


def _escaped(one: bytes) -> bytes:
    return _ESCAPED.get(one, one)


def _each(code: bytes) -> list[bytes]:
    return [code[rank : rank + 1] for rank in range(len(code))]


# ---------------------------------------------------------------------------------------------------------------- what is read


_READ = frozenset(("/Subtype", "/Encoding", "/BaseFont", "/FontDescriptor"))
"""What is read of a font, besides its ToUnicode."""


def _plain(value: Any, depth: int = 4) -> Any:
    """Return an object as Python has it: names and strings as text, a stream by its name alone."""
    if isinstance(value, pikepdf.Name | pikepdf.String):
        return str(value)
    if isinstance(value, Array) and depth:
        return [_plain(one, depth - 1) for one in value]
    if isinstance(value, Dictionary) and depth:
        return {key: _plain(one, depth - 1) for key, one in value.items()}
    return value


def _dictionary(value: Any) -> Object:
    return value if isinstance(value, Dictionary) and not isinstance(value, Stream) else Dictionary()


def _array(value: Any) -> list[Any]:
    return list(value) if isinstance(value, Array) else []


def _data(value: Any) -> bytes:
    if not isinstance(value, Stream):
        raise InconnuError
    return value.read_bytes()


def _hex(digits: bytes) -> bytes:
    plain = b"".join(digits.split())
    return bytes.fromhex((plain + b"0" if len(plain) % 2 else plain).decode("ascii"))


def _unescaped(literal: bytes) -> bytes:
    return _ESCAPE.sub(_char, literal) if b"\\" in literal else literal


def _char(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes((int(found[1], 8) & 255,))
    return _PLAIN.get(found[2], found[2]) if found[2] else b""
