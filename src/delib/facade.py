"""The verbs of `import delib`: each joins the rooms below, with the packaged library where none is given."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from delib.acte import acte as actes
from delib.acte.acte import Acte, Donnees
from delib.acte.formats import Formats
from delib.acte.source import read
from delib.anomalie import Anomalie, AppelError, DelibError, Releve, Source, make
from delib.modele.bibliotheque import Bibliotheque
from delib.production import document as documents
from delib.production.document import Document

if TYPE_CHECKING:
    from delib.prefecture.inscription import Recu


def load(
    donnees: Donnees,
    *,
    bibliotheque: Bibliotheque | None = None,
    formats: Formats | None = None,
    variante: str | None = None,
    dossier: str | None = None,
    accuse: Recu | None = None,
) -> Acte:
    """Return the act that a YAML or JSON file, or a mapping, holds, checked and given its French words.

    `variante` replaces the act's own (projet, original, extrait, expedition, publication). `dossier` is what the relative paths
    of a mapping start from. `accuse`, the préfecture's receipt or the files it is read from, is compared with the act and joins
    its `suites`. Raises DonneesError with every anomaly, LectureError when a file cannot be read, AppelError when the act's
    type or variant prints no receipt.
    """
    library = bibliotheque or Bibliotheque.default()
    if accuse is not None:
        from delib.prefecture import inscription  # noqa: PLC0415 - an act without a receipt does without

        return inscription.load(donnees, accuse, library.schemas, formats, variante=variante, dossier=dossier)
    return actes.load(donnees, library.schemas, formats, variante=variante, dossier=dossier)


def check(
    donnees: Donnees,
    *,
    bibliotheque: Bibliotheque | None = None,
    formats: Formats | None = None,
    variante: str | None = None,
    dossier: str | None = None,
) -> list[Anomalie]:
    """Return all that is wrong or worth knowing in the data of an act, sorted by place; an empty list when there is nothing.

    The file of a programme (`acte: dossier`) is read across.
    """
    library = bibliotheque or Bibliotheque.default()
    try:
        if not isinstance(donnees, Mapping) and nature(os.fspath(donnees), library) == "dossier":
            from delib.production import programme  # noqa: PLC0415 - acts do without

            return list(programme.check(programme.open_dossier(donnees, library, formats)))
        acte = actes.load(donnees, library.schemas, formats, variante=variante, dossier=dossier)
        documents.prepare(acte, library)
    except DelibError as error:
        return list(error.anomalies)
    return list(acte.anomalies)


def build(
    acte: Acte | Donnees,
    *,
    bibliotheque: Bibliotheque | None = None,
    modele: str | None = None,
    variante: str | None = None,
    accuse: Recu | None = None,
) -> Document:
    """Return the Word document of an act (an `Acte`, a file, or a mapping).

    `modele` (`deliberation@1`) replaces the act's own choice; `variante` and `accuse` (see `load`) are for what is not
    loaded yet. Raises DonneesError, ModeleError, LectureError, or AppelError when there is no such template.
    """
    library = bibliotheque or Bibliotheque.default()
    if not isinstance(acte, Acte):
        acte = load(acte, bibliotheque=library, variante=variante, accuse=accuse)
    elif variante is not None or accuse is not None:
        raise ValueError("variante and accuse are for data that are not loaded yet: load(donnees, variante=..., accuse=...)")
    if acte.type == "dossier":
        raise AppelError([make("dossier-pas-document", Source(acte.fichier))])
    return documents.build(acte, library, modele)


def nature(path: str, bibliotheque: Bibliotheque, modele: str | None = None) -> str:
    """Return what a data file is: « dossier » (the acts of a programme), « serie » (an act for each element of its own list) or
    « acte ». What cannot be read is an act: reading it tells why.
    """
    try:
        value = read(path, Releve()).value
        said = value.get("acte") if isinstance(value, dict) else None
        if not isinstance(value, dict) or said is None or not isinstance(said.value, str):
            return "acte"
        if said.value.partition("@")[0] == "dossier":
            return "dossier"
        asked = value["modele"].value if "modele" in value else said.value.partition("@")[0]
        serie = bibliotheque.find(modele or str(asked)).serie
    except DelibError:
        return "acte"
    return "serie" if serie.liste in value and serie.champ not in value else "acte"
