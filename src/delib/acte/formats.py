"""The hinge between data and French: what each `format` of a schema makes of a value.

A reader takes a value whose structure is already right, and a `Milieu`, what surrounds it; it returns what the template
prints. What it refuses it says to the milieu. The table is an argument of `load`: `Formats.default().extended(...)` is the
plug-in point.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from delib.acte import assemblee, phrases
from delib.acte.bloc import Bloc
from delib.acte.milieu import REFUS, Milieu, Reader, otherwise
from delib.anomalie import suggestion
from delib.francais.dates import Heure, parse_iso
from delib.francais.nombres import Montant, luhn
from delib.francais.signes import FINE
from delib.francais.valeur import Denomination, Personne

MAX_EUROS = Decimal(10) ** 13
"""The largest amount read: ten thousand billion euros is beyond any budget, and keeps the arithmetic exact."""


class Formats:
    """The table of readers, by the `format` that schemas name."""

    __slots__ = ("_readers",)

    def __init__(self, readers: Mapping[str, Reader]) -> None:
        self._readers = dict(readers)

    @classmethod
    def default(cls) -> Formats:
        """Return the table that delib ships."""
        return cls(_READERS)

    def extended(self, **readers: Reader) -> Formats:
        """Return a table with `readers` added, `-` in a format's name written `_`."""
        return Formats({**self._readers, **{name.replace("_", "-"): reader for name, reader in readers.items()}})

    def get(self, name: str) -> Reader | None:
        """Return the reader of format `name`, or None."""
        return self._readers.get(name)

    def names(self) -> list[str]:
        """Return the formats known, sorted."""
        return sorted(self._readers)


# ----------------------------------------------------------------------------------------------------------- plain values


def _texte(value: str, milieu: Milieu) -> Any:
    if not value.strip():
        milieu.tell("texte-vide")
        return REFUS
    return value


def _cle(value: str, milieu: Milieu) -> Any:
    return value


def _as_read(value: Any, milieu: Milieu) -> Any:
    return value


def _date(value: str, milieu: Milieu) -> Any:
    day = parse_iso(value)
    if day is None:
        milieu.tell("date-impossible", valeur=value)
        return REFUS
    return day


def _siren(value: str, milieu: Milieu) -> Any:
    if not luhn(value):
        milieu.tell("siren-cle", valeur=value)
    return value


def _heure(value: str, milieu: Milieu) -> Any:
    hours, minutes = value.split(":")
    return Heure(int(hours), int(minutes))


def _montant(value: Decimal | int, milieu: Milieu) -> Any:
    amount = Decimal(value)
    if amount < 0 or amount > MAX_EUROS or amount != amount.quantize(Decimal("0.01")):
        milieu.tell("montant-impossible", valeur=value)
        return REFUS
    return Montant(amount)


def _commune(value: str | Bloc, milieu: Milieu) -> Any:
    from delib.acte.communes import commune  # noqa: PLC0415 - an act without communes loads none

    return commune(value, milieu)


def _convention(value: Bloc, milieu: Milieu) -> Any:
    from delib.acte.conventions import convention  # noqa: PLC0415 - only a convention has parties

    return convention(value, milieu)


def _organisme(value: Bloc, milieu: Milieu) -> Any:
    from delib.acte.conventions import organisme  # noqa: PLC0415 - only a convention has parties

    return organisme(value, milieu)


def _duree(value: str, milieu: Milieu) -> Any:
    from delib.francais.durees import parse_duration  # noqa: PLC0415 - few acts have a duration

    return parse_duration(value)


def _periode(value: Bloc, milieu: Milieu) -> Any:
    from delib.francais.durees import Periode  # noqa: PLC0415 - few acts have a period

    du, au = value["du"], value["au"]
    if au < du:
        milieu.tell("periode-ordre", du=du, au=au)
        return REFUS
    return Periode(du.valeur, au.valeur)


def _affichage(value: Bloc, milieu: Milieu) -> Any:
    """Return the days of posting, with their `periode` when both are known."""
    if "au" not in value:
        return value
    made = _periode(value, milieu)
    return made if made is REFUS else value.evolve("periode", periode=made)


def _pourcentage(value: Decimal | int, milieu: Milieu) -> Any:
    from delib.francais.mesures import Pourcentage  # noqa: PLC0415 - few acts have a percentage

    return Pourcentage(Decimal(value))


def _surface(value: str, milieu: Milieu) -> Any:
    from delib.francais.mesures import Surface  # noqa: PLC0415 - few acts have a surface

    nombre, _, unite = value.partition(" ")
    return Surface(Decimal(nombre.replace(",", ".")), unite.replace("²", "2"))


def _reglement(value: Bloc, milieu: Milieu) -> Any:
    from delib.acte.reglements import reglement  # noqa: PLC0415 - a règlement alone pays for its reader

    return reglement(value, milieu)


def _cellule(value: str | Bloc, milieu: Milieu) -> Any:
    """Return what a cell of a table prints: its text, or its amount."""
    return value["montant"] if isinstance(value, Bloc) else phrases.with_lists(value, milieu)


def _denomination(value: str, milieu: Milieu) -> Any:
    return Denomination(value)


# --------------------------------------------------------------------------------------------------- persons and bodies


