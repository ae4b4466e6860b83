"""Compares the fixed text of a filled form with its template's, paragraph by paragraph: what was removed, changed, added.

Answers are left out. White space, kinds of quotes and where a paragraph is cut are forgiven; a tag of the template stands for any
text; what a condition or a loop of the template prints may be there or not. Headers, footers and notes are not compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher

from delib.anomalie import Anomalie, Word, make
from delib.production.formulaire.corps import Alinea
from delib.production.formulaire.valeurs import same

MAX_LINES = 2_000
"""The most paragraphs compared: a form of forty pages has some six hundred."""
MAX_ALIKE = 40
"""The most paragraphs, side by side, among which the one that was changed is sought by its likeness."""
_LONG = 2_000
_ALIKE = 0.5
_CONTEXT = 4
_TAG = re.compile(r"\{\{.*?\}\}|\{[%#].*?[%#]\}")
_BLOCK = re.compile(r"\{%[-+]?(?:p|tr|tc|r)?\s*(?P<end>end)?(?P<word>if|for)\b")
_WHOLE = re.compile(r"\{%(?:p|tr|tc)\s")


@dataclass(frozen=True, slots=True)
class Ligne:
    """A paragraph of fixed text: `morceaux` are what must stand in it, in order, with any text between two of them."""

    morceaux: tuple[str, ...]
    facultative: bool = False
    rangee: tuple[int, int] = (0, 0)
    """The table and the row that it stands in, from 1; zeros out of a table."""

    @property
    def texte(self) -> str:
        """Return the paragraph as a person reads it, « … » for what the template fills."""
        return "…".join(self.morceaux)

    @property
    def poids(self) -> int:
        """Return how sure it is that a text that fits is this paragraph."""
        return 4 if len(self.morceaux) == 1 else 2 if any(self.morceaux) else 1

    def fits(self, texte: str) -> bool:
        """Return whether `texte` is this paragraph."""
        if len(self.morceaux) == 1:
            return texte == self.morceaux[0]
        first, *middle, last = (one.strip() for one in self.morceaux)
        if not texte.startswith(first) or not texte.endswith(last) or len(texte) < len(first) + len(last):
            return False
        at, end = len(first), len(texte) - len(last)
        for piece in middle:
            found = texte.find(piece, at, end)
            if found < 0:
                return False
            at = found + len(piece)
        return True


def read_lines(alineas: Sequence[Alinea]) -> list[Ligne]:
    """Return the fixed text of a template's paragraphs; empty ones, and those that vanish with their tag, are left out."""
    made: list[Ligne] = []
    depth = 0
    for alinea in alineas:
        texte = fixed_text(alinea)
        opened = sum(-1 if block["end"] else 1 for block in _BLOCK.finditer(texte))
        if _WHOLE.search(texte) is None and texte:
            rangee = next(((cell.tableau, cell.rang) for cell in alinea.cellules[-1:]), (0, 0))
            made.append(Ligne(tuple(_pieces(texte)), depth > 0 or opened != 0, rangee))
        depth = max(depth + opened, 0)
    return made


def fixed_text(alinea: Alinea) -> str:
    """Return the text of a paragraph that lies in no field, less what a program changes unasked."""
    kept = [one.texte for one in alinea.morceaux if all(each.enveloppe or each.bloc for each in one.controles)]
    return same("".join(kept))


def _pieces(texte: str) -> Iterator[str]:
    """Yield the pieces of a text around its tags; what stands inside an inline block may be printed or not."""
    tags = list(_TAG.finditer(texte))
    at, depth = 0, 0
    for tag in tags:
        block = _BLOCK.match(tag.group())
        if depth == 0:
            yield texte[at : tag.start()]
        depth += 0 if block is None else -1 if block["end"] else 1
        at = tag.end()
    yield texte[at:] if depth <= 0 else ""


def iter_altered(
    attendu: Sequence[Ligne], alineas: Sequence[Alinea], fichier: str, disparues: Set[tuple[int, int]] = frozenset()
) -> Iterator[Anomalie]:
    """Yield what the paragraphs of a filled form have lost, changed or gained, in their order.

    `disparues` are the rows of the template whose fields vanished: that their words did too is no news.
    """
    lus = [(texte, alinea) for alinea in alineas if (texte := fixed_text(alinea))]
    if len(lus) > MAX_LINES:
        yield make("formulaire-texte-abondant", Word(fichier, "corps"), nombre=len(lus))
        return
    at = before = 0
    pairs = [*_pairs(attendu, [texte for texte, _ in lus]), (len(attendu), len(lus))]
    for rank, here in pairs:
        lost = [one for one in attendu[before:rank] if not one.facultative and one.rangee not in disparues]
        above = lus[at - 1][1] if at else None
        yield from _gap(lost, lus[at:here], above.lieu(fichier) if above is not None else Word(fichier, "corps"), fichier)
        before, at = rank + 1, here + 1


