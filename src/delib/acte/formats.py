"""The hinge between data and French: what each `format` of a schema makes of a value.

A reader takes a value whose structure is already right, and a `Milieu`, what surrounds it; it returns what the template
prints. What it refuses it says to the milieu. The table is an argument of `load`: `Formats.default().extended(...)` is the
plug-in point.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from delib.acte.bloc import Bloc, path_below
from delib.anomalie import suggestion
from delib.francais.dates import Heure, guess_iso, parse_iso
from delib.francais.grammaire import enumeration
from delib.francais.nombres import FINE, Montant
from delib.francais.typographie import DEUX_POINTS, split_end, without_colon
from delib.francais.valeur import Denomination, Enumeration, Personne


class Milieu:
    """What surrounds a value while it is read: the act's root read so far, where the value stands, and whom to tell.

    `tell(code, *steps, **details)` tells an anomaly of the value, or of what lies `steps` below it (`"lignes", 2`).
    `refused` names the properties of the root that were refused: what they would have held is not missing.
    """

    __slots__ = ("chemin", "racine", "refused", "spec", "tell")

    def __init__(self, racine: Mapping[str, Any], refused: Set[str], chemin: str, spec: Any, tell: Callable[..., None]) -> None:
        self.racine = racine
        self.refused = refused
        self.chemin = chemin
        self.spec = spec
        self.tell = tell

    def below(self, *steps: str | int) -> Milieu:
        """Return what surrounds the part of the value that lies `steps` below it."""
        return Milieu(self.racine, self.refused, path_below(self.chemin, *steps), self.spec, partial(self._tell_below, steps))

    def _tell_below(self, steps: tuple[str | int, ...], code: str, *more: str | int, **details: object) -> None:
        self.tell(code, *steps, *more, **details)

    def find(self, *path: str) -> Any:
        """Return what the root holds at `path`, or None."""
        found: Any = self.racine
        for name in path:
            if not isinstance(found, Mapping) or name not in found:
                return None
            found = found[name]
        return found


Reader = Callable[[Any, Milieu], Any]

MAX_EUROS = Decimal(10) ** 13
"""The largest amount read: ten thousand billion euros is beyond any budget, and keeps the arithmetic exact."""


class Refus:
    """What a reader returns for a value that it refused, once it has told why."""

    __slots__ = ()


REFUS = Refus()


class Formats:
    """The table of readers, by the `format` that schemas name."""

    __slots__ = ("_readers",)

    def __init__(self, readers: Mapping[str, Reader]) -> None:
        self._readers = dict(readers)

    @classmethod
    def default(cls) -> Formats:
        """Return the table that delib ships."""
        return cls(_READERS)

    def extended(self, **readers: Reader) -> Formats:
        """Return a table with `readers` added, `-` in a format's name written `_`."""
        return Formats({**self._readers, **{name.replace("_", "-"): reader for name, reader in readers.items()}})

    def get(self, name: str) -> Reader | None:
        """Return the reader of format `name`, or None."""
        return self._readers.get(name)

    def names(self) -> list[str]:
        """Return the formats known, sorted."""
        return sorted(self._readers)


# ----------------------------------------------------------------------------------------------------------- plain values


def _texte(value: str, milieu: Milieu) -> Any:
    if not value.strip():
        milieu.tell("texte-vide")
        return REFUS
    return value


def _cle(value: str, milieu: Milieu) -> Any:
    return value


def _date(value: str, milieu: Milieu) -> Any:
    day = parse_iso(value)
    if day is None:
        milieu.tell("date-impossible", valeur=value)
        return REFUS
    return day


def _heure(value: str, milieu: Milieu) -> Any:
    hours, minutes = value.split(":")
    return Heure(int(hours), int(minutes))


def _montant(value: Decimal | int, milieu: Milieu) -> Any:
    amount = Decimal(value)
    if amount < 0 or amount > MAX_EUROS or amount != amount.quantize(Decimal("0.01")):
        milieu.tell("montant-impossible", valeur=value)
        return REFUS
    return Montant(amount)