def _organe(value: str, milieu: Milieu) -> Any:
    if "collectivite" in milieu.refused:
        return REFUS
    organes = milieu.find("collectivite", "organes") or {}
    if value not in organes:
        milieu.tell("organe-inconnu", valeur=value, conseil=suggestion(value, organes) or "ajoutez-le à « organes »")
        return REFUS
    return organes[value]


def _personne(value: str | Bloc, milieu: Milieu) -> Any:
    ordre = milieu.find("style", "ordre_noms") or milieu.find("collectivite", "style", "ordre_noms") or "prenom_nom"
    if isinstance(value, Bloc):
        known = {name: value[name] for name in ("nom", "prenom", "civilite", "qualite", "groupe") if name in value}
        return Personne(
            **known,
            titres=tuple(value.get("titres", ())),
            commune=value.get("commune", ""),
            supplee=_supplee(value.get("supplee", ""), milieu.below("supplee")),
            ordre=ordre,
        )
    elus = milieu.find("collectivite", "elus")
    if elus is None and "collectivite" in milieu.refused:
        return REFUS
    if elus is None or value not in elus:
        milieu.tell("elu-inconnu", valeur=value, conseil=otherwise(suggestion(value, elus or ())))
        return REFUS
    return replace(elus[value], ordre=ordre, cle=value, supplee=_supplee(elus[value].supplee, milieu))


def _supplee(cle: str, milieu: Milieu) -> str:
    """Return the name of the member whom a substitute stands for; their key while the directory itself is being read."""
    if not cle or "collectivite" not in milieu.racine:
        return cle
    elus = milieu.find("collectivite", "elus") or {}
    if cle not in elus:
        milieu.tell("elu-inconnu", valeur=cle, conseil=otherwise(suggestion(cle, elus)))
        return ""
    personne: Personne = replace(elus[cle], ordre=milieu.find("style", "ordre_noms") or "prenom_nom")
    return personne.civil


def _voix(value: Bloc, milieu: Milieu) -> Any:
    made = []
    for key in value:
        personne = _personne(key, milieu.below(key))
        if personne is not REFUS:
            made.append(Bloc({"personne": personne, "nombre": value[key]}, None, f"{milieu.chemin}.{key}"))
    return tuple(made)


def _style(value: Bloc, milieu: Milieu) -> Any:
    """Return the house's style and the act's over it; a semicolon brings the narrow no-break space that goes before it."""
    merged = {**(milieu.find("collectivite", "style") or {}), **value}
    if merged.get("ponctuation_visas") == ";":
        merged["ponctuation_visas"] = f"{FINE};"
    return Bloc(merged, value.spec, value.chemin)


_MENTION = re.compile(r"\{\s*([^\W\d]\w*)\s*\}")


def _mentions(value: Bloc, milieu: Milieu) -> Any:
    words = {
        "president": milieu.find("seance", "organe", "president", "qualite"),
        "tribunal": milieu.find("collectivite", "tribunal", "nom"),
        "collectivite": milieu.find("collectivite", "nom"),
    }

    def known(name: str, texte: str) -> str:
        def replaced(found: re.Match[str]) -> str:
            if found.group(1) not in words:
                milieu.tell("mention-inconnue", name, mention=name, nom=found.group(1), conseil=suggestion(found.group(1), words))
                return found.group(0)
            word = words[found.group(1)]
            if word is None:
                milieu.tell("mention-incomplete", name, mention=name, nom=found.group(1))
                return ""
            return str(word)

        return _MENTION.sub(replaced, texte)

    if {"collectivite", "seance"} & milieu.refused:
        return REFUS
    merged = {**(milieu.find("collectivite", "mentions") or {}), **value}
    return Bloc({name: known(name, str(texte)) for name, texte in merged.items()}, value.spec, value.chemin)


_READERS: dict[str, Reader] = {
    "affichage": _affichage,
    "appel": assemblee.appel,
    "cellule": _cellule,
    "chemin": _cle,
    "commune": _commune,
    "considerant": phrases.considerant,
    "consultation": phrases.consultation,
    "convention": _convention,
    "date": _date,
    "deliberation": assemblee.deliberation,
    "denomination": _denomination,
    "designation": _as_read,
    "dispositif": phrases.dispositif,
    "duree": _duree,
    "element": _texte,
    "expose": phrases.expose,
    "fichier": _cle,
    "heure": _heure,
    "liste": phrases.liste,
    "mention": _texte,
    "mentions": _mentions,
    "montant": _montant,
    "mouvement": assemblee.mouvement,
    "nom-propre": _texte,
    "note": _texte,
    "organe": _organe,
    "organisme": _organisme,
    "periode": _periode,
    "personne": _personne,
    "phrase": phrases.phrase,
    "pourcentage": _pourcentage,
    "rapport": phrases.rapport,
    "reglement": _reglement,
    "signataire": assemblee.signataire,
    "siren": _siren,
    "siret": _siren,
    "style": _style,
    "surface": _surface,
    "tableau": phrases.tableau,
    "texte": _texte,
    "typographie": _cle,
    "verbatim": _as_read,
    "visa": phrases.visa,
    "voix": _voix,
    "vote": assemblee.vote,
}
