"""Puts the answers of a form together, and checks them: each against its schema, by the walk of any act, and with the others.

Every anomaly points to the field that it speaks of.
"""

from __future__ import annotations

import re

from delib.acte.acte import Acte
from delib.acte.bloc import Bloc
from delib.acte.chemins import steps
from delib.acte.contexte import Walk
from delib.acte.formats import Formats
from delib.acte.noeuds import Node, Reading
from delib.acte.reponses import Champ, is_answered, iter_answers, iter_coherence
from delib.acte.schema import Spec
from delib.anomalie import Anomalie, DonneesError, Lieu, Releve, Word, make
from delib.modele.saisies import Saisie, spec_at
from delib.production.formulaire.valeurs import Lu, Reponse, read_value, row_of, shown_choices

_RANG = re.compile(r"\[([0-9]+)\]")
_Value = bool | int | str


class _Places(Reading):
    """The fields of a form as a source of data: the place of a value is that of its field, known by its rank."""

    __slots__ = ("lieux",)

    def __init__(self, fichier: str) -> None:
        super().__init__(fichier)
        self.lieux: list[Lieu] = []

    def place(self, start: int, end: int = -1) -> Lieu:  # type: ignore[override]  # a field stands in a cell or a page
        return self.lieux[start] if 0 <= start < len(self.lieux) else Word(self.fichier)


class Lecture:
    """The answers of one form, as they are read: `donnees` as data, `lieux` and `champs` by data path."""

    def __init__(self, fichier: str, schema: str, spec: Spec, modele: str) -> None:
        self.fichier = fichier
        self.schema = schema
        self.spec = spec
        self.modele = modele
        self.anomalies: list[Anomalie] = []
        self.donnees: dict[str, object] = {}
        self.lieux: dict[str, Lieu] = {}
        self.champs: dict[str, Champ] = {}
        self.tus: set[str] = set()
        self._specs: dict[str, Spec | None] = {}
        self._lus: dict[str, tuple[Saisie, Lieu | None, Lu]] = {}

    @property
    def acte(self) -> str:
        """Return the type of act that the form is, as its data say it."""
        kind, _, major = self.schema.rpartition(".v")
        return kind if major == "1" else f"{kind}@{major}"

    def spec_at(self, chemin: str) -> Spec | None:
        """Return what the schema says at a data path."""
        if chemin not in self._specs:
            self._specs[chemin] = spec_at(self.spec, chemin)[0]
        return self._specs[chemin]

    def take(self, saisie: Saisie, reponse: Reponse | None) -> None:
        """Take what a field shows; None is a field that vanished, of which something was told."""
        spec = self.spec_at(saisie.chemin)
        if reponse is None or spec is None:
            self._lus[saisie.chemin] = saisie, None, Lu(None, True)
        else:
            self._lus[saisie.chemin] = saisie, reponse.lieu, read_value(reponse, spec, self.anomalies.append)

    def close(self) -> Node:
        """Put the answers together: fill `donnees`, `lieux` and `champs`; return the nodes that the walk checks."""
        reading = _Places(self.fichier)
        root = Node({}, reading)
        known = {"acte": self.acte, **({"modele": self.modele} if "modele" in self.spec.names else {})}
        for name, valeur in known.items():
            self.donnees[name] = valeur
            _put(root, (name,), Node(valeur, reading), reading)
        rows = self._rows()
        for chemin, (saisie, lieu, lu) in self._lus.items():
            path = _moved(chemin, rows)
            self.champs[path] = Champ(saisie.titre, lieu, shown_choices(saisie.choix))
            if lieu is not None:
                self.lieux[path] = lieu
            if lu.refuse:
                self.tus.add(path)
            if lu.valeur is None or not _is_kept(chemin, rows):
                continue
            _store(self.donnees, steps(path), lu.valeur)
            if not lu.refuse:
                reading.lieux.append(lieu or Word(self.fichier))
                _put(root, steps(path), Node(lu.valeur, reading, len(reading.lieux) - 1), reading)
        return root

    def _rows(self) -> dict[str, dict[int, int]]:
        """Return, for each list of the form, the new rank of its rows that say something; tell those left out between them."""
        filled: dict[str, set[int]] = {}
        there = {row_of(chemin) for chemin, (_, lieu, _) in self._lus.items() if lieu is not None}
        for chemin, (_, _, lu) in self._lus.items():
            found = _RANG.search(chemin)
            if found is not None:
                rows = filled.setdefault(chemin[: found.start()], set())
                if is_answered(lu.valeur):
                    rows.add(int(found.group(1)))
        for rangee in sorted({row_of(chemin) for chemin in self._lus} - there - {""}):
            liste, _, rang = rangee.removesuffix("]").rpartition("[")
            titre = self._title(liste)
            self.anomalies.append(make("formulaire-ligne-otee", Word(self.fichier), liste, ligne=int(rang) + 1, titre=titre))
        made = {liste: {row: rank for rank, row in enumerate(sorted(rows))} for liste, rows in filled.items()}
        for liste, rows in filled.items():
            for hole in sorted(set(range(max(rows, default=0))) - rows):
                head = f"{liste}[{hole}]"
                lieu = next((lieu for chemin, (_, lieu, _) in self._lus.items() if chemin.startswith(head)), None)
                if head in there:
                    titre = self._title(liste)
                    self.anomalies.append(make("formulaire-trou", lieu, liste, ligne=hole + 1, titre=titre))
        return made

    def _title(self, chemin: str) -> str:
        spec = self.spec_at(chemin)
        return spec.titre if spec is not None and spec.titre else chemin


