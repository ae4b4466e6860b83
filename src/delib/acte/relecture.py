"""The typography of an act's texts, as its house wants it: told (`signaler`), mended and listed (`corriger`), left (`laisser`).

What adds or takes a letter or a digit is told in both, and never done: it is for a person to say.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from delib.acte.noeuds import Node
from delib.anomalie import MAX_SHOWN, Anomalie, Ligne, Releve, Source, make
from delib.francais.signes import VISIBLE

if TYPE_CHECKING:
    from delib.francais.typographie import Coquille

PROSE: dict[str, frozenset[str]] = {
    **dict.fromkeys(("texte", "phrase", "mention", "denomination"), frozenset()),
    "nom-propre": frozenset({"majuscule-accentuee", "majuscule-ambigue"}),
}
"""The formats whose texts are read as French, and the rules that each leaves out: a name may go without its accents."""
MAX_LINES = 8
"""How many other lines an anomaly names: more would bury the first."""
MAX_KEPT = 2_000
"""The longest text whose reading is kept, in characters: a house's own are shorter, and a thousand of them are little."""
_CONTEXT = 24


class _Found(NamedTuple):
    lieu: Source | Ligne
    chemin: str
    avant: str
    apres: str | None


class Relecture:
    """One reading of one act's texts. The first that says `typographie` decides: the act, else its house."""

    __slots__ = ("_found", "_mended", "_openings", "choix", "releve", "verbatim")

    def __init__(self, releve: Releve) -> None:
        self.releve = releve
        self.choix = ""
        self.verbatim = 0
        self._openings: dict[int, Node] = {}  # by identity: a node kept here cannot lend its own to another
        self._found: dict[tuple[str, str], list[_Found]] = {}
        self._mended: list[Anomalie] = []

    def fork(self, releve: Releve) -> Relecture:
        """Return another reading, which has read what this one has and tells `releve`."""
        made = Relecture(releve)
        made.choix, made.verbatim, made._openings = self.choix, self.verbatim, dict(self._openings)
        made._found, made._mended = {key: list(found) for key, found in self._found.items()}, list(self._mended)
        return made

    @property
    def applied(self) -> str:
        """Return what is done of the text at hand: `signaler`, `corriger` or `laisser`."""
        return "laisser" if self.verbatim else self.choix or "signaler"

    def open(self, alineas: Sequence[Node]) -> None:
        """Take the elements of a dispositif: the text that opens each begins with its verb."""
        for node in alineas:
            opening = (node.value.get("verbe") or node.value.get("texte", node)) if isinstance(node.value, dict) else node
            self._openings[id(opening)] = opening

    def replace(self, node: Node, again: Node) -> None:
        """Take `again` for `node`: the same place, read as text."""
        if id(node) in self._openings:
            self._openings[id(again)] = again

    def read(self, texte: str, node: Node, chemin: str, form: str) -> str:
        """Return `texte` as it will print; what is wrong in it, and what was changed, is kept for `close`."""
        applied = self.applied
        if applied == "laisser":
            return texte
        proofread = _proofread if len(texte) <= MAX_KEPT else _proofread.__wrapped__
        made = proofread(texte, PROSE[form], applied == "corriger", id(node) in self._openings)
        if made.told:
            places = node.follow()
            for regle, debut, fin, avant, apres in made.told:
                lieu = node.lieu if places is None else node.reading.place(places[debut], places[fin])
                self._found.setdefault((regle, lieu.fichier), []).append(_Found(lieu, chemin, avant, apres))
        if made.changed:
            lieu = node.lieu
            self._mended += [make(code, lieu, chemin, changements=changements) for code, changements in made.changed]
        return made.texte

    def close(self) -> None:
        """Tell what was changed, and what was found: one anomaly a rule and file, at its first place.

        An act that is refused prints nothing: its errors are not buried under remarks on its signs.
        """
        if self.releve.errors:
            return
        for one in self._mended:
            self.releve.add(one)
        if not self._found:
            return
        from delib.francais.typographie import REGLES  # noqa: PLC0415 - loaded already

        for (code, _), unsorted in self._found.items():
            regle, found = REGLES[code], sorted(unsorted, key=lambda one: (one.lieu.ligne, one.lieu.colonne))
            first = found[0]
            ecrit = f"{first.avant} s’écrit {first.apres}" if first.apres is not None else first.avant
            self.releve.add(
                make(
                    "typographie" if regle.sure else "typographie-mots",
                    first.lieu,
                    first.chemin,
                    regle=regle.titre,
                    ecrit=ecrit,
                    autres=_others(found),
                    conseil=regle.conseil,
                )
            )


class _Proof(NamedTuple):
    """A text once read: as it prints, what was changed (code, changes), what is told (rule, start, end, before, after)."""

    texte: str
    changed: tuple[tuple[str, str], ...] = ()
    told: tuple[tuple[str, int, int, str, str | None], ...] = ()


@lru_cache(maxsize=1024)
def _proofread(texte: str, left_out: frozenset[str], mended: bool, dispositif: bool) -> _Proof:
    """Return `texte` read. Kept from one act to the next: those of a house share its names, its mentions and most visas."""
    from delib.francais import typographie  # noqa: PLC0415 - a house that leaves its texts alone does without

    rules = typographie.REGLES
    found = [one for one in typographie.iter_anomalies(texte, dispositif=dispositif) if one.regle not in left_out]
    if not found:
        return _Proof(texte)
    sure = [one for one in found if rules[one.regle].sure]
    starts = [one.debut for one in sure]
    told = tuple(
        (one.regle, one.debut, one.fin, *_shown(texte, one, sure, starts))
        for one in found
        if not (mended and rules[one.regle].sure)
    )
    if not (mended and sure):
        return _Proof(texte, told=told)
    changed = tuple((code, changes) for code, group in _by_weight(texte, sure) for changes in _packed(group))
    return _Proof(_spliced(texte, sure), changed, told)


