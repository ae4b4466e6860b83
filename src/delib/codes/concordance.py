"""What can differ between a receipt and its act, and what keeps a receipt from being printed on it."""

from __future__ import annotations

from delib.codes.nature import AVERTISSEMENT, ERREUR, INFO, Kind

_AUTRE = "vérifiez que c’est l’accusé de cet acte ; si c’est la donnée de l’acte qui est fausse, corrigez-la"

CODES: dict[str, Kind] = {
    # ------------------------------------------------------------------------------------------------------- which act it is
    "accuse-autre-siren": Kind(
        "SIREN de l’accusé",
        ERREUR,
        "L’accusé {recu} est celui d’un acte du SIREN {accuse} ; la collectivité de cet acte a le SIREN {acte}.",
        _AUTRE,
    ),
    "accuse-autre-departement": Kind(
        "Département de l’accusé",
        AVERTISSEMENT,
        "L’accusé {recu} dit le département {accuse} ; la collectivité de cet acte est du département {acte}.",
        "vérifiez « departement » dans le fichier de la collectivité : c’est celui de son siège",
    ),
    "accuse-autre-date": Kind(
        "Date de l’acte, dans l’accusé",
        ERREUR,
        "L’accusé {recu} est celui d’un acte du {accuse} ; la séance est du {acte}.",
        _AUTRE,
    ),
    "accuse-autre-numero": Kind(
        "Numéro de l’acte, dans l’accusé",
        ERREUR,
        "L’accusé {recu} est celui de l’acte n° {accuse} ; le numéro {numero} se transmet {acte}.",
        f"{_AUTRE}, ou dites dans « actes_ids » de la collectivité comment ses numéros se transmettent",
    ),
    "accuse-autre-ecriture": Kind(
        "Écriture du numéro, dans l’accusé",
        AVERTISSEMENT,
        "L’accusé {recu} écrit {accuse} le numéro qui se transmet {acte} : « - », « _ », les espaces et les capitales seuls "
        "diffèrent, comme en écrivent certains opérateurs de télétransmission.",
        "si votre opérateur écrit ainsi les numéros, dites-le dans « actes_ids » de la collectivité",
    ),
    "accuse-autre-nature": Kind(
        "Nature de l’acte, dans l’accusé",
        ERREUR,
        "L’accusé {recu} est celui d’un acte de nature {accuse} ; le classement de cet acte dit {acte}.",
        "vérifiez que c’est l’accusé de cet acte, ou corrigez « classement.nature » si l’acte a été transmis ainsi",
    ),
    "accuse-numero-inconnu": Kind(
        "Accusé dont on ne sait pas s’il est celui de l’acte",
        ERREUR,
        "Le numéro de l’accusé {recu} ({accuse}) n’a pas pu être comparé à celui de l’acte : {raison}.",
        "l’accusé n’est pas imprimé : dites d’abord ce qui manque",
    ),
    # --------------------------------------------------------------------------------------------------------- what it holds
    "accuse-autre-objet": Kind(
        "Objet de l’acte, dans l’accusé",
        AVERTISSEMENT,
        "L’objet reçu par la préfecture n’est pas celui de l’acte : {ecart}. L’acte : « {acte} ». L’accusé {recu} : « {accuse} ».",
        "vérifiez quel texte a été transmis",
    ),
    "accuse-autre-matiere": Kind(
        "Matière de l’acte, dans l’accusé",
        AVERTISSEMENT,
        "L’accusé {recu} classe l’acte en {accuse} ; l’acte dit {acte}.",
        "corrigez « classement.matiere » si l’acte a été transmis ainsi ; les données ouvertes la reprennent",
    ),
    "accuse-autre-document": Kind(
        "Document de l’accusé",
        AVERTISSEMENT,
        "Le fichier que l’accusé {recu} dit reçu, « {nom} », porte l’identifiant {autre} : ce n’est pas celui de l’acte {numero}.",
        "vérifiez quel document a été transmis",
    ),
    "accuse-autre-nombre": Kind(
        "Nombre d’annexes, dans l’accusé",
        AVERTISSEMENT,
        "L’accusé {recu} compte {accuse} ; l’acte donne {acte}.",
        "vérifiez que toutes les annexes ont été transmises, et que « annexes » les nomme toutes",
    ),
    "accuse-autre-annexe": Kind(
        "Annexe de l’accusé",
        AVERTISSEMENT,
        "L’accusé {recu} nomme des annexes qui ne sont pas celles de l’acte : {noms}.",
        "vérifiez quels fichiers ont été transmis",
    ),
    # ---------------------------------------------------------------------------------------------------------------- its days
    "accuse-ordre": Kind(
        "Dates de l’accusé",
        AVERTISSEMENT,
        "L’accusé {recu} dit {quoi} du {accuse} : c’est avant {autre}, du {jour}.",
        "vérifiez les deux dates",
    ),
    "accuse-suites-date": Kind(
        "Date que les suites disent autrement",
        ERREUR,
        "L’accusé {recu} dit {quoi} du {accuse} ; les « suites » de l’acte la disent du {acte}.",
        "corrigez ce qui est faux : le message ou le tampon l’emportent sur ce qui a été recopié",
    ),
    "accuse-suites-autre": Kind(
        "Autre accusé dans les suites",
        AVERTISSEMENT,
        "Les « suites » de l’acte portent déjà un autre accusé, {acte} ; l’accusé {recu} est {accuse}.",
        "vérifiez que l’acte a bien été transmis deux fois ; sinon, retirez celui qui n’est pas le sien",
    ),
    "accuse-suites-publication": Kind(
        "Publication que les suites disent autrement",
        AVERTISSEMENT,
        "L’accusé {recu} dit l’acte publié le {accuse} ; les « suites » de l’acte le disent le {acte}.",
        "vérifiez la date de publication : le délai de recours en dépend",
        "CJA, art. R. 421-1",
    ),
    # ------------------------------------------------------------------------------------------------- printed on the act
    "accuse-sans-suites": Kind(
        "Acte qui ne porte pas d’accusé",
        ERREUR,
        "Les actes « {type} » ne portent pas d’accusé de réception.",
        "retirez --accuse",
    ),
    "accuse-variante": Kind(
        "Variante sans accusé de réception",
        ERREUR,
        "La variante « {variante} » n’imprime pas d’accusé de réception.",
        "{conseil}",
    ),
    "accuse-deja": Kind(
        "Accusé déjà donné",
        INFO,
        "Les « suites » de l’acte portent déjà tout ce que dit l’accusé {recu}.",
    ),
    "accuse-complete": Kind(
        "Accusé complété",
        INFO,
        "L’accusé que portent les « suites » de l’acte est complété d’après {recu} : {ajouts}.",
        "recopiez-le dans vos « suites » pour le garder",
    ),
    "accuse-partiel": Kind(
        "Accusé comparé en partie",
        INFO,
        "L’accusé {recu} est imprimé ; n’ont pas pu être comparés à l’acte : {champs}.",
    ),
    "accuse-publication-tue": Kind(
        "Publication que l’accusé dit",
        INFO,
        "L’accusé {recu} dit l’acte publié le {accuse} : cela n’est pas repris.",
        "écrivez-le dans les « suites » de l’acte (« mise_en_ligne » ou « affichage »), selon le mode de publication",
    ),
    "accuse-laisse": Kind(
        "Accusés d’autres actes",
        INFO,
        "D’autres actes ont aussi leur accusé dans ces fichiers ; ils sont laissés de côté : {noms}.",
    ),
}
