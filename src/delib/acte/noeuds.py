"""Values that remember where they stand: what a file, whatever its syntax, or Python data are read into.

A scalar stays the text that was typed; the schema types it later.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, NoReturn

from delib.anomalie import DonneesError, Ligne, Releve, Source, make

MAX_DEPTH = 64
"""The deepest nesting read: the schemas go down to 8."""
MAX_NODES = 500_000
"""The most values a file may hold: 5 MiB of `- a` lines would otherwise cost gigabytes."""

MAX_INTEGER = 10**15
"""Integers from here on are refused: text of more than fifteen digits is not read as a number either."""

Raw = str | int | bool | Decimal | None
"""A scalar as it was given: text from YAML, and the few types that JSON or Python tell apart."""


class Reading:
    """One file as it was read: its name, for people, and its text, from which a value can be taken again as typed."""

    __slots__ = ("dossier", "fichier", "starts", "texte")

    def __init__(self, fichier: str, texte: str = "", dossier: str = "") -> None:
        self.fichier = fichier
        self.texte = texte
        self.dossier = dossier
        self.starts: list[int] | None = None

    def place(self, start: int, end: int = -1) -> Source | Ligne:
        """Return the place of the characters `start` to `end` (offsets from 0)."""
        if start < 0:
            return Source(self.fichier)
        line, column = self._line_column(start)
        return Source(self.fichier, line, column, self._line_column(end) if end >= 0 else None)

    def _line_column(self, offset: int) -> tuple[int, int]:
        from bisect import bisect_right  # noqa: PLC0415 - only an anomaly needs it

        if self.starts is None:
            self.starts = [0, *(found.end() for found in re.finditer(r"\r\n|[\n\r]", self.texte))]
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


class Node:
    """A value and where it stands: `value` is a scalar, a dict of nodes, or a list of nodes; offsets are in characters."""

    __slots__ = ("end", "key", "plain", "reading", "start", "value")

    def __init__(
        self,
        value: Raw | dict[str, Node] | list[Node],
        reading: Reading,
        start: int = -1,
        end: int = -1,
        plain: bool = False,
    ) -> None:
        self.value = value
        self.reading = reading
        self.start = start
        self.end = end
        self.plain = plain
        self.key: Node | None = None

    @property
    def lieu(self) -> Source | Ligne:
        """Return where the value stands."""
        return self.reading.place(self.start, self.end)

    @property
    def lieu_cle(self) -> Source | Ligne:
        """Return where its key stands, or the value when it has none."""
        return self.key.lieu if self.key is not None else self.lieu

    def follow(self) -> list[int] | None:
        """Return where each character of a text's value stands in its source, and where the last one ends.

        A value folded over several lines differs from its source by its blanks alone; None for one with escapes, or no source.
        """
        texte = self.reading.texte
        if not isinstance(self.value, str) or not self.value or self.start < 0 or not texte:
            return None
        at = texte.find(self.value[0], self.start, self.end)
        places: list[int] = []
        for char in self.value:
            if char.isspace():
                places.append(at)
                while at < self.end and texte[at].isspace():
                    at += 1
                continue
            if at < 0 or at >= self.end or texte[at] != char:
                return None
            places.append(at)
            at += 1
        return [*places, at]

    def as_typed(self) -> str | None:
        """Return the line that YAML took for a mapping, as it was typed, or None where that cannot be known.

        French puts a space before the colon: `- APPROUVE la liste, à savoir : Argenteuil` is a mapping to YAML.
        """
        if not isinstance(self.value, dict) or len(self.value) != 1 or self.start < 0:
            return None
        (node,) = self.value.values()
        if node.key is None or not node.key.plain or node.end < 0:
            return None
        texte = self.reading.texte
        if texte[self.start] == "{":
            return None
        raw = texte[self.start : node.end]
        if not _COLON.fullmatch(texte, node.key.end, node.start):
            return None
        if isinstance(node.value, str):
            return _folded(raw) if node.plain else None
        opened = texte[node.start : node.start + 1] in ("{", "[")
        return raw if opened and len(raw.splitlines()) == 1 else None


_COLON = re.compile(r"[ \t]*:[ \t]*(?:\r?\n[ \t]*)?")


def _folded(raw: str) -> str:
    """Return lines joined as YAML joins those of a plain text: a line break is a space, a blank line a line break."""
    pieces: list[str] = []
    blank = 0
    for line in raw.splitlines():
        words = line.strip(" \t")
        if words and pieces:
            pieces.append("\n" * blank or " ")
        if words:
            pieces.append(words)
        blank = 0 if words else blank + 1
    return "".join(pieces)


_CUT = re.compile(r"(?:[ \t]+|[ \t]*\r?\n[ \t]+)(#)(\w)?")


class Builder:
    """Builds nodes from what a file opens, closes and says in turn; tells what it refuses."""

    def __init__(self, reading: Reading, releve: Releve) -> None:
        self.reading = reading
        self.releve = releve
        self.root: Node | None = None
        self.stack: list[Node] = []
        self.keys: list[Node | None] = []
        self.documents = 0
        self.nodes = 0
        self.refused = False
        self.ended = -1  # end of the last scalar or closing bracket: a block has no end mark of its own

    def take(self, event: Any) -> None:
        """Take one event of the YAML parser."""
        kind = type(event).__name__
        start, end = event.start_mark.index, event.end_mark.index
        if kind == "ScalarEvent":
            self._marks(event, start, end)
            self.scalar(event.value, start, end, plain=event.style in (None, ""))
        elif kind == "SequenceStartEvent":
            self._marks(event, start, end)
            self.open([], start, end)
        elif kind == "MappingStartEvent":
            self._marks(event, start, end)
            self.open({}, start, end)
        elif kind in ("SequenceEndEvent", "MappingEndEvent"):
            self.close(start, end)
        elif kind == "AliasEvent":
            self.refuse("yaml-alias", start, end, nom=event.anchor)
            self._put(Node("", self.reading, start, end))
        elif kind == "DocumentStartEvent":
            self.documents += 1
            if self.documents > 1:
                self._stop("yaml-plusieurs-documents", start, end)
            if event.version or event.tags:
                self.refuse("yaml-directive", start, end)

    def _marks(self, event: Any, start: int, end: int) -> None:
        if event.anchor:
            self.refuse("yaml-ancre", start, end, nom=event.anchor)
        if event.tag:
            self.refuse("yaml-etiquette", start, end, nom=str(event.tag).replace("tag:yaml.org,2002:", "!!"))

    def scalar(self, value: Raw, start: int, end: int, plain: bool = False) -> None:
        """Take a scalar; `plain` when no quote surrounds it."""
        self._count(start, end)
        self.ended = end
        texte = self.reading.texte
        if plain and value and (cut := _CUT.match(texte, end)) is not None and self._cuts(cut, start):
            at = cut.start(1)
            kept, lost = str(value).rsplit("\n", maxsplit=1)[-1][-40:], texte[at : at + 60].split("\n", 1)[0].rstrip()
            self.releve.add(make("yaml-diese", self.reading.place(start, end), garde=kept, perdu=lost))
        self._put(Node(value, self.reading, start, end, plain))

    def _cuts(self, cut: re.Match[str], start: int) -> bool:
        """Return whether what YAML takes for a comment was meant as text.

        So it looks one blank after the text, glued to a word (`#12`), or, on the next line, glued and set further in.
        """
        before, glued = cut.group(0)[: cut.start(1) - cut.start()], cut.group(2) is not None
        if "\n" not in before:
            return len(before) == 1 or glued
        line = self.reading.texte.rfind("\n", 0, start) + 1
        own = len(self.reading.texte[line:start]) - len(self.reading.texte[line:start].lstrip(" "))
        return glued and len(before.rsplit("\n", 1)[1]) > own

    def open(self, value: dict[str, Node] | list[Node], start: int, end: int) -> None:
        """Take the beginning of a list or of a mapping."""
        self._count(start, end)
        if len(self.stack) >= MAX_DEPTH:
            self._stop("yaml-profondeur", start, end, limite=MAX_DEPTH)
        node = Node(value, self.reading, start, end)
        self._put(node)
        self.stack.append(node)
        self.keys.append(None)

    def close(self, start: int, end: int) -> None:
        """Take the end of a list or of a mapping."""
        if end > start:
            self.ended = end
        node = self.stack.pop()
        self.keys.pop()
        node.end = max(self.ended, node.start)

    def refuse(self, code: str, start: int, end: int, **details: object) -> None:
        """Tell what makes the file refused, and read on."""
        self.refused = True
        self.releve.add(make(code, self.reading.place(start, end), "", **details))

    def _stop(self, code: str, start: int, end: int, **details: object) -> NoReturn:
        self.releve.add(make(code, self.reading.place(start, end), "", **details))
        raise DonneesError(self.releve)

    def _count(self, start: int, end: int) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._stop("yaml-trop-de-valeurs", start, end, limite=f"{MAX_NODES:,}".replace(",", "\u202f"))

    def _put(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if isinstance(parent.value, list):
            parent.value.append(node)
            return
        key = self.keys[-1]
        if key is None:
            if not isinstance(node.value, str):
                self._stop("yaml-cle", node.start, node.end)
            if node.value == "<<" and node.plain:
                self.refuse("yaml-fusion", node.start, node.end)
            self.keys[-1] = node
            return
        self.keys[-1] = None
        node.key = key
        name = str(key.value)
        assert isinstance(parent.value, dict)  # noqa: S101 - tells the type checker what `open` took
        if name in parent.value:
            first = parent.value[name].lieu_cle
            self.refuse("cle-double", key.start, key.end, cle=name, premiere=first.ligne)
            return
        parent.value[name] = node
