"""The command `delib accuse check`."""

from __future__ import annotations

import click

from delib.cli.aide import Commande


@click.command("check", cls=Commande, help="Vérifie des accusés de réception.", options_metavar="[OPTIONS]")
@click.argument("fichiers", nargs=-1, required=True, metavar="FICHIER…")
def check(fichiers: tuple[str, ...]) -> int:
    raise NotImplementedError
