"""YAML, from the *events* of PyYAML's C parser: text as typed, the place of every value.

What would change the text in silence (anchors, aliases, tags, merge keys, duplicate keys, several documents, depth) is refused as
it comes.
"""

from __future__ import annotations

import re

from delib.acte.noeuds import MAX_DEPTH, Builder, Node, Reading
from delib.anomalie import Anomalie, DonneesError, Releve, make

_YAML_INTERDIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""What YAML refuses in a file, and the three line ends (U+0085, U+2028, U+2029) that it would change without a word."""


def read_yaml(reading: Reading, releve: Releve) -> Node | None:
    """Return the root node, or None when the text holds nothing but comments. Raises DonneesError."""
    from yaml import YAMLError  # noqa: PLC0415 - JSON and dicts do without
    from yaml._yaml import CParser  # noqa: PLC0415

    builder = Builder(reading, releve)
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
