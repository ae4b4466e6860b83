"""The commands that publish acts as open data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from delib import __version__
from delib.anomalie import Anomalie, DelibError, Gravite
from delib.cli.affichage import print_anomalies, print_json, print_remarks, progress
from delib.cli.aide import Groupe
from delib.cli.options import ACTES, BIBLIOTHEQUE, JSON, open_library

if TYPE_CHECKING:
    from delib.acte.acte import Acte
    from delib.export.scdl import Table
    from delib.prefecture.accuse import Lecture


@click.group(
    cls=Groupe,
    help="Publie les actes en données ouvertes.",
    short_help="Publie des actes en données ouvertes.",
    subcommand_metavar="COMMANDE [ARGUMENTS]…",
    options_metavar="[OPTIONS]",
)
def export() -> None:
    pass


@export.command(
    help="Écrit le fichier SCDL « délibérations » 2.1.5, une ligne par acte. ACTE est un fichier .yaml ou .json.\n\n"
    "Sans -o, le fichier va sur la sortie ; les anomalies vont sur la sortie d’erreur. Un champ que l’acte ne connaît pas reste "
    "vide ; s’il est obligatoire, l’acte est refusé et rien n’est écrit.\n\n"
    "Le fichier est en UTF-8, séparé par des virgules, ses lignes finies par CR LF (RFC 4180).",
    short_help="Écrit le fichier SCDL des délibérations.",
    options_metavar="[OPTIONS]",
)
@ACTES
@click.option("-o", "--sortie", "sortie", metavar="FICHIER", help="Fichier à écrire (par défaut : affiché).")
@click.option(
    "--accuses",
    "accuses",
    metavar="DOSSIER",
    help="Dossier des accusés de réception (messages, archives, PDF tamponnés), d’où vient la date de réception de chaque acte.",
)
@BIBLIOTHEQUE
@click.option("--ecraser", is_flag=True, help="Remplace un fichier différent qui porte déjà le même nom.")
@JSON
def scdl(  # noqa: PLR0917 - Click passes each option by its name
    actes: tuple[str, ...],
    sortie: str | None,
    accuses: str | None,
    racines: tuple[str, ...],
    ecraser: bool,
    as_json: bool,
) -> int:
    from delib.export.scdl import read  # noqa: PLC0415 - `delib --help` does without

    known, refused = _loaded(actes, racines)
    table: Table | None = None
    paths: list[str] = []
    anomalies = [one for acte in known for one in acte.anomalies]
    try:
        made = read(known, _receipts(accuses))
        anomalies += made.anomalies
        if not refused:
            table = None if made.refusee else made
        if table is not None and sortie is not None:
            paths = _written(table, sortie, ecraser)
    except DelibError as error:
        refused.append(error)
        table = None
    anomalies += [one for error in refused for one in error.anomalies]
    code = max((error.exit_code for error in refused), default=0 if table is not None else 1)
    _show(known, table, paths, anomalies, code, as_json=as_json, on_stdout=sortie is None)
    return code


def _show(
    known: list[Acte],
    table: Table | None,
    paths: list[str],
    anomalies: list[Anomalie],
    code: int,
    *,
    as_json: bool,
    on_stdout: bool,
) -> None:
    """Print what was made, and all that is told of it."""
    if as_json:
        lignes = [dict(one) for one in table.lignes] if table is not None else []
        print_json({"delib": __version__, "code": code, "fichiers": paths, "lignes": lignes, "anomalies": anomalies})
        return
    own = {one for acte in known for one in acte.anomalies if one.gravite is Gravite.INFO}
    print_anomalies([one for one in anomalies if one not in own], " : rien n’a été écrit")
    for acte in known:
        print_remarks(acte.fichier, acte.anomalies)
    for path in paths:
        click.echo(path)
    if table is not None and on_stdout:
        click.echo(table.to_csv(), nl=False)


def _loaded(actes: tuple[str, ...], racines: tuple[str, ...]) -> tuple[list[Acte], list[DelibError]]:
    """Return the acts that could be read, and why others could not."""
    from delib.acte.acte import load  # noqa: PLC0415 - `delib --help` does without

    library = open_library(racines)
    known: list[Acte] = []
    refused: list[DelibError] = []
    for path in progress(actes):
        try:
            known.append(load(path, library.schemas))
        except DelibError as error:
            refused.append(error)
    return known, refused


def _receipts(path: str | None) -> Lecture | None:
    """Return what the receipts of a folder say; None where none is given. Raises LectureError."""
    if path is None:
        return None
    from delib.export.recus import files_of  # noqa: PLC0415 - only --accuses needs them
    from delib.prefecture.accuse.lecture import read_all  # noqa: PLC0415

    return read_all(files_of(path))


def _written(table: Table, sortie: str, ecraser: bool) -> list[str]:
    """Write the file; return its path. Raises AppelError, EcritureError."""
    from delib.production.ecriture import write_all  # noqa: PLC0415 - only -o needs it

    return write_all({sortie: table.to_csv()}, replace=ecraser)
