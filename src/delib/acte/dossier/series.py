"""Reads the documents of a series against the act that decided of them: the same communes, no early signature, no amount."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence

from delib.acte.bloc import Bloc
from delib.acte.dossier.delegation import invoked_delegations, is_without_flow
from delib.acte.dossier.lieux import Lieux
from delib.acte.dossier.pieces import Connu, Engagement, Ensemble, Piece, cle_de
from delib.acte.dossier.titres import plain
from delib.acte.rangees import Cellule
from delib.anomalie import Anomalie, Lieu, make
from delib.francais.dates import Jour
from delib.francais.valeur import Enumeration

_MONTANT = re.compile(r"[0-9][0-9\s\u00a0\u202f.,]*(?:[kM]?€|(?:milliers? d.|millions? d.)?euros?\b|EUR\b)")
_AUTRE = "organisme"
"""What a document names in the place of a commune."""


class Suivi:
    """A series being read against its decision. `decision` None, or without file: what depends on it is not read.

    `modele` is one of the documents, for what they share. Memory grows with the list of the decision, not with the rows.
    """

    def __init__(self, ensemble: Ensemble, modele: Piece | None, decision: Connu | None, lieux: Lieux) -> None:
        self.ensemble = ensemble
        self.modele = modele
        self.decision = decision
        self.decided = decision.piece if decision is not None else None
        self.lieux = lieux
        self._free = modele is not None and self.decided is not None and _is_free(self.decided, modele)
        self._list, self._elements = _list(self.decided) if self.decided is not None else ("", ())
        compared = self.decided is not None and _is_file(ensemble.liste, self.decided.fichier)
        self._missing = {} if compared else {key(one): index for index, one in enumerate(self._elements)}
        self._chosen = frozenset(self._missing)

    def cell(self, engagement: Engagement, chemin: str) -> Cellule | None:
        """Return the cell of a row that gives the value at `chemin`, or a part of it; None where what all share gives it."""
        cells = engagement.rangee.cellules
        return next((one for one in cells if one.chemin == chemin or one.chemin.startswith(f"{chemin}.")), None)

    def lieu(self, engagement: Engagement, chemin: str) -> Lieu:
        """Return where a document takes the value at `chemin`: a cell of its row, what all share, else the row."""
        cell = self.cell(engagement, chemin)
        if cell is not None:
            return engagement.rangee.lieu(cell.colonne, cell.titre)
        shared = self.lieux.data(self.ensemble.fichier, chemin) is not None
        return self.lieux.find(self.ensemble.fichier, chemin) if shared else engagement.rangee.lieu()

    def nom(self, engagement: Engagement) -> str:
        """Return the beneficiary's name, for people."""
        found = engagement.acte.racine.get(self.ensemble.champ) if engagement.acte is not None else None
        cell = self.cell(engagement, self.ensemble.champ)
        return str(found or (cell.valeur if cell is not None else "") or f"ligne {engagement.rangee.ligne}")

    def key(self, engagement: Engagement) -> str:
        """Return what tells the beneficiary apart: the code of its commune, else its name; "" where the row gives none."""
        if engagement.acte is not None:
            for name in (self.ensemble.champ, _AUTRE):
                value = engagement.acte.racine.get(name)
                if value is not None:
                    return key(value["intitule"] if isinstance(value, Bloc) else value)
        cell = self.cell(engagement, self.ensemble.champ)
        return key_of_name(str(cell.valeur)) if cell is not None else ""

    # ------------------------------------------------------------------------------------------------ what is read, in turn

    def iter_frame(self) -> Iterator[Anomalie]:
        """Yield what is wrong in what the documents share, and in the act that decided of them."""
        decided, modele = self.decided, self.modele
        if decided is None or self.decision is None:
            return
        if modele is not None:
            yield from self._iter_cited(decided, modele)
        top = self.lieux.find(decided.fichier, "dispositif", key=True)
        if not self._elements:
            yield make("dossier-liste-absente", top, "dispositif", numero=decided.numero)
        if not any(_lets_sign(alinea) for alinea in decided.acte.racine.get("dispositif", ())):
            yield make("dossier-signature-non-autorisee", top, "dispositif", numero=decided.numero)
        raison = self.decision.executoire.raison
        if raison:
            chemin = "suites" if "suites" in decided.acte.racine else "numero"
            lieu = self.lieux.find(decided.fichier, chemin)
            yield make("dossier-executoire-inconnu", lieu, chemin, numero=decided.numero, raison=raison)
        if self._free:
            for chemin, node in self.lieux.iter_texts(self.ensemble.fichier):
                yield from _iter_amount(str(node.value), node.lieu, chemin)

    def iter_engagement(self, engagement: Engagement) -> Iterator[Anomalie]:
        """Yield what is wrong in one document, as it is met.

        A convention with one that no assembly chose is an error, and so is one signed before the decision was exécutoire: its
        signatory was not empowered.
        """
        found = self.key(engagement)
        self._missing.pop(found, None)
        if self.decided is not None and self._chosen and found and found not in self._chosen:
            champ = self.ensemble.champ
            details = {"nom": self.nom(engagement), "numero": self.decided.numero}
            yield make("dossier-commune-non-retenue", self.lieu(engagement, champ), champ, **details)
        if engagement.acte is None:
            return
        yield from self._iter_dates(engagement, engagement.acte.racine)
        for cell in engagement.rangee.cellules if self._free else ():
            yield from _iter_amount(str(cell.valeur), engagement.rangee.lieu(cell.colonne, cell.titre), cell.chemin)

    def iter_missing(self) -> Iterator[Anomalie]:
        """Yield those that the decision chose and that no row is for, once every document was met."""
        if self.decided is None:
            return
        for index in self._missing.values():
            chemin = f"{self._list}.elements[{index}]"
            details = {"nom": self._elements[index], "numero": self.decided.numero, "serie": self.ensemble.fichier}
            lieu = self.lieux.find(self.decided.fichier, chemin)
            yield make("dossier-commune-sans-convention", lieu, chemin, **details)

    def _iter_cited(self, decided: Piece, modele: Piece) -> Iterator[Anomalie]:
        """Yield where the documents cite another selection than the decision, or a delegation that it does not invoke."""
        invoked = [str(one["acte"]) for one in invoked_delegations(decided)]
        for name, code, right in (
            ("selection", "dossier-decision-autre", [decided.numero]),
            ("delegation", "dossier-delegation-autre", invoked),
        ):
            cited = modele.acte.racine.get(name)
            if isinstance(cited, Bloc) and right and cle_de(str(cited["numero"])) not in map(cle_de, right):
                chemin = cited.below("numero")
                details = {"cite": cited["numero"], "numero": decided.numero, "visees": ", ".join(right)}
                yield make(code, self.lieux.find(modele.fichier, chemin), chemin, **details)

    def _iter_dates(self, engagement: Engagement, racine: Bloc) -> Iterator[Anomalie]:
        connu, fait = self.decision, racine.get("fait")
        signed = fait.get("date") if isinstance(fait, Bloc) else None
        bound = connu.executoire.au_plus_tot if connu is not None else None
        if isinstance(signed, Jour) and connu is not None and bound is not None and signed.valeur < bound:
            known = "est exécutoire" if connu.executoire.jour is not None else "n’est pas exécutoire avant"
            details = {"signee": signed, "acte": connu.numero, "etat": known, "jour": Jour(bound), "ou": connu.lieu}
            yield make("dossier-signature-anticipee", self.lieu(engagement, "fait.date"), "fait.date", **details)
        habilitation = racine.get("habilitation")
        if isinstance(habilitation, Bloc) and "executoire" not in habilitation:
            lieu, chemin = self.lieu(engagement, "habilitation"), "habilitation.executoire"
            acte = habilitation.get("numero", "sans numéro")
            yield make("dossier-habilitation-executoire", lieu, chemin, acte=acte, nom=self.nom(engagement))


