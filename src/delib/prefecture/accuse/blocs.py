"""What stands together on a page: the lines of a stamp, gathered into blocks by what they are and where they lie.

A stamp is a block: lines under one another, each made of nothing but a title, a label and its day, or the identifier. The order
in which a page is drawn says nothing: blocks are made of places. A block never mixes the words of two forms of stamp, nor holds
one label twice: that is where another begins.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from delib.prefecture.accuse.designations import INACHEVE, SUITE
from delib.prefecture.accuse.jours import Jour
from delib.prefecture.accuse.motifs import (
    ETIQUETTES,
    IDENTIFIANT,
    JOURNEE,
    NOM,
    NUMERO,
    PUBLICATION,
    TOUTES,
    Jeton,
    clean,
    tokens,
)
from delib.production.pdf.ecrits import Ecrit

INTERLIGNE = 2.5
"""How far the next line of a stamp may be, in heights of a line: a logo's text may fall between two."""
ALINEA = 15.0
"""How far to the right of its label a day may be on the same line, in heights of a line."""
BAND = 20.0
"""How high the bands are in which the runs of a line are looked for, in points."""
SEPARATION = 1.2
"""How wide a space ends a line, in heights of the line."""
ESPACE = 0.15
"""How wide a space is one, in heights of the line."""
MAX_HEIGHT = 40.0
"""The highest line of a stamp, in points: those seen have 7 to 14."""
COUPE = "il est coupé sur deux lignes"
MAX_DRAWN = 50
"""The most lines drawn between the first and the last of a stamp: one drawn in among others is not known again by its text."""
MAX_PIECES = 1_000
"""The most pieces of stamp on one page: the page of a list of acts has 200."""
MAX_OPEN = 50
"""The most blocks, the last ones first, that a piece is tried with, and lines that a run is: what goes together comes together."""

_NOTHING = Jeton("", TOUTES)


class Pose(NamedTuple):
    """A piece of a line where it stands, turned so that it reads to the right: left, top, right, bottom; and the way it read.

    `ligne` is the rank of its line among those of the page.
    """

    jeton: Jeton
    x0: float
    y0: float
    x1: float
    y1: float
    sens: int
    ligne: int = 0

    @property
    def height(self) -> float:
        """Return the height of the line, in points."""
        return min(self.y1 - self.y0, MAX_HEIGHT)


@dataclass(eq=False, slots=True)
class Bloc:
    """The pieces of one stamp, or of what looks like one; `formes` are the forms of stamp that have all of them.

    `traces` are the text of its lines without spaces, from the first drawn to the last and the other way round; `phrase` is
    whether it reads as the middle of a sentence: its words begin in lower case, and other text touches it.
    """

    poses: list[Pose] = field(default_factory=list)
    formes: frozenset[str] = TOUTES
    lignes: set[int] = field(default_factory=set)
    traces: tuple[str, ...] = ()
    phrase: bool = False

    def add(self, pose: Pose) -> None:
        """Take one more piece."""
        self.poses.append(pose)
        self.formes &= pose.jeton.formes
        self.lignes.add(pose.ligne)

    def find(self, genre: str) -> Pose | None:
        """Return the piece of that kind, None where there is none."""
        return next((pose for pose in self.poses if pose.jeton.genre == genre), None)

    def jour(self, genre: str) -> Jour | None:
        """Return the day that stands beside the label of that kind; None without a label, or without a day."""
        pose = self.find(genre)
        return pose.jeton.jour if pose else None

    @property
    def etiquettes(self) -> list[Pose]:
        """Return the labels."""
        return [pose for pose in self.poses if pose.jeton.genre in ETIQUETTES]

    @property
    def forte(self) -> bool:
        """Return whether one of the pieces names the préfecture."""
        return any(pose.jeton.forte for pose in self.poses)

    def right(self, pose: Pose) -> float:
        """Return how far to the right a piece of the block may reach: little further than an identifier, the longest line."""
        named = self.find(IDENTIFIANT) or self.find(NOM)
        return max(own.x1 for own in self.poses) + INTERLIGNE * pose.height if named else math.inf

    def takes(self, pose: Pose) -> bool:
        """Return whether a piece may be one of the block's: of a form it may have, of a kind it lacks, near one of its own."""
        return (
            bool(self.formes & pose.jeton.formes)
            and self.find(pose.jeton.genre) is None
            and any(_is_near(own, pose) for own in self.poses)
        )


