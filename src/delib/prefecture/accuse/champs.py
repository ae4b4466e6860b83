"""The fields of a message of @CTES: days, codes, names of files, and the act that it copies (DonneesActe).

Both generations of the schema are read alike: the older has no DocumentPapier. What is missing, impossible or given twice stays
unknown and is told; a value that departs from the schema without any doubt on its meaning is read, and told too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from delib.anomalie import Anomalie, DonneesError, Source, make
from delib.prefecture.accuse.arbre import SIGNATURE, Arbre, Noeud
from delib.prefecture.identifiant import NATURES

MAX_OBJET = 500
"""The longest objet, in characters (actesv1_1.xsd, DonneesActe)."""
MAX_NUMERO = 15
"""The longest number, in characters (actesv1_1.xsd, DonneesActe)."""
MAX_ANNEXES = 1_000_000
"""Beyond, a number of annexes is no number of annexes."""
MAX_TOLD = 200
"""The most anomalies told of one message."""
NIVEAUX = 5
"""The levels of a matière (actesv1_1.xsd, DonneesActe)."""

_JOUR = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(T[0-9:.]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_ENTIER = re.compile(r"\+?[0-9]{1,9}")
_INCONNU = "il reste inconnu"
_INCONNUE = "elle reste inconnue"
_SANS_MATIERE = "la matière reste inconnue"
_PAPIER_NON = frozenset({"", "0", "n", "non", "false"})
_PAPIER_OUI = frozenset({"o", "oui", "1", "true"})


@dataclass(frozen=True, slots=True)
class ActeRecu:
    """The act as a message copies it; None, "" and () where the message does not tell."""

    jour: date | None = None
    numero: str = ""
    nature: str = ""
    matiere: tuple[int, ...] = ()
    objet: str = ""
    document: str = ""
    annexes: tuple[str, ...] | None = None
    nombre_annexes: int | None = None
    classification: date | None = None


class Champs:
    """Reads the fields of one message, and gathers what is wrong in them."""

    __slots__ = ("_disputes", "anomalies", "fichier")

    def __init__(self, arbre: Arbre, fichier: str) -> None:
        self.fichier = fichier
        self.anomalies: list[Anomalie] = []
        self._disputes = frozenset(arbre.disputes)
        for nom in self._disputes:
            self.tell("accuse-ambigu", arbre.racine, champ=nom)

    def place(self, noeud: Noeud) -> Source:
        """Return where an element stands."""
        return Source(self.fichier, noeud.ligne, noeud.colonne)

    def tell(self, code: str, noeud: Noeud, **details: object) -> None:
        """Note an anomaly that lies in an element. Raises DonneesError when there are too many: this is no message."""
        if len(self.anomalies) >= MAX_TOLD:
            raison = f"on y trouve plus de {MAX_TOLD} anomalies"
            raise DonneesError([*self.anomalies, make("accuse-demesure", Source(self.fichier), raison=raison)])
        self.anomalies.append(make(code, self.place(noeud), "", **details))

    def attribute(self, noeud: Noeud, nom: str, effet: str = _INCONNUE) -> str:
        """Return an attribute that the schema requires, "" where it is missing or empty, which is told."""
        valeur = noeud.attributs.get(nom, "")
        if not valeur and nom not in self._disputes:
            self.tell("accuse-manque", noeud, champ=nom, effet=effet)
        return valeur

    def only(self, noeud: Noeud, nom: str, *, requis: bool = True, effet: str = _INCONNU) -> Noeud | None:
        """Return the one element of that name. Told: none where one is required, several; None where they differ."""
        found = noeud.all(nom)
        if not found:
            if requis:
                self.tell("accuse-manque", noeud, champ=nom, effet=effet)
            return None
        if len(found) > 1:
            same = all(one.contenu == found[0].contenu for one in found[1:])
            self.tell("accuse-repetition" if same else "accuse-ambigu", found[1], champ=nom, nombre=len(found))
            return found[0] if same else None
        return found[0]

    def text(self, noeud: Noeud, nom: str, *, requis: bool = True) -> str:
        """Return the text of the one element of that name; an empty one is missing."""
        found = self.only(noeud, nom, requis=requis)
        if found is not None and not found.texte and requis:
            self.tell("accuse-manque", found, champ=nom, effet=_INCONNU)
        return found.texte if found is not None else ""

    def day(self, noeud: Noeud, champ: str, texte: str) -> date | None:
        """Return the day that `texte` is (xsd:date), None where it is none; a day with its hour is told."""
        found = _JOUR.fullmatch(texte)
        try:
            jour = date(int(found[1]), int(found[2]), int(found[3])) if found is not None else None
        except ValueError:
            jour = None
        if jour is None and texte:
            self.tell("accuse-date", noeud, champ=champ, valeur=texte)
        elif found is not None and found[4]:
            self.tell("accuse-ecart", noeud, ecart=f"« {champ} » est une date avec une heure ({texte})")
        return jour

    def day_of(self, noeud: Noeud, nom: str) -> date | None:
        """Return the day that the one element of that name holds."""
        found = self.only(noeud, nom, effet=_INCONNUE)
        if found is not None and not found.texte:
            self.tell("accuse-manque", found, champ=nom, effet=_INCONNUE)
        return self.day(found, nom, found.texte) if found is not None else None

    def number(self, noeud: Noeud, champ: str, texte: str, effet: str = _INCONNU) -> int | None:
        """Return the whole number that `texte` is, None where it is none, which is told unless it is empty."""
        if _ENTIER.fullmatch(texte):
            return int(texte)
        if texte:
            self.tell("accuse-valeur", noeud, champ=champ, attendu="un nombre entier", valeur=texte, effet=effet)
        return None

    # ------------------------------------------------------------------------------------------------------ the act copied

    def acte(self, noeud: Noeud) -> ActeRecu:
        """Return the act that an element of type DonneesActe copies."""
        jour = self.day(noeud, "Date", self.attribute(noeud, "Date"))
        numero = self.attribute(noeud, "NumeroInterne", _INCONNU)
        if len(numero) > MAX_NUMERO:
            self.tell("accuse-ecart", noeud, ecart=f"le numéro interne a {len(numero)} caractères, et {MAX_NUMERO} au plus")
        nature = self._nature(noeud)
        matiere = self._matiere(noeud)
        objet = self.text(noeud, "Objet")
        if len(objet) > MAX_OBJET:
            self.tell("accuse-ecart", noeud, ecart=f"l’objet a {len(objet)} caractères, et {MAX_OBJET} au plus")
        self._precedent(noeud)
        classification = self.day_of(noeud, "ClassificationDateVersion")
        document = self.only(noeud, "Document")
        name = self._file_name(document) if document is not None else ""
        annexes, nombre = self._annexes(noeud)
        self._papier(noeud)
        self.known(noeud, _DE_L_ACTE)
        return ActeRecu(jour, numero, nature, matiere, objet, name, annexes, nombre, classification)

    def _nature(self, noeud: Noeud) -> str:
        """Return the two letters of the act's nature, "" where its code is none of the six."""
        texte = self.attribute(noeud, "CodeNatureActe")
        code = self.number(noeud, "CodeNatureActe", texte, _INCONNUE)
        if code is not None and code not in NATURES:
            attendu = "un code de nature, de 1 à 6"
            self.tell("accuse-valeur", noeud, champ="CodeNatureActe", attendu=attendu, valeur=texte, effet=_INCONNUE)
        return NATURES.get(code, "") if code is not None else ""

    def _matiere(self, noeud: Noeud) -> tuple[int, ...]:
        """Return the code of the matière, () where a level is missing before another or cannot be read."""
        niveaux = [self._niveau(noeud, f"CodeMatiere{rang}", requis=rang <= 2) for rang in range(1, NIVEAUX + 1)]
        while niveaux and niveaux[-1] is None:
            niveaux.pop()
        if None in niveaux[2:]:
            self.tell("accuse-manque", noeud, champ=f"CodeMatiere{niveaux.index(None, 2) + 1}", effet=_SANS_MATIERE)
        codes = tuple(one for one in niveaux if one)
        return codes if len(codes) == len(niveaux) >= 2 else ()

    def _niveau(self, noeud: Noeud, nom: str, *, requis: bool) -> int | None:
        """Return the code of one level, None where it is not given, 0 where it cannot be read."""
        found = self.only(noeud, nom, requis=requis, effet=_SANS_MATIERE)
        if found is None:
            return 0 if noeud.all(nom) else None
        texte = self.attribute(found, "CodeMatiere", _SANS_MATIERE)
        code = self.number(found, nom, texte, _SANS_MATIERE)
        if code == 0:
            self.tell("accuse-valeur", found, champ=nom, attendu="un code de matière", valeur=texte, effet=_SANS_MATIERE)
        return code or 0

    def _file_name(self, noeud: Noeud) -> str:
        """Return the name of the file that a Document or an Annexe names, without its folder."""
        given = self.text(noeud, "NomFichier")
        name = basename(given)
        if name != given:
            self.tell("accuse-chemin", noeud, nom=given)
        self.known(noeud, ("NomFichier", SIGNATURE))
        return name

    def _annexes(self, noeud: Noeud) -> tuple[tuple[str, ...] | None, int | None]:
        """Return the names of the annexes' files and how many there are said to be, None where the message does not tell."""
        found = self.only(noeud, "Annexes", effet="leur nombre reste inconnu")
        if found is None:
            return None, None
        names = tuple(self._file_name(one) for one in found.all("Annexe"))
        nombre = self.number(found, "Nombre", self.attribute(found, "Nombre", _INCONNU))
        if nombre is not None and nombre > MAX_ANNEXES:
            self.tell("accuse-valeur", found, champ="Nombre", attendu="un nombre d’annexes", valeur=nombre, effet=_INCONNU)
            nombre = None
        if nombre is not None and nombre != len(names):
            self.tell("accuse-annexes", found, nombre=counted(nombre, "annexe"), noms=len(names))
        self.known(found, ("Annexe",))
        return names, nombre

    def _precedent(self, noeud: Noeud) -> None:
        found = self.only(noeud, "PrecedentIdentifiantActe", requis=False)
        if found is not None and (identifiant := self.attribute(found, "IDActe", _INCONNU)):
            self.tell("accuse-precedent", found, identifiant=identifiant)

    def _papier(self, noeud: Noeud) -> None:
        """Tell that something follows on paper: values seen are O, N, 0 and none."""
        found = self.only(noeud, "DocumentPapier", requis=False)
        valeur = found.texte.lower() if found is not None else ""
        if found is not None and valeur in _PAPIER_OUI:
            self.tell("accuse-papier", found, valeur=found.texte)
        elif found is not None and valeur not in _PAPIER_NON:
            self.tell(
                "accuse-valeur", found, champ="DocumentPapier", attendu="« O » ni « N »", valeur=found.texte, effet=_INCONNU
            )

    def known(self, noeud: Noeud, names: Sequence[str]) -> None:
        """Tell the elements that an element of the schema does not have: it holds `names`."""
        other = dict.fromkeys(one.nom for one in noeud.fils if one.nom not in names)
        if other:
            quoi = ", ".join(f"« {nom} »" for nom in list(other)[:10])
            self.tell("accuse-non-lu", noeud, quoi=f"{quoi}{', …' if len(other) > 10 else ''}")


_DE_L_ACTE = (
    *(f"CodeMatiere{niveau}" for niveau in range(1, NIVEAUX + 1)),
    *("Objet", "PrecedentIdentifiantActe", "ClassificationDateVersion", "Document", "Annexes", "DocumentPapier"),
)


def basename(name: str) -> str:
    """Return the name of a file without its folders, whatever the system that wrote it: `C:\\actes\\a.pdf` gives `a.pdf`."""
    return re.split(r"[\\/]", name)[-1]


def counted(number: int, noun: str) -> str:
    """Return « 1 annexe », « 2 annexes », « 0 annexe »."""
    return f"{number} {noun}{'s' if number > 1 else ''}"
