"""What a transmission to the représentant de l’État would refuse. The source of each is where its limit was read."""

from __future__ import annotations

from delib.codes.nature import AVERTISSEMENT, ERREUR, INFO, Kind

CAHIER = "cahier des charges des télétransmissions, arrêté du 26 octobre 2005"
_MATIERE = "XSD @CTES, « CodeMatiere1 » et « CodeMatiere2 »"

CODES: dict[str, Kind] = {
    # --------------------------------------------------------------------------------------------------------------- the act
    "transmission-projet": Kind(
        "Projet d’acte",
        ERREUR,
        "C’est un projet : seul un acte pris se transmet.",
        "après le vote, écrivez « etat: vote », sans « variante: projet »",
        "CGCT, art. L. 2131-1 et L. 2131-2",
    ),
    "transmission-objet-long": Kind(
        "Objet trop long pour être transmis",
        ERREUR,
        "L’objet a {longueur} caractères ; il en faut au plus {limite}.",
        "raccourcissez-le ; « objet_imprime » peut garder le titre entier dans l’acte",
        "S2LOW et Pastell ; 500 au XSD @CTES",
    ),
    "transmission-objet-lignes": Kind(
        "Objet sur plusieurs lignes",
        ERREUR,
        "L’objet tient sur {lignes} lignes ; il n’en faut qu’une.",
        "ôtez le saut de ligne ; « objet_imprime » peut le garder dans l’acte",
        "Pastell",
    ),
    "transmission-matiere-absente": Kind(
        "Matière absente",
        ERREUR,
        "La matière de l’acte manque : elle est transmise sur deux niveaux au moins.",
        'ajoutez « matiere » à « classement » : "8.4" aménagement du territoire, "7.10" divers (finances)',
        _MATIERE,
    ),
    "transmission-matiere-inconnue": Kind(
        "Matière inconnue",
        ERREUR,
        "« {matiere} » n’est pas une matière nationale.",
        "{conseil}",
        "nomenclature nationale @CTES, niveaux 1 et 2",
    ),
    "transmission-codes-locaux": Kind(
        "Codes locaux de la matière",
        AVERTISSEMENT,
        "« {local} » n’a pas la forme d’un code local sous la matière « {matiere} ».",
        "les niveaux 3 à 5, du plus large au plus fin : [1, 2], ou [{matiere}.1, {matiere}.1.2]",
        "XSD @CTES, « CodeMatiere3 » à « CodeMatiere5 »",
    ),
    "transmission-deja-faite": Kind(
        "Acte déjà transmis",
        AVERTISSEMENT,
        "Cet acte a déjà un accusé de réception, « {identifiant} » : l’opérateur refuse un numéro déjà pris.",
        "ne le transmettez de nouveau que sous un autre numéro",
        "S2LOW",
    ),
    "transmission-individuelle": Kind(
        "Décision individuelle",
        INFO,
        "Une décision individuelle se transmet dans les quinze jours de sa signature ; delib ne connaît pas ce jour.",
        "vérifiez-le",
        "CGCT, art. L. 2131-2, II",
    ),
    "transmission-obligatoire-epci": Kind(
        "Télétransmission obligatoire",
        INFO,
        "Un EPCI à fiscalité propre transmet ses actes par voie électronique.",
        source="CGCT, art. L. 5211-3",
    ),
    "transmission-obligatoire": Kind(
        "Télétransmission obligatoire",
        INFO,
        "Une région, un département ou une commune de plus de 50 000 habitants transmet ses actes par voie électronique.",
        source="loi NOTRe, art. 128",
    ),
    "transmission-facultative": Kind(
        "Télétransmission dite facultative",
        AVERTISSEMENT,
        "La collectivité dit la télétransmission facultative ; elle est obligatoire ({texte}).",
        "écrivez « teletransmission: obligatoire » dans « regime »",
    ),
    # ------------------------------------------------------------------------------------------------------------- the files
    "transmission-sans-fichier": Kind(
        "Fichiers non vus",
        INFO,
        "Aucun fichier n’a été donné : ni format, ni taille, ni annexe n’ont été vus.",
        "ajoutez à la commande le PDF de l’acte, puis ses annexes",
    ),
    "transmission-fichier-vide": Kind("Fichier vide", ERREUR, "Ce fichier est vide : 0 octet.", "refaites-le"),
    "transmission-taille": Kind(
        "Envoi trop lourd",
        ERREUR,
        "L’acte et ses annexes pèsent {taille} ; il en faut au plus {limite}.",
        "réduisez les images, ou transmettez les annexes les plus lourdes à part, avec l’accord de la préfecture",
        "Pastell",
    ),
    "transmission-format": Kind(
        "Format de fichier refusé",
        ERREUR,
        "« {extension} » n’est pas un format transmis : PDF, JPG ou PNG.",
        "enregistrez ce fichier en PDF",
        CAHIER,
    ),
    "transmission-budget-xml": Kind(
        "Budget en XML",
        AVERTISSEMENT,
        "Un fichier XML n’est transmis, s’il l’est, qu’avec un document budgétaire.",
        "demandez à votre opérateur s’il le prend ici",
    ),
    "transmission-contenu": Kind(
        "Contenu qui dément l’extension",
        ERREUR,
        "Ce fichier se dit « {extension} » et contient {contenu}.",
        "donnez-lui son extension, ou enregistrez-le en PDF",
        CAHIER,
    ),
    "transmission-nom": Kind(
        "Nom de fichier fragile",
        INFO,
        "Ce nom de fichier {raison} : une plateforme peut l’altérer ou le refuser.",
        "renommez-le, en lettres sans accent, chiffres, points, tirets et soulignements",
    ),
    "transmission-doublon": Kind(
        "Fichier donné deux fois",
        AVERTISSEMENT,
        "Ce fichier a le même contenu que {autre}.",
        "n’en donnez qu’un",
    ),
    "transmission-sans-texte": Kind(
        "PDF sans texte",
        INFO,
        "Ce fichier n’a pas de texte : delib ne peut pas vérifier que c’est cet acte.",
        "préférez le PDF fait par Word ou par LibreOffice à un document numérisé",
    ),
    "transmission-autre-acte": Kind(
        "PDF d’un autre acte",
        AVERTISSEMENT,
        "Le numéro « {numero} » ne se lit pas dans ce PDF{pages}.",
        "vérifiez que c’est bien le PDF de cet acte",
    ),
    "transmission-annexe-omise": Kind(
        "Annexe non jointe",
        AVERTISSEMENT,
        "L’acte déclare l’annexe « {intitule} » ; elle n’est pas parmi les fichiers donnés.",
        "joignez-la, ou vérifiez qu’elle suit l’acte dans son PDF",
        "CGCT, art. L. 2131-1 ; Cons. const., 25 février 1982",
    ),
    "transmission-annexes-comptees": Kind(
        "Annexes moins nombreuses que déclaré",
        AVERTISSEMENT,
        "Annexes déclarées sans « fichier » : {declarees} ; fichiers pour elles : {jointes}. delib ne sait pas laquelle manque.",
        "donnez à chacune son « fichier » dans l’acte, et joignez-les toutes, ou vérifiez qu’elles suivent l’acte dans son PDF",
        "CGCT, art. L. 2131-1 ; Cons. const., 25 février 1982",
    ),
    "transmission-annexe-non-declaree": Kind(
        "Annexe non déclarée",
        AVERTISSEMENT,
        "L’acte ne déclare pas cette annexe.",
        "ajoutez-la à « annexes », dans l’acte, ou ne la joignez pas",
    ),
    "transmission-annexe-autre": Kind(
        "Annexe qui n’est pas celle de l’acte",
        AVERTISSEMENT,
        "L’empreinte de ce fichier n’est pas celle que l’acte donne à l’annexe « {cle} ».",
        "joignez le fichier qui a été approuvé, ou corrigez « sha256 »",
    ),
}
