"""Characters put together into what a reader sees: runs, each on one line, with the way it reads.

Only places count: where pdfium sees an end of line, or in which order it gives what stands upside down, does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

Place = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the top left corner of the page as displayed."""

SEPARATION = 0.6
"""How wide a space ends a run, in sizes of its largest character: the gutter of two columns is, that of two words is not."""


class Ecrit(NamedTuple):
    """A run of characters and where it stands; `sens` is how it reads: 0 to the right, 1 down, 2 to the left, 3 up."""

    texte: str
    x0: float
    y0: float
    x1: float
    y1: float
    sens: int


class Suite:
    """Characters that follow one another on a line; `spaced` is whether pdfium saw a space after the last."""

    def __init__(self, sens: int) -> None:
        self.sens = sens
        self.spaced = False
        self.chars: list[str] = []
        self.places: list[Place] = []
        self._between = 0.0

    def add(self, char: str, place: Place) -> bool:
        """Take one more character; return False for one that stands on another line, or too far to be of the run."""
        if self.places:
            last = self.places[-1]
            low = self.sens % 2
            gap = max(place[low] - last[low + 2], last[low] - place[low + 2])
            shared = min(last[3 - low], place[3 - low]) - max(last[1 - low], place[1 - low])
            height = min(last[3 - low] - last[1 - low], place[3 - low] - place[1 - low])
            size = max(last[2] - last[0], last[3] - last[1], place[2] - place[0], place[3] - place[1], 1.0)
            if shared <= 0.5 * height:
                return False
            if gap > SEPARATION * size + 3 * self._between:
                return False
            if not self.spaced:
                self._between = max(0.0, min(gap, size))
            elif gap > 0.1 * size:
                self.chars.append(" ")
        self.spaced = False
        self.chars.append(char)
        self.places.append(place)
        return True

    def ended(self) -> Ecrit:
        """Return the run; what pdfium gives from its end, being upside down, is told from its beginning."""
        left, top, right, bottom = zip(*self.places, strict=True)
        across, down = self.places[-1][0] - self.places[0][0], self.places[-1][1] - self.places[0][1]
        backwards = (across, down, -across, -down)[self.sens] < 0
        text = "".join(reversed(self.chars) if backwards else self.chars)
        return Ecrit(text, min(left), min(top), max(right), max(bottom), self.sens)


def lines_of_note(text: str, place: Place) -> Iterator[Ecrit]:
    """Yield the lines of a text laid in a box without telling where each stands: one under the other, of one height."""
    lines = text.split("\n")
    left, top, right, bottom = place
    height = (bottom - top) / len(lines)
    for rank, line in enumerate(lines):
        if line.strip():
            yield Ecrit(line.strip(), left, top + rank * height, right, top + (rank + 1) * height, 0)