class TropError(Exception):
    """Raised for a page with more pieces of stamp than a page can have."""


def gather(ecrits: Sequence[Ecrit]) -> list[Bloc]:
    """Return the blocks that the runs of a page make. Raises TropError for more pieces than a page can have."""
    lines = _lines(ecrits)
    poses = list(itertools.islice(_iter_poses(lines), MAX_PIECES + 1))
    if len(poses) > MAX_PIECES:
        raise TropError
    blocs: list[Bloc] = []
    for pose in poses:
        if pose.jeton.genre == JOURNEE:
            continue
        bloc = next((bloc for bloc in blocs[: -MAX_OPEN - 1 : -1] if bloc.takes(pose)), None)
        if bloc is None:
            blocs.append(bloc := Bloc())
        bloc.add(pose)
    blocs = _joined(blocs)
    _set_days(blocs, [pose for pose in poses if pose.jeton.genre == JOURNEE])
    for bloc in blocs:
        drawn = [line.texte for line in lines[min(bloc.lignes) : max(bloc.lignes) + 1][:MAX_DRAWN]]
        bloc.traces = tuple("".join("".join(texts).split()) for texts in (drawn, reversed(drawn)))
        bloc.phrase = _is_sentence(bloc, lines)
    return blocs


def _joined(blocs: Sequence[Bloc]) -> list[Bloc]:
    """Return the blocks, those that stand together made one: the lines of a stamp may be drawn in any order."""
    kept: list[Bloc] = []
    for bloc in blocs:
        near = next((one for one in kept[: -MAX_OPEN - 1 : -1] if _may_join(one, bloc)), None)
        if near is None:
            kept.append(bloc)
        else:
            for pose in bloc.poses:
                near.add(pose)
    return kept


def _is_sentence(bloc: Bloc, lines: Sequence[Ligne]) -> bool:
    words = [pose.jeton for pose in bloc.poses if pose.jeton.texte]
    if not words or not all(jeton.minuscule for jeton in words):
        return False
    other = [line.pose for line in lines if not line.jetons and len(line.texte) > 2]
    return any(_touches(own, pose) for own in bloc.poses for pose in other)


def _touches(own: Pose, other: Pose) -> bool:
    """Return whether two lines are one text: the next line, or the next words."""
    across, down = _gaps(own, other)
    height = max(own.height, other.height)
    return own.sens == other.sens and (
        (across < 0 and down < 0.8 * height) or (on_one_line(own, other) and across < SEPARATION * height)
    )


def _may_join(one: Bloc, other: Bloc) -> bool:
    genres = {pose.jeton.genre for pose in one.poses}
    return (
        bool(one.formes & other.formes)
        and genres.isdisjoint(pose.jeton.genre for pose in other.poses)
        and any(_is_near(own, pose) for own in one.poses for pose in other.poses)
    )


def _set_days(blocs: Sequence[Bloc], days: Sequence[Pose]) -> None:
    """Give the days that stand alone to the labels that lack one: on the same line, else under it.

    The day of a publication is often left empty: one is taken from under its label only where another label's day is so placed.
    """
    labels = [(bloc, label) for bloc in blocs for label in bloc.etiquettes]
    under: list[Bloc] = []
    last: list[tuple[Pose, Bloc, Pose]] = []
    for day in days:
        beside = [pair for pair in labels if _is_beside(pair[1], day) and day.x1 <= pair[0].right(day)]
        above = [pair for pair in labels if _is_near(pair[1], day) and pair[1].y0 < day.y0]
        if beside:
            _give(day, *max(beside, key=lambda pair: pair[1].x1))
        elif above:
            bloc, label = max(above, key=lambda pair: pair[1].y1)
            if label.jeton.genre == PUBLICATION:
                last.append((day, bloc, label))
            elif _give(day, bloc, label):
                under.append(bloc)
    for day, bloc, label in last:
        if bloc in under:
            _give(day, bloc, label)


