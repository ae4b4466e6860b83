"""The acts and annexes of one programme, read together: `dossier.yaml` names them, `iter_anomalies` reads across them.

Each difference is one anomaly, placed at the value in its own file, and names the other place. A difference refuses nothing
unless a text of law makes it wrong: a convention signed before its signatory was empowered, with someone whom nobody chose.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from delib.acte import acte as actes
from delib.acte.acte import Acte
from delib.acte.bloc import Bloc
from delib.acte.dossier.annexes import iter_annexes
from delib.acte.dossier.citations import iter_citations
from delib.acte.dossier.delegation import iter_delegations
from delib.acte.dossier.formulaires import Depots
from delib.acte.dossier.lieux import PAS_RELATIF, Lieux
from delib.acte.dossier.modeles import Conformite
from delib.acte.dossier.noms import iter_noms, iter_parcours
from delib.acte.dossier.pieces import Connu, Ensemble, Etabli, Piece, cle_de, iter_connus
from delib.acte.dossier.series import Suivi
from delib.acte.formats import Formats
from delib.acte.schema import Schemas
from delib.anomalie import Anomalie, DelibError, DonneesError, LectureError, make, suggestion

TYPE = "dossier"
"""The type of act that a dossier is."""


@dataclass(frozen=True, slots=True)
class SerieDite:
    """A series as the dossier has it, opened: `modele` is one of its documents, read, None where every row is refused."""

    cle: str
    chemin: str
    fichier: str
    pour: str | None
    decision: str
    formulaires: str | None
    ensemble: Ensemble
    modele: Piece | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """A programme: its own file, its acts, the annexes that they approve, its series of documents."""

    piece: Piece
    actes: tuple[Piece, ...]
    annexes: tuple[Piece, ...]
    series: tuple[SerieDite, ...]
    etabli: Etabli
    lieux: Lieux = field(default_factory=Lieux, compare=False)

    @classmethod
    def load(cls, path: str, schemas: Schemas, formats: Formats | None = None, *, etabli: Etabli) -> Dossier:
        """Return the programme that the file at `path` names, all its files read.

        Raises DonneesError with every anomaly of every file that is refused, LectureError when `path` cannot be read.
        """
        return cls.of(actes.load(path, schemas, formats), schemas, formats, etabli=etabli)

    @classmethod
    def of(cls, acte: Acte, schemas: Schemas, formats: Formats | None = None, *, etabli: Etabli) -> Dossier:
        """Return the programme that an act of type `dossier` names, all its files read. Raises DonneesError."""
        reading = _Reading(acte, lambda path: actes.load(path, schemas, formats), etabli)
        made = reading.dossier()
        if reading.anomalies:
            raise DonneesError(reading.anomalies)
        return made

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Return every file that was read, once each: acts, annexes, what each series shares."""
        modeles = [serie.modele for serie in self.series if serie.modele is not None]
        found: dict[str, Piece] = {}
        for piece in (*self.actes, *self.annexes, *modeles):
            found.setdefault(os.path.realpath(piece.fichier), piece)
        return tuple(found.values())

    def act(self, cle: str) -> Piece | None:
        """Return the act of key `cle`, or None."""
        return next((piece for piece in self.actes if piece.cle == cle), None)

    def is_frame(self, annexe: Piece) -> bool:
        """Return whether an annex is what a series shares, in the place of a model: its documents are those of the series."""
        real = os.path.realpath(annexe.fichier)
        return any(os.path.realpath(serie.fichier) == real for serie in self.series)


def iter_anomalies(dossier: Dossier, rangees: dict[Anomalie, None] | None = None) -> Iterator[Anomalie]:
    """Yield what the files of a programme say differently from one another; what is wrong in one alone is told elsewhere.

    `rangees`, where it is given, receives what is wrong or worth knowing in each row of the series alone: they are read once.
    """
    lieux = dossier.lieux
    connus: dict[str, Connu] = {}
    for connu in iter_connus(dossier.piece.acte, dossier.actes, lieux):
        first = connus.setdefault(cle_de(connu.numero), connu)
        if first is not connu:
            chemin = "numero" if connu.piece is not None else ""
            yield make("dossier-numero-double", connu.lieu, chemin, numero=connu.numero, ou=first.lieu)
    others = [piece for piece in dossier.pieces if piece not in dossier.actes]
    yield from iter_noms(dossier.piece, dossier.actes, others, lieux)
    yield from iter_citations(dossier.pieces, connus, lieux)
    yield from iter_annexes(dossier.piece, dossier.actes, dossier.annexes, lieux, dossier.etabli)
    for piece in dossier.actes:
        yield from iter_delegations(piece, connus, lieux)
    for serie in dossier.series:
        yield from _iter_serie(dossier, serie, connus, rangees if rangees is not None else {})


def _iter_serie(
    dossier: Dossier, serie: SerieDite, connus: Mapping[str, Connu], rangees: dict[Anomalie, None]
) -> Iterator[Anomalie]:
    decided = dossier.act(serie.decision)
    connu = connus.get(cle_de(decided.numero)) if decided is not None else None
    suivi = Suivi(serie.ensemble, serie.modele, connu, dossier.lieux)
    yield from suivi.iter_frame()
    if decided is not None and serie.modele is not None:
        yield from iter_parcours(decided, serie.modele, dossier.lieux)
    depots = Depots(serie.formulaires, dossier.etabli.depots(serie.formulaires)) if serie.formulaires is not None else None
    yield from depots.anomalies if depots is not None else ()
    conformite = Conformite(suivi, dossier.annexes, dossier.etabli)
    for engagement in serie.ensemble:
        rangees.update(dict.fromkeys(engagement.anomalies))
        yield from suivi.iter_engagement(engagement)
        yield from conformite.iter_engagement(engagement)
        yield from depots.iter_engagement(suivi, engagement) if depots is not None else ()
    yield from suivi.iter_missing()
    yield from depots.iter_unused() if depots is not None else ()


