"""A part of a docxtpl template, compiled once: docxtpl's own patches, then Jinja's code, each line of which knows its tag."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from types import CodeType
from typing import Any

from jinja2 import Template, TemplateSyntaxError, nodes

from delib.anomalie import MAX_ERRORS, Anomalie, Word, make
from delib.modele import passerelle, syntaxe
from delib.modele.bac import Bac, Contexte
from delib.modele.boites import OPENERS, may_empty
from delib.modele.grilles import varies
from delib.modele.impression import ATTRIBUT, TEXTE
from delib.modele.instrument import Instrument
from delib.modele.langage import Fault
from delib.modele.lecture import Tag
from delib.modele.passage import Passage
from delib.modele.politique import MAX_OUTPUT
from delib.modele.reperes import Reperes

_MERGED = re.compile(r'(w:gridSpan w:val="\{\{ (?:[0-9]+ \* )?loop\.length )(\}\}")')
"""What docxtpl writes for `{% hm %}`."""
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_ESCAPES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
_PROPERTIES = (re.compile(r"<w:pPr>.*?</w:pPr>", re.DOTALL), re.compile(r"<w:rPr>.*?</w:rPr>", re.DOTALL))
_LINE = 40
"""How many characters of XML a line break becomes."""
_CHUNK = 128
"""How many pieces of text are joined between two looks at the room left."""


class Partie:
    """A compiled part: `anomalies` are what its compilation found; without any, `render` prints it."""

    def __init__(self, reperes: Reperes, bac: Bac, name: str, patched: bool) -> None:
        self.name = name
        self.lieu = Word(reperes.fichier, reperes.partie)
        self.bac = bac
        self.anomalies: list[Anomalie] = list(reperes.anomalies)
        self._template: Template | None = None
        self.fragile = self.regrid = self.drawings = False
        self.listing = _LINE
        xml, marked = reperes.marked()
        self.tags = [tag for tag, _ in marked]
        self._sortes = [sorte for _, sorte in marked]
        every = [tag for _, tag, _ in reperes.every()]
        if self.anomalies:
            self.anomalies.extend(islice(syntaxe.iter_anomalies(every, self.bac, self.lieu), MAX_ERRORS))
            self.anomalies = list(dict.fromkeys(self.anomalies))[:MAX_ERRORS]
        else:
            xml = passerelle.patched(xml) if patched else xml
            merged = next((tag for tag in every if tag.word == "hm"), None)
            if merged is not None:
                mark = f"{reperes.sign}{len(self.tags)}{reperes.sign}"
                xml = _MERGED.sub(lambda found: f"{found.group(1)}{mark}{found.group(2)}", xml)
                self.tags.append(merged)
                self._sortes.append(ATTRIBUT)
            self.source, self._lines, self._of_line = _lined(xml, reperes.sign)
            self._template = self._compiled(every)
        if not self.anomalies:
            words = {tag.word for tag in every}
            self.fragile = patched and may_empty(self.source)
            self.regrid = bool(words & {"colspan", "hm"}) or any(tag.kind == "tc" for tag in every) or varies(self.source)
            self.kinds = {tag.kind for tag in every} | ({"p"} if self.fragile else set())
            self.drawings = "<wp:docPr " in self.source
            self.listing = _longest(self.source)

    # -------------------------------------------------------------------------------------------------------- compiling

    def tag(self, line: int) -> Tag | None:
        """Return the tag that a line of the source holds."""
        index = bisect_left(self._lines, line)
        return self.tags[self._of_line[index]] if index < len(self._lines) else None

    def sorte(self, line: int) -> int:
        """Return where the tag of a line stands."""
        index = bisect_left(self._lines, line)
        return self._sortes[self._of_line[index]] if index < len(self._lines) else TEXTE

    def place(self, line: int) -> Word:
        """Return the place of the tag of a line."""
        tag = self.tag(line)
        return tag.lieu if tag is not None else self.lieu

    def tree(self) -> nodes.Template:
        """Return the syntax tree of the part, its fixed text as docxtpl prints it."""
        tree = self.bac.parse(self.source)
        for data in tree.find_all(nodes.TemplateData):
            for escape, sign in _ESCAPES:
                data.data = data.data.replace(escape, sign)
        return tree

    def _compiled(self, every: list[Tag]) -> Template | None:
        if not syntaxe.within_bounds(every):
            self.anomalies.extend(islice(syntaxe.iter_anomalies(every, self.bac, self.lieu), MAX_ERRORS))
            return None
        try:
            tree = self.tree()
            found = list(islice(syntaxe.forbidden(tree, self.bac), MAX_ERRORS))
        except (TemplateSyntaxError, RecursionError, MemoryError, ValueError) as error:
            self.anomalies.extend(islice(syntaxe.iter_anomalies(every, self.bac, self.lieu), MAX_ERRORS))
            if not self.anomalies:
                place = self.place(getattr(error, "lineno", None) or 0)
                self.anomalies.append(make("balise-syntaxe", place, probleme="elle ne s’accorde pas avec les autres"))
            return None
        self.anomalies.extend(make(fault.code, self.place(line), "", **fault.details) for line, fault in found)
        self.anomalies.extend(islice(syntaxe.iter_blocks(every), MAX_ERRORS))
        return None if self.anomalies else self._code(tree, every)

    def _code(self, tree: nodes.Template, every: list[Tag]) -> Template | None:
        """Return the template of a tree, or None where Python will not have it."""
        try:
            return Template.from_code(self.bac, self.code(Instrument(self.bac, self.sorte).visit(tree), self.bac), {})
        except TemplateSyntaxError as error:
            place = self.place(error.lineno)
            self.anomalies.append(make("balise-syntaxe", place, probleme=syntaxe.in_french(error.message or "")))
        except (SyntaxError, RecursionError, MemoryError, ValueError):
            longest = max(every, key=lambda tag: len(tag.source))
            self.anomalies.append(make("balise-syntaxe", longest.lieu, probleme="elle s’emboîte trop"))
        return None

    def code(self, tree: nodes.Template, bac: Bac) -> CodeType:
        """Return the code of a tree."""
        made = bac.compile(tree, filename=self.name)
        assert isinstance(made, CodeType)  # noqa: S101 - raw source is not asked for
        return made

    # -------------------------------------------------------------------------------------------------------- rendering

    def render(self, names: dict[str, Any], passage: Passage) -> str:
        """Return the part printed. Raises Fault, and whatever the values raise."""
        assert self._template is not None  # noqa: S101 - a template with anomalies is never rendered
        context = Contexte(self.bac, names, None, {})
        context.passage = passage
        passage.name = self.name
        return gathered(self._template.root_render_func(context), self.listing)

    def crossing(self) -> list[Anomalie]:
        """Return the blocks that open in one paragraph and close in another: what is between them may be cut anywhere."""
        opened: list[Tag] = []
        found = []
        for tag in self.tags:
            if tag.word in OPENERS:
                opened.append(tag)
            elif tag.word.startswith("end") and tag.word[3:] in OPENERS and opened:
                first = opened.pop()
                if first.kind != tag.kind or (not tag.kind and first.lieu.paragraphe != tag.lieu.paragraphe):
                    ou = f"paragraphe {first.lieu.paragraphe}"
                    found.append(make("bloc-a-cheval", tag.lieu, ouvert=first.texte[:60], ou=ou))
        return found

    def line(self, error: BaseException) -> int:
        """Return the line of the source at which `error` was raised, or 0."""
        found = 0
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self.name and self._template is not None:
                found = self._template.get_corresponding_lineno(trace.tb_lineno)
            trace = trace.tb_next
        return found


def gathered(pieces: Iterator[str], listing: int = _LINE) -> str:
    """Return the pieces joined; a tab or a new paragraph will become `listing` characters.

    Raises Fault beyond the bounds, before they are met, and for what a value raises to stop the program.
    """
    texts: list[str] = []
    room = MAX_OUTPUT
    try:
        while chunk := list(islice(pieces, _CHUNK)):
            text = "".join(chunk)
            room -= len(text) * (1 if text.isascii() else 2)
            room -= sum(text.count(mark) * (_LINE if mark == "\n" else listing) for mark in "\n\t\a\f" if mark in text)
            if room < 0:
                raise Fault("modele-demesure", quoi=f"plus de {MAX_OUTPUT // 1024 // 1024} Mo de texte")
            texts.append(text)
    except (Exception, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        raise Fault("balise-echec", raison=f"une erreur {type(error).__name__}").with_traceback(error.__traceback__) from error
    return "".join(texts)


def _longest(source: str) -> int:
    """Return how long the properties of a paragraph and of a run of the template may be, once repeated by a tab."""
    return 3 * _LINE + sum(max(map(len, found.findall(source)), default=0) for found in _PROPERTIES)


def _lined(xml: str, sign: str) -> tuple[str, list[int], list[int]]:
    """Return the source that Jinja reads, its marks become line ends; the line of each, and which tag it marks."""
    pieces: list[str] = []
    lines: list[int] = []
    of_line: list[int] = []
    line = 1
    for index, piece in enumerate(xml.split(sign)):
        if index % 2:
            lines.append(line)
            of_line.append(int(piece))
            pieces.append("\n")
            line += 1
        else:
            pieces.append(piece)
            line += piece.count("\n")
    return _TAG.sub(lambda found: found.group().replace("&amp;", "&"), "".join(pieces)), lines, of_line
