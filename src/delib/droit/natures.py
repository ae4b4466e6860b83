"""The natures of the texts that acts cite: a closed table, in the order of visas (design/droit.md §1.3).

The order has no force of law (CE, Sect., 28 juin 1974, Charmasson): it is the house's. What its table does not name is placed
here beside what it resembles: constitutional law with the Constitution, circulars and instructions with the arrêtés, decisions
with the deliberations, judgments with the documents. A word counts as a nature only where `references` finds enough with it.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from delib.droit.calque import plat
from delib.droit.codes import CODES, Code

Famille = Literal["socle", "texte", "union", "code", "acte", "document", "avis", "jugement"]


class Nature(NamedTuple):
    """A nature: its ASCII code, its French name with its article, its rank among visas, the family that reads alike."""

    code: str
    nom: str
    rang: int
    famille: Famille


class Nom(NamedTuple):
    """A name under which a nature stands in a text: as it is written, folded, and the code it names, if any."""

    ecrit: str
    plat: str
    nature: Nature
    code: Code | None
    sigle: bool
    ambigu: bool


CODE = Nature("code", "le code", 4, "code")

_TABLE: tuple[tuple[Nature, str], ...] = (
    (
        Nature("constitution", "la Constitution", 0, "socle"),
        "Constitution|Déclaration des droits de l'homme et du citoyen|Préambule de la Constitution",
    ),
    (Nature("loi_constitutionnelle", "la loi constitutionnelle", 0, "texte"), "loi constitutionnelle"),
    (
        Nature("traite", "le traité", 1, "socle"),
        "traité sur le fonctionnement de l'Union européenne|traité sur l'Union européenne|traité de Lisbonne|traité de Rome"
        "|traité de Maastricht|traité instituant la Communauté européenne|Charte européenne de l'autonomie locale"
        "|Charte des droits fondamentaux de l'Union européenne|Convention européenne des droits de l'homme"
        "|Convention européenne de sauvegarde des droits de l'homme et des libertés fondamentales"
        "|Convention de sauvegarde des droits de l'homme et des libertés fondamentales"
        "|Convention internationale relative aux droits de l'enfant|Convention internationale des droits de l'enfant"
        "|Convention relative aux droits de l'enfant|Convention relative aux droits des personnes handicapées"
        "|Convention sur l'élimination de toutes les formes de discrimination à l'égard des femmes"
        "|Déclaration universelle des droits de l'homme|Pacte international relatif aux droits civils et politiques"
        "|Convention européenne du paysage|Convention d'Istanbul|Convention de Faro|Convention de Ramsar|=CIDE"
        "|Convention d'Aarhus|Convention de Berne|Convention de Genève|=TFUE|=TUE|=CEDH|=CESDH",
    ),
    (
        Nature("reglement_ue", "le règlement", 2, "union"),
        "règlement (UE)|règlement (CE)|règlement (CEE)|règlement (UE, Euratom)|règlement délégué (UE)"
        "|règlement d'exécution (UE)|règlement UE|règlement CE|règlement européen|règlement communautaire"
        "|règlement général sur la protection des données|=RGPD",
    ),
    (
        Nature("directive", "la directive", 2, "union"),
        "directive|directives|directive (UE)|directive (CE)|directive UE|directive CE|directive européenne|directive-cadre"
        "|directive cadre|directive communautaire",
    ),
    (
        Nature("decision_ue", "la décision", 2, "union"),
        "décision (UE)|décision (CE)|décision d'exécution (UE)|décision de la Commission européenne",
    ),
    (Nature("loi_organique", "la loi organique", 3, "texte"), "loi organique|lois organiques"),
    (CODE, ""),
    (
        Nature("loi", "la loi", 5, "texte"),
        "loi|lois|loi municipale|loi de finances|loi de finances rectificative|loi de finances initiale"
        "|loi de financement de la sécurité sociale",
    ),
    (Nature("loi_du_pays", "la loi du pays", 5, "texte"), "loi du pays|loi de pays"),
    (Nature("ordonnance", "l’ordonnance", 5, "texte"), "ordonnance|ordonnances"),
    (Nature("decret_loi", "le décret-loi", 5, "texte"), "décret-loi|décret loi"),
    (Nature("decret", "le décret", 6, "texte"), "décret|décrets|décret en Conseil d'État|décret du Président de la République"),
    (
        Nature("arrete_ministeriel", "l’arrêté ministériel", 7, "acte"),
        "arrêté ministériel|arrêtés ministériels|arrêté interministériel|arrêtés interministériels",
    ),
    (
        Nature("arrete_prefectoral", "l’arrêté préfectoral", 7, "acte"),
        "arrêté préfectoral|arrêtés préfectoraux|arrêté interpréfectoral|arrêté inter-préfectoral|arrêté inter préfectoral"
        "|arrêtés interpréfectoraux|arrêté préfectoral complémentaire",
    ),
    (
        Nature("arrete_municipal", "l’arrêté municipal", 7, "acte"),
        "arrêté municipal|arrêtés municipaux|arrêté municipal permanent|arrêté municipal temporaire",
    ),
    (
        Nature("arrete", "l’arrêté", 7, "acte"),
        "arrêté|arrêtés|arrêté conjoint|arrêté départemental|arrêté communautaire|arrêté permanent|arrêté temporaire",
    ),
    (
        Nature("circulaire", "la circulaire", 7, "acte"),
        "circulaire|circulaires|circulaire ministérielle|circulaire interministérielle|circulaire préfectorale",
    ),
    (
        Nature("instruction", "l’instruction", 7, "acte"),
        "instruction|instruction ministérielle|instruction interministérielle|instruction budgétaire et comptable"
        "|instruction budgétaire|instruction comptable|instruction codificatrice|instructions budgétaires et comptables"
        "|nomenclature budgétaire et comptable",
    ),
    (Nature("statuts", "les statuts", 8, "document"), "statuts|statuts modifiés"),
    (
        Nature("pacte", "le pacte", 8, "document"),
        "pacte|pacte de gouvernance|pacte financier et fiscal|pacte fiscal et financier|pacte financier|pacte d'actionnaires",
    ),
    (Nature("reglement_interieur", "le règlement intérieur", 8, "document"), "règlement intérieur|règlements intérieurs"),
    (Nature("deliberation", "la délibération", 10, "acte"), "délibération|délibérations|délibération cadre|délibération-cadre"),
    (Nature("decision", "la décision", 10, "acte"), "décision|décisions|décision municipale"),
    (
        Nature("reglement", "le règlement", 11, "document"),
        "règlement|règlement budgétaire et financier|règlement local de publicité|règlement local de publicité intercommunal"
        "|règlement de voirie|règlement de service|règlement du service|règlement d'intervention",
    ),
    (Nature("formulaire", "le formulaire", 11, "document"), "formulaire|formulaire Cerfa|Cerfa"),
    (Nature("modele", "le modèle", 11, "document"), "modèle de convention|modèle de contrat|modèle"),
    (
        Nature("convention", "la convention", 11, "document"),
        "convention|conventions|convention type|convention-type|convention cadre|convention-cadre"
        "|convention pluriannuelle d'objectifs|convention d'objectifs et de moyens",
    ),
    (
        Nature("contrat", "le contrat", 11, "document"),
        "contrat|contrat de ville|contrat de concession|contrat de délégation de service public|traité de concession"
        "|contrat de relance et de transition écologique|cahier des charges|=CRTE|=CPER",
    ),
    (Nature("avenant", "l’avenant", 11, "document"), "avenant|avenants"),
    (
        Nature("protocole", "le protocole", 11, "document"),
        "protocole|protocole d'accord|protocole transactionnel|accord collectif",
    ),
    (Nature("bail", "le bail", 11, "document"), "bail|bail emphytéotique|bail emphytéotique administratif|bail commercial"),
    (Nature("charte", "la charte", 11, "document"), "charte"),
    (
        Nature("marche", "le marché", 11, "document"),
        "marché public|marchés publics|marché de travaux|marché de services|marché de fournitures|accord-cadre|accord cadre",
    ),
    (
        Nature("budget", "le budget", 11, "document"),
        "budget|budget primitif|budget supplémentaire|budget principal|budget annexe|budget prévisionnel|budget communal"
        "|budgets primitifs|décision modificative|décisions modificatives|décision budgétaire modificative",
    ),
    (Nature("compte_administratif", "le compte administratif", 11, "document"), "compte administratif|comptes administratifs"),
    (Nature("compte_de_gestion", "le compte de gestion", 11, "document"), "compte de gestion|comptes de gestion"),
    (Nature("compte_financier_unique", "le compte financier unique", 11, "document"), "compte financier unique|=CFU"),
    (
        Nature("schema", "le schéma", 11, "document"),
        "schéma|schéma de cohérence territoriale|schéma directeur|schéma départemental|schéma régional"
        "|=SCoT|=SCOT|=SDAGE|=SAGE|=SRADDET|=SDRIF|=SDCI",
    ),
    (
        Nature("plan", "le plan", 11, "document"),
        "plan|plan local d'urbanisme|plan local d'urbanisme intercommunal|plan d'occupation des sols"
        "|plan local de l'habitat|programme local de l'habitat|plan climat-air-énergie territorial|plan de financement"
        "|plan climat air énergie territorial|plan de déplacements urbains|plan de mobilité|plan de prévention des risques"
        "|plan communal de sauvegarde|carte communale|plan pluriannuel d'investissement"
        "|=PLU|=PLUi|=PLUI|=PLUm|=PLUiH|=PLUi-H|=PLUi-HD|=PLUI-H|=POS|=PLH|=PCAET|=PDU|=PPRI|=PPRi|=PCS|=PPI",
    ),
    (Nature("rapport", "le rapport", 11, "document"), "rapport|rapports"),
    (
        Nature("projet", "le projet", 11, "document"),
        "projet|projet de délibération|projet de convention|projet de loi|projet de contrat|projet de règlement|projet d'avenant"
        "|projet de statuts|projet de budget|projet de plan local d'urbanisme|projet de PLU|avant-projet",
    ),
    (Nature("proces_verbal", "le procès-verbal", 11, "document"), "procès-verbal|procès verbal|procès-verbaux|=PV"),
    (Nature("compte_rendu", "le compte rendu", 11, "document"), "compte rendu|compte-rendu"),
    (
        Nature("courrier", "le courrier", 11, "document"),
        "courrier|courriers|lettre|lettres|courriel|lettre d'intention|lettre de cadrage|lettre de consultation",
    ),
    (
        Nature("piece", "la pièce", 11, "document"),
        "note de synthèse|note explicative de synthèse|note de présentation|note explicative|note d'information|dossier|étude"
        "|étude d'impact|devis|tableau des effectifs|état des lieux|état récapitulatif|liste des|demande de subvention"
        "|demande formulée|demande présentée|déclaration d'intention d'aliéner|estimation|attestation|certificat|acte de vente"
        "|acte notarié|=DIA|annonce|avis d'appel public à la concurrence|avis de marché|avis d'attribution"
        "|avis d'enquête publique|document d'arpentage|dossier de consultation des entreprises",
    ),
    (
        Nature("avis", "l’avis", 12, "avis"),
        "avis|avis favorable|avis défavorable|avis conforme|avis simple|avis favorables|avis réputé favorable",
    ),
    (
        Nature("jurisprudence", "la décision", 11, "jugement"),
        "arrêt|jugement|décision du Conseil d'État|décision du Conseil constitutionnel|ordonnance du juge des référés"
        "|ordonnance du tribunal administratif|ordonnance du président du tribunal administratif"
        "|ordonnance d'expropriation|ordonnance de référé|jurisprudence"
        "|=CE|=CAA|=TA|=CJUE|=CJCE|=TC",
    ),
)
NATURES = {nature.code: nature for nature, _ in _TABLE}


def _index() -> dict[str, tuple[Nom, ...]]:
    """Return the names by their first three letters, the longest first: « code de la voirie routière » before « code »."""
    found: dict[str, list[Nom]] = {}
    rows: list[tuple[str, Nature, Code | None]] = []
    rows += [(name, nature, None) for nature, names in _TABLE for name in names.split("|") if name]
    rows += [(name, CODE, code) for code in CODES for name in code.noms]
    for name, nature, code in rows:
        ecrit = name.lstrip("=?")
        folded = plat(ecrit)
        for form in {folded, folded.replace("l'", "l ").replace("d'", "d ")}:
            found.setdefault(form[:3], []).append(Nom(ecrit, form, nature, code, name[0] in "=?", name[0] == "?"))
    return {key: tuple(sorted(names, key=lambda nom: -len(nom.plat))) for key, names in found.items()}


_NOMS = _index()
FORTS = (
    *(" loi", "'loi", "decret", "code", "ordonnance", "arrete", "deliberation", "directive", "reglement (", "reglement ue"),
    *("reglement europ", "circulaire", "instruction", " decision"),
    *sorted({plat(name[1:4]) for code in CODES for name in code.noms if name[0] == "="}),
)
"""Folded words without one of which a title cannot name another text of law: a quick look before a slow one."""


def find(casse: str, plat: str, pos: int) -> Nom | None:
    """Return the longest name of a nature that stands at `pos`, whole words only; an abbreviation in capitals only."""
    for nom in _NOMS.get(plat[pos : pos + 3], ()) or _NOMS.get(plat[pos : pos + 2], ()):
        if plat.startswith(nom.plat, pos):
            end = pos + len(nom.plat)
            if end < len(plat) and (plat[end].isalnum() or (nom.sigle and plat[end] == "-")):
                continue
            if not nom.sigle or casse[pos : pos + 2].isupper() or casse[pos + 1 : pos + 2] == ".":
                return nom
    return None
