"""The delays that run from an act: each its last day, or why that day is not determined, and the text that sets it.

Arithmetic on dates and public holidays: no clock, nothing read. Does not apply the delays of distance (CJA, art. R. 421-7: who
sues is not known), nor what stops or restarts a delay (a recours gracieux, pieces that the préfet asks for): `note` names them.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from delib.francais.dates import Jour
from delib.francais.feries import DERNIERE_ANNEE, PREMIERES_ANNEES, TERRITOIRES, jours_feries, territoire_du
from delib.francais.signes import NBSP

JUSQUE = "jusqu’au {jour} inclus"
DEPUIS = "depuis le {jour}"
AU_PLUS_TARD = "le {jour} au plus tard"
A_ENVOYER = "à envoyer le {jour} au plus tard"


@dataclass(frozen=True, slots=True)
class Delai:
    """A delay of the law: what it is, in French; its last day, or None and why (`raison`); the text that sets it (`source`).

    `sens` says that day in French (`JUSQUE`; `DEPUIS` where it is a first day). `constat` is what the dates show of it. `doute`
    is what makes this day unsure, "" when nothing does; `note`, what could move it that no date here tells.
    """

    titre: str
    dernier_jour: date | None = None
    raison: str = ""
    source: str = ""
    sens: str = JUSQUE
    constat: str = ""
    doute: str = ""
    note: str = ""

    @property
    def certain(self) -> bool:
        """Return whether the day is determined, and nothing makes it unsure."""
        return self.dernier_jour is not None and not self.doute

    @property
    def quand(self) -> str:
        """Return « jusqu’au 17 février 2026 inclus », or « indéterminé, la date de la publication n’est pas connue »."""
        if self.dernier_jour is None:
            return f"indéterminé, {self.raison}" if self.raison else "indéterminé"
        return self.sens.format(jour=Jour(self.dernier_jour))

    def __str__(self) -> str:
        said = f"{self.titre}{NBSP}: {self.quand}"
        said += f" ({self.source})" if self.source else ""
        said += f"{NBSP}; {self.constat}" if self.constat else ""
        return f"{said}{NBSP}; à vérifier{NBSP}: {self.doute}" if self.doute else said

    def doubted(self, doute: str) -> Delai:
        """Return the delay with one more doubt; as it is for ""."""
        return replace(self, doute=f"{self.doute}{NBSP}; {doute}" if self.doute else doute) if doute else self

    def to_dict(self) -> dict[str, object]:
        """Return the delay as plain JSON values; `dernier_jour` is always there, what else is empty is left out."""
        told = {name: getattr(self, name) for name in ("raison", "constat", "doute", "note", "source")}
        day = self.dernier_jour.isoformat() if self.dernier_jour is not None else None
        return {"titre": self.titre, "dernier_jour": day, **{name: one for name, one in told.items() if one}, "phrase": str(self)}


# ------------------------------------------------------------------------------------------------------- the délai franc

MOIS_DE_RECOURS = 2
"""Two months: CJA, art. R. 421-1; CGCT, art. L. 2131-6."""
TROIS_MOIS_JUSQU_AU = date(2015, 10, 18)
"""Until that day, three months in `TROIS_MOIS` (CJA, art. R. 421-6, repealed by the décret n° 2015-1145, art. 24)."""
TROIS_MOIS = frozenset({"mayotte", "polynesie_francaise", "wallis_et_futuna", "nouvelle_caledonie"})
INCONNU = ""
"""The territory of whom it is not known."""


def territoire(departement: str) -> str:
    """Return the territory whose public holidays hold in a département (« 075 », « 67 », « 974 »); INCONNU for no such code."""
    try:
        return territoire_du(departement)
    except ValueError:
        return INCONNU


def deux_mois(depart: date, lieu: str = "metropole") -> Delai:
    """Return the délai franc of two months that starts on `depart`, without a title: its day, or why not, and what is unsure.

    Neither its first day nor the day of its term counts: by date, the last day is the day after the one of the same number, or
    after the month's last where it has none (31 December: 28 February, hence 1 March); it is carried past Saturdays, Sundays
    and the public holidays of the territory `lieu` (CE, 19 sept. 2014, n° 362568; CE, Sect., 4 juin 1954, Décines-Charpieu).
    """
    if lieu == INCONNU:
        return _anywhere(depart)
    if lieu in TROIS_MOIS and depart < TROIS_MOIS_JUSQU_AU:
        return Delai("", raison=f"il était alors de trois mois ({TERRITOIRES[lieu]}{NBSP}: CJA, art. R. 421-6, abrogé)")
    if not PREMIERES_ANNEES[lieu] <= depart.year <= DERNIERE_ANNEE:
        return Delai("", raison=_unknown_holidays(lieu, depart.year))
    made = _carried(_months_after(depart) + timedelta(days=1), lieu)
    other = _carried(_months_after(depart + timedelta(days=1)), lieu)
    if made.dernier_jour is None or other.dernier_jour in (None, made.dernier_jour):
        return made
    fin = Jour(other.dernier_jour)
    return Delai("", made.dernier_jour, doute=f"en fin de mois, compté depuis le lendemain, il finirait le {fin}")


def _months_after(day: date, months: int = MOIS_DE_RECOURS) -> date:
    """Return the day of the same number `months` later, or the last of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _carried(day: date, lieu: str) -> Delai:
    """Return the first day from `day` on that is neither a Saturday, nor a Sunday, nor a public holiday there."""
    vendredi_saint: date | None = None
    last = day
    while True:
        if last.year > DERNIERE_ANNEE or last.year < PREMIERES_ANNEES[lieu]:
            return Delai("", raison=_unknown_holidays(lieu, last.year))
        nom = jours_feries(last.year, lieu).get(last, "")
        if nom == "Vendredi saint" and lieu == "alsace_moselle":
            vendredi_saint = last
        if last.weekday() < SAMEDI and not nom:
            break
        last += timedelta(days=1)
    if vendredi_saint is None:
        return Delai("", last)
    # Ordonnance of 16 August 1892: a holiday only where there is a Protestant church or a shared one.
    return Delai(
        "",
        raison=f"le {Jour(vendredi_saint)} est le Vendredi saint, férié dans les communes qui ont un temple ou une église mixte"
        f"{NBSP}: ce jour-là ou le {Jour(last)}, selon la commune",
    )


