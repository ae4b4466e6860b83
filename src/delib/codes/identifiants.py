"""What can be wrong in the identifier of a transmitted act, and in the names of its files."""

from __future__ import annotations

from delib.codes.nature import AVERTISSEMENT, ERREUR, Kind

_IDACTE = "XSD @CTES, « IDActe »"
_NUMERO = "XSD @CTES, « NumeroInterne » : 15 caractères au plus"

CODES: dict[str, Kind] = {
    # -------------------------------------------------------------------------------------------------- an identifier as text
    "identifiant-forme": Kind(
        "Identifiant sans ses cinq parties",
        ERREUR,
        "« {texte} » n’est pas un identifiant @CTES : il y faut cinq parties, séparées par des tirets.",
        "département, SIREN, date, numéro, nature : 075-200054781-20251202-BM25-12-02-22-1-DE",
        _IDACTE,
    ),
    "identifiant-fichier": Kind(
        "Nom de fichier à la place d’un identifiant",
        ERREUR,
        "« {texte} » est le nom d’un fichier de transmission, pas un identifiant.",
        "l’identifiant qu’il contient est « {identifiant} »",
    ),
    "identifiant-departement": Kind(
        "Département d’un identifiant",
        ERREUR,
        "« {valeur} » n’est pas un code de département : trois chiffres, 02A ou 02B.",
        "écrivez 075 pour Paris, 02A pour la Corse-du-Sud",
        "XSD @CTES, « Departement »",
    ),
    "identifiant-departement-inconnu": Kind(
        "Département inconnu dans un identifiant",
        AVERTISSEMENT,
        "« {valeur} » n’est le code d’aucun département connu de delib.",
        "vérifiez-le",
    ),
    "identifiant-siren": Kind(
        "SIREN d’un identifiant",
        ERREUR,
        "« {valeur} » n’est pas un SIREN : neuf chiffres.",
        "c’est celui de la collectivité qui transmet",
        _IDACTE,
    ),
    "identifiant-siren-cle": Kind(
        "Clé du SIREN d’un identifiant",
        AVERTISSEMENT,
        "Le SIREN « {valeur} » ne satisfait pas la clé de contrôle.",
        "vérifiez-le ; des plateformes d’essai emploient un numéro fictif",
    ),
    "identifiant-date": Kind(
        "Date d’un identifiant",
        ERREUR,
        "« {valeur} » n’est pas une date : huit chiffres, année, mois, jour.",
        "c’est le jour de la décision : 20251202 pour le 2 décembre 2025",
        _IDACTE,
    ),
    "identifiant-numero-absent": Kind(
        "Numéro absent d’un identifiant", ERREUR, "Le numéro manque.", "il a de 1 à 15 caractères", _NUMERO
    ),
    "identifiant-numero-long": Kind(
        "Numéro trop long pour être transmis",
        ERREUR,
        "Le numéro « {numero} » a {longueur} caractères ; il en faut au plus {limite}.",
        "{conseil}",
        _NUMERO,
    ),
    "identifiant-numero-profil": Kind(
        "Numéro hors du profil de l’opérateur",
        ERREUR,
        "Le numéro « {numero} » n’est pas du profil « {profil} » ({origine}) : {admis}.",
        "{conseil}",
    ),
    "identifiant-nature": Kind(
        "Nature d’un identifiant",
        ERREUR,
        "« {valeur} » n’est pas une nature : deux lettres capitales.",
        "DE, AR, AI, CC, BF ou AU",
        _IDACTE,
    ),
    "identifiant-nature-inconnue": Kind(
        "Nature inconnue dans un identifiant",
        AVERTISSEMENT,
        "« {valeur} » n’est la nature d’aucune classification connue de delib.",
        "DE délibération, AR acte réglementaire, AI acte individuel, CC contrat, BF budget, AU autre",
    ),
    "identifiant-profil-inconnu": Kind("Profil inconnu", ERREUR, "Le profil « {profil} » n’est pas connu.", "{conseil}"),
    # ----------------------------------------------------------------------------------------------- an identifier made of an act
    "identifiant-acte": Kind(
        "Acte sans identifiant",
        ERREUR,
        "Un acte de type « {type} » n’a ni séance, ni numéro, ni classement : il n’a pas d’identifiant @CTES.",
        "donnez la délibération ; ce qu’elle approuve se transmet avec elle, en annexe",
    ),
    "identifiant-departement-absent": Kind(
        "Département de la collectivité absent",
        ERREUR,
        "Le code du département de la collectivité manque : l’identifiant @CTES commence par lui.",
        'ajoutez « departement: "075" » au fichier de la collectivité',
        _IDACTE,
    ),
    "identifiant-siren-absent": Kind(
        "SIREN de la collectivité absent",
        ERREUR,
        "Le SIREN de la collectivité manque : l’identifiant @CTES en est fait.",
        "ajoutez « siren », neuf chiffres entre guillemets, au fichier de la collectivité",
        _IDACTE,
    ),
    "identifiant-nature-absente": Kind(
        "Nature de l’acte absente",
        ERREUR,
        "La nature de l’acte manque : l’identifiant @CTES finit par elle.",
        "ajoutez « classement: {{nature: DE}} » ; un budget est BF, même voté par délibération",
        "XSD @CTES, « CodeNatureActe »",
    ),
    "identifiant-remplacement": Kind(
        "Remplacement impossible",
        ERREUR,
        "Ce remplacement ne se comprend pas : {raison}.",
        "« de » est une expression régulière, « a » ce qui la remplace ; \\1 y reprend le premier groupe",
    ),
    "identifiant-remplacement-couteux": Kind(
        "Remplacement démesuré",
        ERREUR,
        "Cette expression régulière peut demander un temps démesuré : elle n’a pas été essayée.",
        "n’y mettez pas une répétition dans une autre, ni plus de trois répétitions sans borne",
    ),
    # ------------------------------------------------------------------------------------------------------- several identifiers
    "identifiant-double": Kind(
        "Deux actes d’un même identifiant",
        ERREUR,
        "L’identifiant « {identifiant} » est aussi celui de {autre}.",
        "donnez à l’un des deux un autre numéro",
        "XSD @CTES : « identifiant unique d’un acte »",
    ),
    "identifiant-numero-pris": Kind(
        "Deux actes d’un même numéro",
        AVERTISSEMENT,
        "Le numéro « {numero} » est aussi celui de {autre} : l’opérateur refuse un numéro déjà pris par la collectivité.",
        "donnez à l’un des deux un autre numéro",
        "S2LOW",
    ),
    "identifiant-numero-confondu": Kind(
        "Deux numéros que rien ne distingue à la relecture",
        AVERTISSEMENT,
        "Les numéros « {numero} » et « {voisin} », de {autre}, ne diffèrent que par « - » et « _ » ou par les capitales : "
        "l’opérateur les confondrait.",
        "donnez à l’un des deux un autre numéro",
        "Pastell",
    ),
}
