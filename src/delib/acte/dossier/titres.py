"""Whether the words under which an act is cited are its own: its objet, or an alinéa of its dispositif.

« approuvant le lancement du programme… » cites « APPROUVE le lancement du programme… » as rightly as « portant lancement du
programme… » cites an act whose objet is « Lancement du programme… ». Case, accents, signs and spaces tell nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from delib.acte.acte import Acte
from delib.francais.tri import LONG, fold

PARTICIPES = {
    "accordant": "accorde",
    "adoptant": "adopte",
    "approuvant": "approuve",
    "arretant": "arrete",
    "attribuant": "attribue",
    "autorisant": "autorise",
    "abrogeant": "abroge",
    "chargeant": "charge",
    "confirmant": "confirme",
    "constatant": "constate",
    "creant": "cree",
    "decidant": "decide",
    "deleguant": "delegue",
    "designant": "designe",
    "donnant": "donne",
    "elisant": "elit",
    "emettant": "emet",
    "fixant": "fixe",
    "habilitant": "habilite",
    "instituant": "institue",
    "modifiant": "modifie",
    "precisant": "precise",
    "prenant": "prend",
    "prorogeant": "proroge",
    "retirant": "retire",
    "sollicitant": "sollicite",
    "supprimant": "supprime",
    "validant": "valide",
}
"""The participle under which a visa cites what an act does, and the verb of the alinéa that does it; both folded."""

_NEUTRE = re.compile(r"(?:portant|relati(?:f|ve|fs|ves) (?=a |au |aux )|concernant|tendant (?=a |au |aux ))\s*")
_ARTICLE = re.compile(r"^(?:a la|a l|au|aux|a|de la|de l|du|des|de|d|les|le|la|l) ")
_ANNEXE = re.compile(r" (?:ci )?(?:annexe|joint)e?s?(?: a la presente(?: deliberation)?)?$")
_ENSUITE = re.compile(r",?\s+et (?=(\w+)\s)")
ENOUGH = 4
"""How many words of a title are enough to cite it: « le règlement du programme » would be any programme's."""


def plain(texte: str) -> str:
    """Return `texte` folded, one space between words: two spellings of the same words are the same."""
    return " ".join(fold(texte[:LONG]).split())


def regular(words: str) -> str:
    """Return `words` with one form of apostrophe and of space, each letter as it was: typography is told elsewhere."""
    return " ".join(words.replace("'", "’").split())


def is_title_of(cite: str, acte: Acte) -> bool:
    """Return whether the words `cite` (« approuvant le lancement… ») are the objet of `acte` or alinéas of its dispositif.

    « approuvant la liste… et autorisant le Président… » cites two of them. A title may be cited by its beginning.
    """
    objets = [_bare(plain(str(acte.racine[name]))) for name in ("objet", "objet_imprime") if name in acte.racine]
    if any(_cites(_bare(plain(cite)), objet) for objet in objets):
        return True
    alineas = list(_iter_alineas(acte))
    for part in _parts(cite):
        verbe, words = _split(part)
        found = any(_cites(words, title) for said, title in alineas if not verbe or said == verbe)
        if not found and not any(_cites(words, objet) for objet in objets):
            return False
    return True


def agree(cite: str, other: str) -> bool:
    """Return whether two citations of one act bear the same title, one of them shortened perhaps."""
    (verbe, words), (other_verbe, other_words) = _split(cite), _split(other)
    return (not verbe or not other_verbe or verbe == other_verbe) and (_cites(words, other_words) or _cites(other_words, words))


def first_agreeing(cite: str, others: Iterable[str]) -> str | None:
    """Return the first of `others` that bears the title `cite`, or None."""
    return next((one for one in others if agree(cite, one)), None)


def _cites(words: str, title: str) -> bool:
    """Return whether folded `words` are `title`, or enough of its beginning."""
    return words == title or (len(words.split()) >= ENOUGH and title.startswith(f"{words} "))


def _parts(cite: str) -> list[str]:
    """Return what a citation says that an act does, one thing each: it is cut before « et autorisant », « et décidant »."""
    cuts = [found.span() for found in _ENSUITE.finditer(cite) if plain(found[1]) in PARTICIPES]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(cite)]
    return [cite[start:end] for start, end in zip(starts, ends, strict=True)]


def _split(cite: str) -> tuple[str, str]:
    """Return the verb that a citation opens with, "" for « portant » and its like, and the words that follow, bare."""
    words = plain(cite)
    first, _, rest = words.partition(" ")
    if first in PARTICIPES and rest:
        return PARTICIPES[first], _bare(rest)
    found = _NEUTRE.match(words)
    return "", _bare(words[found.end() :] if found is not None else words)


def _iter_alineas(acte: Acte) -> Iterator[tuple[str, str]]:
    """Yield the verb of each alinéa and the words that follow it, folded and bare."""
    for alinea in acte.racine.get("dispositif", ()):
        verbe, _, rest = plain(str(alinea.get("verbe", ""))).partition(" ")  # « PREND ACTE », « DONNE MANDAT »
        yield verbe, _bare(plain(f"{rest} {alinea['texte']}"))
        for one in alinea.get("alineas", ()):
            yield verbe, _bare(plain(str(one["texte"])))


def _bare(words: str) -> str:
    """Return folded words without the article that opens them, nor « annexé à la présente délibération »."""
    return _ARTICLE.sub("", _ANNEXE.sub("", words))
