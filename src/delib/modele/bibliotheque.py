"""Finds templates by name and version in an ordered list of folders, each with its `modeles/` and `schemas/`.

One rule: the first folder that holds a version answering the request wins; within a folder, the highest published version,
and a draft only where nothing published answers. The packaged library comes last and has no privilege.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from delib.acte.schema import Schemas
from delib.anomalie import AppelError, ModeleError, Source, make, suggestion
from delib.modele.strict import GabaritStrict
from delib.paquet import open_file
from delib.systeme import os_reason

BROUILLON = "brouillon"
MAX_TOML = 64 * 1024
"""The largest `modele.toml` read, in bytes: its journal is a few lines a version."""
_NOMBRE = r"(?:0|[1-9][0-9]{0,8})"
_NOM = re.compile(r"[a-z0-9][a-z0-9-]*")
_DEMANDE = re.compile(rf"(?P<nom>{_NOM.pattern})(?:@(?P<version>brouillon|{_NOMBRE}(?:\.{_NOMBRE}){{0,2}}))?")
_VERSION = re.compile(rf"({_NOMBRE})\.({_NOMBRE})\.({_NOMBRE})")
_INTERVALLE = re.compile(rf"\s*(>=|<=|>|<|==)\s*({_NOMBRE}(?:\.{_NOMBRE}){{0,2}})\s*")
_CLES = frozenset({"nom", "version", "titre", "docx", "schemas", "delib", "date", "empreinte", "journal", "document", "serie"})
_CLES_DOCUMENT = frozenset({"date", "fichier", "formulaire"})
_CLES_SERIE = frozenset({"liste", "champ", "formulaire"})
_CLES_SERIE_FORMULAIRE = frozenset({"modele", "champs"})


class Version(NamedTuple):
    """A version of a template: three numbers, or a draft, which comes before any of them."""

    numeros: tuple[int, ...] = ()

    @classmethod
    def parse(cls, texte: str) -> Version | None:
        """Return the version that a folder's name gives, or None."""
        if texte == BROUILLON:
            return cls()
        found = _VERSION.fullmatch(texte)
        return cls(tuple(int(part) for part in found.groups())) if found is not None else None

    def answers(self, asked: str) -> bool:
        """Return whether this version is one that `asked` means: "" any, "1" any 1.x.y, "1.2" any 1.2.y, "brouillon"."""
        if not asked:
            return True
        if asked == BROUILLON:
            return not self.numeros
        wanted = tuple(int(part) for part in asked.split("."))
        return self.numeros[: len(wanted)] == wanted

    def __str__(self) -> str:
        return ".".join(map(str, self.numeros)) if self.numeros else BROUILLON


@dataclass(frozen=True, slots=True)
class Serie:
    """How a template is printed many times: `liste` names the act's own list, `champ` what each of its elements fills.

    `formulaire` is the template of the forms that may serve as a list, and `champs` pairs a
    path of the act with the path of the form that fills it.
    """

    liste: str = ""
    champ: str = ""
    formulaire: str = ""
    champs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Modele:
    """One version of a template, as its folder and its `modele.toml` describe it."""

    nom: str
    version: Version
    dossier: str
    docx: str
    schemas: tuple[str, ...] = ()
    date: str = ""
    fichier: tuple[str, ...] = ("numero",)
    formulaire: bool = False
    """Whether its content controls are the fields of a form, each tagged with its data path."""
    serie: Serie = Serie()

    def __str__(self) -> str:
        return f"{self.nom}@{self.version}"

    @property
    def path(self) -> str:
        """Return the Word file."""
        return os.path.join(self.dossier, self.docx)

    @property
    def exemple(self) -> str:
        """Return the example's data file, beside the template."""
        return os.path.join(self.dossier, "exemple.yaml")

    def gabarit(self) -> GabaritStrict:
        """Return the template compiled. Raises ModeleError or LectureError."""
        if self.formulaire:
            from delib.modele.remplissage import GabaritFormulaire  # noqa: PLC0415 - few templates are forms

            return GabaritFormulaire(open_file(self.path), self.path, str(self))
        return GabaritStrict(open_file(self.path), self.path)


