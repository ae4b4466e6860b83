"""Click in French: it has no French catalogue, and would follow the locale of the process."""

from __future__ import annotations

import sys

import click


class _Francais:
    """Click's help, in French."""

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


class Commande(_Francais, click.Command):
    """A command whose help is in French."""


class Groupe(_Francais, click.Group):
    """A group of commands whose help is in French."""

    command_class = Commande


def said(error: click.ClickException) -> str:
    """Return what is wrong with the call, in French, by the class of Click's exception."""
    from delib.anomalie import suggestion  # noqa: PLC0415 - only a bad call needs it

    if isinstance(error, click.NoSuchOption):
        params = error.ctx.command.params if error.ctx else ()
        known = [name for param in params if isinstance(param, click.Option) for name in param.opts]
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
        if error.param is not None and isinstance(error.param.type, click.IntRange):
            listed = f" ; il faut un nombre entier, de {error.param.type.min} à {error.param.type.max}"
        return f"La valeur donnée à « {name} » n’est pas admise{listed}."
    if isinstance(error, click.UsageError) and error.ctx is not None and isinstance(error.ctx.command, click.Group):
        words = [word for word in sys.argv[1:] if not word.startswith("-")]
        typed = "".join(words[len(error.ctx.command_path.split()) - 1 :][:1])
        if not typed:
            return f"Il manque une commande ; commandes possibles : {', '.join(sorted(error.ctx.command.commands))}."
        return f"La commande « {typed} » n’existe pas ; {suggestion(typed, error.ctx.command.commands, 'commandes')}"
    return "La commande est mal tapée."
