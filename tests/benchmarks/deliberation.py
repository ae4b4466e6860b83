"""A délibération of three pages: fifteen visas, ten considérants, eight articles. Imaginary; the text lies in the data."""

from __future__ import annotations

from documents import Chaque, Contenu, Context, P, Si

CONTENU = Contenu(
    entete=P("Bandeau", "[[collectivite]] – Séance du [[date_seance]]"),
    pied=P("Bandeau", "Délibération n° [[numero]] – Page [[=PAGE]] sur [[=NUMPAGES]]"),
    points=11,
    interligne=1,
    corps=(
        P("Centré", "RÉPUBLIQUE FRANÇAISE"),
        P("Centré", "[[departement]]"),
        P("Centré", "[[collectivite_capitales]]"),
        P("Centré", "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS"),
        P("Centré", "Séance du [[organe]] du [[date_complete]]"),
        P("Titre acte", "[[numero]] : [[objet]]"),
        P("Renseignement", "Date de la convocation : [[convocation]]"),
        P("Renseignement", "Nombre de membres en exercice : [[en_exercice]]"),
        P("Renseignement", "Membres présents ou représentés : [[presents]]"),
        Si("avec_excuses", P("Renseignement", "Membres excusés : [[excuses]]")),
        Si("avec_quorum", P("Renseignement", "Quorum : [[quorum]]")),
        P("Renseignement", "Présidence de la séance : [[president]]"),
        Si("suppleance", P("Renseignement", "Pour l’examen de cette affaire : [[suppleant]]")),
        P("Renseignement", "Secrétaire de séance : [[secretaire]]"),
        Si("avec_rapporteur", P("Renseignement", "Rapporteur : [[rapporteur]]")),
        Si("urgence", P("Texte", "Le [[organe]] reconnaît l’urgence, au motif que [[urgence_motif]].")),
        P("Formule", "LE [[organe_capitales]]"),
        Chaque("visas", "visa", P("Texte", "**Vu** [[visa.texte]],")),
        Chaque("considerants", "considerant", P("Texte", "**Considérant** [[considerant.texte]],")),
        Si("avec_commission", P("Texte", "La commission « [[commission]] » consultée,")),
        P("Formule", "APRÈS EN AVOIR DÉLIBÉRÉ"),
        Chaque("dispositif", "alinea", P("Texte", "**[[alinea.article]] – [[alinea.verbe]]** [[alinea.texte]].")),
        Si("unanimite", P("Formule", "ADOPTÉ À L’UNANIMITÉ DES SUFFRAGES EXPRIMÉS")),
        Si("majorite", P("Formule", "ADOPTÉ À LA MAJORITÉ DES SUFFRAGES EXPRIMÉS")),
        P("Texte", "Votants : [[votants]] – Pour : [[pour]] – Contre : [[contre]] – Abstentions : [[abstentions]]"),
        Si("avec_noms_contre", P("Texte", "Ont voté contre : [[noms_contre]]")),
        Si("avec_noms_abstentions", P("Texte", "Se sont abstenus : [[noms_abstentions]]")),
        Si("avec_deport", P("Texte", "N’ont pas pris part au vote : [[deport]]")),
        Si("delegation", P("Signature", "Pour la Présidente et par délégation, [[delegataire]]")),
        P("Signature", "[[president_qualite]]"),
        P("Signature", "**[[president]]**"),
        Si("transmis", P("Mention", "Reçu en préfecture le [[reception]], sous le n° [[accuse]]. Publié le [[publication]].")),
        Si("affiche", P("Mention", "Affiché du [[affichage]].")),
        P(
            "Mention",
            "La Présidente certifie sous sa responsabilité le caractère exécutoire du présent acte, qui peut faire l’objet d’un "
            "recours devant le [[tribunal]] dans un délai de deux mois à compter de sa publication.",
        ),
    ),
)