class Bibliotheque:
    """An ordered list of folders, the packaged one last: `Bibliotheque(["chez-nous"])` searches there first."""

    def __init__(self, racines: Iterable[str | os.PathLike[str]] = (), *, packaged: bool = True) -> None:
        given = [os.fspath(racine) for racine in racines]
        for racine in given:
            if not os.path.isdir(racine):
                raise AppelError([make("bibliotheque-absente", Source(racine))])
        self.racines: tuple[str, ...] = (*given, *([packaged_root()] if packaged else []))
        self.schemas = Schemas([os.path.join(racine, "schemas") for racine in self.racines])
        self._gabarits: dict[str, GabaritStrict] = {}

    @classmethod
    def default(cls) -> Bibliotheque:
        """Return the library that delib ships."""
        return cls()

    def modeles(self) -> list[str]:
        """Return the names of all templates, sorted."""
        found: set[str] = set()
        for racine in self.racines:
            found.update(self._names(racine))
        return sorted(found)

    def versions(self, nom: str) -> list[str]:
        """Return the versions of template `nom`, over all the folders, oldest first, the draft first of all."""
        found = {version for racine in self.racines for version, _ in self._versions(racine, nom)}
        return [str(version) for version in sorted(found)]

    def find(self, demande: str) -> Modele:
        """Return the template that `demande` (`deliberation`, `deliberation@1`, `deliberation@brouillon`) means.

        Raises AppelError when there is none, ModeleError when its `modele.toml` is unfit.
        """
        asked = _DEMANDE.fullmatch(demande)
        nom, version = (asked["nom"], asked["version"] or "") if asked is not None else ("", "")
        for racine in self.racines:
            found = [(one, dossier) for one, dossier in self._versions(racine, nom) if one.answers(version)]
            if found:
                best, dossier = max(found)
                return _describe(nom, best, dossier)
        if nom in self.modeles():
            known = ", ".join(self.versions(nom))
            raise AppelError([make("version-inconnue", nom=nom, version=version, versions=known)])
        conseil = suggestion(nom or demande[:80].partition("@")[0], self.modeles())
        raise AppelError([make("modele-inconnu", demande=demande[:80], conseil=conseil)])

    def gabarit(self, modele: Modele) -> GabaritStrict:
        """Return the template compiled, once for each version."""
        if modele.dossier not in self._gabarits:
            self._gabarits[modele.dossier] = modele.gabarit()
        return self._gabarits[modele.dossier]

    @staticmethod
    def _names(racine: str) -> list[str]:
        return [name for name in _listed(os.path.join(racine, "modeles")) if _NOM.fullmatch(name)]

    @staticmethod
    def _versions(racine: str, nom: str) -> list[tuple[Version, str]]:
        folder = os.path.join(racine, "modeles", nom)
        made = []
        for name in _listed(folder) if nom else ():
            version = Version.parse(name)
            if version is not None and os.path.isfile(os.path.join(folder, name, "modele.toml")):
                made.append((version, os.path.join(folder, name)))
        return made


def _listed(folder: str) -> list[str]:
    """Return the folders in `folder`, sorted; none where it is absent or closed."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries if entry.is_dir())
    except OSError:
        return []


def packaged_root() -> str:
    """Return the folder of the packaged library: inside the installed package, else at the top of the repository."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    installed = os.path.join(here, "bibliotheque")
    return installed if os.path.isdir(installed) else os.path.dirname(os.path.dirname(here))


