"""One Word template of acts, compiled once: its tagged parts become programmes, the rest is kept as it is.

Every problem of a rendering is told with its place in the Word file; a part that is not
well formed is never returned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from delib.acte.bloc import Bloc
from delib.anomalie import Anomalie, ModeleError, Word, make
from delib.modele.balises import Part, Properties
from delib.modele.parties import iter_parties, iter_unfilled
from delib.modele.politique import Depasse, Passage
from delib.modele.programme import Programme
from delib.modele.reparation import repaired
from delib.paquet import Paquet, check_xml

_BREAKS = {
    "\n": '</w:t><w:br/><w:t xml:space="preserve">',
    "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
}
_LINES = re.compile(r"\r\n?|\n|\t")
_DATES = re.compile(r"(<dcterms:(?:created|modified)[^<>]*>)[^<>]*(</dcterms:(?:created|modified)>)")
_REVISION = re.compile(r"<w:(?:del|moveFrom)[ >]")


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def in_run(text: str) -> str:
    """Return the XML of a text inside a `w:t`: a newline becomes a line break, a tab Word's tab."""
    escaped = _escape(text)
    if "\n" in escaped or "\t" in escaped or "\r" in escaped:
        escaped = _LINES.sub(lambda found: _BREAKS["\t" if found.group() == "\t" else "\n"], escaped)
    return escaped


def _in_property(text: str) -> str:
    """Return the XML of a text in a document property: one line."""
    return _escape(_LINES.sub(" ", text))


class GabaritStrict:
    """A compiled template; `anomalies` are what its compilation found, and `render` raises them."""

    def __init__(self, paquet: Paquet, fichier: str) -> None:
        self.paquet = paquet
        self.fichier = fichier
        self.anomalies: list[Anomalie] = []
        self.names: set[str] = set()
        self._parts: dict[str, tuple[Part, Programme, set[str]]] = {}
        self._core = ""
        if any(b"<w:comment " in paquet[name] for name in paquet if name.startswith("word/comments")):
            self.anomalies.append(make("modele-commentaires", Word(fichier)))
        for name, kind, partie in iter_parties(paquet):
            if kind == "core":
                self._core = name
                self._add(name, Properties(self.decoded(name), fichier), _in_property)
            else:
                self._add(name, Part(self.decoded(name), fichier, partie), in_run)
        self.anomalies.extend(iter_unfilled(paquet, fichier))

    @property
    def tagged(self) -> list[str]:
        """Return the names of the parts that hold tags."""
        return list(self._parts)

    def decoded(self, name: str) -> str:
        """Return the text of part `name`. Raises ModeleError unless it is in UTF-8."""
        try:
            text = self.paquet[name].decode("utf-8-sig")
        except UnicodeDecodeError:
            text = '<?xml encoding="?"?>'
        said = re.match(r"<\?xml[^>]*?encoding=[\"']([^\"']*)", text)
        if said is not None and said.group(1).lower() not in ("utf-8", "utf8"):
            raise ModeleError([make("xml-mal-forme", Word(self.fichier, name), raison="elle n’est pas en UTF-8")])
        return text

    def _add(self, name: str, part: Part, escape: Callable[[str], str]) -> None:
        self.anomalies.extend(part.anomalies)
        if _REVISION.search(part.xml):
            self.anomalies.append(make("modele-revisions", Word(self.fichier, part.partie)))
        if not part.tagged:
            return
        programme = Programme(part.segments(), Word(self.fichier, part.partie), escape)
        self.anomalies.extend(programme.anomalies)
        self.names |= programme.names
        self._parts[name] = (part, programme, part.emptied)

    def iter_unasked(self, racine: Bloc) -> Iterator[Anomalie]:
        """Yield nothing: a template that is no form asks nothing of whoever reads it."""
        yield from ()

    def render(self, racine: Bloc, date: Callable[[Bloc], str | None] | None = None) -> Paquet:
        """Return the package with `racine` printed in it, created and modified on the ISO day that `date` gives.

        Raises ModeleError with every place where the template asks for what the data do not hold.
        """
        if self.anomalies:
            raise ModeleError(self.anomalies)
        parts: dict[str, bytes] = {}
        passage = Passage(racine.known)
        values = {name: racine[name] if name in racine else racine.absent(name) for name in racine.known}
        try:
            for name, (part, programme, kinds) in self._parts.items():
                passage.pieces = []
                programme.run(dict(values), passage)
                drawings = programme.loops and "<wp:docPr " in part.xml
                text = repaired("".join(passage.pieces), kinds, drawings)
                parts[name] = text.encode("utf-8", "surrogatepass")
            self._complete(parts, racine, passage)
        except Depasse as error:
            passage.tell("modele-demesure", quoi=error)
        if passage.problems:
            raise ModeleError(passage.problems)
        for name, data in parts.items():
            check_xml(data, self.fichier, name, depth=False)
        if self._core:
            day = date(racine) if date is not None else None
            parts[self._core] = _dated(parts.get(self._core, self.paquet[self._core]), day)
        return self.paquet.replaced(parts)

    def _complete(self, parts: dict[str, bytes], racine: Bloc, passage: Passage) -> None:
        """Change the printed `parts` further: nothing here, the fields of a form in `remplissage`."""


def _dated(core: bytes, day: str | None) -> bytes:
    """Return the document properties created and modified on `day`; left as the template has them when it is not known."""
    if day is None:
        return core
    return _DATES.sub(rf"\g<1>{day}T00:00:00Z\g<2>", core.decode("utf-8")).encode("utf-8")
