"""What can be wrong in a receipt, or between a receipt and its act."""

from __future__ import annotations

from delib.codes.nature import AVERTISSEMENT, ERREUR, INFO, Kind

_XSD = "schéma @CTES actesv1_1.xsd"

CODES: dict[str, Kind] = {
    # ------------------------------------------------------------------------------------------------- messages, as files
    "accuse-aucun": Kind(
        "Aucun accusé de réception",
        ERREUR,
        "Aucun accusé de réception dans ce fichier : c’est {nature}.",
        "donnez le message ARActe (1-2) reçu de la préfecture, l’archive qui le contient, ou l’acte tamponné en PDF",
    ),
    "accuse-plusieurs": Kind(
        "Plusieurs accusés de réception",
        ERREUR,
        "Il y a ici {nombre} accusés de réception, et il en faut un : {noms}.",
        "donnez le fichier d’un seul acte",
    ),
    "accuse-trop-grand": Kind(
        "Message trop grand",
        ERREUR,
        "Ce message dépasse {limite}.",
        "un message de @CTES tient en quelques pages : vérifiez que c’est le bon fichier",
    ),
    "accuse-demesure": Kind(
        "Message démesuré",
        ERREUR,
        "Ce message n’est pas lu : {raison}.",
        "un message de @CTES n’est jamais ainsi : vérifiez d’où il vient",
    ),
    "accuse-dtd": Kind(
        "DTD dans un message",
        ERREUR,
        "Ce message contient « <!DOCTYPE » : delib ne lit ni DTD ni entités, et ne va rien chercher ailleurs.",
        "vérifiez d’où vient ce fichier",
    ),
    "accuse-xml": Kind(
        "Message mal formé",
        ERREUR,
        "Ce message n’est pas du XML bien formé : {raison}.",
        "redemandez-le à la plateforme de télétransmission",
    ),
    "accuse-encodage": Kind(
        "Encodage du message",
        ERREUR,
        "L’encodage de ce message ne peut pas être connu : {raison}.",
        "redemandez-le à la plateforme de télétransmission, sans l’ouvrir ni l’enregistrer entre-temps",
    ),
    "accuse-encodage-autre": Kind(
        "Autre encodage que l’annoncé",
        AVERTISSEMENT,
        "Ce message {annonce}, et il est en {lu} : il est lu ainsi (« {exemple} »).",
        "vérifiez les accents de ce mot",
    ),
    "accuse-encodage-windows": Kind(
        "Caractères de Windows",
        INFO,
        "Des caractères de ce message sont ceux de Windows-1252, et non de l’encodage annoncé : ils sont lus ainsi (« {exemple} »).",
    ),
    "accuse-encodage-double": Kind(
        "Accents abîmés avant l’envoi",
        AVERTISSEMENT,
        "On lit « {exemple} » dans ce message : ses accents ont sans doute été abîmés avant l’envoi. Ils sont laissés ainsi.",
    ),
    "accuse-ecart": Kind(
        "Écart au schéma de @CTES",
        AVERTISSEMENT,
        "Ce message s’écarte du schéma de @CTES : {ecart}. Il est lu quand même.",
        source=_XSD,
    ),
    "accuse-non-lu": Kind(
        "Contenu que delib ne lit pas",
        INFO,
        "Ce message contient {quoi}, que delib ne lit pas.",
    ),
    # ---------------------------------------------------------------------------------------------------- what they say
    "accuse-refus": Kind(
        "Refus de la préfecture",
        ERREUR,
        "Ce n’est pas un accusé de réception : {quoi} {pourquoi}.",
        "corrigez ce qui est dit, puis transmettez à nouveau",
    ),
    "accuse-annulation": Kind(
        "Transmission annulée",
        AVERTISSEMENT,
        "La transmission de l’acte {identifiant} a été annulée ({jour}).",
        "son accusé de réception ne vaut plus : transmettez l’acte à nouveau s’il doit l’être",
    ),
    "accuse-courrier": Kind(
        "Courrier de la préfecture sur un acte",
        AVERTISSEMENT,
        "Ce message est {nature} ; il porte sur l’acte {identifiant} ({jour}).",
        "lisez-le : il peut changer les délais, ou l’acte",
    ),
    "accuse-message": Kind(
        "Autre message",
        INFO,
        "Ce message n’est pas un accusé de réception : c’est {nature}.",
    ),
    "accuse-identifiant": Kind(
        "Identifiant de l’acte",
        ERREUR,
        "Cet accusé de réception ne dit pas de quel acte il s’agit : {raison}.",
        "un identifiant s’écrit 075-200054781-20251202-BM25-12-02-22-1-DE",
        _XSD,
    ),
    "accuse-manque": Kind(
        "Information absente du message",
        AVERTISSEMENT,
        "« {champ} » manque dans ce message : {effet}.",
        source=_XSD,
    ),
    "accuse-date": Kind(
        "Date impossible",
        AVERTISSEMENT,
        "« {champ} » n’est pas une date ({valeur}) : elle reste inconnue.",
        source=_XSD,
    ),
    "accuse-valeur": Kind(
        "Valeur illisible",
        AVERTISSEMENT,
        "« {champ} » n’est pas {attendu} (« {valeur} ») : {effet}.",
        source=_XSD,
    ),
    "accuse-ambigu": Kind(
        "Information contradictoire",
        AVERTISSEMENT,
        "« {champ} » est donné plusieurs fois, avec des valeurs différentes : il reste inconnu.",
        source=_XSD,
    ),
    "accuse-repetition": Kind(
        "Information répétée",
        INFO,
        "« {champ} » est donné {nombre} fois, chaque fois le même : il est lu une fois.",
    ),
    "accuse-actes-differents": Kind(
        "Deux actes dans un accusé",
        ERREUR,
        "Ce message décrit {nombre} actes différents : on ne sait pas lequel la préfecture a reçu.",
        "redemandez-le à la plateforme de télétransmission",
        _XSD,
    ),
    "accuse-acte-date": Kind(
        "Date de l’acte",
        AVERTISSEMENT,
        "Ce message se contredit : l’identifiant dit l’acte du {identifiant}, et l’acte reçu est du {recu}.",
        "vérifiez que c’est l’accusé de cet acte",
    ),
    "accuse-acte-numero": Kind(
        "Numéro de l’acte",
        AVERTISSEMENT,
        "Ce message se contredit : l’identifiant dit l’acte n° {identifiant}, et l’acte reçu porte le n° {recu}.",
        "vérifiez que c’est l’accusé de cet acte",
    ),
    "accuse-acte-nature": Kind(
        "Nature de l’acte",
        AVERTISSEMENT,
        "Ce message se contredit : l’identifiant dit {identifiant}, et l’acte reçu est de nature {recu}.",
        "vérifiez que c’est l’accusé de cet acte",
    ),
    "accuse-annexes": Kind(
        "Nombre d’annexes",
        AVERTISSEMENT,
        "Ce message annonce {nombre} et en nomme {noms}.",
        "vérifiez ce que la préfecture a reçu",
    ),
    "accuse-chemin": Kind(
        "Nom de fichier avec un dossier",
        INFO,
        "Un nom de fichier est donné avec son dossier (« {nom} ») : seul le nom du fichier est gardé.",
    ),
    "accuse-classification": Kind(
        "Classification des matières",
        INFO,
        "L’acte suit la classification du {acte}, et celle de la préfecture est du {prefecture}.",
        "redemandez la classification (message 7-1) avant le prochain envoi",
    ),
    "accuse-papier": Kind(
        "Envoi sur papier",
        INFO,
        "La collectivité a annoncé qu’une pièce suit sur papier (DocumentPapier : « {valeur} »).",
    ),
    "accuse-precedent": Kind(
        "Acte qui en suit un autre",
        INFO,
        "Cet acte se rattache à un acte déjà transmis : {identifiant}.",
    ),
    "accuse-signature": Kind(
        "Signature jointe",
        INFO,
        "Une signature électronique accompagne {nombre} : delib ne la vérifie pas.",
    ),
    # -------------------------------------------------------------------------------------------- archives and envelopes
    "accuse-archive": Kind(
        "Archive refusée",
        ERREUR,
        "Cette archive {raison}.",
        "redemandez-la à la plateforme de télétransmission ; ce qui a pu être lu l’est",
    ),
    "accuse-archive-membre": Kind(
        "Fichier d’archive laissé de côté",
        AVERTISSEMENT,
        "« {nom} », dans cette archive, n’est pas lu : {raison}.",
        "vérifiez d’où vient cette archive",
    ),
    "accuse-archive-imbriquee": Kind(
        "Archive dans une archive",
        ERREUR,
        "« {nom} » est une archive dans cette archive : elle n’est pas lue.",
        "extrayez-la, puis donnez-la à part",
    ),
    "accuse-archive-reste": Kind(
        "Autres fichiers de l’archive",
        INFO,
        "Dans cette archive, ce qui n’est pas un message n’est pas lu ({nombre}) : {noms}.",
    ),
    "accuse-enveloppe-absent": Kind(
        "Message annoncé et absent",
        AVERTISSEMENT,
        "L’enveloppe annonce ce qui n’est pas là ({nombre}) : {noms}.",
        "redemandez l’envoi entier à la plateforme de télétransmission",
    ),
    "accuse-enveloppe-surplus": Kind(
        "Message non annoncé",
        AVERTISSEMENT,
        "L’enveloppe n’annonce pas {noms}, qui est dans l’archive : c’est lu quand même.",
        "vérifiez que l’archive n’a pas été modifiée",
    ),
    "accuse-enveloppe-siren": Kind(
        "Destinataire de l’enveloppe",
        AVERTISSEMENT,
        "L’enveloppe est destinée au SIREN {destinataire}, et cet accusé est celui d’un acte du SIREN {siren}.",
        "vérifiez que c’est bien votre accusé",
    ),
    # ----------------------------------------------------------------------------------------------------- several files
    "accuse-repete": Kind(
        "Même accusé plusieurs fois",
        INFO,
        "{quoi} est aussi dans {autre}, à l’identique : il compte une fois.",
    ),
    "accuse-reuni": Kind(
        "Deux sources pour un accusé",
        INFO,
        "L’accusé {identifiant} vient aussi de {autre} ; les deux concordent, et se complètent.",
    ),
    "accuse-contradiction": Kind(
        "Accusés qui se contredisent",
        AVERTISSEMENT,
        "L’accusé {identifiant} dit {champ} : {valeur} ; celui de {autre} dit : {autre_valeur}. Les deux sont gardés.",
        "demandez à la plateforme de télétransmission lequel est juste",
    ),
    # ---------------------------------------------------------------------------------------------------- stamped PDF files
    "accuse-tampon-sans-texte": Kind(
        "Aucune couche de texte",
        AVERTISSEMENT,
        "Aucune couche de texte{pages} : un tampon qui s’y verrait ne peut pas être lu.",
        "donnez le PDF que la plateforme de télétransmission a tamponné, et non sa numérisation, ou passez-le à la reconnaissance de caractères",
    ),
    "accuse-tampon-page": Kind(
        "Page illisible",
        AVERTISSEMENT,
        "Une page n’est pas lue, parce qu’elle est abîmée ou démesurée{pages} : un tampon qui s’y trouverait n’est pas vu.",
        "redemandez ce PDF",
    ),
    "accuse-tampon-vide": Kind(
        "Cadre d’accusé non rempli",
        AVERTISSEMENT,
        "Ce n’est pas un accusé de réception : le cadre prévu pour lui n’est pas rempli{pages}.",
        "donnez le PDF tamponné par la plateforme de télétransmission, ou le message ARActe (1-2)",
    ),
    "accuse-tampon-vide-identifiant": Kind(
        "Tampon sans date",
        AVERTISSEMENT,
        "Ce n’est pas un accusé de réception : le tampon de l’acte {identifiant} ne porte aucune date de transmission ni de réception{pages}.",
        "donnez le PDF tamponné une fois l’acte reçu, ou le message ARActe (1-2)",
    ),
    "accuse-tampon-simule": Kind(
        "Tampon simulé",
        AVERTISSEMENT,
        "Ce n’est pas un accusé de réception : le tampon{acte} dit que l’envoi est simulé, sur une plateforme d’essai{pages}.",
        "transmettez l’acte sur la plateforme réelle",
    ),
    "accuse-tampon-sans-identifiant": Kind(
        "Mention sans identifiant",
        AVERTISSEMENT,
        "Ce n’est pas un accusé de réception : la mention ({jours}) ne dit pas l’identifiant de l’acte{pages}.",
        "donnez le PDF tamponné par la plateforme de télétransmission, ou le message ARActe (1-2)",
    ),
    "accuse-tampon-certification": Kind(
        "Certification du caractère exécutoire",
        INFO,
        "Ce n’est pas un accusé de réception : l’acte certifie lui-même qu’il est exécutoire{pages}.",
        "donnez le PDF tamponné par la plateforme de télétransmission, ou le message ARActe (1-2)",
    ),
    "accuse-tampon-nom-fichier": Kind(
        "Identifiant dans un nom de fichier",
        AVERTISSEMENT,
        "Ce n’est pas un accusé de réception : « {nom} » est le nom d’un fichier transmis. Il dit l’identifiant, {identifiant}, et aucune date{pages}.",
        "donnez le PDF tamponné par la plateforme de télétransmission, ou le message ARActe (1-2)",
    ),
    "accuse-tampon-douteux": Kind(
        "Identifiant et dates, sans tampon",
        AVERTISSEMENT,
        "Ce n’est pas lu comme un accusé de réception : l’identifiant {identifiant} est écrit près de dates, mais {raison}{pages}.",
        "si c’en est un, donnez le message ARActe (1-2)",
    ),
    "accuse-tampon-identifiant": Kind(
        "Identifiant illisible",
        AVERTISSEMENT,
        "L’identifiant d’un tampon ne peut pas être lu : « {texte} »{pages}. Le tampon n’est pas retenu.",
        "donnez le PDF d’origine, ou le message ARActe (1-2)",
    ),
    "accuse-tampon-mende": Kind(
        "Identifiant rétabli",
        AVERTISSEMENT,
        "L’identifiant est écrit « {lu} »{pages} : {raison}. Il est retenu ainsi : {retenu}.",
        "vérifiez-le",
    ),
    "accuse-tampon-incertain": Kind(
        "Forme de tampon incertaine",
        AVERTISSEMENT,
        "Le tampon de l’acte {identifiant} est d’une forme que delib n’a vue sur aucun acte réel{pages}.",
        "vérifiez ses dates",
    ),
    "accuse-tampon-emission": Kind(
        "Date d’émission de l’accusé",
        INFO,
        "La page d’accusé de l’acte {identifiant} donne la date d’émission de l’accusé : elle est retenue comme date de réception{pages}.",
    ),
    "accuse-tampon-desaccord": Kind(
        "Page d’accusé qui se contredit",
        AVERTISSEMENT,
        "La page d’accusé donne le {quoi} {page}, et son identifiant {identifiant}{pages}.",
        "vérifiez que c’est l’accusé de cet acte",
    ),
    "accuse-tampon-date": Kind(
        "Date illisible",
        AVERTISSEMENT,
        "La date de {quoi} du tampon n’est pas une date (« {lu} ») : elle reste inconnue.",
        "donnez le message ARActe (1-2)",
    ),
    "accuse-tampon-date-mendee": Kind(
        "Date rétablie",
        AVERTISSEMENT,
        "La date de {quoi} du tampon est écrite « {lu} » : elle est lue {retenu}.",
        "vérifiez-la",
    ),
    "accuse-tampon-contradictoire": Kind(
        "Dates contradictoires",
        AVERTISSEMENT,
        "Le tampon d’un même acte donne plusieurs dates de {quoi} ({jours}) : elle reste inconnue.",
        "donnez le message ARActe (1-2)",
    ),
    "accuse-tampon-sans-reception": Kind(
        "Tampon sans date de réception",
        AVERTISSEMENT,
        "Le tampon de l’acte {identifiant} ne porte pas de date de réception : elle reste inconnue.",
        "donnez le PDF tamponné une fois l’acte reçu, ou le message ARActe (1-2)",
    ),
    "accuse-tampon-ordre": Kind(
        "Reçu avant d’être transmis",
        AVERTISSEMENT,
        "Le tampon dit l’acte reçu le {reception}, avant sa transmission le {transmission}.",
        "vérifiez ces dates sur la plateforme de télétransmission",
    ),
    "accuse-tampon-anterieur": Kind(
        "Date antérieure à l’acte",
        AVERTISSEMENT,
        "La date de {quoi} du tampon ({jour}) est antérieure à celle de l’acte ({acte}).",
        "vérifiez que c’est l’accusé de cet acte",
    ),
    "accuse-tampon-plusieurs": Kind(
        "Plusieurs actes dans un PDF",
        AVERTISSEMENT,
        "Ce PDF est assemblé : il porte les accusés de {nombre} actes, {noms}.",
        "pour n’en retenir qu’un, donnez le PDF de cet acte seul",
    ),
}
