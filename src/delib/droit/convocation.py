"""How long before a séance its members were convened, and how long the law asks: the jours francs, by kind of collectivité.

Jours francs leave out the day of sending and that of the séance; Saturdays, Sundays and public holidays count, and put nothing
off (CE, 13 oct. 1993; rép. min. AN n° 33389, JO 29 janv. 1996). Does not know the rules of syndicats mixtes, CCAS and the like:
their house gives its own (`regime.convocation`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from delib.droit.delais import A_ENVOYER, Delai, shifted
from delib.francais.dates import Jour
from delib.francais.signes import NBSP

SEUIL = 3_500
"""Inhabitants from which a commune gives five days (CGCT, art. L. 2121-11 and L. 2121-12)."""
EPCI_COMME_GRANDE_COMMUNE = date(2020, 3, 1)
"""From this day on, an EPCI follows the rules of communes of 3 500 inhabitants and more, whatever its members (L. 5211-1)."""
COMMUNES = frozenset({"commune", "commune_nouvelle"})
EPCI = frozenset(
    ("communaute_de_communes", "communaute_d_agglomeration", "communaute_urbaine", "metropole", "ept", "syndicat_de_communes")
)
ALSACE_MOSELLE = "alsace_moselle"

PETITE_COMMUNE = "CGCT, art. L. 2121-11"
GRANDE_COMMUNE = "CGCT, art. L. 2121-12"
GROUPEMENT = "CGCT, art. L. 2121-12 et L. 5211-1"
LOCAL = "CGCT, art. L. 2541-2"
SECONDE = "CGCT, art. L. 2121-17"
RAPPORTS = {"departement": "CGCT, art. L. 3121-19", "region": "CGCT, art. L. 4132-18"}


@dataclass(frozen=True, slots=True)
class Regime:
    """The days that must pass between sending and séance: `jours`, francs or not, and the text that asks for them.

    `jours` is None where they are not known. `moindre` is the fewest that may do, where it is not sure that `jours` are asked:
    between the two nothing can be said, and `raison` says why. `doute` is what makes even a sure count unsure.
    """

    jours: int | None
    francs: bool = True
    source: str = ""
    moindre: int | None = None
    raison: str = ""
    doute: str = ""


@dataclass(frozen=True, slots=True)
class Assemblee:
    """What decides of the delay: the kind of collectivité, its population, its law, the organe, and how the séance came about.

    `droit_local` as in the data of a house, or the territory of its département. `donne` is the house's own `regime.convocation`.
    """

    nature: str
    population: int | None = None
    droit_local: str = ""
    organe: str = "conseil"
    installation: bool = False
    seconde: bool = False
    urgence: bool = False
    urgence_admise: bool = False
    donne: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Convocation:
    """A séance and its convocation: the days found and asked (`regime`), and whether they suffice; None where that is not known.

    `jours` are francs where the regime's are; None where the day of sending is not known. `raison` says why nothing is sure.
    `datee` where `envoi` is the day that the convocation bears, for want of that of its sending.
    """

    envoi: date | None
    seance: date
    regime: Regime
    jours: int | None
    respectee: bool | None
    raison: str = ""
    datee: bool = False

    @property
    def delai(self) -> Delai:
        """Return the last day on which the convocation could be sent, and what its day of sending makes of it."""
        asked = self.regime.jours
        before = 0 if asked is None else asked + 1 if self.regime.francs else asked
        last = shifted(self.seance, -before) if asked is not None and not self._unsure else None
        raison = self.raison or self.regime.raison
        blank = Delai(TITRE, last, "" if last else raison, self.regime.source, A_ENVOYER, doute=self.regime.doute)
        return replace(blank, constat=self._constat).doubted(DATEE if self.datee else "")

    @property
    def _unsure(self) -> bool:
        return self.respectee is None and (self.jours is not None or self.regime.moindre is not None)

    @property
    def _constat(self) -> str:
        if self.envoi is None or self.jours is None:
            return ENVOI_INCONNU
        found = f"{'datée du' if self.datee else 'envoyée le'} {Jour(self.envoi)}, {_days(self.jours, self.regime.francs)}"
        if self.respectee is None:
            return found
        asked = f"{self.regime.jours} demandé{'s' if self.regime.jours != 1 else ''}"
        return f"{found} pour {asked}, {'délai respecté' if self.respectee else 'délai non respecté'}"


TITRE = "Convocation"
ENVOI_INCONNU = "la date de l’envoi n’est pas connue"
DATEE = "la date de la convocation tient lieu de celle de l’envoi"


def _days(number: int, francs: bool) -> str:
    plural = "s" if number > 1 else ""
    return f"{number} jour{plural}" + (f" franc{plural}" if francs else "")


def convocation(envoi: date | None, seance: date, regime: Regime, *, datee: bool = False) -> Convocation:
    """Return whether a convocation sent on `envoi` for `seance` came early enough.

    `francs = (séance − envoi).days − 1`; days that are not francs count that of the séance. A convocation sent on the day
    itself, or after, has none. `datee` where `envoi` is only the day that the convocation bears.
    """
    if envoi is None:
        return Convocation(None, seance, regime, None, None, ENVOI_INCONNU)
    jours = max(0, (seance - envoi).days - (1 if regime.francs else 0))
    respectee = _met(jours, regime)
    return Convocation(envoi, seance, regime, jours, respectee, regime.raison if respectee is None else "", datee)


def _met(jours: int, regime: Regime) -> bool | None:
    """Return whether so many days suffice; None where the regime does not tell."""
    if regime.jours is None:
        return None
    if jours >= regime.jours:
        return True
    return False if regime.moindre is None or jours < regime.moindre else None


def regime_of(assemblee: Assemblee, seance: date) -> Regime:
    """Return the days that the convocation to a séance of that day asks for.

    The house's own regime wins; where it differs from what the law is known to ask, that is told as a doubt.
    """
    law = _shortened(_ordinary(assemblee, seance), assemblee)
    if assemblee.donne is None or "jours" not in assemblee.donne:
        return law
    jours, francs = int(str(assemblee.donne["jours"])), assemblee.donne.get("unite", "francs") == "francs"
    given = Regime(jours, francs, str(assemblee.donne.get("source", "")))
    if assemblee.seconde or assemblee.urgence:
        return law
    same = law.jours is None or law.moindre is not None or (law.jours, law.francs) == (jours, francs)
    doute = (
        ""
        if same
        else f"la collectivité donne {_days(jours, francs)}, et la loi {_days(law.jours or 0, law.francs)} ({law.source})"
    )
    return replace(given, doute=doute or law.doute)


def _ordinary(assemblee: Assemblee, seance: date) -> Regime:
    """Return what the law asks for a séance that nothing hurries."""
    if assemblee.organe.startswith("commission"):
        return Regime(None, raison="aucun texte connu de delib ne fixe le délai de convocation d’une commission")
    if assemblee.nature in COMMUNES:
        made = _commune(assemblee.population, local=assemblee.droit_local == ALSACE_MOSELLE)
    elif assemblee.nature in EPCI:
        made = _groupement(seance)
    elif assemblee.nature in RAPPORTS:
        return Regime(
            12, False, RAPPORTS[assemblee.nature], 0, RAPPORTS_INCONNUS, "si les rapports étaient joints à la convocation"
        )
    else:
        return Regime(None, raison=NON_CONNU)
    if assemblee.installation and made.jours is not None and made.jours > INSTALLATION:
        made = replace(made, moindre=min(made.moindre or INSTALLATION, INSTALLATION), raison=INSTALLATION_INCONNUE)
    if assemblee.organe == "bureau":
        made = replace(made, doute="pour le Bureau, c’est une position ministérielle (rép. min. Sénat n° 7027, JO 5 mars 2009)")
    return made


INSTALLATION = 3
INSTALLATION_INCONNUE = "le délai d’une séance d’installation peut être plus court"
RAPPORTS_INCONNUS = "ces douze jours sont ceux des rapports, et la date de leur envoi n’est pas connue"
NON_CONNU = (
    f"delib ne connaît pas le délai de cette catégorie de collectivité{NBSP}: la collectivité le donne par « regime.convocation »"
)


def _commune(population: int | None, *, local: bool) -> Regime:
    if population is None:
        return Regime(5, True, GRANDE_COMMUNE, 2 if local else 3, "la population n’est pas connue (seuil de 3 500 habitants)")
    if population >= SEUIL:
        return Regime(5, True, GRANDE_COMMUNE)
    return Regime(3, False, LOCAL) if local else Regime(3, True, PETITE_COMMUNE)


def _groupement(seance: date) -> Regime:
    if seance >= EPCI_COMME_GRANDE_COMMUNE:
        return Regime(5, True, GROUPEMENT)
    raison = "avant le 1er mars 2020, le délai d’un groupement dépendait de ses communes membres"
    return Regime(5, True, GROUPEMENT, 3, raison)


def _shortened(ordinary: Regime, assemblee: Assemblee) -> Regime:
    """Return the regime of a séance convened a second time (L. 2121-17), or in haste: a jour franc at least, the eve in LOCAL."""
    if assemblee.seconde:
        if assemblee.droit_local == ALSACE_MOSELLE or assemblee.nature not in COMMUNES | EPCI:
            return Regime(None, raison="le délai d’une seconde convocation n’y est pas connu de delib")
        return Regime(3, True, SECONDE, 2, "le texte ne dit pas que ces trois jours sont francs")
    if not assemblee.urgence or ordinary.jours is None:
        return ordinary
    doute = "" if assemblee.urgence_admise else "en urgence, si l’assemblée l’admet à l’ouverture de la séance"
    if ordinary.source == LOCAL:
        return Regime(1, False, LOCAL, doute=doute)
    return Regime(1, True, ordinary.source, doute=doute)
