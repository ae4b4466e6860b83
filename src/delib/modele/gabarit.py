"""One Word template, compiled once: its tagged parts become Jinja templates, the rest is kept as it is.

Renders under the STRICTE policy. Every problem of a rendering is told with its place in the Word file; a part that is not
well formed is never returned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import TemplateError
from markupsafe import Markup

from delib.acte.bloc import Bloc
from delib.anomalie import Anomalie, ModeleError, Word, make
from delib.modele.balises import Part, Tag, properties
from delib.modele.politique import (
    INSTRUCTIONS,
    MAX_OUTPUT,
    PASSAGE,
    Depasse,
    Passage,
    Problem,
    StricteEnvironment,
    bound_loops,
    iter_problems,
    printed,
)
from delib.paquet import Paquet, check_xml

CORE = "docProps/core.xml"
_PARTS = re.compile(r"word/(document|header[0-9]*|footer[0-9]*|footnotes|endnotes)\.xml")
_NAMES = {"document": "corps", "header": "en-tête", "footer": "pied", "footnotes": "notes", "endnotes": "notes de fin"}
_BREAKS = {
    "\n": '</w:t><w:br/><w:t xml:space="preserve">',
    "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
}
_LINES = re.compile(r"\r\n?|\n|\t")
_EMPTY_CELL = re.compile(r"(<w:tc(?: [^<>]*)?>(?:<w:tcPr>(?:(?!</w:tcPr>).)*</w:tcPr>|<w:tcPr/>)?|</w:tbl>)(</w:tc>)", re.DOTALL)
_DATES = re.compile(r"(<dcterms:(?:created|modified)[^<>]*>)[^<>]*(</dcterms:(?:created|modified)>)")


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _in_run(value: Any) -> Markup:
    """Return what a value prints inside a `w:t`: a newline becomes a line break, a tab Word's tab."""
    text = printed(value)
    if text is None:
        return Markup()
    escaped = _escape(text)
    if "\n" in escaped or "\t" in escaped or "\r" in escaped:
        escaped = _LINES.sub(lambda found: _BREAKS["\t" if found.group() == "\t" else "\n"], escaped)
    return Markup(escaped)  # noqa: S704 - just escaped


def _in_property(value: Any) -> Markup:
    """Return what a value prints in a document property: one line of text."""
    text = printed(value)
    return Markup() if text is None else Markup(_escape(_LINES.sub(" ", text)))  # noqa: S704 - just escaped


class Gabarit:
    """A compiled template. `iter_anomalies` says what its compilation found; `render` raises it."""

    def __init__(self, paquet: Paquet, fichier: str) -> None:
        self.paquet = paquet
        self.fichier = fichier
        self.anomalies: list[Anomalie] = []
        self.names: set[str] = set()
        self._compiled: dict[str, _Compiled] = {}
        environment = StricteEnvironment(_in_run)
        for name in paquet:
            kind = _PARTS.fullmatch(name)
            if kind is not None:
                base = kind.group(1).rstrip("0123456789")
                number = kind.group(1)[len(base) :]
                partie = f"{_NAMES[base]}{f' {number}' if number else ''}"
                self._add(name, Part(self._decoded(name), fichier, partie), environment)
        if CORE in paquet:
            self._add(CORE, properties(self._decoded(CORE), fichier), StricteEnvironment(_in_property))

    @property
    def tagged(self) -> list[str]:
        """Return the names of the parts that hold tags."""
        return list(self._compiled)

    def _decoded(self, name: str) -> str:
        data = self.paquet[name]
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ModeleError([make("xml-mal-forme", Word(self.fichier, name), raison="encodage autre qu’UTF-8")]) from None

    def _add(self, name: str, part: Part, environment: StricteEnvironment) -> None:
        self.anomalies.extend(part.anomalies)
        if not part.tagged:
            return
        compiled = _Compiled(name, part)
        self.anomalies.extend(compiled.build(environment))
        self.names |= compiled.names
        self._compiled[name] = compiled

    def render(self, racine: Bloc, date: Callable[[Bloc], str | None] | None = None) -> Paquet:
        """Return the package with `racine` printed in it, created and modified on the ISO day that `date` gives.

        Raises ModeleError with every place where the template asks for what the data do not hold.
        """
        if self.anomalies:
            raise ModeleError(self.anomalies)
        parts: dict[str, bytes] = {}
        anomalies: list[Anomalie] = []
        context = {name: racine[name] if name in racine else racine.absent(name) for name in racine.known}
        for name, compiled in self._compiled.items():
            passage = Passage(racine.known)
            token = PASSAGE.set(passage)
            try:
                text = compiled.render(context)
            except Depasse as error:
                anomalies.append(make("modele-demesure", Word(self.fichier, compiled.part.partie), quoi=str(error)))
                continue
            finally:
                PASSAGE.reset(token)
            anomalies.extend(compiled.placed(passage.problems))
            parts[name] = text.encode("utf-8")
        if anomalies:
            raise ModeleError(anomalies)
        for name, data in parts.items():
            check_xml(data, self.fichier, name)
        if CORE in self.paquet:
            day = date(racine) if date is not None else None
            parts[CORE] = _dated(parts.get(CORE, self.paquet[CORE]), day)
        return self.paquet.replaced(parts)


