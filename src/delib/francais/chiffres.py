"""Figures that a person must look at: days and months as typed, articles of codes, amounts in figures and in letters.

Precision before recall, as in `tournures`. Texts come with plain spaces and straight apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from delib.francais.coquilles import Remark
from delib.francais.dates import JOURS, iter_weekday_errors
from delib.francais.espaces import MOIS_ECRITS
from delib.francais.signes import NBSP

MOIS = f"(?:{'|'.join(sorted(MOIS_ECRITS))})"
"""The pattern of a month in lower case."""


def find_figures(plain: str, words: set[str]) -> list[Remark]:
    """Return what a person must look at in the dates, articles and amounts of `plain`, whose words are `words`."""
    remarks: list[Remark] = []
    if _compiled("[0-9]").search(plain):
        remarks += _dates(plain)
        if "(" in plain and ("€" in plain or "euro" in plain):
            remarks += _amounts(plain)
        if not words.isdisjoint(_ARTICLES):
            remarks += _codes(plain)
    if not words.isdisjoint(_JOURS):
        remarks += _weekdays(plain)
    return remarks


@cache
def _compiled(motif: str) -> re.Pattern[str]:
    return re.compile(motif)


_DATE = (
    r"(?P<jour>[0-9](?<![\w/.,:-].)[0-9]?)(?P<er>er|°)? {1,3}(?P<mois>[^\W\d_]{3,9})(?!\w)"
    r"(?: {1,3}(?P<annee>[0-9]{2})(?= ?(?:[,;.)]|\Z)))?"
)
_JOURS = frozenset(form(jour) for jour in JOURS for form in (str.lower, str.capitalize, str.upper))


_PLAGE = rf"(?:1(?<![\w/.,:-].)|0(?<![\w/.,:-].)[1-9]) (?=(?:au|et|ou) [0-9]{{1,2}}(?:er)? {MOIS}(?!\w))"
_LIEU = (
    r"(?i:rues?|places?|avenues?|boulevards?|quais?|ponts?|squares?|cours|allées?|impasses?|rond-point|esplanade|stade|salle|école"
    r"|groupe scolaire|résidence|station|cité) (?:du|des) \Z"
)
_FETES = frozenset(("1 Mai", "8 Mai", "14 Juillet", "15 Août", "4 Septembre", "11 Novembre"))


def _dates(plain: str) -> Iterator[Remark]:
    for found in _compiled(_PLAGE).finditer(plain):
        jour = found.group().strip()
        yield found.start(), found.start() + len(jour), "1er" if jour[-1] == "1" else jour[1], _regle_du_jour(jour)
    for found in _compiled(_DATE).finditer(plain):
        jour, mois = found["jour"], found["mois"]
        if mois.lower() not in MOIS_ECRITS:
            continue
        if _is_impossible(int(jour), mois.lower(), plain[found.end("mois") : found.end("mois") + 8]):
            yield found.start("jour"), found.end("mois"), None, "date-impossible"
            continue
        if jour == "1" and found["er"] != "er":
            yield found.start("jour"), found.end("er") if found["er"] else found.end("jour"), "1er", "premier-du-mois"
        elif jour[0] == "0" and jour.strip("0"):
            yield *found.span("jour"), "1er" if jour == "01" and not found["er"] else jour[1], "jour-zero"
        if mois[0].isupper() and not mois.isupper() and not _is_name(plain, found):
            yield *found.span("mois"), mois.lower(), "mois-minuscule"
        if found["annee"]:
            yield *found.span("annee"), None, "annee-courte"


def _is_impossible(jour: int, mois: str, after: str) -> bool:
    """Return whether no year, or not the one that stands in `after`, has this day: « 31 avril », « 29 février 2023 »."""
    if mois not in _FEVRIER:
        return not 1 <= jour <= (30 if mois in ("avril", "juin", "septembre", "novembre") else 31)
    year = _compiled(r" {1,3}([0-9]{4})(?![0-9])").match(after)
    return not 1 <= jour <= (29 if year is None or _is_leap(int(year[1])) else 28)


def _is_leap(year: int) -> bool:  # the `calendar` module costs 10 ms to import
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


_FEVRIER = frozenset(("février", "fevrier"))


def _regle_du_jour(jour: str) -> str:
    return "premier-du-mois" if jour == "1" else "jour-zero"


def _is_name(plain: str, date: re.Match[str]) -> bool:
    """Return whether a date is the name of a street (« rue du 8 Mai 1945 ») or of a feast (« le 14 Juillet »)."""
    if _compiled(_LIEU).search(plain, max(date.start() - 30, 0), date.start()):
        return True
    followed = _compiled(r" [0-9]").match(plain, date.end()) is not None
    return not followed and f"{date['jour']} {date['mois']}" in _FETES


_ARTICLES = frozenset(("article", "articles", "Article", "Articles", "ARTICLE", "ARTICLES", "art", "Art"))
_LISTE = r"(?<!\w)(?:[Aa]rticles?|ARTICLES?|[Aa]rt\.) ?(?=[LRD0-9])"
_CITE = (
    r"(?:(?P<ici>[LRD] ?)(?=[0-9]{1,4}-[1-9])|[LRD]\.(?:O\.)?\*? ?)?[0-9]{1,4}(?:-[0-9]{1,3}){0,4}(?![\w-])"
    r"(?:, et |, | et | à | ou )?"
)


def _codes(plain: str) -> Iterator[Remark]:
    """Yield the « L », « R » and « D » without their full stop, all along « les articles L 2121-10, L 2121-12 et R 2121-9 »."""
    for found in _compiled(_LISTE).finditer(plain):
        at = found.end()
        while cited := _compiled(_CITE).match(plain, at):
            if cited["ici"]:
                yield *cited.span("ici"), f"{cited['ici'][0]}.{NBSP}", "article-code-point"
            at = cited.end()


def _weekdays(plain: str) -> Iterator[Remark]:
    for start, end, _ in iter_weekday_errors(plain):
        date = _compiled(r"[^\n]{1,40}?[0-9]{4}(?![0-9])").match(plain, end)
        yield start, date.end() if date else end, None, "jour-semaine"


_CHIFFRES = r"(?P<chiffres>(?<![\w.,/-])(?:[0-9]{1,3}(?: [0-9]{3}){1,4}|[0-9]{1,12})(?:,[0-9]{1,2})?) ?(?:€|euros?(?!\w))"
_LONGEST = 24
"""The most words that an amount takes: « neuf cent quatre-vingt-dix-neuf millions … centimes »."""


def _amounts(plain: str) -> Iterator[Remark]:
    """Yield the amounts whose words, before or after in brackets, are not their figures."""
    from delib.francais.lettres import parse_amount  # noqa: PLC0415 - few texts hold an amount in words

    for found in _compiled(_CHIFFRES + r" {0,2}\((?P<lettres>[^()0-9\n]{4,200})\)").finditer(plain):
        written = parse_amount(found["lettres"])
        if written is not None and written != _value(found["chiffres"]):
            yield *found.span(), None, "montant-discordant"
    for found in _compiled(r"(?:euros?|centimes?) ?\(" + _CHIFFRES + r"\)").finditer(plain):
        opening = plain.index("(", found.start())
        low = max(opening - 200, 0)
        first = max(low, *(plain.rfind(sign, low, opening) + 1 for sign in "(),;:\n"))
        words = list(_compiled(r"\S+").finditer(plain, first, opening))[-_LONGEST:]
        for word in words:
            written = parse_amount(plain[word.start() : words[-1].end()])
            if written is not None:
                if written != _value(found["chiffres"]):
                    yield word.start(), found.end(), None, "montant-discordant"
                break


def _value(chiffres: str) -> Decimal:
    return Decimal(chiffres.replace(" ", "").replace(",", "."))
