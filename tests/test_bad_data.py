"""Bad data: each fault gets one French anomaly, with its place and what to do.

The tables are meant to be read and added to. A row is a name, the data, and what must be told: place (`line:column`), code,
data path, and words that the printed anomaly holds. The lines of `act(...)` are those of a small sound act, so that its `objet`
is on line 5 and what a row adds begins on line 7.
"""

from __future__ import annotations

import datetime
import enum
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import delib
from delib.acte.acte import load
from delib.acte.noeuds import MAX_DEPTH, MAX_NODES
from delib.acte.schema import Schemas
from delib.acte.source import MAX_BYTES
from delib.anomalie import MAX_ERRORS
from delib.codes import CODES
from tests.conftest import RACINE

COLLECTIVITE = (
    "{nom: Commune d'Essai, nature: commune, organes: {conseil: {intitule: le Conseil municipal}}, typographie: laisser}"
)
SOUND = {
    "acte": "deliberation",
    "collectivite": COLLECTIVITE,
    "seance": "{organe: conseil, date: 2025-04-07}",
    "numero": "2025-01",
    "objet": "Essai",
    "dispositif": "[APPROUVE le budget]",
}


def act(*lines: str) -> str:
    """Return a small sound act with `lines` in the place of those that begin like them, or after; `key!` drops a line."""
    text = dict(SOUND)
    for line in lines:
        key = line.partition(":")[0]
        if key.endswith("!"):
            del text[key[:-1]]
        else:
            text[key] = line.partition(":")[2].removeprefix(" ")
    return "".join(f"{key}: {value}\n" for key, value in text.items())


class Told(NamedTuple):
    """What one anomaly must say."""

    lieu: str
    code: str
    chemin: str = ""
    mots: str = ""


class Case(NamedTuple):
    """A row: `donnees` is the text of a file (or its bytes), `dit` all that must be told of it, in its order."""

    nom: str
    donnees: str | bytes
    dit: tuple[Told, ...]


def row(nom: str, donnees: str | bytes, *dit: tuple[str, ...]) -> Case:
    return Case(nom, donnees, tuple(Told(*one) for one in dit))


def named(cases: list[Any]) -> list[Any]:
    return [pytest.param(case, id=case[0]) for case in cases]


def compared(anomalies: list[delib.Anomalie], dit: tuple[Told, ...], fichier: str = "") -> None:
    """Check that `anomalies` are those that the row tells, in order, each with its place, path and words."""
    found = [(place(one, fichier), one.code, one.chemin) for one in anomalies]
    assert found == [(one.lieu, one.code, one.chemin) for one in dit], "\n".join(map(str, anomalies))
    for one, told in zip(anomalies, dit, strict=True):
        assert told.mots in str(one)
        assert one.conseil, "an anomaly says what to do"


def place(one: delib.Anomalie, fichier: str) -> str:
    """Return « 5:8 », « autre.yaml:5:8 » in another file than `fichier`, or "" when there is no line."""
    shown = str(one.lieu or "")
    return shown.removeprefix(fichier).removeprefix(":") if fichier else shown


# --------------------------------------------------------------------------------------------------------------- structure

TAILLE = "0123456789" * 50

STRUCTURE = [
    row("missing field", act("objet!"), ("1:1", "champ-manquant", "objet", "« objet » (Objet) est obligatoire")),
    row(
        "missing field below",
        act("collectivite: {nom: Essai, nature: commune}"),
        ("2:15", "champ-manquant", "collectivite.organes", "« organes » (Organes)"),
    ),
    row(
        "unknown key",
        act("visa: [a]"),
        ("7:1", "cle-inconnue", "visa", "à la racine de l’acte. (donnée : visa) — vouliez-vous « visas » ?"),
    ),
    row(
        "unknown key below",
        act("seance: {organe: conseil, date: 2025-04-07, presidente: x}"),
        (
            "3:45",
            "cle-inconnue",
            "seance.presidente",
            "dans « seance ». (donnée : seance.presidente) — vouliez-vous « president » ?",
        ),
    ),
    row(
        "unknown key like no other",
        act("fait: {zzz: 1}"),
        ("7:8", "cle-inconnue", "fait.zzz", "noms possibles : date, lieu"),
    ),
    row(
        "field with a capital",
        act("visas:\n  - Texte: la loi"),
        ("8:5", "champ-manquant", "visas[0].texte", "« texte »"),
        ("8:5", "cle-inconnue", "visas[0].Texte", "vouliez-vous « texte » ?"),
    ),
    row(
        "text where an integer goes",
        act("seance: {organe: conseil, date: 2025-04-07, en_exercice: deux cents}"),
        (
            "3:58",
            "type-inattendu",
            "seance.en_exercice",
            "Il faut ici un nombre entier, en chiffres (208) ; on lit « deux cents »",
        ),
    ),
    row(
        "space in a number",
        act("montants: [{objet: a, montant: 45 800}]"),
        ("7:32", "type-inattendu", "montants[0].montant", "on lit « 45 800 »"),
    ),
    row("list where text goes", act("objet: [a]"), ("5:8", "type-inattendu", "objet", "Il faut ici un texte ; on lit une liste")),
    row(
        "text where a list goes",
        act("visas: a"),
        ("7:8", "type-inattendu", "visas", "une ligne par élément, chacune commençant par « - »"),
    ),
    row(
        "group where a list goes",
        act("visas: {a: b}"),
        ("7:8", "type-inattendu", "visas", "Il faut ici une liste"),
    ),
    row(
        "text where a group goes",
        act("vote: adopte"),
        ("7:7", "type-inattendu", "vote", "Il faut ici un groupe de champs (« champ: valeur ») ; on lit « adopte »"),
    ),
    row(
        "text where yes or no goes",
        act("vote: {resultat: adopte, voix_preponderante: peut-être}"),
        ("7:46", "type-inattendu", "vote.voix_preponderante", "Il faut ici true ou false"),
    ),
    row(
        "choice",
        act("vote: {resultat: adopté}"),
        ("7:18", "valeur-hors-liste", "vote.resultat", "vouliez-vous « adopte » ?"),
    ),
    row(
        "negative number",
        act("seance: {organe: conseil, date: 2025-04-07, en_exercice: -1}"),
        ("3:58", "nombre-hors-bornes", "seance.en_exercice", "« -1 » n’est pas possible : il faut au moins 1"),
    ),
    row(
        "too long",
        act(f"objet: {TAILLE}"),
        ("5:8", "texte-long", "objet", "Ce texte a 500 caractères ; il en faut au plus 499"),
    ),
    row("empty text", act("objet: ''"), ("5:8", "texte-vide", "objet", "supprimez la ligne")),
    row("blank text", act('objet: " \\u00a0 "'), ("5:8", "texte-vide", "objet")),
    row("text of one comma", act("visas: [a, ',']"), ("7:12", "texte-vide", "visas[1]")),
    row("sentence of one stop", act("dispositif: [a, .]"), ("6:17", "texte-vide", "dispositif[1]")),
    row(
        "no element",
        act("dispositif: []"),
        ("6:13", "liste-taille", "dispositif", "Cette liste n’a aucun élément ; il en faut au moins 1"),
    ),
    row(
        "form of an hour",
        act("seance: {organe: conseil, date: 2025-04-07, heure: 14h30}"),
        ("3:52", "forme-inattendue", "seance.heure", "« 14h30 » n’a pas la forme attendue pour « Heure »"),
    ),
    row(
        "form of a name with its article",
        act("collectivite: {nom: a, nature: commune, organes: {conseil: {intitule: Conseil municipal}}}"),
        (
            "2:71",
            "forme-inattendue",
            "collectivite.organes.conseil.intitule",
            "par exemple « le Conseil de la Métropole du Grand Paris »",
        ),
    ),
    row(
        "key of a list",
        act("listes: {Élus: {elements: [a]}}"),
        ("7:10", "cle-forme", "listes.Élus", "employez des minuscules sans accent"),
    ),
    row(
        "no type of act",
        act("acte!"),
        ("1:1", "acte-sans-type", "acte", "types connus : convention-engagement, deliberation, dossier"),
    ),
    row("empty type of act", act("acte:"), ("1:1", "acte-sans-type", "acte", "ajoutez « acte: … »")),
    row("unknown type of act", act("acte: délibération"), ("1:7", "acte-inconnu", "acte", "vouliez-vous « deliberation » ?")),
    row("unknown major version", act("acte: deliberation@9"), ("1:7", "acte-inconnu", "acte", "« deliberation@9 »")),
    row(
        "type of act that is a list",
        act("acte: [deliberation]"),
        ("1:7", "type-inattendu", "acte", "Il faut ici un mot ; on lit une liste"),
    ),
    row("a list", "- a\n- b\n", ("1:1", "acte-pas-groupe")),
    row("a word", "bonjour\n", ("1:1", "acte-pas-groupe", "", "Un acte est un groupe de champs")),
    row("null", act("objet: null"), ("5:8", "valeur-nulle", "objet", "pour le mot lui-même, mettez-le entre guillemets")),
    row("tilde", act("objet: ~"), ("5:8", "valeur-nulle", "objet")),
    row("nothing", act("objet:"), ("5:1", "valeur-nulle", "objet", "supprimez la ligne")),
    row("only a comment", act("objet: # à compléter"), ("5:1", "valeur-nulle", "objet")),
    row("null in a list", act("visas: [a, null]"), ("7:12", "valeur-nulle", "visas[1]")),
    row("null group", act("vote: Null"), ("7:7", "valeur-nulle", "vote")),
    row("null act", "null\n", ("1:1", "acte-pas-groupe")),
]

