"""The spaces of a text, and the signs that go with them: what a machine may put right.

Each rule sees the text with plain spaces and straight apostrophes (`plain`), so that what it decides does not depend on what the
others change; it then compares with what stands in `texte`. A narrow no-break space where a wide one is usual, or the reverse, is
kept. Three spaces and more draw a table or a blank to fill: they are kept too, as dots that stand alone are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from delib.francais.coquilles import Edit
from delib.francais.dates import MOIS
from delib.francais.signes import APOSTROPHE, FINE, NBSP
from delib.francais.tri import fold

_FIXES = frozenset((NBSP, FINE))
SLIP = 2
"""The most spaces that a slip of the fingers leaves: more are drawn on purpose."""


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
    """Yield the change that makes a no-break space of what stands between `start` and `end`, unless it is drawn."""
    if end - start <= SLIP and texte[start:end] not in _FIXES:
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
            wanted = (left.isalnum() or left in _ENDS_WORD) and _is_french(left) and _ends(plain, at)
        if wanted:
            regle, space = _BEFORE_SIGNS[sign]
            yield from _gap(texte, start, at, regle, space)


def _is_french(left: str) -> bool:
    """Return whether the character before a sign is of a script that French typography rules: not Hebrew, Arabic, an emoji."""
    return left != "" and not left.isspace() and (left < "\u0530" or "\u2010" <= left < "\u20d0")


def _ends(plain: str, at: int) -> bool:
    """Return whether the sign at `at` ends its word, and is not inside an address, a time or a name (« Yahoo! et »)."""
    sign, right = plain[at], plain[at + 1 : at + 2]
    if sign in "!?":
        return not right or right in "\n!?)" or right in _ENDS_SENTENCE or (right == " " and not plain[at + 2 : at + 3].islower())
    return not right or right.isspace() or right in _ENDS_SENTENCE


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

_CODE = r"[LRD](?<!\w.)(?:(?<!\w\..)|(?<=rt\..))(?:(?<=L)\.O)?\.\*?( *+)(?=[0-9])"
_ARTICLE = r"(?!(?:19|20)[0-9]{2}-)[0-9]{2,4}-[1-9]"
_INITIALE = r"[A-ZÀ-ÖØ-Þ]\.(?<!\w..)( ++)(?=[A-ZÀ-ÖØ-Þ]{2})"
_ETC = r"etc(?<![\w/@-]etc)(?P<fin>(?: {0,2}(?:\.{1,3}…?|…)(?![.…]))*+)(?! *[.…])(?![\w/@-])"
_SUSPENSION = (
    r"\.(?<![.:/]\.)\.\.(?!\.)"
    r"(?:(?<=[^\W\d_]\.\.\.)|(?<=[()\[\]«»“”\",]\.\.\.)|(?<=[(\[«“\"] \.\.\.)|(?<=[(\[«“\"]  \.\.\.)|(?=[^\W\d_]))"
)
_AVANT_POINT = r" (?:(?<=\w\w\w\w )|(?<=[0-9»”)\"%€] )) ?+(?=\.(?:[\s»”\")]|\Z))"


def find_etc(plain: str) -> Iterator[Edit]:
    """Yield what gives each « etc. » one full stop and no other."""
    for found in _compiled(_ETC).finditer(plain):
        if found["fin"] != ".":
            yield *found.span("fin"), ".", "etc"


def _dots(texte: str, plain: str) -> Iterator[Edit]:
    if "..." in plain and "...." not in plain:
        for found in _compiled(_SUSPENSION).finditer(plain):
            yield *found.span(), "…", "points-suspension"
    for found in _compiled(_CODE).finditer(plain):
        if found[1] or _is_article(plain, found):
            yield from _gap(texte, *found.span(1), "espace-insecable-code")
    if ". " in plain:
        for found in _compiled(_INITIALE).finditer(plain):
            yield from _gap(texte, *found.span(1), "espace-insecable-initiale")
    if " ." in plain:
        for found in _compiled(_AVANT_POINT).finditer(plain):
            yield *found.span(), "", "espace-avant-virgule"


def _is_article(plain: str, found: re.Match[str]) -> bool:
    """Return whether « L. » is a code's, and not part of a name: « annexe D.1 », « délibération D.2025-12 »."""
    before = _before(plain, found.start())
    if ".O" in found.group() or _word_before(plain, before) in ("article", "articles", "art."):
        return True
    return plain[before - 1 : before] != "°" and _compiled(_ARTICLE).match(plain, found.end()) is not None