VISAS = (
    "le code général des collectivités territoriales, notamment ses articles L. 5217-2, L. 5217-10-1 et R. 5217-1",
    "le code de l’environnement, notamment ses articles L. 210-1, L. 211-7 et L. 215-14 relatifs à l’entretien des cours d’eau",
    "le code de l’urbanisme, notamment ses articles L. 113-29 et R. 151-43, s'agissant des espaces de continuité écologique",
    "la loi n° 2014-58 du 27 janvier 2014 de modernisation de l’action publique territoriale et d’affirmation des métropoles",
    "la loi n° 2021-1104 du 22 août 2021 portant lutte contre le dérèglement climatique et renforcement de la résilience face à "
    "ses effets, et notamment son article 101",
    "le décret n° 2015-526 du 12 mai 2015 relatif aux règles applicables aux ouvrages construits ou aménagés en vue de prévenir "
    "les inondations et aux règles de sûreté des ouvrages hydrauliques",
    "l’arrêté interpréfectoral du 3 mars 2022 approuvant le schéma d’aménagement et de gestion des eaux du bassin de la Vive",
    "la délibération CM2019/06/21/04 déclarant d’intérêt métropolitain la restauration des berges et des zones humides",
    "la délibération CM2020/12/04/11 approuvant le plan climat-air-énergie métropolitain et son volet « Eau & Nature »",
    "la délibération CM2021/10/15/07 portant création du fonds « Rivières ouvertes » et approbation de son règlement",
    "la délibération CM2022/07/01/19 approuvant la convention-cadre conclue avec l’agence de l’eau pour les années 2022 à 2027",
    "la délibération CM2023/03/22/09 relative à la reconquête des secteurs dont la pente est < 3 ‰ et le débit > 12 m³/s",
    "la délibération BM2024/02/13/05 attribuant les marchés d’études préalables à la renaturation de la Vive et de ses affluents",
    "l’avis favorable rendu le 18 novembre 2024 par la commission locale de l’eau, assorti de deux recommandations relatives au "
    "phasage des travaux et à la protection des frayères",
    "le budget primitif de l’exercice 2025, et le projet de règlement annexé à la présente délibération",
)

CONSIDERANTS = (
    "que la Métropole exerce, en lieu et place des communes membres, la compétence de gestion des milieux aquatiques et de "
    "prévention des inondations, et qu'il lui revient à ce titre d’assurer l’entretien et l’aménagement des cours d’eau",
    "que les études conduites de 2022 à 2024 ont montré que 41 % du linéaire des berges est artificialisé, que douze ouvrages "
    "sont sans usage et que la ripisylve a disparu sur près de neuf kilomètres",
    "que les inondations de juin 2021 et d’octobre 2024 ont touché plus de 1 800 logements et 230 entreprises, pour un dommage "
    "évalué à 27 millions d’euros par la mission « Risques & assurances »",
    "qu’il est établi que les champs d’expansion des crues, lorsqu'ils sont rendus au cours d’eau, retardent et abaissent le "
    "pic de crue à l’aval pour un coût inférieur à celui des ouvrages de protection",
    "l’intérêt qui s’attache à ouvrir au public des berges aujourd’hui closes, dans le respect des propriétés riveraines et de "
    "la tranquillité de la faune, et à relier entre eux les parcs du « Val-d’Amont » et de la « Plaine-Basse »",
    "que onze communes ont, par délibération de leur conseil municipal, demandé à bénéficier du fonds et se sont engagées à "
    "mettre à disposition les emprises nécessaires aux travaux",
    "que le plan de financement arrêté avec l’agence de l’eau et la région prévoit une participation de la Métropole limitée à "
    "35 % du montant hors taxes des opérations, les communes conservant à leur charge 20 % au moins de celui-ci",
    "que l’attribution de chaque aide fera l’objet d’une décision du Bureau, au vu d’un dossier complet et dans l’ordre de "
    "priorité que fixe le règlement : sécurité des personnes > qualité de l’eau > ouverture au public",
    "qu’un suivi écologique de cinq ans est nécessaire pour apprécier l’effet des travaux, et que l’université et les "
    "associations agréées ont accepté d’y prendre part sans contrepartie financière",
    "qu’il convient dès lors d’approuver le plan de restauration, le règlement du fonds et la convention type, et d’autoriser "
    "la Présidente à accomplir les formalités que leur mise en œuvre appelle",
)

