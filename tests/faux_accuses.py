"""Pages without a receipt that talk of nothing else: acts, forms, lists, guides, letters, footers.

What each has been seen in: visas that cite another act by its identifier, certifications left blank or filled, forms with the
labels of a stamp, registers in columns, names of transmitted files, the stamps of platforms for tests.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.pdfs import ID, POLICES, Feuille, Trait, bloc, pdf, width

AUTRE = "013-211300561-20211025-RA21_23060-AR"

PHRASES = (
    f"Vu la délibération {AUTRE}, reçue en préfecture le 25/10/2021 et publiée le 26/10/2021,",
    f"Vu l'accusé de réception en préfecture n° {ID} du 16/12/2025,",
    f"Vu l'arrêté {AUTRE} reçu en préfecture le 25/10/2021,",
    f"Considérant que l'acte {ID} a été envoyé en préfecture le 16/12/2025 et affiché le 17/12/2025,",
    f"L'accusé de réception en préfecture porte l'identifiant {ID} et la date de réception préfecture : 16/12/2025.",
    f"RAPPELLE que la délibération ID : {AUTRE} est exécutoire depuis sa publication le 26/10/2021.",
    "Considérant que l'accusé de réception en préfecture fait foi de la date de transmission,",
    "DIT que la présente délibération sera transmise au contrôle de légalité et publiée,",
    "La date de télétransmission et la date de réception préfecture figurent sur le tampon apposé par la plateforme.",
    "Le présent acte, envoyé en préfecture le 16/12/2025, a été reçu le même jour.",
    "Certifié exécutoire, compte tenu de la transmission en Préfecture et de la publication le : 16/12/2025",
    "Certifié exécutoire par le Maire compte tenu de la transmission en sous-préfecture, le ….. et de la publication, le …",
    "Le Président certifie sous sa responsabilité le caractère exécutoire de cet acte qui pourra faire l'objet d'un recours",
    "pour excès de pouvoir devant le tribunal administratif de Paris dans un délai de deux mois à compter de sa transmission",
    "au représentant de l'Etat et de sa publication.",
    "Vu le code général des collectivités territoriales, notamment ses articles L.2131-1 et L.2131-2,",
    "AR Prefecture : voir l'accusé joint en annexe, reçu le 16/12/2025.",
    f"(AR CONTROLE DE LEGALITE en date du 16/12/2025 : {ID})",
    "Acte reçu par : Préfecture de Paris le 16/12/2025, sans observation.",
    "Le tampon « Reçu en préfecture le 16/12/2025 » est apposé par la plateforme de télétransmission.",
)
"""Sentences of acts; each line is a sentence's, whatever words it has."""

FORMULAIRES = (
    (
        "Accusé de réception en préfecture",
        "Identifiant :",
        "Date de réception :",
        "Date de notification",
        "Date d'affichage : du          au",
        "Date de publication :",
    ),
    (
        "Accusé de réception en préfecture",
        "Identifiant : ………………",
        "Date de télétransmission : …/…/……",
        "Date de réception préfecture :",
    ),
    ("TRANSMIS EN PRÉFECTURE LE", "REÇU EN PRÉFECTURE LE", "PUBLIÉ PAR VOIE D’AFFICHAGE LE"),
    ("TRANSMIS EN PRÉFECTURE LE 16/12/2025", "REÇU EN PRÉFECTURE LE 16/12/2025", "PUBLIÉ PAR VOIE D’AFFICHAGE LE 17/12/2025"),
    ("Envoyé en préfecture le", "Reçu en préfecture le", "Affiché le", "ID :"),
    ("Envoyé en préfecture le", "Reçu en préfecture le", "Publié le 17/12/2025", f"ID : {ID}"),
    ("Envoyé en préfecture le ____", "Reçu en préfecture le ____", "Publié le ____", f"ID : {ID}"),
    ("AR Prefecture", ID, "Reçu le"),
    ("AR Prefecture", "Reçu le 16/12/2025"),
    ("Accusé de réception en préfecture", ID),
    ("Reçu le 16/12/2025", ID),
    ("Publié le 17/12/2025", f"ID : {ID}"),
    ("Envoi simulé le 16/12/2025", "Reception simulée le 16/12/2025", "Publication simulée le", f"ID : {ID}"),
    ("Envoi simulé le 16/12/2025", "Réception simulée le 16/12/2025", "Publication simulée le 17/12/2025", f"ID : {ID}"),
    ("Envoyé en préfecture le {{ transmission }}", "Reçu en préfecture le {{ reception }}", "ID : {{ identifiant }}"),
    ("Envoyé en préfecture le JJ/MM/AAAA", "Reçu en préfecture le JJ/MM/AAAA", "ID : DDD-SSSSSSSSS-AAAAMMJJ-NUMERO-NN"),
    ("« Accusé de réception en préfecture »", f"« {ID} »", "« Date de réception préfecture : 16/12/2025 »"),
    ("- Accusé de réception en préfecture", f"- identifiant {ID}", "- date de réception préfecture : 16/12/2025"),
    ("Bordereau d'acquittement de transaction", f"Identifiant unique : {ID}", "Acquittement reçu 16/12/2025", "Posté 16/12/2025"),
    ("Envoyé en préfecture le 16/12/2025", "Reçu en préfecture le 16/12/2025", "Affiché le"),
    (f"Accusé de réception de l'acte {ID}", "Bonjour,", "Votre acte a été reçu en préfecture le 16/12/2025.", "Cordialement"),
    (f"Objet : {ID}", "Date de réception préfecture : voir le tampon", "Courrier arrivé", "Reçu le 16/12/2025"),
    (f"reçu en préfecture le 16/12/2025 et publié le 17/12/2025 sous le numéro {ID}",),
    ("Identifiant Acte: en attente", "Date d'émission de l'accusé de réception:", "Nom émetteur:", "N° de SIREN:", "Objet acte:"),
    (f"99_AR-{AUTRE}-1-1_1.PDF",),
    (f"Fichier : 99_DE-{ID}-1-1_1.pdf", "Reçu le 16/12/2025", "Page 1 sur 3"),
)
"""Blocks of lines that have the words of a stamp, each lacking what makes one."""

