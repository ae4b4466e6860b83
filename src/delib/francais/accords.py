"""Agreement: participles, titles of persons, and the gender that a name or a civilité tells.

Agrees what it is sure of and answers None for the rest, so that the caller prints what was typed: no form is ever invented.
Does not parse sentences: a participle's or a title's own words agree, what follows a preposition is left as it stands.

Titles are put in the feminine as the circulaire of 21 November 2017 on the texts of the Journal officiel asks (an act that
designates a person agrees with that person), read through its quotations at gaulmin-avocat.fr and lemondedudroit.fr.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final, NamedTuple

MASCULIN: Final = "masculin"
FEMININ: Final = "feminin"
SINGULIER: Final = "singulier"
PLURIEL: Final = "pluriel"

_MOTS = re.compile(r"(\w+)")


def _words(texte: str) -> frozenset[str]:
    return frozenset(texte.split())


def _pairs(texte: str) -> dict[str, str]:
    return dict(pair.split("/") for pair in texte.split())


def _composed(texte: str) -> str:
    return unicodedata.normalize("NFC", texte)


def cased(form: str, typed: str) -> str:
    """Return `form` in the case of `typed`; `typed` itself where they are the same word."""
    if form == typed.lower():
        return typed
    if typed.isupper() and len(typed) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if typed[:1].isupper() else form


# ------------------------------------------------------------------------------------------------------------- civilités


class Civilite(NamedTuple):
    """What a civilité says: its gender if it tells one, its number, and itself in full."""

    genre: str | None
    nombre: str
    longue: str


CIVILITES: Final[Mapping[str, Civilite]] = {
    "M.": Civilite(MASCULIN, SINGULIER, "Monsieur"),
    "Mme": Civilite(FEMININ, SINGULIER, "Madame"),
    "MM.": Civilite(MASCULIN, PLURIEL, "Messieurs"),
    "Mmes": Civilite(FEMININ, PLURIEL, "Mesdames"),
    "Monsieur": Civilite(MASCULIN, SINGULIER, "Monsieur"),
    "Madame": Civilite(FEMININ, SINGULIER, "Madame"),
    "Messieurs": Civilite(MASCULIN, PLURIEL, "Messieurs"),
    "Mesdames": Civilite(FEMININ, PLURIEL, "Mesdames"),
    "Me": Civilite(None, SINGULIER, "Maître"),
    "Maître": Civilite(None, SINGULIER, "Maître"),
    "Dr": Civilite(None, SINGULIER, "Docteur"),
    "Docteur": Civilite(None, SINGULIER, "Docteur"),
    "Pr": Civilite(None, SINGULIER, "Professeur"),
    "Professeur": Civilite(None, SINGULIER, "Professeur"),
}
"""The civilités admitted. « Mr » is English; « Mademoiselle » left the forms and letters of the administration with the
circulaire n° 5575/SG of 21 February 2012 (read at koubi.fr, maire-info.com and in the answer to AN question 14-2)."""


def genre_civil(civilite: str) -> str | None:
    """Return the gender that a civilité tells, or None: « Me », « Dr » and what is not admitted tell none."""
    known = CIVILITES.get(civilite)
    return known.genre if known else None


# ----------------------------------------------------------------------------------------------------- gender of a name

_CITE = re.compile(r"«[^»]*»")
_PLUSIEURS = r"(?i)(?:,|\bet|\bou)\s+(?:le|la|les|celle|celui|celles|ceux|son|sa|ses|leurs?|une?|l(?=['’]))\b|&|\bainsi que\b"
"""What joins two names: « la commission des finances et celle des travaux »."""
_ARTICLES = {"le": MASCULIN, "un": MASCULIN, "ce": MASCULIN, "cet": MASCULIN, "la": FEMININ, "une": FEMININ, "cette": FEMININ}
_PLURIELS = frozenset({"les", "des", "ces"})
_NOMS_FEMININS = _words("""
    académie administration agence agglomération antenne assemblée assistance association autorité chambre collectivité commission
    communauté commune conférence délégation direction école entité équipe fédération institution instance inspection métropole
    mission région section société union université
""")
_NOMS_MASCULINS = _words("""
    aménageur atelier avis bureau collège comité conseil établissement état groupe groupement hôpital institut jury observatoire
    office opérateur orchestre ordre organe organisme service syndicat
