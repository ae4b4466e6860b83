"""An act that the rows of a list complete: what they share is read once, and each row is read after it.

Properties are read in the order of the schema, and a reader looks only at those before its own: all that comes before the first
property that a row touches is the same for every row.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Sequence
from functools import cached_property

from delib.acte.acte import Acte, Donnees, enter, finish
from delib.acte.bloc import path_below
from delib.acte.chemins import steps
from delib.acte.contexte import NUL, Walk, plain
from delib.acte.formats import Formats
from delib.acte.milieu import REFUS
from delib.acte.noeuds import Node, Reading
from delib.acte.rangees import Cellule, Rangee
from delib.acte.schema import Schemas, Spec
from delib.acte.source_python import read_python
from delib.anomalie import Anomalie, DelibError, DonneesError, Ligne, Releve, Source, make
from delib.francais.tri import fold

_FIXES = frozenset({"acte"})
"""What no row may change: the schema is chosen by it."""

Pas = tuple[str | int, ...]


class Socle:
    """What the acts of a series share. `colonnes` are the data paths that rows may bring, where they are known beforehand.

    Raises what `load` raises of data that cannot be opened, and DonneesError of columns that no row can bring.
    """

    def __init__(
        self,
        donnees: Donnees,
        schemas: Schemas,
        formats: Formats | None = None,
        *,
        variante: str | None = None,
        dossier: str | None = None,
        colonnes: Sequence[str] = (),
    ) -> None:
        self._opening = Releve()
        self._entree = enter(donnees, schemas, self._opening, dossier=dossier, variante=variante)
        self._formats = formats or Formats.default()
        self._ranks = {name: rank for rank, name in enumerate(self._entree.spec.names)}
        self._steps: dict[str, Pas] = {}
        self._begun: tuple[int, Walk] | None = None
        fixed = [make("serie-colonne-fixe", chemin=one, colonne=one) for one in colonnes if self._path(one)[0] in _FIXES]
        if fixed:
            raise DonneesError(fixed)
        if colonnes:
            self._begin(self._first(colonnes))

    @property
    def fichier(self) -> str:
        """Return the file of the common act."""
        return self._entree.fichier

    @property
    def spec(self) -> Spec:
        """Return what the schema asks of the whole act."""
        return self._entree.spec

    @property
    def schema(self) -> str:
        """Return the name of its schema: `convention.v1`."""
        return self._entree.schema

    @property
    def type(self) -> str:
        """Return the type of the act."""
        return self._entree.type

    @property
    def anomalies(self) -> tuple[Anomalie, ...]:
        """Return what is wrong, or worth knowing, in what no row can change, as far as it is read."""
        return tuple(self._begun[1].releve if self._begun is not None else self._opening)

    @cached_property
    def lectures(self) -> tuple[Reading, ...]:
        """Return every file that the common act names, as it was read."""
        walk = (self._begun[1] if self._begun is not None else self._walk()).fork()
        with contextlib.suppress(DelibError):  # what is wrong is told of the rows
            walk.root(self.spec, self._entree.node)
        return (self._entree.node.reading, *walk.readings)

    def raw(self, name: str) -> Node | None:
        """Return what the common act gives at the property `name` of its root, as it was typed."""
        assert isinstance(self._entree.node.value, dict)  # noqa: S101 - `enter` refused anything else
        return self._entree.node.value.get(name)

    def field(self, chemin: str) -> Spec | None:
        """Return what may stand at a data path, or None."""
        found: Spec | None = self.spec
        for step in steps(chemin):
            if found is None:
                return None
            if isinstance(step, int):
                branch = found.takes.get("array")
                found = branch.items if branch is not None else None
            else:
                found = found.field(step)
        return found

    def acte(self, rangee: Rangee) -> Acte:
        """Return the act that `rangee` completes. Raises DonneesError with every anomaly of the row, each at its place."""
        if rangee.anomalies:
            raise DonneesError(rangee.anomalies)
        told: list[Anomalie] = []
        node = self._merged(rangee, told)
        walk = self._begin(self._first(cellule.chemin for cellule in rangee.cellules)).fork()
        for one in told:
            walk.releve.add(one)
        return finish(self._entree, node, walk)

    def repere(self, rangee: Rangee, champ: str) -> str | None:
        """Return what tells the row apart by what it gives at `champ`: the code of a commune, else the text; None if unreadable.

        Two names of one commune have one code.
        """
        cellule = next((one for one in rangee.cellules if one.chemin == champ), None)
        spec = self.field(champ)
        if cellule is None or spec is None:
            return None
        walk = self._begin(self._first([champ])).fork()
        try:
            made = walk.value(spec, read_python(cellule.valeur, _Case(rangee)), champ)
        except DelibError:
            return None
        return None if made is REFUS else str(getattr(made, "code", None) or fold(str(made)))

    # ------------------------------------------------------------------------------------------------------- what is shared

    def _walk(self) -> Walk:
        releve = Releve()
        for one in self._opening:
            releve.add(one)
        return Walk(self._formats, releve)

    def _first(self, chemins: Iterable[str]) -> int:
        """Return how many properties come before the first that `chemins` touch; 0 where the schema does not know one."""
        return min((self._ranks.get(str(self._path(one)[0]), 0) for one in chemins), default=len(self._ranks))

    def _begin(self, count: int) -> Walk:
        """Return the common act read for its `count` first properties, or fewer: the fewest that was asked."""
        if self._begun is None or count < self._begun[0]:
            walk = self._walk()
            walk.begin(self.spec, self._entree.node, count)
            self._begun = (count, walk)
        return self._begun[1]

    def _path(self, chemin: str) -> Pas:
        if chemin not in self._steps:
            self._steps[chemin] = steps(chemin) or (chemin,)
        return self._steps[chemin]

    # -------------------------------------------------------------------------------------------------------- what a row adds

    def _merged(self, rangee: Rangee, told: list[Anomalie]) -> Node:
        """Return the common data completed by the row; what cannot be, or is replaced, is told."""
        paths = [(self._path(cellule.chemin), cellule) for cellule in rangee.cellules]
        paths.sort(
            key=lambda one: [(isinstance(step, int), step) for step in one[0]]
        )  # [0] before [1], a group before its fields
        root = self._entree.node
        for path, cellule in paths:
            try:
                root = _Ajout(rangee, cellule, told).put(root, path, "")
            except DonneesError as error:
                told += error.anomalies
        assert isinstance(root.value, dict)  # noqa: S101 - tells the type checker what `enter` took
        return Node(root.value, _Case(rangee))  # what the root lacks, the row lacks


class _Case(Reading):
    """Where a cell stands, or a whole row."""

    __slots__ = ("lieu",)

    def __init__(self, rangee: Rangee, colonne: int = 0, titre: str = "") -> None:
        super().__init__(rangee.fichier, dossier=os.path.dirname(rangee.fichier))
        lieu = rangee.lieu(colonne, titre)
        assert isinstance(lieu, Source | Ligne)  # noqa: S101 - a row stands in no template
        self.lieu = lieu

    def place(self, start: int, end: int = -1) -> Source | Ligne:
        """Return the place of the cell, whatever the characters."""
        return self.lieu


class _Ajout:
    """A cell being added to the data; what it cannot be added to, or replaces, goes to `told`."""

    def __init__(self, rangee: Rangee, cellule: Cellule, told: list[Anomalie]) -> None:
        self.case = _Case(rangee, cellule.colonne, cellule.titre)
        self.rangee = _Case(rangee)  # what a group lacks is the row's to give, in no column that is there
        self.given = read_python(cellule.valeur, self.case)
        self.colonne = cellule.titre or cellule.chemin
        self.told = told

    def put(self, under: Node | None, path: Pas, chemin: str) -> Node:
        """Return `under` with the cell at `path` below it."""
        if not path:
            return self._over(under, self.given, chemin)
        step, rest = path[0], path[1:]
        value = under.value if under is not None and not _is_null(under) else {} if isinstance(step, str) else []
        below = path_below(chemin, step)
        made: dict[str, Node] | list[Node]
        if isinstance(value, dict) and isinstance(step, str):
            made = {**value, step: self.put(value.get(step), rest, below)}
        elif isinstance(value, list) and isinstance(step, int):
            if step > len(value):
                self._tell("serie-trou", below, rang=step + 1, avant=len(value))
                step = len(value)
            made = [*value[:step], self.put(value[step] if step < len(value) else None, rest, below), *value[step + 1 :]]
        else:
            self._tell("serie-sous-valeur", below, colonne=self.colonne, parent=chemin)
            return under if under is not None else self.given
        node = Node(made, self.rangee)
        node.key = under.key if under is not None else None
        return node

    def _over(self, under: Node | None, given: Node, chemin: str) -> Node:
        """Return `given` in place of `under`; a group completes a group."""
        if under is None or _is_null(under):
            return given
        if isinstance(given.value, dict) and isinstance(under.value, dict):
            both = {name: self._over(under.value.get(name), node, path_below(chemin, name)) for name, node in given.value.items()}
            return Node({**under.value, **both}, self.rangee)
        if plain(under) != plain(given):
            valeur = str(under.value)[:60] if not isinstance(under.value, dict | list) else "…"
            self.told.append(make("serie-valeur-remplacee", under.lieu, chemin, colonne=self.colonne, valeur=valeur))
        return given

    def _tell(self, code: str, chemin: str, **details: object) -> None:
        self.told.append(make(code, self.case.lieu, chemin, **details))


def _is_null(node: Node) -> bool:
    """Return whether the act leaves the place empty, for the list to fill."""
    return node.value is None or (node.plain and isinstance(node.value, str) and node.value in NUL)
