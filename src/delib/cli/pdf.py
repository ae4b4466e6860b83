"""The command that makes PDF files of Word ones."""

from __future__ import annotations

import click

from delib.cli.aide import Commande


@click.command("pdf", cls=Commande, help="Convertit des fichiers Word en PDF.", options_metavar="[OPTIONS]")
@click.argument("fichiers", nargs=-1, required=True, metavar="FICHIER…")
def pdf(fichiers: tuple[str, ...]) -> int:
    raise NotImplementedError
