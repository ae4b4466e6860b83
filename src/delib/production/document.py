"""From an act and its template to a Word document."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping, Sequence
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
    variante: str = ""
    """The variant that it prints (projet, extrait…); "" for a type of act that has none."""

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

    def to_pdf(self, *, soffice: str | None = None) -> bytes:
        """Return the PDF that LibreOffice makes of it, PDF/A-3b and PDF/UA-1: the same bytes for the same input, on one machine.

        `soffice` is LibreOffice's program: by default what DELIB_SOFFICE names, else the one of this machine. Annexes, drafts
        and attached data: see `production.pdf.conversion`. Raises EcritureError (LibreOffice is absent, or fails), AppelError
        (what `soffice` names is no program).
        """
        from delib.production.pdf.conversion import convert  # noqa: PLC0415 - only who wants a PDF pays for it

        return convert(self.docx, self.nom, soffice=soffice).pdf


def build(
    acte: Acte,
    bibliotheque: Bibliotheque,
    modele: str | None = None,
    nom: str | None = None,
    *,
    given: Collection[str] | None = None,
) -> Document:
    """Return the document that `acte` and its template make; `modele` (`nom@version`) replaces the act's own choice.

    `nom` is a pattern for the name of its file: see `prepare`. `given` names the properties of the root that may be told not
    printed (None: all); those of the others were told already, of another act.

    Raises ModeleError (the template is unfit, or asks for what the data do not hold), AppelError (no such template), DonneesError
    (the act asks for a template that is not there, or its number gives no file name).
    """
    found, nom = prepare(acte, bibliotheque, modele, nom)
    gabarit = bibliotheque.gabarit(found)
    paquet: Paquet = gabarit.render(acte.racine, lambda racine: _day(racine, found.date))
    unprinted = _unprinted(acte.racine, gabarit.names, str(found), Source(acte.fichier), given)
    return Document(
        docx=paquet.to_bytes(),
        nom=nom,
        modele=str(found),
        empreinte=paquet.empreinte,
        anomalies=in_order((*acte.anomalies, *unprinted, *gabarit.iter_unasked(acte.racine))),
        fichier=acte.fichier,
        variante=str(acte.racine.get("variante") or ""),
    )


def prepare(acte: Acte, bibliotheque: Bibliotheque, modele: str | None = None, nom: str | None = None) -> tuple[Modele, str]:
    """Return the template that prints `acte`, and the name of its file: what the template's card says or, given `nom`, that
    pattern (`convention-{commune}`) with each data path between braces printed. Raises what `build` can refuse before it prints.
    """
    found = _modele(acte, bibliotheque, modele)
    check_fit(found, acte.schema)
    card = Source(os.path.join(found.dossier, "modele.toml"))
    if nom is None:
        said = [_printed(acte.racine, path) for path in found.fichier]
        if INCONNU in said:
            raison = f"« fichier » nomme « {found.fichier[said.index(INCONNU)]} », qui n’est pas un texte de l’acte"
            raise ModeleError([make("modele-toml", card, raison=raison)])
        parts = [one for one in said if one is not None]
    else:
        parts = [_filled(nom, acte)]
    root = found.date.partition(".")[0]
    if root and not acte.racine.knows(root):
        raise ModeleError([make("modele-toml", card, raison=f"« date » nomme « {found.date} », qui n’est pas de l’acte")])
    return found, file_name(parts, found.fichier[0] if found.fichier and nom is None else "", Source(acte.fichier))


def check_fit(modele: Modele, schema: str) -> None:
    """Raise ModeleError when a template does not print acts of `schema`."""
    if modele.schemas and schema not in modele.schemas:
        admis = ", ".join(modele.schemas)
        raise ModeleError([make("modele-schema", Word(modele.path), modele=modele, schema=schema, admis=admis)])


INCONNU = "\0"
"""What stands for the text of a path that the act cannot have."""
_CHEMIN = re.compile(r"\{([^{}]*)\}")


def names_of(motif: str) -> list[str]:
    """Return the data paths that a pattern of file names prints. Raises AppelError when it has none, or a brace too many."""
    paths = _CHEMIN.findall(motif)
    if not paths or set("{}") & set(_CHEMIN.sub("", motif)):
        raison = "ses accolades ne vont pas par deux" if set("{}") & set(motif) else "tous les documents auraient le même nom"
        raise AppelError([make("serie-nom-inconnu", motif=motif[:80], raison=raison)])
    return [path.strip() for path in paths]


def _filled(motif: str, acte: Acte) -> str:
    """Return a pattern of file names with the act's own texts in it. Raises AppelError or DonneesError."""
    texts = []
    for path in names_of(motif):
        text = _printed(acte.racine, path)
        if text == INCONNU:
            raison = f"« {path} » n’est pas un texte de l’acte"
            raise AppelError([make("serie-nom-inconnu", motif=motif[:80], raison=raison)])
        if text is None or not re.search(r"\w", text):
            raison = f"« {path} » n’est pas donné" if text is None else f"« {path} » n’a ni lettre ni chiffre"
            raise DonneesError([make("nom-fichier", Source(acte.fichier), path, nom=motif[:80], raison=raison)])
        texts.append(text)
    return _CHEMIN.sub(lambda _found: texts.pop(0), motif)


def _printed(racine: Bloc, path: str) -> str | None:
    """Return the text that the act holds at a data path (`candidat.nom`, `commune.de`), None where it omits it, or INCONNU."""
    found: Any = racine
    for name in path.split("."):
        if isinstance(found, Bloc) and found.knows(name):
            if name not in found:
                return None
            found = found[name]
        elif isinstance(found, Valeur) and name in found.champs:
            found = getattr(found, name)
        else:
            return INCONNU
    if isinstance(found, bool) or not isinstance(found, str | int | Valeur | None):
        return INCONNU
    return None if found is None else str(found)


def save_all(
    documents: Sequence[Document], dossier: str | os.PathLike[str], *, replace: bool = False, pdfs: Sequence[bytes] = ()
) -> list[str]:
    """Write all the documents in one folder, or none; return their paths. Two of one name are refused (DonneesError).

    `pdfs` are their PDF files, in the same order, written beside; then so come the paths.
    """
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
    for document, pdf in zip(documents, pdfs, strict=False):
        files[pdf_path(os.path.join(folder, document.nom))] = pdf
    if twice:
        raise DonneesError(twice)
    if os.path.lexists(folder) and not os.path.isdir(folder):
        raise AppelError([make("sortie-pas-dossier", Source(folder))])
    return write_all(files, replace=replace)


def pdf_path(docx: str) -> str:
    """Return the path of the PDF that stands beside a Word file."""
    return f"{os.path.splitext(docx)[0]}.pdf"


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


def _unprinted(racine: Bloc, names: set[str], modele: str, place: Source, given: Collection[str] | None = None) -> list[Anomalie]:
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

    kept = racine if given is None else Bloc({name: racine[name] for name in given if name in racine}, racine.spec)
    visit(kept, racine.spec)
    return list(found.values())


def _is_default(value: Any, spec: Spec) -> bool:
    """Return whether the schema gave `value`, or might have: nobody asked for it to be printed."""
    if spec.default is None:
        return False
    if isinstance(value, Bloc):
        return all((below := spec.field(name)) is not None and _is_default(value[name], below) for name in value)
    return bool(value == spec.default)
