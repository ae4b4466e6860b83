"""A convention of nine pages: a preamble, twenty articles, a table of twenty rows. Imaginary; the text lies in the template
(`convention.txt`).

`CONTENU` is for `Gabarit.render` and its peers, `CHEMINS` turns its names into what delib's own acts ask of their data.
"""

from __future__ import annotations

from pathlib import Path

from documents import Cases, Contenu, Context, P, Row, Tableau, read_blocs

OPERATIONS_BLOC = Tableau(
    titres=("N°", "Opération", "Site", "Dépense", "Taux", "Aide"),
    largeurs=(1.1, 5.2, 3.6, 2.4, 1.5, 2.2),
    liste="operations",
    element="operation",
    cellules=tuple(f"[[operation.{name}]]" for name in ("rang", "intitule", "site", "depense", "taux", "aide")),
)
SIGNATURES = Cases(
    tuple(
        (P("Signature", f"Pour la {partie},"), P("Signature", f"[[{qualite}]]"), P("Signature", f"**[[{nom}]]**"))
        for partie, qualite, nom in (("Métropole", "president_qualite", "president"), ("Commune", "maire_qualite", "maire"))
    )
)
CONTENU = Contenu(
    entete=P("Bandeau", "[[metropole]] – Convention n° [[numero]]"),
    pied=P("Bandeau", "[[objet]] – Page [[=PAGE]] sur [[=NUMPAGES]]"),
    corps=read_blocs(Path(__file__).with_suffix(".txt"), {"operations": OPERATIONS_BLOC, "signatures": SIGNATURES}),
    points=12,
    interligne=1.3,
)

PREAMBULE = (
    "Les étés de 2019, de 2022 et de 2023 ont montré combien les bâtiments scolaires du territoire sont exposés à la chaleur : "
    "dans un tiers des classes, la température a dépassé 32 °C durant plus de dix jours d’école. Les mêmes bâtiments comptent, "
    "en hiver, parmi les plus dispendieux du patrimoine des communes.",
    "Par sa délibération du 7 octobre 2024, le Conseil de la Métropole a adopté le plan « Écoles fraîches & sobres », qui "
    "associe la rénovation thermique, l’ombrage des cours et la sobriété des usages. Il en a confié la mise en œuvre aux "
    "communes, avec le soutien d’un fonds de concours doté de 38 millions d’euros sur la durée du mandat.",
    "La Commune, qui compte vingt sites scolaires et périscolaires, a répondu à l’appel à projets. Son dossier, instruit par les "
    "services de la Métropole, a été jugé complet et recevable ; son conseil municipal s'est engagé à inscrire à son budget la "
    "part des dépenses qui lui revient.",
    "Les parties entendent, par la présente convention, conjuguer leurs efforts pour que chaque enfant dispose, à moins de "
    "< 15 minutes > à pied de chez lui, d’une cour ombragée ouverte hors du temps scolaire.",
)
ENGAGEMENTS = (
    "à réaliser les opérations dans le respect du calendrier et de la description qui en sont donnés à l’article 6",
    "à inscrire à son budget, en temps utile, les crédits nécessaires à leur financement et à leur entretien",
    "à informer sans délai la Métropole de toute difficulté de nature à compromettre ou à retarder l’exécution du programme",
    "à maintenir l’affectation scolaire ou périscolaire des bâtiments et des terrains, et à en assurer la bonne conservation",
    "à ouvrir au public, hors du temps scolaire, les cours réaménagées dont la superficie est > 600 m²",
    "à ne solliciter, pour les mêmes dépenses, aucune aide dont le cumul excéderait 80 % de leur montant hors taxes",
)
PIECES = (
    "la présente convention et ses avenants éventuels",
    "le règlement du fonds « Écoles fraîches & sobres », dans sa version en vigueur à la date de signature",
    "le dossier de candidature de la Commune, y compris les diagnostics énergétiques",
    "le calendrier prévisionnel des opérations et l’échéancier des versements",
)
OPERATIONS = (
    ("Isolation de la toiture & des combles", "École Jean-Zay", 184_000, 35),
    ("Remplacement des menuiseries", "École Jean-Zay", 226_500, 35),
    ("Cour ombragée et désimperméabilisée", "École Jean-Zay", 142_800, 50),
    ("Protections solaires des façades sud", "École Simone-Veil", 96_400, 40),
    ("Ventilation nocturne", "École Simone-Veil", 118_250, 40),
    ("Cour ombragée et désimperméabilisée", "École Simone-Veil", 156_000, 50),
    ("Isolation par l’extérieur", "École de l’Île", 412_700, 35),
    ("Raccordement au réseau de chaleur", "École de l’Île", 88_900, 30),
    ("Préau végétalisé", "École de l’Île", 74_300, 50),
    ("Remplacement des menuiseries", "École des Près-Hauts", 203_600, 35),
    ("Brasseurs d’air (12 classes)", "École des Près-Hauts", 31_200, 40),
    ("Cour ombragée et désimperméabilisée", "École des Près-Hauts", 167_450, 50),
    ("Isolation de la toiture & des combles", "École Louise-Michel", 175_900, 35),
    ("Chaufferie bois", "École Louise-Michel", 298_000, 30),
    ("Protections solaires des façades sud", "École Louise-Michel", 83_700, 40),
    ("Rénovation d’ensemble", "Accueil de loisirs du Parc", 536_000, 35),
    ("Jardin pédagogique", "Accueil de loisirs du Parc", 42_600, 50),
    ("Isolation par l’extérieur", "Crèche Le Petit-Pont", 264_300, 35),
    ("Brasseurs d’air (6 salles)", "Crèche Le Petit-Pont", 18_800, 40),
    ("Suivi des consommations", "Ensemble des vingt sites", 61_000, 40),
)


