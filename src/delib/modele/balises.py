"""The tags of a part of a delib template, each with the literal XML around it: what a Programme is made of.

Returns the part as an alternation of literal XML and tags.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from delib.anomalie import Word, make
from delib.modele.boites import may_empty
from delib.modele.lecture import CONTAINERS, OPENING, TOKEN, Lecture, Morceau, Paragraphe, Tag, abridged, cut

_KIND = re.compile(r"\{%(p|tr|tc|r)[\s\u00a0]")
PROPERTY = re.compile(r"<(?P<name>[\w:]+)(?P<attributes>[^<>]*)>(?P<text>[^<]+)</(?P=name)>")
_PROPERTIES = {
    "title": "titre",
    "subject": "objet",
    "creator": "auteur",
    "keywords": "mots clés",
    "description": "commentaires",
    "category": "catégorie",
}

Edit = tuple[int, int, "Tag | str"]


class Part(Lecture):
    """A part of the package, cut into literal XML and tags."""

    def __init__(self, xml: str, fichier: str, partie: str) -> None:
        self.edits: list[Edit] = []
        self.kinds: set[str] = set()
        self._preserved: set[int] = set()
        super().__init__(xml, fichier, partie)

    @property
    def tagged(self) -> bool:
        """Return whether the part holds a tag."""
        return bool(self.edits)

    @property
    def emptied(self) -> set[str]:
        """Return the kinds of tags that may leave a hole in the part: `p` only where a box may lose its last paragraph."""
        if "p" not in self.kinds:
            return self.kinds
        source = "".join(one if isinstance(one, str) else one.source for one in self.segments())
        return self.kinds if may_empty(source) else self.kinds - {"p"}

    def segments(self) -> Iterator[Tag | str]:
        """Yield literal XML and tags in turn, as they follow."""
        at = 0
        for start, end, new in sorted(self.edits, key=lambda edit: (edit[0], edit[1])):
            if start < at:
                continue
            if start > at:
                yield self.xml[at:start]
            if new:
                yield new
            at = end
        yield self.xml[at:]

    # --------------------------------------------------------------------------------------------------------- scanning

    def _outside(self, texte: str, paragraphs: list[Paragraphe]) -> None:
        """Refuse a tag that is not in the text of a run."""
        found = OPENING.search(texte)
        shown = texte[found.start() if found is not None else 0 :].partition('"')[0]
        lieu = self._lieu(paragraphs[-1], shown) if paragraphs else Word(self.fichier, self.partie, balise=abridged(shown))
        self.anomalies.append(make("balise-hors-texte", lieu))

    def _leftover(self) -> None:
        """Refuse a tag that no run of text holds: it would be printed as it is."""
        at = 0
        for start, end, _ in (*sorted(self.edits, key=lambda edit: edit[:2]), (len(self.xml), len(self.xml), "")):
            found = OPENING.search(self.xml, at, max(at, start)) if not self.anomalies else None
            if found is not None:
                shown = TOKEN.sub("", self.xml[found.start() : found.start() + 400])[:80]
                self.anomalies.append(make("balise-hors-texte", Word(self.fichier, self.partie, balise=abridged(shown))))
            at = max(at, end)

    # ------------------------------------------------------------------------------------------------------- paragraphs

    def _paragraph(self, paragraph: Paragraphe) -> None:
        whole = paragraph.whole
        spans, stray = cut(whole)
        if stray >= 0:
            around = whole[max(spans[-1][1] if spans else 0, stray - 20) : stray + 30]
            lieu = self._lieu(paragraph, around, stray + 1)
            self.anomalies.append(make("balise-non-fermee", lieu, signe=whole[stray : stray + 2]))
            return
        if not spans:
            return
        for low, high in spans:
            kind = _KIND.match(whole, low)
            if kind is not None and kind.group(1) != "r":
                alone = len(spans) == 1 and not (whole[:low] + whole[high:]).strip()
                self._container(paragraph, kind.group(1), whole[low:high], low, alone)
                return
        offsets = [0, *accumulate(len(one.texte) for one in paragraph.texts)]
        for low, high in spans:
            self._inline(paragraph, whole[low:high], low, high, offsets)

    def _container(self, paragraph: Paragraphe, kind: str, typed: str, low: int, alone: bool) -> None:
        """Take the tag that stands for its whole paragraph, row or cell."""
        lieu = self._lieu(paragraph, typed, low + 1)
        refusal = self._refusal(paragraph, kind, lieu, alone)
        if refusal is not None:
            self.anomalies.append(refusal)
            return
        span = paragraph.spans[CONTAINERS[kind]]
        self.kinds.add(kind)
        self.edits.append((span.low, span.high, self._tag(typed, kind, lieu, span.parent)))

    def _inline(self, paragraph: Paragraphe, typed: str, low: int, high: int, offsets: list[int]) -> None:
        """Take a tag that stands inside a paragraph, out of each run that holds a piece of it."""
        kind = "r" if _KIND.match(typed) else ""
        lieu = self._lieu(paragraph, typed, low + 1)
        first = bisect_right(offsets, low) - 1
        new: Tag | str = self._tag(typed, kind, lieu, paragraph.texts[first].parent)
        self.kinds.add(kind)
        for index in range(first, len(paragraph.texts)):
            text, offset = paragraph.texts[index], offsets[index]
            if offset >= high:
                break
            if text.start < 0:
                cut = (text.low, text.high)
            else:
                cut = (text.low + max(low - offset, 0), min(text.low + high - offset, text.high))
            if cut[0] == cut[1]:
                continue
            if kind and (self.xml[text.low : cut[0]].strip() or self.xml[cut[1] : text.high].strip()) and text.start >= 0:
                self.anomalies.append(make("balise-partage-passage", lieu))
                return
            if kind:
                self.edits.append((text.run, text.run_end, new))
            else:
                self.edits.append((*cut, new))
                self._preserve(text)
            new = ""

    def _preserve(self, text: Morceau) -> None:
        """Keep the spaces of a text that loses a tag: Word drops them at its ends otherwise."""
        if text.start < 0 or text.start in self._preserved or "xml:space" in self.xml[text.start : text.low]:
            return
        self._preserved.add(text.start)
        self.edits.append((text.start, text.low, '<w:t xml:space="preserve">'))


class Properties(Part):
    """The document properties (`docProps/core.xml`) cut the same way: the text of each element is a paragraph."""

    def __init__(self, xml: str, fichier: str) -> None:
        super().__init__(xml, fichier, "propriétés du document")

    def _scan(self) -> None:
        for found in PROPERTY.finditer(self.xml):
            place = property_place(found, self.fichier, self.partie)
            spans, stray = cut(found["text"])
            if stray >= 0:
                lieu = replace(place, balise=abridged(found["text"]), position=stray + 1)
                self.anomalies.append(make("balise-non-fermee", lieu, signe=found["text"][stray : stray + 2]))
                continue
            for low, high in spans:
                typed, at = found["text"][low:high], found.start("text")
                lieu = replace(place, balise=abridged(typed), position=low + 1)
                self.edits.append((at + low, at + high, self._tag(typed, "", lieu, found.start())))


def property_place(found: re.Match[str], fichier: str, partie: str) -> Word:
    """Return the place of a document property: its name in French is the heading."""
    name = found["name"].split(":")[-1]
    return Word(fichier, partie, _PROPERTIES.get(name, name))
