"""The lines of a page as they may be read: runs put together by where they stand, whatever the order in which they are drawn.

A run that is a line of a stamp stays by itself; runs that only are one together, on one line or on two, are joined.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from delib.prefecture.accuse.designations import INACHEVE, SUITE
from delib.prefecture.accuse.motifs import ETIQUETTES, IDENTIFIANT, JOURNEE, NUMERO, TOUTES, Jeton, clean, tokens
from delib.production.pdf.ecrits import Ecrit

INTERLIGNE = 2.5
"""How far the next line of a stamp may be, in heights of a line: a logo's text may fall between two."""
ALINEA = 15.0
"""How far to the right of its label a day may be on the same line, in heights of a line."""
SEPARATION = 1.2
"""How wide a space ends a line, in heights of the line."""
ESPACE = 0.15
"""How wide a space is one, in heights of the line."""
BAND = 20.0
"""How high the bands are in which the runs of a line are looked for, in points."""
MAX_HEIGHT = 40.0
"""The highest line of a stamp, in points: those seen have 7 to 14."""
MAX_BAND = 50
"""The most lines of a band that a run is tried with, the last ones first."""
COUPE = "il est coupé sur deux lignes"

_NOTHING = Jeton("", TOUTES)


class Pose(NamedTuple):
    """A piece of a line where it stands, turned so that it reads to the right: left, top, right, bottom; and the way it read.

    `ligne` is the rank of its line among those of the page, `fin` that of the last, where it is on two.
    """

    jeton: Jeton
    x0: float
    y0: float
    x1: float
    y1: float
    sens: int
    ligne: int = 0
    fin: int = 0

    @property
    def height(self) -> float:
        """Return the height of the line, in points."""
        return min(self.y1 - self.y0, MAX_HEIGHT)


class Ligne(NamedTuple):
    """A line as it may be read: its text, where it stands, and the pieces of stamp it is made of, if it is."""

    texte: str
    pose: Pose
    jetons: list[Jeton]


def read_lines(ecrits: Sequence[Ecrit]) -> list[Ligne]:
    """Return the runs, in their order; those that only make a line of a stamp together, wherever they come, are one."""
    runs = [Ligne(texte, _pose(ecrit), tokens(texte)) for ecrit in ecrits for texte in (clean(ecrit.texte),)]
    made: dict[int, Ligne | None] = {}
    for ranks in _iter_chains(runs):
        if all(_is_whole(runs[rank]) for rank in ranks):
            continue
        joined = _joined_text([runs[rank] for rank in ranks])
        found = tokens(joined)
        if found and not any(jeton.genre == JOURNEE for jeton in found):  # a day by itself is no reason to join
            made.update(dict.fromkeys(ranks))
            made[min(ranks)] = Ligne(joined, _all_around(runs, ranks), found)
    kept = (made.get(rank, run) for rank, run in enumerate(runs))
    return [line for line in kept if line is not None]


def iter_poses(lines: Sequence[Ligne]) -> Iterator[Pose]:
    """Yield the pieces of stamp of the lines; one that is cut in two is read as one."""
    rank = 0
    while rank < len(lines):
        texte, pose, found = lines[rank]
        pose = pose._replace(ligne=rank, fin=rank)
        rank += 1
        if rank < len(lines) and is_near(pose, lines[rank].pose):
            whole = _whole(texte, found, lines[rank])
            if whole:
                found, pose = whole, _around(pose, lines[rank].pose)._replace(fin=rank)
                rank += 1
        for jeton in found:
            yield pose._replace(jeton=jeton)


def whole_lines(ecrits: Sequence[Ecrit]) -> list[tuple[str, Pose]]:
    """Return the lines of a page and where they stand: its runs, those that stand together on one line made one."""
    runs = [Ligne(clean(ecrit.texte), _pose(ecrit), []) for ecrit in ecrits]
    chains = list(_iter_chains(runs))
    alone = set(range(len(runs))).difference(*chains)
    joined = [(_joined_text([runs[rank] for rank in ranks]), _all_around(runs, ranks)) for ranks in chains]
    return [*((runs[rank].texte, runs[rank].pose) for rank in sorted(alone)), *joined]