# ------------------------------------------------------------------------------------------------ numbers

_NOMBRE = (
    r"[0-9](?:(?<![\w/:-].)|(?<=[0-9][hH]-.)|(?<=[0-9] [hH]-.)|(?<=[0-9]  [hH]-.)"
    r"|(?<=[hH][0-5][0-9]-.)|(?<=[hH] [0-5][0-9]-.)|(?<=[hH]  [0-5][0-9]-.))(?<![0-9][.,].)"
    r"(?:[0-9]?+(?P<h> *+)[hH](?P<mn> *+)[0-5][0-9](?![\w/]| [0-9]{3})(?!-(?![0-9]{1,2} *+[hH]))(?! *+[hH](?![^\W\d_]))"
    r"|(?:[0-9]{0,2}+(?: [0-9]{3}(?![0-9])){1,6}+|[0-9]*+)"
    r"(?P<decimales>,[0-9]++)?(?P<er>er|ER)?(?P<ecart> *+)(?P<mot>[^\W\d_]{1,12}+[€23]?+|€)?)"
)
_ROMAIN = r" ([IVX]++(?:er)?+)(?![\w'-]|\.\w)"
_BORNE = (
    r" {1,2}(?:(?:[0-9]{1,3}(?: [0-9]{3}){1,4}|[0-9]{4,12})(?:,[0-9]{1,2})? {0,2}(?:€|euros?(?!\w))"
    r"|(?:[0-9]{1,3}(?: [0-9]{3}){1,4}|[0-9]{5,12}) {1,2}(?:habitants|m²|m2)(?!\w))"
)
_ANNEE = r"(?:19|20)[0-9]{2}(?![0-9])"
_HEURE_SUIT = r"-[0-9]{1,2} *+[hH]"
MOIS_ECRITS = frozenset((*MOIS, *map(fold, MOIS)))
"""The names of months as people type them, accents or not."""
_MOIS_ABREGES = _words("janv févr fév avr juil sept oct nov déc")
_MONNAIES = _words("€ k€ K€ M€ Md€ euro euros EUR")
_UNITES = _words("m m² m³ m2 m3 km km² km2 cm mm dm ha g kg t l L hl W kW MW GW kWh MWh GWh kWc kVA habitants hab")
_NUMEROTES = _words(
    "article articles alinéa alinéas alinea chapitre chapitres titre titres livre section sections paragraphe paragraphes annexe "
    "annexes page pages lot lots tome volume tableau figure nos art. al. p. pp. fig. vol. §"
)
_ETIQUETTES = _words("compte fonction opération parcelle tranche phase niveau groupe classe niv. n° no")
"""Words that name what is numbered: in « le lot 3 500 € », 3 is perhaps the lot, and nobody but its author can tell."""
_EN_ROMAIN = _words("titre livre chapitre section annexe tome du au")
_AVANT_HEURE = _words("a à de dès vers avant après et ou entre")


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
        elif found["h"] is not None and not _is_label(plain, start):
            yield from _gap(texte, *found.span("h"), "espace-insecable-heure")
            yield from _gap(texte, *found.span("mn"), "espace-insecable-heure")
    if "I" in plain or "V" in plain or "X" in plain:
        for found in _compiled(_ROMAIN).finditer(plain):
            before = _before(plain, found.start(1))
            if _word_before(plain, before) in _EN_ROMAIN:
                yield from _gap(texte, before, found.start(1), "espace-insecable-article")


def _word_before(plain: str, at: int) -> str:
    """Return the word that ends at `at`, in lower case: « l’article » gives « article »."""
    start = at - 1 if at and plain[at - 1] in ".§°" else at
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
        if space - start < 3 and _is_hour(plain, found, mot):
            yield from _gap(texte, space, end, "espace-insecable-heure")
    elif mot.lower() in MOIS_ECRITS or mot in _MOIS_ABREGES:
        if space < end and (space - start < 3 or found["er"]):
            yield from _gap(texte, space, end, "espace-insecable-jour")
    elif mot in ("à", "et"):
        sure = _word_before(plain, _before(plain, start)) in ("de", "entre") or not _compiled(_ANNEE).match(plain, start)
        if sure and _compiled(_BORNE).match(plain, found.end()) and not _is_label(plain, start):
            yield from _thousands(texte, plain, found, 4)
    elif not found["er"] and (mot in _MONNAIES or (space < end and mot in _UNITES)):
        if space < end and mot != "€":
            yield from _gap(texte, space, end, "espace-insecable-unite")
        yield from _thousands(texte, plain, found, 4 if mot in _MONNAIES else 5)


