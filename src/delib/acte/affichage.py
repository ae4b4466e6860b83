"""How a spreadsheet shows a number, where that is not what is read of it.

Where the data want a text, what was typed is not known: a spreadsheet makes 2025.1 of 2025.10, and 12000 of 12E3.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

_HORS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
"""What a format holds beside the signs of digits: words, a colour, a currency, blanks."""
_MUETS = re.compile(r'["\\ \u00a0\u202f]*|\[[A-Za-z0-9 ]*\]|_.|\*.')
"""Those that show no more than blanks or a colour."""
_CHIFFRES = re.compile(r"[0#?, \u00a0\u202f]*[0#?]")
"""The digits of a whole number and no other sign; a comma at the end would hide three of them."""
_DECIMALES = re.compile(r"[0#?, \u00a0\u202f]*0\.(0+)")
_EXPOSANT = re.compile(r"[0#]+(?:\.(0+))?E[+-]0+", re.IGNORECASE)
_GENERAL = ("@", "general", "standard")


def contradiction(value: int | float, text: str, form: str, texte: bool) -> str:
    """Return why `text`, read of a number in a cell of format `form`, may not be what was typed; "" where it is.

    `texte` tells that the data want a text or a code: any number that is not whole is then in doubt.
    """
    read = text.replace(".", ",")
    montre = _shown(value, read, form, texte)
    if montre is None:
        return f"contient le nombre {read}, que son format affiche autrement"
    if montre != read:
        return f"affiche « {montre} » et contient « {read} »"
    return f"contient le nombre {read}, et la donnée est un texte" if texte and "," in read else ""


def _shown(value: int | float, read: str, form: str, texte: bool) -> str | None:
    """Return how a number is shown, `read` itself where its digits are, grouped or not; None where that cannot be told."""
    section = _section(value, form)
    bare = _HORS.sub("", section).strip()
    if "%" in bare:
        return f"{Decimal(f'{value * 100:.15g}'):f} %".replace(".", ",")
    mute = all(_MUETS.fullmatch(one) for one in _HORS.findall(section))
    if mute and _CHIFFRES.fullmatch(bare) is not None and "," not in read:
        return _padded(read, re.sub("[^0#?]", "", bare))
    if not texte or not form:
        return read
    if not mute:
        return None
    return read if bare.casefold() in _GENERAL else _rounded(value, bare)


def _section(value: int | float, form: str) -> str:
    """Return the part of a format that shows `value`: those of negative numbers and of zero may stand apart."""
    parts = form.split(";")
    rank = 1 if value < 0 else 2 if value == 0 else 0
    return parts[rank] if rank < len(parts) else parts[0]


def _padded(read: str, signs: str) -> str:
    """Return the digits of a whole number behind the zeros that a format puts before them."""
    digits = read.lstrip("-")
    return f"{read[: len(read) - len(digits)]}{digits.zfill(len(signs) - signs.index('0') if '0' in signs else 0)}"


def _rounded(value: int | float, bare: str) -> str | None:
    """Return a number with the decimals, or the power of ten, that its format asks; None where it asks something else."""
    found = _DECIMALES.fullmatch(bare)
    if found is not None:
        step = Decimal(1).scaleb(-len(found.group(1)))
        return f"{Decimal(f'{value:.15g}').quantize(step, ROUND_HALF_UP):f}".replace(".", ",")
    found = _EXPOSANT.fullmatch(bare)
    return f"{value:.{len(found.group(1) or '')}E}".replace(".", ",") if found is not None else None
