"""A whole programme: its files checked together, then built, each act, each annex, each series, and a sommaire of it all.

Nothing is built of a programme that an anomaly refuses. What is written can be killed at any moment, and run again: the same
folder, byte for byte.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import islice

from delib.acte.acte import Acte, load
from delib.acte.dossier import Dossier, SerieDite, iter_anomalies
from delib.acte.dossier.pieces import Piece
from delib.acte.formats import Formats
from delib.anomalie import Anomalie, DelibError, DonneesError, Gravite, Source, in_order, make
from delib.modele.bibliotheque import Bibliotheque
from delib.production.bordereau import CONSTRUIT, REFUSE, Bordereau, Inscription, file_digest
from delib.production.document import Document, prepare
from delib.production.document import build as build_document
from delib.production.programme.etabli import Conventions, Outillage
from delib.production.serie.construction import Progress, build_all

MAX_LIGNES = 500
"""The longest series whose documents the sommaire lists one by one; of a longer one, it gives the bordereau."""


@dataclass(frozen=True, slots=True)
class Programme:
    """What a programme made: its folder, the sommaire, the bordereau of the acts and annexes, that of each series."""

    dossier: str
    sommaire: str
    actes: Bordereau
    series: tuple[Bordereau, ...] = ()
    anomalies: tuple[Anomalie, ...] = ()

    @property
    def chemins(self) -> tuple[str, ...]:
        """Return the paths of what the folder holds: acts, annexes and sommaire; the bordereau of each series for its own."""
        own = [os.path.join(self.dossier, one.fichier) for one in self.actes if one.etat == CONSTRUIT]
        return (*own, *(serie.csv for serie in self.series))


def open_dossier(path: str | os.PathLike[str], bibliotheque: Bibliotheque, formats: Formats | None = None) -> Dossier:
    """Return the programme that the file at `path` (`acte: dossier`) names, all its files read.

    Raises DonneesError with every anomaly of every file that is refused, LectureError when `path` cannot be read.
    """
    return Dossier.load(os.fspath(path), bibliotheque.schemas, formats, etabli=Outillage(bibliotheque))


def check(dossier: Dossier) -> tuple[Anomalie, ...]:
    """Return all that is wrong or worth knowing in a programme, in each of its files and between them, sorted by place."""
    rangees: dict[Anomalie, None] = {}
    return in_order(dict.fromkeys([*_iter_shared(dossier, rangees), *rangees]))


def build(
    dossier: Dossier,
    sortie: str | os.PathLike[str],
    executor: Executor | None = None,
    *,
    replace: bool = False,
    processus: int | None = None,
    progress: Progress | None = None,
) -> Programme:
    """Return what a programme made in folder `sortie`: its acts and annexes, a folder for each series, and the sommaire.

    A row that is refused stops no other: its errors are among the anomalies, and the sommaire goes without it. Raises
    DonneesError, with all that is wrong, when anything else refuses the programme: then nothing is written. Raises what
    `build_all` raises; then what is written is whole, and the same command finishes it.
    """
    folder, library = os.fspath(sortie), _tools(dossier).bibliotheque
    rangees: dict[Anomalie, None] = {}
    shared = list(dict.fromkeys(_iter_shared(dossier, rangees)))
    if any(one.gravite is Gravite.ERREUR for one in shared):
        raise DonneesError(shared)
    own = [piece for piece in (*dossier.actes, *dossier.annexes) if not dossier.is_frame(piece)]
    documents = {piece.chemin: build_document(piece.acte, library) for piece in own}
    _check_names(documents.values())
    series = []
    for serie in dossier.series:
        rows, path = _conventions(serie).serie, os.path.join(folder, serie.cle)
        series.append(build_all(rows, path, executor, replace=replace, processus=processus, progress=progress))
    anomalies = dict.fromkeys([*shared, *rangees, *(one for made in series for one in made.anomalies)])
    sommaire = _sommaire(dossier, list(_iter_lines(dossier, documents, series)), anomalies)
    actes = [*(piece.acte for piece in own), sommaire]
    made = build_all(actes, folder, bibliotheque=library, strict=True, replace=replace, processus=1)
    anomalies |= dict.fromkeys(one for one in made.anomalies if one.lieu is None or one.lieu.fichier != sommaire.fichier)
    path = os.path.join(folder, prepare(sommaire, library)[1])
    return Programme(folder, path, made, tuple(series), in_order(anomalies))


def _tools(dossier: Dossier) -> Outillage:
    assert isinstance(dossier.etabli, Outillage)  # noqa: S101 - `open_dossier` lends no other
    return dossier.etabli


def _conventions(serie: SerieDite) -> Conventions:
    assert isinstance(serie.ensemble, Conventions)  # noqa: S101 - `Outillage` makes no other
    return serie.ensemble


def _iter_shared(dossier: Dossier, rangees: dict[Anomalie, None]) -> Iterator[Anomalie]:
    """Yield what is wrong in each file alone, and between them; what is wrong in a row of a series alone goes to `rangees`."""
    for piece in (dossier.piece, *dossier.pieces):
        yield from piece.acte.anomalies
    for piece in dossier.pieces:
        try:
            prepare(piece.acte, _tools(dossier).bibliotheque)
        except DelibError as error:
            yield from error.anomalies
    for serie in dossier.series:
        yield from _conventions(serie).serie.anomalies
    try:
        yield from iter_anomalies(dossier, rangees)
    except DelibError as error:  # a template that is not there, a folder of forms that cannot be read
        yield from error.anomalies


def _check_names(documents: Iterable[Document]) -> None:
    """Raise DonneesError for two documents of one name."""
    first: dict[str, str] = {}
    twice = []
    for document in documents:
        other = first.setdefault(document.nom.casefold(), document.fichier)
        if other != document.fichier:
            twice.append(make("fichier-double", Source(document.fichier), nom=document.nom, autre=other))
    if twice:
        raise DonneesError(twice)


# ------------------------------------------------------------------------------------------------------------- the sommaire

Ligne = dict[str, object]


def _iter_lines(dossier: Dossier, documents: dict[str, Document], series: Sequence[Bordereau]) -> Iterator[Ligne]:
    """Yield the lines of the sommaire: each act, the annexes that it approves, the series that it decides of."""
    rang = 0
    for piece, bordereau in _in_order(dossier, series):
        rang += 1
        if isinstance(piece, SerieDite):
            yield from _iter_series(dossier, piece, bordereau, rang)
            continue
        yield {"rang": str(rang), "intitule": _title(dossier, piece), **_what(dossier, piece, documents)}


def _in_order(dossier: Dossier, series: Sequence[Bordereau]) -> Iterator[tuple[Piece | SerieDite, Bordereau | None]]:
    left = list(dossier.annexes)
    decided = list(zip(dossier.series, series, strict=True))
    for acte in dossier.actes:
        yield acte, None
        approved = [one for one in left if _approving(dossier, one) == acte.cle]
        left = [one for one in left if one not in approved]
        yield from ((one, None) for one in approved)
        yield from ((one, bordereau) for one, bordereau in decided if one.decision == acte.cle)
    yield from ((one, None) for one in left)
    keys = {acte.cle for acte in dossier.actes}
    yield from ((one, bordereau) for one, bordereau in decided if one.decision not in keys)


def _approving(dossier: Dossier, annexe: Piece) -> str:
    entries = dossier.piece.acte.racine.get("annexes", ())
    return next((str(one.get("approuvee_par", "")) for one in entries if one.chemin == annexe.chemin), "")


def _title(dossier: Dossier, piece: Piece) -> str:
    """Return the title of an act, its objet; of an annex, the title that the act which approves it gives."""
    racine = piece.acte.racine
    if "objet" in racine:
        return str(racine["objet"])
    approving = dossier.act(_approving(dossier, piece))
    for one in approving.acte.racine.get("annexes", ()) if approving is not None else ():
        if one["cle"] == piece.cle:
            return f"{one['intitule']} (annexe {one['numero']})" if "numero" in one else str(one["intitule"])
    return _type(piece.acte)


def _type(acte: Acte) -> str:
    """Return the title of a type of act: « Convention d’engagement »."""
    return acte.racine.spec.titre if acte.racine.spec is not None and acte.racine.spec.titre else acte.type


def _what(dossier: Dossier, piece: Piece, documents: dict[str, Document]) -> Ligne:
    made: Ligne = {}
    if piece.numero:
        made["numero"] = piece.numero
    if piece.jour is not None:
        made["date"] = piece.jour.iso
    document = documents.get(piece.chemin)
    if document is None:  # what a series shares, in the place of a model: it is its template
        serie = next(one for one in dossier.series if os.path.realpath(one.fichier) == os.path.realpath(piece.fichier))
        version, empreinte = dossier.etabli.version(piece.acte), dossier.etabli.empreinte(piece.acte)
        return {**made, "fichier": serie.cle, "modele": version, "empreinte": empreinte}
    sha256 = hashlib.sha256(document.docx).hexdigest()
    return {**made, "fichier": document.nom, "modele": document.modele, "empreinte": document.empreinte, "sha256": sha256}


def _iter_series(dossier: Dossier, serie: SerieDite, bordereau: Bordereau | None, rang: int) -> Iterator[Ligne]:
    """Yield a line for each document of a series; of a long one, a single line for its bordereau."""
    assert bordereau is not None  # noqa: S101 - a series comes with its own
    lines = [one for one in islice(bordereau, MAX_LIGNES + 1) if one.etat in (CONSTRUIT, REFUSE)]
    titre = _type(serie.modele.acte) if serie.modele is not None else serie.cle
    if len(lines) > MAX_LIGNES:
        path = f"{serie.cle}/{os.path.basename(bordereau.csv)}"
        yield {"rang": str(rang), "intitule": f"{titre} (bordereau)", "fichier": path, "sha256": file_digest(bordereau.csv) or ""}
        return
    names = {one.rangee.rang: _with(one.acte) for one in islice(serie.ensemble, MAX_LIGNES) if one.acte is not None}
    for one in lines:
        if one.etat == CONSTRUIT:
            yield {"rang": f"{rang}-{one.rangee}", "intitule": f"{titre}{names.get(one.rangee, '')}", **_line(serie.cle, one)}
        else:  # the hole is said, and the others keep their rank
            path = f"{serie.cle}/{os.path.basename(bordereau.csv)}"
            yield {
                "rang": f"{rang}-{one.rangee}",
                "intitule": f"{titre} : document refusé, absent de ce dossier",
                "fichier": path,
            }


def _with(acte: Acte) -> str:
    """Return « avec la commune d’Argenteuil », for an act that has another party."""
    partie = acte.racine.get("partie")
    return f" avec {partie}" if partie is not None else ""


def _line(cle: str, one: Inscription) -> Ligne:
    number: Ligne = {"numero": one.numero} if one.numero else {}
    return {
        **number,
        **{"fichier": f"{cle}/{one.fichier}", "modele": one.modele, "empreinte": one.empreinte, "sha256": one.sha256},
    }


def _sommaire(dossier: Dossier, lignes: list[Ligne], anomalies: Iterable[Anomalie]) -> Acte:
    fichier, weights = dossier.piece.fichier, [one.gravite for one in anomalies]
    counts = {name: weights.count(gravite) for name, gravite in _GRAVITES.items()}
    return load(
        {
            "acte": "sommaire",
            "typographie": "laisser",
            "collectivite": dossier.lieux.data(fichier, "collectivite"),
            "programme": {"nom": str(dossier.piece.acte.racine["programme"]["nom"])},
            "documents": lignes,
            "controles": counts,
        },
        _tools(dossier).bibliotheque.schemas,
        dossier=os.path.dirname(fichier),
    )


_GRAVITES = {"erreurs": Gravite.ERREUR, "avertissements": Gravite.AVERTISSEMENT, "infos": Gravite.INFO}
