"""Reads a data file into nodes that remember where they stand. Types nothing, resolves nothing, corrects nothing.

YAML is read from the *events* of the C parser: every scalar stays the text that was typed (`2025.10`, `01000`, `NON`), and what
would change the text in silence (anchors, aliases, tags, merge keys, duplicate keys, several documents, depth) is refused as it
comes. JSON keeps its numbers as they were typed, and takes its positions from the same events.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from delib.anomalie import Anomalie, DonneesError, LectureError, Releve, Source, make

MAX_BYTES = 5 * 1024 * 1024
"""The largest data file read: an act of 200 pages is under 1 MiB, and a larger file is a mistake or an attack."""
MAX_DEPTH = 64
"""The deepest nesting read: the schemas go down to 8."""
MAX_NODES = 500_000
"""The most values a file may hold: 5 MiB of `- a` lines would otherwise cost gigabytes."""

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
            self.starts = [0, *(found.end() for found in re.finditer(r"\r\n|[\n\r\x85\u2028\u2029]", self.texte))]
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
        ((key, node),) = self.value.items()
        if node.key is None or not node.key.plain or isinstance(node.value, list) or (node.end < 0):
            return None
        texte = self.reading.texte
        between = texte[node.key.end : node.start]
        raw = texte[self.start : node.end]
        opened = texte[node.start : node.start + 1] in ("{", "[")
        if not _COLON.fullmatch(between) or (isinstance(node.value, dict) and not opened):
            return None
        if isinstance(node.value, str) and not node.plain:
            return None
        if "\n" in raw and opened:
            return None
        return re.sub(r"[ \t]*\n[ \t]*", " ", raw).strip()


_COLON = re.compile(r"[ \t]*:[ \t]*(?:\n[ \t]*)?")


def read(path: str | os.PathLike[str], releve: Releve, shown: str | None = None) -> Node:
    """Return the root node of a YAML or JSON file; warnings go to `releve`.

    Raises LectureError when the file cannot be read at all, DonneesError when its text is refused.
    """
    name = os.fspath(path)
    fichier = shown or name
    data = _read_bytes(name, fichier)
    dossier = os.path.dirname(name)
    try:
        texte = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
        octet = f"0x{data[error.start]:02x}"
        place = Source(fichier, line, column)
        raise DonneesError([make("fichier-pas-utf8", place, octet=octet)]) from None
    reading = Reading(fichier, texte, dossier)
    if not texte.strip():
        raise DonneesError([make("fichier-vide", Source(fichier))])
    if name.lower().endswith(".json"):
        return _read_json(reading)
    return _read_yaml(reading, releve)


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


def _read_yaml(reading: Reading, releve: Releve) -> Node:
    from yaml import YAMLError  # noqa: PLC0415 - JSON and dicts do without
    from yaml._yaml import CParser  # noqa: PLC0415

    builder = _Builder(reading, releve)
    try:
        parser = CParser(reading.texte)
        while True:
            event = parser.get_event()
            if event is None:
                break
            builder.take(event)
    except YAMLError as error:
        raise DonneesError([*releve, _syntax(reading, error)]) from None
    except _Stop as stop:
        raise DonneesError([*releve, stop.anomalie]) from None
    if builder.root is None:
        raise DonneesError([make("fichier-vide", Source(reading.fichier))])
    if builder.refused:
        raise DonneesError(releve)
    return builder.root


class _Stop(Exception):  # noqa: N818 - not an error of the program: the reading ends here
    def __init__(self, anomalie: Anomalie) -> None:
        self.anomalie = anomalie


class _Builder:
    """Builds nodes from YAML events, and says what it refuses."""

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

    def take(self, event: object) -> None:
        """Take one event of the parser."""
        getattr(self, "_" + type(event).__name__)(event)

    def _refuse(self, code: str, event: object, nom: str = "") -> None:
        self.refused = True
        start, end = _span(event)
        self.releve.add(make(code, self.reading.place(start, end), nom=nom))

    def _StreamStartEvent(self, event: object) -> None:  # noqa: N802 - named after PyYAML's events, as all below
        pass

    _StreamEndEvent = _DocumentEndEvent = _StreamStartEvent

    def _DocumentStartEvent(self, event: object) -> None:  # noqa: N802
        self.documents += 1
        if self.documents > 1:
            raise _Stop(make("yaml-plusieurs-documents", self.reading.place(*_span(event))))
        if getattr(event, "version", None) or getattr(event, "tags", None):
            self._refuse("yaml-directive", event)

    def _AliasEvent(self, event: object) -> None:  # noqa: N802
        self._refuse("yaml-alias", event, nom=getattr(event, "anchor", ""))
        self._put(Node("", self.reading, *_span(event)))

    def _ScalarEvent(self, event: object) -> None:  # noqa: N802
        start, end = _span(event)
        style = getattr(event, "style", None)
        plain = style in (None, "")
        value: str = getattr(event, "value", "")
        node = Node(value, self.reading, start, end, plain)
        self.ended = end
        self._common(event)
        if plain:
            rest = self.reading.texte[end : end + 2]
            if rest in (" #", "\t#") and value:
                kept, lost = value.rsplit("\n", maxsplit=1)[-1][-40:], self.reading.texte[end:].split("\n", 1)[0].strip()[:60]
                self.releve.add(make("yaml-diese", self.reading.place(start, end), garde=kept, perdu=lost))
        self._put(node)

    def _SequenceStartEvent(self, event: object) -> None:  # noqa: N802
        self._open([], event)

    def _MappingStartEvent(self, event: object) -> None:  # noqa: N802
        self._open({}, event)

    def _SequenceEndEvent(self, event: object) -> None:  # noqa: N802
        self._close(event)

    _MappingEndEvent = _SequenceEndEvent

    def _open(self, value: dict[str, Node] | list[Node], event: object) -> None:
        start, end = _span(event)
        self._common(event)
        if len(self.stack) >= MAX_DEPTH:
            raise _Stop(make("yaml-profondeur", self.reading.place(start, end), limite=MAX_DEPTH))
        node = Node(value, self.reading, start, end)
        self._put(node)
        self.stack.append(node)
        self.keys.append(None)

    def _close(self, event: object) -> None:
        start, end = _span(event)
        if end > start:
            self.ended = end
        node = self.stack.pop()
        self.keys.pop()
        node.end = max(self.ended, node.start)

    def _common(self, event: object) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _Stop(make("yaml-trop-de-valeurs", self.reading.place(*_span(event)), limite=MAX_NODES))
        if getattr(event, "anchor", None):
            self._refuse("yaml-ancre", event, nom=getattr(event, "anchor", ""))
        tag = getattr(event, "tag", None)
        if tag:
            self._refuse("yaml-etiquette", event, nom=str(tag).replace("tag:yaml.org,2002:", "!!"))

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
                raise _Stop(make("yaml-cle", node.lieu))
            if node.value == "<<" and node.plain:
                self.refused = True
                self.releve.add(make("yaml-fusion", node.lieu))
            self.keys[-1] = node
            return
        self.keys[-1] = None
        node.key = key
        name = str(key.value)
        assert isinstance(parent.value, dict)  # noqa: S101 - tells the type checker what _open made
        if name in parent.value:
            self.refused = True
            first = parent.value[name].lieu_cle
            self.releve.add(make("cle-double", key.lieu, cle=name, premiere=first.ligne))
            return
        parent.value[name] = node


def _span(event: object) -> tuple[int, int]:
    start, end = getattr(event, "start_mark", None), getattr(event, "end_mark", None)
    return (start.index if start else -1, end.index if end else -1)


_SYNTAX = (
    ("mapping values are not allowed", "yaml-deux-points"),
    ("could not find expected ':'", "yaml-deux-points"),
    ("cannot start any token", "yaml-caractere"),
    ("found a tab character", "yaml-tabulation"),
    ("control characters are not allowed", "caractere-interdit-source"),
    ("invalid trailing UTF-8", "caractere-interdit-source"),
    ("exceeded maximum", "yaml-profondeur"),
    ("undefined tag handle", "yaml-etiquette"),
    ("found unexpected end of stream", "yaml-guillemet"),
    ("did not find expected '-' indicator", "yaml-alignement"),
    ("did not find expected key", "yaml-alignement"),
    ("did not find expected ',' or", "yaml-crochets"),
    ("did not find expected node content", "yaml-crochets"),
    ("did not find expected alphabetic or numeric character", "yaml-etoile"),
    ("unknown escape character", "yaml-echappement"),
    ("found incompatible YAML document", "yaml-directive"),
    ("did not find expected <document start>", "yaml-alignement"),
)


def _syntax(reading: Reading, error: Exception) -> Anomalie:
    problem = str(getattr(error, "problem", "") or getattr(error, "reason", "") or error)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    offset = mark.index if mark is not None else getattr(error, "position", -1)
    place = reading.place(min(offset, len(reading.texte))) if isinstance(offset, int) else Source(reading.fichier)
    code = next((code for words, code in _SYNTAX if words in problem), "yaml-syntaxe")
    char = reading.texte[offset : offset + 1] if isinstance(offset, int) and offset >= 0 else ""
    if code == "yaml-caractere" and char == "\t":
        code = "yaml-tabulation"
    return make(code, place, probleme=problem, caractere=char or "?", limite=MAX_DEPTH, nom="!")


# --------------------------------------------------------------------------------------------------------------------- JSON


def _read_json(reading: Reading) -> Node:
    import json  # noqa: PLC0415 - YAML and dicts do without

    releve = Releve()
    try:
        positions: Node | None = _read_yaml(reading, releve)
    except DonneesError as error:
        deep = [one for one in error.anomalies if one.code in ("yaml-profondeur", "yaml-trop-de-valeurs", "cle-double")]
        if deep:
            raise DonneesError(deep) from None
        positions = None

    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        made: dict[str, object] = {}
        for name, value in items:
            if name in made:
                raise DonneesError([make("cle-double", Source(reading.fichier), cle=name, premiere="?")])
            made[name] = value
        return made

    def constant(name: str) -> object:
        raise DonneesError([make("json-nombre", Source(reading.fichier), nom=name)])

    try:
        value = json.loads(reading.texte, parse_float=str, parse_int=str, parse_constant=constant, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        place = Source(reading.fichier, error.lineno, error.colno)
        raise DonneesError([make("json-syntaxe", place, probleme=_JSON.get(error.msg, error.msg))]) from None
    except RecursionError:
        raise DonneesError([make("yaml-profondeur", Source(reading.fichier), limite=MAX_DEPTH)]) from None
    return _placed(value, reading, positions)


_JSON = {
    "Expecting property name enclosed in double quotes": "une clé entre guillemets droits est attendue",
    "Expecting ',' delimiter": "une virgule est attendue",
    "Expecting ':' delimiter": "un deux-points est attendu",
    "Expecting value": "une valeur est attendue",
    "Extra data": "il y a du texte après la fin des données",
    "Unterminated string starting at": "un guillemet n’est pas fermé",
    "Invalid control character at": "un caractère de commande est dans un texte",
    "Invalid \\escape": "une barre oblique inverse est mal employée",
    "Illegal trailing comma before end of object": "une virgule est de trop avant « } »",
    "Illegal trailing comma before end of array": "une virgule est de trop avant « ] »",
}


def _placed(value: object, reading: Reading, at: Node | None) -> Node:
    """Return JSON values as nodes, with the places of the same values read as YAML."""
    start, end = (at.start, at.end) if at is not None else (-1, -1)
    made: dict[str, Node] | list[Node] | Raw
    if isinstance(value, dict):
        places = at.value if at is not None and isinstance(at.value, dict) else {}
        made = {}
        for name, item in value.items():
            below = places.get(name)
            made[name] = _placed(item, reading, below)
            made[name].key = below.key if below is not None else None
    elif isinstance(value, list):
        listed = at.value if at is not None and isinstance(at.value, list) else []
        made = [_placed(item, reading, listed[i] if i < len(listed) else None) for i, item in enumerate(value)]
    else:
        assert value is None or isinstance(value, str | bool)  # noqa: S101 - numbers were kept as text
        made = value
    return Node(made, reading, start, end)


# ------------------------------------------------------------------------------------------------------------------- Python


def from_python(value: object, fichier: str = "<données>", dossier: str = "") -> Node:
    """Return nodes for Python data (dict, list, text, int, bool, Decimal, date).

    Raises DonneesError for any other type, for depth and for keys that are not text.
    """
    reading = Reading(fichier, dossier=dossier)
    releve = Releve()
    root = _from_python(value, reading, releve, "", 0)
    if releve.anomalies:
        raise DonneesError(releve)
    return root


def _from_python(value: object, reading: Reading, releve: Releve, chemin: str, depth: int) -> Node:
    place = Source(reading.fichier)
    if depth > MAX_DEPTH:
        releve.add(make("yaml-profondeur", place, chemin[:200], limite=MAX_DEPTH))
        return Node("", reading)
    if isinstance(value, Mapping):
        made: dict[str, Node] = {}
        for name, item in value.items():
            if not isinstance(name, str):
                releve.add(make("type-python", place, chemin, type=f"clé {type(name).__name__}"))
                continue
            made[name] = _from_python(item, reading, releve, f"{chemin}.{name}" if chemin else name, depth + 1)
        return Node(made, reading)
    if isinstance(value, datetime):
        releve.add(make("type-python", place, chemin, type="datetime"))
        return Node("", reading)
    if isinstance(value, date):
        return Node(value.isoformat(), reading)
    if value is None or isinstance(value, str | bool | int | Decimal):
        return Node(str(value) if isinstance(value, str) else value, reading)
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        items = [_from_python(item, reading, releve, f"{chemin}[{i}]", depth + 1) for i, item in enumerate(value)]
        return Node(items, reading)
    releve.add(make("type-python", place, chemin, type=type(value).__name__))
    return Node("", reading)
