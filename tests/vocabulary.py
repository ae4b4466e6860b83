"""What the clerk's page `modeles/MOTS.md` lists: every word that a template may put after a dot or after « | ».

A row is a tag's end and what it is for. What it prints is not written here: it is printed, by a real template.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from delib.acte.bloc import Bloc
from delib.acte.citation import Citation
from delib.acte.conventions import Partie
from delib.francais import communes
from delib.francais.communes import Commune
from delib.francais.dates import Heure, Jour
from delib.francais.durees import Duree, Periode
from delib.francais.mesures import Pourcentage, Surface
from delib.francais.nombres import Montant
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
            "": "le texte des données, corrigé si la collectivité le veut",
            ".capitales": "tout en capitales, accents compris",
            ".capitale_initiale": "la première lettre en capitale, le reste inchangé",
        },
    ),
    Section(
        "Un nom avec son article",
        "`seance.organe.intitule`, `consultation.instance`",
        "instance",
        Denomination("le Conseil municipal"),
        {"": "le nom", ".de": "avec « de »", ".a": "avec « à »"},
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
            ".jour": "le jour du mois",
            ".jour_semaine": "le jour de la semaine",
            ".mois": "le mois",
            ".annee": "l’année",
            ".mois_annee": "le mois et l’année",
            ".iso": "année-mois-jour, pour une machine",
        },
    ),
    Section(
        "Une heure",
        "`seance.heure`",
        "heure",
        Heure(19, 0),
        {"": "l’heure, comme un acte l’écrit", ".courte": "toujours avec « h »", ".en_lettres": "en toutes lettres"},
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
            ".mot": "l’unité seule, accordée",
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
            ".jours": "le nombre de jours, le premier et le dernier compris",
            ".en_annees": "les années seules : « 2025 », « 2025-2027 »",
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
            ".avec_centimes": "en chiffres, avec les centimes même nuls",
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
        {"": "avec son unité", ".cadastrale": "en hectares, ares et centiares", ".en_lettres": "en toutes lettres"},
    ),
    Section(
        "Un nombre entier",
        "`seance.en_exercice`, `vote.decompte.pour`, `loop.index`",
        "nombre",
        21,
        {
            "": "en chiffres",
            ".chiffres": "en chiffres, par groupes de trois : « 1 281 »",
            ".en_lettres": "en toutes lettres",
            ".en_lettres_feminin": "en toutes lettres, au féminin",
            ".ordinal": "le rang : « 1er », « 2e »",
            ".ordinal_feminin": "le rang, au féminin : « 1re », « 2e »",
            ".ordinal_en_lettres": "le rang, en toutes lettres",
            ".romain": "en chiffres romains",
            ".s": "le « s » du pluriel ; rien pour 0 ou 1",
            ".x": "le « x » du pluriel ; rien pour 0 ou 1",
            ".voix": "le compte des voix ; pour 0, « aucune voix »",
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
            "": "le nom : celui des données, ou le nom officiel si la collectivité corrige",
            ".nom": "le même",
            ".de": "avec « de »",
            ".a": "avec « à »",
            ".le": "le nom, comme sujet ou complément d’une phrase",
            ".la_commune": "« la commune » avec son nom ; pour Paris, « la Ville de Paris »",
            ".le_maire": "« le maire » avec le nom de la commune",
            ".la_maire": "de même, pour une femme",
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
            ".de": "la fonction avec « de »",
            ".a": "la fonction avec « à »",
            ".son": "la fonction avec « son », « sa »",
            ".il": "le pronom",
            ".e": "l’accord d’un participe : « e » pour une femme, rien pour un homme",
            ".commune": "la commune représentée, qui est une commune",
            ".groupe": "le groupe d’élus",
            ".supplee": "qui cette personne supplée",
            ".titres": "les titres, qui sont une liste : employez une boucle",
            ".feminin": "pour une condition : vrai pour une femme, faux pour un homme ; absent si la civilité ne le dit pas",
        },
    ),
    Section(
        "Une partie à une convention",
        "`maison` (la collectivité) et `partie` (le bénéficiaire)",
        "partie",
        Partie(
            "les Hospices civils du Grand Essai",
            genre="masculin",
            nombre="pluriel",
            forme="établissement public de santé",
            siren="200\u00a0054\u00a0781",
            siret="200\u00a0054\u00a0781\u00a000022",
            siege="1, place de la Mairie",
        ),
        {
            "": "le nom, avec son article",
            ".de": "avec « de »",
            ".a": "avec « à »",
            ".e": "l’accord d’un participe : rien, « e », « s » ou « es »",
            ".forme": "la forme juridique",
            ".siren": "le SIREN, par groupes de chiffres",
            ".siret": "le SIRET, de même",
            ".siege": "l’adresse du siège",
            ".feminin": "pour une condition : vrai si le nom est féminin",
            ".pluriel": "pour une condition : vrai si le nom est au pluriel",
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
            ".reference": "le texte cité, sous sa forme normale, ou les mots du visa si delib ne les reconnaît pas",
            ".reference.nature": "sa nature",
            ".reference.numero": "son numéro",
            ".reference.date": "sa date, qui est une date",
            ".reference.titre": "son intitulé",
            ".reference.articles": "les articles cités, qui sont une liste",
            ".reference.cle": "sa clé, la même pour toutes les façons de le citer",
            ".reference.rang": "son rang dans l’ordre usuel des visas, de 0 (Constitution) à 12 (avis)",
        },
    ),
]

PERSONNES = (Personne(nom="Roy", civilite="Mme"), Personne(nom="Petit", civilite="M."))
FILTRES: list[tuple[str, str, str]] = [
    # the tag; the name of what it is tried on; what it is for
    ("{{ objet | majuscules }}", "objet", "tout en capitales"),
    ("{{ objet | capitale_initiale }}", "objet", "la première lettre en capitale"),
    ("{{ service | de }}", "service", "un texte quelconque avec « de »"),
    ("{{ service | a }}", "service", "un texte quelconque avec « à »"),
    ("{{ motif | que }}", "motif", "une proposition quelconque avec « que »"),
    ("{{ noms | enumeration }}", "noms", "une liste en une phrase"),
    ("{{ noms | enumeration_ou }}", "noms", "la même, avec « ou »"),
    ("{{ noms | points_virgules }}", "noms", "la même, avec des points-virgules"),
    ("{{ noms | longueur }}", "noms", "le nombre d’éléments"),
    ("{{ noms | length }}", "noms", "le même, sous son nom anglais"),
    ("soussigné{{ personnes | accord }}", "personnes", "l’accord d’un participe avec une personne ou plusieurs"),
    ("{{ (noms | longueur) | en_lettres }}", "noms", "un nombre, une date, une somme en toutes lettres"),
    ("{{ (noms | longueur) | ordinal }}", "noms", "le rang"),
    ("{{ (noms | longueur) | romain }}", "noms", "en chiffres romains"),
]
VALEURS: dict[str, Any] = {
    **{section.nom: section.valeur for section in SECTIONS},
    "service": "le service des écoles",
    "motif": "il convient d’agrandir l’école",
    "noms": ("la Métropole", "la commune", "l’État"),
    "personnes": PERSONNES,
}
"""What the tags of this page are printed with."""
