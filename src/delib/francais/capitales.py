"""Capitals that have lost their accents: ETAT, « l'Etat », « A L'UNANIMITE ».

Only words that without their accents are no French word, and that have one spelling with them: FORET (a drill, or FORÊT),
DEPENSES (DÉPENSES, DÉPENSÉS) and the like are left alone. Verbs whose present and participle differ by an accent (DELEGUE) are
mended only where they open an operative paragraph, and told elsewhere. Names of persons are data, and English is English: both
are left alone.
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
ÉLECTRIQUES ÉLECTRONIQUE ÉLECTRONIQUES ÉLÉMENT ÉLÉMENTS ÉLÉMENTAIRE ÉLÉMENTAIRES ÉLIGIBILITÉ ÉLIGIBLE ÉLIGIBLES ÉLIT ÉLU ÉLUS ÉLUE
ÉLUES ÉMET ÉMISSION ÉMISSIONS ÉNERGÉTIQUE ÉNERGÉTIQUES ÉNERGIE ÉNERGIES ÉQUIPEMENT ÉQUIPEMENTS ÉQUITABLE ÉQUITÉ ÉTABLIR
ÉTABLISSEMENT ÉTABLISSEMENTS ÉTABLIT ÉTAIENT ÉTAIT ÉTANG ÉTANGS ÉTANT ÉTAPE ÉTAPES ÉTAT ÉTATS
ÉTENDUE ÉTUDE ÉTUDES ÉTRANGER ÉTRANGERS ÉTRANGÈRE ÉTRANGÈRES
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
COMPLÉMENT COMPLÉMENTS CONGÉ CONGÉS CRÉANCE CRÉANCES DÉNOMINATION DÉMATÉRIALISATION DURÉE DURÉES FRATERNITÉ HYGIÈNE INTÉRIM LÉGAL
LÉGALE LÉGALES LÉGAUX MARÉCHAL MÉDIATHÈQUE MÉDIATHÈQUES MÉDICAL MÉDICALE MÉNAGÈRES PÉDAGOGIQUE PÉDAGOGIQUES PÉRISCOLAIRE
PÉRISCOLAIRES PRÉAMBULE PRÉNOM PRÉNOMS PRÊT PRÊTS REÇU REÇUE REÇUES REÇUS RÉCAPITULATIF RÉFÉRENT RÉFÉRENTE RÉFÉRENTS RÉGIE RÉGIES
RÉGISSEUR RÉSERVATION RÉSERVATIONS SÉJOUR SÉJOURS TÉLÉTRAVAIL THÈME THÈMES VIDÉOPROTECTION
ARDÈCHE ARIÈGE CORRÈZE DRÔME FINISTÈRE HÉRAULT ISÈRE LOZÈRE NIÈVRE PYRÉNÉES RHÔNE SAÔNE VENDÉE
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


_WORD = r"[A-Z](?<![\w@][A-Z])(?:[A-Z]{2,}|(?<=[EI])[a-zà-ÿ]{2,})(?![\w@\u0300-\u036f]|[-/_.:][0-9])"
_PREPOSITION = (
    r"A(?<![\w'@-]A)(?= (?:[lL]'(?i:unanimit[ée]|issue|exception)|(?i:la majorit[ée]|compter|savoir|cet effet|cette fin"
    r"|ce titre|défaut|ce jour|la suite|partir)|l'(?:occasion|appui|initiative|article|aide|ordre du jour|heure|attention"
    r"|échéance|expiration|avenir|inverse|origine)|la (?:demande|date|place|lecture)"
    r"|titre (?:gratuit|onéreux|exceptionnel|indicatif|principal)|noter|ce stade|cet égard|SIGNER|hauteur de|raison d[e'])(?!\w))"
).replace(" ", " ++")
_LOCUTION = (
    r"(?<!\w)(?:RE)?(?:MISES?|APPELS?) ++(A) ++(?:DISPOSITION|JOUR|NIVEAU|PROJETS?|CANDIDATURES?|MANIFESTATION|CONCURRENCE)(?!\w)"
)
_TETE = r"(?:(?:ARTICLE|Article|Art\.?) *[0-9]{1,3}(?:er|ER)?(?!\w))?[\s.:–—-]*"
_CIVILITE = (
    r"(?<!\w)(?:MM?\.|M[rR]\.?|M[eE]|D[rR]|M(?:me|ME|lle|LLE)s?|Melle|Mmes|(?i:monsieur|madame|mademoiselle|mesdames|messieurs))"
    r" +(?:(?!(?i:les?|la) )[A-ZÀ-ÖØ-Þ](?:\.|[^\W\d_]*(?:[-'][^\W\d_]+)*) +){0,2}\Z"
)
_PRENOM = r"(?:\A|[\s,;(-])([A-ZÀ-ÖØ-Þ][a-zà-ÿ]+) +\Z"
_AVANT_CAPITALES = """
Le La Les Un Une Des Du De Au Aux En Et Par Pour Sur Vu Conseil Budget Commission Comité Bureau Syndicat Service Direction Office
Maison Centre Pôle Ville Commune Groupe Société Association Article Annexe Objet Rue Avenue Place Boulevard Assemblée
"""
"""Words with a capital that are no first name."""
_PAS_PRENOMS = frozenset(_AVANT_CAPITALES.split())
_ANGLAIS = r"(?<!\w)(?:of|the|and|for|European|Day|Week|Award|Act)(?!\w)"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def find_capitals(plain: str, *, dispositif: bool) -> tuple[list[Edit], list[Remark]]:
    """Return the accents to give back to the capitals of `plain`, and the words that two accents would suit.

    `plain` has plain spaces and straight apostrophes. With `dispositif`, its first word, less a dash or « Article 1 : »,
    is the verb of an operative paragraph.
    """
    words, verbs = _tables()
    first = found.end() if dispositif and (found := _compiled(_TETE).match(plain)) else -1
    edits: list[Edit] = []
    remarks: list[Remark] = []
    line_end, is_english = -1, False
    for found in _compiled(_WORD).finditer(plain):
        word = found.group()
        accented = words.get(word)
        if accented is None and word not in verbs:
            continue
        start, end = found.span()
        if start > line_end:
            line_start, line_end = plain.rfind("\n", 0, start) + 1, plain.find("\n", start) % (len(plain) + 1)
            is_english = _compiled(_ANGLAIS).search(plain, line_start, line_end) is not None
        if is_english or _is_code(plain, start) or _is_name(plain, start, word):
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
        places = [found.start() for found in _compiled(_PREPOSITION).finditer(plain)]
        places += [found.start(1) for found in _compiled(_LOCUTION).finditer(plain)]
        edits += [(at, at + 1, "À", "majuscule-accentuee") for at in places]
    return edits, remarks


def _before(plain: str, start: int) -> int:
    """Return where the spaces before `start` begin."""
    while start and plain[start - 1] == " ":
        start -= 1
    return start


def _is_code(plain: str, start: int) -> bool:
    """Return whether the word at `start` goes on from a figure: it is part of a number, not of a sentence."""
    return start > 1 and plain[start - 1] in "-/.:_" and plain[start - 2].isdigit()


def with_accents(verbe: str) -> str:
    """Return the verb of an operative paragraph, in capitals, with its accents: « DECIDE » → « DÉCIDE »."""
    return _tables()[1].get(verbe, verbe)


def _is_name(plain: str, start: int, word: str) -> bool:
    """Return whether the word at `start` is somebody's name: « M. Paul ELU », « Mme LIBERTE », « Anne PRESENT »."""
    before = plain[max(start - 40, 0) : start]
    if not before.endswith(" "):
        return False
    if _compiled(_CIVILITE).search(before):
        return True
    first_name = _compiled(_PRENOM).search(before) if word.isupper() else None
    return first_name is not None and first_name[1] not in _PAS_PRENOMS
