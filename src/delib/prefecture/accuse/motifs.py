"""The words of the stamps: their titles, their labels, the identifier, and how a line of a page is cut into them.

A line of a stamp is made of nothing else: a sentence that holds the same words is no line of a stamp. What optical reading does
to them is let through where nothing else can be meant: an accent lost or misread, « 1e » for « le », « 0 » for « o ».

Each form bears a number, as in the notes of who observed it: V1 to V5 were seen in acts or read in the programs that print them;
V7 and V8 are no receipts; V10 and after are known from memory only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from delib.prefecture.accuse.designations import FICHIER, Designation, read_designation
from delib.prefecture.accuse.jours import JOUR, Jour, read_jour
from delib.prefecture.identifiant import Identifiant

MAX_LINE = 400
"""The longest line that may be one of a stamp, in characters: the longest seen has 70."""

TRANSMISSION, RECEPTION, PUBLICATION, NOTIFICATION = "transmission", "réception", "publication", "notification"
SIMULATIONS = ("envoi simulé", "réception simulée", "publication simulée")
TITRE, MENTION, NUMERO, IDENTIFIANT, NOM = "titre", "mention", "numéro", "identifiant", "nom de fichier"
JOURNEE, MATIERE, BRUIT = "jour", "matière", "bruit"
ETIQUETTES = frozenset((TRANSMISSION, RECEPTION, PUBLICATION, NOTIFICATION, *SIMULATIONS))
"""The kinds of label that a day follows."""


class Forme(NamedTuple):
    """Words that stamps print: what they announce, the forms of stamp that have them, whether they name the préfecture."""

    genre: str
    mots: str
    formes: frozenset[str]
    forte: bool
    motif: re.Pattern[str]


class Jeton(NamedTuple):
    """A piece of a line: its kind, the forms of stamp it may belong to, whether it names the préfecture, what it is worth.

    `minuscule`: it begins in lower case, as the middle of a sentence does.
    """

    genre: str
    formes: frozenset[str]
    forte: bool = False
    jour: Jour | None = None
    lu: Designation | None = None
    texte: str = ""
    minuscule: bool = False


_HYPHENS, _APOSTROPHES = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "’ʼ‘`´"
_SIGNS = dict.fromkeys(_HYPHENS, "-") | dict.fromkeys(_APOSTROPHES, "'")
_SIGN = re.compile(f"[{_HYPHENS}{_APOSTROPHES}]")


def clean(texte: str) -> str:
    """Return `texte` on one line, its ligatures undone, its hyphens, apostrophes and spaces plain."""
    for sign in set(_SIGN.findall(texte)):
        texte = texte.replace(sign, _SIGNS[sign])
    return " ".join(unicodedata.normalize("NFKC", texte).split())


class _Fold(dict[int, str]):
    """The plain form of each character, made when it is met."""

    def __missing__(self, code: int) -> str:
        self[code] = made = unicodedata.normalize("NFD", chr(code))[0].lower()[0]
        return made


_FOLD = _Fold()


def fold(texte: str) -> str:
    """Return `texte`, once clean, in lower case and without accents, each character for one."""
    return texte.translate(_FOLD)


_DOUBTFUL = {"l": "[li1|!]", "i": "[il1|!]", "o": "[o0]"}
_LOST = "(?:{}|[^a-z0-9 ]{{0,2}})"


_JOKERS = {"*": r"(?:en\s*)?(?:sous\s*-?\s*)?", "+": r"(?:,?\s*[li1|!]\s*e)?", "'": "'?", "-": "-?", ".": r"\.?"}
"""« * » is « en », « sous- », both or neither; « + » is « le » or nothing; signs may be lost."""


def motif(words: str) -> re.Pattern[str]:
    """Return the pattern of words written in lower case: spaces anywhere, a letter with an accent lost or spoiled, l for 1."""
    pieces = []
    for char in words:
        plain = unicodedata.normalize("NFD", char)[0]
        if char in "éèêç":
            pieces.append(_LOST.format(plain))
        elif char in _JOKERS:
            pieces.append(_JOKERS[char])
        elif char != " ":
            pieces.append(_DOUBTFUL.get(plain, re.escape(plain)))
    return re.compile(r"\s*".join(pieces))


def _forme(genre: str, words: str, formes: str, forte: bool = True) -> Forme:
    return Forme(genre, words, frozenset(formes.split()), forte, motif(words))


# The longer of two that begin alike comes first.
FORMES = (
    _forme(TITRE, "accusé de réception - ministère de l'intérieur", "V10"),
    _forme(TITRE, "accusé de réception * préfecture", "V1 V7 AGEDI"),
    _forme(MENTION, "accusé certifié exécutoire", "V10"),
    _forme(MENTION, "application agréée e-legalite.com", "E-LEGALITE"),
    _forme(TRANSMISSION, "date de télétransmission", "V1 V7"),
    _forme(TRANSMISSION, "date de transmission de l'acte", "AGEDI"),
    _forme(TRANSMISSION, "envoyé * préfecture +", "V2"),
    _forme(TRANSMISSION, "transmis * préfecture +", "V8"),
    _forme(RECEPTION, "date de réception de l'ar", "AGEDI"),
    _forme(RECEPTION, "date de réception * préfecture", "V1"),
    _forme(RECEPTION, "date de réception", "V7", forte=False),
    _forme(RECEPTION, "réception par le préfet", "V10"),
    _forme(RECEPTION, "reçu * préfecture +", "V2 V8 E-LEGALITE"),
    _forme(RECEPTION, "ar contrôle de légalité en date du", "V4"),
    _forme(TITRE, "ar * préfecture", "V3"),
    _forme(RECEPTION, "reçu le", "V3", forte=False),
    _forme(NOTIFICATION, "date de notification", "V7", forte=False),
    _forme(PUBLICATION, "date d'affichage", "V7 V1", forte=False),
    _forme(PUBLICATION, "date de publication", "V7 V1", forte=False),
    _forme(PUBLICATION, "publié par voie d'affichage le", "V8", forte=False),
    _forme(PUBLICATION, "publié le", "V1 V2 V3 V8", forte=False),
    _forme(PUBLICATION, "affiché le", "V1 V2 V3 V8", forte=False),
    _forme(PUBLICATION, "publication", "V10", forte=False),
    _forme(PUBLICATION, "affichage", "V10", forte=False),
    _forme(SIMULATIONS[0], "envoi simulé +", "V2c"),
    _forme(SIMULATIONS[1], "réception simulée +", "V2c"),
    _forme(SIMULATIONS[2], "publication simulée +", "V2c"),
)
"""The words that announce something, as stamps print them."""

TOUTES = frozenset(name for forme in FORMES for name in forme.formes)
"""Every form of stamp: what an identifier or a day may belong to."""
INCERTAINES = frozenset(("V7", "V8", "V10", "AGEDI", "E-LEGALITE"))
"""The forms that no act seen bears filled, identifier included: read, and told uncertain."""

_NUMERO = re.compile(r"(?:[il1|]d|identifiant(?:\s*(?:de\s*l'\s*)?acte)?)\s*(?::|(?=[0-9ol]{3}\s*-))")
_BRUIT = re.compile(r"(?:slo|s2low|berger[\s-]*levrault)(?![a-z0-9])")
_MATIERE = re.compile(r"([1-9](?:\.[0-9]{1,2}){1,4})[\s.-]*[^\W\d_].{2,}")
_POINT = re.compile(r"[\s:;,.|•·]*")
_LE = re.compile(r"[l1]e\s+(?=[0-9])")
_AVANT = re.compile(r"\s*[:,]?\s*(?:du\s*(?=[0-9]))?")
_APRES = re.compile(r"\s*au\s*(?:[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}(?![0-9])|[\s._…/-]*$)")
_BLANC = re.compile(r"[\s._…:/|-]*(?:du[\s._…/-]*(?:au)?[\s._…/-]*)?$")
_ILLISIBLE = re.compile(r"(?=(?:[^0-9]*[0-9]){3})\S.{3,15}$")
"""What stands where a day should and cannot be read as one: short, with figures."""


def tokens(texte: str) -> list[Jeton]:
    """Return the pieces that a line of a stamp is made of, in order; nothing for a line that holds anything else."""
    line = clean(texte)
    if not line or len(line) > MAX_LINE:
        return []
    if _is_spaced(line):
        line = line.replace(" ", "")
    matiere = _MATIERE.fullmatch(line)
    if matiere:
        return [Jeton(MATIERE, frozenset(("V4",)), texte=matiere[1])]
    found = list(_cut(line, fold(line)))
    return [] if None in found else [one for one in found if one is not None and one.genre != BRUIT]


def _is_spaced(line: str) -> bool:
    """Return whether a line has a space after nearly each character, as spaced out letters may come."""
    words = line.split()
    return len(words) > 8 and sum(len(word) == 1 for word in words) > 0.8 * len(words)


def _cut(line: str, folded: str) -> Iterator[Jeton | None]:
    """Yield the pieces of a line from its left, None where nothing known begins."""
    start = _end(_POINT, folded, 0)
    while start < len(line):
        found = next((found for read in _PIECES if (found := read(line, folded, start)) is not None), None)
        if found is None:
            yield None
            return
        yield found[0]
        start = _end(_POINT, folded, found[1])


def _end(motif: re.Pattern[str], folded: str, start: int) -> int:
    found = motif.match(folded, start)
    return found.end() if found else start


def _noise(line: str, folded: str, start: int) -> tuple[Jeton, int] | None:
    found = _BRUIT.match(folded, start)
    return (Jeton(BRUIT, TOUTES), found.end()) if found else None


def _file(line: str, folded: str, start: int) -> tuple[Jeton, int] | None:
    found = FICHIER.match(line, start)
    if found is None:
        return None
    return Jeton(NOM, TOUTES, lu=Designation(Identifiant.read(found["identifiant"]), found[0])), found.end()


def _number(line: str, folded: str, start: int) -> tuple[Jeton, int] | None:
    found = _NUMERO.match(folded, start)
    return (Jeton(NUMERO, TOUTES), found.end()) if found else None


def _identifier(line: str, folded: str, start: int) -> tuple[Jeton, int] | None:
    lu = read_designation(line, start)
    return (Jeton(IDENTIFIANT, TOUTES, lu=lu), start + len(lu.brut)) if lu else None


def _day(line: str, folded: str, start: int) -> tuple[Jeton, int] | None:
    found = JOUR.match(folded, _end(_LE, folded, start))
    return (Jeton(JOURNEE, TOUTES, jour=read_jour(found)), found.end()) if found else None


def _words(line: str, folded: str, start: int) -> tuple[Jeton, int] | None:
    """Return the words of a stamp that begin at `start`, with the day that follows them."""
    for forme in FORMES:
        found = forme.motif.match(folded, start)
        if found and not folded[found.end() : found.end() + 1].isalpha():
            if forme.genre in ETIQUETTES:
                jeton, end = _labelled(forme, line, folded, found.end())
            else:
                jeton, end = Jeton(forme.genre, forme.formes, forme.forte, texte=forme.mots), found.end()
            return jeton._replace(minuscule=line[start].islower()), end
    return None


def _labelled(forme: Forme, line: str, folded: str, start: int) -> tuple[Jeton, int]:
    """Return a label with its day; without one where the line ends, or goes on with something else."""
    made = Jeton(forme.genre, forme.formes, forme.forte, texte=forme.mots)
    if _BLANC.match(folded, start):
        return made, len(line)
    value = _end(_AVANT, folded, start)
    found = JOUR.match(folded, value)
    if found:
        return made._replace(jour=read_jour(found)), _end(_APRES, folded, found.end())
    if _ILLISIBLE.match(folded, value) and _NUMERO.match(folded, value) is None:
        return made._replace(jour=Jour(None, line[value:])), len(line)
    return made, value


_PIECES = (_noise, _file, _number, _words, _identifier, _day)
