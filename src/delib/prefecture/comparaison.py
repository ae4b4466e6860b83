"""One field of a receipt compared with the same field of its act: a function each, in the order of `CHAMPS`.

Nothing is guessed: a field that the act or the receipt does not know is not compared, and says why. The order of days is that
of the facts: an act is voted, sent, received. Its publication only cannot come before the séance: no text sets an order between
it and the transmission (CGCT, art. L. 2131-1).
"""

from __future__ import annotations

import enum
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from delib.acte.acte import Acte
from delib.acte.bloc import Bloc
from delib.acte.chemins import value_at
from delib.acte.dossier.lieux import Lieux
from delib.anomalie import Anomalie, DonneesError, Page, Source, make
from delib.francais.dates import Jour
from delib.prefecture import objet as objets
from delib.prefecture.accuse import Accuse
from delib.prefecture.identifiant import Identifiant


class Resultat(enum.Enum):
    """What became of a field."""

    IDENTIQUE = "identique"
    DIFFERENT = "différent"
    NON_COMPARE = "non comparé"


@dataclass(frozen=True, slots=True)
class Issue:
    """What came of comparing a field: both values as people read them, why it was not compared, how it differs."""

    resultat: Resultat
    acte: str = ""
    accuse: str = ""
    raison: str = ""
    anomalie: Anomalie | None = None


ACCUSE_MUET = "l’accusé n’en dit rien"
AUTRE_ACTE = "l’accusé est celui d’un autre acte"


class Paire:
    """An act and a receipt, and where what is told of them stands."""

    def __init__(self, acte: Acte, accuse: Accuse, lieux: Lieux) -> None:
        self.acte = acte
        self.accuse = accuse
        self.autre_acte = False
        self._lieux = lieux

    def dit(self, chemin: str) -> object:
        """Return what the act holds at a data path, or None."""
        return value_at(self.acte.racine, chemin)

    def jour(self, chemin: str) -> date | None:
        """Return the day that the act holds at a data path, or None."""
        found = self.dit(chemin)
        return found.valeur if isinstance(found, Jour) else None

    @property
    def recu(self) -> str:
        """Return the name by which people know the receipt."""
        return os.path.basename(self.accuse.fichier) or str(self.accuse.identifiant)

    def tell(self, code: str, chemin: str, **details: object) -> Anomalie:
        """Return the anomaly of what the act says at a data path, with its line."""
        return make(code, self._lieux.find(self.acte.fichier, chemin), chemin, recu=self.recu, **details)

    def tell_recu(self, code: str, **details: object) -> Anomalie:
        """Return the anomaly of what the receipt says, where it was read."""
        fichier, pages = self.accuse.fichier or self.recu, self.accuse.pages
        return make(code, Page(fichier, pages[0]) if pages else Source(fichier), recu=self.recu, **details)


def _same(valeur: str) -> Issue:
    return Issue(Resultat.IDENTIQUE, valeur, valeur)


def _other(acte: str, accuse: str, anomalie: Anomalie) -> Issue:
    return Issue(Resultat.DIFFERENT, acte, accuse, "", anomalie)


def _unknown(raison: str, acte: str = "", accuse: str = "") -> Issue:
    return Issue(Resultat.NON_COMPARE, acte, accuse, raison)


def _acte_muet(chemin: str) -> str:
    return f"l’acte n’en dit rien : complétez « {chemin} »"


def _plain(paire: Paire, code: str, chemin: str, accuse: str) -> Issue:
    """Return two texts compared as they are; an empty one is not known."""
    acte = str(paire.dit(chemin) or "")
    if not acte or not accuse:
        return _unknown(ACCUSE_MUET if acte else _acte_muet(chemin), acte, accuse)
    return _same(acte) if acte == accuse else _other(acte, accuse, paire.tell(code, chemin, acte=acte, accuse=accuse))


# ------------------------------------------------------------------------------------------------------------ which act it is


def _siren(paire: Paire) -> Issue:
    return _plain(paire, "accuse-autre-siren", "collectivite.siren", paire.accuse.identifiant.siren)


def _departement(paire: Paire) -> Issue:
    return _plain(paire, "accuse-autre-departement", "collectivite.departement", paire.accuse.identifiant.departement)


def _date(paire: Paire) -> Issue:
    day, read = paire.jour("seance.date"), paire.accuse.identifiant.date
    if day is None:
        return _unknown("l’acte n’a pas de séance", "", _shown(read))
    if day == read:
        return _same(_shown(day))
    told = paire.tell("accuse-autre-date", "seance.date", acte=Jour(day), accuse=Jour(read))
    return _other(_shown(day), _shown(read), told)


