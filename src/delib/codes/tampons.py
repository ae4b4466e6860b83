"""What can be wrong when a receipt is stamped on a PDF."""

from __future__ import annotations

from delib.codes.nature import ERREUR, Kind

CODES: dict[str, Kind] = {
    "tampon-signe": Kind(
        "PDF signé",
        ERREUR,
        "Ce PDF porte une signature électronique : y apposer un tampon la romprait.",
        "gardez-le tel quel avec l’accusé à part, ou tamponnez une copie imprimée en PDF, sans la signature",
    ),
    "tampon-vide": Kind(
        "Accusé sans date",
        ERREUR,
        "L’accusé {identifiant} ne dit ni le jour de la transmission, ni celui de la réception : un tampon sans date ne prouve rien.",
        "donnez l’accusé que la préfecture a rendu",
    ),
    "tampon-deja": Kind(
        "Déjà tamponné",
        ERREUR,
        "Ce PDF porte déjà l’accusé {identifiant} ({pages}).",
        "il n’y a rien à faire ; pour un autre tampon, partez du PDF qui n’en porte pas",
    ),
    "tampon-autre": Kind(
        "Accusé d’un autre acte",
        ERREUR,
        "Ce PDF porte déjà l’accusé d’un autre acte, {identifiant} ({pages}) : une page ne peut pas en porter deux.",
        "vérifiez que c’est le bon PDF ; si c’est une annexe qui le porte, tamponnez la première page seule (--pages premiere)",
    ),
    "tampon-sans-place": Kind(
        "Pas de place",
        ERREUR,
        "Il n’y a pas de place pour le tampon ({pages}) : ni dans un coin, ni au milieu du haut ou du bas.",
        "tamponnez la première page seule (--pages premiere), ou par-dessus ce qui est écrit (--sur-texte)",
    ),
    "tampon-couvre": Kind(
        "Place occupée",
        ERREUR,
        "À la place demandée, le tampon couvrirait ce qui est écrit ({pages}).",
        "laissez delib chercher une place (--place auto), ou acceptez de couvrir (--sur-texte)",
    ),
    "tampon-hors-page": Kind(
        "Place hors de la page",
        ERREUR,
        "À la place demandée, le tampon ({largeur} sur {hauteur} points) sortirait de la page ({pages}).",
        "donnez une autre place, en points depuis le coin en haut à gauche de la page affichée",
    ),
    "tampon-perdu": Kind(
        "Tampon illisible",
        ERREUR,
        "Le tampon, une fois apposé, ne se relit pas ({pages}) : rien n’est rendu.",
        "imprimez l’acte en PDF, puis tamponnez ce PDF ; signalez le fichier d’origine",
    ),
    "tampon-place": Kind(
        "Place inconnue",
        ERREUR,
        "La place « {place} » n’est pas connue.",
        "places possibles : {connues}, ou X,Y en points depuis le coin en haut à gauche de la page affichée",
    ),
    "tampon-sortie": Kind(
        "Sortie qui est un dossier",
        ERREUR,
        "La sortie est un dossier : il faut le nom du PDF à écrire.",
        "donnez un nom de fichier à -o, par exemple « acte-tamponne.pdf »",
    ),
}