def _dated(core: bytes, day: str | None) -> bytes:
    """Return the document properties created and modified on `day`; left as the template has them when it is not known."""
    if day is None:
        return core
    return _DATES.sub(rf"\g<1>{day}T00:00:00Z\g<2>", core.decode("utf-8")).encode("utf-8")


class _Compiled:
    """One tagged part: its Jinja template, and the tag that each line of it comes from."""

    def __init__(self, name: str, part: Part) -> None:
        self.name = name
        self.part = part
        self.tags: dict[int, Tag] = {}
        self.names: set[str] = set()
        self.template: Any = None

    def build(self, environment: StricteEnvironment) -> Iterator[Anomalie]:
        """Compile the part; yield what is wrong with its tags."""
        source, refused = self._source()
        yield from refused
        if refused:
            return
        try:
            tree = environment.parse(source, self.name)
        except TemplateError as error:
            yield self._syntax(error)
            return
        problems = list(iter_problems(tree))
        if problems:
            yield from self.placed(problems)
            return
        self.names = {node.name for node in tree.find_all(nodes.Name)} | {node.attr for node in tree.find_all(nodes.Getattr)}
        bound_loops(tree)
        try:
            code = environment.compile(tree, self.name, f"delib:{self.name}")
        except (TemplateError, SyntaxError, RecursionError, MemoryError) as error:
            yield self._syntax(error)
            return
        self.template = environment.template_class.from_code(environment, code, {})

    def _source(self) -> tuple[str, list[Anomalie]]:
        """Return the Jinja source, each tag on lines of its own, and the tags that the policy refuses outright."""
        pieces: list[str] = []
        refused: list[Anomalie] = []
        line = 1
        for segment in self.part.segments():
            if isinstance(segment, str):
                literal = _literal(segment)
                pieces.append(literal)
                line += literal.count("\n")
                continue
            if segment.source.startswith("{#"):
                continue
            if segment.source.startswith("{%") and segment.word not in INSTRUCTIONS:
                refused.append(make("instruction-interdite", segment.lieu, nom=f"l’instruction « {segment.word or '?'} »"))
                continue
            inner = " ".join(segment.source[2:-2].split())
            self.tags[line] = self.tags[line + 1] = segment
            pieces.append(f"{segment.source[:2]}\n{inner}\n{segment.source[-2:]}")
            line += 2
        return "".join(pieces), refused

    def _syntax(self, error: BaseException) -> Anomalie:
        line = getattr(error, "lineno", 0) or 0
        tag = self.tags.get(line) or self.tags.get(line - 1)
        lieu = tag.lieu if tag is not None else Word(self.part.fichier, self.part.partie)
        message = str(getattr(error, "message", "") or error)
        code = next((code for words, code in _SYNTAX if words in message), "balise-syntaxe")
        return make(code, lieu, probleme=message.split("\n", maxsplit=1)[0][:200])

    def placed(self, problems: list[Problem]) -> Iterator[Anomalie]:
        """Yield `problems` as anomalies with their places, each once."""
        seen: set[tuple[str, object, str]] = set()
        for problem in problems:
            tag = self.tags.get(problem.lineno)
            lieu = tag.lieu if tag is not None else Word(self.part.fichier, self.part.partie)
            chemin = str(problem.details.get("chemin", ""))
            if (problem.code, lieu, chemin) not in seen:
                seen.add((problem.code, lieu, chemin))
                details = {name: value for name, value in problem.details.items() if name != "chemin"}
                yield make(problem.code, lieu, chemin, **details)

    def render(self, context: Mapping[str, Any]) -> str:
        """Return the part rendered. Raises Depasse beyond its bounds."""
        pieces: list[str] = []
        total = 0
        for piece in self.template.root_render_func(self.template.new_context(dict(context))):
            total += len(piece)
            if total > MAX_OUTPUT:
                raise Depasse("taille")
            pieces.append(piece)
        text = "".join(pieces)
        return _EMPTY_CELL.sub(r"\1<w:p/>\2", text) if self.part.tables else text


_SYNTAX = (
    ("Unexpected end of template", "bloc-non-ferme"),
    ("Encountered unknown tag 'end", "bloc-mal-ferme"),
    ("Encountered unknown tag 'el", "bloc-mal-ferme"),
    ("Encountered unknown tag", "instruction-inconnue"),
    ("No filter named", "filtre-inconnu"),
    ("No test named", "test-inconnu"),
)


def _literal(xml: str) -> str:
    """Return `xml` so that Jinja reads no tag in it."""
    if "{" not in xml:
        return xml
    return re.sub(r"\{([{%#])", r"{{ '{\1' }}", xml)
