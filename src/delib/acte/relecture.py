"""The typography of an act's texts, as its house wants it: told (`signaler`), mended and listed (`corriger`), left (`laisser`).

What adds or takes a letter or a digit is told in both, and never done: it is for a person to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from delib.acte.noeuds import Node
from delib.anomalie import MAX_SHOWN, Anomalie, Releve, Source, make
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
_CONTEXT = 24


class _Found(NamedTuple):
    lieu: Source
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
        self._openings: set[int] = set()
        self._found: dict[tuple[str, str], list[_Found]] = {}
        self._mended: list[Anomalie] = []

    @property
    def applied(self) -> str:
        """Return what is done of the text at hand: `signaler`, `corriger` or `laisser`."""
        return "laisser" if self.verbatim else self.choix or "signaler"

    def open(self, alineas: Sequence[Node]) -> None:
        """Take the elements of a dispositif: the text that opens each begins with its verb."""
        for node in alineas:
            opening = (node.value.get("verbe") or node.value.get("texte", node)) if isinstance(node.value, dict) else node
            self._openings.add(id(opening))

    def replace(self, node: Node, again: Node) -> None:
        """Take `again` for `node`: the same place, read as text."""
        if id(node) in self._openings:
            self._openings.add(id(again))

    def read(self, texte: str, node: Node, chemin: str, form: str) -> str:
        """Return `texte` as it will print; what is wrong in it, and what was changed, is kept for `close`."""
        applied = self.applied
        if applied == "laisser":
            return texte
        from delib.francais import typographie  # noqa: PLC0415 - a house that leaves its texts alone does without

        left_out = PROSE[form]
        sure: list[Coquille] = []
        for one in typographie.iter_anomalies(texte, dispositif=id(node) in self._openings):
            if one.regle in left_out:
                continue
            if applied == "corriger" and typographie.REGLES[one.regle].sure:
                sure.append(one)
            else:
                lieu = node.place_in(one.debut, one.fin)
                self._found.setdefault((one.regle, lieu.fichier), []).append(_Found(lieu, chemin, *_shown(texte, one)))
        if not sure:
            return texte
        for changements in _packed(dict.fromkeys(_iter_changes(texte, sure))):
            self._mended.append(make("typographie-corrigee", node.lieu, chemin, changements=changements))
        return _spliced(texte, sure)

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
            ecrit = f"« {first.avant} » s’écrit « {first.apres} »" if first.apres is not None else f"« {first.avant} »"
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


def _iter_changes(texte: str, sure: Sequence[Coquille]) -> Iterator[str]:
    """Yield « before » → « after », the changes that touch the same words told as one."""
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
            yield _change(texte, group, start, end)
            left = max(left, end)
        start, end = left, right
        group = [one]
    yield _change(texte, group, start, end)


def _change(texte: str, group: Sequence[Coquille], start: int, end: int) -> str:
    before, after = texte[start:end], _spliced(texte, group, start, end)
    head = "…" if start > 0 and not (texte[start - 1].isspace() or before[:1].isspace()) else ""
    tail = "…" if end < len(texte) and not (texte[end].isspace() or before[-1:].isspace()) else ""
    return f"« {head}{before}{tail} » → « {head}{after}{tail} »".translate(VISIBLE)


def _packed(changes: Sequence[str] | dict[str, None]) -> Iterator[str]:
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


def _shown(texte: str, one: Coquille) -> tuple[str, str | None]:
    """Return what stands there and what should, with the words that it touches; no-break spaces are made visible.

    Where a whole word is at stake, its neighbours are shown too: « 1 avril » says more than « 1 ».
    """
    start, end = _around(texte, one.debut, one.fin)
    if (start, end) == (one.debut, one.fin) and one.fin - one.debut < _CONTEXT:
        left, _ = _around(texte, max(start - 1, 0), max(start - 1, 0))
        _, right = _around(texte, min(end + 1, len(texte)), min(end + 1, len(texte)))
        start = left if texte[left:start].strip().isalnum() else start
        end = right if texte[end:right].strip(" \u00a0,.;").isalnum() else end
    head, tail = texte[start : one.debut], texte[one.fin : end]
    apres = None if one.apres is None else f"{head}{one.apres}{tail}".translate(VISIBLE)
    return f"{head}{one.avant}{tail}".translate(VISIBLE), apres
