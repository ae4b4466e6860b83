"""From an act and its template to a Word document."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from delib.acte.acte import Acte
from delib.acte.bloc import Bloc
from delib.acte.schema import Spec
from delib.anomalie import Anomalie, AppelError, DonneesError, ModeleError, Source, Word, in_order, make
from delib.francais.dates import Jour
from delib.francais.valeur import Valeur
from delib.modele.bibliotheque import Bibliotheque, Modele
from delib.paquet import Paquet
from delib.production.ecriture import file_name, write_all


@dataclass(frozen=True, slots=True)
class Document:
    """A built act: its Word file and what made it."""

    docx: bytes
    """The .docx file, the same bytes for the same input on one machine."""
    nom: str
    """The name of its file: `CM2025-04-07-19-2_extrait.docx`."""
    modele: str
    """The exact version of the template: `deliberation@brouillon`."""
    empreinte: str
    """The sha256 of its parts, the same on every machine."""
    anomalies: tuple[Anomalie, ...] = ()
    """What is worth knowing, and refused nothing."""
    fichier: str = ""
    """The file that the act was read from."""

    @property
    def texte(self) -> str:
        """Return the text of the body, one paragraph a line."""
        from delib.production.plan import iter_lines  # noqa: PLC0415 - only who reads the text pays for it

        return "\n".join(line.texte for line in iter_lines(self.docx))

    @property
    def plan(self) -> str:
        """Return the outline of the document: one line a paragraph, `Style | text`, no-break spaces made visible."""
        from delib.production.plan import outline  # noqa: PLC0415 - only who reads the outline pays for it

        return outline(self.docx)

    def save(self, dossier: str | os.PathLike[str], *, replace: bool = False) -> str:
        """Write the document in folder `dossier`, whole or not at all; return its path.

        Raises AppelError when a different file stands there (unless `replace`), EcritureError when the disk refuses.
        """
        return save_all([self], dossier, replace=replace)[0]


def build(acte: Acte, bibliotheque: Bibliotheque, modele: str | None = None) -> Document:
    """Return the document that `acte` and its template make; `modele` (`nom@version`) replaces the act's own choice.

    Raises ModeleError (the template is unfit, or asks for what the data do not hold), AppelError (no such template), DonneesError
    (the act asks for a template that is not there, or its number gives no file name).
    """
    found, nom = prepare(acte, bibliotheque, modele)
    gabarit = bibliotheque.gabarit(found)
    paquet: Paquet = gabarit.render(acte.racine, lambda racine: _day(racine, found.date))
    unprinted = _unprinted(acte.racine, gabarit.names, str(found), Source(acte.fichier))
    return Document(
        docx=paquet.to_bytes(),
        nom=nom,
        modele=str(found),
        empreinte=paquet.empreinte,
        anomalies=in_order((*acte.anomalies, *unprinted)),
        fichier=acte.fichier,
    )


def prepare(acte: Acte, bibliotheque: Bibliotheque, modele: str | None = None) -> tuple[Modele, str]:
    """Return the template that prints `acte`, and the name of its file. Raises what `build` can refuse before it prints."""
    found = _modele(acte, bibliotheque, modele)
    if found.schemas and acte.schema not in found.schemas:
        admis = ", ".join(found.schemas)
        raise ModeleError([make("modele-schema", Word(found.path), modele=found, schema=acte.schema, admis=admis)])
    card = Source(os.path.join(found.dossier, "modele.toml"))
    parts = []
    for name in found.fichier:
        value = acte.racine.get(name)
        if not acte.racine.knows(name) or not isinstance(value, str | int | Valeur | None) or isinstance(value, bool):
            raison = f"« fichier » nomme « {name} », qui n’est pas un texte de l’acte"
            raise ModeleError([make("modele-toml", card, raison=raison)])
        if value is not None:
            parts.append(str(value))
    root = found.date.partition(".")[0]
    if root and not acte.racine.knows(root):
        raise ModeleError([make("modele-toml", card, raison=f"« date » nomme « {found.date} », qui n’est pas de l’acte")])
    return found, file_name(parts, found.fichier[0] if found.fichier else "", Source(acte.fichier))


def save_all(documents: Sequence[Document], dossier: str | os.PathLike[str], *, replace: bool = False) -> list[str]:
    """Write all the documents in one folder, or none; return their paths. Two of one name are refused (DonneesError)."""
    folder = os.fspath(dossier)
    files: dict[str, bytes] = {}
    first: dict[str, Document] = {}
    twice: list[Anomalie] = []
    for document in documents:
        key = document.nom.casefold()
        if key in first:
            twice.append(make("fichier-double", Source(document.fichier), nom=document.nom, autre=first[key].fichier))
        first.setdefault(key, document)
        files[os.path.join(folder, document.nom)] = document.docx
    if twice:
        raise DonneesError(twice)
    if os.path.lexists(folder) and not os.path.isdir(folder):
        raise AppelError([make("sortie-pas-dossier", Source(folder))])
    return write_all(files, replace=replace)


def _modele(acte: Acte, bibliotheque: Bibliotheque, asked: str | None) -> Modele:
    if asked is not None:
        return bibliotheque.find(asked)
    try:
        return bibliotheque.find(acte.modele)
    except AppelError as error:
        place = Source(acte.fichier)
        raise DonneesError(
            Anomalie(one.code, one.gravite, one.message, one.conseil, place, "modele" if "modele" in acte.racine else "acte")
            for one in error.anomalies
        ) from None


def _day(racine: Bloc, path: str) -> str | None:
    """Return the ISO day that the data hold at `path` (`seance.date`), or None."""
    found: Any = racine
    for name in path.split(".") if path else ():
        if not isinstance(found, Mapping) or name not in found:
            return None
        found = found[name]
    return found.iso if isinstance(found, Jour) else None


def _unprinted(racine: Bloc, names: set[str], modele: str, place: Source) -> list[Anomalie]:
    """Return a warning for each given property whose name the template uses nowhere: it is certainly not printed."""
    found: dict[str, Anomalie] = {}

    def visit(value: Any, spec: Spec | None) -> None:
        if isinstance(value, tuple):
            for one in value:
                visit(one, spec.items if spec is not None else None)
        elif isinstance(value, Bloc):
            own = value.spec or spec
            for name in value:
                below = own.field(name) if own is not None and name in own.all_names else None
                if below is None:  # made by a reader
                    visit(value[name], None)
                    continue
                if below.controle or _is_default(value[name], below):
                    continue
                if name not in names:
                    chemin = value.below(name)
                    found.setdefault(name, make("donnee-non-imprimee", place, chemin, nom=name, modele=modele))
                else:
                    visit(value[name], below)

    visit(racine, racine.spec)
    return list(found.values())


def _is_default(value: Any, spec: Spec) -> bool:
    """Return whether the schema gave `value`, or might have: nobody asked for it to be printed."""
    if spec.default is None:
        return False
    if isinstance(value, Bloc):
        return all((below := spec.field(name)) is not None and _is_default(value[name], below) for name in value)
    return bool(value == spec.default)
