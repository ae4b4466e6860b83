"""What a template may have wrong, or ask for in vain."""

from __future__ import annotations

from delib.codes.nature import ERREUR, Kind

CODES: dict[str, Kind] = {
    "bibliotheque-absente": Kind(
        "Bibliothèque absente",
        ERREUR,
        "Ce dossier de bibliothèque n’existe pas.",
        "donnez un dossier qui contient modeles/ et schemas/",
    ),
    "bibliotheque-vide": Kind(
        "Bibliothèque vide",
        ERREUR,
        "Ce dossier n’a ni modeles/ ni schemas/ : rien n’y serait pris.",
        "donnez le dossier qui les contient, et non modeles/ lui-même",
    ),
    "modele-inconnu": Kind("Modèle inconnu", ERREUR, "Le modèle « {demande} » n’existe pas.", "{conseil}"),
    "version-inconnue": Kind(
        "Version inconnue", ERREUR, "Le modèle « {nom} » n’a pas de version « {version} ».", "versions connues : {versions}"
    ),
    "modele-toml": Kind("Fiche du modèle", ERREUR, "La fiche modele.toml est fautive : {raison}.", "corrigez-la"),
    "modele-revisions": Kind(
        "Marques de révision",
        ERREUR,
        "Ce modèle porte des suppressions suivies : le texte supprimé partirait, lisible, dans chaque acte.",
        "dans Word, acceptez ou refusez toutes les modifications",
    ),
    "modele-commentaires": Kind(
        "Commentaires",
        ERREUR,
        "Ce modèle porte des commentaires : ils partiraient dans chaque acte.",
        "dans Word, supprimez tous les commentaires",
    ),
    "modele-delib": Kind(
        "Version de delib",
        ERREUR,
        "Ce modèle demande delib {voulu} ; la version installée est {version}.",
        "installez une version admise",
    ),
    "modele-schema": Kind(
        "Schéma du modèle", ERREUR, "Le modèle {modele} n’imprime pas les actes « {schema} ».", "il admet : {admis}"
    ),
    "modele-demesure": Kind(
        "Document démesuré", ERREUR, "Ce modèle produit un document démesuré ({quoi}).", "vérifiez ses boucles"
    ),
    "schema-absent": Kind("Schéma absent", ERREUR, "Le schéma « {nom} » n’existe pas.", "ajoutez-le au dossier schemas/"),
    "schema-illisible": Kind("Schéma illisible", ERREUR, "Ce schéma ne peut pas être lu : {raison}.", "corrigez le fichier"),
    "schema-profil": Kind(
        "Schéma hors profil", ERREUR, "Ce schéma n’est pas du profil de delib : {raison}.", "corrigez le schéma"
    ),
    "schema-reference": Kind(
        "Référence d’un schéma",
        ERREUR,
        "La référence « {reference} » ne mène à rien.",
        "écrivez « fichier.v1.json#/$defs/nom »",
    ),
    "schema-format": Kind(
        "Format inconnu",
        ERREUR,
        "Le format « {nom} » d’un schéma n’est pas connu.",
        "employez un format connu, ou donnez-le à Formats",
    ),
    "docx-illisible": Kind(
        "Modèle illisible", ERREUR, "Le fichier Word ne peut pas être lu : {raison}.", "vérifiez son nom et ses droits"
    ),
    "docx-trop-grand": Kind("Modèle trop grand", ERREUR, "Le fichier Word dépasse {limite}.", "allégez ses images"),
    "docx-pas-docx": Kind(
        "Pas un .docx",
        ERREUR,
        "Ce n’est pas un document Word .docx : c’est {nature}.",
        "enregistrez-le au format « Document Word (.docx) », dans Word ou LibreOffice",
    ),
    "docx-tronque": Kind("Fichier Word abîmé", ERREUR, "Ce fichier Word est tronqué ou abîmé.", "reprenez-en une copie saine"),
    "docx-bombe": Kind("Archive démesurée", ERREUR, "Ce fichier Word est refusé : {raison}.", "refaites-le depuis Word"),
    "docx-nom": Kind(
        "Archive suspecte",
        ERREUR,
        "Ce fichier Word contient un nom interdit ou double : « {nom} ».",
        "refaites-le depuis Word",
    ),
    "docx-chiffre": Kind("Fichier protégé", ERREUR, "Ce fichier Word est protégé par un mot de passe.", "retirez la protection"),
    "docx-macros": Kind("Macros", ERREUR, "Ce fichier Word contient des macros.", "enregistrez-le au format .docx, sans macros"),
    "xml-dtd": Kind("XML suspect", ERREUR, "Ce fichier Word déclare une DTD ou des entités.", "refaites-le depuis Word"),
    "xml-profondeur": Kind(
        "XML trop profond", ERREUR, "Ce fichier Word s’emboîte sur plus de {limite} niveaux.", "refaites-le depuis Word"
    ),
    "xml-mal-forme": Kind(
        "XML mal formé", ERREUR, "Cette partie du fichier Word est mal formée : {raison}.", "refaites-le depuis Word"
    ),
    "balise-non-fermee": Kind(
        "Balise mal fermée",
        ERREUR,
        "Un signe de balise « {signe} » est seul.",
        "une balise s’écrit {{{{ nom }}}} ou {{% … %}}, entière, dans un seul paragraphe",
    ),
    "balise-hors-texte": Kind(
        "Balise hors du texte",
        ERREUR,
        "Une balise se trouve là où delib n’imprime rien (description d’image, lien, champ, texte supprimé, graphique).",
        "placez-la dans le texte d’un paragraphe",
    ),
    "balise-hors-tableau": Kind(
        "Balise de tableau",
        ERREUR,
        "Cette balise doit se trouver dans {contenant}.",
        "déplacez-la, ou employez {{%p … %}}",
    ),
    "balise-partage-paragraphe": Kind(
        "Balise qui partage son paragraphe",
        ERREUR,
        "Une balise {{%p … %}} fait disparaître son paragraphe : elle doit y être seule.",
        "mettez-la seule sur sa ligne, ou écrivez {{% … %}} sans « p »",
    ),
    "balise-partage-ligne": Kind(
        "Balise qui partage sa ligne",
        ERREUR,
        "Une balise {{%tr … %}} ou {{%tc … %}} fait disparaître {contenant} : rien d’autre ne doit s’y trouver.",
        "donnez-lui {contenant} pour elle seule",
    ),
    "balise-partage-passage": Kind(
        "Balise qui partage son passage",
        ERREUR,
        "Une balise {{%r … %}} doit être seule dans son passage de texte.",
        "écrivez {{% … %}} sans « r »",
    ),
    "balise-sur-image": Kind(
        "Balise sur une image",
        ERREUR,
        "Ce paragraphe disparaîtrait avec l’image ou le saut de section qu’il porte.",
        "mettez la balise {{%p … %}} dans un paragraphe à elle",
    ),
    "balise-accolades": Kind(
        "Accolades d’une autre sorte",
        ERREUR,
        "« {signe} » ressemble à une balise, et serait imprimé tel quel.",
        "écrivez {{{{ nom }}}}, avec deux accolades ordinaires de chaque côté ; si ce sont des accolades à imprimer, mettez-les dans "
        "une valeur",
    ),
    "balise-echec": Kind(
        "Balise sans résultat", ERREUR, "Cette balise ne peut pas être calculée : {raison}.", "vérifiez les données qu’elle lit"
    ),
    "document-mal-forme": Kind(
        "Document mal formé",
        ERREUR,
        "Une fois remplie, cette partie n’est plus celle d’un document Word : {raison}.",
        "voyez si un bloc « if » ou « for » s’ouvre à un endroit et se ferme à un autre, ou si une valeur est du XML mal fait",
    ),
    "valeur-caractere": Kind(
        "Caractère impossible",
        ERREUR,
        "La valeur contient un caractère que Word ne peut pas porter ({caractere}).",
        "retirez-le des données",
    ),
    "contexte-nom": Kind(
        "Nom absent",
        ERREUR,
        "Les données ne donnent pas « {nom} ».",
        "{conseil}{si}",
    ),
    "image-illisible": Kind(
        "Image illisible",
        ERREUR,
        "Cette image ne peut pas être employée : {raison}.",
        "donnez une image PNG, JPEG, GIF, TIFF ou BMP ; ouvrez-la, puis enregistrez-la de nouveau",
    ),
    "fichier-joint-illisible": Kind(
        "Fichier joint illisible",
        ERREUR,
        "Le fichier « {nom} » ne peut pas être employé : {raison}.",
        "vérifiez son nom et ses droits",
    ),
    "remplacement-absent": Kind("Rien à remplacer", ERREUR, "Ce modèle n’a pas {quoi} « {nom} ».", "{conseil}"),
    "remplacement-refuse": Kind(
        "Remplacement refusé",
        ERREUR,
        "« {nom} » ne peut pas être remplacé : {raison}.",
        "donnez un fichier de la même nature, ouvert et enregistré de nouveau",
    ),
    "sous-document-refuse": Kind(
        "Sous-document refusé", ERREUR, "Le sous-document « {nom} » ne peut pas être joint : {raison}.", "{conseil}"
    ),
    "extension-absente": Kind("Extension absente", ERREUR, "Il manque la bibliothèque {nom}.", "tapez « {commande} »"),
    "balise-syntaxe": Kind(
        "Balise mal écrite",
        ERREUR,
        "Cette balise ne se comprend pas ({probleme}).",
        'écrivez {{{{ nom.champ }}}}, {{% if nom %}} ou {{% if nom == "mot" %}}',
    ),
    "balise-longue": Kind(
        "Balise trop longue",
        ERREUR,
        "Cette balise a {longueur} caractères ; il en faut au plus {limite}.",
        "préparez la valeur dans les données, ou coupez la condition en deux",
    ),
    "balise-tiret": Kind(
        "Tiret dans une balise",
        ERREUR,
        "Une balise ne s’écrit pas avec un tiret « {{%- … -%}} ».",
        "ôtez le tiret : {{%p … %}} fait disparaître tout le paragraphe",
    ),
    "bloc-non-ferme": Kind(
        "Bloc ouvert", ERREUR, "Ce « {ouvert} » n’est jamais refermé.", "ajoutez « end{ouvert} » plus loin dans la même partie"
    ),
    "bloc-mal-ferme": Kind(
        "Bloc mal fermé",
        ERREUR,
        "« {fin} » ne correspond à aucun bloc ouvert ici{ouvert}.",
        "refermez chaque « if » par « endif », chaque « for » par « endfor », le dernier ouvert d’abord",
    ),
    "bloc-a-cheval": Kind(
        "Bloc à cheval",
        ERREUR,
        "Ce bloc, ouvert par « {ouvert} » ({ou}), n’est pas fermé à la même hauteur : le document en sortirait coupé.",
        "mettez toutes les balises d’un bloc dans le même paragraphe, ou toutes en {{%p … %}} seules dans le leur",
    ),
    "bloc-trop-profond": Kind(
        "Blocs trop emboîtés", ERREUR, "Plus de {limite} blocs s’emboîtent ici.", "réunissez des conditions par « and »"
    ),
    "instruction-inconnue": Kind(
        "Instruction inconnue",
        ERREUR,
        "Un modèle ne connaît pas l’instruction « {nom} ».",
        "les instructions sont if, elif, else, endif, for, endfor, set, en minuscules",
    ),
    "instruction-interdite": Kind(
        "Instruction interdite",
        ERREUR,
        "Un modèle ne peut pas contenir {nom}.",
        "un modèle imprime des champs, des conditions « if » et des boucles « for » ; le reste est l’affaire des données",
    ),
    "filtre-inconnu": Kind("Filtre inconnu", ERREUR, "Un modèle ne connaît pas le filtre « {nom} ».", "{conseil}"),
    "test-inconnu": Kind("Test inconnu", ERREUR, "Un modèle ne connaît pas le test « {nom} ».", "{conseil}"),
    "nom-inconnu": Kind("Nom inconnu", ERREUR, "« {nom} » n’est pas un champ de l’acte.", "{conseil}"),
    "attribut-inconnu": Kind("Champ inconnu du modèle", ERREUR, "« {nom} » n’existe pas ici.", "{conseil}"),
    "element-absent": Kind(
        "Élément absent",
        ERREUR,
        "Le modèle demande l’élément [{numero}] d’une liste qui en a {nombre} (on compte à partir de 0).",
        "employez une boucle « for »",
    ),
    "donnee-absente": Kind(
        "Donnée absente",
        ERREUR,
        "Le modèle imprime un champ que les données ne donnent pas.",
        "ajoutez la donnée, ou placez la balise entre {{% if … %}} et {{% endif %}}",
    ),
    "valeur-non-imprimable": Kind("Valeur non imprimable", ERREUR, "Le modèle imprime {nature}.", "{conseil}"),
    "boucle-sur-autre-chose": Kind(
        "Boucle sur autre chose",
        ERREUR,
        "Une boucle « for » ne parcourt qu’une liste.",
        "{conseil}",
    ),
    "comparaison-impossible": Kind(
        "Comparaison impossible",
        ERREUR,
        "Cette condition compare deux valeurs qui ne se comparent pas (un texte et un nombre, par exemple).",
        "comparez un nombre à un nombre, un texte à un texte",
    ),
}
