"""What the rows of a list may have wrong."""

from __future__ import annotations

from delib.codes.nature import AVERTISSEMENT, ERREUR, INFO, Kind

CODES: dict[str, Kind] = {
    "rangee-aucune": Kind(
        "Liste sans ligne",
        ERREUR,
        "Cette liste a un en-tête, et aucune ligne en dessous.",
        "ajoutez une ligne par document",
    ),
    "rangee-format": Kind(
        "Format d’une liste",
        ERREUR,
        "Ce fichier n’est pas une liste que delib sait lire : c’est {nature}.",
        "{conseil}",
    ),
    "rangee-windows-1252": Kind(
        "Encodage Windows",
        INFO,
        "Ce fichier n’est pas en UTF-8 : il est lu en Windows-1252, l’encodage d’Excel en France (« {exemple} »).",
        "vérifiez les accents de ce mot ; pour ne plus avoir à le faire, enregistrez en « CSV UTF-8 »",
    ),
    "rangee-encodage-mele": Kind(
        "Encodages mêlés",
        ERREUR,
        "Ce fichier mêle deux encodages : de l’UTF-8 (ligne {ligne}) et, ici, l’octet {octet} qui n’en est pas.",
        "il vient sans doute de deux fichiers mis bout à bout : rassemblez les lignes dans un tableur, puis enregistrez en « CSV UTF-8 »",
    ),
    "rangee-encodage-inconnu": Kind(
        "Encodage inconnu",
        ERREUR,
        "L’encodage de ce fichier n’est ni UTF-8, ni UTF-16, ni Windows-1252 : {raison}.",
        "ouvrez-le là où il a été fait, et enregistrez-le en « CSV UTF-8 »",
    ),
    "rangee-nul": Kind(
        "Caractère nul",
        ERREUR,
        "Cette ligne contient un caractère nul, qui n’est pas du texte.",
        "enregistrez de nouveau la liste en « CSV UTF-8 » depuis le tableur",
    ),
    "rangee-ligne-longue": Kind(
        "Ligne trop longue",
        ERREUR,
        "Cette ligne dépasse {limite}.",
        "vérifiez que c’est bien une liste, et que ses lignes se terminent",
    ),
    "rangee-cellule-longue": Kind(
        "Cellule trop longue",
        ERREUR,
        "Une cellule de cette ligne dépasse {limite} caractères : la ligne n’est pas lue.",
        "raccourcissez-la : delib ne coupe jamais",
    ),
    "rangee-trop-de-cellules": Kind(
        "Trop de cellules",
        ERREUR,
        "Cette ligne a {cellules} et l’en-tête {attendu} : « {valeur} » n’a pas de titre.",
        "si c’est un texte qui contient « {separateur} », mettez-le entre guillemets droits ; sinon donnez un titre à la colonne",
    ),
    "rangee-courte": Kind(
        "Ligne trop courte",
        ERREUR,
        "Cette ligne a {cellules} et l’en-tête {attendu} : on ne sait pas laquelle manque.",
        "ajoutez les « {separateur} » qui manquent, même pour des cellules vides",
    ),
    "rangee-guillemet": Kind(
        "Guillemet non refermé",
        ERREUR,
        "Un guillemet droit ouvert ici n’est jamais refermé : rien de ce qui suit n’a pu être lu.",
        "refermez-le, ou supprimez-le ; à l’intérieur d’une cellule entre guillemets, doublez chaque guillemet droit",
    ),
    "rangee-guillemet-suivi": Kind(
        "Guillemet mal placé",
        ERREUR,
        "Un guillemet droit referme ici la cellule, mais du texte le suit : {lignes}.",
        "à l’intérieur d’une cellule entre guillemets, doublez chaque guillemet droit",
    ),
    "rangee-erreur-tableur": Kind(
        "Erreur de tableur",
        ERREUR,
        "Cette cellule contient l’erreur de tableur « {valeur} », qui s’imprimerait dans l’acte.",
        "dans le tableur, corrigez la formule, ou élargissez la colonne si ce sont des « #### », et enregistrez de nouveau la liste",
    ),
    "rangee-formule": Kind(
        "Formule restée en texte",
        AVERTISSEMENT,
        "Cette cellule contient la formule « {valeur} », que rien ne calcule : elle s’imprime telle quelle{autres}.",
        "si c’est son résultat qui est voulu, tapez-le à sa place",
    ),
    "rangee-json": Kind(
        "Ligne qui n’est pas un objet",
        ERREUR,
        "Cette ligne n’est pas un objet JSON : on y lit {donne}.",
        'écrivez un objet par ligne : {{"commune": "Argenteuil", …}}',
    ),
    "rangee-json-etale": Kind(
        "JSON sur plusieurs lignes",
        ERREUR,
        "C’est un seul JSON, étalé ou entre crochets, et non un objet par ligne.",
        "enregistrez-le en JSONL : un objet par ligne, sans crochets autour ni virgule à la fin des lignes",
    ),
    "rangee-cle-double": Kind(
        "Clé écrite deux fois", ERREUR, "« {cle} » est écrit deux fois dans cette ligne.", "gardez-en un seul"
    ),
    "colonne-aucune": Kind(
        "En-tête absent",
        ERREUR,
        "La première ligne n’est pas un en-tête : aucune de ses cellules n’est le chemin d’une donnée.",
        "mettez en première ligne les chemins des données, un par colonne ; {conseil}",
    ),
    "colonne-inconnue": Kind(
        "Colonne inconnue",
        ERREUR,
        "Aucune donnée ne s’appelle « {titre} ».",
        "{conseil}",
    ),
    "colonne-groupe": Kind(
        "Colonne d’un groupe",
        ERREUR,
        "« {titre} » est un groupe de données : une cellule n’en dit qu’une.",
        "faites une colonne par donnée : {conseil}",
    ),
    "colonne-liste": Kind(
        "Colonne d’une liste",
        ERREUR,
        "« {titre} » est une liste : une cellule n’en dit qu’un élément.",
        "faites une colonne par élément : {conseil}",
    ),
    "colonne-double": Kind(
        "Colonne en double",
        ERREUR,
        "« {nom} » est déjà le titre de la colonne {premiere}.",
        "gardez une seule des deux colonnes",
    ),
    "colonne-emboitee": Kind(
        "Colonne et sous-colonne",
        ERREUR,
        "« {nom} » est une partie de « {autre} », que donne déjà la colonne {premiere}.",
        "gardez l’une ou l’autre",
    ),
    "colonne-sans-titre": Kind(
        "Colonne sans titre",
        ERREUR,
        "La colonne {numero} n’a pas de titre, et contient « {valeur} ».",
        "donnez-lui pour titre le chemin d’une donnée, ou videz-la",
    ),
    "colonne-rang": Kind(
        "Rang d’un élément",
        ERREUR,
        "La colonne de « {liste}[{rang}] » manque : les éléments d’une liste se numérotent à partir de 0, sans trou.",
        "renumérotez les colonnes",
    ),
    "colonne-nombre": Kind(
        "Trop de colonnes", ERREUR, "Cette liste a plus de {limite} colonnes.", "vérifiez que c’est le bon fichier"
    ),
    "colonne-separateur": Kind(
        "Séparateur incertain",
        ERREUR,
        "On ne sait pas ce qui sépare les colonnes : {possibles} conviennent autant.",
        "employez un seul séparateur, « ; » de préférence",
    ),
    "colonne-separateur-inconnu": Kind(
        "Séparateur inconnu",
        ERREUR,
        "« sep={signe} » annonce un séparateur que delib ne lit pas.",
        "séparez les colonnes par « ; », une virgule, une tabulation ou « | »",
    ),
    "classeur-extra": Kind(
        "Lecture des classeurs absente",
        ERREUR,
        "Pour lire un classeur, il faut le complément « xlsx » de delib, qui n’est pas installé.",
        'tapez : pip install "delib[xlsx]" ; ou enregistrez la liste en « CSV UTF-8 »',
    ),
    "classeur-protege": Kind(
        "Classeur protégé",
        ERREUR,
        "Ce classeur est protégé par un mot de passe : il ne peut pas être lu.",
        "ouvrez-le, retirez le mot de passe (Fichier, Informations, Protéger le classeur) et enregistrez-le",
    ),
    "classeur-ancien": Kind(
        "Ancien format d’Excel",
        ERREUR,
        "C’est un classeur de l’ancien format .xls, ou un autre ancien fichier de Microsoft Office.",
        "ouvrez-le et enregistrez-le en « Classeur Excel (.xlsx) » ou en « CSV UTF-8 »",
    ),
    "classeur-ods": Kind(
        "Classeur OpenDocument",
        ERREUR,
        "C’est un classeur OpenDocument (.ods), que delib ne lit pas.",
        "dans LibreOffice, enregistrez-le en .xlsx, ou en CSV avec le jeu de caractères UTF-8",
    ),
    "classeur-illisible": Kind(
        "Classeur illisible",
        ERREUR,
        "Ce classeur ne peut pas être lu : {raison}.",
        "ouvrez-le dans un tableur et enregistrez-le de nouveau en .xlsx, ou en « CSV UTF-8 »",
    ),
    "classeur-demesure": Kind(
        "Classeur démesuré",
        ERREUR,
        "Ce classeur est démesuré : {raison}.",
        "enregistrez la liste seule dans un classeur neuf, ou en « CSV UTF-8 », qui n’a pas de limite",
    ),
    "classeur-feuilles": Kind(
        "Plusieurs feuilles",
        AVERTISSEMENT,
        "Plusieurs feuilles sont remplies : « {lue} » est lue ; {autres}.",
        "si la liste est dans une autre feuille, mettez-la en premier",
    ),
    "classeur-fusion": Kind(
        "Cellules fusionnées",
        ERREUR,
        "Les cellules {plage} sont fusionnées : on ne sait pas de quelle ligne est leur contenu.",
        "défusionnez-les, et répétez la valeur dans chaque ligne",
    ),
    "classeur-masque": Kind(
        "Lignes ou colonnes masquées",
        AVERTISSEMENT,
        "Cette feuille a {quoi} : tout est lu quand même, masqué ou non.",
        "supprimez ce qui ne doit pas être lu : un filtre ne suffit pas",
    ),
    "classeur-formules": Kind(
        "Formules",
        INFO,
        "{nombre}, la première en {cellule} : c’est le dernier résultat enregistré qui est lu.",
        "si le classeur a été modifié par un programme, ouvrez-le et enregistrez-le",
    ),
    "classeur-jamais-calcule": Kind(
        "Formule jamais calculée",
        ERREUR,
        "La formule de cette cellule n’a pas de résultat enregistré.",
        "ouvrez le classeur dans un tableur et enregistrez-le",
    ),
    "classeur-erreur": Kind(
        "Cellule en erreur",
        ERREUR,
        "Cette cellule affiche une erreur : {valeur}.",
        "corrigez la formule, ou tapez la valeur",
    ),
    "classeur-chiffres-perdus": Kind(
        "Chiffres perdus",
        ERREUR,
        "« {valeur} » a plus de quinze chiffres : un tableur remplace les suivants par des zéros.",
        "mettez la colonne au format Texte, puis tapez de nouveau le numéro",
    ),
    "classeur-date-nombre": Kind(
        "Nombre au lieu d’une date",
        ERREUR,
        "Il faut ici une date ; la cellule contient le nombre {valeur}{exemple}.",
        "mettez la colonne au format Date et vérifiez le jour, ou tapez la date en texte : 2025-12-15",
    ),
    "classeur-date-heure": Kind(
        "Date et heure",
        ERREUR,
        "Il faut ici {attendu} ; la cellule contient {valeur}.",
        "corrigez la cellule",
    ),
    "classeur-date-inattendue": Kind(
        "Date inattendue",
        ERREUR,
        "Le tableur a fait une date ({valeur}) de ce qui a été tapé ici, et la donnée n’en est pas une.",
        "mettez la colonne au format Texte, puis tapez de nouveau la valeur",
    ),
    "classeur-affichage": Kind(
        "Affiché autrement",
        ERREUR,
        "Cette cellule {contenu} : on ne sait pas ce qui a été tapé.",
        "la cellule est un nombre : mettez-la au format Texte et retapez ce qui doit être lu",
    ),
    "classeur-vrai-faux": Kind(
        "Vrai ou faux inattendu",
        ERREUR,
        "Le tableur garde {valeur} dans cette cellule, comme réponse par vrai ou faux, et la donnée n’en est pas une.",
        "mettez la colonne au format Texte, puis tapez de nouveau la valeur",
    ),
}
