"""The kinds of anomaly, as data: title, default gravity, what is said, what to do, and the text of law it rests on.

A code never changes its meaning. `docs/anomalies.md` is this table made readable; a test holds the two together.
"""

from __future__ import annotations

from typing import NamedTuple

INFO, AVERTISSEMENT, ERREUR = 1, 2, 3


class Kind(NamedTuple):
    """A kind of anomaly. `message` and `conseil` are filled with the details of the case."""

    titre: str
    gravite: int
    message: str
    conseil: str = ""
    source: str = ""


CODES: dict[str, Kind] = {
    # ------------------------------------------------------------------------------------------------ reading a file
    "fichier-absent": Kind("Fichier absent", ERREUR, "Ce fichier n’existe pas.", "vérifiez son nom et son dossier"),
    "fichier-dossier": Kind(
        "Dossier au lieu d’un fichier",
        ERREUR,
        "C’est un dossier, pas un fichier.",
        "donnez le nom d’un fichier .yaml ou .json",
    ),
    "fichier-illisible": Kind(
        "Fichier illisible", ERREUR, "Ce fichier ne peut pas être lu : {raison}.", "vérifiez les droits d’accès"
    ),
    "fichier-trop-grand": Kind(
        "Fichier trop grand",
        ERREUR,
        "Ce fichier dépasse {limite}.",
        "un acte de 200 pages tient en moins de 1 Mo : vérifiez que c’est le bon fichier",
    ),
    "fichier-pas-utf8": Kind(
        "Encodage",
        ERREUR,
        "Ce fichier n’est pas en UTF-8 (octet {octet}).",
        "enregistrez-le en UTF-8 dans votre éditeur",
    ),
    "fichier-vide": Kind("Fichier vide", ERREUR, "Ce fichier est vide.", "partez d’un exemple du dossier examples/"),
    "yaml-syntaxe": Kind(
        "Syntaxe YAML",
        ERREUR,
        "YAML ne comprend pas cette ligne.",
        "comparez-la aux exemples du dossier examples/",
    ),
    "yaml-tabulation": Kind(
        "Tabulation",
        ERREUR,
        "Une tabulation sert ici de retrait ; YAML n’admet que des espaces.",
        "remplacez-la par deux espaces",
    ),
    "yaml-deux-points": Kind(
        "Deux-points dans un texte",
        ERREUR,
        "YAML lit « : » comme la fin d’un nom de champ, ici au milieu d’un texte.",
        'mettez le texte entier entre guillemets droits ("…"), ou sur les lignes suivantes après « >- » ; si ce n’est pas un texte, '
        "voyez si la ligne d’avant a bien son « : », et si les deux lignes sont alignées",
    ),
    "yaml-deux-points-absents": Kind(
        "Deux-points absents",
        ERREUR,
        "Il manque « : », suivi d’une espace, après le nom du champ ; ou bien cette ligne est la suite d’un texte.",
        "écrivez « champ: valeur », ou décalez vers la droite la suite d’un texte",
    ),
    "yaml-caractere": Kind(
        "Caractère réservé",
        ERREUR,
        "Un texte ne peut pas commencer par « {caractere} » en YAML.",
        'mettez le texte entier entre guillemets droits ("…")',
    ),
    "yaml-guillemet": Kind(
        "Guillemet ouvert",
        ERREUR,
        "Un guillemet droit ouvert n’est pas refermé.",
        "refermez-le ; dans un texte entre apostrophes droites ('…'), doublez chaque apostrophe",
    ),
    "yaml-alignement": Kind(
        "Alignement",
        ERREUR,
        "Cette ligne n’est pas alignée avec les précédentes, ou le texte qui précède est mal fermé.",
        "alignez les champs d’un même groupe sur la même colonne ; mettez entre apostrophes droites ('…') un texte qui commence par un guillemet droit",
    ),
    "yaml-crochets": Kind(
        "Crochets ou accolades",
        ERREUR,
        "YAML attend ici la fin d’une liste « […] » ou d’un groupe « {{…}} ».",
        "refermez le crochet ou l’accolade ; un texte qui commence par « [ » ou « {{ » se met entre guillemets droits",
    ),
    "yaml-etoile": Kind(
        "Étoile ou esperluette",
        ERREUR,
        "Un texte qui commence par « * » ou « & » a un sens réservé en YAML.",
        'mettez le texte entier entre guillemets droits ("…")',
    ),
    "yaml-echappement": Kind(
        "Barre oblique inverse",
        ERREUR,
        "Une barre oblique inverse « \\ » est mal employée entre guillemets droits.",
        "doublez-la, ou employez des apostrophes droites autour du texte",
    ),
    "yaml-plusieurs-documents": Kind(
        "Plusieurs documents",
        ERREUR,
        "Ce fichier contient plusieurs documents, séparés par « --- ».",
        "faites un fichier par acte, sans « --- »",
    ),
    "yaml-directive": Kind("Directive YAML", ERREUR, "Une directive YAML (« % ») n’est pas admise.", "supprimez cette ligne"),
    "yaml-ancre": Kind(
        "Ancre YAML",
        ERREUR,
        "« &{nom} » est une ancre YAML : elle n’est pas admise.",
        "si c’est du texte, mettez-le entre guillemets droits ; sinon écrivez la valeur là où elle sert",
    ),
    "yaml-alias": Kind(
        "Alias YAML",
        ERREUR,
        "« *{nom} » est un renvoi YAML : il n’est pas admis.",
        "si c’est du texte, mettez-le entre guillemets droits ; sinon écrivez la valeur là où elle sert",
    ),
    "yaml-etiquette": Kind(
        "Étiquette YAML",
        ERREUR,
        "« {nom} » est une étiquette YAML : elle n’est pas admise.",
        "si c’est du texte, mettez-le entre guillemets droits",
    ),
    "yaml-fusion": Kind("Fusion YAML", ERREUR, "La fusion YAML « << » n’est pas admise.", "écrivez chaque champ à sa place"),
    "yaml-profondeur": Kind(
        "Profondeur",
        ERREUR,
        "Ces données s’emboîtent sur plus de {limite} niveaux.",
        "aucun acte n’en demande tant : vérifiez les retraits",
    ),
    "yaml-trop-de-valeurs": Kind(
        "Trop de valeurs", ERREUR, "Ce fichier contient plus de {limite} valeurs.", "vérifiez que c’est le bon fichier"
    ),
    "yaml-cle": Kind(
        "Nom de champ", ERREUR, "Un nom de champ est un mot, pas une liste ni un groupe.", "écrivez « champ: valeur »"
    ),
    "yaml-diese": Kind(
        "Dièse dans un texte",
        AVERTISSEMENT,
        "YAML prend pour un commentaire ce qui suit « # » : « {perdu} » n’est pas lu après « {garde} ».",
        "si c’est du texte, mettez la valeur entre guillemets droits ; si c’est un commentaire, mettez deux espaces avant « # » et un après",
    ),
    "cle-double": Kind(
        "Champ écrit deux fois", ERREUR, "Le champ « {cle} » est déjà écrit ligne {premiere}.", "gardez-en un seul"
    ),
    "erreurs-nombreuses": Kind(
        "Trop d’erreurs",
        ERREUR,
        "Il y a au moins {limite} erreurs : les suivantes ne sont pas affichées.",
        "corrigez les premières, puis recommencez",
    ),
    "json-syntaxe": Kind("Syntaxe JSON", ERREUR, "Le JSON est mal formé : {probleme}.", "corrigez la ligne indiquée"),
    "json-nombre": Kind("Nombre JSON", ERREUR, "« {nom} » n’est pas un nombre.", "écrivez le nombre, ou supprimez le champ"),
    "type-python": Kind(
        "Type Python",
        ERREUR,
        "Une valeur de type « {type} » n’est pas admise.",
        "donnez du texte, un entier, un booléen, un Decimal, une date, une liste ou un dictionnaire",
    ),
    "caractere-interdit": Kind(
        "Caractère interdit",
        ERREUR,
        "Le caractère {point}, à la position {position} du texte, ne peut pas figurer dans un fichier Word.",
        "supprimez-le : il vient souvent d’un copier-coller",
    ),
    "caractere-interdit-source": Kind(
        "Caractère de commande",
        ERREUR,
        "Le caractère invisible {point} n’est pas admis dans un fichier YAML.",
        "supprimez-le et retapez le mot : il vient souvent d’un copier-coller",
    ),
    # ---------------------------------------------------------------------------------------------- files that name files
    "chemin-refuse": Kind(
        "Chemin refusé",
        ERREUR,
        "« {cite} » n’est pas un chemin relatif vers un fichier de ce disque.",
        "écrivez le chemin depuis le dossier de ce fichier, avec des « / » : collectivites/nom.yaml",
    ),
    "chemin-illisible": Kind(
        "Fichier cité illisible",
        ERREUR,
        "Le fichier cité « {cite} » : {raison}",
        "vérifiez son nom, depuis le dossier de ce fichier",
    ),
    "chemin-boucle": Kind(
        "Fichiers qui se citent",
        ERREUR,
        "« {cite} » se cite lui-même, ou trop de fichiers se citent.",
        "écrivez ici les données elles-mêmes, à la place du chemin",
    ),
    # ------------------------------------------------------------------------------------------------------------ structure
    "acte-pas-groupe": Kind(
        "Acte attendu",
        ERREUR,
        "Un acte est un groupe de champs (« champ: valeur »).",
        "partez d’un exemple du dossier examples/",
    ),
    "acte-sans-type": Kind(
        "Type d’acte",
        ERREUR,
        "Le champ « acte » manque : il dit le type de l’acte.",
        "ajoutez « acte: … » ; types connus : {types}",
    ),
    "acte-inconnu": Kind("Type d’acte inconnu", ERREUR, "Le type d’acte « {type} » n’est pas connu.", "{conseil}"),
    "champ-manquant": Kind("Champ manquant", ERREUR, "Le champ « {champ} » ({titre}) est obligatoire.", "ajoutez « {champ}: … »"),
    "cle-inconnue": Kind("Champ inconnu", ERREUR, "Le champ « {cle} » n’existe pas {ou}.", "{conseil}"),
    "cle-forme": Kind(
        "Nom mal formé",
        ERREUR,
        "« {cle} » ne peut pas servir de nom ici.",
        "employez des minuscules sans accent, des chiffres et « _ », en commençant par une lettre",
    ),
    "type-inattendu": Kind("Type inattendu", ERREUR, "Il faut ici {attendu} ; on lit {donne}.", "corrigez la valeur"),
    "valeur-nulle": Kind(
        "Valeur nulle",
        ERREUR,
        "Une valeur vide ou « null » ne dit rien.",
        "supprimez la ligne si vous ne connaissez pas la valeur ; pour le mot lui-même, mettez-le entre guillemets",
    ),
    "valeur-hors-liste": Kind("Valeur hors liste", ERREUR, "« {valeur} » n’est pas une valeur possible.", "{conseil}"),
    "nombre-hors-bornes": Kind(
        "Nombre hors bornes", ERREUR, "« {valeur} » n’est pas possible : il faut {bornes}.", "corrigez le nombre"
    ),
    "texte-vide": Kind("Texte vide", ERREUR, "Ce texte est vide.", "supprimez la ligne si vous ne connaissez pas la valeur"),
    "texte-court": Kind("Texte trop court", ERREUR, "Ce texte doit avoir au moins {minimum} caractères.", "complétez-le"),
    "texte-long": Kind(
        "Texte trop long",
        ERREUR,
        "Ce texte a {longueur} caractères ; il en faut au plus {maximum}.",
        "raccourcissez-le : delib ne coupe jamais",
    ),
    "forme-inattendue": Kind(
        "Forme inattendue",
        ERREUR,
        "« {valeur} » n’a pas la forme attendue pour « {titre} ».",
        "voyez la description du champ, dans le dossier schemas/{exemple}",
    ),
    "liste-taille": Kind(
        "Taille d’une liste",
        ERREUR,
        "Cette liste {nombre} ; il en faut {bornes}.",
        "corrigez-la, ou supprimez le champ",
    ),
    "element-double": Kind("Élément en double", ERREUR, "« {valeur} » est déjà dans la liste.", "gardez-en un seul"),
    "texte-lu-comme-groupe": Kind(
        "Texte lu comme un groupe",
        ERREUR,
        "YAML lit ce texte comme un groupe de champs, à cause de « : » ou d’une accolade.",
        'mettez le texte entier entre guillemets droits ("…"), ou sur les lignes suivantes après « >- »',
    ),
    # --------------------------------------------------------------------------------------------------------------- French
    "date-forme": Kind(
        "Forme d’une date",
        ERREUR,
        "« {valeur} » n’est pas une date au format attendu.",
        "écrivez année-mois-jour{exemple}",
    ),
    "date-impossible": Kind(
        "Date impossible", ERREUR, "La date « {valeur} » n’existe pas dans le calendrier.", "corrigez le jour ou le mois"
    ),
    "montant-impossible": Kind(
        "Montant impossible",
        ERREUR,
        "« {valeur} » n’est pas un montant en euros.",
        "un montant est positif, avec deux décimales au plus",
    ),
    "organe-inconnu": Kind("Organe inconnu", ERREUR, "La collectivité n’a pas d’organe « {valeur} ».", "{conseil}"),
    "elu-inconnu": Kind(
        "Personne inconnue",
        ERREUR,
        "« {valeur} » n’est pas dans l’annuaire de la collectivité (« elus »).",
        "{conseil}ajoutez la personne à « elus », ou écrivez-la en entier : {{prenom: …, nom: …}}",
    ),
    "liste-dans-objet": Kind(
        "Liste dans l’objet",
        AVERTISSEMENT,
        "« {{{nom}}} » ne s’imprime pas dans l’objet : ces mots seront imprimés tels quels.",
        "écrivez les noms en entier, ou dites l’objet sans eux",
    ),
    "liste-inconnue": Kind(
        "Accolades sans liste",
        AVERTISSEMENT,
        "« {{{nom}}} » n’est le nom d’aucune liste de l’acte : ces mots seront imprimés tels quels, avec leurs accolades.",
        "{conseil}",
    ),
    "liste-doublon": Kind(
        "Doublon dans une liste",
        AVERTISSEMENT,
        "« {valeur} » figure deux fois dans la liste (éléments {premier} et {second}).",
        "gardez-en un seul",
    ),
    "mot-du-modele": Kind(
        "Mot que le modèle imprime",
        AVERTISSEMENT,
        "« {mot} » est imprimé par le modèle : il ne sera pas écrit deux fois.",
        "supprimez-le de la donnée",
    ),
    "mention-inconnue": Kind(
        "Accolades dans une mention",
        AVERTISSEMENT,
        "La mention « {mention} » contient {{{nom}}}, que delib ne remplace pas : ces accolades seront imprimées.",
        "{conseil}",
    ),
    "mention-incomplete": Kind(
        "Mention incomplète",
        ERREUR,
        "La mention « {mention} » demande {{{nom}}}, que les données ne disent pas.",
        "ajoutez cette donnée à la collectivité (« tribunal », ou « president » dans l’organe), ou récrivez la mention",
    ),
    "appel-nombres": Kind(
        "Appel incohérent",
        ERREUR,
        "L’appel annonce {nombre} pour « {quoi} » et en nomme {noms}.",
        "corrigez le nombre, ou retirez-le : il se déduit des noms",
    ),
    "vote-deux-formes": Kind(
        "Vote sous deux formes",
        ERREUR,
        "Le vote est donné à la fois par « unanimite » et par « decompte ».",
        "gardez l’un des deux",
    ),
    "consultation-deux-formes": Kind(
        "Consultation sous deux formes",
        ERREUR,
        "La consultation est donnée à la fois par « texte » et par d’autres champs, qui ne seraient pas imprimés.",
        "gardez « texte » seul, ou retirez-le",
    ),
    "rapport-deux-formes": Kind(
        "Rapport sous deux formes",
        ERREUR,
        "Le rapport est donné à la fois par « texte » et par d’autres champs, qui ne seraient pas imprimés.",
        "gardez « texte » seul, ou retirez-le",
    ),
    "mouvement-sens": Kind(
        "Mouvement sans direction",
        ERREUR,
        "Un mouvement est une arrivée (« arrivee ») ou un départ (« depart », avec « pouvoir_a » s’il y a lieu) : on ne sait lequel.",
        "donnez l’heure d’arrivée, ou l’heure de départ",
    ),
    "certification-prematuree": Kind(
        "Certification prématurée",
        AVERTISSEMENT,
        "La certification du caractère exécutoire ne sera pas imprimée : la transmission ou la publicité n’est pas connue.",
        "ajoutez l’accusé de réception et la date de mise en ligne ou d’affichage",
        "CGCT, art. L. 2131-1",
    ),
    "tableau-largeur": Kind(
        "Ligne de tableau",
        ERREUR,
        "Le nombre de cases de la ligne {rang} du tableau ({cases}) n’est pas celui des colonnes ({colonnes}).",
        "ajoutez ou retirez des cases ; une case vide s’écrit « – »",
    ),
    "vote-et-designation": Kind(
        "Vote et désignation",
        ERREUR,
        "L’acte porte à la fois « vote » et « designation ».",
        "une désignation remplace le vote : gardez l’un des deux",
    ),
    "projet-vote": Kind(
        "Projet déjà voté",
        ERREUR,
        "Un projet (« etat: projet ») ne peut pas porter de vote.",
        "retirez « vote », ou écrivez « etat: vote »",
    ),
    "publication-restreinte": Kind(
        "Occultations",
        ERREUR,
        "L’acte demande des occultations (« publication_restreinte »), que cette version de delib ne sait pas faire : il serait publié entier.",
        "construisez un extrait ou une expédition, et occultez-le à la main avant de le publier",
        "CRPA, art. L. 312-1-2",
    ),
    "projet-variante": Kind(
        "Variante d’un projet",
        ERREUR,
        "Un projet (« etat: projet ») ne peut pas être imprimé en « {variante} ».",
        "retirez « variante » (ou l’option --variante), ou écrivez « etat: vote »",
    ),
    "suites-autre-acte": Kind(
        "Suites d’un autre acte",
        ERREUR,
        "Ces suites sont celles de l’acte {acte}, et non de {numero}.",
        "donnez à « suites » le fichier de cet acte",
    ),
    # ------------------------------------------------------------------------------------------------------------- template
    "bibliotheque-absente": Kind(
        "Bibliothèque absente",
        ERREUR,
        "Ce dossier de bibliothèque n’existe pas.",
        "donnez un dossier qui contient modeles/ et schemas/",
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
        "enregistrez-le dans Word au format « Document Word (.docx) »",
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
    # --------------------------------------------------------------------------------------------------- French of the texts
    "typographie": Kind("Typographie", INFO, "{regle} : {ecrit}{autres}.", "{conseil}"),
    "typographie-mots": Kind("Mots à revoir", AVERTISSEMENT, "{regle} : {ecrit}{autres}.", "{conseil}"),
    "typographie-corrigee": Kind(
        "Typographie corrigée",
        INFO,
        "Le texte imprimé est corrigé : {changements}.",
        "écrivez « typographie: signaler » pour garder votre texte",
    ),
    "typographie-espaces": Kind(
        "Espaces et apostrophes corrigées",
        INFO,
        "Le texte imprimé est corrigé : {changements}.",
        "écrivez « typographie: signaler » pour garder votre texte",
    ),
    "accord-consultation": Kind(
        "Accord",
        AVERTISSEMENT,
        "« {donne} » ne s’accorde pas avec « {avec} ».",
        "écrivez « {accorde} », ou donnez « genre » et « nombre » de l’instance",
    ),
    "commune-inconnue": Kind(
        "Commune inconnue",
        ERREUR,
        "« {nom} » n’est pas une commune du Code officiel géographique de 2026.",
        "{conseil}",
    ),
    "commune-ambigue": Kind(
        "Commune ambiguë",
        ERREUR,
        "Plusieurs communes s’appellent « {nom} » : {candidates}.",
        "ajoutez le département, par exemple « {exemple} », ou écrivez le code INSEE entre guillemets droits",
    ),
    "commune-inconnue-controle": Kind(
        "Commune à vérifier",
        AVERTISSEMENT,
        "« {nom} » n’est pas une commune du Code officiel géographique de 2026.",
        "{conseil}",
    ),
    "commune-ambigue-controle": Kind(
        "Commune à préciser",
        AVERTISSEMENT,
        "Plusieurs communes s’appellent « {nom} » : {candidates}.",
        "ajoutez le département, par exemple « {exemple} », ou écrivez le code INSEE entre guillemets droits",
    ),
    "commune-dans-la-table": Kind(
        "Commune connue",
        AVERTISSEMENT,
        "« {nom} » est une commune du Code officiel géographique ({insee}), mais « hors_table » dit le contraire.",
        "supprimez « hors_table », à moins qu’il ne s’agisse d’une autre commune",
    ),
    "commune-code": Kind(
        "Code et nom de commune",
        ERREUR,
        "Le code {insee} est celui {officiel}, non celui de « {nom} ».",
        "corrigez le code ou le nom",
    ),
    "commune-nom": Kind(
        "Nom de commune",
        AVERTISSEMENT,
        "« {nom} » s’écrit « {officiel} » ({insee}).",
        "corrigez le nom ; avec « typographie: corriger », delib le fait à l’impression",
    ),
    "commune-corrigee": Kind(
        "Nom de commune corrigé",
        INFO,
        "« {nom} » est imprimé « {officiel} » ({insee}).",
        "écrivez « typographie: signaler » pour garder le nom tapé",
    ),
    "commune-perimetre": Kind(
        "Commune hors du périmètre",
        AVERTISSEMENT,
        "« {nom} » ({insee}) n’est pas dans le périmètre de « {perimetre} ».",
        "vérifiez le nom ; si c’est bien elle, écrivez son code INSEE entre guillemets droits",
    ),
    "periode-ordre": Kind(
        "Période", ERREUR, "La période finit le {au}, avant de commencer le {du}.", "corrigez l’une des deux dates"
    ),
    # --------------------------------------------------------------------------------------------------------------- output
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
        "Deux actes donneraient le même fichier « {nom} » : celui-ci et {autre}.",
        "corrigez un numéro, ou construisez-les dans deux dossiers",
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
    # -------------------------------------------------------------------------------------------------------------- command
    "variante-sans-objet": Kind(
        "Variante sans objet", ERREUR, "Les actes « {type} » n’ont pas de variantes.", "retirez --variante"
    ),
    "appel": Kind("Commande mal tapée", ERREUR, "{probleme}", "tapez « delib --help »"),
    "affichage-impossible": Kind(
        "Affichage impossible",
        ERREUR,
        "Ce qui devait s’afficher n’a pas pu l’être : {raison}.",
        "les fichiers déjà annoncés sont écrits ; vérifiez le dossier de sortie",
    ),
    # ------------------------------------------------------------------------------------- lists: rangee-, colonne-, classeur-
    # --------------------------------------------------------------------------------------------------- series: serie-
    # ------------------------------------------------------------------------------------------------ forms: formulaire-
    # ------------------------------------------------------------------------------------------- programmes: dossier-
    # ------------------------------------------------------------------------------------- conventions and règlements
    # -------------------------------------------------------------------------------------------------------- the rest
    "siren-cle": Kind(
        "Clé d’un SIREN ou d’un SIRET",
        AVERTISSEMENT,
        "« {valeur} » ne satisfait pas la clé de contrôle des numéros SIREN et SIRET.",
        "vérifiez le numéro ; quelques établissements de La Poste y échappent",
    ),
    "interne": Kind(
        "Erreur interne",
        ERREUR,
        "delib a rencontré une erreur imprévue ({probleme}).",
        "signalez-la, avec le fichier qui l’a provoquée",
    ),
}
