"""Public holidays of the law, territory by territory, in the years for which that law was read.

Holds what the law or the State makes a « jour férié ». Leaves out what is off by usage or by collective agreement (Good Friday
and mid-Lent in the Antilles, 21 July in Guadeloupe and Martinique, All Souls…): such a day does not put off a time limit.
Easter is computed; nothing here knows a calendar that the State has not fixed, nor the feasts that Mayotte keeps by usage.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from delib.francais.grammaire import enumeration

TERRITOIRES = {
    "metropole": "métropole, hors Alsace et Moselle",
    "alsace_moselle": "Bas-Rhin, Haut-Rhin et Moselle",
    "guadeloupe": "Guadeloupe",
    "martinique": "Martinique",
    "guyane": "Guyane",
    "la_reunion": "La Réunion",
    "mayotte": "Mayotte",
    "saint_pierre_et_miquelon": "Saint-Pierre-et-Miquelon",
    "saint_barthelemy": "Saint-Barthélemy",
    "saint_martin": "Saint-Martin",
    "nouvelle_caledonie": "Nouvelle-Calédonie",
    "polynesie_francaise": "Polynésie française",
    "wallis_et_futuna": "îles Wallis et Futuna",
}
"""The territories that have public holidays of their own, and how to name them."""

PREMIERES_ANNEES = {
    "metropole": 1960,  # the first whole year after the décret n° 59-533 du 11 avril 1959 unmade the 8 May
    "alsace_moselle": 1960,
    "guadeloupe": 1984,  # the first whole year of the décret n° 83-1003 du 23 novembre 1983
    "martinique": 1984,
    "guyane": 1984,
    "la_reunion": 1984,
    "mayotte": 2012,  # a département since 31 March 2011
    "saint_pierre_et_miquelon": 2009,  # the first whole year of the code du travail of 1 May 2008, which applies there
    "saint_barthelemy": 2012,  # décret n° 2012-553 du 23 avril 2012
    "saint_martin": 2012,
    "nouvelle_caledonie": 2004,  # the year when 24 September took its present name
    "polynesie_francaise": 2012,  # the first whole year of the code du travail of loi du pays n° 2011-15 du 4 mai 2011
    "wallis_et_futuna": 2023,  # the first arrêté of the préfet of which the list was read (n° 2022-1071 du 28 décembre 2022)
}
"""The first year known in each territory: no source was read of what was a holiday there before."""
DERNIERE_ANNEE = 2100
"""The last year answered, with the law as it stands."""


@dataclass(frozen=True, slots=True)
class _Fete:
    """A holiday: on a month and a day, or some days after Easter Sunday, from a year to another, both included."""

    nom: str
    mois: int = 0
    jour: int = 0
    apres_paques: int = 0
    depuis: int = 0
    jusque: int = DERNIERE_ANNEE

    def date_in(self, annee: int, easter: date) -> date:
        return date(annee, self.mois, self.jour) if self.mois else easter + timedelta(days=self.apres_paques)


# Code du travail, art. L. 3133-1 (read on legifrance and juriblio.fr), for the eleven of today.
# 8 May: a holiday by the loi n° 53-225 du 20 mars 1953, no more by the décret n° 59-533 du 11 avril 1959, but in 1965 by a décret
# of 1 April 1965 (read on menilmontant.typepad.fr/jorf, from the Journal officiel), again by the loi n° 81-893 du 2 octobre 1981.
# Pentecost Monday: made a day of work by the loi n° 2004-626 du 30 juin 2004, it stayed a « jour férié » (read so in the debates
# of the Sénat, nossenateurs.fr, intervention 523771); the loi n° 2008-351 du 16 avril 2008 changed nothing in the list itself.
_COMMUNES = (
    _Fete("Jour de l’an", 1, 1),
    _Fete("Lundi de Pâques", apres_paques=1),
    _Fete("Fête du Travail", 5, 1),
    _Fete("Victoire 1945", 5, 8, depuis=1965, jusque=1965),
    _Fete("Victoire 1945", 5, 8, depuis=1982),
    _Fete("Ascension", apres_paques=39),
    _Fete("Lundi de Pentecôte", apres_paques=50),
    _Fete("Fête nationale", 7, 14),
    _Fete("Assomption", 8, 15),
    _Fete("Toussaint", 11, 1),
    _Fete("Armistice 1918", 11, 11),
    _Fete("Noël", 12, 25),
)
_ABOLITION = "Abolition de l’esclavage"
_VENDREDI_SAINT = _Fete("Vendredi saint", apres_paques=-2)
_PROPRES: dict[str, tuple[_Fete, ...]] = {
    # Code du travail, art. L. 3134-13 (read of it: france3-regions, cyclo-rh.fr), after the ordonnance of 16 August 1892.
    "alsace_moselle": (_VENDREDI_SAINT, _Fete("Saint-Étienne", 12, 26)),
    # Abolition days: code du travail, art. L. 3422-2 (read on legifrance), before it the décret n° 83-1003 du 23 novembre 1983.
    "guadeloupe": (_Fete(_ABOLITION, 5, 27),),
    "martinique": (_Fete(_ABOLITION, 5, 22),),
    "guyane": (_Fete(_ABOLITION, 6, 10),),
    "la_reunion": (_Fete(_ABOLITION, 12, 20),),
    "mayotte": (_Fete(_ABOLITION, 4, 27),),
    "saint_barthelemy": (_Fete(_ABOLITION, 10, 9),),
    # The code still says 27 May (read as of 2019); since 2018 yearly circulars and the préfecture hold 28 May for the holiday, at
    # the wish of the conseil territorial (soualigapost.com, 2018, 2019 and 2024).
    "saint_martin": (_Fete(_ABOLITION, 5, 27, jusque=2017), _Fete(_ABOLITION, 5, 28, depuis=2018)),
    # Art. 74 of the accord interprofessionnel territorial (read of it: job.nc): the eleven and 24 September.
    "nouvelle_caledonie": (_Fete("Fête de la citoyenneté", 9, 24),),
    # Loi du pays n° 2025-12: 20 November for 29 June, from 2026 (read of it: tahiti-infos.com, 24 February and 6 May 2025;
    # tntvnews.pf, 2026; commenthol/date-holidays, pull request 586).
    "polynesie_francaise": (
        _Fete("Arrivée de l’Évangile", 3, 5),
        _VENDREDI_SAINT,
        _Fete("Fête de l’autonomie", 6, 29, jusque=2025),
        _Fete("Matari’i i nia", 11, 20, depuis=2026),
    ),
    # Fixed every year by the préfet (read of it: focus-shift/jollyday, pull request 1400): told as in 2023.
    "wallis_et_futuna": (
        _Fete("Saint Pierre Chanel", 4, 28),
        _Fete("Saints Pierre et Paul", 6, 29),
        _Fete("Fête du Territoire", 7, 29),
    ),
}


def easter_sunday(annee: int) -> date:
    """Return Easter Sunday of a Gregorian year.

    The method has no exception from 1583 on: Butcher's of 1876, after Spencer Jones and Meeus, *Astronomical Algorithms*, p. 67
    (read as quoted in Project Pluto's easter.cpp).
    """
    a, (b, c) = annee % 19, divmod(annee, 100)
    (d, e), (i, k) = divmod(b, 4), divmod(c, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    l = (32 + 2 * e + 2 * i - h - k) % 7  # noqa: E741 - the letters are those of the source
    m = (a + 11 * h + 22 * l) // 451
    month, day = divmod(h + l - 7 * m + 114, 31)
    return date(annee, month, day + 1)


def jours_feries(annee: int, territoire: str = "metropole") -> dict[date, str]:
    """Return the public holidays of a year, in order, and their French names: « Fête du Travail et Ascension » when two meet.

    In Alsace-Moselle, Good Friday is one only in communes that have a Protestant church or a shared one (ordonnance of 16 August
    1892): it is listed, and whoever counts a time limit there must know the commune.
    Raises ValueError for a territory that is not of TERRITOIRES, and for a year that is not of those known there.
    """
    if territoire not in TERRITOIRES:
        raise ValueError(f"territoire inconnu : « {territoire} » ; attendu : {', '.join(TERRITOIRES)}")
    first = PREMIERES_ANNEES[territoire]
    if not first <= annee <= DERNIERE_ANNEE:
        raise ValueError(f"jours fériés ({TERRITOIRES[territoire]}) : connus de {first} à {DERNIERE_ANNEE}, pas en {annee}")
    easter = easter_sunday(annee)
    found: dict[date, list[str]] = {}
    for fete in (*_COMMUNES, *_PROPRES.get(territoire, ())):
        if fete.depuis <= annee <= fete.jusque:
            found.setdefault(fete.date_in(annee, easter), []).append(fete.nom)
    return {jour: enumeration(found[jour]) for jour in sorted(found)}


def est_ferie(jour: date, territoire: str = "metropole") -> bool:
    """Return whether `jour` is a public holiday there; a Sunday as such is none. Raises ValueError as `jours_feries`."""
    return jour in jours_feries(jour.year, territoire)


_METROPOLE = frozenset({*(f"{numero:02d}" for numero in range(1, 96) if numero != 20), "2A", "2B"})
_AILLEURS = {
    **dict.fromkeys(("57", "67", "68"), "alsace_moselle"),
    "971": "guadeloupe",
    "972": "martinique",
    "973": "guyane",
    "974": "la_reunion",
    "975": "saint_pierre_et_miquelon",
    "976": "mayotte",
    "977": "saint_barthelemy",
    "978": "saint_martin",
    "986": "wallis_et_futuna",
    "987": "polynesie_francaise",
    "988": "nouvelle_caledonie",
}


def territoire_du(departement: str) -> str:
    """Return the territory of a département by its INSEE code: « 67 », « 2A », « 974 », and « 067 », « 02A » as in droit.md, 1.7.

    Raises ValueError for a code that none bears, and for 984 and 989, of which no holiday is known.
    """
    code = departement.strip().upper()
    code = code[1:] if len(code) == 3 and code[0] == "0" else code
    if code in _AILLEURS:
        return _AILLEURS[code]
    if code in _METROPOLE:
        return "metropole"
    raise ValueError(f"aucun département de code « {departement} »")