COLONNES = (
    ("Identifiant", "Envoyé en préfecture le", "Reçu en préfecture le", "Publié le"),
    ("DELIB_ID", "DELIB_DATE", "PREF_DATE", "COLL_NOM"),
    ("Numéro de l'acte", "Date de télétransmission", "Date de réception préfecture", "Matière"),
    ("ID", "Transmis en préfecture le", "Reçu en préfecture le", "Affiché le"),
)
"""The columns of registers and of data sheets."""


def _phrases(source: random.Random, column: float, corps: float) -> tuple[Trait, ...]:
    """Return sentences wrapped to the width of a column, wherever the line ends."""
    lines: list[str] = []
    for phrase in source.sample(PHRASES, 9):
        line = ""
        for word in phrase.split(" "):
            wider = f"{line} {word}".strip()
            if line and width(wider) * corps > column:
                lines.append(line)
                wider = word
            line = wider
        lines.append(line)
    return bloc(lines[:60], 50, 60, corps)


def _register(source: random.Random) -> tuple[Trait, ...]:
    """Return a register: its titles, and a row an act."""
    titles = source.choice(COLONNES)
    places = (40, 250, 370, 490)
    traits = [Trait(title, x, 80, 8) for title, x in zip(titles, places, strict=True)]
    pas = source.choice((10, 14, 22))
    for row in range(source.randint(1, 30)):
        y = 80 + pas * (row + 1)
        cells = (f"075-200054781-20251202-BM25-12-02-{row + 1}-DE", "16/12/2025", "16/12/2025", "17/12/2025")
        traits += [Trait(cell, x, y, 8) for cell, x in zip(cells, places, strict=True)]
    return tuple(traits)


def _rows(source: random.Random) -> tuple[Trait, ...]:
    """Return a list whose rows say all that a stamp says, on one line."""
    first = source.choice(("", "- ", "• ", "1. "))
    between = source.choice((" ", ", ", " : ", " ; "))
    ends = (
        f"reçu en préfecture le 16/12/2025{source.choice(('', ',', '.'))}",
        "Reçu en préfecture le 16/12/2025",
        "16/12/2025 16/12/2025",
    )
    return bloc(
        [f"{first}075-200054781-20251202-BM25-12-02-{row}-DE{between}{source.choice(ends)}" for row in range(1, 20)], 40, 80, 9
    )


def iter_faux(graine: int = 0, nombre: int = 200) -> Iterator[tuple[str, bytes]]:
    """Yield names and PDFs that bear no receipt."""
    source = random.Random(graine)  # noqa: S311 - the same pages each time
    for rank in range(nombre):
        rotation = source.choice((0, 0, 0, 90, 180, 270))
        corps = source.choice((7, 8, 9, 10, 11))
        kind = rank % 4
        if kind == 0:
            body = _phrases(source, source.choice((480, 230, 230, 170)), corps)
        elif kind == 1:
            body = _register(source) if rank % 8 == 1 else _rows(source)
        else:
            lines = FORMULAIRES[rank // 4 % len(FORMULAIRES)]
            x, y = source.uniform(20, 300), source.uniform(60, 300)
            stamp = bloc(lines, x, y, corps, source.choice(POLICES), source.choice(("ligne", "mots", "lettres")))
            body = (*stamp, *bloc(source.sample(PHRASES, 8), 50, 500, 9))
        yield f"{('phrases', 'liste', 'cadre', 'cadre')[kind]}-{rank}", pdf([Feuille(body, rotation=rotation, taille=(595, 842))])