def _cellule(value: str | Bloc, milieu: Milieu) -> Any:
    """Return what a cell of a table prints: its text, or its amount."""
    return value["montant"] if isinstance(value, Bloc) else _named_lists(value, milieu)


def _expose(value: tuple[str, ...], milieu: Milieu) -> Any:
    return tuple(_named_lists(one, milieu.below(index)) for index, one in enumerate(value))


def _denomination(value: str, milieu: Milieu) -> Any:
    return Denomination(value)


# --------------------------------------------------------------------------------------------------- persons and bodies


def _sinon(conseil: str) -> str:
    """Return `conseil` so that another can follow it."""
    return f"{conseil}{'' if conseil.endswith('?') else ' ;'} sinon, " if conseil else ""


def _organe(value: str, milieu: Milieu) -> Any:
    if "collectivite" in milieu.refused:
        return REFUS
    organes = milieu.find("collectivite", "organes") or {}
    if value not in organes:
        milieu.tell("organe-inconnu", valeur=value, conseil=suggestion(value, organes) or "ajoutez-le à « organes »")
        return REFUS
    return organes[value]


def _personne(value: str | Bloc, milieu: Milieu) -> Any:
    ordre = milieu.find("style", "ordre_noms") or milieu.find("collectivite", "style", "ordre_noms") or "prenom_nom"
    if isinstance(value, Bloc):
        known = {name: value[name] for name in ("nom", "prenom", "civilite", "qualite", "groupe") if name in value}
        return Personne(
            **known,
            titres=tuple(value.get("titres", ())),
            commune=str(value.get("commune", "")),
            supplee=_supplee(value.get("supplee", ""), milieu.below("supplee")),
            ordre=ordre,
        )
    elus = milieu.find("collectivite", "elus")
    if elus is None and "collectivite" in milieu.refused:
        return REFUS
    if elus is None or value not in elus:
        milieu.tell("elu-inconnu", valeur=value, conseil=_sinon(suggestion(value, elus or ())))
        return REFUS
    return replace(elus[value], ordre=ordre, cle=value, supplee=_supplee(elus[value].supplee, milieu))


def _supplee(cle: str, milieu: Milieu) -> str:
    """Return the name of the member whom a substitute stands for; their key while the directory itself is being read."""
    if not cle or "collectivite" not in milieu.racine:
        return cle
    elus = milieu.find("collectivite", "elus") or {}
    if cle not in elus:
        milieu.tell("elu-inconnu", valeur=cle, conseil=_sinon(suggestion(cle, elus)))
        return ""
    personne: Personne = replace(elus[cle], ordre=milieu.find("style", "ordre_noms") or "prenom_nom")
    return personne.civil


def _voix(value: Bloc, milieu: Milieu) -> Any:
    made = []
    for key in value:
        personne = _personne(key, milieu.below(key))
        if personne is not REFUS:
            made.append(Bloc({"personne": personne, "nombre": value[key]}, None, f"{milieu.chemin}.{key}"))
    return tuple(made)


# ------------------------------------------------------------------------------------------------------------ sentences

_VU = re.compile(r"(?:-\s*)?vus?\s+", re.IGNORECASE)
_CONSIDERANT = re.compile(r"(?:-\s*)?considérants?\s+", re.IGNORECASE)
_LISTE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_VERBE = re.compile(
    r"((?:[A-ZÀ-ÖØ-ÞŒ]['’])?[A-ZÀ-ÖØ-ÞŒ]{2,}(?:[ \u00a0](?:[A-ZÀ-ÖØ-ÞŒ]['’])?[A-ZÀ-ÖØ-ÞŒ]{2,})*,?)[ \u00a0]+(?=\S)"
)


def _opened(texte: str, opening: re.Pattern[str], word: str, milieu: Milieu) -> str:
    """Return `texte` without the word that the template prints, said when it was there."""
    found = opening.match(texte)
    if found is None:
        return texte
    milieu.tell("mot-du-modele", mot=word)
    return texte[found.end() :]


