"""Capitals that have lost their accents: ETAT, « l'Etat », « A L'UNANIMITE ».

Only words that without their accents are no French word, and that have one spelling with them: FORET (a drill, or FORÊT),
DEPENSES (DÉPENSES, DÉPENSÉS) and the like are left alone. Verbs whose present and participle differ by an accent (DELEGUE) are
mended only where they open an operative paragraph, and told elsewhere.
"""

from __future__ import annotations

import re
from functools import cache

from delib.francais.coquilles import Edit, Remark

_ACCENTS = str.maketrans("ÀÂÉÈÊËÎÏÔÛÙÇ", "AAEEEEIIOUUC")

_INITIALE = """
ÉCART ÉCARTS ÉCHÉANCE ÉCHÉANCES ÉCHÉANCIER ÉCLAIRAGE ÉCOLE ÉCOLES ÉCOLOGIE ÉCOLOGIQUE ÉCOLOGIQUES ÉCONOMIE ÉCONOMIES ÉCONOMIQUE
ÉCONOMIQUES ÉDIFICE ÉDIFICES ÉDITION ÉDITIONS ÉDUCATION ÉDUCATIF ÉDUCATIFS ÉGALEMENT ÉGALITÉ ÉGLISE ÉGLISES ÉLABORATION
ÉLARGISSEMENT ÉLECTEUR ÉLECTEURS ÉLECTION ÉLECTIONS ÉLECTORAL ÉLECTORALE ÉLECTORALES ÉLECTORAUX ÉLECTRICITÉ ÉLECTRIQUE
ÉLECTRIQUES ÉLECTRONIQUE ÉLECTRONIQUES ÉLÉMENT ÉLÉMENTS ÉLÉMENTAIRE ÉLÉMENTAIRES ÉLIGIBILITÉ ÉLIGIBLE ÉLIGIBLES ÉLIT ÉLUS ÉLUE
ÉLUES ÉMET ÉMISSION ÉMISSIONS ÉNERGÉTIQUE ÉNERGÉTIQUES ÉNERGIE ÉNERGIES ÉQUIPEMENT ÉQUIPEMENTS ÉQUITABLE ÉQUITÉ ÉTABLIR
ÉTABLISSEMENT ÉTABLISSEMENTS ÉTABLIT ÉTANT ÉTAPE ÉTAPES ÉTAT ÉTATS ÉTENDUE ÉTUDE ÉTUDES ÉTRANGER ÉTRANGERS ÉTRANGÈRE ÉTRANGÈRES
ÉVALUATION ÉVALUATIONS ÉVOLUTION ÉVOLUTIONS ÊTRE ÎLE ÎLES
"""
"""They begin with the accent: « Etat » is mended too."""

_INITIALE_SEULE = """
Écoute Écologiste Élève Élèves Épargne Équilibre Équipe Équipes Étage Étages Éventuellement Évènement Évènements Événement
Événements Émanant Énumération
"""
"""Sure in lower case after the capital, where the other accents are typed, and not all in capitals."""

