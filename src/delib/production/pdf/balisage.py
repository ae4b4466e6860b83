"""What on a page is neither tagged nor said decorative (ISO 14289-1, § 7.1), read from the operators of its content.

LibreOffice leaves so the borders of paragraphs, of headers and of pages, and nothing else: they are said decorative
(`decorate`). Draws nothing; reads no form and no image.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from delib.production.pdf.objets import Objets
from delib.production.pdf.syntaxe import Dictionnaire, Fautif, Flux, Nom, Renvoi

MAX_CONTENT = 32 * 1024 * 1024
"""The most bytes of one page's content that are unpacked to be judged: a page of text has 50 KB, a map a few MB."""
MAX_TREE = 64
"""The deepest tree of pages read."""

_STRING = rb"\((?:[^()\\]++|\\[\s\S]|\((?:[^()\\]++|\\[\s\S])*+\))*+\)"
_OPERANDS = rb"(?:[\s\d.+\-\[\]]++|<[0-9A-Fa-f\s]*+>|" + _STRING + rb"|%[^\r\n]*+)*+"
_MORE = rb"<<(?:[^<>]|<[^<>]*+>|<<[^<>]*+>>)*+>>|/[^\s()<>\[\]{}/%]++"
_OPERATORS = re.compile(
    _OPERANDS + rb"(?:"
    rb"(?P<at>/)(?P<tag>[^\s()<>\[\]{}/%]*+)\s*+(?P<more>" + _MORE + rb")?+\s*+(?P<begin>BMC|BDC)\b"
    rb"|(?P<end>EMC)\b"
    rb"|(?P<paint>(?:Tj|TJ|f|F|S|s|B|b|sh|BI)\b\*?+|['\"])"
    rb"|ID\s[\s\S]*?\sEI\b|/[^\s()<>\[\]{}/%]*+|[A-Za-z]++\*?+|[\s\S])"
)
# Covered content without texts nor further marks, several in a row: what pages of LibreOffice are made of.
_PLAIN = re.compile(
    rb"(?:\s*+/(?:Artifact\s++BMC|[^\s()<>\[\]{}/%]++\s*+<<[^<>]*?/MCID\s[^<>]*+>>\s*+BDC)\b"
    rb"(?:[^(%BE]++|B(?!MC|DC|I\b)|E(?!MC\b))*+EMC\b)++"
)
_NUMBER = rb"[+-]?[\d.]++\s++"
_STRAIGHT = re.compile(
    rb"(?<![\d.+\-])(?:(?:" + _NUMBER + rb"){2}m|(?:" + _NUMBER + rb"){4}re)\s++"
    rb"(?:(?:(?:" + _NUMBER + rb"){2}[ml]|(?:" + _NUMBER + rb"){4}re|h)\s++)*+(?:f\*?|F|S|s|B\*?|b\*?)(?=\s|$)"
)


def iter_pages(objets: Objets) -> Iterator[tuple[Renvoi, Dictionnaire]]:
    """Yield each page of a PDF with its dictionary, in which what its ancestors give it stands too. Raises Fautif."""
    stack: list[tuple[object, Dictionnaire, int]] = [(objets.catalogue.get("Pages"), {}, 0)]
    seen: set[int] = set()
    while stack:
        reference, given, depth = stack.pop()
        if not isinstance(reference, Renvoi) or reference.numero in seen or depth > MAX_TREE:
            raise Fautif
        seen.add(reference.numero)
        node = objets.dictionary(reference)
        if "Kids" in node:
            given = {**given, **{key: node[key] for key in ("Resources", "MediaBox", "CropBox", "Rotate") if key in node}}
            stack.extend((kid, given, depth + 1) for kid in reversed(objets.array(node["Kids"])))
        else:
            yield reference, {**given, **node}


def unpacked(stream: Flux, most: int = MAX_CONTENT) -> bytes:
    """Return the bytes of a stream that is not packed, or by Flate alone. Raises Fautif: another filter, damaged, over `most`."""
    filters = stream.entrees.get("Filter")
    if isinstance(filters, list) and len(filters) == 1:
        filters = filters[0]
    if filters is None or filters == []:
        return stream.data
    parameters = stream.entrees.get("DecodeParms")
    if not isinstance(filters, Nom) or filters != "FlateDecode" or parameters not in (None, [None], {}, [{}]):
        raise Fautif
    machine = zlib.decompressobj()
    try:
        data = machine.decompress(stream.data, most)
    except zlib.error:
        raise Fautif from None
    if machine.unconsumed_tail:
        raise Fautif
    return data


def content_of(objets: Objets, page: Dictionnaire) -> bytes:
    """Return the content of a page. Raises Fautif."""
    found = objets.get(page.get("Contents"))
    streams = [objets.get(one) for one in found] if isinstance(found, list) else [found]
    return b"\n".join(unpacked(one) for one in streams if isinstance(one, Flux))


def is_untagged(objets: Objets, page: Dictionnaire) -> bool:
    """Return whether a page paints outside any tag and any artifact; False where its content cannot be read."""
    try:
        return any(True for _gap in _gaps(content_of(objets, page)))
    except Fautif:
        return False  # a filter that real pages have not: not judged


def _gaps(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield where content is outside any tag and any artifact, and something is painted there."""
    covers: list[bool] = []
    start, painted, at = 0, False, 0
    while True:
        plain = None if any(covers) else _PLAIN.match(content, at)
        found = plain or _OPERATORS.match(content, at)
        if found is None:
            break
        kind = "plain" if plain is not None else found.lastgroup
        if painted and kind in ("plain", "begin", "end"):
            yield start, at
            painted = False
        at = found.end()
        if kind == "begin":
            covers.append(_covers(found))
        elif kind == "end" and covers:
            covers.pop()
        if kind in ("plain", "begin", "end"):
            start = at
        painted = painted or (kind == "paint" and not any(covers))
    if painted:
        yield start, len(content)


def _covers(begin: re.Match[bytes]) -> bool:
    """Return whether what begins there is tagged, or an artifact; a mark of another use (`/Span`) is neither."""
    more = begin["more"] or b""
    return begin["tag"] == b"Artifact" or more[:1] == b"/" or b"/MCID" in more


def decorate(objets: Objets) -> None:
    """Say decorative the straight lines and rectangles that stand outside tags, as artifacts (ISO 32000-1, § 14.8.2.2).

    A page where something else stands so is left as it is: its mark will be withheld. Raises Fautif.
    """
    for reference, held in list(iter_pages(objets)):
        try:
            content = content_of(objets, held)
        except Fautif:
            continue
        made = _decorated(content)
        if made != content:
            packed = Flux({"Filter": Nom("FlateDecode")}, zlib.compress(made))
            objets.put(reference, {**objets.dictionary(reference), "Contents": objets.add(packed)})


def _decorated(content: bytes) -> bytes:
    pieces, done = [], 0
    for start, end in _gaps(content):
        pieces += [content[done:start], _STRAIGHT.sub(rb"/Artifact BMC\n\g<0>\nEMC", content[start:end])]
        done = end
    made = b"".join([*pieces, content[done:]])
    return content if pieces and any(True for _gap in _gaps(made)) else made