# ------------------------------------------------------------------------------------------------------------------ French

ELUS = "collectivite: {nom: E, nature: commune, organes: {conseil: {intitule: le Conseil}}, elus: {durand: {nom: Durand}}}"

FRENCH = [
    row(
        "30 February",
        act("seance: {organe: conseil, date: 2025-02-30}"),
        ("3:33", "date-impossible", "seance.date", "« 2025-02-30 » n’existe pas"),
    ),
    row("month 13", act("seance: {organe: conseil, date: 2025-13-01}"), ("3:33", "date-impossible", "seance.date")),
    row(
        "29 February of a common year",
        act("seance: {organe: conseil, date: 2023-02-29}"),
        ("3:33", "date-impossible", "seance.date"),
    ),
    row(
        "day first",
        act("seance: {organe: conseil, date: 07/04/2025}"),
        ("3:33", "date-forme", "seance.date", "écrivez année-mois-jour : 2025-04-07"),
    ),
    row(
        "in words",
        act("seance: {organe: conseil, date: lundi 7 avril 2025}"),
        (
            "3:33",
            "date-forme",
            "seance.date",
            "« lundi 7 avril 2025 » n’est pas une date au format attendu. (donnée : seance.date) — "
            "écrivez année-mois-jour : 2025-04-07",
        ),
    ),
    row(
        "first of the month",
        act("seance: {organe: conseil, date: 1er mai 2025}"),
        ("3:33", "date-forme", "seance.date", ": 2025-05-01"),
    ),
    row("year first", act("seance: {organe: conseil, date: 2025/4/7}"), ("3:33", "date-forme", "seance.date", ": 2025-04-07")),
    row(
        "no date at all",
        act("seance: {organe: conseil, date: demain}"),
        ("3:33", "date-forme", "seance.date", "écrivez année-mois-jour, par exemple 2025-04-07"),
    ),
    row(
        "another way, and impossible",
        act("seance: {organe: conseil, date: 31/02/2025}"),
        ("3:33", "date-forme", "seance.date", "par exemple"),
    ),
    row("date and a line end", act('seance: {organe: conseil, date: "2025-04-07\\n"}'), ("3:33", "date-forme", "seance.date")),
    row(
        "thousandths of a euro",
        act("montants: [{objet: a, montant: 1250.505}]"),
        ("7:32", "montant-impossible", "montants[0].montant", "deux décimales au plus"),
    ),
    row(
        "unknown organe",
        act("seance: {organe: consiel, date: 2025-04-07}"),
        ("3:18", "organe-inconnu", "seance.organe", "vouliez-vous « conseil » ?"),
    ),
    row(
        "unknown person",
        act(ELUS, "rapporteur: durant"),
        ("7:13", "elu-inconnu", "rapporteur", "vouliez-vous « durand » ? sinon, ajoutez la personne"),
    ),
    row(
        "person without a directory",
        act("rapporteur: durand"),
        ("7:13", "elu-inconnu", "rapporteur", "— ajoutez la personne à « elus », ou écrivez-la en entier : {prenom: …, nom: …}"),
    ),
    row(
        "unknown person among the votes",
        act(ELUS, "designation: {tours: [{tour: 1, voix: {durand: 2, petit: 3}}]}"),
        ("7:58", "elu-inconnu", "designation.tours[0].voix.petit"),
    ),
    row(
        "a report in two forms",
        act("rapport: {texte: Entendu le rapport, au_nom_de: la 9e Commission}"),
        ("7:18", "rapport-deux-formes", "rapport.texte", "gardez « texte » seul"),
    ),
    row(
        "a movement that is none",
        act("seance: {organe: conseil, date: 2025-04-07, appel: {mouvements: [{elu: {nom: A}, avant: 7}]}}"),
        ("3:66", "mouvement-sens", "seance.appel.mouvements[0]", "donnez l’heure"),
    ),
    row(
        "a proxy given by nobody who leaves",
        act(
            "seance: {organe: conseil, date: 2025-04-07, appel: {mouvements: ["
            "{elu: {nom: A}, arrivee: '20:10', pouvoir_a: {nom: B}}]}}"
        ),
        ("3:66", "mouvement-sens", "seance.appel.mouvements[0]"),
    ),
    row(
        "a certificate before its time",
        act("suites: {acte: 2025-01, certification: {date: 2025-05-01}}"),
        ("7:1", "certification-prematuree", "suites", "ne sera pas imprimée"),
    ),
    row(
        "a mention with braces of its own",
        act("mentions: {recours: devant le {tribunnal}}".replace("devant le {tribunnal}", "'devant le {tribunnal}'")),
        ("7:21", "mention-inconnue", "mentions.recours", "vouliez-vous « tribunal » ?"),
    ),
    row(
        "substitute of nobody",
        act(ELUS, "rapporteur: {nom: A, supplee: petit}"),
        ("7:31", "elu-inconnu", "rapporteur.supplee"),
    ),
    row(
        "braces that name no list",
        act("dispositif: ['APPROUVE {beneficiaire}']", "beneficiaires: {elements: [a]}"),
        ("6:14", "liste-inconnue", "dispositif[0]", "vouliez-vous « beneficiaires » ?"),
    ),
    row(
        "braces in a line of the dispositif",
        act("dispositif: [{texte: a, alineas: [b, 'c {liste}']}]"),
        ("6:38", "liste-inconnue", "dispositif[0].alineas[1]", "imprimés tels quels, avec leurs accolades"),
    ),
    row(
        "twice in a list",
        act("beneficiaires: {elements: [Sceaux, Pantin, Sceaux]}"),
        ("7:44", "liste-doublon", "beneficiaires.elements[2]", "figure deux fois dans la liste (éléments 1 et 3)"),
    ),
    row("a Vu of one's own", act("visas: [Vu la loi]"), ("7:9", "mot-du-modele", "visas[0]", "« Vu » est imprimé par le modèle")),
    row(
        "a Considérant of one's own",
        act("considerants: [considérant que a]"),
        ("7:16", "mot-du-modele", "considerants[0]", "« Considérant »"),
    ),
    row(
        "mention that asks for the tribunal",
        act("mentions: {recours: 'devant le {tribunal}'}"),
        (
            "7:21",
            "mention-incomplete",
            "mentions.recours",
            "La mention « recours » demande {tribunal}, que les données ne disent pas",
        ),
    ),
    row(
        "roll call that miscounts",
        act(ELUS, "seance: {organe: conseil, date: 2025-04-07, appel: {nombres: {presents: 3}, presents: [durand]}}"),
        ("3:73", "appel-nombres", "seance.appel.nombres.presents", "annonce 3 pour « presents » et en nomme 1"),
    ),
    row(
        "two forms of vote",
        act("vote: {resultat: adopte, unanimite: exprimes, decompte: {pour: 1}}"),
        ("7:37", "vote-deux-formes", "vote.unanimite"),
    ),
    row(
        "two forms of consultation",
        act("consultations: [{texte: a, avis: favorable}]"),
        ("7:17", "consultation-deux-formes", "consultations[0]", "ne seraient pas imprimés"),
    ),
    row(
        "consultation of nobody",
        act("consultations: [{avis: favorable}]"),
        ("7:17", "champ-manquant", "consultations[0].instance"),
    ),
    row(
        "ragged table",
        act("dispositif: [{texte: a, tableau: {colonnes: [b, c], lignes: [[d, e], [f]]}}]"),
        (
            "6:70",
            "tableau-largeur",
            "dispositif[0].tableau.lignes[1]",
            "de la ligne 2 du tableau (1) n’est pas celui des colonnes (2)",
        ),
    ),
    row(
        "vote and designation",
        act("vote: {resultat: adopte}", "designation: {mode: secret}"),
        ("8:1", "vote-et-designation", "designation"),
    ),
    row(
        "a draft that was voted",
        act("etat: projet", "vote: {resultat: adopte}"),
        ("8:1", "projet-vote", "vote", "écrivez « etat: vote »"),
    ),
    row(
        "a draft as an extract", act("etat: projet", "variante: extrait"), ("8:11", "projet-variante", "variante", "« extrait »")
    ),
    row(
        "a publication that asks for names to be hidden",
        act("variante: publication", "publication_restreinte: {chemins: [visas], motif: données personnelles}"),
        ("8:1", "publication-restreinte", "publication_restreinte", "il serait publié entier"),
    ),
    row(
        "another act's receipt",
        act("suites: {acte: 2025-02}"),
        ("7:1", "suites-autre-acte", "suites", "celles de l’acte 2025-02, et non de 2025-01"),
    ),
]