def _gap(lost: list[Ligne], added: list[tuple[str, Alinea]], above: Word, fichier: str) -> Iterator[Anomalie]:
    """Yield what differs between two paragraphs that are as they should be."""
    if lost and added and _packed(one.texte for one in lost) == _packed(texte for texte, _ in added):
        return
    at = 0
    for one in lost:
        found = _likest(one.texte, [texte for texte, _ in added[at : at + MAX_ALIKE]])
        if found is None:
            yield make("formulaire-texte-supprime", above, texte=_short(one.texte))
            continue
        for texte, alinea in added[at : at + found]:
            yield make("formulaire-texte-ajoute", alinea.lieu(fichier), texte=_short(texte))
        texte, alinea = added[at + found]
        lu, attendu = _difference(texte, one.texte)
        yield make("formulaire-texte-modifie", alinea.lieu(fichier), lu=lu, attendu=attendu)
        at += found + 1
    for texte, alinea in added[at:]:
        yield make("formulaire-texte-ajoute", alinea.lieu(fichier), texte=_short(texte))


def _packed(textes: Iterator[str]) -> str:
    return "".join("".join(textes).split())


def _likest(texte: str, among: Sequence[str]) -> int | None:
    """Return the rank of the text most like `texte`, or None where none is."""
    words = texte[:_LONG].split()
    rates = []
    for one in among:
        matcher = SequenceMatcher(None, words, one[:_LONG].split(), autojunk=False)
        rates.append(matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0)  # the true ratio may take long
    best = max(rates, default=0.0)
    return rates.index(best) if best >= _ALIKE else None


def _difference(lu: str, attendu: str) -> tuple[str, str]:
    """Return two texts cut to where they differ, with a few words around."""
    left, right = lu.split(), attendu.split()
    head = next(
        (rank for rank, (one, other) in enumerate(zip(left, right, strict=False)) if one != other), min(len(left), len(right))
    )
    tail = 0
    while tail < min(len(left), len(right)) - head and left[-1 - tail] == right[-1 - tail]:
        tail += 1
    low, high = max(head - _CONTEXT, 0), max(tail - _CONTEXT, 0)
    return _short(_cut(left, low, high)), _short(_cut(right, low, high))


def _cut(words: list[str], low: int, high: int) -> str:
    return f"{'… ' if low else ''}{' '.join(words[low : len(words) - high])}{' …' if high else ''}"


def _short(texte: str) -> str:
    return texte if len(texte) <= 200 else f"{texte[:199]}…"


def _pairs(attendu: Sequence[Ligne], lus: Sequence[str]) -> list[tuple[int, int]]:
    """Return the ranks of the paragraphs that answer each other, in order: the heaviest such sequence."""
    head = 0
    while head < min(len(attendu), len(lus)) and not attendu[head].facultative and attendu[head].fits(lus[head]):
        head += 1
    tail = 0
    while (
        tail < min(len(attendu), len(lus)) - head
        and not attendu[-1 - tail].facultative
        and attendu[-1 - tail].fits(lus[-1 - tail])
    ):
        tail += 1
    middle = _heaviest(attendu[head : len(attendu) - tail], lus[head : len(lus) - tail])
    ends = [(len(attendu) - rank, len(lus) - rank) for rank in range(tail, 0, -1)]
    return [*((rank, rank) for rank in range(head)), *((head + one, head + other) for one, other in middle), *ends]


def _heaviest(attendu: Sequence[Ligne], lus: Sequence[str]) -> list[tuple[int, int]]:
    fits = [[one.poids if one.fits(texte) else 0 for texte in lus] for one in attendu]
    best = [[0] * (len(lus) + 1) for _ in range(len(attendu) + 1)]
    for one in range(len(attendu) - 1, -1, -1):
        row, below, weights = best[one], best[one + 1], fits[one]
        for other in range(len(lus) - 1, -1, -1):
            row[other] = max(below[other], row[other + 1], weights[other] + below[other + 1] if weights[other] else 0)
    made = []
    one = other = 0
    while one < len(attendu) and other < len(lus):
        weight = fits[one][other]
        if weight and best[one][other] == weight + best[one + 1][other + 1]:
            made.append((one, other))
            one, other = one + 1, other + 1
        elif best[one][other] == best[one + 1][other]:
            one += 1
        else:
            other += 1
    return made
