"""Judges the answers of a form against what its schema asks of each (`x-reponse`), and against each other.

Pure data: the paths of the form's fields, what was answered, and what to call each. Not `required`: a blank form has to build;
only a form that comes back is judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from delib.acte.chemins import value_at
from delib.acte.schema import Spec
from delib.anomalie import Anomalie, Lieu, make
from delib.francais import communes, toponymes
from delib.francais.dates import parse_iso

ORDRE = (("habilitation.date", "fait.date"),)
"""Pairs of dates of which the first comes before the second, or on the same day: nobody signs before being empowered to."""
MAX_NOM = 200
"""The longest name of a commune that is looked for, in characters."""


@dataclass(frozen=True, slots=True)
class Champ:
    """A field as its form shows it: its title, where it stands, and what its list shows for each value."""

    titre: str
    lieu: Lieu | None = None
    choix: Mapping[str, str] = field(default_factory=dict)

    def shown(self, valeur: object) -> str:
        """Return `valeur` as the form shows it."""
        if isinstance(valeur, bool):
            return "oui" if valeur else "non"
        return self.choix.get(str(valeur), str(valeur))


def is_answered(valeur: object) -> bool:
    """Return whether `valeur` says something: a box that is not ticked, a group or a list of nothing do not."""
    if isinstance(valeur, Mapping):
        return any(is_answered(one) for one in valeur.values())
    if isinstance(valeur, list):
        return any(is_answered(one) for one in valeur)
    return valeur is not None and valeur is not False and valeur != ""


def iter_answers(
    spec: Callable[[str], Spec | None], champs: Mapping[str, Champ], donnees: object, tus: Set[str]
) -> Iterator[Anomalie]:
    """Yield what is wrong with the answers, in the order of the fields.

    `spec` gives what the schema says at a path; `tus` are the paths of which something was told already: unread, vanished.
    """
    seen: set[str] = set()
    for chemin, champ in champs.items():
        for path in (*_above(chemin), chemin):
            asked = spec(path)
            if path in seen or asked is None or asked.reponse is None or path in tus or not _is_there(path, donnees):
                continue
            seen.add(path)
            shown = champ if path == chemin else Champ(asked.titre, champ.lieu)
            if _condition(asked) not in tus:
                yield from _iter_one(path, asked, shown, champs, donnees)


def _above(chemin: str) -> Iterator[str]:
    """Yield the paths of what holds `chemin`, from the top, elements of lists left out."""
    for found in re.finditer(r"[.\[]", chemin):
        if not chemin[: found.start()].endswith("]"):
            yield chemin[: found.start()]


def _is_there(chemin: str, donnees: object) -> bool:
    """Return whether the element of a list that a path goes through is there: an empty row owes nothing."""
    cut = chemin.rfind("]")
    return cut < 0 or value_at(donnees, chemin[: cut + 1]) is not None


def _condition(spec: Spec) -> str:
    """Return the path on which an answer depends, or ""."""
    return str(spec.reponse.get("si", "")) if isinstance(spec.reponse, Mapping) else ""


def _iter_one(chemin: str, spec: Spec, champ: Champ, champs: Mapping[str, Champ], donnees: object) -> Iterator[Anomalie]:
    valeur, reponse = value_at(donnees, chemin), spec.reponse
    rule: Mapping[str, object] = reponse if isinstance(reponse, Mapping) else {}
    raison, autre = "", _condition(spec)
    if autre:
        said = value_at(donnees, autre)
        if said is None:
            return
        other = champs.get(autre, Champ(autre))
        if not _holds(rule, said):
            if is_answered(valeur):
                titre, words = other.titre, other.shown(said)
                yield make("formulaire-contradiction", champ.lieu, chemin, titre=champ.titre, autre=titre, valeur=words)
            return
        raison = f", puisque « {other.titre} » dit « {other.shown(said)} »"
    if rule.get("cochee") is True and valeur is not True:
        yield make("formulaire-case-vide", champ.lieu, chemin, titre=champ.titre, raison=raison)
    elif rule.get("cochee") is not True and not isinstance(valeur, bool) and not is_answered(valeur):
        yield make("formulaire-vide", champ.lieu, chemin, titre=champ.titre, raison=raison)


def _holds(rule: Mapping[str, object], said: object) -> bool:
    vaut, sauf = rule.get("vaut"), rule.get("sauf")
    if isinstance(vaut, list):
        return said in vaut
    return not (isinstance(sauf, list) and said in sauf)


# ------------------------------------------------------------------------------------------------------ one with another


def iter_coherence(champs: Mapping[str, Champ], donnees: object, *, tus: Set[str] = frozenset()) -> Iterator[Anomalie]:
    """Yield what the answers say against each other, or against the Code officiel géographique."""
    for first, then in ORDRE:
        low, high = (parse_iso(str(value_at(donnees, one))) for one in (first, then))
        if low is not None and high is not None and first in champs and then in champs and low > high:
            details = {"titre": champs[first].titre, "date": low, "autre": champs[then].titre, "borne": high}
            yield make("formulaire-dates", champs[first].lieu, first, **details)
    for chemin in champs:
        if chemin.endswith(".code_insee") and chemin not in tus:
            yield from _iter_commune(chemin.removesuffix(".code_insee"), champs, donnees, tus)


def _iter_commune(base: str, champs: Mapping[str, Champ], donnees: object, tus: Iterable[str]) -> Iterator[Anomalie]:
    """Yield what is wrong with a commune that is told by its name and its code, and its SIRET where there is one."""
    said = {name: str(value_at(donnees, f"{base}.{name}") or "") for name in ("nature", "nom", "code_insee", "siret")}
    if said["nature"] not in ("", "commune") or not said["nom"] or f"{base}.nom" in tus:
        return
    nom, code = said["nom"][:MAX_NOM], said["code_insee"]
    lieu = champs[f"{base}.nom"].lieu if f"{base}.nom" in champs else None
    by_name, by_code = communes.find(nom), communes.find(code) if code else []
    if not by_name:
        yield make("formulaire-commune", lieu, f"{base}.nom", nom=nom[:80])
        return
    if by_code and by_code[0] not in by_name:
        autre = f"{by_code[0].nom} ({by_code[0].departement})"
        yield make(
            "formulaire-commune-code", champs[f"{base}.code_insee"].lieu, f"{base}.code_insee", insee=code, nom=nom, autre=autre
        )
        return
    if code and not by_code and len(code) == 5:
        yield make(
            "formulaire-commune-code",
            champs[f"{base}.code_insee"].lieu,
            f"{base}.code_insee",
            insee=code,
            nom=nom,
            autre="aucune commune",
        )
        return
    (one, *more) = by_code or by_name
    if more:
        return
    if toponymes.tidy(nom) != one.nom:
        yield make("formulaire-commune-nom", lieu, f"{base}.nom", nom=nom, officiel=one.nom, insee=one.code)
    siret = said["siret"]
    if one.siren and re.fullmatch("[0-9]{14}", siret) and not siret.startswith(one.siren) and f"{base}.siret" in champs:
        yield make(
            "formulaire-commune-siren", champs[f"{base}.siret"].lieu, f"{base}.siret", siret=siret, siren=one.siren, nom=one.nom
        )
