"""What the clerk's page `modeles/MOTS.md` lists: every word that a template may put after a dot or after « | ».

A row is a tag's end and what it is for. What it prints is not written here: it is printed, by a real template.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from delib.acte.bloc import Bloc
from delib.acte.citation import Citation
from delib.francais import communes
from delib.francais.communes import Commune
from delib.francais.dates import Heure, Jour
from delib.francais.durees import Duree, Periode
from delib.francais.nombres import Montant, Pourcentage, Surface
from delib.francais.valeur import Denomination, Enumeration, Personne


class Section(NamedTuple):
    """One kind of value: its heading, where acts hold one, the name that the rows give it, the value, and the rows."""

    titre: str
    exemple: str
    nom: str
    valeur: Any
    mots: dict[str, str]


def commune(code: str) -> Commune:
    """Return the commune of an INSEE code."""
    return communes.find(code)[0]


SECTIONS = [
    Section(
        "Un texte",
        "`objet`, `collectivite.nom`",
        "objet",
        "aménagement de l’école à Épinay",
        {
            "": "le texte, tel que les données le donnent",
            ".capitales": "tout en capitales, accents compris",
            ".capitale_initiale": "la première lettre en capitale, le reste inchangé",
        },
    ),
    Section(
        "Un nom avec son article",
        "`seance.organe.intitule`, `consultation.instance`",
        "instance",
        Denomination("le Conseil municipal"),
        {"": "le nom", ".de": "après « de »", ".a": "après « à »"},
    ),
    Section(
        "Une date",
        "`seance.date`, `seance.convocation.date`",
        "date",
        Jour(datetime.date(2025, 4, 1)),
        {
            "": "la date, comme un acte l’écrit",
            ".complete": "avec le jour de la semaine",
            ".chiffres": "en chiffres",
            ".en_lettres": "en toutes lettres",
            ".solennelle": "la forme des procès-verbaux",
            ".jour": "le quantième",
            ".jour_semaine": "le jour de la semaine",
            ".mois": "le mois",
            ".annee": "l’année",
            ".mois_annee": "le mois et l’année",
            ".iso": "pour une machine",
        },
    ),
    Section(
        "Une heure",
        "`seance.heure`",
        "heure",
        Heure(19, 30),
        {"": "l’heure", ".courte": "toujours avec « h »", ".en_lettres": "en toutes lettres"},
    ),
    Section(
        "Une durée",
        "un champ de format `duree`",
        "duree",
        Duree(3, "annee"),
        {
            "": "en lettres jusqu’à dix, en chiffres au-delà",
            ".chiffres": "toujours en chiffres",
            ".en_lettres": "toujours en lettres",
            ".nombre": "le nombre seul",
            ".mot": "l’unité seule",
        },
    ),
    Section(
        "Une période",
        "un champ de format `periode`",
        "periode",
        Periode(datetime.date(2025, 3, 1), datetime.date(2025, 3, 15)),
        {
            "": "du premier au dernier jour",
            ".du": "le premier jour, qui est une date",
            ".au": "le dernier jour, qui est une date",
            ".jours": "le nombre de jours, tous comptés",
            ".en_annees": "les années seules",
        },
    ),
    Section(
        "Une somme",
        "`montant.montant`",
        "montant",
        Montant(Decimal("12500.50")),
        {
            "": "en chiffres",
            ".en_lettres": "en toutes lettres",
            ".complet": "en chiffres, puis en lettres entre parenthèses",
            ".avec_centimes": "avec deux décimales, même nulles",
        },
    ),
    Section(
        "Un pourcentage",
        "un champ de format `pourcentage`",
        "taux",
        Pourcentage(Decimal("12.5")),
        {"": "en chiffres", ".en_lettres": "en toutes lettres"},
    ),
    Section(
        "Une surface",
        "un champ de format `surface`",
        "surface",
        Surface(Decimal("3.25"), "ha"),
        {"": "avec son unité", ".cadastrale": "comme au cadastre", ".en_lettres": "en toutes lettres"},
    ),
    Section(
        "Un nombre entier",
        "`seance.en_exercice`, `vote.decompte.pour`, `loop.index`",
        "nombre",
        21,
        {
            "": "en chiffres",
            ".chiffres": "en chiffres, par groupes de trois",
            ".en_lettres": "en toutes lettres",
            ".en_lettres_feminin": "en toutes lettres, au féminin",
            ".ordinal": "le rang",
            ".ordinal_feminin": "le rang, au féminin",
            ".ordinal_en_lettres": "le rang, en toutes lettres",
            ".romain": "en chiffres romains",
            ".s": "le « s » du pluriel : rien jusqu’à 1",
            ".x": "le « x » du pluriel : rien jusqu’à 1",
            ".voix": "le compte des voix : « aucune voix », « 1 voix »",
            ".abstentions": "de même",
            ".suffrages": "de même",
            ".bulletins": "de même",
            ".membres": "de même",
            ".exemplaires": "de même",
        },
    ),
    Section(
        "Une commune",
        "un élément d’une liste de communes, un champ de format `commune`",
        "commune",
        commune("93045"),
        {
            "": "le nom officiel",
            ".nom": "le même",
            ".de": "après « de »",
            ".a": "après « à »",
            ".le": "dans une phrase, l’article en capitale",
            ".la_commune": "la commune",
            ".le_maire": "le maire",
            ".la_maire": "la maire",
            ".code": "le code INSEE",
            ".departement": "le code du département",
            ".siren": "le SIREN",
        },
    ),
    Section(
        "Une personne",
        "`seance.president`, `rapporteur`, `signature.personne`",
        "personne",
        Personne(
            nom="Lefèvre",
            prenom="Anne",
            civilite="Mme",
            qualite="Vice-président délégué",
            titres=("Maire de Sceaux", "Ancienne ministre"),
            commune=commune("92071"),
            groupe="Ensemble",
            supplee="M. Luc PETIT",
        ),
        {
            "": "prénom et NOM",
            ".civil": "avec la civilité",
            ".civilite": "la civilité seule",
            ".monsieur": "la civilité en toutes lettres",
            ".prenom": "le prénom",
            ".nom": "le nom, tel qu’il est donné",
            ".qualite": "la qualité, telle qu’elle est donnée",
            ".fonction": "la qualité, accordée à la personne",
            ".le": "la fonction avec son article",
            ".de": "la fonction après « de »",
            ".a": "la fonction après « à »",
            ".il": "le pronom",
            ".e": "l’accord d’un participe : « e » pour une femme, rien pour un homme",
            ".commune": "la commune représentée, qui est une commune",
            ".groupe": "le groupe d’élus",
            ".supplee": "qui cette personne supplée",
            ".titres": "les titres, qui sont une liste : employez une boucle",
            ".feminin": "pour une condition ; absent si la civilité ne le dit pas",
        },
    ),
    Section(
        "Une liste nommée",
        "`beneficiaires`, `listes.jury`",
        "beneficiaires",
        Enumeration((commune("93045"), commune("92071"), commune("94033"))),
        {
            "": "en une phrase",
            ".points_virgules": "séparée par des points-virgules",
            ".nombre": "le nombre d’éléments",
            ".elements": "les éléments, pour une boucle : `{% for commune in beneficiaires.elements %}`",
        },
    ),
    Section(
        "Le texte que cite un visa",
        "`visa.reference`, lu dans les mots du visa ; ses champs sont absents si delib n’est pas sûr",
        "visa",
        Bloc({"reference": Citation("la loi n°2014-58 du 27 janvier 2014 de modernisation, notamment son article 12")}),
        {
            ".reference": "le texte cité, sous sa forme normale, ou les mots du visa s’ils ne se lisent pas",
            ".reference.nature": "sa nature",
            ".reference.numero": "son numéro",
            ".reference.date": "sa date, qui est une date",
            ".reference.titre": "son intitulé",
            ".reference.articles": "les articles cités, qui sont une liste",
            ".reference.cle": "sa clé, la même pour toutes les façons de le citer",
            ".reference.rang": "son rang dans l’ordre des visas, de 0 à 13",
        },
    ),
]

PERSONNES = (Personne(nom="Roy", civilite="Mme"), Personne(nom="Petit", civilite="M."))
FILTRES: list[tuple[str, str, str]] = [
    # the tag; the name of what it is tried on; what it is for
    ("{{ objet | majuscules }}", "objet", "tout en capitales"),
    ("{{ objet | capitale_initiale }}", "objet", "la première lettre en capitale"),
    ("{{ objet | de }}", "objet", "n’importe quel texte après « de »"),
    ("{{ objet | a }}", "objet", "n’importe quel texte après « à »"),
    ("{{ objet | que }}", "objet", "n’importe quelle proposition après « que »"),
    ("{{ noms | enumeration }}", "noms", "une liste en une phrase"),
    ("{{ noms | enumeration_ou }}", "noms", "la même, avec « ou »"),
    ("{{ noms | points_virgules }}", "noms", "la même, avec des points-virgules"),
    ("{{ noms | longueur }}", "noms", "le nombre d’éléments"),
    ("{{ noms | length }}", "noms", "le même, sous son nom anglais"),
    ("soussigné{{ personnes | accord }}", "personnes", "l’accord avec une personne ou plusieurs"),
    ("{{ (noms | longueur) | en_lettres }}", "noms", "un nombre, une date, une somme en toutes lettres"),
    ("{{ (noms | longueur) | ordinal }}", "noms", "le rang"),
    ("{{ (noms | longueur) | romain }}", "noms", "en chiffres romains"),
]
VALEURS: dict[str, Any] = {
    **{section.nom: section.valeur for section in SECTIONS},
    "noms": ("la Métropole", "la commune", "l’État"),
    "personnes": PERSONNES,
}
"""What the tags of this page are printed with."""