def _named_lists(texte: str, milieu: Milieu) -> str:
    """Return `texte` with each `{nom}` of a list of the act replaced by its enumeration; other braces are plain text."""

    def enumerated(found: re.Match[str]) -> str:
        name = found.group(1)
        liste = milieu.find("beneficiaires") if name == "beneficiaires" else milieu.find("listes", name)
        if liste is None:
            names = list(milieu.find("listes") or ())
            if milieu.find("beneficiaires") is not None:
                names.append("beneficiaires")
            milieu.tell("liste-inconnue", nom=name, conseil=suggestion(name, names) or "ajoutez cette liste, si c’en est une")
            return found.group(0)
        return str(liste)

    return _LISTE.sub(enumerated, texte) if "{" in texte else texte


def _phrase(value: str, milieu: Milieu) -> Any:
    """Return a sentence, its lists printed, without the `,` `;` or `.` that closes it: the template prints the house's."""
    return split_end(_named_lists(value, milieu)).corps


def _sentence(opening: re.Pattern[str], word: str) -> Reader:
    def read(value: str | Bloc, milieu: Milieu) -> Any:
        bloc = value if isinstance(value, Bloc) else Bloc({"texte": value}, milieu.spec, milieu.chemin)
        texte = _named_lists(_opened(str(bloc["texte"]), opening, word, milieu), milieu)
        corps = split_end(texte).corps
        if not corps.strip():
            milieu.tell("texte-vide")
        return bloc.evolve(texte=corps)

    return read


def _consultation(value: str | Bloc, milieu: Milieu) -> Any:
    bloc = value if isinstance(value, Bloc) else Bloc({"texte": value}, milieu.spec, milieu.chemin)
    if "texte" not in bloc and "instance" not in bloc:
        milieu.tell("champ-manquant", "instance", champ="instance", titre="Instance")
    if "texte" in bloc and any(name in bloc for name in ("instance", "etat", "avis", "date")):
        milieu.tell("consultation-deux-formes")
    if "texte" in bloc:
        return bloc.evolve(texte=split_end(_named_lists(str(bloc["texte"]), milieu)).corps)
    return bloc


def _dispositif(value: tuple[Any, ...], milieu: Milieu) -> Any:
    articles = milieu.find("style", "dispositif") == "articles"
    ordinal = str(milieu.find("style", "ordinal_article") or "Article 1er")
    number = 0
    made = []
    for index, item in enumerate(value):
        chemin = path_below(milieu.chemin, index)
        spec = milieu.spec.items if milieu.spec is not None else None
        bloc = item if isinstance(item, Bloc) else Bloc({"texte": item}, spec, chemin)
        asked = bloc.get("article")
        numbered = articles if asked is None else asked is not False
        champs: dict[str, Any] = {}
        if numbered:
            number = asked if isinstance(asked, int) and asked is not True else number + 1
            champs["article"] = _ordinal(ordinal, number)
        made.append(_alinea(bloc, champs, milieu.below(index)))
    return tuple(made)


def _alinea(bloc: Bloc, champs: dict[str, Any], milieu: Milieu) -> Bloc:
    texte = str(bloc["texte"])
    found = _VERBE.match(texte) if "verbe" not in bloc else None
    if found is not None and any(char.isalnum() for char in texte[found.end() :]):
        champs["verbe"], texte = found.group(1), texte[found.end() :]
    corps, close = split_end(_named_lists(texte, milieu))
    introduces = bool(bloc.get("alineas") or bloc.get("tableau"))
    champs["fin"] = "" if close else "."
    if introduces:
        corps, champs["fin"] = without_colon(corps), DEUX_POINTS
    if not corps:
        milieu.tell("texte-vide")
    champs["texte"] = corps
    if "alineas" in bloc:
        champs["alineas"] = tuple(_phrase(str(one), milieu.below("alineas", i)) for i, one in enumerate(bloc["alineas"]))
    without = {name: bloc[name] for name in bloc if name != "article"}
    return Bloc(without, bloc.spec, bloc.chemin, bloc.extra).evolve("verbe", "fin", "article", **champs)