# ----------------------------------------------------------------------------------------- communes, words, typography

METROPOLE = (
    'collectivite: {nom: Métropole du Grand Paris, nature: metropole, siren: "200054781", departement: "075", '
    "organes: {conseil: {intitule: le Conseil}}}"
)
"""A house that is a group of communes: names are looked for among its own first."""
CURLY = "collectivite: {nom: Commune d’Essai, nature: commune, organes: {conseil: {intitule: le Conseil municipal}}}"
"""A house whose own texts are as typography wants them."""


def communes(*elements: str) -> str:
    """Return the line of a list of communes."""
    return f"beneficiaires: {{format: commune, elements: [{', '.join(elements)}]}}"


LANGUAGE = [
    row(
        "a SIREN whose key is wrong",
        act(METROPOLE.replace("200054781", "200054782")),
        ("2:73", "siren-cle", "collectivite.siren", "vérifiez le numéro"),
    ),
    row(
        "a commune that does not exist",
        act(METROPOLE, communes("Argenteuill")),
        ("7:45", "commune-inconnue", "beneficiaires.elements[0]", "vouliez-vous « Argenteuil » (Val-d’Oise, 95018)"),
    ),
    row(
        "a commune like no other",
        act(communes("Zzyzxqq")),
        ("7:45", "commune-inconnue", "beneficiaires.elements[0]", 'écrivez {nom: "Zzyzxqq", hors_table: true}'),
    ),
    row(
        "four communes of one name",
        act(communes("Saint-Denis")),
        (
            "7:45",
            "commune-ambigue",
            "beneficiaires.elements[0]",
            "« Saint-Denis » (Aude, 11339), « Saint-Denis » (Gard, 30247), « Saint-Denis » (Seine-Saint-Denis, 93066), "
            "« Saint-Denis » (La Réunion, 97411). "
            "(donnée : beneficiaires.elements[0]) — ajoutez le département, par exemple « Saint-Denis (11) », ou écrivez le code",
        ),
    ),
    row(
        "a code that no commune has",
        act(communes('"99999"')),
        ("7:45", "commune-inconnue", "beneficiaires.elements[0]", "« 99999 »"),
    ),
    row(
        "a code and another name",
        act(communes('{nom: Sceaux, code: "93066"}')),
        (
            "7:65",
            "commune-code",
            "beneficiaires.elements[0].code",
            "Le code 93066 est celui de Saint-Denis, non celui de « Sceaux »",
        ),
    ),
    row(
        "an arrondissement",
        act(METROPOLE, communes("Paris 13e")),
        ("7:45", "commune-inconnue", "beneficiaires.elements[0]", "vouliez-vous « Paris » (Paris, 75056)"),
    ),
    row(
        "another spelling, printed as it is",
        act(METROPOLE, communes("Ville d’Avray", "Epinay-sur-Seine")),
        ("7:45", "commune-nom", "beneficiaires.elements[0]", "« Ville d’Avray » s’écrit « Ville-d’Avray » (92077)"),
        ("7:60", "commune-nom", "beneficiaires.elements[1]", "« Epinay-sur-Seine » s’écrit « Épinay-sur-Seine » (93031)"),
    ),
    row(
        "another spelling, corrected",
        act("typographie: corriger", METROPOLE, communes("EPINAY-SUR-SEINE")),
        (
            "8:45",
            "commune-corrigee",
            "beneficiaires.elements[0]",
            "« EPINAY-SUR-SEINE » est imprimé « Épinay-sur-Seine » (93031)",
        ),
    ),
    row(
        "a commune of another group",
        act(METROPOLE, communes("Versailles")),
        (
            "7:45",
            "commune-perimetre",
            "beneficiaires.elements[0]",
            "« Versailles » (78646) n’est pas dans le périmètre de « Métropole du Grand Paris »",
        ),
    ),
    row("the same, meant: its code", act(METROPOLE, communes('"78646"'))),
    row(
        "a name of elsewhere that begins one at home",
        act(METROPOLE, communes("Saint-Maur")),
        (
            "7:45",
            "commune-ambigue",
            "beneficiaires.elements[0]",
            "« Saint-Maur-des-Fossés » (Val-de-Marne, 94068), « Saint-Maur » (",
        ),
    ),
    row("a homonym settled by the group", act(METROPOLE, communes("Saint-Denis"))),
    row("a homonym settled by the département", act(communes("Saint-Denis (93)", "Saint-Denis (974)"))),
    row(
        "a commune said to be out of the table, and in it",
        act(communes("{nom: Sceaux, hors_table: true}")),
        ("7:71", "commune-dans-la-table", "beneficiaires.elements[0].hors_table", "« Sceaux » est une commune"),
    ),
    row(
        "a list that is refused is not told again of each sentence",
        act(communes("Zzyzxqq"), 'visas: ["la liste {beneficiaires}"]'),
        ("7:45", "commune-inconnue", "beneficiaires.elements[0]"),
    ),
    row(
        "a person without a space in their name",
        act(ELUS, "beneficiaires: {format: personne, elements: [zz]}"),
        ("7:46", "elu-inconnu", "beneficiaires.elements[0]", " ; sinon, ajoutez"),
    ),
    row(
        "a list in the objet, which prints none",
        act("objet: Convention avec {beneficiaires} et {inconnue}", "beneficiaires: {elements: [a]}"),
        ("5:8", "liste-dans-objet", "objet", "« {beneficiaires} » ne s’imprime pas dans l’objet"),
    ),
    row("a commune of the past", act(communes("{nom: Pierrefitte-sur-Seine, hors_table: true}"))),
    row(
        "what a person represents is checked, and refuses nothing",
        act("rapporteur: {nom: Roy, commune: Zzyzxqq}", "president: {nom: Roy, commune: Saint-Denis}"),
        ("7:33", "commune-inconnue-controle", "rapporteur.commune", "« Zzyzxqq »"),
        ("8:32", "commune-ambigue-controle", "president.commune", "« Saint-Denis » (Aude, 11339)"),
    ),
    row(
        "a group of fields in a list of texts",
        act("beneficiaires: {elements: [{nom: Sceaux}]}"),
        ("7:28", "type-inattendu", "beneficiaires.elements[0]", "Il faut ici un texte"),
    ),
    row(
        "a civilité outside the list",
        act("rapporteur: {nom: Roy, civilite: Mr}", "president: {nom: Roy, civilite: Mademoiselle}"),
        ("7:34", "valeur-hors-liste", "rapporteur.civilite", "« Mr » n’est pas une valeur possible"),
        ("8:33", "valeur-hors-liste", "president.civilite", "« Mademoiselle »"),
    ),
    row(
        "a participle in another gender",
        act("consultations: [{instance: la commission des finances, etat: informés}]"),
        (
            "7:62",
            "accord-consultation",
            "consultations[0].etat",
            "« informés » ne s’accorde pas avec « la commission des finances ». (donnée : consultations[0].etat) — "
            "écrivez « informée »",
        ),
    ),
    row("a participle in its dictionary form", act("consultations: [{instance: la commission des finances, etat: informé}]")),
    row("a body whose gender nothing tells", act("consultations: [{instance: l’architecte, etat: consultée}]")),
    row(
        "days of posting the wrong way",
        act("suites: {acte: 2025-01, affichage: {du: 2025-04-10, au: 2025-04-09}}"),
        ("7:36", "periode-ordre", "suites.affichage", "finit le 9\u00a0avril 2025, avant de commencer le 10\u00a0avril 2025"),
    ),
    row(
        "signs told once a rule, with the other lines",
        act(CURLY, "visas:\n  - l'article L.2121-29 du code\n  - l'avis du 7 avril 2025", "objet: L'essai"),
        ("5:9", "typographie", "objet", "Apostrophe droite : « L'essai » s’écrit « L’essai », et 2 autres fois (lignes 8, 9)"),
        ("8:17", "typographie", "visas[0]", "« L.2121-29 » s’écrit « L.⍽2121-29 »"),
        ("9:16", "typographie", "visas[1]", "« 7 avril » s’écrit « 7⍽avril »"),
    ),
    row(
        "the place in a folded text",
        act(CURLY, "visas:\n  - >-\n    la loi\n    n°2014-58"),
        ("10:7", "typographie", "visas[0]", "« n°2014-58 »"),
    ),
    row(
        "words are for a person",
        act(CURLY, "dispositif: [APPROUVE le 2ème plan, AUTORISE le Maire et/ou son adjoint]"),
        ("6:26", "typographie-mots", "dispositif[0]", "« le 2ème plan » s’écrit « le 2e plan »"),
        ("6:55", "typographie-mots", "dispositif[1]", "« et/ou »"),
    ),
    row(
        "what the house corrects is listed",
        act("typographie: corriger", CURLY, "visas: [l'État et l'Etat, la loi n°2014-58]"),
        ("8:9", "typographie-corrigee", "visas[0]", "« l'Etat » → « l’État »"),
        ("8:9", "typographie-espaces", "visas[0]", "« l'État » → « l’État »"),
        ("8:27", "typographie-espaces", "visas[1]", "« n°2014-58 » → « n°⍽2014-58 »"),
    ),
    row("a text left to the letter", act(CURLY, "visas: [{verbatim: true, texte: l'Etat et la loi n°2014-58}]")),
    row("a house that leaves its texts", act(CURLY, "typographie: laisser", "visas: [l'Etat et la loi n°2014-58]")),
    row("an address is not a text", act(CURLY, "visas: [le site https://www.essai.fr/l'acte?n°2014 et a.b@essai.fr]")),
    row(
        "remarks do not bury errors",
        act(CURLY, "visas: [l'Etat]", "objet!"),
        ("1:1", "champ-manquant", "objet"),
    ),
]


