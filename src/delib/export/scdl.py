"""Délibérations as open data: a row of SCDL « délibérations » 2.1.5 for each act, from the act itself and from its receipts.

What an act does not know stays empty; what the schema requires and it does not give is an anomaly, and then there is no file.
Publishes nothing, and sends nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from delib.acte import suites
from delib.acte.acte import Acte
from delib.acte.dossier.lieux import Lieux
from delib.anomalie import Anomalie, DonneesError, Gravite, make
from delib.export import table
from delib.export.recus import Recus
from delib.francais.dates import Jour
from delib.francais.grammaire import enumeration
from delib.prefecture import matieres
from delib.prefecture.accuse import Lecture

DONNEES = {
    "COLL_NOM": "collectivite.nom",
    "COLL_SIRET": "collectivite.siret_siege",
    "DELIB_ID": "numero",
    "DELIB_DATE": "seance.date",
    "DELIB_MATIERE_CODE": "classement.matiere",
    "DELIB_MATIERE_NOM": "classement.matiere",
    "DELIB_OBJET": "objet",
    "BUDGET_ANNEE": "montants",
    "BUDGET_NOM": "montants",
    "PREF_ID": "collectivite.prefecture.identifiant_scdl",
    "PREF_DATE": "suites.accuse",
    "VOTE_EFFECTIF": "seance.en_exercice",
    "VOTE_REEL": "vote.decompte",
    "VOTE_POUR": "vote.decompte.pour",
    "VOTE_CONTRE": "vote.decompte.contre",
    "VOTE_ABSTENTION": "vote.decompte.abstentions",
    "DELIB_URL": "suites.mise_en_ligne.url",
}
"""Where each field comes from, in the data of an act."""
ADOPTE = "adopte"
VOIX = ("pour", "contre", "abstentions")
"""What the count of a vote must give, zeros included, for its columns to be filled."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of the acts, in their order, and all that is wrong or worth knowing."""

    lignes: tuple[Mapping[str, str], ...]
    anomalies: tuple[Anomalie, ...] = field(default=(), repr=False)

    @property
    def refusee(self) -> bool:
        """Return whether anything forbids to publish these rows."""
        return any(one.gravite is Gravite.ERREUR for one in self.anomalies)

    def to_csv(self) -> bytes:
        """Return the file. Raises DonneesError, with every anomaly, when it is refused."""
        if self.refusee:
            raise DonneesError(self.anomalies)
        return table.to_csv(self.lignes)


def read(actes: Iterable[Acte], accuses: Lecture | None = None) -> Table:
    """Return the rows of some acts, completed by the receipts among `accuses` that are theirs; nothing is refused yet."""
    every = list(actes)
    recus = Recus(every, accuses)
    rows = [_Rangee(acte, recus) for acte in every]
    told = [anomalie for one in rows for anomalie in one.iter_anomalies()]
    return Table(tuple(one.ligne for one in rows), (*told, *_iter_doubles(rows), *_iter_houses(rows), *recus.iter_left()))


