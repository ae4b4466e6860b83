"""What stands together on a page: the lines of a stamp, gathered into blocks by what they are and where they lie.

A stamp is a block: lines under one another, each made of nothing but a title, a label and its day, or the identifier. The order
in which a page is drawn says nothing: blocks are made of places. A block never mixes the words of two forms of stamp, nor holds
one label twice: that is where another begins.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from delib.prefecture.accuse.jours import Jour
from delib.prefecture.accuse.lignes import (
    ALINEA,
    INTERLIGNE,
    SEPARATION,
    Ligne,
    Pose,
    gaps,
    is_near,
    iter_poses,
    on_one_line,
    read_lines,
)
from delib.prefecture.accuse.motifs import ETIQUETTES, IDENTIFIANT, JOURNEE, NOM, PUBLICATION, TOUTES
from delib.production.pdf.ecrits import Ecrit

MAX_DRAWN = 50
"""The most lines drawn between the first and the last of a stamp: one drawn in among others is not known again by its text."""
MAX_PIECES = 1_000
"""The most pieces of stamp on one page: the page of a list of acts has 200."""
MAX_OPEN = 50
"""The most blocks that a piece is tried with, the last ones first: the lines of a stamp come near one another."""


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
        self.lignes |= {pose.ligne, pose.fin}

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
            and any(is_near(own, pose) for own in self.poses)
        )


class TropError(Exception):
    """Raised for a page with more pieces of stamp than a page can have."""


def gather(ecrits: Sequence[Ecrit]) -> list[Bloc]:
    """Return the blocks that the runs of a page make. Raises TropError for more pieces than a page can have."""
    lines = read_lines(ecrits)
    poses = list(itertools.islice(iter_poses(lines), MAX_PIECES + 1))
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
    across, down = gaps(own, other)
    height = max(own.height, other.height)
    return own.sens == other.sens and (
        (across < 0 and down < 0.8 * height) or (on_one_line(own, other) and across < SEPARATION * height)
    )


def _may_join(one: Bloc, other: Bloc) -> bool:
    genres = {pose.jeton.genre for pose in one.poses}
    return (
        bool(one.formes & other.formes)
        and genres.isdisjoint(pose.jeton.genre for pose in other.poses)
        and any(is_near(own, pose) for own in one.poses for pose in other.poses)
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
        above = [pair for pair in labels if is_near(pair[1], day) and pair[1].y0 < day.y0]
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
    bloc.lignes |= {day.ligne, day.fin}
    return True


def _is_beside(label: Pose, day: Pose) -> bool:
    """Return whether a day stands at the right of a label, on its line."""
    across = day.x0 - label.x1
    return label.sens == day.sens and on_one_line(label, day) and -0.5 * label.height <= across <= ALINEA * label.height


def on_line_of(bloc: Bloc, pose: Pose) -> Iterator[Pose]:
    """Yield the labels and days that stand on the line of a piece of a block: beside it, a stamp has none."""
    for other in bloc.etiquettes:
        if other[1:] == pose[1:] or on_one_line(other, pose):
            yield other
