"""Marks each tag of a docxtpl template, so that it is still known, with its place, once docxtpl has patched the XML.

A mark is a line end just before the closing sign: blank for Jinja, and a line number for its errors.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from delib.anomalie import Word, make
from delib.modele.balises import PROPERTY, property_place
from delib.modele.impression import ATTRIBUT, BALISAGE, CHAMP, FOND, FUSION, PARAGRAPHE, PASSAGE, TEXTE
from delib.modele.lecture import CONTAINERS, OPENING, Lecture, Paragraphe, Tag, abridged, cut

_SORTE = re.compile(r"\{[{%#](p|tr|tc|r)(?=[ \u00a0\u202f\u2009])")
_SORTES = {"p": PARAGRAPHE, "tr": BALISAGE, "tc": BALISAGE, "r": PASSAGE, "": TEXTE}
_CELL_WORDS = {"colspan": FUSION, "cellbg": FOND}
_UNMARKED = frozenset({"vm", "hm", "raw", "endraw"})
_BRACE = re.compile("[{\uff5b\uff5d]")
_REMOVED = re.compile(r"<w:(del|moveFrom)(?: [^<>]*[^<>/])?>.*?</w:\1>", re.DOTALL)
_ELSEWHERE = re.compile(r"\{\{[^<>{}]*\}\}|\{%[^<>]*?%\}")
_ODD = re.compile(
    r"\uff5b{2}[^\uff5b\uff5d]*\uff5d{2}|[\uff5b\uff5d]{2}|\uff5b[%\uff05]|[%\uff05]\uff5d|(?<![{_%#\w])\{\s*[^\W\d][\w.]*(?:\[[0-9]+\])?\s*\}(?![}_%#])"
)


class Reperes(Lecture):
    """A part of a docxtpl template: its tags in their order, each with the offset of its closing sign."""

    def __init__(self, xml: str, fichier: str, partie: str) -> None:
        self.closings: list[tuple[int, Tag, int]] = []
        self._paragraphs: list[tuple[int, int, Word]] = []
        self._known: list[tuple[int, int]] = []
        self._around = _Etendues([])
        super().__init__(xml, fichier, partie)
        self.closings.sort(key=lambda one: one[0])

    @property
    def tagged(self) -> bool:
        """Return whether the part holds a tag."""
        return bool(self.closings)

    def every(self) -> list[tuple[int, Tag, int]]:
        """Return the tags that Jinja reads, in their order: what stands between `raw` and `endraw` is text."""
        made = []
        raw = False
        for one in self.closings:
            raw = raw and one[1].word != "endraw"
            if not raw:
                made.append(one)
            raw = raw or one[1].word == "raw"
        return made

    def marked(self) -> tuple[str, list[tuple[Tag, int]]]:
        """Return the XML with a mark in each tag, its number between two signs, and the tags marked, with where each stands."""
        pieces: list[str] = []
        tags: list[tuple[Tag, int]] = []
        at = 0
        sign = self.sign
        for offset, tag, sorte in self.every():
            word = tag.word
            if word in _UNMARKED or tag.source.startswith("{#"):
                continue
            pieces += [self.xml[at:offset], f"{sign}{len(tags)}{sign}"]
            tags.append((tag, _CELL_WORDS.get(word, sorte)))
            at = offset
        return "".join((*pieces, self.xml[at:])), tags

    @property
    def sign(self) -> str:
        """Return a character that the part does not hold."""
        return next(chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in self.xml)

    # --------------------------------------------------------------------------------------------------------- scanning

    def _paragraph(self, paragraph: Paragraphe) -> None:
        span = paragraph.spans["w:p"]
        self._paragraphs.append((span.low, span.high, self._lieu(paragraph, "")))
        whole = paragraph.whole
        spans, stray = cut(whole)
        offsets = [0, *accumulate(len(one.texte) for one in paragraph.texts)]
        if stray >= 0:
            self._known.append((span.low, span.high))
            around = whole[max(spans[-1][1] if spans else 0, stray - 20) : stray + 30]
            lieu = self._lieu(paragraph, around, stray + 1)
            self.anomalies.append(make("balise-non-fermee", lieu, signe=whole[stray : stray + 2]))
            return
        self._odd(paragraph, whole, spans)
        for low, high in spans:
            typed = whole[low:high]
            found = _SORTE.match(typed)
            kind = found.group(1) if found is not None else ""
            lieu = self._lieu(paragraph, typed, low + 1)
            if kind in CONTAINERS:
                alone = len(spans) == 1 and not (whole[:low] + whole[high:]).strip()
                refusal = self._refusal(paragraph, kind, lieu, alone)
                if refusal is not None:
                    self.anomalies.append(refusal)
            self._known.append((_offset(paragraph, offsets, low), _offset(paragraph, offsets, high - 1) + 1))
            closing = _offset(paragraph, offsets, high - 2 - (typed[-3] in "-+"))
            self.closings.append((closing, self._made(typed, kind, lieu), _SORTES[kind]))

    def _made(self, typed: str, kind: str, lieu: Word) -> Tag:
        tag = self._tag(typed, "", lieu, 0)
        return replace(tag, source=tag.source[:2] + tag.source[2 + len(kind) :], kind=kind)

    def _odd(self, paragraph: Paragraphe, whole: str, spans: list[tuple[int, int]]) -> None:
        """Tell braces that look like a tag and would be printed as they are."""
        for found in _ODD.finditer(whole) if _BRACE.search(whole) is not None else ():
            if not any(low <= found.start() < high for low, high in spans):
                around = whole[max(found.start() - 20, 0) : found.end() + 20]
                lieu = self._lieu(paragraph, around, found.start() + 1)
                self.anomalies.append(make("balise-accolades", lieu, signe=found.group()))

    def _outside(self, texte: str, paragraphs: list[Paragraphe]) -> None:
        """Leave the tags of attributes and fields to `_leftover`: docxtpl renders them."""

    def _leftover(self) -> None:
        """Take the tags of attributes and fields; refuse those of deleted or moved text, and what is no whole tag."""
        removed = _Etendues([found.span() for found in _REMOVED.finditer(self.xml)])
        self._around = _Etendues([(low, high) for low, high, _ in self._paragraphs])
        known = sorted(self._known)
        starts = [low for low, _ in known]
        for low, high in known:
            if removed.around(low, high) >= 0:
                self.anomalies.append(make("modele-revisions", self._near(low, "")))
        for found in OPENING.finditer(self.xml):
            at = found.start()
            index = bisect_right(starts, at) - 1
            if index < 0 or at >= known[index][1]:
                self._elsewhere(at, removed)

    def _elsewhere(self, at: int, removed: _Etendues) -> None:
        whole = _ELSEWHERE.match(self.xml, at)
        lieu = self._near(at, whole.group() if whole is not None else self.xml[at : at + 80])
        last = self.xml.rfind(">", 0, at) + 1
        if removed.around(at, at + 1) >= 0:
            self.anomalies.append(make("modele-revisions", lieu))
        elif whole is None or self.xml.find("<!", last, at) >= 0:
            self.anomalies.append(make("balise-hors-texte", lieu))
        else:
            inside = self.xml.find("<", last, at) >= 0
            closing = whole.end() - 2 - (whole.group()[-3] in "-+")
            self.closings.append((closing, self._made(whole.group(), "", lieu), ATTRIBUT if inside else CHAMP))

    def _near(self, at: int, balise: str) -> Word:
        """Return the place of what lies at offset `at`: the innermost paragraph around it, or the part."""
        index = self._around.around(at, at + 1)
        lieu = self._paragraphs[index][2] if index >= 0 else Word(self.fichier, self.partie)
        return replace(lieu, balise=abridged(balise))


class _Etendues:
    """Stretches of a text, each wholly in another or out of it."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = spans
        self._order = sorted(range(len(spans)), key=lambda index: (spans[index][0], -spans[index][1]))
        self._lows = [spans[index][0] for index in self._order]
        self._parents: list[int] = []
        opened: list[int] = []
        for rank, index in enumerate(self._order):
            while opened and spans[self._order[opened[-1]]][1] <= spans[index][0]:
                opened.pop()
            self._parents.append(opened[-1] if opened else -1)
            opened.append(rank)

    def around(self, low: int, high: int) -> int:
        """Return the index of the innermost stretch that holds all from `low` to `high`, or -1."""
        rank = bisect_right(self._lows, low) - 1
        while rank >= 0 and self._spans[self._order[rank]][1] < high:
            rank = self._parents[rank]
        return self._order[rank] if rank >= 0 else -1


class ReperesProprietes(Reperes):
    """The document properties: the text of each element is a paragraph, printed as a field."""

    def _scan(self) -> None:
        for found in PROPERTY.finditer(self.xml):
            lieu = property_place(found, self.fichier, self.partie)
            spans, stray = cut(found["text"])
            start = found.start("text")
            self._known.append((start, found.end("text")))
            if stray >= 0:
                place = replace(lieu, balise=abridged(found["text"]), position=stray + 1)
                self.anomalies.append(make("balise-non-fermee", place, signe=found["text"][stray : stray + 2]))
                continue
            for low, high in spans:
                typed = found["text"][low:high]
                tag = self._made(typed, "", replace(lieu, balise=abridged(typed), position=low + 1))
                self.closings.append((start + high - 2 - (typed[-3] in "-+"), tag, CHAMP))


def _offset(paragraph: Paragraphe, offsets: list[int], position: int) -> int:
    """Return where, in the XML, the character at `position` of the paragraph's text lies."""
    index = bisect_right(offsets, position) - 1
    return paragraph.texts[index].low + position - offsets[index]