_INTERIEUR = """
ACCÈS ACCESSIBILITÉ ACTIVITÉ ACTIVITÉS ADHÉSION ADHÉSIONS AFFÉRENTE AFFÉRENTES AFFÉRENTS AGGLOMÉRATION AGGLOMÉRATIONS ALINÉA
ALINÉAS AMÉNAGEMENT AMÉNAGEMENTS AMÉLIORATION ANNÉE ANNÉES AOÛT APRÈS APPRÉCIATION ARRÊT ARRÊTS ASSEMBLÉE ASSEMBLÉES AUPRÈS
AUTORITÉ AUTORITÉS BÂTIMENT BÂTIMENTS BÉNÉFICIAIRE BÉNÉFICIAIRES BIBLIOTHÈQUE BIBLIOTHÈQUES BIODIVERSITÉ BUDGÉTAIRE BUDGÉTAIRES
CAPACITÉ CAPACITÉS CARACTÈRE CARACTÈRES CATÉGORIE CATÉGORIES CÉRÉMONIE CIMETIÈRE CIMETIÈRES COHÉRENCE COLLECTIVITÉ COLLECTIVITÉS
COMITÉ COMITÉS COMMUNAUTÉ COMMUNAUTÉS COMPÉTENCE COMPÉTENCES COMPLÉMENTAIRE COMPLÉMENTAIRES CONFÉRENCE CONFÉRENCES CONSIDÉRANT
CONSIDÉRANTS COOPÉRATION COÛT COÛTS CRÉATION CRÉATIONS CRÉDIT CRÉDITS DÉBAT DÉBATS DÉCEMBRE DÉCHETS DÉCISION DÉCISIONS
DÉCLARATION DÉCLARATIONS DÉCRET DÉCRETS DÉFENSE DÉFINIR DÉFINIT DÉFINITIF DÉFINITIFS DÉFINITION DÉFINITIVE DÉFINITIVES DÉJÀ
DÉLAI DÉLAIS DÉLÉGATION DÉLÉGATIONS DÉLÉGUÉE DÉLÉGUÉES DÉLIBÉRANT DÉLIBÉRANTE DÉLIBÉRATIF DÉLIBÉRATION DÉLIBÉRATIONS DÉMOCRATIE
DÉPARTEMENT DÉPARTEMENTAL DÉPARTEMENTALE DÉPARTEMENTALES DÉPARTEMENTAUX DÉPARTEMENTS DÉPLACEMENT DÉPLACEMENTS DÉPLOIEMENT DÉPÔT
DÉPÔTS DÉROGATION DÉROGATIONS DÉSIGNATION DÉSIGNATIONS DÉTERMINATION DÉVELOPPEMENT EXÉCUTIF EXÉCUTION EXÉCUTOIRE EXÉCUTOIRES
EXPÉRIMENTATION EXPÉRIMENTATIONS FÉDÉRATION FÉVRIER FINANCIÈRE FINANCIÈRES FONCIÈRE FONCIÈRES FRANÇAIS FRANÇAISE FRANÇAISES
GÉNÉRAL GÉNÉRALE GÉNÉRALES GÉNÉRAUX GÉOGRAPHIQUE HÉBERGEMENT HÔPITAL HÔPITAUX HÔTEL HÔTELS IDENTITÉ IMMÉDIATE IMPÔT IMPÔTS
INDEMNITÉ INDEMNITÉS INGÉNIERIE INGÉNIEUR INGÉNIEURS INTÉGRALITÉ INTÉGRATION INTERCOMMUNALITÉ INTÉRÊT INTÉRÊTS INTÉRIEUR
INTÉRIEURE INTERMÉDIAIRE INTERMÉDIAIRES ITINÉRAIRE ITINÉRAIRES LÉGALITÉ LÉGISLATIF LIBERTÉ LIBERTÉS MAJORITÉ MATÉRIEL MATÉRIELS
MATIÈRE MATIÈRES MÉDIATION MÉTHODE MÉTHODES MÉTROPOLE MÉTROPOLES MÉTROPOLITAIN MÉTROPOLITAINE MÉTROPOLITAINES MÉTROPOLITAINS
MINISTÈRE MINISTÈRES MOBILITÉ MOBILITÉS MODALITÉ MODALITÉS MUNICIPALITÉ NÉCESSAIRE NÉCESSAIRES NÉGOCIATION NUMÉRIQUE NUMÉRIQUES
NUMÉRO NUMÉROS OPÉRATEUR OPÉRATEURS OPÉRATION OPÉRATIONS PÉNALITÉ PÉNALITÉS PÉRIMÈTRE PÉRIMÈTRES PÉRIODE PÉRIODES PIÈCE PIÈCES
PÔLE PÔLES PRÉALABLE PRÉALABLES PRÉAVIS PRÉEMPTION PRÉFECTORAL PRÉFECTORALE PRÉFECTURE PRÉFECTURES PRÉFET PRÉFETS PRÉFÈTE
PRÉSENCE PRÉSENT PRÉSENTATION PRÉSENTS PRÉSIDENCE PRÉSIDENT PRÉSIDENTE PRÉSIDENTES PRÉSIDENTS PRÉVENTION PRÉVISION PRÉVISIONNEL
PRÉVISIONNELLE PRÉVISIONS PRÉVOIT PRÉVU PRÉVUE PRÉVUES PRÉVUS PROCÉDURE PROCÉDURES PROCÈS PROPRIÉTAIRE PROPRIÉTAIRES PROPRIÉTÉ
PROPRIÉTÉS PUBLICITÉ QUALITÉ QUALITÉS RÉALISATION RÉALISATIONS RÉCEPTION RÉDUCTION RÉEL RÉELLE RÉGIME RÉGIMES RÉGION RÉGIONAL
RÉGIONALE RÉGIONALES RÉGIONAUX RÉGIONS RÈGLEMENT RÈGLEMENTS RÉGLEMENTAIRE RÉGLEMENTAIRES RÉGLEMENTATION RÉHABILITATION
RÉMUNÉRATION RÉNOVATION RÉPARATION RÉPARTITION REPRÉSENTANT REPRÉSENTANTS REPRÉSENTATION RÉPUBLIQUE RÉSEAU RÉSEAUX RÉSIDENCE
RÉSIDENCES RÉSILIATION RÉSOLUTION RÉSULTAT RÉSULTATS RÉUNION RÉUNIONS RÉVISION RÔLE RÔLES SANTÉ SÉANCE SÉANCES SECRÉTAIRE
SECRÉTAIRES SECRÉTARIAT SÉCURITÉ SÉLECTION SÉNAT SÉNATEUR SÉNATEURS SÉNATRICE SOCIÉTÉ SOCIÉTÉS SOLIDARITÉ SOLIDARITÉS SPÉCIAL
SPÉCIALE SPÉCIALES SPÉCIFIQUE SPÉCIFIQUES STRATÉGIE STRATÉGIES STRATÉGIQUE STRATÉGIQUES SUPPLÉANT SUPPLÉANTE SUPPLÉANTS
SUPPLÉMENTAIRE SUPPLÉMENTAIRES SYSTÈME SYSTÈMES TÉLÉTRANSMISSION THÉÂTRE THÉÂTRES TRÈS TRÉSOR TRÉSORERIE TRÉSORIER TRÉSORIÈRE
UNANIMITÉ UNIVERSITÉ UNIVERSITÉS VALIDITÉ VÉRIFICATION
"""