def _describe(nom: str, version: Version, dossier: str) -> Modele:
    path = os.path.join(dossier, "modele.toml")
    place = Source(path)
    raw = _toml(path)
    document = raw.get("document", {})
    wrong = []
    for key in sorted(set(raw) - _CLES):
        wrong.append(f"la clé « {key} » n’est pas connue")
    if not isinstance(document, dict) or set(document) - _CLES_DOCUMENT:
        wrong.append("« [document] » n’admet que « date », « fichier » et « formulaire »")
        document = {}
    if raw.get("nom") != nom or raw.get("version") != str(version):
        wrong.append(f"« nom » et « version » doivent être ceux du dossier ({nom}, {version})")
    docx = raw.get("docx", f"{nom}.docx")
    if not isinstance(docx, str) or os.path.basename(docx) != docx or not docx.endswith(".docx"):
        wrong.append("« docx » doit être le nom d’un fichier .docx de ce dossier")
    schemas, fichier = raw.get("schemas", []), document.get("fichier", ["numero"])
    if not _texts(schemas) or not _texts(fichier) or not isinstance(document.get("date", ""), str):
        wrong.append("« schemas » et « fichier » sont des listes de textes, « date » est un texte")
    if not isinstance(document.get("formulaire", False), bool):
        wrong.append("« formulaire » est true ou false")
    serie = _serie(raw.get("serie", {}))
    if serie is None:
        wrong.append("« [serie] » n’admet que « liste » et « champ », et « [serie.formulaire] » que « modele » et « champs »")
    if wrong or serie is None:
        raise ModeleError([make("modele-toml", place, raison=one) for one in wrong])
    _check_delib(raw.get("delib", ""), place)
    date, formulaire = document.get("date", ""), document.get("formulaire", False)
    return Modele(nom, version, dossier, docx, tuple(schemas), date, tuple(fichier), formulaire, serie)


def _serie(raw: object) -> Serie | None:
    """Return what `[serie]` says, or None where it is not understood."""
    if not isinstance(raw, dict) or set(raw) - _CLES_SERIE:
        return None
    forms = raw.get("formulaire", {})
    if not isinstance(forms, dict) or set(forms) - _CLES_SERIE_FORMULAIRE:
        return None
    champs = forms.get("champs", {})
    said = [raw.get("liste", ""), raw.get("champ", ""), forms.get("modele", "")]
    if not isinstance(champs, dict) or not _texts([*said, *champs.values()]):
        return None
    liste, champ, formulaire = said
    return Serie(liste, champ, formulaire, tuple(champs.items()))


def _toml(path: str) -> dict[str, Any]:
    """Return what a `modele.toml` holds. Raises ModeleError with the line at fault."""
    raison = ""
    try:
        with open(path, "rb") as stream:
            data = stream.read(MAX_TOML + 1)
        if len(data) <= MAX_TOML:
            return _parsed(data)
        raison = f"elle dépasse {MAX_TOML // 1024} Ko"
    except OSError as error:
        raison = os_reason(error)
    except UnicodeDecodeError:
        raison = "elle n’est pas en UTF-8"
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line ([0-9]+), column ([0-9]+)\)", str(error))
        line, column = (int(found[1]), int(found[2])) if found is not None else (0, 0)
        raise ModeleError([make("modele-toml", Source(path, line, column), raison="la syntaxe TOML est fautive")]) from None
    except RecursionError:
        raison = "elle s’emboîte trop"
    raise ModeleError([make("modele-toml", Source(path), raison=raison)])


@lru_cache(maxsize=32)
def _parsed(data: bytes) -> dict[str, Any]:
    """Return what TOML says, read once for the same bytes; nobody changes it."""
    return tomllib.loads(data.decode("utf-8"))


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _check_delib(asked: object, place: Source) -> None:
    """Raise ModeleError unless this version of delib lies in the range asked (`>=0.1,<2`)."""
    from delib import __version__  # noqa: PLC0415 - the facade imports this module

    if not asked:
        return
    here = tuple(int(part) for part in __version__.split(".")[:3])
    for clause in str(asked).split(","):
        found = _INTERVALLE.fullmatch(clause)
        if found is None:
            raison = f"« delib = {str(asked)[:40]} » n’est pas un intervalle de versions"
            raise ModeleError([make("modele-toml", place, raison=raison)])
        wanted = tuple(int(part) for part in found.group(2).split("."))
        cut = here[: len(wanted)]
        fits = {">=": cut >= wanted, "<=": cut <= wanted, ">": cut > wanted, "<": cut < wanted, "==": cut == wanted}
        if not fits[found.group(1)]:
            raise ModeleError([make("modele-delib", place, voulu=asked, version=__version__)])
