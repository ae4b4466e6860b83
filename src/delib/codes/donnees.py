"""What the files of an act may have wrong."""

from __future__ import annotations

from delib.codes.nature import AVERTISSEMENT, ERREUR, INFO, Kind

CODES: dict[str, Kind] = {
    # -------------------------------------------------------------------------------------------------- reading a file
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
    # ------------------------------------------------------------------------------------------- files that name files
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
    # ------------------------------------------------------------------------------------------------------- structure
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
    # ---------------------------------------------------------------------------------------------------------- French
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
    "siren-cle": Kind(
        "Clé d’un SIREN ou d’un SIRET",
        AVERTISSEMENT,
        "« {valeur} » ne satisfait pas la clé de contrôle des numéros SIREN et SIRET.",
        "vérifiez le numéro ; quelques établissements de La Poste y échappent",
    ),
    # --------------------------------------------------------------------------------------------- French of the texts
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
    # -------------------------------------------------------------------------------------- conventions and règlements
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
}
