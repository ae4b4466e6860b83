"""The command `delib accuse read`: what receipts tell, in French, in JSON, or as the suites of an act take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from delib import __version__
from delib.anomalie import Anomalie, AppelError, DelibError, Gravite, make
from delib.cli.affichage import print_anomalies, print_json, progress
from delib.cli.aide import Commande
from delib.cli.options import JSON

if TYPE_CHECKING:
    from delib.prefecture.accuse import Lecture


@click.command(
    "read",
    cls=Commande,
    help="Lit des accusés de réception de la préfecture : message ARActe (.xml), enveloppe, archive de messages (.tar.gz, .zip) "
    "ou acte tamponné en PDF. La nature d’un fichier se juge à son contenu.\n\n"
    "Dit de chacun l’acte, les dates connues (une date que la source ne dit pas reste inconnue) et les délais qui en courent. "
    "Plusieurs sources d’un même accusé se complètent quand elles concordent. Un refus de la préfecture est dit, avec sa raison.",
    short_help="Dit ce que contiennent des accusés de réception.",
    options_metavar="[OPTIONS]",
)
@click.argument("fichiers", nargs=-1, required=True, metavar="FICHIER…")
@click.option("--yaml", "as_yaml", is_flag=True, help="Affiche le bloc « accuse: » à coller dans les suites de l’acte.")
@JSON
def read(fichiers: tuple[str, ...], as_yaml: bool, as_json: bool) -> int:
    if as_yaml and as_json:
        commande = click.get_current_context().command_path
        raise AppelError([make("appel", probleme="--yaml et --json ne vont pas ensemble.", commande=commande)])
    lecture, code = _read(fichiers)
    if as_json:
        print_json(_json(lecture, code))
        return code
    print_anomalies(lecture.anomalies)
    click.echo(_verdict(lecture), err=True)
    click.echo(_yaml(lecture) if as_yaml else _summary(lecture), nl=False)
    return code


def _read(fichiers: tuple[str, ...]) -> tuple[Lecture, int]:
    """Return what the files hold, put together, and the exit code: one that cannot be read does not stop the others."""
    from delib.prefecture.accuse import Lecture  # noqa: PLC0415 - `delib --help` does without
    from delib.prefecture.accuse.fusion import merged  # noqa: PLC0415
    from delib.prefecture.accuse.lecture import read  # noqa: PLC0415

    lectures: list[Lecture] = []
    code = 0
    for path in progress(fichiers, "Accusés"):
        try:
            lectures.append(read(path))
        except DelibError as error:
            lectures.append(Lecture(anomalies=error.anomalies))
            code = max(code, error.exit_code)
    lecture = merged(lectures)
    return lecture, max(code, int(any(one.gravite is Gravite.ERREUR for one in lecture.anomalies)))


def _json(lecture: Lecture, code: int) -> dict[str, object]:
    from delib.prefecture.echeances import of_accuse  # noqa: PLC0415 - `delib --help` does without

    accuses = [{**one.to_dict(), "delais": [each.to_dict() for each in of_accuse(one)]} for one in lecture.accuses]
    anomalies: tuple[Anomalie, ...] = lecture.anomalies
    refus = [one.to_dict() for one in lecture.refus]
    return {"delib": __version__, "code": code, "accuses": accuses, "refus": refus, "anomalies": anomalies}


def _summary(lecture: Lecture) -> str:
    from delib.cli.accuses.resume import of_accuse, of_refus  # noqa: PLC0415 - `delib --help` does without

    return "\n".join([*map(of_accuse, lecture.accuses), *map(of_refus, lecture.refus)])


def _yaml(lecture: Lecture) -> str:
    from delib.cli.accuses.resume import to_yaml  # noqa: PLC0415 - `delib --help` does without

    return to_yaml(lecture.accuses)


def _verdict(lecture: Lecture) -> str:
    """Return « 2 accusés de réception, 1 refus. »."""
    number = len(lecture.accuses)
    accuses = f"{number} accusé{'s' if number > 1 else ''} de réception" if number else "Aucun accusé de réception"
    return f"{accuses}{f', {len(lecture.refus)} refus' if lecture.refus else ''}."