def _ordinal(model: str, number: int) -> str:
    """Return the heading of article `number` after the house's model for the first: « Article 1er » → « Article 2 »."""
    if number == 1:
        return model
    return re.sub(r"1er|premier|1re|première|1", str(number), model, count=1)


def _tableau(value: Bloc, milieu: Milieu) -> Any:
    width = len(value["colonnes"])
    for index, ligne in enumerate(value["lignes"]):
        if len(ligne) != width:
            milieu.tell("tableau-largeur", "lignes", index, rang=index + 1, cases=len(ligne), colonnes=width)
    return value


def _liste(value: Bloc, milieu: Milieu) -> Any:
    elements = [str(one) for one in value["elements"]]
    seen: dict[str, int] = {}
    for index, one in enumerate(elements):
        if one in seen:
            milieu.tell("liste-doublon", "elements", index, valeur=one, premier=seen[one] + 1, second=index + 1)
        seen.setdefault(one, index)
    if value.get("ordre") == "alphabetique":
        elements.sort(key=_alphabetical)
    return Enumeration(tuple(elements), "" if value.get("conjonction") == "aucune" else "et")


def _alphabetical(texte: str) -> tuple[str, str]:
    import unicodedata  # noqa: PLC0415 - only a list to sort needs it

    folded = unicodedata.normalize("NFD", texte.casefold().replace("œ", "oe").replace("æ", "ae"))
    letters = "".join(char if char.isalnum() else " " for char in folded if not unicodedata.combining(char))
    return letters, texte


# -------------------------------------------------------------------------------------------------- the house and the act


def _style(value: Bloc, milieu: Milieu) -> Any:
    """Return the house's style and the act's over it; a semicolon brings the narrow no-break space that goes before it."""
    merged = {**(milieu.find("collectivite", "style") or {}), **value}
    if merged.get("ponctuation_visas") == ";":
        merged["ponctuation_visas"] = f"{FINE};"
    return Bloc(merged, value.spec, value.chemin)


_MENTION = re.compile(r"\{(president|tribunal|collectivite)\}")


def _mentions(value: Bloc, milieu: Milieu) -> Any:
    words = {
        "president": milieu.find("seance", "organe", "president", "qualite"),
        "tribunal": milieu.find("collectivite", "tribunal", "nom"),
        "collectivite": milieu.find("collectivite", "nom"),
    }

    def known(name: str, texte: str) -> str:
        def replaced(found: re.Match[str]) -> str:
            word = words[found.group(1)]
            if word is None:
                milieu.tell("mention-incomplete", name, mention=name, nom=found.group(1))
                return ""
            return str(word)

        return _MENTION.sub(replaced, texte)

    if {"collectivite", "seance"} & milieu.refused:
        return REFUS
    merged = {**(milieu.find("collectivite", "mentions") or {}), **value}
    return Bloc({name: known(name, str(texte)) for name, texte in merged.items()}, value.spec, value.chemin)


def _appel(value: Bloc, milieu: Milieu) -> Any:
    """Return the roll call, its numbers counted from the names when names are given."""
    counted: dict[str, int] = {}
    for names, number in (
        ("presents", "presents"),
        ("pouvoirs", "representes"),
        ("excuses", "excuses"),
        ("absents", "absents"),
    ):
        if names in value:
            counted[number] = len(value[names])
    given = value.get("nombres") or {}
    for number, count in counted.items():
        if number in given and given[number] != count:
            milieu.tell("appel-nombres", "nombres", number, quoi=number, nombre=given[number], noms=count)
    if not counted and not given:
        return value
    spec = milieu.spec.field("nombres") if milieu.spec is not None else None
    return value.evolve(nombres=Bloc({**counted, **given}, spec, f"{milieu.chemin}.nombres"))