def _give(day: Pose, bloc: Bloc, label: Pose) -> bool:
    """Give a day to a label of a block; return False where it has one already."""
    if label not in bloc.poses or label.jeton.jour is not None:
        return False
    made = label._replace(jeton=label.jeton._replace(jour=day.jeton.jour))
    bloc.poses[bloc.poses.index(label)] = made
    bloc.lignes.add(day.ligne)
    return True


def _is_near(own: Pose, other: Pose) -> bool:
    """Return whether two pieces may be of one stamp: of one run, one under the other, an identifier beside its label."""
    if own[1:] == other[1:]:
        return True
    if own.sens != other.sens:
        return False
    height = max(own.height, other.height)
    across, down = _gaps(own, other)
    if across <= 0.5 * height and down > -0.5 * height:
        return down <= INTERLIGNE * height
    genres = {own.jeton.genre, other.jeton.genre}
    return genres == {NUMERO, IDENTIFIANT} and on_one_line(own, other) and across <= ALINEA * height


def _is_beside(label: Pose, day: Pose) -> bool:
    """Return whether a day stands at the right of a label, on its line."""
    across = day.x0 - label.x1
    return label.sens == day.sens and on_one_line(label, day) and -0.5 * label.height <= across <= ALINEA * label.height


def on_one_line(one: Pose, other: Pose) -> bool:
    """Return whether two pieces stand at the same height."""
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return shared > 0.5 * min(one.y1 - one.y0, other.y1 - other.y0)


def _gaps(one: Pose, other: Pose) -> tuple[float, float]:
    """Return how far two pieces stand apart, across and down; less than zero where they overlap."""
    return max(one.x0 - other.x1, other.x0 - one.x1), max(one.y0 - other.y1, other.y0 - one.y1)


def lines(ecrits: Sequence[Ecrit]) -> list[tuple[str, Pose]]:
    """Return the lines of a page and where they stand: its runs, those that stand together on one line made one."""
    runs = [Ligne(clean(ecrit.texte), _pose(ecrit), []) for ecrit in ecrits]
    chains = list(_iter_chains(runs))
    alone = set(range(len(runs))).difference(*chains)
    joined = [(_joined_text([runs[rank] for rank in ranks]), _all_around(runs, ranks)) for ranks in chains]
    return [*((runs[rank].texte, runs[rank].pose) for rank in sorted(alone)), *joined]


def on_line_of(bloc: Bloc, pose: Pose) -> Iterator[Pose]:
    """Yield the labels and days that stand on the line of a piece of a block: beside it, a stamp has none."""
    for other in bloc.etiquettes:
        if other[1:] == pose[1:] or on_one_line(other, pose):
            yield other


# -------------------------------------------------------------------------------------------------------------- the lines


def _iter_poses(lines: Sequence[Ligne]) -> Iterator[Pose]:
    """Yield the pieces of stamp of the lines; one that is cut in two is read as one."""
    rank = 0
    while rank < len(lines):
        texte, pose, found = lines[rank]
        pose = pose._replace(ligne=rank)
        rank += 1
        if rank < len(lines) and _is_near(pose, lines[rank].pose):
            whole = _whole(texte, found, lines[rank])
            if whole:
                found, pose = whole, _around(pose, lines[rank].pose)
                rank += 1
        for jeton in found:
            yield pose._replace(jeton=jeton)


class Ligne(NamedTuple):
    """A line as it may be read: its text, where it stands, and the pieces of stamp it is made of, if it is."""

    texte: str
    pose: Pose
    jetons: list[Jeton]


def _lines(ecrits: Sequence[Ecrit]) -> list[Ligne]:
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
        near = [chain for one in (band - 1, band, band + 1) for chain in ends.get((pose.sens, one), [])[-MAX_OPEN:]]
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
