"""French typography. In the tables ⍽ is the no-break space and ˽ the narrow one; a jurist can add a row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delib.francais import tri
from delib.francais.capitales import find_capitals
from delib.francais.signes import FINE, NBSP
from delib.francais.typographie import REGLES, Coquille, apply, iter_anomalies

# code of the rule, as typed, as it must be
SURES = [
    ("espace-insecable-numero", "la loi n°2014-58", "la loi n°⍽2014-58"),  # G1, G2
    ("espace-insecable-numero", "la loi n° 2014-58", "la loi n°⍽2014-58"),
    ("espace-insecable-numero", "le marché N° 12", "le marché N°⍽12"),
    ("espace-insecable-numero", "la délibération n°CM2025/04/07/19-2", "la délibération n°⍽CM2025/04/07/19-2"),
    ("espace-insecable-numero", "l’arrêté n°{numero}", "l’arrêté n°⍽{numero}"),
    ("espace-insecable-code", "l’article L.5219-1", "l’article L.⍽5219-1"),  # G1, G2
    ("espace-insecable-code", "l’article R. 2121-9", "l’article R.⍽2121-9"),
    ("espace-insecable-code", "(D.2224-5-1)", "(D.⍽2224-5-1)"),
    ("espace-insecable-code", "l’article L.O.6111-2", "l’article L.O.⍽6111-2"),
    ("espace-insecable-code", "art.L.5 du code électoral, L.O.141", "art.L.⍽5 du code électoral, L.O.⍽141"),
    ("espace-insecable-code", "l’article L.1 et la partie L.52-1", "l’article L.⍽1 et la partie L.⍽52-1"),
    ("espace-insecable-article", "notamment son article 12", "notamment son article⍽12"),  # G1, G2
    ("espace-insecable-article", "l’alinéa 2 du titre II", "l’alinéa⍽2 du titre⍽II"),
    ("espace-insecable-article", "le 2° du I de l’article 5", "le 2°⍽du⍽I de l’article⍽5"),
    ("espace-insecable-article", "les nos 12 et 13", "les nos⍽12 et 13"),
    ("espace-insecable-article", "le titre Ier", "le titre⍽Ier"),
    ("espace-insecable-jour", "le 27 janvier 2014", "le 27⍽janvier 2014"),  # G1, G2
    ("espace-insecable-jour", "le 1er avril 2025", "le 1er⍽avril 2025"),
    ("espace-insecable-jour", "DU LUNDI 7 AVRIL 2025", "DU LUNDI 7⍽AVRIL 2025"),
    ("espace-insecable-jour", "CE, 3 oct. 1990, LE 1ER AVRIL", "CE, 3⍽oct. 1990, LE 1ER⍽AVRIL"),
    ("espace-insecable-guillemets", "« Innover dans la Ville »", "«⍽Innover dans la Ville⍽»"),  # G1
    ("espace-insecable-guillemets", "«Innover»", "«⍽Innover⍽»"),
    ("espace-insecable-guillemets", "« Innover ", "«⍽Innover "),
    ("espace-insecable-guillemets", "« Un alinéa.\n« Un autre. »", "«⍽Un alinéa.\n«⍽Un autre.⍽»"),
    ("espace-fine", "la loi ; le décret", "la loi˽; le décret"),
    ("espace-fine", "Est-ce utile? Oui!", "Est-ce utile˽? Oui˽!"),
    ("espace-fine", "Vraiment?!", "Vraiment˽?!"),
    ("espace-insecable-deux-points", "à savoir : Argenteuil", "à savoir⍽: Argenteuil"),  # G2
    ("espace-insecable-deux-points", "à savoir: Argenteuil", "à savoir⍽: Argenteuil"),
    ("espace-insecable-pourcent", "un taux de 20 %", "un taux de 20⍽%"),
    ("espace-insecable-pourcent", "un taux de 5,5%", "un taux de 5,5⍽%"),
    ("espace-insecable-euro", "800 €", "800⍽€"),
    ("espace-insecable-euro", "800€ TTC", "800⍽€ TTC"),
    ("espace-insecable-euro", "{montant} €", "{montant}⍽€"),
    ("espace-insecable-euro", "12€/m²/an", "12⍽€/m²/an"),
    ("espace-insecable-unite", "une surface de 250 m²", "une surface de 250⍽m²"),
    ("espace-insecable-unite", "3,5 M€", "3,5⍽M€"),
    ("espace-insecable-unite", "20 °C", "20⍽°C"),
    ("espace-insecable-unite", "250 m2", "250⍽m2"),
    ("espace-insecable-heure", "à 14h30", "à 14⍽h⍽30"),
    ("espace-insecable-heure", "à 12 h 30 et à 18h.", "à 12⍽h⍽30 et à 18⍽h."),
    ("espace-insecable-heure", "8h30-12h00 / 14h-18h", "8⍽h⍽30-12⍽h⍽00 / 14⍽h-18⍽h"),
    ("espace-insecable-heure", "LUNDI 8H-12H, à 20H, 35 h/semaine", "LUNDI 8⍽H-12⍽H, à 20⍽H, 35⍽h/semaine"),
    ("milliers", "38 200⍽€", "38˽200⍽€"),
    ("milliers", "1250000,50⍽€", "1˽250˽000,50⍽€"),
    ("milliers", "12500⍽habitants", "12˽500⍽habitants"),
    ("milliers", "de 1500 à 2000⍽€", "de 1˽500 à 2˽000⍽€"),
    ("milliers", "8000 à 12000⍽habitants", "8˽000 à 12˽000⍽habitants"),
    ("espace-insecable-civilite", "M. OLLIER et Mme LE GALL", "M.⍽OLLIER et Mme⍽LE GALL"),
    ("espace-insecable-civilite", "MM.Dupont et Durand, Me Martin", "MM.⍽Dupont et Durand, Me⍽Martin"),
    ("espace-insecable-initiale", "P. OLLIER", "P.⍽OLLIER"),
    ("espaces-doubles", "la  loi", "la loi"),
    ("espaces-doubles", "la ⍽loi", "la⍽loi"),
    ("espace-avant-virgule", "la loi , le décret .", "la loi, le décret."),
    ("guillemets", 'PROGRAMME "APPROPRIATION"', "PROGRAMME «⍽APPROPRIATION⍽»"),  # G1
    ("guillemets", "PROGRAMME “APPROPRIATION”", "PROGRAMME «⍽APPROPRIATION⍽»"),
    ("guillemets", "«⍽le projet «⍽Eco⍽» du plan⍽»", "«⍽le projet “Eco” du plan⍽»"),
    ("guillemets", '«⍽le projet "Eco" du plan⍽»', "«⍽le projet “Eco” du plan⍽»"),
    ("apostrophe", "l'intelligence d'un projet", "l’intelligence d’un projet"),  # G1, G2
    ("apostrophe", "l´intelligence d‘un projet", "l’intelligence d’un projet"),
    ("apostrophe", "l'«⍽Appropriation⍽» et l'{objet}", "l’«⍽Appropriation⍽» et l’{objet}"),
    ("tiret", "(données) - dispositif national", "(données) – dispositif national"),  # G1
    ("tiret", "un avis -- favorable -- rendu", "un avis – favorable – rendu"),
    ("etc", "chartes, conventions, etc...", "chartes, conventions, etc."),
    ("etc", "chartes, etc… et plans", "chartes, etc. et plans"),
    ("etc", "chartes, etc", "chartes, etc."),
    ("points-suspension", "Attendu que...", "Attendu que…"),
    ("points-suspension", "[...]", "[…]"),
    ("ci-trait-union", "la convention ci jointe", "la convention ci-jointe"),
    ("ci-trait-union", "visé ci dessus", "visé ci-dessus"),
    ("majuscule-accentuee", "au représentant de l’Etat", "au représentant de l’État"),  # G1, G2
    ("majuscule-accentuee", "un Etat membre, l’Etat civil", "un État membre, l’État civil"),
    ("majuscule-accentuee", "REPUBLIQUE FRANCAISE", "RÉPUBLIQUE FRANÇAISE"),
    ("majuscule-accentuee", "APRES EN AVOIR DELIBERE", "APRÈS EN AVOIR DÉLIBÉRÉ"),
    ("majuscule-accentuee", "A L’UNANIMITE", "À L’UNANIMITÉ"),
    ("majuscule-accentuee", "A compter du jour dit", "À compter du jour dit"),
    ("majuscule-accentuee", "SOUS-PREFET, VICE-PRESIDENT", "SOUS-PRÉFET, VICE-PRÉSIDENT"),
    ("majuscule-accentuee", "Ile-de-France, Ecole, Egalité", "Île-de-France, École, Égalité"),
    ("majuscule-accentuee", "DEFINIT, ELIT, METROPOLE", "DÉFINIT, ÉLIT, MÉTROPOLE"),
    ("majuscule-accentuee", "Etaient présents, ETAIT ABSENT, ELU", "Étaient présents, ÉTAIT ABSENT, ÉLU"),
    ("majuscule-accentuee", "LIBERTE, EGALITE, FRATERNITE", "LIBERTÉ, ÉGALITÉ, FRATERNITÉ"),
    ("majuscule-accentuee", "MISE A DISPOSITION, L’APPEL A PROJETS", "MISE À DISPOSITION, L’APPEL À PROJETS"),
    ("majuscule-accentuee", "A la demande du maire. A titre gratuit", "À la demande du maire. À titre gratuit"),
    ("majuscule-accentuee", "DEPARTEMENT DE L’ARDECHE", "DÉPARTEMENT DE L’ARDÈCHE"),
    ("majuscule-accentuee", "M.⍽LE PRESIDENT, Conseil GENERAL", "M.⍽LE PRÉSIDENT, Conseil GÉNÉRAL"),
]

# code of the rule, as typed, the place, what to write
DITES: list[tuple[str, str, str, str | None]] = [
    ("signe-numero", "la loi N° 2014-58", "N°", "n°"),
    ("signe-numero", "la loi nº 2014-58", "nº", "n°"),
    ("signe-numero", "la loi no 2014-58", "no", "n°"),
    ("signe-numeros", "les délibérations n°s 12 et 13", "n°s", "nos"),
    ("article-code-point", "l’article L 5219-1", "L ", "L.⍽"),
    ("article-code-point", "les articles L5219-1 et suivants", "L", "L.⍽"),
    ("article-code-point", "art. L 52-1", "L ", "L.⍽"),
    ("article-code-point", "les articles 12, L. 2121-29 et R 2121-9", "R ", "R.⍽"),
    ("premier-du-mois", "1 avril 2025", "1", "1er"),  # G1
    ("premier-du-mois", "le 1ier avril", "1ier", "1er"),
    ("premier-du-mois", "le 1 er avril", "1 er", "1er"),
    ("premier-du-mois", "le 1° avril", "1°", "1er"),
    ("premier-du-mois", "du 1 au 15 avril", "1", "1er"),
    ("jour-zero", "le 07 avril 2025", "07", "7"),
    ("jour-zero", "le 01 avril 2025", "01", "1er"),
    ("jour-zero", "du 01 au 15 avril", "01", "1er"),
    ("mois-minuscule", "le 7 Avril 2025", "Avril", "avril"),
    ("mois-minuscule", "en Avril 2025", "Avril", "avril"),
    ("mois-minuscule", "le 8 Mai 2025", "Mai", "mai"),
    ("annee-courte", "le 7 avril 25.", "25", None),
    ("jour-semaine", "le mardi 7 avril 2025", "mardi 7 avril 2025", None),
    ("date-impossible", "la délibération du 31 février 2014", "31 février", None),
    ("date-impossible", "le 29 février 2023", "29 février", None),
    ("date-impossible", "le 31 avril", "31 avril", None),
    ("date-impossible", "le 45 mars 2025", "45 mars", None),
    ("guillemets-seuls", "le projet « Eco", "«", None),
    ("guillemets-seuls", 'un "écran et plus', '"', None),
    ("milliers-point", "38.200 €", "38.200", "38˽200"),
    ("virgule-decimale", "12.50 €", "12.50", "12,50"),
    ("montant-discordant", "12 500 € (douze mille euros)", "12 500 € (douze mille euros)", None),
    ("montant-discordant", "de douze mille euros (12 500 €) par an", "douze mille euros (12 500 €)", None),
    ("accord-cent", "cinq cent euros", "cent", "cents"),
    ("accord-cent", "quatre-vingt euros", "vingt", "vingts"),
    ("accord-cent", "deux cents dix euros", "cents", "cent"),
    ("majuscule-ambigue", "DELEGUE au Bureau", "DELEGUE", None),
    ("majuscule-ambigue", "LE CONSEILLER INTERESSE", "INTERESSE", None),
    ("majuscule-fonction", "transmis au Préfet", "Préfet", "préfet"),
    ("majuscule-texte", "vu la Loi n° 2014-58", "Loi", "loi"),
    ("majuscule-texte", "l’Arrêté du 7 avril", "Arrêté", "arrêté"),
    ("majuscule-texte", "le Code Général des Collectivités", "Code", "code"),
    ("civilite-abregee", "Mr Dupont", "Mr", "M."),
    ("civilite-abregee", "AUTORISE Mr le maire", "Mr", "M."),
    ("civilite-abregee", "Mme. Dupont", "Mme.", "Mme"),
    ("ordinal", "la 2ème réunion", "2ème", "2e"),
    ("ordinal", "la 1ère réunion", "1ère", "1re"),
    ("ordinal", "les 3èmes assises", "3èmes", "3es"),
    ("sigle-points", "le S.M.A.N. adopté", "S.M.A.N.", "SMAN"),
    ("sigle-points", "le C.C.T.P", "C.C.T.P", "CCTP"),
    ("ponctuation-double", "la loi,; le décret", ",;", "˽;"),
    ("etc-repete", "chartes, etc., etc.", "etc., etc.", "etc."),
    (
        "article-et-suivants",
        "notamment l’article L. 5219-1 et suivants",
        "l’article L. 5219-1 et suivants",
        "les articles L. 5219-1 et suivants",
    ),
    ("tournure", "cela va impacter le budget", "impacter", None),
    ("tournure", "et, in fine, le budget", "in fine", "à la fin"),
    ("en-charge-de", "le vice-président en charge des finances", "en charge des", None),
    ("appel-a-projets", "l’appel à projet « Démonstrateurs »", "projet", "projets"),  # G1
    ("appel-a-projets", "l’appel à candidature pour le projet", "candidature", "candidatures"),  # G1
    ("appel-a-projets", "un appel à manifestations d’intérêt", "manifestations d’intérêt", "manifestation d’intérêt"),
]

# The same, in an operative paragraph only.
DITES_DISPOSITIF: list[tuple[str, str, str, str | None]] = [
    ("abreviation", "APPROUVE l’art. 5", "art.", "article"),
    ("et-ou", "AUTORISE le maire et/ou son représentant", "et/ou", None),
    ("futur", "AUTORISE le Président, qui devra signer", "devra", "doit"),
    ("futur", "APPROUVE le plan qui sera annexé", "sera", "est"),
    ("futur", "DIT que le maire devra signer", "devra", "doit"),
    ("futur", "Le loyer sera payé, DIT que les crédits seront inscrits", "sera", "est"),
    ("verbe-casse", "ADOpte le budget", "ADOpte", "ADOPTE"),  # G1, G2
    ("verbe-casse", "DEcide de créer", "DEcide", "DÉCIDE"),
]

# code of the rule, a text that it must leave alone
MUETTES = [
    ("espace-insecable-numero", "le n°⍽12, le n° du dossier, 20°C"),
    ("espace-insecable-numero", "le n°˽12"),
    ("espace-insecable-numero", "n°   12"),
    ("espace-insecable-code", "l’article L.⍽5219-1, la S.A.R.L.12, M. R. Durand"),
    ("espace-insecable-code", "annexe D.1, points R.2 et L.3, délibération D.2025-12, n°⍽D.12-3"),
    ("espace-insecable-article", "l’article⍽12, un article de 12 pages, 12 articles"),
    ("espace-insecable-jour", "le 7⍽avril, 2025 avril, CM2025/04/07 avril"),
    ("espace-insecable-guillemets", "«⍽Innover⍽» et «˽Innover˽»"),
    ("espace-insecable-guillemets", "« »"),
    ("espace-fine", "la loi˽; la loi⍽; a;b, https://a.fr/?b;c, &eacute; (?)"),
    ("espace-fine", "la société Yahoo! et l’autre"),
    ("espace-insecable-deux-points", "14:30, 16:9, a::b, https://a.fr, à savoir⍽: b"),
    ("espace-insecable-deux-points", "Nom      : Durand\nPrénom   : Anne"),
    ("espace-insecable-pourcent", "20⍽%, https://a.fr/a%20b, en %"),
    ("espace-insecable-euro", "800⍽€, en €, €uro"),
    ("espace-insecable-unite", "250⍽m², 5 L'eau, 12 minutes, 3 hameaux, A4 m"),
    ("espace-insecable-heure", "14⍽h⍽30, 24h/24, 12 heures, 12 habitants, PV14h30"),
    ("espace-insecable-heure", "parcelle 12H, lot 12h, n°⍽12H30, bus 20H, 14h30-CM"),
    ("milliers", "38˽200⍽€, 38⍽200⍽€, en 2025 12 agents, 800⍽€, n°⍽20251"),
    ("milliers", "la loi de 1901, le SIREN 200054781"),
    ("milliers", "le lot 3 500 €, le lot n° 3 500 €, le compte 65 500 €"),
    ("milliers", "12  500 €, 12   500 €, de 2024 à 2025, en 2024 et 500 €"),
    ("espace-insecable-civilite", "M.⍽OLLIER, Mme⍽LE GALL, 12 m. environ, Mes amis, programme. Le"),
    ("espace-insecable-civilite", "M. ou Mme, MM. et Mmes, O.M. et Nîmes"),
    ("espace-insecable-initiale", "P.⍽OLLIER, le plan B. Le Conseil"),
    ("espaces-doubles", "la loi\n  le décret\t  a  \nb"),
    ("espaces-doubles", "Le Maire,          Le Secrétaire,  X"),
    ("espaces-doubles", "Dépenses    12  500"),
    ("espace-avant-virgule", "la loi, 1,5, .docx, 5 ,5, a .5"),
    ("espace-avant-virgule", "Fait à          , le          ."),
    ("guillemets", "«⍽Innover⍽», 12\" et 5', «⍽a “b” c⍽»"),
    ("guillemets", '2° 21\' 07" E, un écran 27" plat'),
    ("apostrophe", "l’article, 5'30, 'mot', la rue des élus'"),
    ("tiret", "Aulnay-sous-Bois, 2025-2027, 10 - 5, CM2025/04/07/19-2, – déjà\n- liste"),
    ("tiret", "A - B, x - y, Contre : - Abstention : -, CCAP - v2.docx"),
    ("etc", "chartes, etc. et plans, /etc/hosts, et cetera"),
    ("etc", "chartes, etc ........ 12"),
    ("points-suspension", "Attendu que…, Fait à ........., ../a"),
    ("points-suspension", "Fait à ... , le ..., un montant de ... €"),
    ("points-suspension", "Nom : ........ Prénom : ..., Fait à..."),
    ("points-suspension", "le .../.../20..., n°..., OBJET ... 4"),
    ("ci-trait-union", "ci-joint, ceux-ci jointés, ici joint"),
    ("ci-trait-union", "Celui ci après examen, celles ci avant le vote"),
    ("majuscule-accentuee", "FORET, DEPENSES, MARCHE, PUBLIE, ETAT-2025-01, Etienne, COMMUNE"),
    ("majuscule-accentuee", "LE CONSEIL A DÉBATTU, zone A, A-t-il"),
    ("majuscule-accentuee", "Eric et Emile, CADRE ETATX"),
    ("majuscule-accentuee", "M. Paul ELU, Mme LIBERTE, Anne PRESENT, Mme Ecole"),
    ("majuscule-accentuee", "European Education Area, Elements of law"),
    ("majuscule-accentuee", "LE MAIRE A LA CHARGE, A l’honneur, ZONE A"),
    ("signe-numero", "la loi n°⍽2014-58, LOT N°⍽12"),
    ("signe-numeros", "les nos⍽12 et 13"),
    ("article-code-point", "l’article L.⍽5219-1, la classe L 12"),
    ("article-code-point", "article D 2315-041, lots L 12-3"),
    ("premier-du-mois", "le 1er avril, 11 avril, 21 avril"),
    ("jour-zero", "le 7 avril, 10 avril, 07/04/2025, le 0 avril"),
    ("mois-minuscule", "le 7 avril, le 7 AVRIL, rue du 8-Mai-1945, la rue Mars"),
    ("mois-minuscule", "3, rue du 8 Mai 1945, place du 19 Mars 1962, le 14 Juillet"),
    ("annee-courte", "le 7 avril 2025, le 7 avril 25 élus siégeaient"),
    ("jour-semaine", "le lundi 7 avril 2025, mardi 2 décembre 2025"),  # G1, G2
    ("date-impossible", "le 29 février 2024, le 30 avril 2025, le 31 mars et le 29 février"),
    ("guillemets-seuls", '«⍽Innover⍽», `"`'),
    ("guillemets-seuls", "«⍽Un alinéa qu’un autre ferme"),
    ("guillemets-seuls", 'un écran de 12" et un autre de 27"'),
    ("milliers-point", "38 200 €, l’article 38.200, 1.2.3 €"),
    ("virgule-decimale", "12,50 €, la version 12.5"),
    ("montant-discordant", "12 500 € (douze mille cinq cents euros)"),
    ("montant-discordant", "de douze mille cinq cents euros (12 500 €), 12 € (voir annexe)"),
    ("majuscule-ambigue", "DÉLÈGUE, DÉSIGNÉ, APPROUVE, PUBLIE"),
    ("accord-cent", "deux cents euros, deux cent dix euros, deux cents millions, cent vingt euros, mille cent euros"),
    ("majuscule-fonction", "le préfet, Monsieur le Préfet, Préfet de Paris"),
    ("majuscule-fonction", "rue du Préfet Érignac, Messieurs les Ministres, le mot «⍽le Préfet⍽»"),
    ("majuscule-texte", "la loi n° 2014-58, la Loi, Code du travail"),
    ("majuscule-texte", "les mots «⍽la Loi n° 2014-58⍽»"),
    ("civilite-abregee", "M.⍽Dupont, Mme⍽Dupont, MRS"),
    ("ordinal", "la 2e réunion, 1re, 1er, dixième, V2ème-a"),
    ("ordinal", "Lè nou ka palé"),
    ("sigle-points", "SMAN, S.A., J.R.R. Tolkien, www.a.b"),
    ("sigle-points", "S.A.R.L. Dupont, A.S.P.T.T. Nancy"),
    ("ponctuation-double", "la loi, le décret˽; etc., rien"),
    ("etc-repete", "chartes, etc., et plans, etc."),
    ("abreviation", "APPROUVE l’article 5, art. 5"),
    ("article-et-suivants", "les articles L. 5219-1 et suivants, l’article 5"),
    ("futur", "qui devra signer"),
    ("tournure", "l’étude d’impact, les impacts, la fine équipe"),
    ("tournure", "un prêt in fine, « impacter »"),
    ("en-charge-de", "la prise en charge des frais, chargé de"),
    ("en-charge-de", "la mise en charge de la batterie, en charge de 12 t"),
    ("et-ou", "et ou, met/ou"),
    ("et-ou", "le maire et/ou son représentant"),
    ("appel-a-projets", "l’appel à projets, un appel à manifestation d’intérêt, faire appel à projection"),
    ("appel-a-projets", "le programme « Appel à projet 2025 »"),
    ("verbe-casse", "NOTRe loi"),
]
MUETTES_DISPOSITIF = [
    ("futur", "DIT que l’ouverture fera l’objet d’une publication"),  # G1
    ("futur", "APPROUVE le plan qui est annexé, Sera"),
    ("futur", "La présente délibération sera transmise au préfet et sera affichée"),
    ("futur", "Article 3 : DIT que les crédits seront inscrits, PREND ACTE que le débat aura lieu"),
    ("futur", "RETIRE l’aide quand le bilan aura été rendu"),
    ("et-ou", "REMPLACE les mots « et/ou » par « ou »"),
    ("verbe-casse", "PLUi adopté"),
    ("verbe-casse", "EPCIs et communes"),
    ("verbe-casse", "ADOPTE le budget"),
    ("verbe-casse", "Adopte le budget"),
    ("abreviation", "APPROUVE l’article 5 et l’art moderne"),
]

# Facts of droit.md, § 5, that no rule here keeps.
SANS_REGLE = {
    "T18": "la casse d’un nom se juge sur l’acte entier",
    "T19": "le trait d’union insécable casse la recherche et la copie dans Word",
    "T25": "la fin de chaque visa est au modèle",
    "T26": "forme d’une citation : lecture des références",
    "T27": "forme d’une citation : lecture des références",
    "T34": "la majuscule d’un organe se juge sur l’acte entier",
    "T35": "les chiffres d’un SIREN sont des données",
    "T36": "trop d’exceptions : âges, durées, tableaux, votes",
}

PROTEGES = [
    "CM2025/04/07/19-2",
    "BM2024/12/03/10",
    "075-200054781-20251202-BM25-12-02-22-1-DE",
    "https://www.legifrance.gouv.fr/loda/id/JORF?a=1;b=2:c...%20n°12l'Etat",
    "http://a.fr/l'Etat(ETAT)?x=y",
    "www.telerecours.fr",
    "www.telerecours.fr/l'Etat/ETAT",
    "telerecours.fr",
    "secretariat.l'etat@ville-etat.fr",
    "`l'Etat  ... n°12`",
    "{l'Etat}",
    "annexe_l'Etat_n°12.pdf",
    "DELIBERATION_ETAT.docx",
    "etat-l'an.yaml",
    "C:\\ETAT\\n°12",
    "../ETAT/l'an",
    "[voir](docs/ETAT.md)",
    "v1.2.3",
    "200 054 781 00022",
    "01 40 20 30 40",
    "FR76 3000 6000 0112 3456 7890 189",
    "2025-04-07",
    "07/04/2025",
    "14:30",
    "16:9",
    "&nbsp;",
    "annexe 1.pdf",
    "CCAP - v2.docx",
    "(ETAT-2025-01)",
    "שלום עולם",
    "مرحبا بالعالم؟",
    "👍🏽",
]


def shown(texte: str) -> str:
    return texte.replace(NBSP, "⍽").replace(FINE, "˽")


def typed(texte: str) -> str:
    return texte.replace("⍽", NBSP).replace("˽", FINE)


def sure(texte: str, *, dispositif: bool = False, verbatim: Sequence[tuple[int, int]] = ()) -> list[Coquille]:
    found = iter_anomalies(texte, dispositif=dispositif, verbatim=verbatim)
    return [one for one in found if REGLES[one.regle].sure]


def letters(texte: str) -> str:
    """Return the letters and figures of a text, accents off."""
    return "".join(char for char in unicodedata.normalize("NFD", texte) if unicodedata.category(char)[0] in "LN")


# ------------------------------------------------------------------------------------------------ the tables


@pytest.mark.parametrize(("code", "before", "after"), SURES)
def test_a_machine_puts_right(code: str, before: str, after: str) -> None:
    found = sure(typed(before))
    assert shown(apply(typed(before))) == after
    assert code in {one.regle for one in found}
    assert REGLES[code].sure


@pytest.mark.parametrize("code", sorted(code for code, regle in REGLES.items() if regle.sure))
def test_one_rule_alone_explains_some_row(code: str) -> None:
    assert any({one.regle for one in sure(typed(before))} == {code} for row, before, _ in SURES if row == code)


@pytest.mark.parametrize(
    ("code", "before", "place", "after", "dispositif"),
    [*((*row, False) for row in DITES), *((*row, True) for row in DITES_DISPOSITIF)],
)
def test_a_person_is_told(code: str, before: str, place: str, after: str | None, dispositif: bool) -> None:
    texte = typed(before)
    found = [one for one in iter_anomalies(texte, dispositif=dispositif) if one.regle == code]
    assert [(one.avant, one.apres and shown(one.apres).replace("'", "’")) for one in found] == [(place, after)]
    assert texte[found[0].debut : found[0].fin] == place
    assert not REGLES[code].sure
    assert letters(apply(texte)) == letters(texte)


@pytest.mark.parametrize(
    ("code", "texte", "dispositif"),
    [*((*row, False) for row in MUETTES), *((*row, True) for row in MUETTES_DISPOSITIF)],
)
def test_a_rule_leaves_alone(code: str, texte: str, dispositif: bool) -> None:
    assert [one for one in iter_anomalies(typed(texte), dispositif=dispositif) if one.regle == code] == []


def test_every_rule_fires_and_is_silent() -> None:
    firing = {row[0] for row in (*SURES, *DITES, *DITES_DISPOSITIF)}
    silent = {row[0] for row in (*MUETTES, *MUETTES_DISPOSITIF)}
    assert firing == set(REGLES)
    assert silent == set(REGLES)


def test_every_fact_has_a_rule_or_a_reason() -> None:
    kept = {fact for regle in REGLES.values() for fact in regle.origine.split(", ")}
    assert kept | set(SANS_REGLE) == {f"T{rank}" for rank in range(1, 37)}
    assert not kept & set(SANS_REGLE)


def test_rules_are_said_in_french() -> None:
    for code, regle in REGLES.items():
        assert regle.code == code == tri.fold(code).replace(" ", "-")
        for words in (regle.titre, regle.conseil):
            assert words == words.strip()
            assert "'" not in words
            assert not words.endswith(".")
        assert regle.titre[0].isupper() or regle.titre[0] == "«"


# ------------------------------------------------------------------------------------------------ the operative part


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("DELEGUE au Bureau", "DÉLÈGUE au Bureau"),  # G1
        ("DELEGUE", "DÉLÈGUE"),
        ("DECIDE de créer", "DÉCIDE de créer"),
        (" CREE un poste", " CRÉE un poste"),
        ("DESIGNE M. OLLIER, DELEGUE", "DÉSIGNE M.⍽OLLIER, DELEGUE"),
        ("- DECIDE de créer", "- DÉCIDE de créer"),
        ("Article 1er : DELEGUE", "Article⍽1er⍽: DÉLÈGUE"),
        ("RÉPARTIT", "RÉPARTIT"),
    ],
)
def test_the_verb_that_opens_the_operative_part(before: str, after: str) -> None:
    assert shown(apply(before, dispositif=True)) == after


def test_elsewhere_the_verb_is_told_and_kept() -> None:
    assert apply("LE VICE-PRÉSIDENT DELEGUE") == "LE VICE-PRÉSIDENT DELEGUE"
    assert [one.regle for one in iter_anomalies("LE VICE-PRÉSIDENT DELEGUE")] == ["majuscule-ambigue"]


def test_no_listed_capital_is_a_word_without_its_accents() -> None:
    # Words in capitals that are French without accents, or that two accents would suit: none may be mended.
    unsure = """
        FORET MARCHE MARCHES PUBLIE DEPENSE DEPENSES REGLES CITE COTE COTES PECHE PECHEUR TACHE SALE CONTROLE CLOTURE SIEGE MODELE
        ENQUETE DEMARCHE REFORME ECHANGES ELEVES EQUIPE EQUIPES VEHICULE PROJETE PASSE PAIE PAYE ACCUSE ASSURE ATTRIBUE AUTORISE
        APPROUVE ADOPTE DEMANDE DIT SIGNE CHARGE MANDATE RAPPORTE REPARTIT JUGE DU SUR MUR OU LA PRES FETE FETES EPARGNE MAITRISE
        DECRETE REFERENCE DEPUTE PRECEDENT ACCEDE EXCEDE DIFFERENT EVENEMENT DELEGUES
    """
    for word in unsure.split():
        assert find_capitals(word, dispositif=False)[0] == [], word


# ------------------------------------------------------------------------------------------------ what is never touched


@pytest.mark.parametrize("kept", PROTEGES)
@pytest.mark.parametrize("frame", ["{}", "l'avis {} ; l'Etat", "«{}»", "n°12 : {}, etc...", '"{}"', "l'Etat {}", "({})", "{} !"])
def test_what_is_never_touched(kept: str, frame: str) -> None:
    texte = frame.replace("{}", kept)
    assert kept in apply(texte)
    start = texte.index(kept)
    for one in sure(texte):
        assert one.fin <= start or one.debut >= start + len(kept)


def test_the_caller_keeps_spans() -> None:
    texte = "l'Etat dit : l'Etat"
    assert apply(texte, verbatim=[(0, 6)]) == f"l'Etat dit{NBSP}: l’État"
    assert apply(texte, verbatim=[(13, 99), (-4, 2), (5, 5), (9, 3)]) == f"l'État dit{NBSP}: l'Etat"
    assert list(iter_anomalies(texte, verbatim=[(0, len(texte))])) == []


def test_lines_and_tabs_are_kept() -> None:
    texte = "  un\n\n\tdeux \n - trois\r\n"
    assert apply(texte) == texte


@pytest.mark.parametrize("name", ["CM2025-04-07-19-2", "BM2025-12-02-22-1"])
def test_the_real_acts(name: str, references: Path) -> None:
    act = (references / f"{name}.txt").read_text(encoding="utf-8")
    after = apply(act)
    assert "'" not in after
    assert '"' not in after
    assert "« " not in after
    assert "de l’État" in after
    assert re.search(r"n°\d|L\.\d", after) is None
    assert set(re.findall(r"[CB]M[\d/-]+", after)) == set(re.findall(r"[CB]M[\d/-]+", act))
    assert sure(after) == []


# ------------------------------------------------------------------------------------------------ laws

SIGNES = "'’‘´\"“”«».…,;:!?%€°ºnN -–—()[]{}`@/_\\&\n\t\u00a0\u202f\u2009LRDMPAE0123456789hetc.éÉX"
MORCEAUX = """
l' d' Etat ETAT n° N° nº 2014-58 12 500 12500 1er 7 avril AOUT 14h30 h 30 € % ; : ! ? . , … ... etc « » " “ ” ' ’ - – -- ( ) M.
MM. Me P. OLLIER article titre II du I 2° A L'UNANIMITE DELEGUE DELIBERE AVOIR ci joint et/ou L. R. D. p. art. m² km k€ @ _ / \\
"""
FRAGMENTS = [
    *(row[1] for row in SURES),
    *(row[1] for row in DITES),
    *PROTEGES,
    *MORCEAUX.split(),
    "\n",
    "\t",
    "\u2009",
    "  ",
    "⍽",
    "˽",
]
TEXTES = st.one_of(
    st.text(alphabet=SIGNES, max_size=40),
    st.lists(st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(["", "", " "])), max_size=8).map(
        lambda parts: typed("".join(fragment + space for fragment, space in parts))
    ),
    st.text(max_size=40),
)


def check_the_laws(texte: str, dispositif: bool) -> None:
    after = apply(texte, dispositif=dispositif)
    found = sure(texte, dispositif=dispositif)
    assert spliced(texte, found) == after
    assert all(one.avant == texte[one.debut : one.fin] != one.apres for one in found)
    assert all(first.fin <= second.debut for first, second in pairwise(found))
    assert letters(after) == letters(texte)
    assert apply(after, dispositif=dispositif) == after
    assert sure(after, dispositif=dispositif) == []
    assert [char for char in after if char in "\n\t\r"] == [char for char in texte if char in "\n\t\r"]


def spliced(texte: str, found: list[Coquille]) -> str:
    parts, last = [], 0
    for one in found:
        parts += [texte[last : one.debut], cast(str, one.apres)]
        last = one.fin
    return "".join([*parts, texte[last:]])


# Texts that once were not settled by one pass.
REMUANTS = [
    "etc»",
    "D.05h",
    "...etc",
    "14h30 h",
    "05h 14h30",
    "2°  du? joint",
    "12...A L'UNANIMITE",
    "M.A...",
    "titre II... article",
    "««… Dupont» »",
    "Nº1000€",
    "NºREPUBLIQUE",
]


@pytest.mark.parametrize("texte", REMUANTS)
def test_one_pass_is_enough(texte: str) -> None:
    check_the_laws(texte, False)


@settings(max_examples=1500)
@given(TEXTES, st.booleans())
def test_the_laws(texte: str, dispositif: bool) -> None:
    check_the_laws(texte, dispositif)


@given(TEXTES, st.booleans())
def test_places_are_in_order_and_true(texte: str, dispositif: bool) -> None:
    found = list(iter_anomalies(texte, dispositif=dispositif))
    assert [one.debut for one in found] == sorted(one.debut for one in found)
    for one in found:
        assert 0 <= one.debut <= one.fin <= len(texte)
        assert one.avant == texte[one.debut : one.fin]
        assert one.regle in REGLES


@given(TEXTES, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=3))
def test_spans_of_the_caller_are_kept(texte: str, verbatim: list[tuple[int, int]]) -> None:
    for one in iter_anomalies(texte, verbatim=verbatim):
        for start, end in verbatim:
            assert one.fin <= start or one.debut >= min(end, len(texte)) or end <= start
    found = sure(texte, verbatim=verbatim)
    after = apply(texte, verbatim=verbatim)
    assert after == spliced(texte, found)
    moved = [(shifted(start, found), shifted(end, found)) for start, end in verbatim if start < min(end, len(texte))]
    assert apply(after, verbatim=moved) == after


def shifted(place: int, found: list[Coquille]) -> int:
    """Return where a place that no change covers has gone."""
    return place + sum(len(cast(str, one.apres)) - len(one.avant) for one in found if one.fin <= place)


# ------------------------------------------------------------------------------------------------ hostile input


@pytest.mark.parametrize(
    "unit",
    [
        "'",
        '"',
        " ",
        ".",
        "1",
        "1 ",
        "1 111 ",
        "«",
        "« »",
        "l'",
        "etc",
        "etc ",
        "A ",
        "DELIBERE ",
        "/",
        "a/",
        "`",
        "{",
        "n°",
        " ,",
        " -",
        ":",
        "h",
        "\x00",
        "\ud800",
    ],
)
def test_fifty_thousand_characters(unit: str) -> None:
    texte = (unit * 50_000)[:50_000]
    after = apply(texte)
    assert letters(after) == letters(texte)
    assert apply(after) == after
    assert all(texte[one.debut : one.fin] == one.avant for one in iter_anomalies(texte, dispositif=True))


@pytest.mark.parametrize("texte", ["", " ", "\n", "'", "é", "\u202eabc", "\x00l'Etat", "\ud800 ;"])
def test_small_and_strange(texte: str) -> None:
    check_the_laws(texte, False)
