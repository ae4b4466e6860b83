"""The command `delib accuse stamp`."""

from __future__ import annotations

import click

from delib.cli.aide import Commande


@click.command("stamp", cls=Commande, help="Appose des accusés de réception.", options_metavar="[OPTIONS]")
@click.argument("fichiers", nargs=-1, required=True, metavar="FICHIER…")
def stamp(fichiers: tuple[str, ...]) -> int:
    raise NotImplementedError
