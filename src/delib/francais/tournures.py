"""Words that a person must look at: what would be better written, but with other letters or figures.

Precision before recall: a rule fires where it is right, and is silent where it could be wrong. Texts come with plain spaces and
straight apostrophes, as `typographie` makes them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from delib.francais.capitales import with_accents
from delib.francais.chiffres import MOIS, find_figures
from delib.francais.coquilles import Remark
from delib.francais.espaces import MOIS_ECRITS
from delib.francais.signes import APOSTROPHE, FINE

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
    remarks += find_figures(plain, words)
    if dispositif:
        remarks += _futures(plain)
    return _outside_quotes(plain, remarks) if remarks and ("«" in plain or '"' in plain) else remarks


_CITABLES = frozenset(
    (
        "abreviation",
        "appel-a-projets",
        "en-charge-de",
        "et-ou",
        "futur",
        "majuscule-fonction",
        "majuscule-texte",
        "tournure",
    )
)


def _outside_quotes(plain: str, remarks: list[Remark]) -> list[Remark]:
    """Return the remarks, less those on the words of a quotation: they are somebody else's, and kept."""
    quoted = [found.span() for found in _compiled(r'«[^«»]*+»|"[^"\n]*+"').finditer(plain)]
    starts = [start for start, _ in quoted]
    return [
        one
        for one in remarks
        if one[3] not in _CITABLES or not (rank := bisect_right(starts, one[0])) or quoted[rank - 1][1] <= one[0]
    ]


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
_PRISES = (
    "mise",
    "mises",
    "prise",
    "prises",
    "pris",
    "prend",
    "prends",
    "prendre",
    "prennent",
    "prendra",
    "prenant",
    "prenne",
    "montée",
)