SAMEDI = 5
"""Saturday, as `date.weekday` counts."""


def _unknown_holidays(lieu: str, annee: int) -> str:
    return f"les jours fériés de l’année {annee} ne sont pas connus ({TERRITOIRES[lieu]})"


def _anywhere(depart: date) -> Delai:
    """Return the delay with the holidays of métropole; unsure unless it ends on that day in every territory."""
    made = deux_mois(depart)
    if made.dernier_jour is None or all(deux_mois(depart, one).dernier_jour in (None, made.dernier_jour) for one in TERRITOIRES):
        return made
    doute = f"département inconnu{NBSP}: jours fériés de la métropole"
    return made.doubted(doute)


# ------------------------------------------------------------------------------------------------------------ each delay

RECOURS = "Recours pour excès de pouvoir"
DEFERE = "Déféré préfectoral"
TRANSMISSION = "Transmission au contrôle de légalité"
SOURCE_RECOURS = "CJA, art. R. 421-1"
SOURCE_DEFERE = "CGCT, art. L. 2131-6"
DEFERE_PROPRE = {"departement": "CGCT, art. L. 3132-1", "region": "CGCT, art. L. 4142-1"}
"""Where the déféré of the acts of a département and of a région is set."""
NOTE_RECOURS = (
    f"Un recours gracieux l’interrompt (CRPA, art. L. 411-2){NBSP}; les délais de distance s’y ajoutent (CJA, art. R. 421-7)."
)
NOTE_NOTIFIE = f"{NOTE_RECOURS} Il ne court que si la notification a indiqué les voies et délais de recours (CJA, art. R. 421-5)."
NOTE_DEFERE = (
    "Le délai recommence si, dans les deux mois, le préfet demande des pièces qui manquent (CE, 29 oct. 2008, n° 273569)."
)
PUBLICATION_INCONNUE = "la date de la publication n’est pas connue"
NOTIFICATION_INCONNUE = "la date de la notification n’est pas connue"
RECEPTION_INCONNUE = "la date de la réception par la préfecture n’est pas connue"
SIGNATURE_INCONNUE = "la date de la signature n’est pas connue"
QUINZE_JOURS = 15
SOURCE_INDIVIDUELLE = "CGCT, art. L. 2131-2, II"
SOURCE_CONTRAT = "CGCT, art. L. 2131-13 et L. 1411-9"


