"""Words that a person must look at: what would be better written, but with other letters or figures.

Precision before recall: a rule fires where it is right, and is silent where it could be wrong. Texts come with plain spaces and
straight apostrophes, as `typographie` makes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from delib.francais.coquilles import Remark
from delib.francais.dates import JOURS, iter_weekday_errors
from delib.francais.espaces import MOIS_ECRITS
from delib.francais.signes import APOSTROPHE, FINE, NBSP

Apres = Callable[[re.Match[str]], str | None]


class _Mots(NamedTuple):
    """What to look for. A text where `motif` can match holds one of the words of `mots`, or else one of `signes`.

    What is told is the group « ici » where `motif` has one, and `apres` gives what to write.
    """

    regle: str
    motif: str
    apres: Apres
    mots: str = ""
    signes: tuple[str, ...] = ()
    casse: bool = True
    """Whether the case of letters counts."""
    dispositif: bool = False
    """Whether only operative paragraphs are read so."""


def find_words(texte: str, plain: str, *, dispositif: bool) -> list[Remark]:
    """Return what a person must look at in `texte`, rule by rule; `plain` is as for `find_signs_and_spaces`."""
    by_word, by_sign = _index()
    words = set(_compiled(r"\w+").findall(plain))
    rows = {row for word in by_word.keys() & words for row in by_word[word]}
    for sign, signed in by_sign:
        if sign in plain:
            rows.update(signed)
    remarks: list[Remark] = []
    if "º" in texte:
        remarks += [(*found.span(), "n°", "signe-numero") for found in _compiled(r"(?<!\w)[nN]º(?=\s*[0-9A-Z])").finditer(texte)]
    for row in sorted(rows) if rows else ():
        mots = _TABLE[row]
        if dispositif or not mots.dispositif:
            remarks += _iter_matches(plain, mots)
    if _compiled("[0-9]").search(plain):
        remarks += _dates(plain)
        if "(" in plain and ("€" in plain or "euro" in plain):
            remarks += _amounts(plain)
    if not words.isdisjoint(_JOURS):
        remarks += _weekdays(plain)
    if dispositif:
        remarks += _futures(plain)
    return remarks


@cache
def _index() -> tuple[dict[str, list[int]], list[tuple[str, list[int]]]]:
    """Return the ranks of rows by the words, and by the signs, without which they cannot match."""
    by_word: dict[str, list[int]] = {}
    by_sign: dict[str, list[int]] = {}
    for rank, row in enumerate(_TABLE):
        for word in row.mots.split():
            for form in {word} if row.casse else {word, word.capitalize(), word.upper()}:
                by_word.setdefault(form, []).append(rank)
        for sign in row.signes:
            by_sign.setdefault(sign, []).append(rank)
    return by_word, list(by_sign.items())


@cache
def _compiled(motif: str, casse: bool = True) -> re.Pattern[str]:
    return re.compile(motif, re.NOFLAG if casse else re.IGNORECASE)


def _iter_matches(plain: str, mots: _Mots) -> Iterator[Remark]:
    motif = _compiled(mots.motif, mots.casse)
    place = motif.groupindex.get("ici", 0)
    for found in motif.finditer(plain):
        yield *found.span(place), mots.apres(found), mots.regle


# ------------------------------------------------------------------------------------------------ what to write instead


def _rien(_: re.Match[str]) -> None:
    return None


def _mot(mot: str) -> Apres:
    return lambda _: mot


def _minuscule(found: re.Match[str]) -> str:
    return found["ici"][0].lower() + found["ici"][1:]


def _ordinal(found: re.Match[str]) -> str:
    fin = found["fin"].strip().lower()
    plural = "s" if fin.endswith("s") else ""
    return f"{found['nombre']}{'re' if fin.rstrip('s').endswith('re') else 'e'}{plural}"


def _pluriel(found: re.Match[str]) -> str:
    return found["ici"] + ("S" if found["ici"].isupper() else "s")


def _et_suivants(found: re.Match[str]) -> str:
    plural = {"de l'": "des ", "à l'": "aux ", "l'": "les ", "son ": "ses "}[found["debut"].lower()]
    return f"{plural}articles{found['suite']}"


_CIVILITES = {"Mr": "M.", "Mr.": "M.", "Mrs": "MM.", "Mrs.": "MM.", "Melle": "Mlle", "Mme.": "Mme", "Mlle.": "Mlle"}
_ABREVIATIONS = {"art.": "article", "al.": "alinéa"}
_PRISES = ("prise", "prises", "pris", "prend", "prends", "prendre", "prennent", "prendra", "prenant", "prenne", "montée")

_IMPACTER = "impacter impacte impactes impactent impacté impactée impactés impactées impactant impactera impacteront impactait"

_TABLE = (
    _Mots("signe-numero", r"(?<=[a-zé] )N°(?= *[0-9])", _mot("n°"), signes=("N°",)),
    _Mots(
        "signe-numero",
        r"(?:[Ll]oi|[Dd]écret|[Oo]rdonnance|[Aa]rrêté|[Dd]élibération) (?P<ici>no)(?= [0-9])",
        _mot("n°"),
        mots="no",
    ),
    _Mots("signe-numeros", r"(?<!\w)[nN]°s(?= ?[0-9])", _mot("nos"), signes=("°s",)),
    _Mots(
        "article-code-point",
        r"rticles? (?P<ici>[LRD] ?)(?=[0-9]{1,4}-[0-9])",
        lambda found: f"{found['ici'][0]}.{NBSP}",
        mots="article articles Article Articles",
    ),
    _Mots("premier-du-mois", r"(?<!\w)1ier(?!\w)", _mot("1er"), mots="1ier"),
    _Mots(
        "milliers-point",
        r"(?<![\w.,/-])[0-9]{1,3}(?:\.[0-9]{3}){1,4}(?:,[0-9]{1,2})?(?= ?(?:k?€|M€|(?:euros?|habitants)(?!\w)))",
        lambda found: found.group().replace(".", FINE),
        signes=(".",),
    ),
    _Mots(
        "virgule-decimale",
        r"(?<![\w.,/-])[0-9]{1,12}\.[0-9]{1,2}(?= ?(?:k?€|M€|%|euros?(?!\w)))",
        lambda found: found.group().replace(".", ","),
        signes=(".",),
    ),
    _Mots(
        "majuscule-fonction",
        r"(?<!onsieur )(?<!adame )(?<!M\. )(?<!Mme )(?<!\w)(?:[Ll]es?|[Dd]u|[Aa]ux?|[Ll]a|[Dd]es) "
        r"(?P<ici>(?:Préfet|Préfète|Ministre)s?)(?!\w)",
        _minuscule,
        mots="Préfet Préfets Préfète Préfètes Ministre Ministres",
    ),
    _Mots(
        "majuscule-texte",
        r"(?<!\w)(?:[Ll][ae] |[Dd]u |[Aa]u |[Cc]ette |[Ll]')(?P<ici>Loi|Code|Décret|Ordonnance|Arrêté)"
        r"(?= (?:n°|d[eu]s? |d'|(?:général|civil|pénal|électoral|organique|préfectoral|ministériel)(?!\w)))",
        _minuscule,
        mots="Loi Code Décret Ordonnance Arrêté",
    ),
    _Mots(
        "civilite-abregee",
        r"(?<![\w.])(?:Mrs?\.?|Melle|Mme\.|Mlle\.)(?= [A-ZÀ-ÖØ-Þ])",
        lambda found: _CIVILITES[found.group()],
        mots="Mr Mrs Melle Mme Mlle",
    ),
    _Mots(
        "ordinal",
        r"(?<![\w.,/-])(?P<nombre>1|I)(?P<fin> ?(?:i?[èe]res?|I?[ÈE]RES?))(?!\w)",
        _ordinal,
        signes=("ère", "ere", "ÈRE", "ERE"),
    ),
    _Mots(
        "ordinal",
        r"(?<![\w.,/-])(?P<nombre>[0-9]{1,4}|[IVXL]{1,7})(?P<fin> ?(?:i?[èe]mes?|I?[ÈE]MES?)|è)(?!\w)",
        _ordinal,
        signes=("ème", "eme", "ÈME", "EME", "è "),
    ),
    _Mots(
        "sigle-points",
        r"(?<![\w.])(?:[A-Z]\.){2,10}[A-Z](?:\.|(?![\w.-]))(?! [A-ZÀ-ÖØ-Þ])",
        lambda found: found.group().replace(".", ""),
        signes=(".",),
    ),
    _Mots(
        "ponctuation-double",
        r", ?[,;]|; ?[,;]",
        lambda found: f"{FINE};" if ";" in found.group() else ",",
        signes=(",,", ",;", ", ,", ", ;", ";"),
    ),
    _Mots("etc-repete", r"(?<!\w)etc\.?(?:,? etc(?!\w)\.?){1,9}", _mot("etc."), mots="etc", casse=False),
    _Mots(
        "abreviation",
        r"(?<!\w)(?:art|al)\.(?= ?[0-9LRDI])",
        lambda found: _ABREVIATIONS[found.group()],
        mots="art al",
        dispositif=True,
    ),
    _Mots(
        "article-et-suivants",
        r"(?<!\w)(?P<ici>(?P<debut>de l'|à l'|l'|son )article(?P<suite> (?:[LRD]\. ?)?[0-9][0-9-]{0,15} et suivants))(?!\w)",
        _et_suivants,
        mots="suivants",
        casse=False,
    ),
    _Mots("tournure", r"(?<!\w)in fine(?!\w)", _mot("à la fin"), mots="fine", casse=False),
    _Mots("tournure", rf"(?<!\w)(?:{_IMPACTER.replace(' ', '|')})(?!\w)", _rien, mots=_IMPACTER, casse=False),
    _Mots(
        "en-charge-de",
        "".join(f"(?<!{mot} )" for mot in _PRISES) + r"(?<!\w)en charge (?:d(?:e|u|es)(?!\w)|d(?='))",
        _rien,
        mots="charge",
        casse=False,
    ),
    _Mots("et-ou", r"(?<!\w)et ?/ ?ou(?!\w)", _rien, signes=("/",), casse=False),
    _Mots(
        "appel-a-projets",
        r"(?<!\w)appels? [àa] (?P<ici>projet|candidature)(?!\w)",
        _pluriel,
        mots="appel appels",
        casse=False,
    ),
    _Mots(
        "appel-a-projets",
        r"(?<!\w)appels? à (?P<ici>manifestations d'intérêts?|manifestation d'intérêts)(?!\w)",
        _mot(f"manifestation d{APOSTROPHE}intérêt"),
        mots="appel appels",
        casse=False,
    ),
    _Mots(
        "verbe-casse",
        r"\A\s*(?P<ici>[A-ZÀ-ÖØ-Þ]{2,30}[a-zß-öø-ÿ]{1,30})(?![\w-])",
        lambda found: found["ici"].upper(),
        signes=("",),
        dispositif=True,
    ),
)


# ------------------------------------------------------------------------------------------------ dates and amounts

_DATE = (
    r"(?<![\w/.,:-])(?P<jour>[0-9]{1,2})(?P<er>er)? {1,3}(?P<mois>[^\W\d_]{3,9})(?!\w)"
    r"(?: {1,3}(?P<annee>[0-9]{2})(?= ?(?:[,;.)]|\Z)))?"
)
_JOURS = frozenset(form(jour) for jour in JOURS for form in (str.lower, str.capitalize, str.upper))


def _dates(plain: str) -> Iterator[Remark]:
    for found in _compiled(_DATE).finditer(plain):
        jour, mois = found["jour"], found["mois"]
        if mois.lower() not in MOIS_ECRITS:
            continue
        if jour == "1" and not found["er"]:
            yield *found.span("jour"), "1er", "premier-du-mois"
        elif jour[0] == "0" and jour != "00":
            yield *found.span("jour"), "1er" if jour == "01" and not found["er"] else jour[1], "jour-zero"
        if mois[0].isupper() and not mois.isupper():
            yield *found.span("mois"), mois.lower(), "mois-minuscule"
        if found["annee"]:
            yield *found.span("annee"), None, "annee-courte"


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


# ------------------------------------------------------------------------------------------------ the operative part

_FUTURS = {
    "devra": "doit",
    "devront": "doivent",
    "sera": "est",
    "seront": "sont",
    "fera": "fait",
    "feront": "font",
    "aura": "a",
    "auront": "ont",
    "pourra": "peut",
    "pourront": "peuvent",
    "prendra": "prend",
    "prendront": "prennent",
    "il conviendra": None,
    "il conviendrait": None,
}
_JAMAIS = frozenset(("devra", "devront", "il conviendra", "il conviendrait"))


def _futures(plain: str) -> Iterator[Remark]:
    """Yield the verbs in the future; « DIT que … fera l'objet » is accepted."""
    tolerant = _compiled(r"\s*(?:DIT|PR[ÉE]CISE|RAPPELLE)\s+qu[e']").match(plain) is not None
    for found in _compiled(rf"(?<!\w)(?:{'|'.join(_FUTURS)})(?!\w)").finditer(plain):
        word = found.group()
        if not tolerant or word in _JAMAIS:
            yield *found.span(), _FUTURS[word], "futur"
