"""What can be wrong when acts are published as open data (SCDL)."""

from __future__ import annotations

from delib.codes.nature import AVERTISSEMENT, ERREUR, INFO, Kind

SCHEMA = "SCDL « délibérations » 2.1.5"

CODES: dict[str, Kind] = {
    # ------------------------------------------------------------------------------------------------ the table schema
    "scdl-requis": Kind(
        "Champ obligatoire",
        ERREUR,
        "{champ} ({titre}) est obligatoire, et l’acte ne le donne pas.",
        "donnez « {donnee} »",
        SCHEMA,
    ),
    "scdl-forme": Kind(
        "Forme d’un champ", ERREUR, "{champ} : « {valeur} » n’est pas {attendu}.", "corrigez « {donnee} »", SCHEMA
    ),
    "scdl-solidaires": Kind(
        "Champs solidaires",
        ERREUR,
        "{donnes} vont avec {absents} : tous sont donnés, ou aucun.",
        "donnez les autres champs, ou retirez ceux-là",
        SCHEMA,
    ),
    "scdl-ordre": Kind(
        "Valeurs contradictoires",
        ERREUR,
        "{champ} ({valeur}) est inférieur à {autre} ({autre_valeur}).",
        "vérifiez « {donnee} » et « {autre_donnee} »",
        SCHEMA,
    ),
    "scdl-somme": Kind(
        "Somme des voix", ERREUR, "{champ} ({valeur}) n’est pas la somme de {parties} ({somme}).", "vérifiez le décompte", SCHEMA
    ),
    "scdl-double": Kind(
        "Délibération donnée deux fois",
        ERREUR,
        "La délibération {numero} de la collectivité {siren} est déjà donnée par {autre}.",
        "donnez chaque délibération une seule fois, ou corrigez l’un des deux numéros",
    ),
    # ------------------------------------------------------------------------------------------------------- the acts
    "scdl-acte": Kind(
        "Délibération attendue",
        ERREUR,
        "« {type} » n’est pas une délibération : ce fichier ne publie que des délibérations.",
        "retirez cet acte de la commande",
    ),
    "scdl-projet": Kind(
        "Projet de délibération",
        ERREUR,
        "Un projet n’est pas encore une délibération : il ne se publie pas.",
        "attendez le vote, puis retirez « etat: projet »",
    ),
    "scdl-non-adoptee": Kind(
        "Délibération non adoptée",
        ERREUR,
        "Le vote dit « {resultat} » : ce fichier ne publie que des délibérations adoptées.",
        "retirez cet acte de la commande",
        SCHEMA,
    ),
    "scdl-siren": Kind(
        "SIRET d’un autre",
        ERREUR,
        "Le SIRET {siret} ne commence pas par le SIREN {siren} de la collectivité.",
        "vérifiez « siren » et « siret_siege »",
        SCHEMA,
    ),
    "scdl-occultation": Kind(
        "Données à masquer",
        AVERTISSEMENT,
        "Cet acte porte des données à masquer avant toute publication ({chemins}) ; l’objet et l’adresse sont écrits tels quels.",
        "vérifiez que ni l’objet ni le document publié à cette adresse ne les contiennent",
        "CRPA, art. L. 312-1-2",
    ),
    "scdl-objet-masque": Kind(
        "Objet à masquer",
        ERREUR,
        "L’objet de cet acte est à masquer avant toute publication : DELIB_OBJET le publierait.",
        "écrivez un objet sans ces données, ou retirez cet acte de la commande",
        "CRPA, art. L. 312-1-2",
    ),
    "scdl-retiree": Kind(
        "Délibération retirée",
        AVERTISSEMENT,
        "Cette délibération a été retirée, et aucun champ ne le dit.",
        "voyez s’il faut encore la publier",
    ),
    "scdl-collectivites": Kind(
        "Plusieurs collectivités",
        INFO,
        "Le fichier réunit les délibérations de {nombre} collectivités ; COLL_SIRET les distingue.",
    ),
    # ------------------------------------------------------------------------------- what stays empty, and what is told
    "scdl-vote": Kind("Vote sans décompte", INFO, "Les colonnes du vote restent vides : {raison}.", source=SCHEMA),
    "scdl-votants": Kind(
        "Votants",
        AVERTISSEMENT,
        "VOTE_REEL vaut {reel}, pour, contre et abstentions réunis ; l’acte dit {votants} votants{blancs}.",
        "vérifiez le décompte ; le schéma n’a pas de colonne pour les blancs et les nuls",
        SCHEMA,
    ),
    "scdl-budget": Kind("Budget", INFO, "BUDGET_ANNEE et BUDGET_NOM restent vides : {raison}.", source=SCHEMA),
    "scdl-reception": Kind("Date de réception", INFO, "PREF_DATE reste vide : {raison}.", source=SCHEMA),
    "scdl-receptions": Kind(
        "Plusieurs dates de réception",
        AVERTISSEMENT,
        "PREF_DATE reste vide : l’acte aurait été reçu le {jours}.",
        "gardez l’accusé qui vaut, celui de la transmission complète",
    ),
    # ---------------------------------------------------------------------------------------------------- the receipts
    "scdl-accuses-vide": Kind(
        "Dossier sans accusé", ERREUR, "Ce dossier ne contient aucun fichier.", "donnez le dossier des accusés de réception"
    ),
    "scdl-acte-sans-accuse": Kind(
        "Acte sans accusé",
        AVERTISSEMENT,
        "Aucun des accusés donnés n’est celui de cet acte ({identifiant}).",
        "ajoutez son accusé, ou vérifiez le numéro transmis",
    ),
    "scdl-acte-sans-identifiant": Kind(
        "Acte sans identifiant",
        AVERTISSEMENT,
        "Aucun accusé ne peut être rapproché de cet acte, dont l’identifiant n’est pas connu : {raison}",
        "donnez ce qui manque",
    ),
    "scdl-accuse-sans-acte": Kind(
        "Accusé sans acte",
        AVERTISSEMENT,
        "L’accusé {identifiant} n’est celui d’aucun des actes donnés.",
        "ajoutez cet acte, ou vérifiez le numéro transmis",
    ),
}
