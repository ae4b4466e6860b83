"""Readers of sentences: visas, considérants, the dispositif, the lists that a sentence names. The template closes them."""

from __future__ import annotations

import re
from typing import Any

from delib.acte.bloc import Bloc, path_below
from delib.acte.citation import Citation
from delib.acte.milieu import REFUS, Milieu, Reader, otherwise
from delib.anomalie import suggestion
from delib.francais import accords
from delib.francais.cloture import DEUX_POINTS, split_end, without_colon
from delib.francais.signes import FINE
from delib.francais.tri import alphabetical
from delib.francais.valeur import Enumeration

LISTE = re.compile(r"(?<!\{)\{\s*([^\W\d]\w*)\s*\}(?!\})")
"""The name of a list, between braces, in a sentence."""
_MOT = r"(?:[A-ZÀ-ÖØ-ÞŒ]['’])?[A-ZÀ-ÖØ-ÞŒ]{2,}"
_VERBE = re.compile(rf"({_MOT}(?:[ \u00a0]{_MOT})*,?)(?: (?=\S)|[\u00a0\u202f](?=[:;!?]))")


def _opened(texte: str, opening: re.Pattern[str], word: str, milieu: Milieu) -> str:
    """Return `texte` without the word that the template prints, said when it was there."""
    found = opening.match(texte)
    if found is None:
        return texte
    milieu.tell("mot-du-modele", mot=word)
    return texte[found.end() :]


def with_lists(texte: str, milieu: Milieu) -> str:
    """Return `texte` with each `{nom}` of a list of the act replaced by its enumeration; other braces are plain text."""

    def enumerated(found: re.Match[str]) -> str:
        name = found.group(1)
        liste = milieu.find("beneficiaires") if name == "beneficiaires" else milieu.find("listes", name)
        if {"beneficiaires", "listes"} & milieu.refused:
            return found.group(0)  # told already: what would be there is not known
        if liste is None or found.group(0) != f"{{{name}}}":
            names = list(milieu.find("listes") or ())
            if milieu.find("beneficiaires") is not None:
                names.append("beneficiaires")
            milieu.tell(
                "liste-inconnue",
                nom=found.group(0)[1:-1],
                conseil=suggestion(name, names) or "ajoutez cette liste, si c’en est une",
            )
            return found.group(0)
        return str(liste)

    return LISTE.sub(enumerated, texte) if "{" in texte else texte


def _closed(bloc: Bloc, texte: str, milieu: Milieu) -> Bloc:
    """Return a sentence with its `texte`, and its `fin`: the house's punctuation, or nothing where the text brings its own."""
    corps, close = split_end(texte)
    if not corps.strip():
        milieu.tell("texte-vide")
    ponctuation = str(house(milieu, "ponctuation_visas") or ",")
    own = close and (corps[-1] != "." or corps.endswith("...") or ponctuation == ".")
    return bloc.evolve("fin", texte=corps, fin="" if own else ponctuation)


def house(milieu: Milieu, name: str) -> Any:
    """Return what the act's style says, or the house's, or None."""
    said = milieu.find("style", name)
    return milieu.find("collectivite", "style", name) if said is None else said


def phrase(value: str, milieu: Milieu) -> Any:
    """Return a sentence, its lists printed, without the `,` `;` or `.` that closes it: the template prints the house's."""
    corps = split_end(with_lists(value, milieu)).corps
    if not corps.strip():
        milieu.tell("texte-vide")
    return corps


def rapport(value: Bloc, milieu: Milieu) -> Any:
    """Return the report that is heard: a sentence of its own, or what the template makes one of."""
    if "texte" not in value:
        return value
    if len(value) > 1:
        milieu.tell("rapport-deux-formes", "texte")
    return _closed(value, with_lists(str(value["texte"]), milieu), milieu.below("texte"))


def _sentence(opening: re.Pattern[str], word: str) -> Reader:
    def read(value: str | Bloc, milieu: Milieu) -> Any:
        bloc = value if isinstance(value, Bloc) else Bloc({"texte": value}, milieu.spec, milieu.chemin)
        return _closed(bloc, with_lists(_opened(str(bloc["texte"]), opening, word, milieu), milieu), milieu)

    return read


def consultation(value: str | Bloc, milieu: Milieu) -> Any:
    """Return a consultation, its free text closed by the template."""
    bloc = value if isinstance(value, Bloc) else Bloc({"texte": value}, milieu.spec, milieu.chemin)
    if "texte" not in bloc and "instance" not in bloc:
        milieu.tell("champ-manquant", "instance", champ="instance", titre="Instance")
    if "texte" in bloc and any(name in bloc for name in ("instance", "etat", "avis", "date")):
        milieu.tell("consultation-deux-formes")
    if "texte" in bloc:
        return _closed(bloc, with_lists(str(bloc["texte"]), milieu), milieu)
    said = {name: split_end(str(bloc[name])).corps for name in ("etat", "avis") if name in bloc}
    if "etat" in said and "instance" in bloc and not bloc.get("verbatim"):
        said["etat"] = _agreed(said["etat"], bloc, milieu.below("etat"))
    return bloc.evolve("fin", "texte", fin=str(house(milieu, "ponctuation_visas") or ","), **said)


