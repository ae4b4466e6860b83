"""Reads a data file into nodes that remember where they stand. Types nothing, resolves nothing, corrects nothing.

YAML is read from the *events* of the C parser: every scalar stays the text that was typed (`2025.10`, `01000`, `NON`), and what
would change the text in silence (anchors, aliases, tags, merge keys, duplicate keys, several documents, depth) is refused as it
comes. JSON keeps its numbers as they were typed too.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NoReturn

from delib.anomalie import Anomalie, DonneesError, LectureError, Releve, Source, make

MAX_BYTES = 5 * 1024 * 1024
"""The largest data file read: an act of 200 pages is under 1 MiB, and a larger file is a mistake or an attack."""
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

    def place(self, start: int, end: int = -1) -> Source:
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
    def lieu(self) -> Source:
        """Return where the value stands."""
        return self.reading.place(self.start, self.end)

    @property
    def lieu_cle(self) -> Source:
        """Return where its key stands, or the value when it has none."""
        return self.key.lieu if self.key is not None else self.lieu

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


def read(path: str | os.PathLike[str], releve: Releve, shown: str | None = None) -> Node:
    """Return the root node of a YAML or JSON file; what is wrong with its text goes to `releve`.

    Raises LectureError when the file cannot be read at all, DonneesError, with the whole of `releve`, when its text is refused.
    """
    name = os.fspath(path)
    fichier = shown or name
    data = _read_bytes(name, fichier)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        bad = data.find(b"\0")  # what UTF-16 without its mark leaves, when read as UTF-8
        texte = data.decode()
    except UnicodeDecodeError as error:
        bad, texte = error.start, ""
    if bad >= 0:
        before = data[:bad]
        column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
        place = Source(fichier, before.count(b"\n") + 1, column)
        releve.add(make("fichier-pas-utf8", place, octet=f"0x{data[bad]:02x}"))
        raise DonneesError(releve)
    reading = Reading(fichier, texte, os.path.dirname(name))
    root = None
    if texte.strip():
        root = _read_json(reading, releve) if name.lower().endswith(".json") else _read_yaml(reading, releve)
    if root is None:
        releve.add(make("fichier-vide", Source(fichier)))
        raise DonneesError(releve)
    return root


def _read_bytes(name: str, fichier: str) -> bytes:
    place = Source(fichier)
    if "\0" in name:
        raise LectureError([make("fichier-illisible", place, raison="son nom contient un caractère nul")])
    try:
        if os.path.isdir(name):
            raise LectureError([make("fichier-dossier", place)])
        if os.path.exists(name) and not os.path.isfile(name):
            raise LectureError([make("fichier-illisible", place, raison="ce n’est pas un fichier ordinaire")])
        with open(name, "rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise LectureError([make("fichier-absent", place)]) from None
    except OSError as error:
        raise LectureError([make("fichier-illisible", place, raison=os_reason(error))]) from None
    if len(data) > MAX_BYTES:
        raise LectureError([make("fichier-trop-grand", place, limite=f"{MAX_BYTES // 1024 // 1024} Mio")])
    return data


def os_reason(error: OSError) -> str:
    """Return why the system refused, in French."""
    import errno  # noqa: PLC0415 - only an anomaly needs it

    reasons = {
        errno.EACCES: "l’accès est refusé",
        errno.EPERM: "l’accès est refusé",
        errno.ENOENT: "ce dossier n’existe pas",
        errno.ENOTDIR: "une partie du chemin n’est pas un dossier",
        errno.EEXIST: "un fichier porte déjà ce nom",
        errno.EISDIR: "c’est un dossier",
        errno.ENOSPC: "le disque est plein",
        errno.EDQUOT: "le quota du disque est atteint",
        errno.EFBIG: "le fichier dépasse la taille permise ici",
        errno.EROFS: "le disque est en lecture seule",
        errno.ENAMETOOLONG: "le nom est trop long",
        errno.ELOOP: "le lien tourne en rond",
    }
    return reasons.get(error.errno or 0, f"le système répond « {error.strerror or error} »")


# --------------------------------------------------------------------------------------------------------------------- YAML


_YAML_INTERDIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""What YAML refuses in a file, and the three line ends (U+0085, U+2028, U+2029) that it would change without a word."""


