"""One Word template, compiled once: its tagged parts become Jinja templates, the rest is kept as it is.

Renders under the STRICTE policy. Every problem of a rendering is told with its place in the Word file; a part that is not
well formed is never returned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2.exceptions import TemplateError
from jinja2.utils import pass_context
from markupsafe import Markup

from delib.acte.bloc import Bloc
from delib.anomalie import Anomalie, ModeleError, Word, make
from delib.modele.balises import Part, Properties, Tag
from delib.modele.politique import (
    INSTRUCTIONS,
    MAX_DEPTH,
    PASSAGE,
    Depasse,
    Examen,
    Passage,
    Problem,
    StricteEnvironment,
    line_of,
    printed,
)
from delib.modele.reparation import repaired
from delib.paquet import Paquet, check_xml

CORE = "docProps/core.xml"
_PARTS = re.compile(r"word/(document|header[0-9]*|footer[0-9]*|footnotes|endnotes)\.xml")
_NAMES = {"document": "corps", "header": "en-tête", "footer": "pied", "footnotes": "notes", "endnotes": "notes de fin"}
_BREAKS = {
    "\n": '</w:t><w:br/><w:t xml:space="preserve">',
    "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
}
_LINES = re.compile(r"\r\n?|\n|\t")
_DATES = re.compile(r"(<dcterms:(?:created|modified)[^<>]*>)[^<>]*(</dcterms:(?:created|modified)>)")
_UNFILLED = re.compile(
    r"word/(?:charts|diagrams)/[^/]*\.xml|word/(?:header|footer)[^/]*\.xml|word/_rels/[^/]*\.rels|docProps/[^/]*\.xml"
)
_TYPED = re.compile(rb"\{\{|\{%|%7B(?:%7B|%25)", re.IGNORECASE)
MAX_TAG = 1_000
"""The longest tag read, in characters: the longest of a real template is under 250."""
MAX_TAGS = 10_000
"""The most tags of one part: the shipped délibération has 700."""
MAX_BLOCKS = 16
"""The deepest nesting of blocks: Python compiles at most 20 loops, one in the other."""
_BLOCKS = {"endif": "if", "endfor": "for", "elif": "if", "else": "if"}
_OF_JINJA = frozenset(
    (
        *("include", "import", "from", "extends", "block", "macro", "call", "filter", "raw", "with"),
        *("trans", "pluralize", "do", "break", "continue", "autoescape", "debug"),
    )
)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pass_context
def _in_run(_context: Any, value: Any) -> Markup:
    """Return what a value prints inside a `w:t`: a newline becomes a line break, a tab Word's tab."""
    text = printed(value)
    if text is None:
        return Markup()
    escaped = _escape(text)
    if "\n" in escaped or "\t" in escaped or "\r" in escaped:
        escaped = _LINES.sub(lambda found: _BREAKS["\t" if found.group() == "\t" else "\n"], escaped)
    return Markup(escaped)  # noqa: S704 - just escaped


