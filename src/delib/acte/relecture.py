"""The typography of an act's texts, as its house wants it: told (`signaler`), mended and listed (`corriger`), left (`laisser`).

What adds or takes a letter or a digit is told in both, and never done: it is for a person to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from delib.acte.noeuds import Node
from delib.anomalie import Anomalie, Releve, Source, make
from delib.francais.signes import VISIBLE

if TYPE_CHECKING:
    from delib.francais.typographie import Coquille

PROSE = frozenset({"texte", "phrase", "mention", "denomination"})
"""The formats whose texts are read as French."""
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

    __slots__ = ("_found", "_mended", "choix", "dispositif", "releve", "verbatim")

    def __init__(self, releve: Releve) -> None:
        self.releve = releve
        self.choix = ""
        self.verbatim = 0
        self.dispositif = 0
        self._found: dict[tuple[str, str], list[_Found]] = {}
        self._mended: list[Anomalie] = []

    @property
    def corrects(self) -> bool:
        """Return whether the text at hand is mended."""
        return self.choix == "corriger" and not self.verbatim

    def read(self, texte: str, node: Node, chemin: str) -> str:
        """Return `texte` as it will print; what is wrong in it is kept for `close`, what was changed is told."""
        if self.choix == "laisser" or self.verbatim:
            return texte
        from delib.francais import typographie  # noqa: PLC0415 - a house that leaves its texts alone does without

        found = list(typographie.iter_anomalies(texte, dispositif=self.dispositif > 0))
        if not found:
            return texte
        mended = self.choix == "corriger"
        for one in found:
            if not (mended and typographie.REGLES[one.regle].sure):
                lieu = node.place_in(one.debut, one.fin)
                shown = _Found(lieu, chemin, *_shown(texte, one))
                self._found.setdefault((one.regle, lieu.fichier), []).append(shown)
        if not mended:
            return texte
        sure = [one for one in found if typographie.REGLES[one.regle].sure]
        if sure:
            changements = " ; ".join(dict.fromkeys(_iter_changes(texte, sure)))
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

        for (code, _), found in self._found.items():
            regle = REGLES[code]
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


def _spliced(texte: str, sure: list[Coquille]) -> str:
    parts: list[str] = []
    last = 0
    for one in sure:
        parts += (texte[last : one.debut], str(one.apres))
        last = one.fin
    return "".join((*parts, texte[last:]))


def _around(texte: str, debut: int, fin: int) -> tuple[int, int]:
    """Return where the words that a place touches begin and end."""
    start, end = debut, fin
    while start > 0 and debut - start < _CONTEXT and not texte[start - 1].isspace():
        start -= 1
    while end < len(texte) and end - fin < _CONTEXT and not texte[end].isspace():
        end += 1
    return start, end


def _iter_changes(texte: str, sure: list[Coquille]) -> Iterator[str]:
    """Yield « before » → « after », the changes that touch the same words told as one."""
    start = end = -1
    before = after = ""
    for one in sure:
        left, right = _around(texte, one.debut, one.fin)
        if left < end:
            after = after[: len(after) - (end - one.debut)] + str(one.apres) + texte[one.fin : max(end, right)]
            end = max(end, right)
            before = texte[start:end]
            continue
        if before:
            yield _change(before, after)
        start, end = left, right
        before = texte[start:end]
        after = texte[start : one.debut] + str(one.apres) + texte[one.fin : end]
    yield _change(before, after)


def _change(before: str, after: str) -> str:
    return f"« {before} » → « {after} »".translate(VISIBLE)


def _shown(texte: str, one: Coquille) -> tuple[str, str | None]:
    """Return what stands there and what should, with the words that it touches; no-break spaces are made visible."""
    start, end = _around(texte, one.debut, one.fin)
    head, tail = texte[start : one.debut], texte[one.fin : end]
    apres = None if one.apres is None else f"{head}{one.apres}{tail}".translate(VISIBLE)
    return f"{head}{one.avant}{tail}".translate(VISIBLE), apres
