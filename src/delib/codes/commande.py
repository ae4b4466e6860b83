"""What a command, its output and the disk may refuse."""

from __future__ import annotations

from delib.codes.nature import AVERTISSEMENT, ERREUR, Kind

CODES: dict[str, Kind] = {
    # ---------------------------------------------------------------------------------------------------------- output
    "donnee-non-imprimee": Kind(
        "Donnée non imprimée",
        AVERTISSEMENT,
        "Le champ « {nom} » est donné, mais le modèle {modele} ne l’imprime nulle part.",
        "vérifiez que c’est voulu",
    ),
    "nom-fichier": Kind(
        "Nom de fichier", ERREUR, "« {nom} » ne peut pas nommer le fichier : {raison}.", "corrigez le numéro de l’acte"
    ),
    "fichier-double": Kind(
        "Deux actes, un nom",
        ERREUR,
        "Deux documents auraient le même nom, « {nom} » : celui-ci et celui de {autre}.",
        "corrigez un numéro ou un nom, ou écrivez-les dans deux dossiers",
    ),
    "fichier-existe": Kind(
        "Fichier déjà là",
        ERREUR,
        "Un fichier différent porte déjà ce nom.",
        "vérifiez-le, puis relancez avec --ecraser pour le remplacer",
    ),
    "sortie-pas-dossier": Kind(
        "Dossier de sortie", ERREUR, "La sortie doit être un dossier : c’est un fichier.", "donnez un dossier à -o"
    ),
    "ecriture": Kind(
        "Écriture impossible",
        ERREUR,
        "Le fichier n’a pas pu être écrit : {raison}.",
        "rien n’a été écrit ; libérez de la place ou changez de dossier",
    ),
    # --------------------------------------------------------------------------------------------------------- command
    "variante-sans-objet": Kind(
        "Variante sans objet", ERREUR, "Les actes « {type} » n’ont pas de variantes.", "retirez --variante"
    ),
    "appel": Kind("Commande mal tapée", ERREUR, "{probleme}", "tapez « {commande} --help »"),
    "affichage-impossible": Kind(
        "Affichage impossible",
        ERREUR,
        "Ce qui devait s’afficher n’a pas pu l’être : {raison}.",
        "les fichiers déjà annoncés sont écrits ; vérifiez le dossier de sortie",
    ),
    "interne": Kind(
        "Erreur interne",
        ERREUR,
        "delib a rencontré une erreur imprévue ({probleme}).",
        "signalez-la, avec le fichier qui l’a provoquée",
    ),
}
