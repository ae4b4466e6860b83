"""What can be wrong when a PDF is made, read or completed."""

from __future__ import annotations

from delib.codes.nature import AVERTISSEMENT, ERREUR, INFO, Kind

CODES: dict[str, Kind] = {
    # ------------------------------------------------------------------------------------------------------ LibreOffice
    "pdf-office-absent": Kind(
        "LibreOffice absent",
        ERREUR,
        "LibreOffice, qui fait les PDF, n’a pas été trouvé sur cette machine.",
        "installez-le (paquet libreoffice-writer, ou fr.libreoffice.org) ; s’il est ailleurs, nommez son programme « soffice » par "
        "--soffice ou par la variable {variable}",
    ),
    "pdf-office-chemin": Kind(
        "Programme introuvable",
        ERREUR,
        "« {programme} », que nomme {origine}, n’est pas un programme.",
        "donnez le chemin du programme « soffice » de LibreOffice",
    ),
    "pdf-office-lancement": Kind(
        "Programme qui ne démarre pas",
        ERREUR,
        "« {programme} » n’a pas pu être lancé : {raison}.",
        "donnez à --soffice le chemin du programme « soffice » de LibreOffice",
    ),
    "pdf-office-autre": Kind(
        "Programme qui n’est pas LibreOffice",
        ERREUR,
        "« {programme} » n’a rien converti, et ne se dit pas LibreOffice.",
        "donnez à --soffice le chemin du programme « soffice » de LibreOffice",
    ),
    "pdf-office-vain": Kind(
        "LibreOffice ne convertit rien",
        ERREUR,
        "LibreOffice ne convertit rien : {raison}.",
        "relancez ; vérifiez qu’il ouvre ces documents. Installé par snap ou flatpak, il ne voit pas le dossier temporaire : "
        "installez celui du système",
    ),
    "pdf-office-delai": Kind(
        "Conversion trop longue",
        ERREUR,
        "LibreOffice n’a pas converti ce document en {delai} secondes : il a été arrêté.",
        "vérifiez qu’il s’ouvre dans LibreOffice, ou laissez plus de temps par --delai",
    ),
    "pdf-office-echec": Kind(
        "Conversion manquée",
        ERREUR,
        "LibreOffice n’a pas converti ce document : {raison}.",
        "vérifiez qu’il s’ouvre dans LibreOffice, puis relancez",
    ),
    "pdf-pas-word": Kind("Fichier qui n’est pas Word", ERREUR, "Ce n’est pas un fichier Word (.docx).", "{conseil}"),
    "pdf-dossier-vide": Kind(
        "Dossier sans fichier Word",
        ERREUR,
        "Ce dossier n’a aucun fichier .docx.",
        "vérifiez-le : ses sous-dossiers ne sont pas lus",
    ),
    "pdf-annexe-genre": Kind(
        "Annexe d’un genre inconnu",
        ERREUR,
        "Une annexe est un .pdf, un .docx, ou les données d’un acte (.yaml, .json).",
        "enregistrez-la en PDF",
    ),
    "pdf-pas-projet": Kind(
        "Acte qui n’est pas un projet",
        ERREUR,
        "« PROJET » ne s’écrit pas sur cet acte : ce n’est pas un projet.",
        "donnez --variante projet, ou retirez --projet",
    ),
    "pdf-ancien": Kind(
        "PDF d’un autre document",
        ERREUR,
        "Ce PDF n’est pas celui du document Word tel qu’il est : il a été fait d’un autre, ou par un autre que delib.",
        "vérifiez-le (il a pu être signé, ou tamponné), puis relancez avec --ecraser pour le remplacer",
    ),
    "pdf-temporaire": Kind(
        "Dossier temporaire",
        ERREUR,
        "Le dossier temporaire où LibreOffice travaille ne peut pas servir : {raison}.",
        "libérez de la place, ou nommez un autre dossier par la variable TMPDIR",
    ),
    # ---------------------------------------------------------------------------------------------- before it is converted
    "pdf-image-externe": Kind(
        "Contenu hors du fichier",
        ERREUR,
        "Ce document affiche un contenu qui n’est pas dans le fichier : « {cible} ». delib ne va rien chercher ailleurs.",
        "incorporez-le : dans Word, Fichier, Informations, « Modifier les liens d’accès aux fichiers », « Rompre la liaison »",
    ),
    "pdf-contenu-perdu": Kind(
        "Contenu que LibreOffice n’imprime pas",
        ERREUR,
        "Ce document incorpore « {cible} », un contenu d’un autre format que LibreOffice n’imprime pas.",
        "ouvrez-le dans Word et enregistrez-le : Word le met dans le texte",
    ),
    "pdf-champ-variable": Kind(
        "Champ qui change",
        AVERTISSEMENT,
        "Ce document affiche {quoi} (champ {champ}), qui change de lui-même : le PDF montre ce qu’affichait le fichier enregistré.",
        "vérifiez-le ; pour le figer, dans Word : Ctrl+Maj+F9",
    ),
    "pdf-donnees-omises": Kind(
        "Données non jointes",
        INFO,
        "Les données jointes, publiques comme le PDF, sont sans : {chemins}.",
    ),
    "pdf-revisions": Kind(
        "Modifications suivies",
        AVERTISSEMENT,
        "Ce document a des modifications suivies : son PDF les montre, barrées ou soulignées.",
        "acceptez-les ou refusez-les dans Word, onglet Révision",
    ),
    "pdf-illisible": Kind(
        "PDF illisible",
        ERREUR,
        "Ce PDF ne peut pas être lu : {raison}.",
        "vérifiez que c’est le bon fichier, et qu’il s’ouvre",
    ),
    "pdf-chiffre": Kind(
        "PDF protégé",
        ERREUR,
        "Ce PDF est protégé (chiffré) : il ne peut être ni lu, ni complété, ni transmis.",
        "enregistrez-le sans mot de passe ni restriction",
    ),
    "pdf-sans-titre": Kind(
        "PDF sans titre",
        AVERTISSEMENT,
        "Ce document Word n’a pas de titre : son PDF porte celui de son fichier, « {titre} ».",
        "donnez-lui un titre : dans Word, Fichier, Informations, Titre",
    ),
    "pdf-signe": Kind(
        "PDF signé",
        ERREUR,
        "Ce PDF porte une signature électronique : le compléter la casserait.",
        "partez du PDF d’avant sa signature, et signez-le ensuite",
    ),
    "pdf-sans-pdfa": Kind(
        "PDF sans la marque PDF/A",
        AVERTISSEMENT,
        "Ce PDF ne peut pas porter la marque PDF/A-3b, celle d’un fichier fait pour être conservé : {raison}.",
        "corrigez le document Word, puis refaites le PDF",
        "ISO 19005-3",
    ),
    "pdf-sans-pdfua": Kind(
        "PDF sans la marque PDF/UA",
        AVERTISSEMENT,
        "Ce PDF ne peut pas porter la marque PDF/UA-1, celle d’un fichier accessible à tous : {raison}.",
        "corrigez le document Word, puis refaites le PDF",
        "ISO 14289-1",
    ),
    "pdf-attache-nom": Kind(
        "Fichier déjà joint",
        ERREUR,
        "Ce PDF contient déjà un fichier joint nommé « {nom} ».",
        "donnez-lui un autre nom, ou partez du PDF d’avant",
    ),
    "annexe-sans-pdfa": Kind(
        "Annexe qui n’est pas un PDF/A",
        AVERTISSEMENT,
        "Avec cette annexe, l’ensemble n’est plus un PDF/A-3b : {raison}.",
        "exportez-la en PDF/A depuis le logiciel qui l’a faite",
        "ISO 19005-3",
    ),
    "annexe-sans-pdfua": Kind(
        "Annexe qui n’est pas accessible",
        AVERTISSEMENT,
        "Avec cette annexe, l’ensemble n’est plus un PDF/UA-1 (accessible à tous) : {raison}.",
        "exportez-la en PDF/UA depuis le logiciel qui l’a faite ; une page numérisée n’est qu’une image",
        "ISO 14289-1",
    ),
    "annexe-xfa": Kind(
        "Annexe en formulaire XFA",
        ERREUR,
        "Cette annexe est un formulaire XFA, que seul un logiciel d’Adobe affiche : ses pages n’ont pas de contenu à joindre.",
        "imprimez-la en PDF, puis joignez ce PDF",
    ),
    "annexe-champs": Kind(
        "Champs renommés",
        INFO,
        "Cette annexe a des champs de formulaire du même nom qu’une autre partie ({noms}) : ils ont reçu un autre nom.",
    ),
    "annexe-scripts": Kind(
        "Scripts d’une annexe",
        AVERTISSEMENT,
        "Cette annexe contient des scripts, qui ne sont pas repris.",
        "vérifiez que ce qu’elle affiche n’en dépend pas",
    ),
}
