"""An act that bears its receipt: what the receipt tells enters the `suites` of its data, in memory, never on disk.

The receipt is compared with the act: one that is another act's is refused, and so is one whose number could not be compared.
Nothing is guessed: an ARActe bears no day of sending, and none is printed.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from delib.acte.acte import Acte, Donnees, Entree, enter, finish
from delib.acte.contexte import Walk
from delib.acte.dossier.lieux import PAS_RELATIF
from delib.acte.formats import Formats
from delib.acte.noeuds import Node, Reading
from delib.acte.schema import Schemas
from delib.acte.source import read
from delib.acte.source_python import from_python
from delib.anomalie import Anomalie, AppelError, DelibError, DonneesError, Gravite, Releve, Source, in_order, make
from delib.francais.dates import Jour
from delib.prefecture.accuse import Accuse, Lecture
from delib.prefecture.accuse.suites import of_accuse
from delib.prefecture.comparaison import is_receipt
from delib.prefecture.concordance import MAX_AUTRES, Concordance, compare, own_first
from delib.prefecture.paire import name_of

Recu = Accuse | str | os.PathLike[str] | Sequence[str | os.PathLike[str]]
"""A receipt: read already, or the file or files that it is read from."""

IMPRIMENT = ("expedition", "publication")
"""The variants that print the receipts of an act."""
_JOURS = (("teletransmission", "télétransmission"), ("reception", "réception"))


def load(
    donnees: Donnees,
    recu: Recu,
    schemas: Schemas,
    formats: Formats | None = None,
    *,
    variante: str | None = None,
    dossier: str | None = None,
) -> Acte:
    """Return an act with its receipt among its `suites`; the other arguments are those of `acte.load`.

    Raises AppelError (a type or a variant of act that prints no receipt), LectureError (a file cannot be read), DonneesError: the
    data are refused, or the receipt is; it is another act's, or contradicts what the suites tell.
    """
    paths = _paths(recu)
    lecture = Lecture((recu,), (), recu.anomalies) if isinstance(recu, Accuse) else _read(paths)
    inscription = _Inscription(donnees, schemas, formats, variante, dossier)
    acte = inscription.acte(lecture.accuses[0])
    found, aside = own_first([compare(acte, one) for one in lecture.accuses], paths)
    strays = [one for one in found if one.autre_acte]
    if strays:
        told = [each for one in strays for each in one.anomalies]
        raise DonneesError([*acte.anomalies, *lecture.anomalies, *told, *left_aside(acte, aside)])
    if len(found) > 1:
        noms = " ; ".join(f"{one.accuse.identifiant} ({one.accuse.fichier})" for one in found)
        raise DonneesError([*lecture.anomalies, make("accuse-plusieurs", Source(acte.fichier), nombre=len(found), noms=noms)])
    accuse = found[0].accuse
    acte = acte if accuse is lecture.accuses[0] else inscription.acte(accuse)
    concordance = compare(acte, accuse)
    told = [*acte.anomalies, *lecture.anomalies, *concordance.anomalies, *_remarks(acte, concordance), *left_aside(acte, aside)]
    if any(one.gravite is Gravite.ERREUR for one in told):
        raise DonneesError(told)
    return replace(acte, anomalies=in_order(told))


def left_aside(acte: Acte, aside: Sequence[Concordance]) -> list[Anomalie]:
    """Return what is said of the receipts of other acts that come with the act's own."""
    noms = ", ".join(str(one.accuse.identifiant) for one in aside[:MAX_AUTRES])
    if len(aside) > MAX_AUTRES:
        noms = f"{noms}, et {len(aside) - MAX_AUTRES} autres"
    return [make("accuse-laisse", Source(acte.fichier), noms=noms)] if aside else []


def _paths(recu: Recu) -> list[str]:
    if isinstance(recu, Accuse):
        return []
    return [os.fspath(path) for path in ([recu] if isinstance(recu, str | os.PathLike) else recu)]


def _read(paths: Sequence[str]) -> Lecture:
    """Return the receipts that the files hold, one at least. Raises DonneesError where one is refused, or there is none."""
    from delib.prefecture.accuse.lecture import read_all  # noqa: PLC0415 - a receipt read already needs no reader

    lecture = read_all(paths)
    if any(one.gravite is Gravite.ERREUR for one in lecture.anomalies):
        raise DonneesError(lecture.anomalies)
    if not lecture.accuses:
        raise DonneesError([*lecture.anomalies, make("accuse-aucun", Source(", ".join(paths)), nature="une liste vide")])
    return lecture


def _remarks(acte: Acte, concordance: Concordance) -> list[Anomalie]:
    """Return what is worth knowing of a receipt that is printed; an error where nothing says that it is this act's."""
    accuse, place = concordance.accuse, Source(acte.fichier)
    recu = name_of(accuse)
    unknown = concordance.non_compares
    numero = next((one for one in unknown if one.champ == "numero"), None)
    if numero is not None:
        raison = numero.issue.raison
        return [make("accuse-numero-inconnu", place, "numero", recu=recu, accuse=accuse.identifiant.numero, raison=raison)]
    told = []
    if unknown:
        champs = ", ".join(f"{one.titre} ({one.issue.raison})" for one in unknown)
        told.append(make("accuse-partiel", place, "suites.accuse", recu=recu, champs=champs))
    suites = acte.racine["suites"]
    if accuse.publication is not None and "mise_en_ligne" not in suites and "affichage" not in suites:
        told.append(make("accuse-publication-tue", place, "suites", recu=recu, accuse=Jour(accuse.publication)))
    return told