_VERBES = """
ADHÈRE ARRÊTE CÈDE CONCÈDE CONSIDÈRE CRÉE DÉCERNE DÉCIDE DÉCLARE DÉLÈGUE DÉLIBÈRE DÉNOMME DÉSIGNE DÉTERMINE GÈRE INTÈGRE
INTÉRESSE PRÉCISE PRÉLÈVE PRÉSENTE PROCÈDE RÉAFFIRME RÉALISE RÉITÈRE RÉMUNÈRE RÉPARTIT RÉSERVE RÉSILIE RÉVISE TRANSFÈRE
"""
"""As they open an operative paragraph. Elsewhere they may be participles, or nouns: told, not done."""


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    """Return the words by their spelling without accents, and the verbs."""
    initial = _INITIALE.split()
    words = {word.translate(_ACCENTS): word for word in (*initial, *_INTERIEUR.split())}
    for word in (*map(str.capitalize, initial), *_INITIALE_SEULE.split()):
        words[word[0].translate(_ACCENTS) + word[1:]] = word
    return words, {word.translate(_ACCENTS): word for word in _VERBES.split()}


_WORD = r"[A-Z](?<![\w@][A-Z])(?:[A-Z]{2,}|(?<=[EI])[a-zà-ÿ]{2,})(?![\w@]|[-/_.:][0-9])"
_PREPOSITION = (
    r"A(?<![\w'@-]A)(?= +(?:[lL]'(?i:unanimit[ée]|issue|exception)|(?i:la majorit[ée]|compter|savoir|cet effet|cette fin"
    r"|ce titre|défaut|ce jour|la suite|partir)|l'(?:occasion|appui|initiative|article|aide)|noter|ce stade|cet égard)(?!\w))"
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(_WORD), re.compile(_PREPOSITION)


def find_capitals(plain: str, *, dispositif: bool) -> tuple[list[Edit], list[Remark]]:
    """Return the accents to give back to the capitals of `plain`, and the words that two accents would suit.

    `plain` has plain spaces and straight apostrophes. With `dispositif`, its first word is the verb of an operative paragraph.
    """
    word_pattern, preposition = _patterns()
    words, verbs = _tables()
    first = len(plain) - len(plain.lstrip()) if dispositif else -1
    edits: list[Edit] = []
    remarks: list[Remark] = []
    for found in word_pattern.finditer(plain):
        word = found.group()
        accented = words.get(word)
        if accented is None and word not in verbs:
            continue
        start, end = found.span()
        if _is_code(plain, start):
            continue
        if accented is None and start == first:
            accented = verbs[word]
        elif word == "DELIBERE" and plain.endswith("AVOIR", 0, _before(plain, start)):
            accented = "DÉLIBÉRÉ"
        if accented is None:
            remarks.append((start, end, None, "majuscule-ambigue"))
        else:
            edits.append((start, end, accented, "majuscule-accentuee"))
    if "A " in plain:
        edits += [(found.start(), found.end(), "À", "majuscule-accentuee") for found in preposition.finditer(plain)]
    return edits, remarks


def _before(plain: str, start: int) -> int:
    """Return where the spaces before `start` begin."""
    while start and plain[start - 1] == " ":
        start -= 1
    return start


def _is_code(plain: str, start: int) -> bool:
    """Return whether the word at `start` goes on from a figure: it is part of a number, not of a sentence."""
    return start > 1 and plain[start - 1] in "-/.:_" and plain[start - 2].isdigit()
