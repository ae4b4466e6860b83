"""The day an act became exécutoire, from what is known of it (CGCT, art. L. 2131-1, I to IV; L. 5211-3 for groups of communes).

An act takes effect « dès que » its publicity is done and, where it must be transmitted, its transmission: no day is added (the
« lendemain » of CRPA, art. L. 221-2, gives way to this law). A date that is not known makes the day undetermined: it is never the
latest of the others. Whether an act must be transmitted (L. 2131-2) and whether it is individual are for the caller to say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

REFORME = date(2022, 7, 1)
"""From this day on, acts are published on line (ord. n° 2021-1310, art. 6); before, posting them up or printing them served."""
ELECTRONIQUE = "electronique"
"""The mode of publication of every house that has no choice, or made none."""

TRANSMISSION = "la transmission au représentant de l’État"
TRANSMISSIONS = "la transmission au représentant de l’État (les accusés de réception ont plusieurs dates)"
PUBLICATION = "la publication"
MISE_EN_LIGNE = "la mise en ligne"
NOTIFICATION = "la notification"


@dataclass(frozen=True, slots=True)
class Executoire:
    """When an act became exécutoire: `jour`, or None where it is undetermined.

    `manque` names in French what is not known. `au_plus_tot` is the latest of the dates that are known: the act was surely not
    exécutoire before; None when no date is known. It is a bound, not an answer.
    """

    jour: date | None = None
    au_plus_tot: date | None = None
    manque: tuple[str, ...] = ()

    @property
    def raison(self) -> str:
        """Return in French why the day is undetermined: « la date de la mise en ligne n’est pas connue »; "" when it is not."""
        if not self.manque:
            return ""
        if len(self.manque) == 1:
            return f"la date de {self.manque[0]} n’est pas connue"
        return f"{' et '.join(f'la date de {one}' for one in self.manque)} ne sont pas connues"


def executoire(
    *,
    transmission: date | None = None,
    publication: date | None = None,
    notification: date | None = None,
    individuel: bool = False,
    transmissible: bool = True,
) -> Executoire:
    """Return when an act became exécutoire (CGCT, art. L. 2131-1, I, II, III).

    Publicity is `publication`, or `notification` for an individual act (`individuel`, II). An act that need not be transmitted
    waits for its publicity alone.
    """
    publicite = {NOTIFICATION: notification} if individuel else {PUBLICATION: publication}
    return _made({TRANSMISSION: transmission, **publicite} if transmissible else publicite)


def of_suites(
    *,
    acte: date,
    transmissions: Iterable[date] = (),
    mise_en_ligne: date | None = None,
    affichage: date | None = None,
    notification: date | None = None,
    individuel: bool = False,
    transmissible: bool = True,
    mode: str = ELECTRONIQUE,
) -> Executoire:
    """Return when an act of day `acte` became exécutoire, from the dates that its file tells.

    `mode` is the house's way to publish: only small communes and unions of communes may choose another than on line (L. 2131-1,
    IV; L. 5211-3); from `REFORME` on, what was posted up where the house publishes on line does not count. Several transmissions
    of different days leave it undetermined which one was whole.
    """
    name, day = (NOTIFICATION, notification) if individuel else publicite(acte, mise_en_ligne, affichage, mode)
    if not transmissible:
        return _made({name: day})
    sent = sorted(set(transmissions))
    made = _made({TRANSMISSION: sent[0] if sent else None, name: day})
    return Executoire(None, made.au_plus_tot, (TRANSMISSIONS, *made.manque)) if len(sent) > 1 else made


def publicite(
    acte: date, mise_en_ligne: date | None, affichage: date | None, mode: str = ELECTRONIQUE
) -> tuple[str, date | None]:
    """Return what makes an act of day `acte` public, in French, and its day; None where it is not known.

    Before `REFORME`, whichever came first; since, what the house's `mode` says: on line, or posted up (L. 2131-1, III and IV).
    """
    if acte < REFORME:
        return PUBLICATION, min((one for one in (mise_en_ligne, affichage) if one is not None), default=None)
    return (MISE_EN_LIGNE, mise_en_ligne) if mode == ELECTRONIQUE else (PUBLICATION, affichage)


def _made(asked: dict[str, date | None]) -> Executoire:
    known = [one for one in asked.values() if one is not None]
    manque = tuple(name for name, one in asked.items() if one is None)
    last = max(known, default=None)
    return Executoire(None if manque else last, last, manque)