class _Inscription:
    """The data of an act, and what makes it once a receipt is among its suites."""

    def __init__(
        self, donnees: Donnees, schemas: Schemas, formats: Formats | None, variante: str | None, dossier: str | None
    ) -> None:
        self._opening = Releve()
        self._entree = enter(donnees, schemas, self._opening, dossier=dossier, variante=variante)
        self._formats = formats or Formats.default()
        if "suites" not in self._entree.spec.names:
            raise AppelError([make("accuse-sans-suites", Source(self._entree.fichier), type=self._entree.type)])

    def acte(self, accuse: Accuse) -> Acte:
        """Return the act, `accuse` among its suites. Raises as `load`."""
        releve = Releve()
        for one in self._opening:
            releve.add(one)
        node, readings = _inscribed(self._entree, accuse, releve)
        made = finish(self._entree, node, Walk(self._formats, releve))
        variante = str(made.racine.get("variante", ""))
        if variante not in IMPRIMENT:
            conseil = "un projet n’est pas transmis : retirez --accuse" if made.racine.get("etat") == "projet" else _CONSEIL
            raise AppelError([make("accuse-variante", Source(made.fichier), "variante", variante=variante, conseil=conseil)])
        return replace(made, lectures=(*made.lectures, *readings))


_CONSEIL = "ajoutez --variante expedition (ou publication), ou retirez --accuse"


def _inscribed(entree: Entree, accuse: Accuse, releve: Releve) -> tuple[Node, list[Reading]]:
    """Return the data with `accuse` among the suites, and the files read for it; data that are not what they should be stay."""
    root = entree.node
    assert isinstance(root.value, dict)  # noqa: S101 - `enter` refused anything else
    given, readings = root.value.get("suites"), []
    if given is None:
        fields: dict[str, Node] = {"accuse": Node([], Reading(accuse.fichier))}
        if "numero" in root.value:
            fields["acte"] = root.value["numero"]
        suites = Node(fields, Reading(accuse.fichier))
    elif isinstance(given.value, str):
        opened = _opened(given, releve)
        if opened is None:
            return root, []
        suites, readings = opened, [opened.reading]
    else:
        suites = given
    if not isinstance(suites.value, dict):
        return root, []
    held = suites.value.get("accuse", Node([], Reading(accuse.fichier)))
    if not isinstance(held.value, list):
        return root, []
    entries = _like(held, _entered(held.value, accuse, releve))
    below = _like(suites, {**suites.value, "accuse": entries})
    if given is not None:
        below.key = given.key
    return _like(root, {**root.value, "suites": below}), readings


def _opened(given: Node, releve: Releve) -> Node | None:
    """Return what the file that `suites` names holds; None where it cannot be read: the walk tells it."""
    assert isinstance(given.value, str)  # noqa: S101 - the caller saw it
    if PAS_RELATIF.search(given.value):
        return None
    path, own = os.path.join(given.reading.dossier, given.value), Releve()
    try:
        node = read(path, own, os.path.normpath(path))
    except DelibError:
        return None
    for one in own:
        releve.add(one)
    return node


def _like(node: Node, value: dict[str, Node] | list[Node]) -> Node:
    made = Node(value, node.reading, node.start, node.end)
    made.key = node.key
    return made


def _entered(held: list[Node], accuse: Accuse, releve: Releve) -> list[Node]:
    """Return the receipts that the suites hold, with `accuse`: the one of its identifier is completed; what differs stays."""
    entered = of_accuse(accuse)
    known = {name: entered[name] for name, _ in _JOURS if name in entered}
    for index, entry in enumerate(held):
        if isinstance(entry.value, dict) and is_receipt(_text(entry.value.get("identifiant")), accuse.identifiant):
            added = {name: day for name, day in known.items() if name not in entry.value}
            nodes = from_python(added, accuse.fichier).value
            assert isinstance(nodes, dict)  # noqa: S101 - made of a mapping
            releve.add(_told(entry, f"suites.accuse[{index}]", accuse, added))
            return [*held[:index], _like(entry, {**entry.value, **nodes}), *held[index + 1 :]]
    return [*held, from_python(entered, accuse.fichier)]


def _told(entry: Node, chemin: str, accuse: Accuse, added: dict[str, str]) -> Anomalie:
    recu = name_of(accuse)
    if not added:
        return make("accuse-deja", entry.lieu, chemin, recu=recu)
    ajouts = ", ".join(f"{titre} du {Jour(date.fromisoformat(added[name]))}" for name, titre in _JOURS if name in added)
    return make("accuse-complete", entry.lieu, chemin, recu=recu, ajouts=ajouts)


def _text(node: Node | None) -> str:
    return str(node.value) if node is not None else ""