""")


def genre_et_nombre(denomination: str) -> tuple[str | None, str | None]:
    """Return the gender and the number that a name tells by its article: « la commission » → feminin, singulier.

    After « l’ » and « les » the gender is that of a short list of sure nouns, else None: « l’assemblée », but « l’architecte ».
    Two names joined (« le comité et la commission ») and a name with neither article nor known noun tell nothing.
    """
    words = [word.lower() for word in _MOTS.findall(_composed(denomination)[:_LONG])]
    if not words or re.search(_PLUSIEURS, _CITE.sub("", denomination[:_LONG])):
        return None, None
    first, second = words[0], (words[1] if len(words) > 1 else "")
    if first in _ARTICLES and second:
        return _ARTICLES[first], SINGULIER
    if first == "l":
        return _noun_gender(second), SINGULIER
    if first in _PLURIELS:
        return _noun_gender(_singular(second)), PLURIEL
    if (genre := _noun_gender(first)) is not None:
        return genre, SINGULIER
    genre = _noun_gender(_singular(first))
    return genre, genre and PLURIEL


def _singular(noun: str) -> str:
    return noun[:-1] if noun.endswith(("s", "x")) and noun != "avis" else noun


def _noun_gender(noun: str) -> str | None:
    return FEMININ if noun in _NOMS_FEMININS else MASCULIN if noun in _NOMS_MASCULINS else None


# ----------------------------------------------------------------------------------------------------------- participles

_REGULIERS = _words("""
    abouti absent accompli acquis adjoint admis assis attendu averti choisi commis compris compétent conclu conduit connu
    contraint convenu couvert dit décrit défini démis démuni entendu exclu fait fini fourni inclus inscrit intervenu introduit
    investi issu joint lu maintenu mis muni obtenu omis ouvert permis pourvu prescrit pris produit promis présent prévu reconnu
    remis rempli rendu repris requis restreint retenu reçu réduit réuni saisi satisfait soumis souscrit soutenu suffisant suivi
    suppléant suspendu tenu transmis vu écrit élu émis établi
""")
"""In the masculine singular. Those in -é need no list."""
_EPICENES = frozenset(
    {"apte", "conforme", "défavorable", "favorable", "membre", "recevable", "responsable", "titulaire", "unanime"}
)
_DU = ("dû", "dus", "due", "dues")
_ITE = _words("cité crédité débité délimité exploité habilité hérité invité limité mérité sollicité suscité traité visité évité")
"""The participles in -ité; the other words are nouns: « unanimité »."""
_NOMS_EN_E = _words("arrêté comté liberté propriété santé société sûreté volonté été")
_INVARIABLES = _words("ayant bien déjà et non ou puis étant été")
_PREPOSITIONS = _words("""
    à au auprès aux avec chez d dans de depuis des dès du en l la le les lors par pour près que qui sans selon sous suivant sur un
    une
""")
"""What ends the words that agree: all that follows is left as it stands."""
_LONG = 1_000  # a title, a participle or a name is a few words: what is longer is none, and is not read


def participe(mot: str, genre: str, nombre: str = SINGULIER) -> str | None:
    """Return a participle or an adjective agreed, from any of its four forms: « informé » → « informées ».

    Adverbs and what follows a preposition are kept: « dûment convoqué », « favorable avec réserves ». None where a word that
    should agree is not known, or where a second participle may follow (« consulté le 3 mars et informé »).
    """
    parts = _MOTS.split(_composed(mot)) if len(mot) <= _LONG else []
    found = over = False
    for place in range(1, len(parts), 2):
        word = parts[place].lower()
        base = _base(word)
        if over:
            joined = "," in parts[place - 1] or parts[place - 2].lower() in ("et", "ou", "puis")
            if base is not None and joined:
                return None
        elif word in _PREPOSITIONS:
            over = True
        elif base is not None:
            parts[place] = cased(_agreed(base, genre, nombre), parts[place])
            found = True
        elif word not in _INVARIABLES and not word.endswith("ment"):
            return None
    return "".join(parts) if found else None


def _base(word: str) -> str | None:
    """Return the masculine singular of a participle in any of its forms; None for what is not surely one."""
    if word in _DU:
        return "dû"
    for ending in ("ées", "ée", "és", "é"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            base = word.removesuffix(ending) + "é"
            return None if base in _NOMS_EN_E or (base.endswith("ité") and base not in _ITE) else base
    for ending in ("es", "e", "s", ""):
        base = word.removesuffix(ending)
        if base in _REGULIERS and (ending != "s" or not base.endswith("s")):
            return base
    singular = word.removesuffix("s")
    return singular if singular in _EPICENES else None


def _agreed(base: str, genre: str, nombre: str) -> str:
    if base == "dû":
        return _DU[2 * (genre == FEMININ) + (nombre == PLURIEL)]
    form = base + "e" if genre == FEMININ and base not in _EPICENES else base
    return form + "s" if nombre == PLURIEL and not form.endswith("s") else form


# ---------------------------------------------------------------------------------------------------------------- titles

_NOMS = _pairs("""
    adjoint/adjointe administrateur/administratrice agent/agente ambassadeur/ambassadrice animateur/animatrice
    assistant/assistante attaché/attachée avocat/avocate benjamin/benjamine candidat/candidate chargé/chargée chef/cheffe
    collaborateur/collaboratrice conseiller/conseillère contrôleur/contrôleuse coordinateur/coordinatrice
    coordonnateur/coordonnatrice délégué/déléguée député/députée directeur/directrice docteur/docteure doyen/doyenne
    fondateur/fondatrice gérant/gérante gouverneur/gouverneure greffier/greffière huissier/huissière ingénieur/ingénieure
    inspecteur/inspectrice magistrat/magistrate médiateur/médiatrice ordonnateur/ordonnatrice payeur/payeuse président/présidente
    procureur/procureure professeur/professeure préfet/préfète rapporteur/rapporteure receveur/receveuse recteur/rectrice
    représentant/représentante rédacteur/rédactrice référent/référente régisseur/régisseuse scrutateur/scrutatrice
    sénateur/sénatrice suppléant/suppléante technicien/technicienne trésorier/trésorière élu/élue