def _is_whole(line: Ligne) -> bool:
    """Return whether a run says something by itself: more than a label without its day, or a day without its label."""
    return bool(line.jetons) and not any(
        jeton.genre in {JOURNEE, NUMERO} or (jeton.genre in ETIQUETTES and jeton.jour is None) for jeton in line.jetons[-1:]
    )


def _iter_chains(runs: Sequence[Ligne]) -> Iterator[list[int]]:
    """Yield the ranks of the runs that stand on one line without a wide space between them, from left to right."""
    chains: list[list[int]] = []
    ends: dict[tuple[int, int], list[list[int]]] = {}
    for rank in sorted(range(len(runs)), key=lambda rank: runs[rank].pose.x0):
        pose = runs[rank].pose
        band = round((pose.y0 + pose.y1) / 2 / BAND)
        near = [chain for one in (band - 1, band, band + 1) for chain in ends.get((pose.sens, one), [])[-MAX_BAND:]]
        chain = next((chain for chain in near if _follows(runs[chain[-1]].pose, pose)), None)
        if chain is None:
            chains.append(chain := [])
            ends.setdefault((pose.sens, band), []).append(chain)
        chain.append(rank)
    return (chain for chain in chains if len(chain) > 1)


def _follows(last: Pose, pose: Pose) -> bool:
    """Return whether a run goes on with the line of another, at its right."""
    gap = pose.x0 - last.x1
    return on_one_line(last, pose) and -0.5 * pose.height <= gap <= SEPARATION * pose.height


def _joined_text(runs: Sequence[Ligne]) -> str:
    """Return the text of runs from left to right, a space where there is room for one."""
    texte = runs[0].texte
    for last, run in itertools.pairwise(runs):
        texte += ("" if run.pose.x0 - last.pose.x1 < ESPACE * run.pose.height else " ") + run.texte
    return texte


def _whole(first: str, found: list[Jeton], after: Ligne) -> list[Jeton]:
    """Return the pieces of a line cut in two, an identifier or the words of a label; none where each line stands by itself."""
    second = after.texte
    ended = any(one.genre == IDENTIFIANT for one in found)
    if INACHEVE.search(first) and SUITE.fullmatch(second) and (not ended or second.startswith("-")):
        joined = tokens(first + second)
        return [one._replace(lu=one.lu._replace(mende=COUPE)) if one.lu and one.lu.identifiant else one for one in joined]
    if (found and (found[-1].genre not in ETIQUETTES or found[-1].jour)) or after.jetons:
        return []
    return tokens(f"{first} {second}") or tokens(f"{first.removesuffix('-')}{second}")


def _pose(ecrit: Ecrit) -> Pose:
    """Return where a run stands once the page is turned so that it reads to the right."""
    _, x0, y0, x1, y1, sens = ecrit
    turned = ((x0, y0, x1, y1), (y0, -x1, y1, -x0), (-x1, -y1, -x0, -y0), (-y1, x0, -y0, x1))[sens]
    return Pose(_NOTHING, *turned, sens)


def _all_around(runs: Sequence[Ligne], ranks: Sequence[int]) -> Pose:
    return functools.reduce(_around, (runs[rank].pose for rank in ranks))


def _around(one: Pose, other: Pose) -> Pose:
    return one._replace(x0=min(one.x0, other.x0), y0=min(one.y0, other.y0), x1=max(one.x1, other.x1), y1=max(one.y1, other.y1))


def is_near(own: Pose, other: Pose) -> bool:
    """Return whether two pieces may be of one stamp: of one run, one under the other, an identifier beside its label."""
    if own[1:] == other[1:]:
        return True
    if own.sens != other.sens:
        return False
    height = max(own.height, other.height)
    across, down = gaps(own, other)
    if across <= 0.5 * height and down > -0.5 * height:
        return down <= INTERLIGNE * height
    genres = {own.jeton.genre, other.jeton.genre}
    return genres == {NUMERO, IDENTIFIANT} and on_one_line(own, other) and across <= ALINEA * height


def on_one_line(one: Pose, other: Pose) -> bool:
    """Return whether two pieces stand at the same height."""
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return shared > 0.5 * min(one.y1 - one.y0, other.y1 - other.y0)


def gaps(one: Pose, other: Pose) -> tuple[float, float]:
    """Return how far two pieces stand apart, across and down; less than zero where they overlap."""
    return max(one.x0 - other.x1, other.x0 - one.x1), max(one.y0 - other.y1, other.y0 - one.y1)
