"""The reader of a règlement: what its numbers must say of one another, and how many sit on its committee."""

from __future__ import annotations

from typing import Any

from delib.acte.bloc import Bloc
from delib.acte.milieu import REFUS, Milieu


def reglement(value: Bloc, milieu: Milieu) -> Any:
    """Return the règlement, its committee with its `effectif`; criteria that do not make the total, or a quorum that the
    committee cannot reach, are told."""
    if milieu.refused:
        return REFUS
    criteres, comite = value["criteres"], value["comite"]
    somme = sum(critere["points"] for critere in criteres)
    if somme != value["total"]:
        milieu.tell("reglement-total", "criteres", somme=somme, total=value["total"])
    seen: dict[str, int] = {}
    for index, critere in enumerate(criteres):
        key = str(critere["intitule"]).casefold()
        if key in seen:
            milieu.tell(
                "liste-doublon",
                *("criteres", index, "intitule"),
                valeur=critere["intitule"],
                premier=seen[key] + 1,
                second=index + 1,
            )
        seen.setdefault(key, index)
    effectif = sum(membre["nombre"] for membre in comite["membres"])
    if comite.get("quorum", 0) > effectif:
        milieu.tell("reglement-quorum", "comite", "quorum", quorum=comite["quorum"], effectif=effectif)
    return value.evolve(comite=comite.evolve(effectif=effectif))
