"""The spaces of a text, and the signs that go with them: what a machine may put right.

Each rule sees the text with plain spaces and straight apostrophes (`plain`), so that what it decides does not depend on what the
others change; it then compares with what stands in `texte`. A narrow no-break space where a wide one is usual, or the reverse, is
kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from delib.francais.coquilles import Edit
from delib.francais.signes import APOSTROPHE, FINE, NBSP

_FIXES = frozenset((NBSP, FINE))


def find_signs_and_spaces(texte: str, plain: str) -> list[Edit]:
    """Return the changes to the signs and spaces of `texte`, the rule that wins at one place before the others."""
    edits: list[Edit] = []
    if "'" in plain:
        edits += _apostrophes(texte, plain)
    if ":" in plain or ";" in plain or "?" in plain or "!" in plain or "%" in plain or "€" in plain or "‰" in plain:
        edits += _before_signs(texte, plain)
    if "°" in plain:
        edits += _degrees(texte, plain)
    if "." in plain:
        edits += _dots(texte, plain)
    if "M" in plain or "Dr" in plain or "Pr" in plain:
        edits += _titles(texte, plain)
    edits += _numbers(texte, plain)
    for hint, find in _RARE:
        if hint in plain:
            edits += find(texte, plain)
    return edits


def _gap(texte: str, start: int, end: int, regle: str, wanted: str = NBSP) -> Iterator[Edit]:
    """Yield the change that makes a no-break space of what stands between `start` and `end`."""
    if texte[start:end] not in _FIXES:
        yield start, end, wanted, regle


def _before(plain: str, at: int) -> int:
    """Return where the spaces before `at` begin."""
    while at and plain[at - 1] == " ":
        at -= 1
    return at


def _words(texte: str) -> frozenset[str]:
    return frozenset(texte.split())


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


# ------------------------------------------------------------------------------------------------ apostrophes

_APOSTROPHE = r"'(?<=[^\W\d_].)(?=[\w«“\"{(\[])"


def _apostrophes(texte: str, plain: str) -> Iterator[Edit]:
    for found in _compiled(_APOSTROPHE).finditer(plain):
        at = found.start()
        if texte[at] != APOSTROPHE:
            yield at, at + 1, APOSTROPHE, "apostrophe"


# ------------------------------------------------------------------------------------------------ ; : ! ? % €

_BEFORE_SIGNS = {
    ";": ("espace-fine", FINE),
    "!": ("espace-fine", FINE),
    "?": ("espace-fine", FINE),
    ":": ("espace-insecable-deux-points", NBSP),
    "%": ("espace-insecable-pourcent", NBSP),
    "‰": ("espace-insecable-pourcent", NBSP),
    "€": ("espace-insecable-euro", NBSP),
}
_FIGURES = frozenset("0123456789}")
_ENDS_WORD = frozenset('»”"%€°)]}')
_ENDS_SENTENCE = frozenset('»”"')


def _before_signs(texte: str, plain: str) -> Iterator[Edit]:
    for found in _compiled("[;:!?%‰€]").finditer(plain):
        at, sign = found.start(), found.group()
        start = _before(plain, at)
        left, right = plain[start - 1 : start], plain[at + 1 : at + 2]
        if sign in "%‰€":
            wanted = left in _FIGURES and (start < at or not right.isalnum())
        elif start < at:
            wanted = _is_french(left) and not (sign == ":" and right in (":", "/"))
        else:
            wanted = (left.isalnum() or left in _ENDS_WORD) and _is_french(left) and _ends(sign, right)
        if wanted:
            regle, space = _BEFORE_SIGNS[sign]
            yield from _gap(texte, start, at, regle, space)


def _is_french(left: str) -> bool:
    """Return whether the character before a sign is of a script that French typography rules: not Hebrew, Arabic, an emoji."""
    return left != "" and not left.isspace() and (left < "\u0530" or "\u2010" <= left < "\u20d0")


def _ends(sign: str, right: str) -> bool:
    """Return whether a sign followed by `right` stands at the end of a word, and not inside an address or a time."""
    return not right or right.isspace() or right in _ENDS_SENTENCE or (sign in "!?" and right in "!?)")


# ------------------------------------------------------------------------------------------------ n°, 2° du I, 20 °C

_NUMERO = r"[nN](?<!\w[nN])°( *+)(?=[0-9A-Z{])"
_DEGRE = r"[0-9]°( ++)(?=(?:du|de|au)(?!\w))|[0-9]( *+)(?=°C(?!\w))"


def _degrees(texte: str, plain: str) -> Iterator[Edit]:
    for found in _compiled(_NUMERO).finditer(plain):
        yield from _gap(texte, *found.span(1), "espace-insecable-numero")
    for found in _compiled(_DEGRE).finditer(plain):
        group = found.lastindex or 1
        yield from _gap(texte, *found.span(group), ("espace-insecable-article", "espace-insecable-unite")[group - 1])


# ------------------------------------------------------------------------------------------------ dots

_CODE = r"[LRD](?<!\w.)(?<!\w\..)(?:(?<=L)\.O)?\.\*?( *+)(?=[0-9])"
_INITIALE = r"[A-ZÀ-ÖØ-Þ]\.(?<!\w..)( ++)(?=[A-ZÀ-ÖØ-Þ]{2})"
_ETC = r"etc(?<![\w/@-]etc)(?P<fin>(?: *+[.…])*+)(?![\w/@-])"
_SUSPENSION = r"\.(?<!\..)\.\.(?!\.)"
_AVANT_POINT = r" (?:(?<=\w\w\w\w )|(?<=[0-9»”)\"%€] )) *+(?=\.(?:[\s»”\")]|\Z))"


def find_etc(plain: str) -> Iterator[Edit]:
    """Yield what gives each « etc. » one full stop and no other."""
    for found in _compiled(_ETC).finditer(plain):
        if found["fin"] != ".":
            yield *found.span("fin"), ".", "etc"


def _dots(texte: str, plain: str) -> Iterator[Edit]:
    if "..." in plain:
        for found in _compiled(_SUSPENSION).finditer(plain):
            yield *found.span(), "…", "points-suspension"
    for found in _compiled(_CODE).finditer(plain):
        yield from _gap(texte, *found.span(1), "espace-insecable-code")
    if ". " in plain:
        for found in _compiled(_INITIALE).finditer(plain):
            yield from _gap(texte, *found.span(1), "espace-insecable-initiale")
    if " ." in plain:
        for found in _compiled(_AVANT_POINT).finditer(plain):
            yield *found.span(), "", "espace-avant-virgule"


# ------------------------------------------------------------------------------------------------ numbers

_NOMBRE = (
    r"[0-9](?<![\w/:-].)(?<![0-9][.,].)(?:[0-9]?+(?P<h> *+)[hH](?P<mn> *+)[0-5][0-9](?![\w/-])(?! *+[hH](?![^\W\d_]))"
    r"|(?:[0-9]{0,2}+(?: ++[0-9]{3}(?![0-9])){1,6}+|[0-9]*+)"
    r"(?P<decimales>,[0-9]++)?(?P<er>er)?(?P<ecart> *+)(?P<mot>[^\W\d_]{1,12}+€?|€)?)"
)
_ROMAIN = r" ([IVX]+)(?![\w'-]|\.\w)"
MOIS_ECRITS = _words("janvier février fevrier mars avril mai juin juillet août aout septembre octobre novembre décembre decembre")
"""The names of months as people type them, accents or not."""
_MONNAIES = _words("€ k€ K€ M€ Md€ euro euros EUR")
_UNITES = _words("m m² m³ km km² cm mm dm ha g kg t l L hl W kW MW GW kWh MWh GWh kWc kVA habitants hab")
_NUMEROTES = _words(
    "article articles alinéa alinéas alinea chapitre chapitres titre titres livre section sections paragraphe paragraphes annexe "
    "annexes page pages lot lots tome volume tableau figure nos art. al. p. pp. fig. vol. §"
)
_EN_ROMAIN = _words("titre livre chapitre section annexe tome du au")


def _numbers(texte: str, plain: str) -> Iterator[Edit]:
    for found in _compiled(_NOMBRE).finditer(plain):
        start = found.start()
        if start and plain[start - 1] == " ":
            before = _before(plain, start)
            if _word_before(plain, before) in _NUMEROTES:
                yield from _gap(texte, before, start, "espace-insecable-article")
        mot = found["mot"]
        if mot is not None:
            yield from _before_word(texte, plain, found, mot)
        elif found["h"] is not None:
            yield from _gap(texte, *found.span("h"), "espace-insecable-heure")
            yield from _gap(texte, *found.span("mn"), "espace-insecable-heure")
    if "I" in plain or "V" in plain or "X" in plain:
        for found in _compiled(_ROMAIN).finditer(plain):
            before = _before(plain, found.start(1))
            if _word_before(plain, before) in _EN_ROMAIN:
                yield from _gap(texte, before, found.start(1), "espace-insecable-article")


def _word_before(plain: str, at: int) -> str:
    """Return the word that ends at `at`, in lower case: « l’article » gives « article »."""
    start = at - 1 if at and plain[at - 1] in ".§" else at
    while start and at - start < 13 and (plain[start - 1].isalnum() or plain[start - 1] == "_"):
        start -= 1
    return plain[start:at].lower()


def _before_word(texte: str, plain: str, found: re.Match[str], mot: str) -> Iterator[Edit]:
    """Yield what lies between a number and the word after it: a month, a unit, « h »."""
    start, (space, end) = found.start(), found.span("ecart")
    after = plain[found.end() : found.end() + 1]
    if after.isalnum() or after in ("_", "@", "'"):
        return
    if mot in ("h", "H"):
        if space - start < 3 and after not in ("/", "-"):
            yield from _gap(texte, space, end, "espace-insecable-heure")
    elif mot.lower() in MOIS_ECRITS:
        if space < end and (space - start < 3 or found["er"]):
            yield from _gap(texte, space, end, "espace-insecable-jour")
    elif not found["er"] and (mot in _MONNAIES or (space < end and mot in _UNITES)):
        if space < end and mot != "€":
            yield from _gap(texte, space, end, "espace-insecable-unite")
        yield from _thousands(texte, plain, found, 4 if mot in _MONNAIES else 5)


def _thousands(texte: str, plain: str, found: re.Match[str], least: int) -> Iterator[Edit]:
    """Yield what parts the thousands of an amount; a number of fewer than `least` figures that has none stays whole."""
    start, end = found.start(), found.start("decimales") if found["decimales"] else found.start("ecart")
    at = plain.find(" ", start, end)
    if at < 0:
        before = _before(plain, start)
        follows = before < start and plain[before - 1 : before].isdigit()
        if least <= end - start <= 15 and plain[start] != "0" and not follows:
            yield from ((place, place, FINE, "milliers") for place in range(start + (end - start - 1) % 3 + 1, end, 3))
        return
    while at >= 0:
        after = at + 1
        while plain[after] == " ":
            after += 1
        yield from _gap(texte, at, after, "milliers", FINE)
        at = plain.find(" ", after, end)


# ------------------------------------------------------------------------------------------------ rarer

_CIVILITE = (
    r"[MDP](?<!\w.)(?:(?<=M)(?:M?\.(?: ++|(?=[A-ZÀ-ÖØ-Þ][^\W\d_]))|(?:mes?|MES?|lles?|LLES?|gr) ++)(?=[^\W\d_])"
    r"|(?:(?<=M)e|(?<=D)rs?|(?<=P)r) ++(?=[A-ZÀ-ÖØ-Þ]))"
)
_AVANT_VIRGULE = r" (?<=[^\s«“(\[–—-] ) *+(?=,(?:[\s»”\")]|\Z))"
_TIRET = r" (?<=[^\s«“(\[–—-] ) *+(--?)(?= ++[^\s»”)\]–—0-9-])"
_CI = r"[cC]i(?<!\w..)( ++)(?=(?:joint|annexé)e?s?(?!\w)|(?:après|dessus|dessous|avant|contre)(?!\w))"
_DOUBLE = r" (?<=\S ) ++(?=\S)"


def _titles(texte: str, plain: str) -> Iterator[Edit]:
    for found in _compiled(_CIVILITE).finditer(plain):
        yield from _gap(texte, _before(plain, found.end()), found.end(), "espace-insecable-civilite")


def _commas(_: str, plain: str) -> Iterator[Edit]:
    for found in _compiled(_AVANT_VIRGULE).finditer(plain):
        yield *found.span(), "", "espace-avant-virgule"


def _dashes(_: str, plain: str) -> Iterator[Edit]:
    for found in _compiled(_TIRET).finditer(plain):
        yield *found.span(1), "–", "tiret"


def _ci(_: str, plain: str) -> Iterator[Edit]:
    for found in _compiled(_CI).finditer(plain):
        yield *found.span(1), "-", "ci-trait-union"


def _doubles(texte: str, plain: str) -> Iterator[Edit]:
    for found in _compiled(_DOUBLE).finditer(plain):
        gap = texte[slice(*found.span())]
        kept = NBSP if NBSP in gap else FINE if FINE in gap else " "
        yield *found.span(), kept, "espaces-doubles"


_RARE: tuple[tuple[str, Callable[[str, str], Iterator[Edit]]], ...] = (
    (" ,", _commas),
    (" -", _dashes),
    ("ci ", _ci),
    ("Ci ", _ci),
    ("  ", _doubles),
)
