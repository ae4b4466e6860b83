"""delib: structured data into French administrative acts, from versioned Word templates.

    acte = delib.load("examples/deliberation-conseil.yaml")
    document = delib.build(acte)
    document.save("sortie/")

Names are imported when they are first used, so that `import delib` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from delib.acte.acte import Acte
    from delib.acte.formats import Formats
    from delib.anomalie import (
        Anomalie,
        AppelError,
        DelibError,
        DonneesError,
        EcritureError,
        Gravite,
        LectureError,
        ModeleError,
    )
    from delib.facade import build, check, load
    from delib.modele.bibliotheque import Bibliotheque, Modele
    from delib.modele.gabarit import Gabarit
    from delib.prefecture.accuse import Accuse
    from delib.prefecture.identifiant import Identifiant
    from delib.production.bordereau import Bordereau
    from delib.production.document import Document
    from delib.production.formulaire import Formulaire
    from delib.production.serie import Serie
    from delib.production.serie.construction import build_all

__version__ = "0.1.0"

__all__ = [
    "Accuse",
    "Acte",
    "Anomalie",
    "AppelError",
    "Bibliotheque",
    "Bordereau",
    "DelibError",
    "Document",
    "DonneesError",
    "EcritureError",
    "Formats",
    "Formulaire",
    "Gabarit",
    "Gravite",
    "Identifiant",
    "LectureError",
    "Modele",
    "ModeleError",
    "Serie",
    "__version__",
    "build",
    "build_all",
    "check",
    "load",
]

_HOMES = {
    "Accuse": "delib.prefecture.accuse",
    "Acte": "delib.acte.acte",
    "Bibliotheque": "delib.modele.bibliotheque",
    "Bordereau": "delib.production.bordereau",
    "Document": "delib.production.document",
    "Formats": "delib.acte.formats",
    "Formulaire": "delib.production.formulaire",
    "Gabarit": "delib.modele.gabarit",
    "Identifiant": "delib.prefecture.identifiant",
    "Modele": "delib.modele.bibliotheque",
    "Serie": "delib.production.serie",
    "build": "delib.facade",
    "build_all": "delib.production.serie.construction",
    "check": "delib.facade",
    "load": "delib.facade",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'delib' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - the very point: nothing is imported before it is used

    value = getattr(import_module(_HOMES.get(name, "delib.anomalie")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
