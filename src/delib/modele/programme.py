"""A tagged part as steps to follow: text as it is, values, conditions, loops. Built once, followed for each act."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Any

from delib.anomalie import Anomalie, Word, make, suggestion
from delib.modele.langage import Fault, Read, Scope, Sentence, instruction
from delib.modele.lecture import Tag
from delib.modele.politique import MAX_DEPTH, Passage, Tour, elements, printed

MAX_TAG = 1_000
"""The longest tag read, in characters: the longest of a real template is under 250."""
MAX_TAGS = 10_000
"""The most tags of one part: the shipped délibération has 700."""
MAX_BLOCKS = 16
"""The deepest nesting of blocks: the shipped délibération goes down to 7."""
_BLOCKS = {"endif": "if", "endfor": "for", "elif": "if", "else": "if"}
_NESTING = re.compile(r"[(\[{~*/%+-]|\bnot\b")


class Step(ABC):
    """One tag at work: where it stands, and what it costs each time."""

    __slots__ = ("lieu", "weight")

    def __init__(self, lieu: Word, weight: int) -> None:
        self.lieu = lieu
        self.weight = weight

    @abstractmethod
    def follow(self, scope: Scope, passage: Passage) -> None:
        """Do what the tag says. Raises Depasse beyond the bounds of the rendering."""


Body = list["Step | str"]


def follow(body: Body, scope: Scope, passage: Passage) -> None:
    """Follow the steps of `body` one after the other."""
    for step in body:
        if isinstance(step, str):
            passage.write(step)
        else:
            step.follow(scope, passage)


class _Value(Step):
    __slots__ = ("escape", "read")

    def __init__(self, lieu: Word, weight: int, read: Read, escape: Callable[[str], str]) -> None:
        super().__init__(lieu, weight)
        self.read = read
        self.escape = escape

    def follow(self, scope: Scope, passage: Passage) -> None:
        passage.enter(self.lieu, self.weight)
        text = printed(self.read(scope, passage), passage)
        if text is not None:
            passage.write(self.escape(text))


class _Set(Step):
    __slots__ = ("name", "read")

    def __init__(self, lieu: Word, weight: int, name: str, read: Read) -> None:
        super().__init__(lieu, weight)
        self.name = name
        self.read = read

    def follow(self, scope: Scope, passage: Passage) -> None:
        passage.enter(self.lieu, self.weight)
        scope[self.name] = self.read(scope, passage)


class _If(Step):
    """Branches in their order: a condition (None: `else`), where it stands, what follows when it is true."""

    __slots__ = ("branches",)

    def __init__(self, lieu: Word, weight: int) -> None:
        super().__init__(lieu, weight)
        self.branches: list[tuple[Read | None, Word, Body]] = []

    def follow(self, scope: Scope, passage: Passage) -> None:
        for condition, lieu, body in self.branches:
            passage.enter(lieu, self.weight)
            if condition is None or condition(scope, passage):
                follow(body, scope, passage)
                return


class _For(Step):
    __slots__ = ("body", "name", "read")

    def __init__(self, lieu: Word, weight: int, name: str, read: Read) -> None:
        super().__init__(lieu, weight)
        self.name = name
        self.read = read
        self.body: Body = []

    def follow(self, scope: Scope, passage: Passage) -> None:
        passage.enter(self.lieu, self.weight)
        items = elements(self.read(scope, passage), passage)
        for index, item in enumerate(items):
            passage.enter(self.lieu, self.weight)
            follow(self.body, {**scope, self.name: item, "loop": Tour(index, len(items))}, passage)


class Programme:
    """The steps of a part, the names that they read, and what is wrong with its tags."""

    def __init__(self, segments: Iterable[Tag | str], lieu: Word, escape: Callable[[str], str]) -> None:
        self.lieu = lieu
        self.escape = escape
        self.body: Body = []
        self.names: set[str] = set()
        self.roots: dict[str, Word] = {}
        self.stored: set[str] = {"loop"}
        self.loops = False
        self.anomalies: list[Anomalie] = []
        self._opened: list[tuple[Tag, str, Step | None]] = []
        self._into = [self.body]
        self._broken = False
        count = 0
        for segment in segments:
            if isinstance(segment, str):
                self._write(segment)
            elif not segment.source.startswith("{#"):
                count += 1
                self._add(segment)
        if not self._broken:
            self.anomalies += [make("bloc-non-ferme", tag.lieu, ouvert=word) for tag, word, _ in self._opened]
        if count > MAX_TAGS:
            self.anomalies = [make("modele-demesure", lieu, quoi=f"plus de {MAX_TAGS} balises")]

    def run(self, scope: Scope, passage: Passage) -> None:
        """Write the part. Raises Depasse beyond the bounds of the rendering."""
        for name, lieu in self.roots.items():
            if name not in passage.known and name not in self.stored:
                passage.lieu = lieu
                passage.tell("nom-inconnu", nom=name, conseil=suggestion(name, passage.known))
        passage.lieu = self.lieu
        follow(self.body, scope, passage)

    # ---------------------------------------------------------------------------------------------------------- building

    def _write(self, text: str) -> None:
        """Take fixed text, with that before it: it is written in one go."""
        body = self._into[-1]
        if body and isinstance(body[-1], str):
            body[-1] += text
        else:
            body.append(text)

    def _add(self, tag: Tag) -> None:
        """Take one more tag, or tell what is wrong with it."""
        source = tag.source
        if len(source) > MAX_TAG:
            self.anomalies.append(make("balise-longue", tag.lieu, longueur=len(source), limite=MAX_TAG))
        elif source[2] in "-+" or source[-3] in "-+":
            self.anomalies.append(make("balise-tiret", tag.lieu))
        elif len(_NESTING.findall(source)) > MAX_DEPTH:
            self.anomalies.append(make("balise-syntaxe", tag.lieu, probleme="elle s’emboîte trop"))
        else:
            try:
                self._read(tag, instruction(source) if source.startswith("{%") else "")
            except Fault as fault:
                self.anomalies.append(make(fault.code, tag.lieu, "", **fault.details))

    def _read(self, tag: Tag, word: str) -> None:
        inner = tag.source[2:-2].strip()
        if word in _BLOCKS and not self._matches(tag, word):
            return
        step: Step | None = None
        if word in ("if", "for"):  # open even where what it says is wrong: its end is not
            self._open(tag, word)
        sentence = Sentence(inner[len(word) :])
        if not word:
            step = _Value(tag.lieu, sentence.weight, self._said(sentence, tag, sentence.value), self.escape)
        elif word == "set":
            name, read = self._said(sentence, tag, sentence.assignment)
            self.stored.add(name)
            step = _Set(tag.lieu, sentence.weight, name, read)
        elif word == "for":
            name, read = self._said(sentence, tag, sentence.loop)
            self.stored.add(name)
            self.loops = True
            step = _For(tag.lieu, sentence.weight, name, read)
            self._enter(tag, word, step, step.body)
        elif word == "if":
            step = _If(tag.lieu, sentence.weight)
            self._branch(tag, word, step, self._said(sentence, tag, sentence.value))
        elif word == "elif":
            self._branch(tag, word, self._opened[-1][2], self._said(sentence, tag, sentence.value))
        elif word == "else":
            self._branch(tag, word, self._opened[-1][2], None)
            sentence.end()
        else:
            self._opened.pop()
            self._into.pop()
            sentence.end()
        if step is not None:
            target = self._into[-2] if word in ("if", "for") else self._into[-1]
            target.append(step)

    def _said(self, sentence: Sentence, tag: Tag, read: Callable[[], Any]) -> Any:
        made = read()
        self.names |= sentence.names
        for name in sentence.roots:
            self.roots.setdefault(name, tag.lieu)
        return made

    def _open(self, tag: Tag, word: str) -> None:
        self._opened.append((tag, word, None))
        self._into.append([])
        if len(self._opened) == MAX_BLOCKS + 1:
            self.anomalies.append(make("bloc-trop-profond", tag.lieu, limite=MAX_BLOCKS))

    def _enter(self, tag: Tag, word: str, step: Step, body: Body) -> None:
        self._opened[-1] = (tag, word, step)
        self._into[-1] = body

    def _branch(self, tag: Tag, word: str, step: Step | None, condition: Read | None) -> None:
        """Begin a branch of the `if` open; a faulty `if` has none, and its branches are only read."""
        body: Body = []
        if isinstance(step, _If):
            if step.branches and step.branches[-1][0] is None:
                raise Fault("balise-syntaxe", probleme=f"« {word} » suit un « else »")
            step.branches.append((condition, tag.lieu, body))
        opening = self._opened[-1][0] if word != "if" else tag
        self._opened[-1] = (opening, "if", step)
        self._into[-1] = body

    def _matches(self, tag: Tag, word: str) -> bool:
        """Return whether `word` divides or closes the block open, at its own height; tell where it does not."""
        if self._broken:
            return False
        opened, first, _ = self._opened[-1] if self._opened else (None, "", None)
        if opened is None or first != _BLOCKS[word]:
            self._broken = True
            ouvert = f" : le dernier ouvert est « {opened.texte[:60]} »" if opened is not None else ""
            self.anomalies.append(make("bloc-mal-ferme", tag.lieu, fin=word, ouvert=ouvert))
            return False
        if (opened.kind, opened.parent) != (tag.kind, tag.parent):
            ou = f"paragraphe {opened.lieu.paragraphe}"
            self.anomalies.append(make("bloc-a-cheval", tag.lieu, ouvert=opened.texte[:60], ou=ou))
        return True
