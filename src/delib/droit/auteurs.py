"""Who an act is of: « du conseil municipal », « de la commission n° 2 « Finances » », « de M. le Maire »."""

from __future__ import annotations

from delib.droit.jours import SEMAINE as _JOUR
from delib.droit.motifs import motif

_MOTS_AUTEURS = (
    "prefet prefete prefets sous-prefet sous-prefete prefecture sous-prefecture maire maires president presidente presidents"
    " conseil conseils bureau ministre ministres ministere premier garde comite comites commission commissions assemblee"
    " directeur directrice agence autorite parlement metropole communaute commune ville departement region syndicat domaine"
    " domaines france direction service services architecte architectes centre cst ct ctp chsct ars abf mrae cdpenaf cdnps cdci"
    " drac dreal ddt ddtm sdis chambre tribunal cour etat tresorier comptable commissaire pole conference recteur dasen mission"
    " cap ept etablissement gouvernement representant personnes cao cdac clect crc"
)
_AUTEURS = frozenset(_MOTS_AUTEURS.split())
_AUTEUR = (
    r",? ?(?:(?:pris |prise |rendu |rendue |emis |emise )?par|du|de la|de l'|de l |des|de) ?(?:(?:m\.|mme|monsieur|madame) )?"
    r"(?:le |la |l'|les )?(?:\d{1,2}(?:e|re|ere|eme) )?([a-z-]+)"
)
_CIVIL = r" (?:de|du) (?:m\.|mm\.|mme|mmes|monsieur|madame|me|maitre) "
_MOTS_EN_ANT = (
    "etant habitant commercant enseignant assistant restaurant montant gerant exploitant nant dinant brabant enfant devant avant"
    " durant suivant surveillant representant participant etudiant combattant dirigeant intervenant deliberant"
)
_NON_OUVRANTS = frozenset(_MOTS_EN_ANT.split())  # in « -ant », and yet part of an author's name
_ARRET = (
    rf" n ?°| n(?:o|umero)s? \d| nor ?:| (?:en )?date[es]{{0,2}} (?:du|de)\b"
    rf"| (?:du|le) ?(?=\d\d?(?: ?er)? ?[a-z]{{3,9}}\.? ?\d{{4}}|\d\d?[/.]\d|{_JOUR})"
    r"| et (?:la |le |l'|les )(?:avis|deliberation|arrete|decret|loi|rapport|convention|courrier|code|statuts)"
    r"|[,;(:]| des \d| [a-z]*\d\d+[a-z0-9]*[/_.-]\d| ([a-z]{3,20}ant|relati[fv]e?s?|prise?|sur|par|qui|dont|ayant|a|quant)\b"
    r"| (?:approuve|adopte|concern|annexe|joint|modifi|susvis|precit|rendu|emis|reuni|en application)"
)
_COMMISSION = r" n(?: ?°|o|umero) ?\d{1,2}(?![\w/.-]*\d)"


def end(plat: str, pos: int, *, civil: bool) -> int:
    """Return where the author that stands at `pos` of a folded text ends, 0 when none does; `civil` allows a person's name."""
    found = motif(_AUTEUR).match(plat, pos)
    if found is not None and found[1] not in _AUTEURS:
        found = None
    if found is None and civil:
        found = motif(_CIVIL).match(plat, pos)
    if found is None:
        return 0
    stop = motif(_ARRET).search(plat, found.end())
    while stop is not None and (stop[1] in _NON_OUVRANTS or _numbers_a_commission(plat, stop.start())):
        stop = motif(_ARRET).search(plat, stop.end())
    return stop.start() if stop is not None else len(plat)


def _numbers_a_commission(plat: str, pos: int) -> bool:
    """Return whether « n° 2 » at `pos` is the commission's own: the act's has more digits, or its year."""
    return plat.endswith("commission", 0, pos) and motif(_COMMISSION).match(plat, pos) is not None
