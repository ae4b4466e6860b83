"""What a series of documents may meet."""

from __future__ import annotations

from delib.codes.nature import AVERTISSEMENT, ERREUR, Kind

CODES: dict[str, Kind] = {
    "serie-valeur-remplacee": Kind(
        "Valeur remplacée",
        AVERTISSEMENT,
        "La colonne « {colonne} » de la liste remplace cette valeur de l’acte commun (« {valeur} »).",
        "retirez-la de l’acte si chaque ligne donne la sienne, ou la colonne si l’acte a raison",
    ),
    "serie-sous-valeur": Kind(
        "Colonne sous une valeur",
        ERREUR,
        "La colonne « {colonne} » complète « {parent} », qui est déjà donné d’un seul tenant.",
        "retirez « {parent} » de l’acte commun ou de la liste, ou retirez la colonne",
    ),
    "serie-trou": Kind(
        "Élément manquant",
        ERREUR,
        "L’élément n° {rang} de cette liste est donné, alors qu’elle n’en compte que {avant} avant lui.",
        "remplissez les cellules des éléments précédents : aucun ne peut être sauté",
    ),
    "serie-colonne-fixe": Kind(
        "Colonne du type d’acte",
        ERREUR,
        "« {colonne} » ne peut pas changer d’une ligne à l’autre : tous les actes d’une série sont du même type.",
        "retirez cette colonne",
    ),
    "serie-sans-liste": Kind(
        "Série sans liste",
        ERREUR,
        "On ne sait pas pour qui construire cette série : {raison}.",
        "donnez une liste avec --pour (un fichier .csv, .jsonl ou .xlsx, ou un dossier de formulaires remplis)",
    ),
    "serie-liste-acte": Kind(
        "Liste de l’acte illisible",
        ERREUR,
        "« {nom} » ne donne pas la liste de la série : {raison}.",
        "écrivez la liste elle-même, ou le chemin du fichier de la délibération qui la contient",
    ),
    "serie-vide": Kind(
        "Liste vide",
        ERREUR,
        "La liste de la série est vide : il n’y a aucun document à construire.",
        "vérifiez que c’est le bon fichier, ou le bon dossier",
    ),
    "serie-fichier-ignore": Kind(
        "Fichier laissé de côté",
        AVERTISSEMENT,
        "Ce fichier n’est ni un .docx ni un .pdf : il n’est pas lu.",
        "si c’est un formulaire rempli, enregistrez-le en .docx",
    ),
    "serie-sans-colonne": Kind(
        "Colonne de rapprochement absente",
        ERREUR,
        "Cette liste n’a pas de colonne « {champ} » : on ne peut pas la rapprocher de « {liste} », que donne l’acte.",
        "ajoutez la colonne « {champ} », ou retirez « {liste} » de l’acte",
    ),
    "serie-sans-champs": Kind(
        "Formulaires sans correspondance",
        ERREUR,
        "Le modèle {modele} ne dit pas quels champs d’un formulaire remplissent l’acte.",
        "complétez [serie.formulaire.champs] dans modele.toml, ou donnez une liste (.csv, .jsonl, .xlsx)",
    ),
    "serie-element-sans-rangee": Kind(
        "Bénéficiaire sans ligne",
        ERREUR,
        "« {valeur} » est dans la liste de l’acte, mais aucune ligne de {liste} ne lui correspond.",
        "ajoutez sa ligne ; si elle y est, vérifiez le nom",
    ),
    "serie-rangee-sans-element": Kind(
        "Ligne sans bénéficiaire",
        ERREUR,
        "« {valeur} » n’est pas dans la liste de l’acte ({liste}) : aucun document n’est construit pour cette ligne.",
        "retirez la ligne, ou complétez la liste de l’acte si c’est elle qui est fausse",
    ),
    "serie-rangee-double": Kind(
        "Deux lignes pour un bénéficiaire",
        ERREUR,
        "« {valeur} » a déjà une ligne : {premiere}.",
        "gardez une seule des deux lignes",
    ),
    "serie-nom-double": Kind(
        "Deux lignes, un fichier",
        ERREUR,
        "Cette ligne donnerait le fichier « {nom} », déjà donné par une autre : {premiere}.",
        "corrigez l’une des deux lignes, ou nommez les fichiers par une donnée qui les distingue (--nom)",
    ),
    "serie-nom-inconnu": Kind(
        "Motif des noms",
        ERREUR,
        "Le motif des noms de fichiers « {motif} » est refusé : {raison}.",
        "écrivez par exemple « convention-{{commune}} », avec le chemin d’une donnée entre accolades",
    ),
    "serie-document-modifie": Kind(
        "Document modifié depuis",
        ERREUR,
        "Ce document a été modifié depuis que delib l’a construit : il n’est pas remplacé.",
        "gardez-le ailleurs sous un autre nom, ou relancez avec --ecraser pour le remplacer",
    ),
    "serie-document-ancien": Kind(
        "Document d’une liste précédente",
        AVERTISSEMENT,
        "Ce document vient d’une construction précédente ; aucune ligne ne le donne plus. Il est laissé en place.",
        "supprimez-le s’il ne sert plus",
    ),
    "serie-bordereau": Kind(
        "Bordereau refusé",
        ERREUR,
        "Ce bordereau ne peut pas être repris : {raison}.",
        "déplacez-le ou renommez-le, puis relancez",
    ),
    "serie-en-cours": Kind(
        "Construction déjà en cours",
        ERREUR,
        "Une autre construction de série est en cours dans ce dossier.",
        "attendez qu’elle finisse, ou choisissez un autre dossier",
    ),
    "serie-executeur": Kind(
        "Travail interrompu",
        ERREUR,
        "Un processus qui construisait les documents s’est arrêté : {raison}.",
        "relancez la même commande : seul ce qui manque sera construit",
    ),
    "serie-ailleurs": Kind(
        "Fichiers différents d’une machine à l’autre",
        ERREUR,
        "Un processus de travail ne voit pas les mêmes fichiers que celui qui lance la série : {raison}.",
        "donnez à toutes les machines la même version de delib, les mêmes modèles et les mêmes données",
    ),
    "serie-ecriture": Kind(
        "Écriture interrompue",
        ERREUR,
        "Ce fichier n’a pas pu être écrit : {raison}.",
        "libérez de la place ou vérifiez le dossier, puis relancez : les documents déjà écrits sont entiers, seul le reste sera fait",
    ),
}
