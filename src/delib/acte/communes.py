"""The reader of communes: a name or an INSEE code becomes the commune that it names, and what is not sure is told.

Loaded by the first commune of an act: an act without communes loads neither this module nor the table.
"""

from __future__ import annotations

from typing import Any

from delib.acte.bloc import Bloc
from delib.acte.milieu import REFUS, Milieu
from delib.francais import communes, departements, toponymes
from delib.francais.communes import Commune

LISTED = 8
"""How many candidates a message lists."""


def commune(value: str | Bloc, milieu: Milieu, *, controle: bool | None = None) -> Any:
    """Return the commune that `value` names, looked for first in the house's own group of communes and département.

    It prints as it was typed, unless the house corrects. One out of the table (`hors_table: true`) is a name that bends by its
    letters. What is there for checks alone (`controle`; by default, what the schema says) refuses nothing.
    """
    if controle is None:
        controle = milieu.spec is not None and milieu.spec.controle
    nom, code = (value, "") if isinstance(value, str) else (str(value["nom"]), str(value.get("code", "")))
    if not nom.strip():
        milieu.tell("texte-vide")
        return REFUS
    if isinstance(value, Bloc) and value.get("hors_table") is True:
        known = communes.find(f"{nom} ({code})" if code else nom)
        if len(known) == 1:
            milieu.tell("commune-dans-la-table", "hors_table", nom=nom, insee=known[0].code)
        return communes.unlisted(nom)
    if code:
        return _by_code(nom, code, milieu)
    epci, departement = _house(milieu)
    found = communes.find(nom, epci=epci) if epci else []
    inside = bool(found)
    if not found and departement:
        found = communes.find(nom, departement=departement)
    if not found:
        found = communes.find(nom)
        if found and not _is_its_code(nom, found[0]):
            home = communes.beginning(nom, epci=epci) if epci else communes.beginning(nom, departement=departement)
            found = [*home, *found]
    if not found:
        conseil = _advice(nom, epci, departement, brief=milieu.brief)
        return _unsure("commune-inconnue", nom, milieu, controle=controle, conseil=conseil)
    if len(found) > 1 and "collectivite" in milieu.refused:
        return REFUS  # the house, which might have told one from another, is refused already
    if len(found) > 1:
        exemple = f"{found[0].nom} ({found[0].departement})"
        return _unsure("commune-ambigue", nom, milieu, controle=controle, candidates=_listed(found, ", "), exemple=exemple)
    (one,) = found
    if epci and not inside and not _is_its_code(nom, one):
        milieu.tell("commune-perimetre", nom=one.nom, insee=one.code, perimetre=milieu.maison.get("nom", epci))
    return one if _is_its_code(nom, one) else _spelt(one, nom, milieu)


def _unsure(code: str, nom: str, milieu: Milieu, *, controle: bool, **details: str) -> Any:
    """Tell that `nom` names no commune for sure; return it where that refuses nothing."""
    milieu.tell(f"{code}-controle" if controle else code, nom=nom, **details)
    return communes.unlisted(nom) if controle else REFUS


def _advice(nom: str, epci: str, departement: str, *, brief: bool) -> str:
    """Return what to do of an unknown name; `brief` leaves out the names like it, which take long to find."""
    import json  # noqa: PLC0415 - only an unknown commune needs it

    if communes.is_code(nom.strip()):
        return "vérifiez le code, ou écrivez le nom de la commune"
    near: list[Commune] = []
    if not brief:
        near = (communes.near(nom, epci=epci, limit=3) if epci else []) or communes.near(nom, departement=departement, limit=3)
    other = f"pour une commune ancienne ou étrangère, écrivez {{nom: {json.dumps(nom, ensure_ascii=False)}, hors_table: true}}"
    return f"vouliez-vous {_listed(near, ' ou ')} ? sinon, {other}" if near else other


def _by_code(nom: str, code: str, milieu: Milieu) -> Any:
    found = communes.find(code)
    if not found:
        milieu.tell("commune-inconnue", "code", nom=code, conseil=_advice(code, "", "", brief=True))
        return REFUS
    if not communes.find(f"{nom} ({code})"):
        milieu.tell("commune-code", "code", nom=nom, insee=code, officiel=found[0].de or found[0].nom)
        return REFUS
    return _spelt(found[0], nom, milieu)


def _house(milieu: Milieu) -> tuple[str, str]:
    """Return the SIREN of the group of communes that the house is, or "", and its département."""
    siren, departement = str(milieu.maison.get("siren", "")), str(milieu.maison.get("departement", ""))
    return siren if siren and communes.groupement(siren) else "", departement


def _spelt(one: Commune, typed: str, milieu: Milieu) -> Any:
    """Return the commune as it will print: under the name typed, unless that is the official one or the house corrects."""
    nom = toponymes.tidy(typed)
    head, _, precision = nom.removesuffix(")").rpartition(" (")
    if head and (precision.upper() == one.code or departements.find(precision) == one.departement):
        nom = head
    bare = _bare(typed, head, nom)
    if nom == one.nom and (bare == one.nom or milieu.typographie != "corriger"):
        return one.spelt(bare)
    if nom == toponymes.without_precision(one.nom):
        return one.spelt(nom)
    if milieu.typographie == "corriger":
        milieu.tell("commune-corrigee", nom=typed, officiel=one.nom, insee=one.code)
        return one
    if milieu.typographie == "signaler":
        milieu.tell("commune-nom", nom=typed, officiel=one.nom, insee=one.code)
    return one.spelt(bare)


def _bare(typed: str, head: str, nom: str) -> str:
    """Return what was typed, less the département in brackets that told the commune from its namesakes."""
    return typed.rpartition("(")[0].strip() if head and nom == head else typed


def _is_its_code(texte: str, one: Commune) -> bool:
    return texte.strip().upper() == one.code


def _listed(found: list[Commune], between: str) -> str:
    """Return « Saint-Denis (Aude, 11339), Saint-Denis (Gard, 30247) »."""
    shown = [f"« {one.nom} » ({departements.NOMS.get(one.departement, one.departement)}, {one.code})" for one in found[:LISTED]]
    return between.join(shown) + (", …" if len(found) > LISTED else "")
