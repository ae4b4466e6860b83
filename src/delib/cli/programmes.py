"""A programme on the command line: the acts, annexes and series of one `dossier.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from delib import __version__
from delib.anomalie import Gravite
from delib.cli.affichage import print_anomalies, print_json, print_remarks, print_verdict
from delib.cli.pdf import Reglage, pdfs_beside
from delib.cli.series import bar, verdict

if TYPE_CHECKING:
    from delib.modele.bibliotheque import Bibliotheque


def build_programme(
    path: str,
    library: Bibliotheque,
    sortie: str,
    *,
    processus: int | None,
    ecraser: bool,
    reglage: Reglage | None,
    as_json: bool,
) -> int:
    """Build a programme and say what became of it; return the exit code: 1 when a row of a series was refused.

    With `reglage`, the documents have their PDF beside them.
    """
    from delib.production.programme import build, open_dossier  # noqa: PLC0415 - acts do without

    dossier = open_dossier(path, library)
    with bar() as progress:
        made = build(dossier, sortie, replace=ecraser, processus=processus, progress=progress)
    code = 1 if any(one.gravite is Gravite.ERREUR for one in made.anomalies) else 0
    if as_json:
        faits = pdfs_beside((made.actes, *made.series), reglage, ecraser=ecraser)
        code = max(code, faits.exit_code)
        paths = {"fichiers": made.chemins, "sommaire": made.sommaire, **faits.said}
        print_json({"delib": __version__, "code": code, **paths, "anomalies": [*made.anomalies, *faits.anomalies]})
        return code
    print_anomalies([one for one in made.anomalies if one.gravite is not Gravite.INFO])
    print_remarks(path, made.anomalies)
    for serie in made.series:
        click.echo(f"{serie.dossier} : {verdict(serie)}", err=True)
    for one in made.chemins:
        click.echo(one)
    faits = pdfs_beside((made.actes, *made.series), reglage, ecraser=ecraser)
    faits.tell()
    return max(code, faits.exit_code)


def check_programme(path: str, library: Bibliotheque, *, as_json: bool) -> int:
    """Read across a programme and say what is wrong; return the exit code."""
    from delib.production.programme import check, open_dossier  # noqa: PLC0415 - acts do without

    dossier = open_dossier(path, library)
    anomalies = check(dossier)
    code = 1 if any(one.gravite is Gravite.ERREUR for one in anomalies) else 0
    if as_json:
        print_json({"delib": __version__, "code": code, "anomalies": anomalies})
        return code
    print_anomalies(anomalies)
    if code == 0:
        print_verdict(len(dossier.pieces), anomalies)
    return code