def _numero(paire: Paire) -> Issue:
    read = paire.accuse.identifiant.numero
    try:
        wanted = Identifiant.of_acte(paire.acte).numero
    except DonneesError as error:
        return _unknown(error.anomalies[0].message, str(paire.dit("numero") or ""), read)
    if wanted == read:
        return _same(wanted)
    code = "accuse-autre-ecriture" if written(wanted) == written(read) else "accuse-autre-numero"
    return _other(wanted, read, paire.tell(code, "numero", numero=paire.dit("numero"), acte=wanted, accuse=read))


def written(numero: str) -> str:
    """Return a number as those that write it otherwise fold it: Pastell makes hyphens `_` and letters capitals."""
    return re.sub(r"[-_ ]+", "_", numero).upper()


def _nature(paire: Paire) -> Issue:
    read = {one for one in (paire.accuse.identifiant.nature, paire.accuse.nature) if one}
    wrong = read - {str(paire.dit("classement.nature") or "")}
    return _plain(paire, "accuse-autre-nature", "classement.nature", sorted(wrong or read)[0])


# ------------------------------------------------------------------------------------------------------------ what it holds


def _objet(paire: Paire) -> Issue:
    acte, accuse = str(paire.dit("objet") or ""), paire.accuse.objet
    if not acte or not accuse:
        return _unknown(ACCUSE_MUET if acte else _acte_muet("objet"), acte, accuse)
    if objets.same(acte, accuse):
        return _same(acte)
    ecart = objets.difference(acte, accuse)
    return _other(acte, accuse, paire.tell("accuse-autre-objet", "objet", acte=acte, accuse=accuse, ecart=ecart))


def _matiere(paire: Paire) -> Issue:
    """Return the matières compared at the two levels that are national: 7.10 is not 7.1."""
    read = ".".join(map(str, paire.accuse.matiere[:2]))
    acte = str(paire.dit("classement.matiere") or "")
    if acte and len(paire.accuse.matiere) == 1 and acte.startswith(f"{read}."):
        return _unknown("l’accusé n’en dit que le premier niveau", acte, read)
    wanted = ".".join(str(int(one)) for one in acte.split(".")) if acte else ""
    return _same(acte) if wanted and wanted == read else _plain(paire, "accuse-autre-matiere", "classement.matiere", read)


_DANS_UN_NOM = re.compile(r"(?:^|[^0-9A-Za-z])((?:[0-9]{3}|02[AB])-[0-9]{9}-[0-9]{8}-.{1,20}?-[A-Z]{2})-[0-9]-[0-9]_[0-9]+\.")
"""The identifier in the name of a file of @CTES: `99_DE-075-200054781-20251202-BM25-12-02-22-1-DE-1-1_1.pdf`."""


def _named(nom: str) -> Identifiant | None:
    found = _DANS_UN_NOM.search(nom)
    return Identifiant.read(found[1]) if found is not None else None


def _is_own(nom: Identifiant, accuse: Identifiant) -> bool:
    """Return whether the name of a file is of the act received: its day may be that of the sending (Stela)."""
    return (nom.siren, written(nom.numero), nom.nature) == (accuse.siren, written(accuse.numero), accuse.nature)


def _document(paire: Paire) -> Issue:
    nom = paire.accuse.document
    if not nom:
        return _unknown(ACCUSE_MUET)
    named = _named(nom)
    if named is None:
        return _unknown("le nom du fichier ne dit pas de quel acte il est", "", nom)
    if _is_own(named, paire.accuse.identifiant):
        return _same(nom)
    told = paire.tell_recu("accuse-autre-document", nom=nom, acte=named, accuse=paire.accuse.identifiant)
    return _other(str(paire.accuse.identifiant), nom, told)


def _annexes(paire: Paire) -> Issue:
    if not paire.acte.racine.knows("annexes"):
        return _unknown(f"un acte « {paire.acte.type} » n’a pas d’annexes")
    wanted, names = len(paire.acte.racine.get("annexes", ())), paire.accuse.annexes
    read = {one for one in (paire.accuse.nombre_annexes, len(names) if names is not None else None) if one is not None}
    if not read:
        return _unknown(ACCUSE_MUET, str(wanted))
    if read == {wanted}:
        return _same(str(wanted))
    shown = " ou ".join(map(str, sorted(read)))
    return _other(str(wanted), shown, paire.tell("accuse-autre-nombre", "annexes", acte=wanted, accuse=shown))


def _noms(paire: Paire) -> Issue | None:
    """Return the names of the annexes compared: those of @CTES bear the act's identifier, others are the act's own files."""
    names = paire.accuse.annexes or ()
    if not names:
        return None
    shown = ", ".join(names)
    named = {nom: _named(nom) for nom in names}
    strays = [nom for nom, one in named.items() if one is not None and not _is_own(one, paire.accuse.identifiant)]
    free = [nom for nom, one in named.items() if one is None]
    files = [os.path.basename(str(one.get("fichier", ""))) for one in paire.acte.racine.get("annexes", ())]
    if free and not strays:
        if len(free) < len(names) or len(files) != len(names) or not all(files):
            return _unknown("l’acte ne dit pas le « fichier » de chaque annexe", ", ".join(filter(None, files)), shown)
        known = {nom.casefold() for nom in files}
        strays = [nom for nom in free if nom.casefold() not in known]
    if not strays:
        return _same(shown)
    told = paire.tell("accuse-autre-annexe", "annexes", noms=", ".join(strays))
    return _other(", ".join(filter(None, files)), shown, told)


