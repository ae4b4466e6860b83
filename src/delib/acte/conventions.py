"""Readers of a convention: its two parties, in the words that the template prints, and whether its dates hold together."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from delib.acte.bloc import Bloc
from delib.acte.milieu import REFUS, Milieu
from delib.francais import grammaire
from delib.francais.accords import FEMININ, PLURIEL, SINGULIER, genre_et_nombre
from delib.francais.communes import Commune
from delib.francais.dates import Jour
from delib.francais.signes import NBSP
from delib.francais.valeur import Denomination, Personne

EPCI = "établissement public de coopération intercommunale"
FORMES = {
    **dict.fromkeys(("metropole", "communaute_urbaine", "communaute_d_agglomeration", "communaute_de_communes"), EPCI),
    "ept": "établissement public territorial",
}
"""What a house says of its legal form, by its `nature`; nothing for those whose name says it (« la commune de Sceaux »)."""


@dataclass(frozen=True, slots=True)
class Partie(Denomination):
    """A party as a contract names one: prints « la commune d’Argenteuil ». `siren` and `siret` are grouped as they are read."""

    champs: ClassVar[frozenset[str]] = frozenset({"de", "a", "e", "feminin", "pluriel", "forme", "siren", "siret", "siege"})
    marques: ClassVar[frozenset[str]] = frozenset({"e"})
    genre: str
    nombre: str = SINGULIER
    forme: str = ""
    siren: str = ""
    siret: str = ""
    siege: str = ""

    @property
    def feminin(self) -> bool:
        """Return whether the party's name is feminine."""
        return self.genre == FEMININ

    @property
    def pluriel(self) -> bool:
        """Return whether the party's name is plural."""
        return self.nombre == PLURIEL

    @property
    def e(self) -> str:
        """Return what a participle takes: « représenté », « représentée », « représentés », « représentées »."""
        return ("e" if self.feminin else "") + ("s" if self.pluriel else "")


def organisme(value: Bloc, milieu: Milieu) -> Any:
    """Return the public body that signs, agreed as its article and the data say; what is not known of it is told."""
    intitule = str(value["intitule"])
    read = dict(zip(("genre", "nombre"), genre_et_nombre(intitule), strict=True))
    said: dict[str, str] = {}
    for name, told in read.items():
        given = value.get(name)
        if given is not None and told is not None and given != told:
            milieu.tell("convention-accord", name, donne=_ACCENTS.get(given, given), lu=_ACCENTS.get(told, told), nom=intitule)
        accord: str | None = given or told
        if accord is not None:
            said[name] = accord
        else:
            milieu.tell("convention-genre", name, quoi=name, de=grammaire.de(intitule), attendu=_ATTENDU[name])
    return Partie(intitule, **said, forme=str(value.get("forme", ""))) if said.keys() == read.keys() else REFUS


_ATTENDU = {"genre": "masculin ou feminin", "nombre": "singulier ou pluriel"}
_ACCENTS = {"feminin": "féminin"}


MODELE = "modele"
"""The `etat` of the text that an assembly approves before anyone is known to sign it."""
OBLIGATOIRES = ("parcours", "selection", "duree", "preavis", "signataire")
"""What a convention may not go without, and a model may: it is perhaps not known yet."""
DU_BENEFICIAIRE = (
    *("beneficiaires", "numero", "commune", "organisme", "siret", "siege"),
    *("representant", "habilitation", "candidature", "fait"),
)
"""What follows the beneficiary: a model, which has none, would print nothing of it."""


def convention(value: Bloc, milieu: Milieu) -> Any:
    """Return the convention with its two parties, `maison` and `partie`; what it lacks or contradicts is told.

    A model has no `partie`, and a `marque` for the name of its file.
    """
    given = {*value, *milieu.refused}
    if value.get("etat") == MODELE:
        for name in DU_BENEFICIAIRE:
            if name in given:
                milieu.tell("convention-modele", name, champ=name, titre=milieu.spec.field(name).titre)
    elif "etat" not in milieu.refused:  # what it is, nobody knows: nothing is missing
        _check_given(OBLIGATOIRES, given, milieu)
        if "beneficiaires" in given and not given & {"commune", "organisme"}:
            milieu.tell("convention-cadre", "beneficiaires")
        else:
            _check_party(given, milieu)
    for name in ("signataire", "representant"):
        if name in value:
            _check_person(value[name], milieu.below(name))
    _check_dates(value, milieu)
    maison, partie = _house(value, milieu), _party(value, milieu)
    if milieu.refused or maison is None:
        return REFUS
    if value["etat"] == MODELE:
        return value.evolve("partie", maison=maison, marque=MODELE)
    return value.evolve("marque", maison=maison, partie=partie) if partie is not None else REFUS


# ------------------------------------------------------------------------------------------------------------------ parties