def _read_yaml(reading: Reading, releve: Releve) -> Node | None:
    """Return the root node, or None when the text holds nothing but comments. Raises DonneesError."""
    from yaml import YAMLError  # noqa: PLC0415 - JSON and dicts do without
    from yaml._yaml import CParser  # noqa: PLC0415

    builder = _Builder(reading, releve)
    for found in _YAML_INTERDIT.finditer(reading.texte):
        builder.refuse("caractere-interdit-source", *found.span(), point=f"U+{ord(found.group()):04X}")
    if builder.refused:
        raise DonneesError(releve)
    try:
        parser = CParser(reading.texte)
        while (event := parser.get_event()) is not None:
            builder.take(event)
    except YAMLError as error:
        releve.add(_syntax(reading, error))
        raise DonneesError(releve) from None
    if builder.refused:
        raise DonneesError(releve)
    return builder.root


class _Builder:
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
        if plain and value and texte[end : end + 2] in (" #", "\t#"):
            kept, lost = str(value).rsplit("\n", maxsplit=1)[-1][-40:], texte[end + 1 : end + 61].split("\n", 1)[0].rstrip()
            self.releve.add(make("yaml-diese", self.reading.place(start, end), garde=kept, perdu=lost))
        self._put(Node(value, self.reading, start, end, plain))

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


_SYNTAX = (
    ("mapping values are not allowed", "yaml-deux-points"),
    ("could not find expected ':'", "yaml-deux-points-absents"),
    ("cannot start any token", "yaml-caractere"),
    ("block sequence entries are not allowed", "yaml-caractere"),
    ("mapping keys are not allowed", "yaml-caractere"),
    ("did not find expected comment or line break", "yaml-caractere"),
    ("found an indentation indicator equal to 0", "yaml-caractere"),
    ("found a tab character", "yaml-tabulation"),
    ("exceeded maximum", "yaml-profondeur"),
    ("undefined tag handle", "yaml-etiquette"),
    ("did not find the expected '>'", "yaml-etiquette"),
    ("did not find expected '!'", "yaml-etiquette"),
    ("did not find expected whitespace or line break", "yaml-etiquette"),
    ("found unexpected end of stream", "yaml-guillemet"),
    ("found unexpected document indicator", "yaml-guillemet"),
    ("did not find expected '-' indicator", "yaml-alignement"),
    ("did not find expected key", "yaml-alignement"),
    ("did not find expected <document start>", "yaml-alignement"),
    ("did not find expected ',' or", "yaml-crochets"),
    ("did not find expected node content", "yaml-crochets"),
    ("did not find expected alphabetic or numeric character", "yaml-etoile"),
    ("unknown escape character", "yaml-echappement"),
    ("did not find expected hexdecimal number", "yaml-echappement"),
    ("invalid Unicode character escape code", "yaml-echappement"),
    ("directive", "yaml-directive"),
    ("version number", "yaml-directive"),
    ("found incompatible YAML document", "yaml-directive"),
)


def _syntax(reading: Reading, error: Exception) -> Anomalie:
    """Return in French what the YAML parser says, at the place that a person would look at."""
    problem, context = str(getattr(error, "problem", "") or ""), str(getattr(error, "context", "") or "")
    code = next((code for words, code in _SYNTAX if words in problem), "yaml-syntaxe")
    if "directive" in context:
        code = "yaml-directive"
    mark, before = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    opening = (
        code in ("yaml-deux-points-absents", "yaml-guillemet", "yaml-etiquette", "yaml-directive") or "block scalar" in context
    )
    mark = before if before is not None and (opening or mark is None) else mark
    offset = min(mark.index, len(reading.texte)) if mark is not None else -1
    line = max(reading.texte.rfind("\n", 0, max(offset, 0)) + 1, 0)
    tab = _INDENTED.match(reading.texte, line)
    if tab is not None and code not in ("yaml-guillemet", "yaml-crochets"):
        code, offset = "yaml-tabulation", tab.end() - 1
    word = _WORD.match(reading.texte, max(offset, 0))
    char = word.group()[:1] if word is not None else "?"
    return make(code, reading.place(offset), caractere=char, limite=MAX_DEPTH, nom=word.group() if word is not None else "!")


_INDENTED = re.compile(r" *\t")
_WORD = re.compile(r"\S{1,40}")


# --------------------------------------------------------------------------------------------------------------------- JSON


_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_MOTS: dict[str, bool | None] = {"true": True, "false": False, "null": None}


