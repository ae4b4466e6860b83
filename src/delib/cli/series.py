"""A series on the command line: one document for each row of a list, and what became of them."""

from __future__ import annotations

import contextlib
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from delib import __version__
from delib.anomalie import Anomalie, DonneesError, Gravite
from delib.cli.affichage import print_anomalies, print_json, print_remarks, print_verdict, spaced
from delib.cli.pdf import Reglage, pdfs_beside

if TYPE_CHECKING:
    from delib.modele.bibliotheque import Bibliotheque
    from delib.production.bordereau import Bordereau

MAX_KEPT = 10_000
"""The most anomalies that the checking of a series keeps: memory stays what it is, however long the list."""
MAX_SHOWN = 200
"""The most anomalies of a series that a terminal is given: the bordereau tells those of each row."""


def build_series(
    path: str,
    library: Bibliotheque,
    sortie: str,
    *,
    pour: str | None,
    nom: str | None,
    modele: str | None,
    variante: str | None,
    strict: bool,
    ecraser: bool,
    processus: int | None,
    reglage: Reglage | None,
    as_json: bool,
) -> int:
    """Build a series and say what became of it; return the exit code: 1 when a row was refused.

    With `reglage`, the documents have their PDF beside them.
    """
    from delib.production.serie import Serie  # noqa: PLC0415 - an act alone does without
    from delib.production.serie.construction import build_all  # noqa: PLC0415

    serie = Serie(path, pour, bibliotheque=library, modele=modele, variante=variante, nom=nom)
    try:
        with bar() as progress:
            bordereau = build_all(serie, sortie, strict=strict, replace=ecraser, processus=processus, progress=progress)
    except KeyboardInterrupt:
        click.echo("Interrompu : les documents déjà écrits sont entiers ; la même commande, relancée, finira.", err=True)
        raise
    except DonneesError as error:
        if as_json or not strict:
            raise
        print_anomalies(error.anomalies, " : rien n’a été écrit")
        return error.exit_code
    code = 1 if bordereau.refuses or any(one.gravite is Gravite.ERREUR for one in bordereau.anomalies) else 0
    if as_json:
        faits = pdfs_beside([bordereau], reglage, ecraser=ecraser)
        counts = {
            "construits": bordereau.construits,
            "refuses": bordereau.refuses,
            "inchanges": bordereau.inchanges,
            "anciens": bordereau.anciens,
        }
        files = {"csv": bordereau.csv, "json": bordereau.json}
        code = max(code, faits.exit_code)
        made = {"delib": __version__, "code": code, "bordereau": files, **counts, **faits.said}
        print_json({**made, "anomalies": [*bordereau.anomalies, *faits.anomalies]})
        return code
    print_told(bordereau.anomalies)
    suffix = f" --pour {shlex.quote(pour)}" if pour is not None else ""
    print_remarks(path, bordereau.anomalies, suffix)
    click.echo(verdict(bordereau), err=True)
    click.echo(bordereau.csv)
    faits = pdfs_beside([bordereau], reglage, ecraser=ecraser)
    faits.tell()
    return max(code, faits.exit_code)


def check_series(path: str, library: Bibliotheque, *, pour: str | None, variante: str | None, as_json: bool) -> int:
    """Build every row of a series without writing anything, and say what is wrong; return the exit code."""
    from delib.production.serie import Serie  # noqa: PLC0415 - an act alone does without

    serie = Serie(path, pour, bibliotheque=library, variante=variante)
    found: dict[Anomalie, None] = {}
    rows = bad = 0
    with bar() as progress:
        total = serie.count() if progress is not None else None
        for rangee in serie:
            told = rangee.anomalies or serie.atelier.make(rangee).anomalies
            rows += 1
            bad += any(one.gravite is Gravite.ERREUR for one in told)
            if len(found) < MAX_KEPT:
                found.update(dict.fromkeys(told))
            if progress is not None:
                progress(rows, total, bad)
    anomalies = [*serie.anomalies, *found]
    code = 1 if any(one.gravite is Gravite.ERREUR for one in anomalies) else 0
    if as_json:
        print_json({"delib": __version__, "code": code, "rangees": rows, "refuses": bad, "anomalies": anomalies})
        return code
    print_told(anomalies, remarks=True)
    if code == 0:
        print_verdict(rows, list(dict.fromkeys(anomalies)))
    else:
        click.echo(f"{_counted(rows, 'rangée')} : {_counted(bad, 'refusée')}.", err=True)
    return code


def print_told(anomalies: Sequence[Anomalie], *, remarks: bool = False) -> None:
    """Print what is worth knowing of a series, the gravest first where there is too much for a terminal; `remarks` too."""
    shown = [one for one in dict.fromkeys(anomalies) if remarks or one.gravite is not Gravite.INFO]
    if len(shown) > MAX_SHOWN:
        shown = sorted(shown, key=lambda one: -one.gravite)[:MAX_SHOWN]
        click.echo(f"{MAX_SHOWN} anomalies sont affichées, les plus graves d’abord ; --json les énumère.", err=True)
    print_anomalies(shown)


def verdict(bordereau: Bordereau) -> str:
    """Return « 13 documents construits, 1 rangée refusée. »."""
    fresh = bordereau.construits
    words = [f"{_counted(fresh, 'document')} construit{'s' if fresh > 1 else ''}"]
    if bordereau.inchanges:
        words.append(f"{spaced(bordereau.inchanges)} déjà là, inchangé{'s' if bordereau.inchanges > 1 else ''}")
    if bordereau.refuses:
        words.append(f"{_counted(bordereau.refuses, 'rangée')} refusée{'s' if bordereau.refuses > 1 else ''}")
    if bordereau.anciens:
        words.append(f"{spaced(bordereau.anciens)} d’une liste antérieure")
    return f"{', '.join(words)}."


def _counted(number: int, noun: str) -> str:
    return f"{spaced(number)} {noun}{'s' if number > 1 else ''}"


@contextlib.contextmanager
def bar() -> Iterator[Callable[[int, int | None, int], None] | None]:
    """Give what shows how far a series is, with its rate and the time that remains; None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - only a bar needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[debit]}"),
        TextColumn("reste"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as progress:  # no thread: it forks
        task = progress.add_task("Documents", total=None, debit="")

        def moved(done: int, total: int | None, refused: int) -> None:
            speed = progress.tasks[0].finished_speed or progress.tasks[0].speed
            debit = f"{speed:.0f} par seconde" if speed else ""
            if refused:
                debit += f", {refused} refus"
            progress.update(task, completed=done, total=total, debit=debit, refresh=True)

        yield moved
