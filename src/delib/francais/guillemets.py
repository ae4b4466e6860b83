"""Quotation marks: « » outside, “ ” inside, their spaces. Marks that are not paired are told, and kept.

Each paragraph of a long quotation may begin with its own «, and only the last one is closed. A `"` after a figure is a unit.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from delib.francais.coquilles import Edit, Remark
from delib.francais.espaces import SLIP
from delib.francais.protege import Span
from delib.francais.signes import FINE, NBSP

_MARKS = re.compile('["«»“”]')
_BEFORE = frozenset("([{«“'‘/-–— ")
_AFTER = frozenset(".,;:!?…)]}»”'/-–— ")
_CLOSES = {"»": "«", "”": "“"}
_FIXES = frozenset((NBSP, FINE))


def find_quotes(texte: str, plain: str, protected: Sequence[Span]) -> tuple[list[Edit], list[Remark]]:
    """Return the changes to the marks of `texte` and to the spaces inside them, and the first mark without its pair.

    `plain` is `texte` with plain spaces and straight apostrophes, character for character.
    """
    marks = [found.start() for found in _MARKS.finditer(plain)]
    if protected:
        starts = [start for start, _ in protected]
        marks = [at for at in marks if not ((k := bisect_right(starts, at)) and at < protected[k - 1][1])]
    pairs, alone = _pair(plain, marks)
    edits: list[Edit] = []
    if alone is None:
        for start, end, level in sorted(pairs):
            if end == len(plain):
                edits += _opening(texte, plain, start, level)
            elif start + 1 < end and not plain[start + 1 : end].isspace():
                edits += _opening(texte, plain, start, level)
                edits += _closing(texte, plain, end, level)
        return edits, []
    for at in marks:
        if plain[at] == "«" and plain[_after(plain, at) : _after(plain, at) + 1] != "»":
            edits += _opening(texte, plain, at, 0)
        elif plain[at] == "»" and plain[max(_before(plain, at) - 1, 0)] != "«":
            edits += _closing(texte, plain, at, 0)
    return edits, [(alone, alone + 1, None, "guillemets-seuls")]


def _pair(plain: str, marks: Sequence[int]) -> tuple[list[tuple[int, int, int]], int | None]:
    """Return the pairs (start, end, depth), or the first mark that has none; what another paragraph closes ends with the text."""
    opened: list[int] = []
    pairs: list[tuple[int, int, int]] = []
    for at in marks:
        sign = plain[at]
        top = plain[opened[-1]] if opened else ""
        if sign in _CLOSES or (sign == '"' and top == '"'):
            after = plain[at + 1 : at + 2]
            if top != _CLOSES.get(sign, sign) or (sign == '"' and after and after not in _AFTER and not after.isspace()):
                return [], at
            pairs.append((opened.pop(), at, len(opened)))
        else:
            before = plain[at - 1] if at else ""
            if sign == '"' and before.isdigit():
                continue
            if sign == '"' and before and before not in _BEFORE and not before.isspace():
                return [], at
            if sign == top == "«" and len(opened) == 1 and _begins_line(plain, at):
                pairs.append((opened.pop(), len(plain), 0))
            opened.append(at)
    if len(opened) == 1 and plain[opened[0]] == "«" and _begins_line(plain, opened[0]):
        pairs.append((opened.pop(), len(plain), 0))
    return (pairs, None) if not opened else ([], opened[0])


def _begins_line(plain: str, at: int) -> bool:
    before = _before(plain, at)
    return before == 0 or plain[before - 1] == "\n"


def _after(plain: str, at: int) -> int:
    """Return where the spaces after the mark end."""
    at += 1
    while at < len(plain) and plain[at] == " ":
        at += 1
    return at


def _before(plain: str, at: int) -> int:
    """Return where the spaces before the mark begin."""
    while at and plain[at - 1] == " ":
        at -= 1
    return at


def _opening(texte: str, plain: str, at: int, level: int) -> Iterator[Edit]:
    inside = _after(plain, at)
    breaks = plain[inside : inside + 1].isspace() or inside == len(plain)
    if level:
        if plain[at] != "“":
            yield at, at + 1 if breaks else inside, "“", "guillemets"
        return
    gap = texte[at + 1 : inside]
    wanted = gap if breaks or gap in _FIXES or len(gap) > SLIP else NBSP
    if plain[at] != "«":
        yield at, inside, f"«{wanted}", "guillemets"
    elif wanted != gap:
        yield at + 1, inside, wanted, "espace-insecable-guillemets"


def _closing(texte: str, plain: str, at: int, level: int) -> Iterator[Edit]:
    inside = _before(plain, at)
    breaks = inside == 0 or plain[inside - 1].isspace()
    if level:
        if plain[at] != "”":
            yield at if breaks else inside, at + 1, "”", "guillemets"
        return
    gap = texte[inside:at]
    wanted = gap if breaks or gap in _FIXES or len(gap) > SLIP else NBSP
    if plain[at] != "»":
        yield inside, at + 1, f"{wanted}»", "guillemets"
    elif wanted != gap:
        yield inside, at, wanted, "espace-insecable-guillemets"