class _Rangee:
    """One act, its row, and what is told of it."""

    def __init__(self, acte: Acte, recus: Recus) -> None:
        self.acte = acte
        self._lieux = Lieux()
        self._recus = recus
        self._told: list[Anomalie] = []
        self.ligne: dict[str, str] = {}
        if acte.type != "deliberation":
            self._tell("scdl-acte", "acte", type=acte.type)
            return
        known = self._identity() | self._vote() | self._budget() | self._after()
        self.ligne = {nom: known[nom] for nom in table.NOMS if known.get(nom)}
        self._state()
        self._rules()

    def iter_anomalies(self) -> Iterator[Anomalie]:
        """Yield what is told of the act and of its row."""
        yield from self._told

    def _rules(self) -> None:
        """Tell each rule of the schema that the row breaks."""
        fautes = list(table.iter_fautes(self.ligne))
        unknown = {one.champ for one in fautes}
        for one in fautes:
            if one.champ == "DELIB_MATIERE_NOM" and "DELIB_MATIERE_CODE" in unknown:
                continue  # the name comes from the code, whose fault is told
            self._told.append(faute(one, self._lieux, self.acte.fichier))

    def _tell(self, code: str, chemin: str, **details: object) -> None:
        self._told.append(make(code, self._lieux.find(self.acte.fichier, chemin), chemin, **details))

    def _identity(self) -> dict[str, str]:
        acte, house = self.acte, self.acte["collectivite"]
        matiere = matieres.parse(str(_find(acte.racine, "classement", "matiere") or ""))
        return {
            "COLL_NOM": str(house["nom"]),
            "COLL_SIRET": str(house.get("siret_siege", "")),
            "DELIB_ID": str(acte["numero"]),
            "DELIB_DATE": acte["seance"]["date"].iso,
            "DELIB_MATIERE_CODE": matieres.write(matiere),
            "DELIB_MATIERE_NOM": matieres.scdl_name(matiere),
            "DELIB_OBJET": str(acte["objet"]),
            "PREF_ID": str(_find(house, "prefecture", "identifiant_scdl") or ""),
            "DELIB_URL": str(_find(acte.racine, "suites", "mise_en_ligne", "url") or ""),
        }

    def _vote(self) -> dict[str, str]:
        """Return the five columns of the vote, or none, which is then told; votes alone count, whoever does not take part."""
        decompte: Mapping[str, int] | None = _find(self.acte.racine, "vote", "decompte")
        effectif = self.acte["seance"].get("en_exercice")
        raison = self._no_vote(decompte, effectif)
        if raison or decompte is None:
            self._tell("scdl-vote", "vote" if "vote" in self.acte.racine else "", raison=raison)
            return {}
        voix = [decompte[nom] for nom in VOIX]
        reel = sum(voix)
        votants, blancs = decompte.get("votants"), sum(decompte.get(nom) or 0 for nom in ("blancs", "nuls"))
        if blancs or votants not in (None, reel):
            said = f", dont {blancs} blancs ou nuls" if blancs else ""
            self._tell(
                "scdl-votants", "vote.decompte", reel=reel, votants=reel + blancs if votants is None else votants, blancs=said
            )
        return dict(zip(table.VOTE, map(str, (effectif, reel, *voix)), strict=True))

    def _no_vote(self, decompte: Mapping[str, int] | None, effectif: int | None) -> str:
        """Return why the columns of the vote stay empty; "" when they do not."""
        if "designation" in self.acte.racine:
            return "une désignation n’est pas un vote pour ou contre"
        if decompte is None:
            return "l’acte n’en donne pas le décompte"
        absents = [nom for nom in VOIX if nom not in decompte]
        if absents:
            return f"le décompte ne donne pas {enumeration(absents)}"
        return "" if effectif is not None else "l’effectif en exercice n’est pas donné (« seance.en_exercice »)"

    def _budget(self) -> dict[str, str]:
        """Return the budget and its year, where the amounts tell one of each."""
        found = [one["imputation"] for one in self.acte.racine.get("montants", ()) if "imputation" in one]
        pairs = {(str(one.get("exercice", "")), str(one.get("budget", ""))) for one in found}
        pairs.discard(("", ""))
        if not pairs:
            return {}
        if len(pairs) > 1:
            raison = "les montants s’imputent à plusieurs budgets ou exercices"
        else:
            ((annee, nom),) = pairs
            if annee and nom:
                return {"BUDGET_ANNEE": annee, "BUDGET_NOM": nom}
            raison = f"l’imputation ne donne pas {'le budget' if annee else 'l’exercice'}"
        self._tell("scdl-budget", "montants", raison=raison)
        return {}

    def _after(self) -> dict[str, str]:
        """Return the day of reception, as suites and receipts tell it."""
        known = suites.of(self.acte)
        recus = known.recus if known is not None else ()
        own, told = self._recus.of(self.acte)
        self._told.extend(told)
        pairs = [*((one.transmission, one.reception) for one in recus), *((one.transmission, one.reception) for one in own)]
        days = sorted({reception for _, reception in pairs if reception is not None})
        if len(days) > 1:
            self._tell("scdl-receptions", "suites.accuse", jours=enumeration([str(Jour(day)) for day in days], "ou le"))
        elif not days:
            sent = any(transmission is not None for transmission, _ in pairs)
            raison = (
                "la date de l’envoi est connue, pas celle de la réception" if sent else "aucun accusé de réception ne la donne"
            )
            self._tell("scdl-reception", "suites", raison=raison)
        return {"PREF_DATE": days[0].isoformat()} if len(days) == 1 else {}

    def _state(self) -> None:
        """Tell why this act, whatever its row, is not published, or not without a look."""
        racine, resultat = self.acte.racine, _find(self.acte.racine, "vote", "resultat")
        if racine.get("etat") == "projet":
            self._tell("scdl-projet", "etat")
        if resultat not in (None, ADOPTE):
            self._tell("scdl-non-adoptee", "vote.resultat", resultat=resultat)
        siren, siret = str(racine["collectivite"].get("siren", "")), self.ligne.get("COLL_SIRET", "")
        if siren and siret and not siret.startswith(siren):
            self._tell("scdl-siren", DONNEES["COLL_SIRET"], siren=siren, siret=siret)
        if "publication_restreinte" in racine:
            chemins = [str(one) for one in racine["publication_restreinte"].get("chemins", ())]
            code = "scdl-objet-masque" if "objet" in chemins else "scdl-occultation"
            self._tell(code, "publication_restreinte", chemins=", ".join(chemins) or "sans dire lesquelles")
        if _find(racine, "suites", "retrait") is not None:
            self._tell("scdl-retiree", "suites.retrait")


def faute(one: table.Faute, lieux: Lieux, fichier: str) -> Anomalie:
    """Return the anomaly of a rule that a row of the act in `fichier` breaks, at the place of the data that it comes from."""
    chemin = DONNEES[one.champ]
    details = dict(one.details)
    if "autre" in details:
        details["autre_donnee"] = DONNEES[str(details["autre"])]
    return make(one.code, lieux.find(fichier, chemin), chemin, champ=one.champ, donnee=chemin, **details)


def _iter_doubles(rows: Sequence[_Rangee]) -> Iterator[Anomalie]:
    """Yield the acts whose number is already that of another of the same collectivité."""
    first: dict[tuple[str, str], _Rangee] = {}
    for one in rows:
        siren, numero = one.ligne.get("COLL_SIRET", "")[:9], one.ligne.get("DELIB_ID", "")
        if not siren or not numero:
            continue
        before = first.setdefault((siren, numero), one)
        if before is not one:
            lieu = Lieux().find(one.acte.fichier, "numero")
            yield make("scdl-double", lieu, "numero", numero=numero, siren=siren, autre=before.acte.fichier)


def _iter_houses(rows: Sequence[_Rangee]) -> Iterator[Anomalie]:
    houses = {one.ligne["COLL_SIRET"][:9] for one in rows if "COLL_SIRET" in one.ligne}
    if len(houses) > 1:
        yield make("scdl-collectivites", nombre=len(houses))


def _find(value: Any, *names: str) -> Any:
    """Return what lies below some names; None where one is absent."""
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
