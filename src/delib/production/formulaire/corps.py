"""The body of a Word form as a person sees it: paragraphs, cells, content controls, and the text in each.

`formulaire_xml` reads it, of a template as of a filled form. Judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from delib.anomalie import Word

COCHE, VIDE = "☒", "☐"
"""What a check box shows: Word's own glyphs."""


@dataclass(slots=True, eq=False)
class Controle:
    """A content control: what its properties say, the cells that open inside it, and whether another control lies in it."""

    tag: str = ""
    alias: str = ""
    vide: bool = False
    """Whether Word shows its placeholder."""
    coche: bool | None = None
    """The state that Word keeps of a check box; None where it is none."""
    signes: tuple[str, str] = (COCHE, VIDE)
    """What a check box shows when it is ticked, and when it is not."""
    jour: str = ""
    """The day that Word keeps of a date, `2025-12-02`, or ""."""
    bloc: bool = False
    """Whether Word made it for a block of its own (a table of contents, a page number)."""
    cellules: int = 0
    contient: bool = False

    @property
    def enveloppe(self) -> bool:
        """Return whether it surrounds others, or several cells: it is then nobody's field."""
        return self.contient or self.cellules > 1


@dataclass(slots=True, eq=False)
class Cellule:
    """A cell of a table: its place, its paragraphs (those of tables inside it too), and whether a picture lies in it."""

    tableau: int
    rang: int
    colonne: int
    alineas: list[Alinea] = field(default_factory=list)
    images: int = 0


@dataclass(slots=True)
class Morceau:
    """A piece of text, the controls around it from the outside in, and whether it is dressed as a placeholder."""

    texte: str
    controles: tuple[Controle, ...]
    invite: bool = False


@dataclass(slots=True, eq=False)
class Alinea:
    """A paragraph: its number from 1, the heading above it, the cells around it from the outside in, its pieces of text."""

    numero: int
    titre: str
    cellules: tuple[Cellule, ...]
    morceaux: list[Morceau] = field(default_factory=list)
    style: str = ""
    colle: bool = False
    """Whether its end was deleted, with changes tracked: the next paragraph goes on with it."""

    @property
    def texte(self) -> str:
        """Return all the text of the paragraph."""
        return "".join(one.texte for one in self.morceaux)

    def lieu(self, fichier: str, titre: str = "") -> Word:
        """Return where the paragraph stands in `fichier`, under `titre` in place of its heading when it is given."""
        cell = self.cellules[-1] if self.cellules else None
        where = (cell.rang, cell.colonne) if cell is not None else None
        return Word(fichier, "corps", titre or self.titre, self.numero, cell.tableau if cell is not None else 0, where)


@dataclass(slots=True)
class Corps:
    """What was read: paragraphs in order, tables as rows of cells, controls in order, and the paragraph of each bookmark."""

    alineas: list[Alinea] = field(default_factory=list)
    tableaux: list[list[list[Cellule]]] = field(default_factory=list)
    controles: list[Controle] = field(default_factory=list)
    signets: dict[str, Alinea] = field(default_factory=dict)
    revisions: bool = False

    def alineas_of(self, controle: Controle) -> Iterator[Alinea]:
        """Yield the paragraphs that hold text of `controle`."""
        for alinea in self.alineas:
            if any(controle in one.controles for one in alinea.morceaux):
                yield alinea


def joined(alineas: Iterable[tuple[str, bool]]) -> str:
    """Return the texts of paragraphs, one a line; after one whose end was deleted the next goes on."""
    made, glue = "", True
    for texte, colle in alineas:
        made += texte if glue else f"\n{texte}"
        glue = colle
    return made
