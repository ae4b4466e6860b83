"""The commands that publish acts as open data."""

from __future__ import annotations

import click

from delib.cli.aide import Groupe


@click.group(
    cls=Groupe,
    help="Publie les actes en données ouvertes.",
    short_help="Publie des actes en données ouvertes.",
    subcommand_metavar="COMMANDE [ARGUMENTS]…",
    options_metavar="[OPTIONS]",
)
def export() -> None:
    pass


@export.command(help="Écrit le fichier SCDL « délibérations ».", options_metavar="[OPTIONS]")
@click.argument("actes", nargs=-1, required=True, metavar="ACTE…")
def scdl(actes: tuple[str, ...]) -> int:
    raise NotImplementedError
