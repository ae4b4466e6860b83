"""The command `delib`: the same verbs as `import delib`, typed.

Paths of what was written go to stdout, anomalies to stderr; `--json` prints one JSON document on stdout instead. Exit codes: 0
done (warnings allowed), 1 what was read was refused, 2 bad call or unreadable file, 3 a tool or the disk failed, 130 interrupted.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from delib import __version__
from delib.anomalie import Anomalie, DelibError, Gravite, make
from delib.systeme import os_reason

if TYPE_CHECKING:
    from delib.modele.bibliotheque import Bibliotheque
    from delib.production.document import Document

VARIANTES = ("projet", "original", "extrait", "expedition", "publication")
INTERROMPU = 130
COLLECT_AFTER = 100_000
"""Objects made before Python looks for cycles: imports make many and few are garbage; it saves a tenth of a command."""


class _Francais:
    """Click's help, in French: it has no French catalogue, and would follow the locale of the process."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Affiche cette aide."
        return option  # type: ignore[no-any-return]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, pieces, prefix="Emploi : ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]  # type: ignore[attr-defined]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        if records:
            with formatter.section("Options "):
                formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        commands = [(name, command) for name, command in sorted(self.commands.items()) if not command.hidden]  # type: ignore[attr-defined]
        with formatter.section("Commandes "):
            formatter.write_dl([(name, command.get_short_help_str(80)) for name, command in commands])


class _Commande(_Francais, click.Command):
    pass


class _Groupe(_Francais, click.Group):
    command_class = _Commande


@click.group(
    cls=_Groupe,
    invoke_without_command=True,
    subcommand_metavar="COMMANDE [ARGUMENTS]…",
    options_metavar="[OPTIONS]",
    help="Des données aux actes administratifs, en Word.",
)
@click.option("--version", is_flag=True, help="Affiche la version de delib.")
@click.pass_context
def delib(ctx: click.Context, version: bool) -> None:
    if version:
        click.echo(f"delib {__version__}")
    elif ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


_ACTES = click.argument("actes", nargs=-1, required=True, metavar="ACTE…")
_BIBLIOTHEQUE = click.option(
    "--bibliotheque",
    "racines",
    multiple=True,
    metavar="DOSSIER",
    help="Dossier qui contient vos modeles/ et schemas/, cherché avant ceux de delib. Peut se répéter.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Écrit sur la sortie un seul document JSON.")
_VARIANTE = click.option(
    "--variante", type=click.Choice(VARIANTES), help="Variante à imprimer, à la place de celle que dit l’acte."
)


@delib.command(
    help="Construit les actes en Word. ACTE est un fichier de données (.yaml ou .json).\n\n"
    "Les chemins des fichiers écrits vont sur la sortie, les anomalies sur la sortie d’erreur. Si un acte est refusé, "
    "rien n’est écrit.",
    short_help="Construit des actes en Word.",
    options_metavar="[OPTIONS]",
)
@_ACTES
@click.option("-o", "--sortie", "sortie", default=".", metavar="DOSSIER", help="Dossier où écrire (par défaut : ici).")
@click.option("-m", "--modele", "modele", metavar="NOM[@VERSION]", help="Modèle à employer, à la place de celui de l’acte.")
@_VARIANTE
@_BIBLIOTHEQUE
@click.option("--ecraser", is_flag=True, help="Remplace un fichier différent qui porte déjà le même nom.")
@_JSON
def build(  # noqa: PLR0917 - Click passes each option by its name
    actes: tuple[str, ...],
    sortie: str,
    modele: str | None,
    variante: str | None,
    racines: tuple[str, ...],
    ecraser: bool,
    as_json: bool,
) -> int:
    from delib.production.document import save_all  # noqa: PLC0415 - `delib --help` does without

    library = _library(racines)
    documents: list[Document] = []
    refused: list[DelibError] = []
    for path in _progress(actes):
        try:
            documents.append(_built(path, library, modele, variante))
        except DelibError as error:
            refused.append(error)
    warnings = [one for document in documents for one in document.anomalies]
    paths: list[str] = []
    if not refused:
        try:
            paths = save_all(documents, sortie, replace=ecraser)
        except DelibError as error:
            refused.append(error)
    anomalies = [*warnings, *(one for error in refused for one in error.anomalies)]
    code = max((error.exit_code for error in refused), default=0)
    if as_json:
        made = [
            {
                "acte": document.fichier,
                "fichier": path,
                "modele": document.modele,
                "empreinte": document.empreinte,
            }
            for document, path in zip(documents, paths, strict=False)
        ]
        _print_json({"delib": __version__, "code": code, "documents": made, "anomalies": anomalies})
    else:
        _print_anomalies([one for one in anomalies if one.gravite is not Gravite.INFO], " : rien n’a été écrit")
        for document in documents:
            _print_remarks(document.fichier, document.anomalies)
        for path in paths:
            click.echo(path)
    return code