# -------------------------------------------------------------------------------------------------------------------- YAML

YAML = [
    row("duplicate key", act() + "objet: b\n", ("7:1", "cle-double", "", "« objet » est déjà écrit ligne 5")),
    row("duplicate key below", act("fait: {lieu: a, lieu: b}"), ("7:17", "cle-double", "", "déjà écrit ligne 7")),
    row("tab for indent", "acte: deliberation\nseance:\n\torgane: conseil\n", ("3:1", "yaml-tabulation", "", "deux espaces")),
    row("tab after a space", "acte: deliberation\nseance:\n  organe: conseil\n \tdate: 2025-04-07\n", ("4:2", "yaml-tabulation")),
    row("colon in a text", act("objet: Création : un poste"), ("5:17", "yaml-deux-points", "", 'entre guillemets droits ("…")')),
    row(
        "field set to the right",
        "acte: deliberation\n objet: a\n",
        ("2:7", "yaml-deux-points", "", "si les deux lignes sont alignées"),
    ),
    row("second colon of a line", act("visas:\n  - la loi : article : 2"), ("8:22", "yaml-deux-points")),
    row("no colon", act() + "visas\n", ("7:1", "yaml-deux-points-absents", "", "Il manque « : », suivi d’une espace")),
    row("no space after the colon", act() + "rang:19\n", ("7:1", "yaml-deux-points-absents")),
    row("at sign", act("objet: @mairie"), ("5:8", "yaml-caractere", "", "Un texte ne peut pas commencer par « @ »")),
    row("percent", act("objet: %"), ("5:8", "yaml-caractere", "", "« % »")),
    row("dash", act("objet: - un"), ("5:8", "yaml-caractere", "", "« - »")),
    row("greater than", act("objet: > 12 m²"), ("5:8", "yaml-caractere", "", "« > »")),
    row("open quote", act('objet: "Essai'), ("5:8", "yaml-guillemet", "", "n’est pas refermé")),
    row("apostrophe inside '…'", act("objet: 'l'avis'"), ("5:11", "yaml-alignement", "", "le texte qui précède est mal fermé")),
    row("text after a quote", act('objet: "Essai" de plus'), ("5:16", "yaml-alignement")),
    row(
        "bad indent",
        "acte: deliberation\nseance:\n   organe: conseil\n  date: 2025-04-07\n",
        ("4:3", "yaml-alignement", "", "sur la même colonne"),
    ),
    row("open bracket", act("objet: [brouillon"), ("6:11", "yaml-crochets", "", "« […] »")),
    row("stars", act("objet: *urgent* Essai"), ("5:15", "yaml-etoile")),
    row("ampersand", act("objet: & fils"), ("5:9", "yaml-etoile", "", "a un sens réservé en YAML")),
    row("backslash", act('objet: "C:\\dossier"'), ("5:11", "yaml-echappement", "", "doublez-la")),
    row("surrogate", act('objet: "\\ud800"'), ("5:11", "yaml-echappement")),
    row("odd tag", act("objet: !<%zz> x"), ("5:10", "yaml-syntaxe", "", "YAML ne comprend pas cette ligne")),
    row("several documents", act() + "---\n" + act(), ("7:1", "yaml-plusieurs-documents", "", "un fichier par acte")),
    row("version directive", "%YAML 1.2\n---\n" + act(), ("1:1", "yaml-directive", "", "supprimez cette ligne")),
    row("unknown directive", "%FOO\n---\n" + act(), ("1:1", "yaml-directive")),
    row("anchor", act("objet: &titre Essai"), ("5:8", "yaml-ancre", "", "« &titre » est une ancre YAML")),
    row("alias", act("objet: *titre"), ("5:8", "yaml-alias", "", "« *titre » est un renvoi YAML")),
    row("tag", act("objet: !important"), ("5:8", "yaml-etiquette", "", "« !important » est une étiquette YAML")),
    row("python tag", act("objet: !!python/name:os.system x"), ("5:8", "yaml-etiquette", "", "« !!python/name:os.system »")),
    row("tag of no handle", act("objet: !e!x y"), ("5:8", "yaml-etiquette", "", "« !e!x »")),
    row(
        "merge key",
        act("fait: &f {lieu: a}", "feuillet:\n  <<: *f"),
        ("7:7", "yaml-ancre"),
        ("9:3", "yaml-fusion", "", "écrivez chaque champ à sa place"),
        ("9:7", "yaml-alias"),
    ),
    row("list for a name", act() + "[a, b]: c\n", ("7:1", "yaml-cle", "", "Un nom de champ est un mot")),
    row("depth", "[" * 10_000, (f"1:{MAX_DEPTH + 1}", "yaml-profondeur", "", f"plus de {MAX_DEPTH} niveaux")),
    row("depth of blocks", "- " * 10_000 + "a", (f"1:{2 * MAX_DEPTH + 1}", "yaml-profondeur")),
    row("depth of groups", "{a: " * 10_000, (f"1:{4 * MAX_DEPTH + 1}", "yaml-profondeur")),
    row("values", "- a\n" * (MAX_NODES + 1), (f"{MAX_NODES}:3", "yaml-trop-de-valeurs", "", "plus de 500\u202f000 valeurs")),
    row(
        "errors",
        act() + "zz: a\n" * (MAX_ERRORS + 10),
        *[("", "erreurs-nombreuses", "", "au moins 1000 erreurs")],
        *[(f"{line}:1", "cle-double") for line in range(8, 8 + MAX_ERRORS)],
    ),
    row(
        "cut at a #",
        act("objet: Lot #2 du marché"),
        ("5:8", "yaml-diese", "", "« #2 du marché » n’est pas lu après « Lot »"),
    ),
    row("invisible character", act("objet: Ess\x01ai"), ("5:11", "caractere-interdit-source", "", "U+0001")),
    row(
        "characters, all told",
        act("objet: é🙂\x02", "visas: [\x7f]"),
        ("5:10", "caractere-interdit-source"),
        ("7:9", "caractere-interdit-source"),
    ),
    row("line separator", act("objet: a\u2028b"), ("5:9", "caractere-interdit-source", "", "U+2028")),
    row("escaped bell", act('objet: "é🙂\\a"'), ("5:8", "caractere-interdit", "objet", "U+0007, à la position 3 du texte")),
    row("escaped non-character", act('visas: [a, "b\\uFFFE"]'), ("7:12", "caractere-interdit", "visas[1]", "U+FFFE")),
    row("empty file", "", ("", "fichier-vide", "", "partez d’un exemple")),
    row("blank file", " \n\t\n", ("", "fichier-vide")),
    row("only comments", "# rien\n", ("", "fichier-vide")),
    row("byte order mark alone", b"\xef\xbb\xbf", ("", "fichier-vide")),
    row("Latin-1", act("objet: Été").encode("latin-1"), ("5:8", "fichier-pas-utf8", "", "octet 0xc9")),
    row(
        "Latin-1 after accents", (act("objet: été") + "rang: ").encode() + b"\xe9", ("7:7", "fichier-pas-utf8", "", "octet 0xe9")
    ),
    row(
        "Latin-1 after a mark",
        b"\xef\xbb\xbf" + act("acte: \xe9").encode("latin-1"),
        ("1:7", "fichier-pas-utf8", "", "octet 0xe9"),
    ),
    row("UTF-16", act().encode("utf-16"), ("1:1", "fichier-pas-utf8", "", "enregistrez-le en UTF-8")),
    row("UTF-16 without its mark", act().encode("utf-16-le"), ("1:2", "fichier-pas-utf8")),
]

