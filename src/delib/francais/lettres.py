"""Numbers and amounts in words, written and read back.

Writes cardinals through num2words, which is right for every masculine one below 10**15; ordinals, the feminine, decimals and
amounts are ours, because num2words gets them wrong (tests/test_lettres.py lists how). Reads nothing but whole numbers and
amounts: neither fractions, nor ordinals, nor « septante ».
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from delib.francais.signes import APOSTROPHE

LIMITE = 10**15
"""The first whole number that is not written in words."""

_NOMS = {"million": 10**6, "milliard": 10**9, "billion": 10**12}
_RANGS = {"trois": "troisième", "cinq": "cinquième", "neuf": "neuvième"}
_INVARIABLE = re.compile(r"(cent|vingt)s $")
_LIENS = re.compile(r"-?\b((?:million|milliard|billion)s?)\b-?")

# --------------------------------------------------------------------------------------------------------------- writing


@lru_cache(maxsize=512)
def _masculin(n: int) -> str:
    from num2words import num2words  # type: ignore[import-untyped]  # noqa: PLC0415 - 25 ms, and few acts write a number in words

    return str(num2words(n, lang="fr"))


def cardinal(n: int, *, feminin: bool = False, rectifications: bool = False) -> str:
    """Return `n` in words: « quatre-vingt-un », in the feminine « quatre-vingt-une ».

    `rectifications` asks for the hyphens of 1990. The text (Conseil supérieur de la langue française, Journal officiel,
    documents administratifs, 6 décembre 1990, « 1. Trait d’union ») links « les numéraux formant un nombre complexe, inférieur
    ou supérieur à cent ». *Million*, *milliard* and *billion* are nouns and figure in none of its examples: they stay apart, as
    most grammars have it (« deux-cents millions trois-cent-mille »). Others link them too, and `parse_cardinal` reads both.
    Raise ValueError unless 0 <= n < 10**15.
    """
    if not 0 <= n < LIMITE:
        raise ValueError("a cardinal is written for 0 <= n < 10**15")
    words = _masculin(n)
    if feminin and words.endswith("un"):
        words += "e"
    return _linked(words) if rectifications else words


def ordinal(n: int, *, feminin: bool = False, rectifications: bool = False) -> str:
    """Return the rank `n` in words: « premier » or « première », « vingt et unième », « deux centième », « millionième ».

    The last word alone bends; a noun before it keeps its plural (« deux millions troisième »). Raise ValueError unless
    1 <= n < 10**15.
    """
    if not 1 <= n < LIMITE:
        raise ValueError("an ordinal is written for 1 <= n < 10**15")
    if n == 1:
        return "première" if feminin else "premier"
    words = _masculin(n)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    head, last = words[:cut], words[cut:]
    if last.rstrip("s") in _NOMS:
        # « un million », « millionième »; « deux cents millions », « deux cent millionième » as « deux cent millième »
        head = "" if head == "un " else _INVARIABLE.sub(r"\1 ", head)
    words = f"{head}{_RANGS.get(last) or last.removesuffix('s').removesuffix('e') + 'ième'}"
    return _linked(words) if rectifications else words


def _linked(words: str) -> str:
    return _LIENS.sub(r" \1 ", words.replace(" ", "-")).strip()


def decimal(valeur: Decimal, *, rectifications: bool = False) -> str:
    """Return a decimal number in words, read as French reads it: « douze virgule vingt-cinq », « un virgule zéro cinq ».

    Final zeros are not read. Raise ValueError beyond 15 digits on either side of the comma.
    """
    whole, rest = _digits(valeur)
    words = cardinal(int(whole), rectifications=rectifications)
    if rest:
        zeros = "zéro " * (len(rest) - len(rest.lstrip("0")))
        words = f"{words} virgule {zeros}{cardinal(int(rest), rectifications=rectifications)}"
    return f"moins {words}" if valeur < 0 else words


def quantite(valeur: Decimal, singulier: str, pluriel: str, *, rectifications: bool = False) -> str:
    """Return a quantity in words with its masculine unit: « un million d’hectares », « un virgule cinq mètre carré ».

    The plural begins at two. Raise ValueError as `decimal`.
    """
    words = decimal(valeur, rectifications=rectifications)
    unit = pluriel if abs(valeur) >= 2 else singulier
    if words.rpartition(" ")[2].rstrip("s") in _NOMS:
        unit = f"d{APOSTROPHE}{unit}" if unit[0] in "aeh" else f"de {unit}"
    return f"{words} {unit}"


def montant(euros: Decimal, *, rectifications: bool = False) -> str:
    """Return an amount in words: « douze mille cinq cents euros et cinquante centimes », « un million d’euros ».

    Below one euro the centimes stand alone. Raise ValueError for a negative amount, for a third decimal, and from 10**15 on.
    """
    whole, rest = _digits(euros)
    if euros < 0 or len(rest) > 2:
        raise ValueError("an amount in words is positive and has two decimals at most")
    cents = Decimal(rest.ljust(2, "0"))
    parts = [quantite(Decimal(whole), "euro", "euros", rectifications=rectifications)] if int(whole) or not cents else []
    if cents:
        parts.append(quantite(cents, "centime", "centimes", rectifications=rectifications))
    return " et ".join(parts)


def _digits(valeur: Decimal) -> tuple[str, str]:
    """Return the digits of `valeur` before and after the comma, less its sign and its final zeros. No context is read."""
    exponent = valeur.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -15 or valeur.adjusted() >= 15:
        raise ValueError("a number in words has 15 digits at most on either side of the comma")
    whole, _, rest = f"{valeur:f}".lstrip("-").partition(".")
    return whole, rest.rstrip("0")


# --------------------------------------------------------------------------------------------------------------- reading

_PETITS = {
    "un": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "dix": 10,
    "onze": 11,
    "douze": 12,
    "treize": 13,
    "quatorze": 14,
    "quinze": 15,
    "seize": 16,
    "une": 1,
}
_DIZAINES = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_PLURIELS = frozenset({"vingts", "cents", "milles", "millions", "milliards", "billions", "euros", "centimes"})
_SIGNES = str.maketrans({"’": "' ", "ʼ": "' ", "'": "' ", "\u2010": "-", "\u2011": "-", "\u00ad": None})
_LONGUEST = 500  # no amount below 10**15 is written in more: a longer text is not searched


def parse_cardinal(texte: str) -> int | None:
    """Return the whole number below 10**15 that `texte` writes in words, or None when unsure.

    Either gender, either hyphenation, capitals, forgotten accents, and the usual slips whose value is sure: « deux cent » for
    « deux cents », « vingt-un » for « vingt et un ».
    """
    return _whole(_words(texte))


def parse_amount(texte: str) -> Decimal | None:
    """Return the amount in euros that `texte` writes in words, or None when unsure.

    Reads « douze euros et cinquante centimes », « douze euros cinquante centimes », « cinquante centimes d’euro »; not « douze
    euros cinquante ».
    """
    words = _words(texte)
    if words[-3:] == ["centime", "d'", "euro"]:
        words = words[:-2]
    if "euro" not in words:
        euros: int | None = 0
        tail = words
    else:
        at = words.index("euro")
        head, tail = words[:at], words[at + 1 :]
        if len(head) > 1 and head[-1] in ("d'", "de") and head[-2] in _NOMS:
            head = head[:-1]
        euros = _whole(head)
        if not tail:
            return None if euros is None else Decimal(euros)
        tail = tail[1:] if tail[0] == "et" else tail
    cents = _whole(tail[:-1]) if tail[-1:] == ["centime"] else None
    if euros is None or cents is None or cents > 99:
        return None
    return Decimal(f"{euros}.{cents:02d}")


def _words(texte: str) -> list[str]:
    """Return the words of `texte` in small letters, without accents, in the singular; none where the text is too long."""
    if len(texte) > _LONGUEST:
        return []
    plain = unicodedata.normalize("NFD", texte.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char)).translate(_SIGNES)
    words = [word for piece in plain.split() for word in piece.split("-")]
    return [word[:-1] if word in _PLURIELS else word for word in words]


def _whole(words: list[str]) -> int | None:
    if words == ["zero"]:
        return 0
    end, at, total, last = len(words), 0, 0, LIMITE
    ended = [*words, ""]
    while at < end:
        count, at = _below_million(ended, at)
        noun = _NOMS.get(ended[at])
        if not count or (noun is None and at < end):
            return None
        if noun is None:
            return total + count
        if noun >= last or (count >= 1000 and (total or noun != _NOMS["milliard"])):
            return None  # but « mille milliards », more usual than « un billion »
        total, last, at = total + count * noun, noun, at + 1
    return total or None


# Each of these returns the number that begins at `at`, 0 when none does, and where it ends.


def _below_million(words: list[str], at: int) -> tuple[int, int]:
    count, at = _below_thousand(words, at)
    if words[at] != "mille" or count == 1:  # nobody writes « un mille »
        return count, at
    rest, at = _below_thousand(words, at + 1)
    return (count or 1) * 1000 + rest, at


def _below_thousand(words: list[str], at: int) -> tuple[int, int]:
    hundreds = 0
    if words[at] == "cent":
        hundreds, at = 100, at + 1
    elif 2 <= _PETITS.get(words[at], 0) <= 9 and words[at + 1] == "cent":
        hundreds, at = _PETITS[words[at]] * 100, at + 2
    rest, at = _below_hundred(words, at)
    return hundreds + rest, at


def _below_hundred(words: list[str], at: int) -> tuple[int, int]:
    ten, at = (80, at + 2) if words[at : at + 2] == ["quatre", "vingt"] else (_DIZAINES.get(words[at], 0), at)
    if not ten:
        return _below_twenty(words, at)
    at += ten != 80
    joined = words[at] == "et"
    unit, end = _below_twenty(words, at + joined)
    if unit > (19 if ten >= 60 else 9) or (joined and unit not in (1, 11)):
        return ten, at
    return ten + unit, end


def _below_twenty(words: list[str], at: int) -> tuple[int, int]:
    if words[at] == "dix" and words[at + 1] in ("sept", "huit", "neuf"):
        return 10 + _PETITS[words[at + 1]], at + 2
    unit = _PETITS.get(words[at], 0)
    return unit, at + bool(unit)
