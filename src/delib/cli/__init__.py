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
from collections.abc import Sequence

import click

from delib import __version__
from delib.anomalie import Anomalie, DelibError, make
from delib.cli.accuses import accuse
from delib.cli.actes import build, check
from delib.cli.affichage import print_json
from delib.cli.aide import Groupe, said
from delib.cli.export import export
from delib.cli.formulaires import formulaire
from delib.cli.pdf import pdf
from delib.systeme import os_reason

INTERROMPU = 130
COLLECT_AFTER = 100_000
"""Objects made before Python looks for cycles: imports make many and few are garbage; it saves a tenth of a command."""


@click.group(
    cls=Groupe,
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


for one in (accuse, build, check, export, formulaire, pdf):
    delib.add_command(one)


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
        context = getattr(error, "ctx", None)
        return _fail([make("appel", probleme=said(error), commande=context.command_path if context else "delib")], 2, as_json)
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
        print_json({"delib": __version__, "code": code, "anomalies": list(anomalies)})
    else:
        for one in anomalies:
            click.echo(str(one), err=True)
    return code
