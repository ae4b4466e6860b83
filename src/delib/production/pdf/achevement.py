"""What LibreOffice made, completed: annexes after it, « PROJET » across it, its metadata and marks, the data attached.

Imported once LibreOffice is at work: what reads PDF files takes longer to import than a Word file to judge.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from delib.anomalie import Anomalie, in_order
from delib.production.pdf import conformite, fiche

PROJET = "PROJET"
"""What is written across the pages of a draft."""
DONNEES = "donnees.json"
"""The name of the attached data."""


class Partie(NamedTuple):
    """A PDF to be put together: that of the act, or of an annex; `filigrane` tells whether « PROJET » is across it already."""

    fichier: str
    pdf: bytes
    filigrane: bool = False


@dataclass(frozen=True, slots=True)
class Resultat:
    """A finished PDF, and what is worth telling of it."""

    pdf: bytes
    anomalies: tuple[Anomalie, ...] = ()


def finished(
    docx: bytes, parties: Sequence[Partie], told: Sequence[Anomalie] = (), *, projet: bool = False, donnees: bytes | None = None
) -> Resultat:
    """Return the PDF of the act that `docx` is, from its `parties`: its own, then its annexes; `told` is added to what is told.

    Raises LectureError (a PDF is damaged, encrypted) or DonneesError (one is signed, a file of that name is attached already).
    """
    acte = parties[0]
    said = fiche.of_docx(docx, acte.fichier)
    told = [*told, *said.anomalies]
    parts = [(one.fichier, _drawn(one) if projet and not one.filigrane else one.pdf) for one in parties]
    pdf = parts[0][1]
    if len(parts) > 1:
        from delib.production.pdf import assemblage  # noqa: PLC0415 - most acts do without

        pdf, joined = assemblage.join(pdf, parts[1:], acte.fichier)
        told += joined
    if donnees is not None:
        said = replace(said, provenance=(*said.provenance, ("donnees", hashlib.sha256(donnees).hexdigest())))
    pdf, lost = conformite.complete(pdf, said, acte.fichier)
    if len(parts) == 1:  # what an annex lacks was told when it was joined
        told += lost
    if donnees is not None:  # once finished: what is attached takes its date from the document
        from delib.production.pdf import attaches  # noqa: PLC0415 - most acts do without

        pdf = attaches.attach(pdf, DONNEES, donnees, "application/json", "Données de l’acte", acte.fichier)
    return Resultat(pdf, in_order(dict.fromkeys(told)))


def _drawn(partie: Partie) -> bytes:
    from delib.production.pdf import filigrane  # noqa: PLC0415 - most acts do without

    return filigrane.draw(partie.pdf, PROJET, partie.fichier)