""")
"""« rapporteure » and « Mme X, rapporteure » are what the Sénat prints (senat.fr, sitting of 7 March 2024); « préfète »,
« conseillère », « députée », « receveuse », « procureure » are in the 1999 guide, by the extracts at protocole.over-blog.fr."""
_ADJECTIFS = _pairs("""
    1er/1re administratif/administrative ancien/ancienne culturel/culturelle départemental/départementale européen/européenne
    exécutif/exécutive financier/financière fiscal/fiscale général/générale haut/haute intercommunal/intercommunale local/locale
    municipal/municipale métropolitain/métropolitaine national/nationale permanent/permanente premier/première
    principal/principale public/publique régional/régionale second/seconde social/sociale sortant/sortante spécial/spéciale
    syndical/syndicale territorial/territoriale
""")
_FEMININS = _NOMS | _ADJECTIFS
_AUTRES_FEMININS = {"rapporteuse": "rapporteur", "procureuse": "procureur", "1ère": "1er"}
"""Feminines that are right too: kept when typed, not made."""
_MASCULINS = {feminin: masculin for masculin, feminin in _FEMININS.items()} | _AUTRES_FEMININS
_DES_DEUX_GENRES = _words("""
    architecte commissaire communautaire comptable garde gendarme gestionnaire honoraire intérimaire judiciaire juge juridique
    maire mandataire membre ministre notaire parole provisoire responsable scientifique secrétaire stagiaire technique titulaire
""")
_ACCOLES = frozenset({"co", "et", "ex", "ou", "porte", "puis", "sous", "vice"})
_COMPLEMENTS = frozenset({"adjoint", "chargé", "délégué", "référent", "suppléant"})
"""What may stand far from the head that it agrees with: « Vice-présidente de la Métropole chargée des finances »."""
_DETERMINANTS = {
    "la": FEMININ,
    "le": MASCULIN,
    "du": MASCULIN,
    "au": MASCULIN,
    "les": PLURIEL,
    "des": PLURIEL,
    "aux": PLURIEL,
    "l": "",
}


def titre(mot: str, genre: str) -> str | None:
    """Return a person's title agreed, from either gender: « Conseiller délégué » → « Conseillère déléguée ».

    The noun that heads it and its adjectives agree, with « chargé », « délégué », « adjoint » further on; the rest is kept, and
    so is the case. None where a word is not known, or where what « délégué » agrees with cannot be told.
    """
    parts = _MOTS.split(_composed(mot)) if len(mot) <= _LONG else []
    in_head, sure, head_genre = True, False, None
    determinant: str | None = None
    for place in range(1, len(parts), 2):
        before, word = parts[place - 1], parts[place].lower()
        previous = parts[place - 2].lower() if place > 1 else ""
        if _opens_title(before, previous, word):
            in_head, determinant = True, None
        if in_head and ((word in _PREPOSITIONS and word not in _ACCOLES) or any(sign in before for sign in '(«":')):
            in_head = False
        source = MASCULIN if word in _FEMININS else FEMININ if word in _MASCULINS else None
        if in_head:
            rank = word.endswith("ième") or word[0].isdigit()
            if source is None and not (word in _DES_DEUX_GENRES or word in _ACCOLES or rank):
                return None
            sure = sure or source is not None or word in _DES_DEUX_GENRES
            head_genre = head_genre or source
        elif source is None or _MASCULINS.get(word, word) not in _COMPLEMENTS:
            determinant = _DETERMINANTS.get(word, determinant)
            in_head = (previous, word) == ("au", "maire")
            continue
        elif determinant in (source, "") or (determinant is None and head_genre is None):
            return None
        elif determinant is None and source != head_genre:
            continue
        parts[place] = cased(_in_gender(word, genre), parts[place])
    return "".join(parts) if sure else None


def _opens_title(before: str, previous: str, word: str) -> bool:
    """Return whether a second title begins here: « Maire de Sceaux, vice-président », « et conseillère régionale »."""
    if any(sign in before for sign in ",;/\n") or (before != before.strip() and before.strip() in ("-", "–", "—")):
        return True
    masculin = _MASCULINS.get(word, word)
    return previous in ("et", "puis") and (masculin in _NOMS or masculin in ("ancien", "ex", "premier", "vice"))


def _in_gender(word: str, genre: str) -> str:
    return _FEMININS.get(word, word) if genre == FEMININ else _MASCULINS.get(word, word)