def _check_given(names: Iterable[str], given: Set[str], milieu: Milieu) -> None:
    """Tell those of `names` that are not given."""
    for name in names:
        if name not in given:
            milieu.tell("champ-manquant", name, champ=name, titre=milieu.spec.field(name).titre)


def _check_party(given: Set[str], milieu: Milieu) -> None:
    """Tell no party, or two in the place of one, and what a party may not go without: who signs for it, and by what right."""
    if {"commune", "organisme"} <= given:
        milieu.tell("convention-deux-beneficiaires", "organisme")
    elif not given & {"commune", "organisme"}:
        milieu.tell("convention-sans-beneficiaire")
    _check_given(("representant", "habilitation"), given, milieu)


def _house(value: Bloc, milieu: Milieu) -> Partie | None:
    """Return the house as a party: « la Métropole du Grand Paris »; None, told, where its gender is not known."""
    house = value.get("collectivite")
    if house is None:
        return None
    nom = str(house["nom"])
    genre = house.get("genre") or genre_et_nombre(nom)[0]
    if genre is None:
        milieu.tell("convention-genre", "collectivite", quoi="genre", de=grammaire.de(nom), attendu=_ATTENDU["genre"])
        return None
    nombre = house.get("nombre", SINGULIER)
    return Partie(
        grammaire.le(nom, genre, nombre),
        genre=genre,
        nombre=nombre,
        forme=FORMES.get(house["nature"], ""),
        siren=_grouped(house.get("siren")),
        siret=_grouped(house.get("siret_siege")),
        siege=str(house.get("siege", "")),
    )


def _party(value: Bloc, milieu: Milieu) -> Partie | None:
    """Return the other party, a commune or another body; None where there is none, or where it cannot be named in a sentence."""
    siret, siege = value.get("siret"), str(value.get("siege", ""))
    commune = value.get("commune")
    if not isinstance(commune, Commune):
        other = value.get("organisme")
        return replace(other, siret=_grouped(siret), siege=siege) if isinstance(other, Partie) else None
    if not commune.la_commune:
        milieu.tell("convention-commune", "commune", nom=commune)
        return None
    if siret is not None and commune.siren and not siret.startswith(commune.siren):
        milieu.tell("convention-siret", "siret", siret=siret, commune=commune.de, siren=commune.siren)
    return Partie(
        commune.la_commune,
        genre=FEMININ,
        siren=_grouped(commune.siren),
        siret=_grouped(siret),
        siege=siege,
    )


def _grouped(numero: object) -> str:
    """Return a SIREN or a SIRET in its groups: « 200 054 781 », « 219 500 188 00015 »; "" where there is none."""
    chiffres = str(numero or "")
    groups = [chiffres[at : at + 3] for at in range(0, min(len(chiffres), 9), 3)]
    return NBSP.join([*groups, chiffres[9:]] if chiffres[9:] else groups)


def _check_person(personne: Personne, milieu: Milieu) -> None:
    """Tell a signatory whose quality or gender is not known: a contract says in what quality one signs, and agrees with it."""
    if not personne.qualite:
        milieu.tell("champ-manquant", "qualite", champ="qualite", titre="Qualité")
    if personne.genre is None:
        milieu.tell("convention-civilite", "civilite", nom=personne)


# -------------------------------------------------------------------------------------------------------------------- dates


def _check_dates(value: Bloc, milieu: Milieu) -> None:
    """Tell the days that cannot follow one another: no one signs before being empowered, nor before it is exécutoire."""
    for name in ("strategie", "lancement", "delegation", "selection", "habilitation"):
        acte = value.get(name) or {}
        day, force = acte.get("date"), acte.get("executoire")
        if day is not None and force is not None and force < day:
            milieu.tell("convention-executoire-avant-acte", name, "executoire", acte=acte["numero"], date=day, executoire=force)
    signed: Jour | None = (value.get("fait") or {}).get("date")
    if signed is not None:
        for name in ("selection", "habilitation"):
            _check_signed(signed, value.get(name) or {}, milieu.below("fait"))
    applied, chosen = (value.get("candidature") or {}).get("date"), (value.get("selection") or {}).get("date")
    if applied is not None and chosen is not None and applied > chosen:
        milieu.tell("convention-candidature", "candidature", "date", date=applied, selection=chosen)


def _check_signed(signed: Jour, acte: Bloc | dict[str, Any], milieu: Milieu) -> None:
    """Tell a signature earlier than the act that empowers its author, or than the day when that act became exécutoire."""
    day, force = acte.get("date"), acte.get("executoire")
    if day is not None and signed < day:
        milieu.tell("convention-avant-acte", "date", signee=signed, acte=acte["numero"], date=day)
    elif force is not None and signed < force:
        milieu.tell("convention-avant-executoire", "date", signee=signed, acte=acte["numero"], executoire=force)