@pass_context
def _in_property(_context: Any, value: Any) -> Markup:
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
            elif name == CORE:
                self._add(CORE, Properties(self._decoded(CORE), fichier), StricteEnvironment(_in_property))
            elif _UNFILLED.fullmatch(name) and (found := _TYPED.search(paquet[name])) is not None:
                balise = paquet[name][found.start() : found.start() + 40].decode("utf-8", "replace").partition('"')[0]
                self.anomalies.append(make("balise-hors-texte", Word(fichier, name, balise=balise)))

    @property
    def tagged(self) -> list[str]:
        """Return the names of the parts that hold tags."""
        return list(self._compiled)

    def _decoded(self, name: str) -> str:
        try:
            text = self.paquet[name].decode("utf-8-sig")
        except UnicodeDecodeError:
            text = '<?xml encoding="?"?>'
        said = re.match(r"<\?xml[^>]*?encoding=[\"']([^\"']*)", text)
        if said is not None and said.group(1).lower() not in ("utf-8", "utf8"):
            raise ModeleError([make("xml-mal-forme", Word(self.fichier, name), raison="elle n’est pas en UTF-8")])
        return text

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
        passage = Passage(racine.known)
        token = PASSAGE.set(passage)
        try:
            for name, compiled in self._compiled.items():
                text, problems = compiled.render(context, passage)
                anomalies.extend(compiled.placed(problems))
                parts[name] = text.encode("utf-8", "surrogatepass")
                if passage.spent:
                    break
        finally:
            PASSAGE.reset(token)
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
        self._examen: Examen | None = None
        self._drawings = False

    def build(self, environment: StricteEnvironment) -> Iterator[Anomalie]:
        """Compile the part; yield what is wrong with its tags."""
        source, refused = self._source()
        if refused:
            yield from refused
            return
        try:
            tree = environment.parse(source, self.name)
        except (TemplateError, RecursionError):
            yield from self._misspelt(environment)
            return
        examen = Examen(tree)
        if examen.problems:
            yield from self.placed(examen.problems)
            return
        self.names = examen.names
        self._examen = examen
        self._drawings = bool(examen.loops) and "<wp:docPr " in self.part.xml
        examen.bound_loops()
        try:
            code = environment.compile(tree, self.name, f"delib:{self.name}")
        except (SyntaxError, RecursionError, MemoryError):  # a thousand « elif » in a row
            yield make("modele-demesure", Word(self.part.fichier, self.part.partie), quoi="des blocs sans fin")
            return
        self.template = environment.template_class.from_code(environment, code, {})

    def _source(self) -> tuple[str, list[Anomalie]]:
        """Return the Jinja source, each tag on a line of its own, and the tags that are refused before Jinja reads them."""
        pieces: list[str] = []
        refused: list[Anomalie] = []
        blocks = _Blocks()
        line = 1
        for segment in self.part.segments():
            if isinstance(segment, str):
                literal = _literal(segment)
                pieces.append(literal)
                line += literal.count("\n")
                continue
            if segment.source.startswith("{#"):
                continue
            anomalie = _refused(segment) or blocks.follow(segment)
            if anomalie is not None:
                refused.append(anomalie)
            line += 1
            self.tags[line] = segment
            pieces.append(f"{segment.source[:2]}\n{' '.join(segment.source[2:-2].split())} {segment.source[-2:]}")
        refused.extend(blocks.unclosed())
        if len(self.tags) > MAX_TAGS:
            refused = [make("modele-demesure", Word(self.part.fichier, self.part.partie), quoi=f"plus de {MAX_TAGS} balises")]
        return "".join(pieces), refused

    def _misspelt(self, environment: StricteEnvironment) -> Iterator[Anomalie]:
        """Yield the tags that Jinja does not read, each tried alone: all are told, each in its place."""
        told = False
        for tag in self.tags.values():
            inner = " ".join(tag.source[2:-2].split())
            alone = f"{tag.source[:2]} {inner} {tag.source[-2:]}"
            if tag.word in ("if", "for"):
                alone += f"{{% end{tag.word} %}}"
            elif tag.word in _BLOCKS:
                opening = "for x in y" if tag.word == "endfor" else "if x"
                alone = f"{{% {opening} %}}{alone}{'' if tag.word.startswith('end') else '{% endif %}'}"
            try:
                environment.parse(alone)
            except (TemplateError, RecursionError) as error:
                told = True
                yield make("balise-syntaxe", tag.lieu, probleme=_probleme(error))
        if not told:
            lieu = Word(self.part.fichier, self.part.partie)
            yield make("balise-syntaxe", lieu, probleme="un « else » ou un « elif » suit un « else »")

    def placed(self, problems: list[Problem]) -> Iterator[Anomalie]:
        """Yield `problems` as anomalies with their places, each once."""
        seen: set[Anomalie] = set()
        for problem in problems:
            tag = self.tags.get(problem.lineno)
            lieu = tag.lieu if tag is not None else Word(self.part.fichier, self.part.partie)
            details = {name: value for name, value in problem.details.items() if name != "chemin"}
            anomalie = make(problem.code, lieu, str(problem.details.get("chemin", "")), **details)
            if anomalie not in seen:
                seen.add(anomalie)
                yield anomalie

    def render(self, context: Mapping[str, Any], passage: Passage) -> tuple[str, list[Problem]]:
        """Return the part rendered, and what it asked that the data do not hold."""
        assert self._examen is not None  # noqa: S101 - build refused a part without it
        passage.problems = self._examen.unknown(passage.known)
        pieces: list[str] = []
        stream = self.template.root_render_func(self.template.new_context(dict(context)))
        try:
            for piece in stream:
                passage.take(len(piece))
                pieces.append(piece)
        except Depasse as error:
            lineno = line_of(error)[0] or self.template.get_corresponding_lineno(stream.gi_frame.f_lineno)
            passage.problems.append(Problem("modele-demesure", lineno, {"quoi": error}))
        except TypeError as error:
            lineno, own = line_of(error)
            if not own:
                raise
            passage.problems.append(Problem("comparaison-impossible", lineno, {}))
        return repaired("".join(pieces), self.part.kinds, self._drawings), passage.problems


