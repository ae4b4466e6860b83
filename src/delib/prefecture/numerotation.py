"""From an act to the parts of its identifier: the house's number becomes the transmitted one by the house's own replacements.

`BM2025/12/02/22-1` becomes `BM25-12-02-22-1` because the house says how (`actes_ids.numero`); without that, the number is taken
as it is. Nothing is ever cut: a number that comes out too long is told, with what came out.
"""

from __future__ import annotations

import re
import warnings
from datetime import date

from delib.acte.acte import Acte
from delib.acte.bloc import Bloc
from delib.acte.dossier.lieux import Lieux
from delib.anomalie import Anomalie, DonneesError, make, suggestion
from delib.prefecture.cout import MAX_COUT, cost
from delib.prefecture.identifiant import iter_number
from delib.prefecture.profils import PROFILS, Profil

MAX_MAISON = 64
"""The longest number of a house, in characters, to which replacements are applied: real ones have about twenty."""
MAX_MOTIF = 200
"""The longest regular expression tried, in characters."""
MAX_REMPLACEMENTS = 20
"""The most replacements applied to one number."""


def of_acte(acte: Acte) -> tuple[str, str, date, str, str]:
    """Return the five parts of an act's identifier: département, SIREN, day, number, nature.

    Raises DonneesError with all that is missing or does not fit, each at its place in the data.
    """
    telling = _Telling(acte)
    if "seance" not in acte.racine or "numero" not in acte.racine:
        raise DonneesError([telling.make("identifiant-acte", "acte", type=acte.type)])
    maison: Bloc = acte.racine["collectivite"]
    classement = acte.racine.get("classement", {})
    absent = [(maison, "departement"), (maison, "siren"), (classement, "nature")]
    wrong = [telling.absent(name) for place, name in absent if name not in place]
    numero, refusals = _number(acte, telling)
    if wrong or refusals:
        raise DonneesError([*wrong, *refusals])
    return (
        str(maison["departement"]),
        str(maison["siren"]),
        acte.racine["seance"]["date"].valeur,
        numero,
        str(classement["nature"]),
    )


def numero_transmis(acte: Acte) -> str:
    """Return the number under which an act is transmitted. Raises DonneesError when its house's profile takes none."""
    telling = _Telling(acte)
    if "numero" not in acte.racine:
        raise DonneesError([telling.make("identifiant-acte", "acte", type=acte.type)])
    numero, refusals = _number(acte, telling)
    if refusals:
        raise DonneesError(refusals)
    return numero


class _Telling:
    """Makes anomalies at the places of an act's data, which are looked for only then."""

    def __init__(self, acte: Acte) -> None:
        self._acte = acte
        self._lieux = Lieux()

    def make(self, code: str, chemin: str, **details: object) -> Anomalie:
        return make(code, self._lieux.find(self._acte.fichier, chemin), chemin, **details)

    def absent(self, name: str) -> Anomalie:
        if name == "nature":
            return self.make("identifiant-nature-absente", "classement.nature")
        return self.make(f"identifiant-{name}-absent", f"collectivite.{name}")

    def numbers(self, numero: str, profil: Profil, conseil: str) -> list[Anomalie]:
        return list(iter_number(numero, profil, self._lieux.find(self._acte.fichier, "numero"), "numero", conseil))


def _number(acte: Acte, telling: _Telling) -> tuple[str, list[Anomalie]]:
    """Return the transmitted number, and why there is none that can be transmitted."""
    ids = acte.racine["collectivite"].get("actes_ids", {})
    nom = str(ids.get("profil", "norme"))
    wrong: list[Anomalie] = []
    if nom not in PROFILS:
        conseil = suggestion(nom, PROFILS, "profils")
        wrong.append(telling.make("identifiant-profil-inconnu", "collectivite.actes_ids.profil", profil=nom, conseil=conseil))
    maison = str(acte.racine["numero"])
    regles = ids.get("numero", ())
    if len(maison) > MAX_MAISON:
        return maison, wrong + telling.numbers(maison, PROFILS["norme"], "donnez à l’acte un numéro plus court")
    numero, refused = _replaced(maison, regles, telling)
    if wrong or refused:
        return numero, wrong + refused
    return numero, telling.numbers(numero, PROFILS[nom], _advice(maison, numero))


def _advice(maison: str, numero: str) -> str:
    """Return what to do about a number that cannot be transmitted."""
    if maison == numero:
        return "dites dans « actes_ids » de la collectivité comment le numéro de la maison devient celui de la transmission"
    return (
        f"le numéro de la maison est « {maison} » : corrigez les remplacements d’« actes_ids » ; delib ne coupe jamais un numéro"
    )


def _replaced(numero: str, regles: tuple[Bloc, ...], telling: _Telling) -> tuple[str, list[Anomalie]]:
    """Return `numero` after the replacements, in their order, and those that cannot be made."""
    wrong: list[Anomalie] = []
    depense = 0.0
    for regle in regles[:MAX_REMPLACEMENTS]:
        motif = _compiled(str(regle["de"]))
        if isinstance(motif, str):
            wrong.append(telling.make("identifiant-remplacement", regle.below("de"), raison=motif))
            continue
        depense += cost(motif.pattern, len(numero))
        if depense > MAX_COUT:
            return numero, [*wrong, telling.make("identifiant-remplacement-couteux", regle.below("de"))]
        try:
            numero = motif.sub(str(regle["a"]), numero)
        except (re.error, IndexError):  # how Python says that a group is not there
            raison = "« a » cite un groupe que « de » n’a pas, ou finit par une barre oblique inverse"
            wrong.append(telling.make("identifiant-remplacement", regle.below("a"), raison=raison))
        if len(numero) > MAX_MAISON:
            break
    if len(regles) > MAX_REMPLACEMENTS:
        raison = f"il y en a plus de {MAX_REMPLACEMENTS}"
        wrong.append(telling.make("identifiant-remplacement", "collectivite.actes_ids.numero", raison=raison))
    return numero, wrong


def _compiled(motif: str) -> re.Pattern[str] | str:
    """Return the expression ready to be tried, or why it cannot be."""
    if len(motif) > MAX_MOTIF:
        return f"l’expression régulière a plus de {MAX_MOTIF} caractères"
    try:
        with warnings.catch_warnings():  # « [[ » may mean something else one day: not a matter for people
            warnings.simplefilter("ignore")
            return re.compile(motif)
    except re.error as error:
        return f"l’expression régulière est fautive, au caractère {(error.pos or 0) + 1}"
    except (OverflowError, RecursionError):
        return "l’expression régulière est démesurée"
