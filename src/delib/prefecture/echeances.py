"""The delays that a receipt and an act set running, as far as their days are known.

`droit.delais` and `droit.convocation` compute them; here is what an act or a receipt tells them. Judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from delib.acte import suites
from delib.acte.acte import Acte
from delib.acte.suites import INDIVIDUEL, Recu, Suites, valeur
from delib.droit import delais
from delib.droit.convocation import ALSACE_MOSELLE, EPCI, Assemblee, convocation, regime_of
from delib.droit.delais import Delai
from delib.francais.dates import Jour
from delib.prefecture.accuse import Accuse

SANS_SUITE = frozenset({"retire", "ajourne"})
"""The results of a vote that leave no act."""


def of_accuse(accuse: Accuse) -> tuple[Delai, ...]:
    """Return the delays that can be told from a receipt alone: the sending where the law bounds it, the recours, the déféré.

    The recours runs from the publication where the receipt tells it; for an individual act, from its notification, which no
    receipt tells. The public holidays are those of the identifier's département.
    """
    lieu = delais.territoire(accuse.identifiant.departement)
    nature = accuse.nature or accuse.identifiant.nature
    sent = delais.transmission(nature, accuse.matiere)
    recours = [delais.recours(accuse.publication, lieu, qui="tiers" if nature == INDIVIDUEL else "")]
    if nature == INDIVIDUEL:
        recours.insert(0, delais.recours_notifie(None, lieu))
    found = (*([sent] if sent is not None else []), *recours, delais.defere(accuse.reception, lieu))
    return tuple(_adapted(one, lieu) for one in found)


def of_acte(acte: Acte, accuse: Accuse | None = None) -> tuple[Delai, ...]:
    """Return the delays of an act: convocation, caractère exécutoire, sending where the law bounds it, recours, déféré.

    Its days are those of its séance and suites, completed by those of `accuse`, a receipt which is known to be its own. A draft,
    or an affair withdrawn or put off, has a convocation alone; what has no séance has no delay.
    """
    known = suites.of(acte)
    if known is None:
        return ()
    convened = _convocation(acte, known.acte)
    if acte.racine.get("etat") == "projet" or (acte.racine.get("vote") or {}).get("resultat") in SANS_SUITE:
        return (convened,)
    lieu = _territoire(acte, accuse)
    completed, doubled = _completed(known, accuse)
    found = (
        _executoire(acte, completed, doubled),
        *_transmission(acte, completed),
        *_recours(completed, lieu, doubled),
        _defere(acte, completed, lieu),
    )
    return (convened, *(_adapted(one, lieu) for one in found))


def _adapted(delai: Delai, lieu: str) -> Delai:
    """Return a delay, unsure where the code that sets it holds by extension only, in words that were not read."""
    return delai.doubted(PAR_EXTENSION) if lieu in ETENDU and delai.source.startswith("CGCT") else delai


ETENDU = frozenset({"nouvelle_caledonie", "polynesie_francaise", "wallis_et_futuna"})
PAR_EXTENSION = "le code général des collectivités territoriales n’y vaut que dans la mesure où il y est étendu"


def _convocation(acte: Acte, jour: date) -> Delai:
    house, seance = acte["collectivite"], acte["seance"]
    told = seance.get("convocation") or {}
    population = house.get("population")
    urgence = told.get("urgence")
    assemblee = Assemblee(
        nature=str(house.get("nature", "")),
        population=None if population is None else int(population),
        droit_local=_droit_local(house),
        organe=_organe(acte),
        installation=seance.get("session") == "installation",
        seconde=told.get("seconde") is True,
        urgence=isinstance(urgence, Mapping),
        urgence_admise=isinstance(urgence, Mapping) and urgence.get("approuvee") is True,
        donne=(house.get("regime") or {}).get("convocation"),
    )
    sent, dated = valeur(told.get("envoyee_le")), valeur(told.get("date"))
    return convocation(sent or dated, jour, regime_of(assemblee, jour), datee=sent is None and dated is not None).delai


def _organe(acte: Acte) -> str:
    """Return the key of the body that sat."""
    organe = acte["seance"]["organe"]
    bodies = acte["collectivite"].get("organes") or {}
    return next((name for name, one in bodies.items() if one is organe), str(organe))


def _droit_local(house: Mapping[str, object]) -> str:
    """Return the local law of a house: the one it says, else that of its département."""
    lieu = delais.territoire(str(house.get("departement", "")))
    return str(house.get("droit_local") or (lieu if lieu == ALSACE_MOSELLE else ""))


def _territoire(acte: Acte, accuse: Accuse | None) -> str:
    house = acte["collectivite"]
    said = delais.territoire(str(house.get("departement", "")))
    if said == delais.INCONNU and house.get("droit_local") == ALSACE_MOSELLE:
        return ALSACE_MOSELLE
    return said if said != delais.INCONNU or accuse is None else delais.territoire(accuse.identifiant.departement)


def _completed(known: Suites, accuse: Accuse | None) -> tuple[Suites, str]:
    """Return what is known of an act, a receipt included; and why its publication is not, where the two tell two days of it."""
    if accuse is None:
        return known, ""
    own = Recu(accuse.transmission, accuse.reception, str(accuse.identifiant))
    same = [one for one in known.recus if one.identifiant == own.identifiant]
    filled = [_filled(one, own) if one in same else one for one in known.recus]
    recus = tuple(filled if same else [*filled, own])
    if any(one.reception != own.reception for one in recus if same and own.reception is not None):
        recus = (*recus, own)
    day = known.publicite[1]
    if accuse.publication is None or day == accuse.publication:
        return replace(known, recus=recus), ""
    if day is None:
        return replace(known, recus=recus, mise_en_ligne=accuse.publication, affichage=accuse.publication), ""
    doubled = f"les suites de l’acte la disent du {Jour(day)}, et l’accusé de réception du {Jour(accuse.publication)}"
    return replace(known, recus=recus, mise_en_ligne=None, affichage=None), doubled


def _filled(known: Recu, own: Recu) -> Recu:
    """Return a receipt told in the suites, with the days that the receipt itself tells and they do not."""
    return replace(known, transmission=known.transmission or own.transmission, reception=known.reception or own.reception)


def _executoire(acte: Acte, known: Suites, doubled: str) -> Delai:
    found = known.executoire
    nature = acte["collectivite"].get("nature")
    source = "CGCT, art. L. 2131-1 et L. 5211-3" if nature in EPCI else "CGCT, art. L. 2131-1"
    raison = f"{found.raison} ({doubled})" if doubled and not known.individuel else found.raison
    made = delais.executoire(found.jour, raison, au_plus_tot=found.au_plus_tot, source=source)
    made = made.doubted(TEXTE_PROPRE if nature in delais.DEFERE_PROPRE else "")
    if not known.retire:
        return made
    gone = f"acte retiré le {Jour(known.retrait)}" if known.retrait is not None else "acte retiré depuis"
    return replace(made, constat=f"{made.constat}, {gone}" if made.constat else gone)


TEXTE_PROPRE = "départements et régions ont leur propre texte, que delib n’a pas lu"


def _transmission(acte: Acte, known: Suites) -> Iterator[Delai]:
    matiere = str((acte.racine.get("classement") or {}).get("matiere", ""))
    levels = tuple(int(one) for one in matiere.split(".")) if matiere else ()
    made = delais.transmission(known.nature, levels, valeur((acte.racine.get("fait") or {}).get("date")))
    if made is not None:
        yield made


def _recours(known: Suites, lieu: str, doubled: str) -> Iterator[Delai]:
    """Yield the recours of those to whom the act was notified, and of everyone else."""
    what, day = known.publicite
    raison = doubled or f"la date de {what} n’est pas connue"
    if not known.individuel:
        yield delais.recours(day, lieu, raison=raison)
    elif not known.notifications:
        yield delais.recours_notifie(None, lieu)
    groups: dict[date | None, list[str]] = {}
    for name, notified in known.notifications:
        groups.setdefault(notified, []).append(name)
    for notified, names in groups.items():
        yield delais.recours_notifie(notified, lieu, qui=names[0] if len(names) == 1 else f"{len(names)} destinataires")
    if known.individuel:
        yield delais.recours(day, lieu, raison=raison, qui="tiers")


def _defere(acte: Acte, known: Suites, lieu: str) -> Delai:
    source = delais.DEFERE_PROPRE.get(str(acte["collectivite"].get("nature")), delais.SOURCE_DEFERE)
    days = {one.reception for one in known.recus if one.reception is not None}
    if len(days) > 1:
        return delais.defere(None, lieu, raison=PLUSIEURS_RECEPTIONS, source=source)
    return delais.defere(next(iter(days), None), lieu, source=source)


PLUSIEURS_RECEPTIONS = "les accusés de réception ont plusieurs dates"