DISPOSITIF = (
    ("APPROUVE", "le plan métropolitain de restauration des berges de la Vive et de ses affluents pour les années 2025 à 2030"),
    (
        "APPROUVE",
        "le règlement du fonds « Rivières ouvertes », annexé à la présente délibération, qui se substitue à compter de ce jour à "
        "celui qu’avait approuvé la délibération CM2021/10/15/07",
    ),
    (
        "APPROUVE",
        "la convention type à conclure avec chaque commune bénéficiaire, annexée à la présente délibération, et dit que les "
        "adaptations qui n’en modifient pas l’économie générale pourront y être apportées",
    ),
    (
        "FIXE",
        "à 35 % du montant hors taxes le taux maximal de la participation de la Métropole, sans que le cumul des aides publiques "
        "puisse excéder 80 % de ce montant, et à 1 200 000 € le plafond de l’aide par opération",
    ),
    (
        "DÉLÈGUE",
        "au Bureau l’attribution des aides, ainsi que la modification du calendrier des opérations lorsque l’état des milieux, "
        "une crue ou un étiage sévère l’exige",
    ),
    (
        "DIT",
        "que les dépenses correspondantes, évaluées à 9 460 000 € sur six exercices, seront imputées au chapitre 204 du budget "
        "principal, autorisation de programme n° 2025-07 « Eau & Nature »",
    ),
    (
        "DEMANDE",
        "qu’un bilan de l’avancement du plan et de la consommation des crédits soit présenté chaque année au Conseil, avant le "
        "débat d’orientation budgétaire, après avis de la commission compétente",
    ),
    (
        "AUTORISE",
        "la Présidente ou son représentant à signer les conventions, à solliciter les subventions auprès de l’État, de la région "
        "et de l’agence de l’eau, et à prendre toute mesure nécessaire à l’exécution de la présente délibération",
    ),
)


def context() -> Context:
    """Return what the templates print: texts ready-made, booleans for the conditions."""
    return {
        "collectivite": "Métropole de Rive-et-Plaine",
        "collectivite_capitales": "MÉTROPOLE DE RIVE-ET-PLAINE",
        "departement": "Département de la Vive",
        "organe": "Conseil de la Métropole",
        "organe_capitales": "CONSEIL DE LA MÉTROPOLE",
        "date_seance": "7 avril 2025",
        "date_complete": "lundi 7 avril 2025",
        "numero": "CM2025/04/07/12",
        "objet": "Restauration des berges de la Vive : plan 2025-2030 & règlement du fonds « Rivières ouvertes »",
        "convocation": "1er avril 2025",
        "en_exercice": "118",
        "presents": "104",
        "avec_excuses": True,
        "excuses": "14",
        "avec_quorum": True,
        "quorum": "60",
        "suppleance": False,
        "suppleant": "Paul N’GUYEN, premier vice-président",
        "president": "Hélène D’ARCY",
        "president_qualite": "La Présidente de la Métropole",
        "secretaire": "Noé LEFÈVRE",
        "avec_rapporteur": True,
        "rapporteur": "Inès ABOU-KHALIL, vice-présidente chargée de l’eau & des risques",
        "urgence": False,
        "urgence_motif": "la crue menace les riverains",
        "visas": [{"texte": texte} for texte in VISAS],
        "considerants": [{"texte": texte} for texte in CONSIDERANTS],
        "avec_commission": True,
        "commission": "Eau, risques & biodiversité",
        "dispositif": [
            {"article": "Article 1er" if rank == 1 else f"Article {rank}", "verbe": verbe, "texte": texte}
            for rank, (verbe, texte) in enumerate(DISPOSITIF, 1)
        ],
        "unanimite": False,
        "majorite": True,
        "votants": "104",
        "pour": "97",
        "contre": "3",
        "abstentions": "4",
        "avec_noms_contre": True,
        "noms_contre": "Luc D’ORNANO, Maëlle PETIT & Yann LE ROUX",
        "avec_noms_abstentions": True,
        "noms_abstentions": "Zoé ANTUNES, Rémi BÔ, Chloé GÜNDÜZ, Marc O’NEILL",
        "avec_deport": False,
        "deport": "Anne MARTIN",
        "delegation": False,
        "delegataire": "le premier vice-président",
        "transmis": True,
        "reception": "9 avril 2025",
        "accuse": "099-200000099-20250407-CM2025-12-DE",
        "publication": "10 avril 2025",
        "affiche": False,
        "affichage": "10 avril au 10 juin 2025",
        "tribunal": "tribunal administratif de Rive",
    }
