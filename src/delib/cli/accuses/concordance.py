"""The command `delib accuse check`: a receipt against its act, field by field, and the delays that both set running."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from delib import __version__
from delib.anomalie import AppelError, Gravite, make
from delib.cli.affichage import print_anomalies, print_json
from delib.cli.aide import Commande
from delib.cli.options import BIBLIOTHEQUE, JSON, open_library

if TYPE_CHECKING:
    from delib.acte.acte import Acte
    from delib.droit.delais import Delai
    from delib.prefecture.accuse import Lecture
    from delib.prefecture.concordance import Comparaison, Concordance

LARGEUR = 90
"""Characters shown of a value: an objet has up to 499."""


@click.command(
    "check",
    cls=Commande,
    help="Compare un acte à son accusé de réception, champ par champ. ACTE est un fichier de données (.yaml ou .json) ; RECU, un "
    "message ARActe, l’archive qui le contient ou le PDF tamponné. Plusieurs sources d’un même accusé se complètent.\n\n"
    "« conforme » ne se dit que si tout a été comparé ; sinon, ce qui n’a pas pu l’être est nommé. Les délais suivent.",
    short_help="Compare un acte à son accusé de réception.",
    options_metavar="[OPTIONS]",
)
@click.argument("chemin", metavar="ACTE")
@click.argument("recus", nargs=-1, required=True, metavar="RECU…")
@BIBLIOTHEQUE
@JSON
def check(chemin: str, recus: tuple[str, ...], racines: tuple[str, ...], as_json: bool) -> int:
    from delib.acte.acte import load  # noqa: PLC0415 - `delib --help` does without
    from delib.acte.dossier.lieux import Lieux  # noqa: PLC0415
    from delib.cli.accuses.resume import of_refus  # noqa: PLC0415
    from delib.prefecture.accuse.lecture import read_all  # noqa: PLC0415
    from delib.prefecture.concordance import compare, own_first  # noqa: PLC0415
    from delib.prefecture.inscription import left_aside  # noqa: PLC0415

    acte = load(chemin, open_library(racines).schemas)
    if acte.type == "dossier":
        probleme = f"« {chemin} » est un dossier : un accusé est celui d’un acte."
        raise AppelError([make("appel", probleme=probleme, commande=click.get_current_context().command_path)])
    lecture, lieux = read_all(recus), Lieux()
    kept, aside = own_first([compare(acte, accuse, lieux) for accuse in lecture.accuses], recus)
    found = [(one, _delays(acte, one)) for one in kept]
    code = _code(lecture, kept)
    anomalies = [*lecture.anomalies, *(anomalie for one in kept for anomalie in one.anomalies), *left_aside(acte, aside)]
    if as_json:
        made = [{**one.to_dict(), "delais": [each.to_dict() for each in delays]} for one, delays in found]
        told = {"accuses": made, "refus": [one.to_dict() for one in lecture.refus], "anomalies": anomalies}
        print_json({"delib": __version__, "code": code, "acte": chemin, **told})
        return code
    print_anomalies(anomalies)
    for one, delays in found:
        _print(one, delays)
    for refus in lecture.refus:
        click.echo(of_refus(refus), nl=False)
    return code


def _delays(acte: Acte, concordance: Concordance) -> Sequence[Delai]:
    """Return the delays that run; none from a receipt that is another act's."""
    from delib.prefecture.echeances import of_acte  # noqa: PLC0415 - `delib --help` does without

    return of_acte(acte, None if concordance.autre_acte else concordance.accuse)


def _code(lecture: Lecture, found: Sequence[Concordance]) -> int:
    """Return 0 when a receipt was read, alone of its act, and nothing differs nor was refused."""
    wrong = bool(lecture.refus) or any(one.gravite is Gravite.ERREUR for one in lecture.anomalies)
    twice = len({one.accuse.identifiant for one in found}) < len(found)  # two that contradict each other
    return int(wrong or twice or not found or any(one.differe for one in found))


def _print(concordance: Concordance, delays: Sequence[Delai]) -> None:
    accuse = concordance.accuse
    click.echo(f"Accusé de réception {accuse.identifiant} ({accuse.fichier})\n{concordance.verdict}")
    titles = max(len(one.titre) for one in concordance.champs)
    for one in concordance.champs:
        click.echo(f"  {one.titre:<{titles}}  {one.resultat.value:<11}  {_said(one)}")
    for line in ("  Délais", *(f"    {each}" for each in delays)) if delays else ():
        click.echo(line)


def _said(one: Comparaison) -> str:
    """Return what there is to say of a field: why it was not compared, both values where they differ, the value else."""
    issue = one.issue
    if issue.raison:
        return issue.raison
    if issue.anomalie is not None:
        return f"acte : {_cut(issue.acte)} ; accusé : {_cut(issue.accuse)}"
    return _cut(issue.accuse)


def _cut(texte: str) -> str:
    texte = " ".join(texte.split())
    return texte if len(texte) <= LARGEUR else f"{texte[:LARGEUR]}…"
