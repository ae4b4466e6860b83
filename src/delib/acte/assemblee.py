"""Readers of what an assembly does: the roll call, the vote, who signs, and whether a délibération holds together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from delib.acte.bloc import Bloc
from delib.acte.milieu import REFUS, Milieu
from delib.acte.phrases import LISTE
from delib.francais.tri import LONG, fold
from delib.francais.valeur import Personne


def appel(value: Bloc, milieu: Milieu) -> Any:
    """Return the roll call, its numbers counted from the names when names are given."""
    counted: dict[str, int] = {}
    for names, number in (
        ("presents", "presents"),
        ("pouvoirs", "representes"),
        ("excuses", "excuses"),
        ("absents", "absents"),
    ):
        if names in value:
            counted[number] = len(value[names])
    given = value.get("nombres") or {}
    for number, count in counted.items():
        if number in given and given[number] != count:
            milieu.tell("appel-nombres", "nombres", number, quoi=number, nombre=given[number], noms=count)
    if not counted and not given:
        return value
    spec = milieu.spec.field("nombres") if milieu.spec is not None else None
    return value.evolve(nombres=Bloc({**counted, **given}, spec, f"{milieu.chemin}.nombres"))


def mouvement(value: Bloc, milieu: Milieu) -> Any:
    """Return an arrival or a departure; what is neither, or both, is told."""
    leaves = "depart" in value
    if leaves == ("arrivee" in value) or ("pouvoir_a" in value and not leaves):
        milieu.tell("mouvement-sens")
    return value


def signataire(value: Bloc, milieu: Milieu) -> Any:
    """Return who signs; `titres: true` stands for the person's own."""
    titres = value.get("titres")
    if not isinstance(titres, bool):
        return value
    own = value["personne"].titres if titres else ()
    kept = {name: value[name] for name in value if name != "titres"}
    return Bloc({**kept, **({"titres": own} if own else {})}, value.spec, value.chemin)


def vote(value: Bloc, milieu: Milieu) -> Any:
    """Return the vote, said in one form only."""
    if "unanimite" in value and "decompte" in value:
        milieu.tell("vote-deux-formes", "unanimite")
    return value


def deliberation(value: Bloc, milieu: Milieu) -> Any:
    """Return the whole act with its variant and who signs it; what contradicts itself is told."""
    etat = value.get("etat", "vote")
    variante = value.get("variante") or ("projet" if etat == "projet" else "extrait")
    if etat == "projet" and variante != "projet":
        milieu.tell("projet-variante", "variante", variante=variante)
    given = {*value, *milieu.refused}
    if etat == "projet" and "vote" in given:
        milieu.tell("projet-vote", "vote")
    if {"vote", "designation"} <= given:
        milieu.tell("vote-et-designation", "designation")
    if variante == "publication" and "publication_restreinte" in given:
        milieu.tell("publication-restreinte", "publication_restreinte")
    suites = value.get("suites")
    if isinstance(suites, Bloc) and "numero" in value and suites["acte"] != value["numero"]:
        milieu.tell("suites-autre-acte", "suites", acte=suites["acte"], numero=value["numero"])
    if isinstance(suites, Bloc) and "certification" in suites and not _is_public(suites):
        milieu.tell("certification-prematuree", "suites")
    for name in ("objet", "objet_imprime"):
        for found in LISTE.finditer(str(value.get(name, ""))):
            if found.group(1) in (value.get("listes") or ()) or found.group(1) == "beneficiaires" in value:
                milieu.tell("liste-dans-objet", name, nom=found.group(1))
    if milieu.refused:
        return REFUS
    return value.evolve(variante=variante, signatures=signatures(value, variante))


def signatures(act: Bloc, variante: str) -> tuple[Bloc, ...]:
    """Return who signs this variant, in order: each a `role` and a `personne`, and what of `_SIGNATURE` is known.

    Roles: president, president_de_seance (another than the body's head), secretaire, delegataire. The
    secretary signs the original (CGCT, art. L. 2121-23), and the other variants only where the house wants it.
    """
    if variante == "projet":
        return ()
    seance, style = act["seance"], act.get("style") or {}
    given = act.get("signataires")
    stated = given is not None
    if given is None:
        president = act.get("president") or seance.get("president")
        if president is None:
            return ()
        given = [Bloc({"role": "president", "personne": president})]
        given += [Bloc({"role": "secretaire", "personne": one}) for one in seance.get("secretaires", ())]
    both = variante == "original" or style.get("secretaire_sur_extrait") is True
    head = seance["organe"].get("president") or {}
    made = []
    for index, one in enumerate(given):
        champs = {name: one[name] for name in one}
        if champs["role"] == "secretaire" and not both:
            continue
        if champs["role"] == "president":
            if not _is_head(champs["personne"], head, act.get("collectivite") or {}, given=stated):
                champs["role"] = "president_de_seance"
            elif "qualite_signature" in head:
                champs["intitule"] = head["qualite_signature"]
        if champs["role"] == "delegataire" and "qualite_signature" in head:
            champs["au_nom_de"] = head["qualite_signature"][:1].lower() + head["qualite_signature"][1:]
        made.append(Bloc(champs, one.spec, one.chemin or f"signatures[{index}]", _SIGNATURE))
    return tuple(made)


_SIGNATURE = frozenset({"role", "personne", "intitule", "titres", "delegation", "au_nom_de", "signature"})


def _is_head(personne: Personne, head: Mapping[str, Any], collectivite: Mapping[str, Any], *, given: bool) -> bool:
    """Return whether who presides is the body's head, as the data say: nobody signs under a title that they do not give.

    A person without `qualite` is the head only where the act itself gives the role (`given`).
    """
    if not personne.qualite:
        return given
    said = _plain(personne.qualite)
    titles = {_plain(str(head[name])) for name in ("qualite", "qualite_signature") if name in head}
    titles |= {re.sub(r"^(?:le|la|l) ", "", title) for title in titles}
    house = f" {_plain(str(collectivite.get('nom', '')))} | {_plain(str(collectivite.get('nom_court', '')))} "
    for title in titles:
        for form in (title, f"{title}e", title.removesuffix("e")):
            if said == form:
                return True
            found = _DE.fullmatch(said, len(form)) if said.startswith(form) else None
            if found is not None and f" {found.group(1)} " in house:
                return True
    return False


_DE = re.compile(" d(?:e la |e l |e |u |es | )(.+)")


def _plain(texte: str) -> str:
    """Return `texte` folded, so that a title is the same with one apostrophe or another, one space or two."""
    return " ".join(fold(texte[:LONG]).split())


def _is_public(suites: Bloc) -> bool:
    """Return whether transmission and publicity are both known: an act is certified exécutoire only then."""
    posted = "date" in suites.get("mise_en_ligne", {}) or "affichage" in suites
    return bool(suites.get("accuse")) and posted
