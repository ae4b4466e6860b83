"""The kinds of anomaly, as data, a file a family.

A code never changes its meaning. `docs/anomalies.md` is these tables made readable; a test holds the two together.
"""

from __future__ import annotations

from delib.codes import (
    accuses,
    commande,
    concordance,
    donnees,
    dossiers,
    formulaires,
    identifiants,
    listes,
    modeles,
    pdf,
    scdl,
    series,
    tampons,
    transmission,
)
from delib.codes.nature import AVERTISSEMENT, ERREUR, INFO, Kind

__all__ = ["AVERTISSEMENT", "CODES", "ERREUR", "INFO", "Kind"]

CODES: dict[str, Kind] = {
    **donnees.CODES,
    **modeles.CODES,
    **commande.CODES,
    **listes.CODES,
    **series.CODES,
    **formulaires.CODES,
    **dossiers.CODES,
    **pdf.CODES,
    **identifiants.CODES,
    **accuses.CODES,
    **concordance.CODES,
    **tampons.CODES,
    **transmission.CODES,
    **scdl.CODES,
}