def _agreed(etat: str, bloc: Bloc, milieu: Milieu) -> str:
    """Return what was done, agreed with the body that did it: « informé » for a commission is « informée ».

    A form that is neither the dictionary's (masculine singular) nor the right one is told, and printed as it was given.
    """
    instance = str(bloc["instance"])
    genre, nombre = accords.genre_et_nombre(instance)
    genre, nombre = bloc.get("genre", genre), bloc.get("nombre", nombre)
    if genre is None or nombre is None:
        return etat
    right = accords.participe(etat, genre, nombre)
    if right is None or right == etat:
        return etat
    if etat == accords.participe(etat, accords.MASCULIN, accords.SINGULIER):
        return right
    milieu.tell("accord-consultation", donne=etat, avec=instance, accorde=right)
    return etat


def dispositif(value: tuple[Any, ...], milieu: Milieu) -> Any:
    """Return what the assembly decides: each an object with its verb, its text, its end, its article's number if any."""
    articles = house(milieu, "dispositif") == "articles"
    ordinal = str(house(milieu, "ordinal_article") or "Article 1er")
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
    corps, close = split_end(with_lists(texte, milieu))
    introduces = bool(bloc.get("alineas") or bloc.get("tableau"))
    champs["fin"] = "" if close else "."
    if introduces:
        corps, champs["fin"] = without_colon(corps), DEUX_POINTS
    if not corps:
        milieu.tell("texte-vide")
    champs["texte"] = corps
    if "alineas" in bloc:
        last = len(bloc["alineas"]) - 1
        champs["alineas"] = tuple(
            _tiret(str(one), index == last, milieu.below("alineas", index)) for index, one in enumerate(bloc["alineas"])
        )
    without = {name: bloc[name] for name in bloc if name != "article"}
    return Bloc(without, bloc.spec, bloc.chemin, bloc.extra).evolve("verbe", "fin", "article", **champs)


def _tiret(texte: str, last: bool, milieu: Milieu) -> Bloc:
    """Return one line of a list: its text, and « ; » or, for the last, the full stop that it does not bring itself."""
    corps, close = split_end(with_lists(texte, milieu))
    if not corps.strip():
        milieu.tell("texte-vide")
    fin = ("" if close else ".") if last else f"{FINE};"
    return Bloc({"texte": corps, "fin": fin}, None, milieu.chemin)


def _ordinal(model: str, number: int) -> str:
    """Return the heading of article `number` after the house's model for the first: « Article 1er » → « Article 2 »."""
    if number == 1:
        return model
    return re.sub(r"1er|premier|1re|première|1", str(number), model, count=1)


def tableau(value: Bloc, milieu: Milieu) -> Any:
    """Return a table, each row as wide as its heading; a row that is not is told."""
    width = len(value["colonnes"])
    for index, ligne in enumerate(value["lignes"]):
        if len(ligne) != width:
            milieu.tell("tableau-largeur", "lignes", index, rang=index + 1, cases=len(ligne), colonnes=width)
    return value


def liste(value: Bloc, milieu: Milieu) -> Any:
    """Return a named list, in the order asked; what stands twice in it is told."""
    kind = value.get("format")
    elements: list[Any] = []
    for index, one in enumerate(value["elements"]):
        below = milieu.below("elements", index)
        if kind == "commune":
            from delib.acte.communes import commune  # noqa: PLC0415 - an act without communes loads none

            elements.append(commune(one, below, controle=False))
        elif isinstance(one, Bloc):
            below.tell("type-inattendu", attendu="un texte", donne="un groupe de champs")
            elements.append(REFUS)
        else:
            elements.append(_named(one, below) if kind == "personne" else below.proofread(one))
    if any(one is REFUS for one in elements):
        return REFUS
    seen: dict[str, int] = {}
    for index, one in enumerate(elements):
        key = str(getattr(one, "code", one))
        if key in seen:
            milieu.tell("liste-doublon", "elements", index, valeur=one, premier=seen[key] + 1, second=index + 1)
        seen.setdefault(key, index)
    if value.get("ordre") == "alphabetique":
        elements.sort(key=lambda one: alphabetical(str(one)))
    return Enumeration(tuple(elements), "" if value.get("conjonction") == "aucune" else "et")


def _named(element: str, milieu: Milieu) -> str:
    """Return the person that a key of the directory names, or a name written in full."""
    elus = milieu.find("collectivite", "elus") or {}
    if element in elus:
        return str(elus[element].civil)
    if " " not in element:
        milieu.tell("elu-inconnu", valeur=element, conseil=otherwise(suggestion(element, elus) or "écrivez le nom en entier"))
    return milieu.proofread(element, form="nom-propre")


def expose(value: tuple[str, ...], milieu: Milieu) -> Any:
    """Return the paragraphs of an exposé, their lists printed."""
    return tuple(with_lists(one, milieu.below(index)) for index, one in enumerate(value))


_vu = _sentence(re.compile(r"(?:-\s*)?vus?\s+", re.IGNORECASE), "Vu")


def visa(value: str | Bloc, milieu: Milieu) -> Any:
    """Return a visa: its `texte`, its `fin`, and the `reference` that its words cite."""
    made = _vu(value, milieu)
    return made.evolve("reference", reference=Citation(made["texte"]))


considerant = _sentence(re.compile(r"(?:-\s*)?considérants?\s+", re.IGNORECASE), "Considérant")