class _Reading:
    """Reads the files that a dossier names; gathers what is refused in each."""

    def __init__(self, acte: Acte, load: Callable[[str], Acte], etabli: Etabli) -> None:
        self.acte = acte
        self.piece = Piece("", "", acte)
        self.load = load
        self.etabli = etabli
        self.lieux = Lieux()
        self.anomalies: list[Anomalie] = []
        self.folder = os.path.dirname(acte.fichier)
        self.modeles: dict[str, Piece | None] = {}  # by file, one document of each series; None where the series is refused

    def dossier(self) -> Dossier:
        racine = self.acte.racine
        read = [act for entry in racine["actes"] if (act := self._act(entry)) is not None]
        self._check_keys(racine["actes"])
        series = [made for entry in racine.get("series", ()) if (made := self._serie(entry)) is not None]
        self._check_keys(racine.get("series", ()))
        annexes = [annexe for entry in racine.get("annexes", ()) if (annexe := self._annexe(entry)) is not None]
        self._check_keys(racine.get("annexes", ()))
        self._check_names(racine.get("annexes", ()), "approuvee_par")
        self._check_names(racine.get("series", ()), "decision")
        return Dossier(self.piece, tuple(read), tuple(annexes), tuple(series), self.etabli, self.lieux)

    def _tell(self, code: str, chemin: str, **details: object) -> None:
        self.anomalies.append(make(code, self.lieux.find(self.acte.fichier, chemin), chemin, **details))

    def _check_keys(self, entries: tuple[Bloc, ...]) -> None:
        seen: dict[str, Bloc] = {}
        for entry in entries:
            cle = str(entry["cle"])
            if cle in seen:
                ou = self.lieux.find(self.acte.fichier, seen[cle].below("cle"))
                self._tell("dossier-cle-double", entry.below("cle"), cle=cle, ou=ou)
            seen.setdefault(cle, entry)

    def _check_names(self, entries: tuple[Bloc, ...], name: str) -> None:
        keys = [str(entry["cle"]) for entry in self.acte.racine["actes"]]
        for entry in entries:
            if name in entry and entry[name] not in keys:
                conseil = suggestion(str(entry[name]), keys, "clés")
                self._tell("dossier-cle-inconnue", entry.below(name), cle=entry[name], conseil=conseil)

    def _path(self, entry: Bloc, name: str) -> str | None:
        """Return the file that an entry names, or None, told, for what is not a relative path."""
        said = str(entry[name])
        if PAS_RELATIF.search(said):
            self._tell("chemin-refuse", entry.below(name), cite=said[:120])
            return None
        return os.path.normpath(os.path.join(self.folder, said))

    def _read(self, entry: Bloc, name: str = "fichier") -> Acte | None:
        path = self._path(entry, name)
        if path is None:
            return None
        try:
            return self.load(path)
        except LectureError as error:
            self._tell(
                "chemin-illisible", entry.below(name), cite=entry[name], raison=" ".join(one.message for one in error.anomalies)
            )
        except DelibError as error:
            self.anomalies += error.anomalies
        return None

    def _act(self, entry: Bloc) -> Piece | None:
        acte = self._read(entry)
        if acte is None:
            return None
        if "dispositif" not in acte.racine or "seance" not in acte.racine:
            code = "dossier-dans-dossier" if acte.type == TYPE else "dossier-pas-acte"
            self._tell(code, entry.below("fichier"), fichier=entry["fichier"], type=acte.type)
            return None
        return Piece(str(entry["cle"]), entry.chemin, acte)

    def _annexe(self, entry: Bloc) -> Piece | None:
        cle, path = str(entry["cle"]), self._path(entry, "fichier")
        if path is None:
            return None
        real = os.path.realpath(path)
        if real in self.modeles:
            modele = self.modeles[real]
            return Piece(cle, entry.chemin, modele.acte) if modele is not None else None
        acte = self._read(entry)
        if acte is not None and acte.type == TYPE:
            self._tell("dossier-dans-dossier", entry.below("fichier"), fichier=entry["fichier"])
            return None
        return Piece(cle, entry.chemin, acte) if acte is not None else None

    def _serie(self, entry: Bloc) -> SerieDite | None:
        paths = {name: self._path(entry, name) for name in ("fichier", "pour", "formulaires") if name in entry}
        fichier, pour, formulaires = (paths.get(name) for name in ("fichier", "pour", "formulaires"))
        if fichier is None or None in paths.values():
            return None
        absent = [name for name, path in paths.items() if path is not None and not os.path.exists(path)]
        for name in absent:
            raison = "Ce fichier n’existe pas." if name != "formulaires" else "Ce dossier n’existe pas."
            self._tell("chemin-illisible", entry.below(name), cite=entry[name], raison=raison)
        if formulaires is not None and not absent and not os.path.isdir(formulaires):
            raison = "C’est un fichier, et non un dossier de formulaires."
            self._tell("chemin-illisible", entry.below("formulaires"), cite=entry["formulaires"], raison=raison)
        cle, real = str(entry["cle"]), os.path.realpath(fichier)
        self.modeles.setdefault(real, None)
        if absent:
            return None
        try:
            ensemble = self.etabli.ensemble(fichier, pour)
            first = next((one.acte for one in ensemble if one.acte is not None), None)
        except DelibError as error:
            self.anomalies += error.anomalies
            return None
        modele = Piece(cle, entry.chemin, first) if first is not None else None
        self.modeles[real] = self.modeles[real] or modele
        return SerieDite(cle, entry.chemin, fichier, pour, str(entry.get("decision", "")), formulaires, ensemble, modele)
