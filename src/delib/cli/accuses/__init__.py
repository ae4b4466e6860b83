"""The commands of the préfecture's receipt: read it, check it against its act, stamp it."""

from __future__ import annotations

import click

from delib.cli.accuses.concordance import check
from delib.cli.accuses.lecture import read
from delib.cli.accuses.tampon import stamp
from delib.cli.aide import Groupe


@click.group(
    cls=Groupe,
    help="Lit, vérifie et appose l’accusé de réception de la préfecture.",
    short_help="Lit, vérifie et appose des accusés de réception.",
    subcommand_metavar="COMMANDE [ARGUMENTS]…",
    options_metavar="[OPTIONS]",
)
def accuse() -> None:
    pass


accuse.add_command(read)
accuse.add_command(check)
accuse.add_command(stamp)
