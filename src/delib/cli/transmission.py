"""What `delib check --transmission` does: acts, each with its files, judged as a transmission would."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from delib import __version__
from delib.anomalie import Anomalie, AppelError, DelibError, Gravite, make
from delib.cli.affichage import print_anomalies, print_json, print_remarks

if TYPE_CHECKING:
    from delib.acte.acte import Acte
    from delib.modele.bibliotheque import Bibliotheque
    from delib.prefecture.transmission import Envoi

DONNEES = (".yaml", ".yml", ".json")
"""How the name of an act's data ends: no file that is transmitted does."""
FICHIERS = (".pdf", ".jpg", ".jpeg", ".png", ".docx", ".xml")
"""How the name of a file to transmit ends, or of one given for it: no act's data do."""


def check_transmission(arguments: Sequence[str], library: Bibliotheque, *, variante: str | None, as_json: bool) -> int:
    """Say what a transmission of the acts would refuse; return 0, or 1 when it would, 2 when something cannot be read."""
    from delib.acte.acte import load  # noqa: PLC0415 - `delib --help` does without
    from delib.prefecture.identifiant import iter_collisions  # noqa: PLC0415
    from delib.prefecture.transmission import prepare  # noqa: PLC0415

    actes: list[Acte] = []
    envois: list[Envoi] = []
    anomalies: list[Anomalie] = []
    code = 0
    for path, fichiers in grouped(arguments):
        try:
            actes.append(load(path, library.schemas, variante=variante))
            envois.append(prepare(actes[-1], fichiers))
        except DelibError as error:
            anomalies.extend(error.anomalies)
            code = max(code, error.exit_code)
    known = [(envoi.acte, envoi.identifiant) for envoi in envois if envoi.identifiant is not None]
    collisions = list(iter_collisions(known))
    told = [one for envoi in envois for one in envoi.anomalies]
    anomalies += [*(one for acte in actes for one in acte.anomalies), *told, *collisions]
    if any(one.gravite is Gravite.ERREUR for one in anomalies):
        code = max(code, 2 if any(envoi.illisible for envoi in envois) else 1)
    if as_json:
        print_json({"delib": __version__, "code": code, "transmissions": [_plain(one) for one in envois], "anomalies": anomalies})
        return code
    kept = {*told, *collisions}
    print_anomalies([one for one in anomalies if one in kept or one.gravite is not Gravite.INFO])
    for acte in actes:
        print_remarks(acte.fichier, acte.anomalies)
    if code == 0:
        for envoi in envois:
            print_envoi(envoi)
    return code


def grouped(arguments: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Return each act with the files that follow it, up to the next one. Raises AppelError when a file comes first."""
    if arguments[0].lower().endswith(FICHIERS):
        probleme = f"« {arguments[0]} » n’est pas un acte : donnez d’abord ses données (.yaml ou .json), puis ses fichiers."
        raise AppelError([make("appel", probleme=probleme, commande=click.get_current_context().command_path)])
    groups: list[tuple[str, list[str]]] = []
    for path in arguments:
        if not groups or path.lower().endswith(DONNEES):
            groups.append((path, []))
        else:
            groups[-1][1].append(path)
    return groups


def print_envoi(envoi: Envoi) -> None:
    """Say that an act is fit to transmit, and under which names its files would go."""
    from delib.prefecture.transmission import weight  # noqa: PLC0415 - a refused act does without

    warnings = sum(one.gravite is Gravite.AVERTISSEMENT for one in envoi.anomalies)
    reserve = f", sous réserve de {warnings} avertissement{'s' if warnings > 1 else ''}" if warnings else ""
    if not envoi.pret:
        aucun = "aucun fichier n’a été vu"
        click.echo(f"{envoi.acte} : données prêtes à transmettre{reserve} : identifiant {envoi.identifiant} ; {aucun}.")
        return
    count = len(envoi.pieces)
    fichiers = f"{count} fichier{'s' if count > 1 else ''}, {weight(envoi.octets)}"
    click.echo(f"{envoi.acte} : prêt à transmettre{reserve} : identifiant {envoi.identifiant}, {fichiers}.")
    for piece, nom in zip(envoi.pieces, envoi.noms, strict=True):
        click.echo(f"  {piece.role:<6}  {nom}  {weight(piece.octets)}  {piece.fichier}")


def _plain(envoi: Envoi) -> dict[str, object]:
    """Return an envoi as plain JSON values."""
    noms = envoi.noms or [None] * len(envoi.pieces)
    return {
        "acte": envoi.acte,
        "identifiant": str(envoi.identifiant) if envoi.identifiant is not None else None,
        "pret": envoi.pret,
        "octets": envoi.octets,
        "fichiers": [
            {"role": one.role, "fichier": one.fichier, "nom": nom, "typologie": one.typologie, "octets": one.octets}
            for one, nom in zip(envoi.pieces, noms, strict=True)
        ],
    }