def _refused(tag: Tag) -> Anomalie | None:
    """Return why a tag is refused by its shape alone, or None."""
    source = tag.source
    if len(source) > MAX_TAG:
        return make("balise-longue", tag.lieu, longueur=len(source), limite=MAX_TAG)
    if source[2] in "-+" or source[-3] in "-+":
        return make("balise-tiret", tag.lieu)
    if len(_NESTING.findall(source)) > MAX_DEPTH:
        return make("balise-syntaxe", tag.lieu, probleme="elle s’emboîte trop")
    if source.startswith("{{"):
        return None
    word = tag.word
    if word in _OF_JINJA or word.removeprefix("end") in _OF_JINJA or (word == "set" and "=" not in source) or word == "endset":
        return make("instruction-interdite", tag.lieu, nom=f"l’instruction « {word} »")
    if word not in INSTRUCTIONS:
        return make("instruction-inconnue", tag.lieu, nom=word or " ".join(source[2:-2].split())[:40])
    return None


_NESTING = re.compile(r"[(\[{~*/%+-]|\bnot\b")


class _Blocks:
    """The blocks open at a tag of a part."""

    def __init__(self) -> None:
        self.opened: list[Tag] = []
        self.broken = False

    def follow(self, tag: Tag) -> Anomalie | None:
        """Take one more tag; return what is wrong with the block that it opens, divides or closes, or None."""
        word = tag.word
        if word in ("if", "for"):
            self.opened.append(tag)
            if len(self.opened) == MAX_BLOCKS + 1:
                return make("bloc-trop-profond", tag.lieu, limite=MAX_BLOCKS)
            return None
        if word not in _BLOCKS or self.broken:
            return None
        last = self.opened[-1] if self.opened else None
        if last is None or last.word != _BLOCKS[word]:
            self.broken = True
            ouvert = f" : le dernier ouvert est « {last.texte[:60]} »" if last is not None else ""
            return make("bloc-mal-ferme", tag.lieu, fin=word, ouvert=ouvert)
        if word.startswith("end"):
            self.opened.pop()
        if (last.kind, last.parent) != (tag.kind, tag.parent):
            return make("bloc-a-cheval", tag.lieu, ouvert=last.texte[:60], ou=f"paragraphe {last.lieu.paragraphe}")
        return None

    def unclosed(self) -> list[Anomalie]:
        """Return the blocks that nothing closes, unless an end was misplaced: then all that follows is."""
        return [] if self.broken else [make("bloc-non-ferme", tag.lieu, ouvert=tag.word) for tag in self.opened]


_PROBLEMES = (
    (r"got 'end of|unexpected end", "il manque quelque chose avant la fin"),
    (r"unexpected char '(.)'", "le signe « {} » n’a pas de sens ici"),
    (r"unexpected '(.+?)'", "« {} » n’a pas de sens ici"),
    (r"expected token 'end of [^']+', got '(.+)'", "« {} » est de trop : un nom de champ n’a ni espace ni apostrophe"),
    (r"expected token .*, got '(.+)'", "« {} » n’est pas attendu ici"),
    (r"expected an expression, got '(.+)'", "« {} » n’est pas attendu ici"),
    (r"expected .*'in'", "une boucle s’écrit « for x in liste »"),
)


def _probleme(error: BaseException) -> str:
    """Return in French what Jinja says of a tag."""
    message = str(getattr(error, "message", "") or "")
    for pattern, words in _PROBLEMES:
        found = re.search(pattern, message, re.IGNORECASE)
        if found is not None:
            return words.format(*(group[:40] for group in found.groups()))
    return "elle s’emboîte trop" if isinstance(error, RecursionError) else "ce n’est pas une instruction complète"


def _literal(xml: str) -> str:
    """Return `xml` so that Jinja reads no tag in it."""
    if "{" not in xml:
        return xml
    return re.sub(r"\{([{%#])", r"{{ '{\1' }}", xml)
