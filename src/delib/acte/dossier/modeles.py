"""Reads the documents of a series against the model that an assembly approved: what both give is the same, on one template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from delib.acte.bloc import Bloc, path_below
from delib.acte.dossier.pieces import Engagement, Etabli, Piece, is_model
from delib.acte.dossier.series import Suivi
from delib.acte.dossier.titres import regular
from delib.anomalie import Anomalie, Lieu, make

Ecart = tuple[str, str, str]
"""A difference: its data path, what the document has there, what the model has."""
_RACINE = re.compile(r"[^.\[]*")


class Conformite:
    """A series being read against the approved models of its type: against the one that it departs from the least.

    What the documents share is read once, with the first of them; what rows bring, in each.
    """

    def __init__(self, suivi: Suivi, annexes: Sequence[Piece], etabli: Etabli) -> None:
        self.suivi = suivi
        self.etabli = etabli
        kind = suivi.modele.acte.type if suivi.modele is not None else ""
        self.modeles = [one for one in annexes if one.acte.type == kind and is_model(one.acte)]
        self.approuve: Piece | None = None

    def iter_engagement(self, engagement: Engagement) -> Iterator[Anomalie]:
        """Yield where one document departs from the model, as it is met: what all share, the first time alone."""
        if engagement.acte is None or not self.modeles:
            return
        racine, first = engagement.acte.racine, self.approuve is None
        if self.approuve is None:
            self.approuve = min(self.modeles, key=lambda one: len(list(_iter_ecarts(racine, one.acte.racine))))
            yield from self._iter_version(self.approuve, engagement)
        brought = {cell.chemin for cell in engagement.rangee.cellules}
        roots = {_root(chemin) for chemin in brought}
        if not first and not roots & self.approuve.acte.racine.keys():
            return
        for ecart in _iter_ecarts(racine, self.approuve.acte.racine):
            own = any(_is_within(ecart[0], chemin) or _is_within(chemin, ecart[0]) for chemin in brought)
            if own:
                yield self._told(ecart, self.suivi.lieu(engagement, ecart[0]), self.approuve)
            elif first:
                yield self._told(ecart, self.suivi.lieux.find(self.suivi.ensemble.fichier, ecart[0]), self.approuve)

    def _told(self, ecart: Ecart, lieu: Lieu, annexe: Piece) -> Anomalie:
        chemin, ici, approuve = ecart
        ou = self.suivi.lieux.find(annexe.fichier, chemin)
        return make("dossier-modele-ecart", lieu, chemin, champ=chemin, ici=ici, approuve=approuve, cle=annexe.cle, ou=ou)

    def _iter_version(self, annexe: Piece, engagement: Engagement) -> Iterator[Anomalie]:
        """Yield a warning where the articles that were approved and those that are signed are not of one template."""
        assert engagement.acte is not None  # noqa: S101 - tells the type checker what the caller saw
        voulue, version = self.etabli.version(annexe.acte), self.etabli.version(engagement.acte)
        if voulue == version:
            return
        lieux, fichier = self.suivi.lieux, self.suivi.ensemble.fichier
        chemin, autre = ("acte" if lieux.data(one, "modele") is None else "modele" for one in (fichier, annexe.fichier))
        ou = lieux.find(annexe.fichier, autre)
        details = {"version": version, "voulue": voulue, "cle": annexe.cle, "ou": ou}
        yield make("dossier-modele-version", lieux.find(fichier, chemin), chemin, **details)


def _root(chemin: str) -> str:
    found = _RACINE.match(chemin)
    return found[0] if found is not None else ""


def _is_within(chemin: str, other: str) -> bool:
    """Return whether `chemin` is `other`, or lies below it."""
    return chemin.startswith(other) and chemin[len(other) : len(other) + 1] in ("", ".", "[")


def _iter_ecarts(ici: object, approuve: object, chemin: str = "") -> Iterator[Ecart]:
    """Yield where a value is not what the model gives, field by field; what the model leaves open, and what only chooses how an
    act is made, is left aside."""
    if isinstance(ici, Bloc) and isinstance(approuve, Bloc):
        for name in approuve:
            spec = approuve.spec.field(name) if approuve.spec is not None else None
            if spec is not None and not spec.controle:
                yield from _iter_ecarts(ici.get(name), approuve[name], path_below(chemin, name))
    elif isinstance(ici, tuple) and isinstance(approuve, tuple) and len(ici) == len(approuve):
        for index, (one, other) in enumerate(zip(ici, approuve, strict=True)):
            yield from _iter_ecarts(one, other, path_below(chemin, index))
    elif not _is_same(ici, approuve):
        yield chemin, _shown(ici), _shown(approuve)


def _is_same(ici: object, approuve: object) -> bool:
    if isinstance(ici, str) and isinstance(approuve, str):
        return regular(ici) == regular(approuve)
    return ici == approuve


def _shown(value: object) -> str:
    """Return a value as a message quotes it: « 18 mois », 4 éléments, rien; a group by what it gives first."""
    if isinstance(value, tuple):
        return f"{len(value)} élément{'s' if len(value) > 1 else ''}"
    if isinstance(value, Bloc):
        return _shown(next(iter(value.values())))
    return "rien" if value is None else f"« {value} »"
