"""The command `delib accuse read`."""

from __future__ import annotations

import click

from delib.cli.aide import Commande


@click.command("read", cls=Commande, help="Lit des accusés de réception.", options_metavar="[OPTIONS]")
@click.argument("fichiers", nargs=-1, required=True, metavar="FICHIER…")
def read(fichiers: tuple[str, ...]) -> int:
    raise NotImplementedError