def checked(lecture: Lecture) -> Acte | None:
    """Return the form as an act, None where the walk refuses it; what is wrong goes to the anomalies of `lecture`."""
    root, releve = lecture.close(), Releve()
    walk = Walk(Formats.default(), releve)
    walk.relecture.choix = "laisser"  # the signs of a candidate's text are the candidate's own
    made: object = None
    try:
        made = walk.root(lecture.spec, root)
        told = list(releve)
    except DonneesError as error:
        told = list(error.anomalies)
    lecture.anomalies += _renamed(told, lecture)
    tus = lecture.tus | {one.chemin for one in told}
    lecture.anomalies += iter_answers(lecture.spec_at, lecture.champs, lecture.donnees, tus)
    lecture.anomalies += iter_coherence(lecture.champs, lecture.donnees, tus=tus)
    if not isinstance(made, Bloc):
        return None
    return Acte(lecture.fichier, lecture.acte.partition("@")[0], lecture.schema, made)


def _renamed(told: list[Anomalie], lecture: Lecture) -> list[Anomalie]:
    """Return what the walk told, a field that the schema requires being an empty one to whoever fills the form."""
    made = []
    for one in told:
        champ = lecture.champs.get(one.chemin)
        if one.code != "champ-manquant" or champ is None:
            made.append(one)
        elif one.chemin not in lecture.tus:
            raison = ", dès que sa ligne est remplie" if "[" in one.chemin else ""
            made.append(make("formulaire-vide", champ.lieu, one.chemin, titre=champ.titre, raison=raison))
    return made


def _moved(chemin: str, rows: dict[str, dict[int, int]]) -> str:
    """Return a path once the empty rows before it are left out."""
    found = _RANG.search(chemin)
    if found is None:
        return chemin
    liste = chemin[: found.start()]
    rank = rows[liste].get(int(found.group(1)))
    if rank is None:  # an empty row: after all those that are kept
        rank = len(rows[liste]) + int(found.group(1)) - sum(row < int(found.group(1)) for row in rows[liste])
    return f"{liste}[{rank}]{chemin[found.end() :]}"


def _is_kept(chemin: str, rows: dict[str, dict[int, int]]) -> bool:
    found = _RANG.search(chemin)
    return found is None or int(found.group(1)) in rows[chemin[: found.start()]]


def _store(donnees: dict[str, object], path: tuple[str | int, ...], valeur: _Value) -> None:
    """Put `valeur` at `path` in plain data, making the groups and lists on the way."""
    here: object = donnees
    for step, after in zip(path, (*path[1:], None), strict=True):
        new: object = valeur if after is None else [] if isinstance(after, int) else {}
        if isinstance(here, dict):
            here = here.setdefault(step, new)
        elif isinstance(here, list) and isinstance(step, int):
            if step == len(here):
                here.append(new)
            here = here[step]


def _put(root: Node, path: tuple[str | int, ...], leaf: Node, reading: Reading) -> None:
    """Put `leaf` at `path` below `root`, making the nodes on the way: each stands where its first leaf does."""
    here = root
    for step, after in zip(path, (*path[1:], None), strict=True):
        new = leaf if after is None else Node([] if isinstance(after, int) else {}, reading, leaf.start)
        if isinstance(here.value, dict):
            here = here.value.setdefault(str(step), new)
        elif isinstance(here.value, list) and isinstance(step, int):
            if step == len(here.value):
                here.value.append(new)
            here = here.value[step]