@delib.command(
    help="Vérifie les données des actes, sans rien écrire. ACTE est un fichier de données (.yaml ou .json).",
    short_help="Vérifie les données d’actes, sans rien écrire.",
    options_metavar="[OPTIONS]",
)
@_ACTES
@_VARIANTE
@_BIBLIOTHEQUE
@_JSON
def check(actes: tuple[str, ...], variante: str | None, racines: tuple[str, ...], as_json: bool) -> int:
    from delib.acte.acte import load  # noqa: PLC0415 - `delib --help` does without
    from delib.production.document import prepare  # noqa: PLC0415

    library = _library(racines)
    anomalies: list[Anomalie] = []
    code = 0
    for path in _progress(actes):
        try:
            acte = load(path, library.schemas, variante=variante)
            prepare(acte, library)
            anomalies.extend(acte.anomalies)
        except DelibError as error:
            anomalies.extend(error.anomalies)
            code = max(code, error.exit_code)
    if as_json:
        _print_json({"delib": __version__, "code": code, "anomalies": anomalies})
    else:
        _print_anomalies(anomalies)
        if code == 0:
            _print_verdict(len(actes), list(dict.fromkeys(anomalies)))
    return code


def _library(racines: Sequence[str]) -> Bibliotheque:
    from delib.modele.bibliotheque import Bibliotheque  # noqa: PLC0415 - `delib --help` does without

    return Bibliotheque(racines)


def _built(path: str, library: Bibliotheque, modele: str | None, variante: str | None) -> Document:
    from delib import facade  # noqa: PLC0415 - `delib --help` does without

    return facade.build(path, bibliotheque=library, modele=modele, variante=variante)


def _progress(actes: Sequence[str]) -> Iterable[str]:
    """Return the acts, with a progress bar when there are several and a person watches."""
    if len(actes) < 2 or not sys.stderr.isatty():
        return actes
    from rich.console import Console  # noqa: PLC0415 - only a bar needs it
    from rich.progress import track  # noqa: PLC0415

    return track(actes, description="Actes", console=Console(stderr=True), transient=True)


def _print_anomalies(anomalies: Sequence[Anomalie], outcome: str = "") -> None:
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


def _print_verdict(actes: int, anomalies: Sequence[Anomalie]) -> None:
    """Say that the acts are sound, and how much was told of them."""
    warnings = sum(one.gravite is Gravite.AVERTISSEMENT for one in anomalies)
    remarks = len(anomalies) - warnings
    counts = [f"{n} {noun}{'s' if n > 1 else ''}" for n, noun in ((warnings, "avertissement"), (remarks, "remarque")) if n]
    plural = "s" if actes > 1 else ""
    click.echo(f"{actes} acte{plural} vérifié{plural}, sans erreur{' : ' if counts else ''}{', '.join(counts)}.")


def _print_remarks(fichier: str, anomalies: Sequence[Anomalie]) -> None:
    """Say how many remarks an act has; `check` tells each, and so does `--json`."""
    count = sum(one.gravite is Gravite.INFO for one in anomalies)
    if count:
        import shlex  # noqa: PLC0415 - an act without remarks does without

        remarques = f"{count} remarque{'s' if count > 1 else ''}"
        click.echo(
            f"{fichier}: {remarques} ; « delib check {shlex.quote(fichier)} » {'les' if count > 1 else 'la'} donne", err=True
        )