# French puts a space before the colon: where a field and a text may both stand, what YAML cut is told with how to write it.
COLONS = [
    row(
        "list after a colon",
        act("dispositif:\n  - APPROUVE, à savoir :\n      - Argenteuil"),
        ("7:5", "texte-lu-comme-groupe", "dispositif[0]", "sur les lignes suivantes après « >- »"),
    ),
    row("quotes after a colon", act('visas:\n  - la loi : "a"'), ("8:5", "texte-lu-comme-groupe", "visas[0]")),
    row("group for a text", act("objet:\n  a b: c\n  d: e"), ("6:3", "texte-lu-comme-groupe", "objet")),
    row("braces for a text", act("objet: {beneficiaires}"), ("5:8", "texte-lu-comme-groupe", "objet", "ou d’une accolade")),
]


@pytest.mark.parametrize("case", named([*STRUCTURE, *FRENCH, *LANGUAGE, *YAML, *COLONS]))
def test_a_fault_is_told_with_its_place_its_path_and_what_to_do(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "acte.yaml"
    path.write_bytes(case.donnees if isinstance(case.donnees, bytes) else case.donnees.encode())
    compared(delib.check(path), case.dit, str(path))


@pytest.mark.parametrize("newline", ["\r\n", "\r"], ids=["Windows", "old Macintosh"])
@pytest.mark.parametrize("case", named([*STRUCTURE, *FRENCH, *COLONS]))
def test_places_do_not_depend_on_the_line_ends(case: Case, newline: str, tmp_path: Path) -> None:
    path = tmp_path / "acte.yaml"
    path.write_bytes(str(case.donnees).replace("\n", newline).encode())
    compared(delib.check(path), case.dit, str(path))


# -------------------------------------------------------------------------------------------------------------------- JSON


def json_act(**changed: str) -> str:
    """Return a small sound act in JSON, one field a line; the values of `changed` are JSON, its names come last."""
    lines = {
        "acte": '"deliberation"',
        "collectivite": '{"nom": "E", "nature": "commune", "organes": {"conseil": {"intitule": "le Conseil"}}}',
        "seance": '{"organe": "conseil", "date": "2025-04-07"}',
        "numero": '"2025-01"',
        "objet": '"Essai"',
        "dispositif": '["APPROUVE"]',
        **changed,
    }
    return "{\n" + ",\n".join(f'"{name}": {value}' for name, value in lines.items()) + "\n}\n"


JSON = [
    row(
        "missing field",
        '{"acte": "deliberation"}',
        *[("1:1", "champ-manquant", name) for name in ("collectivite", "dispositif", "numero", "objet", "seance")],
    ),
    row("unknown key", json_act(visa="[]"), ("8:1", "cle-inconnue", "visa", "vouliez-vous « visas » ?")),
    row(
        "30 February", json_act(seance='{"organe": "conseil", "date": "2025-02-30"}'), ("4:41", "date-impossible", "seance.date")
    ),
    row(
        "yes where text goes",
        json_act(objet="true"),
        ("6:10", "type-inattendu", "objet", "Il faut ici un texte ; on lit « true »"),
    ),
    row("null", json_act(objet="null"), ("6:10", "valeur-nulle", "objet", "ou « null »")),
    row("null below", json_act(visas='["a", null]'), ("8:16", "valeur-nulle", "visas[1]")),
    row("empty text", json_act(objet='""'), ("6:10", "texte-vide", "objet")),
    row(
        "number too large",
        json_act(montants='[{"objet": "a", "montant": 1e400}]'),
        ("8:40", "type-inattendu", "montants[0].montant"),
    ),
    row(
        "duplicate key",
        json_act().replace('"objet": "Essai"', '"objet": "a", "objet": "b"'),
        ("6:15", "cle-double", "", "écrit ligne 6"),
    ),
    row(
        "not a number",
        json_act(rang="NaN", etat="-Infinity"),
        ("8:9", "json-nombre", "", "« NaN » n’est pas un nombre"),
        ("9:9", "json-nombre"),
    ),
    row("trailing comma", json_act(visas='["a",]'), ("8:14", "json-syntaxe", "", "une virgule est de trop avant « ] »")),
    row(
        "trailing comma in a group",
        '{"acte": "deliberation", }',
        ("1:24", "json-syntaxe", "", "une virgule est de trop avant « } »"),
    ),
    row("no comma", json_act(visas='["a" "b"]'), ("8:15", "json-syntaxe", "", "une virgule est attendue")),
    row("no quotes", "{acte: deliberation}", ("1:2", "json-syntaxe", "", "un nom de champ entre guillemets droits est attendu")),
    row("no colon", '{"acte" "deliberation"}', ("1:9", "json-syntaxe", "", "un deux-points est attendu")),
    row("open quote", '{"acte": "deliberation}', ("1:10", "json-syntaxe", "", "un guillemet n’est pas fermé")),
    row("two documents", json_act() + json_act(), ("9:1", "json-syntaxe", "", "après la fin des données")),
    row("line end in a text", json_act(objet='"a\nb"'), ("6:12", "json-syntaxe", "", "un caractère de commande")),
    row("odd escape", json_act(objet='"é\\d"'), ("6:12", "json-syntaxe", "", "barre oblique inverse")),
    row("half a \\u", json_act(objet='"\\u12"'), ("6:12", "json-syntaxe", "", "barre oblique inverse")),
    row("comment", "// rien\n{}", ("1:1", "json-syntaxe")),
    row("list", "[]", ("1:1", "acte-pas-groupe")),
    row("depth", "[" * 10_000, (f"1:{MAX_DEPTH + 1}", "yaml-profondeur")),
    row("depth of groups", '{"a":' * 10_000, (f"1:{5 * MAX_DEPTH + 1}", "yaml-profondeur")),
    row("values", "[" + "1," * MAX_NODES + "1]", (f"1:{2 * MAX_NODES}", "yaml-trop-de-valeurs")),
    row("lone surrogate", json_act(objet='"a\\ud800"'), ("6:10", "caractere-interdit", "objet", "U+D800, à la position 2")),
    row("escape character", json_act(objet='"\\u001b[31m"'), ("6:10", "caractere-interdit", "objet", "U+001B")),
    row("after an emoji in two halves", json_act(objet='"\\ud83d\\ude42"', visa="1"), ("8:1", "cle-inconnue", "visa")),
    row("empty file", "", ("", "fichier-vide")),
    row("Latin-1", json_act(objet='"é"').encode("latin-1"), ("6:11", "fichier-pas-utf8")),
]


@pytest.mark.parametrize("case", named(JSON))
def test_json_is_told_alike(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "acte.json"
    path.write_bytes(case.donnees if isinstance(case.donnees, bytes) else case.donnees.encode())
    compared(delib.check(path), case.dit, str(path))


C0 = [chr(code) for code in range(0x20) if chr(code) not in "\t\n\r"]
ILLEGAL = [*C0, "\ud800", "\udbff", "\udc00", "\udfff", "\ufffe", "\uffff"]


@pytest.mark.parametrize("char", ILLEGAL, ids=lambda char: f"U+{ord(char):04X}")
def test_a_character_that_xml_refuses_is_told_and_never_dropped(char: str, tmp_path: Path) -> None:
    path = tmp_path / "acte.json"
    path.write_text(json_act(objet=json.dumps(f"avant{char}après")))
    (one,) = delib.check(path)
    assert (one.code, one.chemin) == ("caractere-interdit", "objet")
    assert f"U+{ord(char):04X}, à la position 6 du texte" in one.message


def test_messages_hold_no_character_that_a_terminal_obeys(tmp_path: Path) -> None:
    path = tmp_path / "acte.json"
    path.write_text(json_act(**{json.dumps("a\x1b[31m\nb")[1:-1]: '"x"'}))
    (one,) = delib.check(path)
    assert "« a�[31m↵b »" in one.message
    assert str(one).isprintable()


# ------------------------------------------------------------------------------------------------------------------- files

MAISON = "nom: Commune d’Essai\nnature: commune\norganes: {conseil: {intitule: le Conseil municipal}}\n"


class Tree(NamedTuple):
    """A row: the files of a folder, `acte.yaml` among them, and what must be told; a place names its file."""

    nom: str
    fichiers: dict[str, str | bytes]
    dit: tuple[Told, ...]


def tree(nom: str, fichiers: dict[str, str | bytes], *dit: tuple[str, ...]) -> Tree:
    return Tree(nom, fichiers, tuple(Told(*one) for one in dit))


CITED = "acte.yaml:2:15"

FILES = [
    tree(
        "absent",
        {"acte.yaml": act("collectivite: m.yaml")},
        (CITED, "chemin-illisible", "collectivite", "ce fichier n’existe pas"),
    ),
    tree(
        "absent twice",
        {"acte.yaml": act("collectivite: m.yaml", "seance: m.yaml")},
        (CITED, "chemin-illisible", "collectivite"),
        ("acte.yaml:3:9", "chemin-illisible", "seance"),
    ),
    tree(
        "folder",
        {"acte.yaml": act("collectivite: m"), "m/autre.yaml": MAISON},
        (CITED, "chemin-illisible", "collectivite", "c’est un dossier"),
    ),
    tree("itself", {"acte.yaml": act("collectivite: acte.yaml")}, (CITED, "chemin-boucle", "collectivite", "se cite lui-même")),
    tree(
        "itself, the long way",
        {"acte.yaml": act("collectivite: x/../acte.yaml"), "x/y": ""},
        (CITED, "chemin-boucle", "collectivite"),
    ),
    tree(
        "absolute",
        {"acte.yaml": act("collectivite: /etc/passwd")},
        (CITED, "chemin-refuse", "collectivite", "collectivites/nom.yaml"),
    ),
    tree("of another system", {"acte.yaml": act("collectivite: 'C:m.yaml'")}, (CITED, "chemin-refuse", "collectivite")),
    tree(
        "backslash",
        {"acte.yaml": act("collectivite: maisons\\m.yaml")},
        (CITED, "chemin-refuse", "collectivite", "avec des « / »"),
    ),
    tree("address", {"acte.yaml": act("collectivite: https://exemple.fr/m.yaml")}, (CITED, "chemin-refuse", "collectivite")),
    tree("file address", {"acte.yaml": act("collectivite: file:///m.yaml")}, (CITED, "chemin-refuse", "collectivite")),
    tree("empty path", {"acte.yaml": act("collectivite: ''")}, (CITED, "texte-vide", "collectivite")),
    tree("empty file", {"acte.yaml": act("collectivite: m.yaml"), "m.yaml": ""}, ("m.yaml", "fichier-vide")),
    tree(
        "a word",
        {"acte.yaml": act("collectivite: m.yaml"), "m.yaml": "n.yaml\n"},
        ("m.yaml:1:1", "type-inattendu", "collectivite"),
    ),
    tree(
        "bad UTF-8",
        {"acte.yaml": act("collectivite: x/m.yaml"), "x/m.yaml": "nom: a\ngenre: \xe9".encode("latin-1")},
        ("x/m.yaml:2:8", "fichier-pas-utf8"),
    ),
    tree(
        "bad YAML",
        {"acte.yaml": act("collectivite: m.yaml", "objet!"), "m.yaml": MAISON + "\tnom: a\n"},
        ("acte.yaml:1:1", "champ-manquant", "objet"),
        ("m.yaml:4:1", "yaml-tabulation"),
    ),
    tree(
        "bad JSON",
        {"acte.yaml": act("collectivite: m.json"), "m.json": '{"nom": }'},
        ("m.json:1:9", "json-syntaxe"),
    ),
    tree(
        "bad field",
        {"acte.yaml": act("collectivite: x/m.yaml"), "x/m.yaml": MAISON + "nature2: commune\n"},
        ("x/m.yaml:4:1", "cle-inconnue", "collectivite.nature2", "dans « collectivite »"),
    ),
    tree(
        "a fault in the house is not told again of each person",
        {
            "acte.yaml": act(
                "collectivite: m.yaml", "rapporteur: durand", "signataires: [{personne: durand, role: president, titres: true}]"
            ),
            "m.yaml": MAISON + "siren: abc\nelus: {durand: {nom: Durand}}\n",
        },
        ("m.yaml:4:8", "forme-inattendue", "collectivite.siren"),
    ),
]


@pytest.mark.parametrize("case", named(FILES))
def test_a_fault_in_a_cited_file_names_that_file(case: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in case.fichiers.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    monkeypatch.chdir(tmp_path)
    compared(delib.check("acte.yaml"), case.dit)
    elsewhere = tuple(told._replace(lieu=f"{tmp_path}/{told.lieu}") for told in case.dit)
    monkeypatch.chdir("/")
    compared(delib.check(tmp_path / "acte.yaml"), elsewhere)


def test_a_file_is_found_from_the_folder_of_the_one_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "actes").mkdir()
    (tmp_path / "maison.json").write_text(
        json.dumps({"nom": "Essai", "nature": "commune", "organes": {"conseil": {"intitule": "le Conseil"}}})
    )
    path = tmp_path / "actes" / "acte.yaml"
    path.write_text(act("collectivite: ../maison.json"))
    assert delib.load(path)["collectivite"]["nom"] == "Essai"
    given = {
        **SOUND,
        "collectivite": "../maison.json",
        "seance": {"organe": "conseil", "date": "2025-04-07"},
        "dispositif": ["a"],
    }
    assert delib.load(given, dossier=str(tmp_path / "actes"))["collectivite"]["nom"] == "Essai"


# --------------------------------------------------------------------------------------------- files that cannot be read


def _folder(path: Path) -> None:
    path.mkdir()


def _too_large(path: Path) -> None:
    path.write_bytes(act().encode() + b"#" * MAX_BYTES)


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


UNREADABLE = {
    "absent": (lambda path: None, "fichier-absent", "Ce fichier n’existe pas"),
    "folder": (_folder, "fichier-dossier", "C’est un dossier, pas un fichier"),
    "too large": (_too_large, "fichier-trop-grand", "Ce fichier dépasse 5 Mo"),
    "pipe": (os.mkfifo, "fichier-illisible", "ce n’est pas un fichier ordinaire"),
    "device without end": (lambda path: path.symlink_to("/dev/zero"), "fichier-illisible", "ce n’est pas un fichier ordinaire"),
    "link to itself": (_loop, "fichier-illisible", "le lien tourne en rond"),
}


@pytest.mark.parametrize(("make", "code", "mots"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_read_leaves_with_2(make: Any, code: str, mots: str, tmp_path: Path) -> None:
    path = tmp_path / "acte.yaml"
    make(path)
    done = run("build", path, "-o", tmp_path / "sortie")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{path}: erreur [{code}] ")
    assert mots in done.stderr
    assert not (tmp_path / "sortie").exists()


def test_a_name_that_is_no_path_is_told() -> None:
    (one,) = delib.check("a\0b")
    assert one.code == "fichier-illisible"
    (one,) = delib.check("a" * 5000)
    assert "le nom est trop long" in one.message


def test_the_largest_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "acte.yaml"
    data = act().encode()
    path.write_bytes(data + b"#" * (MAX_BYTES - len(data)))
    assert delib.check(path) == []


# ----------------------------------------------------------------------------------------------------------- exit codes

REFUSED = {
    "structure": (act("objet!"), "champ-manquant"),
    "French": (act("seance: {organe: conseil, date: 2025-02-30}"), "date-impossible"),
    "YAML": (act("objet: a : b"), "yaml-deux-points"),
    "depth": ("[" * 10_000, "yaml-profondeur"),
    "encoding": (b"\xff\xfe", "fichier-pas-utf8"),
    "empty": ("", "fichier-vide"),
    "cited file": (act("collectivite: nulle-part.yaml"), "chemin-illisible"),
}


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize(("donnees", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_read_and_refused_leaves_with_1(donnees: str | bytes, code: str, command: str, tmp_path: Path) -> None:
    path = tmp_path / "acte.yaml"
    path.write_bytes(donnees if isinstance(donnees, bytes) else donnees.encode())
    done = run(command, path, *(["-o", tmp_path / "sortie"] if command == "build" else []))
    assert (done.returncode, done.stdout) == (1, "")
    assert f"erreur [{code}] " in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == [path]


def test_a_warning_refuses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "acte.yaml"
    path.write_text(act("objet: Lot #2"))
    done = run("check", path)
    assert done.returncode == 0
    assert "avertissement [yaml-diese]" in done.stderr


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run `delib` in a process of its own; one that hangs fails."""
    command = [sys.executable, "-m", "delib", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)


# ------------------------------------------------------------------------------------------------------------------ Python


class Couleur(enum.Enum):
    ROUGE = 1


CYCLE: dict[str, Any] = {}
CYCLE["a"] = CYCLE
WIDE: list[Any] = []
for _ in range(30):
    WIDE = [WIDE, WIDE]

PYTHON: dict[str, tuple[dict[Any, Any], tuple[Told, ...]]] = {
    "float": ({"rang": 1.5}, (Told("", "type-python", "rang", "« float »"),)),
    "bytes": ({"objet": b"Essai"}, (Told("", "type-python", "objet", "« bytes »"),)),
    "bytearray": ({"objet": bytearray(b"a")}, (Told("", "type-python", "objet", "« bytearray »"),)),
    "datetime": (
        {"seance": {"organe": "conseil", "date": datetime.datetime(2025, 4, 7, tzinfo=datetime.UTC)}},
        (Told("", "type-python", "seance.date", "« datetime »"),),
    ),
    "set": ({"visas": {"a"}}, (Told("", "type-python", "visas", "« set »"),)),
    "generator": ({"visas": (one for one in "ab")}, (Told("", "type-python", "visas", "« generator »"),)),
    "object": ({"objet": Couleur.ROUGE}, (Told("", "type-python", "objet", "« Couleur »"),)),
    "key that is no text": ({1: "a"}, (Told("", "type-python", "", "int (en guise de nom de champ)"),)),
    "key below": ({"accepte": {None: "a"}}, (Told("", "type-python", "accepte", "NoneType (en guise de nom de champ)"),)),
    "decimal that is no number": (
        {"montants": [{"objet": "a", "montant": Decimal("NaN")}]},
        (Told("", "type-python", "montants[0].montant", "Decimal NaN"),),
    ),
    "infinite decimal": ({"rang": Decimal("Infinity")}, (Told("", "type-python", "rang"),)),
    "immense integer": ({"rang": 10**5000}, (Told("", "type-python", "rang"),)),
    "two at once": ({"objet": b"a", "rang": 1.5}, (Told("", "type-python", "objet"), Told("", "type-python", "rang"))),
    "cycle": (CYCLE, (Told("", "yaml-profondeur", ".".join("a" * (MAX_DEPTH + 1))),)),
    "more values than a file may hold": (
        {"acte": range(MAX_NODES)},
        (Told("", "yaml-trop-de-valeurs", f"acte[{MAX_NODES - 2}]"),),
    ),
    "None": ({"objet": None}, (Told("", "valeur-nulle", "objet"),)),
    "integer for text": ({"objet": 12}, (Told("", "type-inattendu", "objet", "on lit « 12 »"),)),
    "bool for text": ({"numero": True}, (Told("", "type-inattendu", "numero", "on lit « true »"),)),
    "bool for integer": (
        {"seance": {"organe": "conseil", "date": "2025-04-07", "en_exercice": True}},
        (Told("", "type-inattendu", "seance.en_exercice"),),
    ),
    "surrogate": ({"objet": "\ud800"}, (Told("", "caractere-interdit", "objet"),)),
    "tiny decimal": (
        {"montants": [{"objet": "a", "montant": Decimal("1E-400")}]},
        (Told("", "montant-impossible", "montants[0].montant"),),
    ),
    "huge decimal": (
        {"montants": [{"objet": "a", "montant": Decimal("1E+400")}]},
        (Told("", "montant-impossible", "montants[0].montant"),),
    ),
}


@pytest.mark.parametrize(("changed", "dit"), PYTHON.values(), ids=PYTHON)
def test_python_data_of_another_type_are_told(changed: dict[Any, Any], dit: tuple[Told, ...]) -> None:
    data = changed if changed is CYCLE else {**python_act(), **changed}
    compared(delib.check(data), dit, "<données>")


def test_shared_values_do_not_explode() -> None:
    (one,) = delib.check({**python_act(), "visas": WIDE})
    assert one.code == "yaml-trop-de-valeurs"


def python_act() -> dict[str, Any]:
    """Return the small sound act as Python data, in all the types that are admitted."""
    return {
        "acte": "deliberation",
        "collectivite": {"nom": "E", "nature": "commune", "organes": {"conseil": {"intitule": "le Conseil"}}},
        "seance": {"organe": "conseil", "date": datetime.date(2025, 4, 7), "en_exercice": 11},
        "numero": 2025,
        "objet": "Essai",
        "dispositif": ("APPROUVE",),
        "montants": [{"objet": "a", "montant": Decimal("12.50")}],
        "vote": {"resultat": "adopte", "voix_preponderante": False},
    }


def test_python_data_of_the_right_types_are_sound() -> None:
    assert delib.check(python_act()) == []


# ------------------------------------------------------------------------------------------------------- all at once

TWELVE = """\
acte: deliberation
collectivite:
  nom: Commune d'Essai
  nature: comune
  siren: 12
  organes: {conseil: {intitule: le Conseil municipal}}
seance:
  organe: conseil
  date: 07/04/2025
  heure: 14h30
  en_exercice: beaucoup
visa:
  - la loi
considerants: un seul
vote:
  resultat: adopte
  unanimite: exprimes
  decompte: {pour: 3}
fait: {lieu: null, date: 2025-02-30}
designation: {mode: secret}
dispositif: [a, b : c]
numero: 1
"""


def test_twelve_faults_are_twelve_anomalies_sorted_by_place(tmp_path: Path) -> None:
    path = tmp_path / "acte.yaml"
    path.write_text(TWELVE)
    dit = [
        ("1:1", "champ-manquant", "objet"),
        ("4:11", "valeur-hors-liste", "collectivite.nature"),
        ("5:10", "forme-inattendue", "collectivite.siren"),
        ("9:9", "date-forme", "seance.date"),
        ("10:10", "forme-inattendue", "seance.heure"),
        ("11:16", "type-inattendu", "seance.en_exercice"),
        ("12:1", "cle-inconnue", "visa"),
        ("14:15", "type-inattendu", "considerants"),
        ("17:14", "vote-deux-formes", "vote.unanimite"),
        ("19:14", "valeur-nulle", "fait.lieu"),
        ("19:26", "date-impossible", "fait.date"),
        ("20:1", "vote-et-designation", "designation"),
    ]
    compared(delib.check(path), tuple(Told(*one) for one in dit), str(path))


# ------------------------------------------------------------------------------------------------------------------ schemas

OPEN: dict[str, Any] = {"type": "object", "additionalProperties": False}


def schema(properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return the schema of a type of act « essai » with these properties."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://delib.invalid/schemas/essai.v1.json",
        **OPEN,
        "properties": {"acte": {"type": "string", "enum": ["essai", "essai@1"]}, **properties},
        **more,
    }


TEXTS = {"type": "array", "items": {"type": "string", "minLength": 3}, "uniqueItems": True, "maxItems": 2}
COUNT = {"type": "integer", "minimum": 2, "maximum": 5}

SCHEMAS: dict[str, tuple[Any, dict[str, Any], tuple[Told, ...]]] = {
    "too short": (schema({"a": TEXTS}), {"a": ["ab"]}, (Told("", "texte-court", "a[0]", "au moins 3 caractères"),)),
    "twice": (
        schema({"a": TEXTS}),
        {"a": ["abc", "abc"]},
        (Told("", "element-double", "a[1]", "« abc » est déjà dans la liste"),),
    ),
    "too many": (
        schema({"a": TEXTS}),
        {"a": ["abc", "def", "ghi"]},
        (Told("", "liste-taille", "a", "Cette liste a 3 éléments ; il en faut au plus 2"),),
    ),
    "too much": (schema({"a": COUNT}), {"a": 6}, (Told("", "nombre-hors-bornes", "a", "au moins 2 et au plus 5"),)),
    "constant": (
        schema({"a": {"type": "string", "const": "b"}}),
        {"a": "c"},
        (Told("", "valeur-hors-liste", "a", "la seule valeur possible est « b »"),),
    ),
    "no such schema": (schema({"a": {"$ref": "autre.v1.json"}}), {"a": "b"}, (Told("", "schema-absent"),)),
    "no such definition": (
        schema({"a": {"$ref": "#/$defs/b"}}),
        {"a": "b"},
        (Told("essai.v1.json", "schema-reference", "", "« #/$defs/b »"),),
    ),
    "an address": (
        schema({"a": {"$ref": "https://exemple.fr/x.json"}}),
        {"a": "b"},
        (Told("essai.v1.json", "schema-reference"),),
    ),
    "circle": (
        schema({"a": {"$ref": "#/$defs/a"}}, **{"$defs": {"a": {"$ref": "#/$defs/a"}}}),
        {"a": "b"},
        (Told("essai.v1.json", "schema-reference"),),
    ),
    "format of nobody": (
        schema({"a": {"type": "string", "format": "b"}}),
        {"a": "c"},
        (Told("essai.v1.json", "schema-format", "a", "« b »"),),
    ),
    "not JSON": ("{", {}, (Told("essai.v1.json", "schema-illisible", "", "le JSON est mal formé, ligne 1, colonne 2"),)),
    "not UTF-8": (b"\xff", {}, (Told("essai.v1.json", "schema-illisible", "", "il n’est pas en UTF-8"),)),
    "deep": ('{"items":' * 9000 + "{}" + "}" * 9000, {}, (Told("essai.v1.json", "schema-illisible", "", "il s’emboîte"),)),
    "not an object": ("[]", {}, (Told("essai.v1.json", "schema-profil", "", "un schéma est un objet JSON"),)),
    "keyword out of the profile": (
        schema({"a": {"type": "string", "contentEncoding": "base64"}}),
        {},
        (Told("essai.v1.json", "schema-profil", "/properties/a", "« contentEncoding »"),),
    ),
    "keyword of the wrong kind": (
        schema({"a": {"type": "string", "enum": "b"}}),
        {},
        (Told("essai.v1.json", "schema-profil", "/properties/a", "« enum » n’a pas la forme attendue"),),
    ),
    "classes that validators read differently": (
        schema({"a": {"type": "string", "pattern": "^\\d+$"}}),
        {},
        (Told("essai.v1.json", "schema-profil", "/properties/a", "« \\d »"),),
    ),
    "pattern without its ends": (
        schema({"a": {"type": "string", "pattern": "[0-9]"}}),
        {},
        (Told("essai.v1.json", "schema-profil", "/properties/a", "doit commencer par « ^ » et finir par « $ »"),),
    ),
    "alternatives of one type": (
        schema({"a": {"oneOf": [{"type": "string"}, {"type": "string"}]}}),
        {"a": "b"},
        (Told("essai.v1.json", "schema-profil", "", "deux branches de « oneOf » admettent le type « string »"),),
    ),
}


@pytest.mark.parametrize(("raw", "donnees", "dit"), SCHEMAS.values(), ids=SCHEMAS)
def test_a_schema_of_ones_own_is_told_of_too(raw: Any, donnees: dict[str, Any], dit: tuple[Told, ...], tmp_path: Path) -> None:
    text = raw if isinstance(raw, str | bytes) else json.dumps(raw)
    (tmp_path / "essai.v1.json").write_bytes(text.encode() if isinstance(text, str) else text)
    schemas = Schemas([str(tmp_path), str(RACINE / "schemas")])
    with pytest.raises(delib.DelibError) as refused:
        load({"acte": "essai", **donnees}, schemas)
    found = list(refused.value.anomalies)
    told = [one._replace(lieu=str(tmp_path / one.lieu)) if one.lieu else one for one in dit]
    compared([_without_data_place(one) for one in found], tuple(told))


def _without_data_place(one: delib.Anomalie) -> delib.Anomalie:
    return (
        delib.Anomalie(**{**{name: getattr(one, name) for name in one.__slots__}, "lieu": None})
        if str(one.lieu) == "<données>"
        else one
    )


# ------------------------------------------------------------------------------------------------------------- every code

ELSEWHERE = frozenset(  # templates, packages, output and command: their tests are not here
    [
        "bibliotheque-absente",
        "bibliotheque-vide",
        "modele-inconnu",
        "version-inconnue",
        "modele-toml",
        "modele-delib",
        "modele-schema",
        "modele-demesure",
        "donnee-non-imprimee",
        "nom-fichier",
        "fichier-double",
        "fichier-existe",
        "sortie-pas-dossier",
        "ecriture",
        "appel",
        "interne",
        "variante-sans-objet",
        "affichage-impossible",
        "modele-revisions",
        "modele-commentaires",
        "nom-inconnu",
        "attribut-inconnu",
        "element-absent",
        "donnee-absente",
        "valeur-non-imprimable",
        "boucle-sur-autre-chose",
        "comparaison-impossible",
        "contexte-nom",
        "document-mal-forme",
        "extension-absente",
        "fichier-joint-illisible",
        "image-illisible",
        "remplacement-absent",
        "remplacement-refuse",
        "sous-document-refuse",
        "valeur-caractere",
    ]
)
ELSEWHERE_PREFIXES = (
    "accuse-",
    "annexe-",
    "identifiant-",
    "pdf-",
    "scdl-",
    "tampon-",
    "transmission-",
    "convention-",
    "reglement-",
    "rangee-",
    "colonne-",
    "classeur-",
    "serie-",
    "formulaire-",
    "dossier-",
    "docx-",
    "xml-",
    "balise-",
    "bloc-",
    "instruction-",
    "filtre-",
    "test-",
)


def test_every_code_of_the_data_has_its_row() -> None:
    told = {one.code for case in (*STRUCTURE, *FRENCH, *LANGUAGE, *YAML, *COLONS, *JSON, *FILES) for one in case.dit}
    told |= {code for _, code, _ in UNREADABLE.values()}
    told |= {one.code for _, dit in PYTHON.values() for one in dit}
    told |= {one.code for *_, dit in SCHEMAS.values() for one in dit}
    owned = {code for code in CODES if code not in ELSEWHERE and not code.startswith(ELSEWHERE_PREFIXES)}
    assert owned - told == set(), "these codes have no row"
    assert told - owned == set(), "these rows tell codes that the table does not have, or that others own"
    assert set(CODES) >= ELSEWHERE, "these codes are no more"