# ----------------------------------------------------------------------------------------------------------------- its days


def _transmission(paire: Paire) -> Issue:
    return _day(paire, "la télétransmission", paire.accuse.transmission, {}, "teletransmission")


def _reception(paire: Paire) -> Issue:
    sent = {"sa télétransmission": paire.accuse.transmission}
    return _day(paire, "la réception", paire.accuse.reception, sent, "reception")


def _publication(paire: Paire) -> Issue | None:
    read = paire.accuse.publication
    if read is None:
        return None
    issue = _order(paire, "la publication", read, {})
    told = {one: day for one in _PUBLICATIONS if (day := paire.jour(one)) is not None}
    if issue.resultat is Resultat.DIFFERENT or not told or read in told.values():
        return issue
    chemin, day = next(iter(told.items()))
    return _other(_shown(day), _shown(read), paire.tell("accuse-suites-publication", chemin, acte=Jour(day), accuse=Jour(read)))


_PUBLICATIONS = ("suites.mise_en_ligne.date", "suites.affichage.du")


def _day(paire: Paire, quoi: str, read: date | None, before: Mapping[str, date | None], name: str) -> Issue:
    """Return a day of the receipt compared: it comes after those `before`, and is the one that the act's suites give."""
    if read is None:
        return _unknown(ACCUSE_MUET)
    issue = _order(paire, quoi, read, before)
    if issue.resultat is Resultat.DIFFERENT or paire.autre_acte:
        return issue
    for index, one in enumerate(_suites(paire)):
        chemin = f"suites.accuse[{index}].{name}"
        day = paire.jour(chemin)
        if one["identifiant"] == str(paire.accuse.identifiant) and day not in (None, read):
            told = paire.tell("accuse-suites-date", chemin, quoi=quoi, acte=Jour(day), accuse=Jour(read))
            return _other(_shown(day), _shown(read), told)
    return issue


def _order(paire: Paire, quoi: str, read: date, before: Mapping[str, date | None]) -> Issue:
    seance = paire.jour("seance.date")
    known = {name: day for name, day in {"la séance": seance, **before}.items() if day is not None}
    if not known:
        return _unknown("l’acte n’a pas de séance", "", _shown(read))
    name, last = max(known.items(), key=lambda one: one[1])
    if last <= read:
        return _same(_shown(read))
    details = {"quoi": quoi, "accuse": Jour(read), "autre": name, "jour": Jour(last)}
    told = paire.tell("accuse-ordre", "seance.date", **details) if last == seance else paire.tell_recu("accuse-ordre", **details)
    return _other(f"{name} : {_shown(last)}", _shown(read), told)


def _autres(paire: Paire) -> Issue | None:
    """Return whether the act's suites bear this receipt alone; None where they bear none."""
    given = _suites(paire)
    if not given:
        return None
    read = str(paire.accuse.identifiant)
    if paire.autre_acte:
        return _unknown(AUTRE_ACTE, ", ".join(str(one["identifiant"]) for one in given), read)
    for index, one in enumerate(given):
        if one["identifiant"] != read:
            told = paire.tell("accuse-suites-autre", f"suites.accuse[{index}].identifiant", acte=one["identifiant"], accuse=read)
            return _other(str(one["identifiant"]), read, told)
    return _same(read)


def _suites(paire: Paire) -> tuple[Bloc, ...]:
    found = paire.dit("suites.accuse")
    return found if isinstance(found, tuple) else ()


def _shown(day: date) -> str:
    return Jour(day).chiffres


Lecteur = Callable[[Paire], Issue | None]
CHAMPS: tuple[tuple[str, str, Lecteur], ...] = (
    ("siren", "SIREN", _siren),
    ("departement", "département", _departement),
    ("date", "date de l’acte", _date),
    ("numero", "numéro", _numero),
    ("nature", "nature", _nature),
    ("objet", "objet", _objet),
    ("matiere", "matière", _matiere),
    ("document", "document", _document),
    ("annexes", "nombre d’annexes", _annexes),
    ("noms", "noms des annexes", _noms),
    ("transmission", "télétransmission", _transmission),
    ("reception", "réception", _reception),
    ("publication", "publication", _publication),
    ("suites", "accusés déjà dans « suites »", _autres),
)
"""The fields compared, in order: name, title, and what compares it (None: there is nothing of it on either side)."""
IDENTITE = frozenset({"siren", "date", "numero", "nature"})
"""The fields that tell one act from another: a receipt that differs there is another act's."""
