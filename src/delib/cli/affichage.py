"""What the commands say: anomalies and counts on stderr, one JSON document on stdout, a bar for whoever watches."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from delib.anomalie import Anomalie, Gravite


def progress(actes: Sequence[str], quoi: str = "Actes") -> Iterable[str]:
    """Return the paths, with a progress bar when there are several and a person watches."""
    if len(actes) < 2 or not sys.stderr.isatty():
        return actes
    from rich.console import Console  # noqa: PLC0415 - only a bar needs it
    from rich.progress import track  # noqa: PLC0415

    return track(actes, description=quoi, console=Console(stderr=True), transient=True)


def print_anomalies(anomalies: Sequence[Anomalie], outcome: str = "") -> None:
    """Print the anomalies, those of spaces and apostrophes counted by file: `--json` gives each."""
    slight: dict[str, int] = {}
    signs = False
    for one in dict.fromkeys(anomalies):
        if one.code == "typographie-espaces":
            fichier = getattr(one.lieu, "fichier", "")
            slight[fichier] = slight.get(fichier, 0) + 1
            continue
        line = str(one)
        signs = signs or "⍽" in line or "˽" in line
        click.echo(line, err=True)
    for fichier, count in slight.items():
        textes = f"{count} textes sont corrigés" if count > 1 else "un texte est corrigé"
        click.echo(
            f"{fichier}: info [typographie-espaces] {textes}, de leurs espaces et apostrophes seules — --json les énumère",
            err=True,
        )
    if signs:
        click.echo("⍽ : espace insécable ; ˽ : espace fine insécable.", err=True)
    errors = len({one for one in anomalies if one.gravite is Gravite.ERREUR})
    if errors:
        click.echo(f"{errors} erreur{'s' if errors > 1 else ''}{outcome}.", err=True)


def print_verdict(actes: int, anomalies: Sequence[Anomalie]) -> None:
    """Say that the acts are sound, and how much was told of them."""
    warnings = sum(one.gravite is Gravite.AVERTISSEMENT for one in anomalies)
    remarks = len(anomalies) - warnings
    counts = [f"{n} {noun}{'s' if n > 1 else ''}" for n, noun in ((warnings, "avertissement"), (remarks, "remarque")) if n]
    plural = "s" if actes > 1 else ""
    click.echo(f"{spaced(actes)} acte{plural} vérifié{plural}, sans erreur{' : ' if counts else ''}{', '.join(counts)}.")


def spaced(number: int) -> str:
    """Return a number in groups of three: « 20 000 »."""
    return f"{number:,}".replace(",", "\u202f")


def print_remarks(fichier: str, anomalies: Sequence[Anomalie], suffix: str = "") -> None:
    """Say how many remarks an act has; `check` tells each, and so does `--json`."""
    count = sum(one.gravite is Gravite.INFO for one in anomalies)
    if count:
        import shlex  # noqa: PLC0415 - an act without remarks does without

        remarques = f"{count} remarque{'s' if count > 1 else ''}"
        click.echo(
            f"{fichier}: {remarques} ; « delib check {shlex.quote(fichier)}{suffix} » {'les' if count > 1 else 'la'} donne",
            err=True,
        )


def print_json(content: dict[str, Any]) -> None:
    import json  # noqa: PLC0415 - only this option needs it

    content["anomalies"] = [one.to_dict() for one in dict.fromkeys(content["anomalies"])]
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))
