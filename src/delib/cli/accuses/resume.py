"""What is said of a receipt and of a refusal, in French; and the block that the suites of an act take of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from delib.francais import departements
from delib.francais.dates import Jour
from delib.prefecture import echeances, matieres
from delib.prefecture.accuse import Accuse, Refus
from delib.prefecture.accuse.suites import of_accuse as suites_of

INCONNU, INCONNUE = "inconnu", "inconnue"
NATURES = {
    "DE": "délibération",
    "AR": "acte réglementaire",
    "AI": "acte individuel",
    "CC": "contrat, convention ou avenant",
    "BF": "document budgétaire ou financier",
    "AU": "autre acte",
}
"""What an act of each nature is, by the letters of its identifier."""
_MARGE = "  "


def of_accuse(accuse: Accuse) -> str:
    """Return what is said of a receipt: a title, then a line for each thing, known or not, then its delays."""
    rows = dict(_rows(accuse))
    width = max(map(len, rows))
    lines = [f"{_MARGE}{name:<{width}}  {_flat(said)}\n" for name, said in rows.items()]
    delais = [f"{_MARGE}{_MARGE}{one}\n" for one in echeances.of_accuse(accuse)]
    return "".join([f"Accusé de réception {accuse.identifiant}\n", *lines, *([f"{_MARGE}Délais\n", *delais] if delais else [])])


def of_refus(refus: Refus) -> str:
    """Return what is said of a refusal, what it does not tell left out."""
    title = "Refus de la préfecture"
    title += f" (anomalie {refus.nature})" if refus.nature else ""
    title += f" du {Jour(refus.jour)}" if refus.jour is not None else ", de date inconnue"
    rows = {
        "Acte": f"n° {refus.numero}" if refus.numero else "",
        "Objet": refus.objet,
        "Fichiers": ", ".join(refus.fichiers),
        "Raison": refus.detail or "aucune n’est dite",
        "Source": refus.fichier,
    }
    return "".join([f"{title}\n", *(f"{_MARGE}{name:<8}  {_flat(said)}\n" for name, said in rows.items() if said)])


def _rows(accuse: Accuse) -> Iterator[tuple[str, str]]:
    one = accuse.identifiant
    yield "Acte", f"{_nature(one.nature)} n° {one.numero} du {Jour(one.date)}"
    if accuse.nature not in ("", one.nature):
        yield "Nature", f"{_nature(accuse.nature)}, selon l’acte reçu"
    yield "Collectivité", f"SIREN {one.siren}, {_departement(one.departement)}"
    yield "Transmission", _jour(accuse.transmission)
    yield "Réception", _jour(accuse.reception)
    yield "Publication", _jour(accuse.publication)
    yield "Objet", accuse.objet or INCONNU
    yield "Matière", _matiere(accuse.matiere)
    yield "Document", accuse.document or INCONNU
    yield "Annexes", _annexes(accuse)
    yield "Source", f"{accuse.source}, {accuse.fichier}{_pages(accuse.pages)}"


def _nature(lettres: str) -> str:
    return f"{NATURES[lettres]} ({lettres})" if lettres in NATURES else f"acte de nature {lettres}"


def _departement(code: str) -> str:
    nom = departements.NOMS.get(departements.find(code), "")
    return f"{nom} ({code})" if nom else f"département {code}"


def _jour(jour: date | None) -> str:
    return str(Jour(jour)) if jour is not None else INCONNUE


def _matiere(code: tuple[int, ...]) -> str:
    """Return « 8.4 Aménagement du territoire »; a level below the second is the préfecture's own, and has no label here."""
    if not code:
        return INCONNUE
    national = matieres.label(code[:2])
    if len(code) > 2:
        return f"{matieres.write(code)}{f' ({matieres.write(code[:2])} {national})' if national else ''}"
    return f"{matieres.write(code)} {national}".strip()


def _annexes(accuse: Accuse) -> str:
    if accuse.annexes is None and accuse.nombre_annexes is None:
        return "inconnues"
    names = accuse.annexes or ()
    number = accuse.nombre_annexes if accuse.nombre_annexes is not None else len(names)
    if not number and not names:
        return "aucune"
    return f"{number} : {', '.join(names)}" if names else str(number)


def _pages(pages: tuple[int, ...]) -> str:
    if not pages:
        return ""
    return f", page {pages[0]}" if len(pages) == 1 else f", pages {pages[0]} à {pages[-1]} ({len(pages)} pages)"


def _flat(text: str) -> str:
    """Return `text` on one line, without what a terminal would obey."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or sign in "\u00a0\u202f" else " " if sign.isspace() else "\ufffd" for sign in text)


def to_yaml(accuses: Iterable[Accuse]) -> str:
    """Return the block `accuse:` of the suites of each act, those of several acts each in a document of its own."""
    acts: dict[object, list[Accuse]] = {}
    for accuse in accuses:
        acts.setdefault(accuse.identifiant, []).append(accuse)
    blocks = ["".join(["accuse:\n", *map(_entry, every)]) for every in acts.values()]
    if len(blocks) < 2:
        return "".join(blocks)
    return "".join(f"--- # {_flat(every[0].fichier)}\n{block}" for every, block in zip(acts.values(), blocks, strict=True))


def _entry(accuse: Accuse) -> str:
    lines = [f"{name}: {valeur}" for name, valeur in suites_of(accuse).items()]
    if accuse.publication is not None:
        lines.append(f"# publication : {accuse.publication.isoformat()}, à reporter dans « mise_en_ligne » ou « affichage »")
    return "".join(f"{'  - ' if at == 0 else '    '}{line}\n" for at, line in enumerate(lines))
