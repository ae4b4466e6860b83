"""The rules of typography, as data, and the place where a text does not keep one.

`origine` names the facts of droit.md, § 5. A rule is `sure` when it changes only spaces, signs and accents of capitals: a machine
may apply it. What adds, takes or replaces a letter or a digit is told, never done.
"""

from __future__ import annotations

from typing import NamedTuple


class Coquille(NamedTuple):
    """A place where a text is not as French typography wants it.

    `debut` and `fin` are counted in characters from 0; `avant` is what stands there (nothing, where a space is missing); `apres`
    is what to write, None where only a person can decide.
    """

    regle: str
    debut: int
    fin: int
    avant: str
    apres: str | None


class Regle(NamedTuple):
    """A rule: its code, what is wrong and what to do in French, where it comes from, and whether a machine may apply it."""

    code: str
    titre: str
    conseil: str
    origine: str
    sure: bool


Edit = tuple[int, int, str, str]
"""A sure change: start, end, what to write, the rule's code."""
Remark = tuple[int, int, str | None, str]
"""What is told and not done: start, end, what to write or None, the rule's code."""


_TABLE = (
    # ------------------------------------------------------------------------------------------------ sure: spaces
    ("espace-insecable-numero", "Espace après « n° »", "écrivez « n° 2014-58 », avec une espace insécable", "T1", True),
    (
        "espace-insecable-code",
        "Espace après « L. », « R. », « D. »",
        "écrivez « L. 5219-1 », avec une espace insécable",
        "T2",
        True,
    ),
    ("espace-insecable-article", "Espace entre un mot et son numéro", "l’espace de « article 12 » est insécable", "T3", True),
    ("espace-insecable-jour", "Espace entre le jour et le mois", "l’espace de « 7 avril » est insécable", "T5", True),
    (
        "espace-insecable-guillemets",
        "Espace des guillemets",
        "l’espace est insécable après le guillemet ouvrant et avant le fermant",
        "T7",
        True,
    ),
    ("espace-fine", "Espace avant « ; », « ! » ou « ? »", "mettez une espace fine insécable avant ce signe", "T9", True),
    ("espace-insecable-deux-points", "Espace avant « : »", "mettez une espace insécable avant les deux-points", "T9", True),
    ("espace-insecable-pourcent", "Espace avant « % »", "mettez une espace insécable entre le nombre et « % »", "T9, T10", True),
    ("espace-insecable-euro", "Espace avant « € »", "mettez une espace insécable entre le nombre et « € »", "T10", True),
    ("espace-insecable-unite", "Espace avant une unité", "l’espace est insécable entre le nombre et l’unité", "T10", True),
    ("espace-insecable-heure", "Espaces de l’heure", "écrivez « 14 h 30 », avec des espaces insécables", "T10", True),
    ("milliers", "Milliers", "séparez les milliers par une espace insécable : « 38 200 € »", "T11", True),
    ("espace-insecable-civilite", "Espace après la civilité", "l’espace de « M. OLLIER » est insécable", "T15", True),
    ("espace-insecable-initiale", "Espace après une initiale", "l’espace de « P. OLLIER » est insécable", "T15", True),
    ("espaces-doubles", "Espaces doubles", "n’en gardez qu’une", "T20", True),
    ("espace-avant-virgule", "Espace avant « , » ou « . »", "la virgule et le point se collent au mot", "T20", True),
    # ------------------------------------------------------------------------------------------------- sure: signs
    ("guillemets", "Guillemets", "écrivez « » au premier niveau, “ ” à l’intérieur", "T7", True),
    ("apostrophe", "Apostrophe droite", "l’apostrophe est courbe : « l’article »", "T8", True),
    ("tiret", "Tiret entre deux espaces", "entre deux espaces, écrivez un tiret : « – »", "T21", True),
    ("etc", "Point de « etc. »", "« etc. » porte un seul point, sans points de suspension", "T22", True),
    ("points-suspension", "Points de suspension", "les points de suspension sont un seul signe : « … »", "T23", True),
    ("ci-trait-union", "Trait d’union de « ci-joint »", "écrivez « ci-joint », « ci-annexé », « ci-dessus »", "T30", True),
    ("majuscule-accentuee", "Accent d’une majuscule", "les majuscules gardent leurs accents : « État »", "T13, T14", True),
    # --------------------------------------------------------------------------------------- told: letters and digits
    ("signe-numero", "Signe « n° »", "écrivez « n° »", "T1", False),
    ("signe-numeros", "Pluriel de « n° »", "le pluriel de « n° » s’écrit « nos »", "T1", False),
    ("article-code-point", "Point de « L. », « R. », « D. »", "écrivez « L. 5219-1 »", "T2", False),
    ("date-impossible", "Date impossible", "ce jour n’existe pas : corrigez la date", "T5", False),
    ("premier-du-mois", "Premier du mois", "le premier jour du mois s’écrit « 1er »", "T4", False),
    ("jour-zero", "Zéro devant le jour", "écrivez « 7 avril » et non « 07 avril »", "T5", False),
    ("mois-minuscule", "Majuscule au mois", "les mois s’écrivent en minuscules", "T5", False),
    ("annee-courte", "Année à deux chiffres", "écrivez l’année avec quatre chiffres", "T5", False),
    ("jour-semaine", "Jour de la semaine", "ce jour n’est pas celui de la date : corrigez l’un ou l’autre", "T6", False),
    ("guillemets-seuls", "Guillemet seul", "ce guillemet n’a pas son pendant : ouvrez et fermez chaque citation", "T7", False),
    ("milliers-point", "Milliers", "séparez les milliers par une espace et non par un point", "T11", False),
    ("virgule-decimale", "Décimales", "les décimales suivent une virgule", "T11", False),
    (
        "montant-discordant",
        "Montant",
        "le montant en lettres n’est pas celui en chiffres : corrigez l’un ou l’autre",
        "T12",
        False,
    ),
    (
        "accord-cent",
        "Accord de « cent » et « vingt »",
        "écrivez « deux cents euros », « deux cent dix euros », « quatre-vingts euros »",
        "T12",
        False,
    ),
    (
        "majuscule-ambigue",
        "Accent d’une majuscule",
        "ajoutez l’accent : sans lui, ce mot peut en être deux (PRÉSENTE, PRÉSENTÉ)",
        "T13",
        False,
    ),
    ("majuscule-fonction", "Majuscule à une fonction", "« préfet » et « ministre » s’écrivent en minuscules", "T14", False),
    ("majuscule-texte", "Majuscule à un texte", "« la loi », « le code » s’écrivent en minuscules", "T14", False),
    ("civilite-abregee", "Civilité", "les civilités s’abrègent « M. », « MM. », « Mme », « Mmes »", "T15", False),
    ("ordinal", "Ordinal", "écrivez « 1re », « 2e » et non « 1ère », « 2ème »", "T16", False),
    ("sigle-points", "Points d’un sigle", "un sigle s’écrit sans points", "T17", False),
    ("ponctuation-double", "Deux signes de suite", "gardez l’un des deux signes", "T20", False),
    ("etc-repete", "« etc. » répété", "« etc. » ne s’écrit qu’une fois", "T22", False),
    ("abreviation", "Abréviation", "dans le dispositif, écrivez « article », « alinéa » en entier", "T24", False),
    ("article-et-suivants", "« l’article … et suivants »", "écrivez « les articles … et suivants »", "T28", False),
    ("futur", "Futur", "le dispositif s’écrit au présent de l’indicatif", "T29", False),
    ("tournure", "Latin ou anglicisme", "écrivez-le en français", "T31", False),
    ("en-charge-de", "« En charge de »", "écrivez « chargé de »", "T31", False),
    ("et-ou", "« et/ou »", "écrivez « ou », ou bien « et »", "T32", False),
    (
        "appel-a-projets",
        "« Appel à projets »",
        "écrivez « appel à projets », « à candidatures », « à manifestation d’intérêt »",
        "T33",
        False,
    ),
    ("verbe-casse", "Capitales du verbe", "écrivez le verbe en capitales d’un bout à l’autre", "T13", False),
)

REGLES: dict[str, Regle] = {row[0]: Regle(*row) for row in _TABLE}
"""Every rule by its code."""
