"""The commands that read filled forms back."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from delib import __version__
from delib.anomalie import Anomalie, AppelError, DelibError, Gravite, Source, make
from delib.cli.affichage import print_anomalies, print_json, progress
from delib.cli.aide import Groupe
from delib.cli.options import BIBLIOTHEQUE, JSON, open_library

if TYPE_CHECKING:
    from delib.production.formulaire import Formulaire


@click.group(
    cls=Groupe,
    help="Relit les formulaires que les candidats ont remplis.",
    short_help="Relit des formulaires remplis.",
    subcommand_metavar="COMMANDE [ARGUMENTS]…",
    options_metavar="[OPTIONS]",
)
def formulaire() -> None:
    pass


@formulaire.command(
    help="Relit des formulaires remplis (.docx, ou .pdf à champs) et en rend les données, vérifiées.\n\n"
    "Avec -o, chaque formulaire donne un fichier .yaml du même nom ; sans -o, les données vont sur la sortie. Les anomalies "
    "vont sur la sortie d’erreur. Un formulaire fautif est refusé, et n’empêche pas de lire les autres.",
    short_help="Donne les données de formulaires remplis.",
    options_metavar="[OPTIONS]",
)
@click.argument("fichiers", nargs=-1, required=True, metavar="FICHIER…")
@click.option("-o", "--sortie", "sortie", metavar="DOSSIER", help="Dossier où écrire les données (par défaut : affichées).")
@click.option(
    "-m", "--modele", "modele", metavar="NOM[@VERSION]", help="Modèle du formulaire, si le fichier ne dit plus lequel c’est."
)
@BIBLIOTHEQUE
@click.option("--ecraser", is_flag=True, help="Remplace un fichier différent qui porte déjà le même nom.")
@JSON
def read(  # noqa: PLR0917 - Click passes each option by its name
    fichiers: tuple[str, ...],
    sortie: str | None,
    modele: str | None,
    racines: tuple[str, ...],
    ecraser: bool,
    as_json: bool,
) -> int:
    from delib.production.formulaire import Formulaire, to_yaml  # noqa: PLC0415 - `delib --help` does without

    known = open_library(racines)
    sound: list[Formulaire] = []
    told: list[dict[str, object]] = []
    anomalies: list[Anomalie] = []
    code = 0
    for path in progress(fichiers, "Formulaires"):
        try:
            one = Formulaire.read(path, bibliotheque=known, modele=modele)
        except DelibError as error:
            anomalies.extend(error.anomalies)
            code = max(code, error.exit_code)
            continue
        anomalies.extend(one.anomalies)
        bad = any(anomalie.gravite is Gravite.ERREUR for anomalie in one.anomalies)
        told.append({"fichier": one.fichier, "modele": one.modele, "etat": "refusé" if bad else "lu", "donnees": one.donnees})
        if bad:
            code = max(code, 1)
        else:
            sound.append(one)
    paths: list[str] = []
    if sortie is not None and sound:
        paths, refused, worst = _written(sound, sortie, ecraser)
        anomalies.extend(refused)
        code = max(code, worst)
    if as_json:
        print_json({"delib": __version__, "code": code, "formulaires": told, "fichiers": paths, "anomalies": anomalies})
        return code
    print_anomalies(anomalies)
    click.echo(_verdict(len(sound), len(fichiers)), err=True)
    if sortie is None:
        for one in sound:
            click.echo(f"--- # {one.fichier}\n{to_yaml(one)}", nl=False)
    for path in paths:
        click.echo(path)
    return code


def _written(forms: Sequence[Formulaire], sortie: str, ecraser: bool) -> tuple[list[str], list[Anomalie], int]:
    """Write the data of each form in folder `sortie`; return the paths, why others were not written, and the exit code."""
    from delib.production.ecriture import write_all  # noqa: PLC0415 - only -o needs it
    from delib.production.formulaire import to_yaml  # noqa: PLC0415

    paths: list[str] = []
    anomalies: list[Anomalie] = []
    first: dict[str, str] = {}
    code = 0
    for one in forms:
        name = f"{os.path.splitext(os.path.basename(one.fichier))[0]}.yaml"
        try:
            if (before := first.setdefault(name.casefold(), one.fichier)) != one.fichier:
                raise AppelError([make("fichier-double", Source(one.fichier), nom=name, autre=before)])
            paths += write_all({os.path.join(sortie, name): to_yaml(one).encode()}, replace=ecraser)
        except DelibError as error:
            anomalies.extend(error.anomalies)
            code = max(code, error.exit_code)
    return paths, anomalies, code


def _verdict(sound: int, given: int) -> str:
    """Return « 12 formulaires lus, 1 refusé »."""
    lus = f"{sound} formulaire{'s' if sound > 1 else ''} lu{'s' if sound > 1 else ''}"
    refused = given - sound
    return f"{lus}{f', {refused} refusé' + ('s' if refused > 1 else '') if refused else ''}."
