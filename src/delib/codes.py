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
        "donnez le nom d’un fichier de ce dossier",
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
        "{attendu}{exemple}",
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
    # -------------------------------------------------------------------------------------------------------------- command
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
    # ------------------------------------------------------------------------------------- lists: rangee-, colonne-, classeur-
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
    # --------------------------------------------------------------------------------------------------- series: serie-
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
        "Ce document a été modifié depuis que delib l’a construit, et la ligne ou le modèle a changé : il n’est pas remplacé.",
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
    # ------------------------------------------------------------------------------------------------ forms: formulaire-
    "formulaire-inconnu": Kind(
        "Modèle du formulaire",
        ERREUR,
        "Ce fichier ne dit plus de quel modèle de formulaire il vient, et {raison}.",
        "nommez le modèle avec -m ; modèles de formulaire connus : {modeles}",
    ),
    "formulaire-modele-absent": Kind(
        "Modèle du formulaire absent",
        ERREUR,
        "Ce formulaire vient du modèle « {modele} », que la bibliothèque n’a pas.",
        "ajoutez la bibliothèque qui le contient avec --bibliotheque ; {conseil}",
    ),
    "formulaire-modele-autre": Kind(
        "Autre modèle de formulaire",
        AVERTISSEMENT,
        "Ce formulaire vient du modèle « {modele} », et c’est « {demande} » qui est demandé : il est lu avec « {lu} ».",
        "vérifiez que c’est le bon fichier",
    ),
    "formulaire-modele-seul": Kind(
        "Modèle du formulaire supposé",
        INFO,
        "Ce fichier ne dit plus de quel modèle il vient : il est lu avec « {modele} », le seul formulaire de la bibliothèque.",
    ),
    "formulaire-pas-un-formulaire": Kind(
        "Pas un modèle de formulaire",
        ERREUR,
        "Le modèle « {modele} » n’est pas un formulaire : il n’a pas de champs à remplir.",
        "nommez un modèle de formulaire ; modèles de formulaire connus : {modeles}",
    ),
    "formulaire-etranger": Kind(
        "Aucun champ du formulaire",
        ERREUR,
        "Aucun des {nombre} champs de « {modele} » n’est dans ce fichier : ce n’est sans doute pas ce formulaire.",
        "vérifiez que c’est le bon fichier, et le bon modèle",
    ),
    "formulaire-champ-disparu": Kind(
        "Champ disparu",
        ERREUR,
        "Le champ « {titre} » a disparu du formulaire : sa réponse ne peut pas être lue.",
        "demandez au candidat de remplir un formulaire intact, ou complétez les données à la main",
    ),
    "formulaire-champ-repete": Kind(
        "Champ répété",
        AVERTISSEMENT,
        "Le champ « {titre} » est {nombre} fois dans le formulaire, sans que les réponses se contredisent ; il est lu une fois.",
        "vérifiez qu’une ligne n’a pas été recopiée",
    ),
    "formulaire-champ-dispute": Kind(
        "Champ à plusieurs réponses",
        ERREUR,
        "Le champ « {titre} » est {nombre} fois dans le formulaire, avec des réponses différentes : {reponses}.",
        "demandez au candidat laquelle vaut, et ne gardez qu’un champ",
    ),
    "formulaire-champ-ajoute": Kind(
        "Champ ajouté",
        AVERTISSEMENT,
        "Ce champ n’est pas du formulaire ; il contient : {texte}. Il n’est pas lu.",
        "reportez sa réponse dans un champ du formulaire si elle compte",
    ),
    "formulaire-hors-champ": Kind(
        "Réponse à côté du champ",
        INFO,
        "La réponse « {texte} » est tapée à côté du champ « {titre} », resté vide : elle est lue.",
    ),
    "formulaire-deux-textes": Kind(
        "Texte à côté de la réponse",
        AVERTISSEMENT,
        "Le champ « {titre} » contient « {reponse} », et à côté de lui on lit « {texte} », qui n’est pas retenu.",
        "vérifiez que la réponse est entière",
    ),
    "formulaire-invite-gardee": Kind(
        "Texte d’invite resté",
        AVERTISSEMENT,
        "La réponse au champ « {titre} » garde le texte d’invite « {invite} » : elle est lue en entier.",
        "effacez l’invite de la réponse",
    ),
    "formulaire-invite-autre": Kind(
        "Champ marqué vide",
        AVERTISSEMENT,
        "Word tient le champ « {titre} » pour vide, et pourtant on y lit « {texte} » : c’est lu comme une réponse.",
        "vérifiez que ce n’est pas un texte d’invite",
    ),
    "formulaire-image": Kind(
        "Image dans un champ",
        AVERTISSEMENT,
        "Le champ « {titre} » contient une image : elle n’est pas lue.",
        "reportez en texte ce que l’image dit",
    ),
    "formulaire-reunie": Kind(
        "Réponse sur plusieurs lignes",
        INFO,
        "La réponse au champ « {titre} » est sur {nombre} lignes : elles sont réunies en une seule, « {lu} ».",
    ),
    "formulaire-lignes-collees": Kind(
        "Sauts de ligne perdus",
        AVERTISSEMENT,
        "LibreOffice a perdu {nombre} dans la réponse au champ « {titre} » : ses lignes y sont collées.",
        "rétablissez les lignes à la main, en regardant la réponse",
    ),
    "formulaire-espaces": Kind(
        "Espaces dans un numéro",
        INFO,
        "« {valeur} » est lu sans ses espaces : {lu}.",
    ),
    "formulaire-choix-lu": Kind(
        "Choix reconnu",
        INFO,
        "« {valeur} » est lu comme le choix « {lu} » de la liste.",
    ),
    "formulaire-hors-liste": Kind(
        "Réponse hors liste",
        ERREUR,
        "« {valeur} » n’est pas un choix de la liste « {titre} ».",
        "{conseil}",
    ),
    "formulaire-date": Kind(
        "Date illisible",
        ERREUR,
        "« {valeur} » n’est pas une date lisible{raison}.",
        "écrivez le jour, le mois et les quatre chiffres de l’année : 2 décembre 2025, ou 02/12/2025",
    ),
    "formulaire-date-double": Kind(
        "Deux dates dans un champ",
        AVERTISSEMENT,
        "Le champ « {titre} » montre le {montre}, et Word y garde le {garde} : c’est la date montrée qui est lue.",
        "vérifiez la date",
    ),
    "formulaire-case": Kind(
        "Case illisible",
        ERREUR,
        "On lit « {valeur} » dans la case « {titre} » : est-elle cochée ?",
        "cochez la case ou laissez-la vide ; à défaut, écrivez « oui » ou « non »",
    ),
    "formulaire-case-double": Kind(
        "Case contradictoire",
        AVERTISSEMENT,
        "La case « {titre} » montre « {montre} », et Word la tient pour {garde} : c’est ce qu’elle montre qui est lu.",
        "vérifiez la case",
    ),
    "formulaire-trou": Kind(
        "Ligne vide au milieu",
        INFO,
        "La ligne {ligne} de « {titre} » est vide, et une ligne suivante est remplie : elle est laissée de côté.",
    ),
    "formulaire-ligne-otee": Kind(
        "Ligne ôtée d’un tableau",
        INFO,
        "La ligne {ligne} de « {titre} » a été ôtée du formulaire : elle compte comme une ligne vide.",
    ),
    "formulaire-revisions": Kind(
        "Modifications suivies",
        INFO,
        "Ce formulaire porte des modifications suivies : il est lu comme si elles étaient acceptées.",
    ),
    "formulaire-commentaires": Kind(
        "Commentaires",
        AVERTISSEMENT,
        "Ce formulaire porte {nombre}, qui ne sont pas lus : {texte}.",
        "lisez-les dans Word",
    ),
    "formulaire-vide": Kind(
        "Champ obligatoire vide",
        ERREUR,
        "Le champ « {titre} » est vide, et il est obligatoire{raison}.",
        "demandez au candidat de le remplir",
    ),
    "formulaire-contradiction": Kind(
        "Réponse sans objet",
        AVERTISSEMENT,
        "Le champ « {titre} » est rempli, alors que « {autre} » dit « {valeur} ».",
        "demandez au candidat laquelle des deux réponses est juste",
    ),
    "formulaire-case-vide": Kind(
        "Case à cocher",
        ERREUR,
        "La case « {titre} » n’est pas cochée, et elle doit l’être{raison}.",
        "demandez au candidat de la cocher, ou renoncez à sa candidature",
    ),
    "formulaire-commune": Kind(
        "Commune du candidat inconnue",
        AVERTISSEMENT,
        "« {nom} » n’est pas une commune du Code officiel géographique.",
        "vérifiez le nom de la commune",
    ),
    "formulaire-commune-nom": Kind(
        "Nom officiel de la commune",
        INFO,
        "« {nom} » est, au Code officiel géographique, « {officiel} » ({insee}).",
    ),
    "formulaire-commune-code": Kind(
        "Commune et code INSEE",
        ERREUR,
        "Le code INSEE {insee} n’est pas celui de « {nom} » : c’est celui de {autre}.",
        "corrigez le nom ou le code",
    ),
    "formulaire-commune-siren": Kind(
        "Commune et SIRET",
        AVERTISSEMENT,
        "Le SIRET {siret} ne commence pas par le SIREN de la commune de {nom} ({siren}).",
        "vérifiez que c’est bien le SIRET de la commune, et non d’un autre organisme",
    ),
    "formulaire-dates": Kind(
        "Dates dans le désordre",
        AVERTISSEMENT,
        "« {titre} » ({date}) vient après « {autre} » ({borne}).",
        "vérifiez les deux dates",
    ),
    "formulaire-texte-supprime": Kind(
        "Texte du formulaire supprimé",
        AVERTISSEMENT,
        "Ce texte du formulaire n’y est plus : « {texte} ».",
        "le candidat s’engage sur le texte approuvé : faites-lui signer un formulaire intact",
    ),
    "formulaire-texte-modifie": Kind(
        "Texte du formulaire modifié",
        AVERTISSEMENT,
        "Ce texte du formulaire a changé : « {lu} » au lieu de « {attendu} ».",
        "le candidat s’engage sur le texte approuvé : faites-lui signer un formulaire intact",
    ),
    "formulaire-texte-ajoute": Kind(
        "Texte ajouté au formulaire",
        AVERTISSEMENT,
        "Ce texte n’est pas du formulaire : « {texte} ».",
        "s’il répond à un champ, reportez-le ; s’il pose une réserve, elle n’a pas été approuvée",
    ),
    "formulaire-texte-abondant": Kind(
        "Texte du formulaire non comparé",
        AVERTISSEMENT,
        "Ce fichier a trop de paragraphes ({nombre}) pour que son texte soit comparé à celui du formulaire.",
        "comparez-le au modèle dans Word",
    ),
    "formulaire-pdf-illisible": Kind(
        "PDF illisible",
        ERREUR,
        "Ce PDF ne peut pas être lu : {raison}.",
        "enregistrez-le à nouveau, ou demandez le formulaire Word",
    ),
    "formulaire-pdf-chiffre": Kind(
        "PDF protégé", ERREUR, "Ce PDF est protégé par un mot de passe.", "retirez la protection, puis enregistrez-le à nouveau"
    ),
    "formulaire-pdf-xfa": Kind(
        "PDF dynamique",
        ERREUR,
        "Ce PDF est un formulaire XFA, que delib ne lit pas.",
        "demandez un PDF à champs ordinaires (AcroForm), ou le formulaire Word",
    ),
    "formulaire-pdf-sans-champ": Kind(
        "PDF sans champs",
        ERREUR,
        "Ce PDF n’a pas de champs à remplir : il a été imprimé, numérisé ou aplati.",
        "demandez le fichier rempli lui-même, ou saisissez les réponses à la main",
    ),
    "formulaire-pdf-texte": Kind(
        "Texte d’un PDF",
        INFO,
        "Le texte fixe d’un PDF n’est pas comparé à celui du formulaire : seuls les champs sont lus.",
    ),
    "formulaire-etiquette-absente": Kind(
        "Champ sans étiquette",
        ERREUR,
        "Un contrôle de contenu (« {invite} ») n’a pas d’étiquette : delib ne sait pas à quelle donnée il répond.",
        "dans Word, onglet Développeur, Propriétés, donnez-lui pour balise le chemin de la donnée ; LibreOffice efface ces "
        "étiquettes en enregistrant : reprenez le modèle d’avant",
    ),
    "formulaire-etiquette-inconnue": Kind(
        "Étiquette inconnue",
        ERREUR,
        "L’étiquette de ce champ n’est pas le chemin d’une valeur du schéma.",
        "{conseil}",
    ),
    "formulaire-etiquette-double": Kind(
        "Étiquette en double",
        ERREUR,
        "Deux champs du modèle ont cette étiquette : delib ne saurait pas lequel lire.",
        "gardez-en un ; pour rappeler la donnée ailleurs, écrivez une balise entre accolades",
    ),
    "formulaire-hors-cellule": Kind(
        "Champ hors d’une cellule",
        ERREUR,
        "Ce champ n’est pas dans le texte d’une cellule de tableau du corps du document.",
        "placez-le dans un paragraphe, seul dans sa cellule : c’est par elle que delib retrouve une réponse dont le champ a disparu",
    ),
    "formulaire-cellule-partagee": Kind(
        "Deux champs dans une cellule",
        ERREUR,
        "Un autre champ est déjà dans cette cellule.",
        "donnez à chacun sa cellule",
    ),
    "formulaire-imbrique": Kind(
        "Champ dans un autre contrôle",
        ERREUR,
        "Ce champ est à l’intérieur d’un autre contrôle de contenu.",
        "supprimez le contrôle extérieur en gardant son contenu",
    ),
    "formulaire-controle-inconnu": Kind(
        "Contrôle que delib ne lit pas",
        ERREUR,
        "Ce champ est {nature} : delib ne saurait ni le remplir ni le relire.",
        "prenez un texte brut, une date, une case à cocher, une liste déroulante ou une zone de liste modifiable",
    ),
    "formulaire-signet": Kind(
        "Signet du champ",
        ERREUR,
        "Le signet « {nom} » doit entourer ce champ, dans sa cellule ; {trouve}.",
        "sélectionnez le champ dans Word, puis Insertion, Signet, et donnez-lui ce nom : LibreOffice garde les signets, pas les "
        "étiquettes",
    ),
    "formulaire-signet-long": Kind(
        "Signet trop long",
        ERREUR,
        "Le signet de ce champ (« {nom} ») dépasse {limite} caractères, et Word le couperait.",
        "raccourcissez les noms du schéma",
    ),
    "formulaire-signet-double": Kind(
        "Signet en double",
        ERREUR,
        "Deux signets se nomment « {nom} » : Word ne garde que le premier.",
        "supprimez celui qui n’entoure pas le champ",
    ),
    "formulaire-invite": Kind(
        "Champ sans texte d’invite",
        ERREUR,
        "Ce champ vide ne montre pas de texte d’invite, ou montre un texte que l’on prendrait pour une réponse.",
        "videz-le dans Word, puis tapez l’invite en mode Création (onglet Développeur)",
    ),
    "formulaire-case-cochee": Kind(
        "Case cochée d’avance",
        ERREUR,
        "Cette case est cochée dans le modèle : elle répondrait à la place de qui la lit.",
        "décochez-la, puis enregistrez le modèle",
    ),
    "formulaire-balise": Kind(
        "Balise dans un champ",
        ERREUR,
        "Le texte d’invite de ce champ contient une balise entre accolades.",
        "retirez-la : l’étiquette du champ suffit pour que delib le remplisse",
    ),
    "formulaire-repete": Kind(
        "Champ répété ou retiré",
        ERREUR,
        "Ce champ est imprimé {nombre} fois : il est dans un bloc qu’une balise répète ou retire.",
        "sortez-le du bloc : un formulaire a toujours les mêmes champs",
    ),
    "formulaire-nature": Kind(
        "Champ d’une autre nature que la donnée",
        ERREUR,
        "La donnée de ce champ {attendu}.",
        "remplacez ce contrôle par {controle}",
    ),
    "formulaire-choix": Kind(
        "Choix hors du schéma",
        ERREUR,
        "La liste propose « {montre} » (valeur « {valeur} »), que le schéma n’admet pas.",
        "{conseil}",
    ),
    "formulaire-valeur-hors-liste": Kind(
        "Valeur que la liste ne propose pas",
        ERREUR,
        "La valeur « {valeur} » n’est pas dans la liste déroulante du formulaire.",
        "{conseil}",
    ),
    "formulaire-lignes": Kind(
        "Plus d’éléments que de lignes",
        ERREUR,
        "Cette liste a {nombre} éléments, et le formulaire n’a pas de ligne pour le n° {rang}.",
        "ajoutez des lignes au modèle, ou retirez des éléments : aucun n’est laissé de côté en silence",
    ),
    "formulaire-question": Kind(
        "Question sans champ",
        AVERTISSEMENT,
        "Le schéma veut une réponse à « {titre} », et aucun champ de ce formulaire ne la demande.",
        "ajoutez au tableau un champ dont la balise est « {balise} », ou ôtez « x-reponse » du schéma",
    ),
    # ------------------------------------------------------------------------------------------- programmes: dossier-
    "dossier-pas-document": Kind(
        "Un dossier n’est pas un document",
        ERREUR,
        "Un dossier nomme plusieurs documents : il ne s’imprime pas lui-même.",
        "construisez-le par « delib build », ou en Python par delib.production.programme",
    ),
    "dossier-dans-dossier": Kind(
        "Dossier dans un dossier",
        ERREUR,
        "« {fichier} » est lui-même un dossier : un dossier ne nomme que des actes et des annexes.",
        "nommez ici chaque acte de cet autre dossier",
    ),
    "dossier-pas-acte": Kind(
        "Acte attendu",
        ERREUR,
        "« {fichier} » ({type}) n’est pas une délibération : il n’a ni séance ni dispositif.",
        "mettez-le dans « annexes » ou dans « series »",
    ),
    "dossier-cle-double": Kind(
        "Clé donnée deux fois",
        ERREUR,
        "La clé « {cle} » est déjà donnée, {ou}.",
        "donnez à chaque acte, à chaque annexe et à chaque série une clé qui n’est qu’à lui",
    ),
    "dossier-cle-inconnue": Kind(
        "Clé inconnue", ERREUR, "« {cle} » n’est la clé d’aucune délibération de ce dossier.", "{conseil}"
    ),
    "dossier-numero-double": Kind(
        "Numéro donné deux fois",
        AVERTISSEMENT,
        "Le numéro {numero} est déjà celui d’un acte du dossier ({ou}).",
        "vérifiez les deux numéros ; si c’est le même acte, gardez-en un seul",
    ),
    "dossier-acte-absent": Kind(
        "Acte cité, non relu",
        AVERTISSEMENT,
        "L’acte {numero} est cité, mais il n’est ni dans les actes du dossier, ni dans ses « references » : rien n’a été vérifié.",
        "ajoutez son fichier à « actes », ou son numéro, sa date et son intitulé à « references »",
    ),
    "dossier-numero-cite": Kind(
        "Numéro d’un acte cité",
        AVERTISSEMENT,
        "Ce visa dit citer l’acte {dit}, et son texte cite {lu}.",
        "corrigez « acte », ou le texte",
    ),
    "dossier-acte-soi": Kind(
        "Acte qui se cite", AVERTISSEMENT, "L’acte {numero} se cite lui-même.", "vérifiez le numéro de l’acte cité"
    ),
    "dossier-acte-posterieur": Kind(
        "Acte cité avant d’exister",
        AVERTISSEMENT,
        "L’acte {numero} est du {jour} : il est postérieur à celui qui le cite ({autre}, du {jour_autre}).",
        "vérifiez le numéro de l’acte cité et les deux dates",
    ),
    "dossier-rang": Kind(
        "Acte cité avant d’exister",
        AVERTISSEMENT,
        "L’acte {numero} vient après celui qui le cite ({autre}) dans la même séance, le {jour}.",
        "vérifiez les deux numéros",
    ),
    "dossier-date": Kind(
        "Date d’un acte cité",
        AVERTISSEMENT,
        "L’acte {numero} est cité avec la date du {date} ; il est du {jour} ({ou}).",
        "corrigez l’une des deux dates",
    ),
    "dossier-executoire-autre": Kind(
        "Date exécutoire d’un acte cité",
        AVERTISSEMENT,
        "L’acte {numero} est dit exécutoire le {date} ; ses suites donnent le {jour} ({ou}).",
        "corrigez l’une des deux dates",
        "CGCT, art. L. 2131-1",
    ),
    "dossier-titre": Kind(
        "Titre d’un acte cité",
        AVERTISSEMENT,
        "L’acte {numero} est cité « {cite} » ; ce n’est ni son objet, « {vrai} » ({ou}), ni un alinéa de son dispositif.",
        "reprenez son objet, ou l’un de ses alinéas",
    ),
    "dossier-titre-reference": Kind(
        "Titre d’un acte cité",
        AVERTISSEMENT,
        "L’acte {numero} est cité « {cite} » ; son intitulé est « {vrai} » ({ou}).",
        "reprenez cet intitulé, ou corrigez-le dans « references »",
    ),
    "dossier-titres-divers": Kind(
        "Un acte, deux titres",
        AVERTISSEMENT,
        "L’acte {numero} est cité sous deux titres : ici « {cite} » ; et « {autre} », {ou}.",
        "gardez celui que l’acte porte ; donné dans « references », il sert à vérifier les deux",
    ),
    "dossier-annexe-absente": Kind(
        "Annexe approuvée absente",
        AVERTISSEMENT,
        "La délibération {numero} approuve l’annexe « {cle} », que le dossier n’a pas.",
        "{conseil}",
    ),
    "dossier-annexe-non-approuvee": Kind(
        "Annexe non approuvée",
        AVERTISSEMENT,
        "Aucun alinéa {ou} n’approuve l’annexe « {cle} ».",
        "corrigez la clé, ou « approuvee_par » ; l’alinéa qui approuve une annexe la nomme par « annexe: {cle} »",
    ),
    "dossier-annexe-nature": Kind(
        "Nature d’une annexe",
        AVERTISSEMENT,
        "L’annexe « {cle} » est ici un acte « {type} » ; {numero} approuve « {intitule} ».",
        "vérifiez que c’est le bon fichier",
    ),
    "dossier-annexe-version": Kind(
        "Version d’une annexe",
        AVERTISSEMENT,
        "L’annexe « {cle} » a été approuvée sur le modèle {voulue} ; c’est {version} qui sert.",
        "demandez cette version dans le fichier de l’annexe (« modele: {voulue} »), ou faites approuver la nouvelle",
    ),
    "dossier-annexe-empreinte": Kind(
        "Empreinte d’une annexe",
        AVERTISSEMENT,
        "L’annexe « {cle} » n’est plus le document approuvé : son empreinte est {empreinte}.",
        "retrouvez le document approuvé, ou faites approuver celui-ci",
    ),
    "dossier-approbation": Kind(
        "Approbation d’une annexe",
        AVERTISSEMENT,
        "L’annexe « {cle} » dit avoir été approuvée par {cite} ; c’est {numero} qui l’approuve.",
        "corrigez le numéro",
    ),
    "dossier-modele-ecart": Kind(
        "Écart avec le modèle approuvé",
        AVERTISSEMENT,
        "« {champ} » : {ici} dans la série, {approuve} dans le modèle approuvé (annexe « {cle} », {ou}).",
        "reprenez ce que l’assemblée a approuvé, ou faites-lui approuver ce changement",
    ),
    "dossier-modele-version": Kind(
        "Version du modèle approuvé",
        AVERTISSEMENT,
        "La série s’imprime avec {version} ; le modèle approuvé (annexe « {cle} », {ou}) est imprimé avec {voulue}.",
        "demandez cette version dans le fichier de la série (« modele: {voulue} »), ou faites approuver l’autre",
    ),
    "dossier-collectivite": Kind(
        "Autre collectivité",
        AVERTISSEMENT,
        "Ce fichier est de « {autre} » ; le dossier est de « {nom} ».",
        "vérifiez le fichier de la collectivité, ou retirez celui-ci du dossier",
    ),
    "dossier-programme": Kind(
        "Autre programme",
        AVERTISSEMENT,
        "Ce fichier est du programme « {autre} » ; le dossier est du programme « {nom} ».",
        "corrigez le nom, ou retirez ce fichier du dossier",
    ),
    "dossier-programme-absent": Kind(
        "Programme non nommé",
        AVERTISSEMENT,
        "La délibération {numero} ne nomme nulle part le programme « {nom} ».",
        "vérifiez que c’est le bon fichier, et le nom du programme dans le dossier",
    ),
    "dossier-ecriture": Kind(
        "Un nom, deux façons de l’écrire",
        AVERTISSEMENT,
        "Le {quoi} « {nom} » est écrit « {autre} » ({ou}).",
        "gardez partout la façon de l’acte qui l’a voté",
    ),
    "dossier-parcours": Kind(
        "Autre parcours",
        AVERTISSEMENT,
        "Le parcours « {intitule} » n’est nulle part dans la décision {numero}.",
        "reprenez l’intitulé de la décision",
    ),
    "dossier-delegation-inconnue": Kind(
        "Délégation inconnue",
        AVERTISSEMENT,
        "{numero} est un acte du Bureau, et le fichier de la collectivité ne dit pas ce qui lui a été délégué.",
        "donnez « delegation » dans « organes.bureau » : l’acte qui délègue, et ce qu’il délègue",
        "CGCT, art. L. 5211-10",
    ),
    "dossier-delegation-absente": Kind(
        "Aucune délégation",
        ERREUR,
        "{numero} est un acte du Bureau, et rien ne lui a été délégué : il n’est pas compétent.",
        "si une délégation existe, donnez-la dans « organes.bureau.delegation » ; sinon, l’acte revient à l’assemblée",
        "CGCT, art. L. 5211-10",
    ),
    "dossier-delegation-non-visee": Kind(
        "Délégation non visée",
        AVERTISSEMENT,
        "{numero} est un acte du Bureau, et ne vise aucune des délégations qu’il a reçues ({actes}).",
        "visez la délibération qui délègue",
        "CGCT, art. L. 5211-10",
    ),
    "dossier-delegation-sans-objet": Kind(
        "Délégation sans objet",
        AVERTISSEMENT,
        "On ne sait pas ce que la délibération {acte} a délégué.",
        "ajoutez « objet », dans les mots de cette délibération",
        "CGCT, art. L. 5211-10",
    ),
    "dossier-delegation-sans-alinea": Kind(
        "Délégation introuvable",
        AVERTISSEMENT,
        "La délibération {acte} ({ou}) est donnée pour une délégation : aucun alinéa de son dispositif ne délègue.",
        "vérifiez le numéro, ou le verbe DÉLÈGUE de l’alinéa",
        "CGCT, art. L. 5211-10",
    ),
    "dossier-delegation-objet": Kind(
        "Objet d’une délégation",
        AVERTISSEMENT,
        "L’objet délégué, « {objet} », n’est pas dans l’alinéa de {acte} qui délègue ({ou}).",
        "reprenez les mots de la délibération",
    ),
    "dossier-delegation-delegataire": Kind(
        "Délégataire",
        AVERTISSEMENT,
        "La délibération {acte} délègue à « {delegataire} », et la collectivité la donne pour une délégation à « {organe} ».",
        "corrigez l’un des deux",
        "CGCT, art. L. 5211-10",
    ),
    "dossier-delegation-hors-objet": Kind(
        "Délégation étrangère à l’acte",
        AVERTISSEMENT,
        "Aucun mot de ce qui a été délégué (« {objets} ») ne se retrouve dans l’objet ni dans le dispositif de {numero}.",
        "vérifiez que cette délégation couvre bien l’acte",
        "CGCT, art. L. 5211-10",
    ),
    "dossier-delegation-autre": Kind(
        "Autre délégation",
        AVERTISSEMENT,
        "La délégation citée, {cite}, n’est pas de celles que vise la décision {numero} ({visees}).",
        "corrigez le numéro",
    ),
    "dossier-decision-autre": Kind(
        "Autre décision",
        AVERTISSEMENT,
        "La sélection citée est {cite} ; la décision de cette série est {numero}.",
        "corrigez le numéro, ou « decision » dans le dossier",
    ),
    "dossier-signature-non-autorisee": Kind(
        "Signature non autorisée",
        AVERTISSEMENT,
        "Aucun alinéa de {numero} n’autorise à signer ou à conclure les conventions.",
        "vérifiez que c’est bien cette délibération qui l’autorise",
    ),
    "dossier-executoire-inconnu": Kind(
        "Date exécutoire indéterminée",
        AVERTISSEMENT,
        "On ne sait pas quand {numero} est devenu exécutoire : {raison}. On ne peut donc pas dire si une convention est signée trop tôt.",
        "complétez ses « suites » ; jusque-là, vérifiez à la main qu’aucune convention n’est signée avant",
        "CGCT, art. L. 2131-1",
    ),
    "dossier-signature-anticipee": Kind(
        "Signature anticipée",
        ERREUR,
        "La convention est datée du {signee}, et {acte} {etat} le {jour} ({ou}) : son signataire n’était pas encore habilité.",
        "signez à partir de ce jour",
        "CE, avis, 10 juin 1996, n° 176873 ; CGCT, art. L. 2131-1",
    ),
    "dossier-habilitation-executoire": Kind(
        "Habilitation : date exécutoire inconnue",
        AVERTISSEMENT,
        "On ne sait pas quand l’acte {acte}, qui habilite le signataire pour « {nom} », est devenu exécutoire.",
        "demandez la date de sa transmission et celle de sa publicité ; la convention se signe à partir de la dernière",
        "CGCT, art. L. 2131-1",
    ),
    "dossier-liste-absente": Kind(
        "Décision sans liste",
        AVERTISSEMENT,
        "La décision {numero} ne donne aucune liste : on ne sait pas pour qui construire ces conventions.",
        "écrivez la liste dans « beneficiaires », et nommez-la dans l’alinéa (« liste: beneficiaires »)",
    ),
    "dossier-commune-sans-convention": Kind(
        "Bénéficiaire sans convention",
        AVERTISSEMENT,
        "« {nom} » est retenue par {numero}, et n’a pas de ligne dans la série ({serie}).",
        "ajoutez sa ligne ; si elle y est, vérifiez le nom",
    ),
    "dossier-commune-non-retenue": Kind(
        "Bénéficiaire non retenu",
        ERREUR,
        "« {nom} » n’est pas dans la liste que {numero} arrête : nul n’est habilité à signer cette convention.",
        "retirez la ligne, ou faites compléter la liste par une délibération",
        "CE, avis, 10 juin 1996, n° 176873",
    ),
    "dossier-montant": Kind(
        "Montant dans une convention sans incidence financière",
        AVERTISSEMENT,
        "On lit ici « {montant} » ; ces conventions sont conclues par une délégation limitée à celles sans incidence financière.",
        "retirez ce montant, ou faites délibérer l’assemblée",
        "CGCT, art. L. 5211-10",
    ),
    "dossier-formulaire-absent": Kind(
        "Formulaire absent",
        AVERTISSEMENT,
        "« {nom} » n’a pas de formulaire rempli dans {dossier}.",
        "ajoutez-le ; s’il y est, vérifiez le code INSEE qu’il donne",
    ),
    "dossier-formulaire-anonyme": Kind(
        "Formulaire sans nom", AVERTISSEMENT, "Ce formulaire ne dit pas quel est le candidat.", "remplissez son nom officiel"
    ),
    "dossier-formulaire-double": Kind(
        "Deux formulaires",
        AVERTISSEMENT,
        "« {nom} » a déjà un formulaire ({autre}) : celui-ci n’est pas relu.",
        "ne gardez que le dernier reçu",
    ),
    "dossier-formulaire-erreurs": Kind(
        "Formulaire à corriger",
        AVERTISSEMENT,
        "Le formulaire de « {nom} » a {nombre} : {premiere}",
        "« delib formulaire read » les donne toutes",
    ),
    "dossier-formulaire-differe": Kind(
        "Formulaire et convention",
        AVERTISSEMENT,
        "On lit ici « {ici} », et « {la} » dans le formulaire ({fichier}, champ {champ}).",
        "vérifiez lequel est juste",
    ),
    "dossier-formulaire-sans-suite": Kind(
        "Formulaire sans convention",
        INFO,
        "« {nom} » a déposé un formulaire, et aucune convention n’est pour elle.",
        "c’est juste si sa candidature n’a pas été retenue",
    ),
    # ------------------------------------------------------------------------------------- conventions and règlements
    "reglement-total": Kind(
        "Total des points",
        ERREUR,
        "Les critères font ensemble {somme} points, alors que le total annoncé est {total}.",
        "corrigez les points d’un critère, ou « total »",
    ),
    "reglement-quorum": Kind(
        "Quorum hors d’atteinte",
        ERREUR,
        "Le quorum du comité d’examen est fixé à {quorum}, alors que le comité compte {effectif} en tout.",
        "baissez le quorum, ou ajoutez les membres qui manquent",
    ),
    "convention-cadre": Kind(
        "Cadre d’une série",
        ERREUR,
        "Cet acte est le cadre d’une série de conventions : il dit où lire les bénéficiaires, mais pas lequel signe celle-ci.",
        "imprimez la série (« delib build … --pour LISTE »), ou donnez « commune », « representant » et « habilitation » ; pour le "
        "modèle à annexer à une délibération, écrivez « etat: modele » et retirez « beneficiaires »",
    ),
    "convention-modele": Kind(
        "Modèle sans bénéficiaire",
        ERREUR,
        "Un modèle de convention s’approuve avant de connaître les bénéficiaires : « {champ} » ({titre}) n’y serait pas imprimé.",
        "retirez « {champ} » ; ou retirez « etat: modele », si c’est la convention d’un bénéficiaire",
    ),
    "convention-sans-beneficiaire": Kind(
        "Convention sans bénéficiaire",
        ERREUR,
        "La convention ne dit pas avec qui elle est signée.",
        "donnez « commune » ou, si le bénéficiaire n’est pas une commune, « organisme » ; pour le modèle à annexer à une "
        "délibération, écrivez « etat: modele »",
    ),
    "convention-deux-beneficiaires": Kind(
        "Deux bénéficiaires",
        ERREUR,
        "La convention nomme à la fois une commune et un organisme : un seul bénéficiaire la signe.",
        "gardez « commune » ou « organisme », et faites une seconde convention pour l’autre",
    ),
    "convention-genre": Kind(
        "Accord inconnu",
        ERREUR,
        "delib ne sait pas le {quoi} {de}, et ne peut écrire ni « représenté » ni « dénommé ».",
        "donnez « {quoi} » : {attendu}",
    ),
    "convention-accord": Kind(
        "Accord contredit",
        AVERTISSEMENT,
        "Les données disent « {donne} », mais « {nom} » se lit « {lu} » ; la convention suit les données.",
        "vérifiez l’article du nom, ou l’accord donné",
    ),
    "convention-civilite": Kind(
        "Signataire sans civilité",
        ERREUR,
        "La civilité de {nom} ne dit pas s’il faut écrire « habilité » ou « habilitée ».",
        "donnez « civilite » : M. ou Mme",
    ),
    "convention-commune": Kind(
        "Commune à tourner dans une phrase",
        ERREUR,
        "delib n’est pas sûr de la façon d’écrire « la commune de » devant « {nom} ».",
        "donnez « organisme » à la place, avec son intitulé en entier et son article",
    ),
    "convention-siret": Kind(
        "SIRET d’un autre",
        AVERTISSEMENT,
        "Le SIRET « {siret} » ne commence pas par le SIREN de la commune {commune} ({siren}).",
        "vérifiez que ce numéro est bien celui de la commune",
    ),
    "convention-avant-acte": Kind(
        "Signature antérieure à l’habilitation",
        ERREUR,
        "La convention serait signée le {signee}, avant l’acte qui habilite son signataire ({acte}, du {date}).",
        "corrigez la date, ou retirez-la : chaque signataire la porte alors à la main",
    ),
    "convention-avant-executoire": Kind(
        "Signature avant le caractère exécutoire",
        ERREUR,
        "La convention serait signée le {signee}, alors que l’acte qui habilite son signataire ({acte}) n’est exécutoire que "
        "le {executoire}.",
        "signez à cette date au plus tôt ; sans date de signature, chaque signataire la porte à la main",
        "CGCT, art. L. 2131-1 ; CE, avis, 10 juin 1996, n° 176873",
    ),
    "convention-executoire-avant-acte": Kind(
        "Exécutoire avant d’exister",
        ERREUR,
        "L’acte {acte}, du {date}, serait exécutoire dès le {executoire}, avant d’avoir été pris.",
        "vérifiez ces deux dates",
    ),
    "convention-candidature": Kind(
        "Candidature postérieure à la sélection",
        AVERTISSEMENT,
        "La candidature serait déposée le {date}, après la sélection du {selection}.",
        "vérifiez ces deux dates",
    ),
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