def _is_hour(plain: str, found: re.Match[str], mot: str) -> bool:
    """Return whether the figures before « h » are hours: « parcelle 12H » and « 24h/24 » are left."""
    start, after = found.start(), plain[found.end() : found.end() + 1]
    range_follows = _compiled(_HEURE_SUIT).match(plain, found.end()) is not None
    if found["ecart"] or (after == "-" and not range_follows):
        return after != "-" or range_follows
    if after == "/" or _is_label(plain, start):
        return False
    time = mot == "h" or range_follows or plain[start - 1 : start] == "-"
    return time or _word_before(plain, _before(plain, start)) in _AVANT_HEURE


def _is_label(plain: str, start: int) -> bool:
    """Return whether the number at `start` may be the name of what is before it."""
    word = _word_before(plain, _before(plain, start))
    return word in _NUMEROTES or word in _ETIQUETTES


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
    while at >= 0 and not _is_label(plain, start):
        yield from _gap(texte, at, at + 1, "milliers", FINE)
        at = plain.find(" ", at + 1, end)


# ------------------------------------------------------------------------------------------------ rarer

_CIVILITE = (
    r"[MDP](?<!\w.)(?:(?<=M)(?:M?\.(?: ++|(?=[A-ZÀ-ÖØ-Þ][^\W\d_]))|(?:mes?|MES?|lles?|LLES?|gr) ++)"
    r"(?=[^\W\d_])(?!(?i:et|ou)(?!\w))"
    r"|(?:(?<=M)e|(?<=D)rs?|(?<=P)r) ++(?=[A-ZÀ-ÖØ-Þ]))"
)
_AVANT_VIRGULE = r" (?<=[^\s«“(\[–—-] ) ?+(?=,(?:[\s»”\")]|\Z))"
_TIRET = r" (?<=[^\s«“(\[–—:-] ) *+(--?)(?= ++[^\s»”)\]–—0-9-])"
_CI = (
    r"[cC]i(?<!\w..)(?<!elui ..)(?<!elle ..)(?<!eux ..)(?<!elles ..)( {1,2}+)"
    r"(?=(?:joint|annexé)e?s?(?!\w)|(?:après|dessus|dessous|avant|contre)(?!\w))"
)
_DOUBLE = r" (?<=\S ) (?=\S)(?!(?<=[0-9]  )[0-9])"


def _titles(texte: str, plain: str) -> Iterator[Edit]:
    for found in _compiled(_CIVILITE).finditer(plain):
        if plain.startswith("M.", found.start()) and plain[found.start() - 1 : found.start()] in (".", "…"):
            continue  # « O.M. »
        yield from _gap(texte, _before(plain, found.end()), found.end(), "espace-insecable-civilite")


def _commas(_: str, plain: str) -> Iterator[Edit]:
    for found in _compiled(_AVANT_VIRGULE).finditer(plain):
        yield *found.span(), "", "espace-avant-virgule"


def _dashes(_: str, plain: str) -> Iterator[Edit]:
    for found in _compiled(_TIRET).finditer(plain):
        if not _is_minus(plain, *found.span(1)):
            yield *found.span(1), "–", "tiret"


def _is_minus(plain: str, start: int, end: int) -> bool:
    """Return whether one letter stands on each side: « A - B »."""
    left, right = _before(plain, start), end
    while plain[right] == " ":
        right += 1
    return (
        not plain[max(left - 2, 0) : left - 1].isalnum()
        and plain[left - 1].isalpha()
        and not plain[right + 1 : right + 2].isalnum()
    )


def _ci(_: str, plain: str) -> Iterator[Edit]:
    for found in _compiled(_CI).finditer(plain):
        yield *found.span(1), "-", "ci-trait-union"


def _doubles(texte: str, plain: str) -> Iterator[Edit]:
    for line in _compiled(r"[^\n]++").finditer(plain):
        if "  " not in line.group() or _compiled(r"\S {3}").search(line.group()):
            continue  # columns drawn with spaces
        for found in _compiled(_DOUBLE).finditer(plain, *line.span()):
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
