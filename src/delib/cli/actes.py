"""The commands that build and check acts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from delib import __version__
from delib.anomalie import Anomalie, DelibError, Gravite
from delib.cli.affichage import print_anomalies, print_json, print_remarks, print_verdict, progress
from delib.cli.aide import Commande

if TYPE_CHECKING:
    from delib.modele.bibliotheque import Bibliotheque
    from delib.production.document import Document

VARIANTES = ("projet", "original", "extrait", "expedition", "publication")


_ACTES = click.argument("actes", nargs=-1, required=True, metavar="ACTE…")
_BIBLIOTHEQUE = click.option(
    "--bibliotheque",
    "racines",
    multiple=True,
    metavar="DOSSIER",
    help="Dossier qui contient vos modeles/ et schemas/, cherché avant ceux de delib. Peut se répéter.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Écrit sur la sortie un seul document JSON.")
_VARIANTE = click.option(
    "--variante", type=click.Choice(VARIANTES), help="Variante à imprimer, à la place de celle que dit l’acte."
)


@click.command(
    cls=Commande,
    help="Construit les actes en Word. ACTE est un fichier de données (.yaml ou .json).\n\n"
    "Les chemins des fichiers écrits vont sur la sortie, les anomalies sur la sortie d’erreur. Si un acte est refusé, "
    "rien n’est écrit.",
    short_help="Construit des actes en Word.",
    options_metavar="[OPTIONS]",
)
@_ACTES
@click.option("-o", "--sortie", "sortie", default=".", metavar="DOSSIER", help="Dossier où écrire (par défaut : ici).")
@click.option("-m", "--modele", "modele", metavar="NOM[@VERSION]", help="Modèle à employer, à la place de celui de l’acte.")
@_VARIANTE
@_BIBLIOTHEQUE
@click.option("--ecraser", is_flag=True, help="Remplace un fichier différent qui porte déjà le même nom.")
@_JSON
def build(  # noqa: PLR0917 - Click passes each option by its name
    actes: tuple[str, ...],
    sortie: str,
    modele: str | None,
    variante: str | None,
    racines: tuple[str, ...],
    ecraser: bool,
    as_json: bool,
) -> int:
    from delib.production.document import save_all  # noqa: PLC0415 - `delib --help` does without

    library = _library(racines)
    documents: list[Document] = []
    refused: list[DelibError] = []
    for path in progress(actes):
        try:
            documents.append(_built(path, library, modele, variante))
        except DelibError as error:
            refused.append(error)
    warnings = [one for document in documents for one in document.anomalies]
    paths: list[str] = []
    if not refused:
        try:
            paths = save_all(documents, sortie, replace=ecraser)
        except DelibError as error:
            refused.append(error)
    anomalies = [*warnings, *(one for error in refused for one in error.anomalies)]
    code = max((error.exit_code for error in refused), default=0)
    if as_json:
        made = [
            {
                "acte": document.fichier,
                "fichier": path,
                "modele": document.modele,
                "empreinte": document.empreinte,
            }
            for document, path in zip(documents, paths, strict=False)
        ]
        print_json({"delib": __version__, "code": code, "documents": made, "anomalies": anomalies})
    else:
        print_anomalies([one for one in anomalies if one.gravite is not Gravite.INFO], " : rien n’a été écrit")
        for document in documents:
            print_remarks(document.fichier, document.anomalies)
        for path in paths:
            click.echo(path)
    return code


@click.command(
    cls=Commande,
    help="Vérifie les données des actes, sans rien écrire. ACTE est un fichier de données (.yaml ou .json).",
    short_help="Vérifie les données d’actes, sans rien écrire.",
    options_metavar="[OPTIONS]",
)
@_ACTES
@_VARIANTE
@_BIBLIOTHEQUE
@_JSON
def check(actes: tuple[str, ...], variante: str | None, racines: tuple[str, ...], as_json: bool) -> int:
    from delib.acte.acte import load  # noqa: PLC0415 - `delib --help` does without
    from delib.production.document import prepare  # noqa: PLC0415

    library = _library(racines)
    anomalies: list[Anomalie] = []
    code = 0
    for path in progress(actes):
        try:
            acte = load(path, library.schemas, variante=variante)
            prepare(acte, library)
            anomalies.extend(acte.anomalies)
        except DelibError as error:
            anomalies.extend(error.anomalies)
            code = max(code, error.exit_code)
    if as_json:
        print_json({"delib": __version__, "code": code, "anomalies": anomalies})
    else:
        print_anomalies(anomalies)
        if code == 0:
            print_verdict(len(actes), list(dict.fromkeys(anomalies)))
    return code


def _library(racines: Sequence[str]) -> Bibliotheque:
    from delib.modele.bibliotheque import Bibliotheque  # noqa: PLC0415 - `delib --help` does without

    return Bibliotheque(racines)


def _built(path: str, library: Bibliotheque, modele: str | None, variante: str | None) -> Document:
    from delib import facade  # noqa: PLC0415 - `delib --help` does without

    return facade.build(path, bibliotheque=library, modele=modele, variante=variante)
