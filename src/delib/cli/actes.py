"""The commands that build and check acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

import click

from delib import __version__
from delib.anomalie import Anomalie, DelibError, Gravite
from delib.cli.affichage import print_anomalies, print_json, print_remarks, print_verdict, progress
from delib.cli.aide import Commande
from delib.cli.options import ACTES, BIBLIOTHEQUE, JSON, POUR, VARIANTE, open_library
from delib.cli.pdf import DELAI_OPTION, JOINDRE, PROJET, SOFFICE, Reglage, Voulu, misused, pdfs_of

if TYPE_CHECKING:
    from delib.modele.bibliotheque import Bibliotheque
    from delib.production.document import Document


@click.command(
    cls=Commande,
    help="Construit les actes en Word. ACTE est un fichier de données (.yaml ou .json).\n\n"
    "Les chemins des fichiers écrits vont sur la sortie, les anomalies sur la sortie d’erreur. Si un acte est refusé, "
    "rien n’est écrit.\n\n"
    "Avec --pour, ou si l’acte donne une liste de bénéficiaires que son modèle reprend, il est construit en série : un document "
    "par rangée. Une rangée fautive n’arrête pas les autres ; bordereau.csv dit ce que chacune est devenue. La même commande, "
    "relancée, ne fait que ce qui manque ou a changé.\n\n"
    "Un dossier (acte: dossier) est construit en entier : actes, annexes, séries et sommaire.\n\n"
    "Avec --accuse, l’acte porte l’accusé de réception de la préfecture, qui lui est comparé : celui d’un autre acte est "
    "refusé.\n\n"
    "Avec --pdf, chaque document a aussi son PDF, fait par LibreOffice (PDF/A-3b et PDF/UA-1).",
    short_help="Construit des actes en Word.",
    options_metavar="[OPTIONS]",
)
@ACTES
@click.option("-o", "--sortie", "sortie", default=".", metavar="DOSSIER", help="Dossier où écrire (par défaut : ici).")
@click.option("-m", "--modele", "modele", metavar="NOM[@VERSION]", help="Modèle à employer, à la place de celui de l’acte.")
@VARIANTE
@click.option(
    "--accuse",
    "accuses",
    multiple=True,
    metavar="RECU",
    help="Accusé de réception que l’acte doit porter : message ARActe, archive ou PDF tamponné. Peut se répéter.",
)
@POUR
@click.option(
    "--nom",
    "nom",
    metavar="MOTIF",
    help="Nom des fichiers d’une série : « convention-{commune} ». Entre accolades, un champ de l’acte.",
)
@click.option("--strict", is_flag=True, help="Dans une série, n’écrit rien si une seule rangée est refusée.")
@click.option(
    "--processus",
    type=click.IntRange(1, 256),
    metavar="N",
    help="Nombre de processus qui construisent une série (par défaut : un par cœur).",
)
@click.option("--pdf", "pdf", is_flag=True, help="Fait aussi le PDF de chaque document, par LibreOffice.")
@JOINDRE
@PROJET
@click.option(
    "--avec-donnees", "avec_donnees", is_flag=True, help="Joint au PDF les données de l’acte (donnees.json), publiques comme lui."
)
@SOFFICE
@DELAI_OPTION
@BIBLIOTHEQUE
@click.option("--ecraser", is_flag=True, help="Remplace un fichier différent qui porte déjà le même nom.")
@JSON
def build(  # noqa: PLR0917 - Click passes each option by its name
    actes: tuple[str, ...],
    sortie: str,
    modele: str | None,
    variante: str | None,
    accuses: tuple[str, ...],
    pour: str | None,
    nom: str | None,
    strict: bool,
    processus: int | None,
    pdf: bool,
    joindre: tuple[str, ...],
    projet: bool,
    avec_donnees: bool,
    soffice: str | None,
    delai: int | None,
    racines: tuple[str, ...],
    ecraser: bool,
    as_json: bool,
) -> int:
    from delib.production.document import save_all  # noqa: PLC0415 - `delib --help` does without

    library = open_library(racines)
    nature = _nature(actes, library, pour, modele)
    _fit(nature, {"--nom": nom, "--strict": strict, "--processus": processus})
    if accuses and (nature != "acte" or len(actes) > 1):
        raise misused("--accuse ne vaut que pour un seul acte : un accusé est celui d’un acte.")
    voulu = Voulu(Reglage(soffice, delai), joindre, projet, avec_donnees)
    voulu.check(pdf, nature, len(actes))
    reglage = voulu.reglage if pdf else None
    if nature == "dossier":
        from delib.cli.programmes import build_programme  # noqa: PLC0415 - acts do without

        return build_programme(actes[0], library, sortie, processus=processus, ecraser=ecraser, reglage=reglage, as_json=as_json)
    if nature == "serie":
        from delib.cli.series import build_series  # noqa: PLC0415 - acts do without

        return build_series(
            actes[0],
            library,
            sortie,
            pour=pour,
            nom=nom,
            modele=modele,
            variante=variante,
            strict=strict,
            ecraser=ecraser,
            processus=processus,
            reglage=reglage,
            as_json=as_json,
        )
    documents: list[Document] = []
    refused: list[DelibError] = []
    for path in progress(actes):
        try:
            documents.append(_built(path, library, modele, variante, accuses))
        except DelibError as error:
            refused.append(error)
    warnings = [one for document in documents for one in document.anomalies]
    paths: list[str] = []
    told: list[Anomalie] = []
    if not refused:
        try:
            pdfs, told = pdfs_of(documents, voulu, library, variante) if pdf else ([], [])
            paths = save_all(documents, sortie, replace=ecraser, pdfs=pdfs)
        except DelibError as error:
            refused.append(error)
    anomalies = [*warnings, *told, *(one for error in refused for one in error.anomalies)]
    code = max((error.exit_code for error in refused), default=0)
    if as_json:
        made = [
            {
                "acte": document.fichier,
                "fichier": path,
                **({"pdf": beside} if beside else {}),
                "modele": document.modele,
                "empreinte": document.empreinte,
            }
            for document, path, beside in zip_longest(documents, paths[: len(documents)], paths[len(documents) :])
            if path
        ]
        print_json({"delib": __version__, "code": code, "documents": made, "anomalies": anomalies})
    else:
        print_anomalies([one for one in anomalies if _is_told(one)], " : rien n’a été écrit")
        for document in documents:
            print_remarks(document.fichier, [one for one in document.anomalies if not _is_told(one)])
        for path in paths:
            click.echo(path)
    return code


@click.command(
    cls=Commande,
    help="Vérifie les données des actes, sans rien écrire. ACTE est un fichier de données (.yaml ou .json).\n\n"
    "Avec --pour, chaque rangée est vérifiée. Un dossier (acte: dossier) est lu en travers : actes cités, annexes approuvées, "
    "listes, dates et noms d’un acte à l’autre.\n\n"
    "Avec --transmission, chaque ACTE est suivi de ses fichiers, le PDF de l’acte puis ses annexes (ACTE.yaml ACTE.pdf "
    "ANNEXE.pdf…) : delib dit ce qu’une télétransmission refuserait. Il n’envoie rien : votre opérateur le fait.",
    short_help="Vérifie les données d’actes, sans rien écrire.",
    options_metavar="[OPTIONS]",
)
@ACTES
@VARIANTE
@POUR
@click.option(
    "--transmission", is_flag=True, help="Dit ce qu’une télétransmission au contrôle de légalité refuserait ; n’envoie rien."
)
@BIBLIOTHEQUE
@JSON
def check(  # noqa: PLR0917 - Click passes each option by its name
    actes: tuple[str, ...], variante: str | None, pour: str | None, transmission: bool, racines: tuple[str, ...], as_json: bool
) -> int:
    from delib.acte.acte import load  # noqa: PLC0415 - `delib --help` does without
    from delib.production.document import prepare  # noqa: PLC0415

    library = open_library(racines)
    if transmission:
        from delib.cli.transmission import check_transmission  # noqa: PLC0415 - acts do without

        if pour is not None:
            raise misused("--pour ne va pas avec --transmission : donnez l’acte, puis ses fichiers.")
        return check_transmission(actes, library, variante=variante, as_json=as_json)
    nature = _nature(actes, library, pour, None)
    if nature == "dossier":
        from delib.cli.programmes import check_programme  # noqa: PLC0415 - acts do without

        return check_programme(actes[0], library, as_json=as_json)
    if nature == "serie":
        from delib.cli.series import check_series  # noqa: PLC0415 - acts do without

        return check_series(actes[0], library, pour=pour, variante=variante, as_json=as_json)
    anomalies: list[Anomalie] = []
    code = 0
    for path in progress(actes):
        try:
            acte = load(path, library.schemas, variante=variante)
            prepare(acte, library)
            anomalies.extend(acte.anomalies)
        except DelibError as error:
            anomalies.extend(error.anomalies)
            code = max(code, error.exit_code)
    if as_json:
        print_json({"delib": __version__, "code": code, "anomalies": anomalies})
    else:
        print_anomalies(anomalies)
        if code == 0:
            print_verdict(len(actes), list(dict.fromkeys(anomalies)))
    return code


def _is_told(one: Anomalie) -> bool:
    """Return whether `build` tells an anomaly itself: `check` gives remarks, but not those on a receipt or on a PDF."""
    return one.gravite is not Gravite.INFO or one.code.startswith(("accuse-", "pdf-"))


def _built(path: str, library: Bibliotheque, modele: str | None, variante: str | None, accuses: Sequence[str]) -> Document:
    from delib import facade  # noqa: PLC0415 - `delib --help` does without

    return facade.build(path, bibliotheque=library, modele=modele, variante=variante, accuse=accuses or None)


def _nature(actes: Sequence[str], library: Bibliotheque, pour: str | None, modele: str | None) -> str:
    """Return what is asked for: « acte » for one or more, « serie » or « dossier » for one alone. Raises AppelError."""
    from delib.facade import nature  # noqa: PLC0415 - `delib --help` does without

    found = [nature(path, library, modele) for path in actes]
    if len(actes) == 1:
        if pour is None:
            return found[0]
        if found[0] == "dossier":
            raise misused("--pour ne vaut pas pour un dossier : il nomme les listes de ses séries.")
        return "serie"
    if pour is not None:
        raise misused("--pour ne vaut que pour un seul acte.")
    alone = next((path for path, one in zip(actes, found, strict=True) if one != "acte"), None)
    if alone is not None:
        raise misused(f"« {alone} » se construit ou se vérifie seul : c’est une série ou un dossier.")
    return "acte"


def _fit(nature: str, options: Mapping[str, object]) -> None:
    """Raise AppelError for an option that would do nothing."""
    serves = {"serie": set(options), "dossier": {"--processus"}}.get(nature, set())
    for name, value in options.items():
        if value not in (None, False) and name not in serves:
            raise misused(f"« {name} » ne sert qu’à une série.")