def _signataire(value: Bloc, milieu: Milieu) -> Any:
    """Return who signs; `titres: true` stands for the person's own."""
    titres = value.get("titres")
    if not isinstance(titres, bool):
        return value
    own = value["personne"].titres if titres else ()
    kept = {name: value[name] for name in value if name != "titres"}
    return Bloc({**kept, **({"titres": own} if own else {})}, value.spec, value.chemin)


def _vote(value: Bloc, milieu: Milieu) -> Any:
    if "unanimite" in value and "decompte" in value:
        milieu.tell("vote-deux-formes", "unanimite")
    return value


def _deliberation(value: Bloc, milieu: Milieu) -> Any:
    etat = value.get("etat", "vote")
    variante = value.get("variante") or ("projet" if etat == "projet" else "extrait")
    if etat == "projet" and variante != "projet":
        milieu.tell("projet-variante", "variante", variante=variante)
    given = {*value, *milieu.refused}
    if etat == "projet" and "vote" in given:
        milieu.tell("projet-vote", "vote")
    if {"vote", "designation"} <= given:
        milieu.tell("vote-et-designation", "designation")
    suites = value.get("suites")
    if isinstance(suites, Bloc) and "numero" in value and suites["acte"] != value["numero"]:
        milieu.tell("suites-autre-acte", "suites", acte=suites["acte"], numero=value["numero"])
    if milieu.refused:
        return REFUS
    return value.evolve(variante=variante, signatures=_signatures(value, variante))


def _signatures(act: Bloc, variante: str) -> tuple[Bloc, ...]:
    """Return who signs this variant, in order: each a `role`, a `personne`, and `intitule`, `titres`, `delegation` if known.

    Roles: president, president_de_seance (when the act names another than the séance's), secretaire, delegataire. The
    secretary signs the original (CGCT, art. L. 2121-23), and the other variants only where the house wants it.
    """
    if variante == "projet":
        return ()
    seance, style = act["seance"], act.get("style") or {}
    presiding = act.get("president")
    given = act.get("signataires")
    if given is None:
        president = presiding or seance.get("president")
        if president is None:
            return ()
        given = [Bloc({"role": "president", "personne": president})]
        given += [Bloc({"role": "secretaire", "personne": one}) for one in seance.get("secretaires", ())]
    both = variante == "original" or style.get("secretaire_sur_extrait") is True
    made = []
    for index, one in enumerate(given):
        champs = {name: one[name] for name in one}
        if champs["role"] == "secretaire" and not both:
            continue
        if champs["role"] == "president":
            intitule = (seance["organe"].get("president") or {}).get("qualite_signature")
            if presiding is not None and champs["personne"] == presiding:
                champs["role"] = "president_de_seance"
            elif intitule is not None:
                champs["intitule"] = intitule
        known = frozenset({"role", "personne", "intitule", "titres", "delegation", "signature"})
        made.append(Bloc(champs, None, f"signatures[{index}]", known))
    return tuple(made)


_READERS: dict[str, Reader] = {
    "appel": _appel,
    "cellule": _cellule,
    "chemin": _cle,
    "commune": _texte,
    "considerant": _sentence(_CONSIDERANT, "Considérant"),
    "consultation": _consultation,
    "date": _date,
    "deliberation": _deliberation,
    "denomination": _denomination,
    "designation": lambda value, milieu: value,
    "dispositif": _dispositif,
    "expose": _expose,
    "fichier": _cle,
    "heure": _heure,
    "liste": _liste,
    "mention": _texte,
    "mentions": _mentions,
    "montant": _montant,
    "organe": _organe,
    "personne": _personne,
    "phrase": _phrase,
    "signataire": _signataire,
    "style": _style,
    "tableau": _tableau,
    "texte": _texte,
    "visa": _sentence(_VU, "Vu"),
    "voix": _voix,
    "vote": _vote,
}

__all__ = ["REFUS", "Formats", "Milieu", "Reader", "enumeration", "guess_iso"]