def _is_file(path: str, other: str) -> bool:
    return bool(path) and os.path.realpath(path) == os.path.realpath(other)


def key(value: object) -> str:
    """Return the code of a commune, or a name folded."""
    return str(getattr(value, "code", "")) or plain(str(value))


def key_of_name(nom: str) -> str:
    """Return the code of the one commune that bears `nom`, or the name folded."""
    from delib.francais import communes  # noqa: PLC0415 - a programme without communes loads no table

    found = communes.find(nom)
    return found[0].code if len(found) == 1 else plain(nom)


def _list(decided: Piece) -> tuple[str, Sequence[object]]:
    """Return the list that the decision approves, with its data path: the one that an alinéa names, else the beneficiaries."""
    racine = decided.acte.racine
    for alinea in racine.get("dispositif", ()):
        name = str(alinea.get("liste", ""))
        found = racine.get("beneficiaires") if name == "beneficiaires" else (racine.get("listes") or {}).get(name)
        if isinstance(found, Enumeration):
            return ("beneficiaires" if name == "beneficiaires" else f"listes.{name}"), found.elements
    found = racine.get("beneficiaires")
    return "beneficiaires", found.elements if isinstance(found, Enumeration) else ()


def _lets_sign(alinea: Bloc) -> bool:
    texts = [str(alinea["texte"]), *(str(one["texte"]) for one in alinea.get("alineas", ()))]
    return any(word in {"signer", "conclure"} for texte in texts for word in plain(texte).split())


def _is_free(decided: Piece, modele: Piece) -> bool:
    """Return whether the delegation under which the conventions are signed is for those alone that pay nothing."""
    said = [str(one.get("objet", "")) for one in invoked_delegations(decided)]
    said += [str(visa["texte"]) for visa in decided.acte.racine.get("visas", ()) if "delegation" in plain(str(visa["texte"]))]
    cited = modele.acte.racine.get("delegation")
    said += [str(cited.get("intitule", ""))] if isinstance(cited, Bloc) else []
    return any(map(is_without_flow, said))


def _iter_amount(texte: str, lieu: Lieu, chemin: str) -> Iterator[Anomalie]:
    """Yield a warning for the first amount of a text."""
    found = _MONTANT.search(texte)
    if found is not None:
        yield make("dossier-montant", lieu, chemin, montant=found[0].strip())