def _read_json(reading: Reading, releve: Releve) -> Node | None:
    """Return the root node. The `json` module says whether the text is JSON; its tokens are then read for their places."""
    import json  # noqa: PLC0415 - YAML and dicts do without

    try:
        json.loads(reading.texte, parse_float=str, parse_int=str)
    except json.JSONDecodeError as error:
        probleme = next((french for words, french in _JSON.items() if error.msg.startswith(words)), "on ne sait le lire")
        releve.add(make("json-syntaxe", reading.place(error.pos), probleme=probleme))
        raise DonneesError(releve) from None
    except RecursionError:
        pass  # the builder stops far sooner, and knows where
    builder = _Builder(reading, releve)
    for found in _TOKEN.finditer(reading.texte):
        word, (start, end) = found.group(), found.span()
        if word in ("{", "["):
            builder.open({} if word == "{" else [], start, end)
        elif word in ("}", "]"):
            builder.close(start, end)
        elif word.startswith('"'):
            builder.scalar(json.loads(word) if "\\" in word else word[1:-1], start, end)
        elif word in ("NaN", "Infinity", "-Infinity"):
            builder.refuse("json-nombre", start, end, nom=word)
            builder.scalar("", start, end)
        elif word not in (",", ":"):
            builder.scalar(_MOTS.get(word, word), start, end)
    if builder.refused:
        raise DonneesError(releve)
    return builder.root


_JSON = {
    "Expecting property name enclosed in double quotes": "une clé entre guillemets droits est attendue",
    "Expecting ',' delimiter": "une virgule est attendue",
    "Expecting ':' delimiter": "un deux-points est attendu",
    "Expecting value": "une valeur est attendue",
    "Extra data": "il y a du texte après la fin des données",
    "Unterminated string starting at": "un guillemet n’est pas fermé",
    "Invalid control character at": "un caractère de commande est dans un texte",
    "Invalid \\": "une barre oblique inverse est mal employée",
    "Illegal trailing comma before end of object": "une virgule est de trop avant « } »",
    "Illegal trailing comma before end of array": "une virgule est de trop avant « ] »",
}


# ------------------------------------------------------------------------------------------------------------------- Python


def from_python(value: object, fichier: str = "<données>", dossier: str = "") -> Node:
    """Return nodes for Python data (dict, list, text, int, bool, Decimal, date).

    Raises DonneesError for any other type, for depth, for more values than a file may hold, and for keys that are not text.
    """
    made = _Python(Reading(fichier, dossier=dossier))
    root = made.node(value, "", 0)
    if made.releve.anomalies:
        raise DonneesError(made.releve)
    return root


class _Python:
    """Makes nodes of Python data; `releve` holds what it refuses."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.releve = Releve()
        self.nodes = 0

    def node(self, value: object, chemin: str, depth: int) -> Node:
        """Return the node of `value`."""
        self.nodes += 1
        if depth > MAX_DEPTH:
            return self._refuse("yaml-profondeur", chemin, limite=MAX_DEPTH)
        if self.nodes > MAX_NODES:
            self._refuse("yaml-trop-de-valeurs", chemin, limite=f"{MAX_NODES:,}".replace(",", "\u202f"))
            raise DonneesError(self.releve)
        if isinstance(value, Mapping):
            made: dict[str, Node] = {}
            for name, item in value.items():
                if isinstance(name, str):
                    made[str.__str__(name)] = self.node(item, f"{chemin}.{name}" if chemin else name, depth + 1)
                else:
                    self._refuse("type-python", chemin, type=f"clé {type(name).__name__}")
            return Node(made, self.reading)
        if isinstance(value, str):
            return Node(str.__str__(value), self.reading)
        if value is None or isinstance(value, bool):
            return Node(value, self.reading)
        if isinstance(value, int) and abs(value) < MAX_INTEGER:
            return Node(int(value), self.reading)
        if isinstance(value, Decimal) and value.is_finite():
            return Node(value, self.reading)
        if isinstance(value, date) and not isinstance(value, datetime):
            return Node(value.isoformat(), self.reading)
        if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
            return Node([self.node(item, f"{chemin}[{i}]", depth + 1) for i, item in enumerate(value)], self.reading)
        kind = type(value).__name__
        return self._refuse("type-python", chemin, type=f"{kind} {value}" if isinstance(value, Decimal) else kind)

    def _refuse(self, code: str, chemin: str, **details: object) -> Node:
        self.releve.add(make(code, Source(self.reading.fichier), chemin, **details))
        return Node("", self.reading)