def _others(found: list[_Found]) -> str:
    """Return « , et 12 autres fois (lignes 4, 7, …) »."""
    count = len(found) - 1
    if not count:
        return ""
    fois = f", et {count} autre{'s' if count > 1 else ''} fois"
    lines = list(dict.fromkeys(one.lieu.ligne for one in found[1:] if one.lieu.ligne))
    if not lines:
        return fois
    shown = ", ".join(map(str, lines[:MAX_LINES])) + (", …" if len(lines) > MAX_LINES else "")
    return f"{fois} (ligne{'s' if len(lines) > 1 else ''} {shown})"


def _spliced(texte: str, sure: Sequence[Coquille], start: int = 0, end: int | None = None) -> str:
    """Return `texte` from `start` to `end` with the changes made."""
    parts: list[str] = []
    last = start
    for one in sure:
        parts += (texte[last : one.debut], str(one.apres))
        last = one.fin
    return "".join((*parts, texte[last:end]))


# ---------------------------------------------------------------------------------------------------- shown to people


def _by_weight(texte: str, sure: Sequence[Coquille]) -> Iterator[tuple[str, dict[str, None]]]:
    """Yield the changes that touch words and signs, then those of spaces and apostrophes alone, each under its code."""
    heavy: dict[str, None] = {}
    light: dict[str, None] = {}
    for group, start, end in _iter_groups(texte, sure):
        slight = all(one.regle in _LEGERES or one.regle.startswith("espace") for one in group)
        (light if slight else heavy)[_change(texte, group, start, end)] = None
    if heavy:
        yield "typographie-corrigee", heavy
    if light:
        yield "typographie-espaces", light


_LEGERES = frozenset({"apostrophe", "milliers"})
"""The rules, with those of spaces, whose changes no reader sees as one of words."""


def _iter_groups(texte: str, sure: Sequence[Coquille]) -> Iterator[tuple[list[Coquille], int, int]]:
    """Yield the changes that touch the same words, with where these words begin and end."""
    group: list[Coquille] = []
    start = end = 0
    for one in sure:
        left, right = _around(texte, one.debut, one.fin)
        if group and left < end and right - start < 2 * _CONTEXT:
            group.append(one)
            end = max(end, right)
            continue
        if group:
            end = min(end, one.debut)
            yield group, start, end
            left = max(left, end)
        start, end = left, right
        group = [one]
    yield group, start, end


def _change(texte: str, group: Sequence[Coquille], start: int, end: int) -> str:
    before, after = texte[start:end], _spliced(texte, group, start, end)
    head = "…" if start > 0 and not (texte[start - 1].isspace() or before[:1].isspace()) else ""
    tail = "…" if end < len(texte) and not (texte[end].isspace() or before[-1:].isspace()) else ""
    return f"{_quoted(head + before + tail)} → {_quoted(head + after + tail)}"


def _quoted(words: str) -> str:
    """Return `words` between the quotes that they do not hold, no-break spaces made visible."""
    shown = words.translate(VISIBLE)
    return f"“{shown}”" if "«" in shown or "»" in shown else f"« {shown} »"


def _packed(changes: dict[str, None]) -> Iterator[str]:
    """Yield the changes joined, in as many messages as it takes to show every one."""
    line = ""
    for change in changes:
        if line and len(line) + len(change) > MAX_SHOWN - 3:
            yield line
            line = ""
        line = f"{line} ; {change}" if line else change
    yield line


def _around(texte: str, debut: int, fin: int) -> tuple[int, int]:
    """Return where the words that a place touches begin and end."""
    before, after = texte[max(debut - _CONTEXT, 0) : debut], texte[fin : fin + _CONTEXT]
    left = before.split()[-1] if before and not before[-1].isspace() else ""
    right = after.split()[0] if after and not after[0].isspace() else ""
    return debut - len(left), fin + len(right)


def _shown(texte: str, one: Coquille, sure: Sequence[Coquille], starts: Sequence[int]) -> tuple[str, str | None]:
    """Return what stands there and what should, quoted, with the words that it touches and what else is `sure` in them.

    Where a whole word is at stake, its neighbours are shown too: « 1 avril » says more than « 1 ».
    """
    start, end = _around(texte, one.debut, one.fin)
    if (start, end) == (one.debut, one.fin) and one.fin - one.debut < _CONTEXT:
        left, _ = _around(texte, max(start - 1, 0), max(start - 1, 0))
        _, right = _around(texte, min(end + 1, len(texte)), min(end + 1, len(texte)))
        start = left if texte[left:start].strip().isalnum() else start
        end = right if texte[end:right].strip(" \u00a0,.;").isalnum() else end
    if one.apres is None:
        return _quoted(texte[start:end]), None
    near = sure[bisect_left(starts, start) : bisect_left(starts, end)]
    inside = [two for two in near if two != one and two.fin <= end and (two.fin <= one.debut or two.debut >= one.fin)]
    return _quoted(texte[start:end]), _quoted(_spliced(texte, sorted((one, *inside), key=_PLACE), start, end))


_PLACE = attrgetter("debut", "fin")
