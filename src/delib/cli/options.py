"""The options that several commands take."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from delib.anomalie import AppelError, Source, make

if TYPE_CHECKING:
    from delib.modele.bibliotheque import Bibliotheque

VARIANTES = ("projet", "original", "extrait", "expedition", "publication")


ACTES = click.argument("actes", nargs=-1, required=True, metavar="ACTE…")
BIBLIOTHEQUE = click.option(
    "--bibliotheque",
    "racines",
    multiple=True,
    metavar="DOSSIER",
    help="Dossier qui contient vos modeles/ et schemas/, cherché avant ceux de delib. Peut se répéter.",
)
JSON = click.option("--json", "as_json", is_flag=True, help="Écrit sur la sortie un seul document JSON.")
VARIANTE = click.option(
    "--variante", type=click.Choice(VARIANTES), help="Variante à imprimer, à la place de celle que dit l’acte."
)
POUR = click.option(
    "--pour",
    "pour",
    metavar="LISTE",
    help="Liste des documents d’une série : .csv, .jsonl, .xlsx, dont les colonnes sont des champs de l’acte, ou dossier de "
    "formulaires remplis.",
)


def open_library(racines: Sequence[str]) -> Bibliotheque:
    """Return the folders that `--bibliotheque` names, before delib's own."""
    from delib.modele.bibliotheque import Bibliotheque  # noqa: PLC0415 - `delib --help` does without

    library = Bibliotheque(racines)
    empty = [one for one in racines if not any(os.path.isdir(os.path.join(one, name)) for name in ("modeles", "schemas"))]
    if empty:
        raise AppelError(make("bibliotheque-vide", Source(one)) for one in empty)
    return library