def _euros(amount: int) -> str:
    return f"{amount:,} €".replace(",", "\u202f").replace(" €", "\u00a0€")


def context() -> Context:
    """Return what the templates print: texts ready-made, booleans for the conditions."""
    operations: list[Row] = [
        {
            "rang": str(rank),
            "intitule": intitule,
            "site": site,
            "depense": _euros(depense),
            "taux": f"{taux}\u00a0%",
            "aide": _euros(depense * taux // 100),
        }
        for rank, (intitule, site, depense, taux) in enumerate(OPERATIONS, 1)
    ]
    return {
        "numero": "2025-FC-031",
        "objet": "Écoles fraîches & sobres",
        "metropole": "Métropole de Rive-et-Plaine",
        "metropole_siege": "12, quai de l’Hôtel-Dieu, à Rive",
        "president": "Mme Hélène D’ARCY",
        "president_qualite": "La Présidente de la Métropole",
        "deliberation_metropole": "la délibération CM2025/04/07/18 du 7 avril 2025",
        "la_commune": "la commune d’Aulnay-sous-Bois",
        "commune_siege": "place de l’Hôtel-de-Ville, à Aulnay-sous-Bois",
        "maire": "M. Étienne LE GOFF",
        "maire_qualite": "Le Maire",
        "deliberation_commune": "la délibération n° 42 de son conseil municipal, en date du 24 mars 2025",
        "preambule": [{"texte": texte} for texte in PREAMBULE],
        "effet": "1er mai 2025",
        "duree": "quatre ans",
        "fin": "30 avril 2029",
        "delai_debut": "dix-huit mois",
        "avec_prorogation": True,
        "prorogation": "un an",
        "engagements": [{"texte": texte} for texte in ENGAGEMENTS],
        "referent": "la direction « Patrimoine & énergie »",
        "operations": operations,
        "cout": _euros(sum(one[2] for one in OPERATIONS)),
        "montant": _euros(sum(one[2] * one[3] // 100 for one in OPERATIONS)),
        "avance": "30\u00a0%",
        "plafond": "80\u00a0%",
        "comptable": "la trésorerie d’Aulnay-sous-Bois",
        "chapitre": "204",
        "autorisation": "2025-11",
        "gain": "40\u00a0%",
        "affectation": "dix ans",
        "tribunal": "tribunal administratif de Montreuil",
        "pieces": [{"texte": texte} for texte in PIECES],
        "lieu": "Rive",
        "date_signature": "28 avril 2025",
    }


# ------------------------------------------------------------------------------------- the same convention, as an act of delib

CHEMINS = {
    "metropole": "collectivite.nom",
    "metropole_siege": "siege",
    "president": "signataire.civil",
    "president_qualite": "signataire.fonction",
    "deliberation_metropole": "deliberation",
    "la_commune": "beneficiaire.commune.la_commune",
    "commune_siege": "beneficiaire.siege",
    "maire": "beneficiaire.representant.civil",
    "maire_qualite": "beneficiaire.representant.fonction",
    "deliberation_commune": "beneficiaire.deliberation",
    "alinea.texte": "alinea",
    "avec_prorogation": "prorogation",
    "engagement.texte": "engagement",
    "operation.rang": "loop.index",
    "montant": "montant.complet",
    "tribunal": "collectivite.tribunal.nom",
    "piece.texte": "piece",
    "date_signature": "date",
}
"""What delib's own template asks of its data, where the name is not the same."""


def donnees() -> dict[str, object]:
    """Return the data of the act: what a person would type, its French left to delib."""
    ready = context()
    same = ("numero", "objet", "referent", "comptable", "chapitre", "autorisation", "lieu")
    return {
        "acte": "convention",
        "collectivite": {
            "nom": ready["metropole"],
            "nature": "metropole",
            "organes": {"conseil": {"intitule": "le Conseil de la Métropole"}},
            "tribunal": {"nom": ready["tribunal"]},
        },
        **{name: ready[name] for name in same},
        "siege": ready["metropole_siege"],
        "signataire": {"civilite": "Mme", "prenom": "Hélène", "nom": "D’Arcy", "qualite": "Présidente de la Métropole"},
        "deliberation": ready["deliberation_metropole"],
        "beneficiaire": {
            "commune": "Aulnay-sous-Bois",
            "siege": ready["commune_siege"],
            "representant": {"civilite": "M.", "prenom": "Étienne", "nom": "Le Goff", "qualite": "Maire"},
            "deliberation": ready["deliberation_commune"],
        },
        "preambule": list(PREAMBULE),
        "effet": "2025-05-01",
        "duree": "4 ans",
        "fin": "2029-04-30",
        "delai_debut": "18 mois",
        "prorogation": "1 an",
        "engagements": list(ENGAGEMENTS),
        "operations": [
            {"intitule": intitule, "site": site, "depense": depense, "taux": taux, "aide": depense * taux // 100}
            for intitule, site, depense, taux in OPERATIONS
        ],
        "cout": sum(one[2] for one in OPERATIONS),
        "montant": sum(one[2] * one[3] // 100 for one in OPERATIONS),
        "avance": 30,
        "plafond": 80,
        "gain": 40,
        "affectation": "10 ans",
        "pieces": list(PIECES),
        "date": "2025-04-28",
    }