_UNITES = "(?:deux|trois|quatre|cinq|six|sept|huit|neuf)"
_VERBES = (
    "abroge|accorde|adopte|approuve|arr[eê]te|attribue|autorise|charge|confirme|constate|convient|cr[eé]e|d[eé]cide|d[eé]l[eè]gue"
    "|demande|d[eé]signe|dit|donne|[eé]lit|[eé]met|fixe|habilite|impute|inscrit|invite|modifie|pr[eé]cise|prend|proroge|rappelle"
    "|retire|sollicite|supprime"
)
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
    _Mots("premier-du-mois", rf"(?<!\w)1(?:ier(?!\w)| er(?= {MOIS}(?!\w)))", _mot("1er"), mots="1ier er"),
    _Mots(
        "mois-minuscule",
        rf"(?<!\w)(?:(?:en|de|fin|début|depuis|mois) |d')(?P<ici>{MOIS.title()})(?= (?:19|20)[0-9]{{2}}(?!\w))",
        _minuscule,
        mots=" ".join(MOIS_ECRITS).title(),
    ),
    _Mots(
        "accord-cent",
        rf"(?<!\w){_UNITES}[ -](?P<ici>cent|vingt)(?= (?:euros|habitants)(?!\w))",
        _pluriel,
        mots="cent vingt",
        casse=False,
    ),
    _Mots(
        "accord-cent",
        rf"(?<!\w){_UNITES}[ -](?P<ici>cents|vingts)(?=[ -](?:{_UNITES}|un|dix|onze|douze|vingt|trente|cinquante|mille)(?!\w))",
        lambda found: found["ici"][:-1],
        mots="cents vingts",
        casse=False,
    ),
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
        r"(?<!onsieur )(?<!adame )(?<!essieurs )(?<!adames )(?<!MM\. )(?<!M\. )(?<!Mmes )(?<!Mme )(?<!\w)"
        r"(?:[Ll]es?|[Dd]u|[Aa]ux?|[Ll]a|[Dd]es) (?P<ici>(?:Préfet|Préfète|Ministre)s?)(?!\w)(?! [A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ])",
        _minuscule,
        mots="Préfet Préfets Préfète Préfètes Ministre Ministres",
    ),
    _Mots(
        "majuscule-texte",
        r"(?<!\w)(?:[Ll][ae] |[Dd]u |[Aa]u |[Cc]ette |[Ll]')(?P<ici>Loi|Code|Décret|Ordonnance|Arrêté)"
        r"(?= (?:n°|d[eu]s? |d'|(?i:général|civil|pénal|électoral|organique|préfectoral|ministériel)(?!\w)))",
        _minuscule,
        mots="Loi Code Décret Ordonnance Arrêté",
    ),
    _Mots(
        "civilite-abregee",
        r"(?<![\w.])(?:(?:Mrs?\.?|Melle|Mme\.|Mlle\.)(?= [A-ZÀ-ÖØ-Þ])|Mr\.?(?= l[ea] ))",
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
        r"(?<![\w.,/-])(?!Lè)(?P<nombre>[0-9]{1,4}|[IVXL]{1,7})(?P<fin> ?(?:i?[èe]mes?|I?[ÈE]MES?)|è)(?!\w)",
        _ordinal,
        signes=("ème", "eme", "ÈME", "EME", "è "),
    ),
    _Mots(
        "sigle-points",
        r"(?<![\w.])(?:[A-Z]\.){2,10}+(?:[A-Z](?![\w.-])|(?<=\.[A-Z]\.[A-Z]\.))(?!\w)(?! [A-ZÀ-ÖØ-Þ])",
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
    _Mots(
        "tournure",
        r"(?<!\w)(?<!prêt )(?<!prêts )(?<!crédit )(?<!emprunt )(?<!emprunts )(?<!amortissement )(?<!remboursement )"
        r"(?<!remboursable )in fine(?!\w)",
        _mot("à la fin"),
        mots="fine",
        casse=False,
    ),
    _Mots("tournure", rf"(?<!\w)(?:{_IMPACTER.replace(' ', '|')})(?!\w)", _rien, mots=_IMPACTER, casse=False),
    _Mots(
        "en-charge-de",
        "".join(f"(?<!{mot} )" for mot in _PRISES) + r"(?<!\w)en charge (?:d(?:e|u|es)(?!\w)(?! [0-9])|d(?='))",
        _rien,
        mots="charge",
        casse=False,
    ),
    _Mots("et-ou", r"(?<!\w)et ?/ ?ou(?!\w)", _rien, signes=("/",), casse=False, dispositif=True),
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
        rf"\A\s*(?P<ici>(?=[A-ZÀ-ÖØ-Þ]{{2,30}}[a-zß-öø-ÿ]{{1,30}}(?![\w-]))(?i:{_VERBES}))(?!\w)",
        lambda found: with_accents(found["ici"].upper()),
        signes=("",),
        dispositif=True,
    ),
)


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
_TOLERE = r"(?<!\w)(?:DIT|PR[ÉE]CISE|RAPPELLE|CONSTATE|PREND ACTE)\s+(?:que |qu')"
_SUITES = (
    r" (?:(?:ensuite|également|aussi) )?(?:transmis|publié|affiché|notifié|adressé|communiqué|inséré|inscrit|mis)e?s?(?!\w)"
    r"| l'objet d'(?:une publi|un affich)"
    r"| (?:[^\W\d_]{1,20} ){0,2}(?:été|eu)(?!\w)"
)
"""What is done of an act once it is signed; and what will have been."""
_JAMAIS = frozenset(("devra", "devront", "il conviendra", "il conviendrait"))


def _futures(plain: str) -> Iterator[Remark]:
    """Yield the verbs in the future; what comes after « DIT que » is accepted, and what will be done of the act itself."""
    tolerated = _compiled(_TOLERE).search(plain)
    for found in _compiled(rf"(?<!\w)(?:{'|'.join(_FUTURS)})(?!\w)").finditer(plain):
        word = found.group()
        after_dit = tolerated is not None and tolerated.start() < found.start()
        if word in _JAMAIS or not (after_dit or _compiled(_SUITES).match(plain, found.end())):
            yield *found.span(), _FUTURS[word], "futur"
