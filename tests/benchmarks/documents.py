"""What a document of the benchmarks says, in no engine's tags, and how each engine would write it.

In a text, `[[name]]` prints a value, `**…**` is bold, `[[=PAGE]]` is a field of Word. `deliberation.py` and `convention.py` are
such contents; `word.py` makes the templates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

Row = dict[str, str]
Context = dict[str, str | bool | list[Row]]


class P(NamedTuple):
    """A paragraph: the name of its style, its text."""

    style: str
    texte: str


class Chaque(NamedTuple):
    """A paragraph repeated for each element of a list: `[[element.name]]` prints what the element holds."""

    liste: str
    element: str
    dedans: P


class Si(NamedTuple):
    """A paragraph that prints only where the condition, a boolean of the context, is true."""

    condition: str
    dedans: P


class Tableau(NamedTuple):
    """A table: a row of titles, then a row for each element of a list."""

    titres: tuple[str, ...]
    largeurs: tuple[float, ...]
    """In centimetres."""
    liste: str
    element: str
    cellules: tuple[str, ...]


class Cases(NamedTuple):
    """A table without a border: the signatures, side by side."""

    colonnes: tuple[tuple[P, ...], ...]


Bloc = P | Chaque | Si | Tableau | Cases


class Contenu(NamedTuple):
    """A document in no engine's tags."""

    entete: P
    pied: P
    corps: tuple[Bloc, ...]
    points: float
    """The size of its text."""
    interligne: float
    """The space between lines, 1 being the font's own."""


def read_blocs(path: Path, others: Mapping[str, Bloc]) -> tuple[Bloc, ...]:
    """Return the blocks that a text file holds, one a line.

    `Style | text` is a paragraph; `* list element | Style | text` is repeated; `? condition | Style | text` is conditional;
    `= name` is one of `others`.
    """
    blocs: list[Bloc] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        first, _, rest = line.partition(" | ")
        sign, *words = first.split()
        if sign == "=":
            blocs.append(others[words[0]])
        elif sign in ("*", "?"):
            paragraph = P(*rest.split(" | ", 1))
            blocs.append(Chaque(words[0], words[1], paragraph) if sign == "*" else Si(words[0], paragraph))
        else:
            blocs.append(P(first, rest))
    return tuple(blocs)


class Dialecte(NamedTuple):
    """How an engine writes a value, a repeated paragraph or row, a condition.

    `each` and `when` give the paragraphs that stand for a block; `rows` gives the rows that stand for a table's row.
    """

    value: Callable[[str], str]
    each: Callable[[Chaque], list[P]]
    when: Callable[[Si], list[P]]
    rows: Callable[[Tableau], list[tuple[str, ...]]]


_MARK = re.compile(r"\[\[([^=\]][^\]]*)\]\]")
BALISE = "Balise"
"""The style of a paragraph that holds nothing but a tag."""


def filled(paragraph: P, value: Callable[[str], str]) -> P:
    """Return the paragraph with each value written as `value` writes it."""
    return P(paragraph.style, _MARK.sub(lambda found: value(found[1]), paragraph.texte))


def jinja(names: Mapping[str, str] | None = None) -> Dialecte:
    """Return docxtpl's dialect. `names` gives other expressions for some names: delib's own acts ask a value for its words."""
    said = names or {}

    def value(path: str) -> str:
        return f"{{{{ {said.get(path, path)} }}}}"

    def each(bloc: Chaque) -> list[P]:
        opening = P(BALISE, f"{{%p for {bloc.element} in {said.get(bloc.liste, bloc.liste)} %}}")
        return [opening, filled(bloc.dedans, value), P(BALISE, "{%p endfor %}")]

    def when(bloc: Si) -> list[P]:
        opening = P(BALISE, f"{{%p if {said.get(bloc.condition, bloc.condition)} %}}")
        return [opening, filled(bloc.dedans, value), P(BALISE, "{%p endif %}")]

    def rows(bloc: Tableau) -> list[tuple[str, ...]]:
        empty = ("",) * (len(bloc.cellules) - 1)
        opening = (f"{{%tr for {bloc.element} in {said.get(bloc.liste, bloc.liste)} %}}", *empty)
        middle = tuple(filled(P("", cell), value).texte for cell in bloc.cellules)
        return [opening, middle, ("{%tr endfor %}", *empty)]

    return Dialecte(value, each, when, rows)


def _local(path: str) -> str:
    return f"{{{path.rpartition('.')[2]}}}"


def _mustache(option: str) -> Dialecte:
    """Return the dialect of docxtemplater, and of easy-template-x with its option that a loop repeats whole paragraphs."""

    def wrapped(name: str, inner: P) -> list[P]:
        inner = filled(inner, _local)
        if option:
            return [P(inner.style, f"{{#{name}{option}}}{inner.texte}{{/{name}}}")]
        return [P(BALISE, f"{{#{name}}}"), inner, P(BALISE, f"{{/{name}}}")]

    def rows(bloc: Tableau) -> list[tuple[str, ...]]:
        first, *others = (filled(P("", cell), _local).texte for cell in bloc.cellules)
        others[-1] += f"{{/{bloc.liste}}}"
        return [(f"{{#{bloc.liste}}}{first}", *others)]

    return Dialecte(
        _local, lambda bloc: wrapped(bloc.liste, bloc.dedans), lambda bloc: wrapped(bloc.condition, bloc.dedans), rows
    )


def _carbone() -> Dialecte:
    def value(path: str) -> str:
        return f"{{d.{path}}}"

    def at(liste: str, rank: str) -> Callable[[str], str]:
        return lambda path: f"{{d.{liste}[{rank}].{path.rpartition('.')[2]}}}"

    def when(bloc: Si) -> list[P]:
        inner = filled(bloc.dedans, value)
        condition = f"d.{bloc.condition}"
        return [P(inner.style, f"{{{condition}:ifEQ(true):showBegin}}{inner.texte}{{{condition}:showEnd}}")]

    def rows(bloc: Tableau) -> list[tuple[str, ...]]:
        return [tuple(filled(P("", cell), at(bloc.liste, rank)).texte for cell in bloc.cellules) for rank in ("i", "i+1")]

    def each(bloc: Chaque) -> list[P]:
        return [filled(bloc.dedans, at(bloc.liste, rank)) for rank in ("i", "i+1")]

    return Dialecte(value, each, when, rows)


DIALECTES: dict[str, Dialecte] = {
    "docxtpl": jinja(),
    "docxtemplater": _mustache(""),
    "easy-template-x": _mustache(' [loopOver: "paragraph"]'),
    "carbone": _carbone(),
}