def _print_json(content: dict[str, Any]) -> None:
    import json  # noqa: PLC0415 - only this option needs it

    content["anomalies"] = [one.to_dict() for one in dict.fromkeys(content["anomalies"])]
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code; no traceback reaches a user."""
    gc.set_threshold(COLLECT_AFTER, 20, 20)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller: what would be said there is lost, and nothing else
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - lives as long as the process
        getattr(sys, name).reconfigure(encoding="utf-8", errors="surrogateescape")
    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        signal.signal(number, _stop)
    as_json = "--json" in (sys.argv[1:] if arguments is None else arguments)
    try:
        code = _run(arguments, as_json)
        sys.stdout.flush()
    except BrokenPipeError:
        code = INTERROMPU
    except OSError as error:  # the disk that the output goes to is full, say
        code = 3
        with contextlib.suppress(OSError):
            click.echo(str(make("affichage-impossible", raison=os_reason(error))), err=True)
    with contextlib.suppress(OSError):
        sys.stderr.flush()
    if code in (3, INTERROMPU):  # what is left in the buffers cannot be written: it must not be tried again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    gc.freeze()  # else Python looks for cycles among all that was imported, at exit: a twelfth of a command
    sys.exit(code)


def _stop(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _run(arguments: Sequence[str] | None, as_json: bool) -> int:
    try:
        code = delib.main(args=arguments, prog_name="delib", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except (KeyboardInterrupt, click.Abort):
        return INTERROMPU
    except click.ClickException as error:
        return _fail([make("appel", probleme=_said(error))], 2, as_json)
    except DelibError as error:
        return _fail(error.anomalies, error.exit_code, as_json)
    except Exception as error:  # the edge: whatever it is, a person reads a sentence
        if _interrupted(error):
            return INTERROMPU
        if isinstance(error, OSError) and error.filename is None:  # no file: the output itself, which `main` tells
            raise
        if os.environ.get("DELIB_TRACE"):
            raise
        return _fail([make("interne", probleme=f"{type(error).__name__} : {error}"[:300])], 3, as_json)


def _interrupted(error: BaseException | None) -> bool:
    """Return whether an interruption lies under `error`: closing a half-written archive raises over it."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def _fail(anomalies: Sequence[Anomalie], code: int, as_json: bool) -> int:
    if as_json:
        _print_json({"delib": __version__, "code": code, "anomalies": list(anomalies)})
    else:
        for one in anomalies:
            click.echo(str(one), err=True)
    return code


def _said(error: click.ClickException) -> str:
    """Return what is wrong with the call, in French, by the class of Click's exception."""
    from delib.anomalie import suggestion  # noqa: PLC0415 - only a bad call needs it

    if isinstance(error, click.NoSuchOption):
        known = [name for param in (error.ctx.command.params if error.ctx else ()) for name in param.opts]
        return f"L’option « {error.option_name} » n’existe pas ; {suggestion(error.option_name, known, 'options')}"
    if isinstance(error, click.MissingParameter):
        name = error.param.human_readable_name if error.param is not None else "?"
        return f"Il manque « {name} »."
    if isinstance(error, click.BadOptionUsage):
        options = [param for param in (error.ctx.command.params if error.ctx else ()) if error.option_name in param.opts]
        bare = any(isinstance(option, click.Option) and option.is_flag for option in options)
        return f"L’option « {error.option_name} » {'n’admet pas de' if bare else 'demande une'} valeur."
    if isinstance(error, click.BadParameter):
        choices = getattr(error.param.type, "choices", ()) if error.param is not None else ()
        name = error.param.opts[0] if error.param is not None else "?"
        listed = f" ; valeurs possibles : {', '.join(map(str, choices))}" if choices else ""
        return f"La valeur donnée à « {name} » n’est pas admise{listed}."
    if isinstance(error, click.UsageError) and error.ctx is not None and isinstance(error.ctx.command, click.Group):
        typed = next((word for word in sys.argv[1:] if not word.startswith("-")), "")
        return f"La commande « {typed} » n’existe pas ; {suggestion(typed, error.ctx.command.commands, 'commandes')}"
    return "La commande est mal tapée."


if __name__ == "__main__":
    main()
