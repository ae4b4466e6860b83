"""The command `delib accuse stamp`: the receipt drawn on the pages of the act."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import click

from delib import __version__
from delib.anomalie import AppelError, Page, make
from delib.cli.affichage import print_anomalies, print_json
from delib.cli.aide import Commande
from delib.cli.options import JSON

if TYPE_CHECKING:
    from delib.prefecture.emplacement import Point
    from delib.prefecture.tampon import Pages

_POINT = re.compile(r"([0-9]{1,5}(?:\.[0-9]{1,4})?),([0-9]{1,5}(?:\.[0-9]{1,4})?)")


@click.command(
    "stamp",
    cls=Commande,
    help="Appose sur un PDF le tampon de son accusé de réception : l’identifiant de l’acte et les dates connues, dans un cadre. "
    "RECU est un message ARActe, l’archive qui le contient ou un PDF tamponné.\n\n"
    "Le tampon va là où rien n’est écrit : en haut à droite si c’est libre sur toutes les pages, sinon dans un autre coin, en "
    "haut, en bas, sinon page par page. Un PDF signé est refusé. « delib accuse check » dit si l’accusé est celui de l’acte.",
    short_help="Appose un accusé de réception sur un PDF.",
    options_metavar="[OPTIONS]",
)
@click.argument("acte", metavar="ACTE.pdf")
@click.argument("recu", metavar="RECU")
@click.option("-o", "--sortie", "sortie", metavar="SORTIE.pdf", help="PDF à écrire (à donner toujours).")
@click.option(
    "--pages", type=click.Choice(("toutes", "premiere")), default="toutes", help="Pages à tamponner (par défaut : toutes)."
)
@click.option(
    "--place",
    default="auto",
    metavar="PLACE",
    help="auto (par défaut), haut-droite, haut-gauche, bas-droite, bas-gauche, ou X,Y : le coin en haut à gauche du cadre, en "
    "points depuis celui de la page affichée.",
)
@click.option("--sur-texte", is_flag=True, help="Accepte que le tampon, qui est opaque, couvre ce qui est écrit.")
@click.option("--ecraser", is_flag=True, help="Remplace un fichier différent qui porte déjà ce nom, fût-il ACTE.pdf.")
@JSON
def stamp(  # noqa: PLR0917 - Click passes each option by its name
    acte: str, recu: str, sortie: str | None, pages: Pages, place: str, sur_texte: bool, ecraser: bool, as_json: bool
) -> int:
    from delib.prefecture import tampon  # noqa: PLC0415 - `delib --help` does without
    from delib.prefecture.accuse.lecture import the_only  # noqa: PLC0415
    from delib.production.ecriture import write_all  # noqa: PLC0415
    from delib.production.pdf.ouverture import load  # noqa: PLC0415

    if not sortie:
        commande = click.get_current_context().command_path
        raise AppelError([make("appel", probleme="Il manque « -o SORTIE.pdf ».", commande=commande)])
    if os.path.isdir(sortie):
        raise AppelError([make("tampon-sortie", Page(sortie))])
    data = load(acte)
    accuse = the_only([recu])
    stamped = tampon.stamp(data, accuse, acte, pages=pages, place=_place(place), sur_texte=sur_texte)
    paths = write_all({sortie: stamped}, replace=ecraser)
    if as_json:
        content = {"delib": __version__, "code": 0, "fichiers": paths, "accuse": accuse.to_dict()}
        print_json({**content, "anomalies": accuse.anomalies})
        return 0
    print_anomalies(accuse.anomalies)
    where = "la première page" if pages == "premiere" else "toutes les pages"
    click.echo(f"Accusé {accuse.identifiant} apposé sur {where}.", err=True)
    click.echo(paths[0])
    return 0


def _place(typed: str) -> str | Point:
    """Return the place that was typed: its name, or its point."""
    found = _POINT.fullmatch(typed.replace(" ", ""))
    return (float(found[1]), float(found[2])) if found is not None else typed
