"""The XML of a message as a small tree, read with expat within bounds: no DTD, no entity, nothing fetched.

Keeps what belongs to @CTES: the elements and attributes of the root's namespace, and those that bear none. What comes from
elsewhere is counted, and so is what lies in an electronic signature: neither is read.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any
from xml.parsers import expat

from delib.anomalie import DonneesError, Source, make

MAX_BYTES = 4 * 1024 * 1024
"""The largest message read: a receipt is 2 KiB, a whole classification 44 KiB, and signatures 10 KiB a file."""
MAX_MARKS = 50_000
"""The most `<` in a message: a classification of 400 matières has 1,200."""
MAX_EQUALS = 50_000
"""The most `=` in a message, and so of attributes: a classification has 2,000."""
MAX_DEPTH = 64
"""The deepest message read: the schema's deepest is under 10, a signature (XAdES) under 20."""

ACTES = "http://www.interieur.gouv.fr/ACTES#v1.1-20040216"
INSEE = "http://xml.insee.fr/schema"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_XML = "http://www.w3.org/XML/1998/namespace"
SIGNATURE = "Signature"
_BLANC = " \t\r\n"
_C1 = re.compile("[\x80-\x9f]")
_RAISONS = {
    expat.errors.codes[expat.errors.XML_ERROR_UNBOUND_PREFIX]: "un préfixe n’est pas déclaré",
    expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]: "une entité n’est pas de celles de XML",
    expat.errors.codes[expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE]: "un attribut est donné deux fois",
    expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH]: "une balise en ferme une autre",
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]: "il s’arrête avant la fin",
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN]: "il s’arrête avant la fin",
    expat.errors.codes[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]: "quelque chose suit la fin du message",
}


class Noeud:
    """An element: its name without namespace, its attributes likewise, its text without the blanks around, what it holds."""

    __slots__ = ("attributs", "colonne", "fils", "ligne", "nom", "texte")

    def __init__(self, nom: str, attributs: dict[str, str], ligne: int, colonne: int) -> None:
        self.nom = nom
        self.attributs = attributs
        self.ligne = ligne
        self.colonne = colonne
        self.fils: list[Noeud] = []
        self.texte = ""

    def all(self, nom: str) -> list[Noeud]:
        """Return the elements of that name that this one holds itself."""
        return [one for one in self.fils if one.nom == nom]

    @property
    def contenu(self) -> tuple[object, ...]:
        """Return what two equal elements have equal, wherever they stand."""
        return (self.nom, sorted(self.attributs.items()), self.texte, [one.contenu for one in self.fils])


class Arbre:
    """A message: its root, the namespace of it, and what was seen that a message of @CTES does not have.

    `nus` are the names of attributes and elements that bear no namespace, `disputes` the attributes given with and without, that
    differ; `etrangers` counts what other namespaces brought, by namespace; `mele` is text found between elements.
    """

    __slots__ = ("disputes", "espace", "etrangers", "mele", "nus", "racine", "signatures", "windows")

    def __init__(self) -> None:
        self.racine: Noeud
        self.espace = ""
        self.nus: dict[str, None] = {}
        self.disputes: list[str] = []
        self.etrangers: Counter[str] = Counter()
        self.signatures = 0
        self.mele = ""
        self.windows = ""


class _TooDeep(Exception):  # noqa: N818 - leaves the parser, is caught below
    pass


def parse(texte: str, fichier: str) -> Arbre:
    """Return the tree of a message. Raises DonneesError: DTD, ill-formed, too deep, too many elements or attributes."""
    place = Source(fichier)
    if "<!DOCTYPE" in texte:  # anywhere: expat, once a handler has refused, would still go through what follows
        raise DonneesError([make("accuse-dtd", place)])
    if texte.count("<") > MAX_MARKS or texte.count("=") > MAX_EQUALS:
        raise DonneesError([make("accuse-demesure", place, raison="il a des dizaines de milliers de balises ou d’attributs")])
    lecteur = _Lecteur()
    try:
        lecteur.parser.Parse(texte, True)
    except _TooDeep:
        raison = f"ses éléments s’emboîtent sur plus de {MAX_DEPTH} niveaux"
        raise DonneesError([make("accuse-demesure", place, raison=raison)]) from None
    except expat.ExpatError as error:
        raison = _RAISONS.get(error.code, "un signe n’y est pas à sa place")
        raise DonneesError([make("accuse-xml", Source(fichier, error.lineno, error.offset + 1), raison=raison)]) from None
    return lecteur.arbre


class _Lecteur:
    """Builds the tree as expat reads. `_skipped` counts the open elements that are not kept."""

    __slots__ = ("_pile", "_skipped", "_textes", "arbre", "parser")

    def __init__(self) -> None:
        self.arbre = Arbre()
        self.parser: Any = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self._pile: list[Noeud] = []
        self._textes: list[list[str]] = []
        self._skipped = 0

    def _start(self, tag: str, given: dict[str, str]) -> None:
        pile, arbre = self._pile, self.arbre
        if len(pile) + self._skipped >= MAX_DEPTH:
            raise _TooDeep
        espace, _, nom = tag.rpartition(" ")
        if not pile:
            arbre.espace = espace
        if self._skipped or (pile and not self._is_ours(espace, nom)):
            self._skipped += 1
            return
        noeud = Noeud(nom, self._attributes(given), self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        if pile:
            pile[-1].fils.append(noeud)
        else:
            arbre.racine = noeud
        pile.append(noeud)
        self._textes.append([])

    def _is_ours(self, espace: str, nom: str) -> bool:
        """Return whether an element is kept; count it where it is not."""
        arbre = self.arbre
        if self._pile[-1].nom == SIGNATURE:
            return False
        if nom == SIGNATURE and espace in (arbre.espace, ""):
            arbre.signatures += 1
        if espace == arbre.espace:
            return True
        if not espace:
            arbre.nus[nom] = None
            return True
        arbre.etrangers[espace] += 1
        return False

    def _attributes(self, given: dict[str, str]) -> dict[str, str]:
        """Return the attributes of @CTES by name; those that bear no namespace too, which are noted."""
        arbre = self.arbre
        kept: dict[str, str] = {}
        bare: dict[str, str] = {}
        for tag, valeur in given.items():
            espace, _, nom = tag.rpartition(" ")
            if espace in (arbre.espace, INSEE):
                kept[nom] = self._cleaned(valeur)
            elif not espace:
                bare[nom] = self._cleaned(valeur)
            elif espace not in (_XSI, _XML):
                arbre.etrangers[espace] += 1
        for nom, valeur in bare.items():
            arbre.nus[nom] = None
            if kept.setdefault(nom, valeur) != valeur:
                arbre.disputes.append(nom)
                del kept[nom]
        return kept

    def _text(self, data: str) -> None:
        if not self._skipped and self._textes:
            self._textes[-1].append(data)

    def _end(self, _tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        noeud = self._pile.pop()
        texte = self._cleaned("".join(self._textes.pop()))
        if noeud.fils and texte:
            self.arbre.mele = self.arbre.mele or texte
        noeud.texte = texte

    def _cleaned(self, texte: str) -> str:
        """Return a text without the blanks around, its characters C1 read as Windows-1252 means them."""
        texte = texte.strip(_BLANC)
        if texte.isascii() or _C1.search(texte) is None:
            return texte
        self.arbre.windows = texte
        return _C1.sub(lambda found: found.group().encode("latin-1").decode("cp1252", "replace"), texte)
