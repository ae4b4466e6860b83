"""The delays that a receipt and an act set running, as far as their days are known."""

from __future__ import annotations

from delib.acte.acte import Acte
from delib.droit import delais
from delib.droit.delais import Delai
from delib.prefecture.accuse import Accuse

INDIVIDUEL = "AI"


def of_accuse(accuse: Accuse) -> tuple[Delai, ...]:
    """Return the delays that can be told from a receipt alone: the recours, the déféré, and the sending where the law bounds it.

    The recours runs from the publication where the receipt tells it; for an individual act, from its notification, which no
    receipt tells. The public holidays are those of the identifier's département.
    """
    lieu = delais.territoire(accuse.identifiant.departement)
    nature = accuse.nature or accuse.identifiant.nature
    sent = delais.transmission(nature, accuse.matiere)
    if nature == INDIVIDUEL:
        recours = [delais.recours_notifie(None, lieu), delais.recours(accuse.publication, lieu, qui="tiers")]
    else:
        recours = [delais.recours(accuse.publication, lieu)]
    return (*([sent] if sent is not None else []), *recours, delais.defere(accuse.reception, lieu))


def of_acte(acte: Acte, accuse: Accuse | None = None) -> tuple[Delai, ...]:
    """Return the delays of an act, from its séance, its suites and a receipt."""
    return ()