def recours(publication: date | None, lieu: str = "metropole", *, raison: str = PUBLICATION_INCONNUE, qui: str = "") -> Delai:
    """Return until when an act can be brought before the judge, by those to whom its publication makes it known.

    Two months, franc, from publication (CJA, art. R. 421-1). `raison` tells why the day of publication is not known; `qui`
    narrows the title: « tiers ».
    """
    titre = f"{RECOURS} ({qui})" if qui else RECOURS
    return _running(Delai(titre, None, raison, SOURCE_RECOURS, note=NOTE_RECOURS), publication, lieu)


def recours_notifie(
    notification: date | None, lieu: str = "metropole", *, raison: str = NOTIFICATION_INCONNUE, qui: str = "destinataire"
) -> Delai:
    """Return until when the one to whom an act was notified can bring it before the judge (CJA, art. R. 421-1 and R. 421-5)."""
    return _running(Delai(f"{RECOURS} ({qui})", None, raison, SOURCE_RECOURS, note=NOTE_NOTIFIE), notification, lieu)


def defere(
    reception: date | None, lieu: str = "metropole", *, raison: str = RECEPTION_INCONNUE, source: str = SOURCE_DEFERE
) -> Delai:
    """Return until when the préfet can bring an act before the judge: two months, franc, from its reception.

    Not from its sending (CGCT, art. L. 2131-6; CE, 6 juill. 2007, n° 298744: from the day it was received); franc (CE, Sect.,
    4 juin 1954, Décines-Charpieu; CE, 29 mai 1987, commune de Goult, n° 65605).
    """
    return _running(Delai(DEFERE, None, raison, source, note=NOTE_DEFERE), reception, lieu)


def _running(blank: Delai, depart: date | None, lieu: str) -> Delai:
    """Return `blank`, whose reason is why `depart` may not be known, with its day."""
    if depart is None:
        return blank
    made = deux_mois(depart, lieu)
    return replace(blank, dernier_jour=made.dernier_jour, raison=made.raison, doute=made.doute)


def transmission(nature: str, matiere: tuple[int, ...] = (), signature: date | None = None) -> Delai | None:
    """Return by when an act must be sent to the préfecture, where the law sets it: fifteen days from its signature.

    So for an individual decision (nature AI: CGCT, art. L. 2131-2, II), and for a marché or a délégation de service public
    (nature CC, matières 1.1 and 1.2: art. L. 2131-13 and L. 1411-9). None for any other act, a délibération first of all.
    The fifteen days are those after the signature, carried past nothing: the strictest reading.
    """
    if nature == "AI":
        return _quinze(signature, SOURCE_INDIVIDUELLE)
    if nature != "CC" or (matiere and matiere[:2] not in MARCHES_ET_DELEGATIONS):
        return None
    if not matiere:
        raison = "on ne sait pas si c’est un marché ou une délégation de service public"
        return Delai(TRANSMISSION, None, raison, SOURCE_CONTRAT)
    return _quinze(signature, SOURCE_CONTRAT)


MARCHES_ET_DELEGATIONS = frozenset({(1, 1), (1, 2)})
"""The national matières « marchés publics » and « délégation de service public »."""


def _quinze(signature: date | None, source: str) -> Delai:
    if signature is None:
        return Delai(TRANSMISSION, None, SIGNATURE_INCONNUE, source, AU_PLUS_TARD)
    last = shifted(signature, QUINZE_JOURS)
    return Delai(TRANSMISSION, last, "" if last else "la date de la signature est hors du calendrier", source, AU_PLUS_TARD)


def shifted(day: date, days: int) -> date | None:
    """Return the day that comes `days` after `day` (before it, when negative); None where no calendar has it."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def executoire(jour: date | None, raison: str, *, au_plus_tot: date | None = None, source: str = "CGCT, art. L. 2131-1") -> Delai:
    """Return the day from which an act is exécutoire, as `droit.executoire` found it, said as the delays are.

    `au_plus_tot`, before which it surely was not, is told where the day is undetermined.
    """
    bound = f"pas avant le {Jour(au_plus_tot)}" if jour is None and au_plus_tot is not None else ""
    return Delai(EXECUTOIRE, jour, raison, source, DEPUIS, bound)


EXECUTOIRE = "Caractère exécutoire"
