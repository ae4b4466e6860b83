"""The codes that acts cite, with the names and abbreviations under which they are found."""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """A code: its canonical key, and its names; the first is the official one, those that begin with `=` are abbreviations."""

    cle: str
    noms: tuple[str, ...]


_TABLE = """
cgct|code général des collectivités territoriales|code des collectivités territoriales\
|code général des collectivités locales\
|code général des collectivité territoriales|code générale des collectivités territoriales|=CGCT|=C.G.C.T.|=C.G.C.T
cg3p|code général de la propriété des personnes publiques|code de la propriété des personnes publiques|=CGPPP|=CG3P|=CGP3P
ccp|code de la commande publique|?CCP
crpa|code des relations entre le public et l'administration|=CRPA
cja|code de justice administrative|=CJA
casf|code de l'action sociale et des familles|=CASF
csp|code de la santé publique|?CSP
cgfp|code général de la fonction publique|=CGFP
cpi|code de la propriété intellectuelle|?CPI
cmf|code monétaire et financier|=CMF
cjf|code des juridictions financières|=CJF
cgi|code général des impôts|=CGI
lpf|livre des procédures fiscales|=LPF
cch|code de la construction et de l'habitation|=CCH
ceseda|code de l'entrée et du séjour des étrangers et du droit d'asile|=CESEDA
code:urbanisme|code de l'urbanisme|=C. urb|?CU|=C. urbanisme
code:environnement|code de l'environnement|=C. env
code:route|code de la route
code:voirie_routiere|code de la voirie routière
code:rural|code rural et de la pêche maritime|code rural|=CRPM
code:forestier|code forestier (nouveau)|code forestier
code:education|code de l'éducation
code:electoral|code électoral
code:travail|code du travail
code:travail_maritime|code du travail maritime
code:tourisme|code du tourisme
code:sport|code du sport
code:patrimoine|code du patrimoine
code:transports|code des transports
code:energie|code de l'énergie
code:minier|code minier (nouveau)|code minier
code:civil|code civil
code:penal|code pénal
code:procedure_penale|code de procédure pénale
code:procedure_civile|code de procédure civile
code:securite_interieure|code de la sécurité intérieure|=CSI
code:securite_sociale|code de la sécurité sociale|=CSS
code:commerce|code de commerce|code du commerce
code:consommation|code de la consommation
code:defense|code de la défense
code:douanes|code des douanes
code:domaine_etat|code du domaine de l'État
code:expropriation|code de l'expropriation pour cause d'utilité publique|code de l'expropriation
code:assurances|code des assurances
code:mutualite|code de la mutualité
code:communes|code des communes
code:marches_publics|code des marchés publics
code:cinema|code du cinéma et de l'image animée
code:postes|code des postes et des communications électroniques|=CPCE
code:recherche|code de la recherche
code:service_national|code du service national
code:artisanat|code de l'artisanat
code:organisation_judiciaire|code de l'organisation judiciaire
code:impositions|code des impositions sur les biens et services|=CIBS
code:pensions|code des pensions civiles et militaires de retraite
code:famille|code de la famille et de l'aide sociale
code:execution|code des procédures civiles d'exécution
code:aviation|code de l'aviation civile
code:ports|code des ports maritimes
"""


def _read(line: str) -> Code:
    cle, *noms = line.split("|")
    return Code(cle, tuple(noms))


CODES = tuple(_read(line) for line in _TABLE.strip().splitlines())
"""`?` opens an abbreviation that means other things too (« CCP » is also a cahier): it is a code only with a lettered article."""
